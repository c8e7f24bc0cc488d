//! An updated search equals one that is built from all documents.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::site::search::{IndexHeader, RevisedDocument, update_index};

/// A title and a text.
type Content = (String, String);
type SearchFiles = BTreeMap<String, String>;

/// Texts with every kind of token: Han characters alone and in rows, words, full-width forms, nothing.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[送教下乡课时听评讲座结对帮扶]{1,9}",
        2 => "[a-cA-C1-3]{1,4}",
        1 => "[ＡＢ１２㎡Ⅷ]{1,2}",
        1 => "[，。 \n!=#\"<`$\\\\]{1,3}",
        1 => Just("教".to_owned()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn title() -> impl Strategy<Value = String> {
    "[送教下乡]{0,3}[ ]{0,2}[a-b1-2]{0,2}"
}

/// Documents by the number in their path.
fn documents<'a>(paths: &'a [String], contents: &'a BTreeMap<usize, Content>) -> Vec<Document<'a>> {
    let mut documents = Vec::new();
    for (number, (title, text)) in contents {
        documents.push(document(&paths[*number], title, text));
    }
    documents
}

fn built(documents: &[Document<'_>]) -> (SearchFiles, IndexHeader) {
    let files = files(documents);
    let header =
        build_index(documents.to_vec(), &Facets::default(), &|_, _| Ok::<(), ()>(())).unwrap();
    (files, header)
}

/// Updates files; also returns the number of files that change. `None` if the old files are damaged.
fn updated(
    old: &SearchFiles,
    before: &IndexHeader,
    documents: &[Document<'_>],
    is_unchanged: impl Fn(&str) -> bool,
) -> Option<(SearchFiles, IndexHeader, usize)> {
    let mut revised = Vec::new();
    for mut document in documents.iter().cloned() {
        let is_unchanged = is_unchanged(document.path);
        if is_unchanged {
            document.text.clear();
        }
        revised.push(RevisedDocument { document, is_unchanged });
    }
    let put = Mutex::new(SearchFiles::new());
    let header = update_index(
        revised,
        &Facets::default(),
        before,
        &|path| old.get(path).map(|text| text.clone().into_bytes()),
        &|path: &str, bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            assert!(put.lock().unwrap().insert(path.to_owned(), text).is_none(), "{path} twice");
            Ok::<(), ()>(())
        },
    );
    let header = header.unwrap()?;
    let put = put.into_inner().unwrap();
    let count = put.iter().filter(|(path, text)| old.get(*path) != Some(*text)).count();
    let all: BTreeSet<String> = header.files().collect();
    let mut files = old.clone();
    files.extend(put);
    files.retain(|path, _| all.contains(path));
    Some((files, header, count))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn updating_equals_rebuilding(
        first in prop::collection::vec((title(), text()), 1..150),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..5, title(), text()), 1..5),
        long in 0_usize..3,
        damage in prop::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>())),
    ) {
        let paths: Vec<String> = (0..2 * first.len()).map(|number| format!("r/{number:04}.html")).collect();
        // Every second number is free.
        let mut contents: BTreeMap<usize, Content> = (0..).step_by(2).zip(first).collect();
        let several_shards = "上午第一节由王老师执教。".repeat(long * 3000);
        contents.get_mut(&0).unwrap().1.push_str(&several_shards);
        let before = contents.clone();
        let (mut old, header) = built(&documents(&paths, &before));
        for (place, change, title, text) in changes {
            let number = place.index(paths.len());
            match change {
                0 => drop(contents.remove(&number)),
                1 => contents.entry(number).or_default().0 = title,
                2 => contents.entry(number).or_default().1 = text,
                3 => contents.entry(number).or_default().1.push_str(&text),
                _ => drop(contents.insert(number, (title, text))),
            }
        }
        let after = documents(&paths, &contents);
        let (want, want_header) = built(&after);
        if let Some((file, place)) = &damage {
            let count = old.len().min(5);
            let text = old.values_mut().nth(file.index(count)).unwrap();
            let at = text.floor_char_boundary(place.index(text.len()));
            text.truncate(at);
        }
        let is_unchanged = |path: &str| {
            let number = paths.iter().position(|one| one == path).unwrap();
            contents.get(&number) == before.get(&number)
        };
        match updated(&old, &header, &after, is_unchanged) {
            Some((files, header, _)) => {
                prop_assert_eq!(header, want_header);
                // A damaged file that was not needed may be there still.
                let right = files.iter().filter(|(path, text)| want.get(*path) == Some(*text));
                prop_assert!(files.keys().eq(want.keys()));
                prop_assert!(files.len() - right.count() <= usize::from(damage.is_some()));
            }
            None => prop_assert!(damage.is_some()),
        }
    }
}

