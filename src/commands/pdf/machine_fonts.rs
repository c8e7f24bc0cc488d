//! The fonts of this machine and of a folder that the user names.

use std::path::Path;

use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst_kit::fonts::{FontPath, FontStore, scan, system};

use crate::error::{Error, Operation, UsageError};
use crate::print::pdf::{FontStacks, Fonts};

/// Fonts that are read when they are first needed.
pub(super) struct MachineFonts(FontStore);

impl MachineFonts {
    /// The fonts of the folder first, then the system's; and which of them are used for what.
    pub(super) fn find(folder: Option<&Path>) -> Result<(MachineFonts, FontStacks), Error> {
        let mut store = FontStore::new();
        if let Some(folder) = folder {
            std::fs::read_dir(folder).map_err(Error::io(Operation::List, folder))?;
            store.extend(sorted(scan(folder)));
        }
        store.extend(sorted(system()));
        let stacks = FontStacks::choose(store.book()).map_err(|_| nothing_chinese(folder))?;
        Ok((MachineFonts(store), stacks))
    }
}

/// Sorts fonts by path: the order in which a system lists its fonts must not decide what is printed.
fn sorted<I>(fonts: impl Iterator<Item = (FontPath, I)>) -> Vec<(FontPath, I)> {
    let mut all: Vec<_> = fonts.collect();
    all.sort_by(|a, b| (&a.0.path, a.0.index).cmp(&(&b.0.path, b.0.index)));
    all
}

impl Fonts for MachineFonts {
    fn book(&self) -> &LazyHash<FontBook> {
        self.0.book()
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.0.font(index)
    }
}

fn nothing_chinese(folder: Option<&Path>) -> Error {
    let (zh, en) = match folder {
        Some(folder) => (
            format!("“{}”和本机都", folder.display()),
            format!("neither \"{}\" nor this machine has", folder.display()),
        ),
        None => ("本机".to_owned(), "this machine has".to_owned()),
    };
    let no = if folder.is_some() { "a" } else { "no" };
    UsageError::Message {
        zh: format!(
            "{zh}没有中文字体，没有生成PDF。Debian、Ubuntu：“apt install fonts-noto-cjk”；麒麟、统信：“apt install fonts-noto-cjk”或装“仿宋、楷体、黑体、小标宋”；\
             Windows自带；也可以把字体文件（.ttf、.ttc、.otf）放进一个文件夹，用--fonts指明。"
        ),
        en: format!(
            "{en} {no} font with Chinese characters; no PDF was made. Debian, Ubuntu: `apt install fonts-noto-cjk`; \
             or put font files (.ttf, .ttc, .otf) into a folder and name it with --fonts."
        ),
    }
    .into()
}
