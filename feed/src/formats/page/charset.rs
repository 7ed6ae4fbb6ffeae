//! How a page's bytes are to be read, as browsers find out (HTML standard, "determining the character encoding"): by its byte-order
//! mark, else by its `<meta>`, else by what it looks like.

use super::part::Part;
use super::recipe::Place;
use crate::encoding;
use crate::formats::xml::is_wide;

/// So many bytes are searched for a `<meta>`; the standard has 1,024, but old portals begin with more.
const SEARCHED: usize = 4096;

/// The label of a page's encoding (Encoding Standard, section 4.2); `None` for UTF-8. `said` finds what the beginning of a page
/// says of it ([`charset_said`]), `is_label` whether that is a label at all. A byte-order mark wins over it, wherever bytes are decoded.
pub fn page_encoding(
    bytes: &[u8],
    said: impl Fn(&str) -> Option<String>,
    is_label: impl Fn(&str) -> bool,
) -> Option<String> {
    // Many say one of the old ones and are UTF-8 all the same.
    if encoding::text(bytes).is_ok() {
        return None;
    }
    let beginning: String = bytes.iter().take(SEARCHED).map(|byte| char::from(*byte)).collect();
    let label = said(&beginning).map(|label| label.trim().to_ascii_lowercase()).filter(|label| is_label(label));
    match label {
        // What can be read so far is in no UTF-16.
        Some(label) if is_wide(&label) => None,
        Some(label) if label == "x-user-defined" => Some("windows-1252".to_owned()),
        Some(label) => Some(label),
        None if mostly_utf8(bytes) => None,
        // What browsers in Vietnamese take it for.
        None => Some("windows-1258".to_owned()),
    }
}

/// Whether more characters of UTF-8 than broken ones stand in it.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.chars().filter(|c| *c == '\u{FFFD}').count();
    text.chars().filter(|c| !c.is_ascii()).count() > 2 * broken
}

/// The encoding that a page names itself.
pub fn charset_said<P: Part>(page: &P) -> Option<String> {
    let metas = Place::<P>::of("meta").ok()?.selector?;
    page.select(&metas).iter().find_map(|meta| {
        let charset = meta.attribute("charset");
        let is_type =
            || meta.attribute("http-equiv").is_some_and(|name| name.trim().eq_ignore_ascii_case("content-type"));
        charset.or_else(|| meta.attribute("content").filter(|_| is_type()).and_then(|content| charset_of(&content)))
    })
}

/// What a media type says of the encoding: `text/html; charset=windows-1258`.
fn charset_of(content: &str) -> Option<String> {
    let content = content.to_ascii_lowercase();
    let (_, value) = content.split_once("charset")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    value.split(['"', '\'', ';', ' ']).next().map(str::to_owned)
}
