//! The numbers themselves: residents, students, certificates, mobiles, bank cards (DOMAIN.md §4.4).

use super::digits::Run;
use super::{Find, Kind, mask};

/// The first two digits that a resident's number can have: the provinces.
const PROVINCES: [std::ops::RangeInclusive<u32>; 8] =
    [11..=15, 21..=23, 31..=37, 41..=46, 50..=54, 61..=65, 71..=71, 81..=83];
const PROVINCE_OF_FOREIGNERS: u32 = 91;
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// A candidate: its digits without what stands between, and where it lies in the run.
struct Candidate {
    digits: String,
    first: usize,
    last: usize,
}

/// Finds the numbers of a run, from left to right, the surest kind first.
pub(super) fn find(run: &Run, out: &mut Vec<Find>) {
    let mut at = 0;
    while at < run.chars.len() {
        let starts = run.chars[at].is_ascii_digit() && !before(run, at).is_some_and(is_digit);
        let plus = run.chars[at] == '+';
        match (starts || plus).then(|| one(run, at)).flatten() {
            Some((it, next)) => {
                out.push(it);
                at = next;
            }
            None => at += 1,
        }
    }
}

fn one(run: &Run, at: usize) -> Option<(Find, usize)> {
    let fractional = before(run, at) == Some('.');
    let found = disability(run, at)
        .or_else(|| student(run, at))
        .or_else(|| resident(run, at))
        .or_else(|| bank_card(run, at).filter(|_| !fractional))
        .or_else(|| perhaps_resident(run, at).filter(|_| !fractional))
        .or_else(|| mobile(run, at).filter(|_| !fractional))?;
    let (kind, it, start) = found;
    let end = run.spans[it.last].1;
    let (head, tail) = if kind == Kind::Mobile { (3, 4) } else { (4, 4) };
    let start = start.unwrap_or(run.spans[it.first].0);
    Some((Find { kind, span: start..end, masked: mask(&it.digits, head, tail) }, it.last + 1))
}

/// The kind, what was found, and where it begins when that lies before the run.
type Found = (Kind, Candidate, Option<usize>);

/// The character before a place, looking back out of the run.
fn before(run: &Run, at: usize) -> Option<char> {
    match at.checked_sub(1) {
        Some(at) => run.chars.get(at).copied(),
        None => run.before.map(|it| it.0),
    }
}

fn is_digit(it: char) -> bool {
    it.is_ascii_digit()
}

/// Reads groups of these lengths from a place: all together, or with one and the same mark between. Nothing that goes
/// on before or behind in the same way: a row of numbers is no number.
fn groups(run: &Run, at: usize, lengths: &[usize]) -> Option<Candidate> {
    let total: usize = lengths.iter().sum();
    together(run, at, total).or_else(|| split(run, at, lengths))
}

/// So many digits without anything between. The last may be an X.
fn together(run: &Run, at: usize, total: usize) -> Option<Candidate> {
    let chars = run.chars.get(at..at + total)?;
    let fine = chars[..total - 1].iter().all(|it| is_digit(*it));
    let ends = !run.chars.get(at + total).is_some_and(|it| is_digit(*it));
    (fine && ends && matches!(chars[total - 1], '0'..='9' | 'X')).then(|| Candidate {
        digits: chars.iter().collect(),
        first: at,
        last: at + total - 1,
    })
}

fn split(run: &Run, at: usize, lengths: &[usize]) -> Option<Candidate> {
    let mark = *run.chars.get(at + lengths.first()?)?;
    if !matches!(mark, ' ' | '-') {
        return None;
    }
    let (mut digits, mut next) = (String::new(), at);
    for (number, length) in lengths.iter().enumerate() {
        if 0 < number {
            if run.chars.get(next) != Some(&mark) {
                return None;
            }
            next += 1;
        }
        let group = run.chars.get(next..next + length)?;
        let is_last = number + 1 == lengths.len();
        let fine = |(place, it): (usize, &char)| {
            is_digit(*it) || is_last && place + 1 == *length && *it == 'X'
        };
        if !group.iter().enumerate().all(fine) {
            return None;
        }
        digits.extend(group);
        next += length;
    }
    let goes_on = |mark_at: Option<&char>, digit_at: Option<&char>| {
        mark_at == Some(&mark) && digit_at.is_some_and(|it| is_digit(*it))
    };
    let behind = goes_on(run.chars.get(next), run.chars.get(next + 1));
    let ahead = 2 <= at && goes_on(run.chars.get(at - 1), run.chars.get(at - 2));
    let digit_behind = run.chars.get(next).is_some_and(|it| is_digit(*it));
    (!behind && !ahead && !digit_behind).then(|| Candidate { digits, first: at, last: next - 1 })
}

/// Province and date of birth of a number of 18.
fn is_dated(digits: &str) -> bool {
    let number =
        |from: usize, to: usize| digits.get(from..to).and_then(|it| it.parse::<u32>().ok());
    let (Some(province), Some(year), Some(month), Some(day)) =
        (number(0, 2), number(6, 10), number(10, 12), number(12, 14))
    else {
        return false;
    };
    let year = i32::try_from(year).unwrap_or(0);
    is_province(province) && YEARS.contains(&year) && is_day(year, month, day)
}

