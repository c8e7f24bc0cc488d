//! The tables, charts and pictures that guidang adds to a printed document, as plain data.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::l10n::terms;
use crate::model::{ActionRef, Detail, PlanIx, RecordIx, RecordKind};
use crate::photo::shrink::Size;
use crate::site::fragments::attachments::image;
use crate::site::fragments::attachments::kind_and_size;
use crate::site::fragments::checklist::Checklist;
use crate::site::fragments::checklist::ItemFigure;
use crate::site::fragments::completeness::TermHaves;
use crate::site::fragments::lists::kind_title;
use crate::site::fragments::reading_charts;
use crate::site::fragments::status::action_label;
use crate::site::fragments::target::scope_words;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;

/// Stands for a value that is absent.
const DASH: &str = "—";

/// A section after the document proper: 附件 1.
#[derive(Debug, Serialize)]
pub(crate) struct Annex {
    pub(super) number: usize,
    pub(super) title: &'static str,
    pub(super) parts: Vec<Part>,
}

/// A table, charts or pictures under a heading; fields that a part does not use are empty.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Part {
    title: String,
    head: Vec<PaperCell>,
    rows: Vec<Vec<PaperCell>>,
    charts: Vec<PaperChart>,
    pictures: Vec<PaperPicture>,
}

impl Part {
    /// Whether nothing of it would be printed.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.charts.is_empty() && self.pictures.is_empty()
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
struct PaperCell {
    text: String,
    /// `left`, `center` or `right`.
    align: &'static str,
    /// Percent of the table's width; 0 takes the remaining width.
    width: usize,
}

/// A chart with its caption.
#[derive(Debug, Serialize)]
struct PaperChart {
    /// An `<svg>` element.
    svg: String,
    caption: String,
}

/// A picture filed with the record.
#[derive(Debug, Serialize)]
struct PaperPicture {
    src: String,
    /// Its file in the archive.
    file: String,
    alt: String,
}

fn left(text: impl Into<String>) -> PaperCell {
    PaperCell { text: text.into(), align: "left", width: 0 }
}

fn right(text: impl Into<String>) -> PaperCell {
    PaperCell { align: "right", ..left(text) }
}

fn center(text: impl Into<String>) -> PaperCell {
    PaperCell { align: "center", ..left(text) }
}

fn wide(percent: usize, cell: PaperCell) -> PaperCell {
    PaperCell { width: percent, ..cell }
}

/// The wide chart of HTML that holds a wide and a narrow one.
pub(super) fn first_chart(html: &str) -> String {
    const END: &str = "</svg>";
    let Some(start) = html.find("<svg") else { return String::new() };
    let svg = &html[start..];
    svg.find(END).map_or("", |end| &svg[..end + END.len()]).to_owned()
}

/// Targets with their figures, the worst first.
pub(super) fn targets_part(here: PageCtx<'_>, standings: &[TargetSummary<'_>]) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let mut rows = Vec::new();
    for (number, summary) in (1..).zip(standings) {
        let goal = match summary.target_text(here) {
            Some(target) => {
                site.words.join(site.words.direction(summary.indicator.direction), &target)
            }
            None => DASH.to_owned(),
        };
        let calendar = &site.archive.calendar;
        let (period, every) = (summary.current.period, summary.target.every);
        rows.push(vec![
            center(number.to_string()),
            left(summary.indicator.name.as_str()),
            left(here.scope(summary.reading)),
            left(site.words.row_period(period, every, calendar)),
            left(goal),
            right(summary.shown.text.as_deref().unwrap_or(DASH)),
            center(terms::status(summary.current.status, site.lang())),
        ]);
    }
    Part {
        head: vec![
            wide(7, center(labels.number)),
            wide(19, left(labels.target_one)),
            wide(17, left(labels.scope)),
            wide(17, left(labels.period)),
            wide(14, left(labels.target)),
            wide(13, right(labels.figure)),
            wide(13, center(labels.status)),
        ],
        rows,
        ..Part::default()
    }
}

