//! The completeness check (四有) of every school and pair in every term: plan, measures, records, summary.

use serde::Serialize;

use crate::engine::progress::Owner;
use crate::model::{PairIx, SchoolIx};
use crate::site::fragments::completeness::{OwnerRow, owner_row, term_completeness_link, terms};
use crate::site::fragments::materials::{MaterialLine, material_line};
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
    type View<'s> = CompletenessPage<'s>;
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

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> CompletenessPage<'s> {
        completeness_page(ctx)
    }
}

/// The most lines of missing materials; `data/completeness.json` has them all.
const MOST_MATERIALS: usize = 60;

/// With more cells than this the matrix shows only the latest term, and in it only owners that lack something.
const MOST_CELLS: usize = 120;

/// The most rows of schools, and of pairs, when the matrix is shortened.
const MOST_ROWS: usize = 36;

template_struct! {
    /// The completeness check (四有) of all schools and pairs.
    #[derive(Debug, Serialize)]
    pub(crate) struct CompletenessPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The completeness checks of single terms, the latest first.
        by_term: Vec<Link<'s>>,
        /// The terms, the latest first; in a large archive only the latest.
        terms: Vec<Link<'s>>,
        /// The schools; in a large archive only those that lack something, 36 at most.
        schools: Vec<OwnerRow<'s>>,
        /// The pairs; in a large archive only those that lack something, 36 at most.
        pairs: Vec<OwnerRow<'s>>,
        /// Whether the archive is so large that `terms`, `schools` and `pairs` are shortened.
        in_short: bool,
        /// Visits whose listed materials are not attached, 60 at most.
        materials: Vec<MaterialLine<'s>>,
        /// How many visits lack materials.
        materials_total: usize,
    }
}

impl Page for CompletenessPage<'_> {
    const TEMPLATE: Template = template!("four-haves.html");
}

/// The matrix of all schools, pairs and terms.
fn completeness_page<'s>(ctx: PageCtx<'s>) -> CompletenessPage<'s> {
    let site = ctx.site;
    let (schools, pairs) = (site.archive.schools.len(), site.archive.pairs.len());
    let all_terms = terms(ctx);
    let in_short = MOST_CELLS < all_terms.len() * (schools + pairs);
    let shown_terms = if in_short { 1 } else { all_terms.len() };
    let visits = site.lookup.visits_missing_materials();
    CompletenessPage {
        page: ctx.frame(ctx.pick("四有检查", "Completeness"), "four-haves", Vec::new()),
        by_term: all_terms.iter().map(|term| term_completeness_link(ctx, *term)).collect(),
        terms: all_terms.iter().take(shown_terms).map(|term| ctx.term(*term)).collect(),
        schools: rows(ctx, (0..schools).map(SchoolIx).map(Owner::School), in_short),
        pairs: rows(ctx, (0..pairs).map(PairIx).map(Owner::Pair), in_short),
        in_short,
        materials_total: visits.len(),
        materials: visits
            .iter()
            .filter_map(|(visit, missing)| material_line(ctx, *visit, missing))
            .take(MOST_MATERIALS)
            .collect(),
    }
}

/// The rows of these owners. In short, the rows have the latest term only, and owners that lack nothing in it are left
/// out.
fn rows<'s>(
    ctx: PageCtx<'s>,
    owners: impl Iterator<Item = Owner>,
    in_short: bool,
) -> Vec<OwnerRow<'s>> {
    let mut rows = Vec::new();
    for owner in owners {
        let mut row = owner_row(ctx, owner);
        if in_short {
            row.cells.truncate(1);
        }
        let is_shown = if in_short {
            row.cells.iter().flatten().any(|cell| !cell.complete)
        } else {
            row.cells.iter().any(Option::is_some)
        };
        if is_shown {
            rows.push(row);
        }
        if in_short && rows.len() == MOST_ROWS {
            break;
        }
    }
    rows
}
