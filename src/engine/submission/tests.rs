//! Who may change which files, and which diagnostics a push is answered with.

use super::*;
use crate::engine::lint::Checked;
use crate::parse;
use crate::source::MemorySource;

fn archive_with(access: &'static str) -> Checked {
    let files = MemorySource::from_iter([
        ("content/site.yaml", "标题: 档案\n"),
        ("content/indicators.yaml", "指标: []\n"),
        ("content/access.yaml", access),
        ("content/schools/a/school.yaml", "名称: 甲校\n学段: 小学\n"),
        ("content/学校/乙/学校.yaml", "名称: 乙校\n学段: 小学\n"),
        (
            "content/pairs/p/pair.yaml",
            "名称: 甲乙结对\n帮扶校: 甲校\n受援校: 乙校\n开始: 2024-03-01\n",
        ),
    ]);
    crate::engine::lint::check(parse::archive(&files).unwrap(), None)
}

const RULES: &str = "权限:\n  ju: 全部\n  jia: [甲校]\n  yi: [乙校, 甲乙结对]\n  dui: 甲乙结对\n";

#[track_caller]
fn check(pusher: &str, paths: &[&str], want: &[&str]) {
    let old = archive_with(RULES);
    assert_eq!(crate::diagnostics::count(&old.diagnostics).0, 0, "{:?}", old.diagnostics);
    let rules = Rules { access: old.access.as_ref(), archive: &old.archive, administrators: &[] };
    let changes = paths.iter().map(|path| ((*path).to_owned(), Change::Modified)).collect();
    let mut refused = Vec::new();
    for Diagnostic { file, problem, .. } in foreign(rules, pusher, &changes) {
        let Problem::NotAllowed(why) = problem else { panic!("{problem:?}") };
        refused.push(match why {
            NotAllowed::Foreign { owner, .. } => format!("{file} {owner}"),
            NotAllowed::Shared { .. } => format!("{file} 共用"),
            NotAllowed::Unknown { .. } => format!("{file} 没有登记"),
            other => panic!("{other:?}"),
        });
    }
    assert_eq!(refused, want);
}

#[test]
fn pushers_may_change_their_own_files() {
    check("ju", &["content/site.yaml", "content/schools/a/x.md", "README.md"], &[]);
    check("jia", &["content/schools/a/visits/x.md", "content/学校/a/活动/y/z.jpg"], &[]);
    check("yi", &["content/学校/乙/学校.yaml", "content/pairs/p/plans/2024.md"], &[]);
    check("dui", &["content/结对/p/计划/2024.md"], &[]);
}

#[test]
fn pushers_may_change_no_other_files() {
    check(
        "jia",
        &["content/学校/乙/活动/x.md", "content/学校/乙/活动/y.md"],
        &["content/学校/乙/活动/x.md 乙校"],
    );
    check("dui", &["content/schools/a/visits/x.md"], &["content/schools/a/visits/x.md 甲校"]);
    check("jia", &["content/schools/new/school.yaml"], &["content/schools/new/school.yaml new"]);
    check("jia", &["content/access.yaml", "content/seals/x.yaml"], &["content/access.yaml 共用"]);
    // Git reads these in every folder.
    let attributes = "content/schools/a/.gitattributes";
    check("jia", &[attributes, "content/schools/a/.gitkeep"], &[&format!("{attributes} 共用")]);
    check("jia", &["content/numbers.yaml"], &["content/numbers.yaml 共用"]);
    check("jia", &["../README.md", "themes/default/base.html"], &["../README.md 共用"]);
    check("nobody", &["content/schools/a/visits/x.md", "b"], &["b 没有登记"]);
    // A name that only begins like one's own folder is not one's own.
    check(
        "jia",
        &["content/schools/ab/x.md", "content/schools/a"],
        &["content/schools/a 共用", "content/schools/ab/x.md ab"],
    );
}

#[test]
fn a_table_that_cannot_be_read_grants_nothing() {
    let old = archive_with("权限: [甲校\n");
    let rules = Rules { access: old.access.as_ref(), archive: &old.archive, administrators: &[] };
    let changes = Changes::from([("content/schools/a/visits/x.md".to_owned(), Change::Added)]);
    assert_eq!(foreign(rules, "jia", &changes).len(), 1);
}

#[test]
fn only_diagnostics_that_a_push_touches_or_causes_are_reported() {
    let changes = Changes::from([("a.md".to_owned(), Change::Modified)]);
    let now = vec![at("a.md", 1, "x"), at("b.md", 9, "old"), at("c.md", 1, "new")];
    let before = || vec![at("a.md", 1, "x"), at("b.md", 3, "old")];
    let mut files = Vec::new();
    for diagnostic in news(now, &before, &changes) {
        files.push(diagnostic.file.to_string());
    }
    assert_eq!(files, ["a.md", "c.md"]);
}

fn at(file: &str, line: u32, found: &str) -> Diagnostic {
    let problem = Problem::BadFlag { found: found.into() };
    Diagnostic::new(file, Span::new(line, 1, 0), problem)
}
