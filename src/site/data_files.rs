//! The files of a site that are no pages: those under `data/`, the feed, and the tables of catalogues.

use crate::engine::federation;
use crate::site::data::{self, Hrefs, Item};
use crate::site::feed;
use crate::site::model::site::Site;

impl Site<'_> {
    /// The files under `data/`, the feed, and the tables of catalogues: (path in the site, bytes).
    #[must_use]
    pub fn data(&self) -> Vec<(String, Vec<u8>)> {
        self.data_but(&|_| false)
    }

    /// The same without those that are known. Whatever every archive does not have (the feed, catalogues, what other archives
    /// told) is made or left together, as the feed is.
    #[must_use]
    pub fn data_but(&self, is_known: &(dyn Fn(&str) -> bool + Sync)) -> Vec<(String, Vec<u8>)> {
        let page = |item| match item {
            Item::Plan(at) => self.href_of_plan(at).map(str::to_owned),
            Item::Record(at) => self.href_of_record(at).map(str::to_owned),
            Item::School(at) => Some(self.routes.schools[at.0].clone()),
            Item::Pair(at) => Some(self.routes.pairs[at.0].clone()),
            Item::Indicator(at) => Some(self.routes.indicators[at.0].clone()),
        };
        let print = |item| match item {
            Item::Plan(at) => {
                self.href_of_plan(at).map(|_| self.routes.printed_plans[at.0].clone())
            }
            Item::Record(at) => {
                self.is_printed(at).then(|| self.routes.printed_records[at.0].clone())
            }
            Item::School(_) | Item::Pair(_) | Item::Indicator(_) => None,
        };
        let hrefs = Hrefs { page: &page, print: &print };
        let with_counties = self.federation.is_some();
        let wanted = |path: &str| !is_known(path);
        let files = data::files(self.archive, self.readings, hrefs, with_counties, &wanted);
        let files = files.into_iter().map(|file| (file.path.to_owned(), file.bytes));
        if is_known(feed::PATH) {
            return files.collect();
        }
        let of_counties = self.federation.map(|federation| {
            let (counties, rollups) = (&self.routes.counties[..], &self.routes.rollups[..]);
            let hrefs = federation::Hrefs { counties, rollups };
            let bytes = federation::json(federation, self.readings.as_of, hrefs);
            ("data/counties.json".to_owned(), bytes)
        });
        let feed = feed::feed(self).map(|feed| (feed::PATH.to_owned(), feed.into_bytes()));
        let filed = self.filed.iter().flat_map(|filed| filed.tables(self.archive, self.words));
        files.chain(feed).chain(filed).chain(of_counties).collect()
    }
}
