//! The pages of a sample archive, checked against the rules for all pages.

mod answers;
mod content;
mod crawl;
mod page_order;
mod routes;
mod sample;
mod template_values;
mod theme;
mod walls;

use std::collections::BTreeMap;

use serde_json::Value;

use super::page::page_kind::PageVisitor;
use super::{Options, Page, Site, Theme};
use crate::engine::lint::Checked;

/// The values of a page.
struct PageValues;

impl PageVisitor for PageValues {
    type Output = Value;

    fn visit<P: Page>(self, view: &P) -> Value {
        serde_json::to_value(view).unwrap()
    }
}

/// Every file of the site, by path.
fn built(checked: &Checked, options: Options) -> BTreeMap<String, Vec<u8>> {
    let theme = Theme::load("themes/own", Vec::new())
        .unwrap_or_else(|load| panic!("{}", load.message(crate::l10n::Lang::Zh)));
    let site = Site::new(&checked.archive, &checked.readings, &checked.blocks, options);
    let mut files = BTreeMap::new();
    for page in site.pages() {
        let html = site.render(&page, &theme).unwrap_or_else(|render| {
            panic!("{}: {}", page.path(), render.message(crate::l10n::Lang::Zh))
        });
        assert!(
            files.insert(page.path().to_owned(), html.into_bytes()).is_none(),
            "{} twice",
            page.path()
        );
    }
    files.extend(theme.assets().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())));
    files.extend(site.attachments().into_iter().map(|(path, from)| (path, from.into_bytes())));
    files.extend(site.data());
    files
}

/// The site's pages as text.
fn pages(files: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&str, &str)> {
    let html = files.iter().filter(|file| file.0.ends_with(".html"));
    html.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

/// Writes the sample's site into the folder that `GUIDANG_SAMPLE` names, to look at it in a browser.
#[test]
fn the_sample_can_be_looked_at() {
    let Some(folder) = std::env::var_os("GUIDANG_SAMPLE") else { return };
    for language in ["zh-CN", "en"] {
        let folder = std::path::Path::new(&folder).join(language);
        for (path, bytes) in built(&sample::sample(language).checked(), Options::default()) {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}
