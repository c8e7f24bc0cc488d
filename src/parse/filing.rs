//! `numbering` of site.yaml, and the fields for filing of plans and records.

use super::map_reader::MapReader;
use super::names::*;
use super::references::{References, SchoolOrPair};
use super::scalars::{text_of, wrong_shape};
use crate::diagnostics::{BilingualName, FilingProblem, Problem, Shape, SpannedProblem};
use crate::model::{DocumentKind, Filing, Folder, Numbering, RecordType, YearRule, is_code};
use crate::syntax::span::Spanned;
use crate::syntax::text::fold_width;
use crate::syntax::yaml::{Node, NodeKind};

/// The most documents in a box.
const MAX_PER_BOX: u32 = 1000;
/// The documents in a box unless site.yaml says otherwise.
const DEFAULT_PER_BOX: u32 = 50;
/// The most pages of a document.
const MAX_PAGES: u32 = 100_000;

/// The fields for filing of a plan or record.
pub(crate) fn filing(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> Filing {
    Filing {
        keep: map.choice(&RETENTION, KEEPS, problems),
        document_number: map.string(&DOCUMENT_NUMBER, problems),
        pages: map.integer(&PAGES, 1..=MAX_PAGES, "页", problems),
    }
}

/// The rule for file numbers as written. Its codes belong to schools and pairs that are looked up later, because
/// site.yaml is read before them.
pub(crate) struct NumberingText {
    rule: Numbering,
    /// The name of a school or pair, and its code.
    codes: Vec<(Spanned<String>, String)>,
}

/// `numbering` of site.yaml.
pub(crate) fn numbering(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> NumberingText {
    let mut keep = [None; DocumentKind::COUNT];
    if let Some(kinds) = map.map(&RETENTIONS, RETENTION_FIELDS, problems) {
        for (place, key) in RETENTION_FIELDS.iter().enumerate() {
            keep[place] = kinds.choice(key, KEEPS, problems);
        }
    }
    let rule = Numbering {
        fonds: code_field(map, &FONDS, problems),
        fonds_name: map.string(&FONDS_NAME, problems),
        category: code_field(map, &CATEGORY, problems).unwrap_or_else(|| "WS".to_owned()),
        year: map.choice(&YEAR, YEAR_RULES, problems).unwrap_or(YearRule::Date),
        of_schools: Vec::new(),
        of_pairs: Vec::new(),
        of_archive: None,
        keep,
        per_box: map.integer(&PER_BOX, 1..=MAX_PER_BOX, "件", problems).unwrap_or(DEFAULT_PER_BOX),
        folders: folders(map, problems),
    };
    let codes = match map.node(&ORGANISATIONS) {
        Some(node) => codes(node, problems),
        None => Vec::new(),
    };
    NumberingText { rule, codes }
}

fn code_field(
    map: &MapReader<'_>,
    key: &BilingualName,
    problems: &mut Vec<SpannedProblem>,
) -> Option<String> {
    code(&map.text(key, problems)?, problems)
}

/// A part of a file number: letters and digits.
fn code(text: &Spanned<String>, problems: &mut Vec<SpannedProblem>) -> Option<String> {
    let code = fold_width(&text.value);
    if is_code(&code) {
        return Some(code.into_owned());
    }
    let found = text.value.clone();
    problems.push((text.span, Problem::Filing(FilingProblem::Code { found })));
    None
}

fn codes(node: &Node, problems: &mut Vec<SpannedProblem>) -> Vec<(Spanned<String>, String)> {
    let NodeKind::Map(entries) = &node.kind else {
        problems.push(wrong_shape(node, Shape::Map));
        return Vec::new();
    };
    let mut codes = Vec::new();
    for (name, value) in entries {
        let (name, value) = (text_of(name, problems), text_of(value, problems));
        if let (Some(name), Some(value)) = (name, value)
            && let Some(code) = code(&value, problems)
        {
            codes.push((name, code));
        }
    }
    codes
}

fn folders(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> Vec<Folder> {
    let mut folders: Vec<Spanned<Folder>> = Vec::new();
    for map in map.maps(&FOLDERS, FOLDER_FIELDS, problems) {
        let name = map.required_text(NAME, "送教下乡", problems);
        let kinds = kinds(&map, problems);
        let types = map.strings(&FOLDER_TYPES, problems);
        let types = types.into_iter().map(RecordType::new).collect();
        let words = map.strings(&FOLDER_WORDS, problems);
        let with_team = map.flag(&WITH_TEAM, problems);
        let Some(Spanned { value: name, span }) = name else { continue };
        if let Some(first) = folders.iter().find(|folder| folder.value.name == name) {
            let line = first.span.start.line;
            problems.push((span, Problem::DuplicateKey { found: name, line }));
            continue;
        }
        folders.push(Spanned { value: Folder { name, kinds, types, words, with_team }, span });
    }
    folders.into_iter().map(|folder| folder.value).collect()
}

fn kinds(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> Vec<DocumentKind> {
    let mut kinds = Vec::new();
    for Spanned { value: text, span } in map.texts(&FOLDER_KINDS, problems) {
        if let Some((_, kind)) = DOCUMENT_KINDS.iter().find(|(name, _)| name.is(&text)) {
            kinds.push(*kind);
            continue;
        }
        let allowed: Vec<BilingualName> = DOCUMENT_KINDS.iter().map(|(name, _)| *name).collect();
        let nearest = nearest_key(&text, allowed.iter());
        problems.push((span, Problem::BadChoice { found: text, nearest, allowed }));
    }
    kinds
}

impl NumberingText {
    /// The rule with its schools and pairs looked up.
    pub(crate) fn resolve(
        self,
        references: &References,
        problems: &mut Vec<SpannedProblem>,
    ) -> Numbering {
        let mut rule = self.rule;
        for (name, code) in self.codes {
            if ALL.is(&name.value) {
                rule.of_archive = Some(code);
                continue;
            }
            match references.school_or_pair(&name) {
                SchoolOrPair::School(school) => rule.of_schools.push((school, code)),
                SchoolOrPair::Pair(pair) => rule.of_pairs.push((pair, code)),
                SchoolOrPair::Ambiguous(problem) => problems.push(problem),
                SchoolOrPair::Neither { as_school, .. } => problems.extend(as_school),
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
    fn kinds_and_retention_fields_have_the_same_order() {
        for ((key, kind), field) in DOCUMENT_KINDS.iter().zip(RETENTION_FIELDS) {
            assert_eq!(key.zh, field.zh);
            assert_eq!(RETENTION_FIELDS[kind.place()].zh, key.zh);
        }
    }
}
