//! sources.yaml: the archives that this one rolls up. Only names folders and addresses; neither is read here.

use std::collections::BTreeMap;

use super::map_reader::MapReader;
use super::names::{FOLDER, NAME, SOURCE_FIELDS, SOURCES, SOURCES_FIELDS, STALE_AFTER, URL};
use crate::diagnostics::{Problem, SourceProblem, SpannedProblem};
use crate::model::{CountySource, Sources};
use crate::syntax::span::Spanned;
use crate::syntax::yaml::Node;

/// More archives than there are counties in China.
const MAX_SOURCES: usize = 4000;
/// Days after which data counts as out of date unless the file says otherwise.
const DEFAULT_STALE_AFTER: u32 = 31;
/// The most characters of a name, which stands in tables and page headers.
const MAX_NAME: usize = 60;

/// The archives, in the order written. An archive whose entry is wrong is left out.
pub(crate) fn sources(node: &Node, file: &str, problems: &mut Vec<SpannedProblem>) -> Sources {
    let mut sources =
        Sources { file: file.to_owned(), stale_after: DEFAULT_STALE_AFTER, list: Vec::new() };
    let Some(map) = MapReader::new(node, SOURCES_FIELDS, problems) else { return sources };
    if let Some(days) = map.integer(&STALE_AFTER, 1..=10_000, "天", problems) {
        sources.stale_after = days;
    }
    if !map.has(&SOURCES) {
        map.report_missing(SOURCES, "", problems);
        return sources;
    }
    let entries = map.maps(&SOURCES, SOURCE_FIELDS, problems);
    if MAX_SOURCES < entries.len() {
        let problem = Problem::Source(SourceProblem::TooMany(MAX_SOURCES));
        problems.push((map.key_span(&SOURCES), problem));
    }
    let mut lines: BTreeMap<String, u32> = BTreeMap::new();
    for entry in entries.iter().take(MAX_SOURCES) {
        let Some((source, name)) = source(entry, problems) else { continue };
        let folder = Spanned { value: source.folder.clone(), span: source.at };
        let mut is_duplicate = false;
        // The same data under two names would be counted twice.
        for Spanned { value: found, span } in [name, folder] {
            let line = *lines.entry(found.clone()).or_insert(span.start.line);
            if line != span.start.line {
                let file = file.to_owned();
                problems.push((span, Problem::DuplicateId { found, file, line }));
                is_duplicate = true;
            }
        }
        if !is_duplicate {
            sources.list.push(source);
        }
    }
    sources
}

fn source(
    map: &MapReader<'_>,
    problems: &mut Vec<SpannedProblem>,
) -> Option<(CountySource, Spanned<String>)> {
    let name = map.required_text(NAME, "青峦县", problems);
    let folder = map.required_text(FOLDER, "counties/qingluan", problems);
    let url = match map.text(&URL, problems) {
        Some(text) => address(text, problems),
        None => None,
    };
    let (name, Spanned { value: found, span: at }) = (name?, folder?);
    let Some(folder) = below_root(&found) else {
        problems.push((at, Problem::Source(SourceProblem::Folder { found })));
        return None;
    };
    let short_name = name.value.chars().take(MAX_NAME).collect();
    Some((CountySource { name: short_name, folder, url, at }, name))
}

/// A folder below the root, without `.` and a trailing `/`. `None` when it could be elsewhere: on another disk, above
/// the root, or in the repository's own data.
fn below_root(path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains(is_unsafe_in_path) {
        return None;
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        if part == ".." || part.starts_with(".git") {
            return None;
        }
        if !part.is_empty() && part != "." {
            parts.push(part);
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn is_unsafe_in_path(ch: char) -> bool {
    ch.is_control() || matches!(ch, '\\' | ':')
}

/// The address of a site, ending in `/`: http, https, or a folder relative to this site's root.
fn address(text: Spanned<String>, problems: &mut Vec<SpannedProblem>) -> Option<String> {
    let Spanned { value: address, span } = text;
    let lower = address.to_ascii_lowercase();
    let is_web = lower.starts_with("http://") || lower.starts_with("https://");
    let is_folder = !address.starts_with('/') && !address.contains(':');
    if address.contains(is_unsafe_in_address) || !(is_web || is_folder) {
        problems.push((span, Problem::Source(SourceProblem::Address { found: address })));
        return None;
    }
    let mut folder = address.strip_suffix("index.html").unwrap_or(&address).to_owned();
    if !folder.is_empty() && !folder.ends_with('/') {
        folder.push('/');
    }
    Some(folder)
}

fn is_unsafe_in_address(ch: char) -> bool {
    ch.is_whitespace() || ch.is_control() || "\"'<>\\?#`".contains(ch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml;

    fn read(yaml: &str) -> (Vec<String>, Vec<(u32, &'static str)>) {
        let mut problems = Vec::new();
        let node = yaml::tree(yaml, 1, &mut problems).unwrap();
        let mut lines = Vec::new();
        for source in sources(&node, "content/sources.yaml", &mut problems).list {
            let url = source.url.as_deref().unwrap_or("-");
            lines.push(format!("{} {} {url}", source.name, source.folder));
        }
        let mut codes = Vec::new();
        for (span, problem) in problems {
            codes.push((span.start.line, problem.code().word()));
        }
        (lines, codes)
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
    fn no_archive_is_rolled_up_twice() {
        let two = "sources:\n  - {name: 甲县, folder: a}\n";
        for (more, code) in [
            ("  - {name: 甲县, folder: b}\n", Some("duplicate-id")),
            ("  - {name: 乙县, folder: ./a/}\n", Some("duplicate-id")),
            ("  - {name: 乙县}\n", Some("missing-field")),
            ("  - {name: 乙县, folder: b, path: c}\n", Some("unknown-field")),
            ("stale_after: 0\n", Some("bad-value")),
            ("过期天数: 45\n", None),
        ] {
            let (_, problems) = read(&format!("{two}{more}"));
            assert_eq!(problems.first().map(|problem| problem.1), code, "{more}");
        }
        assert_eq!(read("stale_after: 3\n").1, [(1, "missing-field")]);
    }
}
