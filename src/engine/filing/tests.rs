//! Which numbers documents get, that none ever moves, and what boxes and folders make of them.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::*;
use crate::diagnostics::{Problem, Severity};
use crate::engine::lint::{Checked, check as check_archive};
use crate::l10n::Lang;
use crate::model::{Archive, DocumentIx, FileNumber, GivenNumber};
use crate::parse;
use crate::source::MemorySource;

/// Texts by path under `content/`.
type Texts = Vec<(String, String)>;

fn text(path: &str, text: &str) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

fn base(numbering: &str) -> Texts {
    vec![
        text("site.yaml", &format!("标题: 档案\n单位: 县教育局\n{numbering}")),
        text("指标.yaml", "指标:\n  - {名称: 课时, 单位: 课时, 方向: 不低于, 汇总: 合计}\n"),
        text("schools/a/school.yaml", "名称: 甲校\n学段: 小学\n"),
        text("schools/b/school.yaml", "名称: 乙校\n学段: 小学\n"),
        text("pairs/p/pair.yaml", "名称: 甲乙\n帮扶校: a\n受援校: b\n开始: 2020-01-01\n"),
    ]
}

fn visit(path: &str, day: &str, more: &str) -> (String, String) {
    let text = format!("---\n标题: 活动{day}\n日期: {day}\n类型: 送教\n{more}---\n");
    (format!("{path}.md"), text)
}

fn read(files: &[(String, String)]) -> Checked {
    let mut memory = MemorySource::default();
    for (path, text) in files {
        memory.0.insert(format!("content/{path}"), text.as_bytes().to_vec());
    }
    check_archive(parse::archive(&memory).unwrap(), None)
}

fn archive(files: &[(String, String)]) -> Archive {
    let checked = read(files);
    for diagnostic in &checked.diagnostics {
        assert_ne!(diagnostic.problem.severity(), Severity::Error, "{diagnostic:?}");
    }
    checked.archive
}

fn shown(given: &[GivenNumber]) -> Vec<String> {
    given.iter().map(|given| format!("{} {}", given.number, given.document)).collect()
}

const RULE: &str = "档号:\n  全宗号: Z109\n";

/// Documents of every kind that filing tells apart.
fn documents_of_all_kinds() -> Texts {
    vec![
        visit("schools/a/visits/late", "2024-05-01", ""),
        visit("schools/a/visits/early", "2024-03-01", ""),
        visit("schools/a/visits/same-day", "2024-03-01", ""),
        visit("schools/b/visits/x", "2023-12-31", "保管期限: 10年\n"),
        visit("schools/b/visits/draft", "2024-01-01", "草稿: 是\n"),
        visit("schools/b/visits/not", "2024-01-01", "保管期限: 不归档\n"),
        (
            "plans/long.md".into(),
            "---\n标题: 规划\n开始: 2023-11-01\n结束: 2026-07-01\n---\n".into(),
        ),
        (
            "pairs/p/plans/x.md".into(),
            "---\n标题: 计划\n开始: 2024-03-01\n结束: 2024-07-01\n---\n".into(),
        ),
        (
            "schools/a/summaries/s.md".into(),
            "---\n标题: 总结\n学期: 2023-2024-1\n日期: 2024-01-25\n---\n".into(),
        ),
        (
            "schools/a/summaries/mid.md".into(),
            "---\n标题: 期中小结\n学期: 2023-2024-1\n日期: 2023-11-20\n---\n".into(),
        ),
        (
            "schools/a/honours/h.md".into(),
            "---\n标题: 获奖\n日期: 2024-02-02\n级别: 县级\n---\n".into(),
        ),
        (
            "schools/a/honours/own.md".into(),
            "---\n标题: 校内\n日期: 2024-02-02\n级别: 校级\n---\n".into(),
        ),
        ("schools/a/questions/q.md".into(), "---\n标题: 怎么办\n日期: 2024-02-02\n---\n".into()),
    ]
}

