//! A template → its tags and their tokens with places: enough to know which values it uses, and no more.
//!
//! The engine has read the template before and found it sound, so nothing is judged here.

/// A `{{ … }}` or `{% … %}`.
#[derive(Debug, PartialEq)]
pub(super) struct Tag<'t> {
    /// Whether it is `{% … %}`.
    pub(super) is_statement: bool,
    pub(super) tokens: Vec<Token<'t>>,
}

/// A piece of a tag and the byte of the template where it begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Token<'t> {
    pub(super) at: usize,
    pub(super) is: Piece<'t>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Piece<'t> {
    Name(&'t str),
    Number(&'t str),
    /// A text in quotes, without them.
    Quoted(&'t str),
    /// Any other sign; of `==`, `**` and their like each character is one.
    Sign(char),
}

/// The tags of a template in their order, without comments and what `{% raw %}` encloses.
pub(super) fn tags(template: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    let mut raw = false;
    while let Some(open) = template[at..].find('{').map(|it| at + it) {
        let rest = &template[open..];
        let Some(close) = ["{#", "{{", "{%"].iter().position(|it| rest.starts_with(it)) else {
            at = open + 1;
            continue;
        };
        if close == 0 {
            at = rest.find("#}").map_or(template.len(), |it| open + it + 2);
            continue;
        }
        let (tokens, end) = tokens(template, open + 2, ["}}", "%}"][close - 1]);
        let is_statement = close == 2;
        let word = if is_statement { first_word(&tokens) } else { None };
        match (raw, word) {
            (true, Some("endraw")) => (raw, at) = (false, end),
            // What looks like a tag is text here.
            (true, _) => at = open + 2,
            (false, Some("raw")) => (raw, at) = (true, end),
            (false, _) => {
                tags.push(Tag { is_statement, tokens });
                at = end;
            }
        }
    }
    tags
}

fn first_word<'t>(tokens: &[Token<'t>]) -> Option<&'t str> {
    let words = tokens.iter().find(|it| it.is != Piece::Sign('-'))?;
    if let Piece::Name(word) = words.is { Some(word) } else { None }
}

/// The tokens from a byte to the end of the tag, and where it ends.
fn tokens<'t>(template: &'t str, from: usize, end: &str) -> (Vec<Token<'t>>, usize) {
    let mut tokens = Vec::new();
    let mut at = from;
    while let Some(sign) = template[at..].chars().next() {
        let rest = &template[at..];
        if rest.starts_with(end) && !(end == "}}" && rest.starts_with("}}}")) {
            return (tokens, at + 2);
        }
        let run = |is_in: fn(char) -> bool| rest.find(|it| !is_in(it)).unwrap_or(rest.len());
        let (length, is) = match sign {
            '"' | '\'' | '`' => {
                let inside = closing(&rest[1..], sign);
                (inside + 2, Piece::Quoted(&rest[1..=inside]))
            }
            '0'..='9' => {
                let length = run(|it| it.is_ascii_digit() || it == '_');
                (length, Piece::Number(&rest[..length]))
            }
            _ if is_of_name(sign) => {
                let length = run(is_of_name);
                (length, Piece::Name(&rest[..length]))
            }
            _ => (sign.len_utf8(), Piece::Sign(sign)),
        };
        if !sign.is_whitespace() {
            tokens.push(Token { at, is });
        }
        at = (at + length).min(template.len());
    }
    (tokens, template.len())
}

fn is_of_name(it: char) -> bool {
    it.is_alphanumeric() || it == '_'
}

/// The length of a quoted text up to its closing quote.
fn closing(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, it) in rest.char_indices() {
        match it {
            '\\' if !escaped => escaped = true,
            _ if it == quote && !escaped => return at,
            _ => escaped = false,
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, want: &[&str]) {
        let told: Vec<String> = tags(template)
            .iter()
            .map(|tag| {
                let piece = |it: &Token<'_>| match it.is {
                    Piece::Name(it) | Piece::Number(it) => it.to_owned(),
                    Piece::Quoted(it) => format!("‘{it}’"),
                    Piece::Sign(it) => it.to_string(),
                };
                tag.tokens.iter().map(piece).collect::<Vec<_>>().join(" ")
            })
            .collect();
        assert_eq!(told, want);
    }

    #[test]
    fn tags_and_their_tokens() {
        check("a{{ page.title }}b{% if x %}", &["page . title", "if x"]);
        check("{# {{ no }} #}{{ 中文 | safe }}", &["中文 | safe"]);
        check("{% raw %}{{ no }}{% endraw %}{{ it[0] }}", &["it [ 0 ]"]);
        check("{{<a b={c} d=\"}}\"/>}}", &["< a b = { c } d = ‘}}’ / >"]);
        check("{{<a b={c}>}}", &["< a b = { c } >"]);
        check(r#"{{ "a\"}}" ~ b }} {{ unfinished"#, &[r#"‘a\"}}’ ~ b"#, "unfinished"]);
    }
}
