//! Splits a text into stretches: groups of digits with little between them, normalised, with a map back to the text.

use super::char_class::{CharClass, HAN_DIGITS, Separator};
use super::unit::{Unit, unit_at};

/// The fewest digits of any number that is looked for.
pub(super) const MIN_DIGITS: usize = 11;
/// The most digits of any number that is looked for, and one on each side.
const MAX_DIGITS: usize = 24;
/// The most separators between two groups; a row of spaces counts as one.
const MAX_SEPARATORS: usize = 8;
/// The most bytes between two groups.
const MAX_GAP: usize = 400;
/// A stretch is searched in parts of so many groups.
const MAX_GROUPS: usize = 512;
/// The groups that two parts have in common: no number has more.
pub(super) const OVERLAP: usize = 24;

/// What may stand between the groups of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Whatever people write between.
    Any,
    /// A hyphen at most: elsewhere a site may have put two figures side by side.
    Hyphen,
}

/// A digit, or the check digit X, in ASCII, and its bytes in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digit {
    pub(super) value: u8,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Digits without anything visible between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// Its place among the digits of the stretch.
    pub(super) first: usize,
    pub(super) length: usize,
    /// What stands before it; nothing at the beginning of a stretch.
    pub(super) gap: Gap,
    /// Part of a mask, or too long to be anybody's number.
    pub(super) is_barred: bool,
    /// How many of its digits are letters.
    pub(super) letters: usize,
}

/// What stands between two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    /// The most far-fetched separator.
    pub(super) worst: Separator,
    /// The first separator that is no space.
    pub(super) sign: Separator,
    /// The ends of lines.
    pub(super) lines: usize,
    /// A single dot, as before the decimals of a figure.
    pub(super) is_point: bool,
}

impl Gap {
    const NONE: Gap =
        Gap { worst: Separator::None, sign: Separator::None, lines: 0, is_point: false };
}

/// Groups of digits and what is between them.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    pub(super) digits: Vec<Digit>,
    pub(super) groups: Vec<Group>,
    /// Whether more groups follow.
    pub(super) goes_on: bool,
    /// Whether the group before the first one ended a number.
    pub(super) follows_number: bool,
}

impl Stretch {
    /// The digits of a group.
    pub(super) fn digits_of(&self, group: &Group) -> &[Digit] {
        self.digits.get(group.first..group.first + group.length).unwrap_or_default()
    }

    /// Drops the groups before this one.
    fn drop_before(&mut self, group: usize) {
        let first = self.groups.get(group).map_or(self.digits.len(), |group| group.first);
        self.groups.drain(..group.min(self.groups.len()));
        self.digits.drain(..first);
        for group in &mut self.groups {
            group.first -= first;
        }
    }

    fn clear(&mut self) {
        self.digits.clear();
        self.groups.clear();
        self.goes_on = false;
        self.follows_number = false;
    }
}

/// Reads the stretches of a text one after the other. One pass.
pub(super) struct StretchReader<'t> {
    text: &'t str,
    at: usize,
    reach: Reach,
}

