//! 帮扶档案目录: the folders that inspections ask for, and what lies in each (DOMAIN.md §2.2).

use std::borrow::Cow;

use super::rule::{Paper, PaperRef};
use crate::l10n::Lang;
use crate::model::{Archive, Folder, Numbering, PaperKind, RecordKind};

/// The fifteen folders of a usual box: Chinese name, English name, kinds, words.
type Usual = (&'static str, &'static str, &'static [PaperKind], &'static [&'static str]);

const USUAL: &[Usual] = &[
    ("上级文件", "Papers from above", &[], &["上级", "通知", "文件", "意见"]),
    ("结对协议", "Agreements", &[], &["协议", "签约"]),
    ("领导小组及职责", "Steering group and duties", &[], &["领导小组", "职责", "分工"]),
    ("计划、实施方案", "Plans", &[PaperKind::Plan], &["方案", "计划"]),
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
        &[PaperKind::Record(RecordKind::Honour)],
        &["比赛", "竞赛", "论文", "获奖", "评选"],
    ),
    ("捐赠与设备", "Gifts and equipment", &[], &["捐", "设备", "物资", "图书", "教玩具", "资助"]),
    (
        "家园（家校）活动",
        "Work with families",
        &[],
        &["家访", "大家访", "家长", "家园", "家校", "亲子"],
    ),
    ("阶段、学期、年度总结", "Summaries", &[PaperKind::Record(RecordKind::Summary)], &["总结"]),
    ("考核与整改", "Assessment and mending", &[], &["考核", "整改", "督导", "评估", "检查"]),
];

/// Where the steering group is told of.
const TEAM: usize = 2;

/// The folders of a site: its own, or the usual fifteen.
#[must_use]
pub fn folders(rule: &Numbering, lang: Lang) -> Cow<'_, [Folder]> {
    if !rule.folders.is_empty() {
        return Cow::Borrowed(&rule.folders);
    }
    let usual = USUAL.iter().enumerate().map(|(at, (zh, en, kinds, words))| Folder {
        name: if lang == Lang::Zh { zh } else { en }.to_string(),
        kinds: kinds.to_vec(),
        types: Vec::new(),
        words: words.iter().map(|it| (*it).to_owned()).collect(),
        with_team: at == TEAM,
    });
    Cow::Owned(usual.collect())
}

/// What lies in each folder, and what in none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sorted {
    /// The papers of each folder, in the order they came in.
    pub folders: Vec<Vec<Paper>>,
    /// What no folder takes.
    pub rest: Vec<Paper>,
}

/// Puts papers into folders. Each lies in the first folder that takes its kind, else its type, else has a word of its
/// title; a plan that names its steering group lies with that group as well.
#[must_use]
pub fn sort(archive: &Archive, folders: &[Folder], papers: &[Paper]) -> Sorted {
    let mut sorted = Sorted { folders: vec![Vec::new(); folders.len()], rest: Vec::new() };
    for paper in papers {
        let place = place(folders, &PaperRef::of(archive, *paper));
        let has_team = matches!(*paper, Paper::Plan(at) if archive.plan(at).team.is_some());
        for (at, folder) in folders.iter().enumerate() {
            if place == Some(at) || has_team && folder.with_team {
                sorted.folders[at].push(*paper);
            }
        }
        let is_kept = place.is_some() || has_team && folders.iter().any(|it| it.with_team);
        if !is_kept {
            sorted.rest.push(*paper);
        }
    }
    sorted
}

fn place(folders: &[Folder], paper: &PaperRef<'_>) -> Option<usize> {
    let holds = |text: Option<&str>, folder: &Folder| {
        text.is_some_and(|text| folder.words.iter().any(|it| text.contains(it.as_str())))
    };
    let by = |fits: &dyn Fn(&Folder) -> bool| folders.iter().position(fits);
    by(&|it| it.kinds.contains(&paper.kind))
        .or_else(|| by(&|it| it.types.iter().any(|it| Some(it.as_str()) == paper.of_type)))
        .or_else(|| by(&|it| holds(paper.of_type, it)))
        .or_else(|| by(&|it| holds(Some(paper.title), it)))
}
