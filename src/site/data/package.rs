//! Writes `data/datapackage.json`: the description of the other files, as a Data Package, valid for the profiles 1.0 and
//! 2.0 and for the frictionless tools.

use serde_json::{Value, json};

use super::archive::FORMAT;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Day};

/// What decides how the files are described, beside the archive itself.
pub(super) struct Contents {
    pub as_of: Day,
    pub has_records: bool,
    pub has_completeness: bool,
    pub has_counties: bool,
}

/// The bytes of the file.
pub(super) fn json(archive: &Archive, contents: &Contents) -> Vec<u8> {
    let lang = archive.site.language;
    let mut resources = vec![
        progress(lang),
        filled(records(lang), contents.has_records),
        entries(lang),
        filled(completeness(lang), contents.has_completeness),
        follow_ups(lang),
        visits(lang),
        description(lang),
    ];
    if contents.has_counties {
        resources.push(counties(lang));
    }
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "data-package",
        "name": "guidang",
        "title": archive.site.title,
        "format": FORMAT.0,
        "format_version": FORMAT.1,
        "as_of": contents.as_of.to_string(),
        "resources": resources,
    });
    let mut out = serde_json::to_vec_pretty(&package).expect("all keys are strings");
    out.push(b'\n');
    out
}

fn field(name: &str, kind: &str, about: &str) -> Value {
    json!({"name": name, "type": kind, "description": about})
}

fn required(name: &str, kind: &str, about: &str) -> Value {
    json!({"name": name, "type": kind, "description": about, "constraints": {"required": true}})
}

fn table(name: &str, format: &str, about: &str, fields: &[Value], key: &[&str]) -> Value {
    let mut schema = json!({"fields": fields, "missingValues": [""]});
    if !key.is_empty() {
        schema["primaryKey"] = json!(key);
    }
    let mut names: Vec<&Value> = Vec::new();
    for field in fields {
        names.push(&field["name"]);
    }
    // Rows of JSON leave out what they do not have, and without this the first row would be taken to have every field.
    let dialect = match format {
        "csv" => json!({
            "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "lineTerminator": "\n", "header": true,
        }),
        _ => json!({"json": {"keyed": true, "keys": names}}),
    };
    json!({
        "name": name,
        "path": format!("{name}.{format}"),
        "type": "table",
        "profile": "tabular-data-resource",
        "format": format,
        "mediatype": if format == "csv" { "text/csv" } else { "application/json" },
        "encoding": "utf-8",
        "description": about,
        "dialect": dialect,
        "schema": schema,
    })
}

/// A table of JSON that may have no rows. The tools read no header from `[]`, so an empty one is no table to them.
fn filled(mut table: Value, has_rows: bool) -> Value {
    if let Some(description) = table.as_object_mut().filter(|_| !has_rows) {
        description.remove("type");
        description.remove("dialect");
        description.insert("profile".to_owned(), json!("data-resource"));
    }
    table
}

fn records(lang: Lang) -> Value {
    let kinds = ["plan", "visit", "summary", "ledger", "resource", "honour", "question"];
    let mut kind = required("kind", "string", pick(lang, "记录类别", "Kind of record"));
    kind["constraints"]["enum"] = json!(kinds);
    let fields = [
        required(
            "id",
            "string",
            pick(
                lang,
                "编号：content/ 下的路径，不带 .md",
                "Id: the path below content/, without .md",
            ),
        ),
        kind,
        required("title", "string", pick(lang, "标题", "Title")),
        field("school", "string", pick(lang, "所在学校的编号", "Id of the school")),
        field("term", "string", pick(lang, "学期名称", "Name of the term")),
        field("date", "date", pick(lang, "日期；计划为开始日期", "Date; of a plan its start")),
        field("type", "string", pick(lang, "类型", "Type")),
        field("pair", "string", pick(lang, "所属结对的编号", "Id of the pair")),
        required(
            "href",
            "string",
            pick(lang, "页面，相对于站点根目录", "Page, from the root of the site"),
        ),
        field(
            "print_href",
            "string",
            pick(
                lang,
                "打印版；没有打印版的记录不含此项",
                "Print version; absent where there is none",
            ),
        ),
    ];
    table(
        "records",
        "json",
        pick(lang, "全部已公开的计划和记录", "All published plans and records"),
        &fields,
        &["id"],
    )
}

