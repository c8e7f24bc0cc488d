//! The numbers that identify people: residents, students, certificates, mobiles, bank cards (docs/domain.md §4.4).

use super::char_class::Separator;
use super::checks::{
    is_checked, is_dated, is_disability, is_issued, is_luhn, is_old_resident, value_of,
};
use super::context::Surroundings;
use super::found::{Fingerprint, PersonalDataKind, PersonalDataMatch};
use super::grouping::{Lengths, is_mobile_grouping};
use super::mobile::{is_allocated, is_mobile, single_mobile};
use super::stretch::{Digit, Group, MIN_DIGITS, OVERLAP, Reach, Stretch, StretchReader};

/// The most digits of a number.
const LONGEST: usize = 20;

/// After how many digits of a resident's number the year, the month and the day end.
const BIRTHDAY: [usize; 3] = [10, 12, 14];

/// The most letters among the digits of a telephone number: l38OOl38OOO.
const MAX_LETTERS: usize = 7;

/// The numbers of a text, in order.
pub(super) fn find(text: &str, reach: Reach) -> Vec<PersonalDataMatch> {
    search(text, reach).matches
}

/// The numbers of a text that what stands around them excuses.
pub(super) fn explained(text: &str) -> Vec<Fingerprint> {
    search(text, Reach::Any).excused
}

/// The numbers of a text.
#[derive(Default)]
struct Numbers {
    matches: Vec<PersonalDataMatch>,
    /// Those that what stands around them excuses.
    excused: Vec<Fingerprint>,
}

fn search(text: &str, reach: Reach) -> Numbers {
    let mut numbers = Numbers::default();
    let mut reader = StretchReader::new(text, reach);
    let mut stretch = Stretch::default();
    let mut searched = 0;
    let mut surroundings = Surroundings::new(text);
    while reader.read(&mut stretch, searched) {
        searched = Finder { stretch: &stretch }.find(&mut surroundings, &mut numbers);
        stretch.follows_number = ends_number(&stretch, searched, &numbers.matches);
    }
    numbers
}

/// Whether the last match ends right before a group.
fn ends_number(stretch: &Stretch, group: usize, matches: &[PersonalDataMatch]) -> bool {
    let Some(before) = group.checked_sub(1).and_then(|at| stretch.groups.get(at)) else {
        return false;
    };
    let end = stretch.digits_of(before).last().map(|digit| digit.to);
    matches.last().is_some_and(|found| Some(found.span.end) == end)
}

/// A number that was recognised.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    kind: PersonalDataKind,
    /// Its last group.
    last: usize,
    /// Its digits in the stretch.
    digits: (usize, usize),
    /// What is between its groups, if it would not be a number in a longer row of groups.
    inner: Option<Inner>,
}

/// What is between the groups of a number.
#[derive(Debug, Clone, Copy)]
struct Inner {
    worst: Separator,
    /// One bit for each kind of separator.
    signs: u16,
    lines: usize,
    is_uniform: bool,
}

impl Inner {
    const NONE: Inner = Inner { worst: Separator::None, signs: 0, lines: 0, is_uniform: true };

    fn with(self, group: &Group) -> Inner {
        let sign = 1 << group.gap.sign as u16;
        Inner {
            worst: self.worst.max(group.gap.worst),
            signs: self.signs | sign,
            lines: self.lines + group.gap.lines,
            is_uniform: self.signs == 0 || self.is_uniform && self.signs == sign,
        }
    }
}

struct Finder<'s> {
    stretch: &'s Stretch,
}

