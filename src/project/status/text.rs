//! A status report as text, Markdown and CSV.

use unicode_width::UnicodeWidthStr;

use super::StatusRow;
use super::markdown::escape_markdown;
use crate::diagnostics::visible;
use crate::l10n::{Lang, pick, terms};
use crate::model::{Day, Status};
use crate::site::data::SpreadsheetTable;

/// The widest column of names, in terminal cells.
const WIDEST: usize = 40;

/// Aligned columns for a terminal: what is open, then apart what was missed in the past, then what else is over.
pub(crate) fn status_text(rows: &[StatusRow], as_of: Day, lang: Lang) -> String {
    if rows.is_empty() {
        return (if lang == Lang::Zh { "没有目标\n" } else { "no targets\n" }).to_owned();
    }
    let (mut open, mut missed, mut over) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        match row.status {
            _ if row.open => open.push(row),
            Status::Missed => missed.push(row),
            _ => over.push(row),
        }
    }
    let columns = Columns::of(rows, lang);
    let mut text = format!("{}\n", headline(rows, as_of, lang));
    // Open targets may have been missed in earlier periods: they are among those that the home page counts.
    let missed_before = open.iter().filter(|row| !row.aspirational && 0 < row.missed).count();
    for (title, rows, above) in [
        ("", open, 0),
        (pick(lang, "往期未达成", "Missed in the past"), missed, missed_before),
        (pick(lang, "已结束的其他目标", "Other targets that are over"), over, 0),
    ] {
        if rows.is_empty() {
            continue;
        }
        text.push('\n');
        if !title.is_empty() {
            let count = rows.iter().filter(|row| !row.aspirational).count() + above;
            text.push_str(&match lang {
                Lang::Zh if above == 0 => format!("{title}（{count}项）\n"),
                Lang::En if above == 0 => format!("{title} ({count})\n"),
                Lang::Zh => format!("{title}（{count}项，其中{above}项仍在考核，列在上面）\n"),
                Lang::En => format!("{title} ({count}, of which {above} still open, above)\n"),
            });
        }
        for row in rows {
            text.push_str(&columns.line(row));
        }
    }
    text
}

/// How many targets there are, and how those stand that are open. Aspirational ones are not counted.
/// The day of judgement; `—` where nothing is dated yet.
fn shown_day(as_of: Day) -> String {
    match as_of == Day::first() {
        true => "—".to_owned(),
        false => as_of.to_string(),
    }
}

fn headline(rows: &[StatusRow], as_of: Day, lang: Lang) -> String {
    let (mut counted, mut open) = (Vec::new(), Vec::new());
    for row in rows {
        if !row.aspirational {
            counted.push(row);
            if row.open {
                open.push(row);
            }
        }
    }
    let (all, still, over) = (counted.len(), open.len(), counted.len() - open.len());
    let of_open = counts(&open, lang);
    let of_all = counts(&counted, lang);
    let as_of = shown_day(as_of);
    match lang {
        Lang::Zh if open.is_empty() => format!("截至{as_of}，目标{all}项，都已结束：{of_all}"),
        Lang::Zh if over == 0 => format!("截至{as_of}，目标{all}项：{of_open}"),
        Lang::Zh => {
            format!("截至{as_of}，目标{all}项，其中{still}项进行中：{of_open}；{over}项已结束")
        }
        Lang::En if open.is_empty() => format!("as of {as_of}, {all} targets, all over: {of_all}"),
        Lang::En if over == 0 => format!("as of {as_of}, {all} targets: {of_open}"),
        Lang::En => {
            format!("as of {as_of}, {all} targets, {still} of them open: {of_open}; {over} over")
        }
    }
}

/// The widths of the columns of names.
struct Columns {
    status: usize,
    whom: usize,
    target: usize,
    lang: Lang,
}

impl Columns {
    fn of(rows: &[StatusRow], lang: Lang) -> Columns {
        let (mut status, mut whom, mut target) = (10, 0, 0);
        for row in rows {
            let words = terms::status(row.status, lang);
            status = status.max(words.width() + row.reason.width());
            whom = whom.max(row.whom.width());
            target = target.max(row.target.width());
        }
        Columns { status: status + 2, whom: whom.min(WIDEST), target: target.min(WIDEST), lang }
    }

    fn line(&self, row: &StatusRow) -> String {
        let lang = self.lang;
        let expected = match (row.expected.as_str(), lang) {
            ("", _) => String::new(),
            (expected, Lang::Zh) => format!("（{}{expected}）", row.expected_word),
            (expected, Lang::En) => format!(" ({} {expected})", row.expected_word.to_lowercase()),
        };
        let status = format!("{}{}", terms::status(row.status, lang), row.reason);
        let status = padded(&status, self.status);
        let figure = padded(&format!("{} / {}{expected}", row.actual, row.value), 36);
        let missed = match (row.missed, row.open, lang) {
            (0, ..) | (_, false, _) => String::new(),
            (missed, true, Lang::Zh) => format!("  往期{missed}期未达成"),
            (missed, true, Lang::En) => format!("  {missed} missed before"),
        };
        let lost = if row.is_lost { terms::lost_as_a_whole(lang) } else { "" };
        let aspirational = match (row.aspirational, lang) {
            (false, _) => "",
            (true, Lang::Zh) => "  力争",
            (true, Lang::En) => "  aspirational",
        };
        let line = format!(
            "{status}{}  {}  {figure}  {}  {}{missed}{lost}{aspirational}",
            padded(&row.whom, self.whom),
            padded(&row.target, self.target),
            row.period,
            visible(&row.plan)
        );
        format!("{}\n", line.trim_end())
    }
}

/// How many targets have each status.
fn counts(rows: &[&StatusRow], lang: Lang) -> String {
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
    let as_of = shown_day(as_of);
    let mut text = match lang {
        Lang::Zh => format!(
            "### 截至{as_of}\n\n| 状态 | 对象 | 目标 | 实际 | 目标值 | 计划 |\n|---|---|---|---|---|---|\n"
        ),
        Lang::En => format!(
            "### As of {as_of}\n\n| Status | Whom | Target | Actual | Value | Plan |\n|---|---|---|---|---|---|\n"
        ),
    };
    for row in rows {
        text.push_str(&format!("| {}{}", terms::status(row.status, lang), row.reason));
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
    let mut table = SpreadsheetTable::new(&header);
    for row in rows {
        table.row(&[
            terms::status(row.status, lang),
            &row.whom,
            &row.target,
            &row.actual,
            &row.value,
            &row.expected,
            &row.period,
            &row.plan,
        ]);
    }
    table.text()
}
