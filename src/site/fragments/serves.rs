//! What one record serves (用于): targets, measures, the completeness check, summaries, checklists, registers, catalogues, forms.
//! A teacher sees from it that a record is written once for all of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::engine::follow_ups::follow_ups_of;
use crate::engine::progress::{Completeness, Owner};
use crate::l10n::labels::Labels;
use crate::model::{Detail, DocumentIx, PlanIx, RecordIx};
use crate::site::fragments::checklist::is_listed;
use crate::site::fragments::follow_ups::rows_settled_by;
use crate::site::fragments::record::action_links;
use crate::site::model::filing::year_path;
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// One kind of things that a record serves.
    #[derive(Debug, Serialize)]
    pub(crate) struct Served<'s> {
        /// What they are: targets, measures, summaries …
        pub(crate) label: &'static str,
        /// The things.
        pub(crate) links: Vec<Link<'s>>,
        /// Things without a page: the names of the county's forms that are filled in from the record.
        pub(crate) names: Vec<&'s str>,
    }
}

template_struct! {
    /// What a record serves.
    #[derive(Debug, Serialize)]
    pub(crate) struct Serves<'s> {
        /// How many things, in a sentence.
        pub(crate) sentence: String,
        /// The things by kind; a kind without any is left out.
        pub(crate) kinds: Vec<Served<'s>>,
    }
}

/// What a record serves; `None` for a draft and for one that serves nothing.
pub(crate) fn serves(ctx: PageCtx<'_>, at: RecordIx) -> Option<Serves<'_>> {
    let record = ctx.site.archive.record(at);
    if record.draft {
        return None;
    }
    let labels = Labels::of(ctx.site.lang());
    let actions = match &record.detail {
        Detail::Visit(visit) => action_links(ctx, &visit.actions),
        _ => Vec::new(),
    };
    let checks = checks(ctx, at);
    let mut kinds = Vec::new();
    for (label, links) in [
        (labels.actions, actions),
        (labels.assessment, checklists(ctx, at)),
        (labels.four_haves, check_links(ctx, at, &checks)),
        (labels.summaries, summaries(ctx, at, &checks)),
        (labels.follow_ups_register, registers(ctx, at)),
        (labels.settled_by, settled_by(ctx, at)),
        (labels.settles, settles(ctx, at)),
        (labels.catalogue, catalogues(ctx, at)),
    ] {
        if !links.is_empty() {
            kinds.push(Served { label, links, names: Vec::new() });
        }
    }
    let (plans, mut count) = plans(ctx, at);
    for kind in &mut kinds {
        let (links, names) = one_link_a_place(std::mem::take(&mut kind.links), labels.comma);
        kind.links = links;
        count += names;
    }
    if !plans.is_empty() {
        kinds.insert(0, Served { label: labels.plans, links: plans, names: Vec::new() });
    }
    let forms = county_forms(ctx, at);
    if !forms.is_empty() {
        count += forms.len();
        kinds.push(Served { label: labels.county_forms, links: Vec::new(), names: forms });
    }
    (!kinds.is_empty()).then(|| Serves { sentence: ctx.site.words.written_once(count), kinds })
}

/// Links to the same place in one, under all their names, each name once; and how many names there are.
fn one_link_a_place<'s>(links: Vec<Link<'s>>, comma: &str) -> (Vec<Link<'s>>, usize) {
    let mut places: Vec<(Link<'s>, BTreeSet<Cow<'s, str>>)> = Vec::new();
    for link in links {
        match places.last_mut() {
            Some((place, names)) if place.href == link.href => {
                if names.insert(link.text.clone()) {
                    place.text = format!("{}{comma}{}", place.text, link.text).into();
                }
            }
            _ => places.push((link.clone(), BTreeSet::from([link.text]))),
        }
    }
    let count = places.iter().map(|(_, names)| names.len()).sum();
    (places.into_iter().map(|(place, _)| place).collect(), count)
}

/// The plans that the record counts for, each with the number of its targets, which the table below names one by one; and
/// the number of all these targets.
fn plans(ctx: PageCtx<'_>, at: RecordIx) -> (Vec<Link<'_>>, usize) {
    let site = ctx.site;
    let mut targets: BTreeMap<PlanIx, BTreeSet<usize>> = BTreeMap::new();
    for used in site.lookup.uses.counting(at) {
        let reading = &site.readings.targets[used.target];
        targets.entry(reading.plan).or_default().insert(reading.target);
    }
    let (mut links, mut count) = (Vec::new(), 0);
    for (plan, targets) in targets {
        let mut link = ctx.plan(plan);
        link.text = site.words.with_targets(&link.text, targets.len()).into();
        links.push(link);
        count += targets.len();
    }
    (links, count)
}

