//! Scales, ticks and series by plotters, drawn by our own backend; the only file that uses `plotters`.
//!
//! The backend reports ten times the size of the chart, so that one of plotters' whole pixels is a tenth of a px, and
//! it interprets a colour as a role: `RGBColor(1, 2, role)` becomes a class.

use std::convert::Infallible;

use plotters::coord::CoordTranslate;
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{
    Cartesian2d, DrawingArea, IntoDrawingArea, PathElement, Polygon, RGBColor, Rectangle,
};
use plotters::style::Color;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::path_data::{number, pair};
use super::svg_writer::SvgWriter;
use super::ticks::{power_of_ten, round_figures};

/// What a shape stands for; the style sheet defines its colour, width and dashes.
#[derive(Clone, Copy)]
pub(super) enum Role {
    Grid,
    Axis,
    Actual,
    ActualArea,
    Bar,
    Thin,
    Plan,
    Goal,
    Band1,
    Band2,
    Band3,
    Today,
}

/// The classes of the roles, in their order.
const CLASSES: [&str; 12] =
    ["gr", "ax", "la", "aa", "ba", "lt", "lp", "lg", "b1", "b2", "b3", "td"];

impl Role {
    pub(super) fn class(self) -> &'static str {
        CLASSES[self as usize]
    }

    fn colour(self) -> RGBColor {
        RGBColor(1, 2, self as u8)
    }
}

/// A plot area: its position in the chart, and the figures at its edges.
pub(super) struct PlotArea {
    spec: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    x: Scale,
    y: Scale,
    /// Left, top, right, bottom in px.
    pub(super) edges: (f64, f64, f64, f64),
}

/// A range of figures, scaled by a unit so that plotters meets neither overflow nor denormals.
#[derive(Clone, Copy)]
struct Scale {
    unit: f64,
    low: f64,
    high: f64,
}

impl Scale {
    fn new((low, high): (f64, f64)) -> Scale {
        let largest = low.abs().max(high.abs());
        let is_usual = 1e-290 < largest && largest < 1e291;
        let unit = if is_usual { power_of_ten(largest) } else { 1.0 };
        let (low, high) = if is_usual { (low / unit, high / unit) } else { (0.0, 1.0) };
        let (low, high) = (low.min(high), low.max(high));
        if high - low < 1e-6 {
            return Scale { unit, low: low - 0.5, high: high + 0.5 };
        }
        Scale { unit, low, high }
    }

    /// The figure in this unit, clamped to the range.
    fn scaled(&self, figure: f64) -> f64 {
        let scaled = figure / self.unit;
        if scaled.is_nan() { self.low } else { scaled.clamp(self.low, self.high) }
    }
}

/// A tenth of a px, the unit of plotters' pixels here.
fn to_pixel(px: f64) -> i32 {
    (px * 10.0).round() as i32
}

impl PlotArea {
    /// The plot area between `edges` (left, top, right, bottom, in px) for the ranges `x` to the right and `y` upwards.
    pub(super) fn new(edges: (f64, f64, f64, f64), x: (f64, f64), y: (f64, f64)) -> PlotArea {
        let (x, y) = (Scale::new(x), Scale::new(y));
        let (left, top, right, bottom) = edges;
        let pixels = (to_pixel(left)..to_pixel(right), to_pixel(bottom)..to_pixel(top));
        let spec = Cartesian2d::new(x.low..x.high, y.low..y.high, pixels);
        PlotArea { spec, x, y, edges }
    }

