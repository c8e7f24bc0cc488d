//! The printed version of a plan.

use crate::model::Digest;
use crate::model::PlanIx;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
use crate::site::page::page_kind::PageKind;
use crate::site::printed;
use crate::site::printed::PrintedDocument;

/// The printed version of a plan.
pub(crate) struct PrintedPlanPages;

impl PageKind for PrintedPlanPages {
    type Key<'s> = PlanIx;
    type View<'s> = PrintedDocument<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<PlanIx> {
        site.shown_plans().collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: PlanIx) -> &'s str {
        &site.routes.printed_plans[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: PlanIx) -> PrintedDocument<'s> {
        printed::plan(ctx, key)
    }

    fn inputs(inputs: &PageInputs<'_>, key: PlanIx) -> Digest {
        inputs.plan(key)
    }
}