/// The plans with a checklist (考核表) that the record is evidence for.
fn checklists(ctx: PageCtx<'_>, at: RecordIx) -> Vec<Link<'_>> {
    let site = ctx.site;
    let mut plans: BTreeSet<PlanIx> = BTreeSet::new();
    for used in site.lookup.uses.counting(at) {
        let reading = &site.readings.targets[used.target];
        let plan = site.archive.plan(reading.plan);
        if is_listed(plan, &plan.targets[reading.target]) {
            plans.insert(reading.plan);
        }
    }
    plans.into_iter().map(|plan| ctx.plan(plan)).collect()
}

/// The rows of the completeness check (四有) that the record counts in.
fn checks<'s>(ctx: PageCtx<'s>, at: RecordIx) -> Vec<&'s Completeness> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let Some(term) = site.lookup.term(at) else { return Vec::new() };
    let rows = &site.readings.completeness;
    let mut found = Vec::new();
    for owner in [Some(Owner::School(record.school)), record.pair.one().map(Owner::Pair)] {
        let Some(owner) = owner else { continue };
        let from = rows.partition_point(|row| row.owner < owner);
        let mut own = rows[from..].iter().take_while(|row| row.owner == owner);
        if let Some(row) = own.find(|row| row.term == term)
            && (row.records.binary_search(&at).is_ok() || row.summaries.contains(&at))
        {
            found.push(row);
        }
    }
    found
}

/// The completeness check of the record's term, under the names of those whom the record counts for.
fn check_links<'s>(ctx: PageCtx<'s>, at: RecordIx, checks: &[&'s Completeness]) -> Vec<Link<'s>> {
    let site = ctx.site;
    let mut links = Vec::new();
    let Some(term) = site.lookup.term(at) else { return links };
    for row in checks {
        let name = match row.owner {
            Owner::School(school) => &site.archive.school(school).name,
            Owner::Pair(pair) => &site.archive.pair(pair).name,
        };
        links.push(ctx.link(name.as_str(), &site.routes.completeness[term.0]));
    }
    links
}

/// The summaries whose annexes list the record: those of its school and term.
fn summaries<'s>(ctx: PageCtx<'s>, at: RecordIx, checks: &[&'s Completeness]) -> Vec<Link<'s>> {
    let mut links = Vec::new();
    for row in checks.iter().filter(|row| matches!(row.owner, Owner::School(_))) {
        for summary in row.summaries.iter().filter(|summary| **summary != at) {
            links.extend(ctx.record(*summary));
        }
    }
    links
}

/// The registers of problems that list what the visit found.
fn registers(ctx: PageCtx<'_>, at: RecordIx) -> Vec<Link<'_>> {
    let site = ctx.site;
    let mut links = Vec::new();
    if site.lookup.follow_ups.reading(at, 0).is_none() {
        return links;
    }
    let record = site.archive.record(at);
    let mut schools = vec![record.school];
    if let Detail::Visit(visit) = &record.detail {
        schools.extend(visit.to.iter().filter(|school| **school != record.school));
    }
    for school in schools {
        if let Some(path) = site.routes.follow_ups.get(&FollowUpScope::School(school)) {
            links.push(ctx.link(site.archive.school(school).name.as_str(), path));
        }
    }
    if let Some(pair) = record.pair.one()
        && let Some(path) = site.routes.follow_ups.get(&FollowUpScope::Pair(pair))
    {
        links.push(ctx.link(site.archive.pair(pair).name.as_str(), path));
    }
    links
}

/// The visits that settled what this one found.
fn settled_by(ctx: PageCtx<'_>, at: RecordIx) -> Vec<Link<'_>> {
    let site = ctx.site;
    let mut visits = BTreeSet::new();
    for problem in 0..follow_ups_of(site.archive.record(at)).len() {
        let reading = site.lookup.follow_ups.reading(at, problem);
        visits.extend(reading.and_then(|reading| reading.closed_by).filter(|by| *by != at));
    }
    visits.into_iter().filter_map(|visit| ctx.record(visit)).collect()
}

/// The problems of other visits that this one settles.
fn settles(ctx: PageCtx<'_>, at: RecordIx) -> Vec<Link<'_>> {
    rows_settled_by(ctx, at).into_iter().map(|row| row.problem).collect()
}

/// The names of the county's own forms that are filled in from the record.
fn county_forms<'s>(ctx: PageCtx<'s>, at: RecordIx) -> Vec<&'s str> {
    let kind = ctx.site.archive.record(at).kind();
    let mut names = Vec::new();
    for form in ctx.site.county_forms {
        if form.kinds.contains(&kind) {
            names.push(form.name.as_str());
        }
    }
    names
}

/// The catalogue (归档目录) that lists the record.
fn catalogues(ctx: PageCtx<'_>, at: RecordIx) -> Vec<Link<'_>> {
    let site = ctx.site;
    let Some(filed) = &site.filed else { return Vec::new() };
    let Some(entry) = filed.entry_of(site.archive, DocumentIx::Record(at)) else {
        return Vec::new();
    };
    let path = year_path(entry.number.class.year, 0);
    vec![ctx.link(entry.number.to_string(), &path)]
}
