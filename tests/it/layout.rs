//! The layout of pages in a real Chromium at the widths of a phone, a tablet and a desk, and sheets of paper.

use std::path::{Path, PathBuf};

use crate::browser;
use crate::support::{guidang, sample_site, small_with, stderr};

fn built(root: &Path, site: &Path) {
    let built = guidang(root, &["build", "-q", "-o", site.to_str().unwrap()]);
    assert!(built.status.success(), "{}", stderr(&built));
}

const INDICATORS: &str = "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n  - 名称: 活动次数\n    单位: 次\n    方向: 不低于\n    汇总: 次数\n    统计记录: 活动\n  - 名称: 城乡义务教育阶段家庭经济困难寄宿学生生活补助按时足额发放到位人数（含特殊困难）\n    单位: 人次\n    方向: 不低于\n    汇总: 合计\n";
const PLAN: &str = "---\n标题: 2024年结对计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - 指标: 送教课时\n    值: 10\n  - 指标: 城乡义务教育阶段家庭经济困难寄宿学生生活补助按时足额发放到位人数（含特殊困难）\n    值: 100\n    每: 月\n  - 指标: 活动次数\n    值: 1\n    每: 月\n    范围: 各校\n措施:\n  - 编号: 开学对接\n    名称: 开学对接会\n---\n\n计划正文。\n";
const WIDE: &str = "---\n标题: 四月送教\n开始: 2024-04-09\n结束: 2024-06-28\n类型: 送教下乡\n对象校: 清河园\n数据:\n  送教课时: 2\n---\n\n| 日期 | 序号 | 学校 | 年级 | 项目 | 对象类别 | 人数 | 标准 | 金额 | 资金来源 | 发放方式 | 经办人 | 备注 | 附件 |\n|--|--|--|--|--|--|--|--|--|--|--|--|--|--|\n| 2024-04-10 | 1 | 清河小学 | 五年级 | 生活补助 | 脱贫户 | 3 | 625元 | 1875元 | 县财政 | 打卡发放 | 李老师 | 已公示 | 有 |\n\n活动报道见https://news.example/s/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg一文。\n";
const SHORT: &str = "---\n标题: 学期总结\n学期: 2023-2024-2\n日期: 2024-07-01\n---\n\n互相听课。\n\n送教两次。\n\n下学期继续。\n";

const LONG_NAMES: &str = "---\n标题: 赴清河镇中心小学开展作业设计与课后服务专题研讨活动\n日期: 2024-06-27\n类型: [专题讲座, 送教下乡, 听评课]\n---\n\n研讨作业设计。\n";

fn awkward() -> tempfile::TempDir {
    small_with(&[
        (
            "content/学校/jiuzhi/学校.yaml",
            "名称: 示例县清河镇九年一贯制寄宿制学校\n学段: 初中\n".as_bytes(),
        ),
        ("content/学校/jiuzhi/活动/2024-06-27-研讨.md", LONG_NAMES.as_bytes()),
        ("content/指标.yaml", INDICATORS.as_bytes()),
        ("content/结对/shiyan-qinghe/计划/2024.md", PLAN.as_bytes()),
        ("content/学校/shiyan/活动/2024-04-09-送教.md", WIDE.as_bytes()),
        ("content/学校/shiyan/总结/2024.md", SHORT.as_bytes()),
    ])
}

#[test]
fn the_layout_of_the_sample_holds_at_every_width() {
    browser::run("layout.mjs", sample_site(), "the_layout_of_the_sample_holds_at_every_width");
}

#[test]
fn wide_tables_long_addresses_and_long_names_keep_the_layout() {
    let root = awkward();
    let site = root.path().join("site");
    built(root.path(), &site);
    browser::run("layout.mjs", &site, "wide_tables_long_addresses_and_long_names_keep_the_layout");
}

/// On how many sheets pages are printed.
fn sheets(site: &Path, pages: &[&str], test: &str) -> Option<Vec<usize>> {
    let output = browser::script("sheets.mjs", test)?.arg(site).args(pages).output().unwrap();
    browser::must_be_fine(&output);
    let lines = String::from_utf8(output.stdout).unwrap();
    Some(lines.lines().map(|line| line.parse().unwrap()).collect())
}

#[test]
fn short_documents_are_printed_on_few_sheets() {
    let root = awkward();
    let site: PathBuf = root.path().join("site");
    built(root.path(), &site);
    let (visit, summary) = (
        "schools/shiyan/visits/2024-03-15-songjiao.html",
        "print/schools/shiyan/summaries/2024.html",
    );
    let text_only = format!("{summary}#text-only");
    let plan = "print/pairs/shiyan-qinghe/plans/2024.html";
    let plan_text = format!("{plan}#text-only");
    let test = "short_documents_are_printed_on_few_sheets";
    let Some(counts) = sheets(&site, &[visit, summary, &text_only, plan, &plan_text], test) else {
        return;
    };
    assert_eq!(counts[0], 1, "a short visit");
    assert!(counts[1] <= 3, "the annexes of a summary follow on: {} sheets", counts[1]);
    assert_eq!(counts[2], 1, "the text of a summary alone");
    assert!(counts[4] < counts[3], "a plan: {} sheets, its text alone {}", counts[3], counts[4]);
}
