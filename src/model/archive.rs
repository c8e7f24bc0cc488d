//! The archive: everything that was written, with every reference resolved.

use std::sync::Arc;

use super::calendar::Calendar;
use super::day::Day;
use super::figure::Figure;
use super::filing::{GivenNumber, Numbering};
use super::ids::{IndicatorIx, PairIx, PlanIx, RecordIx, SchoolIx};
use super::indicator::Indicator;
use super::lang::Lang;
use super::plan::{Plan, PlanOwner};
use super::record::{Closing, Detail, PairOf, Record};
use super::school::{Pair, School};
use crate::syntax::span::Span;

/// site.yaml (docs/content-model.md §2).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Site {
    /// 标题.
    pub title: String,
    /// 单位.
    pub organisation: Option<String>,
    /// 语言.
    pub language: Lang,
    /// 主题.
    pub theme: String,
    /// 截至日, when site.yaml names it.
    pub as_of: Option<Day>,
    /// Where site.yaml names it, for messages.
    pub as_of_at: Span,
    /// 进度容差, from 0 to 1; 0.1 by default.
    pub pace_allowance: Figure,
    /// 最少天数; 10 by default.
    pub min_period_days: i64,
    /// 小数抑制; 5 by default.
    pub small_cell: u32,
    /// 补录天数: a record that was handed in more days after its date is marked so; 0 never. 30 by default.
    pub late_after: u32,
    /// 网址.
    pub base_url: Option<String>,
    /// 编辑地址, with `{path}`.
    pub edit_url: Option<String>,
    /// 新建地址, with `{dir}`, `{name}` and `{text}`: where a git host takes a new file.
    pub new_url: Option<String>,
    /// 填报: whether the site has pages with forms.
    pub has_forms: bool,
    /// 县级计划计入四有: whether plans of the whole archive count in the completeness check of each school.
    pub county_plan_counts: bool,
    /// 允许: texts that are no personal data.
    pub allow: Vec<AllowedText>,
}

/// A text that looks like personal data and is none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AllowedText {
    /// 文本, as it stands in the archive.
    pub text: String,
    /// 理由.
    pub reason: String,
    /// Where site.yaml lists it.
    pub span: Span,
}

/// An archive. Every vector of things with an id is sorted by it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Archive {
    /// site.yaml.
    pub site: Site,
    /// The terms: listed, or the default calendar.
    pub calendar: Calendar,
    /// The data keys that indicators read, by [`super::MeasureIx`].
    pub measures: Vec<String>,
    /// Indicators, in the order written.
    pub indicators: Vec<Indicator>,
    /// Schools, by id.
    pub schools: Vec<School>,
    /// Pairs, by id.
    pub pairs: Vec<Pair>,
    /// Plans, by id.
    pub plans: Vec<Plan>,
    /// Records, by id. Shared, because most are unchanged when the archive is read again.
    pub records: Vec<Arc<Record>>,
    /// The problems of visits that other visits settle, sorted.
    pub closings: Vec<Closing>,
    /// How documents are numbered, when site.yaml says so.
    pub numbering: Option<Numbering>,
    /// The numbers given so far, in their order.
    pub numbers: Vec<GivenNumber>,
}

impl Archive {
    /// One school.
    #[must_use]
    pub fn school(&self, at: SchoolIx) -> &School {
        &self.schools[at.0]
    }

    /// One pair.
    #[must_use]
    pub fn pair(&self, at: PairIx) -> &Pair {
        &self.pairs[at.0]
    }

    /// One plan.
    #[must_use]
    pub fn plan(&self, at: PlanIx) -> &Plan {
        &self.plans[at.0]
    }

    /// One record.
    #[must_use]
    pub fn record(&self, at: RecordIx) -> &Record {
        &self.records[at.0]
    }

    /// One indicator.
    #[must_use]
    pub fn indicator(&self, at: IndicatorIx) -> &Indicator {
        &self.indicators[at.0]
    }

    /// The schools of a plan's scope, by id; of a pair's plan the helper first.
    #[must_use]
    pub fn schools_of(&self, plan: &Plan) -> Vec<SchoolIx> {
        match plan.owner {
            PlanOwner::Archive => (0..self.schools.len()).map(SchoolIx).collect(),
            PlanOwner::School(school) => vec![school],
            PlanOwner::Pair(pair) => self.pair(pair).schools().collect(),
        }
    }

    /// The pair of something that a school did on a day with others (docs/content-model.md §4 rule 4): the one pair,
    /// active on that day, that holds the school and another one of `to`; without `to`, that holds the school.
    #[must_use]
    pub fn pair_for(&self, school: SchoolIx, to: &[SchoolIx], day: Day) -> PairOf {
        let mut found = PairOf::None;
        for (at, pair) in self.pairs.iter().enumerate() {
            if !pair.active_on(day) || !pair.joins(school, to) {
                continue;
            }
            if found != PairOf::None {
                return PairOf::Several;
            }
            found = PairOf::One(PairIx(at));
        }
        found
    }

    /// The latest day of any record or ledger row that is no draft: the default for `as_of` (docs/content-model.md §5).
    #[must_use]
    pub fn latest_day(&self) -> Option<Day> {
        let mut latest = None;
        for record in &self.records {
            if record.draft {
                continue;
            }
            latest = latest.max(record.day);
            if let Detail::Ledger(ledger) = &record.detail {
                latest = latest.max(ledger.days.iter().flatten().max().copied());
            }
        }
        latest
    }
}
