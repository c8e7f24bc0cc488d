//! What the end of a record's own page has on paper only: who issues it, its day, and places to sign.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::model::{Detail, RecordIx, SchoolIx};
use crate::site::model::page_ctx::PageCtx;
use crate::site::values::describe::template_struct;

template_struct! {
    /// The end of a record that is printed from its own page.
    #[derive(Debug, Serialize)]
    pub(crate) struct Signature<'s> {
        /// Who issues it.
        pub(crate) organisation: &'s str,
        /// Its day; none to be filled in by hand.
        pub(crate) date: Option<String>,
        /// Of a visit with another side: who signs for the two sides. Others are signed and sealed by their own school.
        pub(crate) sides: Vec<SignedSide>,
    }
}

template_struct! {
    /// A side that signs the record of a visit.
    #[derive(Debug, Serialize)]
    pub(crate) struct SignedSide {
        /// What the side is: `帮扶校（签字）`.
        label: &'static str,
        /// Its schools.
        schools: String,
    }
}

/// The end of a record's own page; `None` for one that has a page for printing.
pub(crate) fn signature(ctx: PageCtx<'_>, at: RecordIx) -> Option<Signature<'_>> {
    let site = ctx.site;
    let record = site.archive.record(at);
    if record.kind().has_printed_page() {
        return None;
    }
    Some(Signature {
        organisation: &site.archive.school(record.school).name,
        date: site.lookup.day(at).map(|day| site.words.day(day)),
        sides: sides(ctx, at),
    })
}

/// The two sides of a visit that names its pair or whom it was at: helpers and helped schools of its pair, else its own
/// school and those that were visited. Empty where no other side is named: the other school of the only pair that fits
/// need not have been there, and a place to sign would say so.
pub(crate) fn sides(ctx: PageCtx<'_>, at: RecordIx) -> Vec<SignedSide> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let Detail::Visit(visit) = &record.detail else { return Vec::new() };
    if visit.to.is_empty() && !visit.names_pair {
        return Vec::new();
    }
    let sides: [(&'static str, &[SchoolIx]); 2] = match record.pair.one() {
        Some(pair) => {
            let pair = site.archive.pair(pair);
            [(labels.signed_helper, &pair.helpers), (labels.signed_helped, &pair.helped)]
        }
        None => [
            (labels.signed_own, std::slice::from_ref(&record.school)),
            (labels.signed_other, &visit.to),
        ],
    };
    let mut signed = Vec::new();
    for (label, schools) in sides {
        let (mut all, mut present) = (Vec::<&str>::new(), Vec::<&str>::new());
        for school in schools {
            let name = &site.archive.school(*school).name;
            all.push(name);
            if *school == record.school || visit.to.contains(school) {
                present.push(name);
            }
        }
        // Of a side with many schools those that took part sign.
        let names = if present.is_empty() { all } else { present };
        signed.push(SignedSide { label, schools: names.join(ctx.pick("、", ", ")) });
    }
    signed
}
