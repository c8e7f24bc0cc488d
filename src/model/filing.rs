//! 归档: the rule by which documents are numbered, and the numbers given (DA/T 22-2015).

use serde::{Deserialize, Serialize};
use std::fmt;

use super::ids::{PairIx, SchoolIx};
use super::record_kind::RecordKind;
use super::record_type::RecordType;

/// 保管期限.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Retention {
    /// 永久.
    Permanent,
    /// 30年.
    Years30,
    /// 10年.
    Years10,
}

impl Retention {
    /// Every one, the longest first.
    pub const ALL: [Retention; 3] = [Retention::Permanent, Retention::Years30, Retention::Years10];

    /// The code within a number: `Y`, `D30`, `D10`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Retention::Permanent => "Y",
            Retention::Years30 => "D30",
            Retention::Years10 => "D10",
        }
    }
}

/// How long a document is kept, or that it is not filed at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Keep {
    /// So long.
    For(Retention),
    /// 不归档.
    Not,
}

/// What a document itself says about its filing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Filing {
    /// 保管期限, against that of its kind.
    pub keep: Option<Keep>,
    /// 文号.
    pub document_number: Option<String>,
    /// 页数.
    pub pages: Option<u32>,
}

/// What is filed as one item: a plan, or a record with its attachments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// 计划.
    Plan,
    /// A record.
    Record(RecordKind),
}

impl DocumentKind {
    /// How many kinds there are.
    pub const COUNT: usize = 1 + RecordKind::ALL.len();

    /// Its place in [`Numbering::keep`].
    #[must_use]
    pub fn place(self) -> usize {
        match self {
            DocumentKind::Plan => 0,
            DocumentKind::Record(kind) => 1 + kind as usize,
        }
    }
}

/// Which year a document is filed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum YearRule {
    /// 成文日期: the year in which it was finished; of a plan its first, of a summary its last.
    #[default]
    Date,
    /// 学年: the school year, by the year in which it begins.
    SchoolYear,
}

/// The rule: `numbering` of site.yaml.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Numbering {
    /// 全宗号; without it nothing can be numbered.
    pub fonds: Option<String>,
    /// 全宗名称.
    pub fonds_name: Option<String>,
    /// 门类: `WS`.
    pub category: String,
    /// 年度.
    pub year: YearRule,
    /// 机构 of schools that have a code.
    pub of_schools: Vec<(SchoolIx, String)>,
    /// 机构 of pairs that have one of their own.
    pub of_pairs: Vec<(PairIx, String)>,
    /// 机构 of what belongs to the whole archive.
    pub of_archive: Option<String>,
    /// 保管期限 by kind; `None` means the default rule for that kind.
    pub keep: [Option<Keep>; DocumentKind::COUNT],
    /// 每盒件数.
    pub per_box: u32,
    /// 帮扶档案目录, in the order of the list; empty means the usual fifteen.
    pub folders: Vec<Folder>,
}

/// A folder for inspections, and the documents that belong into it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Folder {
    /// 名称.
    pub name: String,
    /// 种类: everything of these kinds.
    pub kinds: Vec<DocumentKind>,
    /// 类型: everything of these types.
    pub types: Vec<RecordType>,
    /// 关键词: what has one of these in its type, or else in its title.
    pub words: Vec<String>,
    /// 含领导小组: plans that name their steering group lie here as well.
    pub with_team: bool,
}

/// What a number says before its last part: within it 件号 begin at 0001.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class {
    /// 全宗号.
    pub fonds: String,
    /// 门类.
    pub category: String,
    /// 年度.
    pub year: i32,
    /// 保管期限.
    pub retention: Retention,
    /// 机构.
    pub organisation: Option<String>,
}

/// 档号: `Z109-WS·2011-Y-BGS-0001`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileNumber {
    /// Everything but the last part.
    pub class: Class,
    /// 件号, from 1.
    pub item: u32,
}

impl fmt::Display for FileNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Class { fonds, category, year, retention, organisation } = &self.class;
        write!(out, "{fonds}-{category}·{year:04}-{}-", retention.code())?;
        if let Some(organisation) = organisation {
            write!(out, "{organisation}-")?;
        }
        write!(out, "{:04}", self.item)
    }
}

impl FileNumber {
    /// A number as it is printed; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<FileNumber> {
        let parts: Vec<&str> = text.split('-').collect();
        let (fonds, filed, retention, organisation, item) = match parts.as_slice() {
            [fonds, filed, retention, item] => (fonds, filed, retention, None, item),
            [fonds, filed, retention, organisation, item] => {
                (fonds, filed, retention, Some(organisation), item)
            }
            _ => return None,
        };
        let (category, year) = filed.split_once('·')?;
        let codes = [*fonds, category].into_iter().chain(organisation.copied());
        if !codes.into_iter().all(is_code) {
            return None;
        }
        let number = FileNumber {
            class: Class {
                fonds: (*fonds).to_owned(),
                category: category.to_owned(),
                year: year.parse().ok()?,
                retention: Retention::ALL.into_iter().find(|known| known.code() == *retention)?,
                organisation: organisation.map(|code| (*code).to_owned()),
            },
            item: item.parse().ok().filter(|item| 0 < *item)?,
        };
        (number.to_string() == text).then_some(number)
    }
}

/// Whether a text may be a part of a number: letters and digits, at most eight.
#[must_use]
pub fn is_code(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A number that was given, as numbers.yaml keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GivenNumber {
    /// The number.
    pub number: FileNumber,
    /// The id of the plan or record.
    pub document: String,
    /// 注销: the document is gone for good; nothing else ever gets its number.
    pub retired: bool,
    /// Its line in numbers.yaml; 0: not written yet.
    pub line: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_composed_and_read_alike() {
        for text in [
            "Z109-WS·2011-Y-BGS-0001",
            "J012-WS·2024-D30-0017",
            "J012-WS·2024-D10-SYY-9999",
            "0123-KJ·1999-D10-10000",
        ] {
            assert_eq!(FileNumber::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in [
            "",
            "Z109",
            "Z109-WS-2011-Y-0001",
            "Z109-WS·2011-D5-0001",
            "Z109-WS·2011-Y-1",
            "Z109-WS·2011-Y-00001",
            "Z109-WS·2011-Y-0000",
            "Z109-WS·11-Y-0001",
            "Z109-WS·2011-Y-BGS-X-0001",
            "全宗-WS·2011-Y-0001",
            "Z109-WS·2011-Y-办公室-0001",
            "-WS·2011-Y-0001",
            "Z109-WS·2011-Y--0001",
            "Z109-WS·2011-Y-+001",
            " Z109-WS·2011-Y-0001",
        ] {
            assert_eq!(FileNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_catalogue_goes_by_year_then_by_retention_the_longest_first() {
        let mut texts = [
            "Z-WS·2024-D10-0001",
            "Z-WS·2023-D30-0002",
            "Z-WS·2023-Y-0010",
            "Z-WS·2023-Y-0002",
            "Z-WS·2023-D30-A-0001",
        ];
        texts.sort_by_key(|text| FileNumber::parse(text));
        assert_eq!(
            texts,
            [
                "Z-WS·2023-Y-0002",
                "Z-WS·2023-Y-0010",
                "Z-WS·2023-D30-0002",
                "Z-WS·2023-D30-A-0001",
                "Z-WS·2024-D10-0001",
            ]
        );
    }
}
