//! The problems found at visits (问题整改), as a report.

use serde_json::{Map, Value, json};
use unicode_width::UnicodeWidthStr;

use super::TargetFilter;
use super::escape_markdown;
use crate::diagnostics::visible;
use crate::engine::follow_ups::{FollowUpReading, read_follow_ups, sort_open_first};
use crate::l10n::{Lang, pick, terms};
use crate::model::{Archive, Day, Detail, FollowUpStatus, Record};
use crate::site::data::{FOLLOW_UP_COLUMNS, SpreadsheetTable, follow_up_cells, is_published};

/// The problems that are published and pass a filter, overdue and open ones first. Of a school: those of its own visits and
/// of visits to it.
pub(crate) fn follow_up_rows(
    archive: &Archive,
    as_of: Day,
    filter: &TargetFilter,
) -> Vec<FollowUpReading> {
    let mut readings = read_follow_ups(archive, as_of);
    readings.retain(|reading| is_published(archive.record(reading.record), as_of));
    if let Some(school) = filter.school {
        readings.retain(|reading| {
            let record = archive.record(reading.record);
            let is_visited =
                matches!(&record.detail, Detail::Visit(visit) if visit.to.contains(&school));
            record.school == school || is_visited
        });
    }
    sort_open_first(archive, &mut readings);
    readings
}

/// The first line of a report.
fn headline(readings: &[FollowUpReading], as_of: Day, lang: Lang) -> String {
    let mut counts = Vec::new();
    for status in FollowUpStatus::ALL {
        let count = readings.iter().filter(|reading| reading.status == status).count();
        let word = terms::follow_up_status(status, lang);
        if 0 < count {
            counts.push(match lang {
                Lang::Zh => format!("{word}{count}"),
                Lang::En => format!("{word} {count}"),
            });
        }
    }
    let total = readings.len();
    match lang {
        Lang::Zh => format!("截至{as_of}，问题{total}项：{}", counts.join("、")),
        Lang::En => format!("as of {as_of}, {total} problems: {}", counts.join(", ")),
    }
}

/// Lines for a terminal.
pub(crate) fn follow_ups_text(
    archive: &Archive,
    readings: &[FollowUpReading],
    as_of: Day,
    lang: Lang,
) -> String {
    if readings.is_empty() {
        return pick(lang, "没有问题整改\n", "no problems to follow up\n").to_owned();
    }
    let mut text = format!("{}\n\n", headline(readings, as_of, lang));
    for reading in readings {
        let Some(follow_up) = reading.of(archive) else { continue };
        let record = archive.record(reading.record);
        let status = terms::follow_up_status(reading.status, lang);
        let gap = " ".repeat(8usize.saturating_sub(status.width()));
        let mut parts = vec![visible(&follow_up.problem)];
        if let Some(owner) = &follow_up.owner {
            parts.push(visible(owner));
        }
        if let Some(day) = reading.settled {
            parts.push(format!("{}{day}", pick(lang, "销号", "done ")));
        } else if let Some(day) = follow_up.due {
            parts.push(format!("{}{day}", pick(lang, "期限", "due ")));
        }
        parts.push(visible(&schools(archive, record, lang)));
        parts.push(visible(&record.id));
        if let Some(note) = &follow_up.note {
            parts.push(visible(note));
        }
        if let Some(by) = reading.closed_by {
            let by = archive.record(by);
            if is_published(by, as_of) {
                let word = pick(lang, "销号的活动：", "settled by ");
                parts.push(format!("{word}{}", visible(&by.id)));
            }
        }
        text.push_str(&format!("{status}{gap}{}\n", parts.join("  ")));
    }
    text
}

/// The school of a visit, and those that it visited.
fn schools(archive: &Archive, record: &Record, lang: Lang) -> String {
    let own = &archive.school(record.school).name;
    let mut visited: Vec<&str> = Vec::new();
    if let Detail::Visit(visit) = &record.detail {
        for school in &visit.to {
            visited.push(&archive.school(*school).name);
        }
    }
    match (visited.is_empty(), lang) {
        (true, _) => own.clone(),
        (false, Lang::Zh) => format!("{own}（对象校：{}）", visited.join("、")),
        (false, Lang::En) => format!("{own} (to {})", visited.join(", ")),
    }
}

/// The rows of `data/follow-ups.csv` as JSON; what is not there is `null`.
pub(crate) fn follow_ups_json(
    archive: &Archive,
    readings: &[FollowUpReading],
    as_of: Day,
) -> String {
    let mut rows = Vec::new();
    for reading in readings {
        let Some(cells) = follow_up_cells(archive, *reading) else { continue };
        let mut row = Map::new();
        for (column, cell) in FOLLOW_UP_COLUMNS.into_iter().zip(cells) {
            let value = if cell.is_empty() { Value::Null } else { Value::String(cell) };
            row.insert(column.to_owned(), value);
        }
        rows.push(Value::Object(row));
    }
    let report = json!({ "as_of": as_of.to_string(), "follow_ups": rows });
    format!("{report}\n")
}

/// The heads of tables in a language.
fn heads(lang: Lang) -> [&'static str; 9] {
    match lang {
        Lang::Zh => ["记录", "学校", "日期", "问题", "整改措施", "责任人", "期限", "销号", "状态"],
        Lang::En => FOLLOW_UP_COLUMNS,
    }
}

/// The cells of a problem in words.
fn words(archive: &Archive, reading: FollowUpReading, lang: Lang) -> Option<[String; 9]> {
    let mut cells = follow_up_cells(archive, reading)?;
    let [_, school, .., status] = &mut cells;
    school.clone_from(&archive.school(archive.record(reading.record).school).name);
    terms::follow_up_status(reading.status, lang).clone_into(status);
    Some(cells)
}

/// A table for a spreadsheet.
pub(crate) fn follow_ups_csv(
    archive: &Archive,
    readings: &[FollowUpReading],
    lang: Lang,
) -> String {
    let mut table = SpreadsheetTable::new(&heads(lang));
    for reading in readings {
        let Some(cells) = words(archive, *reading, lang) else { continue };
        table.row(&cells.each_ref().map(String::as_str));
    }
    table.text()
}

/// A table for a comment or a page of notes.
pub(crate) fn follow_ups_markdown(
    archive: &Archive,
    readings: &[FollowUpReading],
    as_of: Day,
    lang: Lang,
) -> String {
    let mut text = format!("### {}\n\n", headline(readings, as_of, lang));
    text.push_str(&format!("| {} |\n", heads(lang).join(" | ")));
    text.push_str(&format!("|{}\n", "---|".repeat(heads(lang).len())));
    for reading in readings {
        let Some(cells) = words(archive, *reading, lang) else { continue };
        for cell in &cells {
            text.push_str(&format!("| {} ", escape_markdown(cell)));
        }
        text.push_str("|\n");
    }
    text
}
