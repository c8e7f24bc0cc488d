//! Each kind of damage, and the message about it.

use super::*;
use crate::l10n::Lang;

fn good() -> Value {
    progress(vec![
        target("plans/2024", "joint", json!("12")),
        target("pairs/p/plans/2024", "a", json!("3.5")),
    ])
}

/// Why an archive is refused, in English; `accepted` if it is not.
fn why(archive: &Value, progress: &Value) -> String {
    match read_both(archive, progress) {
        Ok(_) => "accepted".to_owned(),
        Err(why) => why.reason(Lang::En),
    }
}

/// The file with another value at a JSON pointer.
#[track_caller]
fn with_value(mut file: Value, at: &str, value: Value) -> Value {
    *file.pointer_mut(at).unwrap_or_else(|| panic!("no {at}")) = value;
    file
}

#[test]
fn valid_data_are_accepted() {
    let published = read_both(&archive(), &good()).unwrap();
    assert_eq!(
        (published.title.as_str(), published.as_of.to_string()),
        ("青峦县结对帮扶档案", "2024-06-30".into())
    );
    assert_eq!((published.counts.schools, published.counts.records), (2, 40));
    assert_eq!(published.targets[1].school.as_deref(), Some("甲校"));
    assert_eq!(published.plans[1].owner, "甲—乙");
    assert_eq!(published.indicators.len(), 1);
}

#[test]
fn files_that_are_not_valid_json_of_the_format_are_refused() {
    let (archive, progress) = (archive().to_string(), good().to_string());
    let why = |archive: &[u8], progress: &[u8]| match read(CountyFiles { archive, progress }) {
        Ok(_) => "accepted".to_owned(),
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
            "progress.json is cut off or has an unexpected structure at line 1",
        ),
        (b"".as_slice(), progress.as_bytes(), "archive.json is cut off"),
        (b"null", progress.as_bytes(), "archive.json is cut off"),
        (b"[1,2]", progress.as_bytes(), "archive.json is cut off"),
        (b"{}", progress.as_bytes(), "its data format is `? ?`"),
        (b"<html></html>", progress.as_bytes(), "archive.json is cut off"),
        (deep.as_bytes(), progress.as_bytes(), "archive.json is cut off"),
        // Unknown fields are skipped without recursion.
        (deep_inside.as_bytes(), progress.as_bytes(), "accepted"),
        (archive.as_bytes(), deep.as_bytes(), "progress.json is cut off"),
        (twice.as_bytes(), progress.as_bytes(), "archive.json is cut off"),
        (&not_utf8, progress.as_bytes(), "archive.json is cut off"),
        (archive.as_bytes(), b"NaN", "progress.json is cut off"),
        (archive.as_bytes(), progress.as_bytes(), "accepted"),
    ] {
        let got = why(a, p);
        assert!(got.starts_with(starts), "{starts}: {got}");
    }
    let huge = vec![b' '; MAX_ARCHIVE as usize + 1];
    assert_eq!(why(&huge, progress.as_bytes()), "archive.json is larger than 8.0 MB");
    let huge = vec![b' '; MAX_PROGRESS as usize + 1];
    assert_eq!(why(archive.as_bytes(), &huge), "progress.json is larger than 16.0 MB");
}

