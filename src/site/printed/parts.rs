//! What guidang adds to a printed document: tables, charts and pictures as plain data.

use serde::Serialize;

use super::super::checklist::Checklist;
use super::super::layout::PageCtx;
use super::super::lists::kind_title;
use super::super::pictures::{image, kind_and_size};
use super::super::reading::{TargetSummary, scope_words};
use super::super::reading_charts;
use super::super::view::TermHaves;
use crate::l10n::labels::Labels;
use crate::l10n::terms;
use crate::model::{ActionRef, Detail, PlanIx, RecordIx, RecordKind};
use crate::photo::shrink::Size;

/// A section after the document: 附件 1.
#[derive(Debug, Serialize)]
pub(crate) struct Annex {
    pub(super) number: usize,
    pub(super) title: &'static str,
    pub(super) parts: Vec<Part>,
}

/// A table, charts or pictures under a heading. What a part does not have is empty.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Part {
    title: String,
    head: Vec<PaperCell>,
    rows: Vec<Vec<PaperCell>>,
    charts: Vec<PaperChart>,
    pictures: Vec<PaperPicture>,
}

impl Part {
    /// Whether nothing would be printed of it.
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
    /// A share of the table's width in percent; 0: what is left.
    width: usize,
}

/// A chart with what it says.
#[derive(Debug, Serialize)]
struct PaperChart {
    /// An SVG.
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

/// The chart for wide places out of the HTML that holds it for wide and narrow ones.
pub(super) fn first_chart(html: &str) -> String {
    let chart = html.find("<svg").and_then(|from| {
        let to = html[from..].find("</svg>")?;
        html.get(from..from + to + "</svg>".len())
    });
    chart.unwrap_or_default().to_owned()
}

/// Targets with their figures, the worst first.
pub(super) fn targets_part(here: PageCtx<'_>, standings: &[TargetSummary<'_>]) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let row = |(number, it): (usize, &TargetSummary<'_>)| {
        let direction = site.words.direction(it.indicator.direction);
        let goal = it.target_text(here).map(|it| site.words.join(direction, &it));
        let calendar = &site.archive.calendar;
        let period = site.words.row_period(it.current.period, it.target.every, calendar);
        vec![
            center((number + 1).to_string()),
            left(it.indicator.name.as_str()),
            left(here.scope(it.reading)),
            left(period),
            left(goal.unwrap_or_else(|| "—".to_owned())),
            right(it.shown.text.clone().unwrap_or_else(|| "—".to_owned())),
            center(terms::status(it.current.status, site.lang())),
        ]
    };
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
        rows: standings.iter().enumerate().map(row).collect(),
        ..Part::default()
    }
}

/// Charts of the targets that run through the term, those that need attention first.
pub(super) fn standing_charts(
    here: PageCtx<'_>,
    standings: &[TargetSummary<'_>],
    most: usize,
) -> Vec<Part> {
    let chart = |it: &TargetSummary<'_>| {
        let svg = first_chart(&reading_charts::course(here, it));
        (!svg.is_empty()).then(|| PaperChart { svg, caption: it.sentence(here) })
    };
    let bullet = |it: &TargetSummary<'_>| {
        let svg = first_chart(&reading_charts::bullet(here, it, false));
        (!svg.is_empty()).then(|| PaperChart { svg, caption: it.sentence(here) })
    };
    let mut charts: Vec<PaperChart> = standings.iter().filter_map(chart).take(most).collect();
    if charts.is_empty() {
        charts = standings.iter().filter_map(bullet).take(most).collect();
    }
    vec![Part { charts, ..Part::default() }]
}

/// How many visits of each type.
pub(super) fn visits_part(here: PageCtx<'_>, records: &[RecordIx]) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let mut types: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for it in records {
        let record = site.archive.record(*it);
        if record.kind() == RecordKind::Visit {
            *types.entry(record.of_type.as_deref().unwrap_or("—")).or_default() += 1;
        }
    }
    let mut types: Vec<(&str, usize)> = types.into_iter().collect();
    types.sort_by_key(|it| (std::cmp::Reverse(it.1), it.0));
    let total = types.iter().map(|it| it.1).sum::<usize>();
    let mut rows: Vec<_> =
        types.iter().map(|it| vec![left(it.0), right(site.words.times(it.1))]).collect();
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
    let row = |at: &RecordIx| {
        let it = site.archive.record(*at);
        let Detail::Honour(level) = it.detail else { return None };
        Some(vec![
            left(day(here, *at)),
            left(it.title.as_str()),
            left(level.map_or("—", |it| site.words.honour_level(it))),
        ])
    };
    Part {
        head: vec![
            wide(24, left(labels.date)),
            wide(58, left(labels.title)),
            wide(18, left(labels.honour_level)),
        ],
        rows: records.iter().filter_map(row).collect(),
        ..Part::default()
    }
}

