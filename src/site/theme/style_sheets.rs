//! Joins the style sheets of a page into one, so that a page asks the server for one file and not for four.
//!
//! `static/site.css` is published as `charts.css`, `site.css`, `print.css` (for paper) and `theme.css`, one after the
//! other; `static/paper.css` as `charts.css` and `paper.css`. The parts are published as well: a theme may link them.

use std::borrow::Cow;

use super::ThemeFiles;

/// A style sheet of a page, joined from parts.
struct Joined {
    path: &'static str,
    /// Where the theme's own sheet of this path is published when the joined one has to import it.
    own_path: &'static str,
    /// The parts in their order, each with the medium that it is for, if it is not for all.
    parts: &'static [(&'static str, Option<&'static str>)],
}

const CHARTS: &str = "static/charts.css";
const SITE: &str = "static/site.css";
const PAPER: &str = "static/paper.css";

const SHEETS: [Joined; 2] = [
    Joined {
        path: SITE,
        own_path: "static/site-own.css",
        parts: &[
            (CHARTS, None),
            (SITE, None),
            ("static/print.css", Some("print")),
            ("static/theme.css", None),
        ],
    },
    Joined {
        path: PAPER,
        own_path: "static/paper-own.css",
        parts: &[(CHARTS, None), (PAPER, None)],
    },
];

/// Joins the style sheets of pages on the screen and of those on paper.
pub(super) fn join_style_sheets(files: &mut ThemeFiles) {
    for sheet in &SHEETS {
        sheet.join(files);
    }
}

impl Joined {
    fn join(&self, files: &mut ThemeFiles) {
        let parts = || self.parts.iter().filter_map(|part| Some((part, files.get(part.0)?)));
        let joined = if parts().all(|(_, css)| may_follow_another(css)) {
            let mut joined = Vec::new();
            for ((_, medium), css) in parts() {
                push(&mut joined, css, *medium);
            }
            joined
        } else {
            self.imports().into_bytes()
        };
        if let Some(own) = files.insert(self.path.to_owned(), Cow::Owned(joined)) {
            files.insert(self.own_path.to_owned(), own);
        }
    }

    /// A sheet that imports the parts: it means the same, and costs the reader a file for each.
    fn imports(&self) -> String {
        let mut css = String::new();
        for (path, medium) in self.parts {
            let path = if *path == self.path { self.own_path } else { path };
            let name = path.trim_start_matches("static/");
            let medium = medium.map(|medium| format!(" {medium}")).unwrap_or_default();
            css.push_str(&format!("@import \"{name}\"{medium};\n"));
        }
        css
    }
}

fn push(joined: &mut Vec<u8>, css: &[u8], medium: Option<&str>) {
    let css = css.strip_prefix("\u{feff}".as_bytes()).unwrap_or(css);
    match medium {
        Some(medium) => {
            joined.extend_from_slice(format!("@media {medium} {{\n").as_bytes());
            joined.extend_from_slice(css);
            joined.extend_from_slice(b"\n}\n");
        }
        None => {
            joined.extend_from_slice(css);
            joined.push(b'\n');
        }
    }
}

/// Whether a sheet means the same behind another one: rules that must stand first would be ignored there.
fn may_follow_another(css: &[u8]) -> bool {
    let css = String::from_utf8_lossy(css).to_ascii_lowercase();
    !["@import", "@charset", "@namespace"].iter().any(|rule| css.contains(rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(theme: &'static str) -> ThemeFiles {
        let sheets = [
            (CHARTS, "\u{feff}a{}"),
            (SITE, "b{}"),
            ("static/print.css", "@page{size:A4}"),
            ("static/theme.css", theme),
            (PAPER, "c{}"),
        ];
        let text = |css: &'static str| Cow::Borrowed(css.as_bytes());
        let mut files = sheets.iter().map(|(path, css)| ((*path).to_owned(), text(css))).collect();
        join_style_sheets(&mut files);
        files
    }

    fn text<'f>(files: &'f ThemeFiles, path: &str) -> &'f str {
        std::str::from_utf8(&files[path]).unwrap()
    }

    #[test]
    fn the_sheets_of_a_page_stand_in_one_in_their_order() {
        let files = joined("d{}");
        assert_eq!(text(&files, SITE), "a{}\nb{}\n@media print {\n@page{size:A4}\n}\nd{}\n");
        assert_eq!(text(&files, PAPER), "a{}\nc{}\n");
        assert_eq!(text(&files, CHARTS), "\u{feff}a{}", "the parts stay");
    }

    #[test]
    fn a_sheet_that_must_stand_first_is_imported() {
        let files = joined("@import url(fonts.css); d{}");
        let want = "@import \"charts.css\";\n@import \"site-own.css\";\n@import \"print.css\" print;\n@import \"theme.css\";\n";
        assert_eq!(text(&files, SITE), want);
        assert_eq!(text(&files, "static/site-own.css"), "b{}");
        assert_eq!(text(&files, PAPER), "a{}\nc{}\n");
    }
}
