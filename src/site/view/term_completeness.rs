//! The completeness check (四有) of one term.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::model::TermIx;
use crate::site::fragments::completeness::{
    TermCompletenessRow, TermMatrix, term_completeness_link, term_matrix, terms,
};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The completeness check (四有) of one term.
pub(crate) struct TermCompletenessPages;

impl PageKind for TermCompletenessPages {
    type Key<'s> = TermIx;
    type View<'s> = TermCompletenessPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<TermIx> {
        site.terms().filter(|term| site.has_completeness(*term)).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: TermIx) -> &'s str {
        &site.routes.completeness[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: TermIx) -> TermCompletenessPage<'s> {
        four_haves_of(ctx, key)
    }
}

template_struct! {
    /// `four-haves/<term>.html`: the completeness check (四有) of all schools and pairs in one term.
    #[derive(Debug, Serialize)]
    pub(crate) struct TermCompletenessPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The names of the four marks.
        marks: [&'static str; 4],
        /// The schools.
        schools: Vec<TermCompletenessRow<'s>>,
        /// The pairs.
        pairs: Vec<TermCompletenessRow<'s>>,
        /// How many schools and pairs have all four marks.
        complete: usize,
        /// The schools and pairs that lack some, leading to their lines.
        gaps: Vec<Link<'s>>,
        /// Those that have all four but lack materials of their records.
        short_of_materials: Vec<Link<'s>>,
        /// When each of the four counts as there, and what to do where it is not.
        rules: [String; 4],
        /// The term.
        term: Link<'s>,
        /// The previous term.
        prev: Option<Link<'s>>,
        /// The next term.
        next: Option<Link<'s>>,
    }
}

impl Page for TermCompletenessPage<'_> {
    const TEMPLATE: Template = template!("four-haves-term.html");
}

/// The matrix of one term.
fn four_haves_of(ctx: PageCtx<'_>, term: TermIx) -> TermCompletenessPage<'_> {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let TermMatrix { marks, schools, pairs } = term_matrix(ctx, term);
    let all = terms(ctx);
    // The latest term is first.
    let index = all.iter().position(|other| *other == term).unwrap_or_default();
    let later = index.checked_sub(1).and_then(|index| all.get(index));
    let earlier = all.get(index + 1);
    let title = site.words.join(&site.archive.calendar.term(term).name, labels.four_haves);
    let crumbs = vec![ctx.link(labels.four_haves, "four-haves.html")];
    let mut page = ctx.frame(title, "four-haves", crumbs);
    page.print = Some(ctx.to(&site.routes.printed_completeness[term.0]));
    TermCompletenessPage {
        page,
        marks,
        gaps: lines(&schools, &pairs, |row| !row.is_complete()),
        short_of_materials: lines(&schools, &pairs, |row| row.is_complete() && 0 < row.missing),
        rules: site.words.have_rules(site.archive.site.min_period_days),
        complete: schools.iter().chain(&pairs).filter(|owner| owner.is_complete()).count(),
        schools,
        pairs,
        term: ctx.term(term),
        prev: earlier.map(|term| term_completeness_link(ctx, *term)),
        next: later.map(|term| term_completeness_link(ctx, *term)),
    }
}

/// Links to the lines of some schools and pairs.
fn lines<'s>(
    schools: &[TermCompletenessRow<'s>],
    pairs: &[TermCompletenessRow<'s>],
    is_wanted: fn(&TermCompletenessRow<'s>) -> bool,
) -> Vec<Link<'s>> {
    let mut links = Vec::new();
    for row in schools.iter().chain(pairs).filter(|row| is_wanted(row)) {
        links.push(Link { text: row.owner.text.clone(), href: format!("#{}", row.anchor) });
    }
    links
}