impl Finder<'_> {
    /// Finds the numbers from left to right. Returns the first group that was not searched.
    fn find(&self, surroundings: &mut Surroundings<'_>, numbers: &mut Numbers) -> usize {
        let count = self.stretch.groups.len();
        // Whether a row of groups ends with a number depends on what begins after it.
        let mut beginning: Vec<Option<Candidate>> = vec![None; count];
        for at in (0..count).rev() {
            let candidate = self.candidate(at);
            let fits = candidate.is_some_and(|found| self.ends_well(&found, &beginning));
            if fits && let Some(place) = beginning.get_mut(at) {
                *place = candidate;
            }
        }
        let end = if self.stretch.goes_on { count.saturating_sub(OVERLAP) } else { count };
        let (mut at, mut follows_number) = (0, self.stretch.follows_number);
        while at < end {
            let candidate = beginning.get(at).copied().flatten();
            match candidate.filter(|found| follows_number || self.begins_well(at, found)) {
                Some(found) => {
                    self.add(&found, surroundings, numbers);
                    at = found.last + 1;
                    follows_number = true;
                }
                None => {
                    at += 1;
                    follows_number = false;
                }
            }
        }
        at
    }

    fn group(&self, at: usize) -> Option<&Group> {
        self.stretch.groups.get(at)
    }

    fn candidate(&self, at: usize) -> Option<Candidate> {
        let group = self.group(at)?;
        if group.is_barred {
            return None;
        }
        let checked = self.checked(at);
        if checked.is_some() || group.length < MIN_DIGITS {
            return checked.or_else(|| self.spread(at));
        }
        self.within(at).or_else(|| self.single(at)).or_else(|| self.spread(at))
    }

    /// Whether nothing goes on after a number, or another number begins there.
    fn ends_well(&self, found: &Candidate, beginning: &[Option<Candidate>]) -> bool {
        let (Some(inner), Some(next)) = (found.inner, self.group(found.last + 1)) else {
            return true;
        };
        is_apart(inner, next)
            || self.begins_date(found.last + 1)
            || beginning.get(found.last + 1).is_some_and(Option::is_some)
    }

    /// Whether 年 or 月 follows after a group: `138 0013 8000 3月15日`.
    fn begins_date(&self, at: usize) -> bool {
        self.group(at + 1).is_some_and(|next| next.gap.worst == Separator::Date)
    }

    fn begins_well(&self, at: usize, found: &Candidate) -> bool {
        let (Some(inner), Some(group)) = (found.inner, self.group(at)) else { return true };
        group.gap.worst == Separator::None || is_apart(inner, group)
    }

    /// A number with a check digit, whatever its groups: of a resident or of a disability certificate.
    fn checked(&self, at: usize) -> Option<Candidate> {
        let first = self.group(at)?.first;
        // Decides nearly always, without a look at the groups.
        if !self.stretch.digits.get(first..).is_some_and(is_dated) {
            return None;
        }
        let (mut inner, mut length, mut resident) = (Inner::NONE, 0, None);
        for last in at..self.stretch.groups.len().min(at + LONGEST) {
            let group = self.group(last)?;
            let is_of_birthday = group.gap.worst == Separator::Date && last != at;
            if last != at && !is_of_birthday {
                inner = inner.with(group);
            }
            let is_joinable = inner.lines <= 2
                && (inner.worst < Separator::Border || inner.is_uniform)
                && (!is_of_birthday || BIRTHDAY.contains(&length) && group.gap.lines == 0);
            length += group.length;
            if group.is_barred || !is_joinable || LONGEST < length {
                break;
            }
            let digits = self.stretch.digits.get(first..first + length)?;
            let candidate =
                |kind| Candidate { kind, last, digits: (first, first + length), inner: None };
            if length == 18 && is_dated(digits) && is_checked(digits) {
                resident = Some(candidate(PersonalDataKind::Resident));
            } else if length == 20 && is_disability(digits) {
                return Some(candidate(PersonalDataKind::Disability));
            }
        }
        resident
    }

    /// A resident's number with a digit or two too many around it.
    fn within(&self, at: usize) -> Option<Candidate> {
        let group = self.group(at)?;
        if !matches!(group.length, 19 | 20) {
            return None;
        }
        for offset in 0..=group.length - 18 {
            let from = group.first + offset;
            let digits = self.stretch.digits.get(from..from + 18)?;
            if is_dated(digits) && is_checked(digits) {
                let kind = PersonalDataKind::Resident;
                return Some(Candidate { kind, last: at, digits: (from, from + 18), inner: None });
            }
        }
        None
    }

    /// A number in one group: of a card, a resident, a telephone.
    fn single(&self, at: usize) -> Option<Candidate> {
        let group = self.group(at)?;
        if self.is_part_of_figure(at) {
            return None;
        }
        let digits = self.stretch.digits_of(group);
        let kind = if group.letters == 0 && is_card(digits) {
            PersonalDataKind::BankCard
        } else if digits.len() == 18 && is_dated(digits)
            || digits.len() == 15 && is_old_resident(digits)
        {
            PersonalDataKind::PerhapsResident
        } else if group.letters <= MAX_LETTERS && single_mobile(digits) {
            PersonalDataKind::Mobile
        } else {
            return None;
        };
        Some(Candidate {
            kind,
            last: at,
            digits: (group.first, group.first + group.length),
            inner: None,
        })
    }

    /// Whether a group is the whole part or the decimals of a figure: `3.13812345678`, `13800138000.50`.
    fn is_part_of_figure(&self, at: usize) -> bool {
        let is_fraction = self.group(at).is_some_and(|group| group.gap.is_point);
        let has_fraction =
            self.group(at + 1).is_some_and(|next| next.gap.is_point && next.length <= 2)
                && !self.group(at + 2).is_some_and(|after| after.gap.is_point);
        is_fraction || has_fraction
    }

    /// A number in several groups.
    fn spread(&self, at: usize) -> Option<Candidate> {
        let first = self.group(at)?.first;
        let digits = self.stretch.digits.get(first..)?;
        if !begins_as_number(digits) {
            return None;
        }
        let (mut inner, mut lengths) = (Inner::NONE, Lengths::default());
        // The first 16 digits of a card with 19 may be right by themselves.
        let mut card = None;
        // Over several lines or cells only telephone numbers and cards are spread.
        let begins_number =
            self.stretch.digits.get(first).is_some_and(|digit| b"0168".contains(&digit.value));
        for last in at..self.stretch.groups.len().min(at + LONGEST) {
            let group = self.group(last)?;
            if last != at {
                inner = inner.with(group);
            }
            lengths.push(group.length);
            let may_go_on =
                (begins_number || inner.worst < Separator::Line) && inner.worst != Separator::Date;
            if group.is_barred || LONGEST < lengths.total() || !may_go_on {
                break;
            }
            let digits = self.stretch.digits.get(first..first + lengths.total())?;
            if last != at
                && let Some(kind) = spread_kind(digits, &lengths, inner)
            {
                let digits = (first, first + lengths.total());
                let found = Candidate { kind, last, digits, inner: Some(inner) };
                if kind != PersonalDataKind::BankCard {
                    return Some(found);
                }
                card = Some(found);
            }
        }
        card
    }

    /// Adds a number, unless what stands around it shows that it is nobody's.
    fn add(&self, found: &Candidate, surroundings: &mut Surroundings<'_>, numbers: &mut Numbers) {
        let digits = self.stretch.digits.get(found.digits.0..found.digits.1).unwrap_or_default();
        let (Some(first), Some(last)) = (digits.first(), digits.last()) else { return };
        let mut number: String = digits.iter().map(|digit| char::from(digit.value)).collect();
        let (mut kind, mut start) = (found.kind, first.from);
        if digits.len() == 18
            && let Some((letter, at)) = surroundings.student_letter(first.from)
            && (kind == PersonalDataKind::Resident || letter == 'L')
        {
            (kind, start) = (PersonalDataKind::Student, at);
            number.insert(0, letter);
        }
        let print = Fingerprint::of(plain_mobile(kind, &number));
        let is_whole = found.inner.is_none() && last.to - first.from == digits.len();
        if surroundings.excuse(kind, start..last.to, is_whole) {
            numbers.excused.push(print);
            return;
        }
        let (head, tail) = if kind == PersonalDataKind::Mobile { (3, 4) } else { (4, 4) };
        let masked = mask(plain_mobile(kind, &number), head, tail);
        numbers.matches.push(PersonalDataMatch { kind, span: start..last.to, masked, print });
    }
}

