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

    /// The error that a module on demand stands in for by a number: an HTTP status; 0 for no answer, 408 for none in time, 422 for one
    /// that cannot be read.
    #[must_use]
    pub fn of_module(status: Option<f64>) -> Self {
        match status {
            Some(0.0) => Self::Network,
            Some(408.0) => Self::Timeout,
            Some(422.0) | None => Self::Answer,
            Some(status) => Self::of_status(status as u16).unwrap_or(Self::Answer),
        }
    }

    /// The number that [`of_module`](Self::of_module) reads.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::Network => 0,
            Self::Timeout => 408,
            Self::Server(status) => status,
            Self::Answer => 422,
            Self::NotFound => 404,
            Self::Withdrawn => 410,
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
