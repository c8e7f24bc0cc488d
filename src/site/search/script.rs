//! A value → a script that hands it over: `guidangPut("text-3",["…"])`.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::File;

/// Where a file lies; `number` where there are several of its name.
pub(super) fn path(name: &str, number: Option<usize>) -> String {
    format!("search/{}.js", full(name, number))
}

fn full(name: &str, number: Option<usize>) -> String {
    match number {
        Some(number) => format!("{name}-{number}"),
        None => name.to_owned(),
    }
}

/// The file of a value.
pub(super) fn file(name: &str, number: Option<usize>, value: &impl Serialize) -> File {
    let path = path(name, number);
    let name = full(name, number);
    let json = serde_json::to_string(value).expect("strings, numbers and lists of them");
    let bytes = format!("guidangPut(\"{name}\",{})\n", safe(&json)).into_bytes();
    File { path, bytes }
}

/// What a file that was made hands over; none unless it is just as it would be written.
pub(super) fn value<T>(
    name: &str,
    number: usize,
    old: &impl Fn(&str) -> Option<Vec<u8>>,
) -> Option<T>
where
    T: Serialize + DeserializeOwned,
{
    let bytes = old(&path(name, Some(number)))?;
    let json = bytes.strip_prefix(format!("guidangPut(\"{name}-{number}\",").as_bytes())?;
    let value: T = serde_json::from_slice(json.strip_suffix(b")\n")?).ok()?;
    (file(name, Some(number), &value).bytes == bytes).then_some(value)
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
