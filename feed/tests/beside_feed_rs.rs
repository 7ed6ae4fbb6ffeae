//! RSS and Atom beside another reader, `feed-rs`: every example is read by both and compared field by field. Where they differ, a rule
//! says why and proves itself on both values; a difference without a rule fails, and so does a rule without a difference.

#![cfg(test)]

use bantin_feed::{Article, Attachment, Category, Feed, Format, Given, Timestamp, plain_text, read};
use feed_rs::model::{Entry, Link, Person, Text};
use feed_rs::parser::Builder;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The address that every example came from.
const BASE: &str = "https://phuong.example/api/tin?per_page=10";

/// What one reader says, field by field: `feed.title`, `0.url` … What it does not say is empty.
type Said = BTreeMap<String, String>;

/// A value that the two do not agree on.
struct Difference<'d> {
    /// What is looked at, with the place of its item: `0.title`, `feed.title` …
    key: &'d str,
    /// The same without the place.
    field: &'d str,
    ours: &'d str,
    theirs: &'d str,
    /// All that either says.
    both: [&'d Said; 2],
    /// The document that both read.
    document: &'d str,
}

impl Difference<'_> {
    /// What we say about another field of the same item.
    fn our(&self, field: &str) -> &str {
        self.beside(0, field)
    }

    /// What they say about another field of the same item.
    fn their(&self, field: &str) -> &str {
        self.beside(1, field)
    }

    fn beside(&self, which: usize, field: &str) -> &str {
        let place = self.key.strip_suffix(self.field).unwrap_or_default();
        self.both[which].get(&format!("{place}{field}")).map_or("", String::as_str)
    }

    fn only_we(&self, field: &str) -> bool {
        self.field == field && self.theirs.is_empty()
    }

    fn only_they(&self, field: &str) -> bool {
        self.field == field && self.ours.is_empty()
    }
}

/// Why the two may differ.
struct Rule {
    because: &'static str,
    holds: fn(&Difference) -> bool,
}

fn examples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples");
    let files = ["rss", "atom"].iter().flat_map(|format| fs::read_dir(root.join(format)).unwrap());
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xml"));
    files.sort();
    files
}

fn put(said: &mut Said, key: &str, value: Option<impl Into<String>>) {
    if let Some(value) = value.map(Into::into).filter(|value| !value.is_empty()) {
        said.insert(key.to_owned(), value);
    }
}

fn listed<T>(all: &[T], name: impl Fn(&T) -> Option<String>) -> Option<String> {
    Some(all.iter().filter_map(name).collect::<Vec<_>>().join(" | "))
}

fn ours(feed: &Feed) -> Said {
    let mut said = Said::new();
    put(&mut said, "feed.title", Some(feed.title.as_str()));
    put(&mut said, "feed.description", feed.description.as_deref());
    put(&mut said, "feed.home", feed.home_page_url.as_deref());
    put(&mut said, "feed.language", feed.language.as_deref());
    put(&mut said, "feed.icon", feed.icon.as_deref());
    put(&mut said, "feed.authors", listed(&feed.authors, |author| author.name.clone()));
    put(&mut said, "feed.next", feed.next_url.as_deref());
    for (place, article) in feed.items.iter().enumerate() {
        let Article { id, url, title, summary, image, authors, categories, attachments, language, .. } = article;
        let date = |date: Option<Timestamp>| date.map(|date| date.unix().to_string());
        let mut put = |field: &str, value: Option<String>| put(&mut said, &format!("{place}.{field}"), value);
        put("id", Some(id.clone()));
        put("url", url.clone());
        put("title", title.clone());
        put("summary", summary.clone());
        put("content", article.content_html.clone().or(article.content_text.clone()));
        put("content.at", article.external_url.clone());
        put("published", date(article.date_published));
        put("updated", date(article.date_modified));
        put("authors", listed(authors, |author| author.name.clone()));
        put("authors.at", listed(authors, |author| author.url.clone()));
        put("categories", listed(categories, |Category { name, .. }| Some(name.clone())));
        put("language", language.clone());
        put("image", image.clone());
        put("files", listed(attachments, |Attachment { url, .. }| Some(url.clone())));
        put("files.size", listed(attachments, |file| file.size_in_bytes.map(|size| size.to_string())));
    }
    said
}

