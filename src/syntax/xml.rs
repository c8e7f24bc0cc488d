//! What the readers of office documents share: names without prefixes, attributes, entities.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart};

/// The name of an element without its prefix.
pub(crate) fn local_name(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute, by its whole name.
pub(crate) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    find(tag, &|key| key == name)
}

/// The value of an attribute, by its name without a prefix.
pub(crate) fn local_attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    find(tag, &|key| local_name(key) == name)
}

fn find(tag: &BytesStart<'_>, is_wanted: &dyn Fn(&str) -> bool) -> Option<String> {
    for attribute in tag.attributes().flatten() {
        if is_wanted(attribute.key.as_ref()) {
            let value = quick_xml::escape::unescape(&attribute.value);
            return Some(value.map_or_else(|_| attribute.value.to_string(), Cow::into_owned));
        }
    }
    None
}

/// The character of an entity such as `&amp;`. Only those that XML itself defines are known: nothing is ever expanded.
pub(crate) fn entity(name: &BytesRef<'_>) -> char {
    if let Ok(Some(ch)) = name.resolve_char_ref() {
        return ch;
    }
    match name.as_ref() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => '\u{fffd}',
    }
}
