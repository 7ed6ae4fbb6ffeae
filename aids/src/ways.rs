//! The ways to hand an address on: plain links, with no script of anybody else's.

use bantin_feed::percent_encode;

/// A way to hand an address on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Zalo, the messenger of the country.
    Zalo,
    /// Facebook.
    Facebook,
    /// By mail.
    Mail,
}

impl Way {
    /// All of them, the most used first.
    pub const ALL: [Self; 3] = [Self::Zalo, Self::Facebook, Self::Mail];

    /// The address of a link that hands `address` on under a title.
    #[must_use]
    pub fn href(self, address: &str, title: &str) -> String {
        let (address, title) = (percent_encode(address), percent_encode(title));
        match self {
            Self::Zalo => format!("https://sp.zalo.me/share_inline?url={address}"),
            Self::Facebook => format!("https://www.facebook.com/sharer/sharer.php?u={address}"),
            Self::Mail => format!("mailto:?subject={title}&body={address}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stays_inside_its_key() {
        let (address, title) = ("https://a.vn/tin?id=1&b=2#c", "Cúp nước & điện?");
        for way in Way::ALL {
            let href = way.href(address, title);
            assert!(href.contains("https%3A%2F%2Fa.vn%2Ftin%3Fid%3D1%26b%3D2%23c"), "{href}");
        }
        assert!(Way::Mail.href(address, title).starts_with("mailto:?subject=C%C3%BAp%20n%C6%B0%E1%BB%9Bc%20%26%20"));
    }
}
