//! Words of which some are ticked, and the others have no box: `√送教  讲座  教研`, `送教√、讲座`.

use super::check_boxes::Choices;
use super::label::without_number;
use super::values::is_date_like;

/// Signs that people write or insert as a tick.
const TICKS: [char; 6] = ['√', '✓', '✔', '☑', '☒', '■'];
/// The most characters of a word that is a choice.
const MAX_WORD: usize = 12;
/// The most words of a list of choices.
const MAX_WORDS: usize = 60;

/// A word or a tick, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Word(String),
    /// A tick, and whether a word stands right before and right behind it.
    Tick {
        is_behind: bool,
        is_before: bool,
    },
}

/// The choices of a text in which every word is a choice; `None` when it is no such list, or nobody can tell to which
/// words its ticks belong.
pub(super) fn marked_words(text: &str) -> Option<Choices> {
    if !text.contains(TICKS) || text.contains(['。', '！', '？', '：', ':']) {
        return None;
    }
    let parts = parts(text);
    let (mut words, mut ticks) = (0, 0);
    for part in &parts {
        match part {
            Part::Tick { .. } => ticks += 1,
            Part::Word(word) if MAX_WORD < word.chars().count() => return None,
            Part::Word(_) => words += 1,
        }
    }
    // One word with a tick: the caller tells a sentence that ends with one from a choice.
    if words < 2 || words < ticks || MAX_WORDS < words {
        return None;
    }
    assign(&parts, are_ticks_before(&parts)?)
}

/// The words by their ticks, which stand before them or behind them.
fn assign(parts: &[Part], are_before: bool) -> Option<Choices> {
    let mut choices = Choices::default();
    for (at, part) in parts.iter().enumerate() {
        let Part::Word(word) = part else { continue };
        let beside = if are_before { at.checked_sub(1) } else { Some(at + 1) };
        let neighbour = beside.and_then(|beside| parts.get(beside));
        if matches!(neighbour, Some(Part::Tick { .. })) {
            choices.ticked.push(word.clone());
        } else if is_date_like(word) {
            // A day behind what was ticked is no choice.
            return None;
        } else {
            choices.unticked.push(word.clone());
        }
    }
    Some(choices)
}

/// Whether the ticks stand before their words; `None` when nobody can tell.
fn are_ticks_before(parts: &[Part]) -> Option<bool> {
    let (mut before, mut behind) = (0, 0);
    for part in parts {
        match part {
            Part::Tick { is_before: true, is_behind: false } => before += 1,
            Part::Tick { is_before: false, is_behind: true } => behind += 1,
            _ => {}
        }
    }
    let begins = matches!(parts.first(), Some(Part::Tick { .. }));
    let ends = matches!(parts.last(), Some(Part::Tick { .. }));
    match (before, behind) {
        (0, 0) if begins != ends => Some(begins),
        (1.., 0) if !ends => Some(true),
        (0, 1..) if !begins => Some(false),
        _ => None,
    }
}

/// The words and ticks of a text. Numbers of choices are left out: `1.送教√ 2.讲座`.
fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut word, mut depth) = (String::new(), 0_usize);
    let mut signs = text.chars().peekable();
    let mut is_after_word = false;
    while let Some(sign) = signs.next() {
        let next = signs.peek().copied();
        if TICKS.contains(&sign) {
            is_after_word |= end_word(&mut word, &mut parts);
            let is_before = next.is_some_and(|next| !is_gap(next) && !TICKS.contains(&next));
            parts.push(Part::Tick { is_behind: is_after_word, is_before });
            is_after_word = false;
        } else if depth == 0 && is_gap(sign) && !belongs_to_word(sign, &word, next) {
            is_after_word = false;
            end_word(&mut word, &mut parts);
        } else {
            match sign {
                '（' | '(' => depth += 1,
                '）' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            word.push(sign);
        }
    }
    end_word(&mut word, &mut parts);
    parts
}

/// Ends a word. Whether there was one that is no number of a choice.
fn end_word(word: &mut String, parts: &mut Vec<Part>) -> bool {
    let text = std::mem::take(word);
    let name = without_number(text.trim()).trim_start_matches(is_circled).trim();
    if name.is_empty() || is_number_of_choice(name) {
        return false;
    }
    parts.push(Part::Word(name.to_owned()));
    true
}

/// Whether a sign parts two words.
fn is_gap(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '、' | '，' | ',' | '；' | ';' | '/' | '|')
}

/// Whether a gap is none: the space in `Home visit`, the comma behind a number.
fn belongs_to_word(gap: char, word: &str, next: Option<char>) -> bool {
    match gap {
        ' ' => {
            word.ends_with(|sign: char| sign.is_ascii_alphanumeric())
                && next.is_some_and(|next| next.is_ascii_alphanumeric())
        }
        '、' => !word.is_empty() && word.chars().all(is_count),
        _ => false,
    }
}

/// Whether a word is nothing but the number of a choice: `1.`, `（2）`, `三、`.
fn is_number_of_choice(word: &str) -> bool {
    let inner = word.trim_start_matches(['(', '（']);
    let bare = inner.trim_end_matches(['.', '．', '、', ')', '）']);
    bare.len() < inner.len() && !bare.is_empty() && bare.chars().all(is_count)
}

fn is_count(sign: char) -> bool {
    sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign)
}

fn is_circled(sign: char) -> bool {
    ('①'..='⑳').contains(&sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_choices(text: &str, ticked: &[&str], unticked: &[&str]) {
        let Choices { ticked: yes, unticked: no } =
            marked_words(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((yes, no), (owned(ticked), owned(unticked)), "{text}");
    }

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn words_without_a_tick_among_ticked_ones_are_not_chosen() {
        for text in [
            "√送教  讲座  教研",
            "√送教、讲座、教研",
            "√送教 讲座 教研",
            "√ 送教  讲座  教研",
            "送教√  讲座  教研",
            "送教√、讲座、教研",
            "1.送教√ 2.讲座 3.教研",
            "1、√送教 2、讲座 3、教研",
            "（1）送教√ （2）讲座 （3）教研",
            "①送教✔ ②讲座 ③教研",
            "■送教\n讲座\n教研",
            "送教☑/讲座/教研",
        ] {
            assert_choices(text, &["送教"], &["讲座", "教研"]);
        }
    }

    #[test]
    fn a_list_in_which_all_are_ticked_is_chosen_whole() {
        for text in ["√送教 √讲座", "送教✓、讲座✓", "✔ 送教 ✔ 讲座"] {
            assert_choices(text, &["送教", "讲座"], &[]);
        }
        assert_choices("√Home visit, Phone call", &["Home visit"], &["Phone call"]);
        assert_choices("√其他（微信、短信） 电话", &["其他（微信、短信）"], &["电话"]);
        assert_choices("上门 √电话 √线上", &["电话", "线上"], &["上门"]);
    }

    #[test]
    fn what_is_no_list_of_words_is_left_alone() {
        for text in [
            "送教 ✔ 讲座",
            "√上门",
            "√",
            "按时完成√",
            "教师讲解√2的意义",
            "√教师先讲解了小蝌蚪找妈妈的故事，学生听讲",
            "√教师讲解，学生听讲。",
            "√已整改 2026年3月5日",
            "送教、讲座",
            "",
        ] {
            assert_eq!(marked_words(text), None, "{text}");
        }
    }
}
