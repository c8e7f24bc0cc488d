//! `data/catalogue/catalogue.csv`: the list of the documents in a bag (归档文件目录).

use rustc_hash::FxHashMap;

use super::BagSelection;
use crate::l10n::Lang;
use crate::model::{Archive, PlanOwner, RecordKind};
use crate::site::data::safe_cell;

/// The list for spreadsheets (UTF-8 with a byte order mark, CRLF): plans, then records, each by its id. `path` is the place
/// of the document in the payload. The file number is empty where none was given.
#[must_use]
pub fn catalogue(archive: &Archive, selection: &BagSelection, lang: Lang) -> Vec<u8> {
    let mut rows: Vec<[String; 6]> = Vec::new();
    let numbers = file_numbers(archive);
    for index in &selection.plans {
        let plan = archive.plan(*index);
        rows.push([
            numbers.get(&*plan.id).cloned().unwrap_or_default(),
            plan_owner(archive, plan.owner).to_owned(),
            plan.title.clone(),
            plan.period.first.to_string(),
            remark("计划", "plan", plan.draft, lang),
            path(&plan.file),
        ]);
    }
    for index in &selection.records {
        let record = archive.record(*index);
        let (zh, en) = kind(record.kind());
        rows.push([
            numbers.get(&*record.id).cloned().unwrap_or_default(),
            archive.school(record.school).name.clone(),
            record.title.clone(),
            record.day.as_ref().map(ToString::to_string).unwrap_or_default(),
            remark(zh, en, record.draft, lang),
            path(&record.file),
        ]);
    }
    csv_bytes(&rows, lang)
}

/// The file numbers in use, by document.
fn file_numbers(archive: &Archive) -> FxHashMap<&str, String> {
    let mut numbers = FxHashMap::default();
    for given in &archive.numbers {
        if !given.retired {
            numbers.insert(given.document.as_str(), given.number.to_string());
        }
    }
    numbers
}

fn plan_owner(archive: &Archive, owner: PlanOwner) -> &str {
    match owner {
        PlanOwner::Archive => archive.site.organisation.as_ref().unwrap_or(&archive.site.title),
        PlanOwner::School(school) => &archive.school(school).name,
        PlanOwner::Pair(pair) => &archive.pair(pair).name,
    }
}

fn csv_bytes(rows: &[[String; 6]], lang: Lang) -> Vec<u8> {
    let head = match lang {
        Lang::Zh => ["序号", "档号", "责任者", "题名", "日期", "备注", "路径"],
        Lang::En => ["No.", "File number", "Author", "Title", "Date", "Remarks", "Path"],
    };
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    let _ = writer.write_record(head); // writing to a Vec cannot fail
    for (number, row) in (1..).zip(rows) {
        let mut cells = vec![format!("{number}")];
        cells.extend(row.iter().map(|cell| safe_cell(cell)));
        let _ = writer.write_record(&cells);
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
