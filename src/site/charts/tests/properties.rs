//! Whatever the figures and texts: a well-formed drawing of finite figures, with all text inside.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::reading::{attributes, placed_texts, size};
use super::samples;
use crate::model::{ActionStatus, Status};
use crate::site::charts::*;

fn figure() -> impl Strategy<Value = f64> {
    let odd = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MAX,
        f64::MIN,
        f64::MIN_POSITIVE,
        f64::EPSILON,
        0.0,
        -0.0,
        1e15,
        -1e15,
        1e-9,
    ];
    prop_oneof![
        3 => -50.0..150.0f64,
        2 => (0..40i32).prop_map(f64::from),
        1 => proptest::sample::select(odd.to_vec()),
        1 => any::<f64>(),
    ]
}

/// Texts without the letters of `NaN` and `inf`, so that those can be searched for.
fn text() -> impl Strategy<Value = String> {
    let alphabet: Vec<char> =
        "课时目标听走访<>&\"'0123456789 ABCabc%\u{0}\u{7}\n\u{202e}　…😀é".chars().collect();
    let ch = proptest::sample::select(alphabet);
    prop_oneof![
        3 => vec(ch.clone(), 0..9).prop_map(String::from_iter),
        1 => vec(ch, 30..90).prop_map(String::from_iter),
    ]
}

fn head() -> impl Strategy<Value = Head> {
    (text(), text(), text(), prop_oneof![Just(0.0), Just(340.0), figure()])
        .prop_map(|(id, title, desc, width)| Head { id, title, desc, width })
}

fn points() -> impl Strategy<Value = Vec<(f64, f64)>> {
    vec((figure(), figure()), 0..12)
}

fn days() -> impl Strategy<Value = (f64, Vec<DayLabel>, Option<DayLabel>)> {
    (figure(), vec((figure(), text()), 0..8), option::of((figure(), text())))
}

fn status() -> impl Strategy<Value = Option<Status>> {
    option::of(proptest::sample::select(Status::ALL.to_vec()))
}

fn direction() -> impl Strategy<Value = Direction> {
    proptest::sample::select(vec![Direction::AtLeast, Direction::AtMost])
}

