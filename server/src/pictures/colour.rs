//! Colours as a screen without further word takes them: sizes carry no colour profile.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The picture in sRGB, from the colours that `profile` describes; `None` where it describes
/// none, such as shades of grey.
pub(super) fn of_screens(picture: &DynamicImage, profile: &[u8]) -> Option<DynamicImage> {
    let from = ColorProfile::new_from_slice(profile).ok()?;
    if from.color_space != DataColorSpace::Rgb {
        return None;
    }
    let layout = if picture.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let to = ColorProfile::new_srgb();
    let transform = from.create_transform_8bit(layout, &to, layout, TransformOptions::default()).ok()?;
    let mut pixels = vec![0; picture.as_bytes().len()];
    transform.transform(picture.as_bytes(), &mut pixels).ok()?;
    let (width, height) = (picture.width(), picture.height());
    match layout {
        Layout::Rgba => image::RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8),
        _ => image::RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    fn shown(profile: &ColorProfile, colour: [u8; 3]) -> [u8; 3] {
        let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(2, 2, Rgb(colour)));
        of_screens(&picture, &profile.encode().unwrap()).unwrap().to_rgb8().get_pixel(1, 1).0
    }

    #[test]
    fn a_phones_colours_are_as_strong_on_a_screen() {
        let [red, green, _] = shown(&ColorProfile::new_display_p3(), [200, 100, 100]);
        assert!(red > 203 && green < 98, "{red} {green}");
        let same = shown(&ColorProfile::new_srgb(), [200, 100, 50]);
        assert!(same.iter().zip([200, 100, 50]).all(|(is, was)| is.abs_diff(was) <= 1), "{same:?}");
    }

    #[test]
    fn what_is_no_profile_changes_nothing() {
        let picture = DynamicImage::ImageRgb8(RgbImage::new(2, 2));
        for profile in [&b""[..], b"acsp", &[0; 200]] {
            assert!(of_screens(&picture, profile).is_none());
        }
    }
}
