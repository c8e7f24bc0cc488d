//! What the name of a file tells: whether Windows reserves it for a device, and what its ending promises.

/// Whether Windows takes a name for a device, with any ending: `con`, `COM1.txt`. No such file can be copied there.
#[must_use]
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    if matches!(&*stem, "con" | "prn" | "aux" | "nul") {
        return true;
    }
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    matches!(number.map(str::as_bytes), Some([b'1'..=b'9']))
}

/// What a file shows or plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A picture.
    Picture,
    /// A film.
    Film,
    /// Sound.
    Sound,
}

/// What a name promises: `照片.JPG` is a picture; `None` for other files, and for SVG, which is a text that runs.
#[must_use]
pub fn medium_of(name: &str) -> Option<Medium> {
    let (_, extension) = name.rsplit_once('.')?;
    match &*extension.to_ascii_lowercase() {
        "jpg" | "jpeg" | "jpe" | "jfif" | "png" | "gif" | "webp" | "bmp" | "heic" | "heif"
        | "avif" | "tif" | "tiff" => Some(Medium::Picture),
        "mp4" | "m4v" | "mov" | "3gp" | "3g2" | "avi" | "mkv" | "webm" | "wmv" | "asf" => {
            Some(Medium::Film)
        }
        "mp3" | "m4a" | "aac" | "wav" | "flac" | "ogg" | "oga" | "opus" | "wma" => {
            Some(Medium::Sound)
        }
        _ => None,
    }
}

/// Whether a name is one that people give to a picture, of a kind that pages show or not.
#[must_use]
pub fn names_picture(name: &str) -> bool {
    match name.rsplit_once('.') {
        None | Some(("", _)) => false,
        Some((_, ending)) => {
            ending.eq_ignore_ascii_case("svg") || medium_of(name) == Some(Medium::Picture)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_known_with_any_ending() {
        for name in ["con", "NUL.txt", "com1", "Lpt9.tar.gz", "aux .md"] {
            assert!(is_device(name), "{name}");
        }
        for name in ["", "com", "com0", "com10", "lptx", "console", "表.con", "com¹"] {
            assert!(!is_device(name), "{name}");
        }
    }

    #[test]
    fn endings_tell_the_medium() {
        assert_eq!(medium_of("照片.JPG"), Some(Medium::Picture));
        assert_eq!(medium_of("a.b.mkv"), Some(Medium::Film));
        assert_eq!(medium_of("录音.m4a"), Some(Medium::Sound));
        assert_eq!(medium_of("jpg"), None);
        assert_eq!(medium_of("总结.svg"), None);
        assert!(names_picture("总结.SVG") && names_picture("a.heic"));
        assert!(!names_picture("a.md") && !names_picture(".jpg"));
    }
}