fn is_province(it: u32) -> bool {
    it == PROVINCE_OF_FOREIGNERS || PROVINCES.iter().any(|range| range.contains(&it))
}

fn is_day(year: i32, month: u32, day: u32) -> bool {
    chrono::NaiveDate::from_ymd_opt(year, month, day).is_some()
}

/// GB 11643: Σ aᵢ·wᵢ mod 11.
fn is_checked(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let values = digits.chars().filter_map(|it| it.to_digit(10));
    let sum: u32 = values.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    digits.as_bytes().get(17) == Some(&check)
}

const RESIDENT: [usize; 3] = [6, 8, 4];

fn resident(run: &Run, at: usize) -> Option<Found> {
    let it = groups(run, at, &RESIDENT)?;
    (is_dated(&it.digits) && is_checked(&it.digits)).then_some((Kind::Resident, it, None))
}

fn perhaps_resident(run: &Run, at: usize) -> Option<Found> {
    let long = groups(run, at, &RESIDENT).filter(|it| is_dated(&it.digits));
    let short = || {
        let it = together(run, at, 15).filter(|it| !it.digits.ends_with('X'))?;
        let year = it.digits[6..8].parse::<i32>().ok()?;
        let month_day = (it.digits[8..10].parse().ok()?, it.digits[10..12].parse().ok()?);
        let province = it.digits[..2].parse().ok()?;
        (is_province(province) && is_day(1900 + year, month_day.0, month_day.1)).then_some(it)
    };
    long.or_else(short).map(|it| (Kind::PerhapsResident, it, None))
}

/// A resident's number, the kind of disability (1–7) and its grade (1–4).
fn disability(run: &Run, at: usize) -> Option<Found> {
    let chars = run.chars.get(at..at + 20)?;
    let digits: String = chars.iter().collect();
    let ends = !run.chars.get(at + 20).is_some_and(|it| is_digit(*it));
    let fits = chars[..17].iter().all(|it| is_digit(*it))
        && matches!(chars[17], '0'..='9' | 'X')
        && matches!(chars[18..], ['1'..='7', '1'..='4']);
    (fits && ends && is_dated(&digits) && is_checked(&digits)).then_some((
        Kind::Disability,
        Candidate { digits, first: at, last: at + 19 },
        None,
    ))
}

/// A letter and a number: G and J as a resident's, L without a check digit.
fn student(run: &Run, at: usize) -> Option<Found> {
    let (letter, start) = run.before.filter(|_| at == 0)?;
    let mut it = together(run, at, 18)?;
    let fits = match letter.to_ascii_uppercase() {
        'G' | 'J' => is_dated(&it.digits) && is_checked(&it.digits),
        'L' => is_dated(&it.digits) && !it.digits.ends_with('X'),
        _ => false,
    };
    it.digits.insert(0, letter.to_ascii_uppercase());
    fits.then_some((Kind::Student, it, Some(start)))
}

/// 1[3-9] and nine digits, with or without the country's 86 before.
fn mobile(run: &Run, at: usize) -> Option<Found> {
    let local = |at: usize| {
        let it = groups(run, at, &[3, 4, 4])?;
        let second = it.digits.as_bytes().get(1);
        let fits =
            it.digits.starts_with('1') && second.is_some_and(|it| (b'3'..=b'9').contains(it));
        (fits && !it.digits.ends_with('X')).then_some(it)
    };
    let country = || {
        let plus = usize::from(run.chars[at] == '+');
        let rest = run.chars.get(at + plus..)?;
        if !rest.starts_with(&['8', '6']) {
            return None;
        }
        let gap = usize::from(matches!(rest.get(2), Some(' ' | '-')));
        let it = local(at + plus + 2 + gap)?;
        Some(Candidate { first: at, ..it })
    };
    let it = if run.chars[at] == '+' { country() } else { local(at).or_else(country) };
    it.map(|it| (Kind::Mobile, it, None))
}

/// 16 to 19 digits that Luhn's sum holds for, of an issuer that schools meet.
fn bank_card(run: &Run, at: usize) -> Option<Found> {
    let plain = [16, 19, 18, 17].into_iter().find_map(|total| together(run, at, total));
    let it =
        plain.or_else(|| split(run, at, &[4, 4, 4, 4, 3])).or_else(|| split(run, at, &[4; 4]))?;
    let issued = it.digits.starts_with("62")
        || it.digits.starts_with('4')
        || it.digits.starts_with("9558")
        || it.digits.get(..2).is_some_and(|it| ("51"..="55").contains(&it));
    (issued && !it.digits.ends_with('X') && is_luhn(&it.digits)).then_some((
        Kind::BankCard,
        it,
        None,
    ))
}

fn is_luhn(digits: &str) -> bool {
    let value = |(place, it): (usize, char)| {
        let digit = it.to_digit(10).unwrap_or(0) * if place % 2 == 1 { 2 } else { 1 };
        digit / 10 + digit % 10
    };
    digits.chars().rev().enumerate().map(value).sum::<u32>() % 10 == 0
}
