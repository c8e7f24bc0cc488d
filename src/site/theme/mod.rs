//! Renders pages from templates and collects the static files. The only module that uses `tera`.
//!
//! A theme has two layers: the one built into the program, and over it the archive's own `themes/<name>/`. A template
//! there replaces the built-in one of the same name, or changes a block of it (`{% extends "builtin/plan.html" %}`);
//! a file under `static/` replaces the built-in one of the same path. When a theme is loaded, `strict.rs` compares the
//! values that its templates use with those that exist, so that an error in a rarely rendered branch shows at once.

pub(super) mod builtin;
mod end_tags;
mod error;
mod filters;
mod indentation;
mod messages;
mod spot;
mod strict;
mod style_sheets;
mod tags;
mod tera_errors;
mod tera_names;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use tera::{Context, Tera, Value};

use self::builtin::{PRINT, STATIC};
use self::end_tags::leave_out_end_tags;
pub use self::error::ThemeError;
use self::error::{TemplateError, ThemeErrorKind};
use self::indentation::remove_indentation;
use self::spot::TemplateSpot;
use self::style_sheets::join_style_sheets;
use self::tera_errors::TemplateSources;
#[cfg(test)]
pub(super) use self::{strict::unknown_values, tera_names::FILTERS};
use crate::l10n::Lang;
use crate::l10n::labels::Labels;
use crate::model::Digest;
use crate::site::values::TemplateValues;
use crate::site::values::template::Template;

/// Everything that a template may print: a view struct, named after its template.
pub trait Page: Serialize {
    /// The built-in template. A theme may replace it.
    const TEMPLATE: Template;

    /// What the search finds of the page besides its title, as lines; nothing that the page does not show.
    fn text(&self) -> String {
        String::new()
    }
}

thread_local! {
    /// The interface words of both languages. Each thread has its own copy: the engine counts references to a value,
    /// and threads that share one counter wait for each other at every use.
    static WORDS: [OnceCell<Value>; 2] = const { [OnceCell::new(), OnceCell::new()] };
}

fn words(lang: Lang) -> Value {
    let index = usize::from(lang == Lang::En);
    let serialize = || Value::from_serializable(Labels::of(lang));
    WORDS.with(|words| words[index].get_or_init(serialize).clone())
}

/// A part of many views, serialised only once.
#[derive(Debug, Clone)]
pub(crate) struct Shared(Value);

impl Shared {
    pub(super) fn new(part: &impl Serialize) -> Shared {
        Shared(Value::from_serializable(part))
    }
}

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

type ThemeFiles = BTreeMap<String, Cow<'static, [u8]>>;

/// A loaded theme, from which many threads can render.
pub struct Theme {
    tera: Tera,
    folder: String,
    /// The archive's own templates by their name in the engine: `theme/index.html`.
    own: BTreeMap<String, String>,
    builtin: Vec<Template>,
    files: ThemeFiles,
    print: ThemeFiles,
    digest: Digest,
}

impl Theme {
    /// [`Theme::load`] with the values that templates may use.
    pub(crate) fn with_values(
        values: &TemplateValues,
        folder: &str,
        files: Vec<(String, Vec<u8>)>,
    ) -> Result<Theme, ThemeError> {
        let digest = Digest::of(&files);
        let mut own = BTreeMap::new();
        let mut statics = ThemeFiles::new();
        for (path, bytes) in STATIC {
            statics.insert((*path).to_owned(), Cow::Borrowed(*bytes));
        }
        let mut print = ThemeFiles::new();
        for (path, text) in PRINT {
            print.insert((*path).to_owned(), Cow::Borrowed(text.as_bytes()));
        }
        for (path, bytes) in files {
            if path.starts_with("print/") {
                print.insert(path, Cow::Owned(bytes));
            } else if path.starts_with("static/") {
                statics.insert(path, Cow::Owned(bytes));
            } else if path.ends_with(".html") {
                let text = decode_template(folder, &path, bytes)?;
                own.insert(format!("theme/{path}"), text);
            }
        }
        join_style_sheets(&mut statics);
        let builtin = values.builtin_templates();
        let mut tera = Tera::default();
        tera.register_filter("group_by", filters::group_by);
        let added = add_templates(&mut tera, &builtin, &own);
        let errors =
            check(values, added, &TemplateSources { folder, own: &own, builtin: &builtin });
        if !errors.is_empty() {
            return Err(ThemeError(errors));
        }
        Ok(Theme { tera, folder: folder.to_owned(), own, builtin, files: statics, print, digest })
    }

