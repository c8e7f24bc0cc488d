//! The values that a template uses, held to what it may use.
//!
//! The engine takes an unknown value for false in `{% if %}`, and meets others only when it renders the branch that
//! holds them. Here every place of a template is looked at when the theme is loaded. Where the kind of a value cannot
//! be known (after a filter, in a component's own parameters) it is let through, and the engine has the last word.

use std::collections::BTreeSet;

use super::super::contexts::{COMPONENTS, EVERYWHERE, Kind, PAGES, page, value_of};
use super::error::ThemeErrorKind;
use super::tags::{Piece, Tag, Token, tags};

/// A value that is not there: where its name begins and how long it is.
#[derive(Debug, PartialEq)]
pub(in crate::site) struct Missing {
    pub(super) at: usize,
    pub(super) long: usize,
    pub(super) what: ThemeErrorKind,
}

/// The values of a template that are not there. `template`: its file, which tells whose page it makes.
pub(in crate::site) fn missing(template: &str, text: &str) -> Vec<Missing> {
    let mut reader = Reader {
        template,
        scopes: Vec::new(),
        own: None,
        set: BTreeSet::new(),
        asked: BTreeSet::new(),
        found: Vec::new(),
    };
    for tag in tags(text) {
        reader.tag(&tag);
    }
    reader.found
}

/// Names that are no values.
const WORDS: &[&str] = &[
    "and", "or", "not", "in", "is", "if", "elif", "else", "true", "false", "none", "True", "False",
    "None", "null", "loop", "for", "self",
];