/// Numbers titles and texts.
fn contents(texts: &[(&str, &str)]) -> BTreeMap<usize, Content> {
    let mut contents = BTreeMap::new();
    for (number, (title, text)) in texts.iter().enumerate() {
        contents.insert(number, ((*title).to_owned(), (*text).to_owned()));
    }
    contents
}

fn paths() -> Vec<String> {
    ["a.html", "b.html"].map(str::to_owned).into()
}

#[test]
fn a_group_without_documents_is_removed() {
    let (paths, before) = (paths(), contents(&[("甲", "龘ppt")]));
    let (old, header) = built(&documents(&paths, &before));
    let after = contents(&[("甲", "ＰＰＴ 教师")]);
    let (files, ..) = updated(&old, &header, &documents(&paths, &after), |_| false).unwrap();
    let index = &files["search/index-0.js"];
    assert!(!index.contains('龘') && index.contains("!教师a"), "{index}");
}

#[test]
fn a_changed_title_is_found_by_its_new_words() {
    let (paths, before) = (paths(), contents(&[("第一次送教", "课"), ("听课", "课")]));
    let (old, header) = built(&documents(&paths, &before));
    let after = contents(&[("第一次讲座", "课"), ("听课", "课")]);
    let after = documents(&paths, &after);
    let (files, _, count) = updated(&old, &header, &after, |path| path == "b.html").unwrap();
    assert!(files == built(&after).0);
    assert_eq!(count, 2, "the titles and the index");
}

/// Files that are well-formed but belong to other documents are rebuilt, or refused if they would be needed.
#[test]
fn an_index_that_contradicts_the_texts_is_not_patched() {
    let paths = paths();
    let before = contents(&[("甲", "送教 ppt"), ("乙", "听课")]);
    let (right, header) = built(&documents(&paths, &before));
    let (other, _) = built(&documents(&paths, &contents(&[("甲", "讲座 doc"), ("乙", "听课")])));
    let after = contents(&[("甲", "评课 xls"), ("乙", "听课")]);
    let after = documents(&paths, &after);
    let (want, _) = built(&after);
    let index = "search/index-0.js";
    let damages = [
        ("of other texts", other[index].clone()),
        ("groups out of order", right[index].replacen('!', "!教a!", 1)),
        ("something before the groups", right[index].replacen('!', "a!", 1)),
        ("not an index", "guidangPut(\"index-0\",[])\n".to_owned()),
    ];
    for (what, damaged) in damages {
        let mut old = right.clone();
        old.insert(index.to_owned(), damaged);
        let (files, ..) = updated(&old, &header, &after, |path| path == "b.html").unwrap();
        assert!(files == want, "{what}: rebuilt");
    }
    // If texts are needed that cannot be read, nothing is written.
    for (text, missing) in [("guidangPut(\"text-0\",[\"送教 ppt\"])\n", "one"), ("", "all")] {
        let mut old = right.clone();
        old.insert("search/text-0.js".to_owned(), text.to_owned());
        assert!(updated(&old, &header, &after, |path| path == "b.html").is_none(), "{missing}");
    }
}

#[test]
fn files_that_would_not_change_are_not_written() {
    let (paths, before) = (paths(), contents(&[("甲", "教师 教")]));
    let (old, header) = built(&documents(&paths, &before));
    let after = contents(&[("甲", "教师")]);
    let after = documents(&paths, &after);
    let (_, _, count) = updated(&old, &header, &after, |_| false).unwrap();
    assert_eq!(count, 1, "only the text: its tokens are the same");
    let (_, now, count) = updated(&old, &header, &documents(&paths, &before), |_| true).unwrap();
    assert_eq!((now, count), (header, 0));
}
