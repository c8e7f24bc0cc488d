//! The address where the source file of a page can be corrected.

use crate::site::model::page_ctx::PageCtx;

/// The address where a file can be corrected; `None` if the site has no `edit_url`, or an unsafe one.
pub(crate) fn edit_link(ctx: PageCtx<'_>, file: &str) -> Option<String> {
    let template = ctx.site.archive.site.edit_url.as_ref()?;
    let mut path = String::with_capacity(file.len());
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                path.push(char::from(byte))
            }
            _ => path.push_str(&format!("%{byte:02X}")),
        }
    }
    for scheme in ["https://", "http://", "mailto:"] {
        if template.starts_with(scheme) {
            return Some(template.replace("{path}", &path));
        }
    }
    None
}
