//! The staff's pages, as a browser meets them.

mod accounts;
mod numbers;
mod signing_in;
mod sources;

use bantin_server::staff::password;
use bantin_server::store::{Sites, Store as _, UserRow};
use reqwest::Method;
use scraper::{Html, Selector};

use crate::support::{Answer, Started};

/// The password of everybody here.
const PASSWORD: &str = "Con đò bến Lau";

impl Started {
    /// An account that may see these sites; all of them where none is named.
    fn account(&self, name: &str, sites: &[&str]) {
        let sites = match sites {
            [] => Sites::All,
            ids => Sites::Only(ids.iter().map(|id| (*id).to_owned()).collect()),
        };
        let password = password::hash(PASSWORD).unwrap();
        self.store().put_user(&UserRow { name: name.to_owned(), password, sites, made: 1 }).unwrap();
    }
}

/// A browser at one server: what it holds, and what it sends with every request.
struct Browser<'s> {
    started: &'s Started,
    cookie: Option<String>,
    headers: Vec<(&'static str, String)>,
}

impl<'s> Browser<'s> {
    fn new(started: &'s Started) -> Self {
        Self { started, cookie: None, headers: Vec::new() }
    }

    /// One that is signed in.
    async fn signed_in(started: &'s Started, name: &str) -> Self {
        let mut browser = Self::new(started);
        let answer = browser.sign_in(name, PASSWORD).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (303, "/quan-tri/thong-ke"),
            "{}",
            answer.text()
        );
        browser
    }

    async fn ask(&mut self, method: Method, path: &str, more: &[(&str, &str)], body: String) -> Answer {
        let mut headers: Vec<(&str, &str)> = self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        headers.extend_from_slice(more);
        if let Some(cookie) = &self.cookie {
            headers.push(("cookie", cookie));
        }
        let answer = self.started.ask(method, path, &headers, body.into_bytes()).await;
        for line in answer.headers.get_all("set-cookie") {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            self.cookie = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        answer
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], String::new()).await
    }

    /// Sends a form from a page of the site itself.
    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let origin = self.started.url.clone();
        let headers = [
            ("origin", origin.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        self.ask(Method::POST, path, &headers, form(fields)).await
    }

    /// The key that forms of a page bring along.
    async fn key(&mut self, path: &str) -> String {
        let page = self.get(path).await.text();
        let found = texts_of(&page, "input[name=ma]", "value").into_iter().next();
        found.unwrap_or_else(|| panic!("no form at {path}: {page}"))
    }

    async fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let key = self.key("/quan-tri/dang-nhap").await;
        self.post("/quan-tri/dang-nhap", &[("ma", &key), ("ten", name), ("mat-khau", password)]).await
    }

    /// The page of statistics.
    async fn statistics(&mut self, query: &str) -> String {
        let answer = self.get(&format!("/quan-tri/thong-ke?{query}")).await;
        assert_eq!(answer.status.as_u16(), 200, "{query}: {}", answer.text());
        answer.text()
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The texts of the elements that a selector finds.
fn texts(page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let found: Vec<String> = page
        .select(&Selector::parse(selector).unwrap())
        .map(|element| element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "))
        .collect();
    found
}

fn texts_of(page: &str, selector: &str, attribute: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let elements = page.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
    elements.iter().filter_map(|element| element.value().attr(attribute)).map(str::to_owned).collect()
}
