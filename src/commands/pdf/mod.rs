//! `guidang pdf`: printed documents as PDF/A files.

#[cfg(feature = "pdf")]
mod attachment_sizes;
#[cfg(feature = "pdf")]
mod machine_fonts;
#[cfg(feature = "pdf")]
mod output;
#[cfg(feature = "pdf")]
mod printer;
#[cfg(feature = "pdf")]
mod problems;
#[cfg(feature = "pdf")]
mod progress_bar;
#[cfg(feature = "pdf")]
mod run;
#[cfg(feature = "pdf")]
mod selection;
#[cfg(feature = "pdf")]
mod workers;

#[cfg(feature = "pdf")]
pub(super) use run::run;

/// Says how to get a program with this feature.
#[cfg(not(feature = "pdf"))]
pub(super) fn run(
    _: &crate::cli::Pdf,
    _: &crate::cli::Globals,
    _: &mut super::terminal::Terminal,
) -> Result<super::Exit, crate::error::Error> {
    Err(crate::error::Error::custom(
        "这个guidang没有带PDF功能。请在源码文件夹里运行“cargo install --path . --features pdf --locked”装上带PDF的（编译约十分钟），\
         或直接用浏览器打开打印页，选“另存为PDF”（见docs/printing.zh-CN.md）。",
        "this guidang was built without PDF. Run `cargo install --path . --features pdf --locked` in the folder of its source \
         (about ten minutes), or open a print page in a browser and save it as PDF (docs/printing.zh-CN.md).",
    ))
}
