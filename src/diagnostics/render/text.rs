//! Diagnostics for people: a location that editors can follow, the line of the file, and carets under the place.

use std::cell::OnceCell;
use std::fmt::Write as _;

use rayon::prelude::*;
use unicode_width::UnicodeWidthChar;

use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::model::Lang;
use crate::privacy::redact;
use crate::syntax::text::is_deceptive;
use crate::syntax::workbook::{cell_name, is_spreadsheet};

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The language of the messages.
    pub lang: Lang,
    /// Whether to colour (only on a terminal).
    pub colour: bool,
    /// The most diagnostics shown for one file; the rest is only counted.
    pub most_of_a_file: usize,
}

/// The longest piece of a line that is shown, in columns of a terminal.
const MAX_COLUMNS: usize = 110;

/// The text of a file, with what must not be shown masked; empty where it cannot be read.
type FileText<'f> = &'f (dyn Fn(&str) -> String + Sync);

/// All diagnostics as text, in the given order; `file_text` is asked for a file only when a line of it is shown.
pub fn text(diagnostics: &[Diagnostic], style: Style, file_text: FileText<'_>) -> String {
    let files: Vec<&[Diagnostic]> = diagnostics.chunk_by(|a, b| a.file == b.file).collect();
    // To mask a text costs far more than to print it, and thousands of files may have something to be said.
    let texts: Vec<String> =
        files.par_iter().map(|in_file| text_of_file(in_file, style, file_text)).collect();
    texts.concat()
}

/// The diagnostics of one file.
fn text_of_file(in_file: &[Diagnostic], style: Style, file_text: FileText<'_>) -> String {
    let mut out = String::new();
    let (shown, rest) = in_file.split_at(in_file.len().min(style.most_of_a_file));
    let content = OnceCell::new();
    for diagnostic in shown {
        push_diagnostic(&mut out, diagnostic, style, &|| {
            content.get_or_init(|| file_text(&diagnostic.file))
        });
    }
    if !rest.is_empty() {
        push_rest(&mut out, &in_file[0].file, rest.len(), style.lang);
    }
    out
}

/// The line that stands for the diagnostics of a file that are not shown.
fn push_rest(out: &mut String, file: &str, count: usize, lang: Lang) {
    let file = masked(file);
    let line = match lang {
        Lang::Zh => format!("{file}: 这个文件另有{count}个问题未列出，先改好上面的再检查一次\n"),
        Lang::En => {
            format!("{file}: {count} more in this file; fix those above and check again\n")
        }
    };
    out.push_str(&line);
}

fn push_diagnostic<'f>(
    out: &mut String,
    diagnostic: &Diagnostic,
    style: Style,
    content: &dyn Fn() -> &'f String,
) {
    let (severity, colour) = match (diagnostic.problem.severity(), style.lang) {
        (Severity::Error, Lang::Zh) => ("错误", "\x1b[1;31m"),
        (Severity::Error, Lang::En) => ("error", "\x1b[1;31m"),
        (Severity::Warning, Lang::Zh) => ("警告", "\x1b[1;33m"),
        (Severity::Warning, Lang::En) => ("warning", "\x1b[1;33m"),
    };
    let (colour, plain) = if style.colour { (colour, "\x1b[0m") } else { ("", "") };
    let message = diagnostic.message(style.lang);
    let code = diagnostic.problem.code().word();
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{}: {colour}{severity}[{code}]{plain}: {}",
        place(diagnostic),
        visible(&message.text)
    );
    if shows_line(diagnostic)
        && !is_spreadsheet(&diagnostic.file)
        && let Some(before) = (diagnostic.span.start.line as usize).checked_sub(1)
        && let Some(line) = content().lines().nth(before)
    {
        push_line(out, diagnostic, &redact(line), (colour, plain));
    }
    if let Some(help) = message.help {
        let label = match style.lang {
            Lang::Zh => "提示：",
            Lang::En => "help: ",
        };
        let _ = writeln!(out, "   {label}{}", visible(&help));
    }
}

/// Whether the line is worth showing: not where the file as a whole is meant.
fn shows_line(diagnostic: &Diagnostic) -> bool {
    let can_mean_the_file = matches!(
        diagnostic.problem.code(),
        Code::Encoding
            | Code::StrayFile
            | Code::DuplicateId
            | Code::TooLarge
            | Code::UnsafePath
            | Code::PersonalData
            | Code::NotAllowed
            | Code::Sealed
    );
    !can_mean_the_file || diagnostic.span.len > 0
}

/// The line of the file, and carets under the place.
fn push_line(out: &mut String, diagnostic: &Diagnostic, line: &str, (colour, plain): (&str, &str)) {
    if line.trim().is_empty() {
        return;
    }
    let span = diagnostic.span;
    let number = span.start.line.to_string();
    let (line, before, under) = window(line, span.start.col as usize, span.len as usize);
    let _ = writeln!(out, " {number} | {line}");
    let _ = writeln!(
        out,
        " {} | {}{colour}{}{plain}",
        " ".repeat(number.len()),
        " ".repeat(before),
        "^".repeat(under.max(1))
    );
}

/// The piece of a line around a place, with the columns of a terminal before and under the place.
fn window(line: &str, col: usize, len: usize) -> (String, usize, usize) {
    // Characters far from the place are skipped unseen: a line can be a whole file.
    let skipped = col.saturating_sub(1 + MAX_COLUMNS);
    let col = col - skipped;
    let near = line.chars().skip(skipped).take(MAX_COLUMNS + len.min(MAX_COLUMNS) + MAX_COLUMNS);
    let near: String = near.map(|ch| if ch == '\t' { ' ' } else { ch }).collect();
    let shown: Vec<char> = visible(&near).chars().collect();
    let at = col.saturating_sub(1).min(shown.len());
    let mut from = 0;
    while width(&shown[from..at]) > MAX_COLUMNS / 2 {
        from += 1;
    }
    let mut to = shown.len();
    while to > at && width(&shown[from..to]) > MAX_COLUMNS {
        to = at + (to - at) / 2;
    }
    let end = (at + len).clamp(at, to);
    let piece: String = shown[from..to].iter().collect();
    (piece, width(&shown[from..at]), width(&shown[at..end]))
}

/// The columns that characters take on a terminal.
fn width(chars: &[char]) -> usize {
    chars.iter().map(|ch| ch.width().unwrap_or(0)).sum()
}

/// `file:line:column`, as editors follow it; in a spreadsheet the cell, `file!C14`.
#[must_use]
pub fn place(diagnostic: &Diagnostic) -> String {
    let start = diagnostic.span.start;
    if is_spreadsheet(&diagnostic.file) {
        let cell = cell_name(start.line, start.col);
        return format!("{}!{cell}", masked(&diagnostic.file));
    }
    format!("{}:{}:{}", masked(&diagnostic.file), start.line, start.col)
}

/// Replaces control and direction characters (line ends too), with which a file could forge the terminal's output.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars().map(|ch| if is_deceptive(ch) { '\u{fffd}' } else { ch }).collect()
}

/// A name or a message for a terminal or a page: personal data masked, nothing in it that deceives.
#[must_use]
pub fn masked(text: &str) -> String {
    visible(&redact(text))
}
