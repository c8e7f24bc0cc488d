//! Each kind of damage, and what is said of it.

use super::*;
use crate::l10n::Lang;

fn good() -> Value {
    progress(vec![
        target("plans/2024", "joint", json!("12")),
        target("pairs/p/plans/2024", "a", json!("3.5")),
    ])
}

/// Why an archive is refused, in English; `taken` when it is not.
fn why(archive: &Value, progress: &Value) -> String {
    match taken(archive, progress) {
        Ok(_) => "taken".to_owned(),
        Err(why) => why.reason(Lang::En),
    }
}

/// A value somewhere in a file, changed.
#[track_caller]
fn with(mut file: Value, at: &str, value: Value) -> Value {
    *file.pointer_mut(at).unwrap_or_else(|| panic!("no {at}")) = value;
    file
}

#[test]
fn what_is_right_is_taken_whole() {
    let it = taken(&archive(), &good()).unwrap();
    assert_eq!(
        (it.title.as_str(), it.as_of.to_string()),
        ("青峦县结对帮扶档案", "2024-06-30".into())
    );
    assert_eq!((it.counts.schools, it.counts.records), (2, 40));
    assert_eq!(it.targets[1].school.as_deref(), Some("甲校"));
    assert_eq!(it.plans[1].owner, "甲—乙");
    assert_eq!(it.indicators.len(), 1);
}

#[test]
fn bytes_that_are_no_json_of_ours_are_refused() {
    let (archive, progress) = (archive().to_string(), good().to_string());
    let read_both = |archive: &[u8], progress: &[u8]| match read(Files { archive, progress }) {
        Ok(_) => "taken".to_owned(),
        Err(why) => why.reason(Lang::En),
    };
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_inside = archive.replacen("\"counts\"", &format!("\"x\":{deep},\"counts\""), 1);
    let twice = archive.replacen("\"title\"", "\"title\":\"x\",\"title\"", 1);
    let not_utf8 = [archive.as_bytes(), b"\xff\xfe"].concat();
    let half = &progress[..progress.len() / 2];
    for (a, p, starts) in [
        (
            archive.as_bytes(),
            half.as_bytes(),
            "progress.json breaks off, or has another shape, at line 1",
        ),
        (b"".as_slice(), progress.as_bytes(), "archive.json breaks off"),
        (b"null", progress.as_bytes(), "archive.json breaks off"),
        (b"[1,2]", progress.as_bytes(), "archive.json breaks off"),
        (b"{}", progress.as_bytes(), "its data format is `? ?`"),
        (b"<html></html>", progress.as_bytes(), "archive.json breaks off"),
        (deep.as_bytes(), progress.as_bytes(), "archive.json breaks off"),
        // What is passed over is passed over without climbing into it.
        (deep_inside.as_bytes(), progress.as_bytes(), "taken"),
        (archive.as_bytes(), deep.as_bytes(), "progress.json breaks off"),
        (twice.as_bytes(), progress.as_bytes(), "archive.json breaks off"),
        (&not_utf8, progress.as_bytes(), "archive.json breaks off"),
        (archive.as_bytes(), b"NaN", "progress.json breaks off"),
        (archive.as_bytes(), progress.as_bytes(), "taken"),
    ] {
        let got = read_both(a, p);
        assert!(got.starts_with(starts), "{starts}: {got}");
    }
    let huge = vec![b' '; MAX_ARCHIVE as usize + 1];
    assert_eq!(read_both(&huge, progress.as_bytes()), "archive.json is larger than 8.0 MB");
    let huge = vec![b' '; MAX_PROGRESS as usize + 1];
    assert_eq!(read_both(archive.as_bytes(), &huge), "progress.json is larger than 16.0 MB");
}

