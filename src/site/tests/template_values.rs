//! The descriptions of template values: they fit what the views of sample archives hold, the built-in templates use
//! nothing else, and `docs/theme-values.md` is written from them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::sample::{bare, sample};
use crate::engine::lint::{Checked, check};
use crate::engine::seal::SealFile;
use crate::l10n::labels::ALL;
use crate::model::{CountyForm, RecordKind};
use crate::site::page::page_kind::PageVisitor;
use crate::site::template_values::TEMPLATE_VALUES;
use crate::site::values::describe::{Field, Shape};
use crate::site::values::kind::Kind;
use crate::site::values::template::Template;
use crate::site::{DocumentId, Options, Page, Site};

/// A template's name and its context.
struct Values;

impl PageVisitor for Values {
    type Output = (&'static str, Value);

    fn visit<P: Page>(self, view: &P) -> Self::Output {
        (P::TEMPLATE.file, serde_json::to_value(view).unwrap())
    }
}

/// The views of pages by their templates, in the order of the page table.
fn page_shapes() -> Vec<(&'static str, Shape)> {
    let mut pages: Vec<(&str, Shape)> = Vec::new();
    for page in TEMPLATE_VALUES.pages {
        let file = page.template.file;
        if !pages.iter().any(|(known, _)| *known == file) {
            pages.push((file, (page.shape)()));
        }
    }
    pages
}

/// The shapes of values, by name.
fn shapes() -> BTreeMap<&'static str, Shape> {
    let mut shapes = BTreeMap::new();
    for (_, shape) in page_shapes() {
        collect_shapes(shape, &mut shapes);
    }
    shapes
}

fn collect_shapes(shape: Shape, shapes: &mut BTreeMap<&'static str, Shape>) {
    for field in shape.fields() {
        let mut kinds = vec![field.kind];
        while let Some(kind) = kinds.pop() {
            match kind {
                Kind::List(inner) | Kind::Optional(inner) => kinds.push(*inner),
                Kind::Tuple(inner) => kinds.extend(inner),
                Kind::Shape(inner) => {
                    let inner = inner();
                    match shapes.insert(inner.name, inner) {
                        Some(known) => {
                            assert_eq!(known.doc, inner.doc, "two shapes are named {}", inner.name);
                        }
                        None => collect_shapes(inner, shapes),
                    }
                }
                _ => {}
            }
        }
    }
}

/// What the views of all pages held.
#[derive(Default)]
struct Seen {
    /// An example of each value, by its table and name.
    examples: BTreeMap<(String, String), String>,
    wrong: BTreeSet<String>,
}

impl Seen {
    fn site(&mut self, checked: &Checked, options: Options<'_>) {
        let site = Site::new(&checked.archive, &checked.readings, &checked.blocks, options);
        for page in site.pages() {
            let (template, value) = site.visit(&page, Values);
            let shape = (TEMPLATE_VALUES.page(template).unwrap().shape)();
            self.object(template, shape, &value, template);
        }
        // A visit has no page for printing; its PDF is made of the same values.
        let shape = (TEMPLATE_VALUES.page("paper.html").unwrap().shape)();
        for document in site.documents() {
            if !matches!(document, DocumentId::Brief(_)) {
                let values = site.document_data(document).values;
                self.object("paper.html", shape, &values, "paper.html");
            }
        }
    }

    /// Compares the values of an object with its shape. `table`: the name of its table in the documentation.
    fn object(&mut self, table: &str, shape: Shape, object: &Value, page: &str) {
        let values = object.as_object().unwrap();
        for (name, value) in values {
            match shape.fields().find(|field| field.name == name) {
                Some(field) => self.value(table, name, value, field.kind, page),
                None => {
                    let why = format!("{table} has an undocumented value {name} (seen in {page})");
                    self.wrong.insert(why);
                }
            }
        }
        for field in shape.fields() {
            if !values.contains_key(field.name) {
                self.wrong.insert(format!("{table} has no {} (seen in {page})", field.name));
            }
        }
    }

    fn value(&mut self, table: &str, name: &str, value: &Value, kind: Kind, page: &str) {
        let is_there =
            !matches!(value, Value::Null) && *value != "" && *value != Value::Array(Vec::new());
        if is_there {
            let key = (table.to_owned(), name.to_owned());
            self.examples.entry(key).or_insert_with(|| example(value));
        }
        if let Err(why) = self.fits(value, kind, page) {
            let why = format!("{table} {name}: {why}, documented as {}", kind_name(kind));
            self.wrong.insert(why.chars().take(200).collect());
        }
    }

