//! `static/words.js`: the words that scripts say, in the site's language, once for all pages.

use std::collections::BTreeMap;

use serde_json::json;

use crate::l10n::labels::Labels;
use crate::l10n::phrases::Phrases;
use crate::l10n::terms;
use crate::model::Status;

/// Its path in the site.
pub(crate) const PATH: &str = "static/words.js";

/// The script that defines the words.
pub(crate) fn script(words: Phrases) -> String {
    let labels = Labels::of(words.0);
    let mut meanings = BTreeMap::new();
    for status in Status::ALL {
        meanings.insert(terms::status(status, words.0), words.meaning(status));
    }
    let all = json!({
        "sort_by": labels.sort_by,
        "filter": labels.filter,
        "shown_of": labels.shown_of,
        "csv": labels.csv,
        "copy_link": labels.copy_link,
        "copied": labels.copied,
        "statuses_title": labels.statuses_title,
        "meanings": meanings,
        "days_ago": labels.days_ago,
        "print_now": labels.print_now,
        "theme": labels.theme,
        "theme_system": labels.theme_system,
        "theme_light": labels.theme_light,
        "theme_dark": labels.theme_dark,
        "photos": labels.photos,
        "photo_before": labels.photo_before,
        "photo_after": labels.photo_after,
        "photo_original": labels.photo_original,
        "photo_close": labels.photo_close,
    });
    format!("window.guidangWords = {all};\n")
}