/// A mobile number without what may stand before it, so that all its spellings are the same.
fn plain_mobile(kind: PersonalDataKind, number: &str) -> &str {
    if kind != PersonalDataKind::Mobile {
        return number;
    }
    let number =
        number.strip_prefix("0086").or_else(|| number.strip_prefix("86")).unwrap_or(number);
    let number = number.strip_prefix('0').unwrap_or(number);
    number.get(..11).unwrap_or(number)
}

/// Whether digits begin as a number in several groups does: that of a telephone, a card or a resident.
fn begins_as_number(digits: &[Digit]) -> bool {
    let is_card = match value_of(digits, 0, 2) {
        Some(40..=49 | 51..=55 | 62 | 95) => true,
        Some(_) => false,
        None => return false,
    };
    is_card || begins_as_mobile(without_prefix_of_country(digits)) || is_dated(digits)
}

fn begins_as_mobile(digits: &[Digit]) -> bool {
    value_of(digits, 0, 2).is_some_and(|start| (13..=19).contains(&start))
}

/// Digits without those of the country or the long distance, if a mobile number follows.
fn without_prefix_of_country(digits: &[Digit]) -> &[Digit] {
    for prefix in [&b"0086"[..], b"86", b"0"] {
        let values = digits.iter().map(|digit| digit.value).take(prefix.len());
        if values.eq(prefix.iter().copied()) {
            return digits.get(prefix.len()..).unwrap_or_default();
        }
    }
    digits
}

