//! `guidang init`: a new archive that builds at once.

use std::fs;
use std::path::Path;

use super::terminal::Terminal;
use super::{Exit, shown};
use crate::error::{Error, Operation, UsageError};
use crate::l10n::Lang;
use crate::scaffold;

pub(super) fn run(dir: &Path, empty: bool, terminal: &mut Terminal) -> Result<Exit, Error> {
    match fs::read_dir(dir).map(Iterator::count) {
        Ok(0) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Ok(_) | Err(_) => return Err(UsageError::NotEmpty { path: dir.to_owned() }.into()),
    }
    let files = scaffold::archive(terminal.lang, empty, super::new::today());
    for (path, content) in &files {
        let path = dir.join(path);
        let folder = path.parent().unwrap_or(dir);
        fs::create_dir_all(folder).map_err(Error::io(Operation::Save, folder))?;
        fs::write(&path, content).map_err(Error::io(Operation::Save, &path))?;
    }
    let dir = shown(dir);
    terminal.print(&match terminal.lang {
        Lang::Zh => format!(
            "新建了档案：{dir}（{}个文件）\n生成网站：guidang build --root {dir}\n",
            files.len()
        ),
        Lang::En => format!(
            "made a new archive: {dir} ({} files)\nbuild its site: guidang build --root {dir}\n",
            files.len()
        ),
    })?;
    Ok(Exit::Done)
}
