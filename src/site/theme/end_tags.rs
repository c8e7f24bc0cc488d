//! Leaves out of a page what the standard of HTML says anyway: end tags that the next tag implies, and empty lines.
//!
//! The page means the same to every browser (HTML, 13.1.2.4 “Optional tags”), and a table or list is a tenth shorter.
//! Where the standard asks for what comes next, that is looked at; in doubt the end tag stays.

use memchr::{memchr, memchr_iter};

/// Elements whose text is kept as it is.
const KEPT: [&str; 4] = ["pre", "textarea", "script", "style"];

/// Tags that end a paragraph before them.
const ENDS_PARAGRAPH: &[&str] = &[
    "/article",
    "/aside",
    "/blockquote",
    "/body",
    "/dd",
    "/details",
    "/div",
    "/fieldset",
    "/figure",
    "/footer",
    "/form",
    "/header",
    "/li",
    "/main",
    "/nav",
    "/section",
    "/td",
    "/th",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// The tags before which the end tag of an element may be left out, and whether blanks between them mean nothing.
fn followers(name: &str) -> Option<(&'static [&'static str], bool)> {
    Some(match name {
        "li" => (&["li", "/ul", "/ol"], false),
        "dt" => (&["dt", "dd"], false),
        "dd" => (&["dt", "dd", "/dl", "/div"], false),
        "p" => (ENDS_PARAGRAPH, false),
        "td" | "th" => (&["td", "th", "/tr"], true),
        "tr" => (&["tr", "/thead", "/tbody", "/tfoot", "/table"], true),
        "thead" => (&["tbody", "tfoot"], true),
        "tbody" => (&["tbody", "tfoot", "/table"], true),
        "tfoot" => (&["/table"], true),
        _ => return None,
    })
}

/// An end tag that may be left out if one of these tags follows it.
struct EndTag {
    start: usize,
    end: usize,
    followers: &'static [&'static str],
    may_join: bool,
}

/// A page without its optional end tags and without empty lines between tags.
pub(super) fn leave_out_end_tags(html: &str) -> String {
    let mut result = String::with_capacity(html.len());
    let mut copied = 0;
    let mut at = 0;
    let mut previous: Option<EndTag> = None;
    while let Some(start) = next_tag(html, at) {
        let name = tag_name(html, start);
        let blank = start - blanks_before(html, at, start);
        if let Some(tag) = previous.take()
            && tag.end == blank
            && tag.followers.contains(&name)
        {
            result.push_str(&html[copied..tag.start]);
            copied = if tag.may_join { start } else { tag.end };
        }
        if copied <= blank && is_empty_line(html, blank, start) {
            result.push_str(&html[copied..blank]);
            result.push('\n');
            copied = start;
        }
        at = start + 1 + name.len();
        if let Some(end) = end_of_kept(html, start, name) {
            at = end;
        } else if html[at..].starts_with('>')
            && let Some(element) = name.strip_prefix('/')
            && let Some((followers, may_join)) = followers(element)
        {
            at += 1;
            previous = Some(EndTag { start, end: at, followers, may_join });
        }
    }
    result.push_str(&html[copied..]);
    result
}

fn next_tag(html: &str, from: usize) -> Option<usize> {
    memchr(b'<', &html.as_bytes()[from..]).map(|found| from + found)
}

/// The name of the tag that begins at `start`, of an end tag with its stroke: `li`, `/li`; empty if it is none.
fn tag_name(html: &str, start: usize) -> &str {
    let rest = &html[start + 1..];
    let bare = rest.strip_prefix('/').unwrap_or(rest);
    let length =
        bare.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    &rest[..rest.len() - bare.len() + length]
}

/// The number of blanks before a tag, at most back to `floor`.
fn blanks_before(html: &str, floor: usize, start: usize) -> usize {
    html.as_bytes()[floor..start].iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Whether there is an empty line, and nothing else, between two tags.
fn is_empty_line(html: &str, from: usize, to: usize) -> bool {
    html[..from].ends_with('>') && 2 <= memchr_iter(b'\n', &html.as_bytes()[from..to]).count()
}

/// The end of a comment or of an element whose text is kept, if one begins at `start`; of an open one the end of the page.
fn end_of_kept(html: &str, start: usize, name: &str) -> Option<usize> {
    let rest = &html[start..];
    let end = if rest.starts_with("<!--") {
        "-->".to_owned()
    } else if KEPT.contains(&name) {
        format!("</{name}>")
    } else {
        return None;
    };
    Some(rest.find(&end).map_or(html.len(), |found| start + found + end.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, want: &str) {
        assert_eq!(leave_out_end_tags(html), want, "{html}");
        assert_eq!(leave_out_end_tags(want), want, "what is left out once is left out");
    }

    #[test]
    fn end_tags_that_the_next_tag_implies_are_left_out() {
        check("<ul><li>一</li><li class=\"a\">二</li></ul>", "<ul><li>一<li class=\"a\">二</ul>");
        check("<ul>\n<li>一</li>\n<li>二</li>\n</ul>", "<ul>\n<li>一\n<li>二\n</ul>");
        check(
            "<table><thead><tr><th>a</th></tr></thead>\n<tbody>\n<tr><td>b</td>\n<td>c</td></tr>\n</tbody></table>",
            "<table><thead><tr><th>a<tbody>\n<tr><td>b<td>c</table>",
        );
        check("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "<dl><div><dt>a<dd>b</div></dl>");
        check("<div><p>a</p><p>b</p>\n</div>", "<div><p>a<p>b\n</div>");
    }

    #[test]
    fn end_tags_stay_where_the_standard_asks_for_them() {
        for html in [
            "<a><p>a</p></a>",
            "<p>a</p> b",
            "<p>a</p><b>b</b>",
            "<p>a</p><p-note>b</p-note>",
            "<dl><dt>a</dt></dl>",
            "<ul><li>a</li>b</ul>",
            "<ul><li>a</li><link></ul>",
            "<p>a</p><!-- b --><p>c",
            "<pre></li>\n\n\n<li></pre>",
            "<textarea></p><p></textarea>",
            "<script>'</li><li>'</script>",
            "<li",
            "</li><",
            "</li>",
            "<",
            "<!-- </li><li>",
        ] {
            check(html, html);
        }
    }

    #[test]
    fn empty_lines_between_tags_become_a_line_break() {
        check("<b>a</b>\n\n \n<i>b</i>", "<b>a</b>\n<i>b</i>");
        check("<b>a</b>\n<i>b</i>", "<b>a</b>\n<i>b</i>");
        check("<p>a\n\nb</p>\n\n\n", "<p>a\n\nb</p>\n\n\n");
        check("<ul><li>a</li>\n\n<li>b</li></ul>", "<ul><li>a\n<li>b</ul>");
    }
}
