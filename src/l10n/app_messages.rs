//! What the local app answers when it cannot do what was asked.

use super::{Lang, pick};

/// Why the local app refuses a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppRefusal {
    /// There is no such call.
    NoSuchCall,
    /// What was sent is not understood.
    NotUnderstood,
    /// No archive is open.
    NoArchive,
    /// No such file that can be edited.
    NoSuchFile,
    /// The path is none of the archive's.
    BadPath,
    /// A school or a pair must be chosen first.
    NoOwner,
    /// A field has a value of another shape.
    WrongShape,
    /// The file can only be edited as a text.
    OnlyAsText,
    /// The file is another one by now.
    ChangedMeanwhile,
    /// The checks refuse what was to be saved.
    HasErrors,
    /// The file is longer than a record can be.
    TooLong,
    /// The file that was sent is empty, or was not received whole.
    Unreceived,
    /// A file has a name that cannot be kept.
    BadName,
    /// A file of that name is there already.
    NameTaken,
    /// The file that was sent is no longer kept.
    NoUpload,
    /// There is something at the place to which a file would go back.
    PlaceTaken,
    /// Another task is running.
    Busy,
    /// An archive is open already.
    AlreadyOpen,
    /// The folder holds no archive.
    NotAnArchive,
    /// The folder cannot hold a new archive.
    FolderInUse,
    /// No folder was named, or none that can be opened.
    NoSuchFolder,
    /// The file cannot be moved to the trash.
    NotForTrash,
    /// The table changed or cannot be written by the form.
    TableOnlyAsFile,
    /// The file that was sent cannot be imported.
    NotImported,
    /// The program has a mistake.
    Broken,
}

