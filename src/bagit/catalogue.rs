//! `data/catalogue/catalogue.csv`: the papers of a bag as a list (归档文件目录).

use rustc_hash::FxHashMap;

use super::Kept;
use crate::l10n::Lang;
use crate::model::{Archive, PlanOwner, RecordKind};
use crate::site::data::safe_cell;

/// The list, for spreadsheets (UTF-8 with a byte order mark, CRLF): plans, then records, each by its id. `path` is where a
/// paper lies in the payload. The file number is empty where none was given.
#[must_use]
pub fn catalogue(archive: &Archive, kept: &Kept, lang: Lang) -> Vec<u8> {
    let numbers: FxHashMap<&str, String> = archive
        .numbers
        .iter()
        .filter(|it| !it.retired)
        .map(|it| (it.document.as_str(), it.number.to_string()))
        .collect();
    let number = |paper: &str| numbers.get(paper).cloned().unwrap_or_default();
    let mut rows: Vec<[String; 6]> = Vec::new();
    for at in &kept.plans {
        let plan = archive.plan(*at);
        let owner = match plan.owner {
            PlanOwner::Archive => archive.site.organisation.as_ref().unwrap_or(&archive.site.title),
            PlanOwner::School(it) => &archive.school(it).name,
            PlanOwner::Pair(it) => &archive.pair(it).name,
        };
        let day = plan.period.first.to_string();
        rows.push([
            number(&plan.id),
            owner.clone(),
            plan.title.clone(),
            day,
            remark("计划", "plan", plan.draft, lang),
            path(&plan.file),
        ]);
    }
    for at in &kept.records {
        let record = archive.record(*at);
        let (zh, en) = kind(record.kind());
        let day = record.day.map(|it| it.to_string()).unwrap_or_default();
        let owner = archive.school(record.school).name.clone();
        rows.push([
            number(&record.id),
            owner,
            record.title.clone(),
            day,
            remark(zh, en, record.draft, lang),
            path(&record.file),
        ]);
    }
    let head = match lang {
        Lang::Zh => ["序号", "档号", "责任者", "题名", "日期", "备注", "路径"],
        Lang::En => ["No.", "File number", "Author", "Title", "Date", "Remarks", "Path"],
    };
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    let _ = writer.write_record(head); // a Vec takes every byte
    for (at, row) in (1..).zip(rows) {
        let cells = std::iter::once(format!("{at}")).chain(row.iter().map(|it| safe_cell(it)));
        let _ = writer.write_record(cells);
    }
    writer.into_inner().unwrap_or_default()
}

fn path(file: &str) -> String {
    format!("data/source/{}", crate::syntax::text::nfc(file))
}

fn remark(zh: &str, en: &str, is_draft: bool, lang: Lang) -> String {
    match (lang, is_draft) {
        (Lang::Zh, true) => format!("{zh}（草稿）"),
        (Lang::Zh, false) => zh.to_owned(),
        (Lang::En, true) => format!("{en} (draft)"),
        (Lang::En, false) => en.to_owned(),
    }
}

fn kind(kind: RecordKind) -> (&'static str, &'static str) {
    match kind {
        RecordKind::Visit => ("活动", "visit"),
        RecordKind::Summary => ("总结", "summary"),
        RecordKind::Ledger => ("台账", "ledger"),
        RecordKind::Resource => ("资源", "resource"),
        RecordKind::Honour => ("荣誉", "honour"),
        RecordKind::Question => ("问题", "question"),
    }
}
