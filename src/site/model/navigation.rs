//! The navigation: the main sections of the site, and what else there is.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::site::model::page_ctx::PageCtx;
use crate::site::theme::Shared;
use crate::site::values::describe::template_struct;

/// The navigation as seen from the pages of one folder that belong to one section, as most pages of a site do.
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

/// An entry of the navigation, as its page kind declares it.
#[derive(Debug)]
pub(crate) struct NavEntry {
    /// The section of the site that it stands for: `schools`.
    pub(crate) section: &'static str,
    /// The page that it leads to.
    pub(crate) path: &'static str,
    /// Its text.
    pub(crate) label: fn(&Labels) -> &'static str,
    pub(crate) group: NavGroup,
    pub(crate) presence: NavPresence,
}

/// Where an entry of the navigation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NavGroup {
    /// Among the main sections.
    Main,
    /// Behind "more".
    More,
}

/// Which sites have an entry of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NavPresence {
    /// Every site.
    Always,
    /// Sites whose documents are numbered.
    WithNumbering,
    /// Sites that roll up other archives.
    WithFederation,
    /// Sites with problems that visits found.
    WithFollowUps,
    /// Sites that have forms to fill in.
    WithForms,
}

template_struct! {
    /// An entry of the navigation.
    #[derive(Debug, Serialize)]
    pub(crate) struct NavItem {
        /// What to show.
        pub(crate) text: &'static str,
        /// Where it leads.
        pub(crate) href: String,
        /// Whether this page belongs to it.
        pub(crate) current: bool,
    }
}

/// The main sections and the others, as seen from a page of a section.
pub(crate) fn menus(ctx: PageCtx<'_>, section: &'static str) -> [Shared; 2] {
    let caches = &ctx.site.menus.0;
    let first_folder = ctx.path.split_once('/').map_or("", |(folder, _)| folder);
    let place = (section, first_folder.to_owned(), ctx.path.matches('/').count());
    let own = rayon::current_thread_index().unwrap_or(caches.len() - 1) % caches.len();
    let mut menus = caches[own].lock().unwrap_or_else(PoisonError::into_inner);
    let groups = [NavGroup::Main, NavGroup::More];
    let build = || groups.map(|group| Shared::new(&items(ctx, section, group)));
    menus.entry(place).or_insert_with(build).clone()
}

/// The items of a group; empty on printed pages.
fn items(ctx: PageCtx<'_>, current: &str, group: NavGroup) -> Vec<NavItem> {
    if ctx.is_paper() {
        return Vec::new();
    }
    let labels = Labels::of(ctx.site.lang());
    let mut items = Vec::new();
    for entry in ctx.site.navigation.iter().copied().flatten() {
        let is_there = match entry.presence {
            NavPresence::Always => true,
            NavPresence::WithNumbering => ctx.site.filed.is_some(),
            NavPresence::WithFederation => ctx.site.federation.is_some(),
            NavPresence::WithFollowUps => !ctx.site.lookup.follow_ups.is_empty(),
            NavPresence::WithForms => ctx.site.archive.site.has_forms,
        };
        if is_there && entry.group == group {
            items.push(NavItem {
                text: (entry.label)(labels),
                href: ctx.to(entry.path),
                current: entry.section == current,
            });
        }
    }
    items
}
