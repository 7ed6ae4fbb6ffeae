//! The budget: a hard limit, and a ratchet. Growth has to be accepted by changing the file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// Growth over the recorded figure that passes without a word, in percent: compilers differ a little.
const TOLERATED: u64 = 2;

/// `bench/size-budget.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Budget {
    limit: Bytes,
    recorded: Option<Bytes>,
}

/// Bytes after brotli.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bytes {
    /// The wasm, its glue and what starts them.
    pub(crate) code: u64,
    /// The style sheets.
    pub(crate) style: u64,
}

impl Budget {
    /// Reads the file.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("reading {}", path.display()))
    }

    /// Writes new figures at the end of the file; what people wrote before them stays.
    pub(crate) fn accept(now: Bytes, path: &Path) -> Result<()> {
        let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        let by_hand = text.split("[recorded]").next().unwrap_or_default().trim_end();
        let Bytes { code, style } = now;
        let text = format!("{by_hand}\n\n[recorded]\ncode = {code}\nstyle = {style}\n");
        fs::write(path, text).with_context(|| format!("writing {}", path.display()))
    }

    /// What is over the budget, in words. Nothing: all is well.
    pub(crate) fn judge(&self, now: Bytes) -> Vec<String> {
        let mut over = self.over_limit(now);
        if let Some(recorded) = self.recorded
            && now.code * 100 > recorded.code * (100 + TOLERATED)
        {
            over.push(format!(
                "code grew from {} to {} bytes, by more than {TOLERATED} %: make it smaller, or accept \
                 it with `cargo xtask bench size --accept`",
                recorded.code, now.code
            ));
        }
        over
    }

    /// What no acceptance can excuse.
    pub(crate) fn over_limit(&self, now: Bytes) -> Vec<String> {
        [("code", now.code, self.limit.code), ("style", now.style, self.limit.style)]
            .into_iter()
            .filter(|(_, now, limit)| now > limit)
            .map(|(name, now, limit)| format!("{name} is {now} bytes, and the limit is {limit}"))
            .collect()
    }

    /// What is recorded, in words.
    pub(crate) fn recorded(&self) -> String {
        match self.recorded {
            Some(recorded) => format!(
                "recorded: code {}, style {}; limits {} and {}",
                recorded.code, recorded.style, self.limit.code, self.limit.style
            ),
            None => "nothing is recorded yet, so only the limits hold: record it with `cargo xtask \
                     bench size --accept`"
                .to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(recorded: Option<u64>) -> Budget {
        Budget {
            limit: Bytes { code: 75_000, style: 10_000 },
            recorded: recorded.map(|code| Bytes { code, style: 5_000 }),
        }
    }

    fn of(code: u64) -> Bytes {
        Bytes { code, style: 6_000 }
    }

    #[test]
    fn growth_up_to_two_percent_passes() {
        let budget = budget(Some(50_000));
        assert!(budget.judge(of(51_000)).is_empty());
        assert!(budget.judge(of(40_000)).is_empty());
        assert_eq!(budget.judge(of(51_001)).len(), 1);
    }

    #[test]
    fn the_limit_holds_whatever_is_recorded() {
        assert_eq!(budget(Some(75_000)).judge(of(75_001)).len(), 1);
        assert_eq!(budget(None).judge(of(75_001)).len(), 1);
        assert!(budget(None).judge(of(75_000)).is_empty());
        let fat = Bytes { code: 1, style: 10_001 };
        assert_eq!(budget(None).judge(fat).len(), 1);
    }

    #[test]
    fn what_is_accepted_is_read_again_and_comments_stay() {
        let path = std::env::temp_dir().join(format!("xtask-budget-{}", std::process::id()));
        fs::write(&path, "# why\n[limit]\n# how\ncode = 75000\nstyle = 10000\n").unwrap();
        for code in [70_000, 71_000] {
            Budget::accept(of(code), &path).unwrap();
        }
        let read = Budget::read(&path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(read.recorded, Some(of(71_000)));
        assert_eq!(read.limit, budget(None).limit);
        assert!(text.starts_with("# why\n[limit]\n# how\n"));
    }
}
