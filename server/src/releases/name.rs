//! Hashes in names.

use sha2::{Digest as _, Sha256};

/// Bytes of a version: 16 hexadecimal digits.
const BYTES: usize = 8;

/// Whether a name holds a hash of its contents: eight or more hexadecimal digits in a row.
#[must_use]
pub fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| {
        let hex = part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        part.len() >= 8 && hex && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// The version of a file that has no hash in its name: the first 16 hexadecimal digits of its SHA-256.
#[must_use]
pub fn version(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(BYTES).map(|byte| format!("{byte:02x}")).collect()
}

/// The name of a file with its version in it.
#[must_use]
pub fn versioned(name: &str, version: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "js"));
    format!("{stem}-{version}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_in_a_name_is_found_and_a_word_is_none() {
        for name in ["bantin-0a1b2c3d4e5f6071_bg.wasm", "style-12345678.css", "fonts/serif-0123abcd.woff2"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["embed.js", "facade.js", "deadbeef.js", "v1.2.3.js", "1234567.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn a_version_is_the_beginning_of_the_files_hash() {
        assert_eq!(version(b"loader"), "d47712cceb4c7806");
        assert_eq!(versioned("embed.js", "0123456789abcdef"), "embed-0123456789abcdef.js");
    }
}