    fn fits(&mut self, value: &Value, kind: Kind, page: &str) -> Result<(), String> {
        match (kind, value) {
            (Kind::Text | Kind::Html, Value::String(_))
            | (Kind::Number, Value::Number(_))
            | (Kind::YesNo, Value::Bool(_))
            | (Kind::Optional(_), Value::Null) => Ok(()),
            (Kind::Optional(inner), _) => self.fits(value, *inner, page),
            (Kind::List(item), Value::Array(all)) => {
                all.iter().try_for_each(|value| self.fits(value, *item, page))
            }
            (Kind::Tuple(kinds), Value::Array(all)) if all.len() == kinds.len() => {
                let mut pairs = all.iter().zip(kinds);
                pairs.try_for_each(|(value, kind)| self.fits(value, *kind, page))
            }
            (Kind::Shape(shape), Value::Object(_)) => {
                let shape = shape();
                self.object(shape.name, shape, value, page);
                Ok(())
            }
            _ => Err(format!("it is {value}")),
        }
    }
}

/// A short value as the documentation shows it.
fn example(value: &Value) -> String {
    match value {
        Value::String(text) => {
            let short: String = text.chars().take(32).collect();
            let more = if short.len() < text.len() { "…" } else { "" };
            format!("`{}{more}`", short.replace('|', "\\|").replace('\n', " "))
        }
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(number) => format!("`{number}`"),
        _ => String::new(),
    }
}

/// A kind as the documentation writes it: `list of Row`, `(number, text)`, `text?`.
fn kind_name(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Html => "html".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::YesNo => "yes/no".to_owned(),
        Kind::Words => "[Words](#words)".to_owned(),
        Kind::Any => "any".to_owned(),
        Kind::Shape(shape) => {
            let name = shape().name;
            format!("[{name}](#{})", name.to_lowercase())
        }
        Kind::List(item) => format!("list of {}", kind_name(*item)),
        Kind::Optional(inner) => match inner {
            Kind::List(_) => format!("({})?", kind_name(*inner)),
            _ => format!("{}?", kind_name(*inner)),
        },
        Kind::Tuple(kinds) => {
            let names: Vec<String> = kinds.iter().copied().map(kind_name).collect();
            format!("({})", names.join(", "))
        }
    }
}

/// Values that no archive of the tests shows: a closed term that was changed, a ledger with a file next to it, a
/// picture whose bytes were read, the size of a file, a year with more than a hundred schools, more than
/// eighty targets that need attention.
const UNSEEN: &[(&str, &str)] = &[
    ("Attachment", "size"),
    ("Attachment", "text"),
    ("Correction", "day"),
    ("Correction", "link"),
    ("Correction", "reason"),
    ("Correction", "what"),
    ("Image", "height"),
    ("Image", "width"),
    ("attention.html", "parts"),
    ("catalogue-year.html", "parts"),
    ("ledger.html", "attachments"),
    ("month.html", "parts"),
    ("record.html", "uses_none"),
    ("term.html", "corrections"),
    ("uncounted.html", "parts"),
    ("uncounted.html", "schools"),
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
    let school = "名称: 新校\n学段: 小学\n曾用名: 老校\n";
    let renamed = bare("zh-CN").with("schools/xinxiao/school.yaml", school);
    seen.site(&renamed.checked(), Options::default());
    seen.site(&super::walls::county(45).checked(), Options::default());
    let (checked, seals) = of_this_repository();
    let forms =
        [CountyForm { name: "送教记录表.docx".to_owned(), kinds: vec![RecordKind::Visit] }];
    let options = Options { seals: &seals, county_forms: &forms, ..Options::default() };
    seen.site(&checked, options);
    seen
}

fn of_this_repository() -> (Checked, Vec<SealFile>) {
    let tree = crate::source::FolderSource::open(Path::new(env!("CARGO_MANIFEST_DIR")), "content")
        .unwrap();
    let checked = check(crate::parse::archive(&tree).unwrap(), None);
    let unread = crate::engine::lint::Unread::of(&[]);
    let (seals, _) =
        crate::engine::seal::check(&tree, &checked.archive, &checked.readings, &unread).unwrap();
    (checked, seals)
}

#[test]
fn views_hold_what_is_documented_and_every_documented_value_occurs() {
    let seen = seen();
    assert!(seen.wrong.is_empty(), "{:#?}", seen.wrong);
    let mut unseen = BTreeSet::new();
    for (table, shape) in page_shapes().into_iter().chain(shapes()) {
        for field in shape.fields() {
            if !seen.examples.contains_key(&(table.to_owned(), field.name.to_owned())) {
                unseen.insert((table, field.name));
            }
        }
    }
    assert_eq!(unseen, UNSEEN.iter().copied().collect(), "documented, but in no page");
    want_file("docs/theme-values.md", &document(&seen));
}

#[test]
fn every_value_has_a_short_meaning_and_a_name_of_its_own() {
    let mut tables: Vec<(&str, Vec<&Field>)> = Vec::new();
    for (table, shape) in page_shapes().into_iter().chain(shapes()) {
        assert!(!shape.doc.is_empty(), "{table} has no description");
        tables.push((table, shape.fields().collect()));
    }
    for component in TEMPLATE_VALUES.components {
        tables.push((component.name, component.parameters.iter().collect()));
    }
    for (table, fields) in tables {
        let mut names = BTreeSet::new();
        for Field { name, doc, .. } in fields {
            assert!(!doc.is_empty() && doc.len() < 160, "{table} {name}: {doc}");
            assert!(names.insert(*name), "{table} names {name} twice");
        }
    }
}

