use std::collections::BTreeSet;

use super::*;
use crate::engine::progress;
use crate::model::Archive;
use crate::parse;
use crate::source::MemorySource;

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn parsed(files: Vec<(String, String)>) -> (Archive, Vec<String>) {
    let source: MemorySource = files.into_iter().collect();
    let parsed = parse::archive(&source).unwrap();
    let mut problems = Vec::new();
    for problem in &parsed.diagnostics {
        problems.push(format!("{problem:?}"));
    }
    (parsed.archive, problems)
}

#[test]
fn every_preset_is_an_archive_without_a_problem_on_any_day() {
    for preset in &PRESETS {
        for lang in LANGS {
            for today in ["2026-09-01", "2026-11-30", "2027-01-31", "2027-03-01", "2027-08-15"] {
                for without_examples in [true, false] {
                    let (archive, problems) =
                        parsed(preset.archive(lang, without_examples, day(today)));
                    assert!(problems.is_empty(), "{} {lang:?} {today}: {problems:#?}", preset.name);
                    assert_eq!(archive.plans.len(), 1, "{}", preset.name);
                    assert_eq!(archive.records.is_empty(), without_examples, "{}", preset.name);
                    let latest = archive.latest_day();
                    assert!(
                        latest.is_none_or(|latest| latest <= day(today)),
                        "{} {today}",
                        preset.name
                    );
                }
            }
        }
    }
}

#[test]
fn every_target_of_a_preset_is_judged_and_its_figure_has_an_example() {
    // What happens elsewhere or later in the year: a paper, desks that were bought, a donation.
    let without_example = [
        "Papers",
        "教师论文",
        "Lectures",
        "专题讲座",
        "Donations",
        "社会捐资",
        "Sponsors",
        "一对一帮扶",
        "Home visit",
        "家访",
        "Policy talk",
        "政策宣传",
        "Term summary",
        "学期总结",
        "Trainees",
        "跟岗人次",
        "Shared lessons",
        "同步课堂",
        "Lessons given",
        "支教课时",
        "Rotating teachers",
        "交流轮岗教师",
        "Desks added",
        "添置课桌凳",
        "Classes audited",
        "班级审核覆盖率",
    ];
    for preset in &PRESETS {
        for lang in LANGS {
            let (archive, _) = parsed(preset.archive(lang, false, day("2026-11-30")));
            let (readings, findings) = progress::read(&archive, day("2026-11-30"));
            assert!(findings.is_empty(), "{}: {findings:?}", preset.name);
            let (mut judged, mut with_entries) = (BTreeSet::new(), BTreeSet::new());
            for reading in &readings.targets {
                judged.insert(reading.target);
                if reading.periods.iter().any(|period| !period.entries.is_empty()) {
                    with_entries.insert(reading.target);
                }
            }
            for (at, target) in archive.plans[0].targets.iter().enumerate() {
                let name = &*archive.indicator(target.indicator).name;
                assert!(judged.contains(&at), "{}: {name}", preset.name);
                let has_example = with_entries.contains(&at) || without_example.contains(&name);
                assert!(has_example, "{}: {name}", preset.name);
            }
        }
    }
}

#[test]
fn both_languages_of_a_preset_say_the_same() {
    for preset in &PRESETS {
        let today = day("2026-11-30");
        let [zh, en] = LANGS.map(|lang| parsed(preset.archive(lang, false, today)).0);
        assert_eq!(zh.indicators.len(), en.indicators.len(), "{}", preset.name);
        for (zh, en) in zh.indicators.iter().zip(&en.indicators) {
            assert_eq!((zh.direction, zh.aggregate), (en.direction, en.aggregate), "{}", zh.name);
            assert_eq!((zh.evidence, zh.sensitive), (en.evidence, en.sensitive), "{}", zh.name);
            assert!(zh.note.is_some() && en.note.is_some(), "{}: {}", preset.name, zh.name);
        }
        let (zh, en) = (&zh.plans[0], &en.plans[0]);
        assert_eq!((zh.period, zh.actions.len()), (en.period, en.actions.len()), "{}", preset.name);
        for (zh, en) in zh.targets.iter().zip(&en.targets) {
            assert_eq!((zh.value, zh.every, zh.pace), (en.value, en.every, en.pace), "{}", zh.id);
        }
        for lang in LANGS {
            assert!(!preset.summary(lang).is_empty() && !preset.sources(lang).is_empty());
            assert_eq!(Preset::named(preset.title(lang)), Some(preset));
        }
    }
    assert_eq!(Preset::named("资助"), None);
}

fn items_of(lang: Lang) -> Vec<&'static str> {
    let preset = Preset::named("zizhu").unwrap();
    let mut items = Vec::new();
    for item in indicator_list::items(preset.indicators(lang)) {
        items.push(item.text);
    }
    items
}

