//! Texts as XML takes them.

/// A text inside an element or an attribute: no sign of it is markup, and what XML does not allow is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(ch),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_sign_of_a_text_is_markup() {
        assert_eq!(escaped("<w:t a=\"1\">&\u{1}\u{fffe}王"), "&lt;w:t a=&quot;1&quot;&gt;&amp;王");
    }
}
