//! The `Range` header: a video is asked for in pieces.

/// A contiguous part of a file, never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ByteRange {
    pub(super) first: u64,
    pub(super) len: u64,
}

/// Which part of a file to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RangeSelection {
    All,
    Part(ByteRange),
    /// The range begins behind the end of the file.
    Unsatisfiable,
}

impl RangeSelection {
    /// Reads `bytes=0-99`, `bytes=100-`, `bytes=-100`; anything else may be answered with the whole file (RFC 9110 §14.2).
    pub(super) fn parse(header: &str, size: u64) -> RangeSelection {
        let Some(bounds) = header.strip_prefix("bytes=") else { return RangeSelection::All };
        let Some((first, last)) = bounds.split_once('-') else { return RangeSelection::All };
        let end = size.saturating_sub(1);
        let (first, last) = match (first.parse::<u64>(), last.parse::<u64>()) {
            (Ok(first), Ok(last)) if first <= last => (first, last.min(end)),
            (Ok(first), Err(_)) if last.is_empty() => (first, end),
            (Err(_), Ok(0)) if first.is_empty() => return RangeSelection::Unsatisfiable,
            (Err(_), Ok(count)) if first.is_empty() => (size.saturating_sub(count), end),
            _ => return RangeSelection::All,
        };
        if size <= first {
            return RangeSelection::Unsatisfiable;
        }
        RangeSelection::Part(ByteRange { first, len: last + 1 - first })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_header_selects_part_of_a_file() {
        let part = |first, len| RangeSelection::Part(ByteRange { first, len });
        for (header, selection) in [
            ("bytes=0-99", part(0, 100)),
            ("bytes=0-", part(0, 1000)),
            ("bytes=990-2000", part(990, 10)),
            ("bytes=-10", part(990, 10)),
            ("bytes=-5000", part(0, 1000)),
            ("bytes=1000-", RangeSelection::Unsatisfiable),
            ("bytes=-0", RangeSelection::Unsatisfiable),
            ("bytes=5-4", RangeSelection::All),
            ("bytes=0-1,5-6", RangeSelection::All),
            ("bytes=-", RangeSelection::All),
            ("lines=1-2", RangeSelection::All),
        ] {
            assert_eq!(RangeSelection::parse(header, 1000), selection, "{header}");
        }
        assert_eq!(RangeSelection::parse("bytes=0-", 0), RangeSelection::Unsatisfiable);
    }
}
