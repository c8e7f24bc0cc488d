//! The front matter of a Markdown file: YAML between two lines of `---`.

use super::span::{Span, Spanned};
use super::yaml::YamlSyntaxError;

/// A Markdown file in its two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrontMatter<'t> {
    /// The YAML, without its fences.
    pub(crate) yaml: &'t str,
    /// The line on which the YAML begins, from 1.
    pub(crate) yaml_line: u32,
    /// The text below the front matter.
    pub(crate) body: &'t str,
    /// The line on which the text begins, from 1.
    pub(crate) body_line: u32,
}

/// Splits a Markdown file. Blank lines may stand above the first fence.
///
/// # Errors
/// When the first line that is not blank is no fence, or no second fence follows.
pub(crate) fn split(text: &str) -> Result<FrontMatter<'_>, Spanned<YamlSyntaxError>> {
    let mut yaml_start = 0;
    let mut fence_line = 1;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            break;
        }
        yaml_start += line.len();
        fence_line += 1;
    }
    let fence = text[yaml_start..].split_inclusive('\n').next().unwrap_or_default();
    if !is_fence(fence) {
        let span = Span::new(fence_line, 1, 0);
        return Err(Spanned { value: YamlSyntaxError::NoFrontMatter, span });
    }
    yaml_start += fence.len();
    let yaml_line = fence_line + 1;
    let mut yaml_end = yaml_start;
    let lines = text[yaml_start..].split_inclusive('\n');
    for (line_count, line) in (0..).zip(lines) {
        if is_fence(line) {
            return Ok(FrontMatter {
                yaml: &text[yaml_start..yaml_end],
                yaml_line,
                body: &text[yaml_end + line.len()..],
                body_line: yaml_line + line_count + 1,
            });
        }
        yaml_end += line.len();
    }
    Err(Spanned { value: YamlSyntaxError::OpenFrontMatter, span: Span::new(fence_line, 1, 3) })
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}
