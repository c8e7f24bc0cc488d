//! What is brought up to date is what is made anew.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::site::search::{Extent, Revised, again};

type Said = (String, String);
type Files = BTreeMap<String, String>;

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

fn title() -> impl Strategy<Value = String> {
    "[送教下乡]{0,3}[ ]{0,2}[a-b1-2]{0,2}"
}

/// Documents by the number in their path.
fn documents<'a>(paths: &'a [String], said: &'a BTreeMap<usize, Said>) -> Vec<Document<'a>> {
    said.iter().map(|(at, (title, text))| document(&paths[*at], title, text)).collect()
}

fn made(documents: &[Document<'_>]) -> (Files, Extent) {
    let files = files(documents);
    let extent = make(documents.to_vec(), &Facets::default(), &|_, _| Ok::<(), ()>(())).unwrap();
    (files, extent)
}

/// A document without its text, if it is kept.
fn revise<'a>(mut document: Document<'a>, is_kept: &impl Fn(&str) -> bool) -> Revised<'a> {
    let is_kept = is_kept(document.path);
    if is_kept {
        document.text.clear();
    }
    Revised { document, is_kept }
}

/// Brings files up to date; none: they are not what they should be.
fn revised(
    old: &Files,
    before: &Extent,
    documents: &[Document<'_>],
    is_kept: impl Fn(&str) -> bool,
) -> Option<(Files, Extent, usize)> {
    let put = Mutex::new(Files::new());
    let extent = again(
        documents.iter().cloned().map(|it| revise(it, &is_kept)).collect(),
        &Facets::default(),
        before,
        &|path| old.get(path).map(|it| it.clone().into_bytes()),
        &|path: &str, bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            assert!(put.lock().unwrap().insert(path.to_owned(), text).is_none(), "{path} twice");
            Ok::<(), ()>(())
        },
    );
    let extent = extent.unwrap()?;
    let put = put.into_inner().unwrap();
    let count = put.iter().filter(|(path, text)| old.get(*path) != Some(*text)).count();
    let all: BTreeSet<String> = extent.files().collect();
    let mut files = old.clone();
    files.extend(put);
    files.retain(|path, _| all.contains(path));
    Some((files, extent, count))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_brought_up_to_date_is_what_is_made_anew(
        first in prop::collection::vec((title(), text()), 1..150),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..5, title(), text()), 1..5),
        long in 0_usize..3,
        damage in prop::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>())),
    ) {
        let paths: Vec<String> = (0..2 * first.len()).map(|it| format!("r/{it:04}.html")).collect();
        // Every second number is free.
        let mut said: BTreeMap<usize, Said> =
            first.into_iter().enumerate().map(|(at, it)| (2 * at, it)).collect();
        let several_shards = "上午第一节由王老师执教。".repeat(long * 3000);
        said.get_mut(&0).unwrap().1.push_str(&several_shards);
        let before = said.clone();
        let (mut old, extent) = made(&documents(&paths, &before));
        for (at, what, title, text) in changes {
            let at = at.index(paths.len());
            match what {
                0 => drop(said.remove(&at)),
                1 => said.entry(at).or_default().0 = title,
                2 => said.entry(at).or_default().1 = text,
                3 => said.entry(at).or_default().1.push_str(&text),
                _ => drop(said.insert(at, (title, text))),
            }
        }
        let after = documents(&paths, &said);
        let (want, of_want) = made(&after);
        if let Some((file, place)) = &damage {
            let count = old.len().min(5);
            let text = old.values_mut().nth(file.index(count)).unwrap();
            let at = text.floor_char_boundary(place.index(text.len()));
            text.truncate(at);
        }
        let number = |path: &str| paths.iter().position(|it| it == path).unwrap();
        let is_kept = |path: &str| said.get(&number(path)) == before.get(&number(path));
        match revised(&old, &extent, &after, is_kept) {
            Some((files, extent, _)) => {
                prop_assert_eq!(extent, of_want);
                // A damaged file that was not needed may be there still.
                let right = files.iter().filter(|(path, text)| want.get(*path) == Some(*text));
                prop_assert!(files.keys().eq(want.keys()));
                prop_assert!(files.len() - right.count() <= usize::from(damage.is_some()));
            }
            None => prop_assert!(damage.is_some()),
        }
    }
}

