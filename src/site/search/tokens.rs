//! Splits a normalised text into the tokens it is found by.

use super::normalise::{CharClass, class};

/// One token of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Token<'t> {
    /// Two Han characters in a row.
    Pair(char, char),
    /// A Han character that no other follows: finds it when it is searched for alone.
    Last(char),
    /// A word, including a Han character that follows it immediately, so that `3月` differs from another 3.
    Word(&'t str),
}

/// Passes every token of a normalised text to `visit`, in order.
pub(super) fn for_each_token<'t>(text: &'t str, mut visit: impl FnMut(Token<'t>)) {
    let mut last_han: Option<char> = None;
    let mut word_start: Option<usize> = None;
    for (index, ch) in text.char_indices() {
        let class = class(ch);
        if let Some(before) = last_han {
            let is_pair = class == CharClass::Han;
            visit(if is_pair { Token::Pair(before, ch) } else { Token::Last(before) });
        }
        last_han = (class == CharClass::Han).then_some(ch);
        match (class, word_start) {
            (CharClass::Word, None) => word_start = Some(index),
            (CharClass::Han | CharClass::Other, Some(start)) => {
                let end = if class == CharClass::Han { index + ch.len_utf8() } else { index };
                visit(Token::Word(&text[start..end]));
                word_start = None;
            }
            _ => {}
        }
    }
    if let Some(last) = last_han {
        visit(Token::Last(last));
    }
    if let Some(start) = word_start {
        visit(Token::Word(&text[start..]));
    }
}
