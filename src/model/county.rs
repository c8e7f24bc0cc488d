//! sources.yaml: other archives whose published data this one rolls up.

use crate::syntax::span::Span;

/// sources.yaml (下级档案.yaml).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sources {
    /// Its path: `content/sources.yaml`.
    pub file: String,
    /// 过期天数: data so many days older than the portal's own day is marked as out of date; 31 by default.
    pub stale_after: u32,
    /// The archives, in the order written.
    pub list: Vec<CountySource>,
}

/// Another archive: a county's, seen from the city.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CountySource {
    /// 名称: what this site calls it, `青峦县`.
    pub name: String,
    /// 文件夹: the folder with a copy of its data, relative to the root, with `/`: `counties/qingluan`.
    pub folder: String,
    /// 网址: its own site, ending in `/`: `https://qingluan.example/`, or a folder seen from this site's root.
    pub url: Option<String>,
    /// Where sources.yaml names it.
    pub at: Span,
}
