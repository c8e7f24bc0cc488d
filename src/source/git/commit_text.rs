//! The raw text of a commit or an annotated tag: what it points to, and what people wrote into it.

use super::ObjectId;
use crate::source::decode;

/// A commit or a tag, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommitText {
    /// The tree of a commit.
    pub tree: Option<ObjectId>,
    /// The parents of a commit.
    pub parents: Vec<ObjectId>,
    /// What a tag points to.
    pub target: Option<ObjectId>,
    /// Names and addresses of authors, committers and taggers.
    pub people: String,
    /// The message, and every header that is none of the above.
    pub message: String,
}

impl CommitText {
    /// Takes the raw bytes of a commit or a tag apart.
    #[must_use]
    pub fn parse(raw: &[u8]) -> CommitText {
        let text = match decode(raw) {
            Ok(decoded) => decoded.text,
            Err(_) => String::from_utf8_lossy(raw).into_owned(),
        };
        let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        let mut parsed = CommitText::default();
        // As git reads it, the tree and the parents stand first, each in its place. Whatever else names itself so is text.
        let mut is_beginning = true;
        for line in head.lines() {
            let (key, value) = line.split_once(' ').unwrap_or((line, ""));
            let id = ObjectId::new(value).filter(|_| is_beginning);
            is_beginning &= matches!(key, "tree" | "parent" | "object");
            match (key, id) {
                ("tree", Some(id)) if parsed.tree.is_none() => parsed.tree = Some(id),
                ("parent", Some(id)) => parsed.parents.push(id),
                ("object", Some(id)) if parsed.target.is_none() => parsed.target = Some(id),
                ("type", _) if matches!(value, "commit" | "tree" | "blob" | "tag") => {}
                ("author" | "committer" | "tagger", _) => {
                    parsed.people.push_str(without_time(value));
                    parsed.people.push('\n');
                }
                _ => {
                    parsed.message.push_str(line);
                    parsed.message.push('\n');
                }
            }
        }
        parsed.message.push_str(body);
        // What readers of git see where the commit names another encoding.
        if let Some(other) = in_named_encoding(raw, head) {
            parsed.message.push('\n');
            parsed.message.push_str(&other);
        }
        parsed
    }
}

/// A person without the time behind the address: seconds of ten digits and a zone of four. Anything else is text, such as
/// a number with the digits of a telephone's.
fn without_time(person: &str) -> &str {
    let Some(end) = person.rfind('>') else { return person };
    let (address, time) = person.split_at(end + 1);
    let mut parts = time.trim_start().split(' ');
    let (seconds, zone) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_time = seconds.len() <= 10 && zone.len() <= 5 && parts.next().is_none();
    if is_time { address } else { person }
}

/// A commit in the encoding that its head names, if it is not in UTF-8.
fn in_named_encoding(raw: &[u8], head: &str) -> Option<String> {
    let label = head.lines().find_map(|line| line.strip_prefix("encoding "))?;
    let encoding = encoding_rs::Encoding::for_label(label.trim().as_bytes())?;
    std::str::from_utf8(raw)
        .is_err()
        .then(|| encoding.decode_without_bom_handling(raw).0.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What git does not take for the tree or a parent is neither, and is text that is searched.
    #[test]
    fn headers_count_in_their_places_only() {
        let ids: Vec<String> = "1234".chars().map(|digit| digit.to_string().repeat(40)).collect();
        let raw = format!(
            "tree {}\nparent {}\nauthor a <a@b> 13800138000 +0800\ncommitter a <a@b> 1710000000 +0800\ntree {}\nparent {}\ntype 13800138001\nobject 13800138002\n\nx\n",
            ids[0], ids[1], ids[2], ids[3]
        );
        let parsed = CommitText::parse(raw.as_bytes());
        assert_eq!(parsed.tree, ObjectId::new(&ids[0]));
        assert_eq!(parsed.parents, [ObjectId::new(&ids[1]).unwrap()]);
        assert!(parsed.people.contains("13800138000") && !parsed.people.contains("1710000000"));
        assert!(parsed.message.contains("13800138001") && parsed.message.contains("13800138002"));
    }

    #[test]
    fn a_commit_in_a_named_encoding_is_read_as_git_shows_it() {
        let text = "家庭住址：上塘村三组12号";
        let (body, _, _) = encoding_rs::BIG5.encode("家庭住址：上塘村三");
        let mut raw = format!("tree {}\nencoding Big5\n\n", "1".repeat(40)).into_bytes();
        raw.extend_from_slice(&body);
        assert!(CommitText::parse(&raw).message.contains("家庭住址：上塘村三"));
        // A name that does not hold hides nothing.
        let plain = format!("tree {}\nencoding Big5\n\n{text}", "1".repeat(40));
        assert!(CommitText::parse(plain.as_bytes()).message.contains(text));
    }

    #[test]
    fn a_commit_is_taken_apart() {
        let (tree, parent) = ("1".repeat(40), "2".repeat(40));
        let raw = format!(
            "tree {tree}\nparent {parent}\nauthor 方老师 <f@x.test> 1710000000 +0800\ncommitter 县 <x@x.test> 1710000000 +0800\ngpgsig 一\n 二\n\n送教\n\n两节课\n"
        );
        let parsed = CommitText::parse(raw.as_bytes());
        assert_eq!(parsed.tree, ObjectId::new(&tree));
        assert_eq!(parsed.parents, [ObjectId::new(&parent).unwrap()]);
        assert_eq!(parsed.people, "方老师 <f@x.test>\n县 <x@x.test>\n");
        assert_eq!(parsed.message, "gpgsig 一\n 二\n送教\n\n两节课\n");
        assert_eq!(CommitText::parse(b"\xff\x00").parents, []);
        let tag =
            format!("object {tree}\ntype commit\ntag v1\ntagger 甲 <j@x.test> 1 +0800\n\n一\n");
        let parsed = CommitText::parse(tag.as_bytes());
        assert_eq!(
            (parsed.target, parsed.message),
            (ObjectId::new(&tree), "tag v1\n一\n".to_owned())
        );
    }
}