/// Trend charts of the targets, in their order, `limit` at most; bullet charts if no target has a trend.
pub(super) fn standing_charts(
    here: PageCtx<'_>,
    standings: &[TargetSummary<'_>],
    limit: usize,
) -> Part {
    let mut charts =
        charts_of(here, standings, limit, |summary| reading_charts::course(here, summary));
    if charts.is_empty() {
        charts = charts_of(here, standings, limit, |summary| {
            reading_charts::bullet(here, summary, false)
        });
    }
    Part { charts, ..Part::default() }
}

/// The first charts that are not empty, `limit` at most.
fn charts_of<'s>(
    here: PageCtx<'_>,
    standings: &[TargetSummary<'s>],
    limit: usize,
    draw: impl Fn(&TargetSummary<'s>) -> String,
) -> Vec<PaperChart> {
    let mut charts = Vec::new();
    for summary in standings {
        if charts.len() == limit {
            break;
        }
        let svg = first_chart(&draw(summary));
        if !svg.is_empty() {
            charts.push(PaperChart { svg, caption: summary.sentence(here) });
        }
    }
    charts
}

/// The number of visits of each type, the most frequent first.
pub(super) fn visits_part(here: PageCtx<'_>, records: &[RecordIx]) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &record in records {
        let record = site.archive.record(record);
        if record.kind() == RecordKind::Visit {
            *counts.entry(record.of_type.as_deref().unwrap_or(DASH)).or_default() += 1;
        }
    }
    let total = counts.values().sum::<usize>();
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(name, count)| (Reverse(*count), *name));
    let mut rows = Vec::new();
    for (name, count) in counts {
        rows.push(vec![left(name), right(site.words.times(count))]);
    }
    if 1 < rows.len() {
        rows.push(vec![left(labels.total), right(site.words.times(total))]);
    }
    Part {
        head: vec![wide(60, left(labels.of_type)), wide(40, right(labels.action_times))],
        rows,
        ..Part::default()
    }
}

/// The honours among records.
pub(super) fn honours_part(here: PageCtx<'_>, records: &[RecordIx]) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let mut rows = Vec::new();
    for &index in records {
        let record = site.archive.record(index);
        let Detail::Honour(level) = record.detail else { continue };
        rows.push(vec![
            left(day(here, index)),
            left(record.title.as_str()),
            left(level.map_or(DASH, |level| site.words.honour_level(level))),
        ]);
    }
    Part {
        head: vec![
            wide(24, left(labels.date)),
            wide(58, left(labels.title)),
            wide(18, left(labels.honour_level)),
        ],
        rows,
        ..Part::default()
    }
}

fn day(here: PageCtx<'_>, at: RecordIx) -> String {
    here.site.lookup.day(at).map(|day| here.site.words.day(day)).unwrap_or_default()
}

/// The list of records, without `annexed_to`, the document that it is an annex of.
pub(super) fn records_part(here: PageCtx<'_>, records: &[RecordIx], annexed_to: RecordIx) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let mut rows = Vec::new();
    for &index in records {
        if index == annexed_to {
            continue;
        }
        let record = site.archive.record(index);
        let of_type = match &record.of_type {
            Some(name) => name,
            None => kind_title(here, record.kind()),
        };
        rows.push(vec![
            center((rows.len() + 1).to_string()),
            left(day(here, index)),
            left(record.title.as_str()),
            left(of_type),
            left(record.id.as_str()),
        ]);
    }
    Part {
        head: vec![
            wide(7, center(labels.number)),
            wide(21, left(labels.date)),
            wide(30, left(labels.title)),
            wide(14, left(labels.of_type)),
            wide(28, left(labels.id)),
        ],
        rows,
        ..Part::default()
    }
}

/// The targets of a plan as they are set.
pub(super) fn plan_targets_part(here: PageCtx<'_>, at: PlanIx) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let mut rows = Vec::new();
    for (number, target) in (1..).zip(&site.archive.plan(at).targets) {
        let indicator = site.archive.indicator(target.indicator);
        let value = target.value.map(|value| site.shown_value(value, indicator));
        rows.push(vec![
            center(number.to_string()),
            left(indicator.name.as_str()),
            left(site.words.rule(indicator, target.every, value.as_deref(), target.pace)),
            left(scope_words(site, &target.scope)),
            left(target.owner.as_deref().unwrap_or(DASH)),
        ]);
    }
    Part {
        title: labels.targets.to_owned(),
        head: vec![
            wide(7, center(labels.number)),
            wide(25, left(labels.target_one)),
            wide(32, left(labels.rule)),
            wide(20, left(labels.scope)),
            wide(16, left(labels.responsible)),
        ],
        rows,
        ..Part::default()
    }
}

/// The measures of a plan, and how often each was carried out.
pub(super) fn measures_part(here: PageCtx<'_>, at: PlanIx) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let mut rows = Vec::new();
    for (index, action) in site.archive.plan(at).actions.iter().enumerate() {
        let (done, status) = match site.lookup.action(ActionRef { plan: at, action: index }) {
            Some(reading) => {
                let reading = &site.readings.actions[reading];
                (reading.records.len(), action_label(reading.status, site.lang()).word)
            }
            None => (0, DASH),
        };
        let by = action.by.map(|day| site.words.day(day));
        rows.push(vec![
            center((index + 1).to_string()),
            left(action.name.as_str()),
            left(by.as_deref().unwrap_or(DASH)),
            left(action.lead.as_deref().or(action.department.as_deref()).unwrap_or(DASH)),
            right(format!("{done} / {}", action.times)),
            center(status),
        ]);
    }
    Part {
        title: labels.actions.to_owned(),
        head: vec![
            wide(7, center(labels.number)),
            wide(32, left(labels.action)),
            wide(20, left(labels.action_by)),
            wide(18, left(labels.action_lead)),
            wide(10, right(labels.action_times)),
            wide(13, center(labels.status)),
        ],
        rows,
        ..Part::default()
    }
}

