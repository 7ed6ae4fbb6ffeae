//! The iframes of a page that show ours.

use url::Url;

use super::judge::{Answer, Answers, Finding, Ours};
use super::page::{Element, HostPage};
use super::policy::{Load, may_frame};

/// Site and kind that a frame's address names; `None` for any other address.
pub(super) fn parts(address: &Url) -> Option<(String, String)> {
    let (_, rest) = address.path().split_once("/khung/")?;
    let (site, kind) = rest.split_once('/').unwrap_or((rest, ""));
    Some((site.to_owned(), kind.to_owned()))
}

/// Our frames on a page, and where they lead.
pub(super) fn frames(page: &HostPage) -> Vec<(&Element, Url)> {
    let frames = page.elements.iter().filter(|element| element.name == "iframe");
    frames
        .filter_map(|element| Some((element, page.whole(element.get("src"))?)))
        .filter(|(_, address)| parts(address).is_some())
        .collect()
}

pub(super) fn judge(page: &HostPage, ours: &Ours, answers: &Answers) -> Vec<Finding> {
    let mut found: Vec<Finding> =
        frames(page).iter().flat_map(|(element, address)| one(page, ours, element, address, answers)).collect();
    found.extend(sizing(page));
    found
}

fn one(page: &HostPage, ours: &Ours, element: &Element, address: &Url, answers: &Answers) -> Vec<Finding> {
    let mut found = Vec::new();
    let (site, kind) = parts(address).unwrap_or_default();
    if ours.has(address) == Some(false) {
        found.push(Finding::stop(
            format!("an iframe leads to {address}, which is no address of a site that is set here"),
            "correct the address, or add it as `origin` or in `hosts` to the site in bantin.toml",
        ));
    } else if ours.site(&site).is_none() {
        found.push(Finding::stop(
            format!("an iframe names the site `{site}`, which is not there"),
            format!("there are: {}", ours.ids()),
        ));
    } else if !matches!(kind.as_str(), "tin" | "bo-dem") {
        found.push(Finding::stop(
            format!("an iframe leads to {address}, and there is no such frame"),
            format!("allowed: /khung/{site}/tin, /khung/{site}/bo-dem"),
        ));
    } else if let Some(answer) = answers.get(address) {
        match answer {
            Err(reason) => found.push(Finding::stop(
                format!("an iframe shows no news: {reason}"),
                "open that address in a browser: the frame says what is wrong with it",
            )),
            Ok(answer) => found.extend(answered(page, element, address, answer)),
        }
    }
    if page.is_mixed(address) {
        found.push(Finding::stop(
            format!("the page is https and an iframe is not: {address}"),
            "write https:// into the iframe; the news server needs a certificate",
        ));
    }
    found.extend(
        page.policies
            .blocking(Load::Frame, address, "", "")
            .into_iter()
            .map(|blocked| Finding::blocked("the iframe", blocked)),
    );
    found.extend(sandboxed(element));
    found
}

/// What browsers are told with the frame.
fn answered(page: &HostPage, element: &Element, address: &Url, answer: &Answer) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(says) = answer.header("x-frame-options").filter(|_| address.origin() != page.address.origin()) {
        // Where there are `frame-ancestors` browsers leave it out of account; older ones do not.
        found.push(Finding::stop(
            format!("{address} is sent with `X-Frame-Options: {says}`: the news server itself sends none"),
            "let the proxy before the news server not add that header below /khung/",
        ));
    }
    let policies: Vec<&str> =
        answer.headers.get_all("content-security-policy").iter().filter_map(|value| value.to_str().ok()).collect();
    if let Some(policy) = policies.iter().find(|policy| !may_frame(policy, address, &page.address)) {
        let said =
            policy.split([';', ',']).map(str::trim).find(|part| part.starts_with("frame-ancestors")).unwrap_or(policy);
        found.push(Finding::stop(
            format!("{address} may not stand on {}: `{said}`", page.origin()),
            format!("add \"{}\" to `embed_origins` of the site in bantin.toml, and restart the server", page.origin()),
        ));
    }
    if page.is_isolated && element.get("credentialless").is_none() {
        let shares = answer.header("cross-origin-resource-policy") == Some("cross-origin");
        let isolated =
            answer.header("cross-origin-embedder-policy").is_some_and(|said| !said.starts_with("unsafe-none"));
        if !shares || !isolated {
            found.push(Finding::stop(
                format!("the page is isolated (Cross-Origin-Embedder-Policy), and {address} comes without the headers that allow it there"),
                "let the proxy before the news server pass on Cross-Origin-Resource-Policy and Cross-Origin-Embedder-Policy",
            ));
        }
    }
    found
}

/// What an iframe's own sandbox takes from it.
fn sandboxed(element: &Element) -> Option<Finding> {
    let allowed = element.get("sandbox")?.to_ascii_lowercase();
    let has = |token: &str| allowed.split_ascii_whitespace().any(|known| known == token);
    let mut missing = Vec::new();
    if !has("allow-top-navigation") && !has("allow-top-navigation-by-user-activation") {
        missing.push("allow-top-navigation-by-user-activation");
    }
    missing.extend(["allow-scripts", "allow-same-origin"].into_iter().filter(|token| !has(token)));
    (!missing.is_empty()).then(|| {
        Finding::note(
            "an iframe is sandboxed: its links lead nowhere, or its numbers stand still",
            format!("add `{}` to its `sandbox`", missing.join(" ")),
        )
    })
}

/// The optional second line.
fn sizing(page: &HostPage) -> Vec<Finding> {
    let scripts = page.elements.iter().filter(|element| element.name == "script");
    let lines = scripts.filter_map(|element| Some((element, page.whole(element.get("src"))?)));
    lines
        .filter(|(_, address)| address.path().rsplit('/').next() == Some("khung.js"))
        .flat_map(|(element, address)| {
            page.policies.blocking(Load::Script, &address, element.get("nonce").unwrap_or_default(), "")
        })
        .map(|blocked| Finding {
            stops: false,
            ..Finding::blocked("khung.js, so frames keep the height that is written", blocked)
        })
        .collect()
}
