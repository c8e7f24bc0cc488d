//! `records`: the list of files, searched and cut into pages.

use serde::Serialize;

use super::index::{IndexRow, folded};
use super::query::Query;
use super::refusal::Refused;
use super::session::App;

/// So many are answered at a time.
const PAGE: usize = 100;

#[derive(Serialize)]
pub(super) struct Records {
    total: usize,
    from: usize,
    records: Vec<IndexRow>,
}

pub(super) fn records(app: &App, query: &Query) -> Result<Records, Refused> {
    let opened = app.opened()?;
    let (school, pair, kind) = (query.text("school"), query.text("pair"), query.text("kind"));
    let wanted = query.text("show");
    let search = folded(query.text("q"));
    let words: Vec<&str> = search.split_whitespace().collect();
    let from = query.number("from");
    let mut found = Records { total: 0, from, records: Vec::new() };
    for row in &opened.index().rows {
        let is_wanted = match wanted {
            "problems" => 0 < row.errors + row.warnings,
            "drafts" => row.draft,
            _ => true,
        };
        let is_found = is_wanted
            && (school.is_empty() || row.school.as_deref() == Some(school))
            && (pair.is_empty() || row.pair.as_deref() == Some(pair))
            && (kind.is_empty() || row.kind == kind)
            && row.has(&words);
        if !is_found {
            continue;
        }
        if from <= found.total && found.records.len() < PAGE {
            found.records.push(row.clone());
        }
        found.total += 1;
    }
    Ok(found)
}
