//! Filters that take the place of the template engine's own.

use std::collections::BTreeMap;

use tera::value::Key;
use tera::{Error, Kwargs, Map, State, TeraResult, Value};

/// Values in groups by one of their attributes, the groups in the order in which they are first met; values without the
/// attribute are left out. The engine's own filter puts the groups into another order each time, so that a theme with it
/// would give other bytes for the same archive.
pub(super) fn group_by(values: &[Value], arguments: Kwargs, _state: &State<'_>) -> TeraResult<Map> {
    let attribute = arguments.must_get::<&str>("attribute")?;
    let mut places: BTreeMap<Key<'static>, usize> = BTreeMap::new();
    let mut groups: Vec<(Key<'static>, Vec<Value>)> = Vec::new();
    for value in values {
        let Some(found) = value.get_from_path(attribute) else {
            let kind = value.name();
            return Err(Error::message(format!("a {kind} has no attribute `{attribute}`")));
        };
        if found.is_none() {
            continue;
        }
        let key = key_of(found)?;
        let place = *places.entry(key.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, members)) => members.push(value.clone()),
            None => groups.push((key, vec![value.clone()])),
        }
    }
    let mut map = Map::new();
    for (key, members) in groups {
        map.insert(key, members.into());
    }
    Ok(map)
}

fn key_of(value: &Value) -> TeraResult<Key<'static>> {
    if let Some(text) = value.as_str() {
        return Ok(text.to_owned().into());
    }
    if let Some(is_true) = value.as_bool() {
        return Ok(Key::Bool(is_true));
    }
    match value.as_i128() {
        Some(number) => Ok(number.into()),
        None => Err(Error::message(format!("cannot group by a {}", value.name()))),
    }
}

#[cfg(test)]
mod tests {
    use tera::{Context, Tera};

    #[test]
    fn groups_stand_in_the_order_in_which_they_are_first_met() {
        let mut tera = Tera::default();
        tera.register_filter("group_by", super::group_by);
        let template = "{% for key, all in rows | group_by(attribute=\"a\") %}{{ key }}:{% for row in all %}{{ row.b }}{% endfor %} {% endfor %}";
        tera.add_raw_template("page", template).unwrap();
        let mut rows = Vec::new();
        let mut expected = String::new();
        for number in 0..40 {
            let name = format!("校{}", number * 7 % 40);
            rows.push(serde_json::json!({"a": name, "b": "甲"}));
            expected.push_str(&format!("{name}:甲乙 "));
        }
        for number in (0..40).rev() {
            rows.push(serde_json::json!({"a": format!("校{number}"), "b": "乙"}));
        }
        rows.push(serde_json::json!({"a": null, "b": "丙"}));
        let mut context = Context::new();
        context.insert("rows", &rows);
        assert_eq!(tera.render("page", &context).unwrap(), expected);
    }
}
