//! Every link leads to a file, ids are unique, and every page has the elements that all pages need.

use std::collections::{BTreeMap, BTreeSet};

use super::sample::sample;
use super::{built, pages};
use crate::site::Options;

fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).filter_map(|candidate| candidate.split('"').next()).collect()
}

/// The path that a link leads to, seen from a page.
fn joined(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{href} leaves the site"),
            "." | "" => {}
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_link_leads_to_a_file_and_every_anchor_exists() {
    for language in ["zh-CN", "en"] {
        for drafts in [false, true] {
            let federation = Some(&crate::engine::federation::tests::sample());
            let options = Options { drafts, federation, ..Options::default() };
            let files = built(&sample(language).checked(), options);
            let ids: BTreeMap<&str, BTreeSet<&str>> = pages(&files)
                .map(|(path, html)| (path, attributes(html, "id").into_iter().collect()))
                .collect();
            let mut wrong = BTreeSet::new();
            for (path, html) in pages(&files) {
                let links =
                    ["href", "src"].iter().flat_map(|candidate| attributes(html, candidate));
                for link in links.filter(|link| !link.starts_with("https://")) {
                    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
                    let target = if file.is_empty() { path.to_owned() } else { joined(path, file) };
                    let anchored = || anchor.is_empty() || ids[target.as_str()].contains(anchor);
                    if !files.contains_key(&target) || !anchored() {
                        wrong.insert(format!("{path} → {link}"));
                    }
                }
            }
            assert!(wrong.is_empty(), "{wrong:#?}");
        }
    }
}

#[test]
fn every_page_is_reachable_from_the_home_page() {
    let federation = Some(&crate::engine::federation::tests::sample());
    let options = Options { federation, ..Options::default() };
    let files = built(&sample("zh-CN").checked(), options);
    let mut known = BTreeSet::from(["index.html".to_owned()]);
    let mut open: Vec<String> = known.iter().cloned().collect();
    while let Some(path) = open.pop() {
        let html = String::from_utf8(files[&path].clone()).unwrap();
        // The search is reached by its field.
        let links = [attributes(&html, "href"), attributes(&html, "action")].concat();
        for link in links.into_iter().filter(|link| !link.starts_with("https://")) {
            let target = joined(&path, link.split('#').next().unwrap());
            if target.ends_with(".html") && known.insert(target.clone()) {
                open.push(target);
            }
        }
    }
    let all: BTreeSet<String> = pages(&files).map(|page| page.0.to_owned()).collect();
    assert_eq!(all.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_page_has_the_elements_all_pages_need() {
    let files = built(&sample("zh-CN").checked(), Options { drafts: true, ..Options::default() });
    for (path, html) in pages(&files) {
        let ids = attributes(html, "id");
        let alone: BTreeSet<&str> = ids.iter().copied().collect();
        let twice: Vec<_> =
            alone.iter().filter(|id| ids.iter().filter(|item| item == id).count() > 1).collect();
        assert!(twice.is_empty(), "{path}: ids {twice:?}");
        let head = "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"renderer\" content=\"webkit\">\n<meta http-equiv=\"X-UA-Compatible\" content=\"IE=edge\">\n";
        assert!(html.starts_with(head), "{path}");
        let on_paper = path.starts_with("print/");
        for part in ["<main id=\"main\"", "class=\"skip\"", "<footer", "aria-label=\"主要栏目\""]
        {
            if on_paper && (part == "<footer" || part.starts_with("aria-label")) {
                continue; // a print page is printed whole, and leads back to its page only
            }
            assert_eq!(html.matches(part).count(), 1, "{path}: {part}");
        }
        assert_eq!(html.matches("<h1").count(), 1, "{path}: one main heading");
        assert!(
            !html.contains(" style=\"") && !html.contains("<style"),
            "{path}: no style of its own"
        );
        for script in html.split("<script").skip(1) {
            let is_ours = script.starts_with(" src=\"") && script.contains("static/");
            assert!(is_ours && script.contains("></script>"), "{path}: <script{script}");
        }
        let hosts = html.replace("https://git.example/edit/", "").replace("http://www.w3.org/", "");
        assert!(!hosts.contains("http://") && !hosts.contains("https://"), "{path}: no other host");
        assert_eq!(
            html.matches("<table").count(),
            html.matches("<caption").count()
                + html.matches("<table aria-labelledby=").count()
                + html.matches("figure class=\"block\"><div class=\"scroll\"><table").count(),
            "{path}: captions"
        );
        let mut level = 1;
        for heading in html.split("<h").skip(1).filter_map(|part| part.chars().next()?.to_digit(10))
        {
            assert!(heading <= level + 1, "{path}: h{heading} after h{level}");
            level = heading;
        }
    }
}

#[test]
fn two_builds_give_the_same_bytes() {
    let checked = sample("zh-CN").checked();
    assert_eq!(built(&checked, Options::default()), built(&checked, Options::default()));
}
