//! The script line, and all that the elements need of the page's policies.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use url::Url;

use super::judge::{Answer, Answers, Finding, Ours};
use super::page::{Element, HostPage};
use super::policy::Load;

/// The Trusted Types policies that the elements make.
const TYPES: [&str; 2] = ["bantin", "dompurify"];

/// The lines that name our script, and where they lead.
pub(super) fn loaders(page: &HostPage) -> Vec<(&Element, Option<Url>)> {
    let leads = |element: &Element| page.whole(element.get("src"));
    let is_ours = |address: &Url| address.path().rsplit('/').next() == Some("embed.js");
    page.elements
        .iter()
        .filter(|element| element.name == "script")
        .map(|element| (element, leads(element)))
        .filter(|(_, address)| address.as_ref().is_some_and(is_ours))
        .collect()
}

pub(super) fn judge(page: &HostPage, ours: &Ours, answers: &Answers, elements: &[&Element]) -> Vec<Finding> {
    let loaders = loaders(page);
    let mut found = Vec::new();
    if elements.is_empty() {
        found.push(Finding::stop(
            "the script line is there, but no element",
            "put an element where the news belong, such as <bantin-news site=\"…\"></bantin-news>",
        ));
    }
    if loaders.is_empty() {
        found.push(Finding::stop(
            "the elements are there, but no script line",
            "add <script type=\"module\" src=\"https://NEWS-SERVER/embed.js\"></script>",
        ));
    }
    for (element, address) in loaders {
        if let Some(address) = address {
            found.extend(line(page, ours, element, &address));
            found.extend(answered(page, element, &address, answers));
            found.extend(policies(page, element, &address));
        }
    }
    if let Some(sandbox) = page.policies.sandbox() {
        if !sandbox.scripts {
            found.push(Finding::stop(
                "the page is sandboxed without scripts (`sandbox` in its policy)",
                "add `allow-scripts` to `sandbox`",
            ));
        }
        if !sandbox.origin {
            found.push(Finding::stop(
                "the page is sandboxed without an origin of its own (`sandbox` in its policy): its visits cannot be told from a stranger's",
                "add `allow-same-origin` to `sandbox`",
            ));
        }
    }
    found
}

/// The line itself.
fn line(page: &HostPage, ours: &Ours, element: &Element, address: &Url) -> Vec<Finding> {
    let mut found = Vec::new();
    if !element.get("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("module")) {
        found.push(Finding::stop(
            "the script line is no module: browsers refuse what is in it",
            "write type=\"module\" into the script line",
        ));
    }
    if ours.has(address) == Some(false) {
        found.push(Finding::stop(
            format!("the script line leads to {address}, which is no address of a site that is set here"),
            "correct the address, or add it as `origin` or in `hosts` to the site in bantin.toml",
        ));
    }
    if page.is_mixed(address) {
        found.push(Finding::stop(
            format!("the page is https and the script line is not: {address}"),
            "write https:// into the script line; the news server needs a certificate",
        ));
    }
    found
}

/// What browsers get under the line's address.
fn answered(page: &HostPage, element: &Element, address: &Url, answers: &Answers) -> Vec<Finding> {
    let answer = match answers.get(address) {
        None => return Vec::new(),
        Some(Err(reason)) => {
            return vec![Finding::stop(
                format!("the script cannot be had: {reason}"),
                "correct the address, or see why the news server does not answer there",
            )];
        }
        Some(Ok(answer)) => answer,
    };
    let mut found = Vec::new();
    let kind = answer.header("content-type").unwrap_or_default().to_ascii_lowercase();
    if !kind.contains("javascript") {
        found.push(Finding::stop(
            format!("{address} is sent as `{kind}`, and no browser runs that as a module"),
            "see what stands between the news server and the web: the server itself sends text/javascript",
        ));
    }
    let is_foreign = address.origin() != page.address.origin();
    let allowed = answer.header("access-control-allow-origin");
    if is_foreign && !allowed.is_some_and(|allowed| allowed == "*" || allowed == page.origin()) {
        found.push(Finding::stop(
            format!("{address} comes without `Access-Control-Allow-Origin: *`, without which no page of another host gets a module"),
            "let the proxy before the news server pass that header on",
        ));
    }
    if let Some(integrity) = element.get("integrity") {
        found.extend(whole(integrity, address, answer));
    }
    found
}

/// Whether the line's hash fits what is sent.
fn whole(integrity: &str, address: &Url, answer: &Answer) -> Option<Finding> {
    let bytes = &answer.bytes;
    let hashes = [
        ("sha512", BASE64_STANDARD.encode(Sha512::digest(bytes))),
        ("sha384", BASE64_STANDARD.encode(Sha384::digest(bytes))),
        ("sha256", BASE64_STANDARD.encode(Sha256::digest(bytes))),
    ];
    let said = || integrity.split_ascii_whitespace().filter_map(|one| one.split('?').next()?.split_once('-'));
    // The strongest that is named decides; what browsers do not know they leave out of account.
    let strongest = hashes.iter().find(|(name, _)| said().any(|(known, _)| known.eq_ignore_ascii_case(name)));
    let (name, hash) = strongest?;
    if !said().any(|(known, value)| known.eq_ignore_ascii_case(name) && value == hash) {
        let [_, (_, right), _] = &hashes;
        return Some(Finding::stop(
            format!("the script line's `integrity` does not fit what {address} sends"),
            format!(
                "write integrity=\"sha384-{right}\", and take the line with `?v=` from the page /nhung, so that it stays right"
            ),
        ));
    }
    let is_pinned = address.query_pairs().any(|(key, _)| key == "v");
    (!is_pinned).then(|| {
        Finding::note(
            "the script line has `integrity`, but no `?v=`: with the next release of the news server it will no longer fit",
            "take the line with `?v=` from the page /nhung",
        )
    })
}

/// What the page's policies keep the elements from.
fn policies(page: &HostPage, element: &Element, address: &Url) -> Vec<Finding> {
    let policies = &page.policies;
    let nonce = element.get("nonce").unwrap_or_default();
    let integrity = element.get("integrity").unwrap_or_default();
    let mut found: Vec<Finding> = policies
        .blocking(Load::Loader, address, nonce, integrity)
        .into_iter()
        .map(|blocked| Finding::blocked("the script", blocked))
        .collect();
    found.extend(policies.without_wasm(address).into_iter().map(|blocked| Finding::blocked("WebAssembly", blocked)));
    found.extend(
        policies
            .without_types(&TYPES)
            .into_iter()
            .map(|blocked| Finding::blocked("the Trusted Types policies of the script", blocked)),
    );
    // Parts lie beside the script, under names of their own.
    let beside = |path: &str| address.join(path).ok();
    let wanted = [
        (Load::Part, "bantin.js", "what the script loads"),
        (Load::Fetch, "bantin.wasm", "what the elements ask the news server for"),
        (Load::Fetch, "api/v1/sites/", "what the elements ask the news server for"),
        (Load::Picture, "media/", "pictures of the news"),
    ];
    for (load, path, what) in wanted {
        let blocked = beside(path).map(|address| policies.blocking(load, &address, nonce, "")).unwrap_or_default();
        found.extend(blocked.into_iter().map(|blocked| Finding::blocked(what, blocked)));
    }
    found
}
