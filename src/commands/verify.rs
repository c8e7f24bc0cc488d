//! `guidang verify`: whether a bag is what it says. Unpacks nothing, downloads nothing, changes nothing.

use serde::Serialize;

use super::terminal::Terminal;
use super::{Exit, shown};
use crate::bagit::container::Container;
use crate::bagit::{Bag, Finding, Severity};
use crate::cli::Verify;
use crate::error::Error;
use crate::l10n::{self, Lang};

/// So many findings are told one by one.
const MOST_TOLD: usize = 1000;

pub(super) fn run(asked: &Verify, terminal: &Terminal) -> Result<Exit, Error> {
    let Some(store) = Container::find(&asked.path)? else { return Err(no_bag(asked)) };
    let mut opened = store.open()?;
    let bag = Bag::read(std::mem::take(&mut opened.listing), &opened.tag_files);
    opened.listing.files.clone_from(bag.files());
    let (sums, told) = store.checksums(&opened, &bag.needed_checksums(), bag.declared_bytes())?;
    let files = bag.files().len();
    let findings = bag.verify(&sums, told);
    let errors = findings.iter().filter(|it| it.severity() == Severity::Error).count();
    let warnings = findings.len() - errors;
    let is_valid = errors == 0;
    if asked.json {
        terminal.print(&json(&findings, is_valid, files, terminal.lang))?;
    } else {
        tell(&findings, terminal);
        let (path, time) = (shown(&asked.path), terminal.time());
        terminal.print(&match (terminal.lang, is_valid) {
            (Lang::Zh, true) => {
                format!("{path}：完好，{files}个文件，{warnings}个警告，用时{time}\n")
            }
            (Lang::Zh, false) => format!(
                "{path}：有问题，{files}个文件，{errors}个错误，{warnings}个警告，用时{time}\n"
            ),
            (Lang::En, true) => {
                format!("{path}: valid, {files} files, {warnings} warnings, in {time}\n")
            }
            (Lang::En, false) => format!(
                "{path}: not valid, {files} files, {errors} errors, {warnings} warnings, in {time}\n"
            ),
        })?;
    }
    let passes = is_valid && (warnings == 0 || !asked.strict);
    Ok(if passes { Exit::Done } else { Exit::ContentErrors })
}

fn tell(findings: &[Finding], terminal: &Terminal) {
    for finding in findings.iter().take(MOST_TOLD) {
        let line = l10n::bagit::line(finding, terminal.lang);
        match finding.severity() {
            Severity::Error => terminal.line(&line),
            Severity::Warning => terminal.note(&line),
        }
    }
    let rest = findings.len().saturating_sub(MOST_TOLD);
    if rest > 0 {
        terminal.note(&match terminal.lang {
            Lang::Zh => format!("还有{rest}处，用 --format json 可以看到全部"),
            Lang::En => format!("{rest} more; --format json lists them all"),
        });
    }
}

#[derive(Serialize)]
struct Row {
    code: &'static str,
    severity: &'static str,
    message: String,
}

fn json(findings: &[Finding], valid: bool, files: usize, lang: Lang) -> String {
    let row = |it: &Finding| Row {
        code: it.code(),
        severity: match it.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: l10n::bagit::message(it, lang),
    };
    let findings: Vec<Row> = findings.iter().map(row).collect();
    format!("{}\n", serde_json::json!({ "valid": valid, "files": files, "findings": findings }))
}

fn no_bag(asked: &Verify) -> Error {
    let path = asked.path.display();
    Error::custom(
        format!("“{path}”既不是文件夹，也不是zip、tar或tar.zst文件。请给出档案包的位置。"),
        format!("\"{path}\" is neither a folder nor a zip, tar or tar.zst file. Name a bag."),
    )
}
