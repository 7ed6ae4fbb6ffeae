//! Sessions: a random token in the browser, of which the database holds only the hash.

use sha2::{Digest as _, Sha256};

use crate::store::SessionRow;

/// The longest that anybody stays signed in, in seconds.
pub const WHOLE: i64 = 12 * 3_600;

/// Signed out after so many seconds without a request.
pub const IDLE: i64 = 3_600;

/// When it was last used is written down once in so many seconds.
pub const STEP: i64 = 60;

/// What a browser holds: 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn fresh() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Reads a cookie's value; `None` for what [`written`](Self::written) never wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let mut bytes = [0; 32];
        if text.len() != 64 || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let [high, low] = pair else { return None };
            *byte = digit(high)? << 4 | digit(low)?;
        }
        Some(Self(bytes))
    }

    /// As it stands in a cookie.
    #[must_use]
    pub fn written(&self) -> String {
        hex(&self.0)
    }

    /// As it stands in the database: nobody who reads that can sign in.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// What forms of this browser bring along: only a page that was sent to it knows that.
    #[must_use]
    pub fn form_key(&self) -> String {
        hex(&Sha256::new_with_prefix(b"bantin staff form\0").chain_update(self.0).finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a session is still good.
#[must_use]
pub fn is_live(session: &SessionRow, now: i64) -> bool {
    now.saturating_sub(session.begun) < WHOLE && now.saturating_sub(session.seen) < IDLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_nothing_else_is_one() {
        let token = Token::fresh().unwrap();
        let written = token.written();
        assert!(Token::read(&written).is_some_and(|read| read == token));
        for wrong in
            ["", "00", &written.to_uppercase().replace(char::is_numeric, "A"), &format!("{written}0"), &"g".repeat(64)]
        {
            assert!(Token::read(wrong).is_none(), "{wrong}");
        }
        assert_ne!(hex(&token.hash()), token.form_key());
        assert_ne!(Token::fresh().unwrap().written(), written);
    }

    #[test]
    fn twelve_hours_and_an_idle_hour_end_it() {
        let row = |begun, seen| SessionRow { token: [0; 32], name: "lan".into(), begun, seen };
        assert!(is_live(&row(0, 0), IDLE - 1) && !is_live(&row(0, 0), IDLE));
        assert!(is_live(&row(0, WHOLE - 2), WHOLE - 1) && !is_live(&row(0, WHOLE - 1), WHOLE));
    }
}
