//! Plans a move from beginning to end.

use super::edits::edits;
use super::move_plan::{MoveInputs, MovePlan, NotMoved};
use super::place::relocation;
use super::subject::find;

/// Plans a move.
///
/// # Errors
/// When the move is refused, or a file cannot be read.
pub(crate) fn relocate(inputs: MoveInputs<'_>, old: &str, new: &str) -> Result<MovePlan, NotMoved> {
    let subject = find(inputs.archive, old)?;
    let relocated = relocation(inputs, &subject, new)?;
    let edits = edits(inputs, &relocated)?;
    let ids = (relocated.old_id.clone(), relocated.new_id.clone());
    Ok(MovePlan { ids, renames: relocated.renames, edits })
}
