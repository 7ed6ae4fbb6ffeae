//! Dates, addresses, plain texts, names in addresses.

use bantin_feed::{Timestamp, paragraphs, percent_decode, percent_encode, plain_text, read_date, resolve, slugify};

/// A date that is read is written and read back, and has the fields of a calendar.
pub(crate) fn date(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for zone in [0, 7 * 60, -12 * 60] {
        let Some(date) = read_date(&text, zone) else { continue };
        let written = date.to_rfc3339();
        assert_eq!(Timestamp::parse_rfc3339(&written), Some(date), "{written}");
        assert_eq!(read_date(&written, 0), Some(date), "{written}");
        assert_eq!(Timestamp::from_civil(&date.civil(), date.offset_minutes()), Some(date), "{written}");
    }
}

/// An address is resolved once: what is whole stays. The first line is what it is relative to.
pub(crate) fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (base, reference) = text.split_once('\n').unwrap_or(("https://phuong.example/tin/", &text));
    let once = resolve(base, reference);
    assert!(once.len() <= base.len() + reference.len() + 2, "{once:?}");
    let starts_with_scheme = once.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(|c| c.is_ascii_alphanumeric())
    });
    if starts_with_scheme || once.starts_with('/') {
        assert_eq!(resolve(base, &once), once);
    }
}

/// A plain text is one line without white space around it; as paragraphs it is text again.
pub(crate) fn plain(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let text = plain_text(&html);
    assert!(text.len() <= html.len(), "{} bytes became {}", html.len(), text.len());
    assert_eq!(text.trim(), text);
    assert!(!text.contains("  ") && !text.contains(|c: char| c.is_control()), "{text:?}");
    if !html.contains(['<', '&']) {
        assert_eq!(plain_text(&text), text);
    }
    assert_eq!(plain_text(&paragraphs(&text)), text);
}

/// A name in addresses is of letters, digits and hyphens, and any text may be a part of an address.
pub(crate) fn slug(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let slug = slugify(&text);
    assert!((1..=80).contains(&slug.len()), "{slug}");
    assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{slug}");
    assert_eq!(slugify(&slug), slug);
    assert_eq!(percent_decode(&percent_encode(&text)).as_deref(), Some(&*text));
    if let Some(decoded) = percent_decode(&text) {
        assert_eq!(percent_decode(&percent_encode(&decoded)), Some(decoded));
    }
}
