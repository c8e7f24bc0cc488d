//! Chooses fonts of the machine for each purpose, and replaces characters that none of them has.

use std::collections::BTreeSet;

use serde::Serialize;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The fonts of a machine.
pub trait Fonts: Send + Sync {
    /// Their metadata, without loading any font.
    fn book(&self) -> &LazyHash<FontBook>;
    /// The font with this index in the book.
    fn font(&self, index: usize) -> Option<Font>;
}

/// The error that no font on this machine has Chinese characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoChineseFont;

/// The installed font families for each purpose; the first is used, the others are fallbacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FontStacks {
    /// 仿宋: body text.
    pub fangsong: Vec<String>,
    /// 楷体: headings of the second level, subtitles.
    pub kaiti: Vec<String>,
    /// 黑体: headings of the first level, charts.
    pub heiti: Vec<String>,
    /// 小标宋: titles.
    pub biaosong: Vec<String>,
    /// 宋体: tables, page numbers.
    pub songti: Vec<String>,
    /// Monospaced: code.
    pub mono: Vec<String>,
}

/// The families of `static/paper.css`, in the same order.
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

/// A font counts as Chinese if it has these characters.
const CHINESE_SAMPLE: &str = "的一国学校帮扶总结计划，。（）“”";

impl FontStacks {
    /// Chooses among the installed families.
    ///
    /// # Errors
    /// If none of them has Chinese characters.
    pub fn choose(book: &FontBook) -> Result<FontStacks, NoChineseFont> {
        let fallbacks = chinese_fallbacks(book);
        if fallbacks.is_empty() {
            return Err(NoChineseFont);
        }
        Ok(FontStacks {
            fangsong: stack(book, &[FANGSONG, SERIF], &fallbacks),
            kaiti: stack(book, &[KAITI, SERIF], &fallbacks),
            heiti: stack(book, &[HEITI], &fallbacks),
            biaosong: stack(book, &[BIAOSONG, SERIF], &fallbacks),
            songti: stack(book, &[SIMSUN, SERIF], &fallbacks),
            mono: stack(book, &[MONO, SIMSUN, SERIF], &fallbacks),
        })
    }

    /// Whether a family is a font for texts.
    fn holds(&self, family: &str) -> bool {
        let FontStacks { fangsong, kaiti, heiti, biaosong, songti, mono } = self;
        let stacks = [fangsong, kaiti, heiti, biaosong, songti, mono];
        stacks.into_iter().flatten().any(|known| known.eq_ignore_ascii_case(family))
    }
}

/// The installed Chinese families that are known, or else any one; empty if there is none.
fn chinese_fallbacks(book: &FontBook) -> Vec<&str> {
    let mut chinese: Vec<&str> = Vec::new();
    for (family, mut fonts) in book.families() {
        if fonts.any(|font| CHINESE_SAMPLE.chars().all(|ch| covers(book, font, ch))) {
            chinese.push(family);
        }
    }
    chinese.sort_unstable();
    let mut fallbacks: Vec<&str> = [SERIF, HEITI, FANGSONG, KAITI].concat();
    fallbacks.retain(|known| chinese.iter().any(|family| family.eq_ignore_ascii_case(known)));
    if fallbacks.is_empty() {
        fallbacks.extend(chinese.first());
    }
    fallbacks
}

/// The installed families among the preferred ones, then the fallbacks, each once.
fn stack(book: &FontBook, preferred: &[&[&str]], fallbacks: &[&str]) -> Vec<String> {
    let mut families = preferred.concat();
    families.retain(|family| book.contains_family(&family.to_lowercase()));
    families.extend(fallbacks);
    let mut stack: Vec<String> = Vec::new();
    for family in families {
        if !stack.iter().any(|known| known == family) {
            stack.push(family.to_owned());
        }
    }
    stack
}

/// Replaces what cannot be printed, and collects it.
pub(super) struct PrintableText<'f> {
    book: &'f FontBook,
    stacks: &'f FontStacks,
    /// Characters that some font has.
    available: BTreeSet<char>,
    missing: BTreeSet<char>,
}

impl PrintableText<'_> {
    pub(super) fn new<'f>(fonts: &'f dyn Fonts, stacks: &'f FontStacks) -> PrintableText<'f> {
        let (available, missing) = (BTreeSet::new(), BTreeSet::new());
        PrintableText { book: fonts.book(), stacks, available, missing }
    }

    /// Replaces characters that no font has by 〓 and control characters by spaces.
    pub(super) fn replace_unprintable(&mut self, text: &mut String) {
        if text.bytes().any(|byte| !byte.is_ascii() || byte.is_ascii_control()) {
            let visible = text.chars().filter(|ch| !is_invisible(*ch));
            *text = visible.map(|ch| self.printable(ch)).collect();
        }
    }

    /// The characters that no font has, each once.
    pub(super) fn missing(self) -> Vec<char> {
        self.missing.into_iter().collect()
    }

    fn printable(&mut self, ch: char) -> char {
        if matches!(ch, '\n' | '\u{3000}') || ch.is_ascii_graphic() || self.available.contains(&ch)
        {
            ch
        } else if ch.is_control() || ch.is_whitespace() {
            ' '
        } else if self.is_in_a_font(ch) {
            self.available.insert(ch);
            ch
        } else {
            self.missing.insert(ch);
            '〓'
        }
    }

    fn is_in_a_font(&self, ch: char) -> bool {
        for (family, mut fonts) in self.book.families() {
            // A symbol font has any picture at a private-use character; only a font for texts has what was typed (造字).
            let is_asked = !is_private_use(ch) || self.stacks.holds(family);
            if is_asked && fonts.any(|font| covers(self.book, font, ch)) {
                return true;
            }
        }
        false
    }
}

fn covers(book: &FontBook, font: usize, ch: char) -> bool {
    book.info(font).is_some_and(|info| info.coverage.contains(ch.into()))
}

/// Whether a character means only what its font says.
fn is_private_use(ch: char) -> bool {
    matches!(ch, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// Whether a character has no glyph: joiners, selectors, direction marks.
fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ad}' | '\u{e0000}'..='\u{e01ef}')
}
