//! Which call does what.

use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::page_files::page_file;
use super::query::Query;
use super::refusal::Refused;
use super::session::{App, LONGEST_UPLOAD};
use super::{
    begin, check, copy, files, import, jobs, leaving, lists, record, records, renaming, save,
    start, today, trash, trash_list, uploads,
};
use crate::l10n::Lang;
use crate::l10n::app_messages::AppRefusal;
use crate::server::{AppAnswer, AppCall, Editor, Sent, Status};

impl Editor for App {
    fn page_file(&self, name: &str) -> Option<Vec<u8>> {
        page_file(name)
    }

    fn answer(&self, call: AppCall<'_>) -> AppAnswer {
        self.closing.seen();
        let done = panic::catch_unwind(AssertUnwindSafe(|| answer(self, call)));
        match done.unwrap_or_else(|_| Err(AppRefusal::Broken.into())) {
            Ok(answer) => answer,
            Err(refused) => refusal(&refused, self.lang()),
        }
    }

    fn next_event(&self, after: Option<u64>, patience: Duration) -> Option<(u64, String)> {
        self.closing.seen();
        let event = self.events.next(after, patience);
        self.closing.seen();
        event
    }

    fn longest_upload(&self) -> u64 {
        LONGEST_UPLOAD
    }
}

fn refusal(refused: &Refused, lang: Lang) -> AppAnswer {
    let mut body = refused.more.clone();
    body.insert("error".to_owned(), Value::String(refused.sentence(lang)));
    json(refused.status, &body)
}

/// An answer in JSON.
fn json(status: Status, body: &impl Serialize) -> AppAnswer {
    let bytes = serde_json::to_vec(body).unwrap_or_default();
    AppAnswer { status, ending: "json".to_owned(), bytes }
}

/// Answers a call. What only asks is answered to nothing else than `GET`, what changes something never to it.
fn answer(app: &App, call: AppCall<'_>) -> Result<AppAnswer, Refused> {
    let query = Query::new(call.query);
    match (call.name, call.sent) {
        ("start", Sent::Nothing) => done(start::start(app, query.text("lang"))),
        ("lists", Sent::Nothing) => {
            done(lists::lists(app, query.text("school"), query.text("kind")))
        }
        ("records", Sent::Nothing) => done(records::records(app, &query)),
        ("record", Sent::Nothing) => done(record::open_record(app, query.text("path"))),
        ("new", Sent::Nothing) => done(record::new_record(app, &query)),
        ("file", Sent::Nothing) => files::file(app, query.text("path")),
        ("upload", Sent::Nothing) => uploads::sent_before(app, &query),
        ("today", Sent::Nothing) => done(today::today(app)),
        ("trash", Sent::Nothing) => done(trash_list::list(app)),
        ("leaving", Sent::Nothing) => done(leaving::leaving(app, query.text("path"))),
        ("job", Sent::Nothing) => done(jobs::state(app, query.text("id"))),
        ("folders", Sent::Nothing) => done(begin::folders(query.text("in"))),
        ("upload", Sent::File(sent)) => done(uploads::upload(app, &query, sent)),
        ("import", Sent::File(sent)) => done(import::import_file(app, &query, sent)),
        ("copy", Sent::Json(bytes)) => done(copy::copy(app, &parsed(&bytes)?)),
        ("trash", Sent::Json(bytes)) => done(trash::throw_away(app, &parsed(&bytes)?)),
        ("restore", Sent::Json(bytes)) => done(trash::restore(app, &parsed(&bytes)?)),
        ("do", Sent::Json(bytes)) => {
            let call: jobs::TaskCall = parsed(&bytes)?;
            match call.action.as_str() {
                "rename" => done(renaming::rename(app, &call)),
                _ => done(jobs::start(app, &call)),
            }
        }
        ("quit", Sent::Json(_)) => {
            app.closing.ask();
            done(Ok(Value::Null))
        }
        ("begin", Sent::Json(bytes)) => done(begin::begin(app, &parsed(&bytes)?)),
        ("open", Sent::Json(bytes)) => done(begin::open(app, &parsed(&bytes)?)),
        ("check", Sent::Json(bytes)) => done(check::check(app, parsed(&bytes)?)),
        ("save", Sent::Json(bytes)) => done(save::save(app, parsed(&bytes)?)),
        _ => Err(AppRefusal::NoSuchCall.into()),
    }
}

fn done<T: Serialize>(answered: Result<T, Refused>) -> Result<AppAnswer, Refused> {
    Ok(json(Status::Ok, &answered?))
}

fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(bytes).or(Err(AppRefusal::NotUnderstood.into()))
}