impl<'t> StretchReader<'t> {
    pub(super) fn new(text: &'t str, reach: Reach) -> StretchReader<'t> {
        StretchReader { text, at: 0, reach }
    }

    /// Reads the next stretch with enough digits, or the next part of a long one. `searched`: the first group of the
    /// last part that was not searched yet. False at the end of the text.
    pub(super) fn read(&mut self, stretch: &mut Stretch, searched: usize) -> bool {
        if stretch.goes_on {
            stretch.drop_before(searched);
            stretch.goes_on = false;
            self.fill(stretch);
            return true;
        }
        loop {
            stretch.clear();
            let Some(start) = self.next_start() else { return false };
            if self.steps_over_few() {
                continue;
            }
            let begin = self.letters_before(start);
            let is_masked = ends_with_mask(self.text, begin);
            self.read_group(stretch, begin, Gap::NONE, is_masked);
            self.fill(stretch);
            if MIN_DIGITS <= stretch.digits.len() {
                return true;
            }
        }
    }

    /// Adds groups until something else than digits and separators follows.
    fn fill(&mut self, stretch: &mut Stretch) {
        loop {
            if MAX_GROUPS <= stretch.groups.len() {
                stretch.goes_on = true;
                return;
            }
            match self.read_gap() {
                GapEnd::Digits(gap) => self.read_group(stretch, self.at, gap, false),
                GapEnd::Mask => {
                    if let Some(last) = stretch.groups.last_mut() {
                        last.is_barred = true;
                    }
                    return;
                }
                GapEnd::Other => return,
            }
        }
    }

    /// The place of the next digit.
    fn next_start(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            self.at += skip_plain(bytes.get(self.at..)?);
            let unit = unit_at(self.text, self.at)?;
            if matches!(unit.class, CharClass::Digit(_) | CharClass::Pair(_)) {
                return Some(self.at);
            }
            // Inside a tag there may be a number too: only its first byte is stepped over.
            self.at += if bytes.get(self.at).is_some_and(u8::is_ascii) { 1 } else { unit.length };
        }
    }

    /// Steps over digits that stand together, if they are certainly too few for a number. Only for a reach over hyphens at
    /// most, where nearly all digits are those of days, figures and charts. False if only a closer look can tell.
    fn steps_over_few(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let before = self.at.checked_sub(1).and_then(|at| bytes.get(at));
        if self.reach != Reach::Hyphen || before.is_some_and(is_digit_like) {
            return false;
        }
        let (mut end, mut count) = (self.at, 0);
        while let Some(b'0'..=b'9' | b'-') = bytes.get(end) {
            count += usize::from(bytes.get(end) != Some(&b'-'));
            if MIN_DIGITS <= count {
                return false;
            }
            end += 1;
        }
        // Digits beyond ASCII are left to the closer look.
        if self.at == end {
            return false;
        }
        match unit_at(self.text, end) {
            None => {}
            Some(unit) => match unit.class {
                CharClass::Other | CharClass::Plus => {}
                // Inside a tag there may be a number too.
                CharClass::Gap(_) if bytes.get(end) == Some(&b'<') => {}
                // An escape such as `%20` has digits of its own.
                CharClass::Gap(separator) if separator != Separator::Dash => end += unit.length,
                _ => return false,
            },
        }
        self.at = end;
        true
    }

