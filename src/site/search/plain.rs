//! HTML that this program made → plain text: a line for each paragraph and cell.

/// Elements whose content is no part of the text: charts, and the numbers of notes.
const LEFT_OUT: [&str; 2] = ["svg", "sup"];
/// Elements that stand within a line.
const INLINE: [&str; 8] = ["a", "b", "code", "del", "em", "span", "strong", "img"];

/// Appends the text of a piece of HTML.
pub fn plain(html: &str, out: &mut String) {
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        push(&rest[..at], out);
        rest = &rest[at..];
        rest = if rest.starts_with('<') { tag(rest, out) } else { entity(rest, out) };
    }
    push(rest, out);
    end_line(out);
}

/// Ends the line, where one has begun.
pub(super) fn end_line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// Text between tags: its white space is a single space, and none at the start of a line.
fn push(text: &str, out: &mut String) {
    for (at, part) in text.split([' ', '\n', '\t']).enumerate() {
        if 0 < at && !out.is_empty() && !out.ends_with(['\n', ' ']) {
            out.push(' ');
        }
        out.push_str(part);
    }
}

/// Passes over a tag, and over all of an element that is left out.
fn tag<'h>(html: &'h str, out: &mut String) -> &'h str {
    let end = html.find('>').map_or(html.len(), |it| it + 1);
    let (tag, rest) = html.split_at(end);
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or_default();
    if !INLINE.contains(&name) && !LEFT_OUT.contains(&name) {
        end_line(out);
    }
    if LEFT_OUT.contains(&name) && !tag.starts_with("</") {
        let end = format!("</{name}>");
        return rest.find(&end).map_or("", |it| &rest[it + end.len()..]);
    }
    rest
}

fn entity<'h>(html: &'h str, out: &mut String) -> &'h str {
    const ENTITIES: [(&str, char); 5] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\'')];
    let found = ENTITIES.iter().find_map(|(it, means)| Some((html.strip_prefix(it)?, *means)));
    let (rest, means) = found.unwrap_or_else(|| (&html[1..], '&'));
    out.push(means);
    rest
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_is_read_is_what_a_reader_sees() {
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
            plain(html, &mut text);
            assert_eq!(text, want, "{html}");
        }
    }
}
