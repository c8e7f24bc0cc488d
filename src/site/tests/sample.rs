//! A small archive for tests of pages: texts in memory, parsed and checked like any other.

use crate::engine::lint::{Checked, check};
use crate::model::Day;
use crate::parse;
use crate::source::MemorySource;

/// Files of an archive by path.
#[derive(Default)]
pub(super) struct Sample(MemorySource);

impl Sample {
    /// A file, given its path under `content/`.
    pub(super) fn with(mut self, path: &str, text: &str) -> Sample {
        self.0.0.insert(format!("content/{path}"), text.as_bytes().to_vec());
        self
    }

    /// The archive, which must be without errors.
    pub(super) fn checked(&self) -> Checked {
        self.checked_on("2024-06-10")
    }

    /// The archive judged on a day; it must be without errors.
    pub(super) fn checked_on(&self, day: &str) -> Checked {
        let parsed = parse::archive(&self.0).unwrap();
        let checked = check(parsed, Some(Day::parse(day).unwrap()));
        let errors: Vec<String> = checked
            .diagnostics
            .iter()
            .map(|diagnostic| format!("{diagnostic:?}"))
            .filter(|diagnostic| diagnostic.contains("Error"))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        checked
    }
}

/// The sites' settings, indicators and schools alone.
pub(super) fn bare(language: &str) -> Sample {
    Sample::default()
        .with("site.yaml", &format!("title: 锦秋县城乡结对帮扶档案\norganisation: 锦秋县教育和体育局\nlanguage: {language}\nedit_url: https://git.example/edit/{{path}}\nform: true\n"))
        .with("indicators.yaml", INDICATORS)
}

