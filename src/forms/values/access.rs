//! What the workbook of an archive needs beyond the values of places.

use super::{FormThing, FormValue, FormValues};
use crate::engine::progress::Completeness;
use crate::l10n::Lang;
use crate::model::{MeasureIx, Record, RecordIx, SchoolIx};
use crate::site::data::is_published;

impl FormValues<'_> {
    /// The language of the pages.
    pub(in crate::forms) fn lang(&self) -> Lang {
        self.site.lang()
    }

    pub(in crate::forms) fn site_title(&self) -> String {
        self.site.archive.site.title.clone()
    }

    /// The things of a list that a place can begin with.
    pub(in crate::forms) fn all(&self, list: &'static str) -> Vec<FormThing> {
        match self.root(list, list) {
            Ok(FormValue::List(things)) => things,
            _ => Vec::new(),
        }
    }

    pub(in crate::forms) fn record(&self, at: RecordIx) -> &Record {
        self.site.archive.record(at)
    }

    pub(in crate::forms) fn school_name(&self, at: SchoolIx) -> String {
        self.site.archive.school(at).name.clone()
    }

    pub(in crate::forms) fn measure_name(&self, at: MeasureIx) -> &str {
        self.site.archive.measures.get(at.0 as usize).map_or("", String::as_str)
    }

    pub(in crate::forms) fn completeness(&self) -> &[Completeness] {
        &self.site.readings.completeness
    }

    /// The title of a record that is published.
    pub(in crate::forms) fn published_title(&self, at: RecordIx) -> Option<&str> {
        let record = self.record(at);
        is_published(record, self.site.readings.as_of).then_some(record.title.as_str())
    }
}
