//! The table of a ledger as rows that are edited in the page.

use super::compose::{Beside, Written};
use super::paths::{folder_of, is_sound_name, name_of};
use super::record::Seen;
use super::refusal::Refused;
use crate::l10n::Lang;
use crate::l10n::app_messages::AppRefusal;
use crate::scaffold::form_text::{FormValue, FormValues};
use crate::scaffold::ledger_table;
use crate::syntax::csv;

const MARK: &str = "\u{feff}";

/// The rows of a CSV file in UTF-8 with commas; `None` for any other, which is edited in a spreadsheet program.
pub(super) fn rows_of(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix(MARK).unwrap_or(text);
    if csv::delimiter(text, &[]) != b',' {
        return None;
    }
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.records() {
        rows.push(row.ok()?.iter().map(str::to_owned).collect());
    }
    Some(rows)
}

/// Rows as a CSV file; those without any text are left out.
fn text_of(rows: &[Vec<String>], line_end: &str) -> String {
    let mut text = String::new();
    for row in rows {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str(line_end);
    }
    text
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

/// The table of a ledger with these rows; nothing where it has them already.
pub(super) fn rewritten(seen: &Seen, rows: &[Vec<String>]) -> Result<Vec<Beside>, Refused> {
    let Some((path, bytes)) = &seen.table else { return Err(AppRefusal::TableOnlyAsFile.into()) };
    let old = rows_of(bytes).ok_or(AppRefusal::TableOnlyAsFile)?;
    if old == rows {
        return Ok(Vec::new());
    }
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut new = text_of(rows, line_end);
    if text.starts_with(MARK) {
        new.insert_str(0, MARK);
    }
    Ok(vec![Beside { path: path.clone(), bytes: new.into_bytes(), is_new: false }])
}

/// The table of a new ledger: a file that was sent, which is named as the ledger is, or the rows of the page.
pub(super) fn of_new(
    written: &Written,
    values: &mut FormValues,
    path: &str,
    lang: Lang,
) -> (Vec<Beside>, Option<(String, String)>) {
    let stem = name_of(path).trim_end_matches(".md").to_owned();
    let sent = match values.get("table") {
        Some(FormValue::Text(name)) => written.uploads.iter().find(|sent| sent.name == *name),
        _ => None,
    };
    if let Some(sent) = sent
        && let Some((_, ending)) = sent.name.rsplit_once('.')
    {
        let name = format!("{stem}.{}", ending.to_ascii_lowercase());
        values.insert("table".to_owned(), FormValue::Text(name.clone()));
        return (Vec::new(), Some((sent.name.clone(), name)));
    }
    let name = format!("{stem}.csv");
    let text = match (&written.rows, &written.table) {
        (Some(rows), _) => text_of(rows, "\n"),
        (None, Some(table)) => table.clone(),
        (None, None) => ledger_table(lang),
    };
    values.insert("table".to_owned(), FormValue::Text(name.clone()));
    let path = format!("{}/{name}", folder_of(path));
    (vec![Beside { path, bytes: text.into_bytes(), is_new: true }], None)
}

/// The path of a ledger's table next to it, by the values of the ledger.
pub(super) fn path_of(ledger: &str, values: &FormValues) -> Option<String> {
    let Some(FormValue::Text(name)) = values.get("table") else { return None };
    let is_csv = name.to_ascii_lowercase().ends_with(".csv");
    (is_csv && is_sound_name(name)).then(|| format!("{}/{name}", folder_of(ledger)))
}
