//! A picture → smaller copies of it for pages and lists. Comes in: the cleaned bytes; goes out: the bytes of the copies.
//!
//! Pure, and the same for the same bytes on every number of threads. What cannot be decoded within the limits has no
//! copies; whoever asks shows the picture itself.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Filter;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};
use serde::{Deserialize, Serialize};

/// Changes whenever other copies come out of the same picture, so that none of before is taken for one of now.
pub const ALGORITHM: &str = "1";

const MOST_PIXELS: u64 = 100_000_000;
/// The most bytes that a decoded picture may take.
pub const MOST_MEMORY: u64 = 512 * 1024 * 1024;
const QUALITY: u8 = 80;
/// Colour profiles of cameras have 0.5 to 4 KB; those of printers have megabytes and would outweigh the copy.
const LARGEST_PROFILE: usize = 16 * 1024;

/// What a copy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// In a text.
    Page,
    /// In a list or a gallery.
    List,
}

impl Size {
    /// The pixels of its longest side.
    #[must_use]
    pub fn longest(self) -> u32 {
        match self {
            Size::Page => 1280,
            Size::List => 320,
        }
    }

    /// A picture of so many bytes that is no wider than a page needs is shown as it is.
    fn light(self) -> usize {
        match self {
            Size::Page => 300 * 1024,
            Size::List => 40 * 1024,
        }
    }
}

/// How a copy is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Photos.
    Jpeg,
    /// What can be seen through, and drawings with few colours.
    Png,
}

impl Format {
    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
        }
    }
}

/// A smaller copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// How it is written.
    pub format: Format,
    /// Its pixels from left to right.
    pub width: u32,
    /// Its pixels from top to bottom.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A picture's measures as it is seen, and its copies; without one the picture itself is small enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shrunk {
    /// Its pixels from left to right.
    pub width: u32,
    /// Its pixels from top to bottom.
    pub height: u32,
    /// For texts.
    pub page: Option<Copied>,
    /// For lists.
    pub list: Option<Copied>,
}

/// A picture whose beginning was read, and nothing decoded yet.
#[derive(Debug)]
pub struct Measured<'b> {
    bytes: &'b [u8],
    format: ImageFormat,
    stored: (u32, u32),
    orientation: Orientation,
    memory: u64,
}

/// Reads how large a picture is; none for other kinds, for broken ones, and for those beyond the limits.
#[must_use]
pub fn measure(bytes: &[u8]) -> Option<Measured<'_>> {
    contained(|| {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let format = reader.format()?;
        reader.limits(limits());
        let mut decoder = reader.into_decoder().ok()?;
        let (stored, memory) = (decoder.dimensions(), decoder.total_bytes());
        let pixels = u64::from(stored.0) * u64::from(stored.1);
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let fits = (1..=MOST_PIXELS).contains(&pixels) && memory <= MOST_MEMORY;
        fits.then_some(Measured { bytes, format, stored, orientation, memory })
    })
}