#[test]
fn indicators_are_appended_as_the_list_is_written() {
    let items = &items_of(Lang::Zh)[..1];
    for (text, head) in [
        ("指标: []\n# 写法示例\n", "指标:\n# 写法示例\n  - 名称: 资金发放率\n    单位: \"%\"\n"),
        ("指标:\n", "指标:\n  - 名称: 资金发放率\n"),
        ("", "指标:\n  - 名称: 资金发放率\n"),
        (
            "indicators:\n- name: a   # b\n  unit: c\n  direction: at_least\n  aggregate: sum",
            "indicators:\n- name: a   # b\n  unit: c\n  direction: at_least\n  aggregate: sum\n- 名称: 资金发放率\n  单位: \"%\"\n",
        ),
        ("指标: []\r\n", "指标:\r\n  - 名称: 资金发放率\r\n"),
    ] {
        let appended = append_indicators(text, items).unwrap();
        assert!(appended.starts_with(head), "{appended}");
        let source: MemorySource =
            [("content/指标.yaml".to_owned(), appended.into_bytes())].into_iter().collect();
        assert!(
            parse::archive(&source)
                .unwrap()
                .archive
                .indicators
                .iter()
                .any(|one| one.name == "资金发放率")
        );
    }
    for (text, refusal) in [
        ("指标: [{名称: a, 单位: b}]\n", AppendRefusal::InBrackets),
        ("指标: 没有\n", AppendRefusal::NoList),
        ("- a\n", AppendRefusal::NoList),
        ("指标:\n  - 名称: a\n其他: b\n", AppendRefusal::NoList),
        ("a: [\n", AppendRefusal::NoList),
    ] {
        assert_eq!(append_indicators(text, items), Err(refusal), "{text}");
    }
}

#[test]
fn an_indicator_of_another_meaning_is_a_conflict_and_its_target_is_off() {
    let list = "指标:\n  - 名称: 发放差错\n    单位: 起\n    方向: 不超过\n    汇总: 合计\n  - 名称: 公示工作日\n    单位: 天\n    方向: 不低于\n    汇总: 最低\n    敏感: 是\n";
    let site = "标题: 档案\n";
    let files = [("content/站点.yaml", site), ("content/指标.yaml", list)];
    let source: MemorySource =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes())).collect();
    let archive = parse::archive(&source).unwrap().archive;
    let target = MergeTarget {
        archive: &archive,
        indicators: Some(("content/指标.yaml", list)),
        lang: Lang::Zh,
        home: super::super::Home::Archive,
        exists: &|path| path == "content/plans",
    };
    let days = PresetDays::of_year(2026, day("2026-11-30"));
    let merged = merge(Preset::named("zizhu").unwrap(), &days, &target).unwrap().unwrap();
    assert_eq!(merged.same, ["公示工作日"]);
    assert_eq!(merged.added, ["资金发放率", "按时发放率", "资助金额"]);
    let (name, found) = &merged.conflicts[0];
    let keys: Vec<&str> = found.iter().map(|one| one.key).collect();
    assert_eq!((&**name, keys), ("发放差错", vec!["单位", "须有佐证"]));
    let (path, plan) = merged.plan.unwrap();
    assert_eq!(path, "content/plans/2026学年学生资助.md");
    let off = "没有启用：\n  # - 指标: 发放差错\n  #   值: 0\n  #   每: 学期\n  #   范围: 各校\n  - 指标: 公示工作日\n";
    assert!(plan.contains(off), "{plan}");
}

#[test]
fn examples_lie_in_a_period_on_the_first_days_of_every_term_and_month() {
    let mut days = Vec::new();
    for start in ["2026-09-01", "2027-01-18", "2027-02-18", "2028-02-19"] {
        let mut today = day(start);
        for _ in 0..13 {
            days.push(today);
            today = today.next();
        }
    }
    for preset in &PRESETS {
        for today in &days {
            let (archive, problems) = parsed(preset.archive(Lang::Zh, false, *today));
            assert!(problems.is_empty(), "{} {today}: {problems:#?}", preset.name);
            let (_, findings) = progress::read(&archive, *today);
            assert!(findings.is_empty(), "{} {today}: {findings:?}", preset.name);
            assert!(archive.latest_day() <= Some(*today), "{} {today}", preset.name);
        }
    }
}

#[test]
fn every_target_of_a_preset_names_its_source() {
    for preset in &PRESETS {
        for (lang, source) in [(Lang::Zh, "来源："), (Lang::En, "Source: ")] {
            let (archive, _) = parsed(preset.archive(lang, true, day("2026-11-30")));
            for target in &archive.plans[0].targets {
                let indicator = archive.indicator(target.indicator);
                let note = indicator.note.as_deref().unwrap_or_default();
                let is_judged = target.value.is_some();
                assert!(!is_judged || note.contains(source), "{}: {}", preset.name, indicator.name);
            }
        }
    }
}
