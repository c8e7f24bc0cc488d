//! A notation for tests: archives with one item a line, and readings as one line each.
//!
//! ```text
//! terms 09-01..01-20                         instead of the default calendar
//! site allowance=0.2 least=5 county
//! school a 2024-01-01..                      schools first; level=bureau, days that are open without one
//! pair a b,c 2024-01-01..2024-06-30          helpers, helped, days; open without the last
//! indicator hours sum at_least               unit=% across=sum scale=100 evidence of=visit/送教|讲座
//! plan all 03-01..07-05                      or a school, or pair0; draft
//! target hours 10 every=month scope=each     of the plan above; value - means no value; base= levels= deadline
//!                                            waived or waived=04-01, aspirational
//! action times=2 by=05-01                    of the plan above
//! visit a 03-15 hours=4 names=x|y rate=1:2   type= to= pair= plan= action=0.1 draft materials= files=
//! summary a 03-15 term=1                     and honour, resource, question
//! ledger a hours:data code:secret            its columns after the date
//! row 03-15 4 x                              of the ledger above; - means an empty cell
//! ```
//! Plans and records have a text; `blank` leaves it out. Days without a year are of 2024. Plans, pairs and records are numbered from 0 in the order written.

use crate::diagnostics::Span;
use crate::engine::progress::{Finding, JudgedScope, Readings, TargetReading, read};
use crate::l10n::Lang;
use crate::model::*;

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).or_else(|_| Day::parse(&format!("2024-{text}"))).unwrap()
}

pub(super) fn period(text: &str) -> Period {
    let (first, last) = text.split_once("..").unwrap();
    Period::new(day(first), day(last)).unwrap()
}

pub(crate) fn archive(text: &str) -> Archive {
    let mut archive = empty();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words = Words(line.split_whitespace().collect());
        archive.add(&words);
    }
    archive
}

/// Checks the readings of an archive, one line each (see [`shown`]).
#[track_caller]
pub(super) fn check(text: &str, as_of: &str, expected: &[&str]) {
    let archive = archive(text);
    let (readings, _) = read(&archive, day(as_of));
    let shown: Vec<String> =
        readings.targets.iter().map(|reading| shown(&archive, reading)).collect();
    assert_eq!(shown, expected, "on {as_of}:{text}");
}

/// The findings of an archive.
pub(super) fn findings(text: &str, as_of: &str) -> Vec<Finding> {
    read(&archive(text), day(as_of)).1
}

pub(super) fn readings(text: &str, as_of: &str) -> Readings {
    read(&archive(text), day(as_of)).0
}

/// `joint met 12/9.7638 [0 3]`: scope, status, actual/expected, records (`3+2` is row 2 of record 3). For a target
/// with several periods `a missed 1/2: met 4/3 [0] | missed 1/3 [2]`: first its status and its periods met/due.
pub(super) fn shown(archive: &Archive, reading: &TargetReading) -> String {
    let mut periods = Vec::new();
    for judged in &reading.periods {
        let mut entries = Vec::new();
        for entry in &judged.entries {
            entries.push(match entry.row {
                Some(row) => format!("{}+{row}", entry.record.0),
                None => entry.record.0.to_string(),
            });
        }
        let (actual, expected) = (rounded(&judged.actual), rounded(&judged.expected));
        let status = judged.status.code();
        periods.push(format!("{status} {actual}/{expected} [{}]", entries.join(" ")));
    }
    let scope = match reading.scope {
        JudgedScope::Joint => "joint",
        JudgedScope::School(school) => &archive.school(school).id,
    };
    let whole = match archive.plan(reading.plan).targets[reading.target].every {
        None => String::new(),
        Some(_) => {
            let (met, due) = (reading.periods_met, reading.periods_due);
            format!("{} {met}/{due}: ", reading.status.code())
        }
    };
    format!("{scope} {whole}{}", periods.join(" | "))
}

/// `met`, and `met open` while the target's range is not over: where each target stands now.
pub(super) fn current(text: &str, as_of: &str) -> Vec<String> {
    let mut shown = Vec::new();
    for reading in readings(text, as_of).targets {
        let open = if reading.open { " open" } else { "" };
        shown.push(format!("{}{open}", reading.current.code()));
    }
    shown
}

fn rounded(figure: &Option<Exact>) -> String {
    match figure {
        Some(figure) => figure.rounded(4),
        None => "-".to_owned(),
    }
}

