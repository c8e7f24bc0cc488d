//! Holds `charts.css` to the drawings: their classes, their font sizes, and text that can be read.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::attributes;
use super::samples;
use crate::model::Status;
use crate::site::charts::pen::{HUNDREDS, SIZES};

const STYLE: &str = include_str!("../../../../themes/default/static/charts.css");

#[test]
fn every_class_drawn_has_a_rule_and_every_rule_is_drawn() {
    let mut drawn: BTreeSet<String> =
        Status::ALL.iter().map(|it| format!("s-{}", it.code())).collect();
    drawn.extend(HUNDREDS.iter().map(|it| format!("w{it}")));
    drawn.extend(["chart-scroll", "chart-pair"].map(str::to_owned));
    for (_, wide, narrow) in samples::all() {
        for svg in [wide, narrow] {
            let classes = attributes(&svg.0).unwrap().into_iter().filter(|it| it.1 == "class");
            drawn.extend(
                classes.flat_map(|it| it.2.split(' ').map(str::to_owned).collect::<Vec<_>>()),
            );
        }
    }
    // Kinds of chart need no rule of their own.
    let ruled = classes_of(STYLE);
    let bare: Vec<_> =
        drawn.iter().filter(|it| !ruled.contains(*it) && !it.starts_with("chart-")).collect();
    let unused: Vec<_> = ruled.difference(&drawn).collect();
    assert!(
        bare.is_empty() && unused.is_empty(),
        "without a rule: {bare:?}; not drawn: {unused:?}"
    );
}

fn classes_of(style: &str) -> BTreeSet<String> {
    let selectors = style.lines().filter(|line| !line.trim_start().starts_with("--"));
    let selectors = selectors.filter_map(|line| line.split_once('{')).map(|it| it.0);
    let pieces = selectors.flat_map(|it| it.split('.').skip(1));
    let name = |piece: &str| {
        piece.chars().take_while(|it| it.is_ascii_alphanumeric() || "-_".contains(*it)).collect()
    };
    pieces.map(name).collect()
}

#[test]
fn font_sizes_are_those_the_layout_counts_with() {
    for (class, px) in SIZES {
        assert!(STYLE.contains(&format!(".chart .{class} {{ font-size: {px}px;")), ".{class}");
    }
}

#[test]
fn nothing_is_newer_than_chromium_86() {
    for newer in ["inset:", ":is(", ":where(", ":has(", "color-mix", "@layer", "@container", "&:"] {
        assert!(!STYLE.contains(newer), "{newer}");
    }
}

#[test]
fn text_can_be_read_in_light_dark_and_print() {
    let blocks: Vec<BTreeMap<&str, [f64; 3]>> = STYLE.split(":root").skip(1).map(colours).collect();
    let [light, dark_by_wish, dark, print] = &blocks[..] else { panic!("{} blocks", blocks.len()) };
    assert_eq!(dark_by_wish, dark, "both ways into the dark theme give the same colours");
    let mut printed = light.clone();
    printed.extend(print);

    for colours in [light, dark, &printed] {
        let check = |text: &str, ground: &str| {
            let found = contrast(colours[text], colours[ground]);
            assert!(4.5 <= found, "{text} on {ground}: {found:.2}");
        };
        for text in ["--ink", "--ink-2", "--accent", "--c-actual", "--c-plan"] {
            check(text, "--paper");
        }
        for status in Status::ALL {
            check(&format!("--s-{}", status.code()), "--paper");
        }
        for pale in ["--c-heat1", "--c-heat2", "--c-heat3"] {
            check("--ink", pale);
        }
        check("--ink-2", "--c-band3");
        check("--paper", "--c-heat4");
        check("--paper", "--c-heat5");
    }
}

fn colours(block: &str) -> BTreeMap<&str, [f64; 3]> {
    let (_, block) = block.split_once('{').unwrap();
    let (block, _) = block.split_once('}').unwrap();
    block
        .split(';')
        .filter_map(|line| line.trim().split_once(": #"))
        .map(|(name, hex)| (name, rgb(hex)))
        .collect()
}

fn rgb(hex: &str) -> [f64; 3] {
    let digit = |at: usize| f64::from(hex.chars().nth(at).unwrap().to_digit(16).unwrap());
    match hex.len() {
        3 => [0, 1, 2].map(|at| digit(at) * 17.0),
        _ => [0, 2, 4].map(|at| digit(at) * 16.0 + digit(at + 1)),
    }
}

/// The contrast of WCAG 2.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| {
        let linear = |part: f64| {
            let part = part / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = colour.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
