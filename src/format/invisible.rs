//! Invisible characters that come along when a text is pasted from WeChat, Word or the web.

use std::borrow::Cow;

use crate::syntax::text::is_invisible;

/// Which invisible characters mean nothing in a line. Uyghur, Mongolian and Tibetan texts and composed emoji need some of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaningless {
    joined_script: bool,
    emoji: bool,
}

impl Meaningless {
    /// Decides by the other characters of the line.
    pub(super) fn in_line(line: &str) -> Meaningless {
        Meaningless {
            joined_script: line.chars().any(is_joined_script),
            emoji: line.chars().any(is_emoji),
        }
    }

    /// Whether a character is invisible and means nothing.
    pub(super) fn drops(self, ch: char) -> bool {
        let needed = self.joined_script && matches!(ch, '\u{200b}'..='\u{200f}')
            || self.emoji && ch == '\u{200d}';
        is_invisible(ch) && !needed
    }
}

/// A letter of a script that joins its letters, or of one near it in Unicode.
fn is_joined_script(ch: char) -> bool {
    matches!(ch, '\u{590}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}

fn is_emoji(ch: char) -> bool {
    matches!(ch, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}')
}

/// The line without meaningless characters.
pub(super) fn stripped(line: &str) -> Cow<'_, str> {
    if !line.contains(is_invisible) {
        return Cow::Borrowed(line);
    }
    let meaningless = Meaningless::in_line(line);
    Cow::Owned(line.chars().filter(|ch| !meaningless.drops(*ch)).collect())
}
