//! A value → a script that hands it over: `guidangPut("text-3",["…"])`.

use serde::Serialize;

use super::File;

/// The file of a value; `number` where there are several of its name.
pub(super) fn file(name: &str, number: Option<usize>, value: &impl Serialize) -> File {
    let name = match number {
        Some(number) => format!("{name}-{number}"),
        None => name.to_owned(),
    };
    let json = serde_json::to_string(value).expect("strings, numbers and lists of them");
    let bytes = format!("guidangPut(\"{name}\",{})\n", safe(&json)).into_bytes();
    File { path: format!("search/{name}.js"), bytes }
}

/// JSON that is JavaScript in every browser, and that ends no `<script>` wherever somebody puts it. What is replaced
/// can only stand inside of strings.
fn safe(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut copied = 0;
    let special = |it: &(usize, char)| matches!(it.1, '<' | '`' | '\u{2028}' | '\u{2029}');
    for (at, it) in json.char_indices().filter(special) {
        out.push_str(&json[copied..at]);
        out.push_str(&format!("\\u{:04x}", u32::from(it)));
        copied = at + it.len_utf8();
    }
    out.push_str(&json[copied..]);
    out.replace("${", "\\u0024{")
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn nothing_ends_the_script_or_the_string() {
        let it = file("text", Some(3), &["</script>`${x}\u{2028}\u{2029}\"\\\n"]);
        assert_eq!(it.path, "search/text-3.js");
        let text = String::from_utf8(it.bytes).unwrap();
        let want = r#"guidangPut("text-3",["\u003c/script>\u0060\u0024{x}\u2028\u2029\"\\\n"])"#;
        assert_eq!(text, format!("{want}\n"));
    }
}
