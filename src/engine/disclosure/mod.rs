//! Statistical disclosure control: which figures of sensitive indicators are withheld (MODEL.md §6).

mod complementary;
mod primary;

pub use primary::{Suppression, Withheld};