#[test]
fn numbers_consist_of_year_retention_and_organisation_and_follow_the_dates() {
    let documents = documents_of_all_kinds();
    let assigned = |rule: &str| {
        let files = [base(rule), documents.clone()].concat();
        shown(&assign(&archive(&files), &|_| true))
    };
    assert_eq!(
        assigned(RULE),
        [
            "Z109-WS·2023-Y-0001 plans/long",
            "Z109-WS·2023-Y-0002 schools/a/summaries/mid",
            "Z109-WS·2023-D10-0001 schools/b/visits/x",
            "Z109-WS·2024-Y-0001 schools/a/summaries/s",
            "Z109-WS·2024-Y-0002 schools/a/honours/h",
            "Z109-WS·2024-Y-0003 pairs/p/plans/x",
            "Z109-WS·2024-D30-0001 schools/a/honours/own",
            "Z109-WS·2024-D30-0002 schools/a/visits/early",
            "Z109-WS·2024-D30-0003 schools/a/visits/same-day",
            "Z109-WS·2024-D30-0004 schools/a/visits/late",
            "Z109-WS·2024-D10-0001 schools/a/questions/q",
        ]
    );
    let all = "档号:\n  全宗号: ｚ１０９\n  门类: KJ\n  年度: 学年\n  机构: {全部: JYJ, 甲校: AAA, 甲乙: PPP}\n  各类期限: {活动: 10年, 荣誉: 永久, 问题: 不归档}\n";
    assert_eq!(
        assigned(all),
        [
            "z109-KJ·2023-Y-AAA-0001 schools/a/summaries/mid",
            "z109-KJ·2023-Y-AAA-0002 schools/a/summaries/s",
            "z109-KJ·2023-Y-AAA-0003 schools/a/honours/h",
            "z109-KJ·2023-Y-AAA-0004 schools/a/honours/own",
            "z109-KJ·2023-Y-JYJ-0001 plans/long",
            "z109-KJ·2023-Y-PPP-0001 pairs/p/plans/x",
            "z109-KJ·2023-D10-0001 schools/b/visits/x",
            "z109-KJ·2023-D10-AAA-0001 schools/a/visits/early",
            "z109-KJ·2023-D10-AAA-0002 schools/a/visits/same-day",
            "z109-KJ·2023-D10-AAA-0003 schools/a/visits/late",
        ]
    );
    assert_eq!(assigned("档号:\n  全宗名称: 教育局\n"), [""; 0], "no fonds, no numbers");
    assert_eq!(assigned(""), [""; 0]);
}

#[test]
fn a_number_is_never_given_again_even_when_its_document_is_gone() {
    let with_numbers = |numbers: &str| {
        let documents =
            vec![visit("schools/a/visits/x", "2024-03-01", ""), text("numbers.yaml", numbers)];
        archive(&[base(RULE), documents].concat())
    };
    for (numbers, next) in [
        ("", "0001"),
        ("numbers:\n  Z109-WS·2024-D30-0007: schools/gone\n", "0008"),
        ("retired:\n  Z109-WS·2024-D30-0007: schools/gone\n", "0008"),
        ("retired:\n  Z109-WS·2024-D30-9999: schools/a/visits/x\n", "10000"),
        ("numbers:\n  Z109-WS·2024-D10-0007: schools/gone\n", "0001"),
        ("numbers:\n  J012-WS·2024-D30-0007: schools/gone\n", "0001"),
    ] {
        let want = format!("Z109-WS·2024-D30-{next} schools/a/visits/x");
        assert_eq!(shown(&assign(&with_numbers(numbers), &|_| true)), [want], "{numbers}");
    }
    let numbered = with_numbers("numbers:\n  Z109-WS·2019-Y-0007: schools/a/visits/x\n");
    assert_eq!(assign(&numbered, &|_| true), []);
}