fn entries(lang: Lang) -> Value {
    let fields = [
        required("record", "string", pick(lang, "记录编号", "Id of the record")),
        required("school", "string", pick(lang, "学校编号", "Id of the school")),
        required("date", "date", pick(lang, "日期", "Date")),
        required("measure", "string", pick(lang, "数据项名称", "Name of the figure")),
        field(
            "value",
            "string",
            pick(
                lang,
                "数值（精确十进制）或文字；过小的敏感数值写作“＜5”，为空表示不予公开",
                "Number (exact decimal) or text; a sensitive number that is too small is written “＜5”, an empty one is withheld",
            ),
        ),
    ];
    let about = pick(
        lang,
        "计入指标的全部数据；以 = + - @ 开头的文字前加了 '，以免被表格软件当作公式",
        "All figures that indicators count; a text that begins with = + - @ has ' before it, so that no spreadsheet takes it for a formula",
    );
    table("entries", "csv", about, &fields, &[])
}

fn follow_ups(lang: Lang) -> Value {
    let mut status = required(
        "status",
        "string",
        pick(lang, "done 已销号、overdue 逾期、open 整改中", "done, overdue or open"),
    );
    status["constraints"]["enum"] = json!(["done", "overdue", "open"]);
    let fields = [
        required(
            "record",
            "string",
            pick(lang, "发现问题的活动的编号", "Id of the visit that found the problem"),
        ),
        required("school", "string", pick(lang, "记录所在学校的编号", "Id of the record's school")),
        required("date", "date", pick(lang, "活动的日期", "Date of the visit")),
        required("problem", "string", pick(lang, "问题", "Problem")),
        field("measure", "string", pick(lang, "整改措施", "Measure")),
        field("owner", "string", pick(lang, "责任人", "Who is responsible")),
        field("due", "date", pick(lang, "期限", "Due")),
        field("done", "date", pick(lang, "销号的日期", "Date of closing")),
        status,
    ];
    table(
        "follow-ups",
        "csv",
        pick(
            lang,
            "活动中发现的问题及其整改（问题整改台账）",
            "Problems that visits found, and what became of them",
        ),
        &fields,
        &[],
    )
}

fn visits(lang: Lang) -> Value {
    let withheld =
        pick(lang, "；敏感指标读取它时为空", "; empty where a sensitive indicator reads it");
    let attendance = pick(lang, "参加人数（精确十进制）", "Number present (exact decimal)");
    let beneficiaries = pick(lang, "受益人数", "Number of people helped");
    let cost = pick(lang, "经费，元", "Cost in yuan");
    let fields = [
        required("record", "string", pick(lang, "活动的编号", "Id of the visit")),
        required("school", "string", pick(lang, "记录所在学校的编号", "Id of the record's school")),
        required(
            "date",
            "date",
            pick(lang, "日期；跨几天的是最后一天", "Date; of several days the last"),
        ),
        field("start", "date", pick(lang, "跨几天的第一天", "The first of several days")),
        field("time", "string", pick(lang, "时间", "Time")),
        field("type", "string", pick(lang, "类型", "Type")),
        field("form", "string", pick(lang, "形式", "Form")),
        field(
            "to",
            "string",
            pick(lang, "对象校的编号，以、隔开", "Ids of the schools visited, separated by 、"),
        ),
        field("pair", "string", pick(lang, "所属结对的编号", "Id of the pair")),
        field("subject", "string", pick(lang, "学科", "Subject")),
        field("grade", "string", pick(lang, "年级", "Grade")),
        field("lesson", "string", pick(lang, "课题", "Lesson")),
        field("place", "string", pick(lang, "地点", "Place")),
        field("people", "string", pick(lang, "参加人，以、隔开", "People, separated by 、")),
        field("host", "string", pick(lang, "主持人", "Host")),
        field("speakers", "string", pick(lang, "主讲人，以、隔开", "Speakers, separated by 、")),
        field("recorder", "string", pick(lang, "记录人", "Recorder")),
        field("attendance", "string", &format!("{attendance}{withheld}")),
        field("beneficiaries", "string", &format!("{beneficiaries}{withheld}")),
        field("cost", "string", &format!("{cost}{withheld}")),
        field("needs", "string", pick(lang, "帮扶需求", "Needs")),
        field("feedback", "string", pick(lang, "对方意见", "Feedback")),
        field("materials", "string", pick(lang, "材料，以、隔开", "Materials, separated by 、")),
        field(
            "other",
            "string",
            pick(
                lang,
                "其他：县里的表另外要填的各项",
                "Other: what the county's form asks for besides",
            ),
        ),
    ];
    let about = pick(
        lang,
        "公开的活动记录，一行一次活动；以 = + - @ 开头的文字前加了 '，以免被表格软件当作公式",
        "Published visits, one a row; a text that begins with = + - @ has ' before it, so that no spreadsheet takes it for a formula",
    );
    table("visits", "csv", about, &fields, &["record"])
}

