//! indicators.yaml (docs/content-model.md §2).

use rustc_hash::FxHashMap;

use super::map_reader::MapReader;
use super::names::*;
use crate::diagnostics::{BilingualName, NumberProblem, Problem, SpannedProblem};
use crate::model::{Aggregate, Figure, Indicator, IndicatorIx, MeasureIx, Reads, RecordType};
use crate::syntax::span::{Span, Spanned};
use crate::syntax::text::fold_width;
use crate::syntax::yaml::Node;

/// How the values of a data key are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct MeasureUse {
    pub(crate) units: Vec<String>,
    pub(crate) number: bool,
    pub(crate) texts: bool,
    /// Whether an indicator that reads them allows negative ones.
    pub(crate) signed: bool,
    /// The most that an indicator expects of one entry, with the indicator's name.
    pub(crate) most: Option<(Figure, String)>,
}

impl MeasureUse {
    fn add_unit(&mut self, unit: &str) {
        if !self.units.iter().any(|known| known == unit) {
            self.units.push(unit.to_owned());
        }
    }
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
    /// How the values of a data key are read.
    pub(crate) fn uses(&self, measure: MeasureIx) -> &MeasureUse {
        &self.uses[measure.0 as usize]
    }

    /// The measure of a data key, created at its first use.
    fn measure(&mut self, key: &str) -> MeasureIx {
        if let Some(measure) = self.by_key.get(key) {
            return *measure;
        }
        let measure = MeasureIx(self.measures.len() as u32);
        self.measures.push(key.to_owned());
        self.uses.push(MeasureUse::default());
        self.by_key.insert(key.to_owned(), measure);
        measure
    }

    /// The measure of a data key whose values are numbers, in `unit` if one is given.
    fn number_measure(&mut self, key: &str, unit: Option<&str>) -> MeasureIx {
        let measure = self.measure(key);
        let uses = &mut self.uses[measure.0 as usize];
        uses.number = true;
        if let Some(unit) = unit {
            uses.add_unit(unit);
        }
        measure
    }

    /// Sets the most that an indicator expects of one entry; of several the least holds.
    fn limit(&mut self, measure: MeasureIx, most: Figure, indicator: &str) {
        let uses = &mut self.uses[measure.0 as usize];
        if uses.most.as_ref().is_none_or(|(least, _)| most < *least) {
            uses.most = Some((most, indicator.to_owned()));
        }
    }

    /// Allows negative values of what an indicator reads.
    fn allow_negative(&mut self, reads: &Reads) {
        let measures = match reads {
            Reads::Measure(measure) => vec![*measure],
            Reads::Ratio { numerator, denominator } => vec![*numerator, *denominator],
            Reads::Records { .. } => Vec::new(),
        };
        for measure in measures {
            self.uses[measure.0 as usize].signed = true;
        }
    }

    /// The measure of a data key whose values are texts. A number with the unit is no text.
    fn text_measure(&mut self, key: &str, unit: &str) -> MeasureIx {
        let measure = self.measure(key);
        let uses = &mut self.uses[measure.0 as usize];
        uses.texts = true;
        uses.add_unit(unit);
        measure
    }
}

/// indicators.yaml → the indicators that could be read.
pub(crate) fn indicators(
    node: &Node,
    file: &str,
    problems: &mut Vec<SpannedProblem>,
) -> Indicators {
    let mut indicators = Indicators::default();
    let Some(map) = MapReader::new(node, INDICATOR_FILE, problems) else { return indicators };
    let mut lines: FxHashMap<String, u32> = FxHashMap::default();
    let mut spans: Vec<Span> = Vec::new();
    for map in map.maps(&INDICATORS, INDICATOR_FIELDS, problems) {
        let Some((name, indicator)) = indicator(&map, &mut indicators, problems) else { continue };
        if let Some(line) = lines.get(&name.value) {
            let (found, file) = (name.value, file.to_owned());
            problems.push((name.span, Problem::DuplicateId { found, file, line: *line }));
            continue;
        }
        lines.insert(name.value.clone(), name.span.start.line);
        spans.push(name.span);
        indicators.by_name.insert(name.value, IndicatorIx(indicators.list.len()));
        indicators.list.push(indicator);
    }
    check_marks(&indicators, &spans, problems);
    indicators
}

