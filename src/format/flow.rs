//! Quoted texts and flow collections, as far as needed to find where they end.

use super::invisible::Meaningless;

/// The place after the closing quote of a text. `rest` begins after the opening one.
pub(super) fn quote_end(rest: &str, quote: char) -> Option<usize> {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, ch)) = chars.next() {
        if ch == '\\' && quote == '"' {
            chars.next();
        } else if ch == quote {
            let doubled = quote == '\'' && matches!(chars.peek(), Some((_, '\'')));
            if !doubled {
                return Some(at + ch.len_utf8());
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
    /// Reads one line and writes it to `out`, without invisible characters outside quotes. Returns the rest of the
    /// line once the last bracket is closed.
    pub(super) fn read<'a>(&mut self, line: &'a str, out: &mut String) -> Option<&'a str> {
        let meaningless = Meaningless::in_line(line);
        let mut before = ' ';
        let mut fresh = true; // a quote opens a text only where a new item begins
        let mut at = 0;
        while let Some(ch) = line[at..].chars().next() {
            let begin = at;
            at += ch.len_utf8();
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
            if meaningless.drops(ch) {
                continue;
            }
            match ch {
                '#' if before.is_whitespace() => {
                    out.push_str(&line[begin..]);
                    return None;
                }
                '"' | '\'' if fresh => self.quote = Some(ch),
                '[' | '{' => self.depth += 1,
                ']' | '}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            fresh = matches!(ch, '[' | '{' | ',' | ':') || fresh && ch.is_whitespace();
            before = ch;
            out.push(ch);
            if self.depth == 0 {
                return Some(&line[at..]);
            }
        }
        None
    }
}
