//! Ids that nobody can guess and no two pages share.

use super::document::window;

/// 32 hexadecimal digits from the browser's own generator; `None` where it has none.
#[must_use]
pub fn id() -> Option<String> {
    let mut bytes = [0_u8; 16];
    window()?.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
