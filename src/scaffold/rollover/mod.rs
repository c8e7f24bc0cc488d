//! The next school year: terms for the list of site.yaml, and copies of plans with their dates moved by a year
//! (docs/interface.md §1, `rollover`).

mod plan_copy;
mod selection;
mod terms;
#[cfg(test)]
mod tests;
mod years;

pub use plan_copy::{CopyError, OpenPoints, PlanCopy, copy_plan, open_points};
pub use selection::{PlanFate, fates};
pub use terms::{TermList, new_terms};
