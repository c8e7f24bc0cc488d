//! The answers on top of pages say what the tables say, on random archives, in both languages.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::PageValues;
use crate::engine::links::TargetBlocks;
use crate::engine::progress::tests::build::{archive, day};
use crate::engine::progress::tests::random::{any_day, plans, records};
use crate::engine::progress::{Readings, read};
use crate::l10n::Lang;
use crate::model::{Archive, Day, Status};
use crate::site::{Options, Site};

/// The values of the pages that have an answer, by path.
fn answered(site: &Site<'_>) -> BTreeMap<String, Value> {
    let mut pages = BTreeMap::new();
    for page in site.pages() {
        let values = site.visit(&page, PageValues);
        if values.get("answer").is_some() {
            pages.insert(page.path().to_owned(), values);
        }
    }
    pages
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// How many targets of a tally have one of these statuses.
fn count(tally: &Value, statuses: &[Status]) -> u64 {
    let mut sum = 0;
    for count in list(&tally["counts"]) {
        if statuses.iter().any(|status| status.code() == text(&count["status"]["code"])) {
            sum += count["count"].as_u64().unwrap();
        }
    }
    sum
}

const GOOD: [Status; 2] = [Status::Met, Status::OnTrack];
const TROUBLE: [Status; 3] = [Status::Missed, Status::Breached, Status::Behind];
const OTHERS: [Status; 4] =
    [Status::NotDue, Status::Withheld, Status::Unquantified, Status::Waived];

/// The numbers of a text, in order.
fn numbers(text: &str) -> Vec<u64> {
    let digits = text.split(|ch: char| !ch.is_ascii_digit());
    digits.filter_map(|digits| digits.parse().ok()).collect()
}

/// The first part of a sentence: how the targets stand. What names schools and targets is left out.
fn standing(page: &Value) -> String {
    let mut said = String::new();
    for piece in list(&page["answer"]["sentence"]) {
        said.push_str(text(&piece["text"]));
    }
    let end = said.find(['。', '.']).unwrap_or(said.len());
    let said: String = said[..end].to_owned();
    let mut parts: Vec<&str> = Vec::new();
    for part in said.split(['；', ';']) {
        let cut = ["，最集中", "，涉及", "，分布", "：", ", most", ", at", ": "].iter();
        let end = cut.filter_map(|sign| part.find(sign)).min();
        parts.push(match end {
            Some(end) if !part.starts_with("1个目标") && !part.starts_with("1 target:") => {
                &part[..end]
            }
            _ => part,
        });
    }
    parts.join(";")
}

/// The numbers that the tally of a page asks of its sentence.
fn expected(tally: &Value, lang: Lang) -> Vec<u64> {
    let total = tally["total"].as_u64().unwrap();
    let [good, trouble, others] =
        [&GOOD[..], &TROUBLE[..], &OTHERS[..]].map(|group| count(tally, group));
    match total {
        0 => return Vec::new(),
        2 if (good == 2 || others == 2) && lang == Lang::En => return Vec::new(), // both
        _ if total == 1 || good == total || others == total => return vec![total],
        _ => {}
    }
    let mut wanted = match (good, lang) {
        (0, _) => vec![total],
        (_, Lang::Zh) => vec![total, good, good * 100 / total],
        (_, Lang::En) => vec![good, total, good * 100 / total],
    };
    for group in [trouble, count(tally, &[Status::NoData]), count(tally, &[Status::AtRisk]), others]
    {
        if 0 < group {
            wanted.push(group);
        }
    }
    wanted
}

/// How many targets of the home page are in trouble that were not on a day, and the other way round, judged a second time.
fn changes(archive: &Archive, today: &Readings, since: Day) -> (usize, usize) {
    let (past, _) = read(archive, since);
    let is_trouble = |status: Status| TROUBLE.contains(&status);
    let (mut new, mut gone) = (0, 0);
    let any_open = today.targets.iter().any(|reading| {
        let target = &archive.plan(reading.plan).targets[reading.target];
        reading.open && !target.aspirational
    });
    for (now, then) in today.targets.iter().zip(&past.targets) {
        let target = &archive.plan(now.plan).targets[now.target];
        if target.aspirational || (any_open && !now.open) {
            continue;
        }
        match (is_trouble(now.standing()), is_trouble(then.standing())) {
            (true, false) => new += 1,
            (false, true) => gone += 1,
            _ => {}
        }
    }
    (new, gone)
}

/// The tiles of each school of a wall by status code.
fn tiles(wall: &Value) -> BTreeMap<String, BTreeMap<String, u64>> {
    let mut schools: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for row in list(&wall["groups"]).iter().flat_map(|group| list(&group["rows"])) {
        let own = schools.entry(text(&row["school"]["href"]).to_owned()).or_default();
        for tile in list(&row["cells"]).iter().flat_map(list) {
            *own.entry(text(&tile["code"]).to_owned()).or_default() += 1;
        }
        for run in list(&row["runs"]) {
            *own.entry(text(&run["code"]).to_owned()).or_default() +=
                list(&run["marks"]).len() as u64;
        }
    }
    schools
}

/// What an item lacks and the figure that it has are its goal.
fn check_gaps(page: &Value) -> Result<(), TestCaseError> {
    for item in list(&page["todo"]["groups"]).iter().flat_map(|group| list(&group["items"])) {
        let (Some(short), Some(detail)) = (item["short"].as_str(), item["detail"].as_str()) else {
            continue;
        };
        let Some((figure, goal)) = detail.split_once(['，', ',']) else { continue };
        let value = |text: &str| -> f64 {
            let digits: String =
                text.chars().filter(|ch| ch.is_ascii_digit() || matches!(ch, '.' | '-')).collect();
            digits.parse().unwrap()
        };
        let (figure, goal, gap) = (value(figure), value(goal), value(short));
        prop_assert!(((figure - goal).abs() - gap).abs() < 1e-6, "{short} of {detail}");
        prop_assert!(0.0 < gap, "{short} of {detail}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_of_a_sentence_is_that_of_the_tables(
        plans in plans(),
        records in records(),
        as_of in any_day(),
        is_english in any::<bool>(),
    ) {
        let mut archive = archive(&format!("{plans}\n{}", records.join("\n")));
        archive.site.language = if is_english { Lang::En } else { Lang::Zh };
        let lang = archive.site.language;
        let (readings, _) = read(&archive, day(&as_of));
        let blocks = TargetBlocks::default();
        let site = Site::new(&archive, &readings, &blocks, Options::default());
        let pages = answered(&site);
        for (path, page) in &pages {
            let said = standing(page);
            prop_assert_eq!(numbers(&said), expected(&page["tally"], lang), "{}: {}", path, said);
            check_gaps(page)?;
        }
        let home = &pages["index.html"];
        let since = readings.as_of.month_start().before();
        let (new, gone) = changes(&archive, &readings, since);
        prop_assert_eq!(home["answer"]["changes_total"].as_u64().unwrap() as usize, new + gone);
        for (school, own) in tiles(&home["wall"]) {
            let tally = &pages[&school]["tally"];
            for status in Status::ALL {
                let shown = own.get(status.code()).copied().unwrap_or_default();
                prop_assert_eq!(shown, count(tally, &[status]), "{} {:?}", school, status);
            }
        }
    }

    #[test]
    fn the_schools_that_a_sentence_names_have_so_many(
        plans in plans(),
        records in records(),
        as_of in any_day(),
    ) {
        let archive = archive(&format!("{plans}\n{}", records.join("\n")));
        let (readings, _) = read(&archive, day(&as_of));
        let blocks = TargetBlocks::default();
        let site = Site::new(&archive, &readings, &blocks, Options::default());
        let pages = answered(&site);
        let sentence = list(&pages["index.html"]["answer"]["sentence"]).to_vec();
        for (at, piece) in sentence.iter().enumerate() {
            let Some(path) = text(&piece["href"]).strip_suffix("#todo") else { continue };
            let Some(school) = pages.get(path) else { continue };
            let told = numbers(text(&sentence[at + 1]["text"]))[0];
            prop_assert_eq!(told, count(&school["tally"], &TROUBLE), "{}", path);
        }
    }
}
