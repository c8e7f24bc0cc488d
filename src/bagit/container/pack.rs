//! A bag's folder → one file. The same folder gives the same bytes: sorted, one time for all, no owner.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::frames;
use crate::error::{Error, Operation};
use crate::source::slashed;

/// What a bag is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A folder.
    Folder,
    /// A zip file, which every Windows opens.
    Zip,
    /// A tar file compressed with Zstandard.
    TarZst,
}

impl Format {
    /// What a name's ending says.
    #[must_use]
    pub fn of(name: &str) -> Format {
        let name = name.to_ascii_lowercase();
        if name.ends_with(".zip") {
            Format::Zip
        } else if name.ends_with(".tar.zst") || name.ends_with(".tzst") {
            Format::TarZst
        } else {
            Format::Folder
        }
    }

    /// The ending of its names.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::Folder => "",
            Format::Zip => ".zip",
            Format::TarZst => ".tar.zst",
        }
    }
}

/// A day at midnight.
type Ymd = (i32, u32, u32);

/// Packs a folder, which comes to lie at the top under its own name.
///
/// # Errors
/// When something cannot be read or written.
pub fn pack(folder: &Path, to: &Path, format: Format, day: Ymd) -> Result<(), Error> {
    let name = folder.file_name().and_then(|it| it.to_str()).unwrap_or("bag");
    let files = files(folder)?;
    let packed = match format {
        Format::Folder => Ok(()),
        Format::Zip => zip(folder, name, &files, to, day),
        Format::TarZst => {
            let passing = to.with_extension("passing");
            let done = tar(folder, name, &files, &passing, day).and_then(|()| {
                let mut out = BufWriter::new(File::create(to)?);
                frames::compress(BufReader::new(File::open(&passing)?), &mut out)?;
                finish(out)
            });
            let _ = fs::remove_file(&passing);
            done
        }
    };
    packed.map_err(Error::io(Operation::Save, to))
}

/// The files below, sorted by path.
fn files(folder: &Path) -> Result<Vec<String>, Error> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Error::Io { operation: Operation::List, path, source: error.into() }
        })?;
        if entry.file_type().is_file() {
            files.extend(entry.path().strip_prefix(folder).ok().and_then(slashed));
        }
    }
    files.sort();
    Ok(files)
}

fn zip(folder: &Path, name: &str, files: &[String], to: &Path, day: Ymd) -> io::Result<()> {
    let (year, month, day) = day;
    let fit = |it: u32| u8::try_from(it).unwrap_or(1);
    let year = u16::try_from(year).unwrap_or(1980).clamp(1980, 2107);
    let time =
        DateTime::from_date_and_time(year, fit(month), fit(day), 0, 0, 0).unwrap_or_default();
    let mut out = ZipWriter::new(BufWriter::new(File::create(to)?));
    for path in files {
        let mut file = File::open(folder.join(path))?;
        let method =
            if is_packed(path) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(time)
            .unix_permissions(0o644)
            .large_file(u64::from(u32::MAX) <= file.metadata()?.len());
        out.start_file(format!("{name}/{path}"), options)?;
        io::copy(&mut file, &mut out)?;
    }
    finish(out.finish()?)
}

/// Files that deflating would not make smaller.
fn is_packed(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(
        &*ending,
        "jpg" | "jpeg" | "png" | "webp" | "gif" | "zip" | "docx" | "xlsx" | "pptx" | "mp4" | "mp3"
    )
}

fn tar(folder: &Path, name: &str, files: &[String], to: &Path, day: Ymd) -> io::Result<()> {
    let mut out = tar::Builder::new(BufWriter::new(File::create(to)?));
    for path in files {
        let mut file = File::open(folder.join(path))?;
        let mut header = tar::Header::new_gnu();
        header.set_size(file.metadata()?.len());
        header.set_mode(0o644);
        header.set_mtime(seconds(day));
        out.append_data(&mut header, format!("{name}/{path}"), &mut file)?;
    }
    finish(out.into_inner()?)
}

/// Seconds from 1970 to the day.
fn seconds((year, month, day): Ymd) -> u64 {
    let date = chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let seconds = date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
    u64::try_from(seconds).unwrap_or(0)
}

/// On the disk, not only on its way there: what is renamed next must be whole.
fn finish(mut out: BufWriter<File>) -> io::Result<()> {
    out.flush()?;
    out.get_ref().sync_all()
}
