//! What a school reads beside what it handed in: a receipt, or a note of what to fix. Plain text that Notepad of any Windows
//! shows.

use std::fmt::Write as _;
use std::sync::Arc;

use super::differences::Differences;
use super::messages::shown;
use super::refusal::Refusal;
use crate::diagnostics::{Diagnostic, ImportNote, ImportPlace, Message, visible};
use crate::l10n::Lang;
use crate::source::Source;

/// The most problems of one note.
const MOST_PROBLEMS: usize = 50;
/// The most bytes of a text whose lines are quoted.
const MOST_QUOTED: u64 = 256 * 1024;

/// A hand-in that was taken.
#[derive(Debug, Clone, Default)]
pub(super) struct Receipt {
    pub(super) school: String,
    pub(super) name: String,
    pub(super) date: String,
    pub(super) kind: ReceiptKind,
    pub(super) record: String,
    pub(super) title: String,
    pub(super) day: Option<String>,
    pub(super) is_draft: bool,
    pub(super) counts_for: Vec<(String, String)>,
    /// The files of the record, below the folder of its kind.
    pub(super) files: Vec<String>,
    pub(super) differences: Option<Differences>,
    pub(super) warnings: Vec<Diagnostic>,
    pub(super) origins: Origins,
    /// What an imported document has that is in no line of the record.
    pub(super) notes: Vec<ImportNote>,
}

/// How the files of a hand-in are named to whoever made it.
#[derive(Debug, Clone, Default)]
pub(super) struct Origins {
    /// What goes before the names of the hand-in's files in the archive.
    pub(super) folder: String,
    /// The path of the record's text.
    pub(super) text: String,
    /// The document that the text was imported from.
    pub(super) document: Option<String>,
    /// Where in the document each line of the text stood.
    pub(super) lines: Arc<[Option<ImportPlace>]>,
}

/// How a hand-in was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum ReceiptKind {
    #[default]
    New,
    Changed,
    /// It is in the archive already; the day on which it was taken, if it came by the inbox.
    Already(Option<String>),
}

/// The text of a receipt.
pub(super) fn receipt(receipt: &Receipt, source: &dyn Source, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let mut out = String::new();
    push_head(&mut out, receipt, lang);
    out.push('\n');
    let mut line = |label_zh: &str, label_en: &str, value: &str| {
        let _ = match zh {
            true => writeln!(out, "{label_zh}：{}", shown(value)),
            false => writeln!(out, "{label_en}: {}", shown(value)),
        };
    };
    line("记录", "Record", &receipt.title);
    line("编号", "Id", &receipt.record);
    if let Some(day) = &receipt.day {
        line("日期", "Date", day);
    }
    for (plan, target) in &receipt.counts_for {
        line(
            "计入",
            "Counts for",
            &if zh { format!("{target}（{plan}）") } else { format!("{target} ({plan})") },
        );
    }
    if receipt.counts_for.is_empty() {
        let (none_zh, none_en) = match receipt.is_draft {
            true => ("无（写了“草稿”，先不计数）", "nothing (it is a draft)"),
            false => ("没有计入哪个目标", "no target"),
        };
        line("计入", "Counts for", if zh { none_zh } else { none_en });
    }
    for file in &receipt.files {
        line("文件", "File", file);
    }
    if let Some(differences) = &receipt.differences {
        push_differences(&mut out, differences, &receipt.origins.folder, lang);
    }
    if !receipt.warnings.is_empty() {
        out.push_str(if zh {
            "\n提醒（已经收下，有空请核对）：\n"
        } else {
            "\nPlease look at these; the record was taken all the same:\n"
        });
        push_diagnostics(&mut out, &receipt.warnings, &receipt.origins, source, lang);
    }
    push_notes(&mut out, receipt, lang);
    for_windows(&out)
}

