//! Themes through the binary: the second theme, the messages about mistakes, and pages in English.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{SMALL, files, golden, guidang, small_with, stderr, write};

/// The files of `themes/qing`, as an archive that uses it has them.
fn qing() -> BTreeMap<String, Vec<u8>> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/qing"))
}

fn site_yaml(theme: &str) -> Vec<u8> {
    format!("主题: {theme}\n截至日: 2024-07-10\n{}", SMALL[0].1).into_bytes()
}

fn build(root: &Path) -> BTreeMap<String, String> {
    let output = guidang(root, &["build", "--output", "site"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let all = files(&root.join("site")).into_iter();
    all.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

#[test]
fn the_second_theme_changes_one_template_one_block_and_the_colours() {
    let plain = build(small_with(&[("content/site.yaml", &site_yaml("default"))]).path());
    let root = small_with(&[("content/site.yaml", &site_yaml("qing"))]);
    for (path, bytes) in qing() {
        write(root.path(), &format!("themes/qing/{path}"), &bytes);
    }
    let own = build(root.path());
    assert!(own["static/theme.css"].contains("--accent: #0f6b5f"));
    assert!(
        own["index.html"].contains("<ol class=\"calls\">")
            && !plain["index.html"].contains("calls")
    );
    assert_eq!(plain.keys().collect::<Vec<_>>(), own.keys().collect::<Vec<_>>());
    let main = |html: &str| {
        let (_, rest) = html.split_once("<main").unwrap();
        rest.split_once("</main>").unwrap().0.to_owned()
    };
    for (path, html) in own.iter().filter(|file| file.0.ends_with(".html")) {
        // A print page has no footer to change.
        assert!(
            path.starts_with("print/")
                || html.contains("<p class=\"foot-site\">云岭县结对帮扶档案"),
            "{path} has the theme's foot"
        );
        if path != "index.html" {
            assert_eq!(main(html), main(&plain[path]), "{path} is the built-in theme's otherwise");
        }
    }
    let rest = |html: &str| {
        html.split("id=\"standing\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned()
    };
    assert_eq!(rest(&own["index.html"]), rest(&plain["index.html"]));
    let is_changed = |path: &str| matches!(path, "static/theme.css" | "static/site.css");
    for (path, text) in
        own.iter().filter(|file| file.0.starts_with("static/") && !is_changed(file.0))
    {
        assert_eq!(text, &plain[path], "{path}");
    }
    let last = own["static/site.css"].trim_end();
    assert!(last.ends_with(own["static/theme.css"].trim_end()), "the theme's colours stand last");
}

#[test]
fn the_colours_of_the_second_theme_have_enough_contrast() {
    let theme = String::from_utf8(qing().remove("static/theme.css").unwrap()).unwrap();
    let charts = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/static/charts.css");
    let charts = fs::read_to_string(charts).unwrap();
    let (theme, charts) = (palettes(&theme), palettes(&charts));
    assert_eq!(theme.len(), 3, "light, dark, and dark by choice");
    assert!(3 <= charts.len());
    assert_eq!(theme[1], theme[2]);
    for (own, below) in theme.into_iter().zip(charts) {
        let mut colours = below;
        colours.extend(own);
        let texts = colours.iter().filter(|colour| {
            matches!(colour.0.as_str(), "ink" | "ink-2" | "accent" | "link")
                || colour.0.starts_with("s-")
        });
        for (name, colour) in texts {
            for ground in ["paper", "paper-2"] {
                let contrast = contrast(colour, &colours[ground]);
                assert!(4.5 <= contrast, "{name} on {ground}: {contrast:.2}");
            }
        }
    }
}

/// The sets of colours that a style sheet defines.
fn palettes(css: &str) -> Vec<BTreeMap<String, String>> {
    let sets =
        css.split(":root").skip(1).filter_map(|part| part.split_once('{')?.1.split_once('}'));
    let set = |body: &str| {
        let colours =
            body.split(';').filter_map(|part| part.trim().strip_prefix("--")?.split_once(':'));
        colours
            .map(|(name, colour)| (name.to_owned(), colour.trim().to_owned()))
            .filter(|file| file.1.starts_with('#'))
            .collect()
    };
    sets.map(|(body, _)| set(body))
        .filter(|colours: &BTreeMap<_, _>| colours.contains_key("paper"))
        .collect()
}

/// WCAG's contrast of two colours.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let part = |at: usize| {
            let share = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let (one, other) = (light(one) + 0.05, light(other) + 0.05);
    (one / other).max(other / one)
}

/// Themes with a mistake each; their messages are in `tests/messages/themes.txt`.
const MISTAKES: &[(&str, &str, &[u8])] = &[
    ("an unknown value", "index.html", b"{% extends \"builtin/index.html\" %}\n{% block attention %}\n<h2>{{ page.titel }}</h2>\n{% endblock %}\n"),
    ("an unknown value in a condition", "record.html", b"{% if bdy %}<p>{{ body | safe }}</p>{% endif %}\n"),
    ("an unknown value in a loop", "schools.html", b"{% for it in schools %}\n<li>{{ it.link.herf }} {{ it.pupils }}</li>\n{% endfor %}\n"),
    ("a tag that is not closed", "foot.html", "<footer>\n<p>县教育局：{{ page.site </p>\n".as_bytes()),
    ("a block that is not closed", "index.html", b"{% extends \"base.html\" %}\n{% block main %}\n"),
    ("an unknown filter", "foot.html", "<p>截至{{ page.as_of | upcase }}</p>\n".as_bytes()),
    ("an unknown component", "index.html", b"{{<taly t={tally}/>}}\n"),
    ("an unknown block", "index.html", b"{% extends \"builtin/index.html\" %}{% block attentoin %}{% endblock %}\n"),
    ("an unknown parent", "index.html", b"{% extends \"builtin/indx.html\" %}\n"),
    ("a template that extends itself", "index.html", b"{% extends \"index.html\" %}\n"),
    ("a filter that the value does not fit", "foot.html", b"<p>{{ page.crumbs | upper }}</p>\n"),
    ("a file that is not UTF-8", "foot.html", b"<p>\xcf\xd8</p>\n"),
];

#[test]
fn mistakes_in_a_template_are_reported_with_their_position() {
    let mut messages = String::new();
    for (title, path, text) in MISTAKES {
        let root = small_with(&[]);
        guidang(root.path(), &["build", "--output", "site"]);
        let before = files(&root.path().join("site"));
        assert!(before.contains_key("index.html"));
        write(root.path(), "content/site.yaml", &site_yaml("x"));
        write(root.path(), &format!("themes/x/{path}"), text);
        messages += &format!("## {title}\n");
        for lang in ["zh", "en"] {
            let output = guidang(root.path(), &["--lang", lang, "build", "--output", "site"]);
            assert_eq!(output.status.code(), Some(2), "{title}: {}", stderr(&output));
            assert!(stderr(&output).contains(&format!("themes/x/{path}")), "{}", stderr(&output));
            messages += &stderr(&output);
        }
        messages.push('\n');
        assert_eq!(files(&root.path().join("site")), before, "{title}: the old site stays");
    }
    golden("messages/themes.txt", &messages);
}

/// What only fails when a page is rendered is found by `check` as by `build`, and in the same words.
#[test]
fn check_renders_with_a_theme_of_the_archive() {
    let root = small_with(&[]);
    write(root.path(), "content/site.yaml", &site_yaml("x"));
    write(root.path(), "themes/x/foot.html", b"<p>{{ 1 / 0 }}</p>\n");
    let checked = guidang(root.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(2), "{}", stderr(&checked));
    assert!(stderr(&checked).contains("themes/x/foot.html"), "{}", stderr(&checked));
    let built = guidang(root.path(), &["build", "--output", "site"]);
    assert_eq!(built.status.code(), Some(2));
    write(root.path(), "themes/x/foot.html", b"<p>{{ page.as_of }}</p>\n");
    let checked = guidang(root.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", stderr(&checked));
}

#[test]
fn an_english_archive_has_no_chinese_in_its_pages() {
    let root = tempfile::tempdir().unwrap();
    let output = guidang(root.path(), &["init", "--lang", "en", "archive"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let is_han = |ch: char| matches!(ch, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ff0f}');
    let mut found = Vec::new();
    for (path, text) in build(&root.path().join("archive")) {
        if !path.ends_with(".html") {
            continue;
        }
        for (number, line) in text.lines().enumerate().filter(|line| line.1.contains(is_han)) {
            let from = line.char_indices().find(|at| is_han(at.1)).unwrap().0;
            let start = line[..from].char_indices().rev().nth(30).map_or(0, |at| at.0);
            let near: String = line[start..].chars().take(60).collect();
            found.push(format!("{path}:{}: {near}", number + 1));
        }
    }
    assert!(found.is_empty(), "{} lines: {found:#?}", found.len());
}
