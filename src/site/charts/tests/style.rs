//! Checks `charts.css` against the drawings: their classes, their font sizes, and the contrast of text.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::attributes;
use super::samples;
use crate::model::Status;
use crate::site::charts::svg_writer::WIDTH_CLASSES;
use crate::site::charts::text_style::SIZES;

const STYLE: &str = include_str!("../../../../themes/default/static/charts.css");

#[test]
fn every_class_drawn_has_a_rule_and_every_rule_is_drawn() {
    let mut drawn: BTreeSet<String> = BTreeSet::new();
    drawn.extend(Status::ALL.iter().map(|status| format!("s-{}", status.code())));
    drawn.extend(WIDTH_CLASSES.iter().map(|class| format!("w{class}")));
    drawn.insert("chart-scroll".to_owned());
    for (_, wide, narrow) in samples::all() {
        for svg in [wide, narrow] {
            for (_, name, value) in attributes(&svg.0).unwrap() {
                if name == "class" {
                    drawn.extend(value.split(' ').map(str::to_owned));
                }
            }
        }
    }
    // Kinds of chart need no rule of their own.
    let ruled = classes_of(STYLE);
    let mut bare: Vec<&String> = drawn.difference(&ruled).collect();
    bare.retain(|class| !class.starts_with("chart-"));
    let unused: Vec<_> = ruled.difference(&drawn).collect();
    assert!(
        bare.is_empty() && unused.is_empty(),
        "without a rule: {bare:?}; not drawn: {unused:?}"
    );
}

fn classes_of(style: &str) -> BTreeSet<String> {
    let mut classes = BTreeSet::new();
    for line in style.lines() {
        if line.trim_start().starts_with("--") {
            continue;
        }
        let Some((selectors, _)) = line.split_once('{') else { continue };
        for after_dot in selectors.split('.').skip(1) {
            let end = after_dot.find(is_not_in_class_name).unwrap_or(after_dot.len());
            classes.insert(after_dot[..end].to_owned());
        }
    }
    classes
}

fn is_not_in_class_name(ch: char) -> bool {
    !(ch.is_ascii_alphanumeric() || "-_".contains(ch))
}

#[test]
fn font_sizes_are_those_of_the_layout() {
    for (class, px) in SIZES {
        assert!(STYLE.contains(&format!(".chart .{class} {{ font-size: {px}px;")), ".{class}");
    }
}

#[test]
fn css_features_are_no_newer_than_chromium_86() {
    for newer in ["inset:", ":is(", ":where(", ":has(", "color-mix", "@layer", "@container", "&:"] {
        assert!(!STYLE.contains(newer), "{newer}");
    }
}

#[test]
fn text_has_enough_contrast_in_light_dark_and_print() {
    let blocks: Vec<BTreeMap<&str, [f64; 3]>> = STYLE.split(":root").skip(1).map(colours).collect();
    let [light, dark_by_choice, dark, print] = &blocks[..] else {
        panic!("{} blocks", blocks.len())
    };
    assert_eq!(dark_by_choice, dark, "both ways into the dark theme give the same colours");
    let mut printed = light.clone();
    printed.extend(print);

    for colours in [light, dark, &printed] {
        let check = |text: &str, background: &str| {
            let found = contrast(colours[text], colours[background]);
            assert!(4.5 <= found, "{text} on {background}: {found:.2}");
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
    let declarations = block.split(';').filter_map(|line| line.trim().split_once(": #"));
    declarations.map(|(name, hex)| (name, rgb(hex))).collect()
}

fn rgb(hex: &str) -> [f64; 3] {
    let digit = |at: usize| f64::from(hex.chars().nth(at).unwrap().to_digit(16).unwrap());
    match hex.len() {
        3 => [0, 1, 2].map(|at| digit(at) * 17.0),
        _ => [0, 2, 4].map(|at| digit(at) * 16.0 + digit(at + 1)),
    }
}

/// The contrast ratio of WCAG 2.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of an sRGB colour with components up to 255.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn linear(component: f64) -> f64 {
    let component = component / 255.0;
    if component <= 0.040_45 { component / 12.92 } else { ((component + 0.055) / 1.055).powf(2.4) }
}
