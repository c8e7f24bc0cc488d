//! The names of files that are made: free ones, and those that begin with the day of their record.

use std::path::Path;

use super::paths::{folder_of, is_sound_name, name_of};
use crate::engine::lint::day_at_start;
use crate::model::Day;
use crate::scaffold::form_text::{FormValue, FormValues};

/// A path with a number, from the second on; with a folder of its own where files go next to it.
pub(super) fn numbered(path: &str, number: usize, has_folder: bool) -> String {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let stem = if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") };
    if has_folder { format!("{stem}/index.md") } else { format!("{stem}.md") }
}

/// The file of a school or a pair in a folder with a number, from the second on.
pub(super) fn numbered_owner(path: &str, number: usize) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) if 1 < number => format!("{folder}-{number}/{name}"),
        _ => path.to_owned(),
    }
}

/// Whether there is nothing at a path, neither as a file nor as a folder.
pub(super) fn is_free(root: &Path, path: &str, is_owner: bool) -> bool {
    if is_owner {
        return !root.join(folder_of(path)).exists();
    }
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    !root.join(stem).exists()
        && !root.join(format!("{stem}.md")).exists()
        && !root.join(format!("{stem}.csv")).exists()
}

/// The entry of a record in its folder: its file, or the folder of its own.
pub(super) fn entry_of(path: &str) -> &str {
    path.strip_suffix("/index.md").unwrap_or(path)
}

/// The day of a record, or else its first one, as it is written.
pub(super) fn day_of(values: &FormValues) -> Option<&FormValue> {
    values.get("date").or_else(|| values.get("start"))
}

/// The path that the file of a record has by its day, where its name begins with another day. `None` where it may stay.
pub(super) fn by_day(root: &Path, path: &str, values: &FormValues) -> Option<String> {
    let FormValue::Text(text) = day_of(values)? else { return None };
    let day = Day::parse(text).ok()?;
    let entry = entry_of(path);
    let name = name_of(entry).trim_end_matches(".md");
    let old = day_at_start(name)?;
    if old == day {
        return None;
    }
    let rest = match name.strip_prefix(&old.to_string()) {
        Some(rest) => rest.to_owned(),
        None => match after_day(name) {
            "" => String::new(),
            rest => format!("-{rest}"),
        },
    };
    let wanted = format!("{}/{day}{rest}.md", folder_of(entry));
    for number in 1..100 {
        let free = numbered(&wanted, number, path.ends_with("/index.md"));
        if is_free(root, &free, false) && is_sound_name(name_of(entry_of(&free))) {
            return Some(free);
        }
    }
    None
}

/// What follows the day at the start of a name, as [`day_at_start`] reads it, and the sign after that.
fn after_day(name: &str) -> &str {
    let mut rest = name.trim_start_matches(DIGITS);
    let is_year_alone = name.len() - rest.len() == 4;
    if is_year_alone {
        for _ in ["month", "day"] {
            let mut chars = rest.chars();
            chars.next();
            rest = chars.as_str().trim_start_matches(DIGITS);
        }
    }
    rest.strip_prefix('日').unwrap_or(rest).trim_start_matches(['-', '.', '_', ' '])
}

const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_day_and_nothing_else() {
        for (name, rest) in [
            ("20240315", ""),
            ("2024年3月15日", ""),
            ("2024.3.15送教", "送教"),
            ("2024_03_15_送教", "送教"),
            ("2024-3-15-2班听课", "2班听课"),
            ("20240315-3月例会", "3月例会"),
            ("2024年3月15日2班", "2班"),
        ] {
            assert!(day_at_start(name).is_some(), "{name}");
            assert_eq!(after_day(name), rest, "{name}");
        }
    }
}
