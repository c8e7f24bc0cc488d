//! `guidang export`: a workbook for people, tables for analysts.

#[cfg(feature = "parquet")]
mod tables;
mod workbook;

use super::exit::Exit;
use super::terminal::Terminal;
use crate::cli::{Export, Globals};
use crate::error::Error;

pub(super) fn run(
    asked: &Export,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    match (&asked.xlsx, &asked.parquet) {
        (Some(file), _) => workbook::run(file, asked, globals, terminal),
        (None, folder) => {
            export_tables(folder.as_deref().unwrap_or("".as_ref()), asked, globals, terminal)
        }
    }
}

#[cfg(feature = "parquet")]
use tables::run as export_tables;

/// Says how to get a program with this feature.
#[cfg(not(feature = "parquet"))]
fn export_tables(
    _: &std::path::Path,
    _: &Export,
    _: &Globals,
    _: &mut Terminal,
) -> Result<Exit, Error> {
    Err(Error::custom(
        "这个guidang没有带Parquet导出。请在源码文件夹里运行“cargo install --path . --features parquet --locked”装上带的；\
         或直接用网站里的data/文件夹，同样的数据以JSON和CSV放在那里（见docs/analysis.md）。",
        "this guidang was built without Parquet. Run `cargo install --path . --features parquet --locked` in the folder of its source; \
         or use the folder data/ of the site: the same is there as JSON and CSV (docs/analysis.md).",
    ))
}
