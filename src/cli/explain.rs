//! `explain`: the rule behind a code.

use clap::Arg;

use crate::l10n::{Lang, pick};

/// `explain` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("explain")
        .about(pick(
            lang,
            "解释一个提示代码：是什么规则、为什么、怎样改",
            "explain a code: the rule, why it exists, how to fix it",
        ))
        .arg(Arg::new("code").value_name(pick(lang, "代码", "CODE")).help(pick(
            lang,
            "方括号里的代码，如 bad-date；不写则列出全部",
            "the word in brackets, such as bad-date; without one all are listed",
        )))
}
