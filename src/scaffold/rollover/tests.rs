use super::years::{lines_with_years, next_year, with_next_years};
use super::*;
use crate::l10n::Lang;
use crate::model::{Archive, Day};
use crate::parse;
use crate::source::MemorySource;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn parsed(files: &[(&str, &str)]) -> Archive {
    let source: MemorySource =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes())).collect();
    parse::archive(&source).unwrap().archive
}

#[test]
fn years_move_only_where_they_stand_alone() {
    for (text, want) in [
        ("2025年计划", "2026年计划"),
        ("2025—2026学年第一学期", "2026—2027学年第一学期"),
        ("县教〔2025〕12号方案2025", "县教〔2025〕12号方案2026"),
        ("2024年方案", "2024年方案"),
        ("12025和20255号", "12025和20255号"),
        ("2025-09-计划", "2026-09-计划"),
        ("计划", "计划"),
    ] {
        assert_eq!(with_next_years(text, &(2025..=2026)), want);
    }
    // A plan of spring lies in the second year of its school year.
    for (text, want) in [
        ("2023—2024学年第二学期工作计划", "2024—2025学年第二学期工作计划"),
        ("2023-2024-2", "2024-2025-2"),
        ("2023～2024学年度，2024年春", "2024～2025学年度，2025年春"),
        ("2022—2023学年", "2022—2023学年"),
        ("2021、2024年", "2021、2025年"),
    ] {
        assert_eq!(with_next_years(text, &(2024..=2024)), want);
    }
    assert_eq!(lines_with_years("一\n2025年\n2024年\n到2026年", 7, &(2025..=2026)), [8, 10]);
    assert_eq!(next_year(day("2024-02-29")), Day::new(2025, 2, 28));
    assert_eq!(next_year(day("2025-09-01")), Day::new(2026, 9, 1));
    assert_eq!(next_year(Day::last()), None);
}

const SITE: &str = "标题: 档案\n";
const INDICATORS: &str = "指标:\n  - 名称: 课时\n    单位: 节\n    方向: 不低于\n    汇总: 合计\n";
const PLAN: &str = "---\n# 县里统一格式\n标题: 2025年秋季计划   # 题目\n开始: 2025年9月1日   # 开学\n结束: \"2026-07-05\"\n草稿: 否\n依据:\n  - 县教〔2025〕3号   # 文件\n更正:\n  改过\n# 目标从这里开始\n目标:\n  - 指标: 课时   # 每学期\n    值: 10\n    不适用:\n      理由: 修校舍\n      批准人: 局\n      自: 2026-02-01\n措施:\n  - {名称: 送教, 完成时间: 2025-12-20, 次数: 2}\n文号: 3号\n---\n\n2025年的正文。\n";

#[test]
fn a_copy_is_a_draft_a_year_later_with_its_comments() {
    let path = "content/计划/2025秋.md";
    let archive =
        parsed(&[("content/站点.yaml", SITE), ("content/指标.yaml", INDICATORS), (path, PLAN)]);
    let copy = copy_plan(PLAN, &archive, &archive.plans[0], 2026).unwrap();
    let want = "---\n# 县里统一格式\n标题: 2026年秋季计划   # 题目\n开始: 2026-09-01   # 开学\n结束: 2027-07-05\n草稿: 是\n依据:\n  - 县教〔2025〕3号   # 文件\n  - \"2025年秋季计划（计划/2025秋）\"\n# 目标从这里开始\n目标:\n  - 指标: 课时   # 每学期\n    值: 10\n    不适用:\n      理由: 修校舍\n      批准人: 局\n      自: 2027-02-01\n措施:\n  - {名称: 送教, 完成时间: 2026-12-20, 次数: 2}\n---\n\n2025年的正文。\n";
    assert_eq!(copy.text, want);
    assert_eq!((copy.open_points.lines_with_years, copy.open_points.has_waiver), (vec![22], true));
    // The copy is a plan, and its own copy names it in the place of the first.
    let next = "content/计划/2026秋.md";
    let files = [
        ("content/站点.yaml", SITE),
        ("content/指标.yaml", INDICATORS),
        (path, PLAN),
        (next, &*copy.text),
    ];
    let archive = parsed(&files);
    assert_eq!(archive.plans.len(), 2);
    assert!(archive.plans[1].draft);
    let third = copy_plan(&copy.text, &archive, &archive.plans[1], 2027).unwrap();
    assert!(
        third
            .text
            .contains("  - 县教〔2025〕3号   # 文件\n  - \"2026年秋季计划（计划/2026秋）\"\n"),
        "{}",
        third.text
    );
}

