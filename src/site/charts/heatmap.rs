//! Schools by months: where and when how much was done.

use super::common::{Head, Svg, sane};
use super::path_data::rect_data;
use super::svg_writer::{SvgWriter, drawing_width};
use super::text_style::{TextStyle, widest_text};

/// What a heatmap shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heatmap {
    /// Name, text alternative, width. With more columns than fit the chart
    /// grows beyond it and has the class `over`; put it into a `.chart-scroll`.
    pub head: Head,
    /// The months, from left to right.
    pub columns: Vec<HeatColumn>,
    /// The schools, from top to bottom.
    pub rows: Vec<HeatRow>,
    /// The label before the totals: `合计`; if it is empty, no totals are shown.
    pub total_label: String,
}

/// One month.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatColumn {
    /// `3月`.
    pub label: String,
    /// The year of the month, shown once above the columns that share it.
    pub group: String,
}

/// One school.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatRow {
    /// The school's name; a long one is cut, and complete in its tooltip.
    pub name: String,
    /// The school's page.
    pub href: Option<String>,
    /// A cell for each column; missing ones are blank.
    pub cells: Vec<HeatCell>,
    /// The row's total as text.
    pub total: String,
}

/// One month of one school.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatCell {
    /// The figure that determines the colour; `None` and 0 leave the cell pale.
    pub value: Option<f64>,
    /// The figure as text: `3`, `＜5`.
    pub text: String,
    /// The target of a click.
    pub href: Option<String>,
}

/// The height of the line of a name, and of the cells below it.
const NAME: f64 = 19.0;
const CELLS: f64 = 28.0;
const LINE: f64 = NAME + CELLS + 5.0;
const GROUP_GAP: f64 = 6.0;
const QUIET: TextStyle = TextStyle::SMALL.tone("q");

/// Draws a [`Heatmap`].
#[must_use]
pub fn heatmap(chart: &Heatmap) -> Svg {
    let layout = HeatmapLayout::new(chart);
    let height = layout.top + chart.rows.len() as f64 * LINE + 4.0;
    let mut svg = SvgWriter::new("heatmap", &chart.head, layout.width, height);
    if layout.is_too_wide {
        svg.mark_too_wide();
    }
    titles(&mut svg, chart, &layout);
    let max = highest(chart);
    for (index, row) in chart.rows.iter().enumerate() {
        let y = layout.top + index as f64 * LINE;
        let base = y + 14.0;
        svg.link(row.href.as_deref(), |svg| {
            let room = layout.width - layout.total_width - 8.0;
            svg.text_within((0.0, base), TextStyle::TEXT, &row.name, room);
        });
        if layout.total_width > 0.0 {
            let total = format!("{} {}", chart.total_label, row.total);
            let style = TextStyle::TEXT.tone("q").end();
            svg.text_within((layout.width, base), style, &total, layout.total_width);
        }
        backgrounds(&mut svg, &layout, row, y + NAME, max);
        figures(&mut svg, &layout, row, y + NAME, max);
    }
    svg.finish()
}

/// The positions of columns, in px.
struct HeatmapLayout {
    width: f64,
    /// The top edge of the cells.
    top: f64,
    total_width: f64,
    /// The left edge of each column.
    columns: Vec<f64>,
    cell_width: f64,
    is_too_wide: bool,
}

impl HeatmapLayout {
    fn new(chart: &Heatmap) -> HeatmapLayout {
        let requested = drawing_width(&chart.head);
        let mut total_width = 0.0;
        if !chart.total_label.is_empty() {
            let totals = chart.rows.iter().map(|row| row.total.as_str());
            let label = TextStyle::TEXT.width(&chart.total_label) + 4.0;
            total_width = (widest_text(TextStyle::TEXT, totals) + label).min(requested * 0.5);
        }
        let gaps = chart.columns.windows(2).filter(|pair| pair[0].group != pair[1].group).count();
        let gaps = gaps as f64 * GROUP_GAP;
        let count = chart.columns.len().max(1) as f64;
        let min_cell = min_cell_width(chart);
        let cell_width = ((requested - gaps) / count).clamp(min_cell, min_cell.max(64.0));
        let width = requested.max(cell_width * count + gaps);

        let mut x = 0.0;
        let mut columns = Vec::with_capacity(chart.columns.len());
        for (index, column) in chart.columns.iter().enumerate() {
            if 0 < index && chart.columns[index - 1].group != column.group {
                x += GROUP_GAP;
            }
            columns.push(x);
            x += cell_width;
        }
        let has_groups = chart.columns.iter().any(|column| !column.group.trim().is_empty());
        let top = if has_groups { 40.0 } else { 22.0 };
        let is_too_wide = requested < width;
        HeatmapLayout { width, top, total_width, columns, cell_width, is_too_wide }
    }
}

