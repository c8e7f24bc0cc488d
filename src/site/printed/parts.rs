//! The parts of a printed document (tables, charts, pictures) as plain data.

use serde::Serialize;

use crate::photo::shrink::Size;
use crate::site::fragments::attachments::image;
use crate::site::fragments::reading_charts;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;

/// Stands for a value that is absent.
pub(super) const DASH: &str = "—";

/// A section after the document proper: 附件 1.
#[derive(Debug, Serialize)]
pub(crate) struct Annex {
    pub(super) number: usize,
    pub(super) title: &'static str,
    pub(super) parts: Vec<Part>,
}

/// A table, charts or pictures under a heading; fields that a part does not use are empty.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Part {
    pub(super) title: String,
    pub(super) head: Vec<PaperCell>,
    pub(super) rows: Vec<Vec<PaperCell>>,
    pub(super) charts: Vec<PaperChart>,
    pub(super) pictures: Vec<PaperPicture>,
}

impl Part {
    /// Whether nothing of it would be printed.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.charts.is_empty() && self.pictures.is_empty()
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PaperCell {
    text: String,
    /// `left`, `center` or `right`.
    align: &'static str,
    /// Percent of the table's width; 0 takes the remaining width.
    width: usize,
}

/// A chart with its caption.
#[derive(Debug, Serialize)]
pub(super) struct PaperChart {
    /// An `<svg>` element.
    svg: String,
    caption: String,
}

/// A picture filed with the record.
#[derive(Debug, Serialize)]
pub(super) struct PaperPicture {
    src: String,
    /// Its file in the archive.
    file: String,
    alt: String,
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

/// The wide chart of HTML that holds a wide and a narrow one.
pub(super) fn first_chart(html: &str) -> String {
    const END: &str = "</svg>";
    let Some(start) = html.find("<svg") else { return String::new() };
    let svg = &html[start..];
    svg.find(END).map_or("", |end| &svg[..end + END.len()]).to_owned()
}

/// Trend charts of the targets, in their order, `limit` at most; bullet charts if no target has a trend.
pub(super) fn standing_charts(
    here: PageCtx<'_>,
    standings: &[TargetSummary<'_>],
    limit: usize,
) -> Part {
    let mut charts =
        charts_of(here, standings, limit, |summary| reading_charts::course(here, summary));
    if charts.is_empty() {
        charts = charts_of(here, standings, limit, |summary| {
            reading_charts::bullet(here, summary, false)
        });
    }
    Part { charts, ..Part::default() }
}

/// The first charts that are not empty, `limit` at most.
fn charts_of<'s>(
    here: PageCtx<'_>,
    standings: &[TargetSummary<'s>],
    limit: usize,
    draw: impl Fn(&TargetSummary<'s>) -> String,
) -> Vec<PaperChart> {
    let mut charts = Vec::new();
    for summary in standings {
        if charts.len() == limit {
            break;
        }
        let svg = first_chart(&draw(summary));
        if !svg.is_empty() {
            charts.push(PaperChart { svg, caption: summary.sentence(here) });
        }
    }
    charts
}

/// The pictures among a record's files.
pub(super) fn pictures_part(here: PageCtx<'_>, files: &[String]) -> Part {
    let mut pictures = Vec::new();
    for file in files {
        if let Some(image) = image(here, file, Size::Page) {
            let (file, alt) = (file.clone(), image.alt.to_owned());
            pictures.push(PaperPicture { src: image.src, file, alt });
        }
    }
    Part { pictures, ..Part::default() }
}
