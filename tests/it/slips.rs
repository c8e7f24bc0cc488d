//! Slips as teachers make them, each on a fresh record, with what `check` answers (`tests/slips.md`). The question
//! for every line: could she fix it from this alone?

use crate::support::{golden, guidang_in_2026, small_with, stderr};

const VISIT: &str = "content/学校/shiyan/活动/2024-04-10.md";
const FOLDER: &str = "content/学校/shiyan/活动/2024-04-10/index.md";
const GOOD: &str = "标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡";
const LEDGER: &str = "content/学校/qinghe/台账/送教.md";
const PLAN: &str = "content/结对/shiyan-qinghe/计划/2024.md";
const TABLE: &str = "content/学校/qinghe/台账/送教.csv";

/// A slip: its kind, what she did, and the files.
struct Slip {
    kind: &'static str,
    what: &'static str,
    files: Vec<(&'static str, Vec<u8>)>,
}

fn front(kind: &'static str, what: &'static str, front: &str) -> Slip {
    let text = format!("---\n{front}\n---\n上了两节课。\n");
    Slip { kind, what, files: vec![(VISIT, text.into_bytes())] }
}

fn more(kind: &'static str, what: &'static str, line: &str) -> Slip {
    front(kind, what, &format!("{GOOD}\n{line}"))
}

fn body(kind: &'static str, what: &'static str, text: &str) -> Slip {
    let text = format!("---\n{GOOD}\n---\n{text}\n");
    Slip { kind, what, files: vec![(FOLDER, text.into_bytes())] }
}

fn table(kind: &'static str, what: &'static str, csv: &str) -> Slip {
    let ledger = "---\n标题: 送教台账\n表: 送教.csv\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 送教课时\n    作为: 数据\n  - 名称: 备注\n    作为: 文字\n---\n";
    Slip { kind, what, files: vec![(LEDGER, ledger.into()), (TABLE, csv.into())] }
}

fn plan(what: &'static str, value: &str) -> Slip {
    let text = format!(
        "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 送教课时\n    {value}\n---\n"
    );
    Slip { kind: "计划", what, files: vec![(PLAN, text.into_bytes())] }
}

fn file(kind: &'static str, what: &'static str, path: &'static str, text: &str) -> Slip {
    Slip { kind, what, files: vec![(path, text.into())] }
}

fn slips() -> Vec<Slip> {
    let record = format!("---\n{GOOD}\n---\n");
    vec![
        front("冒号", "用了中文冒号", "标题：四月送教\n日期：2024-04-10\n类型：送教下乡"),
        front("冒号", "冒号后面没有空格", "标题:四月送教\n日期:2024-04-10\n类型:送教下乡"),
        front(
            "冒号",
            "冒号后面是全角空格",
            "标题:\u{3000}四月送教\n日期: 2024-04-10\n类型: 送教下乡",
        ),
        front("冒号", "冒号打成了分号", "标题；四月送教\n日期: 2024-04-10\n类型；送教下乡"),
        front("冒号", "冒号打成了句点或破折号", "标题. 四月送教\n日期—2024-04-10\n类型: 送教下乡"),
        front("冒号", "没有写冒号", "标题: 四月送教\n日期: 2024-04-10\n类型送教下乡"),
        more("冒号", "数据里的冒号打成了分号", "数据:\n  送教课时；2"),
        front("冒号", "标题里有冒号", "标题: 送教: 数学\n日期: 2024-04-10\n类型: 送教下乡"),
        front("日期", "没写年份", "标题: 四月送教\n日期: 4月10日\n类型: 送教下乡"),
        front("日期", "写了两天", "标题: 四月送教\n日期: 2024-04-10至04-11\n类型: 送教下乡"),
        front(
            "日期",
            "后面带星期",
            "标题: 四月送教\n日期: 2024年4月10日（星期三）\n类型: 送教下乡",
        ),
        front("日期", "日期写在“时间”里", "标题: 四月送教\n时间: 2024年4月10日\n类型: 送教下乡"),
        front("日期", "年份打错，到了将来", "标题: 四月送教\n日期: 2042-04-10\n类型: 送教下乡"),
        front(
            "日期",
            "年份打错，到了去年",
            "标题: 四月送教\n日期: 2023-04-10\n类型: 送教下乡\n数据:\n  送教课时: 2",
        ),
        front("日期", "没有这一天", "标题: 四月送教\n日期: 2024-04-31\n类型: 送教下乡"),
        front("日期", "用了农历或口语", "标题: 四月送教\n日期: 上周三\n类型: 送教下乡"),
        front("日期", "年份只写了两位", "标题: 四月送教\n日期: 24-04-10\n类型: 送教下乡"),
        front("日期", "年份写在最后", "标题: 四月送教\n日期: 30/04/2024\n类型: 送教下乡"),
        front("日期", "从表格里粘来的序号", "标题: 四月送教\n日期: 45392\n类型: 送教下乡"),
        front("日期", "零打成了字母", "标题: 四月送教\n日期: 2024-O4-10\n类型: 送教下乡"),
        front("日期", "用了中文句号", "标题: 四月送教\n日期: 2024。4。10\n类型: 送教下乡"),
        more("数字", "写了汉字", "数据:\n  送教课时: 两节"),
        more("数字", "写了大约", "数据:\n  送教课时: 约10"),
        more("数字", "单位不对", "数据:\n  送教课时: 2天"),
        more("数字", "没有就写“无”", "数据:\n  送教课时: 无"),
        more("数字", "负数", "数据:\n  送教课时: -2"),
        more("数字", "名称差一个字", "数据:\n  送教课数: 2"),
        more("缩进", "“数据”下一行没有空格", "数据:\n送教课时: 2"),
        more("缩进", "用Tab缩进", "数据:\n\t送教课时: 2"),
        more("缩进", "用全角空格缩进", "数据:\n\u{3000}\u{3000}送教课时: 2"),
        more("缩进", "两行缩进不一样", "数据:\n  送教课时: 2\n   在校人数: 300"),
        front("字段名", "错别字", "标题: 四月送教\n日其: 2024-04-10\n类型: 送教下乡"),
        more("字段名", "前面写了序号", "1. 地点: 礼堂"),
        more("字段名", "前面加了短横", "- 地点: 礼堂"),
        more("字段名", "加了粗", "**地点**: 礼堂"),
        more("字段名", "冒号写成等号", "地点=礼堂"),
        more("字段名", "冒号写了两个", "地点:: 礼堂"),
        more("字段名", "用了全角字母", "ｐｌａｃｅ: 礼堂"),
        front("字段名", "写在【】里", "【标题】: 四月送教\n日期: 2024-04-10\n类型: 送教下乡"),
        front("字段名", "用了繁体字", "標題: 四月送教\n日期: 2024-04-10\n類型: 送教下乡"),
        more("字段名", "自己加了“备注”", "备注: 下次再来"),
        more("字段名", "自己加了“照片”", "照片: 1.jpg"),
        more("字段名", "指标直接写成字段", "送教课时: 2"),
        more("字段名", "不登记的数写成字段", "家访户数: 12户"),
        more("字段名", "中英文各写一遍", "title: 四月送教"),
        more("字段名", "标签和字段各写一遍", "活动主题: 又一次"),
        front(
            "字段名",
            "粘贴带来零宽字符",
            "标题: 四月送教\n日期: 2024-04-10\n\u{200b}类型: 送教下乡",
        ),
        front("漏写", "没写标题", "日期: 2024-04-10\n类型: 送教下乡"),
        front("漏写", "模板没填完", "标题: xx\n日期: 2024-04-10\n类型: 送教下乡"),
        file("漏写", "忘了开头的三个减号", VISIT, "标题: 四月送教\n日期: 2024-04-10\n"),
        file(
            "漏写",
            "忘了后面的三个减号",
            VISIT,
            "---\n标题: 四月送教\n日期: 2024-04-10\n\n正文\n",
        ),
        more("名称", "学校名打错", "对象校: 清河镇中心幼儿圆"),
        more("名称", "没有登记的学校", "对象校: 大坪小学"),
        more("名称", "没有这个计划", "计划: 帮扶计划"),
        more("名称", "没有这项措施", "措施: 家访"),
        more("名单", "名字之间用空格", "参加人: 王芳 李明 赵强"),
        more("名单", "名单写在【】里", "参加人: 【王芳、李明】"),
        front("引号", "标题用中文引号括住", "标题: “四月送教”\n日期: 2024-04-10\n类型: 送教下乡"),
        front("引号", "英文引号只写了一半", "标题: \"四月送教\n日期: 2024-04-10\n类型: 送教下乡"),
        front("括号", "标题以方括号开头", "标题: [送教]数学\n日期: 2024-04-10\n类型: 送教下乡"),
        front("括号", "整个标题在方括号里", "标题: [四月送教]\n日期: 2024-04-10\n类型: 送教下乡"),
        front("符号", "标题里有 #", "标题: 第2次送教 #三年级\n日期: 2024-04-10\n类型: 送教下乡"),
        front("符号", "标题以 # 开头", "标题: #3号楼\n日期: 2024-04-10\n类型: 送教下乡"),
        front("类型", "与指标的类型差一个字", "标题: 看活动\n日期: 2024-04-10\n类型: 看半日活动"),
        front("类型", "类型里多了几个字", "标题: 看活动\n日期: 2024-04-10\n类型: 幼儿园看一日活动"),
        body("照片", "照片没有放进来", "![合影](合影.jpg)"),
        body("照片", "只写了方括号和文件名", "[合影.jpg]"),
        body("正文", "星号里面有空格", "** 重点 **：家访"),
        body("正文", "井号太多", "####### 经过"),
        body("正文", "引文用了全角大于号", "＞家长说：好"),
        body("正文", "表格里一行多了一格", "|姓名|课时|\n|--|--|\n|王老师|2|上午|"),
        body("照片", "路径用了反斜杠", "![合影](照片\\1.jpg)"),
        file(
            "文件",
            "记录放在文件夹里但没叫index.md",
            "content/学校/shiyan/活动/家访/家访.md",
            &record,
        ),
        file("文件", "交了Word文件", "content/学校/shiyan/活动/送教记录.docx", "PK"),
        file("文件", "按月份又套了一层文件夹", "content/学校/shiyan/活动/三月/1/index.md", &record),
        file("文件", "后缀的点是全角的", "content/学校/shiyan/活动/2024-04-10．md", &record),
        file("文件", "文件夹里存成了index.txt", "content/学校/shiyan/活动/家访/index.txt", &record),
        file("文件", "存成了.txt", "content/学校/shiyan/活动/送教.txt", &record),
        file("文件", "文件夹名写成“活动记录”", "content/学校/shiyan/活动记录/a.md", &record),
        file(
            "文件",
            "文件名的日期和里面的不同",
            "content/学校/shiyan/活动/2024-04-01-送教.md",
            &record,
        ),
        table("台账", "合计对不上", "日期,送教课时,备注\n2024-03-05,2,\n2024-03-06,3,\n合计,6,\n"),
        table("台账", "引号没有成对", "日期,送教课时,备注\n2024-03-05,2,\"甲\n2024-03-06,3,乙\n"),
        table("台账", "一行少了一格", "日期,送教课时,备注\n2024-03-05,2\n"),
        table("台账", "表头多了一列", "日期,送教课时,备注,电话\n2024-03-05,2,,\n"),
        table("台账", "没数的格子写了横线", "日期,送教课时,备注\n2024-03-05,-,\n2024-03-06,2,\n"),
        table(
            "台账",
            "两个人改了同一个表，留下冲突标记",
            "日期,送教课时,备注\n<<<<<<< HEAD\n2024-03-05,2,\n=======\n2024-03-05,3,\n>>>>>>> b\n",
        ),
        more("字段名", "“课时”写成字段", "课时: 2"),
        more("字段名", "“人数”写成字段", "人数: 30"),
        more("字段名", "“学校”写成字段", "学校: 清河园"),
        more("字段名", "“班级”写成字段", "班级: 大一班"),
        more("字段名", "写成“授课老师”", "授课老师: 王芳"),
        more("字段名", "写成“受援学校”", "受援学校: 清河园"),
        more("字段名", "写成“签到表”", "签到表: 王芳、李明"),
        more("字段名", "写成“整改问题”", "整改问题: 玩教具不足"),
        more("字段名", "写成“题目”，标题也写了", "题目: 送教"),
        more("数字", "名称写成“课时”", "数据:\n  课时: 2"),
        more("数字", "名称多了一个“数”字", "数据:\n  送教课时数: 2"),
        front("日期", "只写到月份", "标题: 四月送教\n日期: 2024年4月\n类型: 送教下乡"),
        front("日期", "写成下旬", "标题: 四月送教\n日期: 4月下旬\n类型: 送教下乡"),
        front(
            "日期",
            "“日期”和“开始”“结束”都写了",
            "标题: 四月送教\n日期: 2024-04-10\n开始: 2024-04-08\n结束: 2024-04-09\n类型: 送教下乡",
        ),
        front(
            "类型",
            "两类之间用了斜线",
            "标题: 看活动\n日期: 2024-04-10\n类型: 看一日活动/送教下乡",
        ),
        front(
            "类型",
            "粘贴带来看不见的字符",
            "标题: 送教\n日期: 2024-04-10\n类型: 送\u{34f}教下乡",
        ),
        more("名称", "对象校写成本校", "对象校: 实幼"),
        more("名称", "两所学校之间写了“和”", "对象校: 清河园和实幼"),
        more("数据", "写在冒号后面同一行", "数据: 送教课时: 4"),
        more("数据", "两项连着写", "数据: 送教课时4，在校人数120"),
        more("数据", "写成了列表", "数据:\n  - 送教课时: 4"),
        more("数据", "小数点写成中文句号", "数据:\n  送教课时: 4。5"),
        more("数据", "数后面带了说明", "数据:\n  送教课时: 4（含线上1）"),
        more("整改", "问题整改写成一段话", "问题整改: 备课不细，五月底前改"),
        more("整改", "期限写成“五月底”", "问题整改:\n  - 问题: 备课不细\n    期限: 五月底"),
        body("正文", "分隔线紧接在一句话下面", "上午听课。\n---\n下午评课。"),
        body("正文", "链接的两种括号写反", "见(教育局)[https://jyj.example.cn]"),
        body("正文", "用HTML标红", "<font color=red>重点</font>"),
        plan("值写成“不少于10”", "值: 不少于10"),
        plan("值写成“10课时以上”", "值: 10课时以上"),
        plan("“每”写成“每学期”", "值: 10\n    每: 每学期"),
        plan("同一指标写了两个目标", "值: 10\n  - 指标: 送教课时\n    值: 20"),
        plan("措施没有名称", "值: 10\n措施:\n  - 编号: 开学对接"),
        file(
            "总结",
            "图里用了中文逗号",
            "content/学校/shiyan/总结/上.md",
            "---\n标题: 总结\n学期: 2023-2024-2\n日期: 2024-04-01\n---\n```chart\n目标: {计划: 2024年结对计划，指标: 送教课时}\n```\n",
        ),
        more("个人信息", "写了手机号", "地点: 礼堂，联系人13800138000"),
    ]
}

#[test]
fn every_slip_is_answered() {
    let mut text = String::from(
        "# Slips of teachers, and what `check` answers\n\nWritten by `tests/it/slips.rs`.\n",
    );
    let slips = slips();
    assert!(90 <= slips.len());
    let mut kinds: Vec<&str> = slips.iter().map(|slip| slip.kind).collect();
    kinds.dedup();
    assert!(12 <= kinds.len(), "{kinds:?}");
    for Slip { kind, what, files } in slips {
        let changes: Vec<(&str, &[u8])> =
            files.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
        let root = small_with(&changes);
        let messages = stderr(&guidang_in_2026(root.path(), &["check", "--lang", "zh"]));
        let (problems, _) = messages.trim_end().rsplit_once('\n').unwrap_or_default();
        assert!(!problems.is_empty(), "{kind}: {what} is not answered");
        let count = problems.matches("错误[").count() + problems.matches("警告[").count();
        text.push_str(&format!("\n## {kind}：{what}（{count}）\n\n```text\n{problems}\n```\n"));
    }
    golden("slips.md", &text);
}
