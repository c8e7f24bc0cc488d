//! `guidang fmt` on any bytes: formatting its own output again changes nothing.
#![no_main]

use guidang::format::{Options, FileShape, format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else { return };
    let shape = [FileShape::Yaml, FileShape::FrontMatter, FileShape::Csv][usize::from(*first) % 3];
    let options = Options { punct: *first >= 128 };
    let Ok(once) = format(bytes, shape, options) else { return };
    let twice = format(once.text.as_bytes(), shape, options).expect("the formatter reads its own output");
    assert_eq!(twice.changes, [], "{:?}", once.text);
    assert_eq!(twice.text, once.text);
});
