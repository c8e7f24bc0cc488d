//! Footnotes: numbered in the order in which the text refers to them, printed below it.

use std::collections::BTreeMap;
use std::fmt::Write;

use pulldown_cmark::{Event, Tag};
use rustc_hash::{FxHashMap, FxHashSet};

use super::escape;
use super::events::SpannedEvent;

/// The footnotes of one body.
pub(super) struct Footnotes<'e> {
    numbers: FxHashMap<&'e str, usize>,
    /// The numbers that the text has referred to.
    referred: FxHashSet<usize>,
    texts: BTreeMap<usize, String>,
    /// The notes being written, each with the text that it interrupts.
    open: Vec<(usize, String)>,
}

impl<'e> Footnotes<'e> {
    /// Numbers the notes: first those that the text refers to, then the others.
    pub(super) fn of(events: &'e [SpannedEvent<'e>]) -> Footnotes<'e> {
        let mut defined = Vec::new();
        let mut referred = Vec::new();
        for (event, _) in events {
            match event {
                Event::Start(Tag::FootnoteDefinition(name)) => defined.push(name.as_ref()),
                Event::FootnoteReference(name) => referred.push(name.as_ref()),
                _ => {}
            }
        }
        let known: FxHashSet<&str> = defined.iter().copied().collect();
        let mut numbers = FxHashMap::default();
        referred.retain(|name| known.contains(name));
        for name in referred.into_iter().chain(defined) {
            let next = numbers.len() + 1;
            numbers.entry(name).or_insert(next);
        }
        Footnotes {
            numbers,
            referred: FxHashSet::default(),
            texts: BTreeMap::new(),
            open: Vec::new(),
        }
    }

    /// Writes a reference; one without a note is written as text.
    pub(super) fn refer(&mut self, out: &mut String, name: &str) {
        let Some(number) = self.numbers.get(name) else {
            escape::text(out, &format!("[^{name}]"));
            return;
        };
        let id = if self.referred.insert(*number) {
            format!(" id=\"fnref-{number}\"")
        } else {
            String::new()
        };
        let _ =
            write!(out, "<sup class=\"note\"{id}><a href=\"#fn-{number}\">[{number}]</a></sup>");
    }

    /// Begins a note: what is written until [`Footnotes::close`] belongs to it.
    pub(super) fn open(&mut self, name: &str, out: &mut String) {
        let number = self.numbers.get(name).copied().unwrap_or_default();
        self.open.push((number, std::mem::take(out)));
    }

    /// Ends the note and resumes the text.
    pub(super) fn close(&mut self, out: &mut String) {
        if let Some((number, text)) = self.open.pop() {
            let note = std::mem::replace(out, text);
            self.texts.entry(number).or_default().push_str(&note);
        }
    }

    /// Writes the notes below the text.
    pub(super) fn finish(self, out: &mut String) {
        if self.texts.is_empty() {
            return;
        }
        out.push_str("<section class=\"notes\"><ol>\n");
        for (number, text) in self.texts {
            let _ = writeln!(out, "<li id=\"fn-{number}\">{}", text.trim_end());
            if self.referred.contains(&number) {
                let _ = writeln!(out, "<a class=\"back\" href=\"#fnref-{number}\">↩</a>");
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol></section>\n");
    }
}
