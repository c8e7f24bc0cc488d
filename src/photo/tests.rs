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
    match clean("照片.jpg", bytes) {
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
    assert_eq!(clean("", &plain), Cleaned::Clean(Cow::Borrowed(&plain)));
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

/// What stands between scans is read as segments. A stuffed byte there is none: read again, it would be image data.
#[test]
fn a_picture_that_was_cleaned_is_clean() {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x70, 0xd8];
    bytes.extend([0xff, 0xe1, 0, 4, 1, 2]); // metadata behind the data of the scan
    bytes.extend([0xff, 0, 0, 8, 0xff, 0xda, 0x44, 0x78, 0x69, 0xd9]);
    let once = cleaned(&bytes);
    assert_eq!(cleaned(&once), once);
    assert_eq!(once, bytes[..14]);
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
    assert_eq!(clean("", b"\0\0\0\x18ftypheic....Exif\0\0II*\0GPS"), Cleaned::Unclean);
    assert_eq!(clean("", b"II*\0\x08\0\0\0"), Cleaned::Unclean);
    assert_eq!(clean("", b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0"), Cleaned::Unclean, "cut short");
    assert_eq!(clean("", "教案".as_bytes()), Cleaned::Clean("教案".as_bytes().into()));
}

proptest! {
    #[test]
    fn no_damaged_picture_keeps_its_position(at in 0usize..400, byte: u8, cut in 0usize..400) {
        let mut photo = jpeg(&[exif(6), segment(0xdb, &[7; 65])]);
        let length = photo.len();
        photo[at % length] = byte;
        photo.truncate(length - cut % 60);
        if let Cleaned::Clean(bytes) = clean("", &photo) && photo.starts_with(b"\xff\xd8") {
            prop_assert!(!contains(&bytes, b"GPSLatitude"));
        }
    }
}

/// A colour profile with a colour, a text and the name of a maker.
fn profile() -> Vec<u8> {
    let mut bytes = vec![0; 128];
    bytes[36..40].copy_from_slice(b"acsp");
    bytes[48..52].copy_from_slice(b"LIXM");
    let colour = [b"XYZ \0\0\0\0".as_slice(), &[1; 12]].concat();
    let text = b"text\0\0\0\0taken by Li".to_vec();
    let tags = [(b"rXYZ", 128 + 4 + 36, colour.len()), (b"gXYZ", 128 + 4 + 36, colour.len())];
    bytes.extend(3_u32.to_be_bytes());
    for (name, at, length) in tags.into_iter().chain([(b"cprt", 128 + 4 + 36 + 20, text.len())]) {
        bytes.extend_from_slice(name);
        bytes.extend(u32::try_from(at).unwrap().to_be_bytes());
        bytes.extend(u32::try_from(length).unwrap().to_be_bytes());
    }
    [bytes, colour, text].concat()
}

#[test]
fn colour_profiles_keep_their_colours_and_lose_their_texts() {
    let small = icc::colours_only(&profile()).unwrap();
    assert!(contains(&small, b"rXYZ") && contains(&small, &[1; 12]) && !contains(&small, b"Li"));
    assert!(!contains(&small, b"LIXM") && !contains(&small, b"cprt"));
    assert_eq!(icc::colours_only(&small).unwrap(), small);
    let part = |number: u8, bytes: &[u8]| {
        segment(0xe2, &[&b"ICC_PROFILE\0"[..], &[number, 2], bytes].concat())
    };
    let whole = profile();
    let photo = jpeg(&[part(2, &whole[100..]), part(1, &whole[..100]), segment(0xdb, &[7; 65])]);
    let bytes = cleaned(&photo);
    assert!(contains(&bytes, b"ICC_PROFILE\0\x01\x01") && !contains(&bytes, b"Li"));
    assert_eq!(cleaned(&bytes), bytes);
    assert!(!contains(&cleaned(&jpeg(&[part(1, b"taken by Li")])), b"Li"));
}

#[test]
fn a_jpeg_loses_what_stands_between_its_scans_and_in_its_small_picture() {
    let scan = b"\xff\xda\0\x03\x01abc\xff\0def";
    let hidden = [scan.to_vec(), segment(0xfe, b"taken at home"), scan.to_vec()].concat();
    let photo = [&b"\xff\xd8"[..], &hidden, b"\xff\xd9"].concat();
    assert_eq!(cleaned(&photo), [&b"\xff\xd8"[..], scan, scan, b"\xff\xd9"].concat());
    let small = segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01face");
    let plain = segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    assert_eq!(cleaned(&jpeg(&[small])), jpeg(&[plain]));
}

#[test]
fn unknown_parts_of_pictures_are_left_out() {
    let chunk = |name: &[u8], body: &[u8]| {
        [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], name, body, &[0; 4]].concat()
    };
    let png = |chunks: &[Vec<u8>]| [&b"\x89PNG\r\n\x1a\n"[..], &chunks.concat()].concat();
    let (data, end) = (chunk(b"IDAT", b"xyz"), chunk(b"IEND", b""));
    for more in [&b"niFt"[..], b"iCCP", b"sPLT", b"caBX"] {
        let with = png(&[chunk(more, b"where"), data.clone(), end.clone()]);
        assert_eq!(cleaned(&with), png(&[data.clone(), end.clone()]), "{more:?}");
    }
    let critical = png(&[chunk(b"WHRE", b"where"), data, end]);
    assert_eq!(clean("a.png", &critical), Cleaned::Unclean);

    let gif = |blocks: &[&[u8]]| {
        [&b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff"[..], &blocks.concat(), b"\x3b"].concat()
    };
    let picture = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    let control = b"\x21\xf9\x04\0\0\0\0\0";
    let repeat = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
    let comment = b"\x21\xfe\x05where\0";
    let note = b"\x21\xff\x0bXMP DataXMP\x05where\0";
    let plain = gif(&[repeat, control, picture]);
    let noted = [gif(&[repeat, comment, control, note, picture]), b"behind".to_vec()].concat();
    assert_eq!(cleaned(&noted), plain);
    assert_eq!(clean("a.gif", &plain), Cleaned::Clean(Cow::Borrowed(&plain)));
    assert_eq!(clean("a.gif", &plain[..20]), Cleaned::Unclean);
}

#[test]
fn a_file_that_is_not_what_its_name_promises_is_unclean() {
    let photo = jpeg(&[exif(1)]);
    let behind_zero = [&b"\0"[..], &photo].concat();
    for name in ["照片.jpg", "照片.bin", "照片"] {
        assert_eq!(clean(name, &behind_zero), Cleaned::Unclean, "{name}");
    }
    for (name, bytes) in [
        ("a.jpg", &b""[..]),
        ("a.jpg", b"text"),
        ("a.mp4", b"text"),
        ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0"),
        ("a.webm", b"\x1a\x45\xdf\xa3"),
        ("a.wmv", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),
    ] {
        assert_eq!(clean(name, bytes), Cleaned::Unclean, "{name}");
    }
    assert!(matches!(clean("a.txt", b"\0text"), Cleaned::Clean(_)));
}

/// A box of a film.
fn film_box(kind: &[u8], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [&size[..], kind, content].concat()
}

/// A track of a film; its data are `length` bytes from `at` on.
fn track(handler: &[u8], at: u32, length: u32) -> Vec<u8> {
    let number = |value: u32| value.to_be_bytes();
    let kind = [&[0; 8][..], handler, &[0; 12], b"name of a phone\0"].concat();
    let sizes = [&[0; 4][..], &number(0), &number(2), &number(length - 1), &number(1)].concat();
    let table = film_box(
        b"stbl",
        &[
            film_box(b"stsz", &sizes),
            film_box(
                b"stsc",
                &[&[0; 4][..], &number(1), &number(1), &number(2), &number(1)].concat(),
            ),
            film_box(b"stco", &[&[0; 4][..], &number(1), &number(at)].concat()),
        ]
        .concat(),
    );
    let media = [
        film_box(b"mdhd", &[0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 1, 1]),
        film_box(b"hdlr", &kind),
        film_box(b"minf", &table),
    ];
    let place = film_box(b"udta", &film_box(b"\xa9xyz", b"+28.2000+112.9000/"));
    film_box(b"trak", &[film_box(b"mdia", &media.concat()), place].concat())
}

/// A film whose bytes 24 to 60 are seen, and those behind are places.
fn film() -> Vec<u8> {
    let data = [&[b'v'; 36][..], b"+28.2000+112.9000/"].concat();
    let moov = [
        film_box(b"mvhd", &[0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 1, 1]),
        track(b"vide", 24, 36),
        track(b"meta", 60, 18),
        film_box(b"udta", &film_box(b"\xa9xyz", b"+28.2000+112.9000/")),
        film_box(b"meta", b"com.apple.quicktime.location.ISO6709 +28.2000+112.9000/"),
    ];
    [
        film_box(b"ftyp", b"qt  \0\0\0\0"),
        film_box(b"mdat", &data),
        film_box(b"moov", &moov.concat()),
        film_box(b"uuid", b"where it was: +28.2000+112.9000/"),
    ]
    .concat()
}

#[test]
fn a_film_keeps_its_data_in_place_and_loses_where_and_when() {
    let film = film();
    let bytes = cleaned(&film);
    assert_eq!(bytes.len(), film.len());
    assert!(contains(&bytes, &[b'v'; 36]));
    for word in [&b"+28"[..], b"\xa9xyz", b"ISO6709", b"name of a phone", &[9; 4], b"where"] {
        assert!(contains(&film, word) && !contains(&bytes, word), "{word:?}");
    }
    assert_eq!(bytes.windows(4).filter(|kind| kind == b"trak").count(), 1);
    assert_eq!(cleaned(&bytes), bytes);
    assert_eq!(clean("a.mp4", &film[..film.len() - 60]), Cleaned::Unclean, "cut off");
    // A track cannot have the film itself blanked: its data would begin among the boxes.
    let place = film.windows(4).rposition(|number| number == 60_u32.to_be_bytes()).unwrap();
    let mut lying = film.clone();
    lying[place + 3] = 90;
    assert_eq!(clean("a.mp4", &lying), Cleaned::Unclean);
}

#[test]
fn films_and_sound_of_other_formats_lose_their_texts() {
    let chunk = |name: &[u8], body: &[u8]| {
        let pad = &[0][..body.len() % 2];
        [name, &u32::try_from(body.len()).unwrap().to_le_bytes()[..], body, pad].concat()
    };
    let riff = |kind: &[u8], chunks: &[Vec<u8>]| chunk(b"RIFF", &[kind, &chunks.concat()].concat());
    let info = chunk(b"LIST", b"INFOICOP\x05\0\0\0where\0");
    let wave = riff(b"WAVE", &[chunk(b"fmt ", b"0123"), info.clone(), chunk(b"data", b"sound!")]);
    assert_eq!(
        cleaned(&wave),
        riff(b"WAVE", &[chunk(b"fmt ", b"0123"), chunk(b"data", b"sound!")])
    );
    let stream = [b"strl".to_vec(), chunk(b"strh", b"0123"), chunk(b"strd", b"where")].concat();
    let head = [
        b"hdrl".to_vec(),
        chunk(b"avih", b"0123"),
        chunk(b"IDIT", b"when"),
        chunk(b"LIST", &stream),
    ];
    let movie = chunk(b"LIST", b"movi00dcframes");
    let avi = riff(
        b"AVI ",
        &[chunk(b"LIST", &head.concat()), info, movie.clone(), chunk(b"idx1", b"0123")],
    );
    let bytes = cleaned(&avi);
    assert_eq!(bytes.len(), avi.len());
    assert!(contains(&bytes, &movie) && !contains(&bytes, b"where") && !contains(&bytes, b"when"));

    let frames = b"\xff\xfb\x90\x44frames of sound".to_vec();
    let tag = [b"ID3\x03\0\0\0\0\0\x05".as_slice(), b"where"].concat();
    let old = [b"TAG".as_slice(), &[b'w'; 125]].concat();
    let ape = [b"APETAGEX\xd0\x07\0\0\x25\0\0\0".as_slice(), &[0; 16]].concat();
    let ape = [b"where".to_vec(), ape].concat();
    let noted = [tag.clone(), tag, frames.clone(), ape, old].concat();
    assert_eq!(cleaned(&noted), frames);
    assert_eq!(clean("a.mp3", b"ID3\x03\0\0\0\0\0\x05where"), Cleaned::Unclean);

    let block = |kind: u8, body: &[u8]| [&[kind, 0, 0, body.len() as u8][..], body].concat();
    let flac = |blocks: &[Vec<u8>]| [&b"fLaC"[..], &blocks.concat(), b"\xff\xf8frames"].concat();
    let noted = flac(&[block(0, b"form"), block(4, b"where"), block(0x86, b"cover")]);
    assert_eq!(cleaned(&noted), flac(&[block(0x80, b"form")]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    /// No bytes stop the cleaning, and what comes out is clean: cleaning it again changes nothing.
    #[test]
    fn damaged_media_are_cleaned_or_refused(which in 0usize..6, at: usize, byte: u8, cut: usize) {
        let mut bytes = match which {
            0 => film(),
            1 => jpeg(&[exif(6), segment(0xe2, &[&b"ICC_PROFILE\0\x01\x01"[..], &profile()].concat())]),
            2 => profile(),
            3 => b"GIF89a\x01\0\x01\0\0\0\0\x21\xfe\x05where\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b".to_vec(),
            4 => b"RIFF\x30\0\0\0AVI LIST\x10\0\0\0hdrlavih\x04\0\0\x000123LIST\x08\0\0\0INFOwher".to_vec(),
            _ => b"fLaC\0\0\0\x04form\x84\0\0\x05where\xff\xf8".to_vec(),
        };
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - cut % (length / 4));
        let _ = icc::colours_only(&bytes);
        if let Cleaned::Clean(once) = clean("", &bytes) {
            prop_assert_eq!(clean("", &once), Cleaned::Clean(Cow::Borrowed(&once)));
        }
    }
}
