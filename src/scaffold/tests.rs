use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_yaml::Value;

use super::*;
use crate::l10n::Lang;
use crate::model::Day;

/// The keys of docs/content-model.md §2: a map, then `English 中文` of each key.
const KEYS: &str = "
site: title 标题 organisation 单位 language 语言 theme 主题 as_of 截至日 terms 学期 pace_allowance 进度容差 min_period_days 最少天数 small_cell 小数抑制 base_url 网址 edit_url 编辑地址 new_url 新建地址 form 填报
terms: name 名称 start 开始 end 结束
indicators: indicators 指标
indicator: name 名称 unit 单位 direction 方向 aggregate 汇总 measure 计量 numerator 分子 denominator 分母 records 统计记录 type 类型 across 跨校汇总 evidence 须有佐证 sensitive 敏感 note 说明
school: name 名称 level 学段 short 简称 code 学校标识码 township 乡镇 area 城乡类别 grade 等级 honours 称号 head 负责人 classes 班级数 pupils 学生数 boarders 寄宿生数 teachers 专任教师数 departments 处室 opened 开办 closed 停办 merged_into 并入 formerly 曾用名 note 说明
pair: name 名称 kind 形式 helper 帮扶校 helped 受援校 start 开始 end 结束 agreement 协议 note 说明
plan: title 标题 start 开始 end 结束 team 领导小组 targets 目标 actions 措施 based_on 依据 draft 草稿
team: leader 组长 deputies 副组长 members 成员
target: indicator 指标 value 值 every 每 scope 范围 baseline 基线 pace 进度 id 编号 waived 不适用 aspirational 力争 owner 责任人 note 说明
waived: reason 理由 by 批准人
action: id 编号 name 名称 by 完成时间 times 次数 lead 负责人 department 责任部门 place 地点 quality 质量要求 note 说明
visit: title 标题 date 日期 start 开始 end 结束 time 时间 type 类型 form 形式 subject 学科 grade 年级 lesson 课题 to 对象校 pair 结对 plan 计划 action 措施 place 地点 people 参加人 host 主持人 speakers 主讲人 recorder 记录人 attendance 参加人数 beneficiaries 受益人数 cost 经费 needs 帮扶需求 feedback 对方意见 follow_ups 问题整改 closes 销号 other 其他 data 数据 materials 材料 note 说明 public_until 公示至 draft 草稿
follow_ups: problem 问题 measure 整改措施 owner 责任人 due 期限 done 销号 note 说明
closes: record 记录 problem 问题
summary: title 标题 term 学期 date 日期 plan 计划 pair 结对 author 撰写人 approved_by 审核人 data 数据 draft 草稿
ledger: title 标题 table 表 columns 列 note 说明 draft 草稿
columns: name 名称 as 作为
resource: title 标题 date 日期 type 类型 people 参加人 note 说明 public_until 公示至 draft 草稿
honour: title 标题 date 日期 type 类型 people 参加人 note 说明 level 级别 data 数据 public_until 公示至 draft 草稿
question: title 标题 date 日期 asked_by 提问人 status 状态 replies 回复 draft 草稿
replies: school 学校 by 回复人 date 日期 text 内容
";

/// The keys that a map may have, in one language.
fn keys(map: &str, lang: Lang) -> Vec<&'static str> {
    for line in KEYS.lines() {
        if let Some((known, keys)) = line.split_once(": ")
            && known == map
        {
            return keys.split(' ').skip(usize::from(lang == Lang::Zh)).step_by(2).collect();
        }
    }
    panic!("no map {map}");
}

/// The map that a key of a map holds.
fn inner(map: &str, key: &str) -> Option<&'static str> {
    Some(match (map, key) {
        ("site", "terms" | "学期") => "terms",
        ("indicators", _) => "indicator",
        ("plan", "team" | "领导小组") => "team",
        ("plan", "targets" | "目标") => "target",
        ("plan", "actions" | "措施") => "action",
        ("target", "waived" | "不适用") => "waived",
        ("visit", "follow_ups" | "问题整改") => "follow_ups",
        ("visit", "closes" | "销号") => "closes",
        ("ledger", "columns" | "列") => "columns",
        ("question", "replies" | "回复") => "replies",
        _ => return None,
    })
}

