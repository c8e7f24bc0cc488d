//! Where words go: results to stdout, diagnostics and progress to stderr; colour only on a terminal.

use std::collections::HashMap;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::diagnostics::{self, Diagnostic, Problem, Style};
use crate::error::{Error, Operation};
use crate::l10n::Lang;
use crate::model::Digest;
use crate::source::Source;
use crate::source::decode;

/// How many problems of one file are told as text (the rest is counted).
const MOST_OF_A_FILE: usize = 20;

/// Of files larger than this no line is shown.
const MOST_SHOWN: u64 = 64 * 1024 * 1024;

/// The terminal, or the pipes in its place.
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

    /// A result, to stdout. A closed pipe is no failure.
    pub(crate) fn print(&self, text: &str) -> Result<(), Error> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::io(Operation::Save, "stdout")(error))
            }
            _ => Ok(()),
        }
    }

    /// A line of progress, to stderr.
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

    /// A line for those who asked for more.
    pub(crate) fn detail(&self, line: &str) {
        if self.verbose {
            self.note(line);
        }
    }

    /// Why the command could not do its work.
    pub(crate) fn fault(&self, fault: &Error) {
        self.error(&fault.message(self.lang));
    }

    /// A line that is said even to those who asked for errors only.
    pub(crate) fn error(&self, line: &str) {
        let word = if self.lang == Lang::Zh { "错误" } else { "error" };
        let _ = writeln!(io::stderr(), "{word}: {line}");
    }

    /// A line that is said as it is, even to those who asked for errors only.
    pub(crate) fn line(&self, line: &str) {
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// A line of a longer result, to stdout.
    pub(crate) fn item(&self, line: &str) -> Result<(), Error> {
        if self.quiet { Ok(()) } else { self.print(&format!("{line}\n")) }
    }

    /// What a server refuses of a whole branch, where no file is at fault.
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
                Lang::Zh => format!("{picture}：图片已损坏，网站里用空白图代替，请换一张"),
                Lang::En => {
                    format!("{picture}: a broken picture; a blank one stands for it, put another")
                }
            });
        }
    }

    /// Diagnostics as text, to stderr.
    pub(crate) fn diagnostics(&self, diagnostics: &[Diagnostic], source: &dyn Source) {
        let colour = has_colour();
        let style = Style { lang: self.lang, colour, most_of_a_file: MOST_OF_A_FILE };
        let shown: Vec<Diagnostic> = match self.quiet {
            true => diagnostics
                .iter()
                .filter(|it| it.problem.severity() == diagnostics::Severity::Error)
                .cloned()
                .collect(),
            false => diagnostics.to_vec(),
        };
        let mut texts: HashMap<String, String> = HashMap::new();
        let text = diagnostics::text(&shown, style, &mut |file, line| {
            let text = texts.entry(file.to_owned()).or_insert_with(|| text_of(source, file));
            text.lines().nth((line as usize).checked_sub(1)?).map(str::to_owned)
        });
        self.write_stderr(&text);
    }

    /// `3个错误，2个警告`
    pub(crate) fn counts(&self, diagnostics: &[Diagnostic]) -> String {
        let (errors, warnings) = diagnostics::count(diagnostics);
        match self.lang {
            Lang::Zh => format!("{errors}个错误，{warnings}个警告"),
            Lang::En => {
                let plural = |count: usize, word: &str| {
                    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
                };
                format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"))
            }
        }
    }

    /// The time is counted from here: a program that runs on does one work after another.
    pub(crate) fn restart(&mut self) {
        self.started = Instant::now();
    }

    /// `0.31秒`
    pub(crate) fn time(&self) -> String {
        let seconds = self.started.elapsed().as_secs_f64();
        match self.lang {
            Lang::Zh => format!("{seconds:.2}秒"),
            Lang::En => format!("{seconds:.2} s"),
        }
    }
}

fn text_of(source: &dyn Source, file: &str) -> String {
    if source.size(file).is_none_or(|it| MOST_SHOWN < it) {
        return String::new();
    }
    let text = source.bytes(file).ok().and_then(|it| decode(&it).ok());
    text.map(|it| it.text).unwrap_or_default()
}

/// Whether stderr is a terminal that shows colours.
fn has_colour() -> bool {
    let is_refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stderr().is_terminal() && !is_refused
}
