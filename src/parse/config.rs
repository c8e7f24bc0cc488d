//! site.yaml (docs/content-model.md §2).

use super::filing::{NumberingText, numbering};
use super::map_reader::MapReader;
use super::names::*;
use super::scalars::period;
use super::values::term_code;
use crate::diagnostics::{NumberProblem, Problem, SpannedProblem};
use crate::l10n::Lang;
use crate::model::{AllowedText, Calendar, Day, Figure, Period, Site, Term};
use crate::syntax::span::{Span, Spanned};
use crate::syntax::yaml::Node;

const DEFAULT_THEME: &str = "default";
/// The fewest days of a period whose progress is judged.
const DEFAULT_MIN_PERIOD_DAYS: u32 = 10;
/// Counts of persons below this are suppressed.
const DEFAULT_SMALL_CELL: u32 = 5;
/// Days after which a record counts as entered late.
const DEFAULT_LATE_AFTER: u32 = 30;

/// What site.yaml holds: the site, its calendar, and the rule for file numbers, whose names are still to be looked up.
pub(crate) type SiteFile = (Site, Calendar, Option<NumberingText>);

/// The site without a site.yaml, so that everything else can still be checked.
fn default_site() -> Site {
    Site {
        title: String::new(),
        organisation: None,
        language: Lang::Zh,
        theme: DEFAULT_THEME.into(),
        as_of: None,
        as_of_at: Span::first(),
        pace_allowance: default_allowance(),
        min_period_days: i64::from(DEFAULT_MIN_PERIOD_DAYS),
        small_cell: DEFAULT_SMALL_CELL,
        late_after: DEFAULT_LATE_AFTER,
        base_url: None,
        edit_url: None,
        new_url: None,
        has_forms: false,
        county_plan_counts: false,
        allow: Vec::new(),
    }
}

/// What stands for a site.yaml that cannot be read.
pub(crate) fn default_site_file() -> SiteFile {
    (default_site(), default_calendar(), None)
}

fn default_allowance() -> Figure {
    Figure::parse("0.1").unwrap_or(Figure::ZERO)
}

/// The default calendar, over all the years that records can be of (docs/content-model.md §3).
fn default_calendar() -> Calendar {
    let (first, last) = (Day::new(1980, 1, 1), Day::new(2120, 1, 1));
    match first.zip(last).and_then(|(first, last)| Period::new(first, last)) {
        Some(period) => Calendar::default_over(period),
        None => Calendar::default(),
    }
}

/// site.yaml → the site, its calendar and the rule for file numbers.
pub(crate) fn site(node: &Node, problems: &mut Vec<SpannedProblem>) -> SiteFile {
    let Some(map) = MapReader::new(node, SITE, problems) else {
        return default_site_file();
    };
    let defaults = default_site();
    let pace_allowance = pace_allowance(&map, problems);
    let title = map.required_text(TITLE, "阳光县城乡结对帮扶档案", problems);
    let site = Site {
        title: title.map_or(defaults.title, |title| title.value),
        organisation: map.string(&ORGANISATION, problems),
        language: map.choice(&LANGUAGE, LANGUAGES, problems).unwrap_or_default(),
        theme: map.string(&THEME, problems).unwrap_or(defaults.theme),
        as_of: map.day(&AS_OF, problems).map(|day| day.value),
        as_of_at: map.value_span(&AS_OF),
        pace_allowance,
        min_period_days: map
            .integer(&MIN_PERIOD_DAYS, 1..=366, "天", problems)
            .map_or(defaults.min_period_days, i64::from),
        small_cell: map.integer(&SMALL_CELL, 0..=1000, "", problems).unwrap_or(DEFAULT_SMALL_CELL),
        late_after: map
            .integer(&LATE_AFTER, 0..=10_000, "天", problems)
            .unwrap_or(DEFAULT_LATE_AFTER),
        base_url: address(map.text(&BASE_URL, problems), "", problems),
        edit_url: address(map.text(&EDIT_URL, problems), "{path}", problems),
        new_url: address(map.text(&NEW_URL, problems), "{text}", problems),
        has_forms: map.flag(&FORM_PAGES, problems),
        county_plan_counts: map.flag(&COUNTY_PLAN_COUNTS, problems),
        allow: allowed_texts(&map, problems),
    };
    if let Some(theme) = map.text(&THEME, problems)
        && !theme.value.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '-' | '_'))
    {
        problems.push((theme.span, Problem::UnsafePath { found: theme.value }));
    }
    let calendar = match site.language {
        _ if map.has(&TERMS) => terms(&map, problems),
        Lang::Zh => default_calendar(),
        Lang::En => default_calendar().in_english(),
    };
    let numbering = map
        .map(&NUMBERING, NUMBERING_FIELDS, problems)
        .map(|numbers| numbering(&numbers, problems));
    (site, calendar, numbering)
}