    /// The position of a pair of figures in px, clamped to the edges.
    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.spec.translate(&self.scaled((x, y)));
        (f64::from(x) / 10.0, f64::from(y) / 10.0)
    }

    /// At most `limit` round figures on the upward axis.
    pub(super) fn ticks(&self, limit: usize) -> Vec<f64> {
        let points = round_figures((self.y.low, self.y.high), limit);
        points.into_iter().map(|point| point * self.y.unit).collect()
    }

    /// A line through points.
    pub(super) fn line(&self, svg: &mut SvgWriter, role: Role, points: &[(f64, f64)]) {
        let points: Vec<_> = points.iter().map(|point| self.scaled(*point)).collect();
        let drawn = self.drawing(svg).draw(&PathElement::new(points, role.colour()));
        drop(drawn); // the backend cannot fail
    }

    /// The area between a line through points and the figure `base`.
    pub(super) fn fill_to(
        &self,
        svg: &mut SvgWriter,
        role: Role,
        points: &[(f64, f64)],
        base: f64,
    ) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let feet = [(last.0, base), (first.0, base)];
        let points: Vec<_> = points.iter().chain(&feet).map(|point| self.scaled(*point)).collect();
        let drawn = self.drawing(svg).draw(&Polygon::new(points, role.colour()));
        drop(drawn);
    }

    /// A filled rectangle between two corners.
    pub(super) fn bar(&self, svg: &mut SvgWriter, role: Role, a: (f64, f64), b: (f64, f64)) {
        let corners = [self.scaled(a), self.scaled(b)];
        let drawn = self.drawing(svg).draw(&Rectangle::new(corners, role.colour().filled()));
        drop(drawn);
    }

    fn scaled(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x.scaled(x), self.y.scaled(y))
    }

    fn drawing<'w>(
        &self,
        svg: &'w mut SvgWriter,
    ) -> DrawingArea<PlottersBackend<'w>, Cartesian2d<RangedCoordf64, RangedCoordf64>> {
        let root: DrawingArea<PlottersBackend<'w>, Shift> =
            PlottersBackend(svg).into_drawing_area();
        root.apply_coord_spec(self.spec.clone())
    }
}

/// The backend: writes what plotters draws as SVG.
struct PlottersBackend<'w>(&'w mut SvgWriter);

type DrawResult = Result<(), DrawingErrorKind<Infallible>>;

impl PlottersBackend<'_> {
    fn path(&mut self, color: BackendColor, points: impl Iterator<Item = BackendCoord>, end: &str) {
        let class = CLASSES.get(usize::from(color.rgb.2)).copied().unwrap_or("gr");
        let mut data = path_data(points);
        if !data.is_empty() {
            data.push_str(end);
            self.0.path(class, &data);
        }
    }
}

impl DrawingBackend for PlottersBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.0.width * 10.0) as u32, (self.0.height * 10.0) as u32)
    }

    fn ensure_prepared(&mut self) -> DrawResult {
        Ok(())
    }

    fn present(&mut self) -> DrawResult {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> DrawResult {
        Ok(()) // only pictures and pixel fonts ask for pixels
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
    ) -> DrawResult {
        self.path(style.color(), [a, b].into_iter(), "");
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        _: bool,
    ) -> DrawResult {
        if x0 != x1 && y0 != y1 {
            let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)];
            self.path(style.color(), corners.into_iter(), "z");
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> DrawResult {
        self.path(style.color(), path.into_iter(), "");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> DrawResult {
        self.path(style.color(), path.into_iter(), "z");
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, _: &str, _: &S, _: BackendCoord) -> DrawResult {
        Ok(()) // the SVG writer sets all text, since it knows classes and widths
    }
}

/// Points in tenths of a px as relative path data, with collinear horizontal and vertical segments joined.
fn path_data(points: impl Iterator<Item = BackendCoord>) -> String {
    let mut data = String::new();
    let mut points = points.peekable();
    let Some(mut at) = points.next() else { return data };
    data.push('M');
    pair(&mut data, f64::from(at.0) / 10.0, f64::from(at.1) / 10.0);
    while let Some(mut to) = points.next() {
        while let Some(next) = points.next_if(|next| is_straight(at, to, *next)) {
            to = next;
        }
        let (x, y) = (f64::from(to.0 - at.0) / 10.0, f64::from(to.1 - at.1) / 10.0);
        match (to.0 == at.0, to.1 == at.1) {
            (true, true) => continue,
            (false, true) => step(&mut data, 'h', x),
            (true, false) => step(&mut data, 'v', y),
            (false, false) => {
                data.push('l');
                pair(&mut data, x, y);
            }
        }
        at = to;
    }
    data
}

fn step(data: &mut String, command: char, length: f64) {
    data.push(command);
    number(data, length);
}

/// Whether `to` is between `at` and `next` on a horizontal or vertical line.
fn is_straight(at: BackendCoord, to: BackendCoord, next: BackendCoord) -> bool {
    at.1 == to.1 && to.1 == next.1 && is_between(at.0, to.0, next.0)
        || at.0 == to.0 && to.0 == next.0 && is_between(at.1, to.1, next.1)
}

fn is_between(start: i32, value: i32, end: i32) -> bool {
    start.min(end) <= value && value <= start.max(end)
}
