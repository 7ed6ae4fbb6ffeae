//! Titles that go on as somebody types.

use bantin_search::Query;

use super::looking::{Shelf, folded};
use crate::store::{ArticleRow, Field, Sought, StoreError};

/// Titles, at most.
const MOST: usize = 6;

impl Shelf<'_> {
    /// The newest articles in whose title every word is that was typed, of which the last may go on; those first that are spelled so.
    pub(super) fn suggest(&self, typed: &str) -> Result<Vec<ArticleRow>, StoreError> {
        let query = Query::read(typed);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        // Behind a space or a quote the last word has been typed to its end.
        let goes_on = typed.ends_with(char::is_alphanumeric);
        let phrases: Vec<Vec<String>> = query.terms.iter().map(folded).collect();
        // The last word's marks may not have been typed yet.
        let whole = query.words().count() - usize::from(goes_on);
        let spelled: Vec<Vec<String>> =
            query.words().take(whole).filter_map(|word| Some(vec![word.spelled.clone()?])).collect();
        let mut ids = Vec::new();
        if !spelled.is_empty() {
            let phrases = spelled.into_iter().chain(phrases.iter().cloned()).collect();
            ids = self.titles(phrases, goes_on)?;
        }
        if ids.len() < MOST {
            ids.extend(self.titles(phrases, goes_on)?);
        }
        let mut rows: Vec<ArticleRow> = Vec::new();
        for id in ids {
            if rows.len() < MOST
                && rows.iter().all(|row| row.id != id)
                && let Some(row) = self.store.article(self.site, id)?
            {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    fn titles(&self, phrases: Vec<Vec<String>>, goes_on: bool) -> Result<Vec<u64>, StoreError> {
        let most = u64::try_from(2 * MOST).unwrap_or(u64::MAX);
        self.store.sought(self.site, &Sought { goes_on, ..Sought::of(Field::Title, phrases, most) })
    }
}
