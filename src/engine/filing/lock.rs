//! Writes the bytes of numbers.yaml.

use std::fmt::Write as _;

use crate::model::GivenNumber;

const HEAD: &str = "\
# 档号：由“guidang number”和“guidang seal”写入，一经给出不再变动，也不再给别的记录。
# 记录改了名，把它的编号改成新的；记录撤销了，把它那一行移到 retired 下面。
";

/// The bytes of the file: a number a line, in the order of numbers, so that a diff is readable.
#[must_use]
pub fn bytes(numbers: &[GivenNumber]) -> Vec<u8> {
    let mut sorted: Vec<&GivenNumber> = numbers.iter().collect();
    sorted.sort_unstable_by(|one, other| one.number.cmp(&other.number));
    let mut text = String::from(HEAD);
    for (heading, retired) in [("numbers:\n", false), ("retired:\n", true)] {
        let mut has_heading = false;
        for given in sorted.iter().filter(|given| given.retired == retired) {
            if !has_heading {
                text.push_str(heading);
                has_heading = true;
            }
            // Writing to a String cannot fail.
            let _ = writeln!(text, "  {}: {}", given.number, yaml_scalar(&given.document));
        }
    }
    text.into_bytes()
}

/// An id as a YAML scalar: in quotes, unless it is plain beyond doubt.
fn yaml_scalar(id: &str) -> String {
    let is_plain = id.starts_with(char::is_alphabetic)
        && id.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '/' | '-' | '_' | '.'));
    match is_plain {
        true => id.to_owned(),
        false => serde_json::to_string(id).unwrap_or_default(),
    }
}