#[test]
fn an_old_year_in_the_name_of_a_measure_is_told() {
    let text = PLAN.replace("名称: 送教,", "名称: 2025年送教,");
    let path = "content/计划/2025秋.md";
    let archive =
        parsed(&[("content/站点.yaml", SITE), ("content/指标.yaml", INDICATORS), (path, &text)]);
    let copy = copy_plan(&text, &archive, &archive.plans[0], 2026).unwrap();
    assert_eq!(copy.open_points.lines_with_years, [19, 22]);
    assert!(copy.text.lines().nth(18).unwrap().contains("2025年送教"), "{}", copy.text);
}

#[test]
fn a_draft_of_the_year_before_is_told_and_not_copied() {
    let text = PLAN.replace("草稿: 否", "草稿: 是");
    let path = "content/计划/2025秋.md";
    let archive =
        parsed(&[("content/站点.yaml", SITE), ("content/指标.yaml", INDICATORS), (path, &text)]);
    let fates = fates(&archive, 2026, &|_| false);
    assert_eq!(fates.len(), 1);
    assert_eq!(fates[0].1, PlanFate::IsDraft);
}

#[test]
fn a_basis_is_added_however_the_list_is_written() {
    for (before, after) in [
        ("", "based_on:\n  - \"Plan 2025 (plans/a)\"\ndraft: true\n"),
        (
            "based_on: county rule   # x\n",
            "based_on:    # x\n  - county rule\n  - \"Plan 2025 (plans/a)\"\ndraft: true\n",
        ),
        ("based_on: [a, b]\n", "based_on: [a, b, \"Plan 2025 (plans/a)\"]\ndraft: true\n"),
        ("based_on:\n- a\n- b\n", "based_on:\n- a\n- b\n- \"Plan 2025 (plans/a)\"\ndraft: true\n"),
        ("based_on:\n", "based_on:\n  - \"Plan 2025 (plans/a)\"\ndraft: true\n"),
        ("draft:\n", "draft: true\nbased_on:\n  - \"Plan 2025 (plans/a)\"\n"),
    ] {
        let text = format!(
            "---\ntitle: Plan 2025\nstart: 2025-09-01\nend: 2026-07-05\n{before}---\n\nText.\n"
        );
        let archive = parsed(&[
            ("content/site.yaml", "title: a\nlanguage: en\n"),
            ("content/plans/a.md", &text),
        ]);
        let copy = copy_plan(&text, &archive, &archive.plans[0], 2026).unwrap().text;
        let want = format!(
            "---\ntitle: Plan 2026\nstart: 2026-09-01\nend: 2027-07-05\n{after}---\n\nText.\n"
        );
        assert_eq!(copy, want);
        let files = [
            ("content/site.yaml", "title: a\nlanguage: en\n"),
            ("content/plans/a.md", &*text),
            ("content/plans/b.md", &*copy),
        ];
        let both = parsed(&files);
        let old = both.plans.iter().find(|plan| plan.id == "plans/a").unwrap();
        let new = both.plans.iter().find(|plan| plan.id == "plans/b").unwrap();
        assert!(
            new.draft
                && new
                    .based_on
                    .iter()
                    .any(|text| super::selection::title_and_id(text).map(|(_, id)| id)
                        == Some(&*old.id)),
            "{copy}"
        );
    }
}

fn plan(title: &str, start: &str, end: &str, more: &str) -> String {
    format!("---\n标题: {title}\n开始: {start}\n结束: {end}\n{more}---\n\n正文。\n")
}

fn school(name: &str) -> String {
    format!("名称: {name}\n学段: 小学\n")
}

