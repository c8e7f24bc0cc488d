//! `guidang export`: tables for analysts.

#[cfg(feature = "parquet")]
mod tables;
#[cfg(feature = "parquet")]
pub(super) use tables::run;

/// Says how to get a program with this feature.
#[cfg(not(feature = "parquet"))]
pub(super) fn run(
    _: &crate::cli::Export,
    _: &crate::cli::Globals,
    _: &mut super::terminal::Terminal,
) -> Result<super::Exit, crate::error::Error> {
    Err(crate::error::Error::custom(
        "这个guidang没有带Parquet导出。请在源码文件夹里运行“cargo install --path . --features parquet --locked”装上带的；\
         或直接用网站里的data/文件夹，同样的数据以JSON和CSV放在那里（见docs/analysis.md）。",
        "this guidang was built without Parquet. Run `cargo install --path . --features parquet --locked` in the folder of its source; \
         or use the folder data/ of the site: the same is there as JSON and CSV (docs/analysis.md).",
    ))
}
