//! Headings, list items and quotations that begin with the wrong sign or without a space.

use super::super::chars::is_cjk;
use super::super::form_lines::{is_han, label, typed_number};
use super::slip::{BodyLine, Slip, SlipKind};

/// The most `#` of a heading.
const MAX_LEVEL: usize = 6;

/// Finds the slip at the beginning of one line.
pub(super) fn find(line: &BodyLine<'_>, slips: &mut Vec<Slip>) {
    let found = match line.text.chars().next() {
        Some('#' | '＃') => match deep_heading(line.text) {
            Some(write) => Some((SlipKind::DeepHeading, write, false)),
            None if 0 < line.wide_indent && is_heading(line.text) => {
                Some((SlipKind::Heading, line.text.to_owned(), false))
            }
            None => {
                heading(line.text).map(|(write, is_certain)| (SlipKind::Heading, write, is_certain))
            }
        },
        Some('－') => {
            after_space(line.text, '－').map(|rest| (SlipKind::List, format!("- {rest}"), true))
        }
        Some('＞') => {
            let rest = after_space(line.text, '＞');
            let is_certain = rest.is_some();
            let rest = rest.or_else(|| before_han(line.text, '＞'));
            rest.map(|rest| (SlipKind::Quote, format!("> {rest}"), is_certain))
        }
        Some('[' | '【' | '《') => {
            bare_picture(line.text).map(|write| (SlipKind::BarePicture, write, false))
        }
        _ => None,
    };
    if let Some((kind, write, is_certain)) = found {
        let range = line.start - line.wide_indent..line.start + line.text.len();
        slips.push(Slip::new(kind, range, write, is_certain));
    }
}

/// Whether a line would be a heading without the spaces before it.
fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    (1..=MAX_LEVEL).contains(&level) && rest.starts_with(' ') && !rest.trim().is_empty()
}

/// A heading as Markdown wants it, and whether it is certainly one. `#家校共育#` and `#3 教室` are none.
fn heading(line: &str) -> Option<(String, bool)> {
    let rest = line.trim_start_matches(['#', '＃']);
    let signs = &line[..line.len() - rest.len()];
    let level = signs.chars().count();
    let text = rest.trim_start_matches([' ', '\t', '\u{3000}']);
    let has_space = text.len() < rest.len();
    let is_ascii = signs.is_ascii();
    if text.is_empty()
        || MAX_LEVEL < level
        || is_ascii && has_space && !rest.starts_with('\u{3000}')
    {
        return None;
    }
    let is_number = typed_number(text).is_some();
    // A single sign right before a word may begin a topic or a number.
    if level == 1 && !has_space {
        let is_word = text.starts_with(|ch| is_cjk(ch) && !matches!(ch, '０'..='９'));
        if !is_word && !is_number || text.contains(['#', '＃']) {
            return None;
        }
    }
    let write = format!("{} {text}", "#".repeat(level));
    Some((write, 1 < level || has_space || is_number))
}

/// A heading of more than six signs, with six.
fn deep_heading(line: &str) -> Option<String> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let text = text.trim_start();
    (MAX_LEVEL < level && !text.is_empty()).then(|| format!("{} {text}", "#".repeat(MAX_LEVEL)))
}

/// The picture that a line means which is no more than a name in brackets.
fn bare_picture(line: &str) -> Option<String> {
    const ENDINGS: [&str; 5] = [".jpg", ".jpeg", ".png", ".gif", ".webp"];
    let inside = line.strip_prefix(['[', '【', '《'])?.strip_suffix([']', '】', '》'])?;
    let lower = inside.to_ascii_lowercase();
    let ending = ENDINGS.iter().find(|ending| lower.ends_with(**ending))?;
    let is_name = !inside.contains(['[', ']', '【', '】', '《', '》', '(', '（', '、', '，', '|']);
    let alt = inside.get(..inside.len() - ending.len())?;
    let alt = alt.rsplit('/').next().unwrap_or(alt);
    (is_name && !alt.is_empty()).then(|| format!("![{alt}]({inside})"))
}

/// The text of a line behind a sign, where it begins with a Chinese character.
fn before_han(line: &str, sign: char) -> Option<&str> {
    line.strip_prefix(sign).filter(|rest| rest.starts_with(is_han))
}

/// The text of a line behind a sign and a space.
fn after_space(line: &str, sign: char) -> Option<&str> {
    let rest = line.strip_prefix(sign)?;
    let text = rest.trim_start_matches([' ', '\t', '\u{3000}']);
    (text.len() < rest.len() && !text.is_empty()).then_some(text)
}

/// Finds lines of dashes right below a sentence: meant to part two paragraphs, they make a heading of the one above.
pub(super) fn find_underlines(lines: &[BodyLine<'_>], slips: &mut Vec<Slip>) {
    for pair in lines.windows(2) {
        let [above, below] = pair else { continue };
        let is_rule = 3 <= below.text.len() && below.text.bytes().all(|byte| byte == b'-');
        let is_sentence = above.text.ends_with(['。', '；', '！', '？', '：', '，'])
            || label(above.text).is_some();
        if is_rule && is_sentence && !below.is_deep {
            let range = below.start..below.start + below.text.len();
            slips.push(Slip::new(SlipKind::Underline, range, below.text.to_owned(), false));
        }
    }
}

/// Finds lists without a space behind the sign: at least two lines one below the other, `-家访⏎-送教`, `*听课⏎*评课`,
/// `- 家访⏎-送教`.
pub(super) fn find_dashes(lines: &[BodyLine<'_>], slips: &mut Vec<Slip>) {
    for group in lines.chunk_by(are_items) {
        let mut dashed = group.iter().filter(is_dashed);
        let (Some(first), [_, _, ..]) = (dashed.next(), group) else { continue };
        let range = first.start..first.start + first.text.len();
        let write = format!("- {}", first.text.trim_start_matches(['-', '－', '+', '*']));
        slips.push(Slip::new(SlipKind::List, range, write, false));
    }
}

fn are_items(above: &BodyLine<'_>, below: &BodyLine<'_>) -> bool {
    (is_dashed(&above) || above.text.starts_with("- "))
        && (is_dashed(&below) || below.text.starts_with("- "))
}

/// Whether a line begins with the sign of a list and no space.
fn is_dashed(line: &&BodyLine<'_>) -> bool {
    let rest = line.text.strip_prefix(['-', '－', '+', '*']).unwrap_or_default();
    rest.starts_with(is_han) && !rest.contains('*')
}
