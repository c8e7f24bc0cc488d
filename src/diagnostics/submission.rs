//! What can be wrong with how records are handed in: names of files, who may change what, sealed terms.

/// Why a name cannot be taken to every system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileNameTrouble {
    /// Another file has the same name but for upper and lower case, or the way its characters are coded.
    Collides {
        /// The other one's path.
        with: String,
    },
    /// A name that Windows keeps for a device: `con.md`.
    Reserved,
    /// A dot or a space at the end.
    Edge,
    /// A character that Windows does not allow.
    Character(char),
    /// A character that nobody sees, or that turns the direction of what follows.
    Invisible(u32),
    /// More than 255 bytes.
    Long,
}

/// What a server refuses of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAllowed {
    /// A file of a school or pair that is not the pusher's.
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
    /// The pusher stands not in access.yaml.
    Unknown {
        /// Who pushes.
        pusher: String,
    },
    /// A symbolic link.
    Link,
    /// Another repository in place of a folder.
    Submodule,
    /// A name that is no UTF-8.
    BadName,
    /// A file larger than the server takes.
    TooLarge {
        /// Its size in MB.
        size: u64,
        /// The most MB allowed.
        limit: u64,
    },
    /// History that everyone has would be replaced.
    Forced {
        /// The branch.
        branch: String,
    },
    /// A branch that everyone works from would be gone.
    BranchDeleted {
        /// The branch.
        branch: String,
    },
}

/// What is not as it was when its term was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealTrouble {
    /// A record's text was changed, and it does not say why.
    Changed {
        /// The term.
        term: String,
    },
    /// A record of the term is gone.
    Gone {
        /// The term.
        term: String,
        /// The record's id.
        record: String,
    },
    /// A record came to the term afterwards.
    Added {
        /// The term.
        term: String,
    },
    /// A file beside a record was changed or is gone.
    File {
        /// The term.
        term: String,
        /// Its path.
        path: String,
    },
    /// The record says why it was changed, and the term must be sealed anew.
    NotResealed {
        /// The term.
        term: String,
    },
    /// A figure of the term is another one now.
    Figure {
        /// The term.
        term: String,
        /// Whose figure: plan, target and scope.
        what: String,
        /// As it was sealed.
        sealed: String,
        /// As it is now.
        now: String,
    },
    /// The seal names a term that there is no longer, or has other days now.
    Term {
        /// The term.
        term: String,
    },
    /// The seal's file cannot be read as one.
    Unreadable,
}
