//! How the code reads, in figures: pronouns for names, closures, long functions, names with several meanings.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;

use super::source::Crate;

/// Figures of the whole of `src/`, tests included.
#[derive(Default)]
pub struct Measures {
    /// Lines that hold code.
    pub lines: usize,
    /// Uses of the identifier `it`.
    pub pronouns: usize,
    pub closures: usize,
    /// Functions over [`LONG`] lines: where, and how many lines.
    pub long_functions: Vec<(String, usize)>,
    /// How often a struct, enum, trait or type alias of a name is defined.
    pub type_names: BTreeMap<String, usize>,
    file: String,
}

/// The most lines that a function should have.
pub const LONG: usize = 60;

impl Measures {
    pub fn of(whole: &Crate) -> Measures {
        let mut measures = Measures::default();
        for module in whole.modules.values() {
            measures.file = module.file.display().to_string();
            let code = |line: &&str| {
                let line = line.trim();
                !line.is_empty() && !line.starts_with("//")
            };
            measures.lines += module.text.lines().filter(code).count();
            measures.pronouns += pronouns(module.text.parse().unwrap());
            measures.visit_file(&module.syntax);
        }
        measures
    }

    /// A count for every 1,000 lines of code.
    pub fn per_thousand(&self, count: usize) -> usize {
        1_000 * count / self.lines
    }

    /// Tests may set up a long sample, and words are tables: neither counts.
    fn function(&mut self, name: &syn::Ident, block: &syn::Block) {
        if ["/tests", "messages", "explain/"].iter().any(|part| self.file.contains(part)) {
            return;
        }
        let braces = block.brace_token.span;
        let lines = braces.close().end().line - braces.open().start().line;
        if LONG < lines {
            self.long_functions.push((format!("{}: {name}", self.file), lines));
        }
    }

    fn defines(&mut self, name: &syn::Ident) {
        *self.type_names.entry(name.to_string()).or_default() += 1;
    }
}

fn pronouns(tokens: TokenStream) -> usize {
    let mut count = 0;
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "it" => count += 1,
            TokenTree::Group(group) => count += pronouns(group.stream()),
            _ => {}
        }
    }
    count
}

impl<'ast> Visit<'ast> for Measures {
    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        self.closures += 1;
        syn::visit::visit_expr_closure(self, closure);
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.function(&function.sig.ident, &function.block);
        syn::visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.function(&function.sig.ident, &function.block);
        syn::visit::visit_impl_item_fn(self, function);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.defines(&item.ident);
        syn::visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.defines(&item.ident);
        syn::visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.defines(&item.ident);
        syn::visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.defines(&item.ident);
    }
}
