//! The files of the app's page. They are in the program; in a build with debug assertions they may be read from a folder
//! that `GUIDANG_APP_PAGE` names, so that the page can be worked on without compiling.

/// Files of the page, by name, in `page/` next to this file.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// The files that only the app uses.
        const OWN: &[(&str, &[u8])] = &[$(($name, include_bytes!(concat!("page/", $name)))),*];
    };
}

/// Files that it shares with the forms of the default theme.
macro_rules! shared_files {
    ($($name:literal),* $(,)?) => {
        /// The files of the theme.
        const SHARED: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!("../../themes/default/static/", $name)))),*];
    };
}

files![
    "index.html",
    "app.css",
    "editor.css",
    "begin.js",
    "boot.js",
    "compare.js",
    "core.js",
    "drafts.js",
    "editor-view.js",
    "editor.js",
    "files.js",
    "findings.js",
    "import.js",
    "new.js",
    "records.js",
    "saving.js",
    "table.js",
    "tasks.js",
    "today.js",
];

shared_files!["form-fields.js", "form.css", "icon.svg"];

/// A file of the page.
pub(super) fn page_file(name: &str) -> Option<Vec<u8>> {
    if cfg!(debug_assertions)
        && let Some(folder) = std::env::var_os("GUIDANG_APP_PAGE")
        && let Ok(bytes) = std::fs::read(std::path::Path::new(&folder).join(name))
    {
        return Some(bytes);
    }
    let (_, bytes) = OWN.iter().chain(SHARED).find(|(known, _)| *known == name)?;
    Some(bytes.to_vec())
}

#[cfg(test)]
mod tests {
    use super::page_file;

    #[test]
    fn the_page_asks_only_for_files_that_the_program_carries() {
        let page = String::from_utf8(page_file("index.html").unwrap()).unwrap();
        let mut count = 0;
        for attribute in ["src=\"", "href=\""] {
            for rest in page.split(attribute).skip(1) {
                let name = rest.split('"').next().unwrap();
                if !name.starts_with('#') {
                    assert!(page_file(name).is_some(), "{name}");
                    count += 1;
                }
            }
        }
        assert!(10 < count && page_file("../mod.rs").is_none());
    }
}
