//! The files of a site that are no pages: those under `data/`, the feed, and the tables of ledgers, indicators and
//! catalogues.

use crate::engine::federation;
use crate::site::data::{self, Hrefs, Item};
use crate::site::feed;
use crate::site::fragments::indicator_table;
use crate::site::model::site::Site;
use crate::site::view::ledger;
use crate::site::words_file;

impl Site<'_> {
    /// The files under `data/`, the feed, and the tables of catalogues: (path in the site, bytes).
    #[must_use]
    pub fn data(&self) -> Vec<(String, Vec<u8>)> {
        self.data_but(&|_| false)
    }

    /// The files of [`Site::data`] whose paths are not known. The files that not every archive has (the feed, catalogues,
    /// the data of other archives) are either all included or all left out, as the feed is.
    #[must_use]
    pub fn data_but(&self, is_known: &(dyn Fn(&str) -> bool + Sync)) -> Vec<(String, Vec<u8>)> {
        let page = |item| self.data_href(item);
        let print = |item| self.printed_href(item);
        let hrefs = Hrefs { page: &page, print: &print };
        let with_counties = self.federation.is_some();
        let wanted = |path: &str| !is_known(path);
        let files = data::files(self.archive, self.readings, hrefs, with_counties, &wanted);
        let mut files: Vec<(String, Vec<u8>)> =
            files.into_iter().map(|file| (file.path.to_owned(), file.bytes)).collect();
        if wanted(words_file::PATH) {
            let script = words_file::script(self.words);
            files.push((words_file::PATH.to_owned(), script.into_bytes()));
        }
        if is_known(feed::PATH) {
            return files;
        }
        if let Some(feed) = feed::feed(self) {
            files.push((feed::PATH.to_owned(), feed.into_bytes()));
        }
        files.extend(ledger::csv_files(self));
        files.extend(indicator_table::csv_files(self));
        if let Some(filed) = &self.filed {
            files.extend(filed.tables(self.archive, self.words));
        }
        if let Some(federation) = self.federation {
            let (counties, rollups) = (&self.routes.counties[..], &self.routes.rollups[..]);
            let hrefs = federation::Hrefs { counties, rollups };
            let bytes = federation::json(federation, self.readings.as_of, hrefs);
            files.push(("data/counties.json".to_owned(), bytes));
        }
        files
    }

    /// The page of an item of the data; `None` if it has no page.
    fn data_href(&self, item: Item) -> Option<String> {
        match item {
            Item::Plan(at) => self.href_of_plan(at).map(str::to_owned),
            Item::Record(at) => self.href_of_record(at).map(str::to_owned),
            Item::School(at) => Some(self.routes.schools[at.0].clone()),
            Item::Pair(at) => Some(self.routes.pairs[at.0].clone()),
            Item::Indicator(at) => Some(self.routes.indicators[at.0].clone()),
        }
    }

    /// The printed version of an item of the data; `None` if it has none.
    fn printed_href(&self, item: Item) -> Option<String> {
        match item {
            Item::Plan(at) if self.lookup.is_plan_shown(at) => {
                Some(self.routes.printed_plans[at.0].clone())
            }
            Item::Record(at) if self.has_printed_page(at) => {
                Some(self.routes.printed_records[at.0].clone())
            }
            _ => None,
        }
    }
}
