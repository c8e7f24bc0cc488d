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
        /// The archive's, the pairs', the schools'.
        groups: Vec<PlanGroup<'s>>,
    }
}

template_struct! {
    /// Plans of one kind of owner.
    #[derive(Debug, Serialize)]
    struct PlanGroup<'s> {
        /// Of whom.
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
        /// The school or pair; none when it is the whole archive's.
        owner: Option<Link<'s>>,
        /// From when to when.
        period: String,
        /// Whether it is a draft.
        draft: bool,
        /// How its targets stand.
        tally: Tally,
    }
}

impl Page for PlansPage<'_> {
    const TEMPLATE: Template = template!("plans.html");
}

/// The list of all plans: the archive's, the pairs', the schools'.
fn plans(ctx: PageCtx<'_>) -> PlansPage<'_> {
    let site = ctx.site;
    let shown = || {
        (0..site.archive.plans.len()).map(PlanIx).filter(|plan| site.lookup.is_plan_shown(*plan))
    };
    let line = |at: PlanIx| {
        let it = site.archive.plan(at);
        PlanLine {
            link: ctx.plan(at),
            owner: match it.owner {
                PlanOwner::Archive => None,
                PlanOwner::School(school) => Some(ctx.school(school)),
                PlanOwner::Pair(pair) => Some(ctx.pair(pair)),
            },
            period: site.words.days(it.period),
            draft: it.draft,
            tally: site.tally(readings_of(site.readings, at)),
        }
    };
    let group = |title, of: fn(PlanOwner) -> bool| PlanGroup {
        title,
        plans: shown().filter(|shown| of(site.archive.plan(*shown).owner)).map(line).collect(),
    };
    let mut groups = vec![
        group(ctx.pick("全档案计划", "Plans of the whole archive"), |it| {
            matches!(it, PlanOwner::Archive)
        }),
        group(ctx.pick("结对计划", "Plans of pairs"), |it| matches!(it, PlanOwner::Pair(_))),
        group(ctx.pick("学校计划", "Plans of schools"), |it| {
            matches!(it, PlanOwner::School(_))
        }),
    ];
    groups.retain(|group| !group.plans.is_empty());
    PlansPage { page: ctx.frame(ctx.pick("计划", "Plans"), "plans", Vec::new()), groups }
}
