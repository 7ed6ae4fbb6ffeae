//! An index in memory, of some thousand articles: where there is no server, a browser searches what it has read.

use crate::article::words_of;
use crate::index::{Field, Index, IndexedWords, Shown, Sought};
use bantin_feed::Article;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::convert::Infallible;

/// When an article was published that has no date: before all others.
pub const UNDATED: i64 = i64::MIN;

/// Seconds of an hour: times are told apart by it.
const HOUR: i64 = 3_600;

/// An index of articles that were given to it.
#[derive(Debug, Default)]
pub struct Memory {
    /// The oldest first: the id of each is its place, from 1.
    shown: Vec<Shown>,
    /// For each of those where it stood among the articles that were given.
    places: Vec<usize>,
    title: Words,
    text: Words,
    often: Words,
}

impl Memory {
    /// Takes articles in; of those with the same date what stands first is the newer.
    #[must_use]
    pub fn of(articles: &[Article]) -> Self {
        let mut memory = Self { places: (0..articles.len()).collect(), ..Self::default() };
        let article = |place: usize| articles.get(place);
        memory
            .places
            .sort_unstable_by_key(|at| (article(*at).and_then(|article| article.date_published), Reverse(*at)));
        for (article, id) in memory.places.iter().filter_map(|at| article(*at)).zip(1..) {
            let language = article.language.as_deref().and_then(|tag| tag.split('-').next()).unwrap_or_default();
            memory.shown.push(Shown {
                id,
                published: article.date_published.map_or(UNDATED, |date| date.unix()),
                pinned: article.pinned,
                language: language.to_ascii_lowercase(),
                categories: article.categories.iter().map(|category| category.slug.clone()).collect(),
            });
            let IndexedWords { title, text, often } = words_of(article);
            memory.title.take(id, &title);
            memory.text.take(id, &text);
            memory.often.take(id, &often);
        }
        memory
    }

    /// Where an article stood among those that were given, by its id.
    #[must_use]
    pub fn place(&self, id: u64) -> Option<usize> {
        self.places.get(usize::try_from(id).ok()?.checked_sub(1)?).copied()
    }

    fn published(&self, id: u64) -> Option<i64> {
        Some(self.shown.get(usize::try_from(id).ok()?.checked_sub(1)?)?.published)
    }
}

impl Index for Memory {
    type Error = Infallible;

    fn sought(&self, sought: &Sought) -> Result<Vec<u64>, Infallible> {
        let words = match sought.field {
            Field::Title => &self.title,
            Field::Text => &self.text,
            Field::Often => &self.often,
        };
        let mut found: Option<Vec<u64>> = None;
        for (at, phrase) in sought.phrases.iter().enumerate() {
            let goes_on = sought.goes_on && at + 1 == sought.phrases.len();
            let having = words.having(phrase, goes_on);
            found = Some(match found {
                Some(known) => known.into_iter().filter(|id| having.binary_search(id).is_ok()).collect(),
                None => having,
            });
        }
        let hour = |second: i64| second.div_euclid(HOUR);
        let times = hour(sought.since)..=hour(sought.until);
        let in_time = |id: &u64| self.published(*id).is_some_and(|published| times.contains(&hour(published)));
        let most = usize::try_from(sought.limit).unwrap_or(usize::MAX);
        Ok(found.unwrap_or_default().into_iter().rev().filter(in_time).take(most).collect())
    }

    fn words_known(&self, words: &[String], most: u64) -> Result<Vec<u64>, Infallible> {
        let count = |word: &String| {
            let having = self.text.having(std::slice::from_ref(word), false).len();
            most.min(u64::try_from(having).unwrap_or(u64::MAX))
        };
        Ok(words.iter().map(count).collect())
    }

    fn shown(&self) -> Result<Vec<Shown>, Infallible> {
        Ok(self.shown.clone())
    }
}

/// Which words stand where.
#[derive(Debug, Default)]
struct Words(BTreeMap<String, Vec<Place>>);

/// The id of an article, and which of its words it is, from 0. There may be a million of them in the memory of a phone.
type Place = (u32, u32);

impl Words {
    /// Takes in an article whose id is higher than those before.
    fn take(&mut self, id: u64, words: &str) {
        let Ok(id) = u32::try_from(id) else { return };
        for (word, at) in words.split_whitespace().zip(0..) {
            match self.0.get_mut(word) {
                Some(places) => places.push((id, at)),
                None => _ = self.0.insert(word.to_owned(), vec![(id, at)]),
            }
        }
    }

