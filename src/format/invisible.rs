//! Characters that come along when a text is pasted from WeChat, Word or the web, and that nobody sees.

use std::borrow::Cow;

/// U+200B–200F, 2060, FEFF, 00AD (DOMAIN.md §4.4).
pub(super) fn is_invisible(it: char) -> bool {
    matches!(it, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Which of them mean nothing in a line. Uyghur, Mongolian and Tibetan texts and composed emoji need some of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaningless {
    joined_script: bool,
    emoji: bool,
}

impl Meaningless {
    /// Judged by what else stands in the line.
    pub(super) fn in_line(line: &str) -> Meaningless {
        let joined_script = |it| matches!(it, '\u{590}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}');
        let emoji =
            |it| matches!(it, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}');
        Meaningless {
            joined_script: line.chars().any(joined_script),
            emoji: line.chars().any(emoji),
        }
    }

    /// Whether it may go.
    pub(super) fn drops(self, it: char) -> bool {
        let needed = self.joined_script && matches!(it, '\u{200b}'..='\u{200f}')
            || self.emoji && it == '\u{200d}';
        is_invisible(it) && !needed
    }
}

/// The line without them.
pub(super) fn stripped(line: &str) -> Cow<'_, str> {
    if !line.contains(is_invisible) {
        return Cow::Borrowed(line);
    }
    let meaningless = Meaningless::in_line(line);
    Cow::Owned(line.chars().filter(|it| !meaningless.drops(*it)).collect())
}