#[test]
fn a_number_that_no_longer_fits_is_reported_at_its_line() {
    let reported = |rule: &str, more: &str, numbers: &str| {
        let documents =
            vec![visit("schools/a/visits/x", "2024-03-01", more), text("numbers.yaml", numbers)];
        let mut lines = Vec::new();
        for diagnostic in read(&[base(rule), documents].concat()).diagnostics {
            if matches!(diagnostic.problem, Problem::Filing(_)) {
                let message = diagnostic.message(Lang::Zh).text;
                lines.push(format!("{} {message}", diagnostic.span.start.line));
            }
        }
        lines
    };
    let number = "numbers:\n  Z109-WS·2024-D30-0001: schools/a/visits/x\n";
    assert_eq!(reported(RULE, "", number), [""; 0]);
    assert_eq!(
        reported(RULE, "保管期限: 永久\n", number),
        [
            "2 “schools/a/visits/x”的档号是Z109-WS·2024-D30-0001，按现在的日期、期限和机构应是Z109-WS·2024-Y"
        ]
    );
    assert_eq!(
        reported("档号:\n  全宗号: J012\n", "", number),
        ["2 有1个档号以“Z109-WS”开头，站点.yaml里现在是“J012-WS”"]
    );
    assert_eq!(reported("", "", number), ["1 已经编了档号，站点.yaml里却没有“档号”的“全宗号”"]);
    assert_eq!(
        reported(RULE, "", "numbers:\n  Z109-WS·2024-D30-0001: schools/a/visits/old\n"),
        ["2 档号Z109-WS·2024-D30-0001的记录“schools/a/visits/old”不见了"]
    );
    assert_eq!(reported(RULE, "", "retired:\n  Z109-WS·2024-D30-0001: schools/gone\n"), [""; 0]);
    // A record that cannot be read is not gone: it has its own error.
    assert_eq!(reported(RULE, "日期：x\n", number), [""; 0]);
}

#[test]
fn a_ledger_that_continues_keeps_its_year_without_a_warning() {
    let ledger = "---\n标题: 台账\n表: t.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 课时, 作为: 数据}\n---\n";
    let with = |rows: &str, numbers: &str| {
        let documents = vec![
            text("schools/a/ledgers/t.md", ledger),
            text("schools/a/ledgers/t.csv", &format!("日期,课时\n{rows}")),
            text("numbers.yaml", numbers),
        ];
        [base(RULE), documents].concat()
    };
    assert_eq!(assign(&archive(&with("", "")), &|_| true), [], "no day, no year");
    let given = assign(&archive(&with("2023-03-01,1\n", "")), &|_| true);
    assert_eq!(shown(&given), ["Z109-WS·2023-D30-0001 schools/a/ledgers/t"]);
    let numbers = String::from_utf8(bytes(&given)).unwrap();
    let grown = read(&with("2023-03-01,1\n2024-03-01,1\n", &numbers));
    assert!(grown.diagnostics.is_empty(), "{:?}", grown.diagnostics);
}

#[test]
fn a_box_holds_one_class_and_later_documents_move_none() {
    let mut numbers = String::from("numbers:\n");
    let mut files = base("档号:\n  全宗号: Z109\n  每盒件数: 2\n");
    for item in 1..=5 {
        let id = format!("schools/a/visits/v{item}");
        numbers += &format!("  Z109-WS·2024-D30-{item:04}: {id}\n");
        if item != 2 {
            files.push(visit(&id, "2024-03-01", ""));
        }
    }
    numbers += "  Z109-WS·2023-Y-0003: schools/b/visits/x\n";
    files.push(visit("schools/b/visits/x", "2023-03-01", ""));
    files.push(("numbers.yaml".into(), numbers));
    let archive = archive(&files);
    let exists = |id: &str| archive.records.iter().any(|record| record.id == id);
    assert_eq!(
        box_lines(&boxes(&archive, 2, &exists)),
        ["2023 2 3-3 1 []", "2024 1 1-1 1 []", "2024 2 3-4 2 []", "2024 3 5-5 1 []"]
    );
    let of_fifty = box_lines(&boxes(&archive, 50, &exists));
    assert_eq!(of_fifty.last().unwrap(), "2024 1 1-5 4 [2]");
}