#[test]
fn a_wrong_value_anywhere_refuses_the_archive() {
    for (at, value, want) in [
        ("/version", json!(2), "its data format is `guidang-data 2`, unknown here"),
        ("/format", json!("other"), "its data format is `other 1`, unknown here"),
        ("/format", json!(1), "breaks off"),
        ("/title", json!(""), "wrong name: ``"),
        ("/title", json!("\u{202e}\u{200b}\n"), "wrong name: ``"),
        ("/title", json!(null), "breaks off"),
        ("/title", json!({"a": []}), "breaks off"),
        ("/as_of", json!("2024-02-30"), "wrong date: `2024-02-30`"),
        ("/as_of", json!("2024/6/30"), "wrong date: `2024/6/30`"),
        ("/as_of", json!("9999-01-01"), "wrong date: `9999-01-01`"),
        ("/as_of", json!("2024-06-29"), "wrong as_of: `2024-06-30`"),
        ("/latest_record", json!("yesterday"), "wrong date"),
        ("/counts/schools", json!(-1), "breaks off"),
        ("/counts/schools", json!(1e99), "breaks off"),
        ("/counts/schools", json!("2"), "breaks off"),
        ("/counts/records", json!(5_000_000_000_u64), "breaks off"),
        ("/indicators/0/direction", json!("up"), "wrong direction: `up`"),
        ("/indicators/0/unit", json!("很".repeat(30)), "wrong unit"),
        ("/indicators/0/href", json!("javascript:alert(1)"), "wrong link: `javascript:alert(1)`"),
        ("/indicators/0/href", json!("../../etc/passwd"), "wrong link"),
        ("/indicators/0/href", json!("//evil.example/a.html"), "wrong link"),
        ("/indicators/0/href", json!("/a.html"), "wrong link"),
        ("/indicators/0/href", json!("a\" onload=\"x.html"), "wrong link"),
        ("/indicators/0/href", json!("a.html#\"><script>"), "wrong link"),
        ("/schools/1/id", json!("a"), "archive.json has `a` twice"),
        ("/schools/0/id", json!("x".repeat(500)), "wrong id"),
        ("/pairs/0/name", json!(7), "breaks off"),
        ("/plans/1/id", json!("plans/2024"), "archive.json has `plans/2024` twice"),
        ("/plans/1/pair", json!("pairs/q"), "wrong pair: `pairs/q`"),
        ("/plans/0/school", json!("z"), "wrong school: `z`"),
        (
            "/plans/0/title",
            json!("联系13812345678"),
            "its data holds a mobile number (138••••5678)",
        ),
        ("/title", json!("11999919000101002X的档案"), "its data holds a resident identity number"),
        ("/organisation", json!("电话：138 1234 5678"), "its data holds a mobile number"),
    ] {
        let got = why(&with(archive(), at, value), &good());
        assert!(got.contains(want), "{at}: {got}");
        assert!(!got.contains("12345678") && !got.contains("002X的"), "{at}: {got}");
    }
    for (at, value, want) in [
        ("/targets/0/plan", json!("plans/2025"), "wrong plan: `plans/2025`"),
        ("/targets/1/scope", json!("c"), "wrong scope: `c`"),
        ("/targets/0/status", json!("great"), "wrong status: `great`"),
        ("/targets/0/aggregate", json!("median"), "wrong aggregate: `median`"),
        ("/targets/0/every", json!("week"), "wrong every: `week`"),
        ("/targets/0/value", json!("NaN"), "wrong figure: `NaN`"),
        ("/targets/0/value", json!(10), "breaks off"),
        ("/targets/0/periods", json!([]), "wrong period: `送教课时`"),
        ("/targets/0/periods/0/end", json!("2023-12-31"), "wrong period: `2023-12-31`"),
        ("/targets/0/periods/0/actual", json!("1e5"), "wrong figure: `1e5`"),
        ("/targets/0/periods/0/actual", json!("inf"), "wrong figure: `inf`"),
        ("/targets/0/periods/0/actual", json!("1,200"), "wrong figure: `1,200`"),
        ("/targets/0/periods/0/actual", json!("9".repeat(400)), "wrong figure: `9999"),
        ("/targets/0/periods/0/actual", json!("0.0000000001"), "wrong figure"),
        ("/targets/0/periods/0/actual", json!("13812345678"), "holds a mobile number"),
        ("/targets/0/periods/0/actual", json!(12.5), "breaks off"),
        ("/targets/0/periods/0/suppressed", json!("yes"), "taken"),
        ("/actions", json!([{"any": "thing"}]), "taken"),
    ] {
        let progress = match at.ends_with("suppressed") {
            true => good(),
            false => with(good(), at, value),
        };
        let got = why(&archive(), &progress);
        assert!(got.contains(want), "{at}: {got}");
    }
    let twice = progress(vec![target("plans/2024", "joint", json!("1")); 2]);
    assert_eq!(why(&archive(), &twice), "progress.json has `送教课时` twice");
    let many = json!(vec![json!({"id": "x", "name": "x"}); 10_001]);
    assert!(why(&with(archive(), "/schools", many), &good()).contains("breaks off"));
}

#[test]
fn names_are_cut_and_cleaned_and_left_as_text() {
    let script = "<script>alert(1)</script>\u{202e}\n \"县\"";
    let it = taken(&with(archive(), "/title", json!(script)), &good()).unwrap();
    assert_eq!(it.title, "<script>alert(1)</script>  \"县\"");
    let it = taken(&with(archive(), "/title", json!("长".repeat(5000))), &good()).unwrap();
    assert_eq!(it.title.chars().count(), 121);
    assert!(it.title.ends_with('…'));
}

#[test]
fn what_a_later_release_adds_is_passed_over() {
    let mut more = archive();
    more["new"] = json!({"a": [1, 2, {"b": null}]});
    assert_eq!(why(&more, &good()), "taken");
}
