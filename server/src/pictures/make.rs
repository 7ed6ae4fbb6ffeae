//! Makes one size of a picture: decoded, turned upright, made smaller, in the colours that screens take for granted, and
//! without what the file says about camera, place and person.

use std::io::Cursor;

use fast_image_resize::Resizer;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, RgbImage};

use super::look::{Looked, Refusal, format, look, open, turns};
use super::name::Size;

/// Of 100: what photographs need to look like themselves.
const QUALITY: u8 = 80;

/// The size `size` of the picture in `bytes`: WebP, or JPEG for previews. Of one that moves there is a preview only, which
/// shows its first picture.
///
/// # Errors
/// When the bytes are no picture that sizes are made of, or cannot be decoded.
pub fn make(bytes: &[u8], size: Size) -> Result<Vec<u8>, Refusal> {
    let (Looked { measure: Some(measure), .. }, Some(format)) = (look(bytes)?, format(bytes)) else {
        return Err(Refusal::AsItIs);
    };
    if size != Size::Preview && !(measure.still && measure.widths().any(|width| width == size.width())) {
        return Err(Refusal::AsItIs);
    }
    let mut decoder = open(bytes, format)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let whole = DynamicImage::from_decoder(decoder)?;
    let (width, height) = measure.within(size.width());
    let (width, height) = if turns(orientation) { (height, width) } else { (width, height) };
    let mut small = smaller(whole, width, height)?;
    small.apply_orientation(orientation);
    let small = eight_bits(small);
    let small = profile.and_then(|profile| super::colour::of_screens(&small, &profile)).unwrap_or(small);
    match size {
        Size::Page(_) => webp(&small),
        Size::Preview => jpeg(small),
    }
}

/// How many bytes there are to be had for making a size of this picture, all in all: pixels, and what a decoder of a
/// JPEG that comes in passes keeps besides.
pub(super) fn memory(bytes: &[u8]) -> u64 {
    let pixels = format(bytes).and_then(|format| open(bytes, format).ok()).map_or(0, |decoder| decoder.total_bytes());
    pixels.saturating_mul(3)
}

fn smaller(whole: DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Refusal> {
    if (whole.width(), whole.height()) == (width, height) {
        return Ok(whole);
    }
    let mut small = DynamicImage::new(width, height, whole.color());
    let resized = Resizer::new().resize(&whole, &mut small, None);
    resized.map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(small)
}

fn eight_bits(picture: DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    }
}

fn webp(picture: &DynamicImage) -> Result<Vec<u8>, Refusal> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = match picture {
        DynamicImage::ImageRgba8(pixels) => webp::Encoder::from_rgba(pixels, width, height),
        other => {
            let DynamicImage::ImageRgb8(pixels) = other else { return Err(Refusal::AsItIs) };
            webp::Encoder::from_rgb(pixels, width, height)
        }
    };
    let made = encoder.encode_simple(false, QUALITY.into());
    Ok(made.map_err(|error| Refusal::Broken(format!("{error:?}")))?.to_vec())
}

/// What shines through a JPEG is white, as on paper.
fn jpeg(picture: DynamicImage) -> Result<Vec<u8>, Refusal> {
    let pixels = match picture {
        DynamicImage::ImageRgba8(pixels) => RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
            let [red, green, blue, alpha] = pixels.get_pixel(x, y).0.map(u32::from);
            let over = |colour: u32| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
            image::Rgb([over(red), over(green), over(blue)])
        }),
        other => other.into_rgb8(),
    };
    let mut made = Cursor::new(Vec::new());
    pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut made, QUALITY))?;
    Ok(made.into_inner())
}
