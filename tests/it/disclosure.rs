//! What is withheld of sensitive indicators, so that nobody can work it out.

use std::fmt::Write as _;
use std::process::Command;
use std::sync::Arc;

use guidang::Snapshot;
use guidang::engine::disclosure::{SummedRows, SuppressedFigures, Suppression};
use guidang::engine::progress::JudgedScope;
use guidang::model::{MeasureIx, RecordIx, Status};
use guidang::source::MemorySource;

use crate::support::{files, guidang, of_tests, python_with, stderr, stdout, write};

/// The files of an archive with two or three schools and one sensitive indicator.
struct Sample(Vec<(String, String)>);

impl Sample {
    fn new(indicators: &str) -> Sample {
        let mut sample = Sample(Vec::new());
        sample.add("site.yaml", "title: 档案\nas_of: 2024-12-31\n");
        sample.add("indicators.yaml", indicators);
        sample
    }

    /// The archive with a figure of people in need for each school, in one visit each.
    fn of_needy(figures: &[u32]) -> Sample {
        let mut sample = Sample::new(NEEDY);
        for (school, figure) in figures.iter().enumerate() {
            sample.add_school(school);
            sample.add_visit(school, "2024-03-05", &format!("困难人数: {figure}"));
        }
        sample
    }

    fn add(&mut self, path: &str, text: &str) -> &mut Sample {
        self.0.push((format!("content/{path}"), text.to_owned()));
        self
    }

    fn add_school(&mut self, school: usize) {
        let name = ["甲", "乙", "丙"][school];
        self.add(
            &format!("schools/s{school}/school.yaml"),
            &format!("name: {name}校\nlevel: primary\n"),
        );
    }

    fn add_visit(&mut self, school: usize, day: &str, data: &str) -> &mut Sample {
        self.add(
            &format!("schools/s{school}/visits/{day}.md"),
            &format!("---\ntitle: 家访\ndate: {day}\ntype: 家访\ndata: {{{data}}}\n---\n"),
        )
    }

    fn add_plan(&mut self, folder: &str, targets: &[&str]) -> &mut Sample {
        let mut text =
            "---\ntitle: 计划\nstart: 2024-03-01\nend: 2024-12-31\ntargets:\n".to_owned();
        for (number, target) in targets.iter().enumerate() {
            let _ = writeln!(text, "  - {{id: t{number}, {target}}}");
        }
        self.add(&format!("{folder}plans/p.md"), &format!("{text}---\n文\n"))
    }

    fn snapshot(&self) -> Snapshot {
        let source: MemorySource =
            self.0.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
        let snapshot = Snapshot::of_source(Arc::new(source), None).unwrap();
        assert!(!snapshot.has_errors(), "{:?}", snapshot.diagnostics);
        snapshot
    }

    fn written(&self) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in &self.0 {
            write(root.path(), path, text.as_bytes());
        }
        root
    }
}

const NEEDY: &str = "indicators:\n  - {name: 困难人数, unit: 人, direction: at_least, aggregate: sum, sensitive: true}\n";

/// The figures of all periods as they are shown: by target, then scope; `-` stands for one that is withheld.
fn shown(snapshot: &Snapshot) -> String {
    let suppressed = SuppressedFigures::find(&snapshot.archive, snapshot.readings());
    let mut text = String::new();
    for (target, reading) in snapshot.readings().targets.iter().enumerate() {
        for (number, period) in reading.periods.iter().enumerate() {
            let Some(actual) = &period.actual else { continue };
            let figure = match suppressed.figure(target, number) {
                None => actual.rounded(4),
                Some(Suppression::Primary) => "＜5".to_owned(),
                Some(Suppression::Complementary) => "-".to_owned(),
            };
            let is_joint = reading.scope == JudgedScope::Joint;
            let _ = write!(text, "{}{figure} ", if is_joint { "=" } else { "" });
        }
    }
    text.trim_end().to_owned()
}

