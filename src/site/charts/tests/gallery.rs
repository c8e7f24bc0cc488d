//! Writes every sample into one page to look at: `charts-gallery.html` in the target folder.

use std::fmt::Write as _;
use std::path::Path;

use super::samples;
use crate::site::charts::Svg;

#[test]
fn the_gallery_is_written() {
    let style = include_str!("../../../../themes/default/static/charts.css");
    let mut page = format!(
        "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><title>charts</title>\
         <style>{style} body{{margin:16px;color:var(--ink);background:var(--paper);font:14px/1.5 \
         'Microsoft YaHei','Noto Sans CJK SC',sans-serif}} h2{{font-size:14px;margin:28px 0 8px}}</style>"
    );
    for (title, wide, narrow) in samples::all() {
        let _ = write!(
            page,
            "<h2>{title}（{} B）</h2><div class=chart-scroll>{narrow}</div><p>{}</p>",
            narrow.0.len(),
            if wide == narrow { Svg::default() } else { wide }
        );
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join(target);
    std::fs::create_dir_all(&target).unwrap();
    std::fs::write(target.join("charts-gallery.html"), page).unwrap();
}
