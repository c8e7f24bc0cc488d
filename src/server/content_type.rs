//! The content type of a file by its name.

/// Pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// Plain text.
pub(super) const TEXT: &str = "text/plain; charset=utf-8";

/// What is not known is offered for saving (`nosniff` keeps browsers from guessing).
const UNKNOWN: &str = "application/octet-stream";

/// The content type of a file. Text comes with its encoding. Of the other types only pictures, sounds, films, fonts and
/// documents are taken from the common table: a kind that a browser would run as a page, such as XHTML, is saved instead.
pub(super) fn of_name(name: &str) -> &'static str {
    let Some((_, extension)) = name.rsplit_once('.') else { return UNKNOWN };
    let extension = extension.to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" => return HTML,
        "css" => return "text/css; charset=utf-8",
        "js" | "mjs" => return "text/javascript; charset=utf-8",
        "json" => return "application/json; charset=utf-8",
        "csv" => return "text/csv; charset=utf-8",
        "txt" | "md" | "yaml" | "yml" | "log" => return TEXT,
        "xml" => return "application/xml; charset=utf-8",
        "ics" => return "text/calendar; charset=utf-8",
        // The common table has older names for these.
        "m4v" => return "video/mp4",
        "m4a" => return "audio/mp4",
        "woff" => return "font/woff",
        _ => {}
    }
    match mime_guess::from_ext(&extension).first_raw() {
        Some(known) if is_safe(known) => known,
        _ => UNKNOWN,
    }
}

/// Whether a browser only shows, plays or saves the type. Any XML may hold XHTML with scripts; SVG is known to the
/// content security policy.
fn is_safe(content_type: &str) -> bool {
    if content_type.ends_with("xml") {
        return content_type == "image/svg+xml";
    }
    const PREFIXES: [&str; 5] = ["image/", "audio/", "video/", "font/", "application/vnd."];
    const DOCUMENTS: [&str; 3] = ["application/pdf", "application/zip", "application/msword"];
    DOCUMENTS.contains(&content_type)
        || PREFIXES.iter().any(|prefix| content_type.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_go_by_the_extension() {
        for (name, content_type) in [
            ("a.HTML", HTML),
            ("学校.csv", "text/csv; charset=utf-8"),
            ("html", UNKNOWN),
            ("a.mjs", "text/javascript; charset=utf-8"),
            ("a.md", TEXT),
            ("feed.xml", "application/xml; charset=utf-8"),
            ("a.svg", "image/svg+xml"),
            ("a.png", "image/png"),
            ("a.jpeg", "image/jpeg"),
            ("a.JPG", "image/jpeg"),
            ("a.gif", "image/gif"),
            ("a.webp", "image/webp"),
            ("a.avif", "image/avif"),
            ("a.bmp", "image/bmp"),
            ("favicon.ico", "image/x-icon"),
            ("a.mp4", "video/mp4"),
            ("a.m4v", "video/mp4"),
            ("a.webm", "video/webm"),
            ("a.mov", "video/quicktime"),
            ("a.mp3", "audio/mpeg"),
            ("a.m4a", "audio/mp4"),
            ("a.wav", "audio/wav"),
            ("a.ogg", "audio/ogg"),
            ("a.pdf", "application/pdf"),
            ("a.zip", "application/zip"),
            ("a.doc", "application/msword"),
            ("a.xls", "application/vnd.ms-excel"),
            ("a.ppt", "application/vnd.ms-powerpoint"),
            ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("a.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            ("a.woff2", "font/woff2"),
            ("a.woff", "font/woff"),
            ("a.ttf", "font/ttf"),
        ] {
            assert_eq!(of_name(name), content_type, "{name}");
        }
    }

    #[test]
    fn what_a_browser_could_run_is_offered_for_saving() {
        for name in ["a.xhtml", "a.xht", "a.shtml", "a.hta", "a.swf", "a.php", "a.xul", "a.exe"] {
            assert_eq!(of_name(name), UNKNOWN, "{name}");
        }
    }
}
