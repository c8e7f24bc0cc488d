use image::{Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::super::{Cleaned, clean};
use super::*;

/// A picture that no encoder makes small: every pixel unlike its neighbours.
fn noisy(width: u32, height: u32) -> RgbImage {
    let mut state = 7_u32;
    RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [.., a, b, c] = state.to_be_bytes();
        Rgb([a / 2, b / 2, c / 2])
    })
}

fn jpeg(image: &RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 90).encode_image(image).unwrap();
    out
}

fn png(image: &DynamicImage) -> Vec<u8> {
    encode(image, Format::Png, None).unwrap()
}

/// The same picture with an orientation in its metadata.
fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut body = b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    body.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    [&jpeg[..2], &body, &jpeg[2..]].concat()
}

fn shrunk(bytes: &[u8]) -> Shrunk {
    measure(bytes).unwrap().shrink().unwrap()
}

#[test]
fn copies_have_the_same_proportions_and_are_smaller() {
    let photo = jpeg(&noisy(1600, 800));
    let copies = shrunk(&photo);
    assert_eq!((copies.width, copies.height), (1600, 800));
    let (page, list) = (copies.page.clone().unwrap(), copies.list.clone().unwrap());
    assert_eq!((page.width, page.height, page.format), (1280, 640, Format::Jpeg));
    assert_eq!((list.width, list.height, list.format), (320, 160, Format::Jpeg));
    assert!(list.bytes.len() < page.bytes.len() && page.bytes.len() < photo.len());
    let read = image::load_from_memory(&list.bytes).unwrap();
    assert_eq!((read.width(), read.height()), (320, 160));
    assert_eq!(shrunk(&photo), copies, "the same every time");
}

#[test]
fn small_pictures_have_no_copies() {
    let small = jpeg(&RgbImage::from_pixel(640, 480, Rgb([200, 40, 40])));
    let copies = shrunk(&small);
    assert_eq!((copies.width, copies.height), (640, 480));
    assert_eq!((copies.page, copies.list), (None, None));
    // A plain one with many pixels and few bytes: no copy is smaller.
    let copies = shrunk(&jpeg(&noisy(900, 700)));
    assert!(copies.page.is_some() && copies.list.is_some(), "many bytes at a size that fits");
}

/// A red top left and a green top right corner, in each of the eight orientations.
#[test]
fn copies_have_the_right_side_up() {
    let mut photo = noisy(1600, 800);
    let mut paint = |left: u32, top: u32, colour: [u8; 3]| {
        for (x, y) in (0..300).flat_map(|x| (0..300).map(move |y| (x, y))) {
            photo.put_pixel(left + x, top + y, Rgb(colour));
        }
    };
    paint(0, 0, [255, 0, 0]);
    paint(1300, 0, [0, 255, 0]);
    let photo = jpeg(&photo);
    // Where the two corners are seen: left or right, top or bottom.
    for (orientation, red, green) in [
        (1, "lt", "rt"),
        (2, "rt", "lt"),
        (3, "rb", "lb"),
        (4, "lb", "rb"),
        (5, "lt", "lb"),
        (6, "rt", "rb"),
        (7, "rb", "rt"),
        (8, "lb", "lt"),
    ] {
        let noted = with_orientation(&photo, orientation);
        let Cleaned::Clean(bytes) = clean("照片.jpg", &noted) else { panic!("{orientation}") };
        let copies = shrunk(&bytes);
        let wide = orientation <= 4;
        assert_eq!((copies.width, copies.height), if wide { (1600, 800) } else { (800, 1600) });
        let list = copies.list.unwrap();
        assert_eq!((list.width, list.height), if wide { (320, 160) } else { (160, 320) });
        assert!(!list.bytes.windows(4).any(|window| window == b"Exif"), "{orientation}");
        let seen = image::load_from_memory(&list.bytes).unwrap().into_rgb8();
        let at = |place: &str| {
            let x = if place.starts_with('l') { 20 } else { list.width - 20 };
            let y = if place.ends_with('t') { 20 } else { list.height - 20 };
            seen.get_pixel(x, y).0
        };
        assert!(at(red)[0] > 200 && at(red)[1] < 90, "{orientation}: {:?}", at(red));
        assert!(at(green)[1] > 200 && at(green)[0] < 90, "{orientation}: {:?}", at(green));
    }
}

#[test]
fn transparent_pictures_stay_transparent() {
    let noise = noisy(1400, 700);
    let clear = RgbaImage::from_fn(1400, 700, |x, y| {
        let [r, g, b] = noise.get_pixel(x, y).0;
        Rgba([r, g, b, if x < 700 { 0 } else { 255 }])
    });
    let page = shrunk(&png(&clear.into())).page.unwrap();
    assert_eq!(page.format, Format::Png);
    let read = image::load_from_memory(&page.bytes).unwrap().into_rgba8();
    assert_eq!((read.get_pixel(5, 5).0[3], read.get_pixel(1270, 5).0[3]), (0, 255));
    // A photo saved as PNG becomes a JPEG, even with an unused channel to see through.
    let opaque = DynamicImage::ImageRgb8(noise).into_rgba8();
    assert_eq!(shrunk(&png(&opaque.into())).page.unwrap().format, Format::Jpeg);
}

/// A PNG of 60000 × 60000 in some sixty bytes, and a JPEG that says as much.
#[test]
fn bombs_are_refused_by_their_headers() {
    let mut bomb = png(&RgbImage::new(1, 1).into());
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    assert!(measure(&bomb).is_none());
    let mut bomb = jpeg(&RgbImage::new(8, 8));
    let frame = bomb.windows(2).position(|window| window == b"\xff\xc0").unwrap();
    bomb[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert!(measure(&bomb).is_none());
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 * (sum & 1)))
    })
}

#[test]
fn other_files_have_no_copies() {
    for bytes in [&b""[..], b"\xff\xd8\xff\xd9", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"text"] {
        assert!(measure(bytes).is_none(), "{bytes:?}");
    }
    let cut = png(&noisy(1400, 700).into());
    let cut = measure(&cut[..cut.len() / 2]).unwrap();
    assert_eq!(cut.shrink(), None, "cut short");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_damaged_picture_panics(at in 0usize..60_000, byte: u8, cut in 0usize..60_000, png_ in any::<bool>()) {
        let image = noisy(200, 150);
        let mut photo = if png_ { png(&image.into()) } else { jpeg(&image) };
        let length = photo.len();
        photo[at % length] = byte;
        photo.truncate(length - cut % length);
        if let Some(measured) = measure(&photo) {
            let _ = measured.shrink();
        }
    }
}
