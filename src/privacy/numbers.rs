//! The numbers that identify people: residents, students, certificates, mobiles, bank cards (docs/domain.md §4.4).

use std::ops::RangeInclusive;

use super::digits::DigitRun;
use super::{PersonalDataKind, PersonalDataMatch, mask};

/// The first two digits that a resident's number can have: the provinces.
const PROVINCES: [RangeInclusive<u32>; 8] =
    [11..=15, 21..=23, 31..=37, 41..=46, 50..=54, 61..=65, 71..=71, 81..=83];
const PROVINCE_OF_FOREIGNERS: u32 = 91;
const YEARS: RangeInclusive<i32> = 1900..=2100;
/// The groups in which people write a resident's number.
const RESIDENT_GROUPS: [usize; 3] = [6, 8, 4];

/// A candidate: its digits without separators, and its first and last character in the run.
struct Candidate {
    digits: String,
    first: usize,
    last: usize,
}

/// A number that was recognised.
struct Recognised {
    kind: PersonalDataKind,
    candidate: Candidate,
    /// The byte at which the number begins, if it begins before the run.
    start: Option<usize>,
}

impl Recognised {
    fn new(kind: PersonalDataKind, candidate: Candidate) -> Recognised {
        Recognised { kind, candidate, start: None }
    }
}

/// Finds the numbers of a run, from left to right. Where several kinds fit, the most certain one wins.
pub(super) fn find(run: &DigitRun, matches: &mut Vec<PersonalDataMatch>) {
    let mut at = 0;
    while at < run.chars.len() {
        if can_start(run, at)
            && let Some(recognised) = recognise(run, at)
        {
            at = recognised.candidate.last + 1;
            matches.push(match_of(run, &recognised));
        } else {
            at += 1;
        }
    }
}

/// Whether a number can begin here: with `+`, or with a digit that does not follow another one.
fn can_start(run: &DigitRun, at: usize) -> bool {
    match run.chars[at] {
        '+' => true,
        ch => ch.is_ascii_digit() && !char_before(run, at).is_some_and(is_digit),
    }
}

fn recognise(run: &DigitRun, at: usize) -> Option<Recognised> {
    let certain = disability(run, at).or_else(|| student(run, at)).or_else(|| resident(run, at));
    if certain.is_some() {
        return certain;
    }
    // The decimals of a figure are not a card's or a telephone's number.
    if char_before(run, at) == Some('.') {
        return None;
    }
    bank_card(run, at).or_else(|| perhaps_resident(run, at)).or_else(|| mobile(run, at))
}

fn match_of(run: &DigitRun, recognised: &Recognised) -> PersonalDataMatch {
    let Recognised { kind, candidate, start } = recognised;
    let (head, tail) = if *kind == PersonalDataKind::Mobile { (3, 4) } else { (4, 4) };
    let start = start.unwrap_or(run.spans[candidate.first].0);
    let end = run.spans[candidate.last].1;
    PersonalDataMatch { kind: *kind, span: start..end, masked: mask(&candidate.digits, head, tail) }
}

/// The character before a place, which may be the one before the run.
fn char_before(run: &DigitRun, at: usize) -> Option<char> {
    match at.checked_sub(1) {
        Some(before) => run.chars.get(before).copied(),
        None => run.before.map(|(ch, _)| ch),
    }
}

fn is_digit(ch: char) -> bool {
    ch.is_ascii_digit()
}

fn is_digit_at(run: &DigitRun, at: usize) -> bool {
    run.chars.get(at).is_some_and(char::is_ascii_digit)
}

/// Reads groups of these lengths: without separators, or with the same separator between all of them. A longer row of
/// groups is not a number.
fn groups(run: &DigitRun, at: usize, lengths: &[usize]) -> Option<Candidate> {
    together(run, at, lengths.iter().sum()).or_else(|| split(run, at, lengths))
}

/// So many digits without separators. The last may be an X.
fn together(run: &DigitRun, at: usize, total: usize) -> Option<Candidate> {
    let chars = run.chars.get(at..at + total)?;
    if !is_group(chars, true) || is_digit_at(run, at + total) {
        return None;
    }
    Some(Candidate { digits: chars.iter().collect(), first: at, last: at + total - 1 })
}

