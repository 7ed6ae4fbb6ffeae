//! A source's credential: read for each fetch, put where it goes, and kept out of everything that is said or stored.

use std::fmt;

use bantin_feed::percent_encode;
use reqwest::header::{HeaderMap, HeaderValue};
use url::Url;

use crate::fetch::Asked;
use crate::settings::{SECRET, SecretPlace, SourceSettings};

/// A credential, which is shown to nobody.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Option<String>);

/// Why a source cannot be asked with its credential.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The variable is not set, or is no text.
    #[error("`secret_env`: there is no variable `{0}` in the environment of this program")]
    Variable(String),
    /// The file cannot be read.
    #[error("`secret_file`: {file}: {error}")]
    File {
        /// The file.
        file: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// There is nothing in it.
    #[error("the credential is empty")]
    Empty,
    /// A header with it is none.
    #[error("`headers`: the value of `{0}` with the credential in it is none that a header can have")]
    Header(String),
    /// The address with it is none.
    #[error("`address` with the credential in it is no address")]
    Address,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// Reads the credential of a source; where it has none, that is none.
    ///
    /// # Errors
    /// When it cannot be had.
    pub fn of(source: &SourceSettings) -> Result<Self, SecretError> {
        let text = match &source.secret {
            None => return Ok(Self(None)),
            Some(SecretPlace::Variable(name)) => {
                std::env::var(name).map_err(|_| SecretError::Variable(name.clone()))?
            }
            Some(SecretPlace::File(path)) => std::fs::read_to_string(path)
                .map_err(|error| SecretError::File { file: path.display().to_string(), error })?,
        };
        let text = text.trim();
        if text.is_empty() { Err(SecretError::Empty) } else { Ok(Self(Some(text.to_owned()))) }
    }

    /// The source's address, with the credential where it goes.
    ///
    /// # Errors
    /// When that is no address.
    pub fn address(&self, source: &SourceSettings) -> Result<Url, SecretError> {
        let written = percent_encode(self.0.as_deref().unwrap_or_default());
        Url::parse(&source.address.replace(SECRET, &written)).map_err(|_| SecretError::Address)
    }

    /// What the source is asked with; it goes to the origin of `address` only.
    ///
    /// # Errors
    /// When a header cannot have the credential.
    pub fn asked(&self, source: &SourceSettings, address: &Url) -> Result<Asked, SecretError> {
        let mut headers = HeaderMap::new();
        for (name, value) in &source.headers {
            let value = value.replace(SECRET, self.0.as_deref().unwrap_or_default());
            let mut value = HeaderValue::try_from(value).map_err(|_| SecretError::Header(name.to_string()))?;
            value.set_sensitive(true);
            headers.append(name, value);
        }
        Ok(Asked { headers, origin: Some(address.origin()), ..Asked::default() })
    }

    /// A text without the credential, as it is or as addresses have it.
    #[must_use]
    pub fn kept_out_of(&self, text: &str) -> String {
        let Some(secret) = &self.0 else { return text.to_owned() };
        let encoded = percent_encode(secret);
        let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        [secret.as_str(), &encoded, &form].iter().fold(text.to_owned(), |text, written| text.replace(written, SECRET))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    fn source(lines: &str) -> SourceSettings {
        let text = format!("[[site]]\nid = \"a\"\n[[site.source]]\nname = \"g\"\n{lines}");
        Settings::parse("bantin.toml", &text).unwrap().sites.remove(0).sources.remove(0)
    }

    #[test]
    fn a_credential_goes_where_it_is_wanted_and_is_said_nowhere() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("key");
        std::fs::write(&file, "a+b/c \n").unwrap();
        let source = source(&format!(
            "address = \"https://x.vn/posts/?key={{secret}}\"\nsecret_file = {file:?}\nheaders.Authorization = \"Bearer {{secret}}\""
        ));
        let secret = Secret::of(&source).unwrap();
        let address = secret.address(&source).unwrap();
        assert_eq!(address.as_str(), "https://x.vn/posts/?key=a%2Bb%2Fc");
        let asked = secret.asked(&source, &address).unwrap();
        assert_eq!(asked.headers.get("authorization").unwrap(), "Bearer a+b/c");
        assert_eq!(
            secret.kept_out_of(&format!("{address}: answered 401 to a+b/c")),
            "https://x.vn/posts/?key={secret}: answered 401 to {secret}"
        );
        assert!(!format!("{secret:?}{asked:?}").contains("a+b"), "{asked:?}");
    }

    #[test]
    fn one_that_is_missing_is_named_by_its_place() {
        let missing = source("address = \"https://x.vn/?key={secret}\"\nsecret_env = \"BANTIN_NO_SUCH_VARIABLE\"");
        assert!(Secret::of(&missing).unwrap_err().to_string().contains("BANTIN_NO_SUCH_VARIABLE"));
        let file = source("address = \"https://x.vn/?key={secret}\"\nsecret_file = \"/no/such/file\"");
        assert!(Secret::of(&file).unwrap_err().to_string().contains("/no/such/file"));
    }
}
