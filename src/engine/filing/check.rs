//! Whether the numbers given still fit the papers and the rule.

use std::collections::BTreeMap;

use super::PATH;
use super::rule::{Paper, PaperRef, class_of, may_be_of, papers, retention_of};
use crate::diagnostics::{Diagnostic, FilingTrouble, Problem, Span};
use crate::model::{Archive, Class, FileNumber, GivenNumber};

/// What is to be told of the numbers. `is_unread`: whether the file of that id
/// could not be read, so that it is not gone; of the empty id, whether a file of the whole archive could not.
#[must_use]
pub fn check(archive: &Archive, is_unread: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut held = archive.numbers.iter().filter(|it| !it.retired).peekable();
    if held.peek().is_none() {
        return out;
    }
    let rule = archive.numbering.as_ref().filter(|it| it.fonds.is_some());
    // An unreadable site.yaml tells of itself.
    if rule.is_none() && !is_unread("") {
        out.push(told(0, FilingTrouble::NoFonds));
    }
    let all: BTreeMap<&str, Paper> =
        papers(archive).map(|it| (PaperRef::of(archive, it).id, it)).collect();
    let mut strange: Vec<&GivenNumber> = Vec::new();
    for it in held {
        let number = it.number.to_string();
        let Some(paper) = all.get(it.paper.as_str()) else {
            if !is_unread(&it.paper) {
                let why = FilingTrouble::Gone { number, paper: it.paper.clone() };
                out.push(told(it.line, why));
            }
            continue;
        };
        let Some(rule) = rule else { continue };
        let Some(now) = class_of(archive, rule, *paper) else { continue };
        let given = &it.number.class;
        if (&given.fonds, &given.category) != (&now.fonds, &now.category) {
            strange.push(it);
        }
        let same = may_be_of(archive, rule, *paper, given.year)
            && retention_of(archive, rule, *paper) == Some(given.retention)
            && given.organisation == now.organisation;
        if !same {
            let now = Class { fonds: given.fonds.clone(), category: given.category.clone(), ..now };
            let why = FilingTrouble::Differs { number, paper: it.paper.clone(), now: head(&now) };
            out.push(told(it.line, why));
        }
    }
    if let (Some(first), Some(rule)) = (strange.first(), rule) {
        let begins = |fonds: &str, category: &str| format!("{fonds}-{category}");
        let given = begins(&first.number.class.fonds, &first.number.class.category);
        let now = begins(rule.fonds.as_deref().unwrap_or_default(), &rule.category);
        out.push(told(first.line, FilingTrouble::Fonds { count: strange.len(), given, now }));
    }
    out
}

/// A number but for its 件号: `Z109-WS·2011-Y-BGS`.
fn head(class: &Class) -> String {
    let number = FileNumber { class: class.clone(), item: 1 }.to_string();
    number.rsplit_once('-').map_or(String::new(), |(head, _)| head.to_owned())
}

fn told(line: u32, trouble: FilingTrouble) -> Diagnostic {
    let span = if line == 0 { Span::first() } else { Span::new(line, 3, 0) };
    Diagnostic::new(PATH, span, Problem::Filing(trouble))
}
