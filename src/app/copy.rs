//! `copy`: a record like another one, as a draft, to be changed.

use super::compose::{UploadRef, Written};
use super::files::files_of;
use super::paths::{folder_of, owners_of};
use super::record::{current, kind_of};
use super::refusal::Refused;
use super::save::{SaveCall, Saved, save};
use super::session::App;
use super::trash::PathCall;
use super::uploads::keep;
use crate::l10n::app_messages::{AppRefusal, copy_of};
use crate::scaffold::form_text::{self, FormValue};

/// Keys that name one document, and that a copy does not take over.
const OF_ONE: [&str; 4] = ["formerly", "document_number", "pages", "correction"];

pub(super) fn copy(app: &App, call: &PathCall) -> Result<Saved, Refused> {
    let opened = app.opened()?;
    let path = call.path.as_str();
    let bytes = current(&opened, path)?;
    let kind = kind_of(path, opened.lang())?;
    if matches!(kind.kind, "site" | "indicators" | "school" | "pair" | "ledger") {
        return Err(AppRefusal::OnlyAsText.into());
    }
    let read = form_text::open(&bytes, &kind.fields, false).or(Err(AppRefusal::OnlyAsText))?;
    let mut values = read.values;
    for code in OF_ONE {
        values.remove(code);
    }
    if let Some(FormValue::Text(title)) = values.get_mut("title") {
        *title = copy_of(title, opened.lang());
    }
    let mut uploads = Vec::new();
    for file in
        files_of(&opened.root, path).into_iter().filter(|file| read.body.contains(&file.name))
    {
        let whole = opened.root.join(folder_of(path)).join(&file.name);
        let mut bytes = std::fs::File::open(whole).or(Err(AppRefusal::NoSuchFile))?;
        let kept = keep(&opened.root, &file.name, &mut bytes)?;
        uploads.push(UploadRef { id: kept.id, name: kept.name });
    }
    let (school, pair) = owners_of(path);
    let written = Written {
        school,
        pair,
        kind: kind.kind.to_owned(),
        values: form_text::shown(&kind.fields, &values),
        body: read.body,
        uploads,
        draft: true,
        ..Written::default()
    };
    save(app, SaveCall { written, digest: None, force: true })
}
