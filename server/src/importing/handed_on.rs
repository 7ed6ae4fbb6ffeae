//! What a file that is handed on is called: by its address, as its content may change.

use std::path::Path;

use sha2::{Digest as _, Sha256};
use url::Url;

use super::media::TYPES;
use crate::pictures::is_hash;

/// The name of the file at an address: `p`, sixteen hexadecimal digits, and the address's ending where that is of a known kind.
#[must_use]
pub fn name_of(address: &str) -> String {
    let hash: String = Sha256::digest(address).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let path = Url::parse(address).ok().map(|url| url.path().to_ascii_lowercase()).unwrap_or_default();
    let ending = Path::new(&path).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let known = TYPES.iter().find(|(known, _)| *known == ending);
    known.map_or_else(|| format!("p{hash}"), |(ending, _)| format!("p{hash}.{ending}"))
}

/// Whether a name is one that [`name_of`] makes.
#[must_use]
pub fn is_handed_on(file: &str) -> bool {
    let (stem, ending) = file.split_once('.').map_or((file, None), |(stem, ending)| (stem, Some(ending)));
    stem.strip_prefix('p').is_some_and(is_hash)
        && ending.is_none_or(|ending| TYPES.iter().any(|(known, _)| *known == ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_those_of_contents() {
        for (address, ending) in [
            ("https://cu.example/anh/1.JPG?x=1", ".jpg"),
            ("https://cu.example/anh.ashx?id=1", ""),
            ("https://cu.example/../x.exe", ""),
            ("không", ""),
        ] {
            let name = name_of(address);
            assert!(is_handed_on(&name) && name.ends_with(ending) && name.contains('.') != ending.is_empty(), "{name}");
        }
        for other in ["0123456789abcdef.jpg", "p0123.jpg", "p0123456789abcdef.exe", "p0123456789abcdef/..", "p"] {
            assert!(!is_handed_on(other), "{other}");
        }
    }
}
