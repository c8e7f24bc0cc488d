//! A school that was merged into another one: it gets its last day and where it went. Its records stay under its own name,
//! as they were handed in, numbered and sealed.

use super::former_keys::{NewValue, YamlPart, add_key};
use super::messages::Refusal;
use super::move_plan::{FileEdit, MoveInputs, MovePlan, NotMoved};
use super::references::yaml_scalar;
use super::subject::{Subject, find};
use crate::model::{Day, SchoolIx};
use crate::parse::names::{CLOSED, MERGED_INTO};
use crate::syntax::text_edits::TextEdits;

/// Plans the merging of a school into another one, whose records count from the next day on. A `closed` that the school
/// has stays.
///
/// # Errors
/// When one of the names is no school, or the school is merged already; when its file cannot be read.
pub(crate) fn merge(
    inputs: MoveInputs<'_>,
    (school, into): (&str, &str),
    day: Day,
) -> Result<(MovePlan, SchoolIx), NotMoved> {
    let (old, new) = (school_named(inputs, school)?, school_named(inputs, into)?);
    let archive = inputs.archive;
    let (school, into) = (archive.school(old), archive.school(new));
    if old == new {
        return Err(Refusal::IntoItself { school: school.name.clone() }.into());
    }
    if school.merged_into.is_some() {
        return Err(Refusal::Merged { school: school.name.clone() }.into());
    }
    let day_of_merging = school.closed.unwrap_or(day);
    if let Some(closed) = into.closed
        && closed <= day_of_merging
    {
        let (school, day) = (into.name.clone(), closed.to_string());
        return Err(Refusal::IntoClosed { school, day }.into());
    }
    let path = school.file.as_str();
    let bytes = inputs.source.bytes(path)?;
    let Some(mut text) = TextEdits::of(bytes.clone()) else {
        return Err(Refusal::Encoding { path: path.to_owned() }.into());
    };
    let no_place = || Refusal::NoPlace { path: path.to_owned(), line: "merged_into".to_owned() };
    let part = YamlPart::of(&text.decoded(), false).ok_or_else(no_place)?;
    if part.entry(CLOSED).is_none() {
        add_key((CLOSED, NewValue::Scalar(&day.to_string())), &part, (path, &mut text))?;
    }
    if part.entry(MERGED_INTO).is_some() {
        return Err(no_place().into());
    }
    let into_id = yaml_scalar(&into.id);
    add_key((MERGED_INTO, NewValue::Scalar(&into_id)), &part, (path, &mut text))?;
    let new_bytes = text.finish().ok_or_else(no_place)?;
    let edit = FileEdit { path: path.to_owned(), old: bytes, new: new_bytes };
    let ids = (school.id.clone(), into.id.clone());
    Ok((MovePlan { ids, renames: Vec::new(), edits: vec![edit] }, old))
}

fn school_named(inputs: MoveInputs<'_>, name: &str) -> Result<SchoolIx, Refusal> {
    match find(inputs.archive, name)? {
        Subject::School(school) => Ok(school),
        Subject::Pair(_) | Subject::Document(_) => Err(Refusal::NoSchool { name: name.to_owned() }),
    }
}
