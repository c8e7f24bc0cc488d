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
    /// A percent sign, which manifests of bags encode and few programs decode.
    Percent,
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
    /// A former name that is not the pusher's own.
    Claim {
        /// Who pushes.
        pusher: String,
        /// What is claimed.
        found: String,
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
    /// A branch, tag or other reference as a whole.
    Reference(ReferenceProblem),
    /// Objects that are wrong or too many.
    Objects(ObjectProblem),
}

/// Why a server refuses to create, move or delete a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferenceProblem {
    /// A reference that is neither a branch nor a tag.
    Unknown {
        /// Its full name.
        name: String,
    },
    /// A branch or tag that does not point to a commit.
    NoCommit {
        /// Its name.
        name: String,
    },
    /// A branch or tag whose name can be taken for that of the shared branch.
    Shadows {
        /// Its name.
        name: String,
        /// The shared branch.
        branch: String,
    },
    /// A branch or tag whose name begins with a dash or holds what nobody sees.
    OddName {
        /// Its name.
        name: String,
    },
    /// A branch or tag whose name git takes for one of its own: `origin/main`, `refs/x`.
    Reserved {
        /// Its name.
        name: String,
    },
    /// A new branch or tag with the name of a school or pair that is not the pusher's.
    NamesAnother {
        /// Who pushes.
        pusher: String,
        /// Its name.
        name: String,
        /// The name of the school or pair.
        owner: String,
    },
    /// A branch that cannot stand beside another one: `a` and `a/b`.
    InTheWay {
        /// Its name.
        name: String,
        /// The branch that exists.
        other: String,
    },
    /// A branch or tag that is pushed before the shared branch exists.
    BeforeShared {
        /// The shared branch.
        branch: String,
    },
    /// The push that would create the shared branch, by someone who may not.
    FirstPush {
        /// Who pushes.
        pusher: String,
        /// The shared branch.
        branch: String,
    },
    /// Deleting, moving or rewriting a branch or tag that holds the work of others.
    OfOthers {
        /// Who pushes.
        pusher: String,
        /// The name of the branch or tag.
        name: String,
    },
    /// A push that would rewrite shared history.
    Forced {
        /// The branch.
        branch: String,
    },
    /// A push that would delete the shared branch.
    Deleted {
        /// The branch.
        branch: String,
    },
}

/// What is wrong with the objects of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectProblem {
    /// An entry of a tree that no file system should hold: `..`, `.git` in any spelling.
    EntryName {
        /// The name as it stands in the tree.
        name: String,
    },
    /// A tree that git would not write: entries doubled, out of order, of unknown kinds.
    BrokenTree,
    /// A file in too many folders, one inside the other.
    Deep {
        /// The most allowed.
        limit: usize,
    },
    /// A push with too many files or objects to look at.
    TooMany,
    /// A push that has more merges than can be looked at one by one.
    TooManyMerges {
        /// The most allowed.
        limit: usize,
    },
    /// A push whose files are larger together than the server accepts.
    PushTooLarge {
        /// Their size in MB.
        size: u64,
        /// The most MB allowed.
        limit: u64,
    },
    /// A commit or tag with a message of more than a megabyte.
    LongMessage {
        /// The first digits of its id.
        commit: String,
    },
}

/// A text of a push that stands in no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PushedText {
    /// The message of a commit or tag.
    Message {
        /// The first digits of its id.
        commit: String,
    },
    /// The name or address of an author, committer or tagger.
    Person {
        /// The first digits of the commit's id.
        commit: String,
    },
    /// The name of a branch or tag.
    Reference,
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