/// Whose receipt it is, for what, and what became of it.
fn push_head(out: &mut String, receipt: &Receipt, lang: Lang) {
    let (school, name) = (shown(&receipt.school), shown(&receipt.name));
    let date = &receipt.date;
    // Writing to a String cannot fail.
    let _ = match (&receipt.kind, lang) {
        (ReceiptKind::New, Lang::Zh) => {
            write!(out, "回执\n\n{school}：\n{date}收到“{name}”，已收入档案。\n")
        }
        (ReceiptKind::New, Lang::En) => {
            write!(
                out,
                "Receipt\n\n{school}:\n\"{name}\" was received on {date} and is in the archive.\n"
            )
        }
        (ReceiptKind::Changed, Lang::Zh) => {
            write!(
                out,
                "回执\n\n{school}：\n{date}收到“{name}”，档案里的这条记录已换成新的一版。\n"
            )
        }
        (ReceiptKind::Changed, Lang::En) => write!(
            out,
            "Receipt\n\n{school}:\n\"{name}\" was received on {date}; it replaces the record's earlier version.\n"
        ),
        (ReceiptKind::Already(on), Lang::Zh) => {
            let on = on.as_ref().map_or(String::new(), |on| format!("（{on}收下）"));
            write!(
                out,
                "回执\n\n{school}：\n{date}收到“{name}”。这条记录档案里已经有了{on}，没有重复收。\n"
            )
        }
        (ReceiptKind::Already(on), Lang::En) => {
            let on = on.as_ref().map_or(String::new(), |on| format!(", taken on {on}"));
            write!(
                out,
                "Receipt\n\n{school}:\n\"{name}\" was received on {date}. The archive has this record already{on}; nothing was added.\n"
            )
        }
    };
}

/// What was noticed while the file was read.
fn push_notes(out: &mut String, receipt: &Receipt, lang: Lang) {
    let zh = lang == Lang::Zh;
    if !receipt.notes.is_empty() {
        out.push_str(if zh {
            "\n读这份文件时注意到：\n"
        } else {
            "\nNoticed while this file was read:\n"
        });
        for note in receipt.notes.iter().take(MOST_PROBLEMS) {
            let Message { text, help } = note.message(lang);
            let text = visible(&text);
            let _ = match help {
                Some(help) if zh => writeln!(out, "- {text}（{}）", visible(&help)),
                Some(help) => writeln!(out, "- {text} ({})", visible(&help)),
                None => writeln!(out, "- {text}"),
            };
        }
    }
}

fn push_differences(out: &mut String, differences: &Differences, folder: &str, lang: Lang) {
    let below = |path: &String| shown(path.strip_prefix(folder).unwrap_or(path));
    let zh = lang == Lang::Zh;
    out.push_str(if zh {
        "\n和上一版的不同（“-”是原来的，“+”是现在的）：\n"
    } else {
        "\nWhat differs from the version before (\"-\" was, \"+\" is):\n"
    });
    for removed in &differences.removed {
        let _ = writeln!(out, "- {}", shown(removed));
    }
    for added in &differences.added {
        let _ = writeln!(out, "+ {}", shown(added));
    }
    if 0 < differences.more {
        let more = differences.more;
        let _ = match zh {
            true => writeln!(out, "……另有{more}行不同"),
            false => writeln!(out, "… {more} more lines differ"),
        };
    }
    for (files, label_zh, label_en) in [
        (&differences.new_files, "新增文件", "New file"),
        (&differences.changed_files, "换过的文件", "Replaced file"),
        (&differences.gone_files, "去掉的文件", "Removed file"),
    ] {
        for file in files {
            let _ = match zh {
                true => writeln!(out, "{label_zh}：{}", below(file)),
                false => writeln!(out, "{label_en}: {}", below(file)),
            };
        }
    }
}

/// What a hand-in has to say about itself when it goes back.
pub(super) struct ReturnNote<'a> {
    pub(super) school: &'a str,
    pub(super) name: &'a str,
    pub(super) refusals: &'a [Refusal],
    pub(super) errors: &'a [Diagnostic],
    pub(super) origins: &'a Origins,
}

/// The text of a note.
pub(super) fn note(note: &ReturnNote<'_>, source: &dyn Source, lang: Lang) -> String {
    let (school, name) = (shown(note.school), shown(note.name));
    let mut out = match lang {
        Lang::Zh => format!(
            "退回说明\n\n{school}：\n“{name}”没有收。请按下面的说明改好，再放进你校的收件文件夹。原件在这个说明旁边。\n\n"
        ),
        Lang::En => format!(
            "Please fix and hand in again\n\n{school}:\n\"{name}\" was not taken. Fix what is listed below and put it into your school's folder again. The original is beside this note.\n\n"
        ),
    };
    for (index, refusal) in note.refusals.iter().take(MOST_PROBLEMS).enumerate() {
        let message = refusal.message(lang);
        push_problem(&mut out, index + 1, "", &message.text, message.help.as_deref(), lang);
    }
    push_diagnostics(&mut out, note.errors, note.origins, source, lang);
    for_windows(&out)
}

