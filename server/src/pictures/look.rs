//! What the bytes of a picture are, told by its header: nothing is decoded.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader, Limits};

use super::svg;
use crate::store::Measure;

/// The most pixels of a picture that is taken: those of a good camera.
const MOST_PIXELS: u64 = 40_000_000;

/// The most pixels on one side; a WebP can have no more than 16,383.
const LONGEST: u32 = 16_000;

/// The most bytes that a decoder may ask for at once.
const MOST_BYTES: u64 = 384 << 20;

/// The most passes over a JPEG. A camera's has 10 at most; each one goes over the whole picture.
const MOST_SCANS: usize = 64;

/// Why bytes are not taken as a picture.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Something else.
    #[error("is no picture (JPEG, PNG, WebP, GIF, AVIF or SVG), whatever its name says")]
    Other,
    /// Its header says that it is larger than we decode.
    #[error("is {0} × {1} pixels; at most {MOST_PIXELS} in all and {LONGEST} on a side are taken")]
    Large(u32, u32),
    /// A drawing with something in it that runs.
    #[error("is an SVG with script in it")]
    Runs,
    /// A JPEG made to take long.
    #[error("is a JPEG of more than {MOST_SCANS} scans")]
    Scans,
    /// It is damaged.
    #[error("is damaged: {0}")]
    Broken(String),
    /// It moves, or is of a kind that is sent only as it is.
    #[error("is sent only as it is")]
    AsItIs,
}

impl From<image::ImageError> for Refusal {
    fn from(error: image::ImageError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// What bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The ending that fits them.
    pub extension: &'static str,
    /// Width and height, as it is shown; `None` for kinds that no sizes are made of.
    pub measure: Option<Measure>,
}

/// Says what the bytes are, whatever their name is.
///
/// # Errors
/// When they are no picture, or one that is not to be decoded.
pub fn look(bytes: &[u8]) -> Result<Looked, Refusal> {
    let Some(format) = format(bytes) else {
        return match () {
            () if is_avif(bytes) => Ok(Looked { extension: "avif", measure: None }),
            () if !svg::is_drawing(bytes) => Err(Refusal::Other),
            () if svg::runs(bytes) => Err(Refusal::Runs),
            () => Ok(Looked { extension: "svg", measure: None }),
        };
    };
    let (extension, still) = match format {
        ImageFormat::Jpeg => ("jpg", true),
        ImageFormat::Png => ("png", !PngDecoder::with_limits(Cursor::new(bytes), limits())?.is_apng()?),
        ImageFormat::WebP => ("webp", !WebPDecoder::new(Cursor::new(bytes))?.has_animation()),
        // Most that are still in use move; whether one does is known only by going through all of it.
        _ => ("gif", false),
    };
    let mut opened = open(bytes, format)?;
    let (width, height) = opened.dimensions();
    let turned = turns(opened.orientation().unwrap_or(Orientation::NoTransforms));
    let (width, height) = if turned { (height, width) } else { (width, height) };
    Ok(Looked { extension, measure: Some(Measure { width, height, still }) })
}

/// A picture whose header was found good. To decode it takes at most [`ImageDecoder::total_bytes`], and a few times that in
/// between.
pub(super) fn open(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder + '_, Refusal> {
    if format == ImageFormat::Jpeg && bytes.windows(2).filter(|two| two == b"\xff\xda").count() > MOST_SCANS {
        return Err(Refusal::Scans);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Refusal::Broken("it has no width or no height".to_owned()));
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS || width.max(height) > LONGEST {
        return Err(Refusal::Large(width, height));
    }
    Ok(decoder)
}

/// The format that the bytes begin like, of those that are decoded.
pub(super) fn format(bytes: &[u8]) -> Option<ImageFormat> {
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
    image::guess_format(bytes).ok().filter(|format| known.contains(format))
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES);
    limits
}

fn is_avif(bytes: &[u8]) -> bool {
    bytes.get(4..12).is_some_and(|brand| matches!(brand, b"ftypavif" | b"ftypavis"))
}

/// Whether what is wide in the file is high when it is shown.
pub(super) fn turns(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bomb_is_refused_by_its_header() {
        // A PNG of 50,000 × 50,000 pixels with nothing behind its header.
        let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xc3\x50\0\0\xc3\x50\x08\x06\0\0\0".to_vec();
        bomb.extend(crc(&bomb[12..]).to_be_bytes());
        bomb.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
        assert!(matches!(look(&bomb), Err(Refusal::Large(50_000, 50_000))), "{:?}", look(&bomb));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (!(crc & 1)).wrapping_add(1)))
        })
    }

    #[test]
    fn what_is_no_picture_is_refused_whatever_it_begins_like() {
        for bytes in ["<!doctype html><script>alert(1)</script>", "", "GIF89a", "\u{89}PNG", "RIFF....WEBP", "BM......"]
        {
            assert!(look(bytes.as_bytes()).is_err(), "{bytes}");
        }
        assert_eq!(look(b"\0\0\0\x20ftypavif\0\0").unwrap().extension, "avif");
        let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
        assert_eq!(look(drawing).unwrap(), Looked { extension: "svg", measure: None });
        assert!(matches!(look(b"<svg><script/></svg>"), Err(Refusal::Runs)));
    }

    #[test]
    fn a_picture_of_endless_scans_is_refused() {
        let mut bytes = b"\xff\xd8\xff\xe0".to_vec();
        bytes.extend(b"\xff\xda".repeat(MOST_SCANS + 1));
        assert!(matches!(look(&bytes), Err(Refusal::Scans)));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(
            start in proptest::sample::select(vec![&b""[..], b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\xff\0\0\0WEBPVP8X", b"<svg "]),
            bytes in proptest::collection::vec(any::<u8>(), 0..300),
        ) {
            let _ = look(&[start, &bytes].concat());
        }
    }
}
