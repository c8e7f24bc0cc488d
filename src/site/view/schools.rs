//! The list of schools.

use serde::Serialize;

use crate::site::fragments::overview;
use crate::site::fragments::school_line::{SchoolLine, school_lines};
use crate::site::fragments::townships::schools_by_township;
use crate::site::model::frame::Frame;
use crate::site::model::navigation::NavEntry;
use crate::site::model::navigation::NavGroup;
use crate::site::model::navigation::NavPresence;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;
use crate::site::values::template::{Template, template};

/// The list of schools.
pub(crate) struct SchoolsPages;

impl PageKind for SchoolsPages {
    type Key<'s> = ();
    type View<'s> = SchoolsPage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[NavEntry {
        section: "schools",
        path: "schools.html",
        label: |labels| labels.schools,
        group: NavGroup::Main,
        presence: NavPresence::Always,
    }];

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "schools.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> SchoolsPage<'s> {
        schools(ctx)
    }
}

/// With more schools than this, the chart of visits is not drawn.
const MOST_DRAWN: usize = 60;

template_struct! {
    /// The list of schools.
    #[derive(Debug, Serialize)]
    pub(crate) struct SchoolsPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// All schools.
        schools: Vec<SchoolLine<'s>>,
        /// Chart of visits by school and month; empty without visits or with more than 60 schools.
        #[shown_as(Html)]
        visits: String,
    }
}

impl Page for SchoolsPage<'_> {
    const TEMPLATE: Template = template!("schools.html");
}

/// The list of all schools.
fn schools(ctx: PageCtx<'_>) -> SchoolsPage<'_> {
    let all = schools_by_township(ctx.site.archive);
    SchoolsPage {
        page: ctx.frame(ctx.pick("学校", "Schools"), "schools", Vec::new()),
        schools: school_lines(ctx),
        visits: match all.len() {
            0..=MOST_DRAWN => overview::visits_by_month(ctx, &all),
            _ => String::new(),
        },
    }
}
