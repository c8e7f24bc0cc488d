//! Packed bags.
