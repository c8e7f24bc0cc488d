//! Archives of any size: the same bytes for the same size, so that figures of two versions can be compared.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

/// A record, as both generators receive it.
pub struct Record {
    /// Its place among all of them.
    pub number: usize,
    pub school: usize,
    /// `2024-03-15`
    pub day: String,
    pub is_summary: bool,
}

/// The number of records of a school.
const RECORDS_OF_SCHOOL: usize = 60;

/// The number of schools of an archive of this many records.
pub fn schools(records: usize) -> usize {
    (records / RECORDS_OF_SCHOOL).max(2) & !1
}

/// The records of an archive of this size.
pub fn records(count: usize) -> impl ParallelIterator<Item = Record> {
    let schools = schools(count);
    (0..count).into_par_iter().map(move |number| {
        let (month, day) = (number / schools % 10 + 1, number / schools / 10 % 28 + 1);
        let day = format!("2024-{month:02}-{day:02}");
        Record { number, school: number % schools, day, is_summary: number.is_multiple_of(12) }
    })
}

impl Record {
    /// The Markdown under the front matter.
    pub fn body(&self) -> String {
        let sentences: Vec<&str> = TEXT.split_inclusive('。').collect();
        let number = self.number;
        let text: String =
            (0..9).map(|step| sentences[(number * 7 + step * 3) % sentences.len()]).collect();
        if self.is_summary {
            return format!("## 做法\n\n{text}\n");
        }
        let last = sentences[number % sentences.len()];
        format!(
            "## 经过\n\n{text}\n\n- 听课{}节\n- **评课**一次\n\n## 下一步\n\n{last}\n",
            number % 5
        )
    }

    /// The kind of a visit.
    pub fn of_type(&self) -> &'static str {
        ["送教下乡", "专题讲座", "看一日活动"][self.number % 3]
    }

    pub fn title(&self) -> String {
        let number = self.number;
        if self.is_summary {
            format!("第{number}号总结")
        } else {
            format!("第{number}次送教活动")
        }
    }

    /// Lessons given, good lessons among them.
    pub fn lessons(&self) -> usize {
        self.number % 4
    }

    /// Its file, in an archive.
    pub fn path(&self) -> PathBuf {
        let folder = if self.is_summary { "总结" } else { "活动" };
        format!("学校/s{:04}/{folder}/{}-{}.md", self.school, self.day, self.number).into()
    }

    fn file(&self) -> String {
        let (title, day, body) = (self.title(), &self.day, self.body());
        if self.is_summary {
            return format!("---\n标题: {title}\n学期: 2023-2024-2\n日期: {day}\n---\n\n{body}");
        }
        let (of_type, lessons) = (self.of_type(), self.lessons());
        format!(
            "---\n标题: {title}\n日期: {day}\n类型: {of_type}\n参加人: [王老师, 李老师]\n地点: 多功能室\n数据:\n  送教课时: {lessons}\n  优课节数: {lessons}\n  评课节数: 4\n材料: [教案, 照片]\n---\n\n{body}"
        )
    }
}

/// Writes a file and the folders above it.
pub fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("below a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// Writes an archive: a school for 60 records, a pair for two schools, a plan for each pair and one for all.
pub fn write(root: &Path, count: usize) {
    let put = |path: &str, text: &str| put(&root.join("content").join(path), text);
    put("site.yaml", "标题: 测速档案\n");
    put("指标.yaml", INDICATORS);
    let schools = schools(count);
    for school in 0..schools {
        put(
            &format!("学校/s{school:04}/学校.yaml"),
            &format!("名称: 第{school}中心小学\n学段: 小学\n简称: [校{school}]\n"),
        );
    }
    for pair in 0..schools / 2 {
        let (helper, helped) = (pair * 2, pair * 2 + 1);
        put(
            &format!("结对/p{pair:04}/结对.yaml"),
            &format!("帮扶校: 校{helper}\n受援校: 校{helped}\n开始: 2020-09-01\n"),
        );
        put(&format!("结对/p{pair:04}/计划/2024.md"), &format!("{PLAN}\n{PLAN_BODY}\n"));
    }
    put("计划/county.md", &format!("{COUNTY}\n{COUNTY_BODY}\n"));
    records(count).for_each(|record| put(record.path().to_str().expect("a text"), &record.file()));
    (0..schools).into_par_iter().for_each(|school| {
        let rows: String = (0..200)
            .map(|row| {
                format!(
                    "2024-{:02}-{:02},{},{}\n",
                    row % 10 + 1,
                    row % 28 + 1,
                    200 + row,
                    (200 + row) * 4
                )
            })
            .collect();
        put(&format!("学校/s{school:04}/台账/餐.csv"), &format!("日期,就餐人数,支出\n{rows}"));
        put(&format!("学校/s{school:04}/台账/餐.md"), LEDGER);
    });
}

const INDICATORS: &str = "指标:
  - {名称: 送教课时, 单位: 课时, 方向: 不低于, 汇总: 合计}
  - {名称: 优课率, 单位: '%', 方向: 不低于, 汇总: 比率, 分子: 优课节数, 分母: 评课节数}
  - {名称: 看活动, 单位: 次, 方向: 不低于, 汇总: 次数, 统计记录: 活动, 类型: 看一日活动}
  - {名称: 餐次, 单位: 人次, 方向: 不低于, 汇总: 合计, 计量: 就餐人数}
  - {名称: 支出, 单位: 元, 方向: 不超过, 汇总: 合计}
";
/// The text of a pair's plan, and of the plan of all.
pub const PLAN_BODY: &str = "按学期推进，逐月检查。";
pub const COUNTY_BODY: &str = "全县一盘棋。";
const PLAN: &str = "---
标题: 结对计划
开始: 2024-03-01
结束: 2024-12-31
目标:
  - {指标: 送教课时, 值: 10, 每: 学期}
  - {指标: 看活动, 值: 1, 每: 月}
  - {指标: 优课率, 值: 30, 范围: 受援方, 每: 学期}
---
";
const COUNTY: &str = "---
标题: 全县计划
开始: 2024-01-01
结束: 2024-12-31
目标:
  - {指标: 餐次, 值: 30000, 范围: 各校}
  - {指标: 送教课时, 值: 5000}
---
";
const LEDGER: &str = "---
标题: 营养餐台账
表: 餐.csv
列:
  - {名称: 日期, 作为: 日期}
  - {名称: 就餐人数, 作为: 数据}
  - {名称: 支出, 作为: 数据}
---
";
const TEXT: &str = "上午第一节由王老师执教示范课，两校教师一起听课。课后大家围绕提问的层次展开评课，指出有的问题跨度太大。\
李老师带来集体备课的提纲，逐条说明怎样从学生的生活入手。教研组长记录了七条意见，约定下次带着改过的教案再来。\
受援校的老师说，最难的是低年级的常规，孩子坐不住。我们建议把活动切成小段，每段都有要做的事。\
午间一起查看了图书角，图书分类清楚，借阅登记齐全。下午的专题讲座讲作业设计，二十三位老师到场。\
讲座之后留出四十分钟答疑，问得最多的是怎样照顾走得慢的孩子。大家觉得按组分层布置比较可行。\
临走前校长介绍了本学期的课程安排，并约定每月互访一次。回校后整理了听课笔记，存入帮扶档案。\
家长开放日来了四十多位家长，看了课间操和社团展示。意见表收回三十八份，多数希望增加户外活动。\
问题也有：多媒体设备常常卡顿，影响上课。已报总务处检修，并把备用投影借给他们用到学期末。";
