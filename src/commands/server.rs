//! A repository that receives pushes, and what it refuses of one.

use std::env;
use std::io;
use std::process::Command as Process;
use std::sync::Arc;

use super::hook::{Update, has_errors, news, updates};
use super::terminal::Terminal;
use crate::cli::Globals;
use crate::diagnostics::{self, Diagnostic, NotAllowed, Problem, Span};
use crate::engine::submission::{self, Change, Changes, Rules};
use crate::error::{Error, Operation};
use crate::l10n::Lang;
use crate::parse;
use crate::privacy;
use crate::source;
use crate::source::git::{ObjectId, Repository, Revision, UnreadableKind};

pub(super) use crate::project::ROOT_SETTING as ROOT;

/// The branch that everyone works from; without it, the one that HEAD names.
pub(super) const PROTECTED: &str = "guidang.protected";
/// The folder that a web server shows.
pub(super) const PUBLISH: &str = "guidang.publish";
/// The only variable that is asked for the pusher's name, where the server is known.
const PUSHER_VARIABLE: &str = "guidang.pusherEnv";
/// The most bytes of a file that is pushed.
const MAX_FILE: &str = "guidang.maxFileSize";
const DEFAULT_MAX_FILE: u64 = 20 * 1024 * 1024;

/// The repository that receives, and its settings.
pub(super) struct Server {
    pub(super) repository: Repository,
    pub(super) prefix: String,
    protected: Option<String>,
    max_file: u64,
}

impl Server {
    pub(super) fn here() -> Result<Server, Error> {
        let here = env::current_dir().map_err(Error::io(Operation::List, "."))?;
        let (repository, _) = Repository::of(&here)?;
        let head = || {
            let name = repository.text(["symbolic-ref", "--short", "HEAD"]).ok()?;
            Some(name.trim().to_owned())
        };
        let max_file = repository.setting(MAX_FILE).and_then(|it| it.parse().ok());
        Ok(Server {
            prefix: repository.setting(ROOT).unwrap_or_default(),
            protected: repository.setting(PROTECTED).or_else(head),
            max_file: max_file.unwrap_or(DEFAULT_MAX_FILE),
            repository,
        })
    }

    /// Whether the updates that git tells of on standard input hold one of the branch that everyone works from.
    pub(super) fn is_told_of_protected(&self) -> Result<bool, Error> {
        let updates = updates(io::stdin().lock())?;
        Ok(updates.iter().any(|it| self.protected.as_ref() == Some(&it.branch)))
    }

    /// Whether a branch's update is taken; what is wrong with it is told.
    pub(super) fn judge(
        &self,
        update: &Update,
        globals: &Globals,
        terminal: &mut Terminal,
    ) -> Result<bool, Error> {
        let protected = self.protected.as_deref() == Some(&*update.branch);
        let branch = || update.branch.clone();
        let Some(new) = &update.new else {
            if protected {
                let why = NotAllowed::BranchDeleted { branch: branch() };
                terminal.refusal(&Problem::NotAllowed(why));
            }
            return Ok(!protected);
        };
        if let Some(old) = update.old.as_ref().filter(|_| protected)
            && !self.repository.is_ancestor(old, new)?
        {
            terminal.refusal(&Problem::NotAllowed(NotAllowed::Forced { branch: branch() }));
            return Ok(false);
        }
        let tree = Revision::open(&self.repository, new.as_str(), &self.prefix, "content");
        let Some(tree) = tree.ok().filter(|it| !it.is_empty()) else {
            return self.without_content(update, terminal);
        };
        let tree = Arc::new(tree);
        let base = self.base(update, new, protected)?;
        let changes = self.repository.changes(base.as_ref(), new, &self.prefix)?;
        let old = || {
            let open = |it: &ObjectId| {
                Revision::open(&self.repository, it.as_str(), &self.prefix, "content")
            };
            base.as_ref().map(open).transpose()
        };
        let mut found = news(&tree, &old, &changes, globals, terminal)?;
        found.extend(self.on_the_way(new, &tree)?);
        found.extend(self.strange(&tree, &changes));
        found.extend(self.foreign(base.as_ref(), &changes)?);
        diagnostics::sort(&mut found);
        terminal.diagnostics(&found, &*tree);
        let refused = has_errors(&found);
        if refused {
            let errors = diagnostics::count(&found).0;
            terminal.note(&match terminal.lang {
                Lang::Zh => format!(
                    "没有收下“{}”：{errors}个错误。请按上面的提示改好，提交后再推送一次",
                    update.branch
                ),
                Lang::En => format!(
                    "`{}` was not taken: {errors} errors. Mend the above, commit and push again",
                    update.branch
                ),
            });
        }
        Ok(!refused)
    }