#[test]
fn a_wrong_value_in_archive_json_refuses_the_archive() {
    for (at, value, want) in [
        ("/version", json!(2), "its data format is `guidang-data 2`, unknown here"),
        ("/format", json!("other"), "its data format is `other 1`, unknown here"),
        ("/format", json!(1), "is cut off"),
        ("/title", json!(""), "wrong name: ``"),
        ("/title", json!("\u{202e}\u{200b}\n"), "wrong name: ``"),
        ("/title", json!(null), "is cut off"),
        ("/title", json!({"a": []}), "is cut off"),
        ("/as_of", json!("2024-02-30"), "wrong date: `2024-02-30`"),
        ("/as_of", json!("2024/6/30"), "wrong date: `2024/6/30`"),
        ("/as_of", json!("9999-01-01"), "wrong date: `9999-01-01`"),
        ("/as_of", json!("2024-06-29"), "wrong as_of: `2024-06-30`"),
        ("/latest_record", json!("yesterday"), "wrong date"),
        ("/counts/schools", json!(-1), "is cut off"),
        ("/counts/schools", json!(1e99), "is cut off"),
        ("/counts/schools", json!("2"), "is cut off"),
        ("/counts/records", json!(5_000_000_000_u64), "is cut off"),
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
        ("/pairs/0/name", json!(7), "is cut off"),
        ("/plans/1/id", json!("plans/2024"), "archive.json has `plans/2024` twice"),
        ("/plans/1/pair", json!("pairs/q"), "wrong pair: `pairs/q`"),
        ("/plans/0/school", json!("z"), "wrong school: `z`"),
        (
            "/plans/0/title",
            json!("联系13812345678"),
            "its data contains a mobile number (138••••5678)",
        ),
        (
            "/title",
            json!("11999919000101002X的档案"),
            "its data contains a resident identity number",
        ),
        ("/organisation", json!("电话：138 1234 5678"), "its data contains a mobile number"),
    ] {
        let got = why(&with_value(archive(), at, value), &good());
        assert!(got.contains(want), "{at}: {got}");
        assert!(!got.contains("12345678") && !got.contains("002X的"), "{at}: {got}");
    }
}

#[test]
fn a_wrong_value_in_progress_json_refuses_the_archive() {
    for (at, value, want) in [
        ("/targets/0/plan", json!("plans/2025"), "wrong plan: `plans/2025`"),
        ("/targets/1/scope", json!("c"), "wrong scope: `c`"),
        ("/targets/0/status", json!("great"), "wrong status: `great`"),
        ("/targets/0/aggregate", json!("median"), "wrong aggregate: `median`"),
        ("/targets/0/every", json!("day"), "wrong every: `day`"),
        ("/targets/0/value", json!("NaN"), "wrong figure: `NaN`"),
        ("/targets/0/value", json!(10), "is cut off"),
        ("/targets/0/periods", json!([]), "wrong period: `送教课时`"),
        ("/targets/0/periods/0/end", json!("2023-12-31"), "wrong period: `2023-12-31`"),
        ("/targets/0/periods/0/actual", json!("1e5"), "wrong figure: `1e5`"),
        ("/targets/0/periods/0/actual", json!("inf"), "wrong figure: `inf`"),
        ("/targets/0/periods/0/actual", json!("1,200"), "wrong figure: `1,200`"),
        ("/targets/0/periods/0/actual", json!("9".repeat(400)), "wrong figure: `9999"),
        ("/targets/0/periods/0/actual", json!("0.0000000001"), "wrong figure"),
        ("/targets/0/periods/0/actual", json!("13812345678"), "contains a mobile number"),
        ("/targets/0/periods/0/actual", json!(12.5), "is cut off"),
        ("/targets/0/periods/0/suppressed", json!("yes"), "accepted"),
        ("/actions", json!([{"any": "thing"}]), "accepted"),
    ] {
        let progress = match at.ends_with("suppressed") {
            true => good(),
            false => with_value(good(), at, value),
        };
        let got = why(&archive(), &progress);
        assert!(got.contains(want), "{at}: {got}");
    }
    let twice = progress(vec![target("plans/2024", "joint", json!("1")); 2]);
    assert_eq!(why(&archive(), &twice), "progress.json has `送教课时` twice");
    let many = json!(vec![json!({"id": "x", "name": "x"}); 10_001]);
    assert!(why(&with_value(archive(), "/schools", many), &good()).contains("is cut off"));
}

#[test]
fn names_are_shortened_and_cleaned_and_stay_text() {
    let script = "<script>alert(1)</script>\u{202e}\n \"县\"";
    let published = read_both(&with_value(archive(), "/title", json!(script)), &good()).unwrap();
    assert_eq!(published.title, "<script>alert(1)</script>  \"县\"");
    let published =
        read_both(&with_value(archive(), "/title", json!("长".repeat(5000))), &good()).unwrap();
    assert_eq!(published.title.chars().count(), 121);
    assert!(published.title.ends_with('…'));
}

#[test]
fn fields_of_later_releases_are_ignored() {
    let mut more = archive();
    more["new"] = json!({"a": [1, 2, {"b": null}]});
    assert_eq!(why(&more, &good()), "accepted");
}
