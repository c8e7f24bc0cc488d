//! Writes the SVG: elements with classes, figures with at most one decimal, text escaped and kept within the chart.

use std::fmt::Write as _;

use super::common::{Head, Svg};
use super::path_data::{number, piece_data, rect_data};
use super::text_style::TextStyle;
use super::width::{tidy, tidy_within};

/// The width that a drawing for screens is laid out for: that of the narrowest.
pub(super) const NARROWEST: f64 = 300.0;

/// A chart being drawn.
pub(super) struct SvgWriter {
    pub(super) width: f64,
    pub(super) height: f64,
    kind: &'static str,
    id: String,
    body: String,
    /// Shapes that stretch, and are not yet in `body`.
    stretched: String,
    has_links: bool,
    /// Whether the drawing fits any width.
    is_fluid: bool,
    /// The place across the chart that what follows keeps its distance to; else each thing has a place of its own.
    anchor: Option<f64>,
    is_too_wide: bool,
}

/// The width to draw for, in px: that of the head, clamped, or else that of the narrowest screen.
pub(super) fn drawing_width(head: &Head) -> f64 {
    if is_fluid(head) { NARROWEST } else { head.width.clamp(240.0, 2000.0) }
}

/// Whether a chart is drawn for screens of any width.
pub(super) fn is_fluid(head: &Head) -> bool {
    !head.width.is_finite() || head.width <= 0.0
}

