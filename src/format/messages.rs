//! The report of `guidang fmt`.

use super::changes::Change;
use crate::l10n::Lang;

/// How many lines are named of each kind of change.
const MOST_LINES: usize = 5;

/// All changes of a file: `GBK → UTF-8，全角冒号（第2、3行）`.
pub(crate) fn changes(changes: &[Change], lang: Lang) -> String {
    let mut kinds: Vec<(String, Vec<u32>)> = Vec::new();
    for change in changes {
        let kind = kind(change, lang);
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, lines)) => lines.extend(change.line()),
            None => kinds.push((kind, change.line().into_iter().collect())),
        }
    }
    let mut texts = Vec::new();
    for (kind, changed) in kinds {
        texts.push(format!("{kind}{}", lines(&changed, lang)));
    }
    texts.join(if lang == Lang::Zh { "，" } else { ", " })
}

/// `（第2、3行）`; of many lines the first ones and the number of all.
fn lines(lines: &[u32], lang: Lang) -> String {
    let shown: Vec<String> = lines.iter().take(MOST_LINES).map(u32::to_string).collect();
    let count = lines.len();
    match (lang, count) {
        (_, 0) => String::new(),
        (Lang::Zh, 0..=MOST_LINES) => format!("（第{}行）", shown.join("、")),
        (Lang::Zh, _) => format!("（第{}行等{count}行）", shown.join("、")),
        (Lang::En, 1) => format!(" (line {})", shown.join(", ")),
        (Lang::En, 0..=MOST_LINES) => format!(" (lines {})", shown.join(", ")),
        (Lang::En, _) => format!(" ({count} lines: {}, …)", shown.join(", ")),
    }
}

fn kind(change: &Change, lang: Lang) -> String {
    let (zh, en) = match change {
        Change::Encoding(from) => return format!("{} → UTF-8", from.name()),
        Change::LineEnds => ("行尾改为LF", "line ends are LF"),
        Change::Bom => ("去掉文件开头的BOM", "byte order mark dropped"),
        Change::BomAdded => (
            "文件开头加上BOM，Excel才不会显示成乱码",
            "byte order mark added, so that Excel shows the text right",
        ),
        Change::Fence { .. } => ("分隔线改为---", "fences written ---"),
        Change::WideColon { .. } => ("全角冒号", "full-width colons"),
        Change::MissingSpace { .. } => ("冒号后补空格", "space after the colon"),
        Change::TabIndent { .. } => ("Tab缩进改为空格", "Tabs before keys"),
        Change::WideIndent { .. } => ("全角空格缩进改为空格", "full-width spaces before keys"),
        Change::WideDigits { .. } => ("全角数字", "full-width digits"),
        Change::DateForm { .. } => ("日期写法", "form of dates"),
        Change::Invisible { .. } => ("清除不可见字符", "invisible characters"),
        Change::CurlyQuotes { .. } => ("去掉中文引号", "curly quotes"),
        Change::Markdown { .. } => ("Markdown符号改为半角", "signs of Markdown"),
        Change::Label { .. } => ("表格标签改为字段名", "labels of forms"),
        Change::Punct { .. } => ("标点改为全角", "full-width marks"),
    };
    if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() }
}

/// The message about a file whose fields were not formatted.
pub(crate) fn left_alone(path: &str, line: u32, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "{path}：第{line}行有不能确定的写法，字段部分没有整理。请先按“guidang check”的提示改正这一行。"
        ),
        Lang::En => format!(
            "{path}: line {line} could mean several things, so its fields were left alone. Correct that line first, as `guidang check` says."
        ),
    }
}

/// A file that somebody saved between reading and writing.
pub(crate) fn changed_meanwhile(path: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{path}：整理时有人改了这个文件，没有动它。请再运行一次。"),
        Lang::En => format!(
            "{path}: somebody changed this file meanwhile, so it was left alone. Run fmt once more."
        ),
    }
}

/// The totals of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FmtSummary {
    pub(crate) files: usize,
    pub(crate) changed: usize,
    /// Files not formatted because of a mistake in them.
    pub(crate) left: usize,
    /// Files of sealed terms, which are skipped.
    pub(crate) sealed: usize,
    pub(crate) only_check: bool,
}

impl FmtSummary {
    /// The last line of a run.
    pub(crate) fn text(self, time: &str, lang: Lang) -> String {
        let FmtSummary { files, changed, left, sealed, only_check } = self;
        match lang {
            Lang::Zh => {
                let done = match (changed, only_check) {
                    (0, _) => "没有需要整理的".to_owned(),
                    (_, true) => format!("{changed}个需要整理，没有改动"),
                    (_, false) => format!("整理了{changed}个"),
                };
                let left =
                    if left > 0 { format!("，{left}个要先改正") } else { String::new() };
                let sealed = match sealed {
                    0 => String::new(),
                    _ => format!("，另有{sealed}个已封存，没有动"),
                };
                format!("看了{files}个文件：{done}{left}{sealed}，用时{time}")
            }
            Lang::En => {
                let done = match (changed, only_check) {
                    (0, _) => "nothing to do".to_owned(),
                    (_, true) => format!("{changed} would change, none was written"),
                    (_, false) => format!("{changed} changed"),
                };
                let left = if left > 0 {
                    format!(", {left} to be corrected first")
                } else {
                    String::new()
                };
                let plural = if files == 1 { "" } else { "s" };
                let sealed = match sealed {
                    0 => String::new(),
                    _ => format!(", {sealed} more sealed and left alone"),
                };
                format!("looked at {files} file{plural}: {done}{left}{sealed}, in {time}")
            }
        }
    }
}
