//! What changes when a record, a plan, a pair or a school gets another id or another place (docs/interface.md §1, `move`):
//! which files are renamed, and which bytes of which files follow. Nothing is written here.

mod edits;
mod former_keys;
mod former_list;
mod ids;
mod links;
mod merge;
mod messages;
mod move_plan;
mod moved_source;
mod numbers;
mod place;
mod planning;
mod references;
mod similarity;
mod subject;

pub(crate) use merge::merge;
pub(crate) use move_plan::{MoveInputs, MovePlan, NotMoved, Rename, rest_below};
pub(crate) use moved_source::MovedSource;
pub(crate) use place::check_name;
pub(crate) use planning::relocate;