/// Year, number, first and last item, count and gaps of each box.
fn box_lines(boxes: &[FileBox]) -> Vec<String> {
    let mut lines = Vec::new();
    for FileBox { class, number, first, last, count, gaps } in boxes {
        lines.push(format!("{} {number} {first}-{last} {count} {gaps:?}", class.year));
    }
    lines
}

#[test]
fn documents_are_in_the_folder_of_their_kind_then_type_then_title() {
    let files = [
        base(RULE),
        vec![
            visit("schools/a/visits/a", "2024-03-01", ""),
            ("schools/a/visits/b.md".into(), "---\n标题: 送教前的家长会\n日期: 2024-03-02\n类型: 亲子活动\n---\n".into()),
            ("schools/a/visits/c.md".into(), "---\n标题: 春季植树\n日期: 2024-03-03\n类型: 劳动\n---\n".into()),
            ("schools/a/summaries/s.md".into(), "---\n标题: 送教总结\n学期: 2023-2024-2\n日期: 2024-07-03\n---\n".into()),
            ("pairs/p/plans/x.md".into(), "---\n标题: 送教计划\n开始: 2024-03-01\n结束: 2024-07-01\n领导小组: {组长: 王校长}\n---\n".into()),
        ],
    ];
    let archive = archive(&files.concat());
    let all: Vec<DocumentIx> = documents(&archive).collect();
    let usual = folders(archive.numbering.as_ref().unwrap(), Lang::Zh);
    let contents = sort_into_folders(&archive, &usual, &all);
    let ids = |documents: &[DocumentIx]| {
        let mut ids = Vec::new();
        for document in documents {
            ids.push(DocumentInfo::of(&archive, *document).id);
        }
        ids.join(" ")
    };
    let mut filled = Vec::new();
    for (folder, documents) in usual.iter().zip(&contents.folders) {
        if !documents.is_empty() {
            filled.push(format!("{} {}", folder.name, ids(documents)));
        }
    }
    assert_eq!(
        filled,
        [
            "领导小组及职责 pairs/p/plans/x",
            "计划、实施方案 pairs/p/plans/x",
            "送教下乡 schools/a/visits/a",
            "家园（家校）活动 schools/a/visits/b",
            "阶段、学期、年度总结 schools/a/summaries/s",
        ]
    );
    assert_eq!(ids(&contents.rest), "schools/a/visits/c");
    assert_eq!(usual.len(), 15);
}

/// What may happen to an archive between two runs of numbering.
#[derive(Debug, Clone)]
enum Step {
    /// A record of that name, year, day and retention is added.
    Add(u32, i32, u32, usize),
    /// One of the records is removed.
    Remove(usize),
    /// One gets another name, and so does its line in numbers.yaml.
    Rename(usize),
    /// One gets another date; its number stays.
    Redate(usize, u32),
    /// Numbers are assigned.
    Number,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..10_000u32, 2022..2026i32, 1..29u32, 0..4usize)
            .prop_map(|(name, year, day, keep)| Step::Add(name, year, day, keep)),
        1 => any::<usize>().prop_map(Step::Remove),
        1 => any::<usize>().prop_map(Step::Rename),
        1 => (any::<usize>(), 1..29u32).prop_map(|(at, day)| Step::Redate(at, day)),
        2 => Just(Step::Number),
    ]
}

/// An archive that changes step by step, with the numbers given so far.
#[derive(Default)]
struct NumberedArchive {
    records: Texts,
    numbers: Vec<GivenNumber>,
}

