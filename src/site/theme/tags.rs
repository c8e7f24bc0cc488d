//! Tokenizes the tags of a template, with offsets: enough to know which values it uses.
//!
//! The engine has already parsed the template without an error, so malformed input is not reported here.

/// A `{{ … }}` or `{% … %}`.
#[derive(Debug, PartialEq)]
pub(super) struct Tag<'t> {
    /// Whether it is `{% … %}`.
    pub(super) is_statement: bool,
    pub(super) tokens: Vec<TagToken<'t>>,
}

impl<'t> Tag<'t> {
    /// The names among the tokens, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &'t str> {
        self.tokens.iter().filter_map(TagToken::name)
    }
}

/// A token, and its byte offset in the template.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TagToken<'t> {
    pub(super) offset: usize,
    pub(super) kind: TokenKind<'t>,
}

impl<'t> TagToken<'t> {
    /// The name that the token is, if it is one.
    pub(super) fn name(&self) -> Option<&'t str> {
        if let TokenKind::Name(name) = self.kind { Some(name) } else { None }
    }
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum TokenKind<'t> {
    Name(&'t str),
    Number(&'t str),
    /// The content of a quoted string.
    Quoted(&'t str),
    /// Any other character; `==`, `**` and the like are one token per character.
    Sign(char),
}

/// The tags of a template in order, without comments and what `{% raw %}` encloses.
pub(super) fn tags(template: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut position = 0;
    let mut in_raw = false;
    while let Some(found) = template[position..].find('{') {
        let open = position + found;
        let rest = &template[open..];
        let (is_statement, end) = if rest.starts_with("{#") {
            position = rest.find("#}").map_or(template.len(), |length| open + length + 2);
            continue;
        } else if rest.starts_with("{{") {
            (false, "}}")
        } else if rest.starts_with("{%") {
            (true, "%}")
        } else {
            position = open + 1;
            continue;
        };
        let (tokens, end) = tokenize(template, open + 2, end);
        let keyword = if is_statement { keyword(&tokens) } else { None };
        match (in_raw, keyword) {
            (true, Some("endraw")) => (in_raw, position) = (false, end),
            // Inside `raw`, what looks like a tag is text.
            (true, _) => position = open + 2,
            (false, Some("raw")) => (in_raw, position) = (true, end),
            (false, _) => {
                tags.push(Tag { is_statement, tokens });
                position = end;
            }
        }
    }
    tags
}

/// The first token of a statement after `{%` or `{%-`, if it is a name.
fn keyword<'t>(tokens: &[TagToken<'t>]) -> Option<&'t str> {
    tokens.iter().find(|token| token.kind != TokenKind::Sign('-'))?.name()
}

/// The tokens from a byte offset to the end of the tag, and the offset of its end.
fn tokenize<'t>(template: &'t str, start: usize, end: &str) -> (Vec<TagToken<'t>>, usize) {
    let mut tokens = Vec::new();
    let mut offset = start;
    while let Some(first) = template[offset..].chars().next() {
        let rest = &template[offset..];
        if rest.starts_with(end) && !(end == "}}" && rest.starts_with("}}}")) {
            return (tokens, offset + 2);
        }
        let (length, kind) = match first {
            '"' | '\'' | '`' => {
                let inside = quoted_length(&rest[1..], first);
                (inside + 2, TokenKind::Quoted(&rest[1..=inside]))
            }
            '0'..='9' => {
                let length = rest.find(is_not_digit).unwrap_or(rest.len());
                (length, TokenKind::Number(&rest[..length]))
            }
            _ if is_name_char(first) => {
                let length = rest.find(is_not_name_char).unwrap_or(rest.len());
                (length, TokenKind::Name(&rest[..length]))
            }
            _ => (first.len_utf8(), TokenKind::Sign(first)),
        };
        if !first.is_whitespace() {
            tokens.push(TagToken { offset, kind });
        }
        offset = (offset + length).min(template.len());
    }
    (tokens, template.len())
}

fn is_not_digit(ch: char) -> bool {
    !(ch.is_ascii_digit() || ch == '_')
}

fn is_name_char(ch: char) -> bool {
    ch.is_alphanumeric() || ch == '_'
}

fn is_not_name_char(ch: char) -> bool {
    !is_name_char(ch)
}

/// The length of a quoted string up to its closing quote.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (offset, ch) in rest.char_indices() {
        match ch {
            '\\' if !is_escaped => is_escaped = true,
            _ if ch == quote && !is_escaped => return offset,
            _ => is_escaped = false,
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token_text(token: &TagToken<'_>) -> String {
        match token.kind {
            TokenKind::Name(text) | TokenKind::Number(text) => text.to_owned(),
            TokenKind::Quoted(text) => format!("‘{text}’"),
            TokenKind::Sign(sign) => sign.to_string(),
        }
    }

    #[track_caller]
    fn check(template: &str, expected: &[&str]) {
        let mut found = Vec::new();
        for tag in tags(template) {
            let tokens: Vec<String> = tag.tokens.iter().map(token_text).collect();
            found.push(tokens.join(" "));
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn tags_are_split_into_tokens() {
        check("a{{ page.title }}b{% if x %}", &["page . title", "if x"]);
        check("{# {{ no }} #}{{ 中文 | safe }}", &["中文 | safe"]);
        check("{% raw %}{{ no }}{% endraw %}{{ it[0] }}", &["it [ 0 ]"]);
        check("{{<a b={c} d=\"}}\"/>}}", &["< a b = { c } d = ‘}}’ / >"]);
        check("{{<a b={c}>}}", &["< a b = { c } >"]);
        check(r#"{{ "a\"}}" ~ b }} {{ unfinished"#, &[r#"‘a\"}}’ ~ b"#, "unfinished"]);
    }
}