    /// A branch without an archive: fine, unless everyone works from it and there was one.
    fn without_content(&self, update: &Update, terminal: &Terminal) -> Result<bool, Error> {
        let had = update.old.as_ref().filter(|_| self.protected.as_ref() == Some(&update.branch));
        let lost = had.is_some_and(|it| {
            let old = Revision::open(&self.repository, it.as_str(), &self.prefix, "content");
            old.is_ok_and(|it| !it.is_empty())
        });
        if lost {
            let file = crate::diagnostics::BilingualName { en: "content/", zh: "content/" };
            terminal.refusal(&Problem::MissingFile { file });
        }
        Ok(!lost)
    }

    /// What a push is compared with: the branch before it; of other branches, where they left the protected one, so
    /// that what they took over from it is not held against them.
    fn base(
        &self,
        update: &Update,
        new: &ObjectId,
        protected: bool,
    ) -> Result<Option<ObjectId>, Error> {
        if protected {
            return Ok(update.old.clone());
        }
        let Some(tip) = self.tip() else { return Ok(update.old.clone()) };
        let base = self.repository.text(["merge-base", tip.as_str(), new.as_str()]);
        Ok(base.ok().and_then(|it| ObjectId::new(it.trim())).or(Some(tip)))
    }

    /// The last commit of the protected branch.
    pub(super) fn tip(&self) -> Option<ObjectId> {
        let branch = self.protected.as_ref()?;
        self.repository.resolve(&format!("refs/heads/{branch}"), "commit").ok()
    }

    /// What the pusher may not change, by the rules of the protected branch as it is.
    fn foreign(
        &self,
        base: Option<&ObjectId>,
        changes: &Changes,
    ) -> Result<Vec<Diagnostic>, Error> {
        let Some(rules) = self.tip().or_else(|| base.cloned()) else { return Ok(Vec::new()) };
        let of_rules = |path: &str| {
            // Who there is, and who may do what: no records.
            path.ends_with(".yaml") && !path.starts_with("content/seals/")
        };
        let Ok(tree) = Revision::open_filtered(
            &self.repository,
            rules.as_str(),
            &self.prefix,
            "content",
            &of_rules,
        ) else {
            return Ok(Vec::new());
        };
        let parsed = parse::archive(&tree)?;
        let rules = Rules { access: parsed.access.as_ref(), archive: &parsed.archive };
        Ok(submission::foreign(rules, &self.pusher(), changes))
    }

    /// Personal data in commits before the last: what is pushed stays in the history.
    fn on_the_way(&self, new: &ObjectId, tree: &Revision) -> Result<Vec<Diagnostic>, Error> {
        let mut out = Vec::new();
        for (path, bytes) in self.repository.pushed_texts(new, &self.prefix)? {
            if tree.text(&path) == Some(&bytes) {
                continue; // checked with the tree
            }
            let Ok(decoded) = source::decode(&bytes) else { continue };
            for it in privacy::scan(&decoded.text).into_iter().filter(|it| it.kind.is_certain()) {
                let (en, zh) = it.kind.names();
                let what = crate::diagnostics::BilingualName { en, zh };
                let problem = Problem::PersonalHistory { what, masked: it.masked };
                out.push(Diagnostic::new(&path, Span::first(), problem));
            }
        }
        Ok(out)
    }

    /// What lies in the tree and may not, and was changed.
    fn strange(&self, tree: &Revision, changes: &Changes) -> Vec<Diagnostic> {
        let is_new =
            |path: &str| matches!(changes.get(path), Some(Change::Added | Change::Modified));
        let tell = |path: &str, why| Diagnostic::new(path, Span::first(), Problem::NotAllowed(why));
        let others = tree.unreadable_entries().iter().filter(|it| is_new(&it.path)).map(|it| {
            let why = match it.kind {
                UnreadableKind::Link => NotAllowed::Link,
                UnreadableKind::Submodule => NotAllowed::Submodule,
                UnreadableKind::BadName => NotAllowed::BadName,
            };
            tell(&it.path, why)
        });
        let large = tree.sizes().filter(|(path, size)| *size > self.max_file && is_new(path));
        let megabytes = |bytes: u64| bytes.div_ceil(1024 * 1024);
        let large = large.map(|(path, size)| {
            let (size, limit) = (megabytes(size), megabytes(self.max_file));
            tell(path, NotAllowed::TooLarge { size, limit })
        });
        others.chain(large).collect()
    }

    /// The pusher as the server knows them, never as the commits say.
    fn pusher(&self) -> String {
        let named = |name: &str| env::var(name).ok().filter(|it| !it.is_empty());
        if let Some(variable) = self.repository.setting(PUSHER_VARIABLE) {
            return named(&variable).unwrap_or_default();
        }
        let servers = ["GITEA_PUSHER_NAME", "FORGEJO_PUSHER_NAME", "GL_USERNAME", "REMOTE_USER"];
        servers.into_iter().find_map(named).unwrap_or_else(system_user)
    }
}

/// The account that the program runs under.
fn system_user() -> String {
    let asked = if cfg!(windows) {
        return env::var("USERNAME").unwrap_or_default();
    } else {
        Process::new("id").arg("-un").output()
    };
    asked.map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned()).unwrap_or_default()
}
