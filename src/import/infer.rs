//! What a document says outside of its labels: its title, the type of the visit, the term, the day below the text. Each
//! is noted, so that a person sees what was taken from where.

use super::draft::{BodyPart, Draft};
use super::label::without_spaces;
use crate::diagnostics::{ImportNote, ImportPlace};
use crate::model::{Archive, Day, Reads, RecordKind};
use crate::parse::names::{DATE, START, TERM, TITLE, TYPE};
use crate::parse::values::term_code;
use crate::syntax::docx::{WordBlock, WordParagraph};
use crate::syntax::text::fold_width;

/// The most characters of a line that can be a title.
const MAX_TITLE: usize = 40;
/// The most characters of the type that the name of a form tells.
const MAX_TYPE: usize = 6;
/// How many paragraphs before the first value can hold the title.
const TITLE_LINES: usize = 4;

/// Takes what is missing from the text. `stem`: the name of the file without its ending.
pub(super) fn complete(draft: &mut Draft<'_>, kind: RecordKind, archive: &Archive, stem: &str) {
    let heading = heading(draft);
    let mut sources: Vec<String> = Vec::new();
    sources.extend(draft.value(TITLE).map(str::to_owned));
    let own = sources.len();
    if let Some((at, text, place)) = heading {
        draft.body.remove(at);
        if draft.has_title() {
            draft.notes.push(ImportNote::FormName(text.clone()));
        } else {
            draft.notes.push(ImportNote::TitleFromText(text.clone()));
            draft.fields.push((TITLE, text.clone(), place));
        }
        sources.push(text);
    }
    if !draft.has_title() && !stem.is_empty() {
        draft.notes.push(ImportNote::TitleFromName(stem.to_owned()));
        draft.fields.push((TITLE, stem.to_owned(), ImportPlace::FileName));
    }
    sources.push(stem.to_owned());
    match kind {
        RecordKind::Visit if draft.value(TYPE).is_none() => {
            let counted = sources.iter().find_map(|text| type_in(text, archive));
            // A title that a teacher wrote is no name of a form, unless it says so.
            let mut found = counted;
            for (number, text) in sources.iter().enumerate() {
                let is_form = own <= number || text.ends_with(['表', '单', '册']);
                if found.is_none() && is_form {
                    found = type_of_form(text);
                }
            }
            if let Some(found) = found {
                draft.notes.push(ImportNote::TypeFromTitle(found.clone()));
                draft.fields.push((TYPE, found, ImportPlace::FileName));
            }
        }
        RecordKind::Summary if draft.value(TERM).is_none() => {
            if let Some(found) = sources.iter().find_map(|text| term_in(text, archive)) {
                draft.notes.push(ImportNote::TermFromText(found.clone()));
                draft.fields.push((TERM, found, ImportPlace::FileName));
            }
        }
        _ => {}
    }
    if draft.value(DATE).is_none()
        && draft.value(START).is_none()
        && let Some((day, place)) = last_day(draft)
    {
        draft.notes.push(ImportNote::DateFromEnd(day.clone()));
        draft.fields.push((DATE, day, place));
    }
}

/// The line at the top that is the title of the document: its place in the text, and what it says.
fn heading(draft: &Draft<'_>) -> Option<(usize, String, ImportPlace)> {
    let mut first = None;
    let most = draft.before_labels.unwrap_or(TITLE_LINES).min(TITLE_LINES);
    for (at, part) in draft.body.iter().take(most).enumerate() {
        let BodyPart::Block(WordBlock::Paragraph(paragraph), place) = part else { break };
        let text = paragraph.text().split_whitespace().collect::<Vec<_>>().join(" ");
        if !is_title(paragraph, &text) {
            break;
        }
        let is_marked = paragraph.level.is_some_and(|level| level <= 1)
            || paragraph.is_centred
            || paragraph.is_bold();
        if is_marked {
            return Some((at, text, place.clone()));
        }
        if at == 0 && paragraph.marker.is_none() {
            first = Some((at, text, place.clone()));
        }
    }
    first
}

fn is_title(paragraph: &WordParagraph, text: &str) -> bool {
    let is_sentence = text.ends_with(['。', '；', '：', ':', '，', '！']) || text.contains('。');
    let has_picture = paragraph.has_picture();
    !text.is_empty() && text.chars().count() <= MAX_TITLE && !is_sentence && !has_picture
}

/// The one type that indicators count whose name stands in a text.
fn type_in(text: &str, archive: &Archive) -> Option<String> {
    let mut found: Option<&str> = None;
    for indicator in &archive.indicators {
        let Reads::Records { kind: RecordKind::Visit, types } = &indicator.reads else { continue };
        for counted in types {
            let name = counted.name.as_str();
            if !text.contains(name) || found == Some(name) {
                continue;
            }
            match found {
                Some(known) if known.contains(name) => {}
                Some(known) if !name.contains(known) => return None,
                _ => found = Some(name),
            }
        }
    }
    found.map(str::to_owned)
}

/// The type that the name of a form tells: 家访 of 家访登记表, 听评课 of 听评课记录表.
fn type_of_form(name: &str) -> Option<String> {
    const ENDS: [&str; 9] =
        ["记录表", "登记表", "签到表", "记录单", "登记单", "签到册", "情况表", "记录", "登记"];
    let name = without_spaces(name);
    // 四月家访登记表, 2024年度家访登记表, 三年级家访登记表
    let name = match name.rsplit_once(['年', '月']) {
        Some((_, rest)) => rest.trim_start_matches(['级', '度', '份']),
        None => &name,
    };
    let bare = ENDS.iter().find_map(|end| name.strip_suffix(end))?;
    let bare = match bare.strip_suffix("活动") {
        Some(shorter) if !shorter.is_empty() => shorter,
        _ => bare,
    };
    let mut is_han = true;
    for ch in bare.chars() {
        is_han &= ('\u{4e00}'..='\u{9fff}').contains(&ch);
    }
    (is_han && (2..=MAX_TYPE).contains(&bare.chars().count())).then(|| bare.to_owned())
}

/// The term that a text names.
fn term_in(text: &str, archive: &Archive) -> Option<String> {
    let compact = without_spaces(&fold_width(text));
    for (_, term) in archive.calendar.terms() {
        if compact.contains(&*fold_width(&term.name)) {
            return Some(term.name.clone());
        }
    }
    for (start, _) in compact.match_indices("20").take(8) {
        for end in ["学期", "上期", "下期"] {
            let Some(length) = compact[start..].find(end) else { continue };
            let candidate = &compact[start..start + length + end.len()];
            if candidate.chars().count() <= 24 && term_code(candidate).is_some() {
                return Some(candidate.to_owned());
            }
        }
    }
    None
}

/// The day below the text, where a document is signed.
fn last_day(draft: &Draft<'_>) -> Option<(String, ImportPlace)> {
    for part in draft.body.iter().rev().take(4) {
        let BodyPart::Block(WordBlock::Paragraph(paragraph), place) = part else { return None };
        let text = without_spaces(&paragraph.text());
        if Day::parse(&fold_width(&text)).is_ok() {
            return Some((text, place.clone()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_form_tells_its_type_without_its_period_and_grade() {
        for name in [
            "家访登记表",
            "2024年4月家访登记表",
            "四月份家访记录",
            "2024年度家访登记表",
            "三年级家访记录表",
        ] {
            assert_eq!(type_of_form(name).as_deref(), Some("家访"), "{name}");
        }
        assert_eq!(type_of_form("三年级（2）班家访记录表"), None);
    }
}