struct Reader<'t> {
    template: &'t str,
    /// The names that loops bind, the innermost last.
    scopes: Vec<Vec<(&'t str, Kind)>>,
    /// The parameters of the component that is being read.
    own: Option<Vec<(&'t str, Kind)>>,
    set: BTreeSet<&'t str>,
    /// The paths of which the template asks whether there are such.
    asked: BTreeSet<String>,
    found: Vec<Missing>,
}

impl<'t> Reader<'t> {
    fn tag(&mut self, tag: &Tag<'t>) {
        let tokens = tag.tokens.as_slice();
        let tokens = if is_sign(tokens.first(), '-') { &tokens[1..] } else { tokens };
        let Some(first) = tokens.first() else { return };
        match first.is {
            Piece::Name(word) if tag.is_statement => self.statement(word, &tokens[1..]),
            Piece::Sign('<') => self.call(&tokens[1..]),
            _ => self.expression(tokens),
        }
    }

    fn statement(&mut self, word: &str, rest: &[Token<'t>]) {
        match word {
            "for" => self.loops(rest),
            "endfor" => {
                self.scopes.pop();
            }
            "set" | "set_global" => {
                if let Some(Token { is: Piece::Name(name), .. }) = rest.first() {
                    self.expression(rest.get(1..).unwrap_or_default());
                    self.set.insert(name);
                }
            }
            "component" => self.component(rest),
            "endcomponent" => self.own = None,
            "if" | "elif" => self.expression(rest),
            _ => {}
        }
    }

    fn loops(&mut self, rest: &[Token<'t>]) {
        let at = rest.iter().position(|it| it.is == Piece::Name("in")).unwrap_or(rest.len());
        let (names, over) = rest.split_at(at);
        let over = over.get(1..).unwrap_or_default();
        self.expression(over);
        let trimmed = if is_sign(over.last(), '-') { &over[..over.len() - 1] } else { over };
        let each = match self.path(trimmed) {
            Some((Ok(kind), length)) if length == trimmed.len() => kind.each(),
            _ => Kind::Any,
        };
        let names: Vec<&str> = names.iter().filter_map(name).collect();
        let several = 1 < names.len();
        let kind = |_| if several { Kind::Any } else { each.clone() };
        self.scopes.push(names.into_iter().map(|it| (it, kind(it))).collect());
    }

    /// `component name(a, b = 1, @w, ...rest)`
    fn component(&mut self, rest: &[Token<'t>]) {
        let known = rest.first().and_then(name);
        let known = known.and_then(|name| COMPONENTS.iter().find(|it| it.name == name));
        let mut own = vec![("body", Kind::Html)];
        for (before, it) in rest.iter().zip(rest.iter().skip(1)) {
            let is_parameter = ['(', ',', '@', '.'].iter().any(|sign| is_sign(Some(before), *sign));
            let Some(parameter) = name(it).filter(|_| is_parameter) else { continue };
            let of_known =
                known.and_then(|known| known.parameters.iter().find(|it| it.0 == parameter));
            let kind = if is_sign(Some(before), '@') {
                EVERYWHERE.iter().find(|it| it.0 == parameter)
            } else {
                of_known
            };
            own.push((parameter, kind.map_or(Kind::Any, |it| Kind::parse(it.1))));
        }
        self.own = Some(own);
    }

    /// `<name key={value} …/>`
    fn call(&mut self, rest: &[Token<'t>]) {
        let after_name =
            rest.iter().position(|it| matches!(it.is, Piece::Name(_))).map_or(0, |it| it + 1);
        self.expression(&rest[after_name..]);
    }

    fn expression(&mut self, tokens: &[Token<'t>]) {
        // `[x for x in xs]` binds a name of its own, which is not followed here.
        if tokens.iter().any(|it| it.is == Piece::Name("for")) {
            return;
        }
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let before = at.checked_sub(1).and_then(|it| tokens.get(it));
            let Piece::Name(word) = token.is else {
                at += 1;
                continue;
            };
            let after = tokens.get(at + 1);
            let is_test = before.is_some_and(|it| it.is == Piece::Name("is"))
                || (before.is_some_and(|it| it.is == Piece::Name("not"))
                    && at
                        .checked_sub(2)
                        .and_then(|it| tokens.get(it))
                        .is_some_and(|it| it.is == Piece::Name("is")));
            let is_key = is_sign(after, '=') && !is_sign(tokens.get(at + 2), '=');
            let skipped = is_test
                || is_key
                || is_sign(before, '|')
                || is_sign(after, '(')
                || WORDS.contains(&word);
            if skipped {
                at += 1;
                if word == "loop" {
                    at += tokens[at..].iter().take_while(|it| is_sign(Some(it), '.')).count() * 2;
                }
                continue;
            }
            let Some((kind, length)) = self.path(&tokens[at..]) else {
                at += 1;
                continue;
            };
            if let Err(missing) = kind {
                self.tell(missing, is_asked_for(&tokens[at + length..]));
            }
            self.inside_brackets(&tokens[at..at + length]);
            at += length;
        }
    }

    /// Tells of a value that is not there, unless the template asks for it first.
    fn tell(&mut self, missing: Missing, is_asked_for: bool) {
        let ThemeErrorKind::NoValue { path, .. } = &missing.what else { return };
        if is_asked_for {
            self.asked.insert(path.clone());
        } else if !self.asked.contains(path) {
            self.found.push(missing);
        }
    }

    /// The kind of the value whose name the tokens begin with, and how many of them it takes.
    fn path(&self, tokens: &[Token<'t>]) -> Option<(Result<Kind, Missing>, usize)> {
        let first = tokens.first()?;
        let root = name(first)?;
        let mut path = root.to_owned();
        let mut kind = self.root(root).map_err(|known| Missing {
            at: first.at,
            long: root.chars().count(),
            what: ThemeErrorKind::value(&path, "", known),
        });
        let mut at = 1;
        loop {
            let from = if is_sign(tokens.get(at), '?') { at + 1 } else { at };
            if is_sign(tokens.get(from), '.') {
                let Some((token, field)) =
                    tokens.get(from + 1).and_then(|it| Some((it, name(it)?)))
                else {
                    break;
                };
                let before = format!("{path}.");
                path = format!("{before}{field}");
                kind = kind.and_then(|it| {
                    it.field(field).map_err(|known| Missing {
                        at: token.at,
                        long: field.chars().count(),
                        what: ThemeErrorKind::value(&path, &before, known),
                    })
                });
                at = from + 2;
            } else if is_sign(tokens.get(from), '[') {
                let inside = bracket(&tokens[from..]);
                let place = match &tokens[from + 1..from + inside] {
                    [Token { is: Piece::Number(number), .. }] => number.parse().ok(),
                    _ => None,
                };
                path = format!(
                    "{path}[{}]",
                    place.map(|it: usize| it.to_string()).unwrap_or_default()
                );
                kind = kind.map(|it| it.at(place));
                at = (from + inside + 1).min(tokens.len());
            } else {
                break;
            }
        }
        Some((kind, at))
    }

    /// What a name stands for, or all names that stand for something here.
    fn root(&self, name: &str) -> Result<Kind, Vec<&str>> {
        let bound = self.scopes.iter().rev().flatten();
        let bound = bound.chain(self.own.iter().flatten());
        if let Some((_, kind)) = bound.clone().find(|it| it.0 == name) {
            return Ok(kind.clone());
        }
        if self.set.contains(name) {
            return Ok(Kind::Any);
        }
        let bound: Vec<&str> = bound.map(|it| it.0).collect();
        if self.own.is_some() {
            return Err(bound);
        }
        let everywhere = EVERYWHERE.iter().find(|it| it.0 == name).map(|it| Kind::parse(it.1));
        match page(self.template) {
            Some(page) => value_of(page, name).ok_or_else(|| {
                let all = EVERYWHERE.iter().chain(page.values).map(|it| it.0);
                bound.into_iter().chain(all).collect()
            }),
            // A part of several pages may use what any of them has.
            None if self.template != "base.html" => Ok(everywhere.unwrap_or(Kind::Any)),
            None if PAGES.iter().any(|it| value_of(it, name).is_some()) => {
                Ok(everywhere.unwrap_or(Kind::Any))
            }
            None => Err(bound.into_iter().chain(EVERYWHERE.iter().map(|it| it.0)).collect()),
        }
    }

    /// The values that stand in the brackets of a path: `columns[loop.index0]`.
    fn inside_brackets(&mut self, path: &[Token<'t>]) {
        let mut at = 0;
        while at < path.len() {
            if is_sign(path.get(at), '[') {
                let inside = bracket(&path[at..]);
                self.expression(&path[at + 1..at + inside]);
                at += inside;
            }
            at += 1;
        }
    }
}

fn name<'t>(token: &Token<'t>) -> Option<&'t str> {
    if let Piece::Name(name) = token.is { Some(name) } else { None }
}

fn is_sign(token: Option<&Token<'_>>, sign: char) -> bool {
    token.is_some_and(|it| it.is == Piece::Sign(sign))
}

/// Where the bracket that the tokens begin with is closed.
fn bracket(tokens: &[Token<'_>]) -> usize {
    let mut depth = 0;
    for (at, it) in tokens.iter().enumerate() {
        match it.is {
            Piece::Sign('[') => depth += 1,
            Piece::Sign(']') if depth == 1 => return at,
            Piece::Sign(']') => depth -= 1,
            _ => {}
        }
    }
    tokens.len().saturating_sub(1).max(1)
}

/// Whether a template asks if there is such a value, `is defined`, or says what to take instead, `| default(…)`.
fn is_asked_for(after: &[Token<'_>]) -> bool {
    let words: Vec<Piece<'_>> = after.iter().take(3).map(|it| it.is).collect();
    use Piece::{Name, Sign};
    matches!(
        words.as_slice(),
        [Name("is"), Name("defined" | "undefined"), ..]
            | [Name("is"), Name("not"), Name("defined")]
            | [Sign('|'), Name("default"), ..]
    )
}
