//! Names that stay: neither a new title, nor another host name, nor https makes a reader of feeds show an article again.

use sha2::{Digest as _, Sha256};

/// A `urn:uuid:` (RFC 9562, version 8) of something of a site, from the site's random digits and what names it there.
pub(super) fn urn(site: &str, names: &[&str]) -> String {
    let mut hashed = Sha256::new();
    for name in [site].iter().chain(names) {
        hashed.update(u64::try_from(name.len()).unwrap_or(u64::MAX).to_be_bytes());
        hashed.update(name.as_bytes());
    }
    let hash = hashed.finalize();
    let mut bits = hash.iter().take(16).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    bits = bits & !(0xf << 76) | 0x8 << 76;
    bits = bits & !(0x3 << 62) | 0x2 << 62;
    let hex = format!("{bits:032x}");
    let group = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", group(0, 8), group(8, 12), group(12, 16), group(16, 20), group(20, 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_has_a_name_of_its_own() {
        let name = urn("ab", &["article", "1"]);
        assert_eq!(name.len(), "urn:uuid:".len() + 36);
        assert_eq!((name.as_bytes()[23], "89ab".contains(char::from(name.as_bytes()[28]))), (b'8', true), "{name}");
        assert_eq!(name, urn("ab", &["article", "1"]));
        for other in [urn("a", &["barticle", "1"]), urn("ab", &["article", "2"]), urn("ab", &["article1"])] {
            assert_ne!(name, other);
        }
    }
}
