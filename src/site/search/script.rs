//! Writes values as scripts and reads them back: `guidangPut("text-3",["…"])`.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A file that has not been written yet.
pub(super) struct ScriptFile {
    path: String,
    bytes: Vec<u8>,
}

impl ScriptFile {
    /// Passes path and bytes to `put`.
    pub(super) fn put<E>(&self, put: &impl Fn(&str, &[u8]) -> Result<(), E>) -> Result<(), E> {
        put(&self.path, &self.bytes)
    }
}

/// The path of a file; `number` if there are several of its name.
pub(super) fn path(name: &str, number: Option<usize>) -> String {
    format!("search/{}.js", full_name(name, number))
}

fn full_name(name: &str, number: Option<usize>) -> String {
    match number {
        Some(number) => format!("{name}-{number}"),
        None => name.to_owned(),
    }
}

/// The file that passes a value to `static/search.js`.
pub(super) fn file(name: &str, number: Option<usize>, value: &impl Serialize) -> ScriptFile {
    let path = path(name, number);
    let name = full_name(name, number);
    let json = serde_json::to_string(value).expect("strings, numbers and lists of them");
    let bytes = format!("guidangPut(\"{name}\",{})\n", escape_json(&json)).into_bytes();
    ScriptFile { path, bytes }
}

/// The value of a file on disk, read by `read_old`; `None` unless the file is byte for byte what [`file`] would write.
pub(super) fn read_value<T>(
    name: &str,
    number: usize,
    read_old: &impl Fn(&str) -> Option<Vec<u8>>,
) -> Option<T>
where
    T: Serialize + DeserializeOwned,
{
    let bytes = read_old(&path(name, Some(number)))?;
    let json = bytes.strip_prefix(format!("guidangPut(\"{name}-{number}\",").as_bytes())?;
    let value: T = serde_json::from_slice(json.strip_suffix(b")\n")?).ok()?;
    (file(name, Some(number), &value).bytes == bytes).then_some(value)
}

/// Escapes JSON so that every browser takes it for JavaScript, and so that it cannot end a `<script>` if it is inlined.
/// The characters that are replaced can occur only inside strings.
fn escape_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut copied = 0;
    for (index, found) in json.match_indices(['<', '`', '\u{2028}', '\u{2029}']) {
        out.push_str(&json[copied..index]);
        for ch in found.chars() {
            out.push_str(&format!("\\u{:04x}", u32::from(ch)));
        }
        copied = index + found.len();
    }
    out.push_str(&json[copied..]);
    out.replace("${", "\\u0024{")
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn nothing_ends_the_script_or_the_string() {
        let written = file("text", Some(3), &["</script>`${x}\u{2028}\u{2029}\"\\\n"]);
        assert_eq!(written.path, "search/text-3.js");
        let text = String::from_utf8(written.bytes).unwrap();
        let want = r#"guidangPut("text-3",["\u003c/script>\u0060\u0024{x}\u2028\u2029\"\\\n"])"#;
        assert_eq!(text, format!("{want}\n"));
    }
}