/// Each case: the figures of the schools, and what is shown of them and of their sum.
#[test]
fn a_suppressed_figure_does_not_follow_from_others() {
    for (parts, want) in [
        (&[9, 12][..], "=21 9 12"),
        (&[3, 12], "=- ＜5 12"),
        (&[3, 12, 7], "=- ＜5 12 7"),
        (&[3, 4, 9], "=16 ＜5 ＜5 9"),
        (&[3, 0], "=＜5 ＜5 0"),
        (&[0, 0], "=0 0 0"),
        (&[3, 0, 4], "=7 ＜5 0 ＜5"),
        (&[1, 5], "=- ＜5 5"),
        // Three small figures with the sum 12 can only be 4 each.
        (&[4, 4, 4], "=- ＜5 ＜5 ＜5"),
        (&[1, 1], "=＜5 ＜5 ＜5"),
    ] {
        let mut sample = Sample::of_needy(parts);
        sample.add_plan("", &["indicator: 困难人数", "indicator: 困难人数, scope: each"]);
        assert_eq!(shown(&sample.snapshot()), want, "{parts:?}");
    }
}

#[test]
fn the_plan_of_a_school_counts_among_what_a_reader_knows() {
    let mut sample = Sample::of_needy(&[2, 30]);
    sample.add_plan("", &["indicator: 困难人数"]);
    sample.add_plan("schools/s1/", &["indicator: 困难人数"]);
    assert_eq!(shown(&sample.snapshot()), "=- =30", "30 of 32 would leave 2");
}

#[test]
fn several_indicators_on_one_measure_are_one_system() {
    let second = format!(
        "{NEEDY}  - {{name: 平均, unit: 人, direction: at_least, aggregate: mean, measure: 困难人数, sensitive: true}}\n"
    );
    let mut sample = Sample::new(&second);
    for school in 0..2 {
        sample.add_school(school);
    }
    sample.add_visit(0, "2024-03-05", "困难人数: 2");
    sample.add_visit(1, "2024-03-05", "困难人数: 30");
    sample.add_plan("", &["indicator: 困难人数", "indicator: 平均, scope: [s1]"]);
    assert_eq!(shown(&sample.snapshot()), "=- 30", "the mean of one record is its figure");
}

#[test]
fn the_same_sum_shown_twice_is_withheld_twice() {
    let mut sample = Sample::of_needy(&[3]);
    let rate = "indicator: 困难人数, scope: each";
    sample.add_plan("", &[rate, "indicator: 困难人数, every: year"]);
    assert_eq!(shown(&sample.snapshot()), "＜5 =＜5 =0");
}

#[test]
fn a_rate_that_tells_a_small_number_is_withheld() {
    let indicators = "indicators:\n  - {name: 辍学率, unit: '%', direction: at_most, aggregate: ratio, numerator: 辍学人数, denominator: 在校人数, sensitive: true}\n";
    for (data, want) in [
        ("辍学人数: 2, 在校人数: 400", "=-"),
        ("辍学人数: 398, 在校人数: 400", "=-"),
        ("辍学人数: 40, 在校人数: 400", "=10"),
        ("辍学人数: 0, 在校人数: 4", "=0"),
    ] {
        let mut sample = Sample::new(indicators);
        sample.add_school(0);
        sample.add_visit(0, "2024-03-05", data);
        sample.add_plan("", &["indicator: 辍学率"]);
        assert_eq!(shown(&sample.snapshot()), want, "{data}");
    }
}

