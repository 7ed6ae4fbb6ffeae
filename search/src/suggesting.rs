//! Titles that go on as somebody types.

use crate::index::{Field, Index, Sought};
use crate::looking::folded;
use crate::query::Query;

/// Titles, at most.
const MOST: usize = 6;

/// The ids of the newest articles in whose title every word is that was typed, of which the last may go on; those first that are
/// spelled so.
///
/// # Errors
/// When the index cannot be read.
pub fn suggest<E>(index: &dyn Index<Error = E>, typed: &str) -> Result<Vec<u64>, E> {
    let query = Query::read(typed);
    if query.is_empty() {
        return Ok(Vec::new());
    }
    // Behind a space or a quote the last word has been typed to its end.
    let goes_on = typed.ends_with(char::is_alphanumeric);
    let titles = |phrases: Vec<Vec<String>>| {
        let most = u64::try_from(MOST).unwrap_or(u64::MAX);
        index.sought(&Sought { goes_on, ..Sought::of(Field::Title, phrases, most) })
    };
    let phrases: Vec<Vec<String>> = query.terms.iter().map(folded).collect();
    // The last word's marks may not have been typed yet.
    let whole = query.words().count() - usize::from(goes_on);
    let spelled: Vec<Vec<String>> =
        query.words().take(whole).filter_map(|word| Some(vec![word.spelled.clone()?])).collect();
    let mut ids = Vec::new();
    if !spelled.is_empty() {
        ids = titles(spelled.into_iter().chain(phrases.iter().cloned()).collect())?;
    }
    if ids.len() < MOST {
        for id in titles(phrases)? {
            if ids.len() < MOST && !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    Ok(ids)
}
