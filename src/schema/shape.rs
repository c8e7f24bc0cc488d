//! The shapes of values, and the required keys of maps (docs/content-model.md §2; `parse/*.rs` reads them).

use crate::diagnostics::BilingualName;
use crate::model::RecordKind;
use crate::parse::names::*;

/// The shape of a key's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// One text.
    Text,
    /// One text or a list of them.
    Texts,
    /// A day.
    Day,
    /// A number, perhaps with its unit.
    Figure,
    /// A whole number within bounds, perhaps with its unit.
    Whole(u32, u32),
    /// Yes or no.
    Flag,
    /// One of these.
    Choice(Vec<BilingualName>),
    /// One of these, or a list of them.
    Choices(Vec<BilingualName>),
    /// One of these, or schools.
    Scope,
    /// Data keys with their figures or texts.
    Data,
    /// Labels with a text each.
    Labelled,
    /// Accounts with what they may change.
    Grants,
    /// A map of `names::ALL_FIELDS`.
    Map(&'static str),
    /// A list of such maps.
    Maps(&'static str),
}

/// The shape of a key's value. It follows from the key alone: keys that share a spelling but not their meaning are
/// different rows of `names`. `None` means that the key is missing here, which `tests.rs` reports.
pub(super) fn of(key: BilingualName) -> Option<Shape> {
    Some(match key {
        ACTION | BASED_ON | FOLDER_KINDS | FOLDER_TYPES | FOLDER_WORDS | DEPARTMENTS | DEPUTIES
        | FORMERLY | GRADE_VISIT | HELPED | HELPER | HONOURS | HOST | LESSON | MATERIALS
        | MEMBERS | PEOPLE | SHORT | SPEAKERS | SUBJECT | TO | TYPE => Shape::Texts,
        AS_OF | BY_ACTION | CLOSED | DATE | DONE | DUE | END | FROM | OPENED | PUBLIC_UNTIL
        | START => Shape::Day,
        ATTENDANCE | BASELINE | BENEFICIARIES | COST | PACE_ALLOWANCE | PER_RECORD_MAX | SCALE
        | VALUE => Shape::Figure,
        BOARDERS | CLASSES | PUPILS | TEACHERS => Shape::Whole(0, 1_000_000),
        HEADER_ROW => Shape::Whole(1, 1_048_576),
        MONTHS => Shape::Whole(1900, 2200),
        TIMES => Shape::Whole(1, 100_000),
        MIN_PERIOD_DAYS => Shape::Whole(1, 366),
        SMALL_CELL => Shape::Whole(0, 1000),
        LATE_AFTER => Shape::Whole(0, 10_000),
        ASPIRATIONAL | COUNTY_PLAN_COUNTS | DRAFT | EVIDENCE | FORM_PAGES | SENSITIVE | SIGNED
        | WITH_TEAM => Shape::Flag,
        ACROSS => choice(ACROSSES),
        AGGREGATE => choice(AGGREGATES),
        AS => choice(ROLES),
        DIRECTION => choice(DIRECTIONS),
        EVERY => choice(EVERIES),
        LANGUAGE => choice(LANGUAGES),
        LEVEL_HONOUR => choice(HONOUR_LEVELS),
        LEVEL_SCHOOL => choice(LEVELS),
        LEVELS_TARGET => Shape::Choices(LEVELS.iter().map(|(name, _)| *name).collect()),
        PACE => choice(PACES),
        RECORDS => choice(KINDS),
        STATUS => choice(SOLVED),
        SCOPE => Shape::Scope,
        DATA | ORGANISATIONS => Shape::Data,
        ACCESS => Shape::Grants,
        SOURCES => Shape::Maps("source"),
        STALE_AFTER => Shape::Whole(1, 10_000),
        YEAR => choice(YEAR_RULES),
        PER_BOX => Shape::Whole(1, 1000),
        PAGES => Shape::Whole(1, 100_000),
        NUMBERING => Shape::Map("site.numbering"),
        RETENTIONS => Shape::Map("site.numbering.retentions"),
        FOLDERS => Shape::Maps("site.numbering.folders"),
        key if key == RETENTION || RETENTION_FIELDS.contains(&key) => choice(KEEPS),
        TEAM => Shape::Map("plan.team"),
        WAIVED => Shape::Map("plan.targets.waived"),
        ACTIONS => Shape::Maps("plan.actions"),
        COLUMNS => Shape::Maps("ledger.columns"),
        INDICATORS => Shape::Maps("indicator"),
        REPLIES => Shape::Maps("question.replies"),
        TARGETS => Shape::Maps("plan.targets"),
        TERMS => Shape::Maps("site.terms"),
        ALLOW => Shape::Maps("site.allow"),
        ALLOWED_TEXT | APPROVED_BY | AREA | ASKED_BY | AUTHOR | BASE_URL | BY_REPLY | BY_WAIVER
        | CODE | CATEGORY | FOLDER | FONDS | FONDS_NAME | DOCUMENT_NUMBER | CORRECTION
        | DENOMINATOR | DEPARTMENT | EDIT_URL | NEW_URL | FORM | GRADE | HEAD | ID | INDICATOR
        | LEAD | LEADER | MEASURE | NAME | NOTE | NUMERATOR | ORGANISATION | OWNER | PAIR
        | PLACE | PLAN | QUALITY | REASON | RECORDER | SCHOOL | SHEET | TABLE | TERM | TEXT
        | THEME | TIME | TITLE | TOWNSHIP | UNIT | URL => Shape::Text,
        _ => return of_forms(key),
    })
}

/// The shape of what the forms of visits, and pairs and schools of today ask.
fn of_forms(key: BilingualName) -> Option<Shape> {
    Some(match key {
        FOLLOW_UPS => Shape::Maps("visit.follow_ups"),
        CLOSES => Shape::Maps("visit.closes"),
        OTHER => Shape::Labelled,
        AGREEMENT | FEEDBACK | KIND | MEASURE_FOLLOW_UP | MERGED_INTO | NEEDS | PROBLEM
        | RECORD => Shape::Text,
        _ => return None,
    })
}

fn choice<T>(choices: &[(BilingualName, T)]) -> Shape {
    Shape::Choice(choices.iter().map(|(name, _)| *name).collect())
}

/// The required keys of a map. The date of a visit has a rule of its own.
pub(super) fn required(map: &str) -> &'static [BilingualName] {
    match map {
        "site" => &[TITLE],
        "site.terms" => &[NAME, START, END],
        "site.allow" => &[ALLOWED_TEXT, REASON],
        "site.numbering.folders" => &[NAME],
        "indicator" => &[NAME, UNIT, DIRECTION, AGGREGATE],
        "school" => &[NAME, LEVEL_SCHOOL],
        "pair" => &[HELPER, HELPED, START],
        "access" => &[ACCESS],
        "sources" => &[SOURCES],
        "source" => &[NAME, FOLDER],
        "plan" => &[TITLE, START, END],
        "plan.targets" => &[INDICATOR],
        "plan.targets.waived" => &[REASON, BY_WAIVER],
        "plan.actions" => &[NAME],
        "visit" => &[TITLE, TYPE],
        "visit.follow_ups" => &[PROBLEM],
        "visit.closes" => &[RECORD],
        "summary" => &[TITLE, TERM, DATE],
        "ledger" => &[TITLE, TABLE, COLUMNS],
        "ledger.columns" => &[NAME, AS],
        "resource" | "honour" | "question" => &[TITLE, DATE],
        "question.replies" => &[TEXT],
        _ => &[],
    }
}

/// The map of a record's kind.
pub(super) fn record(kind: RecordKind) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == kind).map_or("", |(key, _)| key.en)
}
