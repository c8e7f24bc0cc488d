//! sources.yaml: the archives that this one rolls up. Names folders and addresses; reads neither.

use std::collections::BTreeMap;

use super::map_reader::{MapReader, Spanned};
use super::names::{FOLDER, NAME, SOURCE_FIELDS, SOURCES, SOURCES_FIELDS, STALE_AFTER, URL};
use crate::diagnostics::{Problem, SourceTrouble};
use crate::model::{CountySource, Sources};
use crate::syntax::yaml::{Found, Node};

/// More archives than there are counties in China.
const MOST_SOURCES: usize = 4000;
/// Days after which data counts as out of date unless the file says otherwise.
const STALE_AFTER_DAYS: u32 = 31;
/// Names stand in tables and at the head of pages.
const LONGEST_NAME: usize = 60;

/// The archives, in the order written. Of one whose lines are wrong nothing is taken.
pub(crate) fn sources(node: &Node, file: &str, found: &mut Vec<Found>) -> Sources {
    let mut sources =
        Sources { file: file.to_owned(), stale_after: STALE_AFTER_DAYS, list: Vec::new() };
    let Some(form) = MapReader::new(node, SOURCES_FIELDS, found) else { return sources };
    if let Some(days) = form.whole(&STALE_AFTER, 1..=10_000, "天", found) {
        sources.stale_after = days;
    }
    if !form.has(&SOURCES) {
        form.missing(SOURCES, "", found);
        return sources;
    }
    let forms = form.forms(&SOURCES, SOURCE_FIELDS, found);
    if MOST_SOURCES < forms.len() {
        found.push((form.at_key(&SOURCES), Problem::Source(SourceTrouble::TooMany(MOST_SOURCES))));
    }
    let mut lines: BTreeMap<String, u32> = BTreeMap::new();
    for form in forms.iter().take(MOST_SOURCES) {
        let Some((source, name)) = source(form, found) else { continue };
        let folder = Spanned { it: source.folder.clone(), at: source.at };
        let mut is_twice = false;
        // The same data under two names would be counted twice.
        for it in [name, folder] {
            let line = *lines.entry(it.it.clone()).or_insert(it.at.start.line);
            if line != it.at.start.line {
                let file = file.to_owned();
                found.push((it.at, Problem::DuplicateId { found: it.it, file, line }));
                is_twice = true;
            }
        }
        if !is_twice {
            sources.list.push(source);
        }
    }
    sources
}

fn source(form: &MapReader<'_>, found: &mut Vec<Found>) -> Option<(CountySource, Spanned<String>)> {
    let name = form.required(NAME, "青峦县", found);
    let folder = form.required(FOLDER, "counties/qingluan", found);
    let url = form.text(&URL, found).and_then(|it| address(it, found));
    let (name, folder) = (name?, folder?);
    let at = folder.at;
    let Some(clean) = below_root(&folder.it) else {
        found.push((at, Problem::Source(SourceTrouble::Folder { found: folder.it })));
        return None;
    };
    let short = name.it.chars().take(LONGEST_NAME).collect();
    Some((CountySource { name: short, folder: clean, url, at }, name))
}

/// A folder below the root, without `.` and the last `/`. None when it could lie elsewhere: on another disk, above.
fn below_root(path: &str) -> Option<String> {
    let is_odd = |it: char| it.is_control() || matches!(it, '\\' | ':' | '\0');
    if path.starts_with('/') || path.contains(is_odd) {
        return None;
    }
    let parts: Vec<&str> = path.split('/').filter(|it| !it.is_empty() && *it != ".").collect();
    let goes_up = parts.iter().any(|it| *it == ".." || it.starts_with(".git"));
    (!parts.is_empty() && !goes_up).then(|| parts.join("/"))
}

/// The address of a site, ending in `/`: http, https, or a folder seen from this site's root.
fn address(text: Spanned<String>, found: &mut Vec<Found>) -> Option<String> {
    let Spanned { it, at } = text;
    let lower = it.to_ascii_lowercase();
    let is_web = lower.starts_with("http://") || lower.starts_with("https://");
    let is_odd = |it: char| it.is_whitespace() || it.is_control() || "\"'<>\\?#`".contains(it);
    let is_folder = || !it.starts_with('/') && !it.contains(':');
    if it.contains(is_odd) || !(is_web || is_folder()) {
        found.push((at, Problem::Source(SourceTrouble::Address { found: it })));
        return None;
    }
    let page = it.strip_suffix("index.html").unwrap_or(&it);
    Some(if page.is_empty() || page.ends_with('/') { page.to_owned() } else { format!("{page}/") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml;

    fn read(yaml: &str) -> (Vec<String>, Vec<(u32, &'static str)>) {
        let mut found = Vec::new();
        let node = yaml::tree(yaml, 1, &mut found).unwrap();
        let read = sources(&node, "content/sources.yaml", &mut found);
        let line = |it: &CountySource| {
            format!("{} {} {}", it.name, it.folder, it.url.as_deref().unwrap_or("-"))
        };
        let told = found.iter().map(|(at, it)| (at.start.line, it.code().word()));
        (read.list.iter().map(line).collect(), told.collect())
    }

    #[test]
    fn folders_stay_below_the_root_and_addresses_lead_to_sites() {
        for (folder, url, want) in [
            ("counties/a", "https://a.example/x", "甲县 counties/a https://a.example/x/"),
            ("./下级/甲县/", "../a/output/index.html", "甲县 下级/甲县 ../a/output/"),
            ("a//data", "HTTP://A.example/", "甲县 a/data HTTP://A.example/"),
        ] {
            let yaml = format!("sources:\n  - name: 甲县\n    folder: {folder}\n    url: {url}\n");
            assert_eq!(read(&yaml), (vec![want.to_owned()], vec![]), "{folder} {url}");
        }
        for folder in ["../a", "/etc", "a/../../b", "'C:\\a'", "C:/a", ".", "//host/a", ".git/x"] {
            let yaml = format!("下级档案:\n  - 名称: 甲县\n    文件夹: {folder}\n");
            assert_eq!(read(&yaml), (vec![], vec![(3, "unsafe-path")]), "{folder}");
        }
        for url in ["javascript:alert(1)", "/etc", "//host/a", "'a b'", "data:x", "ftp://a/"] {
            let yaml = format!("sources:\n  - name: 甲县\n    folder: a\n    url: {url}\n");
            assert_eq!(read(&yaml), (vec!["甲县 a -".into()], vec![(4, "bad-value")]), "{url}");
        }
    }

    #[test]
    fn nothing_is_rolled_up_twice() {
        let two = "sources:\n  - {name: 甲县, folder: a}\n";
        for (more, code) in [
            ("  - {name: 甲县, folder: b}\n", Some("duplicate-id")),
            ("  - {name: 乙县, folder: ./a/}\n", Some("duplicate-id")),
            ("  - {name: 乙县}\n", Some("missing-field")),
            ("  - {name: 乙县, folder: b, path: c}\n", Some("unknown-field")),
            ("stale_after: 0\n", Some("bad-value")),
            ("过期天数: 45\n", None),
        ] {
            let (_, told) = read(&format!("{two}{more}"));
            assert_eq!(told.first().map(|it| it.1), code, "{more}");
        }
        assert_eq!(read("stale_after: 3\n").1, [(1, "missing-field")]);
    }
}