/// What a row of groups is: a telephone number, a card, or a resident's number with a wrong check digit.
fn spread_kind(digits: &[Digit], lengths: &Lengths, inner: Inner) -> Option<PersonalDataKind> {
    let is_plain = inner.worst < Separator::Line;
    match digits.len() {
        16..=19 if is_card(digits) && is_card_grouping(digits, lengths, inner) => {
            Some(PersonalDataKind::BankCard)
        }
        18 if is_plain && inner.is_uniform && lengths.is(&[6, 8, 4]) && is_dated(digits) => {
            Some(PersonalDataKind::PerhapsResident)
        }
        11 | 12 | 13 | 15 => {
            let (prefix, digits) = without_prefix(digits);
            let lengths = lengths.without(prefix);
            let is_customary = lengths.is(&[3, 4, 4]) || lengths.is_single();
            let begins_well = if is_customary { is_mobile(digits) } else { is_allocated(digits) };
            let fits = begins_well
                && is_mobile_grouping(digits, &lengths, inner.worst, inner.lines, inner.is_uniform);
            fits.then_some(PersonalDataKind::Mobile)
        }
        _ => None,
    }
}

/// Whether the groups are those of a card: on one line, over the end of one, or its fours in the cells of a table.
fn is_card_grouping(digits: &[Digit], lengths: &Lengths, inner: Inner) -> bool {
    lengths.is_card()
        && match inner.worst {
            Separator::Line => inner.lines <= 1,
            Separator::Border => inner.is_uniform && lengths.are_fours() && !are_amounts(digits),
            Separator::Date => false,
            _ => true,
        }
}

/// Whether every four digits end with a zero and begin with none, as amounts do.
fn are_amounts(digits: &[Digit]) -> bool {
    for four in digits.chunks_exact(4) {
        let [first, .., last] = four else { continue };
        if first.value == b'0' || last.value != b'0' {
            return false;
        }
    }
    true
}

/// The digits of a telephone number without those of the country or the long distance, and how many these are.
fn without_prefix(digits: &[Digit]) -> (usize, &[Digit]) {
    let prefix = match digits {
        [Digit { value: b'0', .. }, rest @ ..] if rest.len() == 11 => 1,
        [Digit { value: b'8', .. }, Digit { value: b'6', .. }, rest @ ..] if rest.len() == 11 => 2,
        [
            Digit { value: b'0', .. },
            Digit { value: b'0', .. },
            Digit { value: b'8', .. },
            Digit { value: b'6', .. },
            rest @ ..,
        ] if rest.len() == 11 => 4,
        _ => 0,
    };
    (prefix, digits.get(prefix..).unwrap_or_default())
}

/// 16 to 19 digits with a correct Luhn sum, of an issuer that schools deal with.
fn is_card(digits: &[Digit]) -> bool {
    matches!(digits.len(), 16..=19) && is_issued(digits) && is_luhn(digits)
}

/// Whether a group beside a number is no part of the same row.
fn is_apart(inner: Inner, beside: &Group) -> bool {
    let gap = beside.gap;
    match inner.worst {
        _ if gap.worst == Separator::Date => true,
        Separator::Line => false,
        Separator::Border => 0 < gap.lines,
        _ => Separator::Line <= gap.worst || inner.signs & (1 << gap.sign as u16) == 0,
    }
}

/// The first and last characters of a number, with bullets between.
fn mask(number: &str, head: usize, tail: usize) -> String {
    let chars: Vec<char> = number.chars().collect();
    let hidden = chars.len().saturating_sub(head + tail);
    let mut masked: String = chars[..head.min(chars.len())].iter().collect();
    masked.extend(std::iter::repeat_n('•', hidden));
    masked.extend(&chars[chars.len() - tail.min(chars.len())..]);
    masked
}
