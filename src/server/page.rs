//! The pages that are no files (one for an unknown address, one for a failed first build), and our script in the others.

use super::build_status::{BuildFailure, StatusSnapshot};
use super::content_type::{HTML, TEXT};
use super::request::OWN;
use super::respond::{Response, Status};
use crate::l10n::Lang;

const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("reload.css");

/// A page of the site, with the script that reloads it. The file itself stays as it was built.
pub(super) fn with_script(bytes: Vec<u8>, status: &StatusSnapshot) -> Response {
    if std::str::from_utf8(&bytes).is_ok() {
        return Response::bytes(Status::Ok, HTML, scripted(bytes, status));
    }
    // An attached page, which declares its own encoding.
    Response::bytes(Status::Ok, "text/html", bytes)
}

/// A file of the server itself.
pub(super) fn own(name: &str) -> Response {
    match name {
        "reload.js" => Response::bytes(Status::Ok, "text/javascript; charset=utf-8", SCRIPT),
        "reload.css" => Response::bytes(Status::Ok, "text/css; charset=utf-8", STYLE),
        _ => Response::bytes(Status::NotFound, TEXT, ""),
    }
}

pub(super) fn not_found(status: &StatusSnapshot) -> Response {
    let (title, body) = match status.lang() {
        Lang::Zh => (
            "没有这一页",
            "<h1>没有这一页</h1>\n<p>地址可能写错了，或者这条记录已经改名、删除。</p>\n<p><a href=\"/\">回到首页</a></p>",
        ),
        Lang::En => (
            "No such page",
            "<h1>There is no such page</h1>\n<p>The address may be wrong, or the record was renamed or removed.</p>\n<p><a href=\"/\">To the first page</a></p>",
        ),
    };
    Response::bytes(Status::NotFound, HTML, document(title, body, status))
}

/// What is shown as long as no build has succeeded, or in the place of a page that cannot be rendered. It is readable
/// without our script.
pub(super) fn failure(failure: Option<&BuildFailure>, status: &StatusSnapshot) -> Response {
    let (title, body) = match failure {
        Some(failure) => (failure.title.as_str(), failure_list(failure)),
        None => ("", String::new()),
    };
    Response::bytes(Status::ServiceUnavailable, HTML, document(title, &body, status))
}

fn failure_list(failure: &BuildFailure) -> String {
    let mut html = format!("<h1>{}</h1>\n<ul>\n", escaped(&failure.title));
    for problem in &failure.problems {
        html.push_str("<li>");
        if let Some(place) = &problem.place {
            html.push_str(&format!("{}: ", escaped(place)));
        }
        let help = problem.help.as_deref().unwrap_or_default();
        html.push_str(&format!("{} {}</li>\n", escaped(&problem.message), escaped(help)));
    }
    html.push_str("</ul>");
    if let Some(more) = &failure.more {
        html.push_str(&format!("\n<p>{}</p>", escaped(more)));
    }
    html
}

fn document(title: &str, body: &str, status: &StatusSnapshot) -> Vec<u8> {
    let lang = if status.lang() == Lang::Zh { "zh-CN" } else { "en" };
    let title = escaped(title);
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/{OWN}/reload.css\">\n</head>\n\
         <body class=\"alone\">\n{body}\n</body>\n</html>\n"
    );
    scripted(page.into_bytes(), status)
}

/// The bytes of a page with our script before its end.
pub(super) fn scripted(mut page: Vec<u8>, status: &StatusSnapshot) -> Vec<u8> {
    let script =
        format!("<script src=\"/{OWN}/reload.js\" data-site=\"{}\"></script>\n", status.site());
    let end = b"</body>";
    let position = page.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end));
    let position = position.unwrap_or(page.len());
    page.splice(position..position, script.into_bytes());
    page
}

/// A text for the content of an element.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
