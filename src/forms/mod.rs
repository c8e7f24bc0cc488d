//! Forms of Word and Excel: blank ones to hand out (`template`) and workbooks for people (docs/interface.md §6.1).
//!
//! Pure: a form is bytes, made from the archive, and the same archive gives the same bytes.

mod aid_register;
pub mod blank;
mod county;
mod excel;
pub mod export;
pub mod fill;
pub mod library;
pub mod mark;
mod package;
pub mod values;
mod word;
mod xml;

pub(crate) use aid_register::aid_register;
pub use county::county_forms;
pub(crate) use excel::is_choices;

/// The kinds of files that forms are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormFormat {
    /// `.docx`
    Word,
    /// `.xlsx`
    Excel,
}

impl FormFormat {
    /// The format that the name of a file asks for.
    #[must_use]
    pub fn of_name(name: &str) -> Option<FormFormat> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "docx" => Some(FormFormat::Word),
            "xlsx" => Some(FormFormat::Excel),
            _ => None,
        }
    }
}
