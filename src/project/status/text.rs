//! A status report as text, Markdown and CSV.

use unicode_width::UnicodeWidthStr;

use super::StatusRow;
use super::markdown::escape_markdown;
use crate::diagnostics::visible;
use crate::l10n::{Lang, terms};
use crate::model::{Day, Status};
use crate::site::data::safe_cell;

/// The widest column of names, in terminal cells.
const WIDEST: usize = 40;

/// Aligned columns for a terminal.
pub(crate) fn status_text(rows: &[StatusRow], as_of: Day, lang: Lang) -> String {
    if rows.is_empty() {
        return (if lang == Lang::Zh { "没有目标\n" } else { "no targets\n" }).to_owned();
    }
    let (count, counts) = (rows.len(), counts(rows, lang));
    let mut text = match lang {
        Lang::Zh => format!("截至{as_of}，目标{count}项：{counts}\n\n"),
        Lang::En => format!("as of {as_of}, {count} targets: {counts}\n\n"),
    };
    let whom = rows.iter().map(|row| row.whom.width()).max().unwrap_or(0).min(WIDEST);
    let target = rows.iter().map(|row| row.target.width()).max().unwrap_or(0).min(WIDEST);
    for row in rows {
        let expected = match (row.expected.as_str(), lang) {
            ("", _) => String::new(),
            (expected, Lang::Zh) => format!("（应达{expected}）"),
            (expected, Lang::En) => format!(" (expected {expected})"),
        };
        let status = padded(terms::status(row.status, lang), 12);
        let figure = padded(&format!("{} / {}{expected}", row.actual, row.value), 36);
        let line = format!(
            "{status}{}  {}  {figure}  {}  {}",
            padded(&row.whom, whom),
            padded(&row.target, target),
            row.period,
            visible(&row.plan)
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// How many targets have each status.
fn counts(rows: &[StatusRow], lang: Lang) -> String {
    let mut counts = Vec::new();
    for status in Status::ALL {
        let count = rows.iter().filter(|row| row.status == status).count();
        let word = terms::status(status, lang);
        if count > 0 {
            counts.push(match lang {
                Lang::Zh => format!("{word}{count}"),
                Lang::En => format!("{word} {count}"),
            });
        }
    }
    counts.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// Text on one line, whatever a title contains.
fn padded(text: &str, width: usize) -> String {
    let text = visible(text);
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// A table for a comment or a page of notes.
pub(crate) fn status_markdown(rows: &[StatusRow], as_of: Day, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Zh => format!(
            "### 截至{as_of}\n\n| 状态 | 对象 | 目标 | 实际 | 目标值 | 计划 |\n|---|---|---|---|---|---|\n"
        ),
        Lang::En => format!(
            "### As of {as_of}\n\n| Status | Whom | Target | Actual | Value | Plan |\n|---|---|---|---|---|---|\n"
        ),
    };
    for row in rows {
        text.push_str(&format!("| {}", terms::status(row.status, lang)));
        for cell in [&row.whom, &row.target, &row.actual, &row.value, &row.plan] {
            text.push_str(&format!(" | {}", escape_markdown(cell)));
        }
        text.push_str(" |\n");
    }
    text
}

/// A table for a spreadsheet.
pub(crate) fn status_csv(rows: &[StatusRow], lang: Lang) -> String {
    let header = match lang {
        Lang::Zh => ["状态", "对象", "目标", "实际", "目标值", "应达", "周期", "计划"],
        Lang::En => ["status", "whom", "target", "actual", "value", "expected", "period", "plan"],
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let _ = writer.write_record(header); // writing to a Vec cannot fail
    for row in rows {
        let cells: [&str; 8] = [
            terms::status(row.status, lang),
            &row.whom,
            &row.target,
            &row.actual,
            &row.value,
            &row.expected,
            &row.period,
            &row.plan,
        ];
        let _ = writer.write_record(cells.map(safe_cell));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
