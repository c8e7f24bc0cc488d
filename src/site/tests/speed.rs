//! Not a measurement, only a guard against a page that costs a thousand times what it should.

use std::time::Instant;

use super::sample::sample;
use crate::site::{Options, Site, Theme};

#[test]
fn a_record_page_is_quick() {
    let checked = sample("zh-CN").checked();
    let theme = Theme::load("themes/own", Vec::new()).unwrap();
    let site = Site::new(&checked.archive, &checked.readings, &checked.blocks, Options::default());
    let page = site
        .pages()
        .into_iter()
        .find(|page| page.path().ends_with("2024-03-15-songjiao.html"))
        .unwrap();
    let start = Instant::now();
    for _ in 0..200 {
        site.render(&page, &theme).unwrap();
    }
    let each = start.elapsed() / 200;
    assert!(each.as_millis() < 20, "{each:?} a page");
}
