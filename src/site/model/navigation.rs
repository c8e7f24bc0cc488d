//! The navigation: the main sections of the site, and what else there is.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::site::model::page_ctx::PageCtx;
use crate::site::theme::Shared;

/// The navigation, as it is seen from pages that lie side by side and belong to one section. Most of a site's pages do.
/// Each thread has its own, so that none waits for another (see `WORDS` in `theme/mod.rs`).
#[derive(Debug)]
pub(crate) struct MenuCache(Vec<Mutex<FxHashMap<Place, [Shared; 2]>>>);

impl Default for MenuCache {
    fn default() -> MenuCache {
        MenuCache((0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect())
    }
}

/// A section, and from where it is seen: the first folder, and how deep.
type Place = (&'static str, String, usize);

/// A section, the page it leads to, its name.
pub(crate) type Section = (&'static str, &'static str, fn(&Labels) -> &'static str);

const MAIN: &[Section] = &[
    ("home", "index.html", |it| it.home),
    ("schools", "schools.html", |it| it.schools),
    ("pairs", "pairs.html", |it| it.pairs),
    ("plans", "plans.html", |it| it.plans),
    ("terms", "terms.html", |it| it.terms),
    ("indicators", "indicators.html", |it| it.indicators),
    ("four-haves", "four-haves.html", |it| it.four_haves),
];

const MORE: &[Section] = &[
    ("visits", "visits.html", |it| it.visits),
    ("summaries", "summaries.html", |it| it.summaries),
    ("ledgers", "ledgers.html", |it| it.ledgers),
    ("resources", "resources.html", |it| it.resources),
    ("honours", "honours.html", |it| it.honours),
    ("questions", "questions.html", |it| it.questions),
    ("counties", "counties/index.html", |it| it.counties),
    ("catalogue", "catalogue/index.html", |it| it.catalogue),
];

/// An entry of the navigation.
#[derive(Debug, Serialize)]
pub(crate) struct NavItem {
    pub(crate) text: &'static str,
    pub(crate) href: String,
    /// Whether this page belongs to it.
    pub(crate) current: bool,
}

/// The main sections and the others, as seen from a page of a section.
pub(crate) fn menus(ctx: PageCtx<'_>, section: &'static str) -> [Shared; 2] {
    let caches = &ctx.site.menus.0;
    let first_folder = ctx.path.split_once('/').map_or("", |(folder, _)| folder);
    let place = (section, first_folder.to_owned(), ctx.path.matches('/').count());
    let own = rayon::current_thread_index().unwrap_or(caches.len() - 1) % caches.len();
    let mut menus = caches[own].lock().unwrap_or_else(PoisonError::into_inner);
    let build = || [MAIN, MORE].map(|sections| Shared::new(&items(ctx, section, sections)));
    menus.entry(place).or_insert_with(build).clone()
}

/// Entries of the navigation; none on paper.
fn items(ctx: PageCtx<'_>, current: &str, sections: &[Section]) -> Vec<NavItem> {
    if ctx.is_paper() {
        return Vec::new();
    }
    let labels = Labels::of(ctx.site.lang());
    let mut items = Vec::new();
    for (name, path, text) in sections {
        let is_there = match *name {
            "catalogue" => ctx.site.filed.is_some(),
            "counties" => ctx.site.federation.is_some(),
            _ => true,
        };
        if is_there {
            items.push(NavItem {
                text: text(labels),
                href: ctx.to(path),
                current: *name == current,
            });
        }
    }
    items
}