fn empty() -> Archive {
    let site = Site {
        title: "档案".into(),
        organisation: None,
        language: Lang::Zh,
        theme: "default".into(),
        as_of: None,
        as_of_at: Span::first(),
        pace_allowance: Figure::parse("0.1").unwrap(),
        min_period_days: 10,
        small_cell: 5,
        late_after: 30,
        base_url: None,
        edit_url: None,
        new_url: None,
        has_forms: false,
        county_plan_counts: false,
        allow: Vec::new(),
    };
    let calendar = Calendar::default_over(period("2020-01-01..2027-01-01"));
    let (measures, indicators, schools) = (Vec::new(), Vec::new(), Vec::new());
    let (pairs, plans, records) = (Vec::new(), Vec::new(), Vec::new());
    Archive {
        site,
        calendar,
        measures,
        indicators,
        schools,
        pairs,
        plans,
        records,
        closings: Vec::new(),
        numbering: None,
        numbers: Vec::new(),
    }
}

/// The words of a line.
pub(super) struct Words<'a>(pub(super) Vec<&'a str>);

impl<'a> Words<'a> {
    pub(super) fn at(&self, place: usize) -> &'a str {
        self.0[place]
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains(&word)
    }

    pub(super) fn key(&self, key: &str) -> Option<&'a str> {
        self.0.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }

    pub(super) fn list(&self, key: &str) -> Vec<&'a str> {
        match self.key(key) {
            Some(value) => value.split('|').collect(),
            None => Vec::new(),
        }
    }
}

impl Archive {
    fn add(&mut self, words: &Words<'_>) {
        match words.at(0) {
            "terms" => {
                let mut terms = Vec::new();
                for text in &words.0[1..] {
                    let (name, period) = ((*text).to_owned(), period(text));
                    terms.push(Term { name, period, code: String::new() });
                }
                self.calendar = Calendar::new(terms);
            }
            "site" => {
                self.site.county_plan_counts |= words.has("county");
                if let Some(allowance) = words.key("allowance") {
                    self.site.pace_allowance = Figure::parse(allowance).unwrap();
                }
                if let Some(least) = words.key("least") {
                    self.site.min_period_days = least.parse().unwrap();
                }
            }
            "school" => self.schools.push(school(words)),
            "pair" => self.add_pair(words),
            "indicator" => self.add_indicator(words),
            "plan" => self.add_plan(words),
            "target" => {
                let target = self.target(words);
                self.plans.last_mut().unwrap().targets.push(target);
            }
            "action" => self.plans.last_mut().unwrap().actions.push(action(words)),
            "row" => self.add_row(words),
            _ => self.add_record(words),
        }
    }

    pub(super) fn school_named(&self, name: &str) -> SchoolIx {
        SchoolIx(self.schools.iter().position(|school| school.id == name).unwrap())
    }

    pub(super) fn measure(&mut self, name: &str) -> MeasureIx {
        let known = self.measures.iter().position(|measure| measure == name);
        let index = known.unwrap_or_else(|| {
            self.measures.push(name.to_owned());
            self.measures.len() - 1
        });
        MeasureIx(index as u32)
    }

    fn add_pair(&mut self, words: &Words<'_>) {
        let (start, end) = words.at(3).split_once("..").unwrap();
        let folder = format!("pair{}", self.pairs.len());
        self.pairs.push(Pair {
            id: format!("pairs/{folder}"),
            folder,
            file: String::new(),
            name: String::new(),
            helpers: words.at(1).split(',').map(|name| self.school_named(name)).collect(),
            helped: words.at(2).split(',').map(|name| self.school_named(name)).collect(),
            start: day(start),
            end: (!end.is_empty()).then(|| day(end)),
            kind: None,
            agreement: None,
            formerly: Vec::new(),
            note: None,
            dates_at: Span::first(),
        });
    }

    fn add_indicator(&mut self, words: &Words<'_>) {
        let name = words.at(1);
        let aggregate =
            Aggregate::ALL.into_iter().find(|aggregate| aggregate.code() == words.at(2)).unwrap();
        let reads = match aggregate {
            Aggregate::Count => {
                let (kind, types) = words.key("of").unwrap().split_once('/').unwrap();
                let types = types.split('|').filter(|name| !name.is_empty());
                let types = types.map(|name| RecordType::new(name.to_owned())).collect();
                let kind = RecordKind::ALL.into_iter().find(|other| other.code() == kind).unwrap();
                Reads::Records { kind, types }
            }
            Aggregate::Ratio | Aggregate::LastRatio => Reads::Ratio {
                numerator: self.measure(&format!("{name}.n")),
                denominator: self.measure(&format!("{name}.d")),
            },
            _ => Reads::Measure(self.measure(words.key("measure").unwrap_or(name))),
        };
        let across = words.key("across").map(|code| match code {
            "sum" => Across::Sum,
            "mean" => Across::Mean,
            "min" => Across::Min,
            "max" => Across::Max,
            other => panic!("no such rule: {other}"),
        });
        self.indicators.push(Indicator {
            name: name.to_owned(),
            unit: words.key("unit").unwrap_or("个").to_owned(),
            direction: match words.at(3) {
                "at_least" => Direction::AtLeast,
                _ => Direction::AtMost,
            },
            aggregate,
            reads,
            across,
            scale: words.key("scale").map(|scale| Figure::parse(scale).unwrap()),
            per_record_max: None,
            signed: true,
            evidence: words.has("evidence"),
            sensitive: false,
            note: None,
        });
    }

