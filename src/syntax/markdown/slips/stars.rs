//! Bold text between full-width stars, `＊＊重点＊＊`, or with white space inside the stars, `** 重点 **`. Names are
//! masked with such stars too: `张＊＊同学`.

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
