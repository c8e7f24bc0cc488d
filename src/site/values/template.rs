//! Built-in templates: a view names its template with [`template!`], which compiles the file into the program.

/// A built-in template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Its file in `themes/default/`: `plan.html`.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// The built-in template of a file in `themes/default/`.
macro_rules! template {
    ($file:literal) => {
        $crate::site::values::template::Template {
            file: $file,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/", $file)),
        }
    };
}

pub(crate) use template;
