//! Everything in a document is found in the files that are built from it, read back as `static/search.js` reads them.

mod reader;
mod update;

use std::collections::BTreeMap;
use std::sync::Mutex;

use proptest::prelude::*;

use super::normalise::normalise;
use super::{Document, Facets, build_index};
use crate::model::Day;
use reader::SearchReader;

fn document<'a>(path: &'a str, title: &'a str, text: &str) -> Document<'a> {
    Document { path, title, text: text.to_owned(), ..Document::default() }
}

fn files(documents: &[Document<'_>]) -> BTreeMap<String, String> {
    let files = Mutex::new(BTreeMap::new());
    let put = |path: &str, bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(files.lock().unwrap().insert(path.to_owned(), text).is_none(), "{path} twice");
        Ok::<(), ()>(())
    };
    build_index(documents.to_vec(), &Facets::default(), &put).unwrap();
    files.into_inner().unwrap()
}

#[test]
fn width_case_and_invisible_characters_do_not_matter() {
    let cases = [
        ("２０２４年ＰＰＴ（一）", "2024年ppt(一)"),
        ("Ｋ１２ Ⅳ级 ㎡ ﬁ É e\u{301}", "k12 iv级 m2 fi é é"),
        ("葛\u{E0100}城\u{FE0F}送\u{200B}教", "葛城送教"),
        ("⽂字 ｶﾞ ㍿", "文字 ガ 株式会社"),
        ("𠮷野𠀀", "𠮷野𠀀"),
    ];
    for (text, want) in cases {
        assert_eq!(normalise(text), want, "{text}");
        assert_eq!(normalise(want), want, "normalising twice changes nothing");
    }
}

#[test]
fn documents_are_found_by_their_content() {
    let documents = [
        document("a.html", "第一次送教", "上了2024年的示范课。\nPPT与Word2016"),
        document("b.html", "𠮷野的课", "课"),
        document("c.html", "总结", "送 教，教 送"),
    ];
    let reader = SearchReader::new(&files(&documents));
    let cases: [(&str, &[usize]); 18] = [
        ("送教", &[0]),
        ("送", &[0, 2]),
        ("教", &[0, 2]),
        ("课", &[0, 1]),
        ("示范课", &[0]),
        ("课。", &[0]),
        ("2024", &[0]),
        ("20", &[0]),
        ("2024年的", &[0]),
        ("024", &[]),
        ("年", &[0]),
        ("ｐｐ", &[0]),
        ("pt", &[]),
        ("ＰＰＴ与word", &[0]),
        ("𠮷", &[1]),
        ("𠮷野", &[1]),
        ("送课", &[]),
        ("野", &[1]),
    ];
    for (query, want) in cases {
        assert_eq!(reader.search(query), want, "{query}");
    }
}

#[test]
fn columns_hold_paths_titles_and_days() {
    let day = Day::new(2024, 3, 15);
    let documents = [
        Document { day, ..document("visits/2024-a.html", "甲\n乙 ", "") },
        Document { day: Day::new(2023, 12, 31), ..document("visits/2024-b.html", "<乙>", "") },
        document("index.html", "", ""),
    ];
    let reader = SearchReader::new(&files(&documents));
    assert_eq!(reader.paths, ["index.html", "visits/2024-a.html", "visits/2024-b.html"]);
    assert_eq!(reader.titles, ["", "甲 乙", "<乙>"]);
    let number = |year: usize, month: usize, day: usize| (year * 12 + month - 1) * 31 + day - 1;
    let first = number(2023, 12, 31);
    assert_eq!(reader.days, [0, number(2024, 3, 15) - first + 1, 1]);
}

#[test]
fn an_empty_archive_has_an_index() {
    let files = files(&[]);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["search/index-0.js", "search/meta.js"]);
}

#[test]
fn a_large_archive_has_more_shards() {
    let mut texts: Vec<(String, String)> = Vec::new();
    for number in 0..2000_u32 {
        let mut text = String::new();
        for index in 0..3000_u32 {
            let code = 0x4E00 + (index * 37 + number * 101) % 3000;
            text.push(char::from_u32(code).unwrap());
        }
        texts.push((format!("{number:04}.html"), text));
    }
    let documents: Vec<Document<'_>> =
        texts.iter().map(|(path, text)| document(path, "", text)).collect();
    let files = files(&documents);
    assert_eq!(files.keys().filter(|path| path.starts_with("search/index-")).count(), 512);
    let reader = SearchReader::new(&files);
    let part: String = texts[777].1.chars().skip(1234).take(2).collect();
    assert!(reader.search(&part).contains(&777));
}

/// Han characters, some beyond the basic plane, words, punctuation and line breaks, mixed as they are in records.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => "[送教下乡课堂结对帮扶学校老师]{1,6}",
        2 => "[一-龥]{1,3}",
        1 => "[𠀀-𠀤]{1,2}",
        2 => "[0-9]{1,4}",
        1 => "[A-Za-zＡ-Ｃé]{1,4}",
        2 => "[，。（）、 \n“”%·!=#\"\\\\<`$]",
    ];
    prop::collection::vec(part, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_part_of_every_text_is_found(
        texts in prop::collection::vec((text(), text()), 1..40),
        from in 0usize..400,
        length in 1usize..9,
    ) {
        let mut numbered: Vec<(String, String, String)> = Vec::new();
        for (number, (title, text)) in texts.into_iter().enumerate() {
            numbered.push((format!("{number:03}.html"), title, text));
        }
        let texts = numbered;
        let documents: Vec<Document<'_>> =
            texts.iter().map(|(path, title, text)| document(path, title, text)).collect();
        let reader = SearchReader::new(&files(&documents));
        for (_, _, text) in &texts {
            let chars: Vec<char> = normalise(text).chars().collect();
            let start = from % chars.len().max(1);
            let part: String = chars.iter().skip(start).take(length).collect();
            // A part of a day or a number may read as another one.
            for needle in part.split_whitespace().filter(|needle| normalise(needle) == *needle) {
                prop_assert_eq!(reader.search(needle), reader.scan(needle), "{}", needle);
            }
        }
    }
}
