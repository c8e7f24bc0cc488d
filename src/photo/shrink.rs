//! The bytes of a picture without metadata → the bytes of reduced copies for pages and lists.
//!
//! Pure: the same bytes give the same copies. A picture that cannot be decoded within the limits has no copies; pages show
//! the picture itself.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Filter;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};
use serde::{Deserialize, Serialize};

use crate::syntax::foreign::guarded;

/// Changes whenever other copies come out of the same picture, so that older copies in the store are not used.
pub const ALGORITHM: &str = "1";

const MOST_PIXELS: u64 = 100_000_000;
/// The largest size of a decoded picture, in bytes.
pub const MOST_MEMORY: u64 = 512 * 1024 * 1024;
const QUALITY: u8 = 80;
/// Colour profiles of cameras have 0.5 to 4 KB; those of printers have megabytes, more than the copy itself.
const LARGEST_PROFILE: usize = 16 * 1024;

/// Where a copy is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// In a text.
    Page,
    /// In a list or a gallery.
    List,
}

impl Size {
    /// The length of its longest side, in pixels.
    #[must_use]
    pub fn longest(self) -> u32 {
        match self {
            Size::Page => 1280,
            Size::List => 320,
        }
    }

    /// A picture with at most so many bytes that is no larger than a page needs is shown itself.
    fn light_bytes(self) -> usize {
        match self {
            Size::Page => 300 * 1024,
            Size::List => 40 * 1024,
        }
    }
}

/// The file format of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Photos.
    Jpeg,
    /// Transparent pictures, and drawings with few colours.
    Png,
}

impl Format {
    /// Its file name extension.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
        }
    }
}

/// A reduced copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// Its file format.
    pub format: Format,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
}

/// The size of a picture with the right side up, and its copies; `None` means that the picture itself is small enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shrunk {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// For texts.
    pub page: Option<Copied>,
    /// For lists.
    pub list: Option<Copied>,
}

/// A picture whose header was read, and which is not decoded yet.
#[derive(Debug)]
pub struct Measured<'b> {
    bytes: &'b [u8],
    format: ImageFormat,
    stored: (u32, u32),
    orientation: Orientation,
    memory: u64,
}

/// Reads the size of a picture; `None` for other files, for broken pictures, and for those beyond the limits.
#[must_use]
pub fn measure(bytes: &[u8]) -> Option<Measured<'_>> {
    catch_panic(|| {
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
    /// How much memory decoding takes, in bytes.
    #[must_use]
    pub fn memory(&self) -> u64 {
        self.memory
    }

    /// Makes its copies; `None` when it is broken.
    #[must_use]
    pub fn shrink(&self) -> Option<Shrunk> {
        let (width, height) = self.seen();
        let mut shrunk = Shrunk { width, height, page: None, list: None };
        if self.is_light(Size::List) && self.is_light(Size::Page) {
            return Some(shrunk);
        }
        catch_panic(|| {
            let (image, profile) = self.decoded()?;
            // The small copy is made from the large one, so that the whole picture is scaled once.
            let page = eight_bit(scaled(image, Size::Page.longest()));
            let page = upright(page, self.orientation);
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
        self.stored.0.max(self.stored.1) <= Size::Page.longest()
            && self.bytes.len() <= size.light_bytes()
    }

    /// The pixels, and the colour profile they need.
    fn decoded(&self) -> Option<(DynamicImage, Option<Vec<u8>>)> {
        let mut reader = ImageReader::with_format(Cursor::new(self.bytes), self.format);
        reader.limits(limits());
        let mut decoder = reader.into_decoder().ok()?;
        let profile = decoder.icc_profile().ok().flatten();
        let profile = profile.filter(|profile| profile.len() <= LARGEST_PROFILE);
        Some((DynamicImage::from_decoder(decoder).ok()?, profile))
    }

    /// A copy, unless the picture itself is as good.
    fn copy(&self, image: &DynamicImage, size: Size, profile: Option<&[u8]>) -> Option<Copied> {
        if self.is_light(size) {
            return None;
        }
        let (format, bytes) = if image.color().has_alpha() {
            (Format::Png, encode(image, Format::Png, profile)?)
        } else if self.format == ImageFormat::Png {
            let jpeg = encode(image, Format::Jpeg, profile)?;
            let png = encode(image, Format::Png, profile)?;
            if png.len() <= jpeg.len() { (Format::Png, png) } else { (Format::Jpeg, jpeg) }
        } else {
            (Format::Jpeg, encode(image, Format::Jpeg, profile)?)
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

/// The decoders are not ours and get any bytes: should one panic, there is no copy, and the site is still built.
fn catch_panic<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    guarded(work).flatten()
}

/// The picture with its longest side at most so long, in the same proportions.
fn scaled(image: DynamicImage, longest: u32) -> DynamicImage {
    let (width, height) = (image.width(), image.height());
    let of = width.max(height);
    if of <= longest {
        return image;
    }
    let side = |length: u32, longest: u32| {
        let rounded = (u64::from(length) * u64::from(longest) + u64::from(of) / 2) / u64::from(of);
        u32::try_from(rounded).unwrap_or(longest).max(1)
    };
    // A fine filter over all of a huge picture takes much memory, so it is first averaged to twice the size.
    let rough = longest * 2;
    let image = if rough + longest < of {
        image.thumbnail_exact(side(width, rough), side(height, rough))
    } else {
        image
    };
    image.resize_exact(side(width, longest), side(height, longest), Filter::CatmullRom)
}

/// Eight bits per channel, and an alpha channel only where something is transparent.
fn eight_bit(image: DynamicImage) -> DynamicImage {
    if image.color().has_alpha() {
        let image = image.into_rgba8();
        let is_opaque = image.pixels().all(|pixel| pixel.0[3] == u8::MAX);
        let image = DynamicImage::ImageRgba8(image);
        return if is_opaque { image.into_rgb8().into() } else { image };
    }
    if image.color().has_color() { image.into_rgb8().into() } else { image.into_luma8().into() }
}

fn upright(mut image: DynamicImage, orientation: Orientation) -> DynamicImage {
    image.apply_orientation(orientation);
    image
}

fn encode(image: &DynamicImage, format: Format, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    fn write(
        mut encoder: impl ImageEncoder,
        image: &DynamicImage,
        profile: Option<&[u8]>,
    ) -> Option<()> {
        // A profile for inks does not fit the colours that the decoder made of them.
        let space: &[u8] = if image.color().has_color() { b"RGB " } else { b"GRAY" };
        if let Some(profile) = profile.filter(|profile| profile.get(16..20) == Some(space)) {
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
