//! Sets of Chinese characters that can be asked by bytes, without decoding: texts consist of little else.

/// The first character of the block that a set covers, U+4E00 to U+9FFF.
const FIRST: u32 = 0x4e00;
/// The words of a set, one bit for each character.
const WORDS: usize = (0xa000 - FIRST as usize) / 64;

/// A set of Chinese characters.
pub(super) struct HanSet([u64; WORDS]);

impl HanSet {
    /// The set of these characters, all of which must be in the block.
    pub(super) const fn of(chars: &[char]) -> HanSet {
        let mut words = [0; WORDS];
        let mut index = 0;
        while index < chars.len() {
            let place = (chars[index] as u32 - FIRST) as usize;
            words[place / 64] |= 1 << (place % 64);
            index += 1;
        }
        HanSet(words)
    }

    /// Whether the character that begins with these bytes is in the set; `None` when it is not of the block.
    #[inline]
    pub(super) fn contains(&self, bytes: &[u8]) -> Option<bool> {
        let [first @ 0xe4..=0xe9, second, third, ..] = *bytes else { return None };
        let code = code_of([first, second, third]);
        let place = code.checked_sub(FIRST)? as usize;
        Some(self.0.get(place / 64)? >> (place % 64) & 1 == 1)
    }

    /// Whether the character of these three bytes is in the set.
    #[inline]
    pub(super) fn has(&self, bytes: [u8; 3]) -> bool {
        let place = code_of(bytes).wrapping_sub(FIRST) as usize;
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

/// The code of the character of three bytes.
#[inline]
fn code_of([first, second, third]: [u8; 3]) -> u32 {
    u32::from(first & 0xf) << 12 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_its_characters_and_no_others() {
        const SET: HanSet = HanSet::of(&['一', '身', '\u{9fff}']);
        for ch in '\u{3f00}'..='\u{a100}' {
            let is_held = matches!(ch, '一' | '身' | '\u{9fff}');
            let is_han = ('一'..='\u{9fff}').contains(&ch);
            let text = ch.to_string();
            assert_eq!(SET.contains(text.as_bytes()), is_han.then_some(is_held), "{ch}");
            let bytes = text.as_bytes().try_into().unwrap();
            assert_eq!(SET.has(bytes), is_held, "{ch}");
        }
        assert_eq!(SET.contains(b"1"), None);
        assert_eq!(SET.contains(b""), None);
    }
}
