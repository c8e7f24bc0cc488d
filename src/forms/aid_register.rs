//! The register of aid paid for the ledger that an archive keeps of it: 资助发放登记表 with the ledger's own columns.

use std::io;

use super::blank::{CellKind, FormField, FormTable};
use super::excel;
use super::library::LibraryForm;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, ColumnRole, Detail, Ledger, Record};
use crate::syntax::workbook::cell_name;

/// The title of the ledger that the form of the library is for, in both languages.
const OWN_LEDGER: [&str; 2] = ["资助发放", "aid"];
/// What the title of a ledger of payments says.
const PAYMENT_WORDS: [&str; 3] = ["发放", "Payment", "payment"];
/// The row of the table in which the places stand: below the title, a line and the head.
const PLACES_ROW: u32 = 4;

/// The register for the only ledger of payments that an archive has; `None` where it has none or several, or the one that
/// the form of the library names.
///
/// # Errors
/// When it cannot be packed.
pub(crate) fn aid_register(archive: &Archive, lang: Lang) -> io::Result<Option<Vec<u8>>> {
    let Some((record, ledger)) = payments(archive) else { return Ok(None) };
    let name = record.id.rsplit('/').next().unwrap_or_default();
    let mut form = LibraryForm::Aid.form(lang);
    form.table = Some(table(name, ledger, lang));
    excel::workbook(&form).map(Some)
}

/// The only ledger of payments.
fn payments(archive: &Archive) -> Option<(&Record, &Ledger)> {
    let mut found: Option<(&Record, &Ledger)> = None;
    for record in &archive.records {
        let Detail::Ledger(ledger) = &record.detail else { continue };
        let name = record.id.rsplit('/').next().unwrap_or_default();
        if OWN_LEDGER.contains(&record.title.as_str()) || OWN_LEDGER.contains(&name) {
            return None;
        }
        let is_of_payments = PAYMENT_WORDS.iter().any(|word| record.title.contains(word));
        // A dot separates the names of a place.
        if !is_of_payments || name.contains('.') {
            continue;
        }
        if found.is_some() {
            return None;
        }
        found = Some((record, ledger));
    }
    found
}

/// One row of places, a column for each of the ledger that is published, and the sums of its figures below.
fn table(name: &str, ledger: &Ledger, lang: Lang) -> FormTable {
    let mut shown = Vec::new();
    for column in &ledger.columns {
        if column.role != ColumnRole::Secret && !column.name.contains('.') {
            shown.push(column);
        }
    }
    let (mut columns, mut places, mut totals) = (Vec::new(), Vec::new(), Vec::new());
    for (at, column) in shown.iter().enumerate() {
        let kind = match column.role {
            ColumnRole::Date => CellKind::Date,
            ColumnRole::Data => CellKind::Number,
            ColumnRole::Text | ColumnRole::Secret => CellKind::Text,
        };
        columns.push(FormField { kind, ..FormField::text(&column.name) });
        let mut place = format!("{{{{ {} }}}}", column.name);
        if at == 0 {
            let (each, all) = pick(lang, ("每", "台账"), ("each", "ledgers"));
            let rows = pick(lang, "行", "rows");
            place = format!("{{{{#{each} {all}.{name}.{rows}}}}}{place}");
        }
        if at + 1 == shown.len() {
            place.push_str(pick(lang, "{{/每}}", "{{/each}}"));
        }
        places.push(place);
        let cell = cell_name(PLACES_ROW, at as u32 + 1);
        totals.push(match column.role {
            ColumnRole::Data => format!("=SUM({cell}:{cell})"),
            _ if at == 0 => pick(lang, "合计", "Total").to_owned(),
            _ => String::new(),
        });
    }
    FormTable { label: String::new(), columns, rows: vec![places], totals }
}
