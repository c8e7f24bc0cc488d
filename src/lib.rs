//! guidang (归档) compiles the records of school pairing and poverty relief, plain Markdown and YAML files, into a static
//! archive: pages, charts of progress, a search index and open data.
//!
//! The pipeline is in [`project`]:
//!
//! 1. A [`Project`] names where the archive is: a folder, or a revision of a git repository.
//! 2. [`Project::load`] parses the records, judges the targets and checks everything. The result is an immutable
//!    [`Snapshot`] with all problems as [`diagnostics`].
//! 3. The [`Site`] of the snapshot knows which pages there are and renders each of them.
//! 4. [`build`] does all this and puts the site in its place as a whole, unless personal data would be published.
//!
//! ```
//! use guidang::{BuildOptions, Project, build};
//! use guidang::project::BuildOutcome;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! let content = folder.path().join("content");
//! std::fs::create_dir(&content)?;
//! std::fs::write(content.join("site.yaml"), "title: Our archive\nlanguage: en\n")?;
//!
//! let output = folder.path().join("site");
//! let report = build(&Project::at(folder.path()), &BuildOptions::new(&output))?;
//!
//! assert!(matches!(report.outcome, BuildOutcome::Published(_)));
//! assert!(output.join("index.html").is_file());
//! # Ok(())
//! # }
//! ```
//!
//! The commands of the program are in [`commands`]; its arguments are defined in [`cli`].

pub mod app;
pub mod attachment;
pub mod bagit;
pub mod cli;
pub mod commands;
pub mod diagnostics;
pub mod engine;
pub mod error;
pub mod format;
pub mod forms;
pub mod import;
pub mod inbox;
pub mod incremental;
pub mod l10n;
pub mod model;
pub mod output;
pub mod parse;
pub mod photo;
pub mod print;
pub mod privacy;
pub mod project;
pub(crate) mod relocate;
pub mod scaffold;
pub mod schema;
pub mod server;
pub mod site;
pub mod source;
pub mod syntax;
pub mod timings;

pub use project::{BuildOptions, Project, Site, Snapshot, build, check};