fn theirs(feed: &feed_rs::model::Feed) -> Said {
    let mut said = Said::new();
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.content.clone());
    let name = |person: &Person| person.name.clone();
    put(&mut said, "feed.title", text(&feed.title));
    put(&mut said, "feed.description", text(&feed.description));
    put(&mut said, "feed.home", alternate(&feed.links));
    put(&mut said, "feed.language", feed.language.as_deref());
    put(&mut said, "feed.icon", feed.logo.as_ref().or(feed.icon.as_ref()).map(|image| image.uri.clone()));
    put(&mut said, "feed.authors", listed(&feed.authors, name));
    put(&mut said, "feed.next", linked(&feed.links, "next").next());
    for (place, entry) in feed.entries.iter().enumerate() {
        let Entry { id, title, summary, authors, categories, links, media, content, language, .. } = entry;
        let mut put = |field: &str, value: Option<String>| put(&mut said, &format!("{place}.{field}"), value);
        put("id", Some(id.clone()));
        put("url", alternate(links));
        put("title", text(title));
        put("summary", text(summary));
        put("content", content.as_ref().and_then(|content| content.body.clone()));
        put("content.at", content.as_ref().and_then(|content| Some(content.src.as_ref()?.href.clone())));
        put("published", entry.published.map(|date| date.timestamp().to_string()));
        put("updated", entry.updated.map(|date| date.timestamp().to_string()));
        put("authors", listed(authors, name));
        put("authors.at", listed(authors, |author| author.uri.clone()));
        put("categories", listed(categories, |one| Some(one.label.clone().unwrap_or_else(|| one.term.clone()))));
        put("language", language.clone());
        let contents = || media.iter().flat_map(|media| &media.content);
        let is_picture = |content: &&feed_rs::model::MediaContent| {
            content.content_type.as_ref().is_some_and(|kind| kind.ty().as_str() == "image")
        };
        let address = |content: &feed_rs::model::MediaContent| content.url.as_ref().map(ToString::to_string);
        let thumbnails = media.iter().flat_map(|media| &media.thumbnails).map(|one| one.image.uri.clone());
        put("image", contents().filter(is_picture).find_map(address).or_else(|| thumbnails.into_iter().next()));
        let files: Vec<_> = contents().filter(|content| !is_picture(content)).collect();
        let mut addresses: Vec<String> = files.iter().filter_map(|content| address(content)).collect();
        addresses.extend(linked(links, "enclosure"));
        put("files", listed(&addresses, |address| Some(address.clone())));
        let sizes = files.iter().map(|content| content.size);
        let sizes: Vec<_> = sizes
            .chain(links.iter().filter(|link| link.rel.as_deref() == Some("enclosure")).map(|link| link.length))
            .collect();
        put("files.size", listed(&sizes, |size| size.map(|size| size.to_string())));
    }
    said
}

fn alternate(links: &[Link]) -> Option<String> {
    let found = links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))?;
    Some(found.href.clone())
}

fn linked(links: &[Link], rel: &str) -> impl Iterator<Item = String> {
    links.iter().filter(move |link| link.rel.as_deref() == Some(rel)).map(|link| link.href.clone())
}

