//! The schools by township.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::site::fragments::school_line::{SchoolLine, school_lines};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The schools by township.
pub(crate) struct TownshipsPages;

impl PageKind for TownshipsPages {
    type Key<'s> = ();
    type View<'s> = TownshipsPage<'s>;

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "townships.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> TownshipsPage<'s> {
        townships(ctx)
    }
}

template_struct! {
    /// The schools by township.
    #[derive(Debug, Serialize)]
    pub(crate) struct TownshipsPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The townships, by name.
        townships: Vec<Township<'s>>,
    }
}

template_struct! {
    /// A township with its schools.
    #[derive(Debug, Serialize)]
    pub(crate) struct Township<'s> {
        /// Its name; empty for schools of which it is not known.
        name: &'s str,
        /// Its schools.
        schools: Vec<SchoolLine<'s>>,
    }
}

impl Page for TownshipsPage<'_> {
    const TEMPLATE: Template = template!("townships.html");
}

fn townships(ctx: PageCtx<'_>) -> TownshipsPage<'_> {
    let mut by_name: BTreeMap<&str, Vec<SchoolLine<'_>>> = BTreeMap::new();
    for line in school_lines(ctx) {
        by_name.entry(line.township.unwrap_or_default()).or_default().push(line);
    }
    let mut townships = Vec::new();
    for (name, schools) in by_name {
        townships.push(Township { name, schools });
    }
    let title = ctx.say("乡镇", "Townships");
    TownshipsPage { page: ctx.frame(title, "schools", Vec::new()), townships }
}
