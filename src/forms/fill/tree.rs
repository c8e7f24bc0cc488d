//! XML as a tree that is written as it was read, byte for byte, but for what is changed.

use super::super::package::PackageProblem;

/// The deepest nesting of elements that is read.
const MAX_DEPTH: usize = 200;

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    /// Text, a comment or an instruction, as written.
    Raw(String),
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    /// Its whole opening tag, as written.
    open: String,
    pub(super) children: Vec<Node>,
    /// Its closing tag; empty if the opening tag closes it.
    close: String,
    /// What the caller remembers it by; 0 at first.
    pub(super) place: usize,
}

impl Element {
    /// An element that was not in the file.
    pub(super) fn new(open: &str, children: Vec<Node>, close: &str) -> Element {
        Element { open: open.to_owned(), children, close: close.to_owned(), place: 0 }
    }

    /// Its name without its prefix.
    pub(super) fn name(&self) -> &str {
        let name = self.full_name();
        name.rsplit(':').next().unwrap_or(name)
    }

    fn full_name(&self) -> &str {
        let inside = self.open.trim_start_matches('<');
        let end = inside.find(|ch: char| ch.is_ascii_whitespace() || matches!(ch, '>' | '/'));
        inside.get(..end.unwrap_or(inside.len())).unwrap_or_default()
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }

    /// The first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name() == name)
    }

    pub(super) fn child_mut(&mut self, name: &str) -> Option<&mut Element> {
        let mut elements = self.children.iter_mut().filter_map(Node::element_mut);
        elements.find(|element| element.name() == name)
    }

    /// Its text, entities read.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        for node in &self.children {
            if let Node::Raw(raw) = node
                && !raw.starts_with("<!--")
                && !raw.starts_with("<?")
            {
                if let Some(rest) = raw.strip_prefix("<![CDATA[")
                    && let Some(text) = rest.strip_suffix("]]>")
                {
                    out.push_str(text);
                } else {
                    out.push_str(&unescaped(raw));
                }
            }
        }
        out
    }

    /// The value of an attribute, by its full name.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let (start, end) = self.attribute_place(name)?;
        Some(unescaped(self.open.get(start..end)?))
    }

    /// Where the value of an attribute stands in the opening tag.
    fn attribute_place(&self, name: &str) -> Option<(usize, usize)> {
        let mut at = 1 + self.full_name().len();
        loop {
            let rest = self.open.get(at..)?;
            let equals = rest.find('=')?;
            let found = rest.get(..equals)?.trim();
            let after = at + equals + 1;
            let quote_at = after + self.open.get(after..)?.find(['"', '\''])?;
            let quote = self.open.get(quote_at..)?.chars().next()?;
            let start = quote_at + 1;
            let end = start + self.open.get(start..)?.find(quote)?;
            if found == name {
                return Some((start, end));
            }
            at = end + 1;
        }
    }

    /// Sets an attribute, which is added if it is not there.
    pub(super) fn set_attribute(&mut self, name: &str, value: &str) {
        let value = super::super::xml::escaped(value);
        if let Some((start, end)) = self.attribute_place(name) {
            self.open.replace_range(start..end, &value);
            return;
        }
        let at = 1 + self.full_name().len();
        self.open.insert_str(at, &format!(" {name}=\"{value}\""));
    }

    /// Removes an attribute.
    pub(super) fn remove_attribute(&mut self, name: &str) {
        if let Some((start, end)) = self.attribute_place(name)
            && let Some(before) = self.open.get(..start)
            && let Some(begin) = before.rfind(name)
        {
            self.open.replace_range(begin..end + 1, "");
        }
    }

    /// Replaces its content by a text, with entities for its signs.
    pub(super) fn set_text(&mut self, text: &str) {
        self.set_raw(super::super::xml::escaped(text));
    }

    /// Replaces its content by XML.
    pub(super) fn set_raw(&mut self, xml: String) {
        if self.close.is_empty() {
            self.close = format!("</{}>", self.full_name());
            let end = self.open.trim_end_matches('>').trim_end_matches('/').trim_end().len();
            self.open.truncate(end);
            self.open.push('>');
        }
        self.children = vec![Node::Raw(xml)];
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.open);
        for child in &self.children {
            child.write(out);
        }
        out.push_str(&self.close);
    }
}

impl Node {
    pub(super) fn element(&self) -> Option<&Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        }
    }

    pub(super) fn element_mut(&mut self) -> Option<&mut Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Node::Element(element) => element.write(out),
            Node::Raw(raw) => out.push_str(raw),
        }
    }
}

