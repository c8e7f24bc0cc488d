//! The texts of the errors that end a run, in both languages.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::Lang;
use crate::error::{Error, Operation, UsageError};

impl Error {
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
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl UsageError {
    fn zh(&self) -> String {
        match self {
            UsageError::NoRoot { from } => format!(
                "在“{}”及其上级都没有找到content文件夹。请进入档案所在的文件夹，或用--root指明；新建档案用“guidang init 文件夹”。",
                from.display()
            ),
            UsageError::NotARepository { path } => format!(
                "“{}”不在git仓库中。请在仓库里运行，或先用“git init”建立仓库。",
                path.display()
            ),
            UsageError::NoRevision { name } => {
                format!("仓库里没有“{name}”这个版本，或其中没有档案。请核对分支名或提交号。")
            }
            UsageError::Git { said } => format!("git没有完成：{said}"),
            UsageError::NotEmpty { path } => {
                format!(
                    "“{}”里已有别的文件，没有写入。请换一个名字（刚克隆的空仓库可以，里面只能有README、LICENSE、.gitignore）。",
                    path.display()
                )
            }
            UsageError::Exists { path } => format!(
                "“{}”已经存在，没有改动。请换一个标题或日期，或直接修改原文件。",
                path.display()
            ),
            UsageError::TooDeep { path, deepest } => format!(
                "“{path}”里的文件夹套了{deepest}层以上，没有读。档案里的文件夹最多五六层：请把多余的层去掉，或把整个文件夹移出content。"
            ),
            UsageError::IsALink { path } => format!(
                "“{}”是链接，或者不是普通的文件（文件夹），没有写入。档案里不能用链接：请删掉它，换成真正的文件或文件夹。",
                path.display()
            ),
            UsageError::Locked { holder } => locked_zh(holder),
            UsageError::NotAFolder { path } => {
                format!("输出位置“{}”不是文件夹。请换一个输出文件夹。", path.display())
            }
            UsageError::NotOurs { path } => format!(
                "输出文件夹“{}”不是空的，也不是由guidang生成的，其中的文件没有改动。请换一个文件夹，或先把它清空。",
                path.display()
            ),
            UsageError::Repository { path } => format!(
                "输出文件夹“{}”中有git仓库（.git），整体替换会丢失它。请输出到另一个文件夹，再把文件复制过去。",
                path.display()
            ),
            UsageError::MountPoint { path } => format!(
                "输出文件夹“{0}”是挂载点，无法整体替换。请输出到它下面的文件夹，例如“{0}/site”。",
                path.display()
            ),
            UsageError::Overlaps { output, sources } => format!(
                "输出文件夹“{}”与存放资料的“{}”重叠，写入会覆盖资料。请换一个输出文件夹。",
                output.display(),
                sources.display()
            ),
            UsageError::SitePath { path } => {
                format!("站点中不能有名为“{path}”的文件：这个名称在部分系统上无法使用。请改名。")
            }
            UsageError::SameSitePath { path } => {
                format!("站点中有两个文件都要写到“{path}”（不区分大小写）。请把其中一个改名。")
            }
            UsageError::Message { zh, .. } => zh.clone(),
        }
    }

    fn en(&self) -> String {
        match self {
            UsageError::NoRoot { from } => format!(
                "There is no folder named content in \"{}\" or above it. Go to the archive's folder, name it with --root, or create one with \"guidang init DIR\".",
                from.display()
            ),
            UsageError::NotARepository { path } => format!(
                "\"{}\" is not in a git repository. Run guidang in one, or create one with \"git init\".",
                path.display()
            ),
            UsageError::NoRevision { name } => format!(
                "The repository has no revision \"{name}\", or no archive in it. Check the branch or commit."
            ),
            UsageError::Git { said } => format!("git failed: {said}"),
            UsageError::NotEmpty { path } => format!(
                "\"{}\" has other files; nothing was written. Choose another name (the clone of an empty repository is fine; it may hold README, LICENSE and .gitignore only).",
                path.display()
            ),
            UsageError::Exists { path } => format!(
                "\"{}\" already exists and was not changed. Choose another title or date, or edit that file.",
                path.display()
            ),
            UsageError::TooDeep { path, deepest } => format!(
                "More than {deepest} folders are in one another at \"{path}\"; nothing was read. An archive needs five or six levels: remove the others, or move that folder out of content."
            ),
            UsageError::IsALink { path } => format!(
                "\"{}\" is a link, or no ordinary file or folder; nothing was written. An archive holds no links: remove it and put the real file or folder in its place.",
                path.display()
            ),
            UsageError::Locked { holder } => locked_en(holder),
            UsageError::NotAFolder { path } => {
                format!("The output \"{}\" is not a folder. Choose another one.", path.display())
            }
            UsageError::NotOurs { path } => format!(
                "The output folder \"{}\" is not empty and was not made by guidang; nothing in it was changed. Choose another folder, or empty it first.",
                path.display()
            ),
            UsageError::Repository { path } => format!(
                "The output folder \"{}\" holds a git repository (.git), which would be lost when the folder is replaced. Build into another folder and copy the files over.",
                path.display()
            ),
            UsageError::MountPoint { path } => format!(
                "The output folder \"{0}\" is a mount point and cannot be replaced as a whole. Build into a folder below it, such as \"{0}/site\".",
                path.display()
            ),
            UsageError::Overlaps { output, sources } => format!(
                "The output folder \"{}\" overlaps with the sources in \"{}\", which would be overwritten. Choose another output folder.",
                output.display(),
                sources.display()
            ),
            UsageError::SitePath { path } => format!(
                "The site cannot hold a file named \"{path}\": the name does not work on every system. Rename it."
            ),
            UsageError::SameSitePath { path } => format!(
                "Two files of the site would be written to \"{path}\" (upper and lower case count as the same). Rename one of them."
            ),
            UsageError::Message { en, .. } => en.clone(),
        }
    }
}

/// Another program writes; `holder` is its command and number, such as `seal, 4711`.
fn locked_zh(holder: &str) -> String {
    let holder = if holder.is_empty() { String::new() } else { format!("（{holder}）") };
    format!("另一个guidang程序{holder}正在写这个档案，这次没有写入。请等它结束后再试。")
}

fn locked_en(holder: &str) -> String {
    let holder = if holder.is_empty() { String::new() } else { format!(" ({holder})") };
    format!(
        "Another guidang program{holder} is writing this archive; nothing was written. Try again when it has finished."
    )
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
        Operation::Together => format!(
            "无法写入“{path}”：{why}。已经改的都退回了，档案和原来一样；排除原因后请再运行一次。"
        ),
        Operation::Resume => format!(
            "上一次改动（搬动或收尾）中途停了，还没有做完：无法写入“{path}”：{why}。请关掉占用它的程序，放开写的权限，或腾出磁盘空间；然后运行任意一条guidang命令，会先接着做完。"
        ),
        Operation::RunGit => format!("无法运行“{path}”：{why}。请先安装git。"),
        Operation::GitLock => format!(
            "没有搬：另一个git程序正在改这个仓库，或者上一次中途停了（“{path}”还在）。请等它结束；没有别的git在运行的，删去这个文件，再运行一次。"
        ),
        Operation::Git => format!("没有搬：git不能用（“{path}”）：{why}"),
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
            format!("Cannot write \"{path}\": {why}. The previous site is unchanged.")
        }
        Operation::Stage => format!(
            "Cannot prepare the new site next to the output folder \"{path}\": {why}. The previous site is unchanged."
        ),
        Operation::Together => format!(
            "Cannot write \"{path}\": {why}. All that was changed has been put back, and the archive is as it was; remove the cause and run this again."
        ),
        Operation::Resume => format!(
            "An earlier change (a move, or the closing of a term) stopped halfway and is not finished: cannot write \"{path}\": {why}. Close the program that uses it, allow writing or free some space, and run any guidang command, which finishes it first."
        ),
        Operation::RunGit => format!("Cannot run \"{path}\": {why}. Install git first."),
        Operation::GitLock => format!(
            "Nothing was moved: another git program is changing this repository, or one stopped halfway (\"{path}\" is there). Wait for it; if no git is running, delete that file and run this again."
        ),
        Operation::Git => format!("Nothing was moved: git cannot be used (\"{path}\"): {why}"),
        Operation::Swap => format!(
            "Cannot replace the output folder \"{path}\" with the new site: {why}. The previous site is unchanged."
        ),
        Operation::Pack => {
            format!("Cannot write the bag \"{path}\": {why}. No partial bag was left behind.")
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
            "Cannot write \"output/index.html\": the disk is full. The previous site is unchanged."
        );
        assert_eq!(fault.exit_code(), 3);
    }

    #[test]
    fn a_wrong_request_says_what_to_do() {
        let fault = Error::from(UsageError::NotOurs { path: "docs".into() });
        assert_eq!(fault.exit_code(), 2);
        assert!(fault.message(Lang::Zh).contains("“docs”不是空的"));
        assert!(fault.message(Lang::En).contains("Choose another folder"));
    }
}
