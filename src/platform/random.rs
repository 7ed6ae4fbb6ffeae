//! Ids that nobody can guess and no two pages share.

use super::document::window;
use std::cell::OnceCell;

thread_local! {
    static PAGE: OnceCell<String> = const { OnceCell::new() };
}

/// An id of this page, while it is open; nothing where the browser can make none.
#[must_use]
pub fn page_id() -> String {
    PAGE.with(|page| page.get_or_init(|| id().unwrap_or_default()).clone())
}

/// 32 hexadecimal digits from the browser's own generator; `None` where it has none.
#[must_use]
pub fn id() -> Option<String> {
    let mut bytes = [0_u8; 16];
    window()?.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    Some(digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect())
}
