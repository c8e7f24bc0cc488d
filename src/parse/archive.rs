//! The four steps from files to the archive.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::cache::ParseCache;
use super::closings::closings;
use super::config::{self, SiteFile};
use super::file_reader::{bounded, in_file, misnamed_file, missing_file, yaml_file};
use super::filing::NumberingText;
use super::former::FormerIds;
use super::former_check;
use super::indicators::{Indicators, indicators};
use super::layout::{Layout, Place, RecordFile, layout};
use super::names::{INDICATORS_FILE, SITE_FILE};
use super::numbers::{MAX_NUMBERS, numbers};
use super::plan_files::{OwnedFiles, check_orphan_plans, plans};
use super::record_files::RecordReader;
use super::references::{Incomplete, References};
use super::unclaimed::loose_files;
use super::{access, owner_files, sources};
use crate::diagnostics::{Code, Diagnostic, Problem, Severity, SpannedProblem};
use crate::error::Error;
use crate::l10n::Lang;
use crate::model::{
    Access, Archive, Closing, GivenNumber, Numbering, PairIx, PlanOwner, Record, Sources,
};
use crate::source::Source;

/// An archive as far as it could be read, and what is wrong with it.
#[derive(Debug)]
pub struct Parsed {
    /// The archive.
    pub archive: Archive,
    /// Everything that is wrong so far, unsorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Files next to records that no ledger claims. A link may claim them.
    pub loose: Vec<String>,
    /// access.yaml, if there is one.
    pub access: Option<Access>,
    /// sources.yaml, if there is one.
    pub sources: Option<Sources>,
}

/// The language of an archive, without reading its records. `None` when site.yaml is missing or cannot be understood.
///
/// # Errors
/// When the source cannot read site.yaml.
pub fn language(source: &dyn Source) -> Result<Option<Lang>, Error> {
    let layout = layout(source.paths().into_iter(), &mut Vec::new());
    let Some(path) = layout.site else { return Ok(None) };
    let mut problems = Vec::new();
    let Some(node) = yaml_file(source, &path, &mut problems)? else { return Ok(None) };
    let (site, ..) = config::site(&node, &mut problems);
    Ok(Some(site.language))
}

/// Reads an archive.
///
/// # Errors
/// When the source cannot read a file.
pub fn archive(source: &dyn Source) -> Result<Parsed, Error> {
    archive_with_cache(source, None)
}

/// Reads an archive; of the records only those whose files are not in the cache or have changed.
///
/// # Errors
/// When the source cannot read a file.
pub fn archive_with_cache(
    source: &dyn Source,
    cache: Option<&mut ParseCache>,
) -> Result<Parsed, Error> {
    let mut diagnostics = Vec::new();
    let layout = layout(source.paths().into_iter(), &mut diagnostics);
    ArchiveParser { source, layout: &layout, diagnostics }.parse(cache)
}

struct ArchiveParser<'s> {
    source: &'s dyn Source,
    layout: &'s Layout,
    diagnostics: Vec<Diagnostic>,
}

