//! Finds texts and pictures in the values of a document.

use serde_json::Value;

/// Passes every printed text to `visit` with the name of its value, such as titles, cells and charts.
pub(super) fn for_each_text(value: &mut Value, visit: &mut dyn FnMut(&str, &mut String)) {
    visit_texts("", value, visit);
}

fn visit_texts(name: &str, value: &mut Value, visit: &mut dyn FnMut(&str, &mut String)) {
    match value {
        // File names and addresses are not printed.
        Value::String(text) if !matches!(name, "file" | "href" | "back" | "root") => {
            visit(name, text);
        }
        Value::Array(items) => {
            for item in items {
                visit_texts(name, item, visit);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                visit_texts(name, field, visit);
            }
        }
        _ => {}
    }
}

/// Everything that is printed, as lines; a text in several styles is one line, as a reader sees it.
#[must_use]
pub fn plain_text(value: &Value) -> String {
    let mut out = String::new();
    push_text(value, &mut out);
    out
}

fn push_text(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => {
            out.push_str(text);
            out.push('\n');
        }
        Value::Array(items) => {
            for item in items {
                push_text(item, out);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::Array(runs) if name == "runs" => {
                        for run in runs {
                            out.push_str(run["text"].as_str().unwrap_or_default());
                        }
                        out.push('\n');
                    }
                    _ => push_text(field, out),
                }
            }
        }
        _ => {}
    }
}

/// The files of the pictures that a document shows, sorted, each once.
#[must_use]
pub fn pictures(value: &Value) -> Vec<String> {
    let mut files = Vec::new();
    collect_pictures(value, &mut files);
    files.sort();
    files.dedup();
    files
}

fn collect_pictures(value: &Value, files: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for item in items {
                collect_pictures(item, files);
            }
        }
        Value::Object(fields) => {
            if let Some(file) = fields.get("file").and_then(Value::as_str)
                && !file.is_empty()
            {
                files.push(file.to_owned());
            }
            for field in fields.values() {
                collect_pictures(field, files);
            }
        }
        _ => {}
    }
}