/// The width that the widest label and the widest figure need, within bounds.
fn min_cell_width(chart: &Heatmap) -> f64 {
    let labels = chart.columns.iter().map(|column| column.label.as_str());
    let cells = chart.rows.iter().flat_map(|row| &row.cells);
    let label_width = widest_text(QUIET, labels) + 2.0;
    let figure_width = widest_text(TextStyle::SMALL, cells.map(|cell| cell.text.as_str())) + 4.0;
    label_width.max(figure_width).clamp(22.0, 90.0)
}

/// The colour step of a figure, 0 (nothing) to 5, by its share of the highest.
fn colour_step(value: Option<f64>, max: f64) -> usize {
    match value.and_then(sane) {
        Some(value) if 0.0 < value && 0.0 < max => {
            ((value / max * 5.0).ceil() as usize).clamp(1, 5)
        }
        _ => 0,
    }
}

/// The highest figure of all cells that are shown.
fn highest(chart: &Heatmap) -> f64 {
    let cells = chart.rows.iter().flat_map(|row| row.cells.iter().take(chart.columns.len()));
    cells.filter_map(|cell| cell.value.and_then(sane)).fold(0.0, f64::max)
}

/// Writes years and months above the cells.
fn titles(svg: &mut SvgWriter, chart: &Heatmap, layout: &HeatmapLayout) {
    let base = layout.top - 7.0;
    let mut first = 0;
    for group in chart.columns.chunk_by(|one, other| one.group == other.group) {
        let room = layout.cell_width * group.len() as f64 - 4.0;
        // A year that does not fit above its only month is left out.
        if QUIET.width(&group[0].group) <= room {
            let at = (layout.columns[first] + 2.0, base - 17.0);
            svg.text_within(at, QUIET, &group[0].group, room);
        }
        first += group.len();
    }
    for (column, x) in chart.columns.iter().zip(&layout.columns) {
        svg.text_within(
            (x + layout.cell_width / 2.0, base),
            QUIET.middle(),
            &column.label,
            layout.cell_width,
        );
    }
}

/// Draws the cells of a row: one path for each colour step, which keeps pages of many schools small.
fn backgrounds(svg: &mut SvgWriter, layout: &HeatmapLayout, row: &HeatRow, y: f64, max: f64) {
    let mut steps: [String; 6] = Default::default();
    for (index, x) in layout.columns.iter().enumerate() {
        let value = row.cells.get(index).and_then(|cell| cell.value);
        let data = &mut steps[colour_step(value, max)];
        rect_data(data, (x + 1.0, y + 1.0), (layout.cell_width - 2.0, CELLS - 2.0));
    }
    for (class, data) in ["h0", "h1", "h2", "h3", "h4", "h5"].iter().zip(&steps) {
        svg.path(class, data);
    }
}

/// Writes the figures of a row, dark on pale cells and pale on dark ones.
fn figures(svg: &mut SvgWriter, layout: &HeatmapLayout, row: &HeatRow, y: f64, max: f64) {
    for (x, cell) in layout.columns.iter().zip(&row.cells) {
        if cell.text.trim().is_empty() {
            continue;
        }
        let style = match colour_step(cell.value, max) {
            0 => QUIET,
            1..4 => TextStyle::SMALL,
            _ => TextStyle::SMALL.tone("x"),
        };
        svg.link(cell.href.as_deref(), |svg| {
            if cell.href.is_some() {
                svg.rect("hi", (x + 1.0, y + 1.0), (layout.cell_width - 2.0, CELLS - 2.0));
            }
            let at = (x + layout.cell_width / 2.0, y + CELLS / 2.0 + 4.2);
            svg.text_within(at, style.middle(), &cell.text, layout.cell_width - 2.0);
        });
    }
}
