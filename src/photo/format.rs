//! Which format a file has, by its first bytes, and which one its name promises.

/// The formats of pictures, films and sound that are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF, as scanners write.
    Tiff,
    /// HEIC and AVIF, as phones write.
    Heif,
    /// MP4, MOV, 3GP and M4A.
    Mp4,
    /// AVI.
    Avi,
    /// WAV.
    Wave,
    /// MP3 and AAC.
    Mp3,
    /// FLAC.
    Flac,
    /// Ogg.
    Ogg,
    /// Matroska and `WebM`.
    Matroska,
    /// Windows Media.
    Asf,
}

impl MediaFormat {
    /// The name by which people know it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MediaFormat::Jpeg => "JPG",
            MediaFormat::Png => "PNG",
            MediaFormat::WebP => "WebP",
            MediaFormat::Gif => "GIF",
            MediaFormat::Bmp => "BMP",
            MediaFormat::Tiff => "TIFF",
            MediaFormat::Heif => "HEIC",
            MediaFormat::Mp4 => "MP4",
            MediaFormat::Avi => "AVI",
            MediaFormat::Wave => "WAV",
            MediaFormat::Mp3 => "MP3",
            MediaFormat::Flac => "FLAC",
            MediaFormat::Ogg => "Ogg",
            MediaFormat::Matroska => "MKV/WebM",
            MediaFormat::Asf => "WMV/WMA",
        }
    }

    /// Whether browsers show it as a picture.
    #[must_use]
    pub fn is_shown(self) -> bool {
        use MediaFormat::{Bmp, Gif, Jpeg, Png, WebP};
        matches!(self, Jpeg | Png | WebP | Gif | Bmp)
    }
}

/// The format that the extension of a picture's name stands for.
#[must_use]
pub fn format_named(name: &str) -> Option<MediaFormat> {
    let (_, extension) = name.rsplit_once('.')?;
    match &*extension.to_ascii_lowercase() {
        "jpg" | "jpeg" | "jpe" | "jfif" => Some(MediaFormat::Jpeg),
        "png" => Some(MediaFormat::Png),
        "gif" => Some(MediaFormat::Gif),
        "webp" => Some(MediaFormat::WebP),
        "bmp" => Some(MediaFormat::Bmp),
        _ => None,
    }
}

/// The format of a file that begins with these bytes. 16 are enough.
#[must_use]
pub fn format_of(head: &[u8]) -> Option<MediaFormat> {
    let at = |from: usize, mark: &[u8]| head.get(from..from + mark.len()) == Some(mark);
    Some(if at(0, b"\xff\xd8") {
        MediaFormat::Jpeg
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        MediaFormat::Png
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        MediaFormat::WebP
    } else if at(0, b"RIFF") && at(8, b"AVI ") {
        MediaFormat::Avi
    } else if at(0, b"RIFF") && at(8, b"WAVE") {
        MediaFormat::Wave
    } else if at(0, b"GIF8") {
        MediaFormat::Gif
    } else if at(0, b"BM") && at(6, &[0; 4]) {
        MediaFormat::Bmp
    } else if at(0, b"II*\0") || at(0, b"MM\0*") || at(0, b"II+\0") || at(0, b"MM\0+") {
        MediaFormat::Tiff
    } else if at(4, b"ftyp") {
        if is_picture_brand(head.get(8..12)) { MediaFormat::Heif } else { MediaFormat::Mp4 }
    } else if is_film_box(head.get(4..8)) {
        MediaFormat::Mp4
    } else if at(0, b"ID3") || is_frame_of_sound(head) {
        MediaFormat::Mp3
    } else if at(0, b"fLaC") {
        MediaFormat::Flac
    } else if at(0, b"OggS") {
        MediaFormat::Ogg
    } else if at(0, b"\x1a\x45\xdf\xa3") {
        MediaFormat::Matroska
    } else if at(0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11") {
        MediaFormat::Asf
    } else {
        return None;
    })
}

fn is_picture_brand(brand: Option<&[u8]>) -> bool {
    const BRANDS: [&[u8]; 12] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"mif2", b"msf1", b"avif",
        b"avis", b"jxl ",
    ];
    brand.is_some_and(|brand| BRANDS.contains(&brand))
}

/// Films of old programs begin without `ftyp`.
fn is_film_box(kind: Option<&[u8]>) -> bool {
    const KINDS: [&[u8]; 6] = [b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"];
    kind.is_some_and(|kind| KINDS.contains(&kind))
}

/// Whether a file begins with a frame of MPEG sound: layer 2 or 3, or AAC. The mark of UTF-16 (`FF FE`) is none.
fn is_frame_of_sound(head: &[u8]) -> bool {
    let [0xff, second, ..] = *head else { return false };
    matches!(second, 0xfa | 0xfb | 0xf2 | 0xf3 | 0xe2 | 0xe3 | 0xfc | 0xfd | 0xf4 | 0xf5)
        || matches!(second, 0xf0 | 0xf1 | 0xf8 | 0xf9)
}