/// Collects `map.key` of all keys; a key that the model does not know fails.
#[track_caller]
fn walk(value: &Value, map: &'static str, lang: Lang, found: &mut BTreeSet<String>) {
    if let Value::Sequence(items) = value {
        for item in items {
            walk(item, map, lang, found);
        }
        return;
    }
    let Value::Mapping(fields) = value else { panic!("{map} is no map: {value:?}") };
    for (key, value) in fields {
        let key = key.as_str().unwrap();
        assert!(keys(map, lang).contains(&key), "{map} has no key {key}");
        found.insert(format!("{map}.{key}"));
        if let Some(inner) = inner(map, key) {
            walk(value, inner, lang, found);
        }
    }
}

fn front_matter(text: &str) -> &str {
    match text.strip_prefix("---\n") {
        Some(rest) => rest.split("\n---\n").next().unwrap(),
        None => text,
    }
}

#[track_caller]
fn keys_of(text: &str, map: &'static str, lang: Lang) -> BTreeSet<String> {
    let yaml = front_matter(text);
    let value: Value =
        serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error} in\n{yaml}"));
    let mut found = BTreeSet::new();
    walk(&value, map, lang, &mut found);
    found
}

/// The text with every optional key made a real one.
fn uncommented(text: &str) -> String {
    let mut uncommented = String::new();
    for line in text.lines() {
        uncommented.push_str(line.strip_prefix("# ").unwrap_or(line));
        uncommented.push('\n');
    }
    uncommented
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

#[test]
fn blanks_know_every_key_and_no_other() {
    for lang in LANGS {
        for kind in NewKind::ALL {
            assert_knows_every_key(kind, lang);
        }
    }
}

#[track_caller]
fn assert_knows_every_key(kind: NewKind, lang: Lang) {
    let map = kind.code();
    let blank = Blank {
        schools: [Some("甲校"), Some("乙校")],
        ..Blank::new(kind, lang, day("2024-03-15"))
    };
    let text = record(&blank);
    keys_of(&text, map, lang);
    let found = keys_of(&uncommented(&text), map, lang);
    let mut maps = BTreeSet::new();
    for key in &found {
        maps.insert(key.split('.').next().unwrap());
    }
    // A blank gives one day, not several.
    let several_days = ["visit.start", "visit.end", "visit.开始", "visit.结束"];
    let mut missing = Vec::new();
    for map in maps {
        for key in keys(map, lang) {
            let key = format!("{map}.{key}");
            if !found.contains(&key) && !several_days.contains(&&*key) {
                missing.push(key);
            }
        }
    }
    assert!(missing.is_empty(), "{map}: {missing:?}");
    for line in front_matter(&text).lines() {
        let has_comment = line.contains('#') && !line.starts_with("# ");
        assert!(!has_comment || line.contains("   # "), "a comment hides in its value: {line}");
    }
    assert!(!text.contains('\t') && text.ends_with('\n'), "{map}");
}

#[test]
fn a_blank_is_filled_with_title_days_and_term() {
    let text = record(&Blank {
        title: Some("第1次: “送教”"),
        ..Blank::new(NewKind::Visit, Lang::Zh, day("2024-03-15"))
    });
    assert!(
        text.starts_with("---\n标题: \"第1次: “送教”\"   # 必填\n日期: 2024-03-15   # 必填"),
        "{text}"
    );
    let text = record(&Blank::new(NewKind::Plan, Lang::En, day("2024-03-15")));
    assert!(
        text.starts_with("---\ntitle: Plan 2024   # required\nstart: 2024-02-21   # required"),
        "{text}"
    );
    let text = record(&Blank::new(NewKind::Summary, Lang::Zh, day("2024-08-01")));
    assert!(text.contains("\n学期: 2023—2024学年第二学期   # 必填"), "{text}");
    let text = record(&Blank {
        term: Some("春季学期"),
        ..Blank::new(NewKind::Summary, Lang::Zh, day("2024-08-01"))
    });
    assert!(text.contains("\n学期: 春季学期   # 必填"), "{text}");
    let text = record(&Blank::new(NewKind::Ledger, Lang::Zh, day("2024-08-01")));
    assert!(text.contains("\n表: 新台账.csv   # 必填"), "{text}");
    assert_eq!(ledger_table(Lang::Zh), "\u{feff}日期,数量,说明\n");
    let text = record(&Blank::new(NewKind::Pair, Lang::Zh, day("2024-08-01")));
    assert!(text.starts_with("# 名称: 新结对"), "{text}");
}

fn exists_nowhere(_: &str) -> bool {
    false
}

fn exists_in_english(path: &str) -> bool {
    path == "content/schools" || path == "content/schools/bochang/visits"
}

fn zh(kind: NewKind) -> Blank<'static> {
    Blank::new(kind, Lang::Zh, day("2024-03-15"))
}

