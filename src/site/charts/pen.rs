//! Writes the SVG: elements with classes, figures with at most one decimal, text escaped and in its place.

use std::fmt::Write as _;

use super::width::{ems, fit, tidy, tidy_within};
use super::{Head, Svg};

/// The font sizes, in px; `charts.css` gives the same ones to the classes.
pub(super) const SIZES: [(&str, f64); 3] = [("s", 12.0), ("t", 13.0), ("b", 16.0)];

/// Below this width a chart is the drawing for phones.
const NARROW: f64 = 480.0;

/// How a piece of text is set.
#[derive(Clone, Copy)]
pub(super) struct Type {
    size: usize,
    tone: &'static str,
    anchor: f64,
}

impl Type {
    /// Ticks and figures in cells.
    pub(super) const SMALL: Type = Type { size: 0, tone: "", anchor: 0.0 };
    /// Labels and names.
    pub(super) const TEXT: Type = Type { size: 1, tone: "", anchor: 0.0 };
    /// The one figure a chart is about.
    pub(super) const STRONG: Type = Type { size: 2, tone: "", anchor: 0.0 };

    /// The text's middle is at `x`.
    pub(super) const fn middle(self) -> Type {
        Type { anchor: 0.5, ..self }
    }

    /// The text ends at `x`.
    pub(super) const fn end(self) -> Type {
        Type { anchor: 1.0, ..self }
    }

    /// In a tone of the style sheet: `q` quiet, `x` on a dark cell, `k` haloed, `d` today.
    pub(super) const fn tone(self, tone: &'static str) -> Type {
        Type { tone, ..self }
    }

    pub(super) const fn px(self) -> f64 {
        SIZES[self.size].1
    }

    /// The width of `text` in px; bold Latin letters and digits are a little wider.
    pub(super) fn width(self, text: &str) -> f64 {
        ems(text) * self.em()
    }

    fn fit(self, text: &str, room: f64) -> String {
        fit(text, room / self.em())
    }

    fn em(self) -> f64 {
        let bold = self.size == 2 || self.tone.starts_with(['a', 'n']);
        if bold { self.px() * 1.05 } else { self.px() }
    }
}

/// One chart while it is being drawn.
pub(super) struct Pen {
    pub(super) width: f64,
    pub(super) height: f64,
    kind: &'static str,
    id: String,
    body: String,
    linked: bool,
    narrow: bool,
    over: bool,
}

/// The width to draw for: what the head asks for within reason, else the chart's own.
pub(super) fn asked(head: &Head, own: f64) -> f64 {
    if head.width.is_finite() && 0.0 < head.width { head.width.clamp(240.0, 2000.0) } else { own }
}

