//! What can be wrong with sources.yaml, and with the data of the archives that it names.

use super::{BilingualName, Code, Severity};

/// What is wrong with a line of sources.yaml, or with what it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceProblem {
    /// Not the address of a site.
    Address {
        /// The text.
        found: String,
    },
    /// A folder that could be outside the archive.
    Folder {
        /// The text.
        found: String,
    },
    /// More archives than are ever rolled up.
    TooMany(usize),
    /// The data of one archive is left out; everything else goes on.
    Missing {
        /// What sources.yaml calls it.
        name: String,
        /// Why.
        why: WhyMissing,
    },
}

/// Why the data of an archive is left out. Texts of that archive are shortened before they are stored here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyMissing {
    /// The folder does not exist, or holds no data.
    NotThere {
        /// The file that was looked for, from the root.
        path: String,
    },
    /// The folder or file is a link or not a regular file: it could lead out of the archive.
    Link {
        /// From the root.
        path: String,
    },
    /// The system refused to read it.
    Unreadable {
        /// From the root.
        path: String,
    },
    /// A file is larger than allowed.
    TooLarge {
        /// Its name.
        file: &'static str,
        /// In bytes.
        limit: u64,
    },
    /// The JSON is cut off, or a value has another type.
    Shape {
        /// The file's name.
        file: &'static str,
        /// Where, from 1.
        line: usize,
        /// Where, from 1.
        column: usize,
    },
    /// Written in a format that this release does not know.
    Version {
        /// What the file says it is.
        found: String,
    },
    /// An invalid date, figure, code or reference.
    Value {
        /// The file's name.
        file: &'static str,
        /// Which value.
        field: BilingualName,
        /// The text, shortened.
        found: String,
    },
    /// An id that is used twice.
    Twice {
        /// The file's name.
        file: &'static str,
        /// The id, shortened.
        found: String,
    },
    /// Data identical to that of another archive.
    SameAs {
        /// What sources.yaml calls the other.
        name: String,
    },
    /// It contains personal data.
    Personal {
        /// What it seems to be.
        kind: BilingualName,
        /// The value with bullets in the middle.
        masked: String,
    },
}

impl SourceProblem {
    /// The stable code of the rule.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            SourceProblem::Address { .. } => Code::BadValue,
            SourceProblem::Folder { .. } => Code::UnsafePath,
            SourceProblem::TooMany(_) => Code::TooLarge,
            SourceProblem::Missing { .. } => Code::MissingSource,
        }
    }

    /// Whether it stops the build: what another archive does never stops this one.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            SourceProblem::Missing { .. } => Severity::Warning,
            SourceProblem::Address { .. }
            | SourceProblem::Folder { .. }
            | SourceProblem::TooMany(_) => Severity::Error,
        }
    }
}
