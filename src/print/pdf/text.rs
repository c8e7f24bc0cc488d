//! The texts of a document's values.

use serde_json::Value;

/// Every text with the name that it has in the values: titles, cells, charts.
pub(super) fn each(value: &mut Value, with: &mut dyn FnMut(&str, &mut String)) {
    fn walk(name: &str, value: &mut Value, with: &mut dyn FnMut(&str, &mut String)) {
        match value {
            // Names of files and addresses are not printed.
            Value::String(text) if !matches!(name, "file" | "href" | "back" | "root") => {
                with(name, text);
            }
            Value::Array(all) => all.iter_mut().for_each(|it| walk(name, it, with)),
            Value::Object(all) => all.iter_mut().for_each(|(name, it)| walk(name, it, with)),
            _ => {}
        }
    }
    walk("", value, with);
}

/// All that is printed, as lines; a text in several styles is one line, as a reader sees it.
#[must_use]
pub fn plain_text(value: &Value) -> String {
    fn walk(value: &Value, out: &mut String) {
        match value {
            Value::String(it) => {
                out.push_str(it);
                out.push('\n');
            }
            Value::Array(all) => all.iter().for_each(|it| walk(it, out)),
            Value::Object(all) => {
                for (name, it) in all {
                    match it.as_array().filter(|_| name == "runs") {
                        Some(runs) => {
                            for run in runs {
                                out.push_str(run["text"].as_str().unwrap_or_default());
                            }
                            out.push('\n');
                        }
                        None => walk(it, out),
                    }
                }
            }
            _ => {}
        }
    }
    let mut out = String::new();
    walk(value, &mut out);
    out
}

/// The files of the pictures that a document shows, each once.
#[must_use]
pub fn pictures(value: &Value) -> Vec<String> {
    fn walk(value: &Value, out: &mut Vec<String>) {
        match value {
            Value::Array(all) => all.iter().for_each(|it| walk(it, out)),
            Value::Object(all) => {
                if let Some(file) = all.get("file").and_then(Value::as_str)
                    && !file.is_empty()
                {
                    out.push(file.to_owned());
                }
                all.values().for_each(|it| walk(it, out));
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(value, &mut out);
    out.sort();
    out.dedup();
    out
}
