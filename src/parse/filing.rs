//! `numbering` of site.yaml, and what a plan or record says about its filing.

use super::map_reader::{MapReader, Spanned, not_the_shape, text_of};
use super::names::*;
use super::references::References;
use crate::diagnostics::{FilingTrouble, Key, Named, Problem, Shape};
use crate::model::{Filing, Folder, Numbering, PaperKind, YearRule, is_code};
use crate::syntax::text::fold_width;
use crate::syntax::yaml::{Found, Kind, Node};

/// The most papers in a box.
const MOST_IN_BOX: u32 = 1000;

/// What a plan or record says about its filing.
pub(crate) fn filing(form: &MapReader<'_>, found: &mut Vec<Found>) -> Filing {
    Filing {
        keep: form.choice(&RETENTION, KEEPS, found),
        document_number: form.words(&DOCUMENT_NUMBER, found),
        pages: form.whole(&PAGES, 1..=100_000, "页", found),
    }
}

/// The rule as written: whose codes are meant is known once schools and pairs are.
pub(crate) struct Asked {
    rule: Numbering,
    codes: Vec<(Spanned<String>, String)>,
}

/// `numbering` of site.yaml.
pub(crate) fn asked(form: &MapReader<'_>, found: &mut Vec<Found>) -> Asked {
    let mut keep = [None; PaperKind::COUNT];
    if let Some(kinds) = form.form(&RETENTIONS, RETENTION_FIELDS, found) {
        for (place, key) in RETENTION_FIELDS.iter().enumerate() {
            keep[place] = kinds.choice(key, KEEPS, found);
        }
    }
    let rule = Numbering {
        fonds: form.text(&FONDS, found).and_then(|it| code(&it, found)),
        fonds_name: form.words(&FONDS_NAME, found),
        category: form
            .text(&CATEGORY, found)
            .and_then(|it| code(&it, found))
            .unwrap_or_else(|| "WS".to_owned()),
        year: form.choice(&YEAR, YEAR_RULES, found).unwrap_or(YearRule::Date),
        of_schools: Vec::new(),
        of_pairs: Vec::new(),
        of_archive: None,
        keep,
        per_box: form.whole(&PER_BOX, 1..=MOST_IN_BOX, "件", found).unwrap_or(50),
        folders: folders(form, found),
    };
    let codes = form.node(&ORGANISATIONS).map(|it| codes(it, found)).unwrap_or_default();
    Asked { rule, codes }
}

/// A part of a number: letters and digits.
fn code(text: &Spanned<String>, found: &mut Vec<Found>) -> Option<String> {
    let code = fold_width(&text.it);
    if is_code(&code) {
        return Some(code);
    }
    found.push((text.at, Problem::Filing(FilingTrouble::Code { found: text.it.clone() })));
    None
}

fn codes(node: &Node, found: &mut Vec<Found>) -> Vec<(Spanned<String>, String)> {
    let Kind::Map(lines) = &node.kind else {
        found.push(not_the_shape(node, Shape::Map));
        return Vec::new();
    };
    let mut codes = Vec::new();
    for (whose, value) in lines {
        let (Some(whose), Some(value)) = (text_of(whose, found), text_of(value, found)) else {
            continue;
        };
        codes.extend(code(&value, found).map(|it| (whose, it)));
    }
    codes
}

fn folders(form: &MapReader<'_>, found: &mut Vec<Found>) -> Vec<Folder> {
    let mut folders: Vec<Spanned<Folder>> = Vec::new();
    for form in form.forms(&FOLDERS, FOLDER_FIELDS, found) {
        let name = form.required(NAME, "送教下乡", found);
        let folder = Folder {
            name: name.as_ref().map(|it| it.it.clone()).unwrap_or_default(),
            kinds: kinds(&form, found),
            types: form.list(&FOLDER_TYPES, found),
            words: form.list(&FOLDER_WORDS, found),
            with_team: form.flag(&WITH_TEAM, found),
        };
        let Some(name) = name else { continue };
        if let Some(first) = folders.iter().find(|it| it.it.name == name.it) {
            let line = first.at.start.line;
            found.push((name.at, Problem::DuplicateKey { found: name.it, line }));
            continue;
        }
        folders.push(Spanned { it: folder, at: name.at });
    }
    folders.into_iter().map(|it| it.it).collect()
}

fn kinds(form: &MapReader<'_>, found: &mut Vec<Found>) -> Vec<PaperKind> {
    let mut kinds = Vec::new();
    for Spanned { it: text, at } in form.texts(&FOLDER_KINDS, found) {
        match PAPER_KINDS.iter().find(|(it, _)| it.is(&text)) {
            Some((_, kind)) => kinds.push(*kind),
            None => {
                let allowed: Vec<Key> = PAPER_KINDS.iter().map(|(it, _)| *it).collect();
                let nearest = nearest_key(&text, allowed.iter());
                found.push((at, Problem::BadChoice { found: text, nearest, allowed }));
            }
        }
    }
    kinds
}

impl Asked {
    /// The rule with its schools and pairs looked up.
    pub(crate) fn resolved(self, known: &References, found: &mut Vec<Found>) -> Numbering {
        let mut rule = self.rule;
        for (whose, code) in self.codes {
            if ALL.is(&whose.it) {
                rule.of_archive = Some(code);
                continue;
            }
            let (mut of_school, mut of_pair) = (Vec::new(), Vec::new());
            match (known.school(&whose, &mut of_school), known.pair(&whose, &mut of_pair)) {
                (Some(school), None) => rule.of_schools.push((school, code)),
                (None, Some(pair)) => rule.of_pairs.push((pair, code)),
                (Some(_), Some(pair)) => {
                    let candidates = vec![whose.it.clone(), known.pairs[pair.0].id.clone()];
                    let (named, text) = (Named::Pair, whose.it);
                    let problem = Problem::AmbiguousReference { named, found: text, candidates };
                    found.push((whose.at, problem));
                }
                (None, None) => found.extend(of_school),
            }
        }
        rule.of_schools.sort();
        rule.of_pairs.sort();
        rule
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_of_the_table_stand_in_their_places() {
        for ((key, kind), field) in PAPER_KINDS.iter().zip(RETENTION_FIELDS) {
            assert_eq!(key.zh, field.zh);
            assert_eq!(RETENTION_FIELDS[kind.place()].zh, key.zh);
        }
    }
}
