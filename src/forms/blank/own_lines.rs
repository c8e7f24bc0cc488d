//! The lines of our own forms that nobody fills in: `import` passes over them where they stand as they were printed.

/// Titles, lines to sign on and the day below them, in both languages.
const OWN_LINES: &[&str] = &[
    "结对帮扶活动记录表",
    "学期工作总结",
    "问题整改台账",
    "填表人（签字）：学校负责人（签字）：",
    "撰写人（签字）：学校（盖章）：",
    "填表人（签字）：复核人（签字）：",
    "制表人（签字）：审核人（签字）：",
    "年月日",
    "Record of a visit",
    "Summary of a term",
    "Problems and what became of them",
    "Filled in by (signature): Head of school (signature):",
    "Written by (signature): School (seal):",
    "Filled in by (signature): Checked by (signature):",
    "Made by (signature): Checked by (signature):",
    "Date",
];

/// Whether a paragraph of our own form is as it was printed.
#[must_use]
pub fn is_own_line(text: &str) -> bool {
    let text = without_space(text);
    OWN_LINES.iter().any(|line| without_space(line) == text)
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::super::{FormBuilder, FormScope, choices::Choices};
    use super::is_own_line;
    use crate::forms::blank::BlankForm;
    use crate::l10n::Lang;
    use crate::model::{Day, Ledger};
    use crate::source::MemorySource;

    fn forms(lang: Lang) -> Vec<BlankForm> {
        let files = [("content/site.yaml", "title: A\n")];
        let source: MemorySource = files.into_iter().collect();
        let archive = crate::parse::archive(&source).unwrap().archive;
        let choices =
            Choices { archive: &archive, scope: FormScope::default(), as_of: Day::first() };
        let builder = FormBuilder { choices, lang };
        let ledger = builder.ledger("x", &Ledger::default());
        vec![builder.visit(), builder.summary(), builder.follow_ups(Vec::new()), ledger]
    }

    #[test]
    fn every_line_of_a_form_that_is_not_filled_in_is_known() {
        for form in [Lang::Zh, Lang::En].into_iter().flat_map(forms) {
            assert!(form.title == "x" || is_own_line(&form.title), "{}", form.title);
            let signatures = form.signatures.join("\t");
            assert!(is_own_line(&signatures), "{signatures}");
        }
        assert!(is_own_line("年　　月　　日"));
        assert!(!is_own_line("填表人（签字）：王老师 学校负责人（签字）："));
    }
}
