//! Checks that a template uses only values that exist.
//!
//! The engine takes an unknown value for false in `{% if %}`, and finds others only when it renders the branch that
//! uses them. This check covers every branch when the theme is loaded. Where the kind of a value is not known (after a
//! filter, in the parameters of a component), it is accepted, and the engine decides when it renders.

use std::collections::BTreeSet;

use super::error::ThemeErrorKind;
use super::tags::{Tag, TagToken, TokenKind, tags};
use crate::site::values::TemplateValues;
use crate::site::values::kind::Kind;

/// A value that does not exist: where its name begins, in bytes, and its width in characters.
#[derive(Debug, PartialEq)]
pub(in crate::site) struct UnknownValue {
    pub(super) offset: usize,
    pub(super) width: usize,
    pub(super) kind: ThemeErrorKind,
}

/// The values in a template that do not exist. `template` is its file, which determines the page that it renders.
pub(in crate::site) fn unknown_values(
    values: &TemplateValues,
    template: &str,
    text: &str,
) -> Vec<UnknownValue> {
    let mut checker = ValueChecker {
        values,
        template,
        scopes: Vec::new(),
        component: None,
        assigned: BTreeSet::new(),
        tested: BTreeSet::new(),
        unknown: Vec::new(),
    };
    for tag in tags(text) {
        checker.tag(&tag);
    }
    checker.unknown
}

/// Names that are not values.
const KEYWORDS: &[&str] = &[
    "and", "or", "not", "in", "is", "if", "elif", "else", "true", "false", "none", "True", "False",
    "None", "null", "loop", "for", "self",
];

/// A name in scope, and what it stands for.
type Binding<'t> = (&'t str, Kind);

/// A path that a template uses: its kind, or the first part of it that does not exist.
struct UsedPath {
    kind: Result<Kind, UnknownValue>,
    /// The number of tokens it takes.
    length: usize,
}

/// Walks through the tags of a template.
struct ValueChecker<'t> {
    values: &'t TemplateValues,
    template: &'t str,
    /// The names bound by loops, the innermost last.
    scopes: Vec<Vec<Binding<'t>>>,
    /// The parameters of the component that is being defined.
    component: Option<Vec<Binding<'t>>>,
    /// The names bound by `set`.
    assigned: BTreeSet<&'t str>,
    /// The unknown paths whose existence the template tests.
    tested: BTreeSet<String>,
    unknown: Vec<UnknownValue>,
}

impl<'t> ValueChecker<'t> {
    fn tag(&mut self, tag: &Tag<'t>) {
        let tokens = tag.tokens.as_slice();
        let tokens = if is_sign(tokens.first(), '-') { &tokens[1..] } else { tokens };
        let Some(first) = tokens.first() else { return };
        match first.kind {
            TokenKind::Name(keyword) if tag.is_statement => self.statement(keyword, &tokens[1..]),
            TokenKind::Sign('<') => self.component_call(&tokens[1..]),
            _ => self.expression(tokens),
        }
    }

