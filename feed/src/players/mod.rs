//! Videos at the hosts that many use: the page that shows one, and the frame that plays it.
//!
//! A cleaner drops frames, so that [`players_as_links`] makes links of them before (`links`); what stands alone and leads to such a
//! page is then shown as a video (`tidy`), and asked for only when somebody wants to see it.

mod links;

use crate::percent::{percent_decode, percent_encode};
use crate::pieces::{is_listed, until};
pub use links::players_as_links;

/// Where frames with players come from, as a Content-Security-Policy's `frame-src` names them.
pub const PLAYER_ORIGINS: &str = "https://www.youtube-nocookie.com https://player.vimeo.com https://geo.dailymotion.com \
    https://www.facebook.com https://www.tiktok.com";

/// The longest name of a video, in bytes.
const LONGEST: usize = 64;

/// What players call their frames themselves; it says nothing of the video.
const NO_TITLES: [&str; 6] =
    ["youtube video player", "youtube", "vimeo", "video", "dailymotion video player", "embedded video"];

/// What the words of a link to a video begin with, in Vietnamese and English.
const WATCH: [&str; 2] = ["Xem video trên ", "Watch the video on "];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Host {
    YouTube,
    /// A list of videos there.
    YouTubeList,
    Vimeo,
    Dailymotion,
    Facebook,
    TikTok,
}

/// One video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Player {
    host: Host,
    /// Its name there; for Facebook the path of its page.
    id: String,
    /// What else its address needs: YouTube's start in seconds, Vimeo's key, TikTok's author.
    more: String,
}

impl Player {
    /// The video that an address leads to: of its page, of a short one, or of its frame. `None` for any other.
    pub(crate) fn of(address: &str) -> Option<Self> {
        let rest = address.trim().strip_prefix("//").or_else(|| {
            let (scheme, rest) = address.trim().split_once("://")?;
            is_listed("http https", &scheme.to_ascii_lowercase()).then_some(rest)
        })?;
        let (name, path) = until(rest, &|c| matches!(c, '/' | '?' | '#'));
        let name = name.to_ascii_lowercase();
        let name = ["www.", "m.", "web."].iter().find_map(|before| name.strip_prefix(before)).unwrap_or(&name);
        let (path, _) = until(path, &|c| c == '#');
        let (path, query) = until(path, &|c| c == '?');
        let query = query.get(1..).unwrap_or_default();
        let mut steps = path.split('/').filter(|step| !step.is_empty());
        let (first, second, third) = (steps.next(), steps.next(), steps.next());
        match name {
            "youtube.com" | "youtube-nocookie.com" => match (first?, second) {
                ("watch", _) => youtube(&value(query, "v")?, query),
                ("playlist", _) | ("embed", Some("videoseries")) => list(query),
                ("embed" | "shorts" | "live" | "v", Some(id)) => youtube(id, query),
                _ => None,
            },
            "youtu.be" => youtube(first?, query),
            "vimeo.com" => vimeo(first?, second.unwrap_or_default()),
            "player.vimeo.com" if first == Some("video") => vimeo(second?, &value(query, "h").unwrap_or_default()),
            "dai.ly" => dailymotion(first?),
            "dailymotion.com" if first == Some("video") => dailymotion(second?),
            "dailymotion.com" if (first, second) == (Some("embed"), Some("video")) => dailymotion(third?),
            "geo.dailymotion.com" => dailymotion(&value(query, "video")?),
            "facebook.com" => match (first?, second, third) {
                ("plugins", Some("video.php"), _) => {
                    Self::of(&value(query, "href")?).filter(|it| it.host == Host::Facebook)
                }
                ("watch", None, _) => facebook(&["watch/?v=", &number(&value(query, "v")?)?]),
                ("reel", Some(id), _) => facebook(&["reel/", &number(id)?]),
                (page, Some("videos"), Some(id)) => {
                    // Between them there may be a title.
                    let id = steps.next().unwrap_or(id);
                    facebook(&[&named(page)?, "/videos/", &number(id)?])
                }
                _ => None,
            },
            "tiktok.com" => match (first?, second, third) {
                (author, Some("video"), Some(id)) => tiktok(author.strip_prefix('@')?, id),
                ("embed" | "player", Some("v1" | "v2" | "v3"), Some(id)) | ("embed", Some(id), _) => tiktok("", id),
                _ => None,
            },
            _ => None,
        }
    }

    /// The page that shows it.
    pub(crate) fn page(&self) -> String {
        let Self { id, more, .. } = self;
        match self.host {
            Host::YouTube if more.is_empty() => format!("https://www.youtube.com/watch?v={id}"),
            Host::YouTube => format!("https://www.youtube.com/watch?v={id}&t={more}s"),
            Host::YouTubeList => format!("https://www.youtube.com/playlist?list={id}"),
            Host::Vimeo if more.is_empty() => format!("https://vimeo.com/{id}"),
            Host::Vimeo => format!("https://vimeo.com/{id}/{more}"),
            Host::Dailymotion => format!("https://www.dailymotion.com/video/{id}"),
            Host::Facebook => format!("https://www.facebook.com/{id}"),
            Host::TikTok => format!("https://www.tiktok.com/@{more}/video/{id}"),
        }
    }

