//! Any bytes as a packed bag: a zip, a tar or a tar compressed with Zstandard.
#![no_main]

use std::collections::BTreeMap;

use guidang::bagit::container::Container;
use guidang::bagit::{Algorithm, Bag};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let path = std::env::temp_dir().join(format!("guidang-fuzz-{}", std::process::id()));
    std::fs::write(&path, input).expect("a temporary file can be written");
    if let Ok(Some(container)) = Container::find(&path) {
        let Ok(mut opened) = container.open() else { return };
        let bag = Bag::read(std::mem::take(&mut opened.listing), &opened.tag_files);
        opened.listing.files.clone_from(bag.files());
        let all: BTreeMap<String, Vec<Algorithm>> =
            bag.files().keys().map(|path| (path.clone(), vec![Algorithm::Sha256])).collect();
        if let Ok((sums, unread)) = container.checksums(&opened, &all, None) {
            let _ = bag.verify(&sums, unread);
        }
    }
});
