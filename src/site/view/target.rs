//! A target's page, of a plan whose own would be too heavy with all of them.

use serde::Serialize;

use crate::model::Digest;
use crate::model::{PlanIx, PlanOwner};
use crate::site::fragments::edit_link::edit_link;
use crate::site::fragments::target::{TargetView, target_view};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// A page a target, of plans that would be too heavy with all of theirs. The key is the plan and the index of the target in it.
pub(crate) struct TargetPages;

impl PageKind for TargetPages {
    type Key<'s> = (PlanIx, usize);
    type View<'s> = TargetPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<(PlanIx, usize)> {
        target_keys(site)
    }

    fn path<'s>(site: &'s Site<'s>, key: (PlanIx, usize)) -> &'s str {
        &site.routes.target_pages[key.0.0][key.1]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: (PlanIx, usize)) -> TargetPage<'s> {
        target(ctx, key.0, key.1)
    }

    fn inputs(inputs: &PageInputs<'_>, key: (PlanIx, usize)) -> Digest {
        inputs.plan(key.0)
    }
}

template_struct! {
    /// `plans/<id>/<target>.html`: one target in full, of a plan that has too many for its own
    /// page.
    #[derive(Debug, Serialize)]
    pub(crate) struct TargetPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The plan.
        plan: Link<'s>,
        /// The target.
        target: TargetView<'s>,
        /// The target before.
        prev: Option<Link<'s>>,
        /// The target after.
        next: Option<Link<'s>>,
    }
}

impl Page for TargetPage<'_> {
    const TEMPLATE: Template = template!("target.html");
}

/// The page of a plan's target.
fn target(ctx: PageCtx<'_>, plan: PlanIx, at: usize) -> TargetPage<'_> {
    let site = ctx.site;
    let it = site.archive.plan(plan);
    let mut crumbs = vec![ctx.link(ctx.pick("计划", "Plans"), "plans.html")];
    match it.owner {
        PlanOwner::Archive => {}
        PlanOwner::School(school) => crumbs.push(ctx.school(school)),
        PlanOwner::Pair(pair) => crumbs.push(ctx.pair(pair)),
    }
    crumbs.push(ctx.plan(plan));
    let name = |at: usize| &*site.archive.indicator(it.targets[at].indicator).name;
    let mut page = ctx.frame(name(at), "plans", crumbs);
    page.draft = it.draft;
    page.edit = edit_link(ctx, &it.file);
    let has_page = |at: &usize| !site.is_told_elsewhere(plan, *at);
    let link = |at: usize| ctx.link(name(at), &site.routes.target_pages[plan.0][at]);
    TargetPage {
        page,
        plan: ctx.plan(plan),
        target: target_view(ctx, plan, at, true),
        prev: (0..at).rev().find(has_page).map(link),
        next: (at + 1..it.targets.len()).find(has_page).map(link),
    }
}

/// The targets that have a page: those of split plans, without those whose account is on the pages of schools.
fn target_keys(site: &Site<'_>) -> Vec<(PlanIx, usize)> {
    let mut keys = Vec::new();
    for plan in site.shown_plans().filter(|plan| site.is_split(*plan)) {
        for target in 0..site.archive.plan(plan).targets.len() {
            if !site.is_told_elsewhere(plan, target) {
                keys.push((plan, target));
            }
        }
    }
    keys
}
