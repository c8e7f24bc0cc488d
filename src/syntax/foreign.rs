//! Readers of other crates, which get any bytes: a panic in one means no more than that the file cannot be read, and is
//! not printed.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// Whether this thread runs a reader of another crate.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What a reader finds; `None` when it panics.
pub(crate) fn guarded<T>(reader: impl FnOnce() -> T) -> Option<T> {
    let before = IS_GUARDED.replace(true);
    let found = catch_unwind(AssertUnwindSafe(reader)).ok();
    IS_GUARDED.set(before);
    found
}

/// Installs a panic hook that does not print panics inside [`guarded`]; all others are printed as before.
pub(crate) fn silence_guarded() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous_hook = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !IS_GUARDED.try_with(Cell::get).unwrap_or(false) {
                previous_hook(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_a_reader_is_no_result() {
        assert_eq!(guarded(|| 1), Some(1));
        silence_guarded();
        let panicked: Option<u8> = guarded(|| panic!("on purpose"));
        assert_eq!((panicked, IS_GUARDED.get()), (None, false));
    }
}
