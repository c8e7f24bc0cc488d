//! 四有检查: plan, measures, records, summary of every school and pair in every term.

use serde::Serialize;

use crate::engine::progress::Owner;
use crate::site::fragments::completeness::{OwnerRow, owner_row, term_haves, terms};
use crate::site::model::frame::Frame;
use crate::site::model::navigation::NavEntry;
use crate::site::model::navigation::NavGroup;
use crate::site::model::navigation::NavPresence;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The completeness check (四有) of all terms.
pub(crate) struct CompletenessPages;

impl PageKind for CompletenessPages {
    type Key<'s> = ();
    type View<'s> = FourHavesPage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[NavEntry {
        section: "four-haves",
        path: "four-haves.html",
        label: |labels| labels.four_haves,
        group: NavGroup::Main,
        presence: NavPresence::Always,
    }];

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "four-haves.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> FourHavesPage<'s> {
        four_haves(ctx)
    }
}

/// So many lines of missing materials; data/completeness.json has them all.
const MOST_MATERIALS: usize = 60;

/// With more cells than this the matrix shows only what lacks something in the latest term: so many rows of each kind.
const MOST_CELLS: usize = 120;

const MOST_ROWS: usize = 36;

template_struct! {
    /// The four haves of all schools and pairs.
    #[derive(Debug, Serialize)]
    pub(crate) struct FourHavesPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The pages of single terms, the latest first.
        by_term: Vec<Link<'s>>,
        /// The terms, the latest first; of a large archive the latest.
        terms: Vec<Link<'s>>,
        /// The schools; of a large archive those that lack something, 36 at most.
        schools: Vec<OwnerRow<'s>>,
        /// The pairs, likewise.
        pairs: Vec<OwnerRow<'s>>,
        /// Whether it is such an archive.
        in_short: bool,
        /// Listed materials that nobody attached, 60 lines at most.
        materials: Vec<MaterialLine<'s>>,
        /// How many visits lack materials.
        materials_total: usize,
    }
}

template_struct! {
    /// What one visit lists and nobody attached.
    #[derive(Debug, Serialize)]
    struct MaterialLine<'s> {
        /// The school.
        school: &'s str,
        /// Day of the visit.
        date: String,
        /// The visit.
        link: Link<'s>,
        /// The materials.
        missing: Vec<&'s str>,
    }
}

impl Page for FourHavesPage<'_> {
    const TEMPLATE: Template = template!("four-haves.html");
}

/// The matrix.
fn four_haves<'s>(ctx: PageCtx<'s>) -> FourHavesPage<'s> {
    let site = ctx.site;
    let all_terms = terms(ctx);
    let in_short =
        MOST_CELLS < all_terms.len() * (site.archive.schools.len() + site.archive.pairs.len());
    let rows = |owners: Vec<Owner>| -> Vec<OwnerRow<'s>> {
        let rows = owners.into_iter().map(|owner| owner_row(ctx, owner));
        if !in_short {
            return rows.filter(|row| row.cells.iter().any(Option::is_some)).collect();
        }
        let latest = |mut it: OwnerRow<'s>| {
            it.cells.truncate(1);
            it
        };
        let lacks =
            |owner_row: &OwnerRow<'s>| owner_row.cells.iter().flatten().any(|cell| !cell.complete);
        rows.map(latest).filter(lacks).take(MOST_ROWS).collect()
    };
    let all = site.lookup.visits_missing_materials();
    let line = |(record, missing): &(crate::model::RecordIx, Vec<&'_ str>)| {
        let it = site.archive.record(*record);
        Some(MaterialLine {
            school: &site.archive.school(it.school).name,
            date: it.day.map(|day| site.words.day(day)).unwrap_or_default(),
            link: ctx.record(*record)?,
            missing: missing.iter().filter_map(|name| own(it, name)).collect(),
        })
    };
    FourHavesPage {
        page: ctx.frame(ctx.pick("四有检查", "Four haves"), "four-haves", Vec::new()),
        by_term: all_terms.iter().map(|term| term_haves(ctx, *term)).collect(),
        terms: {
            let most = if in_short { 1 } else { all_terms.len() };
            all_terms.iter().take(most).map(|term| ctx.term(*term)).collect()
        },
        schools: rows(owners(ctx).filter(|owner| matches!(owner, Owner::School(_))).collect()),
        pairs: rows(owners(ctx).filter(|owner| matches!(owner, Owner::Pair(_))).collect()),
        in_short,
        materials_total: all.len(),
        materials: all.iter().filter_map(line).take(MOST_MATERIALS).collect(),
    }
}

/// Schools and pairs, in their order.
fn owners(ctx: PageCtx<'_>) -> impl Iterator<Item = Owner> {
    let archive = ctx.site.archive;
    let schools =
        (0..archive.schools.len()).map(|index| Owner::School(crate::model::SchoolIx(index)));
    schools.chain((0..archive.pairs.len()).map(|index| Owner::Pair(crate::model::PairIx(index))))
}

/// The material's name as the visit has it.
pub(crate) fn own<'s>(record: &'s crate::model::Record, name: &str) -> Option<&'s str> {
    match &record.detail {
        crate::model::Detail::Visit(it) => {
            it.materials.iter().find(|material| *material == name).map(String::as_str)
        }
        _ => None,
    }
}
