//! Makes the charts self-contained for PDF: an SVG with classes gets the colours of `charts.css`, as `paper.css` changes
//! them. Only what a drawing needs is kept: class selectors, and properties of lines, areas and texts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The colour of a status, which a rule takes from the classes around it.
const STATUS: &str = "--s";

/// How deep variables may refer to each other.
const MAX_DEPTH: usize = 8;

/// The properties that a drawing uses.
const DRAWING_PROPERTIES: &[&str] = &[
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

/// The chart rules with every variable resolved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChartStyle(String);

impl ChartStyle {
    /// Resolves the style sheet of charts and those after it; a later one overrides variables.
    #[must_use]
    pub fn resolve(sheets: &[&str]) -> ChartStyle {
        let mut rules: Vec<CssRule> = Vec::new();
        for sheet in sheets {
            rules.extend(parse_rules(sheet));
        }
        let variables = Variables::collect(&rules);
        let mut css = String::new();
        for rule in &rules {
            if is_chart_rule(&rule.selector) {
                push_rule(&mut css, rule, &variables);
            }
        }
        ChartStyle(css)
    }

    /// A chart that depends on nothing around it, with its texts in these families.
    pub(super) fn standalone(&self, svg: &str, families: &[String]) -> String {
        let Some(rest) = svg.strip_prefix("<svg") else { return String::new() };
        let Some((head, content)) = rest.split_once('>') else { return String::new() };
        let namespace =
            if head.contains("xmlns=") { "" } else { " xmlns=\"http://www.w3.org/2000/svg\"" };
        let mut quoted = Vec::new();
        for family in families {
            quoted.push(format!("'{}'", family.replace(['\'', '<', '&'], "")));
        }
        let (family, rules) = (quoted.join(","), &self.0);
        format!("<svg{namespace}{head}><style>text{{font-family:{family}}}{rules}</style>{content}")
    }
}

/// A rule of a style sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CssRule {
    selector: String,
    declarations: Vec<(String, String)>,
}

/// The values of variables.
struct Variables<'r> {
    /// Those of `:root`, by name.
    root: BTreeMap<&'r str, &'r str>,
    /// The values of [`STATUS`], by selector.
    statuses: BTreeMap<&'r str, &'r str>,
}

impl<'r> Variables<'r> {
    fn collect(rules: &'r [CssRule]) -> Variables<'r> {
        let mut variables = Variables { root: BTreeMap::new(), statuses: BTreeMap::new() };
        for rule in rules {
            for (name, value) in &rule.declarations {
                if rule.selector == ":root" && name.starts_with("--") {
                    variables.root.insert(name, value);
                } else if name == STATUS {
                    variables.statuses.insert(&rule.selector, value);
                }
            }
        }
        variables
    }

    /// A value with its variables replaced; an unknown one by its fallback, after the comma.
    fn substitute(&self, value: &str, status: Option<&str>, depth: usize) -> String {
        let Some((before, after)) = value.split_once("var(") else { return value.to_owned() };
        let Some(end) = closing_bracket(after) else { return before.to_owned() };
        if depth == 0 {
            return before.to_owned();
        }
        let (name, fallback) = after[..end].split_once(',').unwrap_or((&after[..end], ""));
        let found = match name.trim() {
            STATUS => status,
            name => self.root.get(name).copied(),
        };
        let found = self.substitute(found.unwrap_or(fallback).trim(), status, depth - 1);
        let rest = self.substitute(&after[end + 1..], status, depth - 1);
        format!("{before}{found}{rest}")
    }
}

/// Appends the drawing properties of a rule; if they use the colour of the status, also once for each status.
fn push_rule(css: &mut String, rule: &CssRule, variables: &Variables<'_>) {
    let mut declarations = rule.declarations.clone();
    declarations.retain(|(name, _)| DRAWING_PROPERTIES.contains(&name.as_str()));
    push_declarations(css, &rule.selector, &declarations, variables, None);
    let uses_status = declarations
        .iter()
        .any(|(_, value)| value.contains("var(--s,") || value.contains("var(--s)"));
    if uses_status {
        for (selector, value) in &variables.statuses {
            let rest = rule.selector.trim_start_matches(".chart").trim();
            let value = variables.substitute(value, None, MAX_DEPTH);
            for selector in [format!("{selector} {rest}"), format!("{selector}{rest}")] {
                push_declarations(css, &selector, &declarations, variables, Some(&value));
            }
        }
    }
}

fn push_declarations(
    css: &mut String,
    selector: &str,
    declarations: &[(String, String)],
    variables: &Variables<'_>,
    status: Option<&str>,
) {
    if declarations.is_empty() {
        return;
    }
    let _ = write!(css, "{selector}{{");
    for (name, value) in declarations {
        let _ = write!(css, "{name}:{};", variables.substitute(value, status, MAX_DEPTH));
    }
    css.push('}');
}

fn is_chart_rule(selector: &str) -> bool {
    selector.starts_with(".chart") && !selector.contains([':', '>', '[', '#', '*'])
}

/// The rules that apply in print: those outside `@media` and those of `@media print`.
fn parse_rules(sheet: &str) -> Vec<CssRule> {
    let mut rules = Vec::new();
    let sheet = without_comments(sheet);
    let mut rest = sheet.as_str();
    while let Some((selector, after)) = rest.split_once('{') {
        let selector = selector.trim();
        let selector = selector.rsplit(';').next().unwrap_or(selector).trim();
        let (content, next) = split_at_closing_brace(after);
        rest = next;
        if let Some(media) = selector.strip_prefix("@media") {
            if media.trim() == "print" {
                rules.extend(parse_rules(content));
            }
        } else if !selector.starts_with('@') {
            let declarations = parse_declarations(content);
            for selector in selector.split(',') {
                let selector = selector.trim().to_owned();
                rules.push(CssRule { selector, declarations: declarations.clone() });
            }
        }
    }
    rules
}

fn parse_declarations(content: &str) -> Vec<(String, String)> {
    let mut declarations = Vec::new();
    for declaration in content.split(';') {
        if let Some((name, value)) = declaration.split_once(':') {
            declarations.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    declarations
}

/// The text before the brace that closes the current block, and the text after it.
fn split_at_closing_brace(text: &str) -> (&str, &str) {
    let mut depth = 1;
    for (index, ch) in text.char_indices() {
        match ch {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&text[..index], &text[index + 1..]);
        }
    }
    (text, "")
}

/// The index of the bracket that closes one opened before the text.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (index, ch) in text.char_indices() {
        match ch {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(index);
        }
    }
    None
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_substituted_and_later_sheets_win() {
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
    fn a_chart_is_self_contained() {
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
