//! Thousands of damaged records: each is reported at the damaged line or is still valid; nothing panics, and no other
//! file is blamed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use guidang::diagnostics::{Code, Diagnostic, Severity};
use guidang::engine::lint::check;
use guidang::source::MemorySource;

/// One of every kind, each with every sort of value.
const ARCHIVE: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "标题: 云岭县档案\n单位: 云岭县教育局\n语言: zh-CN\n截至日: 2024-06-30\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n进度容差: 0.1\n小数抑制: 5\n编辑地址: \"https://git.example/{path}\"\n",
    ),
    (
        "content/indicators.yaml",
        "indicators:\n  - name: 送教课时\n    unit: 课时\n    direction: at_least\n    aggregate: sum\n  - 名称: 优课率\n    单位: \"%\"\n    方向: 不低于\n    汇总: 比率\n    分子: 优课数\n    分母: 听课数\n  - {名称: 走访, 单位: 次, 方向: 不低于, 汇总: 次数, 统计记录: 活动, 类型: 看一日活动}\n",
    ),
    (
        "content/schools/shiyan/school.yaml",
        "name: 云岭县实验幼儿园\nlevel: kindergarten\nshort: [实幼, \"实验园\"]\npupils: 320\n",
    ),
    ("content/学校/qinghe/学校.yaml", "名称: 清河镇中心幼儿园\n学段: 幼儿园\n简称:\n  - 清河园\n"),
    (
        "content/pairs/p/pair.yaml",
        "名称: 实验—清河\n帮扶校: 实幼\n受援校: 清河园\n开始: 2024-03-01\n",
    ),
    ("content/access.yaml", "access:\n  ju: all\n  shiyan: [实幼, 实验—清河]\n"),
    (
        "content/pairs/p/plans/2024.md",
        "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n领导小组:\n  组长: 方老师\n  成员: [任老师, 袁老师]\n目标:\n  - 指标: 送教课时\n    值: 10课时\n    每: 学期\n    范围: 帮扶方\n  - 编号: 优课\n    指标: 优课率\n    值: 30%\n    基线: 12.5\n    范围: 各校\n措施:\n  - 编号: 开学对接\n    名称: 开学对接会\n    完成时间: 2024-03-31\n    次数: 1\n---\n\n## 一、目标\n\n见[第一次送教](../../../schools/shiyan/visits/2024-03-15.md#经过)。\n",
    ),
    (
        "content/schools/shiyan/visits/2024-03-15.md",
        "---\ntitle: 第一次送教\ndate: 2024-03-15\ntype: 送教下乡\nto: 清河园\naction: 开学对接\npeople: [方老师, 任老师]\ndata:\n  送教课时: 4\n  优课数: 3\n  听课数: 8\nmaterials: [签到册]\n---\n\n## 经过\n\n上了**两节**示范课：\n\n- 《影子》\n- 《风筝》\n\n| 班 | 课 |\n|---|---|\n| 大一 | 语言 |\n",
    ),
    (
        "content/schools/shiyan/summaries/2024.md",
        "---\n标题: 学期总结\n学期: 2023-2024-2\n日期: 2024年6月28日\n撰写人: 方老师\n---\n\n```chart\n目标: {计划: 2024年结对计划, 指标: 送教课时}\n图: 进度图\n```\n",
    ),
    (
        "content/schools/shiyan/ledgers/l.md",
        "---\n标题: 送教台账\n表: l.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 送教课时, 作为: 数据}\n  - {名称: 备注, 作为: 文字}\n---\n",
    ),
    (
        "content/schools/shiyan/ledgers/l.csv",
        "日期,送教课时,备注\n2024-03-05,2,大班\n2024-04-05,\"1\",\"中班，小班\"\n2024-05-05,,\n合计,3,\n",
    ),
    (
        "content/schools/shiyan/honours/h.md",
        "---\n标题: 优质课一等奖\n日期: 2024-05-20\n级别: 县级\n---\n",
    ),
    (
        "content/schools/shiyan/questions/q.md",
        "---\n标题: 怎样组织区域活动\n日期: 2024-04-02\n提问人: 毕老师\n状态: 已解决\n回复:\n  - {学校: 实幼, 回复人: 方老师, 日期: 2024-04-03, 内容: 先看再做}\n---\n",
    ),
    (
        "content/schools/shiyan/resources/r.md",
        "---\n标题: 区域活动方案\n日期: 2024-04-10\n类型: 方案\n公示至: 2024-12-31\n---\n正文\n",
    ),
];