/// The nodes of a file.
pub(super) fn parse(bytes: &[u8]) -> Result<Vec<Node>, PackageProblem> {
    let Ok(mut rest) = std::str::from_utf8(bytes) else { return Err(PackageProblem::BadXml) };
    let mut open: Vec<Element> = Vec::new();
    let mut done: Vec<Node> = Vec::new();
    while !rest.is_empty() {
        let length = token_length(rest)?;
        let (token, after) = rest.split_at_checked(length).ok_or(PackageProblem::BadXml)?;
        rest = after;
        let node = if token.starts_with("</") {
            let mut element = open.pop().ok_or(PackageProblem::BadXml)?;
            if !closes(token, element.full_name()) {
                return Err(PackageProblem::BadXml);
            }
            token.clone_into(&mut element.close);
            Node::Element(element)
        } else if token.starts_with('<') && !is_raw(token) {
            let element = Element::new(token, Vec::new(), "");
            if element.full_name().is_empty() {
                return Err(PackageProblem::BadXml);
            }
            if !token.ends_with("/>") {
                if MAX_DEPTH <= open.len() {
                    return Err(PackageProblem::BadXml);
                }
                open.push(element);
                continue;
            }
            Node::Element(element)
        } else {
            Node::Raw(token.to_owned())
        };
        match open.last_mut() {
            Some(parent) => parent.children.push(node),
            // What stands around the root is counted by `unpacked` only if it begins with a tag.
            None if !token.starts_with('<') && !is_blank(token, done.is_empty()) => {
                return Err(PackageProblem::BadXml);
            }
            None => done.push(node),
        }
    }
    if open.is_empty() { Ok(done) } else { Err(PackageProblem::BadXml) }
}

/// Whether a text outside of all elements is nothing but spaces, at the start of a file behind a byte order mark.
fn is_blank(text: &str, is_start: bool) -> bool {
    let text = text.strip_prefix('\u{feff}').filter(|_| is_start).unwrap_or(text);
    text.trim_ascii().is_empty()
}

/// Whether a token is no element.
fn is_raw(token: &str) -> bool {
    token.starts_with("<?") || token.starts_with("<!")
}

fn closes(token: &str, name: &str) -> bool {
    token.trim_start_matches("</").trim_end_matches('>').trim_end() == name
}

/// The length of the tag, text, comment or instruction at the beginning. A document type is refused: nothing of a form
/// needs one, and it can do harm.
fn token_length(rest: &str) -> Result<usize, PackageProblem> {
    if !rest.starts_with('<') {
        return Ok(rest.find('<').unwrap_or(rest.len()));
    }
    if rest.starts_with("<!--") {
        return end_of(rest, "-->");
    }
    if rest.starts_with("<![CDATA[") {
        return end_of(rest, "]]>");
    }
    if rest.starts_with("<?") {
        return end_of(rest, "?>");
    }
    if rest.starts_with("<!") {
        return Err(PackageProblem::BadXml);
    }
    // A `>` can stand in the value of an attribute.
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Ok(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    Err(PackageProblem::BadXml)
}

/// The length of a token that ends with a mark.
fn end_of(rest: &str, mark: &str) -> Result<usize, PackageProblem> {
    match rest.find(mark) {
        Some(at) => Ok(at + mark.len()),
        None => Err(PackageProblem::BadXml),
    }
}

/// The bytes of a file.
pub(super) fn written(nodes: &[Node]) -> Vec<u8> {
    let mut out = String::new();
    for node in nodes {
        node.write(&mut out);
    }
    out.into_bytes()
}

fn unescaped(text: &str) -> String {
    match quick_xml::escape::unescape(text) {
        Ok(text) => text.into_owned(),
        Err(_) => text.to_owned(),
    }
}

/// The root element of a file.
pub(super) fn root(nodes: &mut [Node]) -> Result<&mut Element, PackageProblem> {
    nodes.iter_mut().find_map(Node::element_mut).ok_or(PackageProblem::BadXml)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_written_as_it_was_read() {
        for xml in [
            "<?xml version=\"1.0\"?>\r\n<a b='1>2' c = \"x\"><!-- <d> --><e/>t&amp;u<f ></f></a>\n",
            "<w:p/>",
            "<a><![CDATA[<b>]]></a>",
            "\u{feff}\n<a/>\n",
        ] {
            assert_eq!(written(&parse(xml.as_bytes()).unwrap()), xml.as_bytes(), "{xml}");
        }
        for xml in [
            "<a>",
            "</a>",
            "<a></b>",
            "<!DOCTYPE a><a/>",
            "<",
            "<a b=\"",
            "<>",
            "<!--",
            "\u{0}<a",
            "x<a/>",
            "<a/>x",
        ] {
            assert_eq!(parse(xml.as_bytes()), Err(PackageProblem::BadXml), "{xml}");
        }
        assert!(parse("<a>".repeat(300).as_bytes()).is_err());
    }

    #[test]
    fn attributes_are_read_and_set() {
        let mut nodes = parse("<c r=\"B2\" s='3' xml:space = \"a&lt;b\"/>".as_bytes()).unwrap();
        let cell = root(&mut nodes).unwrap();
        assert_eq!(cell.attribute("r").unwrap(), "B2");
        assert_eq!(cell.attribute("xml:space").unwrap(), "a<b");
        assert_eq!(cell.attribute("t"), None);
        cell.set_attribute("r", "C\"3");
        cell.set_attribute("t", "n");
        cell.remove_attribute("s");
        cell.set_text("1<2");
        let text = String::from_utf8(written(&nodes)).unwrap();
        assert_eq!(text, "<c t=\"n\" r=\"C&quot;3\"  xml:space = \"a&lt;b\">1&lt;2</c>");
    }
}
