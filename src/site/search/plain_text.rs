//! Extracts plain text from HTML that this program wrote: a line for each paragraph and cell.

/// Elements whose content is no part of the text: charts, and the numbers of footnotes.
const SKIPPED: [&str; 2] = ["svg", "sup"];
/// Elements that do not end a line.
const INLINE: [&str; 8] = ["a", "b", "code", "del", "em", "span", "strong", "img"];

/// Appends the text of a piece of HTML to `out`.
pub fn plain_text(html: &str, out: &mut String) {
    let mut rest = html;
    while let Some(start) = rest.find(['<', '&']) {
        push_text(&rest[..start], out);
        rest = &rest[start..];
        rest = if rest.starts_with('<') { skip_tag(rest, out) } else { push_entity(rest, out) };
    }
    push_text(rest, out);
    end_line(out);
}

/// Ends the current line, if it is not empty.
fn end_line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// Appends text between tags: white space collapses to a single space, and vanishes at the start of a line.
fn push_text(text: &str, out: &mut String) {
    for (index, word) in text.split([' ', '\n', '\t']).enumerate() {
        if 0 < index && !out.is_empty() && !out.ends_with(['\n', ' ']) {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Skips the tag at the start of `html`, or the whole element if it is one of [`SKIPPED`]; returns what follows.
fn skip_tag<'h>(html: &'h str, out: &mut String) -> &'h str {
    let end = match html.find('>') {
        Some(index) => index + 1,
        None => html.len(),
    };
    let (tag, rest) = html.split_at(end);
    let name = tag.trim_start_matches(['<', '/']);
    let name_end = name.find(|ch: char| !ch.is_ascii_alphanumeric()).unwrap_or(name.len());
    let name = &name[..name_end];
    if !INLINE.contains(&name) && !SKIPPED.contains(&name) {
        end_line(out);
    }
    if SKIPPED.contains(&name) && !tag.starts_with("</") {
        let closing = format!("</{name}>");
        return rest.split_once(&closing).map_or("", |(_, after)| after);
    }
    rest
}

/// Appends the character of the entity at the start of `html`; returns what follows it.
fn push_entity<'h>(html: &'h str, out: &mut String) -> &'h str {
    const ENTITIES: [(&str, char); 5] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\'')];
    for (entity, ch) in ENTITIES {
        if let Some(rest) = html.strip_prefix(entity) {
            out.push(ch);
            return rest;
        }
    }
    out.push('&');
    &html[1..]
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn the_text_is_what_a_reader_sees() {
        let cases = [
            ("<p>上了<strong>两节</strong>课。</p>\n<p>又一段</p>\n", "上了两节课。\n又一段\n"),
            ("<h2 id=\"a\">经过</h2>\n<ul>\n<li>一</li>\n<li>二</li></ul>", "经过\n一\n二\n"),
            ("<table><tr><td>138</td><td>0013</td></tr></table>", "138\n0013\n"),
            ("a &lt;script&gt; &amp;amp; b\nc", "a <script> &amp; b c\n"),
            ("见<sup class=\"note\"><a href=\"#fn-1\">[1]</a></sup>下", "见下\n"),
            (
                "<figure><svg><title>图</title></svg><figcaption><a href=\"x\">6课时</a></figcaption></figure>",
                "6课时\n",
            ),
            ("一<br>\n二", "一\n二\n"),
            ("", ""),
        ];
        for (html, want) in cases {
            let mut text = String::new();
            plain_text(html, &mut text);
            assert_eq!(text, want, "{html}");
        }
    }
}
