//! Why something is not moved, in both languages.

use crate::l10n::Lang;

/// Why nothing is moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Nothing has this id.
    Unknown { name: String, nearest: Option<String> },
    /// Several things have this name.
    Ambiguous { name: String, candidates: Vec<String> },
    /// The new id is the old one.
    Same { id: String },
    /// The new name cannot be one of a file or a folder on every system, or would not be read.
    BadName { name: String },
    /// The new id is of something else than the old one.
    OtherKind { old: String, new: String },
    /// There is no such school or pair to move something into.
    NoOwner { name: String },
    /// Something stands at the new place.
    Taken { path: String },
    /// The file is not in UTF-8, so that it cannot be changed safely.
    Encoding { path: String },
    /// No place was found in the file for a key.
    NoPlace { path: String, line: String },
    /// The school is merged already.
    Merged { school: String },
    /// The school that another one is to be merged into has ended before.
    IntoClosed { school: String, day: String },
    /// A school cannot be merged into itself.
    IntoItself { school: String },
    /// A name that should be a school's is none.
    NoSchool { name: String },
}

impl Refusal {
    /// What is wrong, and what to do.
    pub(crate) fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Refusal::Unknown { name, nearest: Some(nearest) } => {
                format!("没有“{name}”，是不是“{nearest}”？")
            }
            Refusal::Unknown { name, nearest: None } => format!(
                "没有“{name}”。请写记录、计划的编号（content下面的路径，不带.md），或学校、结对的文件夹名。"
            ),
            Refusal::Ambiguous { name, candidates } => {
                format!("“{name}”可以指{}，请写其中一个。", candidates.join("、"))
            }
            Refusal::Same { id } => format!("“{id}”已经在这个位置，没有要搬的。"),
            Refusal::BadName { name } => format!(
                "“{name}”不能用作文件或文件夹的名称：请不要用 \\ / : * ? \" < > | % 这些符号，不要以“.”“_”开头，不要用 con、nul、com1 等Windows留给设备的名称，也不要太长。"
            ),
            Refusal::OtherKind { old, new } => format!(
                "“{old}”不能变成“{new}”：记录只能搬到同类的文件夹（活动到活动，总结到总结），计划只能搬到计划，学校和结对只能改文件夹名。"
            ),
            Refusal::NoOwner { name } => {
                format!("没有“{name}”这所学校或这个结对，搬不过去。请先用 guidang new 建好。")
            }
            Refusal::Taken { path } => format!("“{path}”已经有了，没有搬。请另取一个名称。"),
            Refusal::Encoding { path } => format!(
                "“{path}”不是UTF-8编码，改动它不稳妥。请先运行 guidang fmt 把它转成UTF-8，再搬。"
            ),
            Refusal::NoPlace { path, line } => format!(
                "“{path}”的写法特殊，自动加不上一行“{line}”。请手工加上这一行，再用文件管理器或 git mv 改名。"
            ),
            Refusal::Merged { school } => format!("“{school}”已经写了“并入”，没有再改。"),
            Refusal::IntoClosed { school, day } => format!(
                "“{school}”{day}已经停办，不能再并入它。请写现在还在办的学校；是更早合并的，用 --date 写明合并的日期。"
            ),
            Refusal::IntoItself { school } => format!("“{school}”不能并入它自己。"),
            Refusal::NoSchool { name } => {
                format!("“{name}”不是一所学校。--merge 后面写两所学校：先写被撤并的，再写并入的。")
            }
        }
    }

    fn en(&self) -> String {
        match self {
            Refusal::Unknown { name, nearest: Some(nearest) } => {
                format!("there is no `{name}`; did you mean `{nearest}`?")
            }
            Refusal::Unknown { name, nearest: None } => format!(
                "there is no `{name}`: write the id of a record or plan (its path below content/ without .md), or the folder of a school or pair"
            ),
            Refusal::Ambiguous { name, candidates } => {
                format!("`{name}` may be {}: write one of these", candidates.join(" or "))
            }
            Refusal::Same { id } => format!("`{id}` is there already, nothing to move"),
            Refusal::BadName { name } => format!(
                "`{name}` cannot be the name of a file or folder: do not use \\ / : * ? \" < > | %, do not begin with \".\" or \"_\", take no name that Windows keeps for devices (con, nul, com1), and keep it short"
            ),
            Refusal::OtherKind { old, new } => format!(
                "`{old}` cannot become `{new}`: a record can only move to a folder of its kind (visits to visits), a plan to plans, and schools and pairs only get another folder name"
            ),
            Refusal::NoOwner { name } => {
                format!(
                    "there is no school or pair `{name}` to move to: create it with guidang new"
                )
            }
            Refusal::Taken { path } => {
                format!("`{path}` exists already, nothing was moved: choose another name")
            }
            Refusal::Encoding { path } => format!(
                "`{path}` is not in UTF-8 and cannot be changed safely: run guidang fmt, which converts it, and then move"
            ),
            Refusal::NoPlace { path, line } => format!(
                "`{path}` is written in an unusual way, so that the line `{line}` cannot be added: add it by hand, then rename the file with git mv"
            ),
            Refusal::Merged { school } => {
                format!("`{school}` says already that it was merged, nothing was changed")
            }
            Refusal::IntoClosed { school, day } => format!(
                "`{school}` was closed on {day}, so nothing can be merged into it: name a school that still exists, or give the day of an earlier merging with --date"
            ),
            Refusal::IntoItself { school } => format!("`{school}` cannot be merged into itself"),
            Refusal::NoSchool { name } => format!(
                "`{name}` is no school: --merge takes two schools, first the one that ends, then the one that it goes into"
            ),
        }
    }
}