    /// The ids of articles where words stand next to each other, in their order; `goes_on`: the last of them may be only a beginning.
    fn having(&self, phrase: &[String], goes_on: bool) -> Vec<u64> {
        let mut found: Option<Vec<Place>> = None;
        for (word, nth) in phrase.iter().zip(0..) {
            let mut places = Vec::new();
            if goes_on && phrase.len() == nth as usize + 1 {
                let from = self.0.range(word.clone()..);
                from.take_while(|(known, _)| known.starts_with(word.as_str()))
                    .for_each(|(_, more)| places.extend(more));
                places.sort_unstable();
            } else {
                places.extend(self.0.get(word).into_iter().flatten());
            }
            found = Some(match found {
                Some(known) => {
                    known.into_iter().filter(|(id, at)| places.binary_search(&(*id, at + nth)).is_ok()).collect()
                }
                None => places,
            });
        }
        let mut ids: Vec<u64> = found.unwrap_or_default().into_iter().map(|(id, _)| u64::from(id)).collect();
        ids.dedup();
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Catalogue, Filter};
    use crate::finding::{Asking, find};
    use crate::suggesting::suggest;
    use bantin_feed::{Category, Timestamp};

    fn article(day: i64, title: &str, text: &str) -> Article {
        Article {
            title: Some(title.into()),
            content_text: Some(text.into()),
            date_published: (day > 0).then(|| Timestamp::new(day * 86_400, 420)),
            categories: vec![Category { slug: format!("c{}", day % 2), name: "Mục".into() }],
            ..Article::default()
        }
    }

    fn ward() -> Memory {
        Memory::of(&[
            article(3, "Lịch cúp nước tháng 12/2026", "Cúp nước ở gần trường."),
            article(1, "Trưởng khu phố 3 họp", "Bàn về trường lớp."),
            article(2, "Trường học mới ở khu phố 7", "Khánh thành."),
            article(0, "Không có ngày", "Trường cũ"),
        ])
    }

    /// Where what is found stood.
    fn found(memory: &Memory, typed: &str, filter: Filter) -> Vec<usize> {
        let Ok(catalogue) = Catalogue::read(memory, "vi");
        let asking = Asking { typed: typed.into(), filter, offset: 0, limit: 10 };
        let Ok(finding) = find(memory, &catalogue, &asking, &|_| None);
        finding.ids.into_iter().filter_map(|id| memory.place(id)).collect()
    }

    #[test]
    fn it_finds_what_a_database_finds() {
        let ward = ward();
        let all = |typed| found(&ward, typed, Filter::default());
        assert_eq!(all("truong"), [2, 1, 0, 3]);
        assert_eq!(all("trường"), [2, 0, 1, 3]);
        assert_eq!(all("\"cup nuoc\""), [0]);
        assert_eq!(all("\"nuoc cup\""), [0; 0]);
        assert_eq!(all("truwowngf hocj"), [2]);
        assert_eq!(all("truogn hoc"), [2]);
        assert_eq!(all(""), [0, 2, 1, 3]);
    }

    #[test]
    fn what_has_no_date_is_of_no_time() {
        let since = Filter { since: Some(0), ..Filter::default() };
        assert_eq!(found(&ward(), "truong", since), [2, 1, 0]);
        let category = Filter { category: Some("c0".into()), ..Filter::default() };
        assert_eq!(found(&ward(), "truong", category), [2, 3]);
    }

    #[test]
    fn titles_go_on() {
        let ward = ward();
        let suggested = |typed: &str| {
            let Ok(ids) = suggest(&ward, typed);
            ids.into_iter().filter_map(|id| ward.place(id)).collect::<Vec<_>>()
        };
        assert_eq!(suggested("khu ph"), [2, 1]);
        assert_eq!(suggested("trưởng kh"), [1, 2]);
        assert_eq!(suggested("gan"), [0; 0]);
    }

    #[test]
    fn times_are_told_by_the_hour_and_no_more_are_given_than_wanted() {
        let ward = ward();
        let khu = Sought::of(Field::Title, vec![vec!["khu".into(), "pho".into()]], 9);
        let Ok(late) = ward.sought(&Sought { since: 2 * 86_400 + 60, ..khu.clone() });
        assert_eq!(late, [3]);
        let Ok(one) = ward.sought(&Sought { limit: 1, ..khu });
        assert_eq!(one, [3]);
        let Ok(counts) = ward.words_known(&["truong".into(), "xa".into()], 2);
        assert_eq!(counts, [2, 0]);
    }
}
