//! The files of a small archive, byte by byte, and what is withheld from them.

use std::sync::Arc;

use super::*;
use crate::diagnostics::Span;
use crate::engine::progress::{
    ActionReading, Completeness, EntryRef, JudgedScope, MissingMaterial, Owner, PeriodReading,
    TargetReading,
};
use crate::l10n::Lang;
use crate::model::{
    Action, ActionRef, ActionStatus, Aggregate, Body, Calendar, Cell, Column, ColumnRole, Datum,
    Day, Detail, Direction, Every, Exact, Figure, Indicator, IndicatorIx, Ledger, Level, MeasureIx,
    Pace, Pair, PairIx, PairOf, Period, Plan, PlanIx, PlanOwner, Reads, Record, RecordIx,
    RecordType, School, SchoolIx, Scope, Site, Status, Target, TermIx, TextKey,
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn figure(text: &str) -> Figure {
    Figure::parse(text).unwrap()
}

fn days(first: &str, last: &str) -> Period {
    Period::new(day(first), day(last)).unwrap()
}

fn site() -> Site {
    Site {
        title: "示例档案".into(),
        organisation: None,
        language: Lang::Zh,
        theme: "default".into(),
        as_of: None,
        as_of_at: Span::first(),
        pace_allowance: figure("0.1"),
        min_period_days: 10,
        small_cell: 5,
        late_after: 30,
        base_url: None,
        edit_url: None,
        new_url: None,
        has_forms: false,
        county_plan_counts: false,
        allow: Vec::new(),
    }
}

fn indicator(name: &str, aggregate: Aggregate, reads: Reads, sensitive: bool) -> Indicator {
    Indicator {
        name: name.into(),
        unit: "人".into(),
        direction: Direction::AtLeast,
        aggregate,
        reads,
        across: None,
        scale: None,
        per_record_max: None,
        signed: false,
        evidence: false,
        sensitive,
        note: None,
    }
}

fn school(id: &str) -> School {
    School {
        id: id.into(),
        file: format!("content/schools/{id}/school.yaml"),
        name: id.into(),
        level: Level::Kindergarten,
        short: vec![],
        code: None,
        township: None,
        area: None,
        grade: None,
        honours: vec![],
        head: None,
        classes: None,
        pupils: None,
        boarders: None,
        teachers: None,
        departments: vec![],
        opened: None,
        closed: None,
        merged_into: None,
        formerly: vec![],
        note: None,
        dates_at: Span::first(),
    }
}

fn target(indicator: usize, value: Option<&str>, every: Option<Every>) -> Target {
    Target {
        id: format!("目标{indicator}"),
        indicator: IndicatorIx(indicator),
        value: value.map(figure),
        every,
        scope: Scope::Joint,
        levels: vec![],
        baseline: None,
        pace: Pace::Linear,
        waived: None,
        aspirational: false,
        owner: None,
        note: None,
        at: Span::default(),
    }
}

fn plan(targets: Vec<Target>) -> Plan {
    let action = Action {
        id: "送教".into(),
        name: "送教".into(),
        by: None,
        times: 1,
        lead: None,
        department: None,
        place: None,
        quality: None,
        note: None,
        at: Span::default(),
    };
    Plan {
        id: "pairs/p/plans/2024".into(),
        file: "content/pairs/p/plans/2024.md".into(),
        title: "结对计划".into(),
        owner: PlanOwner::Pair(PairIx(0)),
        period: days("2024-03-01", "2024-12-31"),
        team: None,
        targets,
        actions: vec![action],
        based_on: vec![],
        note: None,
        public_until: None,
        correction: None,
        draft: false,
        formerly: vec![],
        body: Body::default(),
        attachments: vec![],
        filing: crate::model::Filing::default(),
    }
}

fn record(id: &str, at: usize, on: &str, data: Vec<(MeasureIx, Datum)>) -> Record {
    Record {
        id: format!("schools/{id}"),
        file: format!("content/schools/{id}.md"),
        title: "送教“记录”".into(),
        school: SchoolIx(at),
        day: Some(day(on)),
        first_day: None,
        term: Some(TermIx(3)),
        of_type: Some("送教".into()),
        types: vec![RecordType::new("送教".into())],
        plan: None,
        pair: PairOf::One(PairIx(0)),
        data,
        unread: vec![],
        people: vec![],
        public_until: None,
        draft: false,
        correction: None,
        note: None,
        formerly: vec![],
        body: Body::default(),
        attachments: vec![],
        filing: crate::model::Filing::default(),
        at: Span::default(),
        detail: Detail::Visit(Box::default()),
    }
}

fn column(name: &str, role: ColumnRole, measure: Option<u32>) -> Column {
    Column { name: name.into(), role, measure: measure.map(MeasureIx) }
}

fn ledger() -> Record {
    let secret = Cell::Secret(TextKey::of("某户").unwrap());
    let cells = vec![
        [Cell::Empty, Cell::Number(figure("3")), secret, Cell::Text("公开".into())],
        [Cell::Empty, Cell::Number(figure("20")), Cell::Empty, Cell::Text("备注".into())],
        [Cell::Empty, Cell::Number(figure("7")), Cell::Empty, Cell::Empty],
        [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
    ];
    let ledger = Ledger {
        table: "资助.csv".into(),
        other_sheets: Vec::new(),
        columns: vec![
            column("日期", ColumnRole::Date, None),
            column("资助人数", ColumnRole::Data, Some(1)),
            column("户主", ColumnRole::Secret, Some(2)),
            column("说明", ColumnRole::Text, None),
        ],
        days: vec![
            Some(day("2024-03-01")),
            Some(day("2024-04-01")),
            Some(day("2024-05-01")),
            Some(day("2024-09-09")),
        ],
        lines: vec![2, 3, 4, 5],
        cells: cells.into_iter().flatten().collect(),
    };
    let detail = Detail::Ledger(ledger);
    let (day, of_type, pair) = (None, None, PairOf::None);
    Record { day, of_type, pair, detail, ..record("b/ledgers/资助", 0, "2024-01-01", vec![]) }
}

fn number(measure: u32, text: &str) -> (MeasureIx, Datum) {
    (MeasureIx(measure), Datum::Number(figure(text)))
}

fn read(measure: u32) -> Reads {
    Reads::Measure(MeasureIx(measure))
}

fn archive() -> Archive {
    let lessons = Datum::Texts(["=1+1", "甲,乙"].map(str::to_owned).into());
    let mut hidden = record("b/visits/3", 0, "2024-03-20", vec![number(0, "4")]);
    hidden.public_until = Some(day("2024-06-01"));
    let mut draft = record("b/visits/4", 0, "2024-03-21", vec![number(0, "100")]);
    draft.draft = true;
    Archive {
        site: site(),
        calendar: Calendar::default_over(days("2023-09-01", "2024-12-31")),
        measures: ["送教课时", "资助人数", "户主", "教案"].map(str::to_owned).to_vec(),
        indicators: vec![
            indicator("送教课时", Aggregate::Sum, read(0), false),
            indicator("资助人数", Aggregate::Sum, read(1), true),
            indicator("走访户", Aggregate::Distinct, read(2), false),
        ],
        schools: vec![school("b"), school("s")],
        pairs: vec![Pair {
            id: "pairs/p".into(),
            folder: "p".into(),
            file: String::new(),
            name: "结对".into(),
            helpers: vec![SchoolIx(1)],
            helped: vec![SchoolIx(0)],
            start: day("2024-01-01"),
            end: None,
            kind: None,
            agreement: None,
            formerly: vec![],
            note: None,
            dates_at: Span::first(),
        }],
        plans: vec![plan(vec![
            target(0, Some("10.5"), Some(Every::Term)),
            target(1, Some("5"), None),
            target(2, None, None),
        ])],
        records: [
            ledger(),
            record("b/visits/1", 0, "2024-03-15", vec![number(0, "2.5"), (MeasureIx(3), lessons)]),
            record("b/visits/2", 0, "2024-07-15", vec![number(0, "9")]),
            hidden,
            draft,
        ]
        .map(Arc::new)
        .into(),
        closings: vec![],
        numbering: None,
        numbers: vec![],
    }
}

fn entry(record: usize, row: Option<u32>, on: &str) -> EntryRef {
    EntryRef { day: day(on), record: RecordIx(record), row }
}

fn period(actual: Option<Exact>, status: Status, entries: Vec<EntryRef>) -> PeriodReading {
    let period = days("2024-03-01", "2024-07-05");
    PeriodReading { period, actual, expected: None, status, entries }
}

fn reading(target: usize, scope: JudgedScope, periods: Vec<PeriodReading>) -> TargetReading {
    let status = periods[0].status;
    let plan = PlanIx(0);
    TargetReading {
        plan,
        target,
        scope,
        range: periods[0].period,
        status,
        current: status,
        open: true,
        periods_met: 0,
        periods_due: 1,
        periods,
    }
}

fn readings() -> Readings {
    let third = Exact::share(20, 3);
    let hours = PeriodReading {
        expected: Some(Exact::share(97638, 10000)),
        ..period(
            Some(third),
            Status::Behind,
            vec![
                entry(1, None, "2024-03-15"),
                entry(3, None, "2024-03-20"),
                entry(1, None, "2024-03-15"),
            ],
        )
    };
    let action = ActionRef { plan: PlanIx(0), action: 0 };
    Readings {
        as_of: day("2024-06-30"),
        withdrawn: vec![],
        targets: vec![
            reading(0, JudgedScope::Joint, vec![hours]),
            reading(
                1,
                JudgedScope::School(SchoolIx(0)),
                vec![period(
                    Some(Exact::whole(3)),
                    Status::Missed,
                    vec![entry(0, Some(0), "2024-03-01")],
                )],
            ),
            reading(2, JudgedScope::Joint, vec![period(None, Status::Unquantified, vec![])]),
        ],
        actions: vec![ActionReading {
            action,
            status: ActionStatus::Done,
            records: vec![RecordIx(3), RecordIx(1)],
        }],
        completeness: vec![Completeness {
            owner: Owner::Pair(PairIx(0)),
            term: TermIx(3),
            plans: vec![PlanIx(0)],
            with_actions: vec![],
            records: vec![RecordIx(1)],
            summaries: vec![],
            summary_due: true,
            missing_materials: vec![
                MissingMaterial { record: RecordIx(1), material: "照片".into() },
                MissingMaterial { record: RecordIx(3), material: "签到册".into() },
            ],
        }],
    }
}

fn page(item: Item) -> Option<String> {
    Some(match item {
        Item::Plan(index) => format!("plans/{}.html", index.0),
        Item::Record(index) => format!("records/{}.html", index.0),
        Item::School(index) => format!("schools/{}.html", index.0),
        Item::Pair(index) => format!("pairs/{}.html", index.0),
        Item::Indicator(index) => format!("indicators/{}.html", index.0),
    })
}

fn print(item: Item) -> Option<String> {
    matches!(item, Item::Plan(_)).then(|| "print/0.html".to_owned())
}

fn files(archive: &Archive, readings: &Readings) -> Vec<(&'static str, String)> {
    let hrefs = Hrefs { page: &page, print: &print };
    let mut files = Vec::new();
    for DataFile { path, bytes } in super::files(archive, readings, hrefs, false, &|_| true) {
        files.push((path, String::from_utf8(bytes).unwrap()));
    }
    files
}

fn text_of<'f>(files: &'f [(&str, String)], path: &str) -> &'f str {
    &files.iter().find(|(other, _)| *other == path).unwrap().1
}

