//! Why no target counts a figure, in words.

use crate::engine::progress::{ExclusionReason, UncountedFigure, UncountedReason};
use crate::l10n::Lang;
use crate::l10n::phrases::Phrases;
use crate::l10n::quotes::quoted;
use crate::model::{Archive, Day};

/// Why no target counts a figure.
pub(crate) fn uncounted_reason(
    (archive, as_of): (&Archive, Day),
    words: Phrases,
    figure: &UncountedFigure,
) -> String {
    let key = &*figure.key;
    match figure.reason {
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
        UncountedReason::NoDate => {
            words.pick("这几行没有日期", "these rows have no date").to_owned()
        }
        UncountedReason::OutsidePair(pair) => {
            let pair = archive.pair(pair);
            let days = existence_words(words, Some(pair.start), pair.end);
            match words.0 {
                Lang::Zh => format!("日期不在结对{}的起止日期（{days}）内", quoted(&pair.name)),
                Lang::En => {
                    format!("dated when the pair {} did not exist ({days})", quoted(&pair.name))
                }
            }
        }
        UncountedReason::Unread { nearest: Some(nearest) } => {
            let nearest =
                quoted(archive.measures.get(nearest.0 as usize).map_or("", String::as_str));
            match words.0 {
                Lang::Zh => format!("没有指标读取{}，是不是{nearest}？", quoted(key)),
                Lang::En => format!("no indicator reads {}: is it {nearest}?", quoted(key)),
            }
        }
        UncountedReason::Unread { nearest: None } => match words.0 {
            Lang::Zh => format!("没有指标读取{}", quoted(key)),
            Lang::En => format!("no indicator reads {}", quoted(key)),
        },
        UncountedReason::Excluded(why) => exclusion_words((archive, as_of), words, why),
    }
}

/// From when to when a pair exists.
fn existence_words(words: Phrases, first: Option<Day>, last: Option<Day>) -> String {
    let first = first.map(|day| match words.0 {
        Lang::Zh => format!("{}起", words.day(day)),
        Lang::En => format!("from {}", words.day(day)),
    });
    let last = last.map(|day| match words.0 {
        Lang::Zh => format!("至{}", words.day(day)),
        Lang::En => format!("until {}", words.day(day)),
    });
    let separator = words.pick("，", " ");
    first.into_iter().chain(last).collect::<Vec<_>>().join(separator)
}

/// Why a target does not count a record. A plan that is not published on the day is not named.
pub(crate) fn exclusion_words(
    (archive, as_of): (&Archive, Day),
    words: Phrases,
    why: ExclusionReason,
) -> String {
    let is_zh = words.0 == Lang::Zh;
    match why {
        ExclusionReason::AfterAsOf => {
            words.pick("日期晚于截至日，暂不计入", "dated after the reporting date").to_owned()
        }
        ExclusionReason::NamesOtherPlan(plan) if !archive.plan(plan).is_published(as_of) => words
            .pick(
                "记录已写明属于另一个计划，只计入该计划",
                "it names another plan and counts there only",
            )
            .to_owned(),
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
        ExclusionReason::OutsidePair(period) => match (is_zh, words.days(period)) {
            (true, days) => format!("日期不在评判范围（{days}）内：当时结对不存在"),
            (false, days) => format!("dated when the pair did not exist (judged over {days})"),
        },
        ExclusionReason::AfterClosing(closed) => match (is_zh, words.day(closed)) {
            (true, day) => format!("学校已于{day}停办，日期在停办以后"),
            (false, day) => format!("the school was closed on {day}, and this is dated later"),
        },
        ExclusionReason::BeforeOpening(opened) => match (is_zh, words.day(opened)) {
            (true, day) => format!("学校{day}才开办，日期在开办以前"),
            (false, day) => format!("the school was opened on {day}, and this is dated earlier"),
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
