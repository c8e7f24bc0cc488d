//! Output of the program: results go to stdout, diagnostics and progress to stderr. Colour is used only on a terminal.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::diagnostics::{self, Diagnostic, Problem, Severity, Style};
use crate::error::{Error, Operation};
use crate::l10n::Lang;
use crate::model::{AllowedText, Digest};
use crate::privacy;
use crate::project::Derivable;
use crate::source::Source;
use crate::source::decode;

/// How many problems of one file are printed as text; the rest is counted.
const MOST_OF_A_FILE: usize = 20;

/// No line is quoted from files with more bytes than this.
const MOST_SHOWN: u64 = 64 * 1024 * 1024;

/// The terminal, or the pipes that replace it.
#[derive(Clone)]
pub(crate) struct Terminal {
    pub(crate) lang: Lang,
    quiet: bool,
    verbose: bool,
    started: Instant,
    /// What was written to stderr since the recording began.
    recording: Option<Arc<Mutex<String>>>,
}

impl Terminal {
    pub(crate) fn new(lang: Lang, quiet: bool, verbose: bool) -> Terminal {
        Terminal { lang, quiet, verbose, started: Instant::now(), recording: None }
    }

    /// Prints a result to stdout. A closed pipe is not an error.
    pub(crate) fn print(&self, text: &str) -> Result<(), Error> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::io(Operation::Save, "stdout")(error))
            }
            _ => Ok(()),
        }
    }

    /// Prints a line about progress to stderr, unless `-q` was given.
    pub(crate) fn note(&self, line: &str) {
        if !self.quiet {
            self.write_stderr(&format!("{line}\n"));
        }
    }

    /// Text as it is, to stderr.
    pub(crate) fn write_stderr(&self, text: &str) {
        if let Some(recording) = &self.recording {
            recording.lock().unwrap_or_else(PoisonError::into_inner).push_str(text);
        }
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// Begins to record notes and diagnostics.
    pub(crate) fn record(&mut self) {
        self.recording = Some(Arc::default());
    }

    /// Notes and diagnostics since the recording began.
    pub(crate) fn recorded(&self) -> String {
        match &self.recording {
            Some(recording) => recording.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            None => String::new(),
        }
    }

    /// Digest of all that decides how notes and diagnostics of the same archive read.
    pub(crate) fn presentation(&self) -> Digest {
        let here = env::current_dir().ok();
        Digest::of(&(self.lang == Lang::Zh, self.quiet, self.verbose, has_colour(), here))
    }

    /// Prints a line to stderr if `-v` was given.
    pub(crate) fn detail(&self, line: &str) {
        if self.verbose {
            self.note(line);
        }
    }

    /// Prints why the command failed.
    pub(crate) fn fault(&self, error: &Error) {
        self.error(&error.message(self.lang));
    }

    /// Prints an error to stderr, with `-q` too.
    pub(crate) fn error(&self, line: &str) {
        let word = if self.lang == Lang::Zh { "错误" } else { "error" };
        let _ = writeln!(io::stderr(), "{word}: {line}");
    }

    /// Prints a line to stderr as it is, with `-q` too.
    pub(crate) fn line(&self, line: &str) {
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// Prints a line of a long result to stdout, unless `-q` was given.
    pub(crate) fn item(&self, line: &str) -> Result<(), Error> {
        if self.quiet { Ok(()) } else { self.print(&format!("{line}\n")) }
    }

    /// Prints why a server refuses a whole branch, where no single file is the reason.
    pub(crate) fn refusal(&self, problem: &Problem) {
        let message = problem.message(self.lang);
        let (error, help) = match self.lang {
            Lang::Zh => ("错误", "提示："),
            Lang::En => ("error", "help: "),
        };
        let code = problem.code().word();
        let _ = writeln!(io::stderr(), "{error}[{code}]: {}", message.text);
        if let Some(advice) = message.help {
            let _ = writeln!(io::stderr(), "   {help}{advice}");
        }
    }

    /// Names the pictures that the site does not show.
    pub(crate) fn broken_pictures(&self, pictures: &[String]) {
        for picture in pictures {
            self.note(&match self.lang {
                Lang::Zh => format!("{picture}：打不开，或里面的拍摄地点等信息无法清除，没有公开，请换一张"),
                Lang::En => {
                    format!("{picture}: broken, or with metadata that cannot be removed; not published, put another")
                }
            });
        }
    }

    /// Warns of withheld figures that follow from the previous site together with the new one.
    pub(crate) fn derivable(&self, derivable: &Derivable) {
        let Some(as_of) = derivable.as_of else { return };
        for (place, figure) in &derivable.places {
            self.note(&match self.lang {
                Lang::Zh => format!(
                    "警告：{place}的“{figure}”不公开，但和原来的网站（截至{as_of}）对照能推算出来。原来的网站如果已经有人看过，请先想好再发布"
                ),
                Lang::En => format!(
                    "warning: `{figure}` of {place} is not published, but follows from the previous site (as of {as_of}) together with this one; if that was seen, think before you publish"
                ),
            });
        }
    }

    /// Lists what site.yaml lets through, if `-v` was given.
    pub(crate) fn allowed_texts(&self, allowed: &[AllowedText], uses: &[usize]) {
        for (AllowedText { text, reason, .. }, count) in allowed.iter().zip(uses) {
            let text: String = privacy::redact(text).chars().take(60).collect();
            let (shown, reason) = (diagnostics::visible(&text), diagnostics::masked(reason));
            self.detail(&match self.lang {
                Lang::Zh => format!("允许“{shown}”：{count}处，理由：{reason}"),
                Lang::En => format!("allowed “{shown}”: {count} times, because: {reason}"),
            });
        }
    }

    /// Names the files of a site in which numbers were masked.
    pub(crate) fn masked_files(&self, files: &[String]) {
        for file in files {
            self.note(&match self.lang {
                Lang::Zh => format!("{file}：有一个数字像个人信息，原文里没有这样写，已用“•”遮去中间几位"),
                Lang::En => {
                    format!("{file}: a number that looks personal stands so in no source; its middle is masked with •")
                }
            });
        }
    }

    /// Prints diagnostics as text to stderr, with the lines that they are about.
    pub(crate) fn diagnostics(&self, diagnostics: &[Diagnostic], source: &dyn Source) {
        let colour = has_colour();
        let style = Style { lang: self.lang, colour, most_of_a_file: MOST_OF_A_FILE };
        let shown: Vec<Diagnostic> = match self.quiet {
            true => diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.problem.severity() == Severity::Error)
                .cloned()
                .collect(),
            false => diagnostics.to_vec(),
        };
        // Masked as a whole: a number may be broken over lines, a label stand in another row.
        let masked_text = |file: &str| privacy::redact(&text_of(source, file)).into_owned();
        let text = diagnostics::text(&shown, style, &masked_text);
        self.write_stderr(&text);
    }

    /// The numbers of errors and warnings: `3个错误，2个警告`.
    pub(crate) fn counts(&self, diagnostics: &[Diagnostic]) -> String {
        let (errors, warnings) = diagnostics::count(diagnostics);
        match self.lang {
            Lang::Zh => format!("{errors}个错误，{warnings}个警告"),
            Lang::En => {
                format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"))
            }
        }
    }

    /// Restarts the clock, for a program that does one piece of work after another.
    pub(crate) fn restart(&mut self) {
        self.started = Instant::now();
    }

    /// The time since the start: `0.31秒`.
    pub(crate) fn time(&self) -> String {
        let seconds = self.started.elapsed().as_secs_f64();
        match self.lang {
            Lang::Zh => format!("{seconds:.2}秒"),
            Lang::En => format!("{seconds:.2} s"),
        }
    }
}

/// The text of a file; empty when it cannot be read or is too large.
fn text_of(source: &dyn Source, file: &str) -> String {
    match source.size(file) {
        Some(size) if size <= MOST_SHOWN => {}
        _ => return String::new(),
    }
    let Ok(bytes) = source.bytes(file) else { return String::new() };
    match decode(&bytes) {
        Ok(decoded) => decoded.text,
        Err(_) => String::new(),
    }
}

fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// Whether stderr is a terminal that shows colours.
fn has_colour() -> bool {
    let is_refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stderr().is_terminal() && !is_refused
}