fn day(here: PageCtx<'_>, at: RecordIx) -> String {
    here.site.lookup.day(at).map(|it| here.site.words.day(it)).unwrap_or_default()
}

/// The list of records, without the one that it is an annex of.
pub(super) fn records_part(here: PageCtx<'_>, records: &[RecordIx], but: RecordIx) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let listed = records.iter().filter(|it| **it != but).enumerate();
    let row = |(number, at): (usize, &RecordIx)| {
        let it = site.archive.record(*at);
        vec![
            center((number + 1).to_string()),
            left(day(here, *at)),
            left(it.title.as_str()),
            left(it.of_type.as_deref().unwrap_or_else(|| kind_title(here, it.kind()))),
            left(it.id.as_str()),
        ]
    };
    Part {
        head: vec![
            wide(7, center(labels.number)),
            wide(21, left(labels.date)),
            wide(30, left(labels.title)),
            wide(14, left(labels.of_type)),
            wide(28, left(labels.id)),
        ],
        rows: listed.map(row).collect(),
        ..Part::default()
    }
}

/// What a plan asks for.
pub(super) fn wanted_part(here: PageCtx<'_>, at: PlanIx) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let row = |(number, it): (usize, &crate::model::Target)| {
        let indicator = site.archive.indicator(it.indicator);
        let value = it.value.map(|it| site.shown_value(it, indicator));
        vec![
            center((number + 1).to_string()),
            left(indicator.name.as_str()),
            left(site.words.rule(indicator, it.every, value.as_deref(), it.pace)),
            left(scope_words(site, &it.scope)),
            left(it.owner.as_deref().unwrap_or("—")),
        ]
    };
    Part {
        title: labels.targets.to_owned(),
        head: vec![
            wide(7, center(labels.number)),
            wide(25, left(labels.target_one)),
            wide(32, left(labels.rule)),
            wide(20, left(labels.scope)),
            wide(16, left(labels.responsible)),
        ],
        rows: site.archive.plan(at).targets.iter().enumerate().map(row).collect(),
        ..Part::default()
    }
}

/// The measures of a plan, and what was carried out of them.
pub(super) fn measures_part(here: PageCtx<'_>, at: PlanIx) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let row = |(number, it): (usize, &crate::model::Action)| {
        let reading = site.lookup.action(ActionRef { plan: at, action: number });
        let reading = reading.map(|it| &site.readings.actions[it]);
        let done = reading.map_or(0, |it| it.records.len());
        let status = reading
            .map_or("—", |it| super::super::status::action_label(it.status, site.lang()).word);
        vec![
            center((number + 1).to_string()),
            left(it.name.as_str()),
            left(it.by.map(|it| site.words.day(it)).unwrap_or_else(|| "—".to_owned())),
            left(it.lead.as_deref().or(it.department.as_deref()).unwrap_or("—")),
            right(format!("{done} / {}", it.times)),
            center(status),
        ]
    };
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
        rows: site.archive.plan(at).actions.iter().enumerate().map(row).collect(),
        ..Part::default()
    }
}

