//! Typed positions: which school, plan, record … of an archive is meant.

use serde::{Deserialize, Serialize};

/// The position of one of the archive's schools, which are in order of id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SchoolIx(pub usize);

/// The position of one of the archive's pairs, which are in order of id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PairIx(pub usize);

/// The position of one of the archive's plans, which are in order of id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlanIx(pub usize);

/// The position of one of the archive's records, which are in order of id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordIx(pub usize);

/// The position of one of the archive's indicators, which are in the order of indicators.yaml.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorIx(pub usize);

/// A data key that some indicator reads, by its position in [`super::Archive::measures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MeasureIx(pub u32);

/// The position of one of the calendar's terms, which are in order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TermIx(pub usize);

/// One action of one plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActionRef {
    /// The plan.
    pub plan: PlanIx,
    /// The position of the action in [`super::Plan::actions`].
    pub action: usize,
}
