//! Tables of examples for the small rules: widths, figures, positions.

use crate::site::charts::axes::{format_figure, range};
use crate::site::charts::path_data::number;
use crate::site::charts::spread::spread;
use crate::site::charts::width::{ems, fit, tidy};
use crate::site::charts::{Bullet, Direction, Head, Heatmap, bullet, heatmap};

#[test]
fn a_han_character_is_one_em_wide() {
    let check =
        |text: &str, wide: f64| assert!((ems(text) - wide).abs() < 1e-9, "{text}: {}", ems(text));
    check("石门小学", 4.0);
    check("12 课时", 2.0 * 0.56 + 0.3 + 2.0);
    check("2023—2024学年，", 8.0 * 0.56 + 1.0 + 2.0 + 1.0);
    check("", 0.0);
}

#[test]
fn long_text_ends_in_dots() {
    let check = |text: &str, room: f64, shown: &str| assert_eq!(fit(text, room), shown);
    check("石门小学", 4.0, "石门小学");
    check("石门小学", 3.9, "石门…");
    check("Hope School", 3.9, "Hope…");
    check("石门小学", 0.5, "");
}

#[test]
fn text_loses_characters_that_xml_forbids_or_that_change_direction() {
    assert_eq!(tidy(" 石门\u{0}\n小学\u{202e}\u{7f} "), "石门 小学");
    assert_eq!(tidy(&"长".repeat(1000)).chars().count(), 400);
}

#[test]
fn figures_of_paths_have_at_most_one_decimal() {
    let check = |figure: f64, written: &str| {
        let mut out = String::new();
        number(&mut out, figure);
        assert_eq!(out, written);
    };
    check(12.0, "12");
    check(-0.04, "0");
    check(-0.05, "-0.1");
    check(3.25, "3.3");
    check(f64::NAN, "0");
}

#[test]
fn figures_of_grids_are_written_with_separators() {
    let check = |figure: f64, written: &str| assert_eq!(format_figure(figure), written);
    check(0.0, "0");
    check(-0.001, "0");
    check(0.25, "0.25");
    check(-1200.0, "-1,200");
    check(2_000_000.0, "2,000,000");
    check(2.5e12, "2.5e12");
    check(3e12, "3e12");
}

#[test]
fn ranges_include_their_figures_with_a_margin() {
    let check = |figures: &[f64], zero, expected| {
        assert_eq!(range(figures.iter().copied(), zero), expected, "{figures:?}");
    };
    check(&[], true, (0.0, 1.0));
    check(&[0.0], true, (0.0, 1.0));
    check(&[100.0], true, (0.0, 114.0));
    check(&[f64::NAN], false, (0.0, 1.0));
    check(&[90.0, 100.0], false, (88.4, 101.6));
    check(&[95.0, 95.0], false, (85.5, 104.5));
}

#[test]
fn labels_move_apart_as_little_as_possible() {
    let check = |middles: &[f64], sizes: &[f64], expected: &[f64]| {
        assert_eq!(spread(middles, sizes, (0.0, 100.0), 2.0), expected);
    };
    check(&[10.0, 50.0], &[10.0, 10.0], &[10.0, 50.0]);
    check(&[50.0, 50.0], &[10.0, 10.0], &[44.0, 56.0]);
    check(&[54.0, 50.0], &[10.0, 10.0], &[58.0, 46.0]);
    check(&[0.0, 2.0], &[10.0, 10.0], &[5.0, 17.0]);
    check(&[99.0, 98.0, 97.0], &[10.0, 10.0, 10.0], &[95.0, 83.0, 71.0]);
}

#[test]
fn a_maximum_is_hatched_and_a_long_bar_is_cut() {
    let drawn = |actual, direction| {
        let target = Some(10.0);
        bullet(&Bullet { actual: Some(actual), target, direction, ..Bullet::default() }).0
    };
    assert!(drawn(3.0, Direction::AtMost).contains("<pattern"));
    assert!(!drawn(3.0, Direction::AtLeast).contains("<pattern"));
    assert!(drawn(100.0, Direction::AtLeast).contains("class=\"br\""));
    assert!(!drawn(24.0, Direction::AtLeast).contains("class=\"br\""));
}

#[test]
fn text_alternatives_have_plain_ids() {
    let head = Head { id: "听课 1".into(), title: "<b>".into(), desc: "a&b".into(), width: 0.0 };
    let svg = heatmap(&Heatmap { head, ..Heatmap::default() }).0;
    let id = "_542c_8bfe_201";
    assert!(svg.contains(&format!("aria-labelledby=\"{id}-t {id}-d\"")), "{svg}");
    assert!(svg.contains(&format!("<title id=\"{id}-t\">&lt;b&gt;</title>")), "{svg}");
    assert!(svg.contains(&format!("<desc id=\"{id}-d\">a&amp;b</desc>")), "{svg}");
}
