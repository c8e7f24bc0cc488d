//! Slips of Chinese input methods, such as a full-width colon, recognised line by line where the YAML parser would
//! only report that it cannot go on (docs/content-model.md §6).

use super::MAX_DEPTH;
use super::error::{YamlError, YamlSyntaxError};
use super::node::{Node, NodeKind};
use crate::syntax::span::{Span, Spanned};

/// A key of more characters than this is not one unless it is known.
const LONGEST_KEY: usize = 12;
/// Signs that are typed for a colon at the margin, where nothing but a key can stand.
const SIGNS_AT_MARGIN: &str = ".．。,，、-－—–~～→/／|｜";
/// Signs that are typed for a colon, or look like one, on any line.
const SIGNS_FOR_COLON: &str = ";；=＝︰∶﹕ː꞉⁚";
/// Brackets that are typed around keys.
const KEY_BRACKETS: [(char, char); 6] =
    [('【', '】'), ('（', '）'), ('(', ')'), ('《', '》'), ('〔', '〕'), ('「', '」')];

/// Whether a tree that parsed without an error still shows a slip: the root is a text, or a key begins with a wide
/// space.
pub(super) fn is_suspicious(root: &Node) -> bool {
    matches!(&root.kind, NodeKind::Scalar { .. }) && !root.is_empty() || has_wide_key(root)
}

fn has_wide_key(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Scalar { .. } => false,
        NodeKind::Seq(items) => items.iter().any(has_wide_key),
        NodeKind::Map(entries) => entries.iter().any(|(key, value)| {
            key.text().is_some_and(|text| text.starts_with(is_wide_space)) || has_wide_key(value)
        }),
    }
}

/// The slips in a YAML text that begins on line `first_line` of its file, at most one per line.
pub(crate) fn find_in_lines(
    yaml: &str,
    first_line: u32,
    is_known_key: &dyn Fn(&str) -> bool,
) -> Vec<Spanned<YamlError>> {
    let mut slips = Vec::new();
    // Whether items of a list may follow at the beginning of a line.
    let mut may_be_item = true;
    let lines: Vec<&str> = yaml.lines().collect();
    let mut above = "";
    // The indentation of the key above whose value is a text of several lines.
    let mut text_above: Option<usize> = None;
    for (number, line) in lines.iter().copied().enumerate() {
        if text_above.is_some_and(|indent| indent < indentation(line) || line.trim().is_empty()) {
            continue;
        }
        text_above = opens_text(line).then(|| indentation(line));
        let begins_item = may_be_item && line.starts_with('-');
        let marked = if begins_item { None } else { key_marks(line, is_known_key) };
        if !line.starts_with([' ', '\t', '#', '\u{3000}']) && !line.trim().is_empty() {
            may_be_item = begins_item || line.trim_end().ends_with([':', '：']);
        }
        let of_line = marked.or_else(|| slip(line, is_known_key));
        let of_lines = || between_lines(above, line, lines.get(number + 1).copied());
        above = line;
        if let Some((col, len, error)) = of_line.or_else(of_lines) {
            let span = Span::new(first_line + number as u32, col, len);
            slips.push(Spanned { value: YamlError::Syntax(error), span });
        }
    }
    slips
}

/// The number of spaces before a line.
fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether a text of several lines begins below a line: `对方意见: |`.
fn opens_text(line: &str) -> bool {
    let mark = line.split_once(": ").map_or("", |(_, mark)| mark.trim());
    matches!(mark, "|" | "|-" | "|+" | ">" | ">-" | ">+")
}

/// The slip of a line that shows beside the lines above and below it.
fn between_lines(
    above: &str,
    line: &str,
    below: Option<&str>,
) -> Option<(u32, u32, YamlSyntaxError)> {
    let is_word = |text: &str| text.starts_with(|ch: char| ch.is_alphabetic() && !ch.is_ascii());
    if let Some(text) = line.strip_prefix(['-', '－']).filter(|text| is_word(text)) {
        let text = text.trim_end().to_owned();
        return Some((1, 1, YamlSyntaxError::DashWithoutSpace { text }));
    }
    if let Some((key, _)) = above.split_once(": ")
        && opens_text(above)
        && is_word(line)
        && !line.contains([':', '：'])
    {
        let (key, length) = (key.trim().to_owned(), line.trim_end().chars().count() as u32);
        return Some((1, length, YamlSyntaxError::TextNotIndented { key }));
    }
    if is_word(line) && !line.contains([':', '：']) {
        let (written, length) = (line.trim_end().to_owned(), line.trim_end().chars().count());
        return Some((1, length as u32, YamlSyntaxError::NoColon { written }));
    }
    // Braces that go on below are indented there.
    let is_new_item = below.is_none_or(|below| below.trim_start().starts_with("- "));
    let open = line.find('{').filter(|_| !line.contains('}') && is_new_item)?;
    let before = line.get(..open)?;
    // Braces without end are too deep, which the parser says.
    let is_deep = MAX_DEPTH < line.matches('{').count();
    if is_deep || !before.trim_end().ends_with(['-', ':']) {
        return None;
    }
    let col = before.chars().count() as u32 + 1;
    Some((col, 1, YamlSyntaxError::OpenBracket))
}

