//! Every string that the staff read, in Vietnamese and English.

mod en;
mod vi;

use bantin::text::number;
use bantin_api::Language;

use super::compared::Change;
use super::span::{Preset, SpanError};
use crate::visits::LeftOut;

/// The strings of one language. Those with something in them are methods, below.
#[derive(Debug)]
pub struct Words {
    /// The language that these are in.
    pub language: Language,
    /// The first link of the page.
    pub(super) skip: &'static str,
    /// The heading of the statistics.
    pub(super) statistics: &'static str,
    /// What the list of these pages is called.
    pub(super) pages_of_staff: &'static str,
    /// The heading of what is fetched on a schedule.
    pub(super) sources: &'static str,
    pub(super) sources_mean: &'static str,
    pub(super) no_sources: &'static str,
    pub(super) is_well: &'static str,
    pub(super) is_failing: &'static str,
    pub(super) not_fetched: &'static str,
    pub(super) format: &'static str,
    pub(super) last_worked: &'static str,
    pub(super) last_tried: &'static str,
    pub(super) next_try: &'static str,
    pub(super) under_way: &'static str,
    pub(super) last_change: &'static str,
    pub(super) never: &'static str,
    /// Before what the server says of a failure, in English.
    pub(super) server_says: &'static str,
    /// The link to these pages in the other language, in that language.
    pub(super) other_language: &'static str,
    /// Before the account's name.
    pub(super) signed_in_as: &'static str,
    pub(super) sign_in: &'static str,
    pub(super) sign_out: &'static str,
    pub(super) name: &'static str,
    pub(super) password: &'static str,
    pub(super) for_staff: &'static str,
    pub(super) forgotten: &'static str,
    /// An unknown name, or a wrong password.
    pub(super) wrong: &'static str,
    /// The form belongs to no page that was sent to this browser.
    pub(super) stale: &'static str,
    /// The form was sent from another site's page.
    pub(super) foreign: &'static str,
    /// Too many sign in at once.
    pub(super) busy: &'static str,
    pub(super) trouble: &'static str,
    pub(super) trouble_advice: &'static str,
    pub(super) not_found: &'static str,
    pub(super) not_found_advice: &'static str,
    pub(super) no_site: &'static str,
    /// Goes on to the page that was asked for from another site.
    pub(super) go_on: &'static str,
    pub(super) site: &'static str,
    pub(super) days: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) show: &'static str,
    pub(super) summary: &'static str,
    pub(super) visits: &'static str,
    pub(super) views: &'static str,
    pub(super) readers: &'static str,
    pub(super) pages: &'static str,
    pub(super) left_out: &'static str,
    pub(super) visits_mean: &'static str,
    pub(super) views_mean: &'static str,
    pub(super) readers_mean: &'static str,
    pub(super) pages_mean: &'static str,
    pub(super) left_out_mean: &'static str,
    pub(super) today_goes_on: &'static str,
    pub(super) not_comparable: &'static str,
    pub(super) not_known: &'static str,
    pub(super) none_before: &'static str,
    pub(super) same: &'static str,
    pub(super) by_day: &'static str,
    pub(super) by_month: &'static str,
    pub(super) by_hour: &'static str,
    pub(super) day: &'static str,
    pub(super) month: &'static str,
    pub(super) hour: &'static str,
    pub(super) no_hour: &'static str,
    pub(super) as_table: &'static str,
    pub(super) download: &'static str,
    pub(super) nothing: &'static str,
    pub(super) reasons: &'static str,
    pub(super) reason_head: &'static str,
    pub(super) meaning: &'static str,
    pub(super) period_before: &'static str,
    pub(super) change: &'static str,
    pub(super) by_article: &'static str,
    pub(super) article: &'static str,
    pub(super) by_category: &'static str,
    pub(super) category: &'static str,
    pub(super) no_category: &'static str,
    pub(super) came_from: &'static str,
    pub(super) came_from_mean: &'static str,
    pub(super) missed: &'static str,
    pub(super) missed_mean: &'static str,
    pub(super) asked: &'static str,
    pub(super) asked_by: &'static str,
    pub(super) host: &'static str,
    pub(super) other_hosts: &'static str,
    pub(super) corrections: &'static str,
    pub(super) corrections_mean: &'static str,
    pub(super) no_corrections: &'static str,
    pub(super) when: &'static str,
    pub(super) what: &'static str,
    pub(super) former: &'static str,
    pub(super) new: &'static str,
    pub(super) by: &'static str,
    pub(super) why: &'static str,
    pub(super) of_site: &'static str,
    pub(super) never_set: &'static str,
    pub(super) sums: &'static str,
    pub(super) sums_agree: &'static str,
    pub(super) sums_differ: &'static str,
    pub(super) stored: &'static str,
    pub(super) summed: &'static str,
    presets: [&'static str; 4],
    span_errors: [&'static str; 4],
    /// Each reason's name and one plain sentence, in the order of [`LeftOut::ALL`].
    reason_words: [(&'static str, &'static str); 8],
}

/// The strings of a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::Vi => &vi::WORDS,
        Language::En => &en::WORDS,
    }
}

