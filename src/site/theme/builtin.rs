//! The theme that is compiled into the program: `themes/default/`.

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
    templates!["print/catalogue.typ" "print/common.typ" "print/document.typ"];

/// Templates by name.
pub(crate) const TEMPLATES: &[(&str, &str)] = templates![
    "about.html"
    "attention.html"
    "base.html"
    "calendar.html"
    "catalogue-boxes.html"
    "catalogue-folders.html"
    "catalogue-list.html"
    "catalogue-year.html"
    "catalogue.html"
    "counties.html"
    "county.html"
    "foot.html"
    "four-haves-term.html"
    "four-haves.html"
    "index.html"
    "indicator.html"
    "indicators.html"
    "ledger.html"
    "pair.html"
    "pairs.html"
    "paper.html"
    "parts.html"
    "plan.html"
    "plans.html"
    "record.html"
    "records.html"
    "rollup.html"
    "school.html"
    "schools.html"
    "search.html"
    "target.html"
    "term.html"
    "terms.html"
];

/// Static files by their path in the site.
pub(crate) const STATIC: &[(&str, &[u8])] = statics![
    "static/charts.css"
    "static/icon.svg"
    "static/landscape.css"
    "static/lists.js"
    "static/paper.css"
    "static/print.css"
    "static/search-page.js"
    "static/search.js"
    "static/site.css"
    "static/site.js"
    "static/theme.css"
];