impl Pen {
    /// An empty chart of a kind (`bullet`).
    pub(super) fn new(kind: &'static str, head: &Head, width: f64, height: f64) -> Pen {
        let mut pen = Pen {
            width,
            height,
            kind,
            id: plain_id(&head.id),
            body: String::with_capacity(2048),
            linked: false,
            narrow: asked(head, 640.0) < NARROW,
            over: false,
        };
        let (id, title, desc) = (pen.id.clone(), tidy(&head.title), tidy_within(&head.desc, 4000));
        let _ = write!(pen.body, r#"<title id="{id}-t">"#);
        escape(&mut pen.body, &title);
        let _ = write!(pen.body, r#"</title><desc id="{id}-d">"#);
        escape(&mut pen.body, &desc);
        pen.body.push_str("</desc>");
        pen
    }

    /// Marks the chart as wider than was asked for: it is to be scrolled, not shrunk.
    pub(super) fn is_over(&mut self) {
        self.over = true;
    }

    /// A `<g>` of a class, until [`Pen::close`].
    pub(super) fn open(&mut self, class: &str) {
        let _ = write!(self.body, r#"<g class="{class}">"#);
    }

    /// Ends what [`Pen::open`] began.
    pub(super) fn close(&mut self) {
        self.body.push_str("</g>");
    }

    /// Draws `inside` within a link, if there is one.
    pub(super) fn link(&mut self, href: Option<&str>, inside: impl FnOnce(&mut Pen)) {
        let Some(href) = href else { return inside(self) };
        self.linked = true;
        self.body.push_str(r#"<a href=""#);
        let href: String = href.chars().filter(|letter| !letter.is_control()).collect();
        escape(&mut self.body, &href);
        self.body.push_str(r#"">"#);
        inside(self);
        self.body.push_str("</a>");
    }

    /// A tooltip of the group or link that is open.
    pub(super) fn tip(&mut self, text: &str) {
        let text = tidy(text);
        if !text.is_empty() {
            self.body.push_str("<title>");
            escape(&mut self.body, &text);
            self.body.push_str("</title>");
        }
    }

    /// A path with the data as it is.
    pub(super) fn path(&mut self, class: &str, data: &str) {
        if !data.is_empty() {
            let _ = write!(self.body, r#"<path class="{class}" d="{data}"/>"#);
        }
    }

    /// A filled rectangle; nothing if it has no area.
    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        if 0.05 <= width && 0.05 <= height {
            let mut data = String::new();
            rect_data(&mut data, (x, y), (width, height));
            self.path(class, &data);
        }
    }

    /// A rectangle of slanted lines: ground where the figure ought not to be.
    pub(super) fn hatch(&mut self, (x, y): (f64, f64), (width, height): (f64, f64)) {
        if width < 0.05 || height < 0.05 {
            return;
        }
        let id = self.id.clone();
        let _ = write!(
            self.body,
            r#"<pattern id="{id}-h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="ha" d="M0 0V6"/></pattern>"#
        );
        let mut data = String::new();
        rect_data(&mut data, (x, y), (width, height));
        let _ = write!(self.body, r##"<path fill="url(#{id}-h)" d="{data}"/>"##);
    }

    /// Text with its baseline at `y`, moved (and, if need be, cut) so that it stays in the chart.
    pub(super) fn text(&mut self, at: (f64, f64), set: Type, text: &str) {
        self.text_within(at, set, text, self.width);
    }

    /// The same, cut to `room` px; what was cut can be read in a tooltip.
    pub(super) fn text_within(&mut self, (x, y): (f64, f64), set: Type, text: &str, room: f64) {
        let whole = tidy(text);
        let shown = set.fit(&whole, room.min(self.width));
        if shown.is_empty() {
            return;
        }
        let wide = set.width(&shown);
        let before = wide * set.anchor;
        let x = x.max(before).min(self.width - (wide - before));
        let y = y.min(self.height - 0.26 * set.px()).max(0.92 * set.px());
        let anchor = ["", " m", " e"][(set.anchor * 2.0) as usize];
        let blank = if set.tone.is_empty() { "" } else { " " };
        let (size, tone) = (SIZES[set.size].0, set.tone);
        let _ = write!(self.body, r#"<text class="{size}{blank}{tone}{anchor}" x=""#);
        number(&mut self.body, x);
        self.body.push_str(r#"" y=""#);
        number(&mut self.body, y);
        self.body.push_str(r#"">"#);
        if shown != whole {
            self.tip(&whole);
        }
        escape(&mut self.body, &shown);
        self.body.push_str("</text>");
    }

    /// The finished element. Links within an image would be hidden from those who do not see it, so a
    /// chart with links is a group.
    pub(super) fn finish(self) -> Svg {
        let Pen { kind, id, body, .. } = self;
        let size = if self.narrow { " narrow" } else { "" };
        let over =
            if self.over { format!(" over w{}", hundreds(self.width)) } else { String::new() };
        let role = if self.linked { "group" } else { "img" };
        let mut out = String::with_capacity(body.len() + 160);
        let _ = write!(out, r#"<svg class="chart chart-{kind}{size}{over}" viewBox="0 0 "#);
        number(&mut out, self.width);
        out.push(' ');
        number(&mut out, self.height);
        let _ = write!(out, r#"" role="{role}" aria-labelledby="{id}-t {id}-d">{body}</svg>"#);
        Svg(out)
    }
}

/// The class of width of a chart that is to be scrolled: `charts.css` knows these hundreds of px.
pub(super) const HUNDREDS: [u32; 12] = [4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24];

fn hundreds(width: f64) -> u32 {
    let enough = HUNDREDS.into_iter().find(|it| width <= f64::from(*it) * 100.0);
    enough.unwrap_or(HUNDREDS[HUNDREDS.len() - 1])
}

/// Appends a closed rectangle to path data.
pub(super) fn rect_data(data: &mut String, (x, y): (f64, f64), (width, height): (f64, f64)) {
    data.push('M');
    pair(data, x, y);
    data.push('h');
    number(data, width);
    data.push('v');
    number(data, height);
    data.push('h');
    number(data, -width);
    data.push('z');
}

/// Appends two figures, with a blank only where one is needed.
pub(super) fn pair(data: &mut String, x: f64, y: f64) {
    number(data, x);
    if tenths(y) >= 0 {
        data.push(' ');
    }
    number(data, y);
}

fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64 // saturates; what is no number becomes 0
}

/// Appends a figure with at most one decimal: `12`, `-0.5`; never `-0`, `NaN` or `1e9`.
pub(super) fn number(out: &mut String, value: f64) {
    let tenths = tenths(value);
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let _ = match rest {
        0 => write!(out, "{sign}{whole}"),
        _ => write!(out, "{sign}{whole}.{rest}"),
    };
}

/// Appends text as XML text or attribute value.
fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
}

/// An id that can stand in `url(#…)` and in a list of ids: `听课` becomes `_542c_8bfe`.
fn plain_id(id: &str) -> String {
    let mut plain = String::with_capacity(id.len());
    for letter in id.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_') {
            plain.push(letter);
        } else {
            let _ = write!(plain, "_{:x}", u32::from(letter));
        }
    }
    if plain.is_empty() { "chart".to_owned() } else { plain }
}
