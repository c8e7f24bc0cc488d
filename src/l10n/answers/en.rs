//! Answers in English.

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
    let all = if total == 2 { "Both targets".to_owned() } else { format!("All {total} targets") };
    if total == 0 {
        sentence.say("No targets to assess yet");
    } else if total == 1 {
        sentence.link("1 target", Lead::Targets).say(": ");
        for status in facts.occurring(&Status::ALL) {
            sentence.say(terms::status(status, Lang::En));
        }
    } else if good == total {
        sentence.link(all, Lead::Targets).say(" are met or on track");
    } else if others == total {
        let said = words(&facts.occurring(&OTHERS));
        sentence.link(all, Lead::Targets).say(format!(" are {said}"));
    } else {
        groups(facts, sentence);
    }
}

/// The groups of statuses, one after the other. Where a status is withheld, no group is said to be empty.
fn groups(facts: &AnswerFacts, sentence: &mut Sentence) {
    let (good, trouble) = (facts.count(&GOOD), facts.count(&TROUBLE));
    let is_known = facts.count(&[Status::Withheld]) == 0;
    let targets = format!("{} targets", facts.total());
    if 0 < good {
        sentence.link(good.to_string(), Lead::Targets).say(" of ").link(targets, Lead::Targets);
        sentence.say(format!(" {} met or on track ({}%); ", are(good), facts.percent()));
    } else if is_known {
        sentence.say("None of the ").link(targets, Lead::Targets).say(" is met or on track; ");
    } else {
        sentence.say("Of ").link(targets, Lead::Targets).say(": ");
    }
    if 0 < trouble {
        let said = words(&facts.occurring(&TROUBLE));
        sentence.link(trouble.to_string(), Lead::Todo);
        sentence.say(format!(" {} {said}", are(trouble)));
        places(&facts.places, sentence);
        sentence.say("; ");
    } else if is_known {
        sentence.say("none is missed or behind; ");
    }
    let no_data = facts.count(&[Status::NoData]);
    if 0 < no_data {
        let have = if no_data == 1 { "has" } else { "have" };
        sentence.link(no_data.to_string(), Lead::Todo).say(format!(" {have} no data; "));
    }
    let at_risk = facts.count(&[Status::AtRisk]);
    if 0 < at_risk {
        sentence.link(at_risk.to_string(), Lead::Todo);
        sentence.say(format!(" {} at risk; ", are(at_risk)));
    }
    let others = facts.count(&OTHERS);
    if 0 < others {
        let said = words(&facts.occurring(&OTHERS));
        sentence.say(format!("the other {others} {} {said}; ", are(others)));
    }
    sentence.cut("; ");
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// `missed or behind`, as what targets are.
fn words(statuses: &[Status]) -> String {
    let mut words = Vec::new();
    for status in statuses {
        words.push(match status {
            Status::Unquantified => "without a value",
            status => terms::status(*status, Lang::En),
        });
    }
    joined(&words, ", ", " or ")
}

fn places(places: &Places, sentence: &mut Sentence) {
    match places {
        Places::Nowhere => {}
        Places::OneEach(schools) => {
            sentence.say(format!(", at {schools} schools"));
        }
        Places::Each(schools, each) => {
            sentence.say(format!(", most at {schools} schools with {each} each"));
        }
        Places::Most(schools, all) => {
            sentence.say(", at ");
            match *all {
                PlaceCount::Schools(all) if schools.len() < all => {
                    sentence.say(format!("{all} schools, with the most at "));
                }
                PlaceCount::Archives(all) if schools.len() < all => {
                    sentence.say(format!("{all} archives, with the most at "));
                }
                PlaceCount::Schools(_) | PlaceCount::Archives(_) => {}
            }
            for (index, (name, count)) in schools.iter().enumerate() {
                sentence.say(sign_before(index, schools.len()));
                sentence.link(name.as_str(), Lead::Place(index)).say(format!(" ({count})"));
            }
        }
        Places::Targets(names, has_more) => {
            sentence.say(": ");
            for (index, name) in names.iter().enumerate() {
                let before =
                    if *has_more && 0 < index { ", " } else { sign_before(index, names.len()) };
                sentence.say(before).link(name.as_str(), Lead::Place(index));
            }
            sentence.say(if *has_more { " and others" } else { "" });
        }
    }
}

fn sign_before(index: usize, count: usize) -> &'static str {
    match index {
        0 => "",
        last if last + 1 == count => " and ",
        _ => ", ",
    }
}

/// What changed since the end of last month.
pub(super) fn changes(phrases: Phrases, facts: &AnswerFacts, sentence: &mut Sentence) {
    let Some(ChangeCounts { since, new, gone }) = facts.change else { return };
    let day = phrases.short_day(since);
    match (new, gone) {
        (0, 0) if facts.count(&TROUBLE) == 0 => {}
        (0, 0) => {
            sentence.say(format!(" Missed or behind: the same as on {day}."));
        }
        (new, gone) => {
            sentence.say(format!(" Since {day}, missed or behind: "));
            if 0 < new {
                sentence.link(format!("{new} new"), Lead::Changes);
            }
            sentence.say(if 0 < new && 0 < gone { ", " } else { "" });
            if 0 < gone {
                sentence.link(format!("{gone} gone"), Lead::Changes);
            }
            sentence.say(".");
        }
    }
}