/// Asserts that a drawing is well-formed and has only finite figures.
#[track_caller]
fn assert_well_formed(svg: &Svg) {
    let svg = &svg.0;
    let attributes = attributes(svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    let is_path_char = |ch: char| ch.is_ascii_digit() || "MhvlamczVH-. 0%".contains(ch);
    for (_, key, value) in &attributes {
        if matches!(key.as_str(), "d" | "x" | "y" | "viewBox") {
            assert!(value.chars().all(is_path_char), "{key}={value}");
        }
        assert!(!matches!(key.as_str(), "style" | "onclick"), "{key}\n{svg}");
    }
}

/// Asserts that a drawing is well-formed, has only finite figures, and keeps its text inside.
#[track_caller]
fn assert_sound(svg: &Svg) {
    assert_well_formed(svg);
    let svg = &svg.0;
    let (width, height) = size(svg);
    for text in placed_texts(svg) {
        let (left, top, right, bottom) = text.bounds;
        let inside = -0.2 <= left && 0.0 <= top && right <= width + 0.2 && bottom <= height;
        assert!(inside, "{text:?} is not within {width} × {height}");
    }
}

/// Asserts that no two texts of a class overlap.
#[track_caller]
fn assert_no_overlap(svg: &Svg, class: &str) {
    let mut texts = placed_texts(&svg.0);
    texts.retain(|text| text.class.contains(class));
    for (index, one) in texts.iter().enumerate() {
        let other = texts[..index].iter().find(|other| other.overlaps(one));
        assert!(other.is_none(), "{one:?} overlaps {other:?}\n{svg}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bullets_are_sound(
        head in head(),
        figures in proptest::array::uniform4(option::of(figure())),
        labels in proptest::array::uniform5(text()),
        status in status(),
        direction in direction(),
    ) {
        let [actual, target, expected, baseline] = figures;
        let [actual_label, status_label, target_label, expected_label, baseline_label] = labels;
        let svg = bullet(&Bullet {
            head, actual, target, expected, baseline, direction, status,
            actual_label, status_label, target_label, expected_label, baseline_label,
        });
        assert_sound(&svg);
        assert_no_overlap(&svg, "");
    }

    #[test]
    fn paces_are_sound(
        head in head(),
        (days, ticks, today) in days(),
        (actual, plan) in (points(), points()),
        limit in option::of(figure()),
        labels in proptest::array::uniform3(text()),
        (status, direction, stepped) in (status(), direction(), any::<bool>()),
    ) {
        let [actual_label, plan_label, unit] = labels;
        let svg = pace(&Pace {
            head, days, actual, stepped, plan, limit, direction, status,
            actual_label, plan_label, ticks, today, unit,
        });
        assert_sound(&svg);
        assert_no_overlap(&svg, " k");
    }

    #[test]
    fn levels_are_sound(
        head in head(),
        (days, ticks, today) in days(),
        values in points(),
        (target, baseline) in (option::of(figure()), option::of(figure())),
        labels in proptest::array::uniform4(text()),
        (status, direction) in (status(), direction()),
    ) {
        let [actual_label, target_label, baseline_label, unit] = labels;
        let svg = levels(&Levels {
            head, days, values, target, baseline, direction, status,
            actual_label, target_label, baseline_label, ticks, today, unit,
        });
        assert_sound(&svg);
        assert_no_overlap(&svg, " k");
    }

    #[test]
    fn courses_are_sound(
        head in head(),
        periods in vec(text(), 0..9),
        lines in vec((text(), vec(option::of(figure()), 0..9), status(), any::<bool>()), 0..5),
        target in option::of(figure()),
        (target_label, unit) in (text(), text()),
        (direction, from_zero) in (direction(), any::<bool>()),
    ) {
        let line = |(label, values, status, is_open)| CourseLine { label, values, status, is_open };
        let lines = lines.into_iter().map(line).collect();
        let svg = course(&Course {
            head, periods, lines, target, direction, target_label, from_zero, unit,
        });
        assert_sound(&svg);
        assert_no_overlap(&svg, " k");
    }

    #[test]
    fn zero_ceilings_are_sound(
        head in head(),
        (days, ticks, today) in days(),
        records in points(),
        labels in proptest::array::uniform2(text()),
        status in status(),
    ) {
        let [actual_label, status_label] = labels;
        let svg = zero_ceiling(&ZeroCeiling {
            head, days, records, status, actual_label, status_label, ticks, today,
        });
        assert_sound(&svg);
    }

    #[test]
    fn strips_are_sound(
        head in head(),
        rows in vec((text(), 0..40usize, vec((text(), text(), 0..10usize, option::of(text())), 0..40)), 0..5),
    ) {
        let cell = |(label, figure, status, href): (String, String, usize, Option<String>)| {
            StripCell { label, figure, status: Status::ALL[status], href }
        };
        let rows = rows.into_iter().map(|(label, skip, cells)| {
            StripRow { label, skip, cells: cells.into_iter().map(cell).collect() }
        });
        let svg = strip(&Strip { head, rows: rows.collect() });
        assert_sound(&svg);
        assert_no_overlap(&svg, "");
    }

    #[test]
    fn heatmaps_are_sound(
        head in head(),
        columns in vec((text(), text()), 0..20),
        rows in vec((text(), option::of(text()), vec((option::of(figure()), text()), 0..24), text()), 0..6),
        total_label in text(),
    ) {
        let columns = columns.into_iter().map(|(label, group)| HeatColumn { label, group });
        let rows = rows.into_iter().map(|(name, href, cells, total)| {
            let cell = |(value, text)| HeatCell { value, text, href: href.clone() };
            HeatRow { name, cells: cells.into_iter().map(cell).collect(), total, href: href.clone() }
        });
        let svg = heatmap(&Heatmap { head, columns: columns.collect(), rows: rows.collect(), total_label });
        assert_sound(&svg);
        assert_no_overlap(&svg, "");
    }

    #[test]
    fn multiples_are_sound(
        head in head(),
        (lines, own_scales) in (any::<bool>(), any::<bool>()),
        ends in (text(), text()),
        panels in vec((text(), vec(option::of(figure()), 0..12), option::of(figure()), text(), status()), 0..9),
    ) {
        let panel = |(name, values, target, value_label, status)| {
            Panel { name, href: None, values, target, value_label, status }
        };
        let kind = if lines { PanelKind::Line } else { PanelKind::Bars };
        let panels = panels.into_iter().map(panel).collect();
        let svg = small_multiples(&Multiples { head, kind, own_scales, ends, panels });
        assert_well_formed(&svg);
    }

    #[test]
    fn timelines_are_sound(
        head in head(),
        (days, ticks, today) in days(),
        rows in vec((text(), option::of(figure()), vec(figure(), 0..9), 0..4usize, text()), 0..7),
    ) {
        let row = |(name, by, done, status, status_label): (String, _, _, usize, String)| {
            let (href, status) = (Some(name.clone()), Some(ActionStatus::ALL[status]));
            TimelineRow { name, href, by, done, status, status_label }
        };
        let rows = rows.into_iter().map(row).collect();
        let svg = timeline(&Timeline { head, days, rows, ticks, today });
        assert_sound(&svg);
        assert_no_overlap(&svg, "");
    }
}

#[test]
fn samples_are_sound_small_and_deterministic() {
    for ((title, wide, narrow), again) in samples::all().into_iter().zip(samples::all()) {
        if wide.0.starts_with("<svg") {
            assert_sound(&wide);
            assert_sound(&narrow);
        } else {
            assert_well_formed(&narrow);
        }
        assert_eq!((&wide, &narrow), (&again.1, &again.2), "{title}");
        let limit = match wide.0.split(['-', ' ', '"']).nth(4) {
            Some("bullet") => 1300,
            Some("pace" | "levels") => 2500,
            _ => 30_000,
        };
        assert!(wide.0.len() < limit, "{title}: {} bytes", wide.0.len());
    }
}

#[test]
fn charts_of_300_schools_and_150_months_are_sound() {
    let panel =
        Panel { name: "石门小学".into(), values: vec![Some(3.0); 150], ..Panel::default() };
    let all = Multiples { panels: vec![panel; 300], ..Multiples::default() };
    assert_well_formed(&small_multiples(&all));
    let month = |n: usize| StripCell {
        label: format!("{}月", n % 12 + 1),
        figure: n.to_string(),
        status: Status::ALL[n % 10],
        href: None,
    };
    let row = StripRow { cells: (0..150).map(month).collect(), ..StripRow::default() };
    let svg = strip(&Strip { rows: vec![row], ..Strip::default() });
    assert_sound(&svg);
    assert_eq!(placed_texts(&svg.0).len(), 300);
}
