//! What is counted, and how (docs/content-model.md §2, indicators.yaml; §4).

use super::figure::Figure;
use super::ids::MeasureIx;
use super::record_kind::RecordKind;
use super::record_type::RecordType;

/// Which way a target is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 不低于.
    AtLeast,
    /// 不超过.
    AtMost,
}

impl Direction {
    /// The English code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Direction::AtLeast => "at_least",
            Direction::AtMost => "at_most",
        }
    }
}

/// How entries become one figure (docs/content-model.md §4, *Aggregates*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// 合计.
    Sum,
    /// 次数: the number of records of a kind.
    Count,
    /// 去重计数: the number of different (school, text).
    Distinct,
    /// 平均.
    Mean,
    /// 最低.
    Min,
    /// 最高.
    Max,
    /// 最新: the value of the latest date.
    Last,
    /// 比率: Σ numerator / Σ denominator.
    Ratio,
    /// 最新比率: numerator / denominator of the latest date.
    LastRatio,
}

impl Aggregate {
    /// Every aggregate.
    pub const ALL: [Aggregate; 9] = [
        Aggregate::Sum,
        Aggregate::Count,
        Aggregate::Distinct,
        Aggregate::Mean,
        Aggregate::Min,
        Aggregate::Max,
        Aggregate::Last,
        Aggregate::Ratio,
        Aggregate::LastRatio,
    ];

    /// The English code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Aggregate::Sum => "sum",
            Aggregate::Count => "count",
            Aggregate::Distinct => "distinct",
            Aggregate::Mean => "mean",
            Aggregate::Min => "min",
            Aggregate::Max => "max",
            Aggregate::Last => "last",
            Aggregate::Ratio => "ratio",
            Aggregate::LastRatio => "last_ratio",
        }
    }

    /// Whether it reads a numerator and a denominator rather than one measure.
    #[must_use]
    pub fn is_ratio(self) -> bool {
        matches!(self, Aggregate::Ratio | Aggregate::LastRatio)
    }

    /// Whether it grows with the entries from nothing: sum, count, distinct (docs/content-model.md §5 rule 2).
    #[must_use]
    pub fn is_cumulative(self) -> bool {
        matches!(self, Aggregate::Sum | Aggregate::Count | Aggregate::Distinct)
    }
}

/// How the last values of several schools become one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Across {
    /// 合计.
    Sum,
    /// 平均.
    Mean,
    /// 最低.
    Min,
    /// 最高.
    Max,
}

/// What an indicator reads from the entries.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reads {
    /// One data key.
    Measure(MeasureIx),
    /// Two data keys, for ratios.
    Ratio {
        /// 分子.
        numerator: MeasureIx,
        /// 分母.
        denominator: MeasureIx,
    },
    /// The records themselves, for counts.
    Records {
        /// 统计记录: of this kind.
        kind: RecordKind,
        /// 类型: and only of one of these types; of any when empty.
        types: Vec<RecordType>,
    },
}

/// An indicator (指标).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Indicator {
    /// 名称: its id and label.
    pub name: String,
    /// 单位, such as `课时` or `%`.
    pub unit: String,
    /// 方向.
    pub direction: Direction,
    /// 汇总.
    pub aggregate: Aggregate,
    /// What it reads.
    pub reads: Reads,
    /// 跨校汇总: for `last` in a joint target.
    pub across: Option<Across>,
    /// 倍数: what the figure of a ratio is multiplied by.
    pub scale: Option<Figure>,
    /// 单条上限: a single entry above it is probably a slip.
    pub per_record_max: Option<Figure>,
    /// 可为负: an entry may have a negative value.
    pub signed: bool,
    /// 须有佐证: without any entry there is no value.
    pub evidence: bool,
    /// 敏感: small figures are hidden.
    pub sensitive: bool,
    /// 说明.
    pub note: Option<String>,
}

impl Indicator {
    /// The data keys that it reads.
    #[must_use]
    pub fn measures(&self) -> Vec<MeasureIx> {
        match self.reads {
            Reads::Measure(measure) => vec![measure],
            Reads::Ratio { numerator, denominator } => vec![numerator, denominator],
            Reads::Records { .. } => Vec::new(),
        }
    }

    /// Whether its unit is `%`, so that ratios are multiplied by 100.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.unit == "%"
    }
}