/// 考核表: one side's checklist, item by item with status, figure and evidence.
pub(super) fn checklist_part(here: PageCtx<'_>, list: &Checklist<'_>) -> Part {
    let labels = Labels::of(here.site.lang());
    let schools: Vec<&str> = list.schools.iter().map(|school| &*school.text).collect();
    let separator = here.say("；", "; ");
    let mut rows = Vec::new();
    for item in &list.items {
        let figures: Vec<String> =
            item.figures.iter().map(|figure| figure_text(figure, labels)).collect();
        let mut evidence: Vec<String> =
            item.evidence.iter().map(|link| link.text.to_string()).collect();
        if 0 < item.more {
            evidence.push(format!("+{}", item.more));
        }
        if evidence.is_empty() {
            evidence.push(DASH.to_owned());
        }
        rows.push(vec![
            center(item.number.as_str()),
            left(item.text.join(separator)),
            left(figures.join(separator)),
            center(item.status.word),
            left(evidence.join(separator)),
        ]);
    }
    Part {
        title: format!("{}{}{}", list.title, labels.colon, schools.join(here.say("、", ", "))),
        head: vec![
            wide(7, center(labels.number)),
            wide(25, left(labels.checklist_item)),
            wide(27, left(labels.figure)),
            wide(13, center(labels.status)),
            wide(28, left(labels.evidence)),
        ],
        rows,
        ..Part::default()
    }
}

/// `石门小学 听课课时 12 课时（目标 15 课时）`
fn figure_text(figure: &ItemFigure<'_>, labels: &Labels) -> String {
    let mut text = String::new();
    if let Some(school) = figure.school {
        text = format!("{school} ");
    }
    text.push_str(&figure.link.text);
    text.push(' ');
    text.push_str(figure.figure.as_deref().unwrap_or(DASH));
    if let Some(goal) = &figure.goal {
        text.push_str(&format!("{}{goal}{}", labels.open_bracket, labels.shut_bracket));
    }
    text
}

/// The figures that a record carries.
pub(super) fn data_part(here: PageCtx<'_>, at: RecordIx) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let mut rows = Vec::new();
    for (measure, _) in &site.archive.record(at).data {
        if let Some((value, _)) = site.shown_datum(at, None, *measure) {
            rows.push(vec![left(site.archive.measures[measure.0 as usize].as_str()), right(value)]);
        }
    }
    Part {
        title: labels.data.to_owned(),
        head: vec![wide(60, left(labels.item)), wide(40, right(labels.figure))],
        rows,
        ..Part::default()
    }
}

/// The published files of a record by name, kind and size.
pub(super) fn files_part(here: PageCtx<'_>, files: &[String]) -> Part {
    let labels = Labels::of(here.site.lang());
    let mut rows = Vec::new();
    for file in files {
        if !here.site.routes.attachments.contains_key(file) {
            continue;
        }
        let (kind, size) = kind_and_size(here, file);
        rows.push(vec![
            center((rows.len() + 1).to_string()),
            left(file.rsplit('/').next().unwrap_or(file)),
            left(kind.as_deref().unwrap_or(DASH)),
            right(size.as_deref().unwrap_or(DASH)),
        ]);
    }
    Part {
        head: vec![
            wide(8, center(labels.number)),
            wide(60, left(labels.title)),
            wide(16, left(labels.of_type)),
            wide(16, right(labels.size)),
        ],
        rows,
        ..Part::default()
    }
}

/// The pictures among a record's files.
pub(super) fn pictures_part(here: PageCtx<'_>, files: &[String]) -> Part {
    let mut pictures = Vec::new();
    for file in files {
        if let Some(image) = image(here, file, Size::Page) {
            let (file, alt) = (file.clone(), image.alt.to_owned());
            pictures.push(PaperPicture { src: image.src, file, alt });
        }
    }
    Part { pictures, ..Part::default() }
}

/// The completeness check (四有) of a term, a row for each school or pair.
pub(super) fn completeness_part(
    here: PageCtx<'_>,
    title: &str,
    marks: &[&'static str; 4],
    owners: &[TermHaves<'_>],
) -> Part {
    let labels = Labels::of(here.site.lang());
    let mut rows = Vec::new();
    for (number, owner) in (1..).zip(owners) {
        let mut cells = vec![center(number.to_string()), left(&*owner.owner.text)];
        for is_present in owner.has {
            cells.push(center(if is_present { "✓" } else { labels.lacks }));
        }
        let missing = if owner.missing == 0 { String::new() } else { owner.missing.to_string() };
        cells.push(right(missing));
        rows.push(cells);
    }
    let mut head = vec![wide(8, center(labels.number)), wide(36, left(title))];
    for &mark in marks {
        head.push(wide(10, center(mark)));
    }
    head.push(wide(16, right(labels.missing_materials)));
    Part { title: title.to_owned(), head, rows, ..Part::default() }
}