    /// The frame that plays it, in the form that keeps the least of whoever looks.
    pub(crate) fn frame(&self) -> String {
        let Self { id, more, .. } = self;
        match self.host {
            Host::YouTube if more.is_empty() => format!("https://www.youtube-nocookie.com/embed/{id}"),
            Host::YouTube => format!("https://www.youtube-nocookie.com/embed/{id}?start={more}"),
            Host::YouTubeList => format!("https://www.youtube-nocookie.com/embed/videoseries?list={id}"),
            Host::Vimeo if more.is_empty() => format!("https://player.vimeo.com/video/{id}?dnt=1"),
            Host::Vimeo => format!("https://player.vimeo.com/video/{id}?dnt=1&h={more}"),
            Host::Dailymotion => format!("https://geo.dailymotion.com/player.html?video={id}"),
            Host::Facebook => {
                format!(
                    "https://www.facebook.com/plugins/video.php?href={}&show_text=false",
                    percent_encode(&self.page())
                )
            }
            Host::TikTok => format!("https://www.tiktok.com/player/v1/{id}"),
        }
    }

    /// The words of a link to it: what it is, where, and its title if that is known. `said` is what another link said.
    pub(crate) fn words(&self, said: &str, in_english: bool) -> String {
        let [vi, en] = WATCH;
        let watch = if in_english { en } else { vi };
        let host = match self.host {
            Host::YouTube | Host::YouTubeList => "YouTube",
            Host::Vimeo => "Vimeo",
            Host::Dailymotion => "Dailymotion",
            Host::Facebook => "Facebook",
            Host::TikTok => "TikTok",
        };
        let ours = WATCH.iter().find_map(|watch| said.strip_prefix(watch)?.strip_prefix(host));
        let title = ours.map_or(said, |rest| rest.strip_prefix(':').unwrap_or(rest)).trim();
        let says =
            !title.contains("://") && !NO_TITLES.contains(&title.to_ascii_lowercase().as_str()) && !title.is_empty();
        if says { [watch, host, ": ", title].concat() } else { [watch, host].concat() }
    }
}

fn youtube(id: &str, query: &str) -> Option<Player> {
    let seconds = |from: String| number(from.strip_suffix('s').unwrap_or(&from));
    let start = value(query, "t").and_then(seconds).or_else(|| value(query, "start").and_then(seconds));
    let id = named(id).filter(|id| id.len() == 11)?;
    Some(Player { host: Host::YouTube, id, more: start.unwrap_or_default() })
}

fn list(query: &str) -> Option<Player> {
    Some(Player { host: Host::YouTubeList, id: named(&value(query, "list")?)?, more: String::new() })
}

fn vimeo(id: &str, key: &str) -> Option<Player> {
    let more = if key.is_empty() { String::new() } else { named(key)? };
    Some(Player { host: Host::Vimeo, id: number(id)?, more })
}

fn dailymotion(id: &str) -> Option<Player> {
    Some(Player { host: Host::Dailymotion, id: named(id)?, more: String::new() })
}

fn facebook(parts: &[&str]) -> Option<Player> {
    Some(Player { host: Host::Facebook, id: parts.concat(), more: String::new() })
}

fn tiktok(author: &str, id: &str) -> Option<Player> {
    let more = if author.is_empty() { String::new() } else { named(author)? };
    Some(Player { host: Host::TikTok, id: number(id)?, more })
}

/// A name of letters, digits and the signs that need no encoding.
fn named(name: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    ((1..=LONGEST).contains(&name.len()) && name.chars().all(plain)).then(|| name.to_owned())
}

