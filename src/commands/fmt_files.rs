//! Which files `guidang fmt` looks at.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::engine::seal::{self, SealFile};
use crate::error::{Error, Operation};
use crate::format::Shape;
use crate::source::Source;
use crate::source::{FolderSource, slashed};
use crate::syntax::text::nfc;

/// The paths below the root with `/`, sorted: everything that can be formatted, or what was named of it.
pub(super) fn files(
    root: &Path,
    tree: &FolderSource,
    named: &[PathBuf],
) -> Result<Vec<String>, Error> {
    let all =
        tree.paths().into_iter().filter(|it| shape(it).is_some() && !it.starts_with(seal::FOLDER));
    let all: Vec<String> = all.map(str::to_owned).collect();
    if named.is_empty() {
        return Ok(all);
    }
    let content =
        fs::canonicalize(root.join("content")).map_err(Error::io(Operation::List, root))?;
    let mut chosen = BTreeSet::new();
    for path in named {
        let place = place(&content, path)?;
        let below = |it: &&String| match it.strip_prefix(&place) {
            Some(rest) => rest.is_empty() || rest.starts_with('/'),
            None => false,
        };
        let before = chosen.len();
        chosen.extend(all.iter().filter(below).cloned());
        if !path.is_dir() && chosen.len() == before && !chosen.contains(&place) {
            return Err(not_a_record(path));
        }
    }
    Ok(chosen.into_iter().collect())
}

/// Whether a closed term holds a file as it is: a record, or what lies beside one. Of a ledger's table a seal holds the
/// cells, which stay.
pub(super) fn is_sealed(path: &str, seals: &[SealFile]) -> bool {
    let under = path.strip_prefix("content/").unwrap_or(path);
    let id = |ending: &str| {
        let cut = under.len().checked_sub(ending.len())?;
        let fits = under.get(cut..)?.eq_ignore_ascii_case(ending);
        fits.then(|| nfc(&under[..cut]))
    };
    let ids: Vec<String> = [id("/index.md"), id(".md")].into_iter().flatten().collect();
    seals.iter().map(|it| &it.seal.records).any(|records| {
        ids.iter().any(|it| records.contains_key(it))
            || records.values().any(|it| it.files.contains_key(path))
    })
}

/// What a file is, by its ending in any case (DOMAIN.md §5: `.MD`, `.Md`).
pub(super) fn shape(path: &str) -> Option<Shape> {
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => Some(Shape::Yaml),
        "md" => Some(Shape::FrontMatter),
        "csv" => Some(Shape::Csv),
        _ => None,
    }
}

/// A path that was named, relative to the current folder → the same below the root: `content/schools/a`.
fn place(content: &Path, named: &Path) -> Result<String, Error> {
    let here = env::current_dir().map_err(Error::io(Operation::List, "."))?;
    let whole = here.join(named);
    let real = match fs::symlink_metadata(&whole) {
        Ok(it) if it.is_symlink() => return Err(not_a_record(named)),
        Ok(_) => fs::canonicalize(&whole).map_err(Error::io(Operation::Read, named))?,
        Err(_) => return Err(not_there(named)),
    };
    let below = real.strip_prefix(content).map_err(|_| outside(named))?;
    match slashed(below) {
        Some(it) if it.is_empty() => Ok("content".to_owned()),
        Some(it) => Ok(format!("content/{it}")),
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
