//! `import`: records from Word and Excel files.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches};

use super::options;
use crate::import::ImportKind;
use crate::l10n::{Lang, pick};

/// `import FILE…`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The files.
    pub files: Vec<PathBuf>,
    /// `--school`
    pub school: Option<String>,
    /// `--as`; `None` lets each file tell.
    pub kind: Option<ImportKind>,
    /// `--label LABEL=KEY`
    pub labels: Vec<String>,
    /// `-n`
    pub dry_run: bool,
}

/// Reads `import …`.
pub(super) fn read(matches: &ArgMatches) -> Import {
    Import {
        files: matches.get_many::<PathBuf>("files").unwrap_or_default().cloned().collect(),
        school: options::text(matches, "school"),
        kind: options::text(matches, "as").and_then(|code| ImportKind::from_code(&code)),
        labels: options::texts(matches, "label"),
        dry_run: matches.get_flag("dry-run"),
    }
}

/// `import` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    let kinds = options::kinds(ImportKind::ALL.map(|kind| (kind.code(), kind.chinese())));
    let files = Arg::new("files")
        .required(true)
        .num_args(1..)
        .value_name(pick(lang, "文件", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(pick(lang, ".docx、.xlsx、.xls、.ods文件", ".docx, .xlsx, .xls, .ods files"));
    let kind = Arg::new("as")
        .long("as")
        .value_name(pick(lang, "种类", "KIND"))
        .value_parser(PossibleValuesParser::new(kinds))
        .help(pick(
            lang,
            "导入成什么：活动、总结、台账、每行一次活动、问题整改表；默认由文件内容判断",
            "what the file becomes: a visit, a summary, a ledger, a visit a row, a list of problems; default: as the file tells",
        ));
    let label = Arg::new("label")
        .long("label")
        .action(ArgAction::Append)
        .value_name(pick(lang, "标签=键", "LABEL=KEY"))
        .help(pick(
            lang,
            "表上的标签对应记录的哪个键，如 活动负责人=主持人；写“正文”放进正文，写“略过”不要；会记住",
            "the key that a label of the form stands for; `text` puts it into the text, `leave_out` leaves it out; the choice is kept",
        ));
    clap::Command::new("import")
        .about(pick(
            lang,
            "把Word、Excel文件导入成记录，图片和原件作为附件；有错就一个字也不写，从不覆盖",
            "turn Word and Excel files into records, with their pictures and the files attached; writes nothing when something is wrong, and never overwrites",
        ))
        .arg(files)
        .arg(options::named(
            "school",
            lang,
            "学校的文件夹名、名称或简称；默认取表中所写",
            "the school's folder, name or short name; default: as the file says",
        ))
        .arg(kind)
        .arg(label)
        .arg(options::flag("dry-run").short('n').help(pick(
            lang,
            "只显示会写成的记录和每一行的来处，不写文件",
            "show the record and where each line came from, and write nothing",
        )))
}
