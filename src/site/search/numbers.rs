//! Numbers with commas between their thousands become those without: `1,500` is found as `1500`. `foldNumbers` in
//! `static/search-words.js` does the same.

/// A normalised text without the commas within its numbers; `None` if there are none.
pub(super) fn fold_numbers(text: &str) -> Option<String> {
    if !text.contains(',') {
        return None;
    }
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let count = digits(bytes, at);
        if count == 0 {
            at += 1;
            continue;
        }
        let may_begin = at == 0 || !matches!(bytes[at - 1], b'.' | b',');
        at += count;
        while may_begin && count <= 3 && bytes.get(at) == Some(&b',') && digits(bytes, at + 1) == 3
        {
            out.push_str(&text[copied..at]);
            copied = at + 1;
            at += 4;
        }
    }
    if copied == 0 {
        return None;
    }
    out.push_str(&text[copied..]);
    Some(out)
}

/// How many digits stand at a place.
fn digits(bytes: &[u8], at: usize) -> usize {
    bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::fold_numbers;

    #[test]
    fn commas_between_thousands_are_left_out() {
        for (text, folded) in [
            ("1,500", "1500"),
            ("共1,234,567元，其中2,000元", "共1234567元，其中2000元"),
            ("12,345.6", "12345.6"),
            ("1,234,5678", "1234,5678"),
            ("3,1,500", "3,1,500"),
        ] {
            let found = fold_numbers(text);
            assert_eq!(found.as_deref().unwrap_or(text), folded, "{text}");
        }
        for text in ["2024,500", "1,50", "1,5000", "0.1,500", "a,500", "1, 500", "1500", ",500"] {
            assert_eq!(fold_numbers(text), None, "{text}");
        }
    }
}
