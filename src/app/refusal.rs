//! Why a call is refused.

use serde_json::{Map, Value};

use crate::diagnostics;
use crate::error::Error;
use crate::l10n::Lang;
use crate::l10n::app_messages::AppRefusal;
use crate::server::Status;

/// A refusal: its status, its sentence, and what the page needs besides.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) status: Status,
    why: Box<Why>,
    pub(super) more: Box<Map<String, Value>>,
}

#[derive(Debug)]
enum Why {
    Refusal(AppRefusal),
    /// A sentence that is made already.
    Said(String),
    Error(Error),
}

impl Refused {
    pub(super) fn sentence(&self, lang: Lang) -> String {
        match &*self.why {
            Why::Said(sentence) => sentence.clone(),
            Why::Refusal(refusal) => refusal.sentence(lang).to_owned(),
            Why::Error(error) => diagnostics::masked(&error.message(lang)),
        }
    }

    /// The refusal with another sentence.
    pub(super) fn saying(mut self, sentence: String) -> Refused {
        *self.why = Why::Said(sentence);
        self
    }

    /// The refusal with a further value for the page.
    pub(super) fn with(mut self, name: &str, value: impl serde::Serialize) -> Refused {
        let value = serde_json::to_value(value).unwrap_or_default();
        self.more.insert(name.to_owned(), value);
        self
    }
}

impl From<AppRefusal> for Refused {
    fn from(refusal: AppRefusal) -> Refused {
        let status = match refusal {
            AppRefusal::NoSuchCall
            | AppRefusal::NoSuchFile
            | AppRefusal::NoArchive
            | AppRefusal::NoUpload
            | AppRefusal::NoSuchFolder => Status::NotFound,
            AppRefusal::NotUnderstood
            | AppRefusal::BadPath
            | AppRefusal::WrongShape
            | AppRefusal::Unreceived
            | AppRefusal::BadName => Status::BadRequest,
            AppRefusal::ChangedMeanwhile
            | AppRefusal::NameTaken
            | AppRefusal::PlaceTaken
            | AppRefusal::OwnerGone
            | AppRefusal::NameFits
            | AppRefusal::Busy
            | AppRefusal::AlreadyOpen
            | AppRefusal::FolderInUse => Status::Conflict,
            AppRefusal::NoOwner
            | AppRefusal::OnlyAsText
            | AppRefusal::HasErrors
            | AppRefusal::NotAnArchive
            | AppRefusal::NotForTrash
            | AppRefusal::TableOnlyAsFile
            | AppRefusal::NotImported => Status::Unprocessable,
            AppRefusal::TooLong => Status::TooLarge,
            AppRefusal::Broken => Status::Failed,
        };
        Refused { status, why: Box::new(Why::Refusal(refusal)), more: Box::default() }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Refused {
        let status = match error {
            Error::Usage(_) => Status::Unprocessable,
            Error::Io { .. } => Status::Failed,
        };
        Refused { status, why: Box::new(Why::Error(error)), more: Box::default() }
    }
}
