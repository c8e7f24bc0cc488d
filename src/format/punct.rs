//! Replaces half-width marks in Chinese prose by full-width ones (`fmt --punct`).
//!
//! Only where both neighbours are Han characters or their punctuation (or the line ends): never in code, links,
//! pictures, tables, addresses, numbers and words of other scripts.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The text with full-width marks, and the changed lines, counted from 0.
pub(super) fn widened(body: &str) -> (String, Vec<u32>) {
    let prose = prose(body);
    let mut out = String::with_capacity(body.len());
    let (mut changed, mut at) = (Vec::new(), 0);
    for (number, line) in body.split_inclusive('\n').enumerate() {
        let wide = line_widened(line, at, &prose);
        if wide.len() != line.len() {
            changed.push(number as u32);
        }
        out.push_str(&wide);
        at += line.len();
    }
    (out, changed)
}

/// The ranges of the source that are plain prose, in order.
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
    ranges.sort_by_key(|range| range.start);
    ranges
}

fn in_ranges(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= at);
    after > 0 && ranges[after - 1].contains(&at)
}

/// One line with full-width marks; it begins at `start` in the text. A row of marks (`),`) is judged by the characters
/// before and after the whole row.
fn line_widened(line: &str, start: usize, prose: &[Range<usize>]) -> String {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    if !chars.iter().any(is_mark) {
        return line.to_owned();
    }
    let addresses = addresses(line);
    let mut fits = vec![false; chars.len()];
    for at in 0..chars.len() {
        let offset = chars[at].0;
        fits[at] = is_mark(&chars[at])
            && is_between_chinese(&chars, at)
            && in_ranges(prose, start + offset)
            && !addresses.iter().any(|address| address.contains(&offset));
    }
    pair_brackets(&chars, &mut fits);
    let mut out = String::with_capacity(line.len());
    for (at, (_, ch)) in chars.iter().enumerate() {
        out.push(match wide_form(*ch) {
            Some(wide) if fits[at] => wide,
            _ => *ch,
        });
    }
    out
}

fn is_mark((_, ch): &(usize, char)) -> bool {
    wide_form(*ch).is_some()
}

/// Whether Chinese characters are on both sides of a mark, other marks aside; the line may end after it.
fn is_between_chinese(chars: &[(usize, char)], at: usize) -> bool {
    let before = chars[..at].iter().rev().find(|entry| !is_mark(entry));
    let after = chars[at..].iter().find(|entry| !is_mark(entry));
    let fits_before = matches!(before, Some((_, ch)) if is_chinese(*ch));
    let fits_after = match after {
        Some((_, ch)) => is_chinese(*ch) || *ch == '\n',
        None => true,
    };
    fits_before && fits_after
}

/// A bracket only changes together with its partner.
fn pair_brackets(chars: &[(usize, char)], fits: &mut [bool]) {
    let (mut open, mut paired) = (Vec::new(), vec![false; chars.len()]);
    for (at, (_, ch)) in chars.iter().enumerate() {
        match ch {
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
    for (at, (_, ch)) in chars.iter().enumerate() {
        fits[at] &= !matches!(ch, '(' | ')') || paired[at];
    }
}

/// The addresses of a line: from `://`, `www.` or `@` to the next space or Chinese mark.
fn addresses(line: &str) -> Vec<Range<usize>> {
    let mut addresses = Vec::new();
    for sign in ["://", "www.", "@"] {
        for (start, _) in line.match_indices(sign) {
            let length = line[start..].find(|ch: char| ch.is_whitespace() || is_chinese_mark(ch));
            addresses.push(start..length.map_or(line.len(), |length| start + length));
        }
    }
    addresses
}

fn wide_form(ch: char) -> Option<char> {
    Some(match ch {
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

fn is_chinese(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇' | '“' | '”' | '‘' | '’')
        || is_chinese_mark(ch)
}

fn is_chinese_mark(ch: char) -> bool {
    matches!(
        ch,
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
