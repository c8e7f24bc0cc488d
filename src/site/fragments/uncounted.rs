//! Why no target counts a figure, in words.

use crate::engine::progress::{ExclusionReason, UncountedReason};
use crate::l10n::Lang;
use crate::l10n::phrases::Phrases;
use crate::l10n::quotes::quoted;
use crate::model::Archive;

/// Why no target counts a figure.
pub(crate) fn uncounted_reason(archive: &Archive, words: Phrases, why: UncountedReason) -> String {
    match why {
        UncountedReason::NoTarget => {
            words.pick("没有一个目标考核这个数", "no target asks for it").to_owned()
        }
        UncountedReason::OtherSchools => words
            .pick(
                "考核这个数的目标都不考核这所学校",
                "the targets that ask for it are for other schools",
            )
            .to_owned(),
        UncountedReason::OtherDays => words
            .pick("日期不在任何一个目标的考核期内", "dated in no period that a target judges")
            .to_owned(),
        UncountedReason::Excluded(why) => exclusion_words(archive, words, why),
    }
}

/// Why a target does not count a record.
pub(crate) fn exclusion_words(archive: &Archive, words: Phrases, why: ExclusionReason) -> String {
    let is_zh = words.0 == Lang::Zh;
    match why {
        ExclusionReason::AfterAsOf => {
            words.pick("日期晚于截至日，暂不计入", "dated after the reporting date").to_owned()
        }
        ExclusionReason::NamesOtherPlan(plan) => match (is_zh, &archive.plan(plan).title) {
            (true, title) => format!("记录已写明属于计划{}，只计入该计划", quoted(title)),
            (false, title) => format!("it names the plan {} and counts there only", quoted(title)),
        },
        ExclusionReason::OtherPair => {
            words.pick("不属于该计划的结对", "it does not belong to the plan's pair").to_owned()
        }
        ExclusionReason::SeveralPairs => words
            .pick(
                "同时符合多个结对，未写明属于哪一个",
                "several pairs fit it, and it does not say which one it belongs to",
            )
            .to_owned(),
        ExclusionReason::OutsidePlan(period) => match (is_zh, words.days(period)) {
            (true, days) => format!("日期不在计划期（{days}）内"),
            (false, days) => format!("dated outside the plan ({days})"),
        },
        ExclusionReason::OutsideRange(period) => match (is_zh, words.days(period)) {
            (true, days) => format!("日期不在评判范围（{days}）内：当时学校或结对不存在"),
            (false, days) => {
                format!("dated when the school or the pair did not exist (judged over {days})")
            }
        },
        ExclusionReason::BetweenPeriods => words
            .pick("日期不在目标的任何一个周期内", "dated in none of the target's periods")
            .to_owned(),
        ExclusionReason::Incomplete => words
            .pick(
                "比率的分子、分母只填写了一项",
                "only one of the two numbers of the rate is given",
            )
            .to_owned(),
    }
}
