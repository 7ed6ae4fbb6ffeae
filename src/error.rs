//! What can go wrong between the application and where its data come from.

/// Why something could not be shown. Visitors read the sentence that `text` has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// No answer: offline, refused, or blocked.
    Network,
    /// No answer in time.
    Timeout,
    /// The server answered that it cannot, with this HTTP status.
    Server(u16),
    /// The answer was not what was asked for: no JSON, or JSON of another shape.
    Answer,
    /// There is no such article, category or page (404).
    NotFound,
    /// The article was withdrawn (410).
    Withdrawn,
}

impl LoadError {
    /// The error that an HTTP status stands for; `None` for success.
    #[must_use]
    pub fn of_status(status: u16) -> Option<Self> {
        match status {
            200..=299 => None,
            404 => Some(Self::NotFound),
            410 => Some(Self::Withdrawn),
            _ => Some(Self::Server(status)),
        }
    }

    /// What a host's page is told.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Server(_) => "server",
            Self::Answer => "answer",
            Self::NotFound => "not-found",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether the same request may go well a little later.
    #[must_use]
    pub fn passes(self) -> bool {
        match self {
            Self::Network | Self::Timeout => true,
            Self::Server(status) => status >= 500 || status == 429,
            Self::Answer | Self::NotFound | Self::Withdrawn => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_its_meaning() {
        assert_eq!(LoadError::of_status(200), None);
        assert_eq!(LoadError::of_status(404), Some(LoadError::NotFound));
        assert_eq!(LoadError::of_status(410), Some(LoadError::Withdrawn));
        assert_eq!(LoadError::of_status(500), Some(LoadError::Server(500)));
        assert_eq!(LoadError::of_status(302), Some(LoadError::Server(302)));
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        for error in [LoadError::Network, LoadError::Timeout, LoadError::Server(503), LoadError::Server(429)] {
            assert!(error.passes(), "{error:?}");
        }
        for error in [LoadError::NotFound, LoadError::Withdrawn, LoadError::Answer, LoadError::Server(400)] {
            assert!(!error.passes(), "{error:?}");
        }
    }
}
