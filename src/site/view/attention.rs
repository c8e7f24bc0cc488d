//! Every target that needs attention.

use serde::Serialize;

use crate::site::fragments::action_row::{ActionRow, overdue};
use crate::site::fragments::follow_ups::{FollowUpRow, overdue_rows};
use crate::site::fragments::target_row::{TargetRow, past_row, row};
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The page of all targets that need attention.
pub(crate) struct AttentionPages;

impl PageKind for AttentionPages {
    type Key<'s> = ();
    type View<'s> = AttentionPage<'s>;

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "attention.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> AttentionPage<'s> {
        attention(ctx)
    }
}

/// The most problems; `follow-ups.html` lists more.
const MOST_FOLLOW_UPS: usize = 200;

template_struct! {
    /// Every target that needs attention.
    #[derive(Debug, Serialize)]
    pub(crate) struct AttentionPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The targets, worst first.
        rows: Vec<TargetRow<'s>>,
        /// Overdue measures of plans that are not over, the latest first.
        overdue: Vec<ActionRow<'s>>,
        /// Overdue problems that visits found, 200 at most.
        follow_ups: Vec<FollowUpRow<'s>>,
        /// How many such problems there are.
        follow_ups_total: usize,
        /// Targets that missed periods which are over, the latest first.
        past: Vec<TargetRow<'s>>,
        /// Measures of plans that are over and were not carried out often enough, the latest first.
        past_overdue: Vec<ActionRow<'s>>,
    }
}

impl Page for AttentionPage<'_> {
    const TEMPLATE: Template = template!("attention.html");
}

/// Every target that needs attention.
fn attention(ctx: PageCtx<'_>) -> AttentionPage<'_> {
    let readings = ctx.site.attention();
    let past = ctx.site.past_missed(0..ctx.site.readings.targets.len());
    AttentionPage {
        page: ctx.frame(ctx.pick("需要关注", "Needs attention"), "home", Vec::new()),
        overdue: overdue(ctx, None, false),
        follow_ups: overdue_rows(ctx, MOST_FOLLOW_UPS),
        follow_ups_total: ctx.site.lookup.follow_ups.counts(FollowUpScope::Archive).overdue,
        past_overdue: overdue(ctx, None, true),
        past: past.into_iter().map(|reading| past_row(ctx, reading)).collect(),
        rows: readings.into_iter().map(|reading| row(ctx, reading)).collect(),
    }
}
