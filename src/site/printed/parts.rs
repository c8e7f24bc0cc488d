//! The parts of a printed document (tables, charts, pictures) as plain data.

use serde::Serialize;

use crate::photo::shrink::Size;
use crate::site::fragments::attachments::image;
use crate::site::fragments::reading_charts;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;

/// Stands for a value that is absent.
pub(super) const DASH: &str = "—";

template_struct! {
    /// 附件 of a printed document.
    #[derive(Debug, Serialize)]
    pub(crate) struct Annex {
        /// From 1.
        pub(super) number: usize,
        /// Its title.
        pub(super) title: &'static str,
        /// What it holds.
        pub(super) parts: Vec<Part>,
    }
}

template_struct! {
    /// A table, charts or pictures of a printed document. What it does not have is empty.
    #[derive(Debug, Default, Serialize)]
    pub(crate) struct Part as "PaperPart" {
        /// Its heading.
        pub(super) title: String,
        /// Of a table: its head.
        pub(super) head: Vec<PaperCell>,
        /// Of a table: its rows.
        pub(super) rows: Vec<Vec<PaperCell>>,
        /// Charts.
        pub(super) charts: Vec<PaperChart>,
        /// Pictures.
        pub(super) pictures: Vec<PaperPicture>,
    }
}

impl Part {
    /// Whether nothing of it would be printed.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.charts.is_empty() && self.pictures.is_empty()
    }
}

template_struct! {
    /// A cell of a printed table.
    #[derive(Debug, Clone, Serialize)]
    pub(super) struct PaperCell {
        /// What it says.
        text: String,
        /// `left`, `center`, `right`.
        align: &'static str,
        /// Of the head: its share of the width in percent.
        width: usize,
    }
}

template_struct! {
    /// A printed chart.
    #[derive(Debug, Serialize)]
    pub(super) struct PaperChart {
        /// The chart.
        #[shown_as(Html)]
        svg: String,
        /// What it says.
        caption: String,
    }
}

/// A chart with its caption.
pub(super) fn paper_chart(svg: String, caption: String) -> PaperChart {
    PaperChart { svg, caption }
}

template_struct! {
    /// A printed picture.
    #[derive(Debug, Serialize)]
    pub(super) struct PaperPicture {
        /// Its address.
        src: String,
        /// Its file in the archive.
        file: String,
        /// What it shows.
        alt: String,
    }
}

/// A cell aligned to the left.
pub(super) fn left(text: impl Into<String>) -> PaperCell {
    PaperCell { text: text.into(), align: "left", width: 0 }
}

pub(super) fn right(text: impl Into<String>) -> PaperCell {
    PaperCell { align: "right", ..left(text) }
}

pub(super) fn center(text: impl Into<String>) -> PaperCell {
    PaperCell { align: "center", ..left(text) }
}

/// A cell that takes a share of the table's width.
pub(super) fn wide(percent: usize, cell: PaperCell) -> PaperCell {
    PaperCell { width: percent, ..cell }
}

/// Trend charts of the targets, in their order, `limit` at most; bullet charts if no target has a trend.
pub(super) fn summary_charts(
    ctx: PageCtx<'_>,
    summaries: &[TargetSummary<'_>],
    limit: usize,
) -> Part {
    let mut charts = charts_of(ctx, summaries, limit, reading_charts::trend);
    if charts.is_empty() {
        charts = charts_of(ctx, summaries, limit, reading_charts::bullet);
    }
    Part { charts, ..Part::default() }
}

/// The first charts that are not empty, `limit` at most.
fn charts_of(
    ctx: PageCtx<'_>,
    summaries: &[TargetSummary<'_>],
    limit: usize,
    draw: fn(PageCtx<'_>, &TargetSummary<'_>) -> String,
) -> Vec<PaperChart> {
    let mut charts = Vec::new();
    for summary in summaries {
        if charts.len() == limit {
            break;
        }
        let svg = draw(ctx, summary);
        if !svg.is_empty() {
            charts.push(PaperChart { svg, caption: summary.sentence(ctx) });
        }
    }
    charts
}

/// The pictures among a record's files.
pub(super) fn pictures_part(ctx: PageCtx<'_>, files: &[String]) -> Part {
    let mut pictures = Vec::new();
    for file in files {
        if let Some(image) = image(ctx, file, Size::Page) {
            let (file, alt) = (file.clone(), image.alt.to_owned());
            pictures.push(PaperPicture { src: image.src, file, alt });
        }
    }
    Part { pictures, ..Part::default() }
}