/// A known key with marks around it or without any sign behind it, at the beginning of a line.
fn key_marks(
    line: &str,
    is_known_key: &dyn Fn(&str) -> bool,
) -> Option<(u32, u32, YamlSyntaxError)> {
    let is_mark = |ch: char| matches!(ch, '*' | '_' | '`' | '-' | '+' | '•' | '·' | '●' | ' ');
    let begins = line.starts_with(['*', '_', '`', '-', '+']);
    let (key, value) = match (in_key_brackets(line), line.split_once([':', '：'])) {
        (Some(parts), _) => parts,
        (None, Some(parts)) if begins => parts,
        (None, Some(_)) => return None,
        (None, None) => line.split_once([' ', '\u{3000}'])?,
    };
    let key = key.trim_matches(is_mark);
    let value = value.trim_start_matches(['*', '_', '`']).trim();
    let has_sign =
        value.starts_with(|ch| SIGNS_FOR_COLON.contains(ch) || SIGNS_AT_MARGIN.contains(ch));
    if !is_known_key(key) || value.is_empty() || has_sign {
        return None;
    }
    let length = line.trim_end().chars().count() as u32;
    let written = line.trim_end().to_owned();
    Some((1, length, YamlSyntaxError::KeyMarks { written, key: key.into(), value: value.into() }))
}

/// A key in brackets, and the text behind them, or a key and the text in the brackets behind it: `【地点】礼堂`, `【地点】：礼堂`,
/// `地点（礼堂）`. `None` for `【地点】: 礼堂`, which has its colon.
fn in_key_brackets(line: &str) -> Option<(&str, &str)> {
    for (open, close) in KEY_BRACKETS {
        if let Some((key, value)) = line.strip_prefix(open).and_then(|rest| rest.split_once(close))
        {
            let has_colon = value.trim_start().starts_with(": ");
            return (!has_colon).then(|| (key, value.trim_start_matches([':', '：', ' '])));
        }
        if let Some(before) = line.trim_end().strip_suffix(close)
            && let Some((key, value)) = before.split_once(open)
            && !key.contains([':', '：'])
        {
            return Some((key, value));
        }
    }
    None
}

/// A known key with another sign than a colon behind it, in a text whose first `indent` characters are left out.
fn sign_for_colon(
    text: &str,
    indent: u32,
    is_known_key: &dyn Fn(&str) -> bool,
) -> Option<(u32, u32, YamlSyntaxError)> {
    let mut signs = vec![':', '：'];
    signs.extend(SIGNS_FOR_COLON.chars());
    if indent == 0 {
        signs.extend(SIGNS_AT_MARGIN.chars());
    }
    let (key, after) = text.split_at(text.find(signs.as_slice())?);
    let sign = after.chars().next()?;
    if matches!(sign, ':' | '：') {
        return None;
    }
    let value = after.trim_start_matches(signs.as_slice()).trim();
    let is_key = is_known_key(key.trim_end()) && (!value.is_empty() || indent == 0);
    // Names of figures are not known here.
    let is_figure = 0 < indent
        && is_plausible_key(key.trim_end())
        && value.bytes().next().is_some_and(|first| first.is_ascii_digit());
    if !is_key && !is_figure {
        return None;
    }
    let col = indent + key.chars().count() as u32 + 1;
    let (key, value) = (key.trim_end().to_owned(), value.to_owned());
    Some((col, 1, YamlSyntaxError::SignForColon { sign, key, value }))
}

