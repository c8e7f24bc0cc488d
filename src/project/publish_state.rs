//! What became of the last publishing of a repository: for those who push, for `guidang status`, for monitoring.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::registers::write_register;
use crate::error::{Error, Operation};
use crate::l10n::Lang;
use crate::source::git::{ObjectId, Repository};

/// The file that holds the state, where it is not in the repository.
pub(crate) const STATUS_SETTING: &str = "guidang.publishStatus";
const STATUS_FILE: &str = "guidang-publish.json";
const LOCK_FILE: &str = "guidang-publish.lock";
/// The version of the file's format.
const FORMAT: u32 = 1;
/// How long a push waits for the publishing of another one.
const MOST_WAIT: Duration = Duration::from_secs(600);

/// What became of the last publishing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublishState {
    /// The version of this format: 1.
    pub(crate) format: u32,
    /// Whether the site shows the last push.
    pub(crate) state: Outcome,
    /// The last commit of the shared branch.
    pub(crate) tip: String,
    /// The day of that commit.
    pub(crate) tip_day: String,
    /// The commit that the site shows; `None` when none was published yet.
    pub(crate) published: Option<String>,
    /// The day of that commit: how old the site is.
    pub(crate) published_day: Option<String>,
    /// When it was published, in UTC.
    pub(crate) published_at: Option<String>,
    /// Since when publishing fails, in UTC.
    pub(crate) failed_since: Option<String>,
    /// Why it failed.
    pub(crate) reason: Option<String>,
}

/// Whether the site shows the last push.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// The site is up to date.
    Published,
    /// The site is that of an earlier push.
    Failed,
}

impl PublishState {
    /// The state as it was written last; `None` where nothing was published yet. A file that cannot be understood counts
    /// as none: the next publishing writes it again.
    pub(crate) fn read(repository: &Repository) -> Result<Option<PublishState>, Error> {
        let path = status_path(repository)?;
        match fs::read(&path) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io(Operation::Read, &path)(error)),
        }
    }

    /// Writes that a commit is published, or why it is not. `now` is the time in UTC.
    pub(crate) fn write(
        repository: &Repository,
        tip: &ObjectId,
        failure: Option<String>,
        now: &str,
    ) -> Result<PublishState, Error> {
        let before = PublishState::read(repository)?;
        let day = repository.day_of(tip);
        let mut state = PublishState {
            format: FORMAT,
            state: Outcome::Published,
            tip: tip.as_str().to_owned(),
            tip_day: day.clone(),
            published: Some(tip.as_str().to_owned()),
            published_day: Some(day),
            published_at: Some(now.to_owned()),
            failed_since: None,
            reason: None,
        };
        if failure.is_some() {
            let since = before.as_ref().and_then(|before| before.failed_since.clone());
            state.state = Outcome::Failed;
            state.reason = failure;
            state.failed_since = Some(since.unwrap_or_else(|| now.to_owned()));
            let before = before.as_ref();
            state.published = before.and_then(|before| before.published.clone());
            state.published_day = before.and_then(|before| before.published_day.clone());
            state.published_at = before.and_then(|before| before.published_at.clone());
        }
        let mut text = serde_json::to_string_pretty(&state).unwrap_or_default();
        text.push('\n');
        write_register(&status_path(repository)?, text.as_bytes())?;
        Ok(state)
    }

    pub(crate) fn failed(&self) -> bool {
        self.state == Outcome::Failed
    }

    /// How old the site is, and why.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let short = |id: &str| id.chars().take(7).collect::<String>();
        let shown = match (&self.published, &self.published_day) {
            (Some(id), Some(day)) => Some((short(id), day.clone())),
            _ => None,
        };
        let (tip, day) = (short(&self.tip), &self.tip_day);
        let reason = self.reason.as_deref().unwrap_or_default();
        let since = self.failed_since.as_deref().unwrap_or_default();
        match (lang, shown, self.failed()) {
            (Lang::Zh, _, false) => format!("网站是最新的：{day}的提交{tip}"),
            (Lang::En, _, false) => format!("the site is up to date: commit {tip} of {day}"),
            (Lang::Zh, Some((id, old)), true) => format!(
                "网站没有更新，还是{old}的提交{id}；最新的是{day}的提交{tip}。从{since}起发布失败：{reason}"
            ),
            (Lang::En, Some((id, old)), true) => format!(
                "the site was not updated: it shows commit {id} of {old}, the latest is {tip} of {day}. Publishing fails since {since}: {reason}"
            ),
            (Lang::Zh, None, true) => {
                format!("网站还没有发布过。从{since}起发布失败：{reason}")
            }
            (Lang::En, None, true) => {
                format!("no site was published yet. Publishing fails since {since}: {reason}")
            }
        }
    }
}

/// A lock that only one publishing of a repository holds. The system lets it go when the process ends.
pub(crate) struct PublishLock {
    _file: File,
}

impl PublishLock {
    /// Waits until no other publishing runs; `None` when that takes longer than ten minutes.
    pub(crate) fn wait(repository: &Repository) -> Result<Option<PublishLock>, Error> {
        let path = repository.own_path(LOCK_FILE)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(Error::io(Operation::Save, &path))?;
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(PublishLock { _file: file })),
                Err(TryLockError::WouldBlock) if MOST_WAIT < began.elapsed() => return Ok(None),
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(100)),
                Err(TryLockError::Error(error)) => {
                    return Err(Error::io(Operation::Save, &path)(error));
                }
            }
        }
    }
}

fn status_path(repository: &Repository) -> Result<PathBuf, Error> {
    match repository.setting(STATUS_SETTING) {
        Some(path) => Ok(Path::new(&path).to_owned()),
        None => repository.own_path(STATUS_FILE),
    }
}
