//! Plans, their targets and actions (docs/content-model.md §2, plans).

use super::day::{Day, Period};
use super::figure::Figure;
use super::filing::Filing;
use super::former::FormerId;
use super::ids::{IndicatorIx, PairIx, SchoolIx};
use super::record::Body;
use super::school::Level;
use crate::syntax::span::Span;

/// The owner of a plan, decided by its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanOwner {
    /// The archive's (the county's): all schools.
    Archive,
    /// One school's.
    School(SchoolIx),
    /// A pair's: helper and helped.
    Pair(PairIx),
}

/// A plan (计划).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Plan {
    /// Its path under `content/` without `.md`.
    pub id: String,
    /// Its file, for messages.
    pub file: String,
    /// 标题.
    pub title: String,
    /// Whose it is.
    pub owner: PlanOwner,
    /// From 开始 to 结束.
    pub period: Period,
    /// 领导小组.
    pub team: Option<Team>,
    /// 目标, in the order written.
    pub targets: Vec<Target>,
    /// 措施, in the order written.
    pub actions: Vec<Action>,
    /// 依据.
    pub based_on: Vec<String>,
    /// 说明.
    pub note: Option<String>,
    /// 公示至: the last day on which it is published; its targets are judged after it too.
    pub public_until: Option<Day>,
    /// 更正: why it was changed after it was signed.
    pub correction: Option<String>,
    /// 草稿: judges nothing and is published nowhere.
    pub draft: bool,
    /// 曾用名: ids that it had.
    pub formerly: Vec<FormerId>,
    /// Its text.
    pub body: Body,
    /// Its attachments: paths under `content/`.
    pub attachments: Vec<String>,
    /// What it says about its filing.
    pub filing: Filing,
}

impl Plan {
    /// Whether anything of it may be shown on that day: it is no draft, and its 公示至 is not over.
    #[must_use]
    pub fn is_published(&self, as_of: Day) -> bool {
        !self.draft && !self.is_withdrawn(as_of)
    }

    /// Whether its 公示至 is over on that day.
    #[must_use]
    pub fn is_withdrawn(&self, as_of: Day) -> bool {
        self.public_until.is_some_and(|until| until < as_of)
    }
}

/// 领导小组.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Team {
    /// 组长.
    pub leader: Option<String>,
    /// 副组长.
    pub deputies: Vec<String>,
    /// 成员.
    pub members: Vec<String>,
}

/// The period for which a target's value is due each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Every {
    /// 每周, from Monday to Sunday.
    Week,
    /// 每月.
    Month,
    /// 每季度, of the calendar.
    Quarter,
    /// 每学期.
    Term,
    /// 每学年.
    Year,
}

impl Every {
    /// Every length of period, the shortest first.
    pub const ALL: [Every; 5] =
        [Every::Week, Every::Month, Every::Quarter, Every::Term, Every::Year];

    /// The English code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Every::Week => "week",
            Every::Month => "month",
            Every::Quarter => "quarter",
            Every::Term => "term",
            Every::Year => "year",
        }
    }
}

/// Whose entries a target judges.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// 合计: all schools of the plan pooled into one figure.
    Joint,
    /// 各校: each school of the plan apart.
    Each,
    /// 帮扶方: each helper of the pair.
    Helper,
    /// 受援方: each helped school of the pair.
    Helped,
    /// The named schools, each apart, in the order written.
    Schools(Vec<SchoolIx>),
}

/// How a target is to grow through its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pace {
    /// 匀速.
    Linear,
    /// 到期: only the end counts.
    Deadline,
}

/// 不适用.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Waiver {
    /// 理由.
    pub reason: String,
    /// 批准人.
    pub by: String,
    /// 自: only periods that start on or after this day are waived; all without.
    pub from: Option<Day>,
}

/// A target (目标).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target {
    /// 编号, unique in the plan; by default the indicator's name.
    pub id: String,
    /// 指标.
    pub indicator: IndicatorIx,
    /// 值; `None` for words such as 定期.
    pub value: Option<Figure>,
    /// 每; `None` means once over the whole plan.
    pub every: Option<Every>,
    /// 范围.
    pub scope: Scope,
    /// 学段: only schools of these levels; all when empty.
    pub levels: Vec<Level>,
    /// 基线.
    pub baseline: Option<Figure>,
    /// 进度.
    pub pace: Pace,
    /// 不适用.
    pub waived: Option<Waiver>,
    /// 力争: judged and shown, but kept out of roll-ups.
    pub aspirational: bool,
    /// 责任人.
    pub owner: Option<String>,
    /// 说明.
    pub note: Option<String>,
    /// Its place in the file.
    pub at: Span,
}

/// A planned measure (措施).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Action {
    /// 编号; by default its name.
    pub id: String,
    /// 名称.
    pub name: String,
    /// 完成时间.
    pub by: Option<Day>,
    /// 次数, at least 1.
    pub times: u32,
    /// 负责人.
    pub lead: Option<String>,
    /// 责任部门.
    pub department: Option<String>,
    /// 地点.
    pub place: Option<String>,
    /// 质量要求.
    pub quality: Option<String>,
    /// 说明.
    pub note: Option<String>,
    /// Its place in the file.
    pub at: Span,
}
