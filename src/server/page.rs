//! The pages that are no files: one that was not found, one for a first build that failed; and our script in the others.

use super::OWN;
use super::build_status::{BuildFailure, Seen};
use super::http::HTML;
use super::respond::{Response, Status};
use crate::l10n::Lang;

const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("reload.css");

/// A page of the site, with the script that reloads it. The file itself stays as it was built.
pub(super) fn with_script(bytes: Vec<u8>, seen: &Seen) -> Response {
    if std::str::from_utf8(&bytes).is_ok() {
        return Response::bytes(Status::Ok, HTML, scripted(bytes, seen));
    }
    // A page that somebody attached, and that says itself how it is written.
    Response::bytes(Status::Ok, "text/html", bytes)
}

/// Something of the server's own.
pub(super) fn own(name: &str) -> Response {
    match name {
        "reload.js" => Response::bytes(Status::Ok, "text/javascript; charset=utf-8", SCRIPT),
        "reload.css" => Response::bytes(Status::Ok, "text/css; charset=utf-8", STYLE),
        _ => Response::bytes(Status::NotFound, "text/plain; charset=utf-8", ""),
    }
}

pub(super) fn not_found(seen: &Seen) -> Response {
    let body = match seen.lang() {
        Lang::Zh => {
            "<h1>没有这一页</h1>\n<p>地址可能写错了，或者这条记录已经改名、删除。</p>\n<p><a href=\"/\">回到首页</a></p>"
        }
        Lang::En => {
            "<h1>There is no such page</h1>\n<p>The address may be wrong, or the record was renamed or removed.</p>\n<p><a href=\"/\">To the first page</a></p>"
        }
    };
    let title = if seen.lang() == Lang::Zh { "没有这一页" } else { "No such page" };
    Response::bytes(Status::NotFound, HTML, document(title, body, seen))
}

/// What is shown as long as no build has succeeded, or in the place of a page that cannot be made. Readable without our
/// script, too.
pub(super) fn failure(report: Option<&BuildFailure>, seen: &Seen) -> Response {
    let title = report.map_or("", |it| it.title.as_str());
    let body = report.map(listed).unwrap_or_default();
    Response::bytes(Status::ServiceUnavailable, HTML, document(title, &body, seen))
}

fn listed(report: &BuildFailure) -> String {
    let mut out = format!("<h1>{}</h1>\n<ul>\n", escaped(&report.title));
    for it in &report.problems {
        let place = it.place.as_ref().map(|it| format!("{it}: ")).unwrap_or_default();
        let help = it.help.as_deref().unwrap_or_default();
        let (place, message) = (escaped(&place), escaped(&it.message));
        out.push_str(&format!("<li>{place}{message} {}</li>\n", escaped(help)));
    }
    out.push_str("</ul>");
    if let Some(more) = &report.more {
        out.push_str(&format!("\n<p>{}</p>", escaped(more)));
    }
    out
}

fn document(title: &str, body: &str, seen: &Seen) -> Vec<u8> {
    let lang = if seen.lang() == Lang::Zh { "zh-CN" } else { "en" };
    let title = escaped(title);
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/{OWN}/reload.css\">\n</head>\n\
         <body class=\"alone\">\n{body}\n</body>\n</html>\n"
    );
    scripted(page.into_bytes(), seen)
}

/// The bytes of a page with our script before its end.
pub(super) fn scripted(mut page: Vec<u8>, seen: &Seen) -> Vec<u8> {
    let script =
        format!("<script src=\"/{OWN}/reload.js\" data-site=\"{}\"></script>\n", seen.site());
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|it| it.eq_ignore_ascii_case(end));
    let at = at.unwrap_or(page.len());
    page.splice(at..at, script.into_bytes());
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
