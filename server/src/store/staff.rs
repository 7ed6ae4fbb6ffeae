//! Accounts of the staff and their sessions, in plain data.

/// The sites that an account may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sites {
    /// All there are, and those to come.
    All,
    /// Those of these ids.
    Only(Vec<String>),
}

impl Sites {
    /// Whether a site is among them.
    #[must_use]
    pub fn has(&self, site: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.iter().any(|id| id == site),
        }
    }

    /// As it is stored: ids, which hold no space, with a space between; `None` for all.
    #[must_use]
    pub fn written(&self) -> Option<String> {
        match self {
            Self::All => None,
            Self::Only(ids) => Some(ids.join(" ")),
        }
    }

    /// Reads what [`written`](Self::written) wrote.
    #[must_use]
    pub fn read(written: Option<&str>) -> Self {
        written.map_or(Self::All, |ids| Self::Only(ids.split_whitespace().map(str::to_owned).collect()))
    }
}

/// An account. Not to be printed: the password's hash is nobody's business.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRow {
    /// What is typed to sign in.
    pub name: String,
    /// The password's hash, as a PHC string.
    pub password: String,
    /// What may be seen.
    pub sites: Sites,
    /// When it was made, in seconds.
    pub made: i64,
}

/// One browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the token that the browser holds.
    pub token: [u8; 32],
    /// The account's name.
    pub name: String,
    /// When it began, in seconds.
    pub begun: i64,
    /// When it was last used, in seconds.
    pub seen: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_site_at_all_is_not_every_site() {
        for sites in [Sites::All, Sites::Only(vec![]), Sites::Only(vec!["a".into(), "b-c".into()])] {
            assert_eq!(Sites::read(sites.written().as_deref()), sites);
        }
        assert!(!Sites::read(Some("")).has("a") && Sites::read(None).has("a"));
        assert!(Sites::read(Some("a b")).has("b") && !Sites::read(Some("ab")).has("a"));
    }
}