impl NumberedArchive {
    fn take(&mut self, turn: usize, step: Step) -> Result<(), TestCaseError> {
        const KEEPS: [&str; 4] = ["", "保管期限: 永久\n", "保管期限: 10年\n", "保管期限: 不归档\n"];
        let count = self.records.len().max(1);
        match step {
            Step::Add(name, year, day, keep) => {
                let school = if name % 2 == 0 { "a" } else { "b" };
                let id = format!("schools/{school}/visits/{name}-{turn}");
                self.records.push(visit(&id, &format!("{year}-03-{day:02}"), KEEPS[keep]));
            }
            Step::Remove(place) if !self.records.is_empty() => {
                self.records.remove(place % count);
            }
            Step::Rename(place) if !self.records.is_empty() => {
                let path = &mut self.records[place % count].0;
                let before = path.trim_end_matches(".md").to_owned();
                let after = format!("schools/a/visits/renamed-{turn}");
                for given in &mut self.numbers {
                    if given.document == before {
                        given.document.clone_from(&after);
                    }
                }
                *path = format!("{after}.md");
            }
            Step::Redate(place, day) if !self.records.is_empty() => {
                let (path, text) = &mut self.records[place % count];
                *text = visit(path.trim_end_matches(".md"), &format!("2021-05-{day:02}"), "").1;
            }
            Step::Number => return self.assign_numbers(),
            _ => {}
        }
        Ok(())
    }

    fn assign_numbers(&mut self) -> Result<(), TestCaseError> {
        let numbers = String::from_utf8(bytes(&self.numbers)).unwrap();
        let files = [base(RULE), self.records.clone(), vec![text("numbers.yaml", &numbers)]];
        let archive = archive(&files.concat());
        let (mut read, mut written) = (shown(&archive.numbers), shown(&self.numbers));
        read.sort();
        written.sort();
        prop_assert_eq!(read, written, "read as written");
        let assigned = assign(&archive, &|_| true);
        for new in &assigned {
            for old in &self.numbers {
                prop_assert_ne!(&old.number, &new.number);
                prop_assert_ne!(&old.document, &new.document);
            }
            let class = &new.number.class;
            let follows =
                self.numbers.iter().chain(&assigned).any(|old| {
                    old.number.class == *class && old.number.item + 1 == new.number.item
                });
            prop_assert!(new.number.item == 1 || follows, "a gap before {}", new.number);
        }
        self.numbers.extend(assigned);
        let mut distinct = BTreeSet::new();
        for given in &self.numbers {
            prop_assert!(distinct.insert(&given.number), "{} was given twice", given.number);
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever is added, removed, renamed or dated differently: no number given moves, none is given twice, none of a
    /// removed document returns, and new numbers of a class continue without a gap.
    #[test]
    fn numbers_once_given_stay(steps in prop::collection::vec(step(), 1..40)) {
        let mut numbered = NumberedArchive::default();
        for (turn, step) in steps.into_iter().chain([Step::Number]).enumerate() {
            numbered.take(turn, step)?;
        }
    }

    #[test]
    fn any_id_is_read_back_as_it_was_written(id in "[^\\p{C}\\p{Z}][^\\p{C}]{0,20}[^\\p{C}\\p{Z}]") {
        let id = crate::syntax::text::nfc(&id);
        let number = FileNumber::parse("Z-WS·2024-Y-0001").unwrap();
        let given = vec![GivenNumber { number, document: id.clone(), retired: false, line: 0 }];
        let text = String::from_utf8(bytes(&given)).unwrap();
        let files = [base(RULE), vec![("numbers.yaml".into(), text.clone())]];
        let read = read(&files.concat()).archive.numbers;
        prop_assert_eq!(&read[0].document, &id);
        // Other programs read the same.
        let yaml: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        prop_assert_eq!(yaml["numbers"]["Z-WS·2024-Y-0001"].as_str(), Some(id.as_str()));
    }
}
