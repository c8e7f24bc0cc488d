//! Blank forms to hand out: `guidang template` (docs/interface.md §6.1).

mod build;
mod choices;
mod content;
mod open_problems;
mod own_lines;

use std::io;

pub use choices::FormScope;
pub use own_lines::is_own_line;

pub(super) use build::BLANK_ROWS;
pub(crate) use build::FOUND;
pub(super) use choices::has_own_cell;
pub(super) use content::{BlankForm, CellKind, FormField, FormSection, FormTable, letters};

use self::build::FormBuilder;
use self::choices::Choices;
use self::open_problems::open_problems;
use super::{FormFormat, excel, word};
use crate::l10n::Lang;
use crate::model::{Archive, Day, Ledger};

/// What a blank form is for.
#[derive(Debug, Clone, Copy)]
pub enum BlankKind<'a> {
    /// A visit.
    Visit,
    /// The summary of a term.
    Summary,
    /// Problems found at visits.
    FollowUps,
    /// A ledger like this one, and its title.
    Ledger(&'a str, &'a Ledger),
}

/// The bytes of a blank form in an archive's language or another.
///
/// # Errors
/// When a form is too large to be packed.
pub fn blank_form(
    kind: BlankKind<'_>,
    format: FormFormat,
    archive: &Archive,
    scope: FormScope,
    lang: Lang,
    as_of: Day,
) -> io::Result<Vec<u8>> {
    let builder = FormBuilder { choices: Choices { archive, scope, as_of }, lang };
    let form = match kind {
        BlankKind::Visit => builder.visit(),
        BlankKind::Summary => builder.summary(),
        BlankKind::FollowUps => builder.follow_ups(open_problems(archive, scope, as_of)),
        BlankKind::Ledger(title, ledger) => builder.ledger(title, ledger),
    };
    match format {
        FormFormat::Word => word::document(&form),
        FormFormat::Excel => excel::workbook(&form),
    }
}
