//! What the browser shows when there is no new site.

use crate::diagnostics::{self, Diagnostic, Severity};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::server::{BuildFailure, FailureItem};

/// How many errors are shown over a page.
const MOST_SHOWN: usize = 50;

/// A report of errors. Warnings are left out: they stop nothing.
pub(super) fn of_diagnostics(
    problems: &[Diagnostic],
    counts: &str,
    note: &str,
    lang: Lang,
) -> BuildFailure {
    let mut items = Vec::new();
    let mut hidden = 0;
    for problem in problems {
        if problem.problem.severity() != Severity::Error {
            continue;
        }
        if items.len() < MOST_SHOWN {
            items.push(item(problem, lang));
        } else {
            hidden += 1;
        }
    }
    let mut failure = without_more(counts, items, note, lang);
    if 0 < hidden {
        failure.more = Some(match lang {
            Lang::Zh => format!("另有{hidden}个错误，先改好上面的"),
            Lang::En => format!("{hidden} more; fix the errors above first"),
        });
    }
    failure
}

fn item(problem: &Diagnostic, lang: Lang) -> FailureItem {
    let message = problem.message(lang);
    FailureItem {
        place: Some(diagnostics::place(problem)),
        code: Some(problem.problem.code().word()),
        message: diagnostics::visible(&message.text),
        help: message.help.map(|help| diagnostics::visible(&help)),
    }
}

/// A report of an error that concerns no file.
pub(super) fn of_error(error: &Error, note: &str, lang: Lang) -> BuildFailure {
    let message = diagnostics::masked(&error.message(lang));
    let item = FailureItem { place: None, code: None, message, help: None };
    without_more(pick(lang, "没有生成", "Nothing was built"), vec![item], note, lang)
}

fn without_more(title: &str, problems: Vec<FailureItem>, note: &str, lang: Lang) -> BuildFailure {
    BuildFailure {
        title: title.to_owned(),
        note: note.to_owned(),
        problems,
        more: None,
        dismiss: pick(lang, "收起", "Dismiss").to_owned(),
    }
}

/// What the reader sees in the meantime.
pub(super) fn waiting_note(has_site: bool, lang: Lang) -> &'static str {
    match has_site {
        true => pick(
            lang,
            "下面仍是上一次的页面。改好并保存，这里会自动更新。",
            "Below is the previous page. Fix the errors and save, and it is updated.",
        ),
        false => pick(
            lang,
            "改好并保存，这里会自动更新。",
            "Fix the errors and save, and the page appears.",
        ),
    }
}

/// The program panicked.
pub(super) fn internal_error() -> Error {
    Error::custom(
        "程序内部出错，这次没有生成。改动文件后会再试；终端里有出错的位置，请告诉开发者。",
        "The program itself failed, and nothing was built. It tries again on the next change; the terminal says where it failed: please tell the developers.",
    )
}

#[cfg(test)]
mod tests {
    use std::panic;

    use super::*;
    use crate::diagnostics::{Problem, Span, Stray};
    use crate::server::preview::catch_panic;

    #[test]
    fn a_panic_in_a_build_does_not_end_the_server() {
        assert_eq!(catch_panic(|| 1), Some(1));
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| {}));
        let panicked: Option<u8> = catch_panic(|| panic!("on purpose"));
        panic::set_hook(hook);
        assert_eq!(panicked, None);
        let failure = of_error(&internal_error(), waiting_note(true, Lang::En), Lang::En);
        assert!(failure.problems[0].message.contains("program itself failed"));
    }

    #[test]
    fn a_report_is_short_and_holds_no_personal_data() {
        let file = "content/13812345678\u{202e}\n.md";
        let one = Diagnostic::new(file, Span::new(2, 3, 0), Problem::StrayFile(Stray::NotAFile));
        let all = vec![one; MOST_SHOWN + 2];
        let errors = diagnostics::count(&all).0;
        let failure = of_diagnostics(&all, "", "", Lang::Zh);
        assert_eq!(failure.problems.len(), errors.min(MOST_SHOWN));
        assert_eq!(failure.more.is_some(), MOST_SHOWN < errors);
        for place in failure.problems.iter().filter_map(|item| item.place.as_ref()) {
            assert!(place.ends_with(":2:3") && !place.contains("13812345678"), "{place}");
            assert!(!place.contains(['\u{202e}', '\n']), "{place}");
        }
    }
}
