//! Realistic samples of each chart, for paper and for screens.

use crate::model::{ActionStatus, Status};
use crate::site::charts::*;

/// A name, the drawing for paper and that for screens.
pub(super) type Sample = (String, Svg, Svg);

fn head(id: &str, title: &str, narrow: bool) -> Head {
    let id = if narrow { format!("{id}-n") } else { id.to_owned() };
    let desc = format!("{title}：见图。");
    Head { id, title: title.to_owned(), desc, width: if narrow { 0.0 } else { 560.0 } }
}

fn both(id: &str, title: &str, draw: impl Fn(Head) -> Svg) -> Sample {
    (title.to_owned(), draw(head(id, title, false)), draw(head(id, title, true)))
}

pub(super) fn all() -> Vec<Sample> {
    [bullets(), paces(), others()].concat()
}

fn bullet_of(id: &str, title: &str, chart: Bullet) -> Sample {
    both(id, title, |head| bullet(&Bullet { head, ..chart.clone() }))
}

/// Seven of ten lessons, fewer than expected.
fn lessons() -> Bullet {
    Bullet {
        actual: Some(7.0),
        target: Some(10.0),
        expected: Some(8.2),
        baseline: Some(2.0),
        status: Some(Status::AtRisk),
        actual_label: "7 课时".into(),
        status_label: "需关注".into(),
        target_label: "目标 10 课时".into(),
        expected_label: "应达 8.2".into(),
        baseline_label: "基线 2".into(),
        ..Bullet::default()
    }
}

fn bullets() -> Vec<Sample> {
    [bullets_of_lessons(), bullets_of_people(), bullets_of_extremes()].concat()
}

fn bullets_of_lessons() -> Vec<Sample> {
    vec![
        bullet_of("b1", "听课课时", lessons()),
        bullet_of(
            "b2",
            "超额完成",
            Bullet {
                actual: Some(100.0),
                actual_label: "100 课时".into(),
                status: Some(Status::Met),
                status_label: "已达成".into(),
                ..lessons()
            },
        ),
        bullet_of(
            "b3",
            "没有数据",
            Bullet {
                actual: None,
                actual_label: "暂无数据".into(),
                status: Some(Status::NoData),
                status_label: "缺数据".into(),
                ..lessons()
            },
        ),
    ]
}

fn bullets_of_people() -> Vec<Sample> {
    vec![
        bullet_of(
            "b4",
            "辍学人数（不超过）",
            Bullet {
                actual: Some(3.0),
                target: Some(2.0),
                expected: Some(0.7),
                baseline: None,
                direction: Direction::AtMost,
                status: Some(Status::Breached),
                actual_label: "3 人".into(),
                status_label: "已不达标".into(),
                target_label: "上限 2 人".into(),
                expected_label: "按进度 0.7".into(),
                ..Bullet::default()
            },
        ),
        bullet_of(
            "b5",
            "未设指标值",
            Bullet {
                actual: Some(46.0),
                actual_label: "46 人次".into(),
                status: Some(Status::Unquantified),
                status_label: "未设指标值".into(),
                ..Bullet::default()
            },
        ),
        bullet_of(
            "b6",
            "出勤率（百分比，目标与应达很近）",
            Bullet {
                actual: Some(94.2),
                target: Some(98.0),
                expected: Some(97.1),
                baseline: Some(96.0),
                status: Some(Status::Behind),
                actual_label: "94.2%".into(),
                status_label: "滞后".into(),
                target_label: "目标 98%".into(),
                expected_label: "应达 97.1%".into(),
                baseline_label: "基线 96%".into(),
                ..Bullet::default()
            },
        ),
    ]
}

fn bullets_of_extremes() -> Vec<Sample> {
    vec![
        bullet_of(
            "b7",
            "资助金额",
            Bullet {
                actual: Some(1_283_400.5),
                target: Some(2_000_000.0),
                expected: Some(1_200_000.0),
                status: Some(Status::OnTrack),
                actual_label: "1,283,400.50 元".into(),
                status_label: "进度正常".into(),
                target_label: "目标 2,000,000 元".into(),
                expected_label: "应达 1,200,000".into(),
                ..Bullet::default()
            },
        ),
        bullet_of(
            "b8",
            "零",
            Bullet {
                actual: Some(0.0),
                target: Some(0.0),
                direction: Direction::AtMost,
                status: Some(Status::Met),
                actual_label: "0 人".into(),
                target_label: "上限 0 人".into(),
                ..Bullet::default()
            },
        ),
        bullet_of(
            "b9",
            "很长的名称",
            Bullet {
                actual_label: "7 课时（含线上教研与集体备课，石门县第三小学西部校区统计）".into(),
                target_label: "目标 10 课时（其中现场听课不少于 6 课时，线上听课不超过 4 课时）"
                    .into(),
                baseline_label: "基线 2 课时（2022—2023学年第二学期末的统计结果）".into(),
                ..lessons()
            },
        ),
    ]
}

