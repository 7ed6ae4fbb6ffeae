//! Whether a report is a reader's, judged by what its request says and by how its sender behaves. Pure: what is remembered of
//! a sender is handed in, and lives in memory for a day at most.

use super::LeftOut;

/// Reports of one visitor within a minute from which on they are left out. Several people behind one carrier address with
/// the same phone are one visitor: a crowd of them still reads less.
pub const BURST: u32 = 60;

/// Reports of one visitor on one day from which on they are left out.
pub const BEHAVIOUR: u32 = 3_000;

/// What a request says of its sender.
#[derive(Clone, Copy, Debug)]
pub struct Signs<'r> {
    /// The header `User-Agent`; empty where there is none.
    pub user_agent: &'r str,
    /// Whether it has `Accept-Language` and `Accept-Encoding`, as every browser's has.
    pub has_usual_headers: bool,
    /// Whether the page was fetched or rendered ahead (`Sec-Purpose`, and what was before it).
    pub is_ahead: bool,
    /// Whether it comes from the staff's own network.
    pub is_staff: bool,
}

/// Browsers that programs drive, and services that watch whether a site answers. Robots' lists have them too; here they are told apart.
const MONITORS: [&str; 14] = [
    "headlesschrome",
    "phantomjs",
    "puppeteer",
    "playwright",
    "lighthouse",
    "pagespeed",
    "pingdom",
    "uptimerobot",
    "uptime-kuma",
    "statuscake",
    "site24x7",
    "gtmetrix",
    "webpagetest",
    "monitor",
];

/// The longest user agent that is looked at; browsers' are half as long.
const LONGEST: usize = 512;

/// Why a report is left out, by what its request says.
#[must_use]
pub fn by_signs(signs: &Signs<'_>) -> Option<LeftOut> {
    let Signs { user_agent, has_usual_headers, is_ahead, is_staff } = *signs;
    if is_ahead {
        return Some(LeftOut::Ahead);
    }
    if user_agent.is_empty() || user_agent.len() > LONGEST {
        return Some(LeftOut::Headers);
    }
    let lower = user_agent.to_ascii_lowercase();
    if MONITORS.iter().any(|name| lower.contains(name)) {
        return Some(LeftOut::Monitor);
    }
    if iscrawl::is_crawler(user_agent) {
        return Some(LeftOut::Robot);
    }
    if !has_usual_headers {
        return Some(LeftOut::Headers);
    }
    is_staff.then_some(LeftOut::Staff)
}

/// What is remembered of a sender.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    minute: i64,
    in_minute: u32,
    in_day: u32,
}

impl Pace {
    /// A report has come at this second. Why it is left out, by how many came before.
    pub fn report(&mut self, at: i64) -> Option<LeftOut> {
        let minute = at.div_euclid(60);
        if minute != self.minute {
            (self.minute, self.in_minute) = (minute, 0);
        }
        self.in_minute = self.in_minute.saturating_add(1);
        self.in_day = self.in_day.saturating_add(1);
        if self.in_minute > BURST {
            return Some(LeftOut::Burst);
        }
        (self.in_day > BEHAVIOUR).then_some(LeftOut::Behaviour)
    }

    /// Whether the last report came within the day before this second.
    #[must_use]
    pub fn is_of_today(&self, now: i64) -> bool {
        now.div_euclid(60) - self.minute < 24 * 60
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(user_agent: &str) -> Signs<'_> {
        Signs { user_agent, has_usual_headers: true, is_ahead: false, is_staff: false }
    }

    #[test]
    fn browsers_in_use_are_readers() {
        for browser in [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/134.0.148 Chrome/128.0.6613.148 Safari/537.36",
            "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Linux; Android 13; 2201117TG Build/TKQ1; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0 Mobile Safari/537.36 Zalo android/24020623 ZaloTheme/light ZaloLanguage/vi",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/470.0;FBBV/6;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.5;FBLC/vi_VN]",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
            "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80 (S60; SymbOS) Presto/2.12.423 Version/12.16",
        ] {
            assert_eq!(by_signs(&signs(browser)), None, "{browser}");
        }
    }

    #[test]
    fn robots_and_monitors_are_none() {
        for robot in [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            "curl/8.5.0",
            "python-requests/2.32",
            "Go-http-client/2.0",
        ] {
            assert_eq!(by_signs(&signs(robot)), Some(LeftOut::Robot), "{robot}");
        }
        for monitor in [
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/146.0.0.0 Safari/537.36",
            "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
        ] {
            assert_eq!(by_signs(&signs(monitor)), Some(LeftOut::Monitor), "{monitor}");
        }
    }

    #[test]
    fn what_a_browser_would_not_send_is_left_out() {
        let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let of = |change: fn(&mut Signs<'_>)| {
            let mut signs = signs(browser);
            change(&mut signs);
            by_signs(&signs)
        };
        assert_eq!(of(|signs| signs.has_usual_headers = false), Some(LeftOut::Headers));
        assert_eq!(of(|signs| signs.user_agent = ""), Some(LeftOut::Headers));
        assert_eq!(of(|signs| signs.is_ahead = true), Some(LeftOut::Ahead));
        assert_eq!(of(|signs| signs.is_staff = true), Some(LeftOut::Staff));
    }

    #[test]
    fn nobody_reads_that_fast_or_that_long() {
        let mut pace = Pace::default();
        assert!((0..BURST).all(|_| pace.report(600).is_none()));
        assert_eq!(pace.report(659), Some(LeftOut::Burst));
        assert_eq!(pace.report(660), None, "the next minute");
        let mut pace = Pace::default();
        let left_out = (0..=i64::from(BEHAVIOUR)).filter(|second| pace.report(second * 20).is_some()).count();
        assert_eq!(left_out, 1);
    }
}