#[test]
fn the_files_of_a_small_archive_have_the_expected_bytes() {
    let files = files(&archive(), &readings());
    assert_eq!(text_of(&files, "data/progress.json"), PROGRESS);
    assert_eq!(text_of(&files, "data/records.json"), RECORDS);
    assert_eq!(text_of(&files, "data/entries.csv"), format!("\u{feff}{ENTRIES}"));
    assert_eq!(text_of(&files, "data/completeness.json"), COMPLETENESS);
    assert_eq!(text_of(&files, "data/archive.json"), ARCHIVE);
    for (path, text) in &files {
        assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
        if path.ends_with(".json") {
            serde_json::from_str::<serde_json::Value>(text).unwrap();
        }
    }
}

const ARCHIVE: &str = r#"{"format":"guidang-data","version":1,"title":"示例档案","organisation":null,"language":"zh-CN","as_of":"2024-06-30","latest_record":"2024-03-15","counts":{"schools":2,"pairs":1,"plans":1,"records":3},
"indicators":[
{"name":"送教课时","unit":"人","direction":"at_least","aggregate":"sum","sensitive":false,"href":"indicators/0.html"},
{"name":"资助人数","unit":"人","direction":"at_least","aggregate":"sum","sensitive":true,"href":"indicators/1.html"},
{"name":"走访户","unit":"人","direction":"at_least","aggregate":"distinct","sensitive":false,"href":"indicators/2.html"}
],
"schools":[
{"id":"b","name":"b","level":"kindergarten","township":null,"opened":null,"closed":null,"merged_into":null,"formerly":[],"href":"schools/0.html"},
{"id":"s","name":"s","level":"kindergarten","township":null,"opened":null,"closed":null,"merged_into":null,"formerly":[],"href":"schools/1.html"}
],
"pairs":[
{"id":"pairs/p","name":"结对","kind":null,"helper":["s"],"helped":["b"],"start":"2024-01-01","end":null,"agreement":null,"formerly":[],"href":"pairs/0.html"}
],
"plans":[
{"id":"pairs/p/plans/2024","title":"结对计划","start":"2024-03-01","end":"2024-12-31","school":null,"pair":"pairs/p","href":"plans/0.html","aspirational":[]}
]}
"#;