#[test]
fn the_built_in_templates_use_documented_values_only() {
    for Template { file, text } in TEMPLATE_VALUES.builtin_templates() {
        let unknown = crate::site::theme::unknown_values(&TEMPLATE_VALUES, file, text);
        assert!(unknown.is_empty(), "{file}: {unknown:#?}");
        let is_page = !matches!(file, "base.html" | "foot.html" | "parts.html");
        assert_eq!(TEMPLATE_VALUES.page(file).is_some(), is_page, "{file} and the page table");
    }
}

#[test]
fn the_documented_components_are_those_of_the_templates() {
    let mut defined = BTreeMap::new();
    for Template { text, .. } in TEMPLATE_VALUES.builtin_templates() {
        for part in text.split("{% component ").skip(1) {
            let (name, rest) = part.split_once('(').unwrap();
            let (parameters, _) = rest.split_once(')').unwrap();
            defined.insert(name, parameters);
        }
    }
    let components = TEMPLATE_VALUES.components;
    let described: BTreeSet<&str> = components.iter().map(|component| component.name).collect();
    assert_eq!(defined.keys().copied().collect::<BTreeSet<_>>(), described);
    for component in components {
        let mut names = Vec::new();
        for parameter in defined[component.name].split(',').map(str::trim) {
            if !parameter.starts_with('@') {
                names.push(parameter.split(" =").next().unwrap());
            }
        }
        let described: Vec<&str> = component.parameters.iter().map(|field| field.name).collect();
        assert_eq!(names, described, "{}", component.name);
    }
}

fn document(seen: &Seen) -> String {
    let mut text = String::from(HEAD);
    text += "\n## Pages\n";
    let everywhere = TEMPLATE_VALUES.everywhere.iter();
    text += &table("Every page", "In every template.", everywhere, |_| String::new());
    let example = |table: &str, name: &str| {
        seen.examples.get(&(table.to_owned(), name.to_owned())).cloned().unwrap_or_default()
    };
    for (file, shape) in page_shapes() {
        let fields = shape.fields().filter(|field| field.name != "page");
        text += &table(&format!("`{file}`"), shape.doc, fields, |name| example(file, name));
    }
    text += "\n## Shapes\n";
    for (name, shape) in shapes() {
        text += &table(name, shape.doc, shape.fields(), |field| example(name, field));
    }
    text += "\n## Components\n\nThe words `w` reach them by themselves.\n";
    for component in TEMPLATE_VALUES.components {
        let (name, parameters) = (component.name, component.parameters.iter());
        text += &table(&format!("`{name}`"), component.doc, parameters, |parameter| {
            default_of(name, parameter)
        });
    }
    text += "\n## Words\n\n`{{ w.home }}`: the words of the interface, in the language of the site.\n\n| word | Chinese | English |\n|---|---|---|\n";
    for (name, zh, en) in ALL {
        let _ = writeln!(text, "| `w.{name}` | {} | {} |", zh.trim(), en.trim());
    }
    text
}

fn table<'f>(
    title: &str,
    doc: &str,
    fields: impl Iterator<Item = &'f Field>,
    last: impl Fn(&str) -> String,
) -> String {
    let doc = doc.trim();
    let mut text = format!(
        "\n### {title}\n\n{doc}\n\n| value | type | meaning | example |\n|---|---|---|---|\n"
    );
    for field in fields {
        let meaning = field.doc.trim().trim_end_matches('.');
        let kind = kind_name(field.kind);
        let _ = writeln!(text, "| `{}` | {kind} | {meaning} | {} |", field.name, last(field.name));
    }
    text
}

/// The default of a component's parameter, as its template defines it.
fn default_of(component: &str, parameter: &str) -> String {
    let start = format!("{{% component {component}(");
    let templates = TEMPLATE_VALUES.builtin_templates();
    let rest = templates.iter().find_map(|template| template.text.split_once(&start)).unwrap().1;
    let parameters = rest.split_once(')').unwrap().0;
    for defined in parameters.split(',').map(str::trim) {
        let default = defined.strip_prefix(parameter).and_then(|rest| rest.strip_prefix(" = "));
        if let Some(default) = default {
            return format!("`{default}` unless said");
        }
    }
    String::new()
}

const HEAD: &str = "# What templates may use

<!-- Written by `UPDATE=1 cargo test --lib site::tests::template_values` from the view structs in `src/site/`: change their doc comments. -->

How themes work is described in [themes.md](themes.md). Here is every value, page by page, then the shapes that many
values have, the components, and the words of the interface. All of it is derived from the view structs;
a template that asks for anything else is refused with its file, line and column.

How types are written: `text` is escaped where it is printed; `html` is safe HTML or SVG, printed with `| safe`, and
empty when there is nothing to show; `list of X` is for `{% for %}`; `(a, b)` is reached by index, `it[0]`; `X?` may be
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
        "{path} differs from the view structs: run UPDATE=1 cargo test --lib site::tests::template_values, and look at the diff"
    );
}
