//! Why a call is refused.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::l10n::Lang;
use crate::l10n::app_answers::AppRefusal;
use crate::server::Status;
use crate::{diagnostics, privacy};

/// A refusal: its status, its sentence, and what the page needs besides.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) status: Status,
    why: Why,
    pub(super) more: Map<String, Value>,
}

#[derive(Debug)]
enum Why {
    Refusal(AppRefusal),
    Error(Error),
}

impl Refused {
    pub(super) fn sentence(&self, lang: Lang) -> String {
        match &self.why {
            Why::Refusal(refusal) => refusal.sentence(lang).to_owned(),
            Why::Error(error) => diagnostics::visible(&privacy::redact(&error.message(lang))),
        }
    }

    /// The same with something more for the page.
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
            | AppRefusal::NoUpload => Status::NotFound,
            AppRefusal::NotUnderstood
            | AppRefusal::BadPath
            | AppRefusal::WrongShape
            | AppRefusal::Unreceived
            | AppRefusal::BadName => Status::BadRequest,
            AppRefusal::ChangedMeanwhile | AppRefusal::NameTaken | AppRefusal::PlaceTaken => {
                Status::Conflict
            }
            AppRefusal::NoOwner | AppRefusal::OnlyAsText | AppRefusal::HasErrors => {
                Status::Unprocessable
            }
            AppRefusal::TooLong => Status::TooLarge,
            AppRefusal::Broken => Status::Failed,
        };
        Refused { status, why: Why::Refusal(refusal), more: Map::new() }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Refused {
        let status = match error {
            Error::Usage(_) => Status::Unprocessable,
            Error::Io { .. } => Status::Failed,
        };
        Refused { status, why: Why::Error(error), more: Map::new() }
    }
}
