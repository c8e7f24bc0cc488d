//! Scales, ticks and series by plotters, drawn by a backend of our own; the only file that says `plotters`.
//!
//! The backend reports ten times the chart's size, so a place of plotters' whole pixels is a tenth of ours,
//! and takes a colour for a role: `RGBColor(1, 2, role)` is written as a class.

use std::convert::Infallible;

use plotters::coord::CoordTranslate;
use plotters::coord::Shift;
use plotters::coord::ranged1d::{BoldPoints, Ranged};
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{
    Cartesian2d, DrawingArea, IntoDrawingArea, PathElement, Polygon, RGBColor, Rectangle,
};
use plotters::style::Color;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::pen::{Pen, number, pair};

/// What a shape stands for; the style sheet gives it a colour, a width and dashes.
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

/// The classes, in the order of the roles.
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

/// A plotting ground: where it lies in the chart, and which figures its edges mean.
pub(super) struct Frame {
    spec: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    x: Scale,
    y: Scale,
    /// Left, top, right, bottom in px.
    pub(super) edges: (f64, f64, f64, f64),
}

/// A range of figures in a unit that makes them small, so that plotters meets neither overflow nor dust.
#[derive(Clone, Copy)]
struct Scale {
    unit: f64,
    low: f64,
    high: f64,
}

impl Scale {
    fn new((low, high): (f64, f64)) -> Scale {
        let largest = low.abs().max(high.abs());
        let plain = 1e-290 < largest && largest < 1e291;
        let unit = if plain { 10f64.powi(largest.log10().floor() as i32) } else { 1.0 };
        let (low, high) = if plain { (low / unit, high / unit) } else { (0.0, 1.0) };
        let (low, high) = (low.min(high), low.max(high));
        if high - low < 1e-6 {
            return Scale { unit, low: low - 0.5, high: high + 0.5 };
        }
        Scale { unit, low, high }
    }

    fn within(&self, figure: f64) -> f64 {
        let scaled = figure / self.unit;
        if scaled.is_nan() { self.low } else { scaled.clamp(self.low, self.high) }
    }
}

impl Frame {
    /// A ground between `edges` (left, top, right, bottom) for the figures `x` across and `y` upwards.
    pub(super) fn new(edges: (f64, f64, f64, f64), x: (f64, f64), y: (f64, f64)) -> Frame {
        let (x, y) = (Scale::new(x), Scale::new(y));
        let tenths = |place: f64| (place * 10.0).round() as i32;
        let (left, top, right, bottom) = edges;
        let places = (tenths(left)..tenths(right), tenths(bottom)..tenths(top));
        let spec = Cartesian2d::new(x.low..x.high, y.low..y.high, places);
        Frame { spec, x, y, edges }
    }

    /// Where a figure lies, in px; what is beyond the edges lies on them.
    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.spec.translate(&self.scaled((x, y)));
        (f64::from(x) / 10.0, f64::from(y) / 10.0)
    }

    /// At most `most` round figures of the upward axis.
    pub(super) fn ticks(&self, most: usize) -> Vec<f64> {
        let points = RangedCoordf64::from(self.y.low..self.y.high).key_points(BoldPoints(most));
        points.into_iter().take(most).map(|it| it * self.y.unit).collect()
    }

    /// A line through points.
    pub(super) fn line(&self, pen: &mut Pen, role: Role, points: &[(f64, f64)]) {
        let points: Vec<_> = points.iter().map(|&it| self.scaled(it)).collect();
        let area = self.ground(pen);
        let drawn = area.draw(&PathElement::new(points, role.colour()));
        drop(drawn); // the backend cannot fail
    }

    /// The ground between points and the figure `base`.
    pub(super) fn area(&self, pen: &mut Pen, role: Role, points: &[(f64, f64)], base: f64) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let feet = [(last.0, base), (first.0, base)];
        let points: Vec<_> = points.iter().chain(&feet).map(|&it| self.scaled(it)).collect();
        let area = self.ground(pen);
        let drawn = area.draw(&Polygon::new(points, role.colour()));
        drop(drawn);
    }

    /// A filled rectangle between two corners.
    pub(super) fn bar(&self, pen: &mut Pen, role: Role, a: (f64, f64), b: (f64, f64)) {
        let corners = [self.scaled(a), self.scaled(b)];
        let area = self.ground(pen);
        let drawn = area.draw(&Rectangle::new(corners, role.colour().filled()));
        drop(drawn);
    }

    fn scaled(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x.within(x), self.y.within(y))
    }

    fn ground<'p>(
        &self,
        pen: &'p mut Pen,
    ) -> DrawingArea<Paper<'p>, Cartesian2d<RangedCoordf64, RangedCoordf64>> {
        let root: DrawingArea<Paper<'p>, Shift> = Paper(pen).into_drawing_area();
        root.apply_coord_spec(self.spec.clone())
    }
}

/// The backend: what plotters draws, the pen writes.
struct Paper<'p>(&'p mut Pen);

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Paper<'_> {
    fn path(&mut self, color: BackendColor, points: impl Iterator<Item = BackendCoord>, end: &str) {
        let class = CLASSES.get(usize::from(color.rgb.2)).copied().unwrap_or("gr");
        let mut data = path_data(points);
        if !data.is_empty() {
            data.push_str(end);
            self.0.path(class, &data);
        }
    }
}

impl DrawingBackend for Paper<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.0.width * 10.0) as u32, (self.0.height * 10.0) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(()) // only pictures and pixel fonts ask for pixels
    }

    fn draw_line<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S) -> Drawn {
        self.path(style.color(), [a, b].into_iter(), "");
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        _: bool,
    ) -> Drawn {
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
    ) -> Drawn {
        self.path(style.color(), path.into_iter(), "");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.path(style.color(), path.into_iter(), "z");
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, _: &str, _: &S, _: BackendCoord) -> Drawn {
        Ok(()) // all text is set by the pen, which knows its classes and its widths
    }
}

/// Points in tenths as relative path data, level and upright pieces joined.
fn path_data(points: impl Iterator<Item = BackendCoord>) -> String {
    let mut data = String::new();
    let mut points = points.peekable();
    let Some(mut at) = points.next() else { return data };
    data.push('M');
    pair(&mut data, f64::from(at.0) / 10.0, f64::from(at.1) / 10.0);
    while let Some(mut to) = points.next() {
        while let Some(next) = points.next_if(|next| straight(at, to, *next)) {
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

/// Whether `to` lies between `at` and `next` on a level or upright line.
fn straight(at: BackendCoord, to: BackendCoord, next: BackendCoord) -> bool {
    let between = |a: i32, b: i32, c: i32| a.min(c) <= b && b <= a.max(c);
    at.1 == to.1 && to.1 == next.1 && between(at.0, to.0, next.0)
        || at.0 == to.0 && to.0 == next.0 && between(at.1, to.1, next.1)
}