/// The slip that explains a text where keys were expected (`送教课时：2` below `数据:`), and the number of characters
/// before it.
pub(crate) fn find_in_text(
    text: &str,
    is_known_key: &dyn Fn(&str) -> bool,
) -> Option<(u32, YamlSyntaxError)> {
    let first = text.lines().next()?;
    let is_key = |key: &str| is_known_key(key) || !key.is_empty() && !key.contains(' ');
    // Sentences have the same signs, so that they say little within a value.
    let inside = 1;
    let signed = sign_for_colon(first, inside, is_known_key);
    let (col, _, error) = match signed {
        Some((col, length, error)) => (col - inside, length, error),
        None => slip(first, &is_key).filter(|(.., error)| !is_sign_slip(error))?,
    };
    Some((col - 1, error))
}

fn is_sign_slip(error: &YamlSyntaxError) -> bool {
    matches!(error, YamlSyntaxError::SignForColon { .. })
}

/// The slip of one line, with its column and its length in characters.
fn slip(line: &str, is_known_key: &dyn Fn(&str) -> bool) -> Option<(u32, u32, YamlSyntaxError)> {
    if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || line == "=======" {
        return Some((1, line.chars().count() as u32, YamlSyntaxError::ConflictMarker));
    }
    // The mark of UTF-8, copied from the beginning of another file.
    if let Some(at) = line.find('\u{feff}') {
        let col = line[..at].chars().count() as u32 + 1;
        return Some((col, 1, YamlSyntaxError::ControlCharacter(0xfeff)));
    }
    let mut col = 0;
    let mut rest = line;
    while let Some(ch) = rest.chars().next() {
        match ch {
            '\t' => return Some((col + 1, 1, YamlSyntaxError::TabIndent)),
            _ if is_wide_space(ch) => return Some((col + 1, 1, YamlSyntaxError::WideIndent)),
            ' ' => {}
            '-' if rest[1..].starts_with([' ', '\u{3000}']) => {}
            _ => break,
        }
        col += 1;
        rest = &rest[ch.len_utf8()..];
    }
    if rest.is_empty() || rest.starts_with(['#', '"', '\'']) {
        return None;
    }
    if rest.starts_with('｛') {
        return Some((col + 1, 1, YamlSyntaxError::WideBrace));
    }
    if let Some(slip) = sign_for_colon(rest, col, is_known_key) {
        return Some(slip);
    }
    slip_after_key(rest, col, is_known_key)
}

/// The slip between key and value of a line whose first `indent` characters are white space and list markers.
fn slip_after_key(
    text: &str,
    indent: u32,
    is_known_key: &dyn Fn(&str) -> bool,
) -> Option<(u32, u32, YamlSyntaxError)> {
    let colon = text.find([':', '：'])?;
    let (key, after) = text.split_at(colon);
    let key = key.trim_end();
    let is_wide = after.starts_with('：');
    let value = after.trim_start_matches([':', '：', ';', '；']).trim();
    let col = indent + key.chars().count() as u32 + 1;
    if is_wide {
        if !is_known_key(key) && !is_plausible_key(key) {
            return None;
        }
        return Some((col, 1, YamlSyntaxError::WideColon { key: key.into(), value: value.into() }));
    }
    let after = &after[1..];
    if after.starts_with(' ') && is_known_key(key) && has_text_after_bracket(value) {
        let start = text[..colon + 1].chars().count() + after.len() - after.trim_start().len();
        let error = YamlSyntaxError::TextAfterBracket { key: key.into(), value: value.into() };
        return Some((indent + start as u32 + 1, value.chars().count() as u32, error));
    }
    if after.is_empty() || after.starts_with(' ') || !is_known_key(key) {
        return None;
    }
    let (key, value) = (key.into(), value.into());
    if after.starts_with(is_wide_space) {
        Some((col + 1, 1, YamlSyntaxError::WideSpace { key, value }))
    } else {
        Some((col, 1, YamlSyntaxError::NoSpace { key, value }))
    }
}

/// Whether a value begins with a bracket, which opens a list or a map, and goes on behind the closing one.
fn has_text_after_bracket(value: &str) -> bool {
    let close = match value.chars().next() {
        Some('[') => ']',
        Some('{') => '}',
        _ => return false,
    };
    value.rsplit_once(close).is_some_and(|(_, rest)| {
        let rest = rest.trim();
        !rest.is_empty() && !rest.starts_with('#')
    })
}

/// Whether a text is short and free of the marks that sentences have.
fn is_plausible_key(key: &str) -> bool {
    !key.is_empty()
        && key.chars().count() <= LONGEST_KEY
        && !key.contains(|ch: char| ch.is_whitespace() || "，。、,.".contains(ch))
}

fn is_wide_space(ch: char) -> bool {
    matches!(ch, '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}')
}