fn said(texts: &[(&str, &str)]) -> BTreeMap<usize, Said> {
    texts.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).enumerate().collect()
}

fn paths() -> Vec<String> {
    ["a.html", "b.html"].map(str::to_owned).into()
}

#[test]
fn a_group_goes_with_the_last_that_is_found_by_it() {
    let (paths, before) = (paths(), said(&[("甲", "龘ppt")]));
    let (old, extent) = made(&documents(&paths, &before));
    let after = said(&[("甲", "ＰＰＴ 教师")]);
    let (files, ..) = revised(&old, &extent, &documents(&paths, &after), |_| false).unwrap();
    let index = &files["search/index-0.js"];
    assert!(!index.contains('龘') && index.contains("!教师a"), "{index}");
}

#[test]
fn a_title_is_found_by_what_it_says_now() {
    let (paths, before) = (paths(), said(&[("第一次送教", "课"), ("听课", "课")]));
    let (old, extent) = made(&documents(&paths, &before));
    let after = said(&[("第一次讲座", "课"), ("听课", "课")]);
    let after = documents(&paths, &after);
    let (files, _, count) = revised(&old, &extent, &after, |it| it == "b.html").unwrap();
    assert!(files == made(&after).0);
    assert_eq!(count, 2, "the titles and the index");
}

/// Files that are well written but not of these documents are nothing to go by, or are made anew.
#[test]
fn an_index_that_contradicts_the_texts_is_not_patched() {
    let paths = paths();
    let before = said(&[("甲", "送教 ppt"), ("乙", "听课")]);
    let (right, extent) = made(&documents(&paths, &before));
    let (other, _) = made(&documents(&paths, &said(&[("甲", "讲座 doc"), ("乙", "听课")])));
    let after = said(&[("甲", "评课 xls"), ("乙", "听课")]);
    let after = documents(&paths, &after);
    let (want, _) = made(&after);
    let index = "search/index-0.js";
    let harms = [
        ("of other texts", other[index].clone()),
        ("groups out of order", right[index].replacen('!', "!教a!", 1)),
        ("something before the groups", right[index].replacen('!', "a!", 1)),
        ("not an index", "guidangPut(\"index-0\",[])\n".to_owned()),
    ];
    for (what, harmed) in harms {
        let mut old = right.clone();
        old.insert(index.to_owned(), harmed);
        let (files, ..) = revised(&old, &extent, &after, |it| it == "b.html").unwrap();
        assert!(files == want, "{what}: made anew");
    }
    // Where texts are wanted that cannot be had, nothing is made.
    for (text, lacking) in [("guidangPut(\"text-0\",[\"送教 ppt\"])\n", "one"), ("", "all")] {
        let mut old = right.clone();
        old.insert("search/text-0.js".to_owned(), text.to_owned());
        assert!(revised(&old, &extent, &after, |it| it == "b.html").is_none(), "{lacking}");
    }
}

#[test]
fn what_comes_out_the_same_is_the_same() {
    let (paths, before) = (paths(), said(&[("甲", "教师 教")]));
    let (old, extent) = made(&documents(&paths, &before));
    let after = said(&[("甲", "教师")]);
    let after = documents(&paths, &after);
    let (_, _, count) = revised(&old, &extent, &after, |_| false).unwrap();
    assert_eq!(count, 1, "the text alone: it is found by the same");
    let (_, now, count) = revised(&old, &extent, &documents(&paths, &before), |_| true).unwrap();
    assert_eq!((now, count), (extent, 0));
}
