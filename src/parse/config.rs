//! site.yaml and indicators.yaml (MODEL.md §2).

use rustc_hash::FxHashMap;

use super::filing::{Asked, asked};
use super::map_reader::{MapReader, Spanned};
use super::names::*;
use super::values::term_code;
use crate::diagnostics::{NumberTrouble, Problem};
use crate::l10n::Lang;
use crate::model::{
    Aggregate, Calendar, Day, Figure, Indicator, IndicatorIx, MeasureIx, Period, Reads, Site, Term,
};
use crate::syntax::text::fold_width;
use crate::syntax::yaml::{Found, Node};

/// The site without a site.yaml, so that everything else can still be checked.
pub(crate) fn no_site() -> Site {
    Site {
        title: String::new(),
        organisation: None,
        language: Lang::Zh,
        theme: "default".into(),
        as_of: None,
        pace_allowance: tenth(),
        min_period_days: 10,
        small_cell: 5,
        late_after: 30,
        base_url: None,
        edit_url: None,
    }
}

fn tenth() -> Figure {
    Figure::parse("0.1").unwrap_or(Figure::ZERO)
}

/// site.yaml → the site, its calendar, and the rule for numbers with names still to be looked up.
pub(crate) fn site(node: &Node, found: &mut Vec<Found>) -> (Site, Calendar, Option<Asked>) {
    let Some(form) = MapReader::new(node, SITE, found) else {
        return (no_site(), default_calendar(), None);
    };
    let allowance = form.figure(&PACE_ALLOWANCE, &[], found).map_or_else(tenth, |it| {
        if it.it.is_negative() || it.it > Figure::whole(1) {
            let why = if it.it.is_negative() {
                NumberTrouble::TooSmall(0)
            } else {
                NumberTrouble::TooLarge(1)
            };
            found.push((it.at, Problem::BadNumber { found: it.it.to_string(), why }));
        }
        it.it
    });
    let site = Site {
        title: form
            .required(TITLE, "阳光县城乡结对帮扶档案", found)
            .map(|it| it.it)
            .unwrap_or_default(),
        organisation: form.words(&ORGANISATION, found),
        language: form.choice(&LANGUAGE, LANGUAGES, found).unwrap_or_default(),
        theme: form.words(&THEME, found).unwrap_or_else(|| "default".into()),
        as_of: form.day(&AS_OF, found).map(|it| it.it),
        pace_allowance: allowance,
        min_period_days: form.whole(&MIN_PERIOD_DAYS, 1..=366, "天", found).map_or(10, i64::from),
        small_cell: form.whole(&SMALL_CELL, 0..=1000, "", found).unwrap_or(5),
        late_after: form.whole(&LATE_AFTER, 0..=10_000, "天", found).unwrap_or(30),
        base_url: address(form.text(&BASE_URL, found), |_| true, found),
        edit_url: address(form.text(&EDIT_URL, found), |it| it.contains("{path}"), found),
    };
    if let Some(theme) = form.text(&THEME, found)
        && !(theme.it.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '_')))
    {
        found.push((theme.at, Problem::UnsafePath { found: theme.it }));
    }
    let calendar = match site.language {
        _ if form.has(&TERMS) => terms(&form, found),
        Lang::Zh => default_calendar(),
        Lang::En => default_calendar().in_english(),
    };
    (site, calendar, form.form(&NUMBERING, NUMBERING_FIELDS, found).map(|it| asked(&it, found)))
}

fn address(
    text: Option<Spanned<String>>,
    fits: impl Fn(&str) -> bool,
    found: &mut Vec<Found>,
) -> Option<String> {
    let Spanned { it, at } = text?;
    let lower = it.to_lowercase();
    let web = lower.starts_with("http://") || lower.starts_with("https://");
    if web
        && fits(&it)
        && !it.contains(|it: char| it.is_whitespace() || it.is_control() || "\"'<>".contains(it))
    {
        return Some(it);
    }
    found.push((at, Problem::BadAddress { found: it }));
    None
}

/// Without a list: the default calendar, over all the years that records can be of (MODEL.md §3).
pub(crate) fn default_calendar() -> Calendar {
    let days = Day::new(1980, 1, 1)
        .zip(Day::new(2120, 1, 1))
        .and_then(|(first, last)| Period::new(first, last));
    days.map_or_else(Calendar::default, Calendar::default_over)
}

fn terms(form: &MapReader<'_>, found: &mut Vec<Found>) -> Calendar {
    let mut terms: Vec<Spanned<Term>> = Vec::new();
    for form in form.forms(&TERMS, TERM_FIELDS, found) {
        let name = form.required(NAME, "2023—2024学年第二学期", found);
        let (start, end) = (form.required_day(START, found), form.required_day(END, found));
        let (Some(name), Some(period)) = (name, form.range(start, end, found)) else { continue };
        if let Some(other) = terms.iter().find(|it| it.it.name == name.it) {
            let line = other.at.start.line;
            found.push((
                name.at,
                Problem::DuplicateId { found: name.it, file: "site.yaml".into(), line },
            ));
            continue;
        }
        if let Some(other) = terms.iter().find(|it| it.it.period.cut(period).is_some()) {
            found.push((name.at, Problem::OverlappingTerms { other: other.it.name.clone() }));
        }
        let code = code_of(&name.it, period);
        terms.push(Spanned { it: Term { name: name.it, period, code }, at: name.at });
    }
    Calendar::new(terms.into_iter().map(|it| it.it).collect())
}

