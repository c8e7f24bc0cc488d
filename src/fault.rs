//! What stops a command: wrong usage, or the medium. What is wrong with content is told by diagnostics instead.

use std::io;
use std::path::{Path, PathBuf};

use crate::lang::Lang;

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Fault {
    /// No folder with `content/` here or above.
    NoRoot {
        /// Where the search began.
        from: PathBuf,
    },
    /// The output is a folder that guidang did not make, and not empty.
    NotOurs {
        /// The folder.
        path: PathBuf,
    },
    /// The output would lie over what people write.
    OverSource {
        /// The folder.
        path: PathBuf,
    },
    /// A folder that should be empty is not.
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// A file that should be new is there already.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A path that a site must not have.
    BadSitePath {
        /// The path.
        path: String,
    },
    /// Something is wrong with an argument or a theme, in both languages.
    Usage {
        /// In Chinese.
        zh: String,
        /// In English.
        en: String,
    },
    /// Reading or writing failed.
    Io {
        /// What was read or written.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Fault {
    /// A failure of the medium at a path.
    pub fn io(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Fault {
        let path = path.as_ref().to_owned();
        move |source| Fault::Io { path, source }
    }

    /// 2 wrong usage or configuration, 3 input/output (INTERFACE.md §1).
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Fault::Io { .. } => 3,
            _ => 2,
        }
    }

    /// What to tell, and what to do about it.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let say = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
        match self {
            Fault::NoRoot { from } => say(
                format!(
                    "在{}及其上级都没有找到 content 文件夹。请进入档案所在的文件夹，或用 --root 指明；新建档案用“guidang init 文件夹”",
                    from.display()
                ),
                format!(
                    "no folder `content` in {} or above it. Go to the archive's folder, name it with --root, or make one with `guidang init DIR`",
                    from.display()
                ),
            ),
            Fault::NotOurs { path } => say(
                format!(
                    "{}不是空的，也不是归档生成的（没有 .guidang 标记），为免误删没有写入。请另选一个输出文件夹，或自己清空它",
                    path.display()
                ),
                format!(
                    "{} is not empty and was not made by guidang (there is no .guidang in it), so it was left alone. Choose another output folder, or empty it yourself",
                    path.display()
                ),
            ),
            Fault::OverSource { path } => say(
                format!("不能输出到{}：那里放着档案的原始内容。请另选一个文件夹", path.display()),
                format!(
                    "{} holds the archive's own files; choose another output folder",
                    path.display()
                ),
            ),
            Fault::NotEmpty { path } => say(
                format!("{}不是空文件夹，没有写入。请换一个名字", path.display()),
                format!(
                    "{} is not empty; nothing was written. Choose another name",
                    path.display()
                ),
            ),
            Fault::Exists { path } => say(
                format!(
                    "{}已经存在，没有改动。请换一个标题或日期，或直接修改原文件",
                    path.display()
                ),
                format!(
                    "{} exists already and was left alone. Choose another title or date, or edit that file",
                    path.display()
                ),
            ),
            Fault::BadSitePath { path } => say(
                format!("网站里不能有“{path}”这样的路径"),
                format!("a site must not have the path `{path}`"),
            ),
            Fault::Usage { zh, en } => say(zh.clone(), en.clone()),
            Fault::Io { path, source } => {
                let why = reason(source, lang);
                say(
                    format!("{}读写失败：{why}", path.display()),
                    format!("{}: {why}", path.display()),
                )
            }
        }
    }
}

fn reason(source: &io::Error, lang: Lang) -> String {
    let (zh, en) = match source.kind() {
        io::ErrorKind::NotFound => ("没有这个文件或文件夹", "no such file or folder"),
        io::ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        io::ErrorKind::StorageFull => {
            ("磁盘已满，请腾出空间后再试", "the disk is full; make room and try again")
        }
        io::ErrorKind::ReadOnlyFilesystem => ("磁盘是只读的", "the disk is read-only"),
        io::ErrorKind::QuotaExceeded => ("超出了空间配额", "the quota is used up"),
        _ => return source.to_string(),
    };
    if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() }
}
