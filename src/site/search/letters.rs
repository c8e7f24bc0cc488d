//! Numbers and sets of documents, in letters that need no escape in a script.
//!
//! A number below 60 is one letter. A digit or one of 16 other letters begins a longer one. Digits never stand side
//! by side, so no code looks like somebody's telephone number to whoever scans the site.

/// Letters that stand in any place: everything printable but digits, `"` `\` `<` `` ` `` `$`, and the marks of the
/// index (space, `!`, `=`, `#`).
const LETTERS: &[u8; 76] =
    b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%&'()*+,-./:;>?@[]^_{|}~";
const BASE: usize = LETTERS.len();
/// So many of them are a number by themselves.
const ALONE: usize = 60;
/// The others, and the digits up to 6, begin a number of two letters; 7 and 8 one of three; 9 one of five.
const TWO: usize = BASE - ALONE + 7;
const FIRST_OF_TWO: usize = ALONE;
const FIRST_OF_THREE: usize = FIRST_OF_TWO + TWO * BASE;
const FIRST_OF_FIVE: usize = FIRST_OF_THREE + 2 * BASE * BASE;

/// Appends a number below 2²⁴.
pub(super) fn push(out: &mut String, number: usize) {
    let letter = |it: usize| char::from(LETTERS[it % BASE]);
    if number < FIRST_OF_TWO {
        out.push(letter(number));
    } else if number < FIRST_OF_THREE {
        let it = number - FIRST_OF_TWO;
        let lead = it / BASE;
        match lead.checked_sub(BASE - ALONE) {
            None => out.push(letter(ALONE + lead)),
            Some(digit) => out.push(char::from(b'0' + digit as u8)),
        }
        out.push(letter(it));
    } else if number < FIRST_OF_FIVE {
        let it = number - FIRST_OF_THREE;
        let lead = if it < BASE * BASE { '7' } else { '8' };
        out.extend([lead, letter(it / BASE), letter(it)]);
    } else {
        let it = number - FIRST_OF_FIVE;
        out.push('9');
        out.extend([BASE.pow(3), BASE.pow(2), BASE, 1].map(|place| letter(it / place)));
    }
}

/// A set of documents, `all` being how many there are: the gaps between them, or a bit for each, whichever is shorter.
pub(super) fn push_set(out: &mut String, documents: &[u32], all: usize) {
    let start = out.len();
    let mut next = 0;
    for it in documents {
        push(out, *it as usize - next);
        next = *it as usize + 1;
    }
    let in_bits = 1 + all.div_ceil(6);
    if in_bits < out.len() - start {
        out.truncate(start);
        let mut bits = vec![0u8; all.div_ceil(6)];
        documents.iter().for_each(|it| bits[*it as usize / 6] |= 1 << (it % 6));
        out.push('#');
        out.extend(bits.iter().map(|it| char::from(LETTERS[usize::from(*it)])));
    }
}

fn value(letter: u8) -> Option<usize> {
    LETTERS.iter().position(|it| *it == letter)
}

/// The number that a text begins with, and what stands behind it; none when it begins with none.
pub(super) fn pull(text: &str) -> Option<(usize, &str)> {
    let mut letters = text.bytes();
    let lead = letters.next()?;
    let mut more =
        |count: usize| (0..count).try_fold(0, |sum, _| Some(sum * BASE + value(letters.next()?)?));
    let number = match lead {
        b'9' => FIRST_OF_FIVE + more(4)?,
        b'7' | b'8' => FIRST_OF_THREE + usize::from(lead - b'7') * BASE * BASE + more(2)?,
        b'0'..=b'6' => FIRST_OF_TWO + (usize::from(lead - b'0') + BASE - ALONE) * BASE + more(1)?,
        _ => match value(lead)? {
            alone if alone < ALONE => alone,
            lead => FIRST_OF_TWO + (lead - ALONE) * BASE + more(1)?,
        },
    };
    Some((number, text.get(text.len() - letters.len()..)?))
}

/// All numbers of a text of them, as `static/search.js` reads them; none when it is no such text.
pub(super) fn numbers(text: &str) -> Option<Vec<usize>> {
    let (mut all, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let (number, behind) = pull(rest)?;
        all.push(number);
        rest = behind;
    }
    Some(all)
}

/// The documents of a set; none when it is none.
pub(super) fn set(text: &str) -> Option<Vec<usize>> {
    if let Some(bits) = text.strip_prefix('#') {
        let mut all = Vec::new();
        for (at, letter) in bits.bytes().enumerate() {
            let six = value(letter).filter(|it| *it < 64)?;
            all.extend((0..6).filter(|bit| six >> bit & 1 == 1).map(|bit| at * 6 + bit));
        }
        return Some(all);
    }
    let mut next = 0;
    let of = |gap: usize| {
        next += gap + 1;
        next - 1
    };
    Some(numbers(text)?.into_iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_comes_back() {
        let round = |it: usize| {
            let mut text = String::new();
            push(&mut text, it);
            assert_eq!(numbers(&text), Some(vec![it]), "{text}");
            text.len()
        };
        let lengths = [0, 59, 60, 1807, 1808, 13_359, 13_360, 100_000, (1 << 24) - 1].map(round);
        assert_eq!(lengths, [1, 1, 2, 2, 3, 3, 5, 5, 5]);
        (0..14_000).for_each(|it| assert!(round(it) <= 5));
    }

    #[test]
    fn sets_come_back_whichever_way_they_are_written() {
        for step in [1, 2, 5, 7, 70, 999] {
            let documents: Vec<u32> = (0..1000).step_by(step).collect();
            let mut text = String::new();
            push_set(&mut text, &documents, 1000);
            assert_eq!(text.starts_with('#'), step < 6, "{step}");
            let want = documents.iter().map(|it| *it as usize);
            assert!(set(&text).unwrap().into_iter().eq(want), "{text}");
        }
    }
}
