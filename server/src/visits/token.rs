//! Proof that a page was really sent: the address of the picture by which a reader without script is counted.
//!
//! A page names what it shows and the hour in which it was sent, signed with the salt of that day. So the address can be made
//! by nobody else, and is worth nothing a day later.

use super::visitor::signed;
use crate::store::Salts;

/// Seconds of an hour.
const HOUR: i64 = 3_600;

/// For how many hours a page may be read again from a cache.
const HOURS: i64 = 24;

/// What was shown by the page that a token belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The article; `None` on a page that shows none.
    pub article: Option<u64>,
    /// Whether the page was entered from outside the site.
    pub entry: bool,
    /// The hour in which it was sent, counted from 1970.
    pub hour: i64,
}

impl Token {
    /// The token of a page sent at this second.
    #[must_use]
    pub fn new(article: Option<u64>, entry: bool, now: i64) -> Self {
        Self { article, entry, hour: Self::hour_of(now) }
    }

    /// The hour that a second belongs to.
    pub(super) fn hour_of(now: i64) -> i64 {
        now.div_euclid(HOUR)
    }

    /// As it stands in an address, signed with the salt of its day.
    #[must_use]
    pub fn write(&self, site: &str, salt: &[u8; 32]) -> String {
        let Self { article, entry, hour } = self;
        let said = format!("{}-{}-{hour}", article.unwrap_or(0), u8::from(*entry));
        let signature: String = signed(salt, [b"token", site.as_bytes(), said.as_bytes()])
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("{said}-{signature}")
    }

    /// Reads one that [`write`](Self::write) wrote within the last day; `None` for any other.
    #[must_use]
    pub fn read(text: &str, site: &str, salts: &Salts, now: i64) -> Option<Self> {
        let mut parts = text.splitn(4, '-');
        let article: u64 = parts.next()?.parse().ok()?;
        let entry = parts.next()? == "1";
        let hour: i64 = parts.next()?.parse().ok()?;
        let token = Self { article: (article > 0).then_some(article), entry, hour };
        let fresh = (0..=HOURS).contains(&now.div_euclid(HOUR).saturating_sub(hour));
        let known = |salt: &[u8; 32]| token.write(site, salt) == text;
        (fresh && (known(&salts.today) || salts.yesterday.as_ref().is_some_and(known))).then_some(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_496_400;
    const SALTS: Salts = Salts { today: [1; 32], yesterday: Some([2; 32]) };

    #[test]
    fn what_a_page_says_is_read_for_a_day() {
        let token = Token::new(Some(7), true, NOW);
        let text = token.write("demo", &SALTS.today);
        assert_eq!(Token::read(&text, "demo", &SALTS, NOW), Some(token));
        let tomorrow = Salts { today: [3; 32], yesterday: Some(SALTS.today) };
        assert_eq!(Token::read(&text, "demo", &tomorrow, NOW + 23 * HOUR), Some(token));
        assert_eq!(Token::read(&text, "demo", &tomorrow, NOW + 26 * HOUR), None);
        let none = Token::new(None, false, NOW);
        assert_eq!(Token::read(&none.write("demo", &SALTS.today), "demo", &SALTS, NOW), Some(none));
    }

    #[test]
    fn nobody_else_can_make_one() {
        let text = Token::new(Some(7), false, NOW).write("demo", &SALTS.today);
        assert_eq!(Token::read(&text, "other", &SALTS, NOW), None);
        assert_eq!(Token::read(&text, "demo", &Salts { today: [9; 32], yesterday: None }, NOW), None);
        for other in [
            text.replacen('7', "8", 1),
            text.replacen("-0-", "-1-", 1),
            format!("{text}0"),
            String::new(),
            "7-0".into(),
        ] {
            assert_eq!(Token::read(&other, "demo", &SALTS, NOW), None, "{other}");
        }
    }
}
