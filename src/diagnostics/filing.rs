//! What can be wrong with the numbers of papers.

use super::Code;

/// What is wrong with numbers.yaml, or with `numbering` of site.yaml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilingTrouble {
    /// A part of a number that is not letters and digits.
    Code {
        /// The text.
        found: String,
    },
    /// A line of numbers.yaml that is no number with its paper.
    Line {
        /// The line, or its beginning.
        found: String,
    },
    /// There are numbers, and site.yaml has no rule for more.
    NoFonds,
    /// The paper of a number is not there any more.
    Gone {
        /// The number.
        number: String,
        /// The id.
        paper: String,
    },
    /// A number says something else than the paper by now.
    Differs {
        /// The number.
        number: String,
        /// The id.
        paper: String,
        /// What the rule would give, without 件号.
        now: String,
    },
    /// Numbers begin otherwise than the rule says by now.
    Fonds {
        /// How many.
        count: usize,
        /// How the first of them begins.
        given: String,
        /// How the rule says.
        now: String,
    },
}

impl FilingTrouble {
    /// The stable word for it.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            FilingTrouble::Code { .. } | FilingTrouble::Line { .. } => Code::BadValue,
            FilingTrouble::NoFonds => Code::MissingField,
            FilingTrouble::Gone { .. } => Code::UnknownReference,
            FilingTrouble::Differs { .. } | FilingTrouble::Fonds { .. } => Code::ConflictingValues,
        }
    }
}
