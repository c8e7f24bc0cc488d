//! Writes `data/datapackage.json`: the description of the other files, as a Data Package, valid for the profiles 1.0 and
//! 2.0 and for the frictionless tools.

use serde_json::{Value, json};

use super::archive::FORMAT;
use crate::model::{Archive, Day};

/// The bytes of the file.
pub(super) fn json(archive: &Archive, as_of: Day, with_counties: bool) -> Vec<u8> {
    let mut resources = vec![
        progress(),
        records(),
        entries(),
        completeness(),
        follow_ups(),
        visits(),
        description(),
    ];
    if with_counties {
        resources.push(counties());
    }
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "data-package",
        "name": "guidang",
        "title": archive.site.title,
        "format": FORMAT.0,
        "format_version": FORMAT.1,
        "as_of": as_of.to_string(),
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
    json!({
        "name": name,
        "path": format!("{name}.{format}"),
        "type": "table",
        "profile": "tabular-data-resource",
        "format": format,
        "mediatype": if format == "csv" { "text/csv" } else { "application/json" },
        "encoding": "utf-8",
        "description": about,
        "schema": schema,
    })
}

fn records() -> Value {
    let kinds = ["plan", "visit", "summary", "ledger", "resource", "honour", "question"];
    let mut kind = required("kind", "string", "记录类别");
    kind["constraints"]["enum"] = json!(kinds);
    let fields = [
        required("id", "string", "编号：content/ 下的路径，不带 .md"),
        kind,
        required("title", "string", "标题"),
        field("school", "string", "所在学校的编号"),
        field("term", "string", "学期名称"),
        field("date", "date", "日期；计划为开始日期"),
        field("type", "string", "类型"),
        field("pair", "string", "所属结对的编号"),
        required("href", "string", "页面，相对于站点根目录"),
        field("print_href", "string", "打印版；没有打印版的记录不含此项"),
    ];
    table("records", "json", "全部已公开的计划和记录", &fields, &["id"])
}

fn entries() -> Value {
    let fields = [
        required("record", "string", "记录编号"),
        required("school", "string", "学校编号"),
        required("date", "date", "日期"),
        required("measure", "string", "数据项名称"),
        field(
            "value",
            "string",
            "数值（精确十进制）或文字；过小的敏感数值写作“＜5”，为空表示不予公开",
        ),
    ];
    let about = "计入指标的全部数据；以 = + - @ 开头的文字前加了 '，以免被表格软件当作公式";
    let mut table = table("entries", "csv", about, &fields, &[]);
    table["dialect"] = json!({
        "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "lineTerminator": "\n", "header": true,
    });
    table
}

fn follow_ups() -> Value {
    let mut status = required("status", "string", "done 已销号、overdue 逾期、open 整改中");
    status["constraints"]["enum"] = json!(["done", "overdue", "open"]);
    let fields = [
        required("record", "string", "发现问题的活动的编号"),
        required("school", "string", "记录所在学校的编号"),
        required("date", "date", "活动的日期"),
        required("problem", "string", "问题"),
        field("measure", "string", "整改措施"),
        field("owner", "string", "责任人"),
        field("due", "date", "期限"),
        field("done", "date", "销号的日期"),
        status,
    ];
    let mut table =
        table("follow-ups", "csv", "活动中发现的问题及其整改（问题整改台账）", &fields, &[]);
    table["dialect"] = json!({
        "delimiter": ",", "quoteChar": "\"", "doubleQuote": true,
        "lineTerminator": "\n", "header": true,
    });
    table
}

fn visits() -> Value {
    const WITHHELD: &str = "；敏感指标读取它时为空";
    let fields = [
        required("record", "string", "活动的编号"),
        required("school", "string", "记录所在学校的编号"),
        required("date", "date", "日期；跨几天的是最后一天"),
        field("start", "date", "跨几天的第一天"),
        field("time", "string", "时间"),
        field("type", "string", "类型"),
        field("form", "string", "形式"),
        field("to", "string", "对象校的编号，以、隔开"),
        field("pair", "string", "所属结对的编号"),
        field("subject", "string", "学科"),
        field("grade", "string", "年级"),
        field("lesson", "string", "课题"),
        field("place", "string", "地点"),
        field("people", "string", "参加人，以、隔开"),
        field("host", "string", "主持人"),
        field("speakers", "string", "主讲人，以、隔开"),
        field("recorder", "string", "记录人"),
        field("attendance", "string", &format!("参加人数（精确十进制）{WITHHELD}")),
        field("beneficiaries", "string", &format!("受益人数{WITHHELD}")),
        field("cost", "string", &format!("经费，元{WITHHELD}")),
        field("needs", "string", "帮扶需求"),
        field("feedback", "string", "对方意见"),
        field("materials", "string", "材料，以、隔开"),
        field("other", "string", "其他：县里的表另外要填的各项"),
    ];
    let about =
        "公开的活动记录，一行一次活动；以 = + - @ 开头的文字前加了 '，以免被表格软件当作公式";
    let mut table = table("visits", "csv", about, &fields, &["record"]);
    table["dialect"] = json!({
        "delimiter": ",", "quoteChar": "\"", "doubleQuote": true,
        "lineTerminator": "\n", "header": true,
    });
    table
}

fn completeness() -> Value {
    let fields = [
        required("owner", "string", "学校或结对的编号"),
        required("term", "string", "学期名称"),
        required("plan", "boolean", "有计划"),
        required("actions", "boolean", "有措施"),
        required("record", "boolean", "有记录"),
        field("summary", "boolean", "有总结；空值为学期未结束，未到期"),
        required("missing_materials", "array", "活动列出而未附上的材料：[{record, material}]"),
    ];
    table("completeness", "json", "四有检查：每校、每结对、每学期", &fields, &["owner", "term"])
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

fn description() -> Value {
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
    document("archive", "本档案的标题、截至日、数量，以及各编号的名称和页面", &schema)
}

fn counties() -> Value {
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
    document("counties", "下级档案的汇总：报送情况，各项指标的数据与合计", &schema)
}

fn progress() -> Value {
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
        "各项目标和措施的进展；数值是写成文字的十进制数，suppressed 表示数值过小或会泄露小数值而不予公开",
        &schema,
    )
}
