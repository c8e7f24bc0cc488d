//! What every template may use: each value with its type and meaning, as data.
//!
//! One table serves three: the theme's templates are checked against it when they are loaded, `docs/theme-values.md`
//! is written from it, and a test holds it to the views of every page of a sample archive.

mod components;
mod kinds;
mod pages;
mod shapes;

pub(super) use components::COMPONENTS;
pub(super) use kinds::Kind;
pub(super) use pages::{PAGES, PageContext};
pub(super) use shapes::{SHAPES, Shape};

/// A value: its name, its kind as [`Kind::parse`] reads it, what it means.
pub(super) type Value = (&'static str, &'static str, &'static str);

/// The values that every page has beside its own.
pub(super) const EVERYWHERE: &[Value] = &[
    ("page", "Frame", "What every page has: title, site, way up"),
    ("w", "Words", "The words of the interface in the site's language"),
];

/// The context of a page's template; none of a template that is no page.
pub(super) fn page(template: &str) -> Option<&'static PageContext> {
    PAGES.iter().find(|it| it.template == template)
}

/// A value of a page by its name.
pub(super) fn value_of(page: &PageContext, name: &str) -> Option<Kind> {
    let mut all = EVERYWHERE.iter().chain(page.values);
    all.find(|it| it.0 == name).map(|it| Kind::parse(it.1))
}

/// The shape of a name in the tables.
pub(super) fn shape(name: &str) -> Option<&'static Shape> {
    SHAPES.iter().find(|it| it.name == name)
}
