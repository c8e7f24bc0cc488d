//! `guidang verify`: whether a bag is complete and unchanged. Unpacks nothing, downloads nothing, changes nothing.

use serde::Serialize;

use super::terminal::Terminal;
use super::{Exit, shown};
use crate::bagit::container::Container;
use crate::bagit::{Bag, Finding, Severity, messages};
use crate::cli::Verify;
use crate::error::Error;
use crate::l10n::Lang;

/// So many findings are printed one by one.
const MOST_PRINTED: usize = 1000;

pub(super) fn run(args: &Verify, terminal: &Terminal) -> Result<Exit, Error> {
    let Some(container) = Container::find(&args.path)? else { return Err(no_bag(args)) };
    let mut opened = container.open()?;
    let bag = Bag::read(std::mem::take(&mut opened.listing), &opened.tag_files);
    opened.listing.files.clone_from(bag.files());
    let (sums, unread) =
        container.checksums(&opened, &bag.needed_checksums(), bag.declared_bytes())?;
    let files = bag.files().len();
    let findings = bag.verify(&sums, unread);
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error).count();
    let warnings = findings.len() - errors;
    let is_valid = errors == 0;
    if args.json {
        terminal.print(&json(&findings, is_valid, files, terminal.lang))?;
    } else {
        print_findings(&findings, terminal);
        let (path, time) = (shown(&args.path), terminal.time());
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
    let passes = is_valid && (warnings == 0 || !args.strict);
    Ok(if passes { Exit::Done } else { Exit::ContentErrors })
}

fn print_findings(findings: &[Finding], terminal: &Terminal) {
    for finding in findings.iter().take(MOST_PRINTED) {
        let line = messages::line(finding, terminal.lang);
        match finding.severity() {
            Severity::Error => terminal.line(&line),
            Severity::Warning => terminal.note(&line),
        }
    }
    let rest = findings.len().saturating_sub(MOST_PRINTED);
    if rest > 0 {
        terminal.note(&match terminal.lang {
            Lang::Zh => format!("还有{rest}处，用 --format json 可以看到全部"),
            Lang::En => format!("{rest} more; --format json lists them all"),
        });
    }
}

#[derive(Serialize)]
struct FindingRow {
    code: &'static str,
    severity: &'static str,
    message: String,
}

fn json(findings: &[Finding], is_valid: bool, files: usize, lang: Lang) -> String {
    let mut rows = Vec::with_capacity(findings.len());
    for finding in findings {
        let severity = match finding.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let message = messages::message(finding, lang);
        rows.push(FindingRow { code: finding.code(), severity, message });
    }
    format!("{}\n", serde_json::json!({ "valid": is_valid, "files": files, "findings": rows }))
}

fn no_bag(args: &Verify) -> Error {
    let path = args.path.display();
    Error::custom(
        format!("“{path}”既不是文件夹，也不是zip、tar或tar.zst文件。请给出档案包的位置。"),
        format!("\"{path}\" is neither a folder nor a zip, tar or tar.zst file. Name a bag."),
    )
}
