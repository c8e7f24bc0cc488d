//! Each kind of wrong input, with the full message in both languages (`tests/messages/`).

use std::collections::BTreeSet;

use guidang::diagnostics::{
    AttachmentPlace, BilingualName, Code, EncodingProblem, FileNameProblem, NotAllowed,
    ObjectProblem, PictureProblem, Problem, PushedText, ReferenceProblem, SealProblem,
    SourceProblem, Stray, WhyMissing,
};
use guidang::l10n::Lang;

use crate::support::{files, golden, guidang, guidang_in_2026, of_tests, small_with, stderr};

const VISIT: &str = "content/学校/shiyan/活动/2024-04-10.md";
const PLAN: &str = "content/结对/shiyan-qinghe/计划/2024.md";

/// A visit with these lines of front matter and this text.
fn visit(front: &str, body: &str) -> Vec<u8> {
    format!("---\n{front}\n---\n{body}").into_bytes()
}

fn plan(targets: &str) -> Vec<u8> {
    format!("---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n{targets}\n措施:\n  - 编号: 开学对接\n    名称: 开学对接会\n---\n").into_bytes()
}

const GOOD: &str = "标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡";

const INDICATORS: &str = "content/指标.yaml";
const HOURS: &str = "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n";

const LEDGER: &str = "---\n标题: 送教台账\n表: t.csv\n列:\n  - {名称: 日期, 作为: 日期}\n  - {名称: 送教课时, 作为: 数据}\n---\n";