fn titled(kind: NewKind, title: &str) -> Blank<'_> {
    Blank { title: Some(title), ..zh(kind) }
}

#[test]
fn new_records_go_to_their_places() {
    for (blank, home, exists, want) in [
        (
            zh(NewKind::Visit),
            Home::School("bochang"),
            false,
            "content/学校/bochang/活动/2024-03-15-活动.md",
        ),
        (
            titled(NewKind::Visit, "送教：第1次/下"),
            Home::School("bochang"),
            true,
            "content/schools/bochang/visits/2024-03-15-送教-第1次-下.md",
        ),
        (
            zh(NewKind::Honour),
            Home::School("bochang"),
            true,
            "content/schools/bochang/荣誉/2024-03-15-荣誉.md",
        ),
        (zh(NewKind::Plan), Home::Archive, false, "content/计划/2024年计划.md"),
        (
            zh(NewKind::Plan),
            Home::Pair("实验-博昌"),
            false,
            "content/结对/实验-博昌/计划/2024年计划.md",
        ),
        (
            titled(NewKind::Ledger, "../../etc"),
            Home::School("a"),
            false,
            "content/学校/a/台账/etc.md",
        ),
        (titled(NewKind::School, "con"), Home::Archive, false, "content/学校/con-1/学校.yaml"),
        (zh(NewKind::School), Home::School("上良"), true, "content/schools/上良/学校.yaml"),
        (titled(NewKind::Pair, "甲—乙"), Home::Archive, false, "content/结对/甲-乙/结对.yaml"),
        (
            titled(NewKind::Question, "？？"),
            Home::School("a"),
            false,
            "content/学校/a/问题/2024-03-15-问题.md",
        ),
        (
            Blank::new(NewKind::Summary, Lang::En, day("2024-03-15")),
            Home::School("a"),
            false,
            "content/schools/a/summaries/2024-03-15-summary.md",
        ),
    ] {
        let exists = if exists { exists_in_english } else { exists_nowhere };
        assert_eq!(path(&blank, home, &exists), want);
    }
}

#[test]
fn every_kind_has_a_code_and_a_chinese_name() {
    for kind in NewKind::ALL {
        assert_eq!(NewKind::from_code(kind.code()), Some(kind));
        assert_eq!(NewKind::from_code(kind.word(Lang::Zh)), Some(kind));
    }
    assert_eq!(NewKind::from_code("visits"), None);
}

/// Which map the file of an archive holds.
fn map_of(path: &str) -> Option<&'static str> {
    let parts: Vec<&str> = path.split('/').collect();
    Some(match *parts.last()? {
        "站点.yaml" | "site.yaml" => "site",
        "指标.yaml" | "indicators.yaml" => "indicators",
        "学校.yaml" | "school.yaml" => "school",
        "结对.yaml" | "pair.yaml" => "pair",
        name if !name.ends_with(".md") || parts[0] != "content" => return None,
        _ if has_folder(&parts, ["活动", "visits"]) => "visit",
        _ if has_folder(&parts, ["总结", "summaries"]) => "summary",
        _ if has_folder(&parts, ["台账", "ledgers"]) => "ledger",
        _ => "plan",
    })
}

