//! The list of schools.

use serde::Serialize;

use crate::model::SchoolIx;
use crate::site::fragments::overview;
use crate::site::fragments::school_line::{SchoolLine, school_lines};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::theme::Page;

/// The visits of so many schools are drawn on one page; of more, home draws those that are behind.
const MOST_DRAWN: usize = 60;

/// `schools.html`.
#[derive(Debug, Serialize)]
pub(crate) struct SchoolsPage<'s> {
    page: Frame<'s>,
    schools: Vec<SchoolLine<'s>>,
    visits: String,
}

impl Page for SchoolsPage<'_> {
    const TEMPLATE: &'static str = "schools.html";
}

/// The list of all schools.
pub(crate) fn schools(here: PageCtx<'_>) -> SchoolsPage<'_> {
    let all: Vec<SchoolIx> = (0..here.site.archive.schools.len()).map(SchoolIx).collect();
    SchoolsPage {
        page: here.frame(here.say("学校", "Schools"), "schools", Vec::new()),
        schools: school_lines(here),
        visits: match all.len() {
            0..=MOST_DRAWN => overview::visits_by_month(here, &all),
            _ => String::new(),
        },
    }
}