    /// Where the letters begin that stand for the first digits: `l38…`. They are no part of a word.
    fn letters_before(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut begin = start;
        while start - begin < MIN_DIGITS
            && begin.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(is_digit_like)
        {
            begin -= 1;
        }
        let is_word = begin
            .checked_sub(1)
            .and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_alphanumeric);
        if is_word { start } else { begin }
    }

    /// Reads a group, which begins at `from`.
    fn read_group(&mut self, stretch: &mut Stretch, from: usize, gap: Gap, is_masked: bool) {
        let first = stretch.digits.len();
        let (mut letters, mut count) = (0, 0);
        self.at = from;
        let bytes = self.text.as_bytes();
        loop {
            // Nearly all digits are those of ASCII.
            while let Some(value) = bytes.get(self.at).copied().filter(u8::is_ascii_digit) {
                count += 1;
                if count <= MAX_DIGITS {
                    stretch.digits.push(Digit { value, from: self.at, to: self.at + 1 });
                }
                self.at += 1;
            }
            let Some(unit) = unit_at(self.text, self.at) else { break };
            let values = match unit.class {
                CharClass::Digit(digit) => [Some(digit), None],
                CharClass::Pair(pair) => [Some(pair / 10), Some(pair % 10)],
                CharClass::DigitLetter(digit) if self.is_digit_letter(unit) => {
                    letters += 1;
                    [Some(digit), None]
                }
                CharClass::Circle if self.is_after_han_digit() => [Some(0), None],
                // Alone it was found after a separator.
                CharClass::X if 0 < count || gap.worst != Separator::None => {
                    let (from, to) = (self.at, self.at + unit.length);
                    stretch.digits.push(Digit { value: b'X', from, to });
                    count += 1;
                    self.at = to;
                    break;
                }
                CharClass::Nothing => [None, None],
                _ => break,
            };
            for digit in values.into_iter().flatten() {
                count += 1;
                if count <= MAX_DIGITS {
                    let (from, to) = (self.at, self.at + unit.length);
                    stretch.digits.push(Digit { value: b'0' + digit, from, to });
                }
            }
            self.at += unit.length;
        }
        let is_barred = is_masked || MAX_DIGITS < count;
        let length = stretch.digits.len() - first;
        stretch.groups.push(Group { first, length, gap, is_barred, letters });
    }

    /// Whether a digit in Chinese stands before, or a circle after one; `138○○○○8000` is masked.
    fn is_after_han_digit(&self) -> bool {
        let mut before = self.text.get(..self.at).unwrap_or_default();
        // No further back than the longest number, or a row of circles would be walked back over from each of them.
        for _ in 0..MAX_DIGITS {
            let Some(shorter) = before.strip_suffix(['○', '◯']) else { break };
            before = shorter;
        }
        let last = before.as_bytes().last_chunk::<3>();
        before.ends_with('〇') || last.and_then(|last| HAN_DIGITS.contains(last)) == Some(true)
    }

    /// Whether the letter here stands for a digit: after it, and other such letters, comes a digit or no letter.
    fn is_digit_letter(&self, unit: Unit) -> bool {
        let mut at = self.at + unit.length;
        for _ in 0..MIN_DIGITS {
            let Some(next) = unit_at(self.text, at) else { return true };
            match next.class {
                CharClass::DigitLetter(_) => at += next.length,
                CharClass::Digit(_) => return true,
                CharClass::Other => return !self.text.as_bytes().get(at).is_some_and(u8::is_ascii),
                _ => return true,
            }
        }
        false
    }

    /// Steps over what stands between two groups.
    fn read_gap(&mut self) -> GapEnd {
        let start = self.at;
        let (mut gap, mut count, mut bullets) = (Gap::NONE, 0, 0);
        let mut after_tag = false;
        while let Some(unit) = unit_at(self.text, self.at) {
            let separator = match unit.class {
                CharClass::Digit(_) | CharClass::Pair(_) => {
                    gap.is_point = count == 1 && gap.worst == Separator::Dot;
                    return GapEnd::Digits(gap);
                }
                CharClass::Nothing => {
                    self.at += unit.length;
                    continue;
                }
                CharClass::Bullet => {
                    bullets += 1;
                    if 1 < bullets {
                        return GapEnd::Mask;
                    }
                    Separator::Dot
                }
                CharClass::Plus => Separator::Mark,
                CharClass::Circle => Separator::Border,
                // The mark of a quotation at the beginning of its next line.
                CharClass::Gap(Separator::Border) if gap.ends_line() && self.is_quoted() => {
                    Separator::Space
                }
                // The check digit alone, after a separator.
                CharClass::X if 0 < count && count <= 2 && gap.lines == 0 => {
                    return if self.is_lone_x(unit) { GapEnd::Digits(gap) } else { GapEnd::Other };
                }
                CharClass::Gap(separator) => separator,
                CharClass::Other if self.is_of_date() => Separator::Date,
                CharClass::X | CharClass::DigitLetter(_) | CharClass::Other => {
                    return GapEnd::Other;
                }
            };
            if unit.class != CharClass::Bullet {
                bullets = 0;
            }
            let repeats_space = separator == Separator::Space && gap.worst != Separator::None;
            count += usize::from(!repeats_space);
            gap.add(separator, after_tag);
            after_tag = separator == Separator::Line && 1 < unit.length;
            self.at += unit.length;
            let is_too_wide = MAX_SEPARATORS < count || MAX_GAP < self.at - start || 1 < gap.lines;
            let is_out_of_reach =
                self.reach == Reach::Hyphen && (1 < count || separator != Separator::Dash);
            if is_too_wide || is_out_of_reach {
                return GapEnd::Other;
            }
        }
        GapEnd::Other
    }

    fn is_quoted(&self) -> bool {
        self.text.as_bytes().get(self.at) == Some(&b'>')
    }

    /// Whether 年, 月 or 日 is here.
    fn is_of_date(&self) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        ["年", "月", "日"].iter().any(|word| rest.starts_with(word.as_bytes()))
    }

    /// Whether the X here is no part of a word.
    fn is_lone_x(&self, unit: Unit) -> bool {
        match unit_at(self.text, self.at + unit.length) {
            Some(next) => {
                !self
                    .text
                    .as_bytes()
                    .get(self.at + unit.length)
                    .is_some_and(u8::is_ascii_alphanumeric)
                    || next.class == CharClass::Nothing
            }
            None => true,
        }
    }
}