    fn add_plan(&mut self, words: &Words<'_>) {
        let owner = match words.at(1) {
            "all" => PlanOwner::Archive,
            pair if pair.starts_with("pair") => PlanOwner::Pair(PairIx(pair[4..].parse().unwrap())),
            school => PlanOwner::School(self.school_named(school)),
        };
        self.plans.push(Plan {
            id: format!("plans/{:03}", self.plans.len()),
            file: String::new(),
            title: String::new(),
            owner,
            period: period(words.at(2)),
            team: None,
            targets: Vec::new(),
            actions: Vec::new(),
            based_on: Vec::new(),
            note: None,
            public_until: None,
            correction: None,
            draft: words.has("draft"),
            formerly: Vec::new(),
            body: body(words),
            attachments: Vec::new(),
            filing: crate::model::Filing::default(),
        });
    }

    fn target(&self, words: &Words<'_>) -> Target {
        let indicator =
            self.indicators.iter().position(|indicator| indicator.name == words.at(1)).unwrap();
        let figure = |text: &str| Figure::parse(text).unwrap();
        let every = words
            .key("every")
            .map(|code| Every::ALL.into_iter().find(|every| every.code() == code).unwrap());
        Target {
            id: words.at(1).to_owned(),
            indicator: IndicatorIx(indicator),
            value: (words.at(2) != "-").then(|| figure(words.at(2))),
            every,
            scope: match words.key("scope") {
                None => Scope::Joint,
                Some("each") => Scope::Each,
                Some("helper") => Scope::Helper,
                Some("helped") => Scope::Helped,
                Some(names) => {
                    Scope::Schools(names.split(',').map(|name| self.school_named(name)).collect())
                }
            },
            levels: words.list("levels").into_iter().map(level).collect(),
            baseline: words.key("base").map(figure),
            pace: if words.has("deadline") { Pace::Deadline } else { Pace::Linear },
            waived: (words.has("waived") || words.key("waived").is_some()).then(|| Waiver {
                reason: "停办".into(),
                by: "局".into(),
                from: words.key("waived").map(day),
            }),
            aspirational: words.has("aspirational"),
            owner: None,
            note: None,
            at: Span::default(),
        }
    }
}

fn action(words: &Words<'_>) -> Action {
    Action {
        id: String::new(),
        name: String::new(),
        by: words.key("by").map(day),
        times: words.key("times").map_or(1, |times| times.parse().unwrap()),
        lead: None,
        department: None,
        place: None,
        quality: None,
        note: None,
        at: Span::default(),
    }
}

/// A text, unless the line says `blank`.
pub(super) fn body(words: &Words<'_>) -> Body {
    let text = if words.has("blank") {
        "## 活动过程\n\n<!-- 请填写 -->\n"
    } else {
        "如期开展。\n"
    };
    Body { text: text.to_owned(), first_line: 1 }
}

fn level(code: &str) -> Level {
    match code {
        "kindergarten" => Level::Kindergarten,
        "primary" => Level::Primary,
        "junior" => Level::Junior,
        "nine_year" => Level::NineYear,
        "bureau" => Level::Bureau,
        other => panic!("no such level: {other}"),
    }
}

fn school(words: &Words<'_>) -> School {
    let id = words.at(1);
    let days = words.0.iter().find_map(|word| word.split_once(".."));
    let (opened, closed) = days.unwrap_or(("", ""));
    School {
        id: id.to_owned(),
        file: String::new(),
        name: id.to_owned(),
        level: words.key("level").map_or(Level::Primary, level),
        short: Vec::new(),
        code: None,
        township: None,
        area: None,
        grade: None,
        honours: Vec::new(),
        head: None,
        classes: None,
        pupils: None,
        boarders: None,
        teachers: None,
        departments: Vec::new(),
        opened: (!opened.is_empty()).then(|| day(opened)),
        closed: (!closed.is_empty()).then(|| day(closed)),
        merged_into: None,
        formerly: Vec::new(),
        note: None,
        dates_at: Span::first(),
    }
}
