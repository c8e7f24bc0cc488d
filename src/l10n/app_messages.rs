//! What the local app answers when it cannot do what was asked.

use super::terms::{self, grouped};
use super::{Lang, pick};

/// Why the local app refuses a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppRefusal {
    /// There is no such call.
    NoSuchCall,
    /// The request cannot be understood.
    NotUnderstood,
    /// No archive is open.
    NoArchive,
    /// No such file that can be edited.
    NoSuchFile,
    /// The path is not in the archive.
    BadPath,
    /// A school or a pair must be chosen first.
    NoOwner,
    /// A field has a value of another shape.
    WrongShape,
    /// The file can only be edited as a text.
    OnlyAsText,
    /// The file was changed after it was opened.
    ChangedMeanwhile,
    /// What was to be saved has errors.
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
    /// Another file is at the place to which a file is to be restored.
    PlaceTaken,
    /// The school or pair of a record that is to be restored is not there.
    OwnerGone,
    /// The name of a file fits its day already.
    NameFits,
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
    /// The program failed: a bug.
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
                "The program could not understand what was sent. Reload the page and try again.",
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
                "What one field holds does not fit it. Reload the page and fill it in again.",
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
            AppRefusal::Unreceived => (
                "文件没有收全，请再选一次。",
                "The file did not arrive completely. Choose it again.",
            ),
            AppRefusal::BadName => (
                "文件名里有不能用的字符，请改名后再选。",
                "The name of the file has characters that cannot be used. Rename it and choose it again.",
            ),
            AppRefusal::NameTaken => (
                "已经有同名的文件，请改名后再选。",
                "A file of that name exists already. Rename yours and choose it again.",
            ),
            AppRefusal::NoUpload => {
                ("选好的文件已经不在了，请重新选择。", "The chosen file is gone. Choose it again.")
            }
            AppRefusal::PlaceTaken => (
                "原来的位置已经有别的文件，不能放回。请先把那一个移到回收站，或者改名。",
                "There is another file at the old place, so this one cannot go back. Move that one to the trash or rename it first.",
            ),
            AppRefusal::OwnerGone => (
                "它的学校（或结对）现在不在档案里，不能放回。请先恢复学校（或结对），再恢复它。",
                "Its school or pair is not in the archive at present. Put that back first, then this.",
            ),
            AppRefusal::NameFits => {
                ("文件名已经合乎日期，不用改。", "The name of the file fits its date already.")
            }
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
                "There is no archive in this folder (no folder named content). Choose the folder of an archive, or begin a new one.",
            ),
            AppRefusal::FolderInUse => (
                "这个文件夹里已经有别的东西。请换一个空的文件夹，或者写一个新名字。",
                "This folder is not empty. Choose an empty one, or give a new name.",
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
                "Something went wrong in the program; what you wrote is still on the page. Copy it, start the program again and retry.",
            ),
        };
        pick(lang, zh, en)
    }
}

/// The target that a record counts for, before and with it: `计入：送教课时 6/10 → 8/10`.
#[must_use]
pub fn counted(name: &str, before: &str, after: &str, goal: Option<&str>, lang: Lang) -> String {
    let with_goal = |figure: &str| match goal {
        Some(goal) => format!("{figure}/{goal}"),
        None => figure.to_owned(),
    };
    let (before, after) = (with_goal(before), with_goal(after));
    let step = if before == after { after } else { format!("{before} → {after}") };
    match lang {
        Lang::Zh => format!("计入：{name} {step}"),
        Lang::En => format!("counts for: {name} {step}"),
    }
}

/// A target that is behind, with its figure and its value: `送教课时 1,200/2,000课时（滞后）`, `优课率 20%，目标30%（滞后）`.
#[must_use]
pub fn target_stands(
    name: &str,
    (figure, goal): (Option<&str>, Option<&str>),
    unit: &str,
    status: &str,
    lang: Lang,
) -> String {
    const DASH: &str = "—";
    let with_unit = |number: Option<&str>| match number {
        Some(number) => terms::with_unit(&grouped(number), unit, lang),
        None => DASH.to_owned(),
    };
    let stands = match goal {
        None => with_unit(figure),
        Some(_) if unit == "%" => {
            let target = pick(lang, "，目标", ", target ");
            format!("{}{target}{}", with_unit(figure), with_unit(goal))
        }
        Some(_) => format!("{}/{}", grouped(figure.unwrap_or(DASH)), with_unit(goal)),
    };
    match lang {
        Lang::Zh => format!("{name} {stands}（{status}）"),
        Lang::En => format!("{name} {stands} ({status})"),
    }
}

/// Something that is due on a day: `开学对接会（逾期，期限2024-03-01）`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_stands_with_its_unit_and_without_a_figure() {
        let said = |stands, unit, lang| target_stands("课时", stands, unit, "x", lang);
        assert_eq!(
            said((Some("1200"), Some("2000")), "课时", Lang::Zh),
            "课时 1,200/2,000课时（x）"
        );
        assert_eq!(said((None, Some("10")), "课时", Lang::Zh), "课时 —/10课时（x）");
        assert_eq!(said((Some("20"), Some("30")), "%", Lang::Zh), "课时 20%，目标30%（x）");
        assert_eq!(said((Some("20"), Some("30")), "%", Lang::En), "课时 20%, target 30% (x)");
        assert_eq!(said((Some("4"), None), "lessons", Lang::En), "课时 4 lessons (x)");
    }
}