/// Finds indicators that read what a sensitive one reads and are not sensitive themselves, and numbers of records that are. `spans`: of their names.
fn check_marks(indicators: &Indicators, spans: &[Span], problems: &mut Vec<SpannedProblem>) {
    let mut sensitive: FxHashMap<MeasureIx, &str> = FxHashMap::default();
    for indicator in indicators.list.iter().filter(|indicator| indicator.sensitive) {
        for measure in indicator.measures() {
            sensitive.entry(measure).or_insert(&indicator.name);
        }
    }
    for (indicator, span) in indicators.list.iter().zip(spans) {
        if indicator.sensitive && indicator.aggregate == Aggregate::Count {
            let indicator = indicator.name.clone();
            problems.push((*span, Problem::SensitiveCount { indicator }));
            continue;
        }
        let shared = indicator.measures().into_iter().find(|one| sensitive.contains_key(one));
        if let (false, Some(measure)) = (indicator.sensitive, shared) {
            let problem = Problem::UnmarkedSensitive {
                indicator: indicator.name.clone(),
                measure: indicators.measures[measure.0 as usize].clone(),
                sensitive: sensitive[&measure].to_owned(),
            };
            problems.push((*span, problem));
        }
    }
}

fn indicator(
    map: &MapReader<'_>,
    indicators: &mut Indicators,
    problems: &mut Vec<SpannedProblem>,
) -> Option<(Spanned<String>, Indicator)> {
    let name = map.required_text(NAME, "送教课时", problems);
    let unit = map.required_text(UNIT, "课时", problems);
    let direction = map.required_choice(DIRECTION, DIRECTIONS, problems);
    let aggregate = map.required_choice(AGGREGATE, AGGREGATES, problems);
    let measure = map.string(&MEASURE, problems);
    let is_ratio = aggregate.is_some_and(Aggregate::is_ratio);
    let is_count = aggregate == Some(Aggregate::Count);
    let numerator = ratio_part(map, NUMERATOR, is_ratio, problems);
    let denominator = ratio_part(map, DENOMINATOR, is_ratio, problems);
    let kind = match is_count {
        true => map.required_choice(RECORDS, KINDS, problems),
        false => map.choice(&RECORDS, KINDS, problems),
    };
    let types = map.strings(&TYPE, problems).into_iter().map(RecordType::new).collect();
    let across = map.choice(&ACROSS, ACROSSES, problems);
    let signed = map.flag(&SIGNED, problems);
    let evidence = map.flag(&EVIDENCE, problems);
    let sensitive = map.flag(&SENSITIVE, problems);
    let note = map.string(&NOTE, problems);

    let (name, unit, direction, aggregate) = (name?, unit?.value, direction?, aggregate?);
    let unit = if fold_width(&unit) == "%" { "%".to_owned() } else { unit };
    let reads = if is_ratio {
        Reads::Ratio {
            numerator: indicators.number_measure(&numerator?, None),
            denominator: indicators.number_measure(&denominator?, None),
        }
    } else if is_count {
        Reads::Records { kind: kind?, types }
    } else {
        let key = measure.as_deref().unwrap_or(&name.value);
        Reads::Measure(match aggregate {
            Aggregate::Distinct => indicators.text_measure(key, &unit),
            _ => indicators.number_measure(key, Some(&unit)),
        })
    };
    if signed {
        indicators.allow_negative(&reads);
    }
    let scale = scale(map, aggregate, &unit, problems);
    let per_record_max = map.figure(&PER_RECORD_MAX, &[&unit], problems);
    if let (Some(most), Reads::Measure(measure)) = (&per_record_max, &reads) {
        indicators.limit(*measure, most.value, &name.value);
    }
    let indicator = Indicator {
        name: name.value.clone(),
        unit,
        direction,
        aggregate,
        reads,
        across,
        scale,
        per_record_max: per_record_max.map(|figure| figure.value),
        signed,
        evidence,
        sensitive,
        note,
    };
    Some((name, indicator))
}

/// What the figure of a ratio is multiplied by.
fn scale(
    map: &MapReader<'_>,
    aggregate: Aggregate,
    unit: &str,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Figure> {
    let Spanned { value, span } = map.figure(&SCALE, &[], problems)?;
    let problem = if !aggregate.is_ratio() {
        Problem::ScaleWithoutRatio
    } else if unit == "%" {
        Problem::ScaleOfPercent
    } else if value <= Figure::ZERO {
        let why = NumberProblem::TooSmall(1);
        Problem::BadNumber { found: value.to_string(), why }
    } else {
        return Some(value);
    };
    problems.push((span, problem));
    None
}

/// The data key above or below the fraction bar, which a ratio must have.
fn ratio_part(
    map: &MapReader<'_>,
    key: BilingualName,
    is_ratio: bool,
    problems: &mut Vec<SpannedProblem>,
) -> Option<String> {
    match is_ratio {
        true => Some(map.required_text(key, "优课节数", problems)?.value),
        false => map.string(&key, problems),
    }
}
