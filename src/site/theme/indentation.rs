//! Removes the indentation of templates when they are loaded, so that a template can be laid out for its author without
//! a blank reaching the page.
//!
//! The rule: a line break between two tags is removed together with the indentation after it, if that is at least two
//! spaces. A tag is one of HTML, or `{{ … }}`, `{% … %}`, `{# … #}`. Everything else stays: a line that begins at the
//! margin begins a line of the page, and breaks inside text or inside `{% raw %}` are kept.

use std::borrow::Cow;

/// A template without its indentation. The break becomes a comment of the engine: `{#` before it, and `#}` as the last two
/// characters of the indentation. It prints nothing, and every line and column of the template stays where it is, so
/// that positions in error messages are those of the file.
pub(super) fn remove_indentation(template: &str) -> Cow<'_, str> {
    let mut result = String::new();
    let mut copied = 0;
    let mut in_raw = false;
    let mut line_start = 0;
    for line in template.split_inclusive('\n') {
        let next_start = line_start + line.len();
        in_raw = ends_in_raw(line, in_raw);
        let text_end = line_start + line.trim_end_matches(['\n', '\r']).len();
        if !in_raw && let Some(indentation) = removable_indentation(template, text_end, next_start)
        {
            result.push_str(&template[copied..text_end]);
            result.push_str("{#");
            copied = next_start + indentation - 2;
            result.push_str(&template[text_end..copied]);
            result.push_str("#}");
            copied = next_start + indentation;
        }
        line_start = next_start;
    }
    if copied == 0 {
        return Cow::Borrowed(template);
    }
    result.push_str(&template[copied..]);
    Cow::Owned(result)
}

/// The length of the indentation at `next_start`, if the break before it is to be removed. The line before it ends at
/// `text_end`.
fn removable_indentation(template: &str, text_end: usize, next_start: usize) -> Option<usize> {
    let next = &template[next_start..];
    let indentation = next.len() - next.trim_start_matches([' ', '\t']).len();
    let is_after_tag = template[..text_end].ends_with(['>', '}']);
    let is_before_tag = next[indentation..].starts_with(['<', '{']);
    (2 <= indentation && is_after_tag && is_before_tag).then_some(indentation)
}

/// Whether a line ends inside `{% raw %}`.
fn ends_in_raw(line: &str, begins_in_raw: bool) -> bool {
    if !line.contains("raw") {
        return begins_in_raw; // nearly every line of every template
    }
    let position = |word: &str| {
        let tags = ["{% ", "{%- ", "{%"].map(|open| format!("{open}{word}"));
        tags.iter().filter_map(|tag| line.rfind(tag)).max()
    };
    match (position("raw"), position("endraw")) {
        (None, None) => begins_in_raw,
        (open, close) => close < open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, want: &str) {
        assert_eq!(remove_indentation(template), want, "{template}");
    }

    #[test]
    fn breaks_between_tags_are_removed_with_the_indentation_after_them() {
        check("<ul>\n  <li>a</li>\n  </ul>", "<ul>{#\n#}<li>a</li>{#\n#}</ul>");
        check(
            "{% if a %}\n    {{ b }}\n  {% endif %}",
            "{% if a %}{#\n  #}{{ b }}{#\n#}{% endif %}",
        );
        check("<p>\r\n   <b>", "<p>{#\r\n #}<b>");
        check("<p>学校</p>\n  <p>", "<p>学校</p>{#\n#}<p>");
    }

    #[test]
    fn everything_else_stays() {
        for template in [
            "<ul>\n<li>a</li>\n</ul>\n",
            "<p>one\n  <b>two</b>\n  three</p>",
            "<p>\n <b>",
            "<p>\n\n  text",
            "{% raw %}<p>\n  <b>{% endraw %}",
        ] {
            check(template, template);
        }
    }
}
