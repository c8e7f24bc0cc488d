//! Path data of SVG: figures with at most one decimal.

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

/// Appends pieces of path data, each with its start relative to a place.
pub(super) fn piece_data(data: &mut String, (x, y): (f64, f64), pieces: &[(f64, f64, &str)]) {
    for (dx, dy, rest) in pieces {
        data.push('M');
        pair(data, x + dx, y + dy);
        data.push_str(rest);
    }
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
    if tenths < 0 {
        out.push('-');
    }
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    push_digits(out, whole);
    if rest != 0 {
        out.push('.');
        push_digits(out, rest);
    }
}

/// Appends the digits of a number. A chart has hundreds of them, for which the machinery of `write!` is slow.
fn push_digits(out: &mut String, number: u64) {
    if 10 <= number {
        push_digits(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}
