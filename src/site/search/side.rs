//! What is shown of a document before its text is there, in columns; and what is said once for all.

use serde::Serialize;

use super::letters::{pull, push};
use super::{CHUNK, Document, FACETS, Facets, PER_TEXT};
use crate::model::Day;

/// What is told of some documents, as it was made: their addresses and their titles.
pub(super) fn told(columns: &[String]) -> Option<(Vec<String>, Vec<&str>)> {
    let [addresses, titles, ..] = columns else { return None };
    let mut paths: Vec<String> = Vec::new();
    for address in addresses.split(' ') {
        let (shared, rest) = pull(address)?;
        let before = paths.last().map_or("", String::as_str).get(..shared)?;
        paths.push(format!("{before}{rest}"));
    }
    Some((paths, titles.split('\n').collect()))
}

/// `search/meta.js`.
#[derive(Serialize)]
pub(super) struct Meta<'a> {
    documents: usize,
    shards: usize,
    per_text: usize,
    per_docs: usize,
    /// The number of the earliest day.
    first_day: usize,
    /// The names of schools, kinds, terms, types and pairs.
    tables: &'a [Vec<&'a str>; FACETS],
}

/// What is said once.
pub(super) fn meta<'a>(
    documents: &[Document<'_>],
    facets: &'a Facets<'_>,
    shards: usize,
) -> Meta<'a> {
    Meta {
        documents: documents.len(),
        shards,
        per_text: PER_TEXT,
        per_docs: CHUNK,
        first_day: first_day(documents),
        tables: &facets.tables,
    }
}

/// The number of the earliest day of all; days are told from it.
pub(super) fn first_day(documents: &[Document<'_>]) -> usize {
    documents.iter().filter_map(|it| it.day).min().map_or(0, number)
}

/// A number for a day that its year, month and day can be told from.
fn number(day: Day) -> usize {
    let year = usize::try_from(day.year()).expect("days begin in 1900");
    (year * 12 + day.month() as usize - 1) * 31 + day.day() as usize - 1
}

/// The columns of some documents: their addresses (how many letters of the one before, then the rest, parted by
/// spaces), their titles (a line each), their days, and a column for each table of names. 0 stands for none.
pub(super) fn columns(documents: &[Document<'_>], first_day: usize) -> Vec<String> {
    let mut columns = vec![String::new(); 3 + FACETS];
    let mut before = "";
    for (at, document) in documents.iter().enumerate() {
        let shared = before.bytes().zip(document.path.bytes());
        let shared = shared.take_while(|(one, other)| one == other).count();
        if 0 < at {
            columns[0].push(' ');
            columns[1].push('\n');
        }
        // Paths are ASCII.
        push(&mut columns[0], shared);
        columns[0].push_str(document.path.get(shared..).unwrap_or_default());
        before = document.path;
        let words: Vec<&str> = document.title.split_whitespace().collect();
        columns[1].push_str(&words.join(" "));
        let day = document.day.map_or(0, |it| number(it) - first_day + 1);
        push(&mut columns[2], day);
        for (column, facet) in columns[3..].iter_mut().zip(document.facets) {
            push(column, facet.map_or(0, |it| it + 1));
        }
    }
    columns
}