impl Words {
    fn number(&self, value: u64) -> String {
        number(value, self.language)
    }

    pub(super) fn preset(&self, preset: Preset) -> &'static str {
        let [today, week, month, year] = self.presets;
        match preset {
            Preset::Today => today,
            Preset::Week => week,
            Preset::Month => month,
            Preset::Year => year,
        }
    }

    pub(super) fn span_error(&self, error: SpanError) -> &'static str {
        let [unknown, reversed, future, long] = self.span_errors;
        match error {
            SpanError::Unknown => unknown,
            SpanError::Reversed => reversed,
            SpanError::Future => future,
            SpanError::Long => long,
        }
    }

    pub(super) fn reason(&self, reason: LeftOut) -> (&'static str, &'static str) {
        let known = LeftOut::ALL.iter().zip(&self.reason_words).find(|(of, _)| **of == reason);
        known.map_or((reason.name(), ""), |(_, words)| *words)
    }

    /// A number that may be below zero.
    pub(super) fn signed(&self, value: i64) -> String {
        format!("{}{}", if value < 0 { "−" } else { "" }, self.number(value.unsigned_abs()))
    }

    /// What became of a number, in words for the eye and the ear.
    pub(super) fn change(&self, change: Change) -> String {
        let tenths = |sign: &str, permille: Option<u64>| {
            let Some(permille) = permille else { return String::new() };
            let (whole, tenth) = (self.number(permille / 10), permille % 10);
            match self.language {
                Language::Vi => format!(" ({sign}{whole},{tenth}\u{a0}%)"),
                Language::En => format!(" ({sign}{whole}.{tenth}%)"),
            }
        };
        let (more, less) = match self.language {
            Language::Vi => ("tăng", "giảm"),
            Language::En => ("up", "down"),
        };
        match change {
            Change::Unknown => self.not_comparable.to_owned(),
            Change::Same => self.same.to_owned(),
            Change::More(by, permille) => format!("{more} {}{}", self.number(by), tenths("+", permille)),
            Change::Less(by, permille) => format!("{less} {}{}", self.number(by), tenths("−", permille)),
        }
    }

    /// From one day to another.
    pub(super) fn span(&self, first: &str, last: &str) -> String {
        match (first == last, self.language) {
            (true, Language::Vi) => format!("ngày {first}"),
            (true, Language::En) => first.to_owned(),
            (false, Language::Vi) => format!("từ {first} đến {last}"),
            (false, Language::En) => format!("{first} to {last}"),
        }
    }

    pub(super) fn compared_with(&self, span: &str) -> String {
        match self.language {
            Language::Vi => format!("Kỳ trước để so sánh: {span}."),
            Language::En => format!("Compared with the period before: {span}."),
        }
    }

    /// That the period before is not known from its first day on.
    pub(super) fn begins(&self, first: &str) -> String {
        match self.language {
            Language::Vi => format!("Kỳ trước chỉ có số liệu từ ngày {first}."),
            Language::En => format!("Of the period before, nothing is known until {first}."),
        }
    }

    pub(super) fn before(&self, value: u64) -> String {
        match self.language {
            Language::Vi => format!("kỳ trước {}", self.number(value)),
            Language::En => format!("{} before", self.number(value)),
        }
    }

    /// What the bars of a chart are, for who does not see it.
    pub(super) fn chart(&self, heading: &str, visits: u64, views: u64) -> String {
        let (visits, views) = (self.number(visits), self.number(views));
        match self.language {
            Language::Vi => format!(
                "{heading}: biểu đồ cột, cả kỳ {visits} lượt truy cập và {views} lượt xem bài. Số liệu từng cột ở bảng ngay bên dưới."
            ),
            Language::En => format!(
                "{heading}: bar chart, {visits} visits and {views} article views in all. The number of each bar is in the table right below."
            ),
        }
    }

    /// That a table shows only its first rows.
    pub(super) fn first_of(&self, shown: usize, all: usize) -> String {
        match self.language {
            Language::Vi => format!("{shown} bài được xem nhiều nhất trong {all} bài; tệp CSV có đủ tất cả."),
            Language::En => format!("The {shown} most read of {all} articles; the CSV file has all of them."),
        }
    }

    /// That a table shows only its newest rows.
    pub(super) fn newest_of(&self, shown: usize, all: usize) -> String {
        match self.language {
            Language::Vi => format!("{shown} dòng mới nhất trong {all} dòng; tệp CSV có đủ tất cả."),
            Language::En => format!("The {shown} newest of {all} rows; the CSV file has all of them."),
        }
    }

    pub(super) fn of_articles(&self, all: usize) -> String {
        match self.language {
            Language::Vi => format!("Số khởi điểm của bài viết ({all})"),
            Language::En => format!("Starting numbers of articles ({all})"),
        }
    }

    pub(super) fn of_article(&self, article: u64) -> String {
        match self.language {
            Language::Vi => format!("Lượt xem của bài số {article}"),
            Language::En => format!("Views of article {article}"),
        }
    }

    /// How often a source has failed.
    pub(super) fn failed_times(&self, times: u32) -> String {
        let times = self.number(times.into());
        match self.language {
            Language::Vi => format!("({times} lần liên tiếp)"),
            Language::En => format!("({times} times in a row)"),
        }
    }

    /// What a source has brought.
    pub(super) fn brought(&self, new: u64, changed: u64, withdrawn: u64) -> String {
        let [new, changed, withdrawn] = [new, changed, withdrawn].map(|number| self.number(number));
        match self.language {
            Language::Vi => format!("{new} bài mới, {changed} bài sửa, {withdrawn} bài gỡ"),
            Language::En => format!("{new} new, {changed} changed, {withdrawn} withdrawn"),
        }
    }

    /// That signing in was tried too often.
    pub(super) fn wait(&self, seconds: i64) -> String {
        match self.language {
            Language::Vi => format!("Đã thử đăng nhập quá nhiều lần. Xin đợi {seconds} giây rồi thử lại."),
            Language::En => format!("Signing in was tried too often. Please wait {seconds} seconds and try again."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_said_and_not_only_signed() {
        let vi = words(Language::Vi);
        assert_eq!(vi.change(Change::More(1_200, Some(345))), "tăng 1.200 (+34,5\u{a0}%)");
        assert_eq!(vi.change(Change::Less(3, Some(10))), "giảm 3 (−1,0\u{a0}%)");
        assert_eq!(vi.change(Change::More(3, None)), "tăng 3");
        assert_eq!(words(Language::En).change(Change::Less(1_200, Some(12_345))), "down 1,200 (−1,234.5%)");
        assert_eq!(vi.signed(-1_500), "−1.500");
    }

    #[test]
    fn each_reason_has_words_of_its_own_in_both_languages() {
        for language in [Language::Vi, Language::En] {
            let mut said: Vec<_> = LeftOut::ALL.map(|reason| words(language).reason(reason)).to_vec();
            assert!(said.iter().all(|(name, meaning)| !name.is_empty() && meaning.ends_with('.')));
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), LeftOut::ALL.len());
        }
        assert_eq!(words(Language::Vi).reason(LeftOut::Staff).0, "Nội bộ cơ quan");
    }
}