/// Texts that are inserted somewhere, or replace a character.
const INSERTS: &[&str] = &[
    "：",
    ":",
    "\t",
    "\u{3000}",
    "“",
    "”",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "- ",
    "---\n",
    "\0",
    "\r",
    "\n",
    "#",
    "&a ",
    "*a",
    "!!str ",
    "|",
    ">",
    "%",
    "@",
    "`",
    "，",
    "约",
    "９",
    "-",
    "\u{200b}",
    "\u{feff}",
    "<<<<<<< x\n",
    "1e9",
    "\u{202e}",
];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most.max(1)
    }
}

/// The bytes of a file damaged in one place, and the line of it.
fn damage(text: &str, dice: &mut Dice) -> (Vec<u8>, u32) {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let at = places[dice.below(places.len())];
    let line = text[..at].matches('\n').count() as u32 + 1;
    let next = at + text[at..].chars().next().map_or(0, char::len_utf8);
    let (before, after) = (&text[..at], &text[at..]);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let this = line as usize - 1;
    let bytes = match dice.below(9) {
        0 => [before, &text[next..]].concat().into_bytes(),
        1 => [before, &text[at..next], after].concat().into_bytes(),
        2 | 3 => [before, INSERTS[dice.below(INSERTS.len())], after].concat().into_bytes(),
        4 => [before, INSERTS[dice.below(INSERTS.len())], &text[next..]].concat().into_bytes(),
        5 => before.as_bytes().to_vec(),
        6 => [lines[..this].concat(), lines[this + 1..].concat()].concat().into_bytes(),
        7 => [lines[..=this].concat(), lines[this..].concat()].concat().into_bytes(),
        _ => {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] ^= 1 << dice.below(8);
            bytes
        }
    };
    (bytes, line)
}

fn errors(archive: &MemorySource) -> Vec<Diagnostic> {
    let checked = check(guidang::parse::archive(archive).unwrap(), None);
    let mut errors = checked.diagnostics;
    errors.retain(|diagnostic| diagnostic.problem.severity() == Severity::Error);
    errors
}

/// Whether an error in another file can follow from a damaged file: a name it defined is missing or different.
fn may_follow(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownReference
            | Code::AmbiguousReference
            | Code::BrokenLink
            | Code::MissingField
            | Code::UnknownField
            | Code::ConflictingValues
            | Code::BadValue
            | Code::BadDate
            | Code::NoPeriod
            | Code::MissingAttachment
            | Code::DuplicateId
    )
}

#[test]
fn damaged_records_are_reported_at_the_damaged_line() {
    let whole: MemorySource = ARCHIVE.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    assert_eq!(errors(&whole), []);
    let mut dice = Dice(20_240_315);
    let (mut refused, mut accepted, mut near) = (0, 0, 0);
    let rounds = if std::env::var_os("GUIDANG_STEPS").is_some() { 2_500 } else { 1_000 };
    for round in 0..rounds {
        let (path, text) = ARCHIVE[round % ARCHIVE.len()];
        let (bytes, line) = damage(text, &mut dice);
        let mut archive = whole.clone();
        let lines = bytes.split(|byte| *byte == b'\n' || *byte == b'\r').count() as u32 + 1;
        archive.0.insert(path.to_owned(), bytes.clone());
        let shown = || format!("{path}, line {line}:\n{}", String::from_utf8_lossy(&bytes));
        let Ok(reported) = catch_unwind(AssertUnwindSafe(|| errors(&archive))) else {
            panic!("a panic for {}", shown());
        };
        if reported.is_empty() {
            accepted += 1;
            continue;
        }
        refused += 1;
        let of_file: Vec<&Diagnostic> =
            reported.iter().filter(|diagnostic| *diagnostic.file == *path).collect();
        for error in &reported {
            let place = error.span.start;
            if *error.file == *path {
                assert!(1 <= place.line && place.line <= lines, "{error:?} for {}", shown());
            } else {
                assert!(may_follow(error.problem.code()), "{error:?} for {}", shown());
            }
        }
        let is_near = |error: &&Diagnostic| {
            line.abs_diff(error.span.start.line) <= 1 || error.problem.code() == Code::MissingField
        };
        near += usize::from(of_file.iter().any(is_near) || of_file.is_empty());
    }
    assert!(
        rounds / 4 < refused && rounds / 6 < accepted,
        "{refused} refused, {accepted} accepted"
    );
    // A quotation mark or bracket that is left open shows only where the next one closes it.
    assert!(refused * 90 < near * 100, "{near} of {refused} reported at the line or next to it");
}
