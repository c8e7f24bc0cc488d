//! The documented contexts held to the views of every page, and `docs/theme-values.md` written from them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::sample::{bare, sample};
use crate::engine::lint::{Checked, check};
use crate::engine::seal::SealFile;
use crate::l10n::labels::ALL;
use crate::site::contexts::{COMPONENTS, EVERYWHERE, Kind, PAGES, SHAPES, page, value_of};
use crate::site::page::page_kind::PageVisitor;
use crate::site::theme::builtin::TEMPLATES;
use crate::site::{Options, Page, Site};

/// A template's name and its context.
struct Values;

impl PageVisitor for Values {
    type Output = (&'static str, Value);

    fn visit<P: Page>(self, view: &P) -> Self::Output {
        (P::TEMPLATE, serde_json::to_value(view).unwrap())
    }
}

/// What the views of all pages showed.
#[derive(Default)]
struct Seen {
    /// An example of each value, by its table and name.
    examples: BTreeMap<(String, String), String>,
    wrong: BTreeSet<String>,
}

impl Seen {
    fn site(&mut self, checked: &Checked, options: Options<'_>) {
        let site = Site::new(&checked.archive, &checked.readings, &checked.blocks, options);
        for at in site.pages() {
            let (template, value) = site.visit(&at, Values);
            let Some(context) = page(template) else {
                self.wrong.insert(format!("{template} is not in contexts/pages.rs"));
                continue;
            };
            for (name, value) in value.as_object().unwrap() {
                match value_of(context, name) {
                    Some(kind) => {
                        let of = if name == "page" { "" } else { template };
                        self.value(of, name, value, &kind, template);
                    }
                    None => self.unknown(template, name, template),
                }
            }
        }
    }

    fn unknown(&mut self, table: &str, name: &str, page: &str) {
        self.wrong.insert(format!("{table} has an undocumented value {name} (seen in {page})"));
    }

    fn value(&mut self, table: &str, name: &str, value: &Value, kind: &Kind, page: &str) {
        let is_there =
            !matches!(value, Value::Null) && *value != "" && *value != Value::Array(Vec::new());
        if is_there {
            let example = || match value {
                Value::String(text) => {
                    let short: String = text.chars().take(32).collect();
                    let more = if short.len() < text.len() { "…" } else { "" };
                    format!("`{}{more}`", short.replace('|', "\\|").replace('\n', " "))
                }
                Value::Bool(it) => format!("`{it}`"),
                Value::Number(it) => format!("`{it}`"),
                _ => String::new(),
            };
            self.examples.entry((table.to_owned(), name.to_owned())).or_insert_with(example);
        }
        if let Err(why) = self.fits(value, kind, page) {
            self.wrong.insert(
                format!("{table} {name}: {why}, documented as {kind:?}")
                    .chars()
                    .take(200)
                    .collect(),
            );
        }
    }

