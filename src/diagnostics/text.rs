//! Diagnostics for people: a line that editors can follow, the line of the file, and a caret under the place.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

use super::{Code, Diagnostic, Severity};
use crate::l10n::Lang;
use crate::privacy::redact;

/// How the text is dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The language of the words.
    pub lang: Lang,
    /// Whether to colour (only on a terminal).
    pub colour: bool,
    /// How many of one file are told before the rest is only counted.
    pub most_of_a_file: usize,
}

/// The longest piece of a line that is shown, in columns of a terminal.
const SHOWN: usize = 110;

/// All diagnostics as text, sorted as they come. `lines` gives a line of a file (from 1), when it can be had.
pub fn text(
    diagnostics: &[Diagnostic],
    style: Style,
    lines: &mut dyn FnMut(&str, u32) -> Option<String>,
) -> String {
    let mut out = String::new();
    for of_a_file in diagnostics.chunk_by(|a, b| a.file == b.file) {
        let (shown, rest) = of_a_file.split_at(of_a_file.len().min(style.most_of_a_file));
        for it in shown {
            one(&mut out, it, style, lines);
        }
        if !rest.is_empty() {
            let more = match style.lang {
                Lang::Zh => format!(
                    "{}: 这个文件另有{}个问题未列出，先改好上面的再检查一次",
                    on_one_line(&of_a_file[0].file),
                    rest.len()
                ),
                Lang::En => format!(
                    "{}: {} more in this file; mend those above and check again",
                    on_one_line(&of_a_file[0].file),
                    rest.len()
                ),
            };
            out.push_str(&more);
            out.push('\n');
        }
    }
    out
}

fn one(
    out: &mut String,
    it: &Diagnostic,
    style: Style,
    lines: &mut dyn FnMut(&str, u32) -> Option<String>,
) {
    let (word, colour) = match (it.problem.severity(), style.lang) {
        (Severity::Error, Lang::Zh) => ("错误", "\x1b[1;31m"),
        (Severity::Error, Lang::En) => ("error", "\x1b[1;31m"),
        (Severity::Warning, Lang::Zh) => ("警告", "\x1b[1;33m"),
        (Severity::Warning, Lang::En) => ("warning", "\x1b[1;33m"),
    };
    let (colour, plain) = if style.colour { (colour, "\x1b[0m") } else { ("", "") };
    let words = it.words(style.lang);
    let place = it.span.start;
    let code = it.problem.code().word();
    let message = visible(&words.message);
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}: {colour}{word}[{code}]{plain}: {message}", self::place(it));
    let whole_file = matches!(
        it.problem.code(),
        Code::Encoding
            | Code::StrayFile
            | Code::DuplicateId
            | Code::TooLarge
            | Code::UnsafePath
            | Code::PersonalData
            | Code::NotAllowed
            | Code::Sealed
    ) && it.span.len == 0;
    let line = if whole_file { None } else { lines(&it.file, place.line) };
    let line = line.map(|it| redact(&it).into_owned());
    if let Some(line) = line.filter(|it| !it.trim().is_empty()) {
        let number = place.line.to_string();
        let (line, before, under) = window(&line, place.col as usize, it.span.len as usize);
        let _ = writeln!(out, " {number} | {line}");
        let _ = writeln!(
            out,
            " {} | {}{colour}{}{plain}",
            " ".repeat(number.len()),
            " ".repeat(before),
            "^".repeat(under.max(1))
        );
    }
    if let Some(help) = words.help {
        let label = if style.lang == Lang::Zh { "提示：" } else { "help: " };
        let _ = writeln!(out, "   {label}{}", visible(&help));
    }
}

/// The piece of a line around a place, with the columns of a terminal before and under the place.
fn window(line: &str, col: usize, len: usize) -> (String, usize, usize) {
    // What is far from the place is not even looked at: a line may be a whole file.
    let far = col.saturating_sub(1 + SHOWN);
    let (col, near) = (col - far, line.chars().skip(far).take(SHOWN + len.min(SHOWN) + SHOWN));
    let plain = |it| if it == '\t' { ' ' } else { it };
    let shown: Vec<char> = visible(&near.map(plain).collect::<String>()).chars().collect();
    let at = col.saturating_sub(1).min(shown.len());
    let width = |chars: &[char]| chars.iter().map(|it| it.width().unwrap_or(0)).sum::<usize>();
    let mut from = 0;
    while width(&shown[from..at]) > SHOWN / 2 {
        from += 1;
    }
    let mut to = shown.len();
    while to > at && width(&shown[from..to]) > SHOWN {
        to = at + (to - at) / 2;
    }
    let end = (at + len).clamp(at, to);
    let piece: String = shown[from..to].iter().collect();
    (piece, width(&shown[from..at]), width(&shown[at..end]))
}

/// `file:line:column`, as editors follow it.
#[must_use]
pub fn place(it: &Diagnostic) -> String {
    format!("{}:{}:{}", on_one_line(&it.file), it.span.start.line, it.span.start.col)
}

/// A file's name may hold a line's end, which would forge lines of ours.
fn on_one_line(name: &str) -> String {
    visible(&redact(name))
}

/// Control and direction characters, ends of lines among them, would let a file forge what a terminal shows.
#[must_use]
pub fn visible(text: &str) -> String {
    let hidden = |it: char| {
        it.is_control()
            || matches!(it, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().map(|it| if hidden(it) { '\u{fffd}' } else { it }).collect()
}
