//! A visitor: a keyed hash that means nothing a day later.

use std::net::IpAddr;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::network::network;
use super::rules;
use crate::store::Salts;

/// What a visitor is told apart by. Lives as long as the request, and is written nowhere.
#[derive(Clone, Copy, Debug)]
pub struct Traits<'r> {
    /// The site.
    pub site: &'r str,
    /// The address; of IPv6 only the /64 is read.
    pub address: IpAddr,
    /// The header `User-Agent`.
    pub user_agent: &'r [u8],
    /// The header `Accept-Language`.
    pub accept_language: &'r [u8],
}

/// A visitor of one site on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Visitor {
    /// With the salt of the day.
    pub hash: [u8; 16],
    /// With the salt of the day before, for as long after midnight as a window may reach back.
    pub former: Option<[u8; 16]>,
}

impl Visitor {
    /// The visitor of these traits, `since_midnight` seconds into the site's day.
    #[must_use]
    pub fn new(traits: &Traits<'_>, salts: &Salts, since_midnight: i64) -> Self {
        let former = salts.yesterday.filter(|_| since_midnight < rules::WINDOW);
        Self { hash: hash(traits, &salts.today), former: former.and_then(|salt| hash(traits, &salt).into()) }
    }
}

fn hash(traits: &Traits<'_>, salt: &[u8; 32]) -> [u8; 16] {
    let (v4, v6);
    let address: &[u8] = match network(traits.address) {
        IpAddr::V4(address) => {
            v4 = address.octets();
            &v4
        }
        IpAddr::V6(address) => {
            v6 = address.octets();
            &v6
        }
    };
    signed(salt, [traits.site.as_bytes(), address, traits.user_agent, traits.accept_language])
}

/// Half of a keyed hash. Every part goes in behind its length, so that no two sets of parts are the same bytes.
pub(super) fn signed<const N: usize>(salt: &[u8; 32], parts: [&[u8]; N]) -> [u8; 16] {
    // HMAC fills a short key with zeros itself; here, so that the key has the one length that cannot fail.
    let mut key = [0; 64];
    key.iter_mut().zip(salt).for_each(|(to, from)| *to = *from);
    let mut mac = Hmac::<Sha256>::new(&key.into());
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        mac.update(part);
    }
    let whole = mac.finalize().into_bytes();
    let mut half = [0; 16];
    half.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALTS: Salts = Salts { today: [1; 32], yesterday: Some([2; 32]) };

    fn of(address: &str, user_agent: &str, language: &str) -> [u8; 16] {
        let traits = Traits {
            site: "demo",
            address: address.parse().unwrap(),
            user_agent: user_agent.as_bytes(),
            accept_language: language.as_bytes(),
        };
        Visitor::new(&traits, &SALTS, 0).hash
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(of("192.0.2.1", "ab", "c"), of("192.0.2.1", "a", "bc"));
    }

    #[test]
    fn a_v6_network_is_one_visitor_and_a_mapped_v4_address_is_the_v4_one() {
        assert_eq!(of("2001:db8::1", "a", "b"), of("2001:db8::ffff:2", "a", "b"));
        assert_ne!(of("2001:db8::1", "a", "b"), of("2001:db8:0:1::1", "a", "b"));
        assert_eq!(of("::ffff:192.0.2.1", "a", "b"), of("192.0.2.1", "a", "b"));
        assert_ne!(of("192.0.2.1", "a", "b"), of("192.0.2.2", "a", "b"));
    }

    #[test]
    fn the_former_salt_is_used_for_thirty_minutes_only() {
        let traits = Traits { site: "demo", address: [192, 0, 2, 1].into(), user_agent: b"a", accept_language: b"b" };
        let yesterday = Visitor::new(&traits, &Salts { today: [2; 32], yesterday: None }, 80_000);
        assert_eq!(Visitor::new(&traits, &SALTS, rules::WINDOW - 1).former, Some(yesterday.hash));
        assert_eq!(Visitor::new(&traits, &SALTS, rules::WINDOW).former, None);
    }
}