/// A term's code from its name, or else from its days: one that begins from August to January is a first one.
fn code_of(name: &str, period: Period) -> String {
    let by_days = || {
        let first = period.first;
        let autumn = first.month() >= 8 || first.month() == 1;
        let year = if first.month() >= 8 { first.year() } else { first.year() - 1 };
        (year, if autumn { 1 } else { 2 })
    };
    let (year, half) = term_code(name).unwrap_or_else(by_days);
    format!("{year}-{}-{half}", year + 1)
}

/// How a data key is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct MeasureUse {
    pub(crate) units: Vec<String>,
    pub(crate) number: bool,
    pub(crate) texts: bool,
}

/// The indicators, and the data keys that they read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Indicators {
    pub(crate) list: Vec<Indicator>,
    pub(crate) by_name: FxHashMap<String, IndicatorIx>,
    pub(crate) measures: Vec<String>,
    pub(crate) by_key: FxHashMap<String, MeasureIx>,
    pub(crate) uses: Vec<MeasureUse>,
}

impl Indicators {
    fn measure(&mut self, key: &str, read: impl FnOnce(&mut MeasureUse)) -> MeasureIx {
        let at = match self.by_key.get(key) {
            Some(at) => *at,
            None => {
                let at = MeasureIx(self.measures.len() as u32);
                self.measures.push(key.to_owned());
                self.uses.push(MeasureUse::default());
                self.by_key.insert(key.to_owned(), at);
                at
            }
        };
        read(&mut self.uses[at.0 as usize]);
        at
    }

    /// How a data key is read.
    pub(crate) fn uses(&self, at: MeasureIx) -> &MeasureUse {
        &self.uses[at.0 as usize]
    }
}

/// indicators.yaml.
pub(crate) fn indicators(node: &Node, file: &str, found: &mut Vec<Found>) -> Indicators {
    let mut all = Indicators::default();
    let Some(form) = MapReader::new(node, INDICATOR_FILE, found) else { return all };
    let mut lines: FxHashMap<String, u32> = FxHashMap::default();
    for form in form.forms(&INDICATORS, INDICATOR_FIELDS, found) {
        let Some((name, indicator)) = indicator(&form, &mut all, found) else { continue };
        if let Some(line) = lines.get(&name.it) {
            found.push((
                name.at,
                Problem::DuplicateId { found: name.it, file: file.to_owned(), line: *line },
            ));
            continue;
        }
        lines.insert(name.it.clone(), name.at.start.line);
        all.by_name.insert(name.it, IndicatorIx(all.list.len()));
        all.list.push(indicator);
    }
    all
}

fn indicator(
    form: &MapReader<'_>,
    all: &mut Indicators,
    found: &mut Vec<Found>,
) -> Option<(Spanned<String>, Indicator)> {
    let name = form.required(NAME, "送教课时", found);
    let unit = form
        .required(UNIT, "课时", found)
        .map(|it| if fold_width(&it.it) == "%" { "%".into() } else { it.it });
    let direction = form.required_choice(DIRECTION, DIRECTIONS, found);
    let aggregate = form.required_choice(AGGREGATE, AGGREGATES, found);
    let measure = form.words(&MEASURE, found);
    let ratio = aggregate.is_some_and(Aggregate::is_ratio);
    let count = aggregate == Some(Aggregate::Count);
    let part = |key, found: &mut Vec<Found>| match ratio {
        true => form.required(key, "优课节数", found).map(|it| it.it),
        false => form.words(&key, found),
    };
    let (numerator, denominator) = (part(NUMERATOR, found), part(DENOMINATOR, found));
    let kind = if count {
        form.required_choice(RECORDS, KINDS, found)
    } else {
        form.choice(&RECORDS, KINDS, found)
    };
    let of_type = form.words(&TYPE, found);
    let across = form.choice(&ACROSS, ACROSSES, found);
    let (evidence, sensitive) = (form.flag(&EVIDENCE, found), form.flag(&SENSITIVE, found));
    let note = form.words(&NOTE, found);
    let (name, unit, direction, aggregate) = (name?, unit?, direction?, aggregate?);
    let reads = if ratio {
        let mut part = |key: &str| all.measure(key, |it| it.number = true);
        Reads::Ratio { numerator: part(&numerator?), denominator: part(&denominator?) }
    } else if count {
        Reads::Records { kind: kind?, of_type }
    } else {
        let key = measure.unwrap_or_else(|| name.it.clone());
        Reads::Measure(all.measure(&key, |it| {
            if aggregate == Aggregate::Distinct {
                it.texts = true;
            } else {
                it.number = true;
                if !it.units.contains(&unit) {
                    it.units.push(unit.clone());
                }
            }
        }))
    };
    let indicator = Indicator {
        name: name.it.clone(),
        unit,
        direction,
        aggregate,
        reads,
        across,
        evidence,
        sensitive,
        note,
    };
    Some((name, indicator))
}
