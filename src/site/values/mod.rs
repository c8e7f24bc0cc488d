//! What templates may use: each value with its kind and meaning, derived from the view structs.
//!
//! A view struct is declared inside [`template_struct!`](describe::template_struct): the doc comments of its fields are
//! the descriptions of the values. The theme's templates are checked against them when they are loaded, and
//! `docs/theme-values.md` is written from them.

pub(crate) mod body_blocks;
pub(crate) mod describe;
pub(crate) mod kind;
pub(crate) mod template;

use self::describe::{Field, Shape};
use self::kind::Kind;
use self::template::Template;

/// A template of a page, with what it may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageTemplate {
    pub(crate) template: Template,
    /// The view struct.
    pub(crate) shape: fn() -> Shape,
}

impl PageTemplate {
    /// The kind of a value of the page.
    pub(crate) fn value(&self, name: &str) -> Option<Kind> {
        let found = (self.shape)().fields().find(|field| field.name == name);
        found.map(|field| field.kind)
    }
}

/// A component of `parts.html`: `{{<status s={row.status}/>}}`.
#[derive(Debug)]
pub(crate) struct Component {
    pub(crate) name: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the documentation"))]
    pub(crate) doc: &'static str,
    /// Its parameters; the templates hold their defaults.
    pub(crate) parameters: &'static [Field],
}

impl Component {
    /// The kind of a parameter.
    pub(crate) fn parameter(&self, name: &str) -> Option<Kind> {
        let found = self.parameters.iter().find(|field| field.name == name);
        found.map(|field| field.kind)
    }
}

/// All that templates may use.
#[derive(Debug)]
pub(crate) struct TemplateValues {
    /// The templates that pages include or extend.
    pub(crate) shared: &'static [Template],
    /// The templates of pages. Several page kinds may share one.
    pub(crate) pages: &'static [PageTemplate],
    /// Values that every page has besides those of its view.
    pub(crate) everywhere: &'static [Field],
    pub(crate) components: &'static [Component],
}

impl TemplateValues {
    /// The template of a page; `None` for a file that is included by pages.
    pub(crate) fn page(&self, file: &str) -> Option<PageTemplate> {
        self.pages.iter().copied().find(|page| page.template.file == file)
    }

    /// All built-in templates, each once.
    pub(crate) fn builtin_templates(&self) -> Vec<Template> {
        let mut templates = self.shared.to_vec();
        for page in self.pages {
            if !templates.contains(&page.template) {
                templates.push(page.template);
            }
        }
        templates
    }

    /// The kind of a value that every page has.
    pub(crate) fn everywhere(&self, name: &str) -> Option<Kind> {
        let found = self.everywhere.iter().find(|field| field.name == name);
        found.map(|field| field.kind)
    }
}
