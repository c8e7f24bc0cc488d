//! Which names a file of the site may have, so that it can be copied to any system and served.

use crate::syntax::file_name::is_device;

/// Whether `path` is a relative path of plain names with `/` between them, such as `schools/bochang.html`.
pub(super) fn is_sound(path: &str) -> bool {
    path.split('/').all(is_sound_name)
}

fn is_sound_name(name: &str) -> bool {
    let is_plain = |byte: u8| {
        matches!(byte, b' '..=b'~')
            && !matches!(byte, b'<' | b'>' | b':' | b'"' | b'\\' | b'|' | b'?' | b'*')
    };
    // This also refuses the empty name, `.` and `..`.
    let ends_well = !matches!(name.as_bytes().last(), None | Some(b'.' | b' '));
    name.bytes().all(is_plain) && ends_well && !is_device(name) && name.len() <= 255
}

#[cfg(test)]
mod tests {
    use super::is_sound;

    #[test]
    fn plain_names_are_sound() {
        for path in ["index.html", "a/b-c_d/e (1).jpg", ".nojekyll", "console/com10.html", "a..b"] {
            assert!(is_sound(path), "{path}");
        }
    }

    #[test]
    fn names_that_some_system_cannot_have_are_refused() {
        for path in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "../a",
            "a/../b",
            "a/./b",
            "a\\b",
            "C:/a",
            "c:a",
            "con",
            "Con.html",
            "a/NUL.tar.gz",
            "lpt9",
            "aux .x",
            "a.",
            "a ",
            "a./b",
            "a?",
            "a*b",
            "a|b",
            "<a>",
            "\"a\"",
            "a\nb",
            "a\0",
            "学校.html",
        ] {
            assert!(!is_sound(path), "{path:?}");
        }
        assert!(!is_sound(&"a".repeat(256)));
    }
}
