//! The names that sizes of a picture have, and the address list that a page chooses from.

use crate::store::Measure;

/// The widths that a picture is made in, in pixels. One that is less wide gets the next of them too, as wide as it is.
pub const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];

/// The width of the size that previews in messengers and social networks show, in pixels.
pub const PREVIEW: u32 = 1_200;

/// One of the sizes of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// For pages: WebP, at most so many pixels wide.
    Page(u32),
    /// For previews: JPEG, at most [`PREVIEW`] pixels wide.
    Preview,
}

impl Size {
    /// How wide it is at most, in pixels.
    #[must_use]
    pub fn width(self) -> u32 {
        match self {
            Self::Page(width) => width,
            Self::Preview => PREVIEW,
        }
    }
}

/// The name of one size, such as `0123456789abcdef-640.webp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'n> {
    /// The part that it shares with the picture it is made of.
    pub hash: &'n str,
    /// Which size.
    pub size: Size,
}

impl<'n> Name<'n> {
    /// Reads a name; `None` for any that no page has.
    #[must_use]
    pub fn parse(file: &'n str) -> Option<Self> {
        let (hash, size) = file.split_once('-')?;
        let size = match size {
            "1200.jpg" => Size::Preview,
            _ => Size::Page(WIDTHS.into_iter().find(|width| size == format!("{width}.webp"))?),
        };
        is_hash(hash).then_some(Self { hash, size })
    }
}

impl std::fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let extension = if self.size == Size::Preview { "jpg" } else { "webp" };
        write!(f, "{}-{}.{extension}", self.hash, self.size.width())
    }
}

/// Whether a text is the part of a file's name that is made of its contents: 16 hexadecimal digits.
#[must_use]
pub fn is_hash(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The sizes of the picture at `address` as the attribute `srcset` lists them. One that moves is there as it is only.
#[must_use]
pub fn srcset(address: &str, measure: Measure) -> String {
    let (folder, file) = address.rsplit_once('/').unwrap_or(("", address));
    match file.split_once('.') {
        Some((hash, _)) if measure.still => {
            let one = |width| {
                let name = Name { hash, size: Size::Page(width) };
                format!("{folder}/{name} {}w", measure.within(width).0)
            };
            measure.widths().map(one).collect::<Vec<_>>().join(", ")
        }
        _ => format!("{address} {}w", measure.width),
    }
}

/// The address of the preview of the picture at `address`; `None` for the address of no picture of ours.
#[must_use]
pub fn preview_of(address: &str) -> Option<String> {
    let (folder, file) = address.rsplit_once('/')?;
    let (hash, _) = file.split_once('.')?;
    is_hash(hash).then(|| format!("{folder}/{}", Name { hash, size: Size::Preview }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "0123456789abcdef";

    #[test]
    fn only_names_that_pages_have_are_read() {
        for size in WIDTHS.into_iter().map(Size::Page).chain([Size::Preview]) {
            let name = Name { hash: HASH, size };
            assert_eq!(Name::parse(&name.to_string()), Some(name));
        }
        for size in ["321.webp", "0640.webp", "+640.webp", "640.jpg", "1200.webp", "640.webp.webp", "640", "-640.webp"]
        {
            assert_eq!(Name::parse(&format!("{HASH}-{size}")), None, "{size}");
        }
        for hash in ["", "0123456789abcde", "0123456789ABCDEF", "../456789abcdef0", "0123456789abcdef0"] {
            assert_eq!(Name::parse(&format!("{hash}-640.webp")), None, "{hash}");
        }
    }

    #[test]
    fn a_page_is_offered_no_more_than_the_picture_has() {
        let measure = Measure { width: 800, height: 600, still: true };
        assert_eq!(
            srcset("/m/0123456789abcdef.jpg", measure),
            "/m/0123456789abcdef-320.webp 320w, /m/0123456789abcdef-640.webp 640w, /m/0123456789abcdef-960.webp 800w"
        );
        let moving = Measure { still: false, ..measure };
        assert_eq!(srcset("/m/0123456789abcdef.gif", moving), "/m/0123456789abcdef.gif 800w");
        assert_eq!(preview_of("/m/0123456789abcdef.png").as_deref(), Some("/m/0123456789abcdef-1200.jpg"));
        assert_eq!(preview_of("https://example.vn/a.png"), None);
    }
}
