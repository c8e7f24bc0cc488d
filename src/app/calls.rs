//! Which call does what.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::refusal::Refused;
use super::session::{App, json};
use super::{check, files, lists, record, records, save, start};
use crate::l10n::app_answers::AppRefusal;
use crate::server::{AppAnswer, AppCall, Sent, Status};

/// Answers a call. What only asks is answered to nothing else than `GET`, what changes something never to it.
pub(super) fn answer(app: &App, call: AppCall<'_>) -> Result<AppAnswer, Refused> {
    let query = Query(call.query);
    match (call.name, call.sent) {
        ("start", Sent::Nothing) => done(start::start(app, query.text("lang"))),
        ("lists", Sent::Nothing) => done(lists::lists(app, query.text("school"))),
        ("records", Sent::Nothing) => done(records::records(app, &query)),
        ("record", Sent::Nothing) => done(record::open_record(app, query.text("path"))),
        ("new", Sent::Nothing) => done(record::new_record(app, &query)),
        ("file", Sent::Nothing) => files::file(app, query.text("path")),
        ("check", Sent::Json(bytes)) => done(check::check(app, parsed(&bytes)?)),
        ("save", Sent::Json(bytes)) => done(save::save(app, parsed(&bytes)?)),
        _ => Err(AppRefusal::NoSuchCall.into()),
    }
}

fn done<T: Serialize>(answered: Result<T, Refused>) -> Result<AppAnswer, Refused> {
    Ok(json(Status::Ok, &answered?))
}

fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(bytes).map_err(|_| AppRefusal::NotUnderstood.into())
}

/// The values of a query.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// The value of a name, empty when it is not given.
    pub(super) fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The number of a name, 0 when it is not given.
    pub(super) fn number(&self, name: &str) -> usize {
        self.text(name).parse().unwrap_or(0)
    }
}
