//! What may happen.

use proptest::prelude::*;
use reqwest::StatusCode;
use serde_json::json;

use super::ARTICLES;
use crate::support::Started;

/// One thing that happens.
#[derive(Clone, Debug)]
pub enum Step {
    /// Somebody reads.
    Report(Report),
    /// One of the last reports comes again, as it was.
    Retry(usize),
    /// The clock is another by so many seconds.
    Clock(i64),
    /// What is no longer needed is destroyed.
    Purge,
    /// The server is stopped and started again.
    Restart,
}

/// What is reported.
#[derive(Clone, Debug)]
pub struct Report {
    /// Who.
    pub visitor: u8,
    /// What; `None`: a page that is no article.
    pub article: Option<u64>,
    /// Whether the page was entered from outside.
    pub entry: bool,
    /// Under GPC.
    pub nameless: bool,
    /// Whether it names itself as a robot.
    pub robot: bool,
}

impl Report {
    /// Sends it under this id; it is always taken.
    pub async fn send(&self, started: &Started, delivery: &str) {
        let body = json!({"id": delivery, "article": self.article, "entry": self.entry});
        let language = format!("v{}", self.visitor);
        let mut headers = vec![("accept-language", language.as_str())];
        if self.nameless {
            headers.push(("sec-gpc", "1"));
        }
        if self.robot {
            headers.push(("user-agent", "curl/8.5.0"));
        }
        let answer = started.visit(&body, &headers).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }
}

/// Any sequence of a few dozen steps.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let report = (0_u8..3, proptest::option::weighted(0.8, 1..=ARTICLES), any::<bool>(), 0..10).prop_map(
        |(visitor, article, entry, kind)| {
            Step::Report(Report { visitor, article, entry, nameless: kind == 0, robot: kind == 1 })
        },
    );
    let minutes = prop_oneof![Just(0), 1_i64..2, 28_i64..32, 1_i64..90];
    let step = prop_oneof![
        12 => report,
        4 => (0_usize..8).prop_map(Step::Retry),
        4 => (minutes, 0_i64..60).prop_map(|(minutes, seconds)| Step::Clock(minutes * 60 + seconds)),
        // A clock is set back; and a night passes.
        1 => (1_i64..7_200).prop_map(|seconds| Step::Clock(-seconds)),
        2 => (6_i64..30).prop_map(|hours| Step::Clock(hours * 3_600)),
        2 => Just(Step::Purge),
        1 => Just(Step::Restart),
    ];
    proptest::collection::vec(step, 1..45)
}
