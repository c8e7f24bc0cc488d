//! The list of forms: one for each school.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::model::SchoolIx;
use crate::site::model::frame::Frame;
use crate::site::model::navigation::{NavEntry, NavGroup, NavPresence};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};
use crate::site::view::form::has_form;

/// The list of forms.
pub(crate) struct FormsPages;

impl PageKind for FormsPages {
    type Key<'s> = ();
    type View<'s> = FormsPage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[NavEntry {
        section: "form",
        path: "form/index.html",
        label: |labels| labels.fill_in,
        group: NavGroup::More,
        presence: NavPresence::WithForms,
    }];

    fn keys<'s>(site: &'s Site<'s>) -> Vec<()> {
        if site.archive.site.has_forms { vec![()] } else { Vec::new() }
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "form/index.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> FormsPage<'s> {
        let mut schools = Vec::new();
        for (index, path) in ctx.site.routes.forms.iter().enumerate() {
            let school = SchoolIx(index);
            if has_form(ctx.site, school) {
                schools.push(ctx.link(&*ctx.site.archive.school(school).name, path));
            }
        }
        let title = Labels::of(ctx.site.lang()).fill_in;
        FormsPage { page: ctx.frame(title, "form", Vec::new()), schools }
    }
}

template_struct! {
    /// `form/index.html`: the forms that schools fill in.
    #[derive(Debug, Serialize)]
    pub(crate) struct FormsPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The form of each school.
        schools: Vec<Link<'s>>,
    }
}

impl Page for FormsPage<'_> {
    const TEMPLATE: Template = template!("forms.html");
}
