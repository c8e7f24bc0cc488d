//! Quotation marks inside quotation marks: GB/T 15834-2011 writes single marks inside double ones.

/// A text in quotation marks: `“夏之潮”专题讲座` becomes `“‘夏之潮’专题讲座”`.
pub(crate) fn quoted(text: &str) -> String {
    nested(&format!("“{text}”"))
}

/// The text with its quotation marks and angle brackets alternating by depth: `““甲”乙”` becomes `“‘甲’乙”`, and
/// `《《甲》乙》` becomes `《〈甲〉乙》`. A text whose marks are not in pairs is left as it is.
pub(crate) fn nested(text: &str) -> String {
    if !text.contains("““") && !has_nested_marks(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut open: Vec<char> = Vec::new();
    for character in text.chars() {
        let depth = open.iter().filter(|mark| **mark == kind(character)).count();
        match character {
            '“' | '《' => {
                out.push(alternate(character, depth));
                open.push(character);
            }
            '”' | '》' => {
                if open.pop() != Some(kind(character)) {
                    return text.to_owned();
                }
                out.push(alternate(character, depth - 1));
            }
            other => out.push(other),
        }
    }
    if open.is_empty() { out } else { text.to_owned() }
}

/// Whether a mark opens while the same one is open.
fn has_nested_marks(text: &str) -> bool {
    let mut depths = [0_i32; 2];
    for character in text.chars() {
        match character {
            '“' => depths[0] += 1,
            '”' => depths[0] -= 1,
            '《' => depths[1] += 1,
            '》' => depths[1] -= 1,
            _ => continue,
        }
        if depths.iter().any(|depth| 1 < *depth) {
            return true;
        }
    }
    false
}

/// The mark that opens what a mark closes; every other character stands for itself.
fn kind(character: char) -> char {
    match character {
        '”' => '“',
        '》' => '《',
        other => other,
    }
}

/// The mark at a depth: the other kind of the pair at each odd depth.
fn alternate(character: char, depth: usize) -> char {
    if depth.is_multiple_of(2) {
        return character;
    }
    match character {
        '“' => '‘',
        '”' => '’',
        '《' => '〈',
        '》' => '〉',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_marks_alternate() {
        for (text, wanted) in [
            ("“夏之潮”", "“夏之潮”"),
            ("““夏之潮”专题”", "“‘夏之潮’专题”"),
            ("甲““乙“丙”丁””戊", "甲“‘乙“丙”丁’”戊"),
            ("《关于《办法》的说明》", "《关于〈办法〉的说明》"),
            ("“《甲》与“乙””", "“《甲》与‘乙’”"),
        ] {
            assert_eq!(nested(text), wanted);
        }
        assert_eq!(quoted("“双减”课时"), "“‘双减’课时”");
    }

    #[test]
    fn marks_without_a_partner_stay() {
        for text in ["““甲”", "”“““”", "甲”", "“《甲”》", "“《“甲》””"]
        {
            assert_eq!(nested(text), text);
        }
    }
}
