//! The sheets of a workbook by name, and the texts that their cells share.

use crate::forms::fill::tree::{Element, Node, parse, root};
use crate::forms::package::{PackageProblem, Part, part_named};

/// A sheet: its name, and the part that holds it.
pub(super) struct SheetPart {
    pub(super) name: String,
    pub(super) part: String,
}

/// What a workbook says about its sheets.
pub(super) struct Book {
    pub(super) sheets: Vec<SheetPart>,
    pub(super) texts: Vec<Element>,
}

impl Book {
    pub(super) fn read(parts: &[Part]) -> Result<Book, PackageProblem> {
        let Some(mut nodes) = tree_of(parts, "xl/workbook.xml")? else {
            return Err(PackageProblem::NoDocument);
        };
        let links = links_of(parts, "xl/workbook.xml")?;
        let mut sheets = Vec::new();
        if let Some(list) = root(&mut nodes)?.child("sheets") {
            for sheet in list.elements() {
                let id = sheet.attribute("r:id").unwrap_or_default();
                let part = links.iter().find(|(known, _)| *known == id);
                if let (Some(name), Some((_, part))) = (sheet.attribute("name"), part) {
                    sheets.push(SheetPart { name, part: part.clone() });
                }
            }
        }
        let mut texts = Vec::new();
        if let Some(mut nodes) = tree_of(parts, "xl/sharedStrings.xml")? {
            for node in std::mem::take(&mut root(&mut nodes)?.children) {
                if let Node::Element(element) = node {
                    texts.push(element);
                }
            }
        }
        Ok(Book { sheets, texts })
    }
}

/// The tree of a part; `None` if there is no such part.
pub(super) fn tree_of(parts: &[Part], name: &str) -> Result<Option<Vec<Node>>, PackageProblem> {
    match part_named(parts, name) {
        Some(part) => Ok(Some(parse(&part.bytes)?)),
        None => Ok(None),
    }
}

/// The parts that a part names, by the identifiers that it uses for them.
pub(super) fn links_of(
    parts: &[Part],
    name: &str,
) -> Result<Vec<(String, String)>, PackageProblem> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let Some(mut nodes) = tree_of(parts, &format!("{folder}/_rels/{file}.rels"))? else {
        return Ok(Vec::new());
    };
    let mut links = Vec::new();
    for link in root(&mut nodes)?.elements() {
        let (Some(id), Some(target)) = (link.attribute("Id"), link.attribute("Target")) else {
            continue;
        };
        links.push((id, resolved(folder, &target)));
    }
    Ok(links)
}

/// The name of the part that a target leads to: `../drawings/drawing1.xml` from `xl/worksheets`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            name => path.push(name),
        }
    }
    path.join("/")
}
