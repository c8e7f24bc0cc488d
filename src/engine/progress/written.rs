//! Whether a text says anything: what `guidang new` writes, filled in with nothing, counts for nothing
//! (docs/content-model.md §5, four-haves check).

use crate::model::Body;
use crate::parse::values::is_placeholder;

/// Whether a body has more than headings, comments, rules and placeholders.
pub(super) fn is_written(body: &Body) -> bool {
    let mut in_comment = false;
    for line in body.text.lines() {
        let mut rest = line.trim();
        loop {
            if in_comment {
                let Some((_, after)) = rest.split_once("-->") else { break };
                (in_comment, rest) = (false, after.trim_start());
            } else if let Some(after) = rest.strip_prefix("<!--") {
                (in_comment, rest) = (true, after);
            } else {
                break;
            }
        }
        if !in_comment && says_something(rest) {
            return true;
        }
    }
    false
}

fn says_something(line: &str) -> bool {
    let is_heading = line.starts_with(['#', '＃']);
    let has_word = line.chars().any(char::is_alphanumeric);
    !is_heading && has_word && !is_placeholder(line)
        // A picture may stand alone, without a word.
        || line.starts_with("![")
}
