//! Why a report is neither a view nor part of a visit. Pure.

/// A reason for which a report is left out. Each that is left out is counted under its reason, so that the sum of all adds up:
/// reports = views + pages that are no article + those left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeftOut {
    /// The same visitor has read the article within the last 30 minutes.
    Again,
    /// It names itself as a robot, in its user agent.
    Robot,
    /// It watches whether the site answers, or runs a browser that nobody looks at.
    Monitor,
    /// Headers are missing that every browser sends.
    Headers,
    /// It behaves as no reader does: pages for hours without a pause.
    Behaviour,
    /// The page was fetched or rendered before anybody asked for it.
    Ahead,
    /// The staff's own.
    Staff,
    /// One visitor has reported more in a minute than anybody reads.
    Burst,
}

impl LeftOut {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Again,
        Self::Robot,
        Self::Monitor,
        Self::Headers,
        Self::Behaviour,
        Self::Ahead,
        Self::Staff,
        Self::Burst,
    ];

    /// Its name in the database, in JSON and in CSV.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Robot => "robot",
            Self::Monitor => "monitor",
            Self::Headers => "headers",
            Self::Behaviour => "behaviour",
            Self::Ahead => "ahead",
            Self::Staff => "staff",
            Self::Burst => "burst",
        }
    }

    /// The reason of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}
