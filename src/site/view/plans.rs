//! The list of plans.

use serde::Serialize;

use crate::model::{PlanIx, PlanOwner};
use crate::site::fragments::status::Tally;
use crate::site::model::frame::Frame;
use crate::site::model::lookup::readings_of;
use crate::site::model::navigation::NavEntry;
use crate::site::model::navigation::NavGroup;
use crate::site::model::navigation::NavPresence;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The list of plans.
pub(crate) struct PlansPages;

impl PageKind for PlansPages {
    type Key<'s> = ();
    type View<'s> = PlansPage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[NavEntry {
        section: "plans",
        path: "plans.html",
        label: |labels| labels.plans,
        group: NavGroup::Main,
        presence: NavPresence::Always,
    }];

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "plans.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> PlansPage<'s> {
        plans(ctx)
    }
}

template_struct! {
    /// The list of plans.
    #[derive(Debug, Serialize)]
    pub(crate) struct PlansPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The plans of the whole archive, of pairs and of schools.
        groups: Vec<PlanGroup<'s>>,
    }
}

template_struct! {
    /// The plans of one kind of owner.
    #[derive(Debug, Serialize)]
    struct PlanGroup<'s> {
        /// A heading that names the kind of owner.
        title: &'static str,
        /// The plans.
        plans: Vec<PlanLine<'s>>,
    }
}

template_struct! {
    /// A line about one plan.
    #[derive(Debug, Serialize)]
    struct PlanLine<'s> {
        /// The plan.
        link: Link<'s>,
        /// The school or pair that the plan belongs to; `none` for a plan of the whole archive.
        owner: Option<Link<'s>>,
        /// Its first and last day, in words.
        period: String,
        /// Whether it is a draft.
        draft: bool,
        /// How many of its targets have each status.
        tally: Tally,
    }
}

impl Page for PlansPage<'_> {
    const TEMPLATE: Template = template!("plans.html");
}

/// The list of all plans. Kinds of owner without plans are left out.
fn plans(ctx: PageCtx<'_>) -> PlansPage<'_> {
    let (mut of_archive, mut of_pairs, mut of_schools) = (Vec::new(), Vec::new(), Vec::new());
    for plan in ctx.site.shown_plans() {
        match ctx.site.archive.plan(plan).owner {
            PlanOwner::Archive => of_archive.push(plan_line(ctx, plan)),
            PlanOwner::Pair(_) => of_pairs.push(plan_line(ctx, plan)),
            PlanOwner::School(_) => of_schools.push(plan_line(ctx, plan)),
        }
    }
    let mut groups = vec![
        PlanGroup {
            title: ctx.pick("县级计划", "Plans of the whole archive"), plans: of_archive
        },
        PlanGroup { title: ctx.pick("结对计划", "Pair plans"), plans: of_pairs },
        PlanGroup { title: ctx.pick("学校计划", "School plans"), plans: of_schools },
    ];
    groups.retain(|group| !group.plans.is_empty());
    PlansPage { page: ctx.frame(ctx.pick("计划", "Plans"), "plans", Vec::new()), groups }
}

/// The line of one plan.
fn plan_line(ctx: PageCtx<'_>, at: PlanIx) -> PlanLine<'_> {
    let site = ctx.site;
    let plan = site.archive.plan(at);
    PlanLine {
        link: ctx.plan(at),
        owner: match plan.owner {
            PlanOwner::Archive => None,
            PlanOwner::School(school) => Some(ctx.school(school)),
            PlanOwner::Pair(pair) => Some(ctx.pair(pair)),
        },
        period: site.words.days(plan.period),
        draft: plan.draft,
        tally: site.tally(readings_of(site.readings, at)),
    }
}
