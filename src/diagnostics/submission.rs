//! What can be wrong with how records are handed in: names of files, who may change what, sealed terms.

/// Why a file name does not work on every system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileNameProblem {
    /// Another file has the same name but for upper and lower case, or the way its characters are coded.
    Collides {
        /// The other one's path.
        with: String,
    },
    /// A name that Windows reserves for a device: `con.md`.
    Reserved,
    /// A dot or a space at the end.
    Edge,
    /// A character that Windows does not allow.
    Character(char),
    /// An invisible character, or one that changes the direction of the text.
    Invisible(u32),
    /// More than 255 bytes.
    Long,
}

/// What a server refuses in a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAllowed {
    /// A file of a school or pair that the pusher may not change.
    Foreign {
        /// Who pushes.
        pusher: String,
        /// The name of the school or pair.
        owner: String,
    },
    /// A file of the whole archive, or outside of `content/`.
    Shared {
        /// Who pushes.
        pusher: String,
    },
    /// The pusher is not listed in access.yaml.
    Unknown {
        /// Who pushes.
        pusher: String,
    },
    /// A symbolic link.
    Link,
    /// Another repository instead of a folder.
    Submodule,
    /// A file name that is not UTF-8.
    BadName,
    /// A file larger than the server accepts.
    TooLarge {
        /// Its size in MB.
        size: u64,
        /// The most MB allowed.
        limit: u64,
    },
    /// A push that would rewrite shared history.
    Forced {
        /// The branch.
        branch: String,
    },
    /// A push that would delete the shared branch.
    BranchDeleted {
        /// The branch.
        branch: String,
    },
}

/// What was changed after its term was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealProblem {
    /// A record was changed and gives no reason.
    Changed {
        /// The term.
        term: String,
    },
    /// A record of the term is missing.
    Gone {
        /// The term.
        term: String,
        /// The record's id.
        record: String,
    },
    /// A record was added to the term afterwards.
    Added {
        /// The term.
        term: String,
    },
    /// An attachment was changed or is missing.
    File {
        /// The term.
        term: String,
        /// Its path.
        path: String,
    },
    /// The record gives the reason of its change, and the term must be sealed again.
    NotResealed {
        /// The term.
        term: String,
    },
    /// A figure of the term has changed.
    Figure {
        /// The term.
        term: String,
        /// The key of the figure in the seal: plan, target, scope and period.
        figure: String,
        /// Its value when it was sealed.
        sealed: String,
        /// Its value now.
        now: String,
    },
    /// The seal names a term that no longer exists, or whose days were changed.
    Term {
        /// The term.
        term: String,
    },
    /// The file is not a valid seal.
    Unreadable,
}
