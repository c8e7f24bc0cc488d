//! The messages in English about what a server refuses in a push.

use super::message::Message;
use crate::diagnostics::{BilingualName, NotAllowed, ObjectProblem, PushedText, ReferenceProblem};

/// Why a server refuses a push or a file of one.
pub(super) fn not_allowed(why: &NotAllowed) -> Message {
    match why {
        NotAllowed::Foreign { pusher, owner } => Message::new(
            format!("`{pusher}` may not change files of `{owner}`"),
            "submit only files in your own folder and let the others submit theirs, or ask the county's maintainer for access in content/access.yaml (or 权限.yaml)",
        ),
        NotAllowed::Shared { pusher } => Message::new(
            format!("`{pusher}` may not change files of the whole archive"),
            "the site's settings, indicators, common plans, access, seals and themes belong to the county; undo this change and submit again",
        ),
        NotAllowed::Unknown { pusher } => Message::new(
            format!("`{pusher}` is not listed in access.yaml"),
            "ask the county's maintainer to add the account to content/access.yaml (or 权限.yaml), or log in with the school's account",
        ),
        NotAllowed::Claim { pusher, found } => Message::new(
            format!("`{pusher}` may not list `{found}` under formerly: it is not their own"),
            "list old paths in your own folder, or what your school or pair was called before; what was moved or merged from another school is for the maintainer to list",
        ),
        NotAllowed::Link => {
            Message::new("a symbolic link cannot be submitted", "put the file itself here")
        }
        NotAllowed::Submodule => Message::new(
            "another repository (submodule) cannot be submitted",
            "put the files themselves here",
        ),
        NotAllowed::BadName => {
            Message::new("the file's name is not UTF-8", "rename it and submit again")
        }
        NotAllowed::TooLarge { size, limit } => Message::new(
            format!("the file is {size} MB; the limit is {limit} MB"),
            "shrink photos to 2 MB; keep videos elsewhere and say in the record where",
        ),
        NotAllowed::Objects(problem) => objects(problem),
        NotAllowed::Reference(problem) => reference(problem),
    }
}

/// What is wrong with the objects of a push.
fn objects(problem: &ObjectProblem) -> Message {
    match problem {
        ObjectProblem::EntryName { name } => Message::new(
            format!("the name `{name}` can be taken for git's own files; no clone can hold it"),
            "rename it; git itself writes no such name, so clone again and submit from there",
        ),
        ObjectProblem::Deep { limit } => Message::new(
            format!("too many folders inside each other; at most {limit}"),
            "move the files some folders up",
        ),
        ObjectProblem::TooMany => Message::new(
            "the push has too many files to look at each",
            "push in several parts; if there are not that many files, clone again and submit from there",
        ),
        ObjectProblem::TooManyMerges { limit } => Message::new(
            format!("the push has too many merges; at most {limit}"),
            "make one commit of those not pushed yet: git reset --soft origin/main, then commit and push again",
        ),
        ObjectProblem::PushTooLarge { size, limit } => Message::new(
            format!("the files of this push are {size} MB together; the limit is {limit} MB"),
            "push in several parts and shrink photos; the maintainer can raise guidang.maxPushSize on the server",
        ),
        ObjectProblem::LongMessage { commit } => Message::new(
            format!("the message of commit {commit} is longer than 1 MB"),
            "shorten it: git commit --amend, then push again",
        ),
        ObjectProblem::BrokenTree => Message::new(
            "a list of files in this push is broken",
            "git itself writes no such list; clone again, put your changes there and submit",
        ),
    }
}

/// What is wrong with a branch or tag of a push.
fn reference(problem: &ReferenceProblem) -> Message {
    match problem {
        ReferenceProblem::Unknown { name } => Message::new(
            format!("`{name}` is not accepted: only branches and tags are"),
            "push branches only, such as git push origin HEAD; replace refs, notes and the like are refused",
        ),
        ReferenceProblem::NoCommit { name } => Message::new(
            format!("`{name}` does not point to a commit"),
            "tag a commit: git tag NAME COMMIT",
        ),
        ReferenceProblem::Shadows { name, branch } => Message::new(
            format!("the name `{name}` can be taken for the shared branch `{branch}`"),
            "choose another name",
        ),
        ReferenceProblem::OddName { name } => Message::new(
            format!(
                "the name `{name}` begins with a hyphen, or holds invisible characters or what Windows cannot name"
            ),
            "choose a name of letters, digits and hyphens that does not begin with a hyphen",
        ),
        ReferenceProblem::Reserved { name } => Message::new(
            format!("the name `{name}` can be taken for one of git's own"),
            "choose a name that does not begin with origin, refs, heads, tags or remotes, such as correction-SCHOOL",
        ),
        ReferenceProblem::NamesAnother { pusher, name, owner } => Message::new(
            format!("the name `{name}` is that of `{owner}`, so `{pusher}` may not use it"),
            "use the name of your own school, such as correction-SCHOOL, or let the other school or the maintainer push this one",
        ),
        ReferenceProblem::InTheWay { name, other } => Message::new(
            format!("there is a branch `{other}`, so there can be none called `{name}`"),
            "a name cannot be a branch and a folder of branches, and two must differ in more than case: clones fail on some systems; choose another one, for example with - instead of /",
        ),
        ReferenceProblem::BeforeShared { branch } => Message::new(
            format!(
                "the shared branch `{branch}` does not exist yet, so no other branch or tag is accepted"
            ),
            format!("push the shared branch first: git push origin HEAD:{branch}"),
        ),
        ReferenceProblem::FirstPush { pusher, branch } => Message::new(
            format!("`{pusher}` may not create the shared branch `{branch}`"),
            "let the maintainer push first; the account is named on the server by guidang hook install --admin ACCOUNT",
        ),
        ReferenceProblem::OfOthers { pusher, name } => Message::new(
            format!("`{pusher}` may not move, delete or rewrite `{name}`"),
            "it holds changes of others, or is a mark: a tag that was set, a branch without changes of its own; push under a name with that of your school, such as correction-SCHOOL, or ask the maintainer",
        ),
        ReferenceProblem::Deleted { branch } => Message::new(
            format!("the branch `{branch}` may not be deleted"),
            "everyone works from it; check the name if you meant another one",
        ),
        ReferenceProblem::Forced { branch } => Message::new(
            format!("the history of `{branch}` may not be rewritten"),
            "`git pull` first, then push as usual, without force",
        ),
    }
}

/// Personal data in a text of a push that stands in no file.
pub(super) fn personal(place: &PushedText, kind: BilingualName, masked: &str) -> Message {
    let kind = kind.en;
    match place {
        PushedText::Message { commit } => Message::new(
            format!("the message of commit {commit} holds personal data: {kind} ({masked})"),
            "messages stay in the history. Rewrite it: git commit --amend for the last commit; make one commit of earlier ones by git reset --soft origin/main, then commit and push again",
        ),
        PushedText::Person { commit } => Message::new(
            format!(
                "the author's name or address in commit {commit} holds personal data: {kind} ({masked})"
            ),
            "set others without numbers by git config user.name and git config user.email, then git commit --amend --reset-author and push again",
        ),
        PushedText::Reference => Message::new(
            format!("the name of the branch or tag holds personal data: {kind} ({masked})"),
            "push it under another name",
        ),
    }
}
