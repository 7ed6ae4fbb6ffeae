//! The elements: their names, and what they are told.

use bantin_feed::{PLAYER_ORIGINS, check_fields, fields_of};
use url::Url;

use super::judge::{Finding, Ours, Served};
use super::page::{Element, HostPage};
use super::policy::Load;

/// An attribute and what it may say.
type Choice = (&'static str, &'static [&'static str]);

const ADDRESSING: Choice = ("addressing", &["hash", "query"]);
const OPEN: Choice = ("open", &["site", "here", "page"]);

/// The elements, and those of their attributes that are one of a few words.
const ELEMENTS: [(&str, &[Choice]); 4] = [
    ("bantin-news", &[("layout", &["list", "compact", "cards", "ticker"]), OPEN, ADDRESSING]),
    ("bantin-article", &[ADDRESSING, OPEN]),
    ("bantin-counter", &[("layout", &["boxes", "line", "badge"])]),
    ("bantin-app", &[ADDRESSING]),
];

/// What every element may be told.
const ALL: [Choice; 4] =
    [("format", FORMATS), ("lang", &["vi", "en"]), ("date-form", &["long", "short", "day"]), ("font", &["inherit"])];

/// What a `source` may be written in.
const FORMATS: &[&str] = &[
    "auto",
    "jsonfeed",
    "wordpress",
    "sharepoint",
    "ghost",
    "liferay",
    "drupal",
    "govuk",
    "newsarticle",
    "rss",
    "atom",
    "sitemap",
    "page",
];

/// How many letters a misspelt name may be away from ours.
const NEAR: usize = 2;

fn known(name: &str) -> Option<&'static [Choice]> {
    ELEMENTS.iter().find(|(known, _)| *known == name).map(|(_, choices)| *choices)
}

/// Our elements on a page.
pub(super) fn elements(page: &HostPage) -> Vec<&Element> {
    page.elements.iter().filter(|element| known(&element.name).is_some()).collect()
}

/// Elements that are none, and look as if they were meant to be ours.
pub(super) fn misspelt(page: &HostPage) -> Vec<Finding> {
    let nearest = |element: &Element| {
        let distance = |known: &str| strsim::damerau_levenshtein(&element.name, known);
        let (name, _) = ELEMENTS.iter().min_by_key(|(known, _)| distance(known))?;
        let near = element.name.starts_with("bantin") || distance(name) <= NEAR;
        (known(&element.name).is_none() && near).then(|| {
            Finding::stop(
                format!("there is no element <{}>", element.name),
                format!("write <{name}>, and </{name}> at its end"),
            )
        })
    };
    page.elements.iter().filter_map(nearest).collect()
}

pub(super) fn judge(page: &HostPage, ours: &Ours, elements: &[&Element]) -> Vec<Finding> {
    elements.iter().flat_map(|element| one(page, ours, element)).chain(players(page, elements)).collect()
}

/// Videos of others are played in place where the page lets their players into a frame.
fn players(page: &HostPage, elements: &[&Element]) -> Option<Finding> {
    let shows_articles = |element: &&Element| {
        matches!(element.name.as_str(), "bantin-article" | "bantin-app") || element.get("open") == Some("here")
    };
    elements.iter().find(|element| shows_articles(element))?;
    let is_blocked = |origin: &&str| {
        Url::parse(origin).is_ok_and(|origin| !page.policies.blocking(Load::Frame, &origin, "", "").is_empty())
    };
    let blocked: Vec<&str> = PLAYER_ORIGINS.split(' ').filter(is_blocked).collect();
    (!blocked.is_empty()).then(|| {
        Finding::note(
            "videos in articles open on their own pages: the page's policy lets no player into a frame",
            format!("where they are to play in place, add to `frame-src`: {}", blocked.join(" ")),
        )
    })
}

/// What is wrong with where a source is said to keep what.
fn fields(element: &Element) -> Option<Finding> {
    let said = element.get("fields")?;
    let format = element.get("format").and_then(|format| format.parse().ok()).unwrap_or_default();
    let wrong = match fields_of(said) {
        Ok(fields) => check_fields(format, &fields).err()?.to_string(),
        Err(unknown) => unknown.to_string(),
    };
    Some(Finding::stop(
        format!("`fields` of <{}>: {wrong}", element.name),
        "write `name: place; name: place`, such as fields=\"item: .news li; url: a; title: a\"",
    ))
}

fn one(page: &HostPage, ours: &Ours, element: &Element) -> Vec<Finding> {
    let name = &element.name;
    let mut found = Vec::new();
    match element.get("site") {
        None if element.get("source").is_none() => found.push(Finding::stop(
            format!("<{name}> says no site"),
            format!("write site=\"…\" into it; there are: {}", ours.ids()),
        )),
        // Another server's sites are not known here.
        Some(site) if !is_elsewhere(page, ours, element) => match ours.site(site) {
            None => found.push(Finding::stop(
                format!("<{name}> names the site `{site}`, which is not there"),
                format!("there are: {}", ours.ids()),
            )),
            Some(served) => found.extend(of_site(element, served)),
        },
        _ => {}
    }
    if let Some(source) = page.whole(element.get("source")) {
        let blocked = page.policies.blocking(Load::Fetch, &source, "", "");
        found.extend(blocked.into_iter().map(|blocked| Finding::blocked("the feed that an element reads", blocked)));
    }
    if let Some(server) = page.whole(element.get("server")).filter(|server| page.is_mixed(server)) {
        found.push(Finding::stop(
            format!("the page is https and `server` of <{name}> is not: {server}"),
            "write https://",
        ));
    }
    for (attribute, allowed) in known(name).unwrap_or_default().iter().chain(&ALL) {
        if let Some(value) = element.get(attribute).filter(|value| !allowed.contains(value)) {
            found.push(Finding::note(
                format!("`{attribute}` of <{name}> is `{value}`, and is left out of account"),
                format!("allowed: {}", allowed.join(", ")),
            ));
        }
    }
    found.extend(fields(element));
    if element.get("count").is_some_and(|count| !count.parse::<u64>().is_ok_and(|count| (1..=100).contains(&count))) {
        found.push(Finding::note(format!("`count` of <{name}> is no number of articles"), "allowed: 1 to 100"));
    }
    if element.get("open") == Some("page") && element.get("page").is_none() {
        found.push(Finding::note(
            format!("<{name}> opens articles on a page of the host, and does not say on which"),
            "write page=\"/tin-tuc.html\", a page that has a <bantin-article> or <bantin-app>",
        ));
    }
    found
}

/// Whether an element asks a server that is none of ours.
fn is_elsewhere(page: &HostPage, ours: &Ours, element: &Element) -> bool {
    let server: Option<Url> = page.whole(element.get("server"));
    server.is_some_and(|server| ours.has(&server) == Some(false))
}

fn of_site(element: &Element, served: &Served) -> Option<Finding> {
    let category = element.get("category").filter(|slug| !slug.is_empty())?;
    let categories = &served.site.categories;
    if categories.iter().any(|known| known.slug == category) {
        return None;
    }
    let slugs: Vec<&str> = categories.iter().map(|category| category.slug.as_str()).collect();
    Some(Finding::stop(
        format!("<{}> names the category `{category}`, which the site `{}` has not", element.name, served.site.id),
        format!("allowed: {}", slugs.join(", ")),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bantin_feed::Format;
    use serde_json::Value;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn elements_and_their_words_are_those_of_the_one_list() {
        let known: Value = serde_json::from_str(include_str!("../../../embed-kits/elements.json")).unwrap();
        let written = |of: &Value| -> BTreeMap<String, Vec<String>> {
            let words = |(name, words): (&String, &Value)| {
                let words = words.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                Some((name.clone(), words))
            };
            of.as_object().unwrap().iter().filter_map(words).collect()
        };
        let ours = |choices: &[Choice]| -> BTreeMap<String, Vec<String>> {
            let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
            choices.iter().map(|(name, words)| ((*name).to_owned(), owned(words))).collect()
        };
        assert_eq!(ours(&ALL), written(&known["common"]));
        let formats = Format::all().chain([Format::Auto]).map(|format| format.to_string());
        assert_eq!(formats.collect::<BTreeSet<_>>(), FORMATS.iter().map(|format| (*format).to_owned()).collect());
        assert_eq!(known["elements"].as_object().unwrap().len(), ELEMENTS.len());
        for (name, choices) in ELEMENTS {
            assert_eq!(ours(choices), written(&known["elements"][name]), "{name}");
        }
    }
}
