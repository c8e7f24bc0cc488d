//! Who handed in what in a month: the list that clerks keep by hand.

use std::path::Path;

use serde::Serialize;

use super::items;
use super::page::returned;
use super::register::{Register, month_of};
use crate::error::Error;
use crate::model::{Archive, Day, SchoolIx};

/// What was handed in in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthReport {
    /// `2026-11`
    pub month: String,
    /// Every school, in the order of the archive.
    pub schools: Vec<SchoolReport>,
}

/// What one school handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SchoolReport {
    /// The id of the school.
    pub school: String,
    /// Its name.
    pub name: String,
    /// What was taken, in order.
    pub taken: Vec<TakenReport>,
    /// How much was handed back and is still there.
    pub returned: usize,
}

/// One hand-in that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakenReport {
    /// The day.
    pub date: String,
    /// The id of the record.
    pub record: String,
    /// Its title.
    pub title: String,
    /// Whether it was a new version.
    pub changed: bool,
}

/// What was handed in in the month of a day.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn month_report(
    root: &Path,
    inbox: &Path,
    archive: &Archive,
    day: Day,
) -> Result<MonthReport, Error> {
    let month = month_of(day);
    let register = Register::read(root)?;
    let folders = items::folders(inbox, archive)?;
    let mut schools = Vec::with_capacity(archive.schools.len());
    for (index, school) in archive.schools.iter().enumerate() {
        let mut own = register.of_school(&school.id);
        own.retain(|entry| entry.date.starts_with(&month));
        own.sort_by_key(|entry| entry.number);
        let mut taken = Vec::with_capacity(own.len());
        for entry in own {
            taken.push(TakenReport {
                date: entry.date.clone(),
                record: entry.record.clone(),
                title: entry.title.clone(),
                changed: entry.changed,
            });
        }
        let mut back = 0;
        for folder in folders.schools.iter().filter(|folder| folder.school == SchoolIx(index)) {
            back += returned(folder).len();
        }
        let (id, name) = (school.id.clone(), school.name.clone());
        schools.push(SchoolReport { school: id, name, taken, returned: back });
    }
    Ok(MonthReport { month, schools })
}