/// What follows after separators.
enum GapEnd {
    Digits(Gap),
    Mask,
    Other,
}

impl Gap {
    /// Whether there is the end of a line and nothing but spaces.
    fn ends_line(&self) -> bool {
        self.worst == Separator::Line && self.sign == Separator::Line
    }

    fn add(&mut self, separator: Separator, after_tag: bool) {
        self.worst = self.worst.max(separator);
        if matches!(self.sign, Separator::None | Separator::Space) {
            self.sign = separator;
        }
        if separator == Separator::Line && !after_tag {
            self.lines += 1;
        }
    }
}

/// Whether this is a letter that may stand for 0 or 1.
fn is_digit_like(byte: &u8) -> bool {
    matches!(byte, b'o' | b'O' | b'l' | b'I')
}

/// Whether a mask ends here: `••`.
fn ends_with_mask(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with("••"))
}

/// The number of bytes at the beginning with which no digit can begin. Steps over Chinese characters and punctuation.
fn skip_plain(bytes: &[u8]) -> usize {
    let mut skipped = 0;
    while let Some(rest) = bytes.get(skipped..) {
        skipped += match *rest {
            // U+4E00 and later: the bytes of a digit are in the set.
            [first @ 0xe5..=0xe9, second, third, ..]
            | [first @ 0xe4, second @ 0xb8..=0xbf, third, ..]
                if !HAN_DIGITS.has([first, second, third]) =>
            {
                3
            }
            [0xe3, ref after @ ..] if is_plain_mark(after) => 3,
            [0xef, ref after @ ..] if is_plain_width(after) => 3,
            [first, ..] if is_start(first) => break,
            [_, ref after @ ..] => 1 + plain_ascii(after),
            [] => break,
        };
    }
    skipped
}

/// Whether these bytes go on as punctuation of Chinese, U+3000 to U+303F: all but 〇 and the digits of Suzhou.
fn is_plain_mark(after: &[u8]) -> bool {
    matches!(after, [0x80, third, ..] if !matches!(third, 0x87 | 0xa1..=0xa9))
}

/// Whether these bytes go on as a full-width sign, U+FF00 to U+FF3F, that is no digit.
fn is_plain_width(after: &[u8]) -> bool {
    matches!(after, [0xbc, third, ..] if !matches!(third, 0x90..=0x99))
}

/// The number of bytes up to the first that may begin a digit.
fn plain_ascii(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| is_start(*byte)).unwrap_or(bytes.len())
}

/// An ASCII digit, the first byte of a character beyond ASCII that may be a digit, or of an escape.
fn is_start(byte: u8) -> bool {
    STARTS.get(usize::from(byte)).copied().unwrap_or(true)
}

/// The bytes for [`is_start`].
static STARTS: [bool; 256] = {
    let mut starts = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let is_sign = byte == b'&' as usize || byte == b'\\' as usize || byte == b'%' as usize;
        let is_digit = b'0' as usize <= byte && byte <= b'9' as usize;
        starts[byte] = is_digit || is_sign || 0xc2 <= byte;
        byte += 1;
    }
    starts
};
