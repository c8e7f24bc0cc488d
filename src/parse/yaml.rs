//! YAML of records: the tree, with what is wrong as problems.

use super::names::{bare_key, is_known_key};
use crate::diagnostics::{Oddity, Problem, SpannedProblem};
use crate::privacy::simplified;
use crate::syntax::yaml::{self, Node, YamlError, YamlSyntaxError};

/// Parses YAML that begins on line `first_line` of its file. `None` when it cannot be read; then the problems say why.
pub(crate) fn tree(
    yaml: &str,
    first_line: u32,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Node> {
    let (root, errors): (Option<Node>, _) = match yaml::parse(yaml, first_line, &is_known_key) {
        Ok(document) => (Some(document.root), document.duplicate_keys),
        Err(errors) => (None, errors),
    };
    for mut error in errors {
        if let YamlError::Syntax(syntax) = &mut error.value {
            name_plainly(syntax);
        }
        problems.push((error.span, error.value.into()));
    }
    if let Some(root) = &root {
        for yaml::CutValue { span, kept, cut } in yaml::cut_values(yaml, first_line, root) {
            problems.push((span, Problem::Odd(Oddity::CutAtHash { kept, cut, required: false })));
        }
    }
    root
}

/// Puts the key of a line in its own spelling, so that what a message says to write needs no second message: `標題` and
/// `【标题】` are `标题`.
fn name_plainly(error: &mut YamlSyntaxError) {
    let (YamlSyntaxError::WideColon { key, .. }
    | YamlSyntaxError::NoSpace { key, .. }
    | YamlSyntaxError::WideSpace { key, .. }
    | YamlSyntaxError::SignForColon { key, .. }
    | YamlSyntaxError::KeyMarks { key, .. }) = error
    else {
        return;
    };
    let plain = simplified(&bare_key(key)).into_owned();
    if is_known_key(&plain) {
        *key = plain;
    }
}

impl From<YamlError> for Problem {
    fn from(error: YamlError) -> Problem {
        match error {
            YamlError::TooLarge { limit } => Problem::TooLarge { limit },
            YamlError::TooDeep { limit } => Problem::Nesting { limit },
            YamlError::DuplicateKey { key, line } => Problem::DuplicateKey { found: key, line },
            YamlError::Unsupported(feature) => Problem::UnsupportedYaml(feature),
            YamlError::Syntax(error) => Problem::Yaml(error),
        }
    }
}
