//! A table of facts about one thing: a label, and a text or links.

use serde::Serialize;

use crate::model::FormerId;
use crate::site::model::page_ctx::Link;
use crate::site::values::describe::template_struct;

template_struct! {
    /// A line of the facts about something; it has either a text or links.
    #[derive(Debug, Serialize)]
    pub(crate) struct Fact<'s> {
        /// What it is about.
        pub(crate) label: &'s str,
        /// The fact.
        pub(crate) text: Option<String>,
        /// The fact as links.
        pub(crate) links: Vec<Link<'s>>,
        /// Whether it is about the filing, not about the thing; left out on paper, which has a stamp.
        pub(crate) filing: bool,
        /// Whether the label is a text of the archive too, so that it can be searched for.
        #[serde(skip)]
        pub(crate) own_label: bool,
    }
}

impl Fact<'_> {
    /// Whether it is about the filing, not about the thing.
    pub(crate) fn is_filing(&self) -> bool {
        self.filing
    }
}

/// Appends facts to the text that the search indexes, one line for each; links about the filing lead to lists of
/// everything and are left out.
pub(crate) fn push_facts(facts: &[Fact<'_>], out: &mut String) {
    for fact in facts.iter().filter(|fact| !fact.filing || fact.text.is_some()) {
        if fact.own_label {
            out.push_str(fact.label);
            out.push(' ');
        }
        out.extend(fact.text.as_deref());
        let links: Vec<&str> = fact.links.iter().map(|link| &*link.text).collect();
        out.push_str(&links.join("、"));
        out.push('\n');
    }
}

/// Former ids as one text.
pub(crate) fn former_names(formerly: &[FormerId], comma: &str) -> String {
    let ids: Vec<&str> = formerly.iter().map(|former| former.id.as_str()).collect();
    ids.join(comma)
}

/// Facts in order; those without a value are left out.
#[derive(Debug, Default)]
pub(crate) struct Facts<'s>(pub(crate) Vec<Fact<'s>>);

impl<'s> Facts<'s> {
    /// A text, when there is one.
    pub(crate) fn text(&mut self, label: &'s str, text: Option<impl Into<String>>) -> &mut Self {
        if let Some(text) = text {
            let text: String = text.into();
            if !text.is_empty() {
                let (links, filing, own_label) = (Vec::new(), false, false);
                self.0.push(Fact { label, text: Some(text), links, filing, own_label });
            }
        }
        self
    }

    /// A text under a label that is a text of the archive too.
    pub(crate) fn labelled(&mut self, label: &'s str, text: &str) -> &mut Self {
        let from = self.0.len();
        self.text(label, Some(text));
        for fact in &mut self.0[from..] {
            fact.own_label = true;
        }
        self
    }

    /// A text about the filing, when there is one.
    pub(crate) fn filing(&mut self, label: &'s str, text: Option<impl Into<String>>) -> &mut Self {
        let from = self.0.len();
        self.text(label, text);
        self.mark_as_filing(from);
        self
    }

    /// Links about the filing, when there are any.
    pub(crate) fn filing_links(
        &mut self,
        label: &'s str,
        links: impl IntoIterator<Item = Link<'s>>,
    ) -> &mut Self {
        let from = self.0.len();
        self.links(label, links);
        self.mark_as_filing(from);
        self
    }

    /// Marks the facts from an index on as being about the filing.
    fn mark_as_filing(&mut self, from: usize) {
        for fact in &mut self.0[from..] {
            fact.filing = true;
        }
    }

    /// A number, when there is one.
    pub(crate) fn number(&mut self, label: &'s str, number: Option<u32>) -> &mut Self {
        self.text(label, number.as_ref().map(ToString::to_string))
    }

    /// Links, when there are any.
    pub(crate) fn links(
        &mut self,
        label: &'s str,
        links: impl IntoIterator<Item = Link<'s>>,
    ) -> &mut Self {
        let links: Vec<Link<'s>> = links.into_iter().collect();
        if !links.is_empty() {
            let (text, filing, own_label) = (None, false, false);
            self.0.push(Fact { label, text, links, filing, own_label });
        }
        self
    }
}
