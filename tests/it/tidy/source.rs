//! The source tree as the compiler sees it: one [`Module`] a file, with its `use` trees resolved to files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit;
use syn::{Item, UseTree, Visibility};

/// `["site", "view", "home"]`; the crate's root is empty.
pub type ModulePath = Vec<String>;

/// A source file.
pub struct Module {
    /// Relative to the project, `src/site/view/home.rs`.
    pub file: PathBuf,
    pub text: String,
    pub syntax: syn::File,
    /// Names that it passes on, `pub use view::Home`, by where they come from. The name `*` stands for a glob.
    reexports: Vec<(String, ModulePath)>,
    /// What its code refers to, as absolute paths.
    references: BTreeSet<ModulePath>,
}

/// Every module of the crate.
pub struct Crate {
    pub modules: BTreeMap<ModulePath, Module>,
}

impl Crate {
    /// Reads `src/`.
    pub fn read() -> Crate {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut modules = BTreeMap::new();
        for entry in walkdir::WalkDir::new(root.join("src")).sort_by_file_name() {
            let entry = entry.unwrap();
            if entry.path().extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            let file = entry.path().strip_prefix(root).unwrap().to_owned();
            let text = fs::read_to_string(entry.path()).unwrap();
            let syntax = syn::parse_file(&text).unwrap();
            let path = module_path(&file);
            let module =
                Module { file, text, syntax, reexports: Vec::new(), references: BTreeSet::new() };
            modules.insert(path, module);
        }
        let known: BTreeSet<ModulePath> = modules.keys().cloned().collect();
        for (path, module) in &mut modules {
            let mut collector = Collector {
                known: &known,
                at: path.clone(),
                reexports: Vec::new(),
                references: BTreeSet::new(),
            };
            collector.visit_file(&module.syntax);
            (module.reexports, module.references) = (collector.reexports, collector.references);
        }
        Crate { modules }
    }

    /// The modules that each module imports from, tests left out. A name that is passed on counts for the module that
    /// defines it.
    pub fn imports(&self) -> BTreeMap<ModulePath, BTreeSet<ModulePath>> {
        let mut imports = BTreeMap::new();
        for (path, module) in &self.modules {
            if is_test(path) {
                continue;
            }
            let mut targets = BTreeSet::new();
            for reference in &module.references {
                if let Some(target) = self.resolve(reference, 0)
                    && target != *path
                    && !is_test(&target)
                {
                    targets.insert(target);
                }
            }
            imports.insert(path.clone(), targets);
        }
        imports
    }

    /// The module that defines what an absolute path names.
    fn resolve(&self, path: &[String], depth: usize) -> Option<ModulePath> {
        let mut module = ModulePath::new();
        for (index, segment) in path.iter().enumerate() {
            let mut inner = module.clone();
            inner.push(segment.clone());
            if self.modules.contains_key(&inner) {
                module = inner;
                continue;
            }
            for (name, from) in &self.modules.get(&module)?.reexports {
                if 8 < depth || name != segment && name != "*" {
                    continue;
                }
                let mut passed_on = from.clone();
                let skipped = if name == "*" { index } else { index + 1 };
                passed_on.extend_from_slice(&path[skipped..]);
                if name != "*" {
                    return self.resolve(&passed_on, depth + 1);
                }
            }
            break;
        }
        Some(module)
    }
}

/// Whether a module belongs to the tests.
pub fn is_test(path: &[String]) -> bool {
    path.iter().any(|segment| segment == "tests")
}

fn module_path(file: &Path) -> ModulePath {
    let inside = file.strip_prefix("src").unwrap().with_extension("");
    let mut path: ModulePath =
        inside.iter().map(|segment| segment.to_str().unwrap().to_owned()).collect();
    if path.last().is_some_and(|last| last == "mod") || path == ["lib"] {
        path.pop();
    }
    path
}

/// Collects what one file refers to.
struct Collector<'k> {
    known: &'k BTreeSet<ModulePath>,
    /// The module that is being read; longer than the file's inside `mod name { … }`.
    at: ModulePath,
    reexports: Vec<(String, ModulePath)>,
    references: BTreeSet<ModulePath>,
}

impl Collector<'_> {
    /// The absolute path of a path that begins in this crate; `None` where it begins elsewhere.
    fn absolute(&self, segments: &[String]) -> Option<ModulePath> {
        let mut from = self.at.clone();
        let mut rest = segments;
        match rest.first()?.as_str() {
            "crate" => {
                from.clear();
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|segment| segment == "super") {
                    from.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                let mut child = from.clone();
                child.push(first.to_owned());
                if !self.known.contains(&child) {
                    return None;
                }
            }
        }
        from.extend_from_slice(rest);
        Some(from)
    }

    fn use_tree(&mut self, tree: &UseTree, before: &mut Vec<String>, passes_on: bool) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.use_tree(&path.tree, before, passes_on);
                before.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.use_tree(tree, before, passes_on);
                }
            }
            UseTree::Name(name) => self.used(before, &name.ident, &name.ident, passes_on),
            UseTree::Rename(rename) => {
                self.used(before, &rename.ident, &rename.rename, passes_on);
            }
            UseTree::Glob(_) => {
                if let Some(path) = self.absolute(before) {
                    if passes_on {
                        self.reexports.push(("*".to_owned(), path));
                    } else {
                        self.references.insert(path);
                    }
                }
            }
        }
    }

    fn used(&mut self, before: &[String], name: &syn::Ident, known_as: &syn::Ident, on: bool) {
        let mut segments = before.to_vec();
        if name != "self" {
            segments.push(name.to_string());
        }
        let Some(path) = self.absolute(&segments) else { return };
        if on {
            self.reexports.push((known_as.to_string(), path));
        } else {
            self.references.insert(path);
        }
    }
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Use(import) => {
                let passes_on = !matches!(import.vis, Visibility::Inherited);
                self.use_tree(&import.tree, &mut Vec::new(), passes_on);
            }
            Item::Mod(module) if module.content.is_some() => {
                if is_for_tests(&module.attrs) {
                    return;
                }
                self.at.push(module.ident.to_string());
                syn::visit::visit_item_mod(self, module);
                self.at.pop();
            }
            _ => syn::visit::visit_item(self, item),
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if 1 < segments.len()
            && let Some(path) = self.absolute(&segments)
        {
            self.references.insert(path);
        }
        syn::visit::visit_path(self, path);
    }
}

/// Whether an item is compiled for tests only.
pub fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test")
    })
}