/// 考核表: one side's checklist, item by item with status, figure and evidence.
pub(super) fn checklist_part(here: PageCtx<'_>, list: &Checklist<'_>) -> Part {
    let labels = Labels::of(here.site.lang());
    let schools: Vec<&str> = list.schools.iter().map(|it| &*it.text).collect();
    let stop = here.say("；", "; ");
    let row = |it: &super::super::checklist::Item<'_>| {
        let figure = |it: &super::super::checklist::ItemFigure<'_>| {
            let who = it.school.map(|it| format!("{it} ")).unwrap_or_default();
            let in_brackets =
                |goal| format!("{}{goal}{}", labels.open_bracket, labels.shut_bracket);
            let goal = it.goal.as_ref().map(in_brackets).unwrap_or_default();
            let figure = it.figure.as_deref().unwrap_or("—");
            format!("{who}{} {figure}{goal}", it.link.text)
        };
        let figures: Vec<String> = it.figures.iter().map(figure).collect();
        let mut evidence: Vec<String> = it.evidence.iter().map(|it| it.text.to_string()).collect();
        if 0 < it.more {
            evidence.push(format!("+{}", it.more));
        }
        let evidence = if evidence.is_empty() { "—".to_owned() } else { evidence.join(stop) };
        vec![
            center(it.number.as_str()),
            left(it.text.join(stop)),
            left(figures.join(stop)),
            center(it.status.word),
            left(evidence),
        ]
    };
    Part {
        title: format!("{}{}{}", list.title, labels.colon, schools.join(here.say("、", ", "))),
        head: vec![
            wide(7, center(labels.number)),
            wide(25, left(labels.checklist_item)),
            wide(27, left(labels.figure)),
            wide(13, center(labels.status)),
            wide(28, left(labels.evidence)),
        ],
        rows: list.items.iter().map(row).collect(),
        ..Part::default()
    }
}

/// The figures that a record carries.
pub(super) fn data_part(here: PageCtx<'_>, at: RecordIx) -> Part {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let row = |(measure, _): &(crate::model::MeasureIx, _)| {
        let (value, _) = site.shown_datum(at, None, *measure)?;
        Some(vec![left(site.archive.measures[measure.0 as usize].as_str()), right(value)])
    };
    Part {
        title: labels.data.to_owned(),
        head: vec![wide(60, left(labels.item)), wide(40, right(labels.figure))],
        rows: site.archive.record(at).data.iter().filter_map(row).collect(),
        ..Part::default()
    }
}

/// The files of a record by name, kind and size.
pub(super) fn files_part(here: PageCtx<'_>, files: &[String]) -> Part {
    let labels = Labels::of(here.site.lang());
    let shown = files.iter().filter(|it| here.site.routes.attachments.contains_key(*it));
    let row = |(number, it): (usize, &String)| {
        let (kind, size) = kind_and_size(here, it);
        vec![
            center((number + 1).to_string()),
            left(it.rsplit('/').next().unwrap_or(it)),
            left(kind.unwrap_or_else(|| "—".to_owned())),
            right(size.unwrap_or_else(|| "—".to_owned())),
        ]
    };
    Part {
        head: vec![
            wide(8, center(labels.number)),
            wide(60, left(labels.title)),
            wide(16, left(labels.of_type)),
            wide(16, right(labels.size)),
        ],
        rows: shown.enumerate().map(row).collect(),
        ..Part::default()
    }
}

/// The pictures among a record's files.
pub(super) fn pictures_part(here: PageCtx<'_>, files: &[String]) -> Part {
    let picture = |file: &String| {
        let it = image(here, file, Size::Page)?;
        Some(PaperPicture { src: it.src, file: file.clone(), alt: it.alt.to_owned() })
    };
    Part { pictures: files.iter().filter_map(picture).collect(), ..Part::default() }
}

/// A term's four haves, a row an owner.
pub(super) fn haves_part(
    title: &str,
    marks: &[&'static str; 4],
    rows: &[TermHaves<'_>],
    here: PageCtx<'_>,
) -> Part {
    let labels = Labels::of(here.site.lang());
    let row = |(number, it): (usize, &TermHaves<'_>)| {
        let mut cells = vec![center((number + 1).to_string()), left(&*it.owner.text)];
        cells.extend(it.has.iter().map(|it| center(if *it { "✓" } else { labels.lacks })));
        cells.push(right(if it.missing == 0 { String::new() } else { it.missing.to_string() }));
        cells
    };
    let mut head = vec![wide(8, center(labels.number)), wide(36, left(title))];
    head.extend(marks.iter().map(|it| wide(10, center(*it))));
    head.push(wide(16, right(labels.missing_materials)));
    Part {
        title: title.to_owned(),
        head,
        rows: rows.iter().enumerate().map(row).collect(),
        ..Part::default()
    }
}
