//! Charts for paper: an SVG of classes → one that stands for itself, its colours those of `charts.css` as `paper.css` sets
//! them. Only what a drawing needs is taken over: selectors of classes, and properties of lines, grounds and texts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The statuses of `--s`, which a rule takes from the classes around it.
const STATUS: &str = "--s";

/// Properties that a drawing is given.
const DRAWN: &[&str] = &[
    "fill",
    "fill-opacity",
    "font-size",
    "font-weight",
    "opacity",
    "paint-order",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
];

/// The rules of charts with every variable resolved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChartStyle(String);

impl ChartStyle {
    /// From the style sheet of charts and those after it: a later one sets variables anew.
    #[must_use]
    pub fn resolve(sheets: &[&str]) -> ChartStyle {
        let rules: Vec<Rule> = sheets.iter().flat_map(|it| rules(it)).collect();
        let mut values: BTreeMap<&str, &str> = BTreeMap::new();
        let mut statuses: BTreeMap<&str, &str> = BTreeMap::new();
        for rule in &rules {
            for (name, value) in &rule.declarations {
                if rule.selector == ":root" && name.starts_with("--") {
                    values.insert(name, value);
                } else if name == STATUS {
                    statuses.insert(&rule.selector, value);
                }
            }
        }
        let mut css = String::new();
        for rule in rules.iter().filter(|it| is_drawn(&it.selector)) {
            let own: Vec<&(String, String)> =
                rule.declarations.iter().filter(|it| DRAWN.contains(&it.0.as_str())).collect();
            let mut put = |selector: &str, status: Option<&str>| {
                let said: String = own
                    .iter()
                    .map(|(name, value)| format!("{name}:{};", resolved(value, &values, status, 8)))
                    .collect();
                if !said.is_empty() {
                    let _ = write!(css, "{selector}{{{said}}}");
                }
            };
            put(&rule.selector, None);
            if own.iter().any(|it| it.1.contains("var(--s,") || it.1.contains("var(--s)")) {
                for (selector, value) in &statuses {
                    let rest = rule.selector.trim_start_matches(".chart").trim();
                    let value = resolved(value, &values, None, 8);
                    put(&format!("{selector} {rest}"), Some(&value));
                    put(&format!("{selector}{rest}"), Some(&value));
                }
            }
        }
        ChartStyle(css)
    }

    /// A chart that needs nothing around it, its texts in these families.
    pub(super) fn standalone(&self, svg: &str, families: &[String]) -> String {
        let Some(rest) = svg.strip_prefix("<svg") else { return String::new() };
        let Some((head, inside)) = rest.split_once('>') else { return String::new() };
        let space =
            if head.contains("xmlns=") { "" } else { " xmlns=\"http://www.w3.org/2000/svg\"" };
        let families: Vec<String> =
            families.iter().map(|it| format!("'{}'", it.replace(['\'', '<', '&'], ""))).collect();
        let family = families.join(",");
        format!("<svg{space}{head}><style>text{{font-family:{family}}}{}</style>{inside}", self.0)
    }
}

/// A rule of a style sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    selector: String,
    declarations: Vec<(String, String)>,
}

fn is_drawn(selector: &str) -> bool {
    selector.starts_with(".chart") && !selector.contains([':', '>', '[', '#', '*'])
}

/// The rules that hold for paper: those outside `@media` and those of `@media print`.
fn rules(sheet: &str) -> Vec<Rule> {
    let mut out = Vec::new();
    let sheet = without_comments(sheet);
    let mut rest = sheet.as_str();
    while let Some((selector, after)) = rest.split_once('{') {
        let selector = selector.trim();
        let selector = selector.rsplit(';').next().unwrap_or(selector).trim();
        let (inside, next) = to_brace(after);
        rest = next;
        if let Some(media) = selector.strip_prefix("@media") {
            if media.trim() == "print" {
                out.extend(rules(inside));
            }
        } else if !selector.starts_with('@') {
            let declarations: Vec<(String, String)> = inside
                .split(';')
                .filter_map(|it| it.split_once(':'))
                .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
                .collect();
            let one = |it: &str| Rule {
                selector: it.trim().to_owned(),
                declarations: declarations.clone(),
            };
            out.extend(selector.split(',').map(one));
        }
    }
    out
}

/// What stands up to the brace that closes, and what follows it.
fn to_brace(text: &str) -> (&str, &str) {
    let mut depth = 1;
    for (at, one) in text.char_indices() {
        match one {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&text[..at], &text[at + 1..]);
        }
    }
    (text, "")
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |it| it.1);
    }
    out + rest
}

/// A value with its variables put in; of one that there is not, what stands behind the comma.
fn resolved(
    value: &str,
    values: &BTreeMap<&str, &str>,
    status: Option<&str>,
    depth: usize,
) -> String {
    let Some((before, after)) = value.split_once("var(") else { return value.to_owned() };
    let mut open = 1;
    let end = after.char_indices().find(|(_, one)| {
        open += i32::from(*one == '(') - i32::from(*one == ')');
        open == 0
    });
    let Some((end, _)) = end.filter(|_| depth > 0) else { return before.to_owned() };
    let (name, other) = after[..end].split_once(',').unwrap_or((&after[..end], ""));
    let found = match name.trim() {
        STATUS => status,
        name => values.get(name).copied(),
    };
    let found = resolved(found.unwrap_or(other).trim(), values, status, depth - 1);
    let rest = resolved(&after[end + 1..], values, status, depth - 1);
    format!("{before}{found}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_put_in_and_later_sheets_win() {
        let charts =
            "/* a */ :root { --ink: #111; --s-met: #0a0 } @media screen { :root { --ink: #eee } }
            .chart .q, .chart text { fill: var(--ink, #222); font-family: inherit }
            .chart .s-met { --s: var(--s-met, #0b0); } .chart .mk { stroke: var(--s, #555) }
            .chart a:hover text { fill: red } .chart .k { stroke: var(--none, #abc) }
            @media print { .chart .k { stroke-width: 2 } }";
        let style = ChartStyle::resolve(&[charts, ":root{--ink:#000}"]);
        assert_eq!(
            style.0,
            ".chart .q{fill:#000;}.chart text{fill:#000;}.chart .mk{stroke:#555;}\
             .chart .s-met .mk{stroke:#0a0;}.chart .s-met.mk{stroke:#0a0;}\
             .chart .k{stroke:#abc;}.chart .k{stroke-width:2;}"
        );
    }

    #[test]
    fn a_chart_stands_for_itself() {
        let style = ChartStyle::resolve(&[".chart .q{fill:#000}"]);
        let svg = style.standalone("<svg class=\"chart\"><text>a</text></svg>", &["O'Sans".into()]);
        assert_eq!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\">\
             <style>text{font-family:'OSans'}.chart .q{fill:#000;}</style><text>a</text></svg>"
        );
    }

    #[test]
    fn the_style_of_the_theme_leaves_no_variable() {
        let style = ChartStyle::resolve(&[
            include_str!("../../../themes/default/static/charts.css"),
            include_str!("../../../themes/default/static/paper.css"),
        ]);
        assert!(!style.0.contains("var(") && style.0.contains(".chart .la{"), "{}", style.0);
    }
}