fn number(digits: &str) -> Option<String> {
    named(digits).filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The value of a key in a query.
fn value(query: &str, key: &str) -> Option<String> {
    let pair = query.split(['&', ';']).find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))?;
    percent_decode(pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn videos_are_known_by_every_address_that_they_have() {
        for (address, page, frame) in [
            (
                "https://www.youtube.com/watch?v=abc-EFG_hij&t=90s",
                "https://www.youtube.com/watch?v=abc-EFG_hij&t=90s",
                "https://www.youtube-nocookie.com/embed/abc-EFG_hij?start=90",
            ),
            (
                "http://youtube.com/embed/abc-EFG_hij?rel=0&start=5",
                "https://www.youtube.com/watch?v=abc-EFG_hij&t=5s",
                "https://www.youtube-nocookie.com/embed/abc-EFG_hij?start=5",
            ),
            (
                "//www.youtube-nocookie.com/embed/abc-EFG_hij",
                "https://www.youtube.com/watch?v=abc-EFG_hij",
                "https://www.youtube-nocookie.com/embed/abc-EFG_hij",
            ),
            (
                "https://m.youtube.com/shorts/abc-EFG_hij",
                "https://www.youtube.com/watch?v=abc-EFG_hij",
                "https://www.youtube-nocookie.com/embed/abc-EFG_hij",
            ),
            (
                "https://youtu.be/abc-EFG_hij?si=x",
                "https://www.youtube.com/watch?v=abc-EFG_hij",
                "https://www.youtube-nocookie.com/embed/abc-EFG_hij",
            ),
            (
                "https://www.youtube.com/embed/videoseries?list=PLx_1-2",
                "https://www.youtube.com/playlist?list=PLx_1-2",
                "https://www.youtube-nocookie.com/embed/videoseries?list=PLx_1-2",
            ),
            ("https://vimeo.com/12345", "https://vimeo.com/12345", "https://player.vimeo.com/video/12345?dnt=1"),
            (
                "https://player.vimeo.com/video/12345?h=ab12&badge=0",
                "https://vimeo.com/12345/ab12",
                "https://player.vimeo.com/video/12345?dnt=1&h=ab12",
            ),
            (
                "https://www.dailymotion.com/embed/video/x8abc",
                "https://www.dailymotion.com/video/x8abc",
                "https://geo.dailymotion.com/player.html?video=x8abc",
            ),
            (
                "https://dai.ly/x8abc",
                "https://www.dailymotion.com/video/x8abc",
                "https://geo.dailymotion.com/player.html?video=x8abc",
            ),
            (
                "https://www.facebook.com/watch/?v=123",
                "https://www.facebook.com/watch/?v=123",
                "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D123&show_text=false",
            ),
            (
                "https://www.facebook.com/plugins/video.php?height=314&href=https%3A%2F%2Fwww.facebook.com%2Fphuong.ben%2Fvideos%2F45%2F&width=560",
                "https://www.facebook.com/phuong.ben/videos/45",
                "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fphuong.ben%2Fvideos%2F45&show_text=false",
            ),
            (
                "https://www.tiktok.com/@phuong.ben/video/77",
                "https://www.tiktok.com/@phuong.ben/video/77",
                "https://www.tiktok.com/player/v1/77",
            ),
            (
                "https://www.tiktok.com/embed/v2/77",
                "https://www.tiktok.com/@/video/77",
                "https://www.tiktok.com/player/v1/77",
            ),
        ] {
            let player = Player::of(address).unwrap();
            assert_eq!((player.page().as_str(), player.frame().as_str()), (page, frame), "{address}");
            assert_eq!(Player::of(page), Some(player.clone()), "{page}");
            assert_eq!(Player::of(frame).unwrap().frame(), frame);
            let origin = frame.split('/').take(3).collect::<Vec<_>>().join("/");
            assert!(PLAYER_ORIGINS.split(' ').any(|known| known == origin), "{origin}");
        }
    }

    #[test]
    fn other_addresses_are_of_no_video() {
        for address in [
            "",
            "youtube.com",
            "https://www.youtube.com/",
            "https://www.youtube.com/@kenh",
            "https://www.youtube.com/watch?v=short",
            "https://www.youtube.com/embed/abc%22onload=x",
            "https://youtube.com.evil.example/embed/abc-EFG_hij",
            "https://evil.example/?https://youtu.be/abc-EFG_hij",
            "javascript://youtu.be/abc-EFG_hij",
            "https://vimeo.com/kenh",
            "https://www.facebook.com/phuong.ben",
            "https://www.facebook.com/plugins/video.php?href=https://youtu.be/abc-EFG_hij",
            "https://www.facebook.com/plugins/page.php?href=x",
            "https://www.tiktok.com/@a",
            "https://a@youtu.be/abc-EFG_hij",
        ] {
            assert_eq!(Player::of(address), None, "{address}");
        }
    }

    #[test]
    fn words_name_the_host_and_the_title_once() {
        let player = Player::of("https://youtu.be/abc-EFG_hij").unwrap();
        for (said, vi) in [
            ("", "Xem video trên YouTube"),
            ("YouTube video player", "Xem video trên YouTube"),
            ("https://youtu.be/abc-EFG_hij", "Xem video trên YouTube"),
            ("Lễ hội", "Xem video trên YouTube: Lễ hội"),
            ("Watch the video on YouTube: Lễ hội", "Xem video trên YouTube: Lễ hội"),
        ] {
            assert_eq!(player.words(said, false), vi);
            assert_eq!(player.words(vi, false), vi);
        }
        assert_eq!(player.words("Xem video trên YouTube", true), "Watch the video on YouTube");
    }
}
