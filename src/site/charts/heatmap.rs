//! Schools by months: how much was done where and when.

use super::pen::{Pen, Type, asked, rect_data};
use super::{Head, Svg, sane};

/// What a heatmap shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heatmap {
    /// Name, text alternative, width (640 if none is asked for). With more columns than fit the chart
    /// grows beyond it and has the class `over`: let it scroll in a `.chart-scroll`.
    pub head: Head,
    /// The months, from the left.
    pub columns: Vec<HeatColumn>,
    /// The schools, from above.
    pub rows: Vec<HeatRow>,
    /// What stands above the totals: `合计`; no totals are shown if it is empty.
    pub total_label: String,
}

/// One month.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatColumn {
    /// `3月`.
    pub label: String,
    /// The year it belongs to; stands once above the columns that share it.
    pub group: String,
}

/// One school.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatRow {
    /// The school's name; a long one is cut and whole in its tooltip.
    pub name: String,
    /// The school's page.
    pub href: Option<String>,
    /// A cell for each column; missing ones stay blank.
    pub cells: Vec<HeatCell>,
    /// The row's total in words.
    pub total: String,
}

/// One month of one school.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatCell {
    /// The figure the colour follows; none or 0 leaves the cell pale.
    pub value: Option<f64>,
    /// The figure as it is written: `3`, `＜5`.
    pub text: String,
    /// What a click leads to.
    pub href: Option<String>,
}

const LINE: f64 = 28.0;
const GROUP_GAP: f64 = 6.0;
const QUIET: Type = Type::SMALL.tone("q");

/// Draws a [`Heatmap`].
#[must_use]
pub fn heatmap(chart: &Heatmap) -> Svg {
    let plan = Layout::of(chart);
    let high = plan.top + chart.rows.len() as f64 * LINE + 4.0;
    let mut pen = Pen::new("heatmap", &chart.head, plan.wide, high);
    if plan.over {
        pen.is_over();
    }
    titles(&mut pen, chart, &plan);
    let most = highest(chart);
    for (index, row) in chart.rows.iter().enumerate() {
        let y = plan.top + index as f64 * LINE;
        let base = y + LINE / 2.0 + 4.5;
        pen.link(row.href.as_deref(), |pen| {
            pen.text_within((0.0, base), Type::TEXT, &row.name, plan.left - 8.0);
        });
        grounds(&mut pen, &plan, row, y, most);
        figures(&mut pen, &plan, row, y, most);
        if plan.total > 0.0 {
            let set = Type::TEXT.end();
            pen.text_within((plan.wide, base), set, &row.total, plan.total - 4.0);
        }
    }
    pen.finish()
}

struct Layout {
    wide: f64,
    left: f64,
    total: f64,
    top: f64,
    /// The left edge of each column.
    columns: Vec<f64>,
    cell: f64,
    over: bool,
}

impl Layout {
    fn of(chart: &Heatmap) -> Layout {
        let asked = asked(&chart.head, 640.0);
        let names = chart.rows.iter().map(|row| Type::TEXT.width(&row.name)).fold(0.0, f64::max);
        let left = (names + 10.0).min((asked * 0.3).max(96.0));
        let total = if chart.total_label.is_empty() {
            0.0
        } else {
            let widths = chart.rows.iter().map(|row| Type::TEXT.width(&row.total));
            widths.fold(QUIET.width(&chart.total_label), f64::max).min(120.0) + 10.0
        };
        let words = chart.columns.iter().map(|it| QUIET.width(&it.label) + 2.0);
        let cells = chart.rows.iter().flat_map(|row| &row.cells);
        let least = words.chain(cells.map(|it| Type::SMALL.width(&it.text) + 8.0));
        let least = least.fold(24.0, f64::max).min(90.0);

        let gaps = chart.columns.windows(2).filter(|it| it[0].group != it[1].group).count();
        let gaps = gaps as f64 * GROUP_GAP;
        let count = chart.columns.len().max(1) as f64;
        let cell = ((asked - left - total - gaps) / count).clamp(least, least.max(56.0));
        let wide = asked.max(left + cell * count + gaps + total);

        let mut x = left;
        let mut columns = Vec::with_capacity(chart.columns.len());
        for (index, column) in chart.columns.iter().enumerate() {
            if 0 < index && chart.columns[index - 1].group != column.group {
                x += GROUP_GAP;
            }
            columns.push(x);
            x += cell;
        }
        let grouped = chart.columns.iter().any(|it| !it.group.trim().is_empty());
        let top = if grouped { 40.0 } else { 22.0 };
        Layout { wide, left, total, top, columns, cell, over: asked < wide }
    }

    /// The step of a figure, 0 (nothing) to 5, by its share of the highest.
    fn step(value: Option<f64>, most: f64) -> usize {
        match value.and_then(sane) {
            Some(value) if 0.0 < value && 0.0 < most => {
                ((value / most * 5.0).ceil() as usize).clamp(1, 5)
            }
            _ => 0,
        }
    }
}

fn highest(chart: &Heatmap) -> f64 {
    let cells = chart.rows.iter().flat_map(|row| row.cells.iter().take(chart.columns.len()));
    cells.filter_map(|it| it.value.and_then(sane)).fold(0.0, f64::max)
}

/// Years and months above the cells, and the word above the totals.
fn titles(pen: &mut Pen, chart: &Heatmap, plan: &Layout) {
    let base = plan.top - 7.0;
    let mut from = 0;
    while from < chart.columns.len() {
        let group = &chart.columns[from].group;
        let same = chart.columns[from..].iter().take_while(|it| it.group == *group).count();
        let room = plan.cell * same as f64 - 4.0;
        pen.text_within((plan.columns[from] + 2.0, base - 17.0), QUIET, group, room);
        from += same;
    }
    for (column, x) in chart.columns.iter().zip(&plan.columns) {
        pen.text_within((x + plan.cell / 2.0, base), QUIET.middle(), &column.label, plan.cell);
    }
    if plan.total > 0.0 {
        pen.text_within((plan.wide, base), QUIET.end(), &chart.total_label, plan.total);
    }
}

/// The grounds of a row: one path a step, which keeps a page of many schools small.
fn grounds(pen: &mut Pen, plan: &Layout, row: &HeatRow, y: f64, most: f64) {
    let mut steps: [String; 6] = Default::default();
    for (x, index) in plan.columns.iter().zip(0..) {
        let value = row.cells.get(index).and_then(|it: &HeatCell| it.value);
        let data = &mut steps[Layout::step(value, most)];
        rect_data(data, (x + 1.0, y + 1.0), (plan.cell - 2.0, LINE - 2.0));
    }
    for (class, data) in ["h0", "h1", "h2", "h3", "h4", "h5"].iter().zip(&steps) {
        pen.path(class, data);
    }
}

/// The figures of a row, dark on the pale steps and pale on the dark ones.
fn figures(pen: &mut Pen, plan: &Layout, row: &HeatRow, y: f64, most: f64) {
    for (x, cell) in plan.columns.iter().zip(&row.cells) {
        if cell.text.trim().is_empty() {
            continue;
        }
        let set = match Layout::step(cell.value, most) {
            0 => QUIET,
            1..4 => Type::SMALL,
            _ => Type::SMALL.tone("x"),
        };
        pen.link(cell.href.as_deref(), |pen| {
            if cell.href.is_some() {
                pen.rect("hi", (x + 1.0, y + 1.0), (plan.cell - 2.0, LINE - 2.0));
            }
            let at = (x + plan.cell / 2.0, y + LINE / 2.0 + 4.2);
            pen.text_within(at, set.middle(), &cell.text, plan.cell - 2.0);
        });
    }
}
