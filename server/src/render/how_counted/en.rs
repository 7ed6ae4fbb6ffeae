//! English.

use super::Text;

pub(super) static TEXT: Text = Text {
    summary: "What each number on this site means, which visits are counted and which are not, and what is kept.",
    numbers: [
        (
            "Visits (lượt truy cập)",
            "One person's stay on the site, whether they read one page or many. After 30 minutes without opening another page \
             the visit is over; coming back later is a new one.",
        ),
        ("Today (hôm nay)", "Visits that began since midnight, local time."),
        (
            "Reading now (đang xem)",
            "People who had a page open within the last minute. A page in a tab that cannot be seen is not counted.",
        ),
        (
            "Views (số lượt người xem)",
            "How often an article has been read. The same person opening it again within 30 minutes is one view.",
        ),
        (
            "Readers (người đọc)",
            "Different people who read an article on one day, summed over the days. Who reads it today and tomorrow is counted \
             twice: on a new day we no longer recognise anybody.",
        ),
    ],
    parts: [
        (
            "When a page counts",
            &[
                "A page counts only once it has really been shown to somebody. One that was fetched and seen by nobody does not; one \
                 that was opened in another tab counts when its reader turns to that tab.",
                "A number rises only after the visit has been written to the server's disk. A visit that is sent twice because of a \
                 bad connection counts once.",
            ],
            &[],
        ),
        (
            "What is not counted",
            &[
                "These raise none of the numbers above. They are counted apart, each under its reason, so that anybody who checks can add them up.",
            ],
            &[
                "Search engines and other programs.",
                "Services that watch whether the site answers.",
                "Pages that a browser fetched or rendered ahead and nobody has opened.",
                "Reloading, or opening the same article again within 30 minutes.",
                "The staff's own visits, from the office's network.",
                "Bursts from one place, more than one person could read.",
            ],
        ),
        (
            "If you do not want to be followed",
            &[
                "If your browser sends Global Privacy Control or Do Not Track, we do not try to recognise you, not even for a day. Each \
                 article shown is then a view, each time you come in from outside is a visit, and you are not among the readers. Nor do \
                 we note which site you came from.",
            ],
            &[],
        ),
        (
            "What is kept",
            &[
                "There is no cookie, no mark on your device by which you could be followed, and nothing is sent to third parties. How pages \
                 are shown, if you choose it at the button Aa, is kept on your device alone. Your IP address is never \
                 written to disk.",
                "So as not to count one person twice, the server mixes address, browser and language with a secret key into a number \
                 that cannot be read back. The key is replaced every day and destroyed a day later; from then on the number says \
                 nothing about anybody. Several people behind one address with the same kind of device may be counted as one, so the \
                 true figure may be higher.",
                "What stays are sums only: by hour, by day, by article, and the names of the sites whose links led here. What five people \
                 or more have looked for in vain on one day is noted without diacritics and without who asked, and deleted after 400 \
                 days.",
            ],
            &[],
        ),
        (
            "The number of the former site, and corrections",
            &[
                "Where this site took the place of an older one, the older counter's number was carried over as a start: what you see is \
                 that start plus what has been counted since. The two are kept apart.",
                "Nobody can change a number quietly. Each time one is set or corrected, the old and the new number, the time, who did it \
                 and why are written to an audit trail, which can be added to but not changed or erased.",
            ],
            &[],
        ),
    ],
};