/// A path and the bytes of its file.
type File = (&'static str, Vec<u8>);

/// More indicators than a hint lists.
fn many_indicators() -> String {
    let mut text = HOURS.to_owned();
    for name in ["甲书", "乙书", "丙书", "丁书", "戊书", "己书", "庚书", "辛书"] {
        text.push_str(&format!("  - {{名称: {name}, 单位: 册, 方向: 不低于, 汇总: 合计}}\n"));
    }
    text
}

/// A name, and the files that are wrong.
fn cases() -> Vec<(&'static str, Vec<File>)> {
    let v = |name, front: &str| (name, vec![(VISIT, visit(front, ""))]);
    let body = |name, body: &str| (name, vec![(VISIT, visit(GOOD, body))]);
    let p = |name, targets: &str| (name, vec![(PLAN, plan(targets))]);
    let mut cases = vec![
        v("wide-colon", "标题: 四月送教\n日期：2024-04-10\n类型: 送教下乡"),
        v("wide-colon-first", "标题：四月送教\n日期: 2024-04-10\n类型: 送教下乡"),
        v("wide-colon-nested", &format!("{GOOD}\n数据:\n  送教课时：4")),
        v("missing-space", "标题: 四月送教\n日期:2024-04-10\n类型: 送教下乡"),
        v("no-break-space", "标题: 四月送教\n日期:\u{a0}2024-04-10\n类型: 送教下乡"),
        v("tab-indent", &format!("{GOOD}\n数据:\n\t送教课时: 4")),
        v("wide-indent", &format!("{GOOD}\n数据:\n\u{3000}\u{3000}送教课时: 4")),
        v("curly-quotes", "标题: “四月送教”\n日期: 2024-04-10\n类型: 送教下乡"),
        v("open-quote", "标题: \"四月送教\n日期: 2024-04-10\n类型: 送教下乡"),
        v("separate-days", "标题: 送教\n日期: 2024年4月10日、17日\n类型: 送教下乡"),
        v("colon-in-value", "标题: 送教: 四月\n日期: 2024-04-10\n类型: 送教下乡"),
        v("special-start", "标题: @四月送教\n日期: 2024-04-10\n类型: 送教下乡"),
        v("conflict-marker", &format!("<<<<<<< HEAD\n{GOOD}\n=======\n标题: 别的\n>>>>>>> b")),
        v("duplicate-key", &format!("{GOOD}\n标题: 又一次")),
        v("duplicate-both-spellings", &format!("{GOOD}\ntitle: 又一次")),
        v("anchor", &format!("{GOOD}\n地点: &a 礼堂\n参加人: [*a]")),
        v("tag", &format!("{GOOD}\n地点: !!str 礼堂")),
        v("nesting", &format!("{GOOD}\n参加人: {}{}", "[".repeat(40), "]".repeat(40))),
        v("unknown-field", &format!("{GOOD}\n参于人: 李老师")),
        v("former-id", &format!("{GOOD}\n曾用名: 学校/三月送教")),
        v("former-id-in-use", &format!("{GOOD}\n曾用名: schools/shiyan/visits/2024-03-15-送教")),
        v("unknown-field-elsewhere", &format!("{GOOD}\n级别: 县级\n撰写人: 方老师")),
        v("unknown-field-far", &format!("{GOOD}\n天气: 晴")),
        v("missing-title", "日期: 2024-04-10\n类型: 送教下乡"),
        v("missing-date-and-type", "标题: 四月送教\n日期:"),
        v("wrong-type", &format!("{GOOD}\n地点: [礼堂, 操场]")),
        v("bad-date", "标题: 四月送教\n日期: 2024-02-30\n类型: 送教下乡"),
        v("outside-plan", "标题: 四月送教\n日期: 2025-04-10\n类型: 送教下乡\n措施: 开学对接"),
        (
            "same-school-name",
            vec![(
                "content/学校/qinghe/学校.yaml",
                "名称: 云岭县 实验幼儿园\n学段: 幼儿园\n简称: [清河园]\n".into(),
            )],
        ),
        (
            "copies",
            vec![
                (VISIT, visit(GOOD, "")),
                ("content/学校/shiyan/活动/2024-04-10 - 副本.md", visit(GOOD, "")),
                ("content/学校/shiyan/活动/2024-04-10（1）.md", visit(GOOD, "")),
            ],
        ),
        (
            "same-visit",
            vec![
                (VISIT, visit(&format!("{GOOD}\n对象校: 清河园"), "")),
                (
                    "content/学校/qinghe/活动/2024-04-10.md",
                    visit(&format!("{GOOD}\n对象校: 实幼"), ""),
                ),
            ],
        ),
        v("number-ten-thousands", &format!("{GOOD}\n数据:\n  送教课时: 1.2万")),
        v("bad-date-no-year", "标题: 四月送教\n日期: 4月10日\n类型: 送教下乡"),
        v("bad-date-no-day", "标题: 四月送教\n日期: 2024.10\n类型: 送教下乡"),
        v("bad-date-meant", "标题: 四月送教\n日期: 二〇二四年四月十日\n类型: 送教下乡"),
        v("bad-date-unclear", "标题: 四月送教\n日期: 上周三\n类型: 送教下乡"),
        v("bad-date-shape", "标题: 四月送教\n日期: 24.4.10\n类型: 送教下乡"),
        v("bad-range", "标题: 四月送教\n开始: 2024-04-12\n结束: 2024-04-10\n类型: 送教下乡"),
        v("number-negative", &format!("{GOOD}\n参加人数: -3\n数据:\n  送教课时: -2")),
        ("number-for-names", vec![
            (INDICATORS, format!("{HOURS}  - {{名称: 教研教师, 单位: 人, 方向: 不低于, 汇总: 去重计数}}\n").into()),
            (VISIT, visit(&format!("{GOOD}\n数据:\n  教研教师: 18人"), "")),
        ]),
        ("attendance-twice", vec![
            (INDICATORS, format!("{HOURS}  - {{名称: 参训人次, 单位: 人, 方向: 不低于, 汇总: 合计, 计量: 参加人数}}\n").into()),
            (VISIT, visit(&format!("{GOOD}\n参加人数: 20\n数据:\n  参加人数: 30"), "")),
        ]),
        ("scale", vec![(INDICATORS, format!(
            "{HOURS}    倍数: 100\n  - {{名称: 优课率, 单位: \"%\", 方向: 不低于, 汇总: 比率, 分子: 优课数, 分母: 评课数, 倍数: 100}}\n  - {{名称: 图书册数, 单位: 册, 方向: 不低于, 汇总: 比率, 分子: 图书数, 分母: 学生数, 倍数: 0}}\n"
        ).into())]),
        ("action-of-another-pair", vec![
            ("content/学校/waixiao/学校.yaml", "名称: 白石小学\n学段: 小学\n".into()),
            (VISIT, visit(&format!("{GOOD}\n对象校: 白石小学\n措施: 开学对接"), "")),
        ]),
        v("number-inexact", &format!("{GOOD}\n数据:\n  送教课时: 约10")),
        v("number-point", &format!("{GOOD}\n数据:\n  送教课时: 4。5")),
        v("number-bound", &format!("{GOOD}\n数据:\n  送教课时: 不少于10")),
        body("line-of-dashes", "上午听课。\n---\n下午评课。\n"),
        v("number-han", &format!("{GOOD}\n数据:\n  送教课时: 三次")),
        v("number-other-unit", &format!("{GOOD}\n数据:\n  送教课时: 2套")),
        v("number-exponent", &format!("{GOOD}\n数据:\n  送教课时: 1.1E+17")),
        v("number-shape", &format!("{GOOD}\n数据:\n  送教课时: 很好")),
        v("bad-flag", &format!("{GOOD}\n草稿: 可能")),
        v("unknown-school", &format!("{GOOD}\n对象校: 清河镇中心小学")),
        v("unknown-action", &format!("{GOOD}\n措施: 开学对接会")),
        v("unknown-plan", &format!("{GOOD}\n计划: 2023年结对计划")),
        ("link-to-what-cannot-be-read", vec![
            (VISIT, visit("标题: 四月送教\n日期: 2024-13-10\n类型: 送教下乡", "")),
            ("content/学校/shiyan/活动/2024-04-11.md", visit("标题: 四月送教\n日期: 2024-04-11\n类型: 送教下乡", "见[上次](2024-04-10.md)和[再上次](2024-04-09.md)。\n")),
        ]),
        ("plan-of-another-school", vec![("content/学校/waixiao/学校.yaml", "名称: 白石小学\n学段: 小学\n".into()), ("content/学校/waixiao/总结/a.md", visit("标题: 总结\n学期: 2023—2024学年第二学期\n日期: 2024-07-01", "```chart\n目标: {计划: 2024年结对计划, 指标: 送教课时}\n```\n"))]),
        v("unknown-measure", &format!("{GOOD}\n数据:\n  送教课数: 2")),
        v("nearly-type", "标题: 四月看活动\n日期: 2024-04-10\n类型: 看半日活动"),
        v("placeholder", &format!("{GOOD}\n地点: xx\n数据:\n  送教课时: 待定")),
        v("control-character", "标题: 四月\u{7}送教\n日期: 2024-04-10\n类型: 送教下乡"),
        ("consequences-left-out", vec![
            (PLAN, "---\n标题: 2024年结对计划\n开始：2024-03-01\n结束: 2024-12-31\n---\n".into()),
            ("content/学校/qinghe/学校.yaml", "名称: \"清河镇中心幼儿园\n学段: 幼儿园\n".into()),
        ]),
        v("several-at-once", "标题: 四月送教\n日期: 2024-13-10\n对象校: 清河小学\n数据:\n  送教课时: 三四次\n参于人: 李老师"),
        body("raw-html", "这里有<b>加粗</b>。\n"),
        body("markdown-slips-more", "** 重点 **：家访\n\n####### 经过\n\n[合影.jpg]\n\n|姓名|课时|\n|--|--|\n|王老师|2|上午|\n\n+----+----+\n| 时间 | 地点 |\n+----+----+\n| 上午 | 三楼 |\n+----+----+\n\n![现场](https://example.com/a.jpg)\n"),
        v("key-marks", &format!("{GOOD}\n**地点**: 礼堂\n- 主持人: 王芳\n【年级】三年级")),
        v("sign-for-colon", "標題；四月送教\n日期. 2024-04-10\n类型—送教下乡\n地点=礼堂"),
        v("no-fields-in-english", "Lessons at Qinghe"),
        ("unknown-measure-of-many", vec![
            (INDICATORS, many_indicators().into()),
            (VISIT, visit(&format!("{GOOD}\n数据:\n  天数: 2"), "")),
        ]),
        v("number-in-groups", &format!("{GOOD}\n数据:\n  送教课时: 1 060")),
        v("field-below-data", &format!("{GOOD}\n数据:\n  送教课时: 2\n  受益人数: 120")),
        v("other-words", &format!("{GOOD}\n授课老师: 王芳\n人数: 30\n整改问题: 玩教具不足\n题目: 送教\n课时: 2")),
        v("figure-by-another-name", &format!("{GOOD}\n数据:\n  课时: 2\n  天数: 3\n  送教\u{34f}课时: 2")),
        v("hidden-in-names", "标题: 四月送教\n日期: 2024-04-10\n类型: 送\u{34f}教下乡\n对象校: 清河\u{200b}园\n参加人: 王\u{3164}芳\n主讲人: 李\u{2063}明\n主持人: 赵\u{fe0f}强\n记录人: 王芳\n学科: 语\u{2800}文"),
        v("date-beside-range", "标题: 四月送教\n日期: 2024-04-10\n开始: 2024-04-08\n结束: 2024-04-09\n类型: 送教下乡"),
        v("bad-date-part-of-month", "标题: 四月送教\n日期: 2024年4月下旬\n类型: 送教下乡"),
        v("bad-date-season", "标题: 四月送教\n日期: 4月下旬\n类型: 送教下乡"),
        v("own-school", &format!("{GOOD}\n对象校: 实幼")),
        ("own-school-without-pair", vec![
            ("content/学校/waixiao/学校.yaml", "名称: 白石小学\n学段: 小学\n".into()),
            ("content/学校/waixiao/活动/a.md", visit(&format!("{GOOD}\n对象校: 白石小学"), "")),
        ]),
        ("outside-pairs", vec![
            ("content/学校/waixiao/学校.yaml", "名称: 白石小学\n学段: 小学\n".into()),
            (VISIT, visit(&format!("{GOOD}\n对象校: 白石小学\n数据:\n  送教课时: 2"), "")),
        ]),
        v("joined-types", "标题: 四月看活动\n日期: 2024-04-10\n类型: 看一日活动/送教下乡"),
        ("rare-type", vec![
            (VISIT, visit("标题: 四月家访\n日期: 2024-04-10\n类型: 家放", "")),
            ("content/学校/shiyan/活动/2024-04-11.md", visit("标题: 四月家访\n日期: 2024-04-11\n类型: 家访", "")),
            ("content/学校/shiyan/活动/2024-04-12.md", visit("标题: 四月家访\n日期: 2024-04-12\n类型: 家访", "")),
        ]),
        (
            "unfilled-plan",
            vec![("content/学校/shiyan/计划/2024.md", "---\n标题: 计划\n开始: 2024-03-01\n结束: 2024-06-30\n---\n\n## 工作目标\n\n## 工作措施\n".into())],
        ),
        v("no-colon", &format!("{GOOD}\n地点礼堂")),
        p("item-is-text", "目标:\n  - 送教课时"),
        ("both-sides", vec![("content/结对/shiyan-qinghe/结对.yaml", "名称: 实验—清河\n帮扶校: 实幼\n受援校: 实幼、清河园\n开始: 2024-03-01\n".into())]),
        ("access-all", vec![("content/权限.yaml", "权限:\n  ju: 所有\n".into())]),
        ("deep", vec![
            ("content/学校/shiyan/活动/三月/2024-03-20.md", visit(GOOD, "")),
            ("content/学校/shiyan/活动/三月/2024-03-21.md", visit(GOOD, "")),
        ]),
        ("table-without-header", vec![
            ("content/学校/shiyan/台账/t.md", LEDGER.into()),
            ("content/学校/shiyan/台账/t.csv", "2024-03-05,2\n".into()),
        ]),
        ("table-of-hashes", vec![
            ("content/学校/shiyan/台账/t.md", LEDGER.into()),
            ("content/学校/shiyan/台账/t.csv", "日期,送教课时\n2024-03-05,####\n".into()),
        ]),
        body("markdown-slips", "！[现场]（照片1.jpg）\n\n见[教案]（教案 1.docx）。\n\n＃二、经过\n\n＊＊重点＊＊\n\n|项目|数|\n|甲|1|\n\n｜项目｜数｜\n｜甲｜1｜\n\n项目\t数量\n甲\t1\n\n－ 家访\n\n＞ 原文\n\n‘‘‘chart\n\n```\n代码\n"),
        ("mistaken-gbk", vec![("content/学校/shiyan/学校.yaml", b"name: \xd1\xa7\xd0\xa3\nlevel: \xd0\xa1\xd1\xa7\n".to_vec())]),
        ("image-without-alt", vec![("content/学校/shiyan/活动/2024-04-11/index.md", visit("标题: 四月送教\n日期: 2024-04-11\n类型: 送教下乡", "看![](照片.jpg)。\n")), ("content/学校/shiyan/活动/2024-04-11/照片.jpg", b"\xff\xd8\xff\xd9".to_vec())]),
        ("large-photo", vec![
            ("content/学校/shiyan/活动/2024-04-11/index.md", visit("标题: 四月送教\n日期: 2024-04-11\n类型: 送教下乡", "![上课](照片.jpg)\n")),
            ("content/学校/shiyan/活动/2024-04-11/照片.jpg", [&b"\xff\xd8\xff\xd9"[..], &[0; 2 * 1024 * 1024]].concat()),
        ]),
        ("broken-pictures", vec![
            ("content/学校/shiyan/活动/2024-04-11/index.md", visit("标题: 四月送教\n日期: 2024-04-11\n类型: 送教下乡", "![a](空.jpg)\n![b](占位.jpg)\n![c](文字.jpg)\n![d](断.jpg)\n![e](图.jpg)\n![f](片.jpg)\n![g](苹果.jpg)\n![h](录像.mkv)\n")),
            ("content/学校/shiyan/活动/2024-04-11/空.jpg", Vec::new()),
            ("content/学校/shiyan/活动/2024-04-11/占位.jpg", b"version https://git-lfs.github.com/spec/v1\n".to_vec()),
            ("content/学校/shiyan/活动/2024-04-11/文字.jpg", "文字".into()),
            ("content/学校/shiyan/活动/2024-04-11/断.jpg", b"\xff\xd8\xff\xda\0\x02".to_vec()),
            ("content/学校/shiyan/活动/2024-04-11/图.jpg", b"GIF89a\x01\0\x01\0\0\0\0\x3b".to_vec()),
            ("content/学校/shiyan/活动/2024-04-11/片.jpg", b"\0\0\0\x10ftypisom".to_vec()),
            ("content/学校/shiyan/活动/2024-04-11/苹果.jpg", b"\0\0\0\x10ftypheic".to_vec()),
            ("content/学校/shiyan/活动/2024-04-11/录像.mkv", b"\x1a\x45\xdf\xa3".to_vec()),
        ]),
        ("litter", vec![("content/学校/shiyan/活动/~$教案.docx", b"x".to_vec())]),
        ("percent-in-name", vec![("content/学校/shiyan/活动/完成100%.md", visit("标题: 四月送教\n日期: 2024-04-11\n类型: 送教下乡", ""))]),
        body("broken-link", "见[上次](2024-03-15-送教下乡.md)。\n"),
        body("broken-anchor", "见[上次](2024-03-15-送教.md#结果)。\n"),
        body("link-scheme", "见[这里](javascript:alert(1))。\n"),
        body("link-own-disk", "![讲台](D:\\照片\\1.jpg)，[教案](file:///C:/教案.docx)，[网址](www.example.cn)。\n"),
        body("link-leaves", "见[这里](../../../../etc/passwd)。\n"),
        p("across-needed", "目标:\n  - 指标: 在校人数\n    值: 300"),
        p("unknown-indicator", "目标:\n  - 指标: 送教时数\n    值: 10"),
        p("duplicate-target", "目标:\n  - 指标: 送教课时\n    值: 10\n  - 指标: 送教课时\n    值: 20"),
        p("bad-choice", "目标:\n  - 指标: 送教课时\n    值: 10\n    每: 学期内"),
        p("bad-scope", "目标:\n  - 指标: 送教课时\n    值: 10\n    范围: 受援"),
        p("levels-keep-no-school", "目标:\n  - 指标: 送教课时\n    值: 10\n    学段: [高中, 特教]"),
        p("bad-level", "目标:\n  - 指标: 送教课时\n    值: 10\n    学段: 小学部"),
        p("waiver-without-reason", "目标:\n  - 指标: 送教课时\n    值: 10\n    不适用:\n      批准人: 教育局"),
        ("no-period", vec![(PLAN, b"---\n\xe6\xa0\x87\xe9\xa2\x98: \xe6\x9a\x91\xe6\x9c\x9f\n\xe5\xbc\x80\xe5\xa7\x8b: 2024-07-10\n\xe7\xbb\x93\xe6\x9d\x9f: 2024-08-20\n\xe7\x9b\xae\xe6\xa0\x87:\n  - \xe6\x8c\x87\xe6\xa0\x87: \xe9\x80\x81\xe6\x95\x99\xe8\xaf\xbe\xe6\x97\xb6\n    \xe5\x80\xbc: 10\n    \xe6\xaf\x8f: \xe5\xad\xa6\xe6\x9c\x9f\n\xe6\x8e\xaa\xe6\x96\xbd:\n  - \xe7\xbc\x96\xe5\x8f\xb7: \xe5\xbc\x80\xe5\xad\xa6\xe5\xaf\xb9\xe6\x8e\xa5\n    \xe5\x90\x8d\xe7\xa7\xb0: x\n---\n".to_vec())]),
        ("no-front-matter", vec![(VISIT, "标题: 四月送教\n日期: 2024-04-10\n".into())]),
        ("open-front-matter", vec![(VISIT, "---\n标题: 四月送教\n日期: 2024-04-10\n\n正文\n".into())]),
        ("front-matter-too-large", vec![(VISIT, visit(&format!("{GOOD}\n地点: \"{}\"", "长".repeat(90_000)), ""))]),
        ("encoding-gbk", vec![(VISIT, gbk(&String::from_utf8(visit(GOOD, "")).unwrap()))]),
        ("encoding-mixed", vec![(VISIT, [visit(GOOD, "正文\n"), gbk("又一段")].concat())]),
        ("encoding-binary", vec![(VISIT, b"PK\x03\x04\0\0".to_vec())]),
        ("stray-file", vec![("content/通知.txt", "x".into()), ("content/说明.md", "x".into()), ("content/学校/shiyan/活动/记录.docx", b"PK".to_vec()), ("content/学校/shiyan/活动记录/a.md", "x".into())]),
        ("school-without-file", vec![("content/学校/new/活动/2024-04-10.md", visit(GOOD, ""))]),
        ("no-site", vec![("content/site.yaml", "标题:\n".into())]),
        ("overlapping-terms", vec![("content/site.yaml", "标题: 档案\n学期:\n  - 名称: 甲\n    开始: 2024-02-26\n    结束: 2024-07-05\n  - 名称: 乙\n    开始: 2024-07-01\n    结束: 2024-07-30\n".into())]),
        ("sensitive-count", vec![("content/指标.yaml", "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n  - 名称: 劝返次数\n    单位: 次\n    方向: 不低于\n    汇总: 次数\n    统计记录: 活动\n    敏感: 是\n".into())]),
        ("unmarked-sensitive", vec![("content/指标.yaml", "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n  - 名称: 困难学生\n    单位: 人\n    方向: 不低于\n    汇总: 合计\n    敏感: 是\n  - 名称: 困难学生占比\n    单位: \"%\"\n    方向: 不超过\n    汇总: 比率\n    分子: 困难学生\n    分母: 在校人数\n".into())]),
        ("duplicate-id", vec![("content/学校/shiyan/活动/2024-04-10/index.md", visit(GOOD, "")), (VISIT, visit(GOOD, ""))]),
        ("ambiguous-school", vec![("content/学校/qinghe/学校.yaml", "名称: 清河镇中心幼儿园\n学段: 幼儿园\n简称: [清河园, 实幼]\n".into())]),
        ("conflicting-values", vec![
            (PLAN, plan("目标:\n  - 指标: 在校人数\n    值: 300\n    范围: 各校")),
            (VISIT, visit(&format!("{GOOD}\n数据:\n  在校人数: 310"), "")),
            ("content/学校/shiyan/活动/2024-04-10b.md", visit(&format!("{GOOD}\n数据:\n  在校人数: 312"), "")),
        ]),
        ("several-pairs", vec![
            ("content/结对/two/结对.yaml", "帮扶校: 实幼\n受援校: 清河园\n开始: 2024-03-01\n".into()),
            (VISIT, visit(&format!("{GOOD}\n数据:\n  送教课时: 3"), "")),
        ]),
        ("ledger", vec![
            ("content/学校/qinghe/台账/送教.md", "---\n标题: 送教台账\n表: 送教.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 送教课时\n    作为: 数据\n  - 名称: 地址\n    作为: 文字\n---\n".into()),
            ("content/学校/qinghe/台账/送教.csv", "日期,送教课时,备注\n2024-03-05,两节,\n3月6日,2,\n2024-03-07,1.1E+17,\n".into()),
        ]),
        ("spreadsheets", vec![
            ("content/学校/qinghe/台账/送教.md", "---\n标题: 送教台账\n表: 送教.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 送教课时\n    作为: 数据\n  - 名称: 编号\n    作为: 保密\n---\n".into()),
            ("content/学校/qinghe/台账/送教.csv", "2024年送教登记,,\n日期,送教课时,编号\n45366,2,甲\n,3,乙\n2024-03-17,1,1.1E+17\n合计,7,\n".into()),
        ]),
        ("ledger-cells", vec![
            ("content/学校/qinghe/台账/送教.md", "---\n标题: 送教台账\n表: 送教.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 送教课时\n    作为: 数据\n---\n".into()),
            ("content/学校/qinghe/台账/送教.csv", "日期,送教课时\n2024-03-05,两节\n3月6日,2\n2024-03-07,1.1E+17\n2024-03-08,2套,多\n".into()),
        ]),
        ("missing-attachment", vec![("content/学校/qinghe/台账/送教.md", "---\n标题: 送教台账\n表: 送教记录.csv\n列:\n  - 名称: 日期\n    作为: 日期\n---\n".into()), ("content/学校/qinghe/台账/送教.csv", "日期\n".into())]),
        body("personal-data", "联系人身份证号11999919000101002X，电话130 0000 0000。\n"),
        body("personal-data-perhaps", "编号119999190001010015。\n"),
        body("personal-data-label", "家庭住址：青峦县白鹭镇一村\n"),
        ("personal-columns", vec![
            ("content/学校/qinghe/台账/送教.md", "---\n标题: 送教台账\n表: 送教.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 姓名\n    作为: 文字\n  - 名称: 困难类别\n    作为: 文字\n  - 名称: 监护人电话\n    作为: 文字\n---\n".into()),
            ("content/学校/qinghe/台账/送教.csv", "日期,姓名,困难类别,监护人电话\n2024-03-05,某某,一般,\n".into()),
        ]),
        ("file-names", vec![
            ("content/学校/shiyan/活动/x/index.md", visit(GOOD, "")),
            ("content/学校/shiyan/活动/x/con.jpg", b"\xff\xd8\xff\xd9".to_vec()),
            ("content/学校/shiyan/活动/x/a?.jpg", b"\xff\xd8\xff\xd9".to_vec()),
            ("content/学校/shiyan/活动/x/b.", b"x".to_vec()),
            ("content/学校/shiyan/活动/x/c\u{202e}gpj.jpg", b"\xff\xd8\xff\xd9".to_vec()),
            ("content/学校/shiyan/活动/x/D.jpg", b"\xff\xd8\xff\xd9".to_vec()),
            ("content/学校/shiyan/活动/x/d.jpg", b"\xff\xd8\xff\xd9".to_vec()),
            ("content/学校/shiyan/活动/x/图.svg", b"<svg/>".to_vec()),
            ("content/学校/shiyan/活动/x/照片.heic", b"x".to_vec()),
        ]),
        ("access", vec![("content/权限.yaml", "权限:\n  ju: 全部\n  shiyan: [实验幼儿元, 实验清河]\n".into())]),
        ("sealed", vec![
            ("content/seals/2023-2024-2.json", br#"{"term":"2023\u20142024\u5b66\u5e74\u7b2c\u4e8c\u5b66\u671f","start":"2024-02-26","end":"2024-07-05","sealed":"2024-07-10","corrections":[],"records":{"\u5b66\u6821/shiyan/\u6d3b\u52a8/2024-03-15-\u9001\u6559":{"text":"00"},"schools/gone":{"text":"00"}},"figures":{}}"#.to_vec()),
            ("content/seals/2022-2023-1.json", b"{}".to_vec()),
            (VISIT, visit(&format!("{GOOD}\n更正: 漏记"), "")),
            ("content/学校/shiyan/活动/2024-05-10.md", visit("标题: 五月送教\n日期: 2024-05-10\n类型: 送教下乡", "")),
        ]),
        ("sources", vec![
            ("content/下级档案.yaml", "下级档案:\n  - 名称: 青峦县\n    文件夹: counties/qingluan\n  - 名称: 石门县\n    文件夹: ../石门县/data\n    网址: javascript:alert(1)\n  - 名称: 青峦县\n    文件夹: counties/again\n".into()),
        ]),
        ("numbers", vec![
            ("content/site.yaml", "标题: 档案\n档号:\n  全宗号: J013\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n".into()),
            ("content/numbers.yaml", "numbers:\n  J012-WS·2024-D30-0001: 学校/shiyan/活动/2024-03-15-送教\n  J012-WS·2024-Y-0001: schools/gone\n  J012-WS·2024-D10-0001: 结对/shiyan-qinghe/计划/2024\n".into()),
        ]),
        ("numbers-damaged", vec![
            ("content/site.yaml", "标题: 档案\n档号:\n  全宗号: 〇一二\n  目录:\n    - 名称: 荣誉\n      种类: 奖状\n    - 名称: 荣誉\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n".into()),
            ("content/numbers.yaml", "numbers:\n  J012-WS·2024-D30-0001: 学校/shiyan/活动/2024-03-15-送教\n  J012-WS·2024-D30-0001: 学校/shiyan/活动/别的\n<<<<<<< HEAD\n  J012-WS·2024-D30-2: 学校/shiyan/活动/又一个\n  J012-WS·2024-D30-0003: 学校/shiyan/活动/2024-03-15-送教\nremoved:\n  J012-WS·2024-D30-0004: schools/gone\n".into()),
        ]),
        ("numbers-without-rule", vec![
            ("content/numbers.yaml", "numbers:\n  J012-WS·2024-D30-0001: 学校/shiyan/活动/2024-03-15-送教\n".into()),
        ]),
        v("open-bracket", &format!("{GOOD}\n参加人: [李老师, 王老师")),
        v("indentation", &format!("{GOOD}\n数据:\n    送教课时: 4\n  在校人数: 3")),
        v("no-fields", "四月到清河园送教"),
        v("complex-key", &format!("{GOOD}\n[地点, 时间]: 礼堂")),
        ("second-document", vec![("content/site.yaml", "标题: 档案\n---\n标题: 又一份\n".into())]),
        v("wrong-type-map", &format!("{GOOD}\n数据: [送教课时, 4]\n地点: {{礼堂: 操场}}")),
        p("wrong-type-list", "目标: 送教课时达到10"),
        ("number-bounds", vec![
            ("content/site.yaml", "标题: 档案\n最少天数: 400\n小数抑制: 5人\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n".into()),
            (VISIT, visit(&format!("{GOOD}\n数据:\n  送教课时: 12345678901234567890"), "")),
            ("content/计划/a.md", visit("标题: 总体计划\n开始: 2024-03-01\n结束: 2024-12-31\n措施:\n  - 名称: 走访\n    次数: 0\n  - 名称: 家访\n    次数: 1.5", "")),
        ]),
        p("bad-choice-far", "目标:\n  - 指标: 送教课时\n    值: 10\n    每: 节气"),
        ("bad-address", vec![("content/site.yaml", "标题: 档案\n网址: ftp://a.example\n编辑地址: https://git.example/edit\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n".into())]),
        ("no-theme", vec![("content/site.yaml", "标题: 档案\n主题: 春天\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n".into())]),
        ("scope-needs-pair", vec![("content/计划/a.md", visit("标题: 总体计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 送教课时\n    值: 10\n    范围: 帮扶方", ""))]),
        v("unknown-measure-far", &format!("{GOOD}\n数据:\n  甲乙丙丁: 3")),
        v("unknown-far", &format!("{GOOD}\n对象校: 天外小学堂\n结对: 甲乙丙丁\n计划: 甲乙丙丁\n措施: 甲乙丙丁")),
        p("unknown-indicator-far", "目标:\n  - 指标: 植树\n    值: 10"),
        ("unknown-in-summary", vec![("content/学校/shiyan/总结/a.md", visit("标题: 总结\n学期: 甲乙丙丁\n日期: 2024-07-01", "```chart\n目标: {计划: 2024年结对计划, 指标: 植树}\n图: 进度图\n```\n"))]),
        ("not-for-school", vec![
            ("content/学校/qinghe/计划/a.md", visit("标题: 清河园计划\n开始: 2024-03-01\n结束: 2024-12-31", "")),
            (VISIT, visit(&format!("{GOOD}\n计划: 清河园计划"), "")),
        ]),
        ("ambiguous-action", vec![("content/结对/shiyan-qinghe/计划/b.md", visit("标题: 总体计划\n开始: 2024-03-01\n结束: 2024-12-31\n措施:\n  - 编号: 开学对接\n    名称: 开学见面", ""))]),
        ("encoding-utf16", vec![(VISIT, utf16(&String::from_utf8(visit(GOOD, "")).unwrap()))]),
        ("ledger-columns", vec![
            ("content/学校/qinghe/台账/送教.md", "---\n标题: 送教台账\n表: 送教.csv\n列:\n  - 名称: 日期\n    作为: 文字\n  - 名称: 满意度\n    作为: 数据\n---\n".into()),
            ("content/学校/qinghe/台账/送教.csv", "日期,满意度\n".into()),
            ("content/学校/shiyan/台账/送教.md", "---\n标题: 送教台账\n表: 送教.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 登记日\n    作为: 日期\n  - 名称: 备注\n    作为: 文字\n  - 名称: 送教的学校\n    作为: 文字\n---\n".into()),
            ("content/学校/shiyan/台账/送教.csv", "日期,送教学校\n".into()),
        ]),
        ("missing-attachment-far", vec![
            ("content/学校/qinghe/台账/送教.md", "---\n标题: 送教台账\n表: 送教.csv\n列:\n  - 名称: 日期\n    作为: 日期\n---\n".into()),
            ("content/学校/qinghe/台账/照片.jpg", "x".into()),
        ]),
        ("links-far", vec![
            (VISIT, visit(GOOD, "见[甲](甲乙丙丁.md)、[乙](2024-03-15-送教.md#甲乙丙丁)、[丁](2024-03-15-送教.md#活动经过)、[丙](2024-05-10.md)。\n")),
            ("content/学校/shiyan/活动/2024-05-10.md", visit("标题: 五月送教\n日期: 2024-05-10\n类型: 送教下乡\n草稿: 是", "")),
        ]),
        ("unsafe-path", vec![("content/学校/qinghe/台账/送教.md", "---\n标题: 送教台账\n表: ../../x.csv\n列:\n  - 名称: 日期\n    作为: 日期\n---\n".into())]),
    ];
    cases.extend(crate::oddities::cases());
    cases.extend(crate::misreadings::cases());
    cases.extend(crate::fields::cases());
    cases.extend(crate::spreadsheets::cases());
    cases.extend(crate::month_columns::cases());
    cases
}

fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(units).collect()
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn every_wrong_input_has_a_helpful_message_and_every_code_a_case() {
    let mut shown = BTreeSet::new();
    for (name, changes) in cases() {
        let changes: Vec<(&str, &[u8])> =
            changes.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
        let root = small_with(&changes);
        let mut text = String::new();
        for lang in ["zh", "en"] {
            let output = guidang_in_2026(root.path(), &["check", "--lang", lang]);
            let messages = stderr(&output);
            let (problems, _) = messages.trim_end().rsplit_once('\n').unwrap_or((&messages, ""));
            shown.extend(codes_with_places(problems));
            text.push_str(&format!("{problems}\n[{}]\n\n", output.status.code().unwrap()));
        }
        golden(&format!("messages/{name}.txt"), &text);
    }
    // A check of a folder has no pusher: see `git.rs`.
    let of_folders = Code::ALL.iter().filter(|code| **code != Code::NotAllowed);
    let all: BTreeSet<String> = of_folders.map(|code| code.word().to_owned()).collect();
    assert_eq!(shown, all);
}

/// The codes of messages, each of which must have a line and a column: `content/site.yaml:3:1: error[syntax]: …`.
fn codes_with_places(messages: &str) -> Vec<String> {
    let mut codes = Vec::new();
    for line in messages.lines().filter(|line| line.starts_with("content/")) {
        let Some((place, said)) = line.split_once(": ") else { continue };
        let Some(code) = said.split_once('[').and_then(|(_, rest)| rest.split_once("]: ")) else {
            continue;
        };
        // A problem of a workbook has a cell instead: `content/a.xlsx!A1`.
        if !place.contains(".xls") {
            let mut numbers = place.rsplit(':').take(2).map(|number| number.parse::<usize>());
            assert!(numbers.all(|number| number.is_ok_and(|number| number >= 1)), "{line}");
        }
        codes.push(code.0.to_owned());
    }
    codes
}

/// Problems that no folder can show: refusals of the server, seals that need a history, and names that this system
/// cannot hold.
fn elsewhere() -> Vec<Problem> {
    let word = |value: &str| value.to_owned();
    let (term, pusher, branch) =
        (|| word("2023—2024学年第二学期"), || word("qinghe"), || word("main"));
    let refused = [
        NotAllowed::Foreign { pusher: pusher(), owner: word("云岭县实验幼儿园") },
        NotAllowed::Shared { pusher: pusher() },
        NotAllowed::Unknown { pusher: pusher() },
        NotAllowed::Claim { pusher: pusher(), found: word("schools/shiyan/visits/2024-09-15") },
        NotAllowed::Link,
        NotAllowed::Submodule,
        NotAllowed::BadName,
        NotAllowed::TooLarge { size: 120, limit: 50 },
    ];
    let name = || word("qinghe-更正");
    let references = [
        ReferenceProblem::Unknown { name: word("refs/replace/1234567") },
        ReferenceProblem::NoCommit { name: name() },
        ReferenceProblem::Shadows { name: word("Main"), branch: branch() },
        ReferenceProblem::OddName { name: word("-x") },
        ReferenceProblem::Reserved { name: word("origin/main") },
        ReferenceProblem::NamesAnother {
            pusher: pusher(),
            name: word("更正-shiyan"),
            owner: word("云岭县实验幼儿园"),
        },
        ReferenceProblem::InTheWay { name: word("更正"), other: word("更正/一") },
        ReferenceProblem::BeforeShared { branch: branch() },
        ReferenceProblem::FirstPush { pusher: pusher(), branch: branch() },
        ReferenceProblem::OfOthers { pusher: pusher(), name: name() },
        ReferenceProblem::Forced { branch: branch() },
        ReferenceProblem::Deleted { branch: branch() },
    ];
    let objects = [
        ObjectProblem::EntryName { name: word(".GIT") },
        ObjectProblem::BrokenTree,
        ObjectProblem::Deep { limit: 64 },
        ObjectProblem::TooMany,
        ObjectProblem::TooManyMerges { limit: 100 },
        ObjectProblem::PushTooLarge { size: 3000, limit: 1024 },
        ObjectProblem::LongMessage { commit: word("1234567") },
    ];
    let references = references.into_iter().map(NotAllowed::Reference);
    let refused = refused.into_iter().chain(references).chain(objects.map(NotAllowed::Objects));
    let figure = || SealProblem::Figure {
        term: term(),
        figure: word("送教课时"),
        sealed: word("4"),
        now: word("6"),
    };
    let sealed = [
        SealProblem::Changed { term: term() },
        SealProblem::Gone { term: term(), record: word("学校/shiyan/活动/2024-03-15-送教") },
        SealProblem::Added { term: term() },
        SealProblem::File { term: term(), path: word("送教.csv") },
        SealProblem::NotResealed { term: term() },
        figure(),
        SealProblem::Term { term: term() },
        SealProblem::Unreadable,
    ];
    let personal = |place| Problem::PersonalPush {
        place,
        kind: BilingualName { en: "a mobile number", zh: "手机号" },
        masked: word("138••••••00"),
        print: guidang::privacy::Fingerprint::of("13800000000"),
    };
    let others = [
        Problem::Picture {
            name: word("录像.mp4"),
            why: PictureProblem::TooLarge { limit: 512 * 1024 * 1024 },
        },
        Problem::FileName(FileNameProblem::Long),
        Problem::StrayFile(Stray::NotAFile),
        Problem::Encoding(EncodingProblem::Unknown),
        Problem::PersonalHistory {
            kind: BilingualName { en: "a mobile number", zh: "手机号" },
            masked: word("138••••••00"),
            print: guidang::privacy::Fingerprint::of("13800138000"),
        },
        personal(PushedText::Message { commit: word("1234567") }),
        personal(PushedText::Person { commit: word("1234567") }),
        personal(PushedText::Reference),
        Problem::UnusedAllowance,
        Problem::UnpacksTooLarge,
        Problem::LeftOut { count: 3 },
        Problem::NotLookedInto { count: 4, endings: vec![(word("doc"), 3), (word("pdf"), 1)] },
    ];
    let places = [
        AttachmentPlace::Line(3),
        AttachmentPlace::Paragraph(12),
        AttachmentPlace::Slide(2),
        AttachmentPlace::Page(5),
        AttachmentPlace::Cell { sheet: word("名单"), cell: word("C14") },
        AttachmentPlace::Name,
        AttachmentPlace::Somewhere,
    ];
    let attached =
        places.into_iter().enumerate().map(|(number, place)| Problem::PersonalAttachment {
            kind: BilingualName { en: "a mobile number", zh: "手机号" },
            masked: word("138••••00"),
            certain: number != 1,
            print: guidang::privacy::Fingerprint::of("13800138000"),
            place,
        });
    let (archive, name) = ("archive.json", || word("石门县"));
    let id = || BilingualName { en: "a mobile number", zh: "手机号" };
    let missing = [
        WhyMissing::Link { path: word("counties/shimen") },
        WhyMissing::Unreadable { path: word("counties/shimen/archive.json") },
        WhyMissing::TooLarge { file: archive, limit: 8 * 1024 * 1024 },
        WhyMissing::Shape { file: archive, line: 3, column: 14 },
        WhyMissing::Version { found: word("guidang-data 2") },
        WhyMissing::Value {
            file: archive,
            field: BilingualName { en: "date", zh: "日期" },
            found: word("2024-02-30"),
        },
        WhyMissing::Twice { file: archive, found: word("plans/2024") },
        WhyMissing::SameAs { name: word("青峦县") },
        WhyMissing::Personal { kind: id(), masked: word("138••••••00") },
    ];
    let missing = missing.into_iter().map(|why| SourceProblem::Missing { name: name(), why });
    let sources = missing.chain([SourceProblem::TooMany(4000)]).map(Problem::Source);
    let refused = refused.map(Problem::NotAllowed).chain(sources);
    refused.chain(sealed.into_iter().map(Problem::Sealed)).chain(others).chain(attached).collect()
}

#[test]
fn problems_that_no_folder_can_show_have_helpful_messages_too() {
    let mut text = String::new();
    for problem in elsewhere() {
        for lang in [Lang::Zh, Lang::En] {
            let message = problem.message(lang);
            let help = message.help.unwrap_or_default();
            text.push_str(&format!("[{}] {}\n  {help}\n", problem.code().word(), message.text));
        }
    }
    golden("messages/elsewhere.txt", &text);
}

/// The string literals of a source file, split at their placeholders.
fn texts_of(source: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for literal in line.replace("\\\"", "\u{1}").split('"').skip(1).step_by(2) {
            let literal =
                literal.replace('\u{1}', "\"").replace("{{", "\u{2}").replace("}}", "\u{3}");
            let pieces =
                literal.split('{').map(|part| part.split_once('}').map_or(part, |(_, part)| part));
            texts.extend(pieces.map(|value| value.replace('\u{2}', "{").replace('\u{3}', "}")));
        }
    }
    texts.retain(|value| value.trim().chars().count() > 1);
    texts
}

/// Every sentence of both languages occurs in some file of `tests/messages/`, where people have read it.
#[test]
fn every_sentence_is_shown_by_some_case() {
    if std::env::var_os("UPDATE").is_some() {
        return; // the files are being written
    }
    let shown: String = files(&of_tests("messages"))
        .into_values()
        .map(|value| String::from_utf8(value).unwrap())
        .collect();
    let sources = [
        include_str!("../../src/diagnostics/messages/zh.rs"),
        include_str!("../../src/diagnostics/messages/en.rs"),
        include_str!("../../src/diagnostics/messages/oddity_zh.rs"),
        include_str!("../../src/diagnostics/messages/oddity_en.rs"),
        include_str!("../../src/diagnostics/messages/misread_zh.rs"),
        include_str!("../../src/diagnostics/messages/misread_en.rs"),
    ];
    let unseen: Vec<String> = sources
        .into_iter()
        .flat_map(texts_of)
        .filter(|value| !shown.contains(value.as_str()))
        .collect();
    assert_eq!(unseen, [""; 0]);
}

#[test]
fn the_small_archive_itself_checks_clean() {
    let root = small_with(&[]);
    let output = guidang(root.path(), &["check", "--strict"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}
