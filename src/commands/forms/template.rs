//! `guidang template`: a blank form for schools to fill in.

use std::path::Path;

use super::document::{format_of, save, unwritable};
use crate::cli::{FormTemplate, Globals};
use crate::commands::exit::Exit;
use crate::commands::find::{named, pair_index, plan_named, school_named, unknown_name};
use crate::commands::load::load_records;
use crate::commands::paths::find_root;
use crate::commands::terminal::Terminal;
use crate::error::Error;
use crate::forms::blank::{BlankKind, FormScope, blank_form};
use crate::forms::library::LibraryForm;
use crate::forms::mark::FormKind;
use crate::forms::{FormFormat, aid_register};
use crate::l10n::pick;
use crate::model::{Archive, Detail, Ledger, SchoolIx};
use crate::project::Project;

pub(crate) fn run(
    asked: &FormTemplate,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let format = format_of(&asked.output)?;
    let Some(kind) = asked.kind else { return library_form(asked, format, globals, terminal) };
    let snapshot = load_records(&Project::at(find_root(globals)?), None, globals, terminal)?;
    let archive = &snapshot.archive;
    let scope = FormScope {
        school: named(archive, asked.school.as_deref(), school_named)?,
        pair: named(archive, asked.pair.as_deref(), pair_index)?,
        plan: named(archive, asked.plan.as_deref(), plan_named)?,
    };
    let kind = match (kind, &asked.name) {
        (FormKind::Ledger, name) => {
            let (title, ledger) = ledger_named(archive, name.as_deref(), scope.school)?;
            BlankKind::Ledger(title, ledger)
        }
        (_, Some(name)) => return Err(needless_name(name)),
        (FormKind::Visit, None) => BlankKind::Visit,
        (FormKind::Summary, None) => BlankKind::Summary,
        (FormKind::FollowUps, None) => BlankKind::FollowUps,
    };
    let bytes = blank_form(kind, format, archive, scope, terminal.lang, snapshot.as_of())
        .map_err(unwritable(&asked.output))?;
    save(&asked.output, &bytes, asked.force, terminal)?;
    Ok(Exit::Done)
}

/// A ready form with places, for `fill`.
fn library_form(
    asked: &FormTemplate,
    format: FormFormat,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let lang = terminal.lang;
    let names = LibraryForm::ALL.map(|form| form.name(lang)).join(pick(lang, "、", ", "));
    let Some(name) = asked.name.as_deref() else {
        return Err(Error::custom(
            format!("请在后面写上表样的名称。现成的有：{names}"),
            format!("add the name of the form. There are: {names}"),
        ));
    };
    let Some(form) = LibraryForm::of_name(name) else {
        return Err(Error::custom(
            format!("没有叫“{name}”的表样。现成的有：{names}"),
            format!("there is no ready form `{name}`. There are: {names}"),
        ));
    };
    if form.format() != format {
        let ending = if form.format() == FormFormat::Word { ".docx" } else { ".xlsx" };
        return Err(Error::custom(
            format!("“{name}”是 {ending} 文件，请让文件名以 {ending} 结尾。"),
            format!("`{name}` is a {ending} file: let the name end in {ending}."),
        ));
    }
    let bytes = match own_register(form, globals, terminal)? {
        Some(bytes) => bytes,
        None => form.bytes(lang).map_err(unwritable(&asked.output))?,
    };
    save(&asked.output, &bytes, asked.force, terminal)?;
    Ok(Exit::Done)
}

/// The register of aid for the ledger of payments of the archive, if one is here and has such a ledger.
fn own_register(
    form: LibraryForm,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Option<Vec<u8>>, Error> {
    let Ok(root) = find_root(globals) else { return Ok(None) };
    if form != LibraryForm::Aid {
        return Ok(None);
    }
    let snapshot = load_records(&Project::at(root), None, globals, terminal)?;
    let name = form.name(terminal.lang);
    aid_register(&snapshot.archive, terminal.lang).map_err(unwritable(Path::new(name)))
}

/// The ledger of that title, file or id; of several the one of the school that the form is for.
fn ledger_named<'a>(
    archive: &'a Archive,
    name: Option<&str>,
    school: Option<SchoolIx>,
) -> Result<(&'a str, &'a Ledger), Error> {
    let mut found = None;
    let mut names: Vec<&str> = Vec::new();
    for record in &archive.records {
        let Detail::Ledger(ledger) = &record.detail else { continue };
        let (id, title) = (record.id.as_str(), record.title.as_str());
        let file = id.rsplit('/').next().unwrap_or_default();
        names.extend([title, file]);
        let is_named = [Some(title), Some(id), Some(file)].contains(&name);
        let is_own = school == Some(record.school);
        if is_named && (found.is_none() || is_own) {
            found = Some((title, ledger));
        }
    }
    match name {
        Some(name) => found.ok_or_else(|| unknown_name("台账", "ledger", name, names)),
        None => Err(needs_ledger(&names)),
    }
}

fn needs_ledger(names: &[&str]) -> Error {
    let mut each: Vec<&str> = Vec::new();
    for name in names {
        if !each.contains(name) && each.len() < 12 {
            each.push(*name);
        }
    }
    let chinese = each.join("、");
    Error::custom(
        format!(
            "请写明哪本台账，例如：guidang template 台账 资助发放 -o 资助发放.xlsx。档案里有：{chinese}"
        ),
        format!(
            "say which ledger, such as `guidang template ledger NAME -o FILE.xlsx`. There are: {}",
            each.join(", ")
        ),
    )
}

fn needless_name(name: &str) -> Error {
    Error::custom(
        format!(
            "“{name}”多写了：只有台账要写名称。学校用 --school，结对用 --pair，计划用 --plan。"
        ),
        format!(
            "`{name}` is too much: only a ledger has a name here. Use --school, --pair or --plan."
        ),
    )
}