fn months() -> Vec<DayLabel> {
    let named = [(0.0, "9月"), (30.0, "10月"), (61.0, "11月"), (91.0, "12月"), (122.0, "1月")];
    named.map(|(day, word)| (day, word.to_owned())).to_vec()
}

fn pace_of(id: &str, title: &str, chart: Pace) -> Sample {
    both(id, title, |head| pace(&Pace { head, ..chart.clone() }))
}

/// Visits in the middle of a term.
fn visits() -> Pace {
    Pace {
        days: 140.0,
        actual: vec![(6.0, 1.0), (20.0, 4.0), (34.0, 6.0), (52.0, 11.0), (70.0, 17.0)],
        stepped: true,
        plan: vec![(0.0, 0.0), (30.0, 9.0), (38.0, 9.0), (140.0, 40.0)],
        status: Some(Status::AtRisk),
        actual_label: "实际 17".into(),
        plan_label: "计划 40 次".into(),
        ticks: months(),
        today: Some((78.0, "11月18日".into())),
        ..Pace::default()
    }
}

fn paces() -> Vec<Sample> {
    vec![
        pace_of("p1", "走访次数：学期中", visits()),
        pace_of(
            "p2",
            "学期末，两个数很近",
            Pace {
                actual: (1..14).map(|n| (f64::from(n) * 10.0, f64::from(n) * 3.0)).collect(),
                today: Some((139.0, "1月18日".into())),
                actual_label: "实际 39".into(),
                status: Some(Status::Missed),
                ..visits()
            },
        ),
        pace_of(
            "p3",
            "不超过：上限线",
            Pace {
                actual: vec![(10.0, 2.0), (40.0, 5.0), (66.0, 9.0)],
                plan: vec![(0.0, 0.0), (140.0, 8.0)],
                limit: Some(8.0),
                direction: Direction::AtMost,
                status: Some(Status::Breached),
                actual_label: "实际 9".into(),
                plan_label: "上限 8 次".into(),
                ..visits()
            },
        ),
        pace_of(
            "p4",
            "金额，超前",
            Pace {
                actual: vec![(10.0, 420_000.0), (40.0, 800_000.0), (60.0, 1_283_400.0)],
                plan: vec![(0.0, 0.0), (140.0, 2_000_000.0)],
                status: Some(Status::OnTrack),
                actual_label: "实际 128.3 万元".into(),
                plan_label: "计划 200 万元".into(),
                ..visits()
            },
        ),
        pace_of(
            "p5",
            "还没有记录",
            Pace { actual: vec![], status: Some(Status::NoData), ..visits() },
        ),
    ]
}

fn others() -> Vec<Sample> {
    vec![
        both("l1", "出勤率", |head| {
            levels(&Levels {
                head,
                days: 140.0,
                values: vec![(5.0, 88.5), (30.0, 90.2), (61.0, 89.6), (78.0, 92.5)],
                target: Some(95.0),
                baseline: Some(88.0),
                status: Some(Status::OnTrack),
                actual_label: "92.5%".into(),
                target_label: "目标 95%".into(),
                baseline_label: "基线 88%".into(),
                ticks: months(),
                today: Some((80.0, "11月20日".into())),
                unit: "%".into(),
                ..Levels::default()
            })
        }),
        both("l2", "不及格率（不超过）", |head| {
            levels(&Levels {
                head,
                days: 140.0,
                values: vec![(5.0, 14.0), (70.0, 12.0), (138.0, 10.3)],
                target: Some(10.0),
                baseline: Some(14.5),
                direction: Direction::AtMost,
                status: Some(Status::Missed),
                actual_label: "10.3%".into(),
                target_label: "不超过 10%".into(),
                baseline_label: "基线 14.5%".into(),
                ticks: months(),
                unit: "%".into(),
                ..Levels::default()
            })
        }),
        both("c1", "送教课时，各学期", |head| {
            let line = |label: &str, values: [Option<f64>; 4], status| CourseLine {
                label: label.into(),
                values: values.to_vec(),
                status: Some(status),
                is_open: true,
            };
            course(&Course {
                head,
                periods: ["23春", "23秋", "24春", "24秋"].map(str::to_owned).to_vec(),
                lines: vec![
                    line("石门小学 12课时", [Some(8.0), None, Some(11.0), Some(12.0)], Status::Met),
                    line(
                        "浙源小学 3课时",
                        [None, Some(9.0), Some(10.0), Some(3.0)],
                        Status::Behind,
                    ),
                ],
                target: Some(10.0),
                target_label: "目标10课时".into(),
                from_zero: true,
                ..Course::default()
            })
        }),
        both("z1", "食品安全事件（不超过0）", |head| {
            zero_ceiling(&ZeroCeiling {
                head,
                days: 140.0,
                records: vec![(5.0, 0.0), (36.0, 0.0), (70.0, 1.0), (98.0, 0.0)],
                status: Some(Status::Breached),
                actual_label: "1起".into(),
                status_label: "已不达标（超过上限）".into(),
                ticks: months(),
                today: Some((110.0, "12月20日".into())),
            })
        }),
        both("s1", "每月走访", |head| strip(&Strip { head, rows: vec![year("", 0, 10, 0)] })),
        both("s2", "三个学年", |head| {
            let rows = vec![
                year("2021–2022", 4, 8, 1),
                year("2022–2023", 0, 12, 3),
                year("2023–2024", 0, 7, 5),
            ];
            strip(&Strip { head, rows })
        }),
        both("h1", "各校每月走访次数", |head| heatmap(&schools_by_months(head, 12))),
        both("h2", "三年", |head| heatmap(&schools_by_months(head, 36))),
        both("m1", "各校听课", |head| small_multiples(&panels(head, PanelKind::Bars))),
        both("m2", "各校出勤率", |head| small_multiples(&panels(head, PanelKind::Line))),
        both("t1", "措施", |head| timeline(&measures(head))),
    ]
}

