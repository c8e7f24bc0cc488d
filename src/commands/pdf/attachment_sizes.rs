//! The sizes of the attachments that documents list, as the site gives them.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::error::Error;
use crate::photo::{self, Cleaned};
use crate::project::Snapshot;
use crate::site::{Attached, DocumentId, Published, Site};
use crate::source::{self, Source};

/// The sizes of the published attachments of these documents.
pub(super) fn attachment_sizes(
    site: &Site<'_>,
    documents: &[DocumentId],
    snapshot: &Snapshot,
) -> Result<Attached, Error> {
    let public: BTreeSet<String> = site.attachments().into_iter().map(|(_, file)| file).collect();
    let mut files: BTreeSet<&String> = BTreeSet::new();
    for document in documents {
        let attachments = match document {
            DocumentId::Plan(plan) => &snapshot.archive.plan(*plan).attachments[..],
            DocumentId::Record(record) => &snapshot.archive.record(*record).attachments[..],
            DocumentId::Completeness(_)
            | DocumentId::FollowUps(_)
            | DocumentId::Brief(_)
            | DocumentId::Filing(_) => &[],
        };
        files.extend(attachments.iter().filter(|file| public.contains(*file)));
    }
    let files: Vec<&String> = files.into_iter().collect();
    files.par_iter().map(|file| published(file, &*snapshot.source)).collect()
}

fn published(file: &str, source: &dyn Source) -> Result<(String, Published), Error> {
    let (bytes, is_broken) = if may_be_picture(file, source) {
        match photo::clean(file, &source.bytes(file)?) {
            Cleaned::Clean(bytes) => (bytes.len() as u64, false),
            Cleaned::Unclean => (photo::BLANK.len() as u64, true),
        }
    } else {
        (source.size(file).unwrap_or_default(), false)
    };
    Ok((file.to_owned(), Published { bytes, is_broken, picture: None, text: String::new() }))
}

fn may_be_picture(file: &str, source: &dyn Source) -> bool {
    match source.on_disk(file) {
        Some(path) => source::head(&path).is_ok_and(|head| photo::must_be_cleaned(file, &head)),
        None => true,
    }
}
