//! A bag's folder → one file. The same folder gives the same bytes: entries are sorted, share one time and have no owner.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::zstd;
use crate::error::{Error, Operation};
use crate::source::slashed;

/// The form in which a bag is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BagFormat {
    /// A folder.
    Folder,
    /// A zip file, which every Windows opens.
    Zip,
    /// A tar file compressed with Zstandard.
    TarZst,
}

impl BagFormat {
    /// The format that the extension of a name asks for.
    #[must_use]
    pub fn of(name: &str) -> BagFormat {
        let name = name.to_ascii_lowercase();
        if name.ends_with(".zip") {
            BagFormat::Zip
        } else if name.ends_with(".tar.zst") || name.ends_with(".tzst") {
            BagFormat::TarZst
        } else {
            BagFormat::Folder
        }
    }

    /// The extension of its names.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            BagFormat::Folder => "",
            BagFormat::Zip => ".zip",
            BagFormat::TarZst => ".tar.zst",
        }
    }
}

/// A day at midnight.
type Ymd = (i32, u32, u32);

/// Packs a folder, which becomes the one folder at the top under its own name.
///
/// # Errors
/// When something cannot be read or written.
pub fn pack(folder: &Path, to: &Path, format: BagFormat, day: Ymd) -> Result<(), Error> {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or("bag");
    let files = files(folder)?;
    let packed = match format {
        BagFormat::Folder => Ok(()),
        BagFormat::Zip => zip(folder, name, &files, to, day),
        BagFormat::TarZst => {
            let tar_path = to.with_extension("passing");
            let result = tar(folder, name, &files, &tar_path, day)
                .and_then(|()| compress_file(&tar_path, to));
            let _ = fs::remove_file(&tar_path);
            result
        }
    };
    packed.map_err(Error::io(Operation::Save, to))
}

fn compress_file(from: &Path, to: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(to)?);
    zstd::compress(BufReader::new(File::open(from)?), &mut out)?;
    finish(out)
}

/// The files below a folder, sorted by path.
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
    let year = u16::try_from(year).unwrap_or(1980).clamp(1980, 2107);
    let (month, day) = (u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1));
    let time = DateTime::from_date_and_time(year, month, day, 0, 0, 0).unwrap_or_default();
    let mut out = ZipWriter::new(BufWriter::new(File::create(to)?));
    for path in files {
        let mut file = File::open(folder.join(path))?;
        let method = if is_compressed(path) {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
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

/// Whether deflating would not make a file smaller.
fn is_compressed(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(
        &*extension,
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

/// Seconds from 1970-01-01 to the day.
fn seconds((year, month, day): Ymd) -> u64 {
    let date = chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let seconds = date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
    u64::try_from(seconds).unwrap_or(0)
}

/// Waits until the file is on the disk: it is renamed next, and must be whole then.
fn finish(mut out: BufWriter<File>) -> io::Result<()> {
    out.flush()?;
    out.get_ref().sync_all()
}