fn completeness(lang: Lang) -> Value {
    let fields = [
        required("owner", "string", pick(lang, "学校或结对的编号", "Id of the school or pair")),
        required("term", "string", pick(lang, "学期名称", "Name of the term")),
        required("plan", "boolean", pick(lang, "有计划", "Has a plan")),
        required("actions", "boolean", pick(lang, "有措施", "Has measures")),
        required("record", "boolean", pick(lang, "有记录", "Has records")),
        field(
            "summary",
            "boolean",
            pick(
                lang,
                "有总结；空值为学期未结束，未到期",
                "Has a summary; empty while the term is not over",
            ),
        ),
        required(
            "missing_materials",
            "array",
            pick(
                lang,
                "活动列出而未附上的材料：[{record, material}]",
                "Materials that visits name and do not have: [{record, material}]",
            ),
        ),
    ];
    table(
        "completeness",
        "json",
        pick(
            lang,
            "四有检查：每校、每结对、每学期",
            "Four-haves check: each school, pair and term",
        ),
        &fields,
        &["owner", "term"],
    )
}

/// The JSON Schema of an object; keys that are not optional are required.
fn object(properties: Value, optional: &[&str]) -> Value {
    let mut required: Vec<&str> = Vec::new();
    for (key, _) in properties.as_object().into_iter().flatten() {
        if !optional.contains(&key.as_str()) {
            required.push(key);
        }
    }
    json!({"type": "object", "required": required, "properties": properties})
}

fn list(item: Value) -> Value {
    json!({"type": "array", "items": item})
}

/// A file that is not a table: `schema` would be a Table Schema, so its JSON Schema has a key of its own.
fn document(name: &str, about: &str, schema: &Value) -> Value {
    json!({
        "name": name,
        "path": format!("{name}.json"),
        "profile": "data-resource",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
        "description": about,
        "jsonSchema": schema,
    })
}

fn description(lang: Lang) -> Value {
    let text = json!({"type": "string"});
    let maybe = json!({"type": ["string", "null"]});
    let count = json!({"type": "integer", "minimum": 0});
    let names = list(text.clone());
    let school = object(
        json!({"id": text, "name": text, "level": text, "township": maybe, "opened": maybe,
               "closed": maybe, "merged_into": maybe, "formerly": names, "href": maybe}),
        &["level", "township", "opened", "closed", "merged_into", "formerly", "href"],
    );
    let pair = object(
        json!({"id": text, "name": text, "kind": maybe, "helper": names, "helped": names,
               "start": text, "end": maybe, "agreement": maybe, "formerly": names, "href": maybe}),
        &["kind", "helper", "helped", "start", "end", "agreement", "formerly", "href"],
    );
    let indicator = object(
        json!({"name": text, "unit": text, "direction": {"enum": ["at_least", "at_most"]},
               "aggregate": text, "sensitive": {"type": "boolean"}, "href": maybe}),
        &["sensitive", "href"],
    );
    let plan = object(
        json!({"id": text, "title": text, "start": text, "end": text, "school": maybe,
               "pair": maybe, "href": maybe, "aspirational": list(text.clone())}),
        &["start", "end", "school", "pair", "href", "aspirational"],
    );
    let counts =
        object(json!({"schools": count, "pairs": count, "plans": count, "records": count}), &[]);
    let schema = object(
        json!({"format": {"const": FORMAT.0}, "version": {"const": FORMAT.1}, "title": text,
               "organisation": maybe, "language": text, "as_of": text, "latest_record": maybe,
               "counts": counts, "indicators": list(indicator), "schools": list(school),
               "pairs": list(pair), "plans": list(plan)}),
        &["organisation", "language", "latest_record"],
    );
    document(
        "archive",
        pick(
            lang,
            "本档案的标题、截至日、数量，以及各编号的名称和页面",
            "The archive's title, date and counts, and the name and page behind each id",
        ),
        &schema,
    )
}

