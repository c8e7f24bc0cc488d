//! What is known about a plan, as a list of facts.

use crate::l10n::labels::Labels;
use crate::model::{DocumentIx, PlanIx, PlanOwner};
use crate::site::fragments::facts::{Fact, Facts, former_names};
use crate::site::fragments::filing::file_number;
use crate::site::model::page_ctx::PageCtx;

/// What is known about a plan.
pub(crate) fn facts(ctx: PageCtx<'_>, at: PlanIx) -> Vec<Fact<'_>> {
    let site = ctx.site;
    let plan = site.archive.plan(at);
    let labels = Labels::of(site.lang());
    let comma = ctx.pick("、", ", ");
    let mut facts = Facts::default();
    match plan.owner {
        PlanOwner::Archive => {
            facts.text(labels.owner, Some(labels.of_archive));
        }
        PlanOwner::School(school) => {
            facts.links(labels.owner, [ctx.school(school)]);
        }
        PlanOwner::Pair(pair) => {
            facts.links(labels.owner, [ctx.pair(pair)]);
            let pair = site.archive.pair(pair);
            facts.links(labels.helper, pair.helpers.iter().map(|helper| ctx.school(*helper)));
            facts.links(labels.helped, pair.helped.iter().map(|helped| ctx.school(*helped)));
        }
    }
    facts.text(labels.term_days, Some(site.words.days(plan.period)));
    facts.text(labels.based_on, Some(plan.based_on.join(ctx.pick("；", "; "))));
    facts.text(labels.note, plan.note.as_deref());
    facts.text(labels.correction, plan.correction.as_deref());
    if let Some(team) = &plan.team {
        facts
            .text(labels.leader, team.leader.as_deref())
            .text(labels.deputies, Some(team.deputies.join(comma)))
            .text(labels.members, Some(team.members.join(comma)));
    }
    facts.filing(labels.formerly, Some(former_names(&plan.formerly, comma)));
    facts.filing(labels.file_number, file_number(ctx, DocumentIx::Plan(at)));
    facts.text(labels.document_number, plan.filing.document_number.as_deref());
    facts.filing(labels.public_until, plan.public_until.map(|day| site.words.day(day)));
    facts.0
}
