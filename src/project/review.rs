//! What a commit or a push makes worse.

use std::collections::HashMap;
use std::env;
use std::sync::Arc;

use super::Snapshot;
use super::inspect::Inspection;
use super::origin::ROOT_SETTING;
use crate::attachment::AttachmentLook;
use crate::diagnostics::{Diagnostic, Problem, SealProblem, Severity};
use crate::engine::submission::{self, Changes, Claim};
use crate::error::{Error, Operation};
use crate::l10n::Lang;
use crate::model::AllowedText;
use crate::source::Source;
use crate::source::git::{ObjectId, Repository, Revision};

/// The problems that a new tree adds.
pub(crate) struct SubmissionReview {
    /// The new tree.
    pub(crate) source: Arc<dyn Source>,
    /// The language of the archive.
    pub(crate) lang: Lang,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Corrections of sealed terms that wait for the maintainer, where they are no errors.
    pub(crate) corrections: Vec<Diagnostic>,
    /// The texts that the new tree lets through.
    pub(crate) allowed: Vec<AllowedText>,
    /// The name of the theme.
    pub(crate) theme: String,
    /// The former names in changed files.
    pub(crate) claims: Vec<Claim>,
}

impl SubmissionReview {
    /// Compares a new tree with the old one, which is only opened when the new one has errors elsewhere. `looks`: what is
    /// known of the content of files.
    pub(crate) fn of(
        new: &Arc<Revision>,
        old: &dyn Fn() -> Result<Option<Revision>, Error>,
        (changes, looks): (&Changes, &HashMap<ObjectId, AttachmentLook>),
    ) -> Result<SubmissionReview, Error> {
        let source: Arc<dyn Source> = Arc::<Revision>::clone(new);
        let is_changed = |path: &str| changes.contains_key(path);
        let looked = |path: &str| looks.get(new.blob(path)?).cloned();
        let snapshot = Snapshot::of_inspected_source(
            Arc::clone(&source),
            Inspection {
                wanted: Some(&is_changed),
                looked: Some(&looked),
                ..Inspection::default()
            },
        )?;
        let lang = snapshot.archive.site.language;
        let allowed = snapshot.archive.site.allow.clone();
        let theme = snapshot.archive.site.theme.clone();
        let claims = submission::claims(&snapshot.archive, changes);
        let before = || match old() {
            Ok(Some(old)) => match Snapshot::of_changed_source(Arc::new(old), &|_| false) {
                Ok(snapshot) => snapshot.diagnostics,
                Err(_) => Vec::new(),
            },
            _ => Vec::new(),
        };
        let diagnostics = submission::news(snapshot.diagnostics, &before, changes);
        Ok(SubmissionReview {
            source,
            lang,
            diagnostics,
            corrections: Vec::new(),
            allowed,
            theme,
            claims,
        })
    }

    /// Takes the corrections of sealed terms out of the problems. They wait for the maintainer, who seals the term again:
    /// in a commit, and on a branch of their own, they are no errors.
    pub(crate) fn set_corrections_apart(&mut self) {
        let is_correction = |diagnostic: &Diagnostic| {
            matches!(diagnostic.problem, Problem::Sealed(SealProblem::NotResealed { .. }))
        };
        let problems = std::mem::take(&mut self.diagnostics);
        (self.corrections, self.diagnostics) = problems.into_iter().partition(is_correction);
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|problem| problem.problem.severity() == Severity::Error)
    }
}

/// Reviews what is about to be committed; `None` when no content is touched.
pub(crate) fn review_commit() -> Result<Option<SubmissionReview>, Error> {
    let here = env::current_dir().map_err(Error::io(Operation::List, "."))?;
    let (repository, _) = Repository::of(&here)?;
    let prefix = repository.setting(ROOT_SETTING).unwrap_or_default();
    let tree = repository.text(["write-tree"])?;
    let Some(tree) = ObjectId::new(tree.trim()) else { return Ok(None) };
    let head = repository.resolve("HEAD", "commit").ok();
    let changes = repository.changes(head.as_ref(), &tree, &prefix)?;
    if !changes.keys().any(|path| path.starts_with("content/")) {
        return Ok(None);
    }
    let new = Arc::new(Revision::open(&repository, tree.as_str(), &prefix, "content")?);
    let old = || match &head {
        Some(head) => Revision::open(&repository, head.as_str(), &prefix, "content").map(Some),
        None => Ok(None),
    };
    let mut review = SubmissionReview::of(&new, &old, (&changes, &HashMap::new()))?;
    review.set_corrections_apart();
    Ok(Some(review))
}
