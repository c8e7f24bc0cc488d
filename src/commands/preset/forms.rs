//! The forms of a preset: blank ones of Word and Excel for visits, summaries and its ledgers, filled in as far as the
//! archive knows.

use crate::error::{Error, Operation};
use crate::forms::FormFormat;
use crate::forms::blank::{BlankKind, FormScope, blank_form};
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Day, Detail, PlanOwner};
use crate::scaffold::{Preset, file_name};

/// What forms are made for.
pub(crate) struct FormsWanted<'a> {
    /// The archive with the schools and types to choose from.
    pub(crate) archive: &'a Archive,
    /// Whose forms they are.
    pub(crate) scope: FormScope,
    /// Where they go.
    pub(crate) folder: &'a str,
    pub(crate) lang: Lang,
    pub(crate) today: Day,
}

/// The forms that go with a preset: paths below the root, and their bytes. The ledgers are those of the preset's examples.
pub(crate) fn preset_forms(
    preset: &Preset,
    wanted: &FormsWanted<'_>,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let FormsWanted { archive, scope, folder, lang, today } = *wanted;
    let own = preset.parsed(lang, false, today)?;
    let mut kinds = vec![
        (BlankKind::Visit, pick(lang, "活动记录", "visit").to_owned(), FormFormat::Word),
        (BlankKind::Summary, pick(lang, "学期总结", "summary").to_owned(), FormFormat::Word),
    ];
    for record in &own.records {
        if let Detail::Ledger(ledger) = &record.detail {
            let title = without_tail(&record.title);
            kinds.push((BlankKind::Ledger(title, ledger), file_name(title), FormFormat::Excel));
        }
    }
    let mut forms = Vec::new();
    for (kind, name, format) in kinds {
        let ending = if format == FormFormat::Word { "docx" } else { "xlsx" };
        let path = format!("{folder}/{name}.{ending}");
        let bytes = blank_form(kind, format, archive, scope, lang, today);
        forms.push((path.clone(), bytes.map_err(Error::io(Operation::Save, &path))?));
    }
    Ok(forms)
}

/// The title of an example without `（示例…）`.
fn without_tail(title: &str) -> &str {
    let end = title.find(['（', '(']).unwrap_or(title.len());
    title[..end].trim_end()
}

/// Whose forms they are: the school's or the pair's that a plan's file is of. The plan itself is left open: a form outlives
/// it, and a record without a plan counts for all.
pub(crate) fn scope_of(archive: &Archive, plan_file: &str) -> FormScope {
    let plan = archive.plans.iter().find(|plan| plan.file == plan_file);
    let (school, pair) = match plan.map(|plan| plan.owner) {
        Some(PlanOwner::School(school)) => (Some(school), None),
        Some(PlanOwner::Pair(pair)) => (None, Some(pair)),
        Some(PlanOwner::Archive) | None => (None, None),
    };
    FormScope { school, pair, plan: None }
}

/// The folder of forms, spelled in a language unless only the other spelling exists.
pub(crate) fn forms_folder(lang: Lang, exists: &dyn Fn(&str) -> bool) -> &'static str {
    let (zh, en) = ("content/表样", "content/forms");
    let (own, other) = pick(lang, (zh, en), (en, zh));
    if !exists(own) && exists(other) { other } else { own }
}