    fn fits(&mut self, value: &Value, kind: &Kind, page: &str) -> Result<(), String> {
        match (kind, value) {
            (Kind::Text | Kind::Html, Value::String(_))
            | (Kind::Number, Value::Number(_))
            | (Kind::YesNo, Value::Bool(_))
            | (Kind::Maybe(_), Value::Null) => Ok(()),
            (Kind::Maybe(of), _) => self.fits(value, of, page),
            (Kind::List(of), Value::Array(all)) => {
                all.iter().try_for_each(|item| self.fits(item, of, page))
            }
            (Kind::Places(kinds), Value::Array(all)) if all.len() == kinds.len() => {
                all.iter().zip(kinds).try_for_each(|(it, kind)| self.fits(it, kind, page))
            }
            (Kind::Shape(shape), Value::Object(all)) => {
                for (name, value) in all {
                    match kind.field(name) {
                        Ok(kind) => self.value(shape.name, name, value, &kind, page),
                        Err(_) => self.unknown(shape.name, name, page),
                    }
                }
                let gone = shape.values.iter().find(|value| !all.contains_key(value.0));
                gone.map_or(Ok(()), |it| Err(format!("{} has no {}", shape.name, it.0)))
            }
            _ => Err(format!("it is {value}")),
        }
    }
}

/// Values that no archive of the tests shows: a closed term that was changed, a ledger with a file beside it, a
/// picture whose bytes were read, the size of a file, a year with more than a hundred schools.
const UNSEEN: &[(&str, &str)] = &[
    ("term.html", "corrections"),
    ("ledger.html", "attachments"),
    ("catalogue-year.html", "parts"),
    ("Attachment", "size"),
    ("Correction", "day"),
    ("Correction", "link"),
    ("Correction", "what"),
    ("Correction", "reason"),
    ("Image", "width"),
    ("Image", "height"),
];

/// The sample of the tests and the archive of this repository, which together show nearly everything.
fn seen() -> Seen {
    let mut seen = Seen::default();
    let federation = crate::engine::federation::tests::sample();
    let portal = Options { federation: Some(&federation), ..Options::default() };
    seen.site(&bare("zh-CN").checked(), portal);
    for (checked, drafts) in [
        (sample("zh-CN").checked(), false),
        (sample("en").checked(), true),
        (bare("zh-CN").checked(), false),
    ] {
        seen.site(&checked, Options { drafts, ..Options::default() });
    }
    let (checked, seals) = of_this_repository();
    seen.site(&checked, Options { seals: &seals, ..Options::default() });
    seen
}

fn of_this_repository() -> (Checked, Vec<SealFile>) {
    let tree = crate::source::FolderSource::open(Path::new(env!("CARGO_MANIFEST_DIR")), "content")
        .unwrap();
    let checked = check(crate::parse::archive(&tree).unwrap(), None);
    let (seals, _) =
        crate::engine::seal::check(&tree, &checked.archive, &checked.readings).unwrap();
    (checked, seals)
}

#[test]
fn every_value_is_documented_and_every_documented_value_occurs() {
    let seen = seen();
    assert!(seen.wrong.is_empty(), "{:#?}", seen.wrong);
    let of_pages = PAGES.iter().map(|page| (page.template, page.values));
    let of_shapes = SHAPES.iter().map(|shape| (shape.name, shape.values));
    let mut unseen = Vec::new();
    for (table, values) in of_pages.chain(of_shapes) {
        for (name, ..) in values {
            if !seen.examples.contains_key(&(table.to_owned(), (*name).to_owned())) {
                unseen.push((table, *name));
            }
        }
    }
    assert_eq!(unseen, UNSEEN, "documented, but in no page");
    want_file("docs/theme-values.md", &document(&seen));
}

#[test]
fn the_tables_hold_together() {
    let values = || {
        let of_pages = PAGES.iter().map(|page| (page.template, page.values));
        let of_parts = COMPONENTS.iter().map(|component| (component.name, component.parameters));
        of_pages.chain(SHAPES.iter().map(|shape| (shape.name, shape.values))).chain(of_parts)
    };
    fn is_known(kind: &Kind) -> bool {
        match kind {
            Kind::Any => false,
            Kind::List(of) | Kind::Maybe(of) => is_known(of),
            Kind::Places(all) => all.iter().all(is_known),
            _ => true,
        }
    }
    for (table, all) in values() {
        for (name, kind, meaning) in all {
            assert!(is_known(&Kind::parse(kind)), "{table} {name}: what is {kind}?");
            assert!(!meaning.is_empty() && meaning.len() < 160, "{table} {name}: {meaning}");
        }
        let names: BTreeSet<&str> = all.iter().map(|item| item.0).collect();
        assert_eq!(names.len(), all.len(), "{table} names something twice");
    }
    for shape in SHAPES {
        let is_used = values()
            .any(|value| value.1.iter().any(|value| value.1.contains(shape.name)))
            || EVERYWHERE.iter().any(|everywhere| everywhere.1 == shape.name);
        assert!(is_used, "{} is no value's kind", shape.name);
    }
}

#[test]
fn the_built_in_templates_use_nothing_else() {
    for (name, text) in TEMPLATES {
        let missing = crate::site::theme::unknown_values(name, text);
        assert!(missing.is_empty(), "{name}: {missing:#?}");
        let is_page = !matches!(*name, "base.html" | "foot.html" | "parts.html");
        assert_eq!(page(name).is_some(), is_page, "{name} and contexts/pages.rs");
    }
}

#[test]
fn the_components_are_those_of_the_templates() {
    let mut found = BTreeMap::new();
    for (_, text) in TEMPLATES {
        for part in text.split("{% component ").skip(1) {
            let (name, rest) = part.split_once('(').unwrap();
            let (parameters, _) = rest.split_once(')').unwrap();
            found.insert(name, parameters);
        }
    }
    let told: BTreeSet<&str> = COMPONENTS.iter().map(|component| component.name).collect();
    assert_eq!(found.keys().copied().collect::<BTreeSet<_>>(), told);
    for component in COMPONENTS {
        let names = found[component.name].split(", ").filter(|part| !part.starts_with('@'));
        let names: Vec<&str> = names.map(|name| name.split(" =").next().unwrap()).collect();
        let told: Vec<&str> = component.parameters.iter().map(|parameter| parameter.0).collect();
        assert_eq!(names, told, "{}", component.name);
    }
}

/// A kind with links to the shapes it names.
fn linked(kind: &str) -> String {
    let shape =
        SHAPES.iter().find(|shape| kind.split([' ', '(', ')', '?']).any(|word| word == shape.name));
    match shape {
        Some(it) => kind.replace(it.name, &format!("[{}](#{})", it.name, it.name.to_lowercase())),
        None => kind.replace("Words", "[Words](#words)"),
    }
}

fn document(seen: &Seen) -> String {
    let mut text = String::from(HEAD);
    text += "\n## Pages\n";
    text += &table("Every page", "In every template.", EVERYWHERE, |_| String::new());
    let example = |of: &str, name: &str| {
        seen.examples.get(&(of.to_owned(), name.to_owned())).cloned().unwrap_or_default()
    };
    for page in PAGES {
        let title = format!("`{}`", page.template);
        text += &table(&title, page.what, page.values, |name| example(page.template, name));
    }
    text += "\n## Shapes\n";
    for shape in SHAPES {
        text += &table(shape.name, shape.what, shape.values, |name| example(shape.name, name));
    }
    text += "\n## Components\n\nThe words `w` reach them by themselves.\n";
    for component in COMPONENTS {
        let title = format!("`{}`", component.name);
        text += &table(&title, component.what, component.parameters, |name| {
            default_of(component.name, name)
        });
    }
    text += "\n## Words\n\n`{{ w.home }}`: the words of the interface, in the language of the site.\n\n| word | Chinese | English |\n|---|---|---|\n";
    for (name, zh, en) in ALL {
        let _ = writeln!(text, "| `w.{name}` | {} | {} |", zh.trim(), en.trim());
    }
    text
}

fn table(
    title: &str,
    what: &str,
    values: &[(&str, &str, &str)],
    last: impl Fn(&str) -> String,
) -> String {
    let mut text = format!(
        "\n### {title}\n\n{what}\n\n| value | type | meaning | example |\n|---|---|---|---|\n"
    );
    for (name, kind, meaning) in values {
        let _ = writeln!(text, "| `{name}` | {} | {meaning} | {} |", linked(kind), last(name));
    }
    text
}

/// The default of a component's parameter, as its template says it.
fn default_of(component: &str, parameter: &str) -> String {
    let start = format!("{{% component {component}(");
    let text = TEMPLATES.iter().find_map(|template| template.1.split_once(&start)).unwrap().1;
    let parameters = text.split_once(')').unwrap().0;
    let own =
        parameters.split(", ").find_map(|part| part.strip_prefix(parameter)?.strip_prefix(" = "));
    own.map(|item| format!("`{item}` unless said")).unwrap_or_default()
}

const HEAD: &str = "# What templates may use

<!-- Written by `UPDATE=1 cargo test --lib pages` from `src/pages/contexts/`: change the tables there. -->

How themes work is told in [themes.md](themes.md). PageCtx is every value, page by page, then the shapes that many
values have, the components, and the words of the interface. A test holds these tables to the views of every page;
a template that asks for anything else is refused with its file, line and column.

How types are written: `text` is escaped where it is printed; `html` is safe HTML or SVG, printed with `| safe`, and
empty when there is nothing to show; `list of X` is for `{% for %}`; `(a, b)` is reached by place, `it[0]`; `X?` may be
none, so ask with `{% if %}` first. A capitalised name is a shape.
";

#[track_caller]
fn want_file(path: &str, want: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, want).unwrap();
        return;
    }
    let is = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        is == want,
        "{path} is not as the tables say: UPDATE=1 cargo test --lib pages, and look at the diff"
    );
}
