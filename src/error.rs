//! What ends a run: a wrong request, or a folder that cannot be read or written.
//!
//! Only the edges (`read`, `write`, the command line) return a [`Error`]; what is wrong *in* the
//! records is a diagnostic and never ends a run early.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::l10n::Lang;

/// Why a run had to stop.
#[derive(Debug)]
pub enum Error {
    /// The request cannot be carried out as it was made: exit code 2.
    Usage(Usage),
    /// The operating system refused something: exit code 3.
    Io {
        /// What was being done.
        operation: Operation,
        /// To which file or folder.
        path: PathBuf,
        /// The system's own reason.
        source: io::Error,
    },
}

/// A request that cannot be carried out, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Usage {
    /// No folder with `content/` here or above.
    NoRoot {
        /// Where the search began.
        from: PathBuf,
    },
    /// The folder lies in no git repository.
    NotARepository {
        /// The folder.
        path: PathBuf,
    },
    /// No such commit or branch, or no archive in it.
    NoRevision {
        /// The name.
        name: String,
    },
    /// Git refused what it was asked.
    Git {
        /// What it said.
        said: String,
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
    /// The output is a file.
    NotAFolder {
        /// The output.
        path: PathBuf,
    },
    /// The output holds files and was not made by guidang.
    NotOurs {
        /// The output.
        path: PathBuf,
    },
    /// The output holds a git repository, which replacing the folder would destroy.
    Repository {
        /// The output.
        path: PathBuf,
    },
    /// The output is a disk or a mounted folder, which cannot be swapped for another.
    MountPoint {
        /// The output.
        path: PathBuf,
    },
    /// The output is, holds or lies in a folder of sources.
    Overlaps {
        /// The output.
        output: PathBuf,
        /// The folder of sources, e.g. `content`.
        sources: PathBuf,
    },
    /// A page or file of the site has a name that does not work everywhere.
    SitePath {
        /// The path in the site, e.g. `a/con.html`.
        path: String,
    },
    /// Two pages or files of the site have one path, or differ in case only.
    SameSitePath {
        /// The path in the site.
        path: String,
    },
    /// Anything else, said in both languages.
    Message {
        /// The sentence in Chinese.
        zh: String,
        /// The sentence in English.
        en: String,
    },
}

/// What was being done when the operating system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Listing a folder.
    List,
    /// Reading a file.
    Read,
    /// Writing a file of the new site, or the folder it lies in.
    Write,
    /// Writing a file that has nothing to do with a site: a new record, the standard output.
    Save,
    /// Preparing the staging folder beside the output.
    Stage,
    /// Running the git program.
    RunGit,
    /// Putting the new site in the place of the old one.
    Swap,
    /// Writing a bag.
    Pack,
    /// Taking a port, to show a site while it is written.
    Listen,
}

impl Error {
    /// A wrong request that no other variant tells, in both languages.
    pub(crate) fn custom(zh: impl Into<String>, en: impl Into<String>) -> Error {
        Usage::Message { zh: zh.into(), en: en.into() }.into()
    }

    /// The exit code of a run that ends so: 2 or 3.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Usage(_) => 2,
            Error::Io { .. } => 3,
        }
    }

    /// One or two sentences for people: what happened, and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Error::Usage(usage), Lang::Zh) => usage.zh(),
            (Error::Usage(usage), Lang::En) => usage.en(),
            (Error::Io { operation, path, source }, Lang::Zh) => io_zh(*operation, path, source),
            (Error::Io { operation, path, source }, Lang::En) => io_en(*operation, path, source),
        }
    }

    /// Turns a refusal of the system into a fault: `.map_err(Error::io(Operation::Read, path))`.
    pub(crate) fn io(
        operation: Operation,
        path: impl AsRef<Path>,
    ) -> impl FnOnce(io::Error) -> Error {
        move |source| Error::Io { operation, path: path.as_ref().to_owned(), source }
    }
}

