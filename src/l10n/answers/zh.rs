//! Answers in Chinese.

use super::{
    AnswerFacts, ChangeCounts, GOOD, Lead, OTHERS, PlaceCount, Places, Sentence, TROUBLE, joined,
};
use crate::l10n::phrases::Phrases;
use crate::l10n::{Lang, terms};
use crate::model::Status;

/// How the targets stand.
pub(super) fn standing(facts: &AnswerFacts, sentence: &mut Sentence) {
    let total = facts.total();
    let (good, others) = (facts.count(&GOOD), facts.count(&OTHERS));
    if total == 0 {
        sentence.say("暂无可考核的目标");
        return;
    }
    sentence.link(format!("{total}个目标"), Lead::Targets);
    if total == 1 {
        let status = facts.occurring(&Status::ALL);
        sentence.say(format!("：{}", words(&status)));
    } else if good == total {
        sentence.say("全部已达成或进度正常");
    } else if others == total {
        sentence.say(format!("均{}", words(&facts.occurring(&OTHERS))));
    } else {
        groups(facts, sentence);
    }
}

/// The groups of statuses, one after the other. Where a status is withheld, no group is said to be empty.
fn groups(facts: &AnswerFacts, sentence: &mut Sentence) {
    let (good, trouble) = (facts.count(&GOOD), facts.count(&TROUBLE));
    let is_known = facts.count(&[Status::Withheld]) == 0;
    sentence.say("中，");
    if 0 < good {
        sentence
            .link(format!("{good}个"), Lead::Targets)
            .say(format!("已达成或进度正常（{}%）；", facts.percent()));
    } else if is_known {
        sentence.say("尚无已达成或进度正常的；");
    }
    if 0 < trouble {
        let said = words(&facts.occurring(&TROUBLE));
        sentence.link(format!("{trouble}个"), Lead::Todo).say(said);
        places(&facts.places, sentence);
        sentence.say("；");
    } else if is_known {
        sentence.say("没有未达成或滞后的；");
    }
    for status in facts.occurring(&[Status::NoData, Status::AtRisk]) {
        let count = facts.counts[status as usize];
        sentence.link(format!("{count}个"), Lead::Todo).say(words(&[status])).say("；");
    }
    let others = facts.count(&OTHERS);
    if 0 < others {
        sentence.say(format!("其余{others}个{}；", words(&facts.occurring(&OTHERS))));
    }
    sentence.cut("；");
}

/// `未达成、已不达标或滞后`.
fn words(statuses: &[Status]) -> String {
    let mut words = Vec::new();
    for status in statuses {
        words.push(terms::status(*status, Lang::Zh));
    }
    joined(&words, "、", "或")
}

fn places(places: &Places, sentence: &mut Sentence) {
    match places {
        Places::Nowhere => {}
        Places::OneEach(schools) => {
            sentence.say(format!("，分布在{schools}所学校"));
        }
        Places::Each(schools, each) => {
            sentence.say(format!("，最集中的{schools}所学校各{each}个"));
        }
        Places::Most(schools, all) => {
            sentence.say("，涉及");
            match *all {
                PlaceCount::Schools(all) if schools.len() < all => {
                    sentence.say(format!("{all}所学校，较多的是"));
                }
                PlaceCount::Archives(all) if schools.len() < all => {
                    sentence.say(format!("{all}个档案，较多的是"));
                }
                PlaceCount::Schools(_) | PlaceCount::Archives(_) => {}
            }
            for (index, (name, count)) in schools.iter().enumerate() {
                sentence.say(if index == 0 { "" } else { "、" });
                sentence.link(name.as_str(), Lead::Place(index)).say(format!("（{count}）"));
            }
        }
        Places::Targets(names, has_more) => {
            sentence.say("：");
            for (index, name) in names.iter().enumerate() {
                sentence.say(if index == 0 { "" } else { "、" });
                sentence.link(name.as_str(), Lead::Place(index));
            }
            sentence.say(if *has_more { "等" } else { "" });
        }
    }
}

/// What changed since the end of last month.
pub(super) fn changes(phrases: Phrases, facts: &AnswerFacts, sentence: &mut Sentence) {
    let Some(ChangeCounts { since, new, gone }) = facts.change else { return };
    let day = phrases.short_day(since);
    match (new, gone) {
        (0, 0) if facts.count(&TROUBLE) == 0 => {}
        (0, 0) => {
            sentence.say(format!("未达成或滞后的与上月末（{day}）相同。"));
        }
        (new, gone) => {
            sentence.say(format!("自上月末（{day}）以来，未达成或滞后的"));
            if 0 < new {
                sentence.link(format!("新增{new}个"), Lead::Changes);
            }
            sentence.say(if 0 < new && 0 < gone { "、" } else { "" });
            if 0 < gone {
                sentence.link(format!("减少{gone}个"), Lead::Changes);
            }
            sentence.say("。");
        }
    }
}