impl ArchiveParser<'_> {
    fn parse(mut self, cache: Option<&mut ParseCache>) -> Result<Parsed, Error> {
        let (source, layout) = (self.source, self.layout);
        let (site, calendar, numbering) = self.site()?;
        let indicators = self.indicators()?;
        let mut incomplete = Incomplete {
            terms: layout.misnamed_site.is_some() || self.has_error(layout.site.as_deref()),
            indicators: layout.misnamed_indicators.is_some()
                || self.has_error(layout.indicators.as_deref()),
            ..Incomplete::default()
        };

        let errors_before = self.reading_errors();
        let (schools, merged) = owner_files::schools(source, layout, &mut self.diagnostics)?;
        incomplete.schools = self.reading_errors() > errors_before;
        let mut references = References::new(indicators, calendar, schools, incomplete);
        owner_files::merge_schools(&mut references, &merged, &mut self.diagnostics);
        owner_files::check_former_names(&references.schools, &merged, &mut self.diagnostics);
        let (references, pairs_by_folder) = self.pairs(references)?;

        let numbering = self.numbering(numbering, &references);
        let numbers = self.numbers()?;
        let access = self.access(&references)?;
        let sources = self.sources()?;

        let files = OwnedFiles::new(layout, &references, &pairs_by_folder);
        let references = self.plans(references, files.plans)?;
        check_orphan_plans(source, &files.orphan_plans, &references, &mut self.diagnostics)?;

        let reader = RecordReader { source, layout, references: &references };
        let records = match cache {
            Some(cache) => {
                reader.records_with_cache(files.records, cache, &mut self.diagnostics)?
            }
            None => reader.records(files.records, &mut self.diagnostics)?,
        };
        let closings = self.closings(&references, &records);
        let loose = loose_files(layout, &records, &self.diagnostics);
        let References { indicators, calendar, schools, pairs, plans, .. } = references;
        let mut archive = Archive {
            site,
            calendar,
            measures: indicators.measures,
            indicators: indicators.list,
            schools,
            pairs,
            plans,
            records,
            closings,
            numbering,
            numbers,
        };
        self.diagnostics.extend(former_check::follow(&mut archive));
        if archive.site.language == Lang::En {
            self.trust_foreign_names();
        }
        Ok(Parsed { archive, diagnostics: self.diagnostics, loose, access, sources })
    }

    /// The references with all pairs, and the pairs by their folders.
    fn pairs(
        &mut self,
        references: References,
    ) -> Result<(References, BTreeMap<String, PairIx>), Error> {
        let errors_before = self.reading_errors();
        let (pairs, by_folder) =
            owner_files::pairs(self.source, self.layout, &references, &mut self.diagnostics)?;
        // A pair whose school cannot be read is not read either, without an error of its own.
        let all_read =
            pairs.len() == self.layout.pairs.len() && self.reading_errors() == errors_before;
        Ok((references.with_pairs(pairs, all_read), by_folder))
    }

    /// The references with all plans.
    fn plans(
        &mut self,
        references: References,
        files: Vec<(&RecordFile, PlanOwner)>,
    ) -> Result<References, Error> {
        let (count, errors_before) = (files.len(), self.reading_errors());
        let plans = plans(self.source, files, &references, &mut self.diagnostics)?;
        let all_read = plans.len() == count;
        let has_errors = self.reading_errors() > errors_before;
        Ok(references.with_plans(plans, all_read, has_errors))
    }

    /// An archive in English has foreign names rather than Chinese in GBK.
    fn trust_foreign_names(&mut self) {
        self.diagnostics.retain(|found| !matches!(found.problem, Problem::MistakenGbk { .. }));
    }

    /// The problems that visits settle.
    fn closings(&mut self, references: &References, records: &[Arc<Record>]) -> Vec<Closing> {
        let owners = (references.schools.as_slice(), references.pairs.as_slice());
        let former = FormerIds::new(owners, &references.plans, records);
        closings(records, (self.unread(records), &former), &mut self.diagnostics)
    }

    /// The ids of the records that could not be read.
    fn unread(&self, records: &[Arc<Record>]) -> FxHashSet<String> {
        let mut ids = FxHashSet::default();
        for file in &self.layout.records {
            if matches!(file.place, Place::Record(..)) {
                ids.insert(file.id.clone());
            }
        }
        for record in records {
            ids.remove(&record.id);
        }
        ids
    }

    fn report(&mut self, path: &str, problems: Vec<SpannedProblem>) {
        self.diagnostics.extend(in_file(path, problems));
    }

    /// Whether a file has an error.
    fn has_error(&self, file: Option<&str>) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| file == Some(&*diagnostic.file) && is_reading_error(diagnostic))
    }

    /// The number of errors because of which something may not have been read.
    fn reading_errors(&self) -> usize {
        self.diagnostics.iter().filter(|diagnostic| is_reading_error(diagnostic)).count()
    }

    fn site(&mut self) -> Result<SiteFile, Error> {
        let Some(path) = &self.layout.site else {
            self.diagnostics.push(match &self.layout.misnamed_site {
                Some(path) => misnamed_file(path, SITE_FILE),
                None => missing_file("content/site.yaml", SITE_FILE),
            });
            return Ok(config::default_site_file());
        };
        let mut problems = Vec::new();
        let site = match yaml_file(self.source, path, &mut problems)? {
            Some(node) => config::site(&node, &mut problems),
            None => config::default_site_file(),
        };
        self.report(path, problems);
        Ok(site)
    }

    fn indicators(&mut self) -> Result<Indicators, Error> {
        let Some(path) = &self.layout.indicators else {
            let misnamed = self.layout.misnamed_indicators.as_deref();
            self.diagnostics.extend(misnamed.map(|path| misnamed_file(path, INDICATORS_FILE)));
            return Ok(Indicators::default());
        };
        let mut problems = Vec::new();
        let indicators = match yaml_file(self.source, path, &mut problems)? {
            Some(node) => indicators(&node, path, &mut problems),
            None => Indicators::default(),
        };
        self.report(path, problems);
        Ok(indicators)
    }

    /// The rule for file numbers, with its schools and pairs looked up.
    fn numbering(
        &mut self,
        text: Option<NumberingText>,
        references: &References,
    ) -> Option<Numbering> {
        let path = self.layout.site.as_ref()?;
        let mut problems = Vec::new();
        let rule = text?.resolve(references, &mut problems);
        self.report(path, problems);
        Some(rule)
    }

    fn numbers(&mut self) -> Result<Vec<GivenNumber>, Error> {
        let Some(path) = &self.layout.numbers else { return Ok(Vec::new()) };
        let mut problems = Vec::new();
        let numbers = numbers(&bounded(self.source, path, MAX_NUMBERS)?, &mut problems);
        self.report(path, problems);
        Ok(numbers)
    }

    fn access(&mut self, references: &References) -> Result<Option<Access>, Error> {
        let Some(path) = &self.layout.access else { return Ok(None) };
        let mut problems = Vec::new();
        let access = match yaml_file(self.source, path, &mut problems)? {
            Some(node) => access::access(&node, references, &mut problems),
            // A file that cannot be understood grants nobody anything.
            None => Access::default(),
        };
        self.report(path, problems);
        Ok(Some(access))
    }

    fn sources(&mut self) -> Result<Option<Sources>, Error> {
        let Some(path) = &self.layout.sources else { return Ok(None) };
        let mut problems = Vec::new();
        let node = yaml_file(self.source, path, &mut problems)?;
        let sources = node.map(|node| sources::sources(&node, path, &mut problems));
        self.report(path, problems);
        Ok(sources)
    }
}

/// Whether something may not have been read because of a problem. Personal data is read all the same.
fn is_reading_error(diagnostic: &Diagnostic) -> bool {
    let problem = &diagnostic.problem;
    problem.severity() == Severity::Error && problem.code() != Code::PersonalData
}
