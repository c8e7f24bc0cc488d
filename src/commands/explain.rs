//! `guidang explain [CODE]`: what a rule is, why it exists, and an example. `guidang schema`: files for editors.
//! `guidang completions`, `guidang man`: files for shells and manual pages.

use std::fs;
use std::path::Path;

use super::terminal::Terminal;
use super::{Exit, shown};
use crate::cli;
use crate::diagnostics::{Code, explain};
use crate::error::{Error, Operation};
use crate::l10n::Lang;
use crate::parse::nearest_name;
use crate::schema;

pub(super) fn run(asked: Option<&str>, terminal: &Terminal) -> Result<Exit, Error> {
    let text = match asked {
        Some(asked) => explain::page(code(asked)?, terminal.lang),
        None => explain::list(terminal.lang),
    };
    terminal.print(&text)?;
    Ok(Exit::Done)
}

/// The code of that name, also when it was copied with its brackets.
fn code(asked: &str) -> Result<Code, Error> {
    let word = asked.trim_matches(['[', ']']).to_lowercase();
    if let Some(code) = Code::ALL.into_iter().find(|code| code.word() == word) {
        return Ok(code);
    }
    Err(match nearest_name(&word, Code::ALL.into_iter().map(Code::word)) {
        Some(near) => Error::custom(
            format!("没有“{asked}”这个代码。是不是想写“{near}”？"),
            format!("There is no code \"{asked}\". Did you mean \"{near}\"?"),
        ),
        None => Error::custom(
            format!("没有“{asked}”这个代码。运行“guidang explain”列出全部。"),
            format!("There is no code \"{asked}\". Run \"guidang explain\" for all of them."),
        ),
    })
}

/// Writes a schema for every kind of file. Files of these names are replaced, no others are touched.
pub(super) fn schemas(folder: &Path, terminal: &Terminal) -> Result<Exit, Error> {
    fs::create_dir_all(folder).map_err(Error::io(Operation::Save, folder))?;
    let files = schema::files();
    for (name, text) in &files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(Error::io(Operation::Save, &path))?;
    }
    let (count, folder) = (files.len(), shown(folder));
    terminal.print(&match terminal.lang {
        Lang::Zh => format!("写出了{count}个JSON Schema：{folder}\n"),
        Lang::En => format!("wrote {count} JSON Schemas: {folder}\n"),
    })?;
    Ok(Exit::Done)
}

/// A script for a shell.
pub(super) fn completions(shell: cli::Shell, terminal: &Terminal) -> Result<Exit, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::definition(terminal.lang), "guidang", &mut script);
    terminal.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// The manual: its first page, or a page for every command into a folder.
pub(super) fn man(folder: Option<&Path>, terminal: &Terminal) -> Result<Exit, Error> {
    let definition = cli::definition(terminal.lang);
    let Some(folder) = folder else {
        let mut page = Vec::new();
        let rendered = clap_mangen::Man::new(definition).render(&mut page);
        rendered.map_err(Error::io(Operation::Save, "guidang.1"))?;
        terminal.print(&String::from_utf8_lossy(&page))?;
        return Ok(Exit::Done);
    };
    let saved =
        fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(definition, folder));
    saved.map_err(Error::io(Operation::Save, folder))?;
    let folder = shown(folder);
    terminal.print(&match terminal.lang {
        Lang::Zh => format!("写出了手册页：{folder}\n"),
        Lang::En => format!("wrote the manual: {folder}\n"),
    })?;
    Ok(Exit::Done)
}
