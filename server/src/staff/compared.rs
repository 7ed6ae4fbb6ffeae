//! A number beside the same of the period before.

/// A number of two periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Compared {
    /// Of the period that is looked at.
    pub(super) now: u64,
    /// Of the one before; `None` where nothing is known of that.
    pub(super) before: Option<u64>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// There is nothing to compare with.
    Unknown,
    /// It is the same.
    Same,
    /// It is more by so many, and by so many tenths of a percent where it was not nothing.
    More(u64, Option<u64>),
    /// It is less by so many.
    Less(u64, Option<u64>),
}

impl Compared {
    pub(super) fn change(self) -> Change {
        let Some(before) = self.before else { return Change::Unknown };
        let by = self.now.abs_diff(before);
        // Half of the former rounds to the nearest.
        let permille = (u128::from(by) * 1_000 + u128::from(before) / 2).checked_div(u128::from(before));
        let permille = permille.and_then(|permille| u64::try_from(permille).ok());
        match self.now.cmp(&before) {
            std::cmp::Ordering::Equal => Change::Same,
            std::cmp::Ordering::Greater => Change::More(by, permille),
            std::cmp::Ordering::Less => Change::Less(by, permille),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(now: u64, before: impl Into<Option<u64>>) -> Change {
        Compared { now, before: before.into() }.change()
    }

    #[test]
    fn a_change_is_a_difference_and_tenths_of_a_percent() {
        assert_eq!(change(12, 10), Change::More(2, Some(200)));
        assert_eq!(change(10, 15), Change::Less(5, Some(333)));
        assert_eq!(change(5, 15), Change::Less(10, Some(667)));
        assert_eq!(change(0, 15), Change::Less(15, Some(1_000)));
        assert_eq!(change(7, 7), Change::Same);
        assert_eq!(change(u64::MAX, 1), Change::More(u64::MAX - 1, None), "beyond what can be written");
    }

    #[test]
    fn nothing_has_no_percent_and_the_unknown_no_change() {
        assert_eq!(change(3, 0), Change::More(3, None));
        assert_eq!(change(0, 0), Change::Same);
        assert_eq!(change(3, None), Change::Unknown);
    }
}
