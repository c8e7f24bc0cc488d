//! How text is set, and how wide it is then.

use super::width::{ems, fit};

/// The font sizes in px by class; `charts.css` defines the same.
pub(super) const SIZES: [(&str, f64); 3] = [("s", 12.0), ("t", 13.0), ("b", 16.0)];

/// How a piece of text is set.
#[derive(Clone, Copy)]
pub(super) struct TextStyle {
    /// The index of the font size in [`SIZES`].
    size: usize,
    tone: &'static str,
    /// The share of the text before its position: 0, 0.5 or 1.
    pub(super) anchor: f64,
}

impl TextStyle {
    /// Ticks and figures in cells.
    pub(super) const SMALL: TextStyle = TextStyle { size: 0, tone: "", anchor: 0.0 };
    /// Labels and names.
    pub(super) const TEXT: TextStyle = TextStyle { size: 1, tone: "", anchor: 0.0 };
    /// The main figure of a chart.
    pub(super) const STRONG: TextStyle = TextStyle { size: 2, tone: "", anchor: 0.0 };

    /// Centred at `x`.
    pub(super) const fn middle(self) -> TextStyle {
        TextStyle { anchor: 0.5, ..self }
    }

    /// Ending at `x`.
    pub(super) const fn end(self) -> TextStyle {
        TextStyle { anchor: 1.0, ..self }
    }

    /// In a tone of the style sheet: `q` quiet, `x` on a dark cell, `k` with a halo, `d` today.
    pub(super) const fn tone(self, tone: &'static str) -> TextStyle {
        TextStyle { tone, ..self }
    }

    pub(super) const fn px(self) -> f64 {
        SIZES[self.size].1
    }

    /// The width of `text` in px; bold Latin letters and digits are a little wider.
    pub(super) fn width(self, text: &str) -> f64 {
        ems(text) * self.em()
    }

    /// `text` cut to `room` px.
    pub(super) fn fit(self, text: &str, room: f64) -> String {
        fit(text, room / self.em())
    }

    /// The classes of the text.
    pub(super) fn classes(self) -> String {
        let space = if self.tone.is_empty() { "" } else { " " };
        let anchor = ["", " m", " e"][(self.anchor * 2.0) as usize];
        format!("{}{space}{}{anchor}", SIZES[self.size].0, self.tone)
    }

    fn em(self) -> f64 {
        let bold = self.size == 2 || self.tone.starts_with('a');
        if bold { self.px() * 1.05 } else { self.px() }
    }
}

/// The width of the widest text in px; 0 if there is none.
pub(super) fn widest_text<'t>(style: TextStyle, texts: impl IntoIterator<Item = &'t str>) -> f64 {
    texts.into_iter().map(|text| style.width(text)).fold(0.0, f64::max)
}