/// Five schools, two pairs, plans of all three kinds, and every kind of record.
pub(super) fn sample(language: &str) -> Sample {
    let mut sample = bare(language);
    for (id, name, level, township) in [
        ("jinqiu", "锦秋县第一实验幼儿园", "kindergarten", "城关街道"),
        ("bochang", "博昌办事处中心幼儿园", "kindergarten", "博昌办事处"),
        ("shangliang", "上良镇中学", "junior", "上良镇"),
        ("zheyuan", "浙源乡中心小学", "primary", "浙源乡"),
        ("石门", "石门教学点", "primary", "浙源乡"),
    ] {
        let text = format!(
            "name: {name}\nlevel: {level}\ntownship: {township}\nhead: 王园长\nclasses: 12\npupils: 386\nteachers: 31\nhonours: [省级示范, 市级“十佳”]\n"
        );
        sample = sample.with(&format!("schools/{id}/school.yaml"), &text);
    }
    sample = sample
        .with("pairs/jinqiu-bochang/pair.yaml", "name: 锦秋—博昌拉手园\nhelper: jinqiu\nhelped: [bochang]\nstart: 2023-09-01\n")
        .with("pairs/帮扶二/pair.yaml", "helper: shangliang\nhelped: [zheyuan, 石门]\nstart: 2023-09-01\nend: 2026-07-05\n")
        .with("pairs/jinqiu-bochang/plans/2024.md", PAIR_PLAN)
        .with("pairs/帮扶二/plans/2024.md", SECOND_PLAN)
        .with("plans/2024.md", COUNTY_PLAN)
        .with("schools/shangliang/plans/2024.md", SCHOOL_PLAN)
        .with("schools/shangliang/plans/draft.md", "---\ntitle: 没写完的计划\nstart: 2024-09-01\nend: 2025-07-05\ndraft: true\n---\n草稿\n");
    for (day, hours) in [
        ("2023-10-12", 2),
        ("2023-11-09", 3),
        ("2023-12-07", 2),
        ("2024-03-15", 4),
        ("2024-04-11", 3),
        ("2024-05-17", 2),
    ] {
        let text = format!(
            "---\ntitle: 送教下乡：音乐律动与集体备课（{day}）\ndate: {day}\ntype: 送教\nto: bochang\naction: 送教下乡\nplace: 博昌办事处中心幼儿园\npeople: [李晓红, 张敏, 王园长]\ndata: {{送教课时: {hours}, 听课教师: [李晓红, 张敏]}}\nmaterials: [签到册, 照片]\n---\n这次活动围绕“一日生活各环节”展开，**重点：**课间操与律动。\n\n参加教师先观摩示范课，再分组研讨。\n\n上一次见[总结](../summaries/2024-06.md)，计划见[本年度计划](../../../pairs/jinqiu-bochang/plans/2024.md)。\n"
        );
        sample = sample.with(&format!("schools/jinqiu/visits/{day}-songjiao.md"), &text);
    }
    for (month, day) in [
        ("2023-10", "18"),
        ("2023-11", "15"),
        ("2024-03", "20"),
        ("2024-04", "17"),
        ("2024-05", "22"),
    ] {
        let text = format!(
            "---\ntitle: 到园查看教师一日活动\ndate: {month}-{day}\ntype: 走访\nto: bochang\n---\n按常规要求逐项查看。\n"
        );
        sample = sample.with(&format!("schools/jinqiu/visits/{month}-zoufang.md"), &text);
    }
    for (school, day, good) in [
        ("bochang", "2024-03-28", 5),
        ("bochang", "2024-05-30", 8),
        ("zheyuan", "2024-04-02", 3),
        ("石门", "2024-04-03", 1),
    ] {
        let text = format!(
            "---\ntitle: 听评课汇总\ndate: {day}\ntype: 听评课\ndata: {{优课节数: {good}, 合格节数: 23, 听课节数: 24}}\n---\n"
        );
        sample = sample.with(&format!("schools/{school}/visits/{day}-tingke.md"), &text);
    }
    let mut meals = "日期,就餐人数,班级,身份证\n".to_owned();
    for day in 1..=28 {
        meals += &format!("2024-03-{day:02},{},三（{}）班,秘{day}\n", 300 + day, day % 3 + 1);
    }
    sample
        .with("schools/jinqiu/visits/2024-04-11-photos/index.md", "---\ntitle: 亲子活动 <script>alert(1)</script> \"引号\" {{ 7*7 }}\nstart: 2024-04-19\nend: 2024-04-20\ntype: 亲子活动\nto: bochang\nmaterials: [签到册, 照片]\n---\n![合影](照片1.jpg)\n\n见[签到册](签到册.pdf)与[附图](附图.png)。\n")
        .with("schools/jinqiu/visits/2024-04-11-photos/照片1.jpg", "x")
        .with("schools/jinqiu/visits/2024-04-11-photos/附图.png", "x")
        .with("schools/jinqiu/visits/2024-04-11-photos/签到册.pdf", "x")
        .with("schools/jinqiu/visits/over.md", "---\ntitle: 公示期已过的活动名单\ndate: 2024-03-05\ntype: 走访\nto: bochang\npublic_until: 2024-03-31\ndata: {送教课时: 1}\n---\n不该出现\n")
        .with("schools/jinqiu/visits/draft.md", "---\ntitle: 没写完的活动\ndate: 2024-05-05\ntype: 走访\ndraft: true\n---\n草稿\n")
        .with("schools/jinqiu/summaries/2024-06.md", SUMMARY)
        .with("schools/shangliang/summaries/2023-12.md", "---\ntitle: 第一学期资助工作总结\nterm: 2023-2024-1\ndate: 2024-01-15\n---\n一、主要做法\n\n定期家访。\n")
        .with("schools/shangliang/ledgers/meals.md", "---\ntitle: 营养餐台账\ntable: meals.csv\ncolumns:\n  - {name: 日期, as: date}\n  - {name: 就餐人数, as: data}\n  - {name: 班级, as: text}\n  - {name: 身份证, as: secret}\n---\n")
        .with("schools/shangliang/ledgers/meals.csv", &meals)
        .with("schools/zheyuan/ledgers/chuoxue.md", "---\ntitle: 控辍保学台账\ntable: chuoxue.csv\ncolumns:\n  - {name: 日期, as: date}\n  - {name: 辍学人数, as: data}\n  - {name: 在校人数, as: data}\n---\n")
        .with("schools/zheyuan/ledgers/chuoxue.csv", "日期,辍学人数,在校人数\n2023-10-31,3,412\n2024-03-31,2,410\n")
        .with("schools/shangliang/visits/2024-03-01-jiafang.md", "---\ntitle: 家访\ndate: 2024-03-01\ntype: 家访\nto: zheyuan\nplan: schools/shangliang/plans/2024\naction: 家访\ndata: {多媒体班级: 9}\nneeds: 希望增加课后服务\nfeedback: |\n  家长满意\n  盼常来\nother: {天气: 小雨}\nfollow_ups:\n  - {problem: 作业本不足, measure: 由学校补发, owner: 张主任, due: 2024-04-01, note: 只缺三年级}\n  - {problem: 路灯未修, due: 2024-05-01}\n  - {problem: 书桌破损}\n---\n走访困难家庭。\n")
        .with("schools/shangliang/visits/2024-05-30-huifang.md", "---\ntitle: 回访\ndate: 2024-05-30\ntype: 回访\nplan: schools/shangliang/plans/2024\ncloses:\n  - {record: schools/shangliang/visits/2024-03-01-jiafang, problem: 作业本不足}\n---\n作业本已经补发。\n")
        .with("schools/jinqiu/resources/lvdong.md", "---\ntitle: 课间操律动教案\ndate: 2024-03-18\ntype: 教案\n---\n游戏、锻炼、古诗表演。\n")
        .with("schools/bochang/honours/paper.md", "---\ntitle: 论文《一日活动中的生活教育》获奖\ndate: 2024-05-06\ntype: 论文\nlevel: city\npeople: [赵老师]\ndata: {论文: 1}\n---\n")
        .with("schools/bochang/questions/q1.md", "---\ntitle: 课间操怎样编排？\ndate: 2024-04-22\nasked_by: 赵老师\nstatus: solved\nreplies:\n  - {school: jinqiu, by: 李晓红, date: 2024-04-24, text: 先分段，再合乐。}\n---\n想请教课间操的编排。\n")
        .with("schools/bochang/questions/q2.md", "---\ntitle: 家长会请什么人讲？\ndate: 2024-06-02\nstatus: open\n---\n")
}

