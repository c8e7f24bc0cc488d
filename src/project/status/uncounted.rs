//! The figures that no target counts, as a report.

use serde::Serialize;

use super::TargetFilter;
use crate::diagnostics::visible;
use crate::engine::progress::{Readings, uncounted_figures};
use crate::l10n::{Lang, phrases::Phrases};
use crate::model::Archive;
use crate::site::data::SpreadsheetTable;
use crate::site::uncounted_reason;

/// Figures of one data key in one record.
#[derive(Debug, Serialize)]
pub(crate) struct UncountedRow {
    record: String,
    file: String,
    title: String,
    school: String,
    date: String,
    measure: String,
    /// For a ledger, how many rows.
    rows: Option<usize>,
    reason: String,
}

/// The figures that no target counts, by record.
pub(crate) fn uncounted_rows(
    archive: &Archive,
    readings: &Readings,
    filter: &TargetFilter,
    lang: Lang,
) -> Vec<UncountedRow> {
    let mut rows = Vec::new();
    for figure in uncounted_figures(archive, readings) {
        let record = archive.record(figure.record);
        if let Some(school) = filter.school
            && school != record.school
        {
            continue;
        }
        rows.push(UncountedRow {
            record: record.id.clone(),
            file: record.file.clone(),
            title: record.title.clone(),
            school: archive.school(record.school).name.clone(),
            date: figure.day.to_string(),
            rows: figure.rows,
            reason: uncounted_reason((archive, readings.as_of), Phrases(lang), &figure),
            measure: figure.key,
        });
    }
    rows
}

/// Two lines for each record in a terminal.
pub(crate) fn uncounted_text(rows: &[UncountedRow], lang: Lang) -> String {
    let count = rows.len();
    if rows.is_empty() {
        return (match lang {
            Lang::Zh => "读到的数都计入了目标；没有读到的（缺日期的行、草稿、读不出的文件）看guidang check的提示\n",
            Lang::En => "every figure that was read counts towards a target; what was not read (rows without a date, drafts, unreadable files) is in guidang check\n",
        })
        .to_owned();
    }
    let mut text = match lang {
        Lang::Zh => format!("有{count}处数不计入任何目标：\n\n"),
        Lang::En if count == 1 => "1 figure does not count towards any target:\n\n".to_owned(),
        Lang::En => format!("{count} figures do not count towards any target:\n\n"),
    };
    for row in rows {
        let UncountedRow { file, title, school, date, measure, rows, reason, .. } = row;
        let line = match (lang, rows) {
            (Lang::Zh, None) => format!("{file}\n  {school} {date}《{title}》 {measure}：{reason}"),
            (Lang::Zh, Some(rows)) => {
                format!("{file}\n  {school} {date}起《{title}》 {measure}（{rows}行）：{reason}")
            }
            (Lang::En, None) => {
                format!("{file}\n  {school}, {date}, “{title}”, {measure}: {reason}")
            }
            (Lang::En, Some(rows)) => {
                format!(
                    "{file}\n  {school}, from {date}, “{title}”, {measure} ({rows} rows): {reason}"
                )
            }
        };
        for part in line.lines() {
            text.push_str(&visible(part));
            text.push('\n');
        }
    }
    text
}

/// A list for programs.
pub(crate) fn uncounted_json(rows: &[UncountedRow]) -> String {
    let list = serde_json::to_string(rows).unwrap_or_default();
    format!("{{\"uncounted\":{list}}}\n")
}

/// A table for a spreadsheet, which knows its encoding by the mark at its start.
pub(crate) fn uncounted_csv(rows: &[UncountedRow], lang: Lang) -> String {
    let header = match lang {
        Lang::Zh => ["文件", "学校", "日期", "标题", "数据项", "行数", "为什么不计入"],
        Lang::En => ["file", "school", "date", "title", "measure", "rows", "why"],
    };
    let mut table = SpreadsheetTable::new(&header);
    for row in rows {
        let count = match row.rows {
            Some(rows) => rows.to_string(),
            None => String::new(),
        };
        table.row(&[
            &row.file,
            &row.school,
            &row.date,
            &row.title,
            &row.measure,
            &count,
            &row.reason,
        ]);
    }
    table.text()
}

/// A table for a comment or a page of notes.
pub(crate) fn uncounted_markdown(rows: &[UncountedRow], lang: Lang) -> String {
    let mut text = match lang {
        Lang::Zh => "### 未计入的记录\n\n| 文件 | 数据项 | 为什么不计入 |\n|---|---|---|\n",
        Lang::En => {
            "### Figures that do not count towards any target\n\n| File | Measure | Why |\n|---|---|---|\n"
        }
    }
    .to_owned();
    for row in rows {
        let cells = [&row.file, &row.measure, &row.reason].map(|cell| super::escape_markdown(cell));
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    text
}
