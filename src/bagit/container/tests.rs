//! Zstandard, as we write it and as others write it.

use std::io::Read;

use super::zstd::{FrameReader, compress};

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    compress(bytes, &mut out).unwrap();
    out
}

fn unpacked(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    FrameReader::new(bytes).read_to_end(&mut out)?;
    Ok(out)
}

#[test]
fn compressed_bytes_are_decompressed_unchanged() {
    for size in [0usize, 1, 1000, 300_000] {
        let bytes: Vec<u8> = (0..size).map(|index| (index * index / 7) as u8).collect();
        assert_eq!(unpacked(&packed(&bytes)).unwrap(), bytes);
    }
}

#[test]
fn frames_follow_each_other_and_skippable_ones_are_skipped() {
    let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
    let all = [skipped.clone(), packed(b"one"), skipped, packed(b"two")].concat();
    assert_eq!(unpacked(&all).unwrap(), b"onetwo");
    assert!(unpacked(&all[..all.len() - 2]).is_err());
    assert!(unpacked(b"what is this").is_err());
}

#[test]
fn a_full_disk_is_reported_though_the_encoder_cannot_fail() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let error = compress(&b"abc"[..], Full).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
}