#[test]
fn numbers_of_different_texts_are_withheld_over_schools_and_over_time() {
    let indicators = "indicators:\n  - {name: 困难户, unit: 户, direction: at_least, aggregate: distinct, measure: 家庭, sensitive: true}\n";
    let names = |count: usize, from: char| {
        let names: Vec<String> = (0..count)
            .map(|index| {
                format!("{from}{}", ["一", "二", "三", "四", "五", "六", "七", "八"][index])
            })
            .collect();
        format!("家庭: [{}]", names.join(", "))
    };
    let mut sample = Sample::new(indicators);
    for school in 0..2 {
        sample.add_school(school);
    }
    sample.add_visit(0, "2024-03-05", &names(3, '张'));
    sample.add_visit(1, "2024-03-06", &names(8, '李'));
    sample.add_plan("", &["indicator: 困难户", "indicator: 困难户, scope: each"]);
    assert_eq!(shown(&sample.snapshot()), "=11 ＜5 -");

    // A month with 8 and a year with 12 leave 4 to the other month, if these are all.
    let mut sample = Sample::new(indicators);
    sample.add_school(0);
    sample.add_visit(0, "2024-03-05", &names(8, '李'));
    sample.add_visit(0, "2024-04-05", &names(4, '张'));
    sample.add_plan("", &["indicator: 困难户", "indicator: 困难户, every: month"]);
    let shown = shown(&sample.snapshot());
    assert!(shown.starts_with("=12 =- =＜5 =0") || shown.starts_with("=- =8 =＜5"), "{shown}");
}

/// A ledger of one school with these figures, and what is shown of each row and of their sum.
fn ledger(figures: &[u32]) -> (Vec<Option<Suppression>>, Option<Suppression>) {
    let mut sample = Sample::new(NEEDY);
    sample.add_school(0);
    let mut rows = "日期,困难人数\n".to_owned();
    for (row, figure) in figures.iter().enumerate() {
        let _ = writeln!(rows, "2024-03-{:02},{figure}", row + 1);
    }
    sample.add("schools/s0/ledgers/l.csv", &rows);
    sample.add(
        "schools/s0/ledgers/l.md",
        "---\ntitle: 台账\ntable: l.csv\ncolumns:\n  - {name: 日期, as: date}\n  - {name: 困难人数, as: data}\n---\n",
    );
    let snapshot = sample.snapshot();
    let suppressed = SuppressedFigures::find(&snapshot.archive, snapshot.readings());
    let (record, measure) = (RecordIx(0), MeasureIx(0));
    let rows = (0..figures.len() as u32).map(|row| suppressed.entry(record, Some(row), measure));
    (rows.collect(), suppressed.sum(record, measure, SummedRows::All))
}

#[test]
fn the_sum_of_a_ledger_is_shown_where_it_tells_nothing() {
    use Suppression::{Complementary, Primary};
    assert_eq!(ledger(&[9, 12]), (vec![None, None], None));
    assert_eq!(ledger(&[3, 12, 7]), (vec![Some(Primary), None, Some(Complementary)], None));
    assert_eq!(ledger(&[3, 2]), (vec![Some(Primary), Some(Primary)], None));
    assert_eq!(ledger(&[1, 1]), (vec![Some(Primary), Some(Primary)], Some(Primary)));
    let ones = ledger(&[1; 12]);
    assert_eq!(ones, (vec![Some(Primary); 12], Some(Complementary)), "12 ones can only be ones");
}

#[test]
fn a_status_that_tells_a_withheld_figure_is_withheld() {
    let status = |figure, value, end: &str| {
        let mut sample = Sample::of_needy(&[figure]);
        sample.add("plans/p.md", &format!("---\ntitle: 计划\nstart: 2024-03-01\nend: {end}\ntargets:\n  - {{indicator: 困难人数, value: {value}}}\n---\n文\n"));
        let snapshot = sample.snapshot();
        let reading = &snapshot.readings().targets[0];
        let period = &reading.periods[0];
        assert_eq!(reading.status, period.status);
        assert_eq!(period.status == Status::Withheld, period.expected.is_none());
        (period.status, reading.periods_met, reading.periods_due)
    };
    let closed = "2024-12-31";
    assert_eq!(status(1, 2, closed), (Status::Withheld, 0, 0), "missed would mean 1");
    assert_eq!(status(3, 2, closed), (Status::Withheld, 0, 0));
    assert_eq!(status(3, 10, closed), (Status::Missed, 0, 1), "all of 1 to 4 miss 10");
    assert_eq!(status(30, 10, closed), (Status::Met, 1, 1));
    assert_eq!(status(3, 10, "2025-06-30"), (Status::Withheld, 0, 0));
}

