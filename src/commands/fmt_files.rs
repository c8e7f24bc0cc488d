//! Which files `guidang fmt` formats.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::engine::seal::{self, SealFile};
use crate::error::{Error, Operation};
use crate::format::FileShape;
use crate::source::Source;
use crate::source::{FolderSource, slashed};
use crate::syntax::text::nfc;

/// The paths below the root with `/`, sorted: all files that can be formatted, or those of them that were named.
pub(super) fn files(
    root: &Path,
    tree: &FolderSource,
    named: &[PathBuf],
) -> Result<Vec<String>, Error> {
    let mut all: Vec<String> = Vec::new();
    for path in tree.paths() {
        if shape(path).is_some() && !path.starts_with(seal::FOLDER) {
            all.push(path.to_owned());
        }
    }
    if named.is_empty() {
        return Ok(all);
    }
    let content =
        fs::canonicalize(root.join("content")).map_err(Error::io(Operation::List, root))?;
    let mut chosen = BTreeSet::new();
    for path in named {
        let place = place(&content, path)?;
        let before = chosen.len();
        for file in &all {
            if let Some(rest) = file.strip_prefix(&place)
                && (rest.is_empty() || rest.starts_with('/'))
            {
                chosen.insert(file.clone());
            }
        }
        if !path.is_dir() && chosen.len() == before && !chosen.contains(&place) {
            return Err(not_a_record(path));
        }
    }
    Ok(chosen.into_iter().collect())
}

/// Whether the seal of a closed term covers a file: a record or its attachment. Of a ledger's table a seal covers the cells,
/// which formatting does not change.
pub(super) fn is_sealed(path: &str, seals: &[SealFile]) -> bool {
    let below = path.strip_prefix("content/").unwrap_or(path);
    let ids = [id(below, "/index.md"), id(below, ".md")];
    seals.iter().any(|file| {
        let records = &file.seal.records;
        ids.iter().flatten().any(|id| records.contains_key(id))
            || records.values().any(|record| record.files.contains_key(path))
    })
}

/// The id of a record's file: its path without an extension in any case.
fn id(path: &str, extension: &str) -> Option<String> {
    let end = path.len().checked_sub(extension.len())?;
    let has_extension = path.get(end..)?.eq_ignore_ascii_case(extension);
    has_extension.then(|| nfc(&path[..end]))
}

/// The kind of a file, by its extension in any case (docs/domain.md §5: `.MD`, `.Md`).
pub(super) fn shape(path: &str) -> Option<FileShape> {
    let (_, extension) = path.rsplit('/').next()?.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => Some(FileShape::Yaml),
        "md" => Some(FileShape::FrontMatter),
        "csv" => Some(FileShape::Csv),
        _ => None,
    }
}

/// The path below the root (`content/schools/a`) of a path relative to the current folder.
fn place(content: &Path, named: &Path) -> Result<String, Error> {
    let here = env::current_dir().map_err(Error::io(Operation::List, "."))?;
    let whole = here.join(named);
    let real = match fs::symlink_metadata(&whole) {
        Ok(metadata) if metadata.is_symlink() => return Err(not_a_record(named)),
        Ok(_) => fs::canonicalize(&whole).map_err(Error::io(Operation::Read, named))?,
        Err(_) => return Err(not_there(named)),
    };
    let below = real.strip_prefix(content).map_err(|_| outside(named))?;
    match slashed(below) {
        Some(below) if below.is_empty() => Ok("content".to_owned()),
        Some(below) => Ok(format!("content/{below}")),
        None => Err(not_a_record(named)),
    }
}

fn not_there(path: &Path) -> Error {
    let path = path.display();
    Error::custom(
        format!("没有“{path}”这个文件或文件夹。路径从当前文件夹算起。"),
        format!("There is no file or folder \"{path}\". Paths are relative to the current folder."),
    )
}

fn outside(path: &Path) -> Error {
    let path = path.display();
    Error::custom(
        format!("“{path}”不在档案的content文件夹里，没有改动。"),
        format!("\"{path}\" is not below the archive's folder content; nothing was changed."),
    )
}

fn not_a_record(path: &Path) -> Error {
    let path = path.display();
    Error::custom(
        format!(
            "“{path}”不能整理：只整理.md、.yaml、.yml和.csv文件，不包括链接、封存记录和以“.”“_”开头的名称。"
        ),
        format!(
            "\"{path}\" cannot be formatted: only .md, .yaml, .yml and .csv files are, no links, no seals and no names that begin with \".\" or \"_\"."
        ),
    )
}