/// The texts that are no personal data, with reasons.
fn allowed_texts(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> Vec<AllowedText> {
    let mut allowed = Vec::new();
    for item in map.maps(&ALLOW, ALLOW_FIELDS, problems) {
        let text = item.required_text(ALLOWED_TEXT, "13800000000", problems);
        let reason = item.required_text(REASON, "设备编号，不是手机号", problems);
        if let (Some(Spanned { value: text, span }), Some(reason)) = (text, reason) {
            allowed.push(AllowedText { text, reason: reason.value, span });
        }
    }
    allowed
}

/// The tolerated shortfall, from 0 to 1.
fn pace_allowance(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> Figure {
    let Some(Spanned { value, span }) = map.figure(&PACE_ALLOWANCE, &[], problems) else {
        return default_allowance();
    };
    let why = if value.is_negative() {
        NumberProblem::TooSmall(0)
    } else if value > Figure::whole(1) {
        NumberProblem::TooLarge(1)
    } else {
        return value;
    };
    problems.push((span, Problem::BadNumber { found: value.to_string(), why }));
    value
}

/// A web address that contains `part`.
fn address(
    text: Option<Spanned<String>>,
    part: &str,
    problems: &mut Vec<SpannedProblem>,
) -> Option<String> {
    let Spanned { value, span } = text?;
    let lower = value.to_lowercase();
    let is_web = lower.starts_with("http://") || lower.starts_with("https://");
    if is_web && value.contains(part) && !value.contains(is_unsafe_in_address) {
        return Some(value);
    }
    problems.push((span, Problem::BadAddress { found: value }));
    None
}

fn is_unsafe_in_address(ch: char) -> bool {
    ch.is_whitespace() || ch.is_control() || "\"'<>".contains(ch)
}

fn terms(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> Calendar {
    let mut terms: Vec<Spanned<Term>> = Vec::new();
    for map in map.maps(&TERMS, TERM_FIELDS, problems) {
        let name = map.required_text(NAME, "2023—2024学年第二学期", problems);
        let start = map.required_day(START, problems);
        let end = map.required_day(END, problems);
        let period = period(start.as_ref(), end.as_ref(), problems);
        let (Some(Spanned { value: name, span }), Some(period)) = (name, period) else { continue };
        if let Some(other) = terms.iter().find(|term| term.value.name == name) {
            let (file, line) = ("site.yaml".into(), other.span.start.line);
            problems.push((span, Problem::DuplicateId { found: name, file, line }));
            continue;
        }
        if let Some(other) = terms.iter().find(|term| term.value.period.cut(period).is_some()) {
            let other = other.value.name.clone();
            problems.push((span, Problem::OverlappingTerms { other }));
        }
        let code = code_of(&name, period);
        terms.push(Spanned { value: Term { name, period, code }, span });
    }
    Calendar::new(terms.into_iter().map(|term| term.value).collect())
}

/// A term's code from its name, or else from its days: a term that begins from August to January is a first one.
fn code_of(name: &str, period: Period) -> String {
    let (year, half) = match term_code(name) {
        Some(named) => named,
        None => {
            let (year, month) = (period.first.year(), period.first.month());
            let is_autumn = month >= 8 || month == 1;
            (if month >= 8 { year } else { year - 1 }, if is_autumn { 1 } else { 2 })
        }
    };
    format!("{year}-{}-{half}", year + 1)
}
