//! The names of blocks that show figures: ```` ```chart ````, ```` ```表 ````.

/// What a block shows instead of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// A chart.
    Chart,
    /// A table.
    Table,
}

/// What a fenced block shows, by the words behind its fence; `None` for a block that is shown as it is written.
#[must_use]
pub fn figures_of(info: &str) -> Option<Figures> {
    match info.trim().to_ascii_lowercase().as_str() {
        "chart" | "图" | "图表" => Some(Figures::Chart),
        "table" | "表" | "表格" => Some(Figures::Table),
        _ => None,
    }
}