#[test]
fn plans_of_the_year_before_get_copies_once() {
    let pair = "名称: 甲—乙\n帮扶校: a\n受援校: b\n开始: 2020-09-01\n结束: 2026-08-31\n";
    let files = [
        ("content/站点.yaml", SITE.to_owned()),
        ("content/学校/a/学校.yaml", school("甲校")),
        ("content/学校/b/学校.yaml", school("乙校")),
        ("content/结对/p/结对.yaml", pair.to_owned()),
        ("content/结对/p/计划/2025.md", plan("结对计划", "2025-09-01", "2026-07-05", "")),
        ("content/计划/2025/index.md", plan("学年计划", "2025-09-01", "2026-08-31", "")),
        ("content/计划/年.md", plan("年计划", "2026-03-01", "2026-12-31", "")),
        ("content/计划/草.md", plan("草稿计划", "2025-09-01", "2026-08-31", "草稿: 是\n")),
        ("content/计划/三年.md", plan("三年计划", "2025-09-01", "2028-08-31", "")),
        ("content/计划/旧三年.md", plan("旧三年计划", "2023-09-01", "2026-08-31", "")),
        ("content/计划/前.md", plan("前年计划", "2024-09-01", "2025-08-31", "")),
        ("content/学校/a/计划/同名.md", plan("有了的计划", "2025-09-01", "2026-08-31", "")),
        ("content/计划/有了.md", plan("有了的计划", "2025-09-01", "2026-08-31", "")),
        (
            "content/计划/下一份.md",
            plan("下一份", "2026-09-01", "2027-08-31", "依据: 有了的计划\n"),
        ),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
    let archive = parsed(&files);
    let found = fates(&archive, 2026, &|path| path == "content/计划/年-2026.md");
    let mut titles_and_fates = Vec::new();
    for (at, fate) in &found {
        titles_and_fates.push(format!("{}: {fate:?}", archive.plan(*at).title));
    }
    titles_and_fates.sort();
    let want = [
        ("结对计划", PlanFate::OwnerGone),
        ("草稿计划", PlanFate::IsDraft),
        ("学年计划", PlanFate::Copy { path: "content/计划/2026/index.md".to_owned() }),
        (
            "年计划",
            PlanFate::HasSuccessor { file: "content/计划/年-2026.md".to_owned(), draft: true },
        ),
        ("三年计划", PlanFate::RunsOn(day("2028-08-31"))),
        ("旧三年计划", PlanFate::IsOver(day("2026-08-31"))),
        ("有了的计划", PlanFate::Copy { path: "content/学校/a/计划/同名-2026.md".to_owned() }),
        (
            "有了的计划",
            PlanFate::HasSuccessor { file: "content/计划/下一份.md".to_owned(), draft: false },
        ),
    ];
    let mut want = want.map(|(title, fate)| format!("{title}: {fate:?}"));
    want.sort();
    assert_eq!(titles_and_fates, want);
}

fn calendar(text: &str) -> crate::model::Calendar {
    parsed(&[("content/站点.yaml", text)]).calendar
}

#[test]
fn terms_are_added_to_the_list_once() {
    let text = "标题: 档案\n学期:\n- 名称: 2025—2026学年第一学期   # 按县校历\n  开始: 2025-09-01\n  结束: 2026-01-20\n- 名称: 春季\n  开始: 2026-02-24\n  结束: 2026-07-05   # 暂定\n# 其他\n单位: 局\n";
    let TermList::Added { text: added, terms } = new_terms(text, &calendar(text), 2026, Lang::Zh)
    else {
        panic!("{text}")
    };
    let names: Vec<&str> = terms.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["2026—2027学年第一学期", "2026—2027学年第二学期"]);
    let new = "- 名称: 2026—2027学年第一学期\n  开始: 2026-09-01\n  结束: 2027-01-20\n- 名称: 2026—2027学年第二学期\n  开始: 2027-02-24\n  结束: 2027-07-05\n# 其他\n";
    assert_eq!(added, text.replace("# 其他\n", new));
    assert_eq!(
        new_terms(&added, &calendar(&added), 2026, Lang::Zh),
        TermList::Complete { as_moved: true }
    );
    assert_eq!(new_terms(SITE, &calendar(SITE), 2026, Lang::Zh), TermList::Default);
    assert_eq!(new_terms(text, &calendar(text), 2030, Lang::Zh), TermList::NothingToMove);
    let flow =
        "标题: 档案\n学期: [{名称: 2025—2026学年第一学期, 开始: 2025-09-01, 结束: 2026-01-20}]\n";
    assert_eq!(new_terms(flow, &calendar(flow), 2026, Lang::Zh), TermList::InBrackets);
}
