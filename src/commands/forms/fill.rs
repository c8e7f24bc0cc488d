//! `guidang fill`: fills in a form that others made.

use std::io::Read;
use std::path::Path;

use super::document::{format_of, save};
use crate::cli::{Fill, Globals};
use crate::commands::exit::Exit;
use crate::commands::find::{
    named, pair_index, plan_named, record_named, school_named, term_named,
};
use crate::commands::load::load_records;
use crate::commands::regular_file;
use crate::commands::terminal::Terminal;
use crate::diagnostics::masked;
use crate::error::{Error, Operation};
use crate::forms::fill::{FillError, PackageProblem, fill};
use crate::forms::values::{FormChoice, FormValues};
use crate::l10n::{Lang, pick};
use crate::model::Archive;
use crate::project::{Project, Snapshot};
use crate::site::data::is_published;

/// The most bytes of a form.
const MAX_FORM: u64 = 64 * 1024 * 1024;

pub(crate) fn run(asked: &Fill, globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let format = format_of(&asked.form)?;
    if format_of(&asked.output)? != format {
        return Err(other_format(&asked.output));
    }
    let project = Project::find(globals.root.as_deref(), None)?;
    let snapshot = load_records(&project, asked.as_of, globals, terminal)?;
    if snapshot.has_errors() {
        terminal.diagnostics(&snapshot.diagnostics, &*snapshot.source);
        let counts = terminal.counts(&snapshot.diagnostics);
        let note = pick(terminal.lang, "内容有错误，先改好再填表：", "fix the errors first: ");
        terminal.note(&format!("{note}{counts}"));
        return Ok(Exit::ContentErrors);
    }
    let choice = choice(asked, &snapshot.archive)?;
    must_be_published(asked, &choice, &snapshot)?;
    let bytes = read(&asked.form)?;
    let site = snapshot.site(false, None);
    let values = FormValues::new(&site, choice);
    let name = asked.form.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match fill(&bytes, format, &values) {
        Ok(bytes) => {
            save(&asked.output, &bytes, asked.force, terminal)?;
            Ok(Exit::Done)
        }
        Err(FillError::Places(problems)) => {
            for (place, problem) in &problems {
                let (place, message) =
                    (place.after(&name, terminal.lang), problem.message(terminal.lang));
                let line = match terminal.lang {
                    Lang::Zh => format!("{place}: 错误: {message}"),
                    Lang::En => format!("{place}: error: {message}"),
                };
                // What a form says may hold anything.
                terminal.line(&masked(&line));
            }
            let count = problems.len();
            terminal.line(&match terminal.lang {
                Lang::Zh => format!("{count}处填不上，没有写出文件。"),
                Lang::En => format!("{count} places cannot be filled in; nothing was written."),
            });
            Ok(Exit::ContentErrors)
        }
        Err(FillError::NoPlaces) => Err(no_places(&name)),
        Err(FillError::Unreadable(problem)) => Err(unreadable(&name, problem)),
    }
}

fn choice(asked: &Fill, archive: &Archive) -> Result<FormChoice, Error> {
    Ok(FormChoice {
        record: named(archive, asked.record.as_deref(), record_named)?,
        school: named(archive, asked.school.as_deref(), school_named)?,
        pair: named(archive, asked.pair.as_deref(), pair_index)?,
        plan: named(archive, asked.plan.as_deref(), plan_named)?,
        term: named(archive, asked.term.as_deref(), term_named)?,
    })
}

/// Refuses what the pages do not show either: a filled-in form leaves the school.
fn must_be_published(asked: &Fill, choice: &FormChoice, snapshot: &Snapshot) -> Result<(), Error> {
    let (archive, as_of) = (&snapshot.archive, snapshot.as_of());
    if let (Some(name), Some(record)) = (&asked.record, choice.record)
        && !is_published(archive.record(record), as_of)
    {
        return Err(not_published(name));
    }
    if let (Some(name), Some(plan)) = (&asked.plan, choice.plan)
        && !archive.plan(plan).is_published(as_of)
    {
        return Err(not_published(name));
    }
    Ok(())
}

fn not_published(name: &str) -> Error {
    let name = masked(name);
    Error::custom(
        format!(
            "“{name}”还是草稿，或者过了公示期，网站上不公布，也不能填进表里。请另选一份，或先去掉草稿。"
        ),
        format!(
            "`{name}` is a draft or past its public_until: it is not published, and fills in no form. Choose another one, or finish the draft."
        ),
    )
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut file = regular_file::open(path)?.take(MAX_FORM + 1);
    file.read_to_end(&mut bytes).map_err(Error::io(Operation::Read, path))?;
    if MAX_FORM < bytes.len() as u64 {
        let name = path.display().to_string();
        return Err(unreadable(&name, PackageProblem::TooLarge));
    }
    Ok(bytes)
}

fn other_format(path: &Path) -> Error {
    let path = path.display();
    Error::custom(
        format!("“{path}”和要填的表不是一种文件：Word表填好还是 .docx，Excel表填好还是 .xlsx。"),
        format!(
            "`{path}` is another kind of file than the form: a form of Word gives .docx, one of Excel .xlsx."
        ),
    )
}

fn no_places(name: &str) -> Error {
    Error::custom(
        format!(
            "“{name}”里没有要填的地方。请在要填的格子里写 {{{{ 学校.名称 }}}} 这样的名字，能写的列在docs/form-values.md里。"
        ),
        format!(
            "`{name}` has nothing to fill in. Write places such as {{{{ school.name }}}} into it; docs/form-values.md lists them."
        ),
    )
}

fn unreadable(name: &str, problem: PackageProblem) -> Error {
    let (zh, en) = match problem {
        PackageProblem::OldOrEncrypted => (
            "是旧格式，或者设了密码。请在Word或WPS里打开，去掉密码，用“另存为”选 .docx 或 .xlsx。",
            "is of an old format, or has a password. Open it, remove the password, and save it as .docx or .xlsx.",
        ),
        PackageProblem::NoDocument => (
            "不是Word或Excel文件，或者已经损坏。请打开看看，再另存为 .docx 或 .xlsx。",
            "is no document of Word or Excel, or is damaged. Open it and save it as .docx or .xlsx.",
        ),
        PackageProblem::TooLarge => (
            "太大了，表格不该有这么大。请删掉里面的图片和用不着的行后再试。",
            "is larger than a form can be. Remove its pictures and the rows that are not needed.",
        ),
        PackageProblem::BadXml => (
            "里面的内容读不懂。请用Word或WPS打开，另存为 .docx 或 .xlsx 后再试。",
            "has content that cannot be read. Open it in Word or WPS and save it as .docx or .xlsx.",
        ),
    };
    Error::custom(format!("“{name}”{zh}"), format!("`{name}` {en}"))
}
