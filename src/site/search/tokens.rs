//! A folded text → what it is found by.

use super::fold::{Class, class};

/// Something that a text is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Token<'t> {
    /// Two Han characters in a row.
    Pair(char, char),
    /// A Han character without another behind it: what finds it when it is looked for alone.
    Last(char),
    /// A word; with the Han character that follows it at once, so that `3月` is told from another 3.
    Word(&'t str),
}

/// Hands over every token of a folded text, in order.
pub(super) fn each<'t>(text: &'t str, mut found: impl FnMut(Token<'t>)) {
    let mut last: Option<char> = None;
    let mut word: Option<usize> = None;
    for (at, it) in text.char_indices() {
        let class = class(it);
        if let Some(before) = last {
            found(if class == Class::Han { Token::Pair(before, it) } else { Token::Last(before) });
        }
        last = (class == Class::Han).then_some(it);
        match (class, word) {
            (Class::Word, None) => word = Some(at),
            (Class::Han | Class::Other, Some(from)) => {
                let end = if class == Class::Han { at + it.len_utf8() } else { at };
                found(Token::Word(&text[from..end]));
                word = None;
            }
            _ => {}
        }
    }
    if let Some(last) = last {
        found(Token::Last(last));
    }
    if let Some(from) = word {
        found(Token::Word(&text[from..]));
    }
}