impl AppRefusal {
    /// The sentence that a person reads.
    #[must_use]
    pub fn sentence(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            AppRefusal::NoSuchCall => (
                "没有这个功能，请刷新页面再试。",
                "There is no such function. Reload the page and try again.",
            ),
            AppRefusal::NotUnderstood => (
                "没有看懂发来的内容，请刷新页面再试。",
                "What was sent is not understood. Reload the page and try again.",
            ),
            AppRefusal::NoArchive => (
                "还没有打开档案，请先打开或新建一份。",
                "No archive is open yet. Open one or begin a new one first.",
            ),
            AppRefusal::NoSuchFile => (
                "没有这个文件，可能已改名或移走。请回到列表里重新打开。",
                "There is no such file; it may have been renamed or moved. Open it again from the list.",
            ),
            AppRefusal::BadPath => (
                "这个位置不在档案里，不能读写。",
                "This place is not in the archive and cannot be read or written.",
            ),
            AppRefusal::NoOwner => (
                "请先选学校（计划也可以选结对）。",
                "Choose the school first (for a plan, a pair will do too).",
            ),
            AppRefusal::WrongShape => (
                "有一栏的内容不合这一栏的格式，请刷新页面再填。",
                "A field holds something of another kind. Reload the page and fill it in again.",
            ),
            AppRefusal::OnlyAsText => (
                "这个文件的写法表单改不了，请用“原文”来改。",
                "A form cannot edit this file as it is written. Edit it as a text instead.",
            ),
            AppRefusal::ChangedMeanwhile => (
                "这个文件在您打开以后被改过，没有保存。请对照两份内容，再决定保存哪些。",
                "The file was changed after you opened it, so nothing was saved. Compare the two texts, then decide what to keep.",
            ),
            AppRefusal::HasErrors => (
                "还有错误，没有保存。请改好标出的地方，或者先存为草稿。",
                "There are still errors, so nothing was saved. Correct what is marked, or save it as a draft.",
            ),
            AppRefusal::TooLong => {
                ("文件太大，没有保存。", "The file is too large and was not saved.")
            }
            AppRefusal::Unreceived => {
                ("文件没有收全，请再选一次。", "The file did not arrive whole. Choose it again.")
            }
            AppRefusal::BadName => (
                "文件名里有不能用的字符，请改名后再选。",
                "The name of the file holds characters that cannot be kept. Rename it and choose it again.",
            ),
            AppRefusal::NameTaken => (
                "已经有同名的文件，请改名后再选。",
                "There is a file of that name already. Rename yours and choose it again.",
            ),
            AppRefusal::NoUpload => {
                ("选好的文件已经不在了，请重新选择。", "The chosen file is gone. Choose it again.")
            }
            AppRefusal::PlaceTaken => (
                "原来的位置已经有别的文件，不能放回。请先给那个文件改名。",
                "There is another file at the old place, so this one cannot go back. Rename that one first.",
            ),
            AppRefusal::Busy => (
                "上一件事还没做完，请等一等再点。",
                "The last task is still running. Wait until it has ended.",
            ),
            AppRefusal::AlreadyOpen => (
                "已经打开了一份档案。要换一份，请先退出程序，再重新打开。",
                "An archive is open already. To change to another one, close the program and start it again.",
            ),
            AppRefusal::NotAnArchive => (
                "这个文件夹里没有档案（没有content文件夹）。请选档案所在的文件夹，或者新建一份。",
                "There is no archive in this folder (it has no folder content). Choose that of an archive, or begin a new one.",
            ),
            AppRefusal::FolderInUse => (
                "这个文件夹里已经有别的东西。请换一个空的文件夹，或者写一个新名字。",
                "This folder holds other things already. Choose an empty one, or give a new name.",
            ),
            AppRefusal::NoSuchFolder => (
                "打不开这个文件夹。请写完整的位置，例如 D:\\归档。",
                "This folder cannot be opened. Give its whole path, such as D:\\archive.",
            ),
            AppRefusal::NotForTrash => (
                "这个文件整份档案都要用，不能移到回收站。",
                "The whole archive needs this file; it cannot go to the trash.",
            ),
            AppRefusal::TableOnlyAsFile => (
                "这张表在您打开以后换过，或者不是CSV表，不能在这里改。请用表格软件改好，再放回来。",
                "The table was replaced after you opened it, or is no CSV file. Edit it in a spreadsheet program and put it back.",
            ),
            AppRefusal::NotImported => (
                "这个文件读不出记录。请核对是不是Word或Excel文件（.docx、.xlsx）。",
                "No record can be read from this file. Is it a Word or Excel file (.docx, .xlsx)?",
            ),
            AppRefusal::Broken => (
                "程序出错了，您填的内容还在页面上。请复制出来，重新启动程序再试。",
                "The program has failed; what you wrote is still on the page. Copy it, start the program again and retry.",
            ),
        };
        pick(lang, zh, en)
    }
}

/// The targets that a record counts for, as it is written: `送教课时 6/10 → 8/10`.
#[must_use]
pub fn counted(name: &str, before: &str, after: &str, goal: Option<&str>, lang: Lang) -> String {
    let beside = |figure: &str| match goal {
        Some(goal) => format!("{figure}/{goal}"),
        None => figure.to_owned(),
    };
    let (before, after) = (beside(before), beside(after));
    let step = if before == after { after } else { format!("{before} → {after}") };
    match lang {
        Lang::Zh => format!("计入：{name} {step}"),
        Lang::En => format!("counts for: {name} {step}"),
    }
}

/// A target that is behind, with its figure: `送教课时 4/10课时（落后）`.
#[must_use]
pub fn target_stands(
    name: &str,
    figure: &str,
    goal: &str,
    unit: &str,
    status: &str,
    lang: Lang,
) -> String {
    match lang {
        Lang::Zh => format!("{name} {figure}/{goal}{unit}（{status}）"),
        Lang::En => format!("{name} {figure}/{goal} {unit} ({status})"),
    }
}

/// Something that is due on a day: `开学对接会（2024-03-01前）`.
#[must_use]
pub fn due_by(name: &str, day: &str, status: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{name}（{status}，期限{day}）"),
        Lang::En => format!("{name} ({status}, due {day})"),
    }
}

/// The title of a copy.
#[must_use]
pub fn copy_of(title: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{title}（副本）"),
        Lang::En => format!("{title} (copy)"),
    }
}
