//! The style's colours, for those who know no `oklch()`.

/// A colour of the style sheet: lightness from 0 to 1, chroma, hue in degrees; as `#rrggbb`, the nearest that sRGB has.
///
/// The numbers are Björn Ottosson's, <https://bottosson.github.io/posts/oklab/>.
pub(super) fn hex(lightness: f64, chroma: f64, hue: u16) -> String {
    let (sin, cos) = f64::from(hue).to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let cubed = |a_part: f64, b_part: f64| (lightness + a_part * a + b_part * b).powi(3);
    let l = cubed(0.396_337_777_4, 0.215_803_757_3);
    let m = cubed(-0.105_561_345_8, -0.063_854_172_8);
    let s = cubed(-0.089_484_177_5, -1.291_485_548);
    let linear = [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ];
    let byte = |part: f64| {
        let part = part.clamp(0.0, 1.0);
        let part = if part <= 0.003_130_8 { 12.92 * part } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
        // Between 0 and 255 by now.
        (part * 255.0).round() as u8
    };
    linear.iter().fold("#".to_owned(), |text, part| format!("{text}{:02x}", byte(*part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_that_browsers_show() {
        assert_eq!(hex(1.0, 0.0, 0), "#ffffff");
        assert_eq!(hex(0.0, 0.0, 0), "#000000");
        // As Chromium computes them, clipped ones too.
        assert_eq!(hex(0.46, 0.145, 28), "#992c25");
        assert_eq!(hex(0.46, 0.145, 145), "#006b19");
        assert_eq!(hex(0.46, 0.145, 250), "#0059a4");
        assert_eq!(hex(0.986, 0.006, 90), "#fcfaf6");
    }
}
