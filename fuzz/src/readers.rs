//! Every format: what is read ends, stays in measure, leads nowhere but to the web, and is written and read back equal.

use bantin_feed::{
    Field, Format, Given, Reading, Refused, detect, read, read_json_feed, read_with_raw, write_json_feed,
};

/// Where every document came from. Its length counts: each relative address becomes as long.
const BASE: &str = "https://phuong.example/api/tin?page=1";

/// What a reader makes of a byte, at most: what is refused is named, and a relative address becomes a whole one.
const LARGEST: usize = 60;

/// Reads a document of one format.
pub(crate) fn read_as(format: Format, bytes: &[u8]) {
    let fields = [(Field::ContentHtml, "a.b".to_owned()), (Field::Category, "value/Title".to_owned())];
    // Sources that keep things in places of their own, and those that do not.
    let fields = if bytes.len().is_multiple_of(2) { &fields[..] } else { &[] };
    read_with(format, fields, bytes);
}

/// Reads a web page by a recipe: that of a list, that of an article's own page, or one whose selector the first line says.
pub(crate) fn page(bytes: &[u8]) {
    let text = |text: &str| text.to_owned();
    let list = |item: &str| {
        vec![
            (Field::Item, text(item)),
            (Field::Title, text("h3, a")),
            (Field::Url, text("a")),
            (Field::Image, text("img")),
            (Field::DatePublished, text("time, i")),
            (Field::ContentHtml, text("p, .nd")),
            (Field::Next, text("#sau")),
        ]
    };
    match bytes.len() % 3 {
        0 => read_with(Format::Page, &list("tr, li, div"), bytes),
        1 => read_with(Format::Page, &[(Field::ContentHtml, text("#nd, article"))], bytes),
        _ => {
            let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
            let (first, rest) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
            read_with(Format::Page, &list(&String::from_utf8_lossy(first)), rest);
        }
    }
}

fn read_with(format: Format, fields: &[(Field, String)], bytes: &[u8]) {
    let base = (!bytes.len().is_multiple_of(3)).then_some(BASE);
    let given = Given { base, pages: Some(9), fields };
    let Ok(reading) = read(bytes, format, &given) else {
        assert!(read_with_raw(bytes, format, &given).is_err(), "what is refused is taken with its sources");
        return;
    };
    let written = in_measure(bytes, &reading);
    leads_to_the_web_only(&reading);
    let again = read_json_feed(written.as_bytes(), None);
    assert_eq!(again.as_ref().map(|again| &again.feed), Ok(&reading.feed), "what is written is read back");
    assert_eq!(again.map(|again| again.refused), Ok(Vec::new()), "what is written is taken whole");
    let (same, sources) = read_with_raw(bytes, format, &given).unwrap_or_default();
    assert_eq!(same, reading, "with its sources it is read the same");
    assert_eq!(sources.len(), reading.feed.items.len(), "each article has its source");
}

/// Tells a format: read as that one, a document says the same.
pub(crate) fn detected(bytes: &[u8]) {
    let given = Given::from(BASE);
    match detect(bytes) {
        Ok(found) => assert_eq!(read(bytes, found.format, &given), read(bytes, Format::Auto, &given), "{found:?}"),
        Err(error) => assert_eq!(read(bytes, Format::Auto, &given), Err(error)),
    }
}

/// What a reading is as a JSON Feed, which is no larger than the document allows.
fn in_measure(bytes: &[u8], reading: &Reading) -> String {
    let written = write_json_feed(&reading.feed);
    let told = |all: &[Refused]| all.iter().map(|one| one.place.len() + one.reason.len()).sum::<usize>();
    let size = written.len() + told(&reading.refused) + told(&reading.notes);
    assert!(size <= 1_000 + LARGEST * bytes.len(), "{} bytes became {size}", bytes.len());
    written
}

fn leads_to_the_web_only(reading: &Reading) {
    let feed = &reading.feed;
    let authors = feed.authors.iter().chain(feed.items.iter().flat_map(|article| &article.authors));
    let mut all: Vec<Option<&String>> =
        authors.flat_map(|author| [author.url.as_ref(), author.avatar.as_ref()]).collect();
    all.extend([&feed.home_page_url, &feed.feed_url, &feed.next_url, &feed.icon, &feed.favicon].map(Option::as_ref));
    for article in &feed.items {
        let own = [&article.url, &article.external_url, &article.image, &article.banner_image];
        all.extend(own.map(Option::as_ref));
        all.extend(article.attachments.iter().map(|file| Some(&file.url)));
    }
    for address in all.into_iter().flatten() {
        // As a browser takes it: white space and control characters do not count.
        let plain: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let plain = plain.to_ascii_lowercase();
        for scheme in ["javascript:", "data:", "vbscript:", "file:", "blob:"] {
            assert!(!plain.starts_with(scheme), "{address:?}");
        }
    }
}
