//! What can be wrong with file numbers.

use super::Code;

/// What is wrong with numbers.yaml, or with `numbering` of site.yaml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilingProblem {
    /// A part of a number that is not letters and digits.
    Code {
        /// The text.
        found: String,
    },
    /// A line of numbers.yaml that is not a file number with the id of its record.
    Line {
        /// The line, or its beginning.
        found: String,
    },
    /// There are numbers, but site.yaml has no rule for new ones.
    NoFonds,
    /// The record of a number no longer exists.
    Gone {
        /// The number.
        number: String,
        /// The id.
        document: String,
    },
    /// A number no longer matches its record.
    Differs {
        /// The number.
        number: String,
        /// The id.
        document: String,
        /// What the rule would give now, without 件号.
        now: String,
    },
    /// Numbers begin differently from what the rule says now.
    Fonds {
        /// How many.
        count: usize,
        /// How the first of them begins.
        given: String,
        /// How they would begin by the rule.
        now: String,
    },
}

impl FilingProblem {
    /// The stable code of the rule.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            FilingProblem::Code { .. } | FilingProblem::Line { .. } => Code::BadValue,
            FilingProblem::NoFonds => Code::MissingField,
            FilingProblem::Gone { .. } => Code::UnknownReference,
            FilingProblem::Differs { .. } | FilingProblem::Fonds { .. } => Code::ConflictingValues,
        }
    }
}