const RULES: [Rule; 18] = [
    Rule {
        because: "Atom 0.3 is read here; feed-rs finds nothing in it",
        holds: |d| d.document.contains("http://purl.org/atom/ns#") && d.theirs.is_empty(),
    },
    Rule {
        because: "XML that is not well-formed is read as far as it goes; feed-rs refuses it whole",
        holds: |d| d.both[1].contains_key(FAILED) && (d.theirs.is_empty() || d.key == FAILED),
    },
    Rule {
        because: "titles and summaries are plain text here",
        holds: |d| ["title", "summary", "feed.description"].contains(&d.field) && plain_text(d.theirs) == d.ours,
    },
    Rule {
        because: "what RSS has in `description` is the body where it has no other",
        holds: |d| {
            (d.only_we("content") && d.ours == d.their("summary"))
                || (d.only_they("summary") && d.theirs == d.our("content"))
        },
    },
    Rule {
        because: "XHTML becomes HTML here: no end of what has none, and addresses are whole where the document has a base for them",
        holds: |d| {
            d.field == "content"
                && d.theirs.contains("</br>")
                && plain_text(d.theirs) == plain_text(d.ours)
                && d.ours.matches("https://phuong.example/tin/12/").count() == 2
        },
    },
    Rule {
        because: "an address stays as it is written; feed-rs ends a bare host with a slash",
        holds: |d| d.field == "feed.home" && format!("{}/", d.ours) == d.theirs,
    },
    Rule {
        because: "of several addresses the one of HTML is where it is shown; feed-rs keeps all, in their order",
        holds: |d| d.field == "url" && format!("{}.json", d.ours) == d.theirs,
    },
    Rule {
        because: "feed-rs gives `content:encoded` the address of the document; here only a body elsewhere has one",
        holds: |d| d.only_they("content.at") && d.theirs == BASE,
    },
    Rule {
        because: "feed-rs takes the date of publication for that of the last change where there is none",
        holds: |d| d.only_they("updated") && d.theirs == d.their("published"),
    },
    Rule {
        because: "a guid that is an address is where it is shown (rssboard.org, isPermaLink)",
        holds: |d| d.only_we("url") && d.ours == d.our("id") && d.ours.starts_with("http"),
    },
    Rule {
        because: "without a guid it is `rdf:about`, the address or the words; feed-rs makes one up, for words another each time",
        holds: |d| d.field == "id" && is_made_up(d.theirs) && [d.our("url"), d.our("content")].contains(&d.ours),
    },
    Rule {
        because: "the name in brackets behind an address of mail is a name without them",
        holds: |d| d.field == "authors" && format!("({})", d.ours) == d.theirs,
    },
    Rule {
        because: "an enclosure is a file beside `media:content`; feed-rs drops it, and knows no `medium`",
        holds: |d| {
            (d.field == "files" && d.theirs.split(" | ").all(|file| d.ours.contains(file) || file == d.our("image")))
                || (d.field == "files.size" && d.ours.split(" | ").any(|size| size == d.theirs))
                || (d.only_we("image") && d.their("files").contains(d.ours))
        },
    },
    Rule {
        because: "where an item has no picture, that of its `description` is",
        holds: |d| d.only_we("image") && d.their("summary").contains("<img"),
    },
    Rule {
        because: "the address of a thumbnail may be relative",
        holds: |d| d.only_we("image") && d.document.contains(&format!("<media:thumbnail url=\"{}\"/>", last(d.ours))),
    },
    Rule {
        because: "an entry may be in a language of its own",
        holds: |d| d.only_we("language") && d.document.contains(&format!("<entry xml:lang=\"{}\">", d.ours)),
    },
    Rule {
        because: "`dc:subject` is a category",
        holds: |d| d.only_we("categories") && d.document.contains(&format!("<dc:subject>{}<", d.ours)),
    },
    Rule {
        because: "a time may go without seconds (W3C's note on dates, which Dublin Core asks for)",
        holds: |d| d.only_we("published") && d.document.contains("<dc:date>2009-04-30T08:00+07:00<"),
    },
];

/// What stands for a document that they refuse.
const FAILED: &str = "feed";

fn is_made_up(id: &str) -> bool {
    id.len() >= 32 && id.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

/// The name of a file.
fn last(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}

#[test]
fn both_readers_say_the_same_but_where_a_rule_says_why_not() {
    let mut used = [0; RULES.len()];
    let mut unexplained = Vec::new();
    for path in examples() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap();
        let document = String::from_utf8_lossy(&bytes);
        let ours = ours(&read(&bytes, Format::Auto, &Given::from(BASE)).unwrap().feed);
        let theirs = match Builder::new().base_uri(Some(BASE)).build().parse(bytes.as_slice()) {
            Ok(feed) => theirs(&feed),
            Err(error) => Said::from([(FAILED.to_owned(), error.to_string())]),
        };
        for key in ours.keys().chain(theirs.keys().filter(|key| !ours.contains_key(*key))) {
            let (our, their) = (ours.get(key).map_or("", String::as_str), theirs.get(key).map_or("", String::as_str));
            let field =
                key.split_once('.').filter(|(place, _)| *place != "feed").map_or(key.as_str(), |(_, field)| field);
            let both = [&ours, &theirs];
            let difference = Difference { key, field, ours: our, theirs: their, both, document: &document };
            match RULES.iter().position(|rule| (rule.holds)(&difference)) {
                _ if our == their => {}
                Some(rule) => used[rule] += 1,
                None => unexplained.push(format!("{name} {key}\n  ours:   {our:?}\n  theirs: {their:?}")),
            }
        }
    }
    assert!(unexplained.is_empty(), "differences without a rule:\n{}", unexplained.join("\n"));
    let idle: Vec<_> = RULES.iter().zip(used).filter(|(_, used)| *used == 0).map(|(rule, _)| rule.because).collect();
    assert!(idle.is_empty(), "rules without a difference: {idle:#?}");
}