fn has_folder(parts: &[&str], names: [&str; 2]) -> bool {
    parts.iter().skip(2).any(|part| names.contains(part))
}

#[test]
fn new_archives_hold_known_keys_only() {
    for (lang, empty) in [(Lang::Zh, true), (Lang::Zh, false), (Lang::En, true), (Lang::En, false)]
    {
        let files = archive(lang, empty, day("2024-05-20"));
        let mut maps = BTreeSet::new();
        for (path, text) in &files {
            assert!(!text.contains(['\r', '\t']) && text.ends_with('\n'), "{path}");
            let Some(map) = map_of(path) else { continue };
            maps.insert(map);
            keys_of(text, map, lang);
            if text.contains(": []\n# ") {
                let text = text.replacen(" []\n# ", "\n## ", 1);
                keys_of(&uncommented(&text), map, lang);
            } else {
                keys_of(&uncommented(text), map, lang);
            }
        }
        assert_eq!(maps.len(), if empty { 2 } else { 8 });
    }
}

/// The last day of the files.
fn latest_day(files: &[(String, String)]) -> Option<Day> {
    let mut latest = None;
    for (_, text) in files {
        for line in text.lines() {
            if let Some(date) = line.strip_prefix("日期: ") {
                latest = latest.max(Some(day(date)));
            }
        }
    }
    latest
}

#[test]
fn the_example_is_in_the_past() {
    for (today, want) in [
        ("2024-05-20", "2024-04-26"),
        ("2024-03-01", "2023-11-05"),
        ("2024-08-10", "2024-04-26"),
        ("2024-09-02", "2024-04-26"),
        ("2024-01-25", "2023-11-05"),
    ] {
        let files = archive(Lang::Zh, false, day(today));
        let latest = latest_day(&files).unwrap();
        assert_eq!(latest.to_string(), want, "{today}");
        assert!(latest <= day(today));
        assert!(files.iter().all(|(path, text)| !path.contains('{') && !text.contains("{+")));
    }
    assert_eq!(archive(Lang::En, true, day("1900-01-01")).len(), 6);
    assert!(!archive(Lang::Zh, false, day("2199-12-31")).is_empty());
}

#[test]
fn values_are_quoted_when_yaml_needs_it() {
    for (text, want) in [
        ("送教记录", "送教记录"),
        ("Plan 2024", "Plan 2024"),
        ("第1次: 送教", "\"第1次: 送教\""),
        ("a #b", "\"a #b\""),
        ("2024", "\"2024\""),
        ("2024年3月计划", "2024年3月计划"),
        ("2024-03-15", "\"2024-03-15\""),
        ("yes", "\"yes\""),
        ("- a", "\"- a\""),
        ("他说\"好\"\\", "\"他说\\\"好\\\"\\\\\""),
        ("两行\n字", "\"两行\\n字\""),
        ("", "\"\""),
        ("（试行）", "（试行）"),
        ("计划：二", "\"计划：二\""),
    ] {
        assert_eq!(quote(text), want);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn yaml_reads_back_any_quoted_title(title in "\\PC{0,30}|[ -~\\n\\t]{0,20}") {
        for kind in NewKind::ALL {
            let text = record(&Blank { title: Some(&title), ..Blank::new(kind, Lang::En, day("2024-03-15")) });
            let value: Value = serde_yaml::from_str(front_matter(&text)).unwrap();
            let named = value.get("title").or(value.get("name")).unwrap();
            prop_assert_eq!(named.as_str(), Some(title.as_str()));
        }
        let name = file_name(&title);
        prop_assert!(name.chars().all(|ch| ch.is_alphanumeric() || ch == '-'));
    }
}
