//! The names of files that take another name when they are whole.

use std::hash::{BuildHasher, Hasher, RandomState};

use crate::syntax::ascii::is_hex;

/// The two ends of a temporary name. It begins with a dot, so that it is never read as a record.
const ENDS: (&str, &str) = (".guidang-", ".tmp");

/// A temporary name with 16 random hexadecimal digits.
pub(super) fn temporary_name() -> String {
    let random = RandomState::new().build_hasher().finish();
    format!("{}{random:016x}{}", ENDS.0, ENDS.1)
}

/// Whether a name is one that [`temporary_name`] gives.
pub(crate) fn is_temporary(name: &str) -> bool {
    let random = name.strip_prefix(ENDS.0).and_then(|rest| rest.strip_suffix(ENDS.1));
    random.is_some_and(|random| random.len() == 16 && is_hex(random))
}
