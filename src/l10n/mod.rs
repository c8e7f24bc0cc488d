//! The two languages of guidang, and the words that several of its parts share.

mod lang;
pub mod terms;

pub use lang::Lang;
