//! How spreadsheets save a table as CSV (DOMAIN.md §5): titles above the header, other delimiters, rows of sums, dates
//! as serial numbers.

use crate::model::{Day, Exact};
use crate::syntax::text::{fold_width, nfc};

/// So many rows may stand above the header.
const MOST_TITLES: usize = 20;
/// Days from Excel's 0 to the first and last serial number that is taken for a date: 1982 to 2064.
const SERIALS: std::ops::RangeInclusive<u64> = 30_000..=60_000;

/// What separates cells: the sign that splits some row near the top into the most known names; a comma by default.
pub(crate) fn delimiter(csv: &str, names: &[&str]) -> u8 {
    let known = |sign: u8| {
        let split = |line: &str| {
            let cells = line.split(char::from(sign)).map(|it| it.trim().trim_matches('"'));
            cells.filter(|it| names.contains(it)).count()
        };
        csv.lines().take(MOST_TITLES + 1).map(split).max().unwrap_or(0)
    };
    let mut best = (known(b','), b',');
    for sign in [b';', b'\t'] {
        if best.0 < known(sign) {
            best = (known(sign), sign);
        }
    }
    best.1
}

/// Which of the first rows is the header: the first with the most known names; the first row when none has any.
pub(crate) fn header_row(rows: &[csv::StringRecord], names: &[&str]) -> usize {
    let known = |row: &csv::StringRecord| {
        row.iter().filter(|it| names.contains(&nfc(it.trim()).as_str())).count()
    };
    let most = rows.iter().take(MOST_TITLES + 1).map(known).max().unwrap_or(0);
    if most == 0 { 0 } else { rows.iter().position(|it| known(it) == most).unwrap_or(0) }
}

/// How many rows are looked at for the header.
pub(crate) const HEADER_WITHIN: usize = MOST_TITLES + 1;

/// A row of sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sum {
    /// 小计: of the rows since the one before.
    Part,
    /// 合计: of all.
    Whole,
}

/// Whether a row sums up others: its first text says so.
pub(crate) fn sum_row(row: &csv::StringRecord) -> Option<Sum> {
    let first = row.iter().map(str::trim).find(|it| !it.is_empty())?;
    let plain: String = first.chars().filter(|it| !it.is_whitespace()).collect();
    match plain.trim_end_matches(['：', ':']) {
        "合计" | "总计" | "共计" | "累计" => Some(Sum::Whole),
        "小计" | "本页小计" | "本月小计" | "本月合计" => Some(Sum::Part),
        _ => None,
    }
}

/// The sums of a table's columns so far: of all rows, and of those since the last 小计.
#[derive(Debug)]
pub(crate) struct Sums {
    whole: Vec<Exact>,
    part: Vec<Exact>,
}

impl Sums {
    /// Of that many columns.
    pub(crate) fn new(columns: usize) -> Sums {
        Sums { whole: vec![Exact::whole(0); columns], part: vec![Exact::whole(0); columns] }
    }

    /// Takes a figure in.
    pub(crate) fn add(&mut self, column: usize, figure: &Exact) {
        self.whole[column] = &self.whole[column] + figure;
        self.part[column] = &self.part[column] + figure;
    }

    /// What a row of sums should say of a column.
    pub(crate) fn of(&self, sum: Sum, column: usize) -> &Exact {
        match sum {
            Sum::Part => &self.part[column],
            Sum::Whole => &self.whole[column],
        }
    }

    /// A 小计 is done with.
    pub(crate) fn after(&mut self, sum: Sum) {
        if sum == Sum::Part {
            self.part.fill(Exact::whole(0));
        }
    }
}

/// A date as spreadsheets save it with a time: `2024/3/15 0:00` → `2024/3/15`.
pub(crate) fn without_time(text: &str) -> &str {
    let is_time = |it: &str| {
        let parts: Vec<&str> = it.split(':').collect();
        let number =
            |it: &&str| it.len() <= 2 && !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        matches!(parts.len(), 2 | 3) && parts.iter().all(number)
    };
    match text.rsplit_once([' ', 'T']) {
        Some((day, time)) if is_time(time.trim()) => day.trim_end(),
        _ => text,
    }
}

/// The day of a serial number: 45366 is 2024-03-15.
pub(crate) fn serial_day(text: &str) -> Option<Day> {
    let text = fold_width(text);
    let number: u64 = text.strip_suffix(".0").unwrap_or(&text).parse().ok()?;
    if !SERIALS.contains(&number) {
        return None;
    }
    let day = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)? + chrono::Days::new(number);
    Day::parse(&day.format("%Y-%m-%d").to_string()).ok()
}

/// Whether a number was shown as `1.1E+17` and so is lost.
pub(crate) fn is_lost(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    mantissa.parse::<f64>().is_ok() && exponent.strip_prefix('+').is_some_and(digits)
}
