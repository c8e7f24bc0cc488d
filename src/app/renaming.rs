//! Files that get the name that the day of their record asks for.

use serde_json::json;

use super::compose::Composed;
use super::jobs::{Started, TaskCall, start_program};
use super::naming::{by_day, day_of, entry_of};
use super::record::{current, kind_of};
use super::refusal::Refused;
use super::session::{App, Opened};
use crate::l10n::app_messages::AppRefusal;
use crate::parse::names::YES_NO;
use crate::scaffold::form_text::{self, FormValue, FormValues};

/// Gives a record the name that its day asks for, as `move` does: what names it follows.
pub(super) fn rename(app: &App, call: &TaskCall) -> Result<Started, Refused> {
    let opened = app.opened()?;
    let path = call.path.as_deref().unwrap_or_default();
    let kind = kind_of(path, opened.lang())?;
    let read = form_text::open(&current(&opened, path)?, &kind.fields, false);
    let values = read.or(Err(AppRefusal::OnlyAsText))?.values;
    let new = by_day(&opened.root, path, &values).ok_or(AppRefusal::NameFits)?;
    let arguments = vec!["move".to_owned(), id_of(path), id_of(&new)];
    start_program(app, opened, arguments, json!({ "record": new }))
}

fn id_of(path: &str) -> String {
    entry_of(path).trim_end_matches(".md").to_owned()
}

/// The new path of a draft that was saved, where its day is another by now: nobody has seen it under the old name.
pub(super) fn draft_by_day(opened: &Opened, composed: &Composed) -> Option<String> {
    let old = composed.old.as_ref()?;
    let kind = kind_of(&composed.path, opened.lang()).ok()?;
    let before = form_text::open(&old.bytes, &kind.fields, false).ok()?.values;
    if !is_draft(&before) || kind.kind == "ledger" {
        return None;
    }
    let now = form_text::open(&composed.bytes, &kind.fields, false).ok()?.values;
    match day_of(&before) == day_of(&now) {
        true => None,
        false => by_day(&opened.root, &composed.path, &now),
    }
}

fn is_draft(values: &FormValues) -> bool {
    let Some(FormValue::Text(text)) = values.get("draft") else { return false };
    YES_NO.iter().any(|(name, yes)| *yes && name.is(text))
}
