//! The parts of a document: an OPC package, unpacked within limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::syntax::xml::{attribute, entity, local_attribute, local_name};

/// The most parts of a document.
const MAX_PARTS: usize = 5000;
/// The most bytes of a part that holds text.
const MAX_TEXT: u64 = 32 * 1024 * 1024;
/// The most bytes of a picture.
const MAX_PICTURE: u64 = 64 * 1024 * 1024;
/// The most bytes that are unpacked of one document.
const MAX_ALL: u64 = 192 * 1024 * 1024;
/// The part that holds the text of nearly every document.
const USUAL_PART: &str = "word/document.xml";
/// The custom property that marks our own forms.
const FORM_PROPERTY: &str = "guidang-form";

/// Why a document cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum WordError {
    /// Damaged, or another kind of file.
    Unreadable,
    /// More than is ever read.
    TooLarge,
    /// It declares a document type, which no office program writes.
    DocumentType,
}

/// A document's parts.
pub(super) struct WordPackage<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    /// The bytes that may still be unpacked.
    budget: u64,
}

impl<'b> WordPackage<'b> {
    /// Opens a document, unless it has too many parts.
    pub(super) fn open(bytes: &'b [u8]) -> Result<WordPackage<'b>, WordError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).or(Err(WordError::Unreadable))?;
        if MAX_PARTS < zip.len() {
            return Err(WordError::TooLarge);
        }
        let names = zip.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
        Ok(WordPackage { zip, names, budget: MAX_ALL })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// The part that holds the text.
    pub(super) fn main_part(&mut self) -> Option<String> {
        let links = self.links("_rels/.rels", "").ok()?;
        match links.into_values().find(|link| link.kind == "officeDocument") {
            Some(link) if self.has(&link.target) => Some(link.target),
            _ if self.has(USUAL_PART) => Some(USUAL_PART.to_owned()),
            _ => None,
        }
    }

    /// The files that a part refers to, by their ids.
    pub(super) fn links_of(&mut self, part: &str) -> Result<BTreeMap<String, String>, WordError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let mut targets = BTreeMap::new();
        for (id, link) in self.links(&format!("{folder}/_rels/{file}.rels"), folder)? {
            targets.insert(id, link.target);
        }
        Ok(targets)
    }

    fn links(
        &mut self,
        name: &str,
        folder: &str,
    ) -> Result<BTreeMap<String, PackageLink>, WordError> {
        let xml = self.text(name.trim_start_matches('/'))?.unwrap_or_default();
        let mut links = BTreeMap::new();
        let mut reader = Reader::from_str(&xml);
        loop {
            match reader.read_event().or(Err(WordError::Unreadable))? {
                Event::Eof => return Ok(links),
                Event::DocType(_) => return Err(WordError::DocumentType),
                Event::Start(tag) | Event::Empty(tag)
                    if local_name(tag.name().as_ref()) == "Relationship" =>
                {
                    let is_external = attribute(&tag, "TargetMode").as_deref() == Some("External");
                    let (id, target) = (attribute(&tag, "Id"), attribute(&tag, "Target"));
                    if let (Some(id), Some(target), false) = (id, target, is_external) {
                        let kind = attribute(&tag, "Type").unwrap_or_default();
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        links.insert(id, PackageLink { kind, target: resolved(folder, &target) });
                    }
                }
                _ => {}
            }
        }
    }

    /// The text of a part; `None` when there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, WordError> {
        if !self.has(name) {
            return Ok(None);
        }
        let bytes = self.bytes(name, MAX_TEXT)?;
        let text = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => String::from_utf8(rest.to_vec()),
            None => String::from_utf8(bytes),
        };
        text.map(Some).or(Err(WordError::Unreadable))
    }

    /// The text of a part in the folder of another one.
    pub(super) fn text_beside(
        &mut self,
        part: &str,
        file: &str,
    ) -> Result<Option<String>, WordError> {
        let (folder, _) = part.rsplit_once('/').unwrap_or_default();
        self.text(format!("{folder}/{file}").trim_start_matches('/'))
    }

    /// The bytes of a picture; `None` when it is missing or too large.
    pub(super) fn picture(&mut self, name: &str) -> Option<Vec<u8>> {
        self.bytes(name, MAX_PICTURE).ok()
    }

    fn bytes(&mut self, name: &str, most: u64) -> Result<Vec<u8>, WordError> {
        let part = self.zip.by_name(name).or(Err(WordError::Unreadable))?;
        let most = most.min(self.budget);
        let mut bytes = Vec::new();
        part.take(most + 1).read_to_end(&mut bytes).or(Err(WordError::Unreadable))?;
        if most < bytes.len() as u64 {
            return Err(WordError::TooLarge);
        }
        self.budget -= bytes.len() as u64;
        Ok(bytes)
    }

    /// Headers and footers.
    pub(super) fn margin_parts(&self) -> Vec<String> {
        let mut names = Vec::new();
        for name in &self.names {
            let is_margin = name.starts_with("word/header") || name.starts_with("word/footer");
            if is_margin && name.ends_with(".xml") {
                names.push(name.clone());
            }
        }
        names.sort_by_key(|name| (name.contains("footer"), name.len(), name.clone()));
        names
    }

    /// The names of the XML parts that begin with a prefix, in order.
    pub(super) fn parts_named(&self, prefix: &str) -> Vec<String> {
        let mut names = Vec::new();
        for name in &self.names {
            if name.starts_with(prefix) && name.ends_with(".xml") {
                names.push(name.clone());
            }
        }
        // `comments2.xml` is before `comments10.xml`.
        names.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        names
    }

    /// How many parts there are in a folder.
    pub(super) fn count_parts(&self, folder: &str) -> usize {
        self.names.iter().filter(|name| name.starts_with(folder)).count()
    }

    /// How many charts and files of other programs there are.
    pub(super) fn embedded(&self) -> usize {
        let mut count = 0;
        for name in &self.names {
            let is_chart = name.starts_with("word/charts/chart") && name.ends_with(".xml");
            let is_drawing = name.starts_with("word/diagrams/data") && name.ends_with(".xml");
            let is_sheet = name.starts_with("word/embeddings/") && !name.ends_with('/');
            if is_chart || is_drawing || is_sheet {
                count += 1;
            }
        }
        count
    }

    /// The mark of our own forms, which stands in a custom property. Damaged properties are passed over.
    pub(super) fn form(&mut self) -> Result<Option<String>, WordError> {
        let Ok(Some(xml)) = self.text("docProps/custom.xml") else { return Ok(None) };
        let mut reader = Reader::from_str(&xml);
        let (mut is_ours, mut value) = (false, String::new());
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) if local_name(tag.name().as_ref()) == "property" => {
                    is_ours = local_attribute(&tag, "name").as_deref() == Some(FORM_PROPERTY);
                }
                Ok(Event::Text(text)) if is_ours => value.push_str(&text),
                Ok(Event::GeneralRef(name)) if is_ours => value.push(entity(&name)),
                Ok(Event::End(tag)) if is_ours && local_name(tag.name().as_ref()) == "property" => {
                    return Ok(Some(value.trim().to_owned()));
                }
                Ok(Event::DocType(_)) => return Err(WordError::DocumentType),
                Ok(Event::Eof) | Err(_) => return Ok(None),
                Ok(_) => {}
            }
        }
    }
}

/// What a part refers to.
struct PackageLink {
    /// The last word of its type: `image`.
    kind: String,
    /// The name of the part.
    target: String,
}

/// The name of a part, by its path from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
