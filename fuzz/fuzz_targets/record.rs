//! Any bytes in place of any YAML or Markdown file of the archive: front matter, dates, numbers, references, text.
#![no_main]

mod archive;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else { return };
    let files: Vec<&str> =
        archive::FILES.iter().map(|file| file.0).filter(|path| !path.ends_with(".csv")).collect();
    archive::checked(files[usize::from(*first) % files.len()], bytes);
});
