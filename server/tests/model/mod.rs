//! Random sequences of visits, retries, clock jumps, midnights, purges and restarts, against a plain model: the real server over
//! its real database says the same numbers every time.

mod plain;
mod steps;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use serde_json::json;

use self::plain::Model;
use self::steps::{Step, steps};
use crate::support::{Started, item};

/// How many articles there are.
const ARTICLES: u64 = 3;

/// The same sequences each time; as many as `PROPTEST_CASES` says, and others each time, where it is set.
const CASES: u32 = 40;

#[test]
fn the_numbers_are_those_of_a_plain_model() {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let cases = wanted.unwrap_or(CASES);
    let config = Config { cases, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    let algorithm = config.rng_algorithm;
    let mut runner = match wanted {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(algorithm)),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let result = runner.run(&steps(), |steps| runtime.block_on(agree(&steps)));
    result.unwrap();
}

async fn agree(steps: &[Step]) -> Result<(), TestCaseError> {
    let mut started = Started::new().await;
    started.import((1..=ARTICLES).map(|id| item(id, id)).collect()).await;
    let mut model = Model::new(started.clock.now());
    for (number, step) in steps.iter().enumerate() {
        match step {
            Step::Report(report) => {
                let delivery = model.id(number);
                report.send(&started, &delivery).await;
                model.report(&delivery, report);
            }
            Step::Retry(which) => {
                if let Some((delivery, report)) = model.a_recent_one(*which) {
                    report.send(&started, &delivery).await;
                    model.report(&delivery, &report);
                }
            }
            Step::Clock(seconds) => {
                model.now += seconds;
                started.clock.set(model.now);
            }
            Step::Purge => {
                started.server.as_ref().unwrap().app.counter.purge().unwrap();
                model.purge();
            }
            Step::Restart => {
                started = started.restart().await;
                model.restart();
                // A server that starts purges; here, before anybody reports.
                started.server.as_ref().unwrap().app.counter.purge().unwrap();
                model.purge();
            }
        }
        let total = json!({"total": model.visits, "today": model.today()});
        prop_assert_eq!(&started.counts().await["visits"], &total, "after step {} of {:?}", number, steps);
        for article in 1..=ARTICLES {
            let numbers = model.article(article);
            prop_assert_eq!(
                started.views(article).await,
                numbers,
                "article {} after step {} of {:?}",
                article,
                number,
                steps
            );
        }
    }
    prop_assert_eq!(started.reports(), model.reports());
    Ok(())
}

impl Started {
    /// Everything that was taken: reports, views, pages, and what was left out, each for its reason; and it adds up.
    fn reports(&self) -> (u64, u64, u64, Vec<(&'static str, u64)>) {
        use bantin_server::store::Store as _;
        let store = self.store();
        assert_eq!(store.differences("demo").unwrap(), []);
        let all = store.statistics("demo", &(i64::MIN..=i64::MAX)).unwrap();
        let sum = |pick: fn(&bantin_server::store::Tally) -> u64| all.hours.iter().map(|hour| pick(&hour.tally)).sum();
        let mut left_out = std::collections::BTreeMap::new();
        for (_, reason, reports) in all.left_out {
            *left_out.entry(reason.name()).or_default() += reports;
        }
        (sum(|tally| tally.reports), sum(|tally| tally.views), sum(|tally| tally.pages), left_out.into_iter().collect())
    }
}
