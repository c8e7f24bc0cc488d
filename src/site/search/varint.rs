//! Variable-length numbers and document sets, in an alphabet that needs no escaping in a script.
//!
//! A number below 60 is one letter. A digit or one of 16 other letters begins a longer one. Two digits are never
//! adjacent, so no code looks like a telephone number to a privacy scan of the site.

/// The alphabet: everything printable but digits, `"` `\` `<` `` ` `` `$`, and the marks of the index (space, `!`, `=`,
/// `#`).
const ALPHABET: &[u8; 76] =
    b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%&'()*+,-./:;>?@[]^_{|}~";
const BASE: usize = ALPHABET.len();
/// The number of letters that are a whole number by themselves.
const SINGLES: usize = 60;
/// The number of leads of two-letter codes: the other letters, and the digits up to 6. The digits 7 and 8 begin a code
/// of three letters, 9 one of five.
const LEADS_OF_TWO: usize = BASE - SINGLES + 7;
const FIRST_OF_TWO: usize = SINGLES;
const FIRST_OF_THREE: usize = FIRST_OF_TWO + LEADS_OF_TWO * BASE;
const FIRST_OF_FIVE: usize = FIRST_OF_THREE + 2 * BASE * BASE;

/// The last letter of a number in base [`BASE`].
fn letter(number: usize) -> char {
    char::from(ALPHABET[number % BASE])
}

/// Appends a number below 2²⁴.
pub(super) fn push_number(out: &mut String, number: usize) {
    if number < FIRST_OF_TWO {
        out.push(letter(number));
    } else if number < FIRST_OF_THREE {
        let offset = number - FIRST_OF_TWO;
        let lead = offset / BASE;
        match lead.checked_sub(BASE - SINGLES) {
            None => out.push(letter(SINGLES + lead)),
            Some(digit) => out.push(char::from(b'0' + digit as u8)),
        }
        out.push(letter(offset));
    } else if number < FIRST_OF_FIVE {
        let offset = number - FIRST_OF_THREE;
        let lead = if offset < BASE * BASE { '7' } else { '8' };
        out.extend([lead, letter(offset / BASE), letter(offset)]);
    } else {
        let offset = number - FIRST_OF_FIVE;
        out.push('9');
        for power in [3, 2, 1, 0] {
            out.push(letter(offset / BASE.pow(power)));
        }
    }
}

/// Appends a set of documents out of `document_count`: either the gaps between them or, after a `#`, a bit for each,
/// whichever is shorter.
pub(super) fn push_set(out: &mut String, documents: &[u32], document_count: usize) {
    let start = out.len();
    let mut next = 0;
    for &document in documents {
        push_number(out, document as usize - next);
        next = document as usize + 1;
    }
    let bitmap_length = document_count.div_ceil(6);
    if 1 + bitmap_length < out.len() - start {
        out.truncate(start);
        let mut bitmap = vec![0u8; bitmap_length];
        for &document in documents {
            bitmap[document as usize / 6] |= 1 << (document % 6);
        }
        out.push('#');
        for bits in bitmap {
            out.push(letter(usize::from(bits)));
        }
    }
}

fn value_of(byte: u8) -> Option<usize> {
    ALPHABET.iter().position(|&letter| letter == byte)
}

/// The value of a run of letters in base [`BASE`], the highest first.
fn value_of_all(letters: &[u8]) -> Option<usize> {
    let mut value = 0;
    for &letter in letters {
        value = value * BASE + value_of(letter)?;
    }
    Some(value)
}

/// Splits off the number at the start of `text`; `None` if the text starts with no number.
pub(super) fn pull_number(text: &str) -> Option<(usize, &str)> {
    let (&lead, rest) = text.as_bytes().split_first()?;
    let (start, length) = match lead {
        b'9' => (FIRST_OF_FIVE, 4),
        b'7' | b'8' => (FIRST_OF_THREE + usize::from(lead - b'7') * BASE * BASE, 2),
        b'0'..=b'6' => (FIRST_OF_TWO + (usize::from(lead - b'0') + BASE - SINGLES) * BASE, 1),
        _ => match value_of(lead)? {
            single if single < SINGLES => (single, 0),
            lead => (FIRST_OF_TWO + (lead - SINGLES) * BASE, 1),
        },
    };
    let number = start + value_of_all(rest.get(..length)?)?;
    Some((number, text.get(1 + length..)?))
}

/// Every number of a text, as `static/search.js` reads them; `None` if the text is not a list of numbers.
pub(super) fn numbers(text: &str) -> Option<Vec<usize>> {
    let (mut numbers, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let (number, after) = pull_number(rest)?;
        numbers.push(number);
        rest = after;
    }
    Some(numbers)
}

/// The documents of a set written by [`push_set`]; `None` if the text is not a set.
pub(super) fn parse_set(text: &str) -> Option<Vec<usize>> {
    let mut documents = Vec::new();
    if let Some(bitmap) = text.strip_prefix('#') {
        for (index, letter) in bitmap.bytes().enumerate() {
            let bits = value_of(letter).filter(|bits| *bits < 64)?;
            for bit in 0..6 {
                if bits >> bit & 1 == 1 {
                    documents.push(index * 6 + bit);
                }
            }
        }
        return Some(documents);
    }
    let mut next = 0;
    for gap in numbers(text)? {
        documents.push(next + gap);
        next += gap + 1;
    }
    Some(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Encodes and decodes a number; returns the length of its code.
    #[track_caller]
    fn round_trip(number: usize) -> usize {
        let mut text = String::new();
        push_number(&mut text, number);
        assert_eq!(numbers(&text), Some(vec![number]), "{text}");
        text.len()
    }

    #[test]
    fn every_number_survives_a_round_trip() {
        let bounds = [0, 59, 60, 1807, 1808, 13_359, 13_360, 100_000, (1 << 24) - 1];
        assert_eq!(bounds.map(round_trip), [1, 1, 2, 2, 3, 3, 5, 5, 5]);
        for number in 0..14_000 {
            assert!(round_trip(number) <= 5);
        }
    }

    #[test]
    fn sets_survive_a_round_trip_as_gaps_and_as_bitmaps() {
        for step in [1, 2, 5, 7, 70, 999] {
            let documents: Vec<u32> = (0..1000).step_by(step).collect();
            let mut text = String::new();
            push_set(&mut text, &documents, 1000);
            assert_eq!(text.starts_with('#'), step < 6, "{step}");
            let expected: Vec<usize> = (0..1000).step_by(step).collect();
            assert_eq!(parse_set(&text).unwrap(), expected, "{text}");
        }
    }
}
