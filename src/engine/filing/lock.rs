//! Numbers → the bytes of numbers.yaml.

use crate::model::GivenNumber;

const HEAD: &str = "\
# 档号：由“guidang number”和“guidang seal”写入，一经给出不再变动，也不再给别的记录。
# 记录改了名，把它的编号改成新的；记录撤销了，把它那一行移到 retired 下面。
";

/// The file: a number a line, in the order of numbers, so that a difference reads well.
#[must_use]
pub fn bytes(numbers: &[GivenNumber]) -> Vec<u8> {
    let mut sorted: Vec<&GivenNumber> = numbers.iter().collect();
    sorted.sort_unstable_by(|one, other| one.number.cmp(&other.number));
    let mut text = String::from(HEAD);
    for (heading, retired) in [("numbers:\n", false), ("retired:\n", true)] {
        let mut lines = sorted.iter().filter(|it| it.retired == retired).peekable();
        if lines.peek().is_some() {
            text.push_str(heading);
        }
        lines.for_each(|it| text.push_str(&format!("  {}: {}\n", it.number, value(&it.paper))));
    }
    text.into_bytes()
}

/// An id as YAML writes it: in quotes unless it is plain beyond doubt.
fn value(id: &str) -> String {
    let plain = |it: char| it.is_alphanumeric() || matches!(it, '/' | '-' | '_' | '.');
    match id.starts_with(char::is_alphabetic) && id.chars().all(plain) {
        true => id.to_owned(),
        false => serde_json::to_string(id).unwrap_or_default(),
    }
}