const PROGRESS: &str = r#"{"as_of":"2024-06-30",
"targets":[
{"plan":"pairs/p/plans/2024","target":"目标0","scope":"joint","indicator":"送教课时","unit":"人","direction":"at_least","aggregate":"sum","value":"10.5","every":"term","status":"behind","current":"behind","open":true,"periods_met":0,"periods_due":1,"periods":[{"start":"2024-03-01","end":"2024-07-05","actual":"6.666667","expected":"9.7638","status":"behind","records":["schools/b/visits/1"]}]},
{"plan":"pairs/p/plans/2024","target":"目标1","scope":"b","indicator":"资助人数","unit":"人","direction":"at_least","aggregate":"sum","value":"5","every":null,"status":"missed","current":"missed","open":true,"periods_met":0,"periods_due":1,"periods":[{"start":"2024-03-01","end":"2024-07-05","actual":null,"expected":null,"status":"missed","records":["schools/b/ledgers/资助"],"suppressed":true,"small":true}]},
{"plan":"pairs/p/plans/2024","target":"目标2","scope":"joint","indicator":"走访户","unit":"人","direction":"at_least","aggregate":"distinct","value":null,"every":null,"status":"unquantified","current":"unquantified","open":true,"periods_met":0,"periods_due":1,"periods":[{"start":"2024-03-01","end":"2024-07-05","actual":null,"expected":null,"status":"unquantified","records":[]}]}
],
"actions":[
{"plan":"pairs/p/plans/2024","action":"送教","status":"done","records":["schools/b/visits/1"]}
]}
"#;

