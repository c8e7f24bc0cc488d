//! The JSON of `archive.json` and `progress.json` as serde reads it: only the fields that are used, with limits on lists.
//! Other fields are ignored, so that later releases can add some.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A list that is refused if it has more than `MOST` items.
#[derive(Debug)]
pub(super) struct Bounded<T, const MOST: usize>(pub(super) Vec<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for Bounded<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Items<T, const MOST: usize>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Items<T, MOST> {
            type Value = Vec<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "a list of at most {MOST}")
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut from: S) -> Result<Vec<T>, S::Error> {
                let mut items = Vec::new();
                while let Some(item) = from.next_element()? {
                    if items.len() == MOST {
                        return Err(S::Error::custom("too many"));
                    }
                    items.push(item);
                }
                Ok(items)
            }
        }
        from.deserialize_seq(Items::<T, MOST>(PhantomData)).map(Bounded)
    }
}

/// The format of the file; read before anything else.
#[derive(Debug, Deserialize)]
pub(super) struct Head<'a> {
    #[serde(borrow)]
    pub(super) format: Option<Cow<'a, str>>,
    pub(super) version: Option<u64>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Archive<'a> {
    #[serde(borrow)]
    pub(super) title: Cow<'a, str>,
    pub(super) organisation: Option<String>,
    #[serde(borrow)]
    pub(super) as_of: Cow<'a, str>,
    pub(super) latest_record: Option<String>,
    pub(super) counts: Counts,
    #[serde(borrow)]
    pub(super) indicators: Bounded<Indicator<'a>, 2_000>,
    #[serde(borrow)]
    pub(super) schools: Bounded<Named<'a>, 10_000>,
    #[serde(borrow)]
    pub(super) pairs: Bounded<Named<'a>, 10_000>,
    #[serde(borrow)]
    pub(super) plans: Bounded<Plan<'a>, 10_000>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Counts {
    pub(super) schools: u32,
    pub(super) pairs: u32,
    pub(super) plans: u32,
    pub(super) records: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Indicator<'a> {
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) unit: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) direction: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) aggregate: Cow<'a, str>,
    pub(super) href: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Named<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Plan<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) title: Cow<'a, str>,
    pub(super) school: Option<String>,
    pub(super) pair: Option<String>,
    pub(super) href: Option<String>,
    #[serde(default = "empty_list")]
    pub(super) aspirational: Bounded<String, 1_000>,
}

fn empty_list() -> Bounded<String, 1_000> {
    Bounded(Vec::new())
}

#[derive(Debug, Deserialize)]
pub(super) struct Progress<'a> {
    #[serde(borrow)]
    pub(super) as_of: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) targets: Bounded<Target<'a>, 20_000>,
    #[serde(rename = "actions")]
    _actions: IgnoredAny,
}

#[derive(Debug, Deserialize)]
pub(super) struct Target<'a> {
    #[serde(borrow)]
    pub(super) plan: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) target: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) scope: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) indicator: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) unit: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) direction: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) aggregate: Cow<'a, str>,
    pub(super) value: Option<String>,
    pub(super) every: Option<String>,
    #[serde(borrow)]
    pub(super) status: Cow<'a, str>,
    /// Not in what older releases wrote.
    pub(super) current: Option<Cow<'a, str>>,
    /// Not in what older releases wrote.
    pub(super) open: Option<bool>,
    #[serde(borrow)]
    pub(super) periods: Bounded<Period<'a>, 400>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Period<'a> {
    #[serde(borrow)]
    pub(super) start: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) end: Cow<'a, str>,
    pub(super) actual: Option<String>,
    pub(super) expected: Option<String>,
    #[serde(borrow)]
    pub(super) status: Cow<'a, str>,
    #[serde(default)]
    pub(super) suppressed: bool,
}
