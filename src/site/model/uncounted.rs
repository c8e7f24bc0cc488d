//! The figures that no target counts, and on which pages they are listed.

use std::collections::BTreeMap;

use crate::engine::progress::{Readings, UncountedFigure, uncounted_figures};
use crate::model::{Archive, RecordIx, SchoolIx};
use crate::site::model::lookup::Lookup;

/// The page of all of them.
pub(crate) const PATH: &str = "uncounted.html";

/// The most lines of a page.
const LINES: usize = 250;

/// The figures that no target counts, by record; those of records without a page are left out.
#[derive(Debug)]
pub(crate) struct Uncounted {
    figures: Vec<UncountedFigure>,
    /// The places of each school's figures.
    of_school: BTreeMap<SchoolIx, Vec<usize>>,
    /// The pages of each school, in parts; empty where one page lists all figures.
    pages: BTreeMap<SchoolIx, Vec<String>>,
}

/// A page about uncounted figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UncountedKey {
    /// All of them, or the schools that have some.
    All,
    /// A part of a school's; parts count from 0.
    School(SchoolIx, usize),
}

impl Uncounted {
    /// Finds them. `names` are the short names of schools.
    pub(crate) fn new(
        archive: &Archive,
        readings: &Readings,
        lookup: &Lookup,
        names: &[String],
    ) -> Uncounted {
        let mut figures = uncounted_figures(archive, readings);
        figures.retain(|figure| lookup.is_shown(figure.record));
        let mut of_school: BTreeMap<SchoolIx, Vec<usize>> = BTreeMap::new();
        for (at, figure) in figures.iter().enumerate() {
            of_school.entry(archive.record(figure.record).school).or_default().push(at);
        }
        let mut pages = BTreeMap::new();
        if LINES < figures.len() {
            for (school, places) in &of_school {
                let mut paths = vec![format!("uncounted/{}.html", names[school.0])];
                for part in 2..=places.len().div_ceil(LINES) {
                    paths.push(format!("uncounted/{}.p{part}.html", names[school.0]));
                }
                pages.insert(*school, paths);
            }
        }
        Uncounted { figures, of_school, pages }
    }

    /// Those of a record.
    pub(crate) fn of_record(&self, at: RecordIx) -> &[UncountedFigure] {
        let from = self.figures.partition_point(|figure| figure.record < at);
        let to = self.figures.partition_point(|figure| figure.record <= at);
        self.figures.get(from..to).unwrap_or_default()
    }

    /// The pages that list them.
    pub(crate) fn keys(&self) -> Vec<UncountedKey> {
        let mut keys = vec![UncountedKey::All];
        for (school, paths) in &self.pages {
            keys.extend((0..paths.len()).map(|part| UncountedKey::School(*school, part)));
        }
        keys
    }

    /// The path of a page.
    pub(crate) fn path(&self, key: UncountedKey) -> &str {
        match key {
            UncountedKey::All => PATH,
            UncountedKey::School(school, part) => {
                self.parts(school).get(part).map_or(PATH, String::as_str)
            }
        }
    }

    /// The pages of a school, in parts.
    pub(crate) fn parts(&self, school: SchoolIx) -> &[String] {
        self.pages.get(&school).map_or(&[], Vec::as_slice)
    }

    /// The figures that a page lists; none for the list of schools.
    pub(crate) fn listed(&self, key: UncountedKey) -> Vec<&UncountedFigure> {
        match key {
            UncountedKey::All if self.pages.is_empty() => self.figures.iter().collect(),
            UncountedKey::All => Vec::new(),
            UncountedKey::School(school, part) => {
                let places = self.of_school.get(&school).map_or(&[][..], Vec::as_slice);
                let part = places.iter().skip(part * LINES).take(LINES);
                part.map(|place| &self.figures[*place]).collect()
            }
        }
    }

    /// The schools with pages of their own, and how many figures each has.
    pub(crate) fn schools(&self) -> impl Iterator<Item = (SchoolIx, usize)> + '_ {
        self.pages.keys().map(|school| (*school, self.count(*school)))
    }

    /// How many figures a school has.
    pub(crate) fn count(&self, school: SchoolIx) -> usize {
        self.of_school.get(&school).map_or(0, Vec::len)
    }

    /// How many there are.
    pub(crate) fn total(&self) -> usize {
        self.figures.len()
    }
}
