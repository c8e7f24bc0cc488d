//! What is patched is what is made anew.

use proptest::prelude::*;

use super::*;
use crate::search::{Changed, Patched, patch, size};

/// Texts in which everything happens: Han characters alone and in rows, words, full-width forms, nothing.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[送教下乡课时听评讲座结对帮扶]{1,9}",
        2 => "[a-cA-C1-3]{1,4}",
        1 => "[ＡＢ１２㎡Ⅷ]{1,2}",
        1 => "[，。 \n!=#\"<`$\\\\]{1,3}",
        1 => Just("教".to_owned()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|it| it.concat())
}

fn documents<'a>(paths: &'a [String], titles: &'a [String], texts: &[String]) -> Vec<Document<'a>> {
    let all = paths.iter().zip(titles).zip(texts);
    all.map(|((path, title), text)| Document {
        path,
        title,
        text: text.clone(),
        ..Document::default()
    })
    .collect()
}

fn made(documents: &[Document<'_>]) -> BTreeMap<String, String> {
    files(documents)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_patched_is_what_is_made_anew(
        texts in prop::collection::vec(text(), 1..150),
        changes in prop::collection::vec((any::<prop::sample::Index>(), text()), 1..5),
        long in 0_usize..3,
        damage in prop::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>())),
    ) {
        let mut texts = texts;
        texts[0].push_str(&"上午第一节由王老师执教。".repeat(long * 3000)); // several shards
        let paths: Vec<String> = (0..texts.len()).map(|it| format!("r/{it:04}.html")).collect();
        let titles: Vec<String> = (0..texts.len()).map(|it| format!("第{it}次送教")).collect();
        let before = documents(&paths, &titles, &texts);
        let mut old = made(&before);
        let mut changed: BTreeMap<usize, String> = BTreeMap::new();
        for (at, text) in &changes {
            let at = at.index(texts.len());
            // Some are written anew, some added to.
            let text = if at % 2 == 0 { text.clone() } else { format!("{}{text}", texts[at]) };
            changed.insert(at, text);
        }
        let all: Vec<Changed<'_>> = changed
            .iter()
            .map(|(at, text)| Changed { number: *at, title: &titles[*at], text: text.clone() })
            .collect();
        changed.iter().for_each(|(at, text)| texts[*at].clone_from(text));
        let after = documents(&paths, &titles, &texts);
        let want = made(&after);
        if let Some((file, place)) = &damage {
            let text = old.values_mut().nth(file.index(want.len().min(5))).unwrap();
            let at = text.floor_char_boundary(place.index(text.len()));
            text.truncate(at);
        }
        let patched = patch(texts.len(), size(&before), &all, &|path| {
            old.get(path).map(|it| it.clone().into_bytes())
        });
        match patched {
            Some(Patched { files, size: now }) => {
                prop_assert_eq!(now, size(&after));
                for (path, bytes) in files {
                    prop_assert!(want[&path].as_bytes() == bytes, "{}", path);
                    old.insert(path, String::from_utf8(bytes).unwrap());
                }
                if damage.is_none() {
                    prop_assert!(old == want);
                }
            }
            // Only where the number of files changes.
            None => prop_assert!(damage.is_some() || old.len() != want.len()),
        }
    }
}

#[test]
fn a_group_goes_with_the_last_that_is_found_by_it() {
    let (paths, titles) = (["a.html".to_owned()], ["甲".to_owned()]);
    let before = documents(&paths, &titles, &["龘ppt".to_owned()]);
    let old = made(&before);
    let changed = [Changed { number: 0, title: "甲", text: "ＰＰＴ 教师".to_owned() }];
    let read = |path: &str| old.get(path).map(|it| it.clone().into_bytes());
    let patched = patch(1, size(&before), &changed, &read).unwrap();
    let index = patched.files.iter().find(|it| it.0 == "search/index-0.js").unwrap();
    let index = String::from_utf8(index.1.clone()).unwrap();
    assert!(!index.contains('龘') && index.contains("!教师a"), "{index}");
    // A file of somebody else's is nothing to go by.
    assert_eq!(
        patch(1, size(&before), &changed, &|_| Some(b"guidangPut(\"text-0\",[])\n".to_vec())),
        None
    );
    assert_eq!(patch(1, size(&before), &changed, &|_| None), None);
}

/// Files that are well written but not of these documents are nothing to go by.
#[test]
fn an_index_that_contradicts_the_texts_is_not_patched() {
    let (paths, titles) =
        (["a.html".to_owned(), "b.html".to_owned()], ["甲".to_owned(), "乙".to_owned()]);
    let old = |texts: [&str; 2]| {
        let texts = texts.map(str::to_owned);
        let documents = documents(&paths, &titles, &texts);
        (made(&documents), size(&documents))
    };
    let (right, bytes) = old(["送教 ppt", "听课"]);
    let (other, _) = old(["讲座 doc", "听课"]);
    let changed = [Changed { number: 0, title: "甲", text: "评课 xls".to_owned() }];
    let patched = |all: usize, changes: &[(&str, String)]| {
        let mut files = right.clone();
        files.extend(changes.iter().map(|it| (it.0.to_owned(), it.1.clone())));
        patch(all, bytes, &changed, &|path| files.get(path).map(|it| it.clone().into_bytes()))
    };
    assert!(patched(2, &[]).is_some());
    assert_eq!(patched(1, &[]), None, "more texts than documents");
    assert_eq!(patched(33, &[]), None, "fewer texts than documents");
    let index = "search/index-0.js";
    assert_eq!(patched(2, &[(index, other[index].clone())]), None, "of other texts");
    let doubled = right[index].replacen('!', "!教a!", 1);
    assert_eq!(patched(2, &[(index, doubled)]), None, "groups out of order");
    let before = right[index].replacen('!', "a!", 1);
    assert_eq!(patched(2, &[(index, before)]), None, "something before the groups");
}

#[test]
fn what_comes_out_the_same_is_not_handed_over() {
    let (paths, titles) = (["a.html".to_owned()], ["甲".to_owned()]);
    let before = documents(&paths, &titles, &["教师 教".to_owned()]);
    let old = made(&before);
    let changed = [Changed { number: 0, title: "甲", text: "教师".to_owned() }];
    let read = |path: &str| old.get(path).map(|it| it.clone().into_bytes());
    let files = patch(1, size(&before), &changed, &read).unwrap().files;
    assert_eq!(files.len(), 1, "the text alone: it is found by the same");
}
