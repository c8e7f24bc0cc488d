//! The messages in English about what is read as something else than was meant.

use super::Message;
use crate::diagnostics::oddity::invisible_name;
use crate::diagnostics::{BilingualName, Misreading};

pub(super) fn misreading(misreading: &Misreading) -> Message {
    match misreading {
        Misreading::HeadUnit { column, found, unit, factor } => Message::new(
            format!(
                "`{column}` is said to be in `{found}`, but its indicator is in `{unit}`: it would be counted wrong"
            ),
            match factor {
                Some(factor) => format!(
                    "multiply the column by {factor} and write the head as `{column} ({unit})`; if the figures are in `{unit}` already, change only the head"
                ),
                None => format!(
                    "convert the column to `{unit}` and write the head as `{column} ({unit})`; if the figures are in `{unit}` already, change only the head"
                ),
            },
        ),
        Misreading::NotInPlan { owner, plan, first, last } => Message::new(
            format!(
                "the dates of `{owner}` do not meet those of its plan `{plan}` ({first} to {last}): none of the plan's targets is judged"
            ),
            "check this date, the year above all; if it is right, check `start` and `end` of the plan",
        ),
        Misreading::AsOfLater { day, today } => Message::new(
            format!(
                "`as_of` {day} is later than today ({today}): targets that are not due would count as due"
            ),
            "check the year and the month; it is seldom needed: without the line, the latest record decides",
        ),
        Misreading::AsOfEarlier { day, first } => Message::new(
            format!(
                "`as_of` {day} is before all records and plans (the first is of {first}): nothing counts"
            ),
            "check the year and the month; it is seldom needed: without the line, the latest record decides",
        ),
        Misreading::ReplyLater { day, today } => Message::new(
            format!("a reply is dated {day}, which is later than today ({today})"),
            "check the year and the month",
        ),
        Misreading::PublicBefore { until, day } => Message::new(
            format!(
                "public until {until}, which is before the record's own date {day}: the site would never show it"
            ),
            "check `public_until`, often the year is wrong; for a record that is not to be public write `draft: true`",
        ),
        Misreading::OtherTerm { found, own, day } => Message::new(
            format!(
                "this is a summary of `{found}`, but its date {day} is in `{own}`, too far away"
            ),
            format!("check `term` and `date`; for a summary of that term write `term: {own}`"),
        ),
        Misreading::PartAboveWhole { indicator, part, part_value, whole, whole_value } => {
            Message::new(
                format!(
                    "`{part}` {part_value} is more than `{whole}` {whole_value}: `{indicator}` would be above 100%"
                ),
                "check both: they may be the wrong way round, or have a digit too many; if they are right, leave them",
            )
        }
        Misreading::FractionOfOne { measure, found, meant } => Message::new(
            format!(
                "`{measure}` is {found}, which is read as {found}%; all others are percentages"
            ),
            format!("if {meant}% is meant, write `{meant}%`"),
        ),
        Misreading::TotalWithDay { label } => Message::new(
            format!(
                "this row says `{label}` and has a date, so it counts as an entry on top of the rows above"
            ),
            format!("remove the date if it is a total; if not, write more than `{label}`"),
        ),
        Misreading::RatioAsKey { found, part, whole } => Message::new(
            format!(
                "`{found}` is a ratio that is worked out: a figure of this name is not counted"
            ),
            format!("write the two figures instead, on two lines: `{part}: 3` and `{whole}: 10`"),
        ),
        Misreading::Ditto { found } => Message::new(
            format!("the date is `{found}`, which names no day"),
            "write the date again, on every row",
        ),
        Misreading::NoSuchTerm { found, own } => Message::new(
            format!("there is no term `{found}`"),
            format!("the date is in `{own}`; if that is the term, write `term: {own}`"),
        ),
        Misreading::NothingNamed { found } => Message::new(
            format!("`{found}` is no name; something that exists must be named here"),
            "if there is none, delete the line",
        ),
        Misreading::SchoolOutsidePlan { school, known } => Message::new(
            format!("`{school}` is not in this plan, which cannot judge it"),
            format!(
                "`scope` takes the schools of the plan: {}; to judge another school, put the target into its own plan or the county's",
                known.join(", ")
            ),
        ),
        Misreading::TextForFields { found, field, others } => {
            let mut fields = format!("{}: {found}", field.en);
            for other in others {
                fields.push_str(&format!(", {}: …", other.en));
            }
            Message::new(
                format!("`{found}` is only a text; this has fields of its own"),
                format!("write `{{{fields}}}`"),
            )
        }
        Misreading::DateBesideRange { day, start, end } => Message::new(
            format!("with `start` and `end`, the last day {end} counts; `date` {day} does nothing"),
            format!(
                "remove `date`; if it was {day} alone, remove `start` and `end`; if {start} or {end} is wrong, correct it"
            ),
        ),
        Misreading::OwnSchool { found, partners } => Message::new(
            format!(
                "`{found}` in `to` is the school that records the visit, which says nothing about its pair"
            ),
            match partners.as_slice() {
                [] => "write the other school; if there is none, remove the line".to_owned(),
                known => format!(
                    "write the other school, of its pairs one of: {}; if there is none, remove the line",
                    known.join(", ")
                ),
            },
        ),
        Misreading::OutsidePairs { found, pairs, partners } => Message::new(
            format!(
                "`{found}` is in no pair with this school, so the visit does not count for the plans of the pair `{}`",
                pairs.join("`, `")
            ),
            format!(
                "check `to`, which may be one of: {}; if the visit belongs to the pair, add `pair: {}`; if it belongs to none, leave it",
                partners.join(", "),
                pairs.first().map_or("", String::as_str)
            ),
        ),
        Misreading::JoinedTypes { found, meant } => Message::new(
            format!("`{found}` is read as one type, which is not counted"),
            format!("if it is several, write a list, of which each counts: {meant}"),
        ),
        Misreading::RareType { found, nearest, uses } => Message::new(
            format!(
                "only this record has the type `{found}`; {uses} others have `{nearest}`, which counts apart"
            ),
            format!("if it is the same, write: {nearest}; if not, leave it"),
        ),
        Misreading::UnfilledPlan => Message::new(
            "this plan is not filled in: it has no targets and no actions, and its text has headings only",
            "remove the `# ` before the lines of `targets` and `actions` that you need, and fill them in; `draft: true` keeps it from being published until then",
        ),
        Misreading::InvisibleInText { clean, character, .. } => Message::new(
            format!(
                "`{clean}` contains an invisible character ({} U+{character:04X}), so it is another name",
                invisible_name(*character).map_or("", |name| name.en)
            ),
            format!("remove these words and type `{clean}` again, without pasting"),
        ),
        Misreading::OtherWord { found, fields } => other_word(found, fields),
        Misreading::QuotedHead { meant } => Message::new(
            "the names of the head stand in curly quotes and match no name in `columns`",
            format!("remove the quotes from the head and the rows; write the head as {meant}"),
        ),
    }
}

/// A word that people use for what other fields hold.
fn other_word(found: &str, fields: &[BilingualName]) -> Message {
    let names: Vec<&str> = fields.iter().map(|field| field.en).collect();
    let text = format!("there is no field `{found}`");
    match names.as_slice() {
        ["follow_ups"] => Message::new(
            text,
            "problems go below `follow_ups:`, an item each, such as `  - problem: too few toys` on the next line",
        ),
        [one] => Message::new(text, format!("it is called `{one}`; write `{one}: …`")),
        several => Message::new(
            text,
            format!("use one of these fields for it, whichever it is: {}", several.join(", ")),
        ),
    }
}
