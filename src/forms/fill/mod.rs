//! Fills in forms that others made: `guidang fill` (docs/interface.md §6.1). The XML of the given file is edited, never
//! built again, so that all else of it stays as it is.

mod excel;
mod filler;
mod keep;
mod leaves;
mod place;
mod places;
mod references;
mod rows;
mod scan;
mod tree;
mod word;

pub use place::{DocumentPart, FormPlace};
pub(super) use scan::paths_of_places;

use self::filler::Filler;
use super::FormFormat;
pub use super::package::PackageProblem;
use super::package::{packed, unpacked};
use super::values::FormValues;
pub use super::values::problem::PlaceProblem;

/// Why a form was not filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FillError {
    /// It cannot be read.
    Unreadable(PackageProblem),
    /// It has no place to fill in.
    NoPlaces,
    /// Some places cannot be filled in, in the order of the form.
    Places(Vec<(FormPlace, PlaceProblem)>),
}

impl From<PackageProblem> for FillError {
    fn from(problem: PackageProblem) -> FillError {
        FillError::Unreadable(problem)
    }
}

/// The bytes of a form with its places filled in.
///
/// # Errors
/// When it cannot be read, has no places, or some of them name nothing.
pub fn fill(
    bytes: &[u8],
    format: FormFormat,
    values: &FormValues<'_>,
) -> Result<Vec<u8>, FillError> {
    let mut parts = unpacked(bytes)?;
    let mut filler = Filler::new(values, None);
    let places = match format {
        FormFormat::Word => word::fill(&mut parts, &mut filler)?,
        FormFormat::Excel => excel::fill(&mut parts, &mut filler)?,
    };
    let mut problems = Vec::new();
    for (place, found) in &filler.problems {
        if let Some(place) = places.get(*place) {
            for problem in found {
                problems.push((place.clone(), problem.clone()));
            }
        }
    }
    if !problems.is_empty() {
        return Err(FillError::Places(problems));
    }
    if !filler.has_places {
        return Err(FillError::NoPlaces);
    }
    packed(&parts).map_err(|_| FillError::Unreadable(PackageProblem::TooLarge))
}
