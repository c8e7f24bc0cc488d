//! Which fonts of a machine are used for what, and what to do about characters that none of them has.

use std::collections::BTreeSet;

use serde::Serialize;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The fonts of a machine.
pub trait Fonts: Send + Sync {
    /// What is known of them without loading any.
    fn book(&self) -> &LazyHash<FontBook>;
    /// One of them.
    fn font(&self, at: usize) -> Option<Font>;
}

/// No font on this machine has Chinese characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoChinese;

/// Families for each kind of type, those that this machine has; the first of them is used, the others help out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stacks {
    /// 仿宋: texts.
    pub fangsong: Vec<String>,
    /// 楷体: headings of the second level, subtitles.
    pub kaiti: Vec<String>,
    /// 黑体: headings of the first level, charts.
    pub heiti: Vec<String>,
    /// 小标宋: titles.
    pub biaosong: Vec<String>,
    /// 宋体: tables, page numbers.
    pub songti: Vec<String>,
    /// Letters of one width: code.
    pub mono: Vec<String>,
}

/// The same families in the same order as in `static/paper.css`.
const FANGSONG: &[&str] = &["FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong"];
const KAITI: &[&str] = &["KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "Kaiti SC"];
const HEITI: &[&str] = &[
    "SimHei",
    "黑体",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "STHeiti",
];
const BIAOSONG: &[&str] =
    &["FZXiaoBiaoSong-B05S", "方正小标宋简体", "方正小标宋_GBK", "STZhongsong", "华文中宋"];
const SERIF: &[&str] =
    &["Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "SimSun", "宋体", "STSong"];
const SIMSUN: &[&str] = &["SimSun", "宋体"];
const MONO: &[&str] = &["Consolas", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "Menlo"];

/// A font without these has no Chinese.
const CHINESE: &str = "的一国学校帮扶总结计划，。（）“”";

impl Stacks {
    /// Chooses among the families that there are.
    ///
    /// # Errors
    /// When none of them has Chinese characters.
    pub fn choose(book: &FontBook) -> Result<Stacks, NoChinese> {
        let mut any: Vec<&str> = Vec::new();
        for (family, mut fonts) in book.families() {
            if fonts.any(|at| CHINESE.chars().all(|one| covers(book, at, one))) {
                any.push(family);
            }
        }
        any.sort_unstable();
        let known = |it: &&str| any.iter().any(|one| one.eq_ignore_ascii_case(it));
        let mut last: Vec<&str> =
            [SERIF, HEITI, FANGSONG, KAITI].concat().into_iter().filter(known).collect();
        if last.is_empty() {
            last.extend(any.first().copied());
        }
        if last.is_empty() {
            return Err(NoChinese);
        }
        let stack = |first: &[&[&str]]| {
            let there = |it: &&str| book.contains_family(&it.to_lowercase());
            let mut all: Vec<String> = Vec::new();
            let named = first.concat().into_iter().filter(there);
            for it in named.chain(last.iter().copied()) {
                if !all.iter().any(|known| known == it) {
                    all.push(it.to_owned());
                }
            }
            all
        };
        Ok(Stacks {
            fangsong: stack(&[FANGSONG, SERIF]),
            kaiti: stack(&[KAITI, SERIF]),
            heiti: stack(&[HEITI]),
            biaosong: stack(&[BIAOSONG, SERIF]),
            songti: stack(&[SIMSUN, SERIF]),
            mono: stack(&[MONO, SIMSUN, SERIF]),
        })
    }
}

/// What can be printed of texts, and what could not.
pub(super) struct Printable<'f> {
    book: &'f FontBook,
    /// Characters that some font has.
    known: BTreeSet<char>,
    missing: BTreeSet<char>,
}

impl Printable<'_> {
    pub(super) fn with(fonts: &dyn Fonts) -> Printable<'_> {
        Printable { book: fonts.book(), known: BTreeSet::new(), missing: BTreeSet::new() }
    }

    /// Puts 〓 in the place of what no font has, and spaces in the place of characters that steer devices.
    pub(super) fn mend(&mut self, text: &mut String) {
        if text.bytes().any(|it| !it.is_ascii() || it.is_ascii_control()) {
            *text = text.chars().filter(|it| !is_unseen(*it)).map(|it| self.shown(it)).collect();
        }
    }

    /// Characters that no font has, each once.
    pub(super) fn missing(self) -> Vec<char> {
        self.missing.into_iter().collect()
    }

    fn shown(&mut self, one: char) -> char {
        if matches!(one, '\n' | '\u{3000}') || one.is_ascii_graphic() || self.known.contains(&one) {
            one
        } else if one.is_control() || one.is_whitespace() {
            ' '
        } else if self.is_in_a_font(one) {
            self.known.insert(one);
            one
        } else {
            self.missing.insert(one);
            '〓'
        }
    }

    fn is_in_a_font(&self, one: char) -> bool {
        self.book.families().any(|(_, mut fonts)| fonts.any(|at| covers(self.book, at, one)))
    }
}

fn covers(book: &FontBook, font: usize, one: char) -> bool {
    book.info(font).is_some_and(|it| it.coverage.contains(one.into()))
}

/// Characters that are no glyphs: joiners, selectors, marks of direction.
fn is_unseen(one: char) -> bool {
    matches!(one, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ad}' | '\u{e0000}'..='\u{e01ef}')
}
