//! Encodes what is shown of a document before its text is loaded, column by column, and the constants of `meta.js`.

use serde::Serialize;

use super::document::{Document, FACETS, Facets};
use super::layout::{TEXTS_PER_FILE, TITLES_PER_FILE};
use super::varint::{pull_number, push_number};
use crate::model::Day;

/// The content of `search/meta.js`.
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
    /// The codes of the terms in `tables`.
    codes: &'a [&'a str],
    /// Names that stand for the same school, the full one first.
    names: &'a [Vec<&'a str>],
}

/// What the search page must know before it loads any other file.
pub(super) fn meta<'a>(
    documents: &[Document<'_>],
    facets: &'a Facets<'_>,
    shards: usize,
) -> Meta<'a> {
    Meta {
        documents: documents.len(),
        shards,
        per_text: TEXTS_PER_FILE,
        per_docs: TITLES_PER_FILE,
        first_day: first_day(documents),
        tables: &facets.tables,
        codes: &facets.term_codes,
        names: &facets.names,
    }
}

/// The number of the earliest day of all documents; days are encoded relative to it.
pub(super) fn first_day(documents: &[Document<'_>]) -> usize {
    documents.iter().filter_map(|document| document.day).min().map_or(0, day_number)
}

/// A number from which year, month and day can be computed.
fn day_number(day: Day) -> usize {
    let year = usize::try_from(day.year()).expect("days begin in 1900");
    (year * 12 + day.month() as usize - 1) * 31 + day.day() as usize - 1
}

/// The columns of some documents: their paths (the length of the prefix shared with the one before, then the rest,
/// separated by spaces), their titles (a line each), their days, and the indices into each table of names. A day or an
/// index that is absent is 0; others are one higher than their value.
pub(super) fn encode(documents: &[Document<'_>], first_day: usize) -> Vec<String> {
    let mut columns = vec![String::new(); 3 + FACETS];
    let mut previous_path = "";
    for (index, document) in documents.iter().enumerate() {
        if 0 < index {
            columns[0].push(' ');
            columns[1].push('\n');
        }
        push_path(&mut columns[0], document.path, previous_path);
        previous_path = document.path;
        let words: Vec<&str> = document.title.split_whitespace().collect();
        columns[1].push_str(&words.join(" "));
        let day = document.day.map_or(0, |day| day_number(day) - first_day + 1);
        push_number(&mut columns[2], day);
        for (column, facet) in columns[3..].iter_mut().zip(document.facets) {
            push_number(column, facet.map_or(0, |name| name + 1));
        }
    }
    columns
}

/// Appends a path (ASCII), shortened by the prefix that it shares with the one before.
fn push_path(column: &mut String, path: &str, previous: &str) {
    let shared = previous.bytes().zip(path.bytes()).take_while(|(one, other)| one == other).count();
    push_number(column, shared);
    column.push_str(path.get(shared..).unwrap_or_default());
}

/// The paths and titles of some documents, read back from their columns; `None` if they are malformed.
pub(super) fn decode(columns: &[String]) -> Option<(Vec<String>, Vec<&str>)> {
    let [encoded_paths, titles, ..] = columns else { return None };
    let mut paths: Vec<String> = Vec::new();
    for encoded in encoded_paths.split(' ') {
        let (shared, rest) = pull_number(encoded)?;
        let prefix = paths.last().map_or("", String::as_str).get(..shared)?;
        paths.push(format!("{prefix}{rest}"));
    }
    Some((paths, titles.split('\n').collect()))
}