    /// Renders a page. Templates find the words of the language under `w`.
    ///
    /// # Errors
    /// If the template uses a value that the page does not have.
    pub fn render<P: Page>(&self, page: &P, lang: Lang) -> Result<String, ThemeError> {
        let html = self.render_with_tera(page, lang);
        html.map(|html| leave_out_end_tags(&html)).map_err(|error| {
            let sources =
                TemplateSources { folder: &self.folder, own: &self.own, builtin: &self.builtin };
            ThemeError(sources.translate(&error, P::TEMPLATE.file))
        })
    }

    fn render_with_tera<P: Page>(&self, page: &P, lang: Lang) -> tera::TeraResult<String> {
        let mut context = Context::from_serialize(page)?;
        context.insert_value("w", words(lang));
        self.tera.render(P::TEMPLATE.file, &context)
    }

    /// Whether the archive has templates of its own.
    pub(crate) fn is_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// A digest of the archive's own files; the built-in ones belong to the program.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The templates of printed documents and the files next to them, by path: `print/document.typ`.
    pub fn print(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.print.iter().map(|(path, bytes)| (path.as_str(), &**bytes))
    }

    /// The static files, by their path in the site: `static/site.css`.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), &**bytes))
    }
}

/// The text of a template, without a byte order mark.
fn decode_template(folder: &str, path: &str, bytes: Vec<u8>) -> Result<String, ThemeError> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(_) => Err(ThemeError(vec![TemplateError {
            file: format!("{folder}/{path}"),
            spot: None,
            kind: ThemeErrorKind::NotUtf8,
        }])),
    }
}

fn add_templates(
    tera: &mut Tera,
    builtin: &[Template],
    own: &BTreeMap<String, String>,
) -> tera::TeraResult<()> {
    tera.set_fallback_prefixes(["theme/", "builtin/"])?;
    let builtin = builtin
        .iter()
        .map(|template| (format!("builtin/{}", template.file), remove_indentation(template.text)));
    let own = own.iter().map(|(name, text)| (name.clone(), remove_indentation(text)));
    tera.add_raw_templates(builtin.chain(own))
}

/// The errors of a theme's own templates: those that the engine reports, and values that do not exist.
fn check(
    values: &TemplateValues,
    added: tera::TeraResult<()>,
    sources: &TemplateSources<'_>,
) -> Vec<TemplateError> {
    let mut errors = match &added {
        Ok(()) => Vec::new(),
        Err(error) => sources.translate(error, ""),
    };
    // If a template has a syntax error, its values would be read wrongly.
    let has_syntax_error =
        added.is_err_and(|error| matches!(error.kind(), tera::ErrorKind::SyntaxError(_)));
    if !has_syntax_error {
        for (name, text) in sources.own {
            let template = name.strip_prefix("theme/").unwrap_or(name);
            for unknown in strict::unknown_values(values, template, text) {
                let spot = TemplateSpot::from_offset(text, unknown.offset, unknown.width);
                let file = sources.file(name);
                errors.push(TemplateError { file, spot: Some(spot), kind: unknown.kind });
            }
        }
    }
    errors.sort_by_key(|error| {
        let position = error.spot.as_ref().map(|spot| (spot.line, spot.column));
        (error.file.clone(), position)
    });
    errors
}
