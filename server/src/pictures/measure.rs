//! How large a picture and its sizes are.

use super::name::WIDTHS;
use crate::store::Measure;

impl Measure {
    /// Width and height of the size that is at most `width` pixels wide: its proportions, and never larger than it is.
    #[must_use]
    pub fn within(self, width: u32) -> (u32, u32) {
        if width >= self.width {
            return (self.width, self.height);
        }
        let (own, height) = (u64::from(self.width.max(1)), u64::from(self.height));
        // Rounded, and never nothing.
        let height = (height * u64::from(width) + own / 2) / own;
        (width.max(1), u32::try_from(height).unwrap_or(u32::MAX).max(1))
    }

    /// Those of [`WIDTHS`] that there is a size for: all that are less wide than it is, and the next one.
    pub fn widths(self) -> impl Iterator<Item = u32> {
        let mut whole = false;
        WIDTHS.into_iter().take_while(move |width| !std::mem::replace(&mut whole, *width >= self.width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_last_size_is_the_first_that_holds_all_of_it() {
        let widths = |width| Measure { width, height: 10, still: true }.widths().collect::<Vec<_>>();
        assert_eq!(widths(1), [320]);
        assert_eq!(widths(320), [320]);
        assert_eq!(widths(321), [320, 640]);
        assert_eq!(widths(9_999), WIDTHS);
    }

    proptest! {
        #[test]
        fn no_size_is_larger_than_the_picture(width in 1..20_000_u32, height in 1..20_000_u32, most in 1..3_000_u32) {
            let (wide, high) = Measure { width, height, still: true }.within(most);
            prop_assert!((1..=width.min(most)).contains(&wide) && (1..=height).contains(&high));
            let exact = f64::from(height) * f64::from(wide) / f64::from(width);
            prop_assert!((f64::from(high) - exact).abs() <= 0.5 || high == 1);
        }
    }
}
