//! The county's own forms (表样) that are filled in from one record: those with places such as `{{ 记录.标题 }}`.

use std::collections::BTreeSet;

use super::FormFormat;
use super::fill::paths_of_places;
use super::values::field_of_record;
use crate::model::{CountyForm, RecordKind};
use crate::parse::names::FORMS_DIR;
use crate::source::Source;

/// The fields that records of one kind alone have. The other fields are those of every kind.
const OWN_FIELDS: [(RecordKind, &[&str]); 5] = [
    (
        RecordKind::Visit,
        &[
            "time",
            "form",
            "to",
            "action",
            "place",
            "host",
            "speakers",
            "recorder",
            "attendance",
            "beneficiaries",
            "cost",
            "subject",
            "grade",
            "lesson",
            "needs",
            "feedback",
            "materials",
            "follow_ups",
            "other",
        ],
    ),
    (RecordKind::Summary, &["author", "approved_by"]),
    (RecordKind::Ledger, &["rows"]),
    (RecordKind::Honour, &["level"]),
    (RecordKind::Question, &["asked_by"]),
];
const EVERY_KIND: [RecordKind; 6] = [
    RecordKind::Visit,
    RecordKind::Summary,
    RecordKind::Ledger,
    RecordKind::Resource,
    RecordKind::Honour,
    RecordKind::Question,
];

/// The forms of a source that are filled in from one record, by path. What cannot be read as a form is left out:
/// `fill` says why.
#[must_use]
pub fn county_forms(source: &dyn Source) -> Vec<CountyForm> {
    let mut forms = Vec::new();
    for path in source.paths() {
        let parts: Vec<&str> = path.split('/').collect();
        let ["content", folder, .., name] = parts.as_slice() else { continue };
        if !FORMS_DIR.is(folder) || parts.len() < 3 {
            continue;
        }
        let Some(format) = FormFormat::of_name(name) else { continue };
        let Ok(bytes) = source.bytes(path) else { continue };
        let kinds = kinds_of(&bytes, format);
        if !kinds.is_empty() {
            forms.push(CountyForm { name: (*name).to_owned(), kinds });
        }
    }
    forms
}

/// The kinds of records that a form is for: those whose own fields it has, or every kind. None where it has no place of a
/// record.
fn kinds_of(bytes: &[u8], format: FormFormat) -> Vec<RecordKind> {
    let Ok(paths) = paths_of_places(bytes, format) else { return Vec::new() };
    let mut fields: BTreeSet<&str> = BTreeSet::new();
    for path in &paths {
        fields.extend(field_of_record(path));
    }
    if fields.is_empty() {
        return Vec::new();
    }
    let mut kinds = Vec::new();
    for (kind, own) in OWN_FIELDS {
        if own.iter().any(|field| fields.contains(field)) {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() { EVERY_KIND.to_vec() } else { kinds }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::library::LibraryForm;
    use crate::forms::values::record_fields;
    use crate::l10n::Lang;

    #[test]
    fn a_form_is_for_the_kinds_whose_fields_it_has() {
        for lang in [Lang::Zh, Lang::En] {
            for (form, kinds) in [
                (LibraryForm::Visit, vec![RecordKind::Visit]),
                (LibraryForm::Summary, vec![RecordKind::Summary]),
                (LibraryForm::Aid, Vec::new()),
                (LibraryForm::Statistics, Vec::new()),
            ] {
                let bytes = form.bytes(lang).unwrap();
                assert_eq!(kinds_of(&bytes, form.format()), kinds, "{form:?}");
            }
        }
        assert!(kinds_of(b"no form", FormFormat::Word).is_empty());
    }

    #[test]
    fn every_own_field_is_one_that_places_can_name() {
        for (_, own) in OWN_FIELDS {
            for field in own {
                assert!(record_fields().any(|known| known == *field), "{field}");
            }
        }
    }
}
