//! Forms as counties hand them out, made with python-docx and openpyxl, imported as a dry run: every value is in its field,
//! and what is in none is said.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::{guidang, python_with, small_with, stderr, stdout};

/// Makes the forms in a new small archive; `None` where there is no Python for it.
fn made() -> Option<TempDir> {
    let python = python_with("docx, openpyxl", "GUIDANG_OFFICE")?;
    let root = small_with(&[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/office/county_forms.py");
    let output = Command::new(python).arg(script).current_dir(root.path()).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    Some(root)
}

/// The record that a dry run shows without the origins of its lines, and what is said.
fn shown(root: &Path, file: &str) -> (String, String) {
    let output = guidang(root, &["import", file, "--school", "实幼", "-n"]);
    let mut text = String::new();
    for line in stdout(&output).lines() {
        if let Some((_, line)) = line.split_once("│ ") {
            text.push_str(line);
            text.push('\n');
        }
    }
    (text, stderr(&output))
}

/// Each form, what stands in the record, and what is said.
const FORMS: [(&str, &[&str], &[&str]); 17] = [
    (
        "评价表.docx",
        &[
            "日期: 2024年4月11日\n",
            "主讲人: 周静\n",
            "| 项目 | 分值 | 得分 |",
            "| 教学过程 | 50 | 45 |",
            "| 合计 | 100 | 63 |",
            "评语: 有进步。\n",
        ],
        &[],
    ),
    (
        "双栏签到.docx",
        &["日期: 2024年4月11日\n类型: 教研\n", "| 3 | 周静 | 清河园 |  | 4 | 赵强 | 清河园 |  |"],
        &["会写1条记录"],
    ),
    (
        "四月家访.docx",
        &[
            "日期: 2024-04-11\n类型: 家访\n其他:\n  家访对象: 大一班幼儿\n  家访教师: 王芳\n",
            "## 家访内容\n\n聊习惯\n\n## 效果\n\n较好\n",
        ],
        &["会写2条记录", "“序号”没有写进记录：1、2"],
    ),
    (
        "捐赠.docx",
        &[
            "日期: 2024-04-01\n类型: 捐赠\n",
            "  捐赠单位: 某公司\n  物品名称: 图书\n  数量: 100册\n  经办人: 王芳\n",
            "说明: 一批绘本\n",
        ],
        &["会写1条记录"],
    ),
    (
        "标签在上.docx",
        &[
            "标题: 读书月\n日期: 2024-04-11\n类型: 送教下乡\n",
            "地点: 大班\n参加人: 王芳、李明\n",
            "其他:\n  天气: 晴\n  联系电话人: 周园长\n",
            "## 活动内容\n\n大家一起读绘本。\n",
            "本次活动得到家长好评。\n",
        ],
        &["会写1条记录"],
    ),
    (
        "一行一次.docx",
        &[
            "标题: 绘本课\n日期: 2024-04-11\n类型: 送教下乡\n主讲人: 王芳\n其他:\n  天气: 晴\n",
            "标题: 数学课\n日期: 2024-04-18\n类型: 送教下乡\n主讲人: 李明\n其他:\n  天气: 雨\n",
        ],
        &["会写2条记录", "2024年春季送教安排表", "合计", "制表人：王芳"],
    ),
    ("打钩在后.docx", &["类型: 送教下乡\n", "标题: 纸杯\n"], &["没有勾选：讲座"]),
    (
        "隔开的两天.docx",
        &[],
        &["“2024年9月18日、25日”是2个日子", "日期分别写：2024-09-18、2024-09-25", "没有写任何文件"],
    ),
    (
        "各处的字.docx",
        &["表后的一句话。\n", "文本框里的话\n", "又一句话。\n", "## 活动内容\n\n上课\n"],
        &["清河县教育局", "首页页眉", "第1页", "批注的话", "样式藏起的字"],
    ),
    (
        "听评课记录表.docx",
        &[
            "类型: 听评课\n",
            "学科: 语言\n课题: 小蝌蚪找妈妈\n",
            "参加人: 李明、周静\n",
            "主讲人: 王芳\n",
            "问题整改:\n  - 问题: 等待时间长\n",
            "  班级: 大一班\n",
            "上午第二节",
            "  评析: 提问有层次。\n",
            "## 教学过程\n\n导入：谈话。\\\n新授：讲故事。\n\n## 总体评价\n\n良\n",
        ],
        &["“总体评价”没有勾选：优、中"],
    ),
    (
        "家访登记表.docx",
        &[
            "类型: 家访\n",
            "对方意见: 希望多借绘本\n",
            "  家访方式: 上门\n",
            "## 家访目的\n\n了解在家情况\n",
            "## 家访内容\n\n和奶奶聊了在家阅读。\n",
        ],
        &["没有勾选：电话、微信"],
    ),
    (
        "讲座签到.docx",
        &[
            "标题: 绘本阅读\n日期: 2024年4月11日\n类型: 专题讲座\n",
            "| 1 | 李明 | 清河园 | √ |\n",
            "共到会1人。\n",
        ],
        &["专题讲座签到表"],
    ),
    (
        "表单.xlsx",
        &[
            "标题: 纸杯建构\n日期: 2024年4月11日\n类型: 送教下乡\n地点: 大班\n参加人数: 12\n受益人数: 30\n",
            "问题整改:\n  - 问题: 材料少\n    整改措施: 补充\n",
            "## 活动内容\n\n上课\n",
        ],
        &["送教活动记录", "会写1条记录"],
    ),
    (
        "签到.xlsx",
        &["标题: 绘本阅读\n日期: 2024-04-11\n", "主讲人: 王芳\n", "地点: 多功能厅\n", "李明"],
        &["会写1条记录"],
    ),
    (
        "家访一行一次.xlsx",
        &[
            "标题: 家访登记表\n日期: 2024-04-11\n类型: 家访\n",
            "日期: 2024-04-12\n类型: 家访\n对方意见: 好\n其他:\n  家访教师: 李明\n  班级: 大二班\n",
        ],
        &["会写2条记录"],
    ),
    (
        "资助发放表.xlsx",
        &[
            "标题: 清河小学资助发放表\n",
            "  - 名称: 发放日期\n    作为: 日期\n",
            "  - 名称: 姓名\n    作为: 保密\n",
        ],
        &["填报单位：清河小学", "合计", "审核人：某", "会写1条记录"],
    ),
    (
        "月统计表.xlsx",
        &["名称: 月份\n    作为: 日期\n", "名称: 送教 次数\n", "名称: 听课 人数\n"],
        &["月统计表.xlsx!A4: 错误[bad-date]", "月统计表.xlsx!A5: 错误[bad-date]", "合计"],
    ),
];

#[test]
fn every_value_of_a_county_form_is_in_its_field_or_is_said() {
    let Some(root) = made() else { return };
    for (file, expected, notes) in FORMS {
        let (text, said) = shown(root.path(), file);
        for part in expected {
            assert!(text.contains(part), "{file}: {part}\n---\n{text}\n---\n{said}");
        }
        for note in notes {
            assert!(said.contains(note), "{file}: {note}\n---\n{said}\n---\n{text}");
        }
    }
}