/// Groups of these lengths with the same separator between.
fn split(run: &DigitRun, at: usize, lengths: &[usize]) -> Option<Candidate> {
    let separator = *run.chars.get(at + lengths.first()?)?;
    if !matches!(separator, ' ' | '-') {
        return None;
    }
    let (mut digits, mut next) = (String::new(), at);
    for (number, length) in lengths.iter().enumerate() {
        if 0 < number {
            if run.chars.get(next) != Some(&separator) {
                return None;
            }
            next += 1;
        }
        let group = run.chars.get(next..next + length)?;
        if !is_group(group, number + 1 == lengths.len()) {
            return None;
        }
        digits.extend(group);
        next += length;
    }
    let continues = run.chars.get(next) == Some(&separator) && is_digit_at(run, next + 1);
    let is_continued =
        2 <= at && run.chars[at - 1] == separator && run.chars[at - 2].is_ascii_digit();
    if continues || is_continued || is_digit_at(run, next) {
        return None;
    }
    Some(Candidate { digits, first: at, last: next - 1 })
}

/// Whether the characters are all digits; the last character of a number may be an X.
fn is_group(chars: &[char], is_last: bool) -> bool {
    let Some((last, others)) = chars.split_last() else { return false };
    others.iter().all(char::is_ascii_digit) && (is_digit(*last) || is_last && *last == 'X')
}

/// Whether 18 digits begin with a province and hold a date of birth.
fn is_dated(digits: &str) -> bool {
    let (Some(province), Some(year), Some(month), Some(day)) = (
        parse_digits(digits, 0, 2),
        parse_digits(digits, 6, 10),
        parse_digits(digits, 10, 12),
        parse_digits(digits, 12, 14),
    ) else {
        return false;
    };
    let year = i32::try_from(year).unwrap_or(0);
    is_province(province) && YEARS.contains(&year) && is_day(year, month, day)
}

fn parse_digits(digits: &str, from: usize, to: usize) -> Option<u32> {
    digits.get(from..to)?.parse().ok()
}

fn is_province(number: u32) -> bool {
    number == PROVINCE_OF_FOREIGNERS || PROVINCES.iter().any(|range| range.contains(&number))
}

fn is_day(year: i32, month: u32, day: u32) -> bool {
    chrono::NaiveDate::from_ymd_opt(year, month, day).is_some()
}

/// Whether the check digit is right (GB 11643: Σ aᵢ·wᵢ mod 11).
fn is_checked(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let values = digits.chars().filter_map(|ch| ch.to_digit(10));
    let sum: u32 = values.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    digits.as_bytes().get(17) == Some(&check)
}

/// A resident's number with a correct check digit.
fn resident(run: &DigitRun, at: usize) -> Option<Recognised> {
    let candidate = groups(run, at, &RESIDENT_GROUPS)?;
    if !is_dated(&candidate.digits) || !is_checked(&candidate.digits) {
        return None;
    }
    Some(Recognised::new(PersonalDataKind::Resident, candidate))
}

/// A resident's number with a wrong check digit, or an old one of 15 digits.
fn perhaps_resident(run: &DigitRun, at: usize) -> Option<Recognised> {
    let candidate = match groups(run, at, &RESIDENT_GROUPS) {
        Some(candidate) if is_dated(&candidate.digits) => candidate,
        _ => old_resident(run, at)?,
    };
    Some(Recognised::new(PersonalDataKind::PerhapsResident, candidate))
}

/// A number of 15 digits, as given out until 1999: the year has two digits, and there is no check digit.
fn old_resident(run: &DigitRun, at: usize) -> Option<Candidate> {
    let candidate = together(run, at, 15)?;
    let digits = &candidate.digits;
    if digits.ends_with('X') {
        return None;
    }
    let province = parse_digits(digits, 0, 2)?;
    let year = digits[6..8].parse::<i32>().ok()?;
    let (month, day) = (parse_digits(digits, 8, 10)?, parse_digits(digits, 10, 12)?);
    if !is_province(province) || !is_day(1900 + year, month, day) {
        return None;
    }
    Some(candidate)
}

