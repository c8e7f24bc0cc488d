//! Nothing is lost: every word of a document is in a record or in a note.

use super::*;
use crate::l10n::Lang;

/// Random numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.roll(choices.len())]
    }
}

const LABELS: &[&str] = &[
    "活动主题",
    "活动时间",
    "时间",
    "活动地点",
    "活动类型",
    "活动形式",
    "参加人员",
    "主讲教师",
    "参加人数",
    "帮扶学校",
    "受援学校",
    "学校",
    "活动内容",
    "活动效果",
    "存在问题",
    "整改措施",
    "责任人",
    "整改期限",
    "备注",
    "送教课时",
    "天气",
    "联系方式说明",
    "日期",
    "标题",
    "问题",
    "销号",
    "主持人",
    "反馈意见",
    "材料",
    "撰写人",
];

/// Writes a random document, and remembers every word in it that is no label.
struct Writer {
    dice: Dice,
    words: Vec<String>,
}

impl Writer {
    fn word(&mut self) -> String {
        let word = format!("词{}条", 1000 + self.words.len());
        self.words.push(word.clone());
        word
    }

    fn value(&mut self) -> String {
        match self.dice.roll(12) {
            0 => String::new(),
            1 => format!("☑{} □{} □{}", self.word(), self.word(), self.word()),
            2 => format!("2026年3月{}日{}", 1 + self.dice.roll(28), self.word()),
            3 => format!("{}、{}；{}", self.word(), self.word(), self.word()),
            4 => format!("{}（√）{}（ ）", self.word(), self.word()),
            8 => format!("√{}  {}、{}", self.word(), self.word(), self.word()),
            5 => "2026-03-05".to_owned(),
            6 => "博昌小学".to_owned(),
            7 => format!("{}：{}", self.word(), self.word()),
            _ => self.word(),
        }
    }

    fn paragraph(&mut self) -> String {
        let text = match self.dice.roll(5) {
            0 => format!("{}：{}", self.dice.of(LABELS), self.value()),
            1 => format!(
                "{}：{}　　{}：{}",
                self.dice.of(LABELS),
                self.value(),
                self.dice.of(LABELS),
                self.value()
            ),
            2 => format!("{}。{}", self.word(), self.word()),
            _ => self.word(),
        };
        let (bold, level) = (self.dice.roll(4) == 0, self.dice.roll(6));
        let bold = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
        let level = if level == 0 { "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>" } else { "" };
        format!("<w:p>{level}<w:r>{bold}<w:t>{text}</w:t></w:r></w:p>")
    }

    fn cell(&mut self, depth: usize) -> String {
        let inner = match self.dice.roll(10) {
            0..=3 => p(self.dice.of(LABELS)),
            4 if depth < 2 => self.table(depth + 1) + &p(""),
            5 => self.paragraph() + &self.paragraph(),
            6 => p(&self.word()),
            _ => p(&self.value()),
        };
        let merge = match self.dice.roll(12) {
            0 => "<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>",
            1 => "<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>",
            _ => "",
        };
        format!("<w:tc>{merge}{inner}</w:tc>")
    }

    fn table(&mut self, depth: usize) -> String {
        let mut table = String::from("<w:tbl>");
        let columns = 1 + self.dice.roll(5);
        let is_list = self.dice.roll(3) == 0;
        for row in 0..1 + self.dice.roll(5) {
            table.push_str("<w:tr>");
            for _ in 0..columns {
                if is_list && row == 0 {
                    table.push_str(&format!("<w:tc>{}</w:tc>", p(self.dice.of(LABELS))));
                } else {
                    table.push_str(&self.cell(depth));
                }
            }
            table.push_str("</w:tr>");
        }
        table + "</w:tbl>"
    }
}

#[test]
fn every_word_of_a_document_is_in_a_record_or_in_a_note() {
    let archive = archive();
    let labels = ChosenLabels::default();
    let kinds =
        [None, Some(ImportKind::Visit), Some(ImportKind::Summary), Some(ImportKind::FollowUps)];
    for seed in 1..400 {
        let mut writer = Writer { dice: Dice(seed * 0x9e37_79b9), words: Vec::new() };
        let mut body = p(&writer.word());
        for _ in 0..1 + writer.dice.roll(6) {
            let part = if writer.dice.roll(2) == 0 { writer.table(0) } else { writer.paragraph() };
            body.push_str(&part);
        }
        let kind = kinds[writer.dice.roll(kinds.len())];
        let header = format!("<w:hdr>{}</w:hdr>", p(&writer.word()));
        let bytes = docx(&body, &[("word/header1.xml", &header)]);
        let context =
            ImportContext { archive: &archive, school: Some(SchoolIx(0)), kind, labels: &labels };
        let imported = import("文件.docx", &bytes, &context).unwrap();
        let mut all = String::new();
        for record in &imported.records {
            assert_eq!(record.text.lines().count(), record.origins.len(), "seed {seed}");
            all.push_str(&record.text);
        }
        let of_records = imported.records.iter().flat_map(|record| &record.notes);
        for note in of_records.chain(&imported.notes) {
            all.push_str(&note.message(Lang::Zh).text);
        }
        for word in &writer.words {
            assert!(all.contains(word.as_str()), "seed {seed}: {word} is lost\n{body}\n{all}");
        }
    }
}

#[test]
fn every_cell_of_a_sheet_is_in_a_record_or_in_a_note() {
    let archive = archive();
    let labels = ChosenLabels::default();
    for seed in 1..200 {
        let mut writer = Writer { dice: Dice(seed * 0x9e37_79b9), words: Vec::new() };
        let columns = 2 + writer.dice.roll(5);
        let mut csv = String::new();
        for row in 0..2 + writer.dice.roll(5) {
            for column in 0..columns {
                let cell = match (row, column) {
                    (0, 0) => "日期".to_owned(),
                    (0, 1) => "活动主题".to_owned(),
                    (0, _) => writer.dice.of(LABELS).to_owned(),
                    _ => writer.value(),
                };
                csv.push_str(&format!("\"{cell}\""));
                csv.push(if column + 1 == columns { '\n' } else { ',' });
            }
        }
        let context = ImportContext {
            archive: &archive,
            school: Some(SchoolIx(0)),
            kind: Some(ImportKind::Visits),
            labels: &labels,
        };
        let Ok(imported) = import("表.csv", csv.as_bytes(), &context) else { continue };
        let mut all = String::new();
        for record in &imported.records {
            all.push_str(&record.text);
        }
        let of_records = imported.records.iter().flat_map(|record| &record.notes);
        for note in of_records.chain(&imported.notes) {
            all.push_str(&note.message(Lang::Zh).text);
        }
        for word in &writer.words {
            assert!(all.contains(word.as_str()), "seed {seed}: {word} is lost\n{csv}\n{all}");
        }
    }
}
