//! Bold text between full-width stars, `＊＊重点＊＊`, or with white space inside the stars, `** 重点 **`, and bold text
//! with stars on one side only, `**重点：家访`. Names are masked with such stars too: `张＊＊同学`.

use super::super::form_lines::is_han;
use super::slip::{BodyLine, Slip, SlipKind};
use crate::syntax::text::FAMILY_NAMES;

/// What follows a masked name.
const AFTER_MASKED: [&str; 10] =
    ["同学", "老师", "先生", "女士", "家长", "校长", "主任", "等", "和", "与"];

/// Two stars.
struct Stars {
    start: usize,
    end: usize,
    /// Whether one of them is full-width.
    is_wide: bool,
}

/// Finds bold text in one line.
pub(super) fn find(line: &BodyLine<'_>, slips: &mut Vec<Slip>) {
    let text = line.text;
    if !text.contains('＊') && !text.contains("**") {
        return;
    }
    let pairs = pairs(text);
    let mut index = 0;
    while let [opening, closing, ..] = &pairs[index..] {
        let is_plain = !opening.is_wide && !closing.is_wide;
        let written = &text[opening.end..closing.start];
        let content = written.trim();
        let is_spaced = content.len() < written.len();
        let is_bold = !content.is_empty()
            && (!is_spaced || is_plain && content.contains(is_han))
            && !masks_name(&text[..opening.start], content);
        if is_bold && (is_spaced || !is_plain) {
            let range = line.start + opening.start..line.start + closing.end;
            let kind = if is_spaced { SlipKind::SpacedBold } else { SlipKind::Bold };
            slips.push(Slip::new(kind, range, format!("**{content}**"), !is_spaced));
        }
        index += if is_bold { 2 } else { 1 };
    }
}

/// The most characters of bold text that a message shows.
const MAX_BOLD: usize = 12;

/// Whether a line has an odd number of two stars in a row: some of them may belong to no bold text.
pub(super) fn may_be_open(line: &str) -> bool {
    line.contains("**") && pairs(line).len() % 2 == 1
}

/// Finds stars of one line that may begin or end bold text. Which ones do, and which are printed, the Markdown parser
/// knows.
pub(super) fn find_open(line: &BodyLine<'_>, slips: &mut Vec<Slip>) {
    let text = line.text;
    if !may_be_open(text) {
        return;
    }
    for stars in pairs(text).iter().filter(|stars| !stars.is_wide) {
        let (before, after) = (&text[..stars.start], &text[stars.end..]);
        let is_opening = after.starts_with(char::is_alphanumeric)
            && after.contains(is_han)
            && !before.ends_with(|ch: char| ch.is_ascii_alphanumeric())
            && !before.ends_with(|ch| ch == '某' || FAMILY_NAMES.contains(ch))
            && !masks_name(before, after);
        let (range, word) = if is_opening {
            let end = after.find(ends_bold).unwrap_or(after.len());
            let word: String = after[..end].chars().take(MAX_BOLD).collect();
            (stars.start..stars.end + word.len(), word)
        } else if after.starts_with(['：', ':'])
            && before.ends_with(|ch| is_han(ch) && ch != '某' && !FAMILY_NAMES.contains(ch))
        {
            let start = before
                .rfind(ends_bold)
                .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
            let skipped = before[start..].chars().count().saturating_sub(MAX_BOLD);
            let word: String = before[start..].chars().skip(skipped).collect();
            (stars.start - word.len()..stars.end, word)
        } else {
            continue;
        };
        let range = line.start + range.start..line.start + range.end;
        slips.push(Slip::new(SlipKind::OpenBold, range, format!("**{word}**"), false));
    }
}

/// Whether a character ends what is probably bold.
fn ends_bold(ch: char) -> bool {
    !ch.is_alphanumeric()
}

/// The runs of exactly two stars that stand in no number.
fn pairs(text: &str) -> Vec<Stars> {
    let mut pairs = Vec::new();
    let (mut start, mut count, mut is_wide) = (0, 0, false);
    let mut before = ' ';
    for (at, ch) in text.char_indices().chain([(text.len(), '\n')]) {
        if matches!(ch, '*' | '＊') {
            if count == 0 {
                (start, is_wide) = (at, false);
            }
            is_wide |= ch == '＊';
            count += 1;
            continue;
        }
        let is_in_number = before.is_ascii_digit() && ch.is_ascii_digit();
        if count == 2 && !is_in_number && before != '\\' {
            pairs.push(Stars { start, end: at, is_wide });
        }
        count = 0;
        before = ch;
    }
    pairs
}

/// Whether the stars around a text mask names instead: 张＊＊同学和李＊＊同学.
fn masks_name(before: &str, content: &str) -> bool {
    if !before.ends_with(is_han) {
        return false;
    }
    content.ends_with(|ch| ch == '某' || FAMILY_NAMES.contains(ch))
        || content.starts_with(|ch: char| !ch.is_alphanumeric())
        || AFTER_MASKED.iter().any(|word| content.starts_with(word))
}
