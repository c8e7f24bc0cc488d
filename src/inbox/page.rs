//! The page of a school's receipts, in its folder of the inbox: what was taken, and what waits to be fixed.

use std::fmt::Write as _;
use std::fs;

use super::items::SchoolFolder;
use super::messages::shown;
use super::names::{self, PAGE, RETURNED};
use super::register::{Register, TakenEntry};
use crate::error::Error;
use crate::model::School;
use crate::output::ArchiveWriter;

/// The most receipts of a page.
const MOST_ROWS: usize = 500;

const STYLE: &str = "body{font:16px/1.7 system-ui,'Microsoft YaHei','Noto Sans CJK SC',sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1a1a1a;background:#fff}\
h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}\
th{background:#eee}td{overflow-wrap:anywhere}.back{border-left:4px solid #b00020;padding-left:1em}";

/// Writes the page of a school, if it has anything to say and differs from the one that is there.
pub(super) fn write(
    folder: &SchoolFolder,
    school: &School,
    register: &Register,
    is_english: bool,
) -> Result<(), Error> {
    let mut taken = register.of_school(&school.id);
    taken.sort_by_key(|entry| std::cmp::Reverse(entry.number));
    let returned = returned(folder);
    let name = if is_english { PAGE.en } else { PAGE.zh };
    let path = folder.path.join(name);
    if taken.is_empty() && returned.is_empty() && path.symlink_metadata().is_err() {
        return Ok(());
    }
    let text = page(&school.name, &taken, &returned, is_english);
    if fs::read(&path).is_ok_and(|held| held == text.as_bytes()) {
        return Ok(());
    }
    ArchiveWriter::unlocked(&folder.path)?.replace(name, text.as_bytes())
}

/// The names of what was handed back and is still there.
pub(super) fn returned(folder: &SchoolFolder) -> Vec<String> {
    let mut returned = Vec::new();
    for spelling in [RETURNED.zh, RETURNED.en] {
        let Ok(listed) = fs::read_dir(folder.path.join(spelling)) else { continue };
        for entry in listed.flatten() {
            if let Ok(name) = entry.file_name().into_string()
                && !names::is_own(&name)
            {
                returned.push(name);
            }
        }
    }
    returned.sort();
    returned
}

fn page(school: &str, taken: &[&TakenEntry], returned: &[String], is_english: bool) -> String {
    let pick = |zh: &'static str, en: &'static str| if is_english { en } else { zh };
    let (lang, title) = (pick("zh-CN", "en"), pick("回执", "Receipts"));
    let school = escaped(&shown(school));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title} · {school}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title} · {school}</h1>\n"
    );
    if !returned.is_empty() {
        let heading = pick("退回的，请改好再交", "Handed back: please fix");
        let help = pick(
            "每一份旁边有一个“说明.txt”，写着怎么改。改好以后放进上一级的收件文件夹；交上来以后，退回文件夹里的可以删去。",
            "A note beside each says what to fix. Put the fixed one into the folder above; then the one that went back can be deleted.",
        );
        let _ = writeln!(out, "<section class=\"back\">\n<h2>{heading}</h2>\n<p>{help}</p>\n<ul>");
        for name in returned {
            let _ = writeln!(out, "<li>{}</li>", escaped(&shown(name)));
        }
        out.push_str("</ul>\n</section>\n");
    }
    let heading = pick("已经收下的", "Taken");
    let _ = writeln!(out, "<h2>{heading}</h2>");
    if taken.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", pick("还没有。", "Nothing yet."));
    } else {
        let heads = [
            pick("收下的日子", "Taken on"),
            pick("记录", "Record"),
            pick("编号", "Id"),
            pick("交来的文件", "Handed in as"),
        ];
        out.push_str("<table>\n<thead><tr>");
        for head in heads {
            let _ = write!(out, "<th scope=\"col\">{head}</th>");
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for entry in taken.iter().take(MOST_ROWS) {
            let version =
                if entry.changed { pick("（新的一版）", " (new version)") } else { "" };
            let _ = writeln!(
                out,
                "<tr><td>{}</td><td>{}{version}</td><td>{}</td><td>{}</td></tr>",
                escaped(&entry.date),
                escaped(&shown(&entry.title)),
                escaped(&shown(&entry.record)),
                escaped(&shown(&entry.package))
            );
        }
        out.push_str("</tbody>\n</table>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
