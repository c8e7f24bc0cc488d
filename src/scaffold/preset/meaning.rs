//! Whether two indicators of one name mean the same.

use crate::diagnostics::BilingualName;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Indicator, MeasureIx, Reads};
use crate::parse::names::{
    ACROSS, ACROSSES, AGGREGATE, AGGREGATES, DENOMINATOR, DIRECTION, DIRECTIONS, EVIDENCE, KINDS,
    MEASURE, NUMERATOR, RECORDS, SCALE, TYPE, UNIT,
};

/// A key in which two indicators differ, with both values as a person would write them; empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The key, in the language of the reader.
    pub key: &'static str,
    /// What the archive has.
    pub existing: String,
    /// What the preset has.
    pub preset: String,
}

/// What changes a figure or how it is judged. A note, a mark as sensitive or a limit for slips does not.
#[must_use]
pub fn differences(
    existing: (&Archive, &Indicator),
    preset: (&Archive, &Indicator),
    lang: Lang,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    let (existing, preset) = (meaning(existing, lang), meaning(preset, lang));
    for ((key, existing), (_, preset)) in existing.into_iter().zip(preset) {
        if existing != preset {
            differences.push(Difference { key: key.in_language(lang), existing, preset });
        }
    }
    differences
}

/// The keys that make up the meaning of an indicator, and what is written at each.
fn meaning(
    (archive, indicator): (&Archive, &Indicator),
    lang: Lang,
) -> [(BilingualName, String); 11] {
    let none = String::new;
    let (mut read, mut numerator, mut denominator) = (none(), none(), none());
    let (mut records, mut types) = (none(), none());
    match &indicator.reads {
        Reads::Measure(at) => read = measure_name(archive, *at),
        Reads::Ratio { numerator: above, denominator: below } => {
            numerator = measure_name(archive, *above);
            denominator = measure_name(archive, *below);
        }
        Reads::Records { kind, types: wanted } => {
            records = word(KINDS, kind, lang);
            let mut names: Vec<String> = Vec::new();
            for record_type in wanted {
                names.push(record_type.folded().to_owned());
            }
            names.sort();
            types = names.join("、");
        }
    }
    let across = match &indicator.across {
        Some(across) => word(ACROSSES, across, lang),
        None => none(),
    };
    let scale = match &indicator.scale {
        Some(scale) => scale.to_string(),
        None => none(),
    };
    let evidence = if indicator.evidence { pick(lang, "是", "true") } else { "" };
    [
        (UNIT, indicator.unit.clone()),
        (DIRECTION, word(DIRECTIONS, &indicator.direction, lang)),
        (AGGREGATE, word(AGGREGATES, &indicator.aggregate, lang)),
        (MEASURE, read),
        (NUMERATOR, numerator),
        (DENOMINATOR, denominator),
        (RECORDS, records),
        (TYPE, types),
        (ACROSS, across),
        (SCALE, scale),
        (EVIDENCE, evidence.to_owned()),
    ]
}

/// How a value is written.
fn word<T: PartialEq>(choices: &[(BilingualName, T)], value: &T, lang: Lang) -> String {
    for (name, choice) in choices {
        if choice == value {
            return name.in_language(lang).to_owned();
        }
    }
    String::new()
}

fn measure_name(archive: &Archive, at: MeasureIx) -> String {
    archive.measures.get(at.0 as usize).cloned().unwrap_or_default()
}
