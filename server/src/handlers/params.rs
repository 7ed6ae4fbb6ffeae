//! What stands in the address: path and query, read so that a wrong one is a problem that says what is right.

use axum::extract::{FromRequestParts, Path};
use axum::http::{Uri, request::Parts};
use serde::de::DeserializeOwned;

use super::problem::HttpProblem;

/// The parts of the path.
pub struct Params<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Params<T> {
    type Rejection = HttpProblem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(params)) => Ok(Self(params)),
            Err(_) => Err(HttpProblem::bad("the path cannot be read; allowed: UTF-8, percent-encoded")),
        }
    }
}

/// The query, as pairs.
pub struct Query(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = HttpProblem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Self::of(&parts.uri)
    }
}

impl Query {
    /// The query of an address.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(uri: &Uri) -> Result<Self, HttpProblem> {
        Self::parse(uri.query().unwrap_or_default())
    }

    fn parse(query: &str) -> Result<Self, HttpProblem> {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        if pairs.iter().any(|(key, value)| key.contains('\u{fffd}') || value.contains('\u{fffd}')) {
            return Err(HttpProblem::bad("the query cannot be read; allowed: UTF-8, percent-encoded"));
        }
        Ok(Self(pairs))
    }

    /// All values of `key`.
    pub fn all(&self, key: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The value of `key`, which may stand there once.
    ///
    /// # Errors
    /// When it stands there more often.
    pub fn one(&self, key: &str) -> Result<Option<&str>, HttpProblem> {
        let mut values = self.all(key);
        let first = values.next();
        match values.next() {
            None => Ok(first),
            Some(_) => Err(HttpProblem::bad(format!("`{key}` stands there more than once; allowed: once"))),
        }
    }

    /// The number of `key` from 1 to `most`, else `default`.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn number(&self, key: &str, most: u64, default: u64) -> Result<u64, HttpProblem> {
        let Some(text) = self.one(key)? else { return Ok(default) };
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if digits { text.parse().ok() } else { None };
        number.filter(|number| (1..=most).contains(number)).ok_or_else(|| {
            let range = if most == u64::MAX { "from 1".to_owned() } else { format!("from 1 to {most}") };
            let shown: String = text.chars().take(40).collect();
            HttpProblem::bad(format!("`{key}` is `{shown}`; allowed: a whole number {range}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_as_they_are_or_not_at_all() {
        let number = |query: &str| Query::parse(query).and_then(|query| query.number("page", 100, 7)).ok();
        assert_eq!(number(""), Some(7));
        assert_eq!(number("page=1"), Some(1));
        assert_eq!(number("page=100&other=x"), Some(100));
        for wrong in ["page=0", "page=-1", "page=101", "page=", "page=1.5", "page=%2b1", "page=9999999999999999999999"]
        {
            assert_eq!(number(wrong), None, "{wrong}");
        }
        assert_eq!(number("page=1&page=2"), None);
        assert!(Query::parse("a=%ff").is_err());
    }
}