const RECORDS: &str = r#"[
{"id":"pairs/p/plans/2024","kind":"plan","title":"结对计划","school":null,"term":null,"date":"2024-03-01","type":null,"pair":"pairs/p","href":"plans/0.html","print_href":"print/0.html"},
{"id":"schools/b/ledgers/资助","kind":"ledger","title":"送教“记录”","school":"b","term":"2023—2024学年第二学期","date":null,"type":null,"pair":null,"href":"records/0.html"},
{"id":"schools/b/visits/1","kind":"visit","title":"送教“记录”","school":"b","term":"2023—2024学年第二学期","date":"2024-03-15","type":"送教","pair":"pairs/p","href":"records/1.html"},
{"id":"schools/b/visits/2","kind":"visit","title":"送教“记录”","school":"b","term":"2023—2024学年第二学期","date":"2024-07-15","type":"送教","pair":"pairs/p","href":"records/2.html"}
]
"#;

const ENTRIES: &str = "record,school,date,measure,value\n\
schools/b/ledgers/资助,b,2024-03-01,资助人数,＜5\n\
schools/b/ledgers/资助,b,2024-04-01,资助人数,20\n\
schools/b/ledgers/资助,b,2024-05-01,资助人数,\n\
schools/b/visits/1,b,2024-03-15,送教课时,2.5\n\
schools/b/visits/1,b,2024-03-15,教案,'=1+1\n\
schools/b/visits/1,b,2024-03-15,教案,\"甲,乙\"\n";

const COMPLETENESS: &str = r#"[
{"owner":"pairs/p","term":"2023—2024学年第二学期","plan":true,"actions":false,"record":true,"summary":false,"missing_materials":[{"record":"schools/b/visits/1","material":"照片"}]}
]
"#;