impl From<Usage> for Error {
    fn from(usage: Usage) -> Error {
        Error::Usage(usage)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Error {}

impl Usage {
    fn zh(&self) -> String {
        match self {
            Usage::NoRoot { from } => format!(
                "在“{}”及其上级都没有找到content文件夹。请进入档案所在的文件夹，或用--root指明；新建档案用“guidang init 文件夹”。",
                from.display()
            ),
            Usage::NotARepository { path } => format!(
                "“{}”不在git仓库中。请在仓库里运行，或先用“git init”建立仓库。",
                path.display()
            ),
            Usage::NoRevision { name } => {
                format!("仓库里没有“{name}”这个版本，或其中没有档案。请核对分支名或提交号。")
            }
            Usage::Git { said } => format!("git没有完成：{said}"),
            Usage::NotEmpty { path } => {
                format!("“{}”不是空文件夹，没有写入。请换一个名字。", path.display())
            }
            Usage::Exists { path } => format!(
                "“{}”已经存在，没有改动。请换一个标题或日期，或直接修改原文件。",
                path.display()
            ),
            Usage::NotAFolder { path } => {
                format!("输出位置“{}”不是文件夹。请换一个输出文件夹。", path.display())
            }
            Usage::NotOurs { path } => format!(
                "输出文件夹“{}”不是空的，也不是由guidang生成的，其中的文件没有改动。请换一个文件夹，或先把它清空。",
                path.display()
            ),
            Usage::Repository { path } => format!(
                "输出文件夹“{}”中有git仓库（.git），整体替换会丢失它。请输出到另一个文件夹，再把文件复制过去。",
                path.display()
            ),
            Usage::MountPoint { path } => format!(
                "输出文件夹“{0}”是挂载点，无法整体替换。请输出到它下面的文件夹，例如“{0}/site”。",
                path.display()
            ),
            Usage::Overlaps { output, sources } => format!(
                "输出文件夹“{}”与存放资料的“{}”重叠，写入会覆盖资料。请换一个输出文件夹。",
                output.display(),
                sources.display()
            ),
            Usage::SitePath { path } => {
                format!("站点中不能有名为“{path}”的文件：这个名称在部分系统上无法使用。请改名。")
            }
            Usage::SameSitePath { path } => {
                format!("站点中有两个文件都要写到“{path}”（不区分大小写）。请把其中一个改名。")
            }
            Usage::Message { zh, .. } => zh.clone(),
        }
    }

    fn en(&self) -> String {
        match self {
            Usage::NoRoot { from } => format!(
                "There is no folder named content in \"{}\" or above it. Go to the archive's folder, name it with --root, or make one with \"guidang init DIR\".",
                from.display()
            ),
            Usage::NotARepository { path } => format!(
                "\"{}\" is in no git repository. Run guidang in one, or make one with \"git init\".",
                path.display()
            ),
            Usage::NoRevision { name } => format!(
                "The repository has no revision \"{name}\", or no archive in it. Check the branch or commit."
            ),
            Usage::Git { said } => format!("git failed: {said}"),
            Usage::NotEmpty { path } => format!(
                "\"{}\" is not empty; nothing was written. Choose another name.",
                path.display()
            ),
            Usage::Exists { path } => format!(
                "\"{}\" exists already and was left alone. Choose another title or date, or edit that file.",
                path.display()
            ),
            Usage::NotAFolder { path } => {
                format!("The output \"{}\" is not a folder. Choose another one.", path.display())
            }
            Usage::NotOurs { path } => format!(
                "The output folder \"{}\" is not empty and was not made by guidang; nothing in it was changed. Choose another folder, or empty it first.",
                path.display()
            ),
            Usage::Repository { path } => format!(
                "The output folder \"{}\" holds a git repository (.git), which would be lost when the folder is replaced. Build into another folder and copy the files over.",
                path.display()
            ),
            Usage::MountPoint { path } => format!(
                "The output folder \"{0}\" is a mount point and cannot be replaced as a whole. Build into a folder below it, such as \"{0}/site\".",
                path.display()
            ),
            Usage::Overlaps { output, sources } => format!(
                "The output folder \"{}\" overlaps with the sources in \"{}\", which would be overwritten. Choose another output folder.",
                output.display(),
                sources.display()
            ),
            Usage::SitePath { path } => format!(
                "The site cannot hold a file named \"{path}\": the name does not work on every system. Rename it."
            ),
            Usage::SameSitePath { path } => format!(
                "Two files of the site would be written to \"{path}\" (upper and lower case count as the same). Rename one of them."
            ),
            Usage::Message { en, .. } => en.clone(),
        }
    }
}

fn io_zh(operation: Operation, path: &Path, source: &io::Error) -> String {
    let path = path.display();
    let why = match source.kind() {
        ErrorKind::StorageFull => "磁盘空间已满".to_owned(),
        ErrorKind::QuotaExceeded => "超出磁盘配额".to_owned(),
        ErrorKind::PermissionDenied => "没有权限".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        ErrorKind::NotFound => "找不到这个文件或文件夹".to_owned(),
        ErrorKind::InvalidFilename => "名称过长或含有不允许的字符".to_owned(),
        ErrorKind::ResourceBusy | ErrorKind::AddrInUse => "正被其他程序使用".to_owned(),
        ErrorKind::AddrNotAvailable => "本机没有这个地址".to_owned(),
        _ => source.to_string(),
    };
    match operation {
        Operation::List => format!("无法列出文件夹“{path}”：{why}。"),
        Operation::Read => format!("无法读取“{path}”：{why}。"),
        Operation::Save => format!("无法写入“{path}”：{why}。"),
        Operation::Write => format!("无法写入“{path}”：{why}。原有的站点没有改动。"),
        Operation::Stage => {
            format!("无法在输出文件夹“{path}”旁准备新站点：{why}。原有的站点没有改动。")
        }
        Operation::RunGit => format!("无法运行“{path}”：{why}。请先安装git。"),
        Operation::Swap => {
            format!("无法用新站点替换输出文件夹“{path}”：{why}。原有的站点没有改动。")
        }
        Operation::Pack => format!("无法写出档案包“{path}”：{why}。没有留下写了一半的档案包。"),
        Operation::Listen => format!(
            "无法在“{path}”提供网页：{why}。请用--port换一个端口，--port 0 任选一个空闲的。"
        ),
    }
}

fn io_en(operation: Operation, path: &Path, source: &io::Error) -> String {
    let path = path.display();
    let why = match source.kind() {
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::InvalidFilename => "the name is too long or not allowed".to_owned(),
        ErrorKind::ResourceBusy | ErrorKind::AddrInUse => "another program is using it".to_owned(),
        ErrorKind::AddrNotAvailable => "this machine has no such address".to_owned(),
        _ => source.to_string(),
    };
    match operation {
        Operation::List => format!("Cannot list the folder \"{path}\": {why}."),
        Operation::Read => format!("Cannot read \"{path}\": {why}."),
        Operation::Save => format!("Cannot write \"{path}\": {why}."),
        Operation::Write => {
            format!("Cannot write \"{path}\": {why}. The site as it was is unchanged.")
        }
        Operation::Stage => format!(
            "Cannot prepare the new site beside the output folder \"{path}\": {why}. The site as it was is unchanged."
        ),
        Operation::RunGit => format!("Cannot run \"{path}\": {why}. Install git first."),
        Operation::Swap => format!(
            "Cannot put the new site in the place of the output folder \"{path}\": {why}. The site as it was is unchanged."
        ),
        Operation::Pack => {
            format!("Cannot write the bag \"{path}\": {why}. No half of it was left.")
        }
        Operation::Listen => format!(
            "Cannot serve at \"{path}\": {why}. Choose another port with --port; --port 0 takes any that is free."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_names_the_path_in_both_languages() {
        let source = io::Error::from(ErrorKind::StorageFull);
        let fault = Error::io(Operation::Write, Path::new("output/index.html"))(source);
        assert_eq!(
            fault.message(Lang::Zh),
            "无法写入“output/index.html”：磁盘空间已满。原有的站点没有改动。"
        );
        assert_eq!(
            fault.message(Lang::En),
            "Cannot write \"output/index.html\": the disk is full. The site as it was is unchanged."
        );
        assert_eq!(fault.exit_code(), 3);
    }

    #[test]
    fn a_wrong_request_says_what_to_do() {
        let fault = Error::from(Usage::NotOurs { path: "docs".into() });
        assert_eq!(fault.exit_code(), 2);
        assert!(fault.message(Lang::Zh).contains("“docs”不是空的"));
        assert!(fault.message(Lang::En).contains("Choose another folder"));
    }
}
