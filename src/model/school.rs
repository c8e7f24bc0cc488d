//! Schools and the pairs they form (docs/content-model.md §2).

use super::day::{Day, Period};
use super::former::FormerId;
use super::ids::SchoolIx;
use crate::syntax::span::Span;

/// 学段.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 幼儿园.
    Kindergarten,
    /// 小学.
    Primary,
    /// 初中.
    Junior,
    /// 高中.
    Senior,
    /// 九年一贯制.
    NineYear,
    /// 特教.
    Special,
    /// 教育局.
    Bureau,
}

impl Level {
    /// Whether a school of this level is among those of the listed levels: a nine-year school is a primary and a junior
    /// school.
    #[must_use]
    pub fn is_among(self, levels: &[Level]) -> bool {
        let also: &[Level] = match self {
            Level::NineYear => &[Level::Primary, Level::Junior],
            _ => &[],
        };
        levels.iter().any(|level| *level == self || also.contains(level))
    }
}

/// A school, a kindergarten or the bureau itself (school.yaml).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct School {
    /// Its folder name, in NFC: the id that exports use (`bochang`).
    pub id: String,
    /// Its file, for messages: `content/schools/bochang/school.yaml`.
    pub file: String,
    /// 名称.
    pub name: String,
    /// 学段.
    pub level: Level,
    /// 简称.
    pub short: Vec<String>,
    /// 学校标识码.
    pub code: Option<String>,
    /// 乡镇.
    pub township: Option<String>,
    /// 城乡类别.
    pub area: Option<String>,
    /// 等级.
    pub grade: Option<String>,
    /// 称号.
    pub honours: Vec<String>,
    /// 负责人.
    pub head: Option<String>,
    /// 班级数.
    pub classes: Option<u32>,
    /// 学生数.
    pub pupils: Option<u32>,
    /// 寄宿生数.
    pub boarders: Option<u32>,
    /// 专任教师数.
    pub teachers: Option<u32>,
    /// 处室.
    pub departments: Vec<String>,
    /// 开办: its first day; open without.
    pub opened: Option<Day>,
    /// 停办: its last day; open without.
    pub closed: Option<Day>,
    /// 并入: the school that it became a part of.
    pub merged_into: Option<SchoolIx>,
    /// 曾用名: old names and ids, which references may still use.
    pub formerly: Vec<String>,
    /// 说明.
    pub note: Option<String>,
    /// Where its dates are written, for messages.
    pub dates_at: Span,
}

/// A pairing of one helper with one or more helped schools (pair.yaml).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pair {
    /// Its id: `pairs/<folder>` as on disk, in NFC.
    pub id: String,
    /// Its folder name.
    pub folder: String,
    /// Its file, for messages.
    pub file: String,
    /// 名称; made of the schools' names when none is given.
    pub name: String,
    /// 形式: 结对帮扶, 教育集团 …
    pub kind: Option<String>,
    /// 帮扶校, in the order written; at least one.
    pub helpers: Vec<SchoolIx>,
    /// 受援校, in the order written.
    pub helped: Vec<SchoolIx>,
    /// 开始.
    pub start: Day,
    /// 结束; open without.
    pub end: Option<Day>,
    /// 协议: a file in its folder, as a path under `content/`.
    pub agreement: Option<String>,
    /// 曾用名: folders or ids that it had.
    pub formerly: Vec<FormerId>,
    /// 说明.
    pub note: Option<String>,
    /// Where its dates are written, for messages.
    pub dates_at: Span,
}

impl School {
    /// The folder of its records: `content/schools/bochang`.
    #[must_use]
    pub fn folder(&self) -> &str {
        match self.file.rsplit_once('/') {
            Some((folder, _)) => folder,
            None => &self.file,
        }
    }
}

impl Pair {
    /// Helper and helped, in that order.
    pub fn schools(&self) -> impl Iterator<Item = SchoolIx> + '_ {
        self.helpers.iter().chain(&self.helped).copied()
    }

    /// Whether the school is of the pair.
    #[must_use]
    pub fn holds(&self, school: SchoolIx) -> bool {
        self.helpers.contains(&school) || self.helped.contains(&school)
    }

    /// Whether the school is of the pair, and so is another one of `to`, if there are any.
    #[must_use]
    pub fn joins(&self, school: SchoolIx, to: &[SchoolIx]) -> bool {
        let meets = |other: &SchoolIx| *other != school && self.holds(*other);
        self.holds(school) && (to.is_empty() || to.iter().any(meets))
    }

    /// Whether the pair exists on that day.
    #[must_use]
    pub fn active_on(&self, day: Day) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }

    /// The part of a period in which the pair exists.
    #[must_use]
    pub fn cut(&self, period: Period) -> Option<Period> {
        cut(period, Some(self.start), self.end)
    }

    /// Whether the pair exists on any day of the period.
    #[must_use]
    pub fn active_in(&self, period: Period) -> bool {
        self.cut(period).is_some()
    }
}

impl School {
    /// The part of a period in which the school exists.
    #[must_use]
    pub fn cut(&self, period: Period) -> Option<Period> {
        cut(period, self.opened, self.closed)
    }
}

/// The part of a period from the first to the last day, which are open when absent.
fn cut(period: Period, first: Option<Day>, last: Option<Day>) -> Option<Period> {
    let first = first.map_or(period.first, |first| first.max(period.first));
    let last = last.map_or(period.last, |last| last.min(period.last));
    Period::new(first, last)
}
