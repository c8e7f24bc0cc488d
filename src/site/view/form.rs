//! The form of a school: a page in which a record is written without a server (docs/interface.md §6.3).

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::model::{Aggregate, Lang, PlanIx, PlanOwner, SchoolIx};
use crate::schema::form::{FormKind, kinds};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;
use crate::site::values::template::{Template, template};

/// One form a school.
pub(crate) struct FormPages;

impl PageKind for FormPages {
    type Key<'s> = SchoolIx;
    type View<'s> = FormPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<SchoolIx> {
        (0..site.archive.schools.len()).map(SchoolIx).filter(|at| has_form(site, *at)).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: SchoolIx) -> &'s str {
        &site.routes.forms[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: SchoolIx) -> FormPage<'s> {
        let labels = Labels::of(ctx.site.lang());
        let up = vec![ctx.link(labels.fill_in, "form/index.html")];
        FormPage {
            page: ctx.frame(&*ctx.site.archive.school(key).name, "form", up),
            model: as_text(&FormModel::of(ctx, key)),
        }
    }
}

/// Whether a school hands in records by a form: not after its last day.
pub(crate) fn has_form(site: &Site<'_>, school: SchoolIx) -> bool {
    let is_over = match site.archive.school(school).closed {
        Some(last) => last < site.readings.as_of,
        None => false,
    };
    site.archive.site.has_forms && !is_over
}

template_struct! {
    /// `form/<school>.html`: the form of a school. `static/form.js` makes its fields.
    #[derive(Debug, Serialize)]
    pub(crate) struct FormPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The fields and what can be chosen in them, as JSON.
        #[shown_as(Html)]
        model: String,
    }
}

impl Page for FormPage<'_> {
    const TEMPLATE: Template = template!("form.html");
}

/// What the script of the form reads.
#[derive(Debug, Serialize)]
struct FormModel<'s> {
    lang: &'static str,
    school: &'s str,
    school_name: &'s str,
    /// The folder of all schools, as this archive spells it.
    schools: &'s str,
    new_url: Option<&'s str>,
    kinds: &'static [FormKind],
    /// What can be chosen, by the English key of the field.
    lists: Lists<'s>,
    /// The types by the kind of the record.
    types: &'s BTreeMap<&'static str, Vec<String>>,
    data: Vec<DataKey<'s>>,
}

/// What can be chosen.
#[derive(Debug, Default, Serialize)]
struct Lists<'s> {
    to: Vec<&'s str>,
    pair: Vec<&'s str>,
    plan: Vec<&'s str>,
    action: Vec<&'s str>,
    term: Vec<&'s str>,
}

/// A data key that targets of the school read.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct DataKey<'s> {
    key: &'s str,
    unit: &'s str,
    /// Whether an indicator counts different texts of it.
    is_text: bool,
}

impl<'s> FormModel<'s> {
    fn of(ctx: PageCtx<'s>, at: SchoolIx) -> FormModel<'s> {
        let archive = ctx.site.archive;
        let school = archive.school(at);
        let plans = plans_of(ctx, at);
        FormModel {
            lang: match ctx.site.lang() {
                Lang::Zh => "zh",
                Lang::En => "en",
            },
            school: &school.id,
            school_name: &school.name,
            schools: school.file.split('/').nth(1).unwrap_or_default(),
            new_url: archive.site.new_url.as_deref(),
            kinds: kinds(ctx.site.lang()),
            lists: lists(ctx, at, &plans),
            types: ctx.site.form_types(),
            data: data_keys(ctx, &plans),
        }
    }
}

/// The plans that a school works by and that are not over on the day of the site.
fn plans_of(ctx: PageCtx<'_>, at: SchoolIx) -> Vec<PlanIx> {
    let archive = ctx.site.archive;
    let mut plans = Vec::new();
    for plan in ctx.site.shown_plans() {
        let known = archive.plan(plan);
        let is_own = match known.owner {
            PlanOwner::School(school) => school == at,
            PlanOwner::Pair(pair) => archive.pair(pair).holds(at),
            PlanOwner::Archive => true,
        };
        if is_own && ctx.site.readings.as_of <= known.period.last {
            plans.push(plan);
        }
    }
    plans
}

fn lists<'s>(ctx: PageCtx<'s>, at: SchoolIx, plans: &[PlanIx]) -> Lists<'s> {
    let (archive, today) = (ctx.site.archive, ctx.site.readings.as_of);
    let mut lists = Lists::default();
    let mut partners = Vec::new();
    for pair in archive.pairs.iter().filter(|pair| pair.holds(at)) {
        partners.extend(pair.schools().filter(|school| *school != at));
        if pair.active_on(today) {
            lists.pair.push(&pair.name);
        }
    }
    partners.extend((0..archive.schools.len()).map(SchoolIx).filter(|school| *school != at));
    let mut listed = BTreeSet::new();
    for school in partners {
        if listed.insert(school) {
            lists.to.push(&archive.school(school).name);
        }
    }
    for plan in plans {
        let plan = archive.plan(*plan);
        lists.plan.push(&plan.title);
        lists.action.extend(plan.actions.iter().map(|action| action.name.as_str()));
    }
    for (_, term) in archive.calendar.terms() {
        if term.period.first <= today {
            lists.term.push(&term.name);
        }
    }
    lists.term.reverse();
    lists.term.truncate(MOST_TERMS);
    lists
}

/// The most terms that can be chosen, the latest ones.
const MOST_TERMS: usize = 4;

/// The data keys that targets of some plans read, with their units.
fn data_keys<'s>(ctx: PageCtx<'s>, plans: &[PlanIx]) -> Vec<DataKey<'s>> {
    let archive = ctx.site.archive;
    let mut keys = BTreeSet::new();
    for plan in plans {
        for target in &archive.plan(*plan).targets {
            let indicator = archive.indicator(target.indicator);
            let measures = indicator.measures();
            for measure in &measures {
                let unit = if measures.len() == 1 { &*indicator.unit } else { "" };
                let is_text = indicator.aggregate == Aggregate::Distinct;
                keys.insert(DataKey { key: &archive.measures[measure.0 as usize], unit, is_text });
            }
        }
    }
    let mut unique: Vec<DataKey<'_>> = Vec::new();
    for key in keys.into_iter().rev() {
        if unique.last().is_none_or(|last| last.key != key.key) {
            unique.push(key);
        }
    }
    unique.reverse();
    unique
}

/// JSON that is the same as text of a page: it holds no sign of HTML.
fn as_text<T: Serialize>(model: &T) -> String {
    let json = serde_json::to_string(model).unwrap_or_default();
    json.replace('<', "\\u003c").replace('&', "\\u0026")
}
