//! 帮扶档案目录: the folders that inspections ask for, and which documents are in each.

use std::borrow::Cow;

use super::document::DocumentInfo;
use crate::l10n::Lang;
use crate::model::{Archive, DocumentIx, DocumentKind, Folder, Numbering, RecordKind, RecordType};

/// A folder of the usual list: Chinese name, English name, kinds, words of types and titles.
type UsualFolder = (&'static str, &'static str, &'static [DocumentKind], &'static [&'static str]);

/// The fifteen folders that inspections usually ask for.
const USUAL: &[UsualFolder] = &[
    ("上级文件", "Documents from higher levels", &[], &["上级", "通知", "文件", "意见"]),
    ("结对协议", "Agreements", &[], &["协议", "签约"]),
    ("领导小组及职责", "Steering group and duties", &[], &["领导小组", "职责", "分工"]),
    ("计划、实施方案", "Plans", &[DocumentKind::Plan], &["方案", "计划"]),
    ("制度措施", "Rules and measures", &[], &["制度", "办法", "规定"]),
    (
        "送教下乡",
        "Lessons brought to the country",
        &[],
        &["送教", "支教", "示范课", "公开课", "听评课", "听课", "评课", "同课异构"],
    ),
    ("引教进城、跟班学习", "Teachers received", &[], &["跟班", "跟岗", "进城", "挂职", "观摩"]),
    (
        "走访、指导记录",
        "Visits and guidance",
        &[],
        &["走访", "指导", "调研", "对接", "看一日", "看半日"],
    ),
    ("讲座培训", "Lectures and training", &[], &["讲座", "培训"]),
    ("教研与师徒结对", "Research and mentoring", &[], &["教研", "师徒", "备课", "研讨", "课题"]),
    (
        "比赛、论文、荣誉",
        "Contests, papers, honours",
        &[DocumentKind::Record(RecordKind::Honour)],
        &["比赛", "竞赛", "论文", "获奖", "评选"],
    ),
    ("捐赠与设备", "Gifts and equipment", &[], &["捐", "设备", "物资", "图书", "教玩具", "资助"]),
    (
        "家园（家校）活动",
        "Work with families",
        &[],
        &["家访", "大家访", "家长", "家园", "家校", "亲子"],
    ),
    ("阶段、学期、年度总结", "Summaries", &[DocumentKind::Record(RecordKind::Summary)], &["总结"]),
    ("考核与整改", "Assessment and improvement", &[], &["考核", "整改", "督导", "评估", "检查"]),
];

/// The index of the folder of the steering group in [`USUAL`].
const TEAM: usize = 2;

/// The folders of a site: its own, or the usual fifteen.
#[must_use]
pub fn folders(rule: &Numbering, lang: Lang) -> Cow<'_, [Folder]> {
    if !rule.folders.is_empty() {
        return Cow::Borrowed(&rule.folders);
    }
    let mut folders = Vec::with_capacity(USUAL.len());
    for (index, (zh, en, kinds, words)) in USUAL.iter().enumerate() {
        folders.push(Folder {
            name: if lang == Lang::Zh { zh } else { en }.to_string(),
            kinds: kinds.to_vec(),
            types: Vec::new(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            with_team: index == TEAM,
        });
    }
    Cow::Owned(folders)
}

/// Which documents are in each folder, and which in none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FolderContents {
    /// The documents of each folder, in the order in which they were given.
    pub folders: Vec<Vec<DocumentIx>>,
    /// The documents that no folder takes.
    pub rest: Vec<DocumentIx>,
}

/// Sorts documents into folders. A document goes into the first folder that takes its kind, else its type, else has a
/// word of its title; a plan that names its steering group is in the folder of that group as well.
#[must_use]
pub fn sort_into_folders(
    archive: &Archive,
    folders: &[Folder],
    documents: &[DocumentIx],
) -> FolderContents {
    let mut contents =
        FolderContents { folders: vec![Vec::new(); folders.len()], rest: Vec::new() };
    for document in documents {
        let first = folder_of(folders, &DocumentInfo::of(archive, *document));
        let has_team = match document {
            DocumentIx::Plan(plan) => archive.plan(*plan).team.is_some(),
            DocumentIx::Record(_) => false,
        };
        let mut is_in_folder = false;
        for (index, folder) in folders.iter().enumerate() {
            if first == Some(index) || has_team && folder.with_team {
                contents.folders[index].push(*document);
                is_in_folder = true;
            }
        }
        if !is_in_folder {
            contents.rest.push(*document);
        }
    }
    contents
}

/// The index of the first folder that takes a document.
fn folder_of(folders: &[Folder], info: &DocumentInfo<'_>) -> Option<usize> {
    let by_kind = folders.iter().position(|folder| folder.kinds.contains(&info.kind));
    if by_kind.is_some() {
        return by_kind;
    }
    let by_type = folders.iter().position(|folder| is_for_types(folder, info.types));
    if by_type.is_some() {
        return by_type;
    }
    let by_word = folders.iter().position(|folder| has_word_of_types(folder, info.types));
    if by_word.is_some() {
        return by_word;
    }
    folders.iter().position(|folder| has_word_of(folder, info.title))
}

fn is_for_types(folder: &Folder, types: &[RecordType]) -> bool {
    for wanted in &folder.types {
        for of_type in types {
            if of_type.is(wanted) {
                return true;
            }
        }
    }
    false
}

fn has_word_of_types(folder: &Folder, types: &[RecordType]) -> bool {
    for of_type in types {
        if has_word_of(folder, &of_type.name) {
            return true;
        }
    }
    false
}

fn has_word_of(folder: &Folder, text: &str) -> bool {
    folder.words.iter().any(|word| text.contains(word.as_str()))
}
