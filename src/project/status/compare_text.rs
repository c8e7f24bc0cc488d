//! Changes as text, Markdown and CSV.

use super::compare::{ComparedFigure, ProgressChanges, RecordName};
use super::markdown::escape_markdown;
use crate::diagnostics::visible;
use crate::l10n::{Lang, pick, terms};
use crate::site::data::SpreadsheetTable;

/// So many records are named; the others are counted.
const MOST_RECORDS: usize = 20;

impl ProgressChanges {
    /// Lines for a terminal.
    pub(crate) fn text(&self, lang: Lang) -> String {
        if self.is_empty() {
            return pick(lang, "没有变化\n", "nothing changes\n").to_owned();
        }
        let mut text = String::new();
        for change in &self.targets {
            let (whom, target) = (&change.whom, &change.name);
            let (start, end) = (&change.start, &change.end);
            let (figure, status) = (change.figures(), change.statuses(lang));
            let line = match lang {
                Lang::Zh => format!("{whom} {target}（{start}—{end}）：{figure}，{status}"),
                Lang::En => format!("{whom} {target} ({start} to {end}): {figure}, {status}"),
            };
            text.push_str(&visible(&line));
            text.push('\n');
        }
        for change in &self.actions {
            let colon = pick(lang, "：", ": ");
            let (action, statuses) = (visible(&change.action), change.statuses(lang));
            text.push_str(&format!("{action}{colon}{statuses}\n"));
        }
        for line in self.record_lines(lang) {
            text.push_str(&format!("{line}\n"));
        }
        text
    }

    /// A comment for a merge request.
    pub(crate) fn markdown(&self, lang: Lang) -> String {
        let title = pick(lang, "### 进度变化", "### Progress");
        if self.is_empty() {
            return format!("{title}\n\n{}\n", pick(lang, "没有变化。", "Nothing changes."));
        }
        let mut text = format!("{title}\n\n");
        if !self.targets.is_empty() {
            text.push_str(pick(
                lang,
                "| 对象 | 目标 | 周期 | 数字 | 状态 |\n|---|---|---|---|---|\n",
                "| Whom | Target | Period | Figure | Status |\n|---|---|---|---|---|\n",
            ));
        }
        for change in &self.targets {
            let days = format!("{}—{}", change.start, change.end);
            let cells =
                [&change.whom, &change.name, &days, &change.figures(), &change.statuses(lang)]
                    .map(|cell| escape_markdown(cell));
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        for change in &self.actions {
            let colon = pick(lang, "：", ": ");
            let action = escape_markdown(&change.action);
            text.push_str(&format!("- {action}{colon}{}\n", change.statuses(lang)));
        }
        for line in self.record_lines(lang) {
            text.push_str(&format!("\n{}\n", escape_markdown(&line)));
        }
        text
    }

    /// A line for the records that were added, and one for those that were removed.
    fn record_lines(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        for (records, word) in [
            (&self.records_added, pick(lang, "新增", "added")),
            (&self.records_removed, pick(lang, "减少", "removed")),
        ] {
            if !records.is_empty() {
                lines.push(record_line(records, word, lang));
            }
        }
        lines
    }

    /// A table for a spreadsheet.
    pub(crate) fn csv(&self, lang: Lang) -> String {
        const ZH: [&str; 9] =
            ["计划", "目标", "对象", "开始", "结束", "原实际", "现实际", "原状态", "现状态"];
        const EN: [&str; 9] = [
            "plan",
            "target",
            "whom",
            "start",
            "end",
            "before",
            "now",
            "status before",
            "status now",
        ];
        let mut table = SpreadsheetTable::new(&pick(lang, ZH, EN));
        for change in &self.targets {
            let (actual_before, status_before) = cells(change.before.as_ref(), lang);
            let (actual_now, status_now) = cells(change.now.as_ref(), lang);
            table.row(&[
                &change.plan,
                &change.name,
                &change.whom,
                &change.start,
                &change.end,
                actual_before,
                actual_now,
                status_before,
                status_now,
            ]);
        }
        table.text()
    }
}

/// The figure and the status of one side.
fn cells(figure: Option<&ComparedFigure>, lang: Lang) -> (&str, &str) {
    match figure {
        Some(figure) => (&figure.actual, terms::status(figure.status, lang)),
        None => ("", ""),
    }
}

fn record_line(records: &[RecordName], word: &str, lang: Lang) -> String {
    let mut names = Vec::new();
    for record in records.iter().take(MOST_RECORDS) {
        names.push(visible(&record.title));
    }
    let (count, has_more) = (records.len(), MOST_RECORDS < records.len());
    match lang {
        Lang::Zh => {
            format!("{word}记录{count}条：{}{}", names.join("、"), if has_more { "……" } else { "" })
        }
        Lang::En => {
            format!(
                "{count} records {word}: {}{}",
                names.join(", "),
                if has_more { " …" } else { "" }
            )
        }
    }
}
