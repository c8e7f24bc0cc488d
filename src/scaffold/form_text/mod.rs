//! Records, plans, schools and settings as forms fill them in: values → the text that a person would write, and edits of a
//! text that leave alone what was not changed.

mod align;
mod edit;
mod edit_list;
mod file;
mod read;
mod value;
mod write;

pub use edit::edit;
pub use file::{NotEditable, OpenedText, open};
pub use value::{FormValue, FormValues, WrongShape, settled, shown, with_lf};
pub use write::{new_record, new_yaml};
