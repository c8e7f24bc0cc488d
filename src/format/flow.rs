//! Texts in quotes and flow collections, as far as needed to see where they end.

use super::invisible::Meaningless;

/// Where a text in quotes ends: after the closing quote. `rest` follows the opening one.
pub(super) fn quote_end(rest: &str, quote: char) -> Option<usize> {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, it)) = chars.next() {
        if it == '\\' && quote == '"' {
            chars.next();
        } else if it == quote {
            let doubled = quote == '\'' && chars.peek().is_some_and(|(_, it)| *it == '\'');
            if !doubled {
                return Some(at + it.len_utf8());
            }
            chars.next();
        }
    }
    None
}

/// A flow collection that has begun: `[a.pdf, "b"`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Flow {
    depth: usize,
    quote: Option<char>,
}

impl Flow {
    /// Reads on in one line; what is written goes to `out`, without invisible characters outside quotes. Gives the
    /// rest of the line once the last bracket is closed.
    pub(super) fn read<'a>(&mut self, line: &'a str, out: &mut String) -> Option<&'a str> {
        let meaningless = Meaningless::in_line(line);
        let mut before = ' ';
        let mut fresh = true; // a quote opens a text only where a new item begins
        let mut at = 0;
        while let Some(it) = line[at..].chars().next() {
            let begin = at;
            at += it.len_utf8();
            if let Some(quote) = self.quote {
                match quote_end(&line[begin..], quote) {
                    Some(end) => {
                        self.quote = None;
                        at = begin + end;
                        out.push_str(&line[begin..at]);
                        continue;
                    }
                    None => {
                        out.push_str(&line[begin..]);
                        return None;
                    }
                }
            }
            if meaningless.drops(it) {
                continue;
            }
            match it {
                '#' if before.is_whitespace() => {
                    out.push_str(&line[begin..]);
                    return None;
                }
                '"' | '\'' if fresh => self.quote = Some(it),
                '[' | '{' => self.depth += 1,
                ']' | '}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            fresh = matches!(it, '[' | '{' | ',' | ':') || fresh && it.is_whitespace();
            before = it;
            out.push(it);
            if self.depth == 0 {
                return Some(&line[at..]);
            }
        }
        None
    }
}
