//! Which title of a list is chosen as somebody goes through it by keyboard (ARIA Authoring Practices, *Combobox*: list autocomplete
//! with manual selection).

/// What a key does to the choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One down; behind the last there is none, and then the first.
    Down,
    /// One up; before the first there is none, and then the last.
    Up,
}

impl Move {
    /// That of a key by its name, if it has one.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowDown" => Some(Self::Down),
            "ArrowUp" => Some(Self::Up),
            _ => None,
        }
    }

    /// The place that is chosen next of so many, from 0; `None` for the field itself.
    #[must_use]
    pub fn from(self, chosen: Option<usize>, many: usize) -> Option<usize> {
        let last = many.checked_sub(1)?;
        match (self, chosen) {
            (Self::Down, None) => Some(0),
            (Self::Down, Some(at)) => (at < last).then_some(at + 1),
            (Self::Up, None) => Some(last),
            (Self::Up, Some(at)) => at.checked_sub(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_round_by_the_field() {
        let all = |way: Move| {
            let mut at = None;
            let mut seen = Vec::new();
            for _ in 0..4 {
                at = way.from(at, 3);
                seen.push(at);
            }
            seen
        };
        assert_eq!(all(Move::Down), [Some(0), Some(1), Some(2), None]);
        assert_eq!(all(Move::Up), [Some(2), Some(1), Some(0), None]);
        assert_eq!(Move::Down.from(None, 0), None);
        assert_eq!(Move::Up.from(None, 0), None);
        assert_eq!((Move::of_key("ArrowUp"), Move::of_key("Enter")), (Some(Move::Up), None));
    }
}
