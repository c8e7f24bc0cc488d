//! What went wrong while documents were printed.

use std::collections::BTreeMap;

use crate::commands::terminal::Terminal;
use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::source::Source;

/// So many documents that were not printed are named, the rest counted.
const MOST_NAMED: usize = 10;

/// So many missing characters of a document are named.
const MOST_CHARACTERS: usize = 20;

/// Problems by file.
#[derive(Default)]
pub(super) struct PrintProblems {
    /// Personal data that would be printed.
    pub(super) leaks: BTreeMap<String, Vec<Diagnostic>>,
    /// Why the template could not be printed.
    pub(super) refused: BTreeMap<String, String>,
    /// Characters that no font has.
    pub(super) missing: BTreeMap<String, Vec<char>>,
}

impl PrintProblems {
    /// How many files were not written.
    pub(super) fn failed(&self) -> usize {
        self.leaks.len() + self.refused.len()
    }

    /// Prints the problems. If no document was printed at all the template is at fault, and that is the error.
    pub(super) fn print(
        &self,
        terminal: &Terminal,
        source: &dyn Source,
        printed: usize,
    ) -> Result<(), Error> {
        for leaks in self.leaks.values() {
            terminal.diagnostics(leaks, source);
        }
        if let Some((path, why)) = self.refused.first_key_value()
            && printed == 0
        {
            return Err(Error::custom(
                format!("没有印出PDF。{path}：{why}"),
                format!("no PDF was printed. {path}: {why}"),
            ));
        }
        for (path, why) in self.refused.iter().take(MOST_NAMED) {
            terminal.error(&match terminal.lang {
                Lang::Zh => format!("{path}没有印出：{why}"),
                Lang::En => format!("{path} was not printed: {why}"),
            });
        }
        for (path, missing) in self.missing.iter().take(MOST_NAMED) {
            terminal.note(&missing_characters(path, missing, terminal.lang));
        }
        let count = self.refused.len().max(self.missing.len());
        if MOST_NAMED < count {
            let more = count - MOST_NAMED;
            terminal.note(&match terminal.lang {
                Lang::Zh => format!("还有{more}份没有列出"),
                Lang::En => format!("and {more} more"),
            });
        }
        Ok(())
    }
}

fn missing_characters(path: &str, missing: &[char], lang: Lang) -> String {
    let mut names = Vec::new();
    for ch in missing.iter().take(MOST_CHARACTERS) {
        names.push(format!("{ch}（U+{:04X}）", u32::from(*ch)));
    }
    let names = names.join(pick(lang, "、", ", "));
    match lang {
        Lang::Zh => format!("{path}：这些字本机的字体都没有，印成了“〓”：{names}"),
        Lang::En => {
            format!("{path}: no font of this machine has these; 〓 stands for them: {names}")
        }
    }
}
