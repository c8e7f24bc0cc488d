//! Schools that go by the full name of another one: references, rights and pages would mean the wrong school.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::{Diagnostic, Problem, Span};
use crate::model::Archive;
use crate::syntax::text::is_deceptive;

/// Each name of a school that is the full name of another one; reported at both if both have it in full.
pub(super) fn check(archive: &Archive) -> Vec<Diagnostic> {
    let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (index, school) in archive.schools.iter().enumerate() {
        if !school.name.is_empty() {
            by_name.entry(folded(&school.name)).or_default().push(index);
        }
    }
    let mut diagnostics = Vec::new();
    for (index, school) in archive.schools.iter().enumerate() {
        for name in [&school.name].into_iter().chain(&school.short) {
            let owners = by_name.get(&folded(name)).map(Vec::as_slice).unwrap_or_default();
            let other = owners.iter().find(|owner| **owner != index);
            if let Some(other) = other.and_then(|other| archive.schools.get(*other)) {
                let problem =
                    Problem::SameSchoolName { name: name.clone(), file: other.file.clone() };
                diagnostics.push(Diagnostic::new(&school.file, Span::first(), problem));
            }
        }
    }
    diagnostics
}

/// What people take for the same name: case, full width, spaces and invisible characters make no difference.
fn folded(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).filter(is_seen).collect()
}

fn is_seen(ch: &char) -> bool {
    !ch.is_whitespace() && !is_deceptive(*ch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MemorySource;

    fn reported(second: &str) -> Vec<String> {
        let files = MemorySource::from_iter([
            ("content/site.yaml", "标题: 档案\n"),
            ("content/indicators.yaml", "指标: []\n"),
            ("content/schools/a/school.yaml", "名称: 云岭A小学\n学段: 小学\n简称: [云小]\n"),
            ("content/schools/b/school.yaml", second),
        ]);
        let archive = crate::parse::archive(&files).unwrap().archive;
        check(&archive).iter().map(|diagnostic| diagnostic.file.to_string()).collect()
    }

    #[test]
    fn a_school_cannot_take_the_full_name_of_another() {
        let (a, b) = ("content/schools/a/school.yaml", "content/schools/b/school.yaml");
        for name in ["云岭A小学", "云岭 a 小学", "云岭Ａ小学", "云岭A\u{200b}小学"]
        {
            assert_eq!(reported(&format!("名称: \"{name}\"\n学段: 小学\n")), [a, b], "{name:?}");
        }
        assert_eq!(reported("名称: 别的\n学段: 小学\n简称: [云岭Ａ小学]\n"), [b]);
        // Short names may be shared; a reference by one must then say which school it means.
        assert_eq!(reported("名称: 别的\n学段: 小学\n简称: [云小]\n"), [""; 0]);
    }
}
