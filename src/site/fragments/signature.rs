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
        /// Of a visit: who signs. Other records are signed and sealed by their own school.
        pub(crate) sides: Vec<SignedSide>,
    }
}

template_struct! {
    /// A side that signs the record of a visit.
    #[derive(Debug, Serialize)]
    pub(crate) struct SignedSide {
        /// What the side is: `帮扶校（签字）`.
        label: &'static str,
        /// Its schools; empty of people, whose names are written by hand.
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

/// Who signs the record of a visit. One that names its pair or whom it was at: helpers and helped schools of its pair and
/// the other schools that were visited, else its own school and those that were visited. One that names no other school:
/// its own school and whom it concerns (parents, the teacher who was observed, who received something). The other school
/// of the only pair that fits need not have been there, and a place to sign would say so. Empty of other records.
pub(crate) fn sides(ctx: PageCtx<'_>, at: RecordIx) -> Vec<SignedSide> {
    let archive = ctx.site.archive;
    let record = archive.record(at);
    let labels = Labels::of(ctx.site.lang());
    let Detail::Visit(visit) = &record.detail else { return Vec::new() };
    let mut signed = Vec::new();
    if visit.to.is_empty() && !visit.names_pair {
        signed.extend(places(ctx, labels.signed_own, &[record.school]));
        signed.push(SignedSide { label: labels.signed_concerned, schools: String::new() });
        return signed;
    }
    let Some(pair) = record.pair.one() else {
        signed.extend(places(ctx, labels.signed_own, &[record.school]));
        signed.extend(places(ctx, labels.signed_other, &visit.to));
        return signed;
    };
    let pair = archive.pair(pair);
    for (label, schools) in
        [(labels.signed_helper, &pair.helpers), (labels.signed_helped, &pair.helped)]
    {
        let mut present = Vec::new();
        for school in schools {
            if *school == record.school || visit.to.contains(school) {
                present.push(*school);
            }
        }
        // Of a side with many schools those that took part sign.
        signed.extend(places(ctx, label, if present.is_empty() { schools } else { &present }));
    }
    let mut others = Vec::new();
    for school in &visit.to {
        if !pair.helpers.contains(school) && !pair.helped.contains(school) {
            others.push(*school);
        }
    }
    signed.extend(places(ctx, labels.signed_others, &others));
    signed
}

/// The most schools of a side that have a place each; more sign in one.
const MOST_PLACES: usize = 4;

/// The places where a side signs: one for each school.
fn places(ctx: PageCtx<'_>, label: &'static str, schools: &[SchoolIx]) -> Vec<SignedSide> {
    let mut names: Vec<String> = Vec::new();
    for school in schools {
        names.push(ctx.site.archive.school(*school).name.clone());
    }
    if MOST_PLACES < names.len() {
        names = vec![names.join(ctx.pick("、", ", "))];
    }
    let mut places = Vec::new();
    for schools in names {
        places.push(SignedSide { label, schools });
    }
    places
}