#[test]
fn the_package_describes_all_other_files() {
    let files = files(&archive(), &readings());
    let package = text_of(&files, "data/datapackage.json");
    let package: serde_json::Value = serde_json::from_str(package).unwrap();
    assert_eq!(package["title"], "示例档案");
    let resources = package["resources"].as_array().unwrap();
    let mut described = vec!["data/datapackage.json".to_owned()];
    for resource in resources {
        described.push(format!("data/{}", resource["path"].as_str().unwrap()));
    }
    described.sort();
    assert_eq!(described, files.iter().map(|(path, _)| (*path).to_owned()).collect::<Vec<_>>());
    let fields = |resource: usize| -> Vec<&str> {
        let fields = resources[resource]["schema"]["fields"].as_array().unwrap();
        fields.iter().map(|field| field["name"].as_str().unwrap()).collect()
    };
    assert_eq!(fields(2).join(","), ENTRIES.lines().next().unwrap());
    let rows: Vec<serde_json::Value> = serde_json::from_str(RECORDS).unwrap();
    let keys: Vec<&str> = rows[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields(1), keys);
    let rows: Vec<serde_json::Value> = serde_json::from_str(COMPLETENESS).unwrap();
    let keys: Vec<&str> = rows[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields(3), keys);
}

#[test]
fn descriptions_are_in_the_language_of_the_archive() {
    let mut english = archive();
    english.site.language = Lang::En;
    english.site.title = "Sample".to_owned();
    let files = files(&english, &readings());
    let package = text_of(&files, "data/datapackage.json");
    // The separator of lists and the mark of small numbers are part of the files.
    let chinese = |ch: &char| ('\u{4e00}'..='\u{9fff}').contains(ch);
    assert_eq!(package.chars().filter(chinese).collect::<String>(), "");
    assert!(package.contains("Id of the visit"));
}

/// What the profiles 1.0 and 2.0 ask for beyond names and paths.
#[test]
fn the_package_follows_both_profiles() {
    let files = files(&archive(), &readings());
    let package = text_of(&files, "data/datapackage.json");
    let package: serde_json::Value = serde_json::from_str(package).unwrap();
    assert_eq!(package["$schema"], "https://datapackage.org/profiles/2.0/datapackage.json");
    assert_eq!(package["profile"], "data-package");
    for resource in package["resources"].as_array().unwrap() {
        let name = resource["name"].as_str().unwrap();
        assert!(name.chars().all(|ch| ch.is_ascii_lowercase() || ch == '-'), "{name}");
        assert!(resource["path"].is_string() && resource["mediatype"].is_string(), "{name}");
        let is_table = resource["profile"] == "tabular-data-resource";
        assert_eq!(resource["type"] == "table", is_table, "{name}");
        assert_eq!(resource["schema"].is_object(), is_table, "{name}: schema is a Table Schema");
        assert_eq!(resource["jsonSchema"].is_object(), !is_table, "{name}");
        for field in resource["schema"]["fields"].as_array().into_iter().flatten() {
            let kind = field["type"].as_str().unwrap();
            assert!(["string", "date", "boolean", "array"].contains(&kind), "{name}: {kind}");
        }
        if resource["format"] == "csv" {
            let dialect = &resource["dialect"];
            assert!(dialect["delimiter"] == "," && dialect["doubleQuote"] == true, "{name}");
        }
    }
}

#[test]
fn an_empty_archive_has_all_files() {
    let empty = Archive {
        indicators: vec![],
        schools: vec![],
        pairs: vec![],
        plans: vec![],
        records: vec![],
        ..archive()
    };
    let none = Readings { targets: vec![], actions: vec![], completeness: vec![], ..readings() };
    for (path, text) in files(&empty, &none) {
        assert!(!text.is_empty(), "{path}");
        if path.ends_with(".json") {
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
        }
    }
}

#[test]
fn one_suppressed_entry_of_a_shown_total_causes_a_second_one() {
    let archive = archive();
    let rows = (0..3).map(|row| entry(0, Some(row), "2024-03-01")).collect();
    let total =
        reading(1, JudgedScope::Joint, vec![period(Some(Exact::whole(30)), Status::Met, rows)]);
    let readings = Readings { targets: vec![total], ..readings() };
    let (_, entries) = files(&archive, &readings).swap_remove(3);
    assert!(entries.contains("2024-03-01,资助人数,＜5\n"), "{entries}");
    assert!(entries.contains("2024-04-01,资助人数,20\n"), "{entries}");
    assert!(entries.contains("2024-05-01,资助人数,\n"), "7 would reveal the 3: {entries}");
}

#[test]
fn texts_of_sensitive_indicators_are_left_out() {
    let mut archive = archive();
    archive.indicators.push(indicator(
        "教案",
        Aggregate::Distinct,
        Reads::Measure(MeasureIx(3)),
        true,
    ));
    let (_, entries) = files(&archive, &readings()).swap_remove(3);
    assert!(!entries.contains("教案"), "{entries}");
}