impl SvgWriter {
    /// An empty chart of a kind (`bullet`).
    pub(super) fn new(kind: &'static str, head: &Head, width: f64, height: f64) -> SvgWriter {
        let mut svg = SvgWriter {
            width,
            height,
            kind,
            id: plain_id(&head.id),
            body: String::with_capacity(2048),
            stretched: String::new(),
            has_links: false,
            is_fluid: is_fluid(head),
            anchor: None,
            is_too_wide: false,
        };
        let (id, title, desc) = (svg.id.clone(), tidy(&head.title), tidy_within(&head.desc, 4000));
        let _ = write!(svg.body, r#"<title id="{id}-t">"#);
        escape(&mut svg.body, &title);
        let _ = write!(svg.body, r#"</title><desc id="{id}-d">"#);
        escape(&mut svg.body, &desc);
        svg.body.push_str("</desc>");
        svg
    }

    /// An empty drawing of a size, without a name: decoration beside text.
    pub(super) fn bare((width, height): (f64, f64)) -> SvgWriter {
        SvgWriter { body: String::new(), ..SvgWriter::new("", &Head::default(), width, height) }
    }

    /// The finished decoration: only shapes that stretch.
    pub(super) fn finish_bare(self) -> String {
        let SvgWriter { width, height, stretched, .. } = self;
        format!(
            r#"<svg class="chart plot" viewBox="0 0 {width} {height}" preserveAspectRatio="none" aria-hidden="true">{stretched}</svg>"#
        )
    }

    /// Marks the chart as wider than requested: it scrolls instead of shrinking.
    pub(super) fn mark_too_wide(&mut self) {
        self.is_too_wide = true;
    }

    /// Opens a `<g>` of a class; [`SvgWriter::close`] closes it.
    pub(super) fn open(&mut self, class: &str) {
        self.flush();
        let _ = write!(self.body, r#"<g class="{class}">"#);
    }

    /// Closes the `<g>` that [`SvgWriter::open`] opened.
    pub(super) fn close(&mut self) {
        self.flush();
        self.body.push_str("</g>");
    }

    /// Draws `content`, within a link if there is an address.
    pub(super) fn link(&mut self, href: Option<&str>, content: impl FnOnce(&mut SvgWriter)) {
        let Some(href) = href else { return content(self) };
        self.has_links = true;
        self.flush();
        open_link(&mut self.body, href);
        content(self);
        self.flush();
        self.body.push_str("</a>");
    }

    /// Adds a tooltip to the group or link that is open.
    pub(super) fn tip(&mut self, text: &str) {
        let text = tidy(text);
        if !text.is_empty() {
            self.body.push_str("<title>");
            escape(&mut self.body, &text);
            self.body.push_str("</title>");
        }
    }

    /// A path with the given data; on a screen it stretches with the chart.
    pub(super) fn path(&mut self, class: &str, data: &str) {
        if !data.is_empty() {
            let out = if self.is_fluid { &mut self.stretched } else { &mut self.body };
            let _ = write!(out, r#"<path class="{class}" d="{data}"/>"#);
        }
    }

    /// A shape that keeps its size, at a place: pieces of path data, each with its start relative to that place.
    pub(super) fn shape(&mut self, class: &str, (x, y): (f64, f64), pieces: &[(f64, f64, &str)]) {
        let anchor = self.anchor.unwrap_or(x);
        let (left, top) = if self.is_fluid { (x - anchor, 0.0) } else { (x, y) };
        let mut data = String::new();
        piece_data(&mut data, (left, top), pieces);
        if !self.is_fluid {
            return self.path(class, &data);
        }
        self.flush();
        self.body.push_str(r#"<svg x=""#);
        self.across(anchor);
        self.body.push_str(r#"" y=""#);
        number(&mut self.body, y);
        let _ = write!(self.body, r#""><path class="{class}" d="{data}"/></svg>"#);
    }

    /// Lets signs and texts that follow keep their distance to a place, however wide the chart is shown.
    pub(super) fn anchor_at(&mut self, x: f64) {
        self.anchor = Some(x);
    }

    /// Gives each sign and text that follows a place of its own again.
    pub(super) fn free(&mut self) {
        self.anchor = None;
    }

    /// A place across the chart: px, or on a screen the share of the width.
    fn across(&mut self, x: f64) {
        if self.is_fluid {
            number(&mut self.body, x / self.width * 100.0);
            self.body.push('%');
        } else {
            number(&mut self.body, x);
        }
    }

    /// Writes the shapes that stretch, which are drawn one over the other, before what follows.
    fn flush(&mut self) {
        if self.stretched.is_empty() {
            return;
        }
        self.body.push_str(r#"<svg viewBox="0 0 "#);
        number(&mut self.body, self.width);
        self.body.push(' ');
        number(&mut self.body, self.height);
        self.body.push_str(r#"" preserveAspectRatio="none">"#);
        self.body.push_str(&self.stretched);
        self.body.push_str("</svg>");
        self.stretched.clear();
    }

    /// A filled rectangle; nothing if its area is empty.
    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        if width < 0.05 || height < 0.05 {
            return;
        }
        if !self.is_fluid {
            let mut data = String::new();
            rect_data(&mut data, (x, y), (width, height));
            return self.path(class, &data);
        }
        self.flush();
        let _ = write!(self.body, r#"<rect class="{class}" x=""#);
        self.across(x);
        self.body.push_str(r#"" y=""#);
        number(&mut self.body, y);
        self.body.push_str(r#"" width=""#);
        self.across(width);
        self.body.push_str(r#"" height=""#);
        number(&mut self.body, height);
        self.body.push_str(r#""/>"#);
    }

    /// A hatched rectangle: the range where the figure should not be.
    pub(super) fn hatch(&mut self, (x, y): (f64, f64), (width, height): (f64, f64)) {
        if width < 0.05 || height < 0.05 {
            return;
        }
        let id = self.id.clone();
        let out = if self.is_fluid { &mut self.stretched } else { &mut self.body };
        let _ = write!(
            out,
            r#"<pattern id="{id}-h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="ha" d="M0 0V6"/></pattern>"#
        );
        let mut data = String::new();
        rect_data(&mut data, (x, y), (width, height));
        let _ = write!(out, r##"<path fill="url(#{id}-h)" d="{data}"/>"##);
    }

    /// Text with its baseline at `y`, moved and, if necessary, cut so that it stays in the chart.
    pub(super) fn text(&mut self, at: (f64, f64), style: TextStyle, text: &str) {
        self.text_within(at, style, text, self.width);
    }

    /// Text cut to `room` px; text that is cut is complete in a tooltip.
    pub(super) fn text_within(
        &mut self,
        (x, y): (f64, f64),
        style: TextStyle,
        text: &str,
        room: f64,
    ) {
        let whole = tidy(text);
        let shown = style.fit(&whole, room.min(self.width));
        if shown.is_empty() {
            return;
        }
        let width = style.width(&shown);
        let before = width * style.anchor;
        let x = x.max(before).min(self.width - (width - before));
        let y = y.min(self.height - 0.26 * style.px()).max(0.92 * style.px());
        self.flush();
        let _ = write!(self.body, r#"<text class="{}" x=""#, style.classes());
        let anchor = self.anchor.filter(|_| self.is_fluid).unwrap_or(x);
        self.across(anchor);
        if anchor != x {
            self.body.push_str(r#"" dx=""#);
            number(&mut self.body, x - anchor);
        }
        self.body.push_str(r#"" y=""#);
        number(&mut self.body, y);
        self.body.push_str(r#"">"#);
        if shown != whole {
            self.tip(&whole);
        }
        escape(&mut self.body, &shown);
        self.body.push_str("</text>");
    }

    /// The finished element. Screen readers do not offer links within an image, so a chart with links is a group.
    pub(super) fn finish(mut self) -> Svg {
        self.flush();
        let SvgWriter { kind, id, body, .. } = self;
        let size = if self.is_fluid { " fluid" } else { "" };
        let over = if self.is_too_wide {
            format!(" over w{}", width_class(self.width))
        } else {
            String::new()
        };
        let role = if self.has_links { "group" } else { "img" };
        let mut out = String::with_capacity(body.len() + 160);
        let _ = write!(out, r#"<svg class="chart chart-{kind}{size}{over}" "#);
        out.push_str(if self.is_fluid { r#"height=""# } else { r#"viewBox="0 0 "# });
        if !self.is_fluid {
            number(&mut out, self.width);
            out.push(' ');
        }
        number(&mut out, self.height);
        let _ = write!(out, r#"" role="{role}" aria-labelledby="{id}-t {id}-d">{body}</svg>"#);
        Svg(out)
    }
}

/// The width classes of charts that scroll, in hundreds of px; `charts.css` defines them.
pub(super) const WIDTH_CLASSES: [u32; 12] = [4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24];

/// The smallest class that is wide enough, or else the widest.
fn width_class(width: f64) -> u32 {
    for class in WIDTH_CLASSES {
        if width <= f64::from(class) * 100.0 {
            return class;
        }
    }
    WIDTH_CLASSES[WIDTH_CLASSES.len() - 1]
}

/// Appends the start of a link. Control characters of its address are left out.
pub(super) fn open_link(out: &mut String, href: &str) {
    let href: String = href.chars().filter(|ch| !ch.is_control()).collect();
    out.push_str(r#"<a href=""#);
    escape(out, &href);
    out.push_str(r#"">"#);
}

/// Appends text, escaped for XML text and attribute values.
pub(super) fn escape(out: &mut String, text: &str) {
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(ch),
        }
    }
}

/// An id that can stand in `url(#…)` and in a list of ids: `听课` becomes `_542c_8bfe`.
fn plain_id(id: &str) -> String {
    let mut plain = String::with_capacity(id.len());
    for ch in id.chars() {
        if ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_') {
            plain.push(ch);
        } else {
            let _ = write!(plain, "_{:x}", u32::from(ch));
        }
    }
    if plain.is_empty() { "chart".to_owned() } else { plain }
}
