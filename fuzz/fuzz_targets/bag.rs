//! Any bytes as the tag files of a bag, separated by NUL bytes: declaration, manifest, info, fetch.txt and tag
//! manifest.
#![no_main]

use std::collections::BTreeMap;

use guidang::bagit::{Bag, EntryType, Listing, messages};
use guidang::l10n::Lang;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut listing = Listing::default();
    let mut tags = BTreeMap::new();
    let names = ["bagit.txt", "manifest-md5.txt", "bag-info.txt", "fetch.txt", "tagmanifest-md5.txt"];
    for (name, bytes) in names.into_iter().zip(input.split(|byte| *byte == 0)) {
        listing.add(name, EntryType::File(bytes.len() as u64));
        tags.insert(name.to_owned(), Some(bytes.to_vec()));
    }
    listing.add("data/a%0A\u{e9}", EntryType::File(1));
    listing.add(&String::from_utf8_lossy(input), EntryType::File(1));
    let bag = Bag::read(listing, &tags);
    let _ = bag.needed_checksums();
    for finding in bag.verify(&BTreeMap::new(), Vec::new()) {
        let _ = messages::line(&finding, Lang::Zh);
    }
});