const INDICATORS: &str = "indicators:
  - {name: 送教课时, unit: 课时, direction: at_least, aggregate: sum, note: 送到受援校的课}
  - {name: 走访次数, unit: 次, direction: at_least, aggregate: count, records: visit, type: 走访}
  - {name: 送教教师, unit: 人, direction: at_least, aggregate: distinct, measure: 听课教师}
  - {name: 优课率, unit: '%', direction: at_least, aggregate: ratio, numerator: 优课节数, denominator: 听课节数}
  - {name: 合格率, unit: '%', direction: at_least, aggregate: ratio, numerator: 合格节数, denominator: 听课节数}
  - {name: 论文篇数, unit: 篇, direction: at_least, aggregate: sum, measure: 论文, evidence: true}
  - {name: 辍学率, unit: '%', direction: at_most, aggregate: last_ratio, numerator: 辍学人数, denominator: 在校人数, sensitive: true}
  - {name: 多媒体班级, unit: 个, direction: at_least, aggregate: last, across: sum}
  - {name: 就餐人次, unit: 人次, direction: at_least, aggregate: sum, measure: 就餐人数}
  - {name: 家长会, unit: 次, direction: at_least, aggregate: count, records: visit, type: 家长会}
";

const PAIR_PLAN: &str = "---
title: 2023—2024学年“手拉手”助教促学计划
start: 2023-09-01
end: 2024-07-05
team: {leader: 王园长, deputies: [业务园长], members: [教研组长, 骨干教师]}
based_on: [《锦秋县城乡结对帮扶实施意见》]
targets:
  - {id: 受援1-优课率, indicator: 优课率, value: 30%, scope: helped, baseline: 20%, note: 严格按《纲要》实施活动，教师优课率达30%，合格率达100%}
  - {id: 受援1-合格率, indicator: 合格率, value: 100%, scope: helped, note: 严格按《纲要》实施活动，教师优课率达30%，合格率达100%}
  - {id: 受援2-论文, indicator: 论文篇数, value: 1, every: year, scope: helped, note: 每学年有教师论文在市级以上发表或获奖}
  - {id: 受援3-家长, indicator: 家长会, scope: helped, note: 家长工作有计划、有丰富多彩的活动、有总结}
  - {id: 帮扶1-走访, indicator: 走访次数, value: 1, every: month, scope: helper, note: 每个月有专人到被帮扶单位看教师一日活动组织情况}
  - {id: 帮扶2-送教, indicator: 送教课时, value: 10, every: term, scope: helper, owner: 李晓红, note: 不定期送教，每学期不低于10课时}
  - {id: 帮扶3-教师, indicator: 送教教师, value: 2, scope: helper, aspirational: true}
  - {indicator: 就餐人次, value: 10, waived: {reason: 幼儿园不供营养餐, by: 教育局, from: 2023-09-01}}
actions:
  - {name: 送教下乡, by: 2024-06-30, times: 8, lead: 李晓红, department: 教研组, place: 博昌园, quality: 有教案、有评议}
  - {name: “夏之潮”专业大赛, by: 2024-05-31}
  - {name: 岗位互换, by: 2024-07-01, times: 2}
---
# 一、指导思想

发挥示范园的辐射作用，促进城乡学前教育均衡发展。

## 二、措施

1. 送教下乡
2. 引教进城
";

const SECOND_PLAN: &str = "---
title: 上良镇中学帮扶计划
start: 2023-09-01
end: 2024-12-31
targets:
  - {indicator: 送教课时, value: 20}
  - {indicator: 优课率, value: 30%, scope: helped}
  - {indicator: 合格率, value: 95%, scope: helped, pace: deadline}
---
";

const COUNTY_PLAN: &str = "---
title: 锦秋县2024年教育帮扶工作计划
start: 2024-01-01
end: 2024-12-31
targets:
  - {indicator: 送教课时, value: 60}
  - {indicator: 走访次数, value: 4, scope: each}
  - {indicator: 辍学率, value: 2%, scope: [zheyuan, shangliang]}
---
全县一盘棋。
";

const SCHOOL_PLAN: &str = "---
title: 上良镇中学精准扶贫计划
start: 2024-01-01
end: 2024-12-31
targets:
  - {indicator: 多媒体班级, value: 12, baseline: 6}
  - {indicator: 就餐人次, value: 5000}
actions:
  - {name: 家访, times: 2, by: 2024-05-01}
---
";

const SUMMARY: &str = "---
title: 2023—2024学年第二学期结对帮扶工作总结
term: 2023-2024-2
date: 2024-06-08
plan: 2023—2024学年“手拉手”助教促学计划
author: 李晓红
approved_by: 王园长
---
# 一、主要成绩

本学期送教进展如下：

```chart
目标: {指标: 送教课时}
类型: 进度图
```

```table
目标: {指标: 走访次数}
```

见[亲子活动](../visits/2024-04-11-photos/index.md)。
";