    fn statement(&mut self, keyword: &str, rest: &[TagToken<'t>]) {
        match keyword {
            "for" => self.loop_start(rest),
            "endfor" => {
                self.scopes.pop();
            }
            "set" | "set_global" => {
                if let Some(name) = rest.first().and_then(TagToken::name) {
                    self.expression(&rest[1..]);
                    self.assigned.insert(name);
                }
            }
            "component" => self.component_start(rest),
            "endcomponent" => self.component = None,
            "if" | "elif" => self.expression(rest),
            _ => {}
        }
    }

    /// `for name in list` or `for key, value in map`
    fn loop_start(&mut self, rest: &[TagToken<'t>]) {
        let split = position_of_name(rest, "in").unwrap_or(rest.len());
        let (names, list) = rest.split_at(split);
        let list = list.get(1..).unwrap_or_default();
        self.expression(list);
        let list = if is_sign(list.last(), '-') { &list[..list.len() - 1] } else { list };
        let mut item = Kind::Any;
        if let Some(UsedPath { kind: Ok(kind), length }) = self.path(list)
            && length == list.len()
        {
            item = kind.each();
        }
        let names: Vec<&str> = names.iter().filter_map(TagToken::name).collect();
        if 1 < names.len() {
            item = Kind::Any;
        }
        self.scopes.push(names.into_iter().map(|name| (name, item)).collect());
    }

    /// `component name(a, b = 1, @w, ...rest)`
    fn component_start(&mut self, rest: &[TagToken<'t>]) {
        let name = rest.first().and_then(TagToken::name);
        let known = self.values.components.iter().find(|component| Some(component.name) == name);
        let mut bindings = vec![("body", Kind::Html)];
        for pair in rest.windows(2) {
            let TokenKind::Sign(sign) = pair[0].kind else { continue };
            let Some(parameter) = pair[1].name() else { continue };
            let kind = match (sign, known) {
                ('@', _) => self.values.everywhere(parameter),
                ('(' | ',' | '.', Some(component)) => component.parameter(parameter),
                ('(' | ',' | '.', None) => None,
                _ => continue,
            };
            bindings.push((parameter, kind.unwrap_or(Kind::Any)));
        }
        self.component = Some(bindings);
    }

    /// `<name key={value} …/>`
    fn component_call(&mut self, rest: &[TagToken<'t>]) {
        let name = rest.iter().position(|token| token.name().is_some());
        self.expression(&rest[name.map_or(0, |index| index + 1)..]);
    }

    fn expression(&mut self, tokens: &[TagToken<'t>]) {
        // `[x for x in xs]` binds a name of its own, which is not followed here.
        if position_of_name(tokens, "for").is_some() {
            return;
        }
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            let Some(name) = token.name() else {
                index += 1;
                continue;
            };
            if !is_value(tokens, index, name) {
                index += 1;
                if name == "loop" {
                    // `loop.index`: a dot and a name.
                    let dots = tokens[index..].iter().take_while(|token| is_dot(token)).count();
                    index += 2 * dots;
                }
                continue;
            }
            let Some(path) = self.path(&tokens[index..]) else {
                index += 1;
                continue;
            };
            let end = index + path.length;
            if let Err(unknown) = path.kind {
                self.report(unknown, is_tested(&tokens[end..]));
            }
            self.brackets(&tokens[index..end]);
            index = end;
        }
    }

    /// Reports an unknown value, unless the template tests for it first.
    fn report(&mut self, unknown: UnknownValue, is_tested: bool) {
        let ThemeErrorKind::UnknownValue { path, .. } = &unknown.kind else { return };
        if is_tested {
            self.tested.insert(path.clone());
        } else if !self.tested.contains(path) {
            self.unknown.push(unknown);
        }
    }

    /// The path that the tokens begin with; `None` if they do not begin with a name.
    fn path(&self, tokens: &[TagToken<'t>]) -> Option<UsedPath> {
        let first = tokens.first()?;
        let root = first.name()?;
        let mut path = root.to_owned();
        let mut kind = self.root(root).map_err(|known| unknown_value(first, &path, "", known));
        let mut length = 1;
        loop {
            let next = if is_sign(tokens.get(length), '?') { length + 1 } else { length };
            if is_sign(tokens.get(next), '.') {
                let Some(token) = tokens.get(next + 1) else { break };
                let Some(field) = token.name() else { break };
                let prefix = format!("{path}.");
                path = format!("{prefix}{field}");
                kind = match kind {
                    Ok(kind) => kind
                        .field(field)
                        .map_err(|known| unknown_value(token, &path, &prefix, known)),
                    unknown => unknown,
                };
                length = next + 2;
            } else if is_sign(tokens.get(next), '[') {
                let close = closing_bracket(&tokens[next..]);
                let index = literal_index(&tokens[next + 1..next + close]);
                path = match index {
                    Some(index) => format!("{path}[{index}]"),
                    None => format!("{path}[]"),
                };
                kind = kind.map(|kind| kind.at(index));
                length = (next + close + 1).min(tokens.len());
            } else {
                break;
            }
        }
        Some(UsedPath { kind, length })
    }

    /// What a name stands for, or else every name that stands for something here.
    fn root(&self, name: &str) -> Result<Kind, Vec<&str>> {
        let mut bindings: Vec<&Binding<'t>> = self.scopes.iter().rev().flatten().collect();
        bindings.extend(self.component.iter().flatten());
        let mut known = Vec::new();
        for (bound, kind) in bindings {
            if *bound == name {
                return Ok(*kind);
            }
            known.push(*bound);
        }
        if self.assigned.contains(name) {
            return Ok(Kind::Any);
        }
        if self.component.is_some() {
            return Err(known);
        }
        let everywhere = self.values.everywhere(name);
        known.extend(self.values.everywhere.iter().map(|field| field.name));
        if let Some(page) = self.values.page(self.template) {
            for field in (page.shape)().fields().filter(|field| field.name != "page") {
                known.push(field.name);
            }
            return everywhere.or_else(|| page.value(name)).ok_or(known);
        }
        // A template that several pages include may use what any of them has; `base.html` only what one of them has.
        let is_base = self.template == "base.html";
        if is_base
            && everywhere.is_none()
            && !self.values.pages.iter().any(|page| page.value(name).is_some())
        {
            return Err(known);
        }
        Ok(everywhere.unwrap_or(Kind::Any))
    }

    /// Checks the expressions in the brackets of a path: `columns[loop.index0]`.
    fn brackets(&mut self, path: &[TagToken<'t>]) {
        let mut index = 0;
        while index < path.len() {
            if is_sign(path.get(index), '[') {
                let close = closing_bracket(&path[index..]);
                self.expression(&path[index + 1..index + close]);
                index += close;
            }
            index += 1;
        }
    }
}

fn unknown_value(token: &TagToken<'_>, path: &str, prefix: &str, known: Vec<&str>) -> UnknownValue {
    let width = token.name().unwrap_or_default().chars().count();
    let kind = ThemeErrorKind::unknown_value(path, prefix, known);
    UnknownValue { offset: token.offset, width, kind }
}

fn position_of_name(tokens: &[TagToken<'_>], name: &str) -> Option<usize> {
    tokens.iter().position(|token| token.name() == Some(name))
}

fn is_sign(token: Option<&TagToken<'_>>, sign: char) -> bool {
    token.is_some_and(|token| token.kind == TokenKind::Sign(sign))
}

fn is_dot(token: &TagToken<'_>) -> bool {
    token.kind == TokenKind::Sign('.')
}

/// Whether the name at an index is a value, and not a test, a key, a filter, a function or a keyword.
fn is_value(tokens: &[TagToken<'_>], index: usize, name: &str) -> bool {
    let (before, after) = (&tokens[..index], &tokens[index + 1..]);
    let is_test = match before {
        [.., two, one] if one.name() == Some("not") => two.name() == Some("is"),
        [.., one] => one.name() == Some("is"),
        [] => false,
    };
    let is_key = is_sign(after.first(), '=') && !is_sign(after.get(1), '=');
    let is_filter = is_sign(before.last(), '|');
    let is_function = is_sign(after.first(), '(');
    !(is_test || is_key || is_filter || is_function || KEYWORDS.contains(&name))
}

/// The number that is all there is in a pair of brackets.
fn literal_index(tokens: &[TagToken<'_>]) -> Option<usize> {
    match tokens {
        [TagToken { kind: TokenKind::Number(number), .. }] => number.parse().ok(),
        _ => None,
    }
}

/// The index of the bracket that closes the one at index 0; of the last token if none does.
fn closing_bracket(tokens: &[TagToken<'_>]) -> usize {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Sign('[') => depth += 1,
            TokenKind::Sign(']') if depth == 1 => return index,
            TokenKind::Sign(']') => depth -= 1,
            _ => {}
        }
    }
    tokens.len().saturating_sub(1).max(1)
}

/// Whether a template tests for the value before these tokens, `is defined`, or gives a default, `| default(…)`.
fn is_tested(after: &[TagToken<'_>]) -> bool {
    use TokenKind::{Name, Sign};
    let kinds: Vec<TokenKind<'_>> = after.iter().take(3).map(|token| token.kind).collect();
    matches!(
        kinds.as_slice(),
        [Name("is"), Name("defined" | "undefined"), ..]
            | [Name("is"), Name("not"), Name("defined")]
            | [Sign('|'), Name("default"), ..]
    )
}