fn year(label: &str, skip: usize, count: usize, from: usize) -> StripRow {
    let cell = |n: usize| StripCell {
        label: format!("{}月", (n + skip + 8) % 12 + 1),
        figure: if n == 3 { "1,200".into() } else { (n * 7 % 5).to_string() },
        status: Status::ALL[(n + from) % 10],
        href: n.is_multiple_of(2).then(|| format!("visits/{n}.html")),
    };
    StripRow { label: label.to_owned(), skip, cells: (0..count).map(cell).collect() }
}

pub(super) const NAMES: [&str; 8] = [
    "石门小学",
    "白云第二小学",
    "大坪镇中心小学校",
    "湖南省石门县壶瓶山镇泥沙九年一贯制学校",
    "育才中学",
    "罗坪乡中学",
    "Hope School <北>",
    "雁池希望小学",
];

fn schools_by_months(head: Head, months: usize) -> Heatmap {
    let columns = (0..months).map(|n| HeatColumn {
        label: format!("{}月", (n + 8) % 12 + 1),
        group: format!("{} 年", 2023 + (n + 8) / 12),
    });
    let row = |(index, name): (usize, &&str)| {
        let cell = |n: usize| {
            let value = (n * 5 + index * 3 + n * index) % 9;
            HeatCell {
                value: (value != 8).then_some(value as f64),
                text: if value == 8 { String::new() } else { value.to_string() },
                href: (value > 5).then(|| format!("{index}-{n}.html")),
            }
        };
        HeatRow {
            name: (*name).to_owned(),
            href: Some(format!("schools/{index}.html")),
            cells: (0..months).map(cell).collect(),
            total: (index * 11 + 30).to_string(),
        }
    };
    Heatmap {
        head,
        columns: columns.collect(),
        rows: NAMES.iter().enumerate().map(row).collect(),
        total_label: "合计".into(),
    }
}

fn panels(head: Head, kind: PanelKind) -> Multiples {
    let panel = |(index, name): (usize, &&str)| {
        let value = |n: usize| {
            let gap = n == 2 && index == 3 || 5 < n && index == 4;
            (!gap).then(|| if kind == PanelKind::Line { 85.0 } else { 0.0 } + ((n * 3 + index * 5) % 13) as f64)
        };
        Panel {
            name: (*name).to_owned(),
            href: Some(format!("schools/{index}.html")),
            values: (0..8).map(value).collect(),
            target: Some(if kind == PanelKind::Line { 95.0 } else { 8.0 }),
            value_label: format!("{} / 64 课时", index * 9),
            status: Some(Status::ALL[index]),
        }
    };
    let ends = ("2020 春".to_owned(), "2023 秋".to_owned());
    let panels = NAMES.iter().enumerate().map(panel).collect();
    Multiples { head, kind, own_scales: false, ends, panels }
}

fn measures(head: Head) -> Timeline {
    let row = |name: &str, by: Option<f64>, done: &[f64], status, words: &str| TimelineRow {
        name: name.to_owned(),
        href: Some("#a".into()),
        by,
        done: done.to_vec(),
        status: Some(status),
        status_label: words.to_owned(),
    };
    Timeline {
        head,
        days: 140.0,
        rows: vec![
            row("开学走访", Some(20.0), &[12.0], ActionStatus::Done, "已完成 1/1"),
            row(
                "骨干教师送课下乡，每月一次并集体评课",
                Some(60.0),
                &[25.0, 50.0, 71.0],
                ActionStatus::DoneLate,
                "逾期完成 3/3",
            ),
            row("图书捐赠", Some(70.0), &[], ActionStatus::Overdue, "逾期 0/1"),
            row("期末联合教研", Some(130.0), &[], ActionStatus::Pending, "待开展 0/1"),
            row(
                "线上备课",
                None,
                &[5.0, 12.0, 19.0, 26.0, 33.0, 40.0, 47.0],
                ActionStatus::Pending,
                "待开展 7/10",
            ),
        ],
        ticks: months(),
        today: Some((78.0, "11月18日".into())),
    }
}
