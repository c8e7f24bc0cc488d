//! Half-width marks in Chinese prose → full-width ones (`fmt --punct`).
//!
//! Only where both neighbours are Han characters or their punctuation (or the line ends): never in code, links,
//! pictures, tables, addresses, numbers and words of other scripts.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The text, and its changed lines, counted from 0.
pub(super) fn widened(body: &str) -> (String, Vec<u32>) {
    let prose = prose(body);
    let mut out = String::with_capacity(body.len());
    let (mut changed, mut at) = (Vec::new(), 0);
    for (number, line) in body.split_inclusive('\n').enumerate() {
        let allowed = |within: usize| in_ranges(&prose, at + within);
        let wide = line_widened(line, &allowed);
        if wide.len() != line.len() {
            changed.push(number as u32);
        }
        out.push_str(&wide);
        at += line.len();
    }
    (out, changed)
}

/// The stretches of the source that are plain prose, in order.
fn prose(body: &str) -> Vec<Range<usize>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let (mut ranges, mut closed) = (Vec::new(), 0usize);
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        match event {
            Event::Start(
                Tag::CodeBlock(_) | Tag::Link { .. } | Tag::Image { .. } | Tag::Table(_),
            ) => closed += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image | TagEnd::Table) => {
                closed = closed.saturating_sub(1);
            }
            Event::Text(_) if closed == 0 => ranges.push(range),
            _ => {}
        }
    }
    ranges.sort_by_key(|it| it.start);
    ranges
}

fn in_ranges(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|it| it.start <= at);
    after > 0 && ranges[after - 1].contains(&at)
}

/// One line. A row of marks (`),`) is judged by what stands before and after the whole row.
fn line_widened(line: &str, allowed: &dyn Fn(usize) -> bool) -> String {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    if !chars.iter().any(|(_, it)| wide_form(*it).is_some()) {
        return line.to_owned();
    }
    let addresses = addresses(line);
    let is_mark = |it: &(usize, char)| wide_form(it.1).is_some();
    let mut fits = vec![false; chars.len()];
    for at in 0..chars.len() {
        let before = chars[..at].iter().rev().find(|it| !is_mark(it));
        let after = chars[at..].iter().find(|it| !is_mark(it));
        fits[at] = is_mark(&chars[at])
            && before.is_some_and(|it| is_chinese(it.1))
            && after.is_none_or(|it| is_chinese(it.1) || it.1 == '\n')
            && allowed(chars[at].0)
            && !addresses.iter().any(|it| it.contains(&chars[at].0));
    }
    pair_brackets(&chars, &mut fits);
    let widen = |(at, (_, it)): (usize, &(usize, char))| match wide_form(*it) {
        Some(wide) if fits[at] => wide,
        _ => *it,
    };
    chars.iter().enumerate().map(widen).collect()
}

/// A bracket only changes together with its partner.
fn pair_brackets(chars: &[(usize, char)], fits: &mut [bool]) {
    let (mut open, mut paired) = (Vec::new(), vec![false; chars.len()]);
    for (at, (_, it)) in chars.iter().enumerate() {
        match it {
            '(' => open.push(at),
            ')' => {
                if let Some(first) = open.pop()
                    && fits[first]
                    && fits[at]
                {
                    (paired[first], paired[at]) = (true, true);
                }
            }
            _ => {}
        }
    }
    for (at, (_, it)) in chars.iter().enumerate() {
        fits[at] &= !matches!(it, '(' | ')') || paired[at];
    }
}

/// Where an address stands: from the word with `://` or `www.` or `@` to the next space or Chinese mark.
fn addresses(line: &str) -> Vec<Range<usize>> {
    let end = |from: usize| {
        let stop = |it: char| it.is_whitespace() || is_chinese_mark(it);
        line[from..].find(stop).map_or(line.len(), |it| from + it)
    };
    let signs = ["://", "www.", "@"];
    let mut starts: Vec<usize> =
        signs.iter().flat_map(|sign| line.match_indices(sign)).map(|(at, _)| at).collect();
    starts.sort_unstable();
    starts.into_iter().map(|it| it..end(it)).collect()
}

fn wide_form(it: char) -> Option<char> {
    Some(match it {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        '?' => '？',
        '!' => '！',
        _ => return None,
    })
}

fn is_chinese(it: char) -> bool {
    matches!(it, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇' | '“' | '”' | '‘' | '’')
        || is_chinese_mark(it)
}

fn is_chinese_mark(it: char) -> bool {
    matches!(
        it,
        '，' | '：'
            | '；'
            | '（'
            | '）'
            | '？'
            | '！'
            | '。'
            | '、'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '【'
            | '】'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〔'
            | '〕'
    )
}
