use proptest::prelude::*;

use super::*;

/// A segment of a JPEG.
fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &length, body].concat()
}

const SCAN: &[u8] = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0picture\xff\0data\xff\xd9";

fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    [&b"\xff\xd8"[..], &segments.concat(), SCAN].concat()
}

/// A little-endian EXIF block with the orientation and the position.
fn exif(orientation: u8) -> Vec<u8> {
    let mut body = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    body.extend([orientation, 0, 0, 0]);
    body.extend(b"\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0GPSLatitude 28.2 N");
    segment(0xe1, &body)
}

fn cleaned(bytes: &[u8]) -> Vec<u8> {
    match clean(bytes) {
        Cleaned::Clean(bytes) => bytes.into_owned(),
        Cleaned::Unclean => panic!("unclean"),
    }
}

#[test]
fn a_jpeg_loses_its_metadata_and_keeps_its_picture() {
    let jfif = segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    let table = segment(0xdb, &[7; 65]);
    let xmp = segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPSLatitude</x:xmpmeta>");
    let comment = segment(0xfe, b"taken at home");
    let photo = jpeg(&[jfif.clone(), exif(1), xmp, comment, table.clone()]);
    assert_eq!(cleaned(&photo), jpeg(&[jfif.clone(), table.clone()]));
    let plain = jpeg(&[jfif, table]);
    assert_eq!(clean(&plain), Cleaned::Clean(Cow::Borrowed(&plain)));
}

#[test]
fn a_jpeg_keeps_its_orientation() {
    let once = cleaned(&jpeg(&[exif(6)]));
    assert_eq!(once[..6], *b"\xff\xd8\xff\xe1\0\x22");
    assert_eq!(once[30..34], [0, 6, 0, 0], "{once:x?}");
    assert!(!contains(&once, b"GPS"));
    assert_eq!(cleaned(&once), once);
}

#[test]
fn bytes_behind_the_picture_are_removed() {
    let table = segment(0xdb, &[7; 65]);
    let photo = [jpeg(std::slice::from_ref(&table)), jpeg(&[exif(1)])].concat();
    assert_eq!(cleaned(&photo), jpeg(&[table]));
}

#[test]
fn a_png_and_a_webp_lose_their_metadata() {
    let chunk = |name: &[u8], body: &[u8]| {
        [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], name, body, &[0; 4]].concat()
    };
    let png = |chunks: &[Vec<u8>]| [&b"\x89PNG\r\n\x1a\n"[..], &chunks.concat()].concat();
    let (data, end) = (chunk(b"IDAT", b"xyz"), chunk(b"IEND", b""));
    let with_metadata =
        [chunk(b"eXIf", b"GPSLatitude"), chunk(b"tEXt", b"where"), data.clone(), end.clone()];
    assert_eq!(cleaned(&png(&with_metadata)), png(&[data, end]));

    let chunk = |name: &[u8], body: &[u8]| {
        let pad = &[0][..body.len() % 2];
        [name, &u32::try_from(body.len()).unwrap().to_le_bytes()[..], body, pad].concat()
    };
    let webp = |chunks: &[Vec<u8>]| {
        let body = [&b"WEBP"[..], &chunks.concat()].concat();
        [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
    };
    let head = |flags: u8| chunk(b"VP8X", &[flags, 0, 0, 0, 1, 0, 0, 1, 0, 0]);
    let picture = chunk(b"VP8L", b"abc");
    let with_metadata = webp(&[
        head(0b1100),
        picture.clone(),
        chunk(b"EXIF", b"GPSLatitude 1"),
        chunk(b"XMP ", b"<x:xmpmeta"),
    ]);
    assert_eq!(cleaned(&with_metadata), webp(&[head(0), picture]));
}

#[test]
fn files_whose_metadata_cannot_be_removed_are_unclean() {
    assert_eq!(clean(b"\0\0\0\x18ftypheic....Exif\0\0II*\0GPS"), Cleaned::Unclean);
    assert_eq!(clean(b"II*\0\x08\0\0\0"), Cleaned::Unclean);
    assert_eq!(clean(b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0"), Cleaned::Unclean, "cut short");
    assert_eq!(clean("教案".as_bytes()), Cleaned::Clean("教案".as_bytes().into()));
}

proptest! {
    #[test]
    fn no_damaged_picture_keeps_its_position(at in 0usize..400, byte: u8, cut in 0usize..400) {
        let mut photo = jpeg(&[exif(6), segment(0xdb, &[7; 65])]);
        let length = photo.len();
        photo[at % length] = byte;
        photo.truncate(length - cut % 60);
        if let Cleaned::Clean(bytes) = clean(&photo) && photo.starts_with(b"\xff\xd8") {
            prop_assert!(!contains(&bytes, b"GPSLatitude"));
        }
    }
}