fn counties(lang: Lang) -> Value {
    let text = json!({"type": "string"});
    let maybe = json!({"type": ["string", "null"]});
    let count = json!({"type": "integer", "minimum": 0});
    let number = json!({"type": ["integer", "null"], "minimum": 0});
    let statuses = json!({"type": "object", "additionalProperties": count});
    let county = object(
        json!({"name": text, "state": {"enum": ["missing", "stale", "reported"]}, "url": maybe,
               "href": text, "title": maybe, "organisation": maybe, "as_of": maybe,
               "age_days": number, "schools": number, "pairs": number, "plans": number,
               "records": number, "targets": statuses}),
        &[],
    );
    let basis = json!({"enum": ["archive", "pairs", "schools"]});
    let total = object(
        json!({"basis": basis, "start": text, "end": text, "counties": count,
               "without_value": count, "suppressed": count, "sum": maybe, "least": maybe,
               "most": maybe}),
        &[],
    );
    let row = object(
        json!({"county": text, "basis": basis, "owner": maybe, "start": text, "end": text,
               "actual": maybe, "value": maybe, "status": text,
               "suppressed": {"type": "boolean"}}),
        &["suppressed"],
    );
    let indicator = object(
        json!({"indicator": text, "unit": text, "direction": {"enum": ["at_least", "at_most"]},
               "aggregate": maybe, "href": text, "targets": statuses, "totals": list(total),
               "rows": list(row)}),
        &[],
    );
    let schema = object(
        json!({"as_of": text, "stale_after": count, "counties": list(county),
               "indicators": list(indicator)}),
        &[],
    );
    document(
        "counties",
        pick(
            lang,
            "下级档案的汇总：报送情况，各项指标的数据与合计",
            "The archives below in sum: who reported, figures and totals of each indicator",
        ),
        &schema,
    )
}

fn progress(lang: Lang) -> Value {
    let text = json!({"type": "string"});
    let figure = json!({"type": ["string", "null"]});
    let count = json!({"type": "integer", "minimum": 0});
    let ids = list(text.clone());
    let period = object(
        json!({"start": text, "end": text, "actual": figure, "expected": figure, "status": text,
               "records": ids, "suppressed": {"type": "boolean"}, "small": {"type": "boolean"}}),
        &["suppressed", "small"],
    );
    let target = object(
        json!({"plan": text, "target": text, "scope": text, "indicator": text, "unit": text,
               "direction": {"enum": ["at_least", "at_most"]}, "aggregate": text, "value": figure,
               "every": {"enum": ["week", "month", "quarter", "term", "year", null]}, "status": text,
               "current": text, "open": {"type": "boolean"}, "periods_met": count, "periods_due": count, "periods": list(period)}),
        &[],
    );
    let action = object(json!({"plan": text, "action": text, "status": text, "records": ids}), &[]);
    let schema =
        object(json!({"as_of": text, "targets": list(target), "actions": list(action)}), &[]);
    document(
        "progress",
        pick(
            lang,
            "各项目标和措施的进展；数值是写成文字的十进制数，suppressed 表示数值过小或会泄露小数值而不予公开",
            "How targets and measures stand; numbers are decimals written as texts; suppressed says that a number is not published, being small or telling a small one",
        ),
        &schema,
    )
}
