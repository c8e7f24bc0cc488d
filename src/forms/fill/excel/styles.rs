//! Which styles of cells show dates, and which texts.

use std::collections::BTreeSet;

use super::book::tree_of;
use crate::forms::fill::filler::CellStyles;
use crate::forms::fill::tree::{Element, root};
use crate::forms::package::{PackageProblem, Part};

/// The number of the format that keeps every value as a text.
const TEXT_FORMAT: u32 = 49;

/// The styles of a workbook's cells, by the numbers that cells use for them.
pub(super) fn cell_styles(parts: &[Part]) -> Result<CellStyles, PackageProblem> {
    let mut styles = CellStyles::default();
    let Some(mut nodes) = tree_of(parts, "xl/styles.xml")? else { return Ok(styles) };
    let sheet = root(&mut nodes)?;
    let mut dates = BTreeSet::new();
    for format in sheet.child("numFmts").into_iter().flat_map(Element::elements) {
        let code = format.attribute("formatCode").unwrap_or_default();
        if is_date_code(&code) {
            dates.extend(format_id(format));
        }
    }
    let formats = sheet.child("cellXfs").into_iter().flat_map(Element::elements);
    for (number, format) in formats.enumerate() {
        let id = format_id(format).unwrap_or(0);
        // The built-in formats of days, those of East Asia too; those of times alone show no day.
        if matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58) || dates.contains(&id) {
            styles.dates.insert(number.to_string());
        }
        if id == TEXT_FORMAT {
            styles.texts.insert(number.to_string());
        }
    }
    Ok(styles)
}

/// The number of the format that an element gives or uses.
fn format_id(element: &Element) -> Option<u32> {
    element.attribute("numFmtId")?.parse().ok()
}

/// Whether a format shows a year or a day, outside of quotation marks and brackets.
fn is_date_code(code: &str) -> bool {
    let mut closes = None;
    let mut is_escaped = false;
    for ch in code.chars() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match (closes, ch) {
            (Some(close), _) if ch == close => closes = None,
            (Some(_), _) => {}
            (None, '"') => closes = Some('"'),
            (None, '[') => closes = Some(']'),
            (None, '\\' | '_' | '*') => is_escaped = true,
            (None, 'y' | 'Y' | 'd' | 'D') => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_date_code;

    #[test]
    fn formats_of_days_are_known() {
        for code in ["yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "[$-804]m/d"] {
            assert!(is_date_code(code), "{code}");
        }
        for code in ["0.00", "#,##0\"yd\"", "[Red]0", "\\d0", "@", "hh:mm"] {
            assert!(!is_date_code(code), "{code}");
        }
    }
}