/// A resident's number, followed by the kind of disability (1–7) and its grade (1–4).
fn disability(run: &DigitRun, at: usize) -> Option<Recognised> {
    let chars = run.chars.get(at..at + 20)?;
    let has_shape = is_group(&chars[..18], true) && matches!(chars[18..], ['1'..='7', '1'..='4']);
    if !has_shape || is_digit_at(run, at + 20) {
        return None;
    }
    let digits: String = chars.iter().collect();
    if !is_dated(&digits) || !is_checked(&digits) {
        return None;
    }
    let candidate = Candidate { digits, first: at, last: at + 19 };
    Some(Recognised::new(PersonalDataKind::Disability, candidate))
}

/// A letter and a number: G and J before a resident's number, L before one without a check digit.
fn student(run: &DigitRun, at: usize) -> Option<Recognised> {
    if at != 0 {
        return None;
    }
    let (letter, start) = run.before?;
    let letter = letter.to_ascii_uppercase();
    let mut candidate = together(run, at, 18)?;
    let digits = &candidate.digits;
    let fits = match letter {
        'G' | 'J' => is_dated(digits) && is_checked(digits),
        'L' => is_dated(digits) && !digits.ends_with('X'),
        _ => false,
    };
    if !fits {
        return None;
    }
    candidate.digits.insert(0, letter);
    Some(Recognised { kind: PersonalDataKind::Student, candidate, start: Some(start) })
}

/// A mobile number, with or without the country's 86 before it.
fn mobile(run: &DigitRun, at: usize) -> Option<Recognised> {
    let candidate = if run.chars[at] == '+' {
        mobile_with_country(run, at)
    } else {
        local_mobile(run, at).or_else(|| mobile_with_country(run, at))
    };
    Some(Recognised::new(PersonalDataKind::Mobile, candidate?))
}

/// 1[3-9] and nine digits.
fn local_mobile(run: &DigitRun, at: usize) -> Option<Candidate> {
    let candidate = groups(run, at, &[3, 4, 4])?;
    let fits = matches!(candidate.digits.as_bytes(), [b'1', b'3'..=b'9', .., b'0'..=b'9']);
    fits.then_some(candidate)
}

fn mobile_with_country(run: &DigitRun, at: usize) -> Option<Candidate> {
    let plus = usize::from(run.chars[at] == '+');
    let rest = run.chars.get(at + plus..)?;
    if !rest.starts_with(&['8', '6']) {
        return None;
    }
    let gap = usize::from(matches!(rest.get(2), Some(' ' | '-')));
    let local = local_mobile(run, at + plus + 2 + gap)?;
    Some(Candidate { first: at, ..local })
}

/// 16 to 19 digits with a correct Luhn sum, of an issuer that schools deal with.
fn bank_card(run: &DigitRun, at: usize) -> Option<Recognised> {
    let plain = [16, 19, 18, 17].into_iter().find_map(|total| together(run, at, total));
    let candidate = plain
        .or_else(|| split(run, at, &[4, 4, 4, 4, 3]))
        .or_else(|| split(run, at, &[4, 4, 4, 4]))?;
    let digits = &candidate.digits;
    if !is_issued(digits) || digits.ends_with('X') || !is_luhn(digits) {
        return None;
    }
    Some(Recognised::new(PersonalDataKind::BankCard, candidate))
}

fn is_issued(digits: &str) -> bool {
    digits.starts_with("62")
        || digits.starts_with('4')
        || digits.starts_with("9558")
        || matches!(digits.as_bytes(), [b'5', b'1'..=b'5', ..])
}

fn is_luhn(digits: &str) -> bool {
    let mut sum = 0;
    for (place, ch) in digits.chars().rev().enumerate() {
        let factor = if place % 2 == 1 { 2 } else { 1 };
        let value = ch.to_digit(10).unwrap_or(0) * factor;
        sum += value / 10 + value % 10;
    }
    sum % 10 == 0
}