impl Measured<'_> {
    /// How many bytes it takes while it is decoded.
    #[must_use]
    pub fn memory(&self) -> u64 {
        self.memory
    }

    /// Makes its copies; none when it is broken.
    #[must_use]
    pub fn shrink(&self) -> Option<Shrunk> {
        let (width, height) = self.seen();
        let mut shrunk = Shrunk { width, height, page: None, list: None };
        if self.is_light(Size::List) && self.is_light(Size::Page) {
            return Some(shrunk);
        }
        contained(|| {
            let (image, profile) = self.decoded()?;
            // The small copy is made of the large one: both need the big picture only once.
            let page = plain(scaled(image, Size::Page.longest()));
            let page = turned(page, self.orientation);
            shrunk.page = self.copy(&page, Size::Page, profile.as_deref());
            let list = scaled(page, Size::List.longest());
            shrunk.list = self.copy(&list, Size::List, profile.as_deref());
            Some(shrunk)
        })
    }

    /// Width and height with the right side up.
    fn seen(&self) -> (u32, u32) {
        let (width, height) = self.stored;
        match self.orientation {
            Orientation::NoTransforms
            | Orientation::Rotate180
            | Orientation::FlipHorizontal
            | Orientation::FlipVertical => (width, height),
            Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH => (height, width),
        }
    }

    fn is_light(&self, size: Size) -> bool {
        self.stored.0.max(self.stored.1) <= Size::Page.longest() && self.bytes.len() <= size.light()
    }

    /// The pixels, and the colour profile they need.
    fn decoded(&self) -> Option<(DynamicImage, Option<Vec<u8>>)> {
        let mut reader = ImageReader::with_format(Cursor::new(self.bytes), self.format);
        reader.limits(limits());
        let mut decoder = reader.into_decoder().ok()?;
        let profile = decoder.icc_profile().ok().flatten();
        let profile = profile.filter(|it| it.len() <= LARGEST_PROFILE);
        Some((DynamicImage::from_decoder(decoder).ok()?, profile))
    }

    /// A copy, unless the picture itself serves better.
    fn copy(&self, image: &DynamicImage, size: Size, profile: Option<&[u8]>) -> Option<Copied> {
        if self.is_light(size) {
            return None;
        }
        let jpeg = || written(image, Format::Jpeg, profile);
        let png = || written(image, Format::Png, profile);
        let (format, bytes) = if image.color().has_alpha() {
            (Format::Png, png()?)
        } else if self.format == ImageFormat::Png {
            let (jpeg, png) = (jpeg()?, png()?);
            if png.len() <= jpeg.len() { (Format::Png, png) } else { (Format::Jpeg, jpeg) }
        } else {
            (Format::Jpeg, jpeg()?)
        };
        let is_smaller = bytes.len() < self.bytes.len();
        let (width, height) = (image.width(), image.height());
        is_smaller.then_some(Copied { format, width, height, bytes })
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

/// The decoders are written by others and fed with anything: should one panic, there is no copy, and the site is built.
fn contained<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok().flatten()
}

/// The picture with its longest side at most so long, its shape kept.
fn scaled(image: DynamicImage, longest: u32) -> DynamicImage {
    let (width, height) = (image.width(), image.height());
    let of = width.max(height);
    if of <= longest {
        return image;
    }
    let side = |it: u32, longest: u32| {
        let rounded = (u64::from(it) * u64::from(longest) + u64::from(of) / 2) / u64::from(of);
        u32::try_from(rounded).unwrap_or(longest).max(1)
    };
    // A fine filter over all of a huge picture takes much memory: it is averaged to twice the size before.
    let rough = longest * 2;
    let image = if rough + longest < of {
        image.thumbnail_exact(side(width, rough), side(height, rough))
    } else {
        image
    };
    image.resize_exact(side(width, longest), side(height, longest), Filter::CatmullRom)
}

/// Eight bits a colour, and see-through only where something is to be seen through.
fn plain(image: DynamicImage) -> DynamicImage {
    if image.color().has_alpha() {
        let image = image.into_rgba8();
        let is_opaque = image.pixels().all(|it| it.0[3] == u8::MAX);
        let image = DynamicImage::ImageRgba8(image);
        return if is_opaque { image.into_rgb8().into() } else { image };
    }
    if image.color().has_color() { image.into_rgb8().into() } else { image.into_luma8().into() }
}

fn turned(mut image: DynamicImage, orientation: Orientation) -> DynamicImage {
    image.apply_orientation(orientation);
    image
}

fn written(image: &DynamicImage, format: Format, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    fn write(
        mut encoder: impl ImageEncoder,
        image: &DynamicImage,
        profile: Option<&[u8]>,
    ) -> Option<()> {
        // A profile for inks no longer fits what the decoder made of them.
        let space: &[u8] = if image.color().has_color() { b"RGB " } else { b"GRAY" };
        if let Some(profile) = profile.filter(|it| it.get(16..20) == Some(space)) {
            encoder.set_icc_profile(profile.to_vec()).ok()?;
        }
        let (width, height) = (image.width(), image.height());
        encoder.write_image(image.as_bytes(), width, height, image.color().into()).ok()
    }
    let mut out = Vec::new();
    match format {
        Format::Jpeg => {
            write(JpegEncoder::new_with_quality(&mut out, QUALITY), image, profile)?;
        }
        Format::Png => {
            let (compression, filter) = (CompressionType::Default, FilterType::Adaptive);
            write(PngEncoder::new_with_quality(&mut out, compression, filter), image, profile)?;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests;
