//! How a target or an action stands (docs/content-model.md §5).

use serde::{Serialize, Serializer};

/// The status of one period, or of a whole target.
///
/// The order of the variants is the order of roll-ups, worst first
/// (docs/content-model.md §5, last paragraph): `Status::Missed < Status::Met`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 未达成: the period is over and the target was not reached.
    Missed,
    /// 已不达标: a limit is broken while the period still runs.
    Breached,
    /// 滞后: clearly behind what was to be expected by now.
    Behind,
    /// 缺数据: there is no figure to judge.
    NoData,
    /// 需关注: a little behind, within the allowance.
    AtRisk,
    /// 进度正常.
    OnTrack,
    /// 未开始: the period has not begun.
    NotDue,
    /// 不公开: it would tell something about a figure that is not published (docs/content-model.md §7).
    Withheld,
    /// 未设指标值: the plan names no value; the figure is shown, nothing is judged.
    Unquantified,
    /// 不适用: the target was waived, with a reason.
    Waived,
    /// 已达成.
    Met,
}

impl Status {
    /// Every status, worst first.
    pub const ALL: [Status; 11] = [
        Status::Missed,
        Status::Breached,
        Status::Behind,
        Status::NoData,
        Status::AtRisk,
        Status::OnTrack,
        Status::NotDue,
        Status::Withheld,
        Status::Unquantified,
        Status::Waived,
        Status::Met,
    ];

    /// The stable English code, as exported and used in style sheets.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Status::Missed => "missed",
            Status::Breached => "breached",
            Status::Behind => "behind",
            Status::NoData => "no_data",
            Status::AtRisk => "at_risk",
            Status::OnTrack => "on_track",
            Status::NotDue => "not_due",
            Status::Withheld => "withheld",
            Status::Unquantified => "unquantified",
            Status::Waived => "waived",
            Status::Met => "met",
        }
    }

    /// Whether a clerk should look at it: the statuses of the home page's list.
    #[must_use]
    pub fn needs_attention(self) -> bool {
        self <= Status::AtRisk
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// The status of a planned measure (docs/content-model.md §5, *Actions*), worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionStatus {
    /// 逾期: past its day and not carried out often enough.
    Overdue,
    /// 待开展.
    Pending,
    /// 进行中: carried out, but not often enough yet.
    InProgress,
    /// 逾期完成.
    DoneLate,
    /// 已完成.
    Done,
}

impl ActionStatus {
    /// Every status of an action, worst first.
    pub const ALL: [ActionStatus; 5] = [
        ActionStatus::Overdue,
        ActionStatus::Pending,
        ActionStatus::InProgress,
        ActionStatus::DoneLate,
        ActionStatus::Done,
    ];

    /// The stable English code, as exported and used in style sheets.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ActionStatus::Overdue => "overdue",
            ActionStatus::Pending => "pending",
            ActionStatus::InProgress => "in_progress",
            ActionStatus::DoneLate => "done_late",
            ActionStatus::Done => "done",
        }
    }
}

/// The status of a problem found at a visit (docs/content-model.md §5, *Follow-ups*), worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FollowUpStatus {
    /// 逾期: past the day on which it was due.
    Overdue,
    /// 整改中.
    Open,
    /// 已销号.
    Done,
}

impl FollowUpStatus {
    /// Every status of a problem, worst first.
    pub const ALL: [FollowUpStatus; 3] =
        [FollowUpStatus::Overdue, FollowUpStatus::Open, FollowUpStatus::Done];

    /// The stable English code, as exported.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            FollowUpStatus::Overdue => "overdue",
            FollowUpStatus::Open => "open",
            FollowUpStatus::Done => "done",
        }
    }
}

impl Serialize for ActionStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
