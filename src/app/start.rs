//! `start`: all that the page needs once.

use std::collections::BTreeMap;

use serde::Serialize;

use super::begin::suggested;
use super::refusal::Refused;
use super::session::App;
use crate::l10n::app_words::app_words;
use crate::l10n::phrases::Phrases;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Day, Detail};
use crate::project::Snapshot;
use crate::scaffold::PRESETS;
use crate::schema::form::{FormKind, kinds_of_app};

#[derive(Serialize)]
pub(super) struct Start {
    archive: Option<ArchiveFacts>,
    lang: &'static str,
    version: &'static str,
    words: BTreeMap<&'static str, &'static str>,
    presets: Vec<PresetChoice>,
    schools: Vec<SchoolChoice>,
    pairs: Vec<PairChoice>,
    kinds: &'static [FormKind],
    /// The terms that have begun, the latest first.
    terms: Vec<TermChoice>,
    /// Where a new archive would go.
    suggested: Option<String>,
    /// Archives that were opened before, the latest first.
    recent: Vec<String>,
}

#[derive(Serialize)]
struct TermChoice {
    id: String,
    name: String,
    sealed: bool,
}

#[derive(Serialize)]
struct ArchiveFacts {
    root: String,
    title: String,
    lang: &'static str,
    as_of: String,
    site: Option<String>,
    indicators: Option<String>,
    /// Nothing can be saved in its folder.
    read_only: bool,
}

#[derive(Serialize)]
struct PresetChoice {
    name: &'static str,
    title: &'static str,
    what: &'static str,
}

#[derive(Serialize)]
struct SchoolChoice {
    id: String,
    name: String,
    level: &'static str,
    township: Option<String>,
    path: String,
}

#[derive(Serialize)]
struct PairChoice {
    id: String,
    name: String,
    schools: Vec<String>,
    path: String,
}

pub(super) fn start(app: &App, asked: &str) -> Result<Start, Refused> {
    let opened = app.opened().ok();
    let lang = match (&opened, asked) {
        (None, "zh") => Lang::Zh,
        (None, "en") => Lang::En,
        _ => app.lang(),
    };
    let mut presets = Vec::new();
    for preset in &PRESETS {
        let (title, what) = (preset.title(lang), preset.summary(lang));
        presets.push(PresetChoice { name: preset.name, title, what });
    }
    let archive = opened.as_ref().map(|opened| &opened.snapshot.archive);
    Ok(Start {
        archive: opened.as_ref().map(|opened| {
            let site = &opened.snapshot.archive.site;
            let file = |kind| opened.index().only_of(kind);
            ArchiveFacts {
                root: opened.root.display().to_string(),
                title: site.title.clone(),
                lang: code(lang),
                as_of: opened.snapshot.as_of().to_string(),
                site: file("site"),
                indicators: file("indicators"),
                read_only: opened.is_read_only,
            }
        }),
        lang: code(lang),
        version: env!("CARGO_PKG_VERSION"),
        words: app_words(lang),
        presets,
        schools: archive.map(|archive| schools(archive, lang)).unwrap_or_default(),
        pairs: archive.map(pairs).unwrap_or_default(),
        kinds: kinds_of_app(lang),
        terms: opened.as_ref().map(|opened| terms(&opened.snapshot)).unwrap_or_default(),
        suggested: if opened.is_none() { suggested(lang) } else { None },
        recent: app.recent.iter().map(|root| root.display().to_string()).collect(),
    })
}

fn terms(snapshot: &Snapshot) -> Vec<TermChoice> {
    let mut terms = Vec::new();
    let first = first_day(&snapshot.archive, snapshot.as_of());
    for (_, term) in snapshot.archive.calendar.terms() {
        // Before the first record and plan there is nothing to close.
        if term.period.first <= snapshot.as_of() && first <= term.period.last {
            let sealed = snapshot.seals.iter().any(|known| known.seal.term == term.name);
            terms.push(TermChoice { id: term.name.clone(), name: term.name.clone(), sealed });
        }
    }
    terms.reverse();
    terms
}

/// The first day that a record or a plan is about; `as_of` where none is earlier.
fn first_day(archive: &Archive, as_of: Day) -> Day {
    let mut first = as_of;
    for record in &archive.records {
        for day in record.first_day.into_iter().chain(record.day) {
            first = first.min(day);
        }
        // A summary may be written after its term.
        if let Some(term) = record.term {
            first = first.min(archive.calendar.term(term).period.first);
        }
        if let Detail::Ledger(ledger) = &record.detail {
            for day in ledger.days.iter().flatten() {
                first = first.min(*day);
            }
        }
    }
    for plan in &archive.plans {
        first = first.min(plan.period.first);
    }
    first
}

fn code(lang: Lang) -> &'static str {
    pick(lang, "zh", "en")
}

fn schools(archive: &Archive, lang: Lang) -> Vec<SchoolChoice> {
    let mut schools = Vec::new();
    for school in &archive.schools {
        schools.push(SchoolChoice {
            id: school.id.clone(),
            name: school.name.clone(),
            level: Phrases(lang).level(school.level),
            township: school.township.clone(),
            path: school.file.clone(),
        });
    }
    schools
}

fn pairs(archive: &Archive) -> Vec<PairChoice> {
    let mut pairs = Vec::new();
    for pair in &archive.pairs {
        let schools = pair.schools().map(|school| archive.school(school).id.clone()).collect();
        let (id, name, path) = (pair.folder.clone(), pair.name.clone(), pair.file.clone());
        pairs.push(PairChoice { id, name, schools, path });
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use crate::source::MemorySource;

    #[test]
    fn rows_of_ledgers_and_terms_of_summaries_are_among_the_days_of_an_archive() {
        let first = |path: &str, text: &str, table: &str| {
            let mut source = MemorySource::default();
            for (path, text) in [
                ("site.yaml", "title: a\nlanguage: en\n"),
                ("indicators.yaml", "indicators: []\n"),
                ("schools/a/school.yaml", "name: a\nlevel: primary\n"),
                ("schools/a/ledgers/a.csv", table),
                (path, text),
            ] {
                source.0.insert(format!("content/{path}"), text.as_bytes().to_vec());
            }
            let archive = parse::archive(&source).unwrap().archive;
            assert_eq!(archive.records.len(), 1, "{path}");
            first_day(&archive, Day::parse("2024-06-10").unwrap()).to_string()
        };
        let ledger = "---\ntitle: a\ntable: a.csv\ncolumns:\n  - {name: day, as: date}\n  - {name: what, as: text}\n---\n";
        let table = "day,what\n2023-03-15,a\n2022-10-12,b\n";
        assert_eq!(first("schools/a/ledgers/a.md", ledger, table), "2022-10-12");
        let summary = "---\ntitle: a\ndate: 2024-03-20\nterm: 2023-2024-1\n---\nA text.\n";
        assert_eq!(first("schools/a/summaries/a.md", summary, ""), "2023-09-01");
    }
}
