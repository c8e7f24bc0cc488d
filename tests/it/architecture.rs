//! ARCHITECTURE.md is true: every place that it names exists, every folder of `src/` has its row, in the order that
//! the imports follow, and the steps of its recipes lead to code that still works as they say.

use std::fs;
use std::path::Path;

use crate::tidy::ORDER;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap()
}

/// What stands between backticks, without the code block.
fn code_spans(text: &str) -> Vec<&str> {
    text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn every_place_that_it_names_exists() {
    let text = text();
    let mut missing = Vec::new();
    let places = code_spans(&text).into_iter().filter(|span| span.contains('/'));
    for place in places.filter(|span| !span.contains([' ', '<', '='])) {
        let candidates =
            ["", "src/", "src/engine/", "src/site/", "src/diagnostics/", "src/bagit/", "benches/"];
        let exists = candidates.iter().any(|base| root().join(base).join(place).exists());
        if !exists && ![".guidang-cache/", "output/"].contains(&place) {
            missing.push(place);
        }
    }
    assert!(missing.is_empty(), "ARCHITECTURE.md names places that do not exist: {missing:?}");
}

#[test]
fn every_folder_has_its_row_in_the_order_of_imports() {
    let text = text();
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let mut named = Vec::new();
    for row in rows {
        let cell = row.split('|').nth(1).unwrap();
        for span in code_spans(cell) {
            named.push(span.trim_end_matches('/').trim_end_matches(".rs").to_owned());
        }
    }
    let expected: Vec<&str> = ORDER.iter().copied().filter(|folder| *folder != "main").collect();
    assert_eq!(named, expected, "the table and the order of imports (tests/it/tidy/) differ");
}

#[test]
fn the_page_stays_one_page() {
    assert!(text().lines().count() <= 85, "ARCHITECTURE.md is one page");
}

/// A recipe says that the compiler asks for the rest: the enums of the recipes are matched without a wildcard.
#[test]
fn the_compiler_asks_for_what_the_recipes_say() {
    for (file, variants) in [
        ("src/l10n/terms.rs", "Status::"),
        ("src/site/charts/marks.rs", "Status::"),
        ("src/site/fragments/status.rs", "Status::"),
        ("src/engine/progress/aggregate.rs", "Aggregate::"),
        ("src/engine/progress/judge.rs", "Aggregate::"),
        ("src/engine/disclosure/collect.rs", "Aggregate::"),
        ("src/diagnostics/problem.rs", "Problem::"),
        ("src/diagnostics/explain/zh.rs", "Code::"),
        ("src/diagnostics/explain/en.rs", "Code::"),
        ("src/diagnostics/messages/zh.rs", "Problem::"),
        ("src/diagnostics/messages/en.rs", "Problem::"),
    ] {
        let source = fs::read_to_string(root().join(file)).unwrap();
        let syntax = syn::parse_file(&source).unwrap();
        let mut matches = Matches { variants, whole: 0 };
        syn::visit::Visit::visit_file(&mut matches, &syntax);
        assert!(0 < matches.whole, "{file} has no match over {variants} without a wildcard");
    }
}

/// Counts the matches over an enum that have no wildcard arm.
struct Matches {
    variants: &'static str,
    whole: usize,
}

impl<'ast> syn::visit::Visit<'ast> for Matches {
    fn visit_expr_match(&mut self, expression: &'ast syn::ExprMatch) {
        use proc_macro2::TokenStream;
        use quote::ToTokens;
        let of_enum = expression.arms.iter().all(|arm| {
            let pattern: TokenStream = arm.pat.to_token_stream();
            pattern.to_string().replace(' ', "").contains(self.variants)
        });
        self.whole += usize::from(of_enum);
        syn::visit::visit_expr_match(self, expression);
    }
}
