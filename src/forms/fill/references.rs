//! References to cells: in formulas, in the ranges of merged cells, filters and checks.

use crate::forms::excel::column_letters;

/// A cell by its numbers from 1, and which of them a `$` fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellRef {
    pub(super) column: u32,
    pub(super) row: u32,
    pub(super) is_column_fixed: bool,
    pub(super) is_row_fixed: bool,
}

/// The last column and row of a sheet.
const LAST_COLUMN: u32 = 16_384;
pub(super) const LAST_ROW: u32 = 1_048_576;

impl CellRef {
    /// `$B$3`
    pub(super) fn parse(text: &str) -> Option<CellRef> {
        let (is_column_fixed, rest) = fixed(text);
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if !(1..=3).contains(&letters) {
            return None;
        }
        let (letters, rest) = rest.split_at_checked(letters)?;
        let mut column = 0;
        for letter in letters.bytes() {
            column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        }
        let (is_row_fixed, digits) = fixed(rest);
        let row = number(digits)?;
        let is_cell = column <= LAST_COLUMN && (1..=LAST_ROW).contains(&row);
        is_cell.then_some(CellRef { column, row, is_column_fixed, is_row_fixed })
    }

    pub(super) fn name(self) -> String {
        let letters = column_letters(self.column);
        let (column_mark, row_mark) = (mark(self.is_column_fixed), mark(self.is_row_fixed));
        format!("{column_mark}{letters}{row_mark}{}", self.row)
    }
}

/// The sign before a fixed column or row.
fn mark(is_fixed: bool) -> &'static str {
    if is_fixed { "$" } else { "" }
}

fn fixed(text: &str) -> (bool, &str) {
    match text.strip_prefix('$') {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

fn number(digits: &str) -> Option<u32> {
    if !(1..=7).contains(&digits.len()) || !digits.as_bytes().iter().all(u8::is_ascii_digit) {
        return None;
    }
    digits.parse().ok()
}

/// A reference within a formula.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'t> {
    /// The sheet that stands before it.
    pub(super) sheet: Option<&'t str>,
    pub(super) cell: CellRef,
    /// Whether it is the second one of a range.
    pub(super) is_end: bool,
}

/// A formula, or the range of a name, with every reference replaced. Texts in quotation marks stay as they are.
pub(super) fn rewritten(formula: &str, replace: &mut dyn FnMut(Found<'_>) -> CellRef) -> String {
    let mut out = String::with_capacity(formula.len());
    let mut rest = formula;
    let mut sheet: Option<&str> = None;
    let mut is_end = false;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => quoted(rest, '"'),
            '\'' => quoted(rest, '\''),
            '[' => rest.find(']').map_or(rest.len(), |at| at + 1),
            _ if is_word(first) => rest.find(|ch| !is_word(ch)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let Some((token, after)) = rest.split_at_checked(length) else { break };
        rest = after;
        if after.starts_with('!') {
            sheet = Some(token.trim_matches('\''));
            out.push_str(token);
            out.push('!');
            rest = after.get(1..).unwrap_or_default();
            continue;
        }
        let is_call = after.starts_with('(');
        match (CellRef::parse(token), rows_token(token, after, is_end)) {
            (Some(cell), _) if !is_call => {
                out.push_str(&replace(Found { sheet, cell, is_end }).name());
            }
            (_, Some(row)) => {
                let (is_row_fixed, _) = fixed(token);
                let cell = CellRef { column: 1, row, is_column_fixed: false, is_row_fixed };
                let row = replace(Found { sheet, cell, is_end }).row;
                out.push_str(&format!("{}{row}", mark(is_row_fixed)));
            }
            _ => out.push_str(token),
        }
        is_end = false;
        if let Some(after) = rest.strip_prefix(':') {
            out.push(':');
            rest = after;
            is_end = true;
        } else {
            sheet = None;
        }
    }
    out
}

/// The row that a token is, as one side of `3:5`.
fn rows_token(token: &str, after: &str, is_end: bool) -> Option<u32> {
    let (_, digits) = fixed(token);
    let row = number(digits)?;
    if !(1..=LAST_ROW).contains(&row) {
        return None;
    }
    let next = after.strip_prefix(':').unwrap_or_default().trim_start_matches('$');
    let is_begin = next.as_bytes().first().is_some_and(u8::is_ascii_digit);
    (is_begin || is_end).then_some(row)
}

fn is_word(ch: char) -> bool {
    ch.is_alphanumeric() || matches!(ch, '$' | '_' | '.' | '\\')
}

/// The length of a text in quotation marks, of which two stand for one.
fn quoted(rest: &str, mark: char) -> usize {
    let mut at = 1;
    while let Some(text) = rest.get(at..)
        && let Some(found) = text.find(mark)
    {
        at += found + 1;
        if !rest.get(at..).unwrap_or_default().starts_with(mark) {
            return at;
        }
        at += 1;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ten_down(found: Found<'_>) -> CellRef {
        CellRef { row: found.cell.row + 10, ..found.cell }
    }

    #[test]
    fn references_are_found_and_nothing_else() {
        for (formula, shifted) in [
            ("SUM(D5:D5)+$A$1", "SUM(D15:D15)+$A$11"),
            ("IF(B2=\"A1\",LOG10(C3),'表 A1'!B2)", "IF(B12=\"A1\",LOG10(C13),'表 A1'!B12)"),
            ("统计!$1:$3", "统计!$11:$13"),
            ("A:C+XFE1+[1]x", "A:C+XFE1+[1]x"),
            ("5+3", "5+3"),
            ("'a''b'!A1&\"x\"\"A1\"", "'a''b'!A11&\"x\"\"A1\""),
            ("", ""),
        ] {
            assert_eq!(rewritten(formula, &mut ten_down), shifted);
        }
        let mut seen = Vec::new();
        rewritten("'表 1'!A1:B2+C3", &mut |found| {
            seen.push((found.sheet.map(str::to_owned), found.is_end));
            found.cell
        });
        let sheet = Some("表 1".to_owned());
        assert_eq!(seen, [(sheet.clone(), false), (sheet, true), (None, false)]);
    }
}
