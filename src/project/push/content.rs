//! The content of each branch and tag after a push, and who changed what.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::super::Project;
use super::super::review::SubmissionReview;
use super::authorship::is_unseen;
use super::{BranchReview, PushReceiver, PushReview, Rulebook};
use crate::attachment::AttachmentLook;
use crate::diagnostics::{self, BilingualName, Diagnostic, Problem};
use crate::engine::lint;
use crate::engine::submission::{self, Changes, Claim, Rules};
use crate::error::Error;
use crate::source::git::{ChangedEntry, ObjectId, RefUpdate, Revision};
use crate::source::{MemorySource, Source};
use crate::syntax::text::nfc;

impl PushReceiver {
    /// Reviews what each branch and tag holds. What was found on the way is reported with the first of them. `own`: what
    /// the push changes itself; `looks`: what the content of its files holds.
    pub(super) fn review_branches(
        &self,
        updates: &[RefUpdate],
        (own, looks): (&[ChangedEntry], &HashMap<ObjectId, AttachmentLook>),
        rulebook: &Rulebook,
        push: &mut PushReview,
    ) -> Result<(), Error> {
        for update in updates {
            let Some(new) = &update.new else { continue };
            let new = self.repository.resolve(new.as_str(), "commit")?;
            let is_protected = self.is_protected(update);
            let base = self.base(update, &new, is_protected)?;
            let mut changes = self.repository.changes(base.as_ref(), &new, &self.prefix)?;
            let tree = self.content(&new).ok().filter(|tree| !tree.is_empty()).map(Arc::new);
            let mut review = match &tree {
                Some(tree) => {
                    let old = || base.as_ref().map(|base| self.content(base)).transpose();
                    SubmissionReview::of(tree, &old, (&changes, looks))?
                }
                None if is_protected && self.had_content(update) => {
                    let file = BilingualName { en: "content/", zh: "content/" };
                    push.refused.push(Problem::MissingFile { file });
                    continue;
                }
                None => SubmissionReview {
                    source: Arc::new(MemorySource::default()),
                    lang: push.lang,
                    diagnostics: Vec::new(),
                    corrections: Vec::new(),
                    allowed: Vec::new(),
                    theme: String::new(),
                    claims: Vec::new(),
                },
            };
            if !is_protected {
                review.set_corrections_apart();
            }
            let on_the_way = self.add_findings(push, tree.as_deref(), &mut review);
            push.concerns_history |= on_the_way;
            if let Some(rules) = self.rules(rulebook) {
                let claims = std::mem::take(&mut review.claims);
                let refused = self.foreign_claims(rules, &claims, (base.as_ref(), &changes));
                review.diagnostics.extend(refused);
            }
            add_own(&mut changes, own);
            if let Some(rules) = self.rules(rulebook) {
                review.diagnostics.extend(submission::foreign(rules, &self.pusher, &changes));
            }
            diagnostics::sort(&mut review.diagnostics);
            if is_protected && !review.has_errors() {
                self.try_theme(&review.theme, &new)?;
            }
            push.reviews.push(BranchReview { name: update.name.short().to_owned(), review });
        }
        Ok(())
    }

    /// Moves the problems of files on the way to a branch's review, unless its check reports them already. Returns whether
    /// any is in none of its files.
    fn add_findings(
        &self,
        push: &mut PushReview,
        tree: Option<&Revision>,
        review: &mut SubmissionReview,
    ) -> bool {
        let mut is_on_the_way = false;
        lint::apply_allowances(&review.allowed, &mut push.findings);
        for finding in std::mem::take(&mut push.findings) {
            if review.diagnostics.iter().any(|known| is_same(known, &finding)) {
                continue;
            }
            let is_left = tree.is_some_and(|tree| tree.size(&finding.file).is_some());
            // The check of the branch has looked at this name.
            if is_left && !is_unseen(&finding.file) && is_of_name(&finding.problem) {
                continue;
            }
            is_on_the_way |= !is_left;
            review.diagnostics.push(finding);
        }
        is_on_the_way
    }

    /// Renders what would be published with a theme of the archive's own, so that no page of it fails afterwards.
    fn try_theme(&self, theme: &str, commit: &ObjectId) -> Result<(), Error> {
        let (repository, prefix) = (self.repository.clone(), self.prefix.clone());
        let project = Project::at_revision(repository, prefix, commit.clone());
        if theme.is_empty() || !project.has_theme(theme) {
            return Ok(());
        }
        project.load(None)?.try_theme()
    }

    /// The former names in changed files that the pusher may not claim. A moved record takes along what it was called, so
    /// that what stood in the changed files before may stay.
    fn foreign_claims(
        &self,
        rules: Rules<'_>,
        claims: &[Claim],
        (base, changes): (Option<&ObjectId>, &Changes),
    ) -> Vec<Diagnostic> {
        let before = LazyCell::new(|| self.texts_before(base, changes));
        let was_known = |text: &str| before.iter().any(|old| old.contains(text));
        submission::foreign_claims(rules, &self.pusher, claims, &was_known)
    }

    /// The changed files as they were.
    fn texts_before(&self, base: Option<&ObjectId>, changes: &Changes) -> Vec<String> {
        let mut texts = Vec::new();
        let Some(old) = base.and_then(|base| self.content(base).ok()) else { return texts };
        for path in changes.keys() {
            if let Some(before) = old.text(path) {
                texts.push(nfc(&String::from_utf8_lossy(before)));
            }
        }
        texts
    }

    fn content(&self, commit: &ObjectId) -> Result<Revision, Error> {
        Revision::open(&self.repository, commit.as_str(), &self.prefix, "content")
    }

    fn had_content(&self, update: &RefUpdate) -> bool {
        let old = update.old.as_ref().map(|old| self.content(old));
        old.is_some_and(|old| old.is_ok_and(|old| !old.is_empty()))
    }

    /// What a branch is compared with: the shared branch before the push. For other branches it is where they left the
    /// shared one, so that what they merged from it is not counted against them.
    fn base(
        &self,
        update: &RefUpdate,
        new: &ObjectId,
        is_protected: bool,
    ) -> Result<Option<ObjectId>, Error> {
        if is_protected {
            return Ok(update.old.clone());
        }
        let Some(tip) = self.tip() else { return Ok(None) };
        Ok(Some(self.repository.merge_base(&tip, new).unwrap_or(tip)))
    }
}

/// Whether a problem is one of a file's name.
fn is_of_name(problem: &Problem) -> bool {
    matches!(problem, Problem::FileName(_) | Problem::PersonalData { .. })
}

/// Whether the check of a branch reports the same of a file.
fn is_same(known: &Diagnostic, finding: &Diagnostic) -> bool {
    let is_personal = |problem: &Problem| {
        matches!(
            problem,
            Problem::PersonalData { .. }
                | Problem::PersonalAttachment { .. }
                | Problem::PersonalHistory { .. }
        )
    };
    known.file == finding.file
        && (known.problem == finding.problem
            || (is_personal(&known.problem) && is_personal(&finding.problem)))
}

/// Adds the changes of every commit to those between the branch before and after the push.
fn add_own(changes: &mut Changes, own: &[ChangedEntry]) {
    for entry in own {
        changes.entry(entry.path.clone()).or_insert(entry.change);
    }
}