fn push_diagnostics(
    out: &mut String,
    diagnostics: &[Diagnostic],
    origins: &Origins,
    source: &dyn Source,
    lang: Lang,
) {
    for (index, diagnostic) in diagnostics.iter().take(MOST_PROBLEMS).enumerate() {
        let message = diagnostic.message(lang);
        let place = place(diagnostic, origins, lang);
        push_problem(out, index + 1, &place, &message.text, message.help.as_deref(), lang);
        if let Some(line) = line_of(diagnostic, source) {
            let _ = match lang {
                Lang::Zh => writeln!(out, "   原文：{line}"),
                Lang::En => writeln!(out, "   Text: {line}"),
            };
        }
    }
    let more = diagnostics.len().saturating_sub(MOST_PROBLEMS);
    if 0 < more {
        let _ = match lang {
            Lang::Zh => writeln!(out, "另有{more}处没有列出，先改好上面的。"),
            Lang::En => writeln!(out, "{more} more are not listed; fix those above first."),
        };
    }
}

fn push_problem(
    out: &mut String,
    number: usize,
    place: &str,
    text: &str,
    help: Option<&str>,
    lang: Lang,
) {
    let _ = writeln!(out, "{number}. {place}{}", visible(text));
    if let Some(help) = help {
        let _ = match lang {
            Lang::Zh => writeln!(out, "   怎么改：{}", visible(help)),
            Lang::En => writeln!(out, "   What to do: {}", visible(help)),
        };
    }
}

/// Where a problem is, in words: the file of the hand-in and its line.
fn place(diagnostic: &Diagnostic, origins: &Origins, lang: Lang) -> String {
    let folder = origins.folder.as_str();
    if let Some(document) = &origins.document
        && *diagnostic.file == *origins.text
    {
        let line = (diagnostic.span.start.line as usize).saturating_sub(1);
        let place = origins.lines.get(line).and_then(Option::as_ref);
        let place = place.map_or(String::new(), |place| format!(" {}", visible(&place.text(lang))));
        let document = shown(document);
        return match lang {
            Lang::Zh => format!("{document}{place}："),
            Lang::En => format!("{document}{place}: "),
        };
    }
    let is_own = diagnostic.file.starts_with(folder) && !folder.is_empty();
    let file = diagnostic.file.strip_prefix(folder).unwrap_or(&diagnostic.file);
    let (file, line) = (shown(file), diagnostic.span.start.line);
    match (is_own, lang) {
        (true, Lang::Zh) if 0 < diagnostic.span.len => format!("{file}第{line}行："),
        (true, Lang::Zh) => format!("{file}："),
        (true, Lang::En) if 0 < diagnostic.span.len => format!("{file}, line {line}: "),
        (true, Lang::En) => format!("{file}: "),
        (false, Lang::Zh) => format!("收下它会使档案里的{file}出错："),
        (false, Lang::En) => format!("taking it would make {file} of the archive wrong: "),
    }
}

/// The line that a problem is about, masked; `None` where the file as a whole is meant.
fn line_of(diagnostic: &Diagnostic, source: &dyn Source) -> Option<String> {
    let file = &*diagnostic.file;
    let is_text = file.ends_with(".md") || file.ends_with(".csv");
    if diagnostic.span.len == 0 || !is_text || source.size(file)? > MOST_QUOTED {
        return None;
    }
    let text = crate::source::decode(&source.bytes(file).ok()?).ok()?.text;
    let masked = crate::privacy::redact(&text).into_owned();
    let line = masked.lines().nth((diagnostic.span.start.line as usize).checked_sub(1)?)?;
    let line: String = visible(line.trim()).chars().take(100).collect();
    (!line.is_empty()).then_some(line)
}

/// The text as old editors of Windows need it: with a byte order mark, and with their line ends.
fn for_windows(text: &str) -> String {
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}
