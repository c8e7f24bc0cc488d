//! What `check` accepts is published: random texts in random fields, names and attachments.

use std::fs;

use guidang::project::BuildOutcome;
use guidang::{BuildOptions, Project, build};

use crate::support::{archive, write};

/// A generator of numbers that is the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    /// Words, figures and pieces of numbers, in any order.
    fn text(&mut self) -> String {
        const PARTS: [&str; 34] = [
            "送教",
            "课堂",
            "138",
            "0013",
            "8000",
            "1380013",
            "13800138000",
            "13800138000元",
            "13800000000平方米",
            "1101051949",
            "11010519491231002",
            "X",
            "6222021234567890",
            "-",
            " ",
            ".",
            "（",
            "）",
            "，",
            "家长",
            "家庭住址",
            "2024-03-05",
            "https://example.cn/13800138000",
            "https://example.cn/?id=13800138000",
            "10.1016/j.13800138000",
            "设备编号13912345678",
            "一三八",
            "&#49;",
            "•",
            "**",
            "|",
            "12",
            "345",
            "人",
        ];
        (0..=self.roll(5)).map(|_| PARTS[self.roll(PARTS.len())]).collect()
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// An archive with such texts wherever people can write some.
fn random_archive(dice: &mut Dice) -> tempfile::TempDir {
    let mut plain = |likely: usize, otherwise: &str| match dice.roll(likely) {
        0 => quoted(&dice.text()),
        _ => otherwise.to_owned(),
    };
    let site =
        format!("标题: {}\n单位: {}\n截至日: 2024-06-30\n", plain(4, "档案"), plain(4, "县教育局"));
    let school =
        format!("名称: {}\n学段: 小学\n简称: [{}]\n", plain(4, "实验小学"), plain(4, "实小"));
    let visit = format!(
        "---\n标题: {}\n日期: 2024-04-10\n类型: 送教下乡\n地点: {}\n参加人: [{}, {}]\n---\n",
        plain(2, "送教"),
        plain(2, "礼堂"),
        plain(3, "李老师"),
        plain(3, "王老师")
    );
    let ledger = format!(
        "---\n标题: {}\n表: 台账.csv\n列:\n  - {{名称: 日期, 作为: 日期}}\n  - {{名称: 用途, 作为: 文字}}\n  - {{名称: 备注, 作为: 文字}}\n---\n",
        plain(3, "台账")
    );
    let mut body = String::new();
    for _ in 0..dice.roll(4) {
        body.push_str(&format!("{}\n\n", dice.text()));
    }
    let name = match dice.roll(3) {
        0 => dice.text().replace(['/', '|', '*', '?', ':', '"'], "-"),
        _ => "名单".into(),
    };
    let table = format!(
        "日期,用途,备注\n2024-03-05,{},{}\n2024-03-06,138,0013\n",
        quoted(&dice.text()),
        quoted(&dice.text())
    );
    let root = archive(&[("content/site.yaml", &site), ("content/学校/shiyan/学校.yaml", &school)]);
    let folder = "content/学校/shiyan/活动/x";
    write(root.path(), &format!("{folder}/index.md"), format!("{visit}{body}").as_bytes());
    write(root.path(), &format!("{folder}/{name}.txt"), dice.text().as_bytes());
    write(root.path(), "content/学校/shiyan/台账/台账.md", ledger.as_bytes());
    write(root.path(), "content/学校/shiyan/台账/台账.csv", table.as_bytes());
    root
}

#[test]
fn what_check_accepts_is_published() {
    let mut dice = Dice(29);
    let (mut accepted, mut refused) = (0, 0);
    for round in 0..150 {
        let root = random_archive(&mut dice);
        let project = Project::at(root.path());
        let problems = guidang::check(&project, None).unwrap();
        let has_errors = problems
            .iter()
            .any(|problem| problem.problem.severity() == guidang::diagnostics::Severity::Error);
        let output = root.path().join("output");
        let report = build(&project, &BuildOptions::new(&output)).unwrap();
        if has_errors {
            refused += 1;
            assert!(matches!(report.outcome, BuildOutcome::Refused), "{round}");
            continue;
        }
        accepted += 1;
        let BuildOutcome::Published(summary) = report.outcome else {
            panic!("{round}: {problems:?}")
        };
        assert!(0 < summary.pages, "{round}");
        assert!(fs::exists(output.join("index.html")).unwrap());
    }
    assert!(20 < accepted && 20 < refused, "{accepted} accepted, {refused} refused");
}
