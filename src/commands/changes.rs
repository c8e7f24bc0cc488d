//! Changes between two revisions in the shapes that people and programs read.

use super::compare::{Changes, Figure, RecordName};
use crate::diagnostics::visible;
use crate::l10n::terms;
use crate::l10n::{Lang, pick};
use crate::site::data;

/// So many records are named; the others are counted.
const MOST_RECORDS: usize = 20;

impl Changes {
    fn is_empty(&self) -> bool {
        self.targets.is_empty()
            && self.actions.is_empty()
            && self.records_added.is_empty()
            && self.records_removed.is_empty()
    }

    pub(super) fn text(&self, lang: Lang) -> String {
        if self.is_empty() {
            return format!("{}\n", pick(lang, "没有变化", "nothing changes"));
        }
        let mut out = String::new();
        for it in &self.targets {
            let (figure, status) = (it.figures(), it.statuses(lang));
            let line = match lang {
                Lang::Zh => {
                    format!(
                        "{} {}（{}—{}）：{figure}，{status}",
                        it.whom, it.target, it.start, it.end
                    )
                }
                Lang::En => {
                    format!(
                        "{} {} ({} to {}): {figure}, {status}",
                        it.whom, it.target, it.start, it.end
                    )
                }
            };
            out.push_str(&visible(&line));
            out.push('\n');
        }
        for it in &self.actions {
            let colon = pick(lang, "：", ": ");
            out.push_str(&format!("{}{colon}{}\n", visible(&it.action), it.statuses(lang)));
        }
        out.push_str(&records(&self.records_added, pick(lang, "新增", "added"), lang));
        out.push_str(&records(&self.records_removed, pick(lang, "减少", "removed"), lang));
        out
    }

    /// A comment for a merge request.
    pub(super) fn markdown(&self, lang: Lang) -> String {
        let title = pick(lang, "### 进度变化", "### Progress");
        if self.is_empty() {
            return format!("{title}\n\n{}\n", pick(lang, "没有变化。", "Nothing changes."));
        }
        let mut out = format!("{title}\n\n");
        if !self.targets.is_empty() {
            out.push_str(pick(
                lang,
                "| 对象 | 目标 | 周期 | 数字 | 状态 |\n|---|---|---|---|---|\n",
                "| Whom | Target | Period | Figure | Status |\n|---|---|---|---|---|\n",
            ));
        }
        for it in &self.targets {
            let days = format!("{}—{}", it.start, it.end);
            let cells = [&it.whom, &it.target, &days, &it.figures(), &it.statuses(lang)];
            let cells: Vec<String> = cells.iter().map(|it| plain(it)).collect();
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        for it in &self.actions {
            out.push_str(&format!(
                "- {}{}{}\n",
                plain(&it.action),
                pick(lang, "：", ": "),
                it.statuses(lang)
            ));
        }
        for (list, word) in [
            (&self.records_added, pick(lang, "新增", "added")),
            (&self.records_removed, pick(lang, "减少", "removed")),
        ] {
            let told = records(list, word, lang);
            if !told.is_empty() {
                out.push_str(&format!("\n{}\n", plain(told.trim_end())));
            }
        }
        out
    }

    pub(super) fn csv(&self, lang: Lang) -> String {
        let header = match lang {
            Lang::Zh => {
                ["计划", "目标", "对象", "开始", "结束", "原实际", "现实际", "原状态", "现状态"]
            }
            Lang::En => [
                "plan",
                "target",
                "whom",
                "start",
                "end",
                "before",
                "now",
                "status before",
                "status now",
            ],
        };
        let mut writer = csv::Writer::from_writer(Vec::new());
        let _ = writer.write_record(header);
        for it in &self.targets {
            let actual =
                |it: &Option<Figure>| it.as_ref().map_or_else(String::new, |it| it.actual.clone());
            let status = |it: &Option<Figure>| {
                it.as_ref().map_or_else(String::new, |it| terms::status(it.status, lang).to_owned())
            };
            let cells = [
                it.plan.clone(),
                it.target.clone(),
                it.whom.clone(),
                it.start.clone(),
                it.end.clone(),
                actual(&it.before),
                actual(&it.now),
                status(&it.before),
                status(&it.now),
            ];
            let _ = writer.write_record(cells.iter().map(|it| data::safe_cell(it)));
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

fn records(list: &[RecordName], word: &str, lang: Lang) -> String {
    if list.is_empty() {
        return String::new();
    }
    let names: Vec<String> = list.iter().take(MOST_RECORDS).map(|it| visible(&it.title)).collect();
    let (count, more) = (list.len(), MOST_RECORDS < list.len());
    match lang {
        Lang::Zh => {
            format!("{word}记录{count}条：{}{}\n", names.join("、"), if more { "……" } else { "" })
        }
        Lang::En => {
            format!(
                "{count} records {word}: {}{}\n",
                names.join(", "),
                if more { " …" } else { "" }
            )
        }
    }
}

/// Text that stays text in Markdown, within a cell of a table.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '!' | '&' | '@' => {
                out.push('\\');
                out.push(it);
            }
            _ => out.push(it),
        }
    }
    out
}
