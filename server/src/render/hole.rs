//! What belongs into the holes of a page: all that is not the same for everybody who asks.

/// Something that is filled in when a page is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    /// Scheme and host of the site.
    Origin,
    /// The counter, as HTML.
    Counter,
    /// The counts, as JSON.
    Counts,
    /// The views of the page's article, as HTML.
    Views,
    /// The same, as a number.
    ViewsNumber,
    /// The picture that counts where there is no script: the last part of its address.
    Token,
}

impl Hole {
    /// All of them; a hole's place among them is its mark.
    pub const ALL: [Self; 6] = [Self::Origin, Self::Counter, Self::Counts, Self::Views, Self::ViewsNumber, Self::Token];

    /// Its place among all.
    #[must_use]
    pub fn place(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_place() {
        for (place, hole) in Hole::ALL.into_iter().enumerate() {
            assert_eq!(hole.place(), place);
        }
    }
}
