//! The theme that is compiled into the program: `themes/default/`.

use crate::site::values::template::{Template, template};

macro_rules! templates {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../themes/default/", $name)))),*]
    };
}

macro_rules! statics {
    ($($name:literal)*) => {
        &[$(($name, include_bytes!(concat!("../../../themes/default/", $name)))),*]
    };
}

/// Templates of printed documents by path, for PDF.
pub(crate) const PRINT: &[(&str, &str)] =
    templates!["print/brief.typ" "print/catalogue.typ" "print/common.typ" "print/document.typ"];

/// Templates that pages include or extend. Those of pages are named by their views.
pub(crate) const SHARED: &[Template] =
    &[template!("base.html"), template!("foot.html"), template!("parts.html")];

/// Static files by their path in the site.
pub(crate) const STATIC: &[(&str, &[u8])] = statics![
    "static/brief.css"
    "static/charts.css"
    "static/form-check.js"
    "static/form-fields.js"
    "static/form-yaml.js"
    "static/form-zip.js"
    "static/form.css"
    "static/form.js"
    "static/icon.svg"
    "static/landscape.css"
    "static/lists.js"
    "static/paper.css"
    "static/photos.js"
    "static/print.css"
    "static/search-page.js"
    "static/search-words.js"
    "static/search.js"
    "static/site.css"
    "static/site.js"
    "static/theme.css"
];
