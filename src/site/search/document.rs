//! What the search indexes.

use crate::model::Day;

/// A page that can be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document<'a> {
    /// Its path in the site: `plans/2024.html`.
    pub path: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The rest of its content as plain text; paragraphs, cells and facts are lines.
    pub text: String,
    /// The day by which results are sorted.
    pub day: Option<Day>,
    /// The index of its name in each of [`Facets::tables`].
    pub facets: [Option<usize>; FACETS],
}

/// The number of facets: schools, kinds, terms, types, pairs.
pub const FACETS: usize = 5;

/// The names by which results can be filtered, in the order in which they are offered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets<'a> {
    /// The names of schools, kinds, terms, types and pairs.
    pub tables: [Vec<&'a str>; FACETS],
    /// The codes of the terms in [`Facets::tables`]: `2023-2024-2`.
    pub term_codes: Vec<&'a str>,
    /// The names by which a school goes: its full name, short ones, former ones. Only of schools with several.
    pub names: Vec<Vec<&'a str>>,
}
