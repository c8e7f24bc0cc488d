//! The page of a target. Only plans with too many targets for one page have such pages.

use serde::Serialize;

use crate::model::{Digest, PlanIx, PlanOwner};
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

/// One page per target, for plans whose own page would be too large with all targets. The key is the plan and the index
/// of the target in it.
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
    /// `plans/<id>/<target>.html`: one target in full, for plans that have too many targets for one page.
    #[derive(Debug, Serialize)]
    pub(crate) struct TargetPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The plan.
        plan: Link<'s>,
        /// The target.
        target: TargetView<'s>,
        /// The previous target.
        prev: Option<Link<'s>>,
        /// The next target.
        next: Option<Link<'s>>,
    }
}

impl Page for TargetPage<'_> {
    const TEMPLATE: Template = template!("target.html");
}

/// The page of a plan's target.
fn target(ctx: PageCtx<'_>, plan_ix: PlanIx, at: usize) -> TargetPage<'_> {
    let site = ctx.site;
    let plan = site.archive.plan(plan_ix);
    let mut crumbs = vec![ctx.link(ctx.pick("计划", "Plans"), "plans.html")];
    match plan.owner {
        PlanOwner::Archive => {}
        PlanOwner::School(school) => crumbs.push(ctx.school(school)),
        PlanOwner::Pair(pair) => crumbs.push(ctx.pair(pair)),
    }
    crumbs.push(ctx.plan(plan_ix));
    let mut page = ctx.frame(indicator_name(site, plan_ix, at), "plans", crumbs);
    page.draft = plan.draft;
    page.edit = edit_link(ctx, &plan.file);
    TargetPage {
        page,
        plan: ctx.plan(plan_ix),
        target: target_view(ctx, plan_ix, at, true),
        prev: first_link(ctx, plan_ix, (0..at).rev()),
        next: first_link(ctx, plan_ix, at + 1..plan.targets.len()),
    }
}

/// The name of a target's indicator.
fn indicator_name<'s>(site: &'s Site<'s>, plan: PlanIx, target: usize) -> &'s str {
    &site.archive.indicator(site.archive.plan(plan).targets[target].indicator).name
}

/// A link to the first of some targets that has a page.
fn first_link(
    ctx: PageCtx<'_>,
    plan: PlanIx,
    mut targets: impl Iterator<Item = usize>,
) -> Option<Link<'_>> {
    let target = targets.find(|target| !ctx.site.is_target_on_school_pages(plan, *target))?;
    let path = &ctx.site.routes.target_pages[plan.0][target];
    Some(ctx.link(indicator_name(ctx.site, plan, target), path))
}

/// The targets that have a page: those of split plans, except those that the pages of schools show in full.
fn target_keys(site: &Site<'_>) -> Vec<(PlanIx, usize)> {
    let mut keys = Vec::new();
    for plan in site.shown_plans().filter(|plan| site.is_split(*plan)) {
        for target in 0..site.archive.plan(plan).targets.len() {
            if !site.is_target_on_school_pages(plan, target) {
                keys.push((plan, target));
            }
        }
    }
    keys
}
