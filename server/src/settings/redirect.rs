//! `[[site.redirect]]`: a pattern of old addresses, and what they lead to.

use super::reader::Section;
use crate::redirects::{BadPattern, Ours, Pattern};

pub(super) fn read(section: &Section<'_>, ours: &Ours) -> Option<Pattern> {
    const FROM: &str = "an address of the old site, such as \"/tintuc/Post.aspx?ItemID={source_id}\", with `*` and one of \
                        {source_id}, {id}, {slug}";
    const TO: &str = "a path of this site, such as \"/tin/{source_id}\" or \"/chuyen-muc/thong-bao\", or \"gone\"";
    let written = |key, allowed| section.text(key, allowed, |text| Some(text.to_owned()));
    let (from, to) = (written("from", FROM), written("to", TO));
    let source = section.text("source", "the name of a source", |text| (!text.is_empty()).then(|| text.to_owned()));
    section.finish();
    let Some(from) = from else {
        section.refuse("from", "missing or wrong".to_owned(), FROM);
        return None;
    };
    match Pattern::parse(&from, to.as_deref(), source.as_deref(), ours) {
        Ok(pattern) => Some(pattern),
        Err(BadPattern::To(error)) => {
            section.refuse("to", format!("wrong: {error}"), TO);
            None
        }
        Err(error @ (BadPattern::NoTo | BadPattern::ToField(_))) => {
            section.refuse("to", error.to_string(), TO);
            None
        }
        Err(error) => {
            section.refuse("from", format!("`{from}`: {error}"), FROM);
            None
        }
    }
}
