//! Passwords: argon2id, and what a password must be.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use icu_normalizer::ComposingNormalizerBorrowed;

/// The fewest characters of a password. Nothing else is asked of it.
pub const SHORTEST: usize = 12;

/// The most bytes of a password.
const LONGEST: usize = 1_024;

/// A hash that no password is known to have, at the same cost: an unknown name takes as long as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzIQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Why a password is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// It is too easily guessed.
    #[error("the password is shorter than {SHORTEST} characters; several words make a good one")]
    Short,
    /// It is no password any more.
    #[error("the password is longer than {LONGEST} bytes")]
    Long,
    /// It cannot be hashed.
    #[error("the password cannot be hashed: {0}")]
    Hash(String),
}

/// 19 MB and two passes, as OWASP recommends: some 30 ms of one processor.
fn argon2() -> Result<Argon2<'static>, argon2::Error> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19_456, 2, 1, None)?))
}

/// The same letters are the same password, however a keyboard puts their marks together.
fn composed(password: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(password).into_owned()
}

/// The hash to keep of a password, as a PHC string. Takes long, and blocks.
///
/// # Errors
/// When the password is too short or too long, or there is no memory or randomness for it.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    let password = composed(password);
    if password.chars().count() < SHORTEST {
        return Err(PasswordError::Short);
    }
    if password.len() > LONGEST {
        return Err(PasswordError::Long);
    }
    let fail = |error: &dyn std::fmt::Display| PasswordError::Hash(error.to_string());
    let argon2 = argon2().map_err(|error| fail(&error))?;
    let hash = argon2.hash_password(password.as_bytes()).map_err(|error| fail(&error))?;
    Ok(hash.to_string())
}

/// Whether a password is the one of a hash; without a hash it is not, after the same time. Takes long, and blocks.
#[must_use]
pub fn matches(password: &str, hash: Option<&str>) -> bool {
    if password.len() > LONGEST {
        return false;
    }
    let known = PasswordHash::new(hash.unwrap_or(NOBODY)).ok();
    let same = |known: &PasswordHash| {
        argon2().is_ok_and(|argon2| argon2.verify_password(composed(password).as_bytes(), known).is_ok())
    };
    known.as_ref().is_some_and(same) && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_password_matches() {
        let kept = hash("Con đò bến Lau").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !kept.contains("Lau"));
        assert!(matches("Con đò bến Lau", Some(&kept)));
        // The same letters with their marks behind them, as some keyboards send them.
        assert!(matches("Con đo\u{300} bê\u{301}n Lau", Some(&kept)));
        for wrong in ["con đò bến lau", "Con đò bến Lau ", "", &"a".repeat(2_000)] {
            assert!(!matches(wrong, Some(&kept)), "{wrong}");
        }
        assert_ne!(hash("Con đò bến Lau").unwrap(), kept, "each hash has a salt of its own");
        assert!(!matches("Con đò bến Lau", Some("no hash")) && !matches("", None));
    }

    #[test]
    fn nobody_s_hash_costs_what_others_cost() {
        let cost = |hash: &str| hash.rsplitn(3, '$').nth(2).map(str::to_owned);
        assert_eq!(cost(NOBODY), cost(&hash("mười hai ký tự").unwrap()));
        assert!(PasswordHash::new(NOBODY).is_ok());
    }

    #[test]
    fn short_ones_are_refused_by_characters_and_not_by_bytes() {
        assert_eq!(hash("đườngđường1"), Err(PasswordError::Short));
        assert!(hash("đườngđường12").is_ok());
        assert_eq!(hash(&"a".repeat(1_025)), Err(PasswordError::Long));
    }
}
