//! Templates and static files → bytes of pages. The only module that says `tera`.
//!
//! Two layers: the theme that is built into the program, and over it the archive's own `themes/<name>/`. A template
//! there replaces the built-in one of the same name, or changes a block of it (`{% extends "builtin/plan.html" %}`);
//! a file under `static/` replaces the built-in one of the same path. What a template asks for and what there is are
//! compared when a theme is loaded (`strict.rs`), so that a mistake in a rare branch does not wait for its day.

pub(super) mod builtin;
mod engine;
mod error;
mod strict;
mod tags;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use tera::{Context, Tera, Value};

use self::engine::Templates;
pub use self::error::ThemeError;
use self::error::{Flaw, Spot, ThemeErrorKind};
#[cfg(test)]
pub(super) use self::{engine::FILTERS, strict::missing};
use crate::l10n::Lang;
use crate::l10n::labels::Labels;
use crate::model::Digest;
use crate::site::theme::builtin::PRINT;
use crate::site::theme::builtin::STATIC;
use crate::site::theme::builtin::TEMPLATES;

/// What a template may say. A view struct and its template have the same name.
pub trait Page: Serialize {
    /// The file of the template: `plan.html`.
    const TEMPLATE: &'static str;

    /// What of it the search finds besides its title, as lines. Nothing that the page does not show.
    fn text(&self) -> String {
        String::new()
    }
}

thread_local! {
    /// The words of both languages. Each thread has its own: a template counts how often a value is shared, and threads that
    /// count one and the same word wait for each other at every use.
    static WORDS: [OnceCell<Value>; 2] = const { [OnceCell::new(), OnceCell::new()] };
}

fn words(lang: Lang) -> Value {
    let words = || Value::from_serializable(Labels::of(lang));
    WORDS.with(|it| it[usize::from(lang == Lang::En)].get_or_init(words).clone())
}

/// A part that many views have, made into what templates take only once.
#[derive(Debug, Clone)]
pub(super) struct Shared(Value);

impl Shared {
    pub(super) fn new(it: &impl Serialize) -> Shared {
        Shared(Value::from_serializable(it))
    }
}

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A theme, ready to render with from many threads.
pub struct Theme {
    tera: Tera,
    folder: String,
    own: BTreeMap<String, String>,
    files: BTreeMap<String, Cow<'static, [u8]>>,
    print: BTreeMap<String, Cow<'static, [u8]>>,
    digest: Digest,
}

impl Theme {
    /// The built-in theme with the files of an archive's theme over it: paths relative to its folder (`plan.html`,
    /// `static/theme.css`) and their bytes. Files that are neither templates nor under `static/` are left alone.
    /// `folder`: how messages name that folder, `themes/qing`.
    ///
    /// # Errors
    /// When a template cannot be read, or asks for what there is not.
    pub fn load(folder: &str, files: Vec<(String, Vec<u8>)>) -> Result<Theme, ThemeError> {
        let digest = Digest::of(&files);
        let mut own = BTreeMap::new();
        let mut statics: BTreeMap<String, Cow<'static, [u8]>> = STATIC
            .iter()
            .map(|(path, bytes)| ((*path).to_owned(), Cow::Borrowed(*bytes)))
            .collect();
        let mut print: BTreeMap<String, Cow<'static, [u8]>> = PRINT
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Cow::Borrowed(text.as_bytes())))
            .collect();
        for (path, bytes) in files {
            if path.starts_with("print/") {
                print.insert(path, Cow::Owned(bytes));
            } else if path.starts_with("static/") {
                statics.insert(path, Cow::Owned(bytes));
            } else if path.ends_with(".html") {
                let file = format!("{folder}/{path}");
                let text = String::from_utf8(bytes).map_err(|_| {
                    ThemeError(vec![Flaw { file, spot: None, what: ThemeErrorKind::NotUtf8 }])
                })?;
                let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
                own.insert(format!("theme/{path}"), text);
            }
        }
        let mut tera = Tera::default();
        let added = tera.set_fallback_prefixes(["theme/", "builtin/"]).and_then(|()| {
            let builtin = TEMPLATES
                .iter()
                .map(|(name, text)| (format!("builtin/{name}"), (*text).to_owned()));
            let own = own.iter().map(|(name, text)| (name.clone(), text.clone()));
            tera.add_raw_templates(builtin.chain(own))
        });
        let folder = folder.to_owned();
        let wrong = wrong(added, &Templates { folder: &folder, own: &own });
        if !wrong.is_empty() {
            return Err(ThemeError(wrong));
        }
        Ok(Theme { tera, folder, own, files: statics, print, digest })
    }

    /// Renders a page. Templates find the words of the language under `w`.
    ///
    /// # Errors
    /// When the template names something that the page does not have.
    pub fn render<P: Page>(&self, page: &P, lang: Lang) -> Result<String, ThemeError> {
        Context::from_serialize(page)
            .and_then(|mut context| {
                context.insert_value("w", words(lang));
                self.tera.render(P::TEMPLATE, &context)
            })
            .map_err(|error| {
                let templates = Templates { folder: &self.folder, own: &self.own };
                ThemeError(templates.flaws(&error, P::TEMPLATE))
            })
    }

    /// What tells its files from those of another; the built-in ones are the program's.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The templates of printed documents and what lies beside them, by their path: `print/document.typ`.
    pub fn print(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.print.iter().map(|(path, bytes)| (path.as_str(), &**bytes))
    }

    /// The static files, by their path in the site: `static/site.css`.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), &**bytes))
    }
}

/// What is wrong with the theme's own templates: what the engine says, and the values that are not there.
fn wrong(added: tera::TeraResult<()>, templates: &Templates<'_>) -> Vec<Flaw> {
    let mut flaws = added.as_ref().err().map(|it| templates.flaws(it, "")).unwrap_or_default();
    // A template that could not be read would be read wrongly here too.
    if !matches!(added, Err(error) if matches!(error.kind(), tera::ErrorKind::SyntaxError(_))) {
        for (name, text) in templates.own {
            let template = name.strip_prefix("theme/").unwrap_or(name);
            flaws.extend(strict::missing(template, text).into_iter().map(|it| Flaw {
                file: templates.file(name),
                spot: Some(Spot::of(text, it.at, it.long)),
                what: it.what,
            }));
        }
    }
    let place = |it: &Flaw| (it.file.clone(), it.spot.as_ref().map(|it| (it.line, it.column)));
    flaws.sort_by_key(place);
    flaws
}
