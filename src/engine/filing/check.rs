//! Whether the numbers given still fit the documents and the rule.

use std::collections::BTreeMap;

use super::PATH;
use super::document::{DocumentInfo, documents};
use super::rule::{class_of, may_be_of, retention_of, was_of};
use crate::diagnostics::{Diagnostic, FilingProblem, Problem, Span};
use crate::model::{Archive, Class, DocumentIx, FileNumber, GivenNumber, Numbering};

/// What is wrong with the numbers.
///
/// `is_unread` says of an id whether its file could not be read, so that the document is not gone; of the empty id,
/// whether a file of the whole archive (site.yaml) could not.
#[must_use]
pub fn check(archive: &Archive, is_unread: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if archive.numbers.iter().all(|given| given.retired) {
        return diagnostics;
    }
    let rule = archive.numbering.as_ref().filter(|rule| rule.fonds.is_some());
    // An unreadable site.yaml has its own error.
    if rule.is_none() && !is_unread("") {
        diagnostics.push(diagnostic(0, FilingProblem::NoFonds));
    }
    let mut by_id: BTreeMap<&str, DocumentIx> = BTreeMap::new();
    for document in documents(archive) {
        by_id.insert(DocumentInfo::of(archive, document).id, document);
    }
    let mut of_other_fonds: Vec<&GivenNumber> = Vec::new();
    for given in archive.numbers.iter().filter(|given| !given.retired) {
        let Some(document) = by_id.get(given.document.as_str()) else {
            if !is_unread(&given.document) {
                let number = given.number.to_string();
                let problem = FilingProblem::Gone { number, document: given.document.clone() };
                diagnostics.push(diagnostic(given.line, problem));
            }
            continue;
        };
        let Some(rule) = rule else { continue };
        let Some(class) = class_of(archive, rule, *document) else { continue };
        let given_class = &given.number.class;
        if (&given_class.fonds, &given_class.category) != (&class.fonds, &class.category) {
            of_other_fonds.push(given);
        }
        diagnostics.extend(differing(archive, rule, given, *document, class));
    }
    if let (Some(first), Some(rule)) = (of_other_fonds.first(), rule) {
        diagnostics.push(other_fonds(first, of_other_fonds.len(), rule));
    }
    diagnostics
}

/// The warning that a document would get a number of another class today, apart from fonds and category.
fn differing(
    archive: &Archive,
    rule: &Numbering,
    given: &GivenNumber,
    document: DocumentIx,
    class: Class,
) -> Option<Diagnostic> {
    let given_class = &given.number.class;
    let fits = may_be_of(archive, rule, document, given_class.year)
        && retention_of(archive, rule, document) == Some(given_class.retention)
        && (given_class.organisation == class.organisation
            || was_of(archive, rule, document, given_class.organisation.as_deref()));
    if fits {
        return None;
    }
    let (fonds, category) = (given_class.fonds.clone(), given_class.category.clone());
    let problem = FilingProblem::Differs {
        number: given.number.to_string(),
        document: given.document.clone(),
        now: prefix(Class { fonds, category, ..class }),
    };
    Some(diagnostic(given.line, problem))
}

/// The one warning for all numbers whose fonds or category is not that of site.yaml.
fn other_fonds(first: &GivenNumber, count: usize, rule: &Numbering) -> Diagnostic {
    let class = &first.number.class;
    let given = format!("{}-{}", class.fonds, class.category);
    let now = format!("{}-{}", rule.fonds.as_deref().unwrap_or_default(), rule.category);
    diagnostic(first.line, FilingProblem::Fonds { count, given, now })
}

/// A number without its 件号: `Z109-WS·2011-Y-BGS`.
fn prefix(class: Class) -> String {
    let number = FileNumber { class, item: 1 }.to_string();
    match number.rsplit_once('-') {
        Some((prefix, _)) => prefix.to_owned(),
        None => String::new(),
    }
}

/// `line`: the line in numbers.yaml; 0 stands for the whole file.
fn diagnostic(line: u32, problem: FilingProblem) -> Diagnostic {
    let span = if line == 0 { Span::first() } else { Span::new(line, 3, 0) };
    Diagnostic::new(PATH, span, Problem::Filing(problem))
}
