//! Paths: ASCII, unlike each other on every system, and the same as the archive grows.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::sample::sample;
use crate::site::model::routes::Routes;
use crate::site::model::slug::slug;
use crate::site::model::slug::unique;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9_ .-]{1,30}",
        "[\u{4e00}-\u{9fa5}]{1,40}",
        "[a-b\u{4e00}-\u{4e05}Ａ－]{1,3}",
        "\\PC{1,60}",
    ]
}

proptest! {
    #[test]
    fn slugs_are_valid_names_on_every_system(name in name(), longest in 20usize..70) {
        let slug = slug(&name, longest);
        prop_assert!(!slug.is_empty() && slug.len() <= longest.max(10), "{slug}");
        prop_assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
        prop_assert!(!["con", "nul", "aux", "prn", "com1", "lpt9"].contains(&slug.as_str()));
    }

    #[test]
    fn slugs_are_unique_and_independent_of_order(names in prop::collection::btree_set(name(), 1..40)) {
        let names: Vec<String> = names.into_iter().collect();
        let things: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), name.as_str())).collect();
        let given = unique(&things, 40);
        prop_assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), names.len(), "{:?}", given);
        let mut reversed: Vec<_> = things.clone();
        reversed.reverse();
        let mut again = unique(&reversed, 40);
        again.reverse();
        prop_assert_eq!(&given, &again);
    }

    #[test]
    fn one_more_name_changes_only_slugs_it_collides_with(names in prop::collection::btree_set(name(), 2..30)) {
        let names: Vec<String> = names.into_iter().collect();
        let things: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), name.as_str())).collect();
        let (added, before) = things.split_last().unwrap();
        let old = unique(before, 40);
        let new = unique(&things, 40);
        let plain = slug(added.0, 40);
        for (name, (old, new)) in before.iter().zip(old.iter().zip(&new)) {
            prop_assert!(old == new || slug(name.0, 40) == plain, "{name:?}: {old} → {new}");
        }
    }
}

#[test]
fn the_sample_has_the_expected_routes() {
    let checked = sample("zh-CN").checked();
    let routes = Routes::new(&checked.archive);
    for path in [
        "schools/bochang/index.html",
        "schools/shimen/index.html",
        "schools/jinqiu/visits/2024-03-15-songjiao.html",
        "pairs/bangfuer/plans/2024.html",
        "terms/2023-2024-2.html",
        "indicators/songjiaokeshi.html",
    ] {
        let all =
            [&routes.schools, &routes.records, &routes.plans, &routes.terms, &routes.indicators];
        assert!(all.iter().any(|candidate| candidate.iter().any(|item| item == path)), "{path}");
    }
    assert_eq!(
        routes.attachments["content/schools/jinqiu/visits/2024-04-11-photos/照片1.jpg"],
        "schools/jinqiu/visits/2024-04-11-photos/zhaopian1.jpg"
    );
}
