//! Path data of SVG: figures with at most one decimal.

use std::fmt::Write as _;

/// Appends a closed rectangle to path data.
pub(super) fn rect_data(data: &mut String, (x, y): (f64, f64), (width, height): (f64, f64)) {
    data.push('M');
    pair(data, x, y);
    data.push('h');
    number(data, width);
    data.push('v');
    number(data, height);
    data.push('h');
    number(data, -width);
    data.push('z');
}

/// Appends two figures, separated by a space only if one is needed.
pub(super) fn pair(data: &mut String, x: f64, y: f64) {
    number(data, x);
    if tenths(y) >= 0 {
        data.push(' ');
    }
    number(data, y);
}

fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64 // saturates; NaN becomes 0
}

/// Appends a figure with at most one decimal: `12`, `-0.5`; never `-0`, `NaN` or `1e9`.
pub(super) fn number(out: &mut String, value: f64) {
    let tenths = tenths(value);
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let _ = match rest {
        0 => write!(out, "{sign}{whole}"),
        _ => write!(out, "{sign}{whole}.{rest}"),
    };
}
