//! Two texts of one distinct count that differ by one character, so that one person may count as two
//! (docs/content-model.md §6).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::diagnostics::{Diagnostic, Oddity, Problem, Span};
use crate::model::{Aggregate, Archive, Cell, Datum, Detail, MeasureIx, Reads, Record, SchoolIx};
use crate::syntax::fold::{fold_text, sounds_alike};

/// Texts with more characters are sentences, not names.
const MAX_CHARS: usize = 24;

/// Reports texts that differ by one character from another text of the same measure and school.
pub(super) fn near_texts(archive: &Archive) -> Vec<Diagnostic> {
    let mut texts: BTreeMap<(MeasureIx, SchoolIx), SchoolTexts<'_>> = BTreeMap::new();
    let mut is_distinct = vec![false; archive.measures.len()];
    for indicator in &archive.indicators {
        if let (Aggregate::Distinct, Reads::Measure(measure)) =
            (indicator.aggregate, &indicator.reads)
            && let Some(distinct) = is_distinct.get_mut(measure.0 as usize)
        {
            *distinct = true;
        }
    }
    let mut diagnostics = Vec::new();
    for record in archive.records.iter().filter(|record| !record.draft) {
        for (measure, text, file, span) in texts_of(record) {
            if !is_distinct.get(measure.0 as usize).copied().unwrap_or(false) {
                continue;
            }
            let known = texts.entry((measure, record.school)).or_default();
            if let Some((other, other_file)) = known.add(text, file) {
                let problem = Problem::Odd(Oddity::NearText {
                    measure: archive.measures[measure.0 as usize].clone(),
                    found: text.to_owned(),
                    other: other.to_owned(),
                    file: other_file.to_owned(),
                });
                diagnostics.push(Diagnostic::new(file, span, problem));
            }
        }
    }
    diagnostics
}

/// The texts of a record or of the rows of its table, with their places.
fn texts_of(record: &Record) -> Vec<(MeasureIx, &str, &str, Span)> {
    let mut texts = Vec::new();
    if let Detail::Ledger(ledger) = &record.detail {
        for (row, line) in ledger.lines.iter().enumerate() {
            for (column, cell) in ledger.columns.iter().zip(ledger.row(row)) {
                if let (Some(measure), Cell::Text(text)) = (column.measure, cell) {
                    texts.push((measure, &**text, ledger.table.as_str(), Span::new(*line, 1, 0)));
                }
            }
        }
        return texts;
    }
    for (measure, datum) in &record.data {
        if let Datum::Texts(list) = datum {
            for text in list {
                texts.push((*measure, text.as_str(), record.file.as_str(), record.at));
            }
        }
    }
    texts
}

/// The texts of one measure in one school.
#[derive(Default)]
struct SchoolTexts<'a> {
    /// By the text as it is compared: the text as it was first written, and the file that has it.
    written: FxHashMap<String, (&'a str, &'a str)>,
    /// By the text without one of its characters, and where that was: the first text.
    shortened: FxHashMap<(usize, String), String>,
    /// The first text of which another one is left when a character is removed.
    longer: FxHashMap<String, String>,
}

impl<'a> SchoolTexts<'a> {
    /// Adds a text. Returns another one that differs by one character, with its file.
    fn add(&mut self, text: &'a str, file: &'a str) -> Option<(&'a str, &'a str)> {
        let folded = fold_text(text);
        if self.written.contains_key(&*folded) || MAX_CHARS < folded.chars().count() {
            return None;
        }
        let mut near = None;
        if let Some(longer) = self.longer.get(&*folded)
            && is_slip(&folded, longer)
        {
            near = Some(longer.clone());
        }
        let chars: Vec<char> = folded.chars().collect();
        for index in 0..chars.len() {
            let mut rest: String = chars[..index].iter().collect();
            rest.extend(&chars[index + 1..]);
            let place = (index, rest);
            let shorter = self.written.get_key_value(&place.1).map(|(other, _)| other);
            for other in [shorter, self.shortened.get(&place)].into_iter().flatten() {
                if near.is_none() && is_slip(&folded, other) {
                    near = Some(other.clone());
                }
            }
            self.longer.entry(place.1.clone()).or_insert_with(|| folded.clone().into_owned());
            self.shortened.entry(place).or_insert_with(|| folded.clone().into_owned());
        }
        self.written.insert(folded.into_owned(), (text, file));
        self.written.get(&near?).copied()
    }
}

/// Characters that number or place things of one kind: 第一片区 and 第四片区 are two districts, 东区 and 西区 too.
const COUNTING: &str = "零〇一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸东南西北上中下大小";

/// Whether two texts that differ by one character are probably meant to be the same. Codes differ by a digit, groups by a
/// numeral, and people of one school by their surname or by one character of a short name: those are no slips, unless they
/// sound alike.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let at = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (a, b) = (one.get(at).copied(), other.get(at).copied());
    if is_of_code(a) || is_of_code(b) {
        return false;
    }
    if one.len() != other.len() {
        return 3 <= one.len().max(other.len());
    }
    let (Some(a), Some(b)) = (a, b) else { return false };
    let is_counted = COUNTING.contains(a) && COUNTING.contains(b);
    sounds_alike(a, b) || 3 <= one.len() && at > 0 && !is_counted
}

fn is_of_code(ch: Option<char>) -> bool {
    matches!(ch, Some(ch) if ch.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_names() {
        for (one, other) in [
            ("李晓明", "李小明"),
            ("王芳", "王方"),
            ("张国庆", "张国床"),
            ("李明", "李明明"),
            ("阿依古丽", "阿衣古丽"),
        ] {
            assert!(is_slip(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("王老师", "李老师"),
            ("王芳", "王强"),
            ("H001", "H002"),
            ("甲组", "乙组"),
            ("第一片区", "第四片区"),
            ("镇东校区", "镇西校区"),
        ] {
            assert!(!is_slip(one, other), "{one} {other}");
        }
    }

    #[test]
    fn near_texts_are_found_once() {
        let mut texts = SchoolTexts::default();
        assert_eq!(texts.add("李晓明", "a"), None);
        assert_eq!(texts.add("王老师", "a"), None);
        assert_eq!(texts.add("李小明", "b"), Some(("李晓明", "a")));
        assert_eq!(texts.add("李小明", "c"), None);
        assert_eq!(texts.add("李晓明明", "d"), Some(("李晓明", "a")));
        // What counts as the same text is no slip.
        for same in ["李 晓明", "李\u{200b}晓明", "李晓 明 "] {
            assert_eq!(texts.add(same, "e"), None, "{same:?}");
        }
    }
}