#[test]
fn pages_data_and_terminal_show_no_withheld_status() {
    let mut sample = Sample::of_needy(&[1, 30]);
    sample.add_plan("", &["indicator: 困难人数, value: 2, scope: each"]);
    let root = sample.written();
    let built = guidang(root.path(), &["build", "--output", "site"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let data = std::fs::read_to_string(root.path().join("site/data/progress.json")).unwrap();
    let first = "\"scope\":\"s0\",\"indicator\":\"困难人数\",\"unit\":\"人\",\"direction\":\"at_least\",\"aggregate\":\"sum\",\"value\":\"2\",\"every\":null,\"status\":\"withheld\",\"current\":\"withheld\",\"open\":false,\"periods_met\":0,\"periods_due\":0,\"periods\":[{\"start\":\"2024-03-01\",\"end\":\"2024-12-31\",\"actual\":null,\"expected\":null,\"status\":\"withheld\"";
    assert!(data.contains(first), "{data}");
    assert!(data.contains("\"suppressed\":true,\"small\":true"), "{data}");
    for (path, bytes) in files(&root.path().join("site")) {
        if path.ends_with(".html") && path != "about.html" && path != "help.html" {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("未达成"), "{path} tells that 1 is below 2");
        }
    }
    let status = stdout(&guidang(root.path(), &["status"]));
    assert!(status.contains("不公开") && !status.contains("未达成"), "{status}");
    let plan = std::fs::read_to_string(root.path().join("site/plans/p.html")).unwrap();
    assert!(plan.contains("不公开（少于5）") || !plan.contains("合计＜5"), "{plan}");
}

#[test]
fn a_document_of_an_earlier_day_tells_no_more() {
    let mut sample = Sample::of_needy(&[1]);
    sample.add_visit(0, "2024-05-20", "困难人数: 30");
    sample.add_plan("", &["indicator: 困难人数, value: 2, every: month, scope: each"]);
    sample.add(
        "schools/s0/summaries/a.md",
        "---\ntitle: 总结\nterm: 2023-2024-2\ndate: 2024-05-10\n---\n```table\ntarget: {plan: 计划, indicator: 困难人数}\n```\n",
    );
    let root = sample.written();
    let built = guidang(root.path(), &["build", "--output", "site"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let page = std::fs::read_to_string(root.path().join("site/schools/s0/summaries/a.html"));
    let page = page.unwrap();
    let table = page.split("<figure").nth(1).unwrap().split("</figure>").next().unwrap();
    assert!(table.contains("＜5人"), "{table}");
    // April is missed with 0, May was not over; March would tell that 1 is below 2.
    assert_eq!(table.matches("未达成").count(), 1, "{table}");
    assert!(!table.contains("30"), "{table}");
}

#[test]
fn seals_keep_the_true_status() {
    let mut sample = Sample::of_needy(&[1]);
    sample.add("plans/p.md", "---\ntitle: 计划\nstart: 2024-03-01\nend: 2024-07-05\ntargets:\n  - {indicator: 困难人数, value: 2}\n---\n文\n");
    let snapshot = sample.snapshot();
    assert_eq!(snapshot.readings().targets[0].status, Status::Withheld);
    assert_eq!(snapshot.true_readings().targets[0].status, Status::Missed);
    let root = sample.written();
    for day in ["2024-08-01", "2024-08-02"] {
        let sealed = guidang(root.path(), &["seal", "2023-2024-2", "--date", day]);
        assert!(sealed.status.success(), "{}", stderr(&sealed));
    }
    let checked = guidang(root.path(), &["check"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
}

#[test]
fn an_indicator_on_sensitive_data_must_be_marked() {
    for other in [
        "aggregate: max, measure: 困难人数",
        "aggregate: ratio, numerator: 困难人数, denominator: 在校人数",
        "aggregate: ratio, numerator: 受助人数, denominator: 困难人数",
    ] {
        let indicators =
            format!("{NEEDY}  - {{name: 另一个, unit: 人, direction: at_least, {other}}}\n");
        let root = Sample::new(&indicators).written();
        let checked = guidang(root.path(), &["check"]);
        let text = stderr(&checked) + &stdout(&checked);
        assert!(
            text.contains("indicators.yaml:3:") && text.contains("[unmarked-sensitive]"),
            "{text}"
        );
        let marked = indicators.replace("name: 另一个,", "name: 另一个, sensitive: true,");
        let root = Sample::new(&marked).written();
        assert!(guidang(root.path(), &["check"]).status.success());
    }
}

/// Builds an archive whose figures of one school were published before, and returns what the second build says.
fn second_build(before: &[(&str, u32)], after: &[(&str, u32)]) -> String {
    let sample = |visits: &[(&str, u32)]| {
        let mut sample = Sample::new(NEEDY);
        sample.add("site.yaml", "title: 档案\n");
        sample.add_school(0);
        for (day, figure) in visits {
            sample.add_visit(0, day, &format!("困难人数: {figure}"));
        }
        sample.add_plan("", &["indicator: 困难人数"]);
        sample
    };
    let root = sample(before).written();
    assert!(guidang(root.path(), &["build", "--output", "site"]).status.success());
    for (path, text) in sample(after).0 {
        write(root.path(), &path, text.as_bytes());
    }
    let built = guidang(root.path(), &["build", "--output", "site"]);
    assert!(built.status.success(), "{}", stderr(&built));
    stderr(&built)
}

#[test]
fn a_build_warns_of_what_follows_from_the_site_before() {
    let march = [("2024-03-05", 50), ("2024-03-20", 9)];
    let with_few = [march[0], march[1], ("2024-04-02", 3)];
    let told = second_build(&march, &with_few);
    assert!(told.contains("警告：schools/s0/visits/2024-04-02的“困难人数”不公开"), "{told}");
    assert!(told.contains("截至2024-03-20"), "{told}");
    let with_many = [march[0], march[1], ("2024-04-02", 30)];
    let many = second_build(&march, &with_many);
    assert!(!many.contains("能推算出来"), "30 is no secret: {many}");
    let unchanged = second_build(&with_few, &with_few);
    assert!(!unchanged.contains("能推算出来"), "the same site tells nothing new: {unchanged}");
}

/// A large archive takes no longer than its size: thousands of small figures under common sums.
#[test]
fn many_small_figures_take_little_time() {
    let mut sample = Sample::new(NEEDY);
    for school in 0..3 {
        sample.add_school(school);
        let mut rows = "日期,困难人数\n".to_owned();
        for row in 0..4000usize {
            let (month, day) = (row % 4 + 3, row / 4 % 28 + 1);
            let _ = writeln!(rows, "2024-{month:02}-{day:02},{}", 1 + (row * row + school) % 7);
        }
        sample.add(&format!("schools/s{school}/ledgers/l.csv"), &rows);
        sample.add(
            &format!("schools/s{school}/ledgers/l.md"),
            "---\ntitle: 台账\ntable: l.csv\ncolumns:\n  - {name: 日期, as: date}\n  - {name: 困难人数, as: data}\n---\n",
        );
    }
    sample.add_plan("", &["indicator: 困难人数", "indicator: 困难人数, scope: each, every: month"]);
    let started = std::time::Instant::now();
    let snapshot = sample.snapshot();
    let suppressed = SuppressedFigures::find(&snapshot.archive, snapshot.readings());
    assert!(suppressed.figure(0, 0).is_none(), "a sum of thousands tells nothing");
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// An independent solver (tests/disclosure/solver.py) reads the sites of random archives and works out what it can.
#[test]
fn a_solver_works_out_no_withheld_figure() {
    let Some(python) = python_with("scipy", "GUIDANG_SOLVER") else { return };
    let last = std::env::var("GUIDANG_SOLVED").unwrap_or_else(|_| "40".to_owned());
    let output = Command::new(python)
        .arg(of_tests("disclosure/solver.py"))
        .args([env!("CARGO_BIN_EXE_guidang"), "1", &last, "--least"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
}
