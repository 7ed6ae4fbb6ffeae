//! Policies and pages, judged.

use axum::http::{HeaderMap, HeaderName};
use bantin_api::{Category, Site};
use proptest::prelude::*;
use url::Url;

use super::policy::{Blocked, Load, Policies, Sandbox, may_frame};
use super::{Answer, Answers, Finding, HostPage, Ours, Served, judge};
use crate::settings::SiteSettings;

fn policies(headers: &[&str]) -> Policies {
    let mut policies = Policies::new(&Url::parse("https://www.example/tin").unwrap());
    headers.iter().for_each(|header| policies.header(header));
    policies
}

fn news() -> Url {
    Url::parse("https://news.example/embed.js").unwrap()
}

fn script(header: &str) -> Vec<Blocked> {
    policies(&[header]).blocking(Load::Script, &news(), "abc", "")
}

#[test]
fn the_most_special_directive_decides_and_the_general_one_is_left_alone() {
    for allowed in [
        "img-src 'none'",
        "default-src https:",
        "default-src 'none'; script-src news.example",
        "script-src 'none'; script-src-elem https://news.example",
        "script-src *.example",
        "script-src 'nonce-abc' 'strict-dynamic'",
        "script-src HTTPS://NEWS.EXAMPLE/",
    ] {
        assert_eq!(script(allowed), [], "{allowed}");
    }
    for (blocked, says, instead) in [
        ("default-src 'self'", "default-src 'self'", "write `script-src 'self' https://news.example`"),
        ("default-src 'none'", "default-src 'none'", "write `script-src https://news.example`"),
        (
            "default-src *; script-src 'self' a.example",
            "script-src 'self' a.example",
            "write `script-src 'self' a.example https://news.example`",
        ),
        ("script-src", "script-src", "write `script-src https://news.example`"),
        (
            "script-src http://news.example:8080",
            "script-src http://news.example:8080",
            "write `script-src http://news.example:8080 https://news.example`",
        ),
    ] {
        let found = script(blocked);
        assert_eq!((found[0].says.as_str(), found[0].instead.as_str()), (says, instead), "{blocked}");
    }
    let dynamic = script("script-src 'nonce-other' 'strict-dynamic' https://news.example");
    assert!(dynamic[0].instead.contains("give the script line the page's nonce"), "{dynamic:?}");
}

#[test]
fn each_policy_has_its_say() {
    let header = "script-src *, default-src 'self'";
    let mut both = policies(&[header, "script-src https:"]);
    both.meta("connect-src 'self'; script-src 'none'; sandbox");
    let at: Vec<_> = both.blocking(Load::Script, &news(), "", "").into_iter().map(|blocked| blocked.at).collect();
    assert_eq!(at, ["the header Content-Security-Policy", "<meta http-equiv=Content-Security-Policy>"]);
    assert_eq!(both.blocking(Load::Fetch, &news(), "", "").len(), 2);
    assert_eq!(both.sandbox(), None, "in a page a sandbox is left out of account");
}

#[test]
fn wasm_needs_its_word_in_every_policy() {
    let wasm = |header: &str| policies(&[header]).without_wasm(&news());
    for allowed in ["img-src 'none'", "script-src 'unsafe-eval'", "default-src 'self' 'wasm-unsafe-eval'"] {
        assert_eq!(wasm(allowed), [], "{allowed}");
    }
    assert_eq!(
        wasm("default-src 'self'")[0].instead,
        "write `script-src 'self' https://news.example 'wasm-unsafe-eval'`"
    );
    assert_eq!(wasm("script-src 'wasm-unsafe-eval', script-src a.example").len(), 1);
}

#[test]
fn trusted_types_are_named_and_may_be_made_twice() {
    let names = ["bantin", "dompurify"];
    let types = |header: &str| policies(&[header, "require-trusted-types-for 'script'"]).without_types(&names);
    assert_eq!(policies(&["trusted-types 'none'"]).without_types(&names), [], "nobody requires any");
    for allowed in [
        "script-src a.example",
        "trusted-types * 'allow-duplicates'",
        "trusted-types bantin dompurify 'allow-duplicates'",
    ] {
        assert_eq!(types(allowed), [], "{allowed}");
    }
    for blocked in [
        "trusted-types",
        "trusted-types 'none'",
        "trusted-types bantin dompurify",
        "trusted-types bantin 'allow-duplicates'",
    ] {
        assert!(
            types(blocked)[0].instead.contains("bantin") && types(blocked)[0].instead.contains("'allow-duplicates'"),
            "{blocked}"
        );
    }
}

#[test]
fn a_sandbox_takes_scripts_and_origin() {
    assert_eq!(policies(&["sandbox"]).sandbox(), Some(Sandbox { scripts: false, origin: false }));
    let open = policies(&["sandbox allow-scripts allow-same-origin"]).sandbox();
    assert_eq!(open, Some(Sandbox { scripts: true, origin: true }));
    assert_eq!(policies(&["default-src 'self'"]).sandbox(), None);
}

#[test]
fn frames_stand_only_where_their_ancestors_are_named() {
    let frame = Url::parse("https://news.example/khung/p5/tin").unwrap();
    let page = Url::parse("https://www.example/tin/").unwrap();
    let may = |policy: &str| may_frame(policy, &frame, &page);
    assert!(may("") && may("default-src 'none'") && may("frame-ancestors 'self' https://www.example"));
    assert!(may("frame-ancestors www.example:*") && may("frame-ancestors *"));
    assert!(
        !may("frame-ancestors 'self'")
            && !may("frame-ancestors 'none'")
            && !may("frame-ancestors http://www.example:80")
    );
    assert!(!may("frame-ancestors *, frame-ancestors 'self'"));
}

proptest! {
    #[test]
    fn any_header_is_judged_and_what_is_advised_is_enough(value in "([a-z'-]{0,12}|script-src|default-src|'none'|'self'|\\*|https:|;|,| ){0,30}") {
        for blocked in script(&value) {
            if let Some(policy) = blocked.instead.strip_prefix("write `").and_then(|rest| rest.strip_suffix('`')) {
                prop_assert_eq!(script(policy), []);
            }
        }
        policies(&[&value]).without_wasm(&news());
        policies(&[&value]).without_types(&["bantin"]);
        policies(&[&value]).sandbox();
    }
}

/// What stops a page at an https address, with these headers, when these answers are given.
fn stops(html: &str, headers: &[(&'static str, &str)], answers: &[(&str, &[(&'static str, &str)])]) -> Vec<String> {
    let found = found(html, headers, answers);
    found.into_iter().filter(|finding| finding.stops).map(|finding| finding.what).collect()
}

/// All that is found of it.
fn found(html: &str, headers: &[(&'static str, &str)], answers: &[(&str, &[(&'static str, &str)])]) -> Vec<Finding> {
    let map = |headers: &[(&'static str, &str)]| -> HeaderMap {
        headers.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    };
    let mut settings = SiteSettings::unconfigured("p5");
    settings.origin = Some("https://news.example".to_owned());
    settings.hosts = vec!["news.example".to_owned()];
    settings.embed_origins = vec!["https://www.example".to_owned()];
    let categories = vec![Category { slug: "thong-bao".into(), ..Category::default() }];
    let site = Site { id: "p5".into(), categories, ..Site::default() };
    let page = HostPage::read(&Url::parse("https://www.example/tin").unwrap(), &map(headers), html);
    let answers: Answers = answers
        .iter()
        .map(|(address, headers)| {
            (Url::parse(address).unwrap(), Ok(Answer { headers: map(headers), bytes: b"loader".to_vec() }))
        })
        .collect();
    judge(&page, &Ours(vec![Served { site, settings }]), &answers)
}

const LINES: &str =
    "<script type=module src=https://news.example/embed.js></script><bantin-news site=p5></bantin-news>";
const AS_SENT: &[(&str, &str)] =
    &[("content-type", "text/javascript; charset=utf-8"), ("access-control-allow-origin", "*")];

#[test]
fn what_a_proxy_took_from_the_script_is_missed() {
    let with = |headers| stops(LINES, &[], &[("https://news.example/embed.js", headers)]);
    assert!(with(AS_SENT).is_empty(), "{:?}", with(AS_SENT));
    assert!(with(&[("content-type", "text/html"), ("access-control-allow-origin", "*")])[0].contains("`text/html`"));
    assert!(with(&[("content-type", "text/javascript")])[0].contains("without `Access-Control-Allow-Origin: *`"));
}

#[test]
fn an_https_page_takes_nothing_that_is_not() {
    let plain = LINES.replace("https:", "http:");
    assert!(stops(&plain, &[], &[]).iter().any(|what| what.contains("the page is https and the script line is not")));
    let frame = "<iframe src=http://news.example/khung/p5/tin></iframe>";
    assert!(stops(frame, &[], &[])[0].contains("the page is https and an iframe is not"));
    let server = "<script type=module src=https://news.example/embed.js></script><bantin-news site=p5 server=http://news.example/>";
    assert!(stops(server, &[], &[])[0].contains("`server` of <bantin-news> is not"));
}

#[test]
fn a_frame_is_judged_by_what_is_sent_with_it() {
    let frame = "<iframe src=https://news.example/khung/p5/tin></iframe>";
    let with = |page: &[(&'static str, &str)], headers: &[(&'static str, &str)]| {
        stops(frame, page, &[("https://news.example/khung/p5/tin", headers)])
    };
    assert!(with(&[], &[("content-security-policy", "frame-ancestors 'self' https://www.example")]).is_empty());
    assert!(
        with(&[], &[("content-security-policy", "frame-ancestors 'self'")])[0]
            .contains("may not stand on https://www.example")
    );
    assert!(with(&[], &[("x-frame-options", "SAMEORIGIN")])[0].contains("`X-Frame-Options: SAMEORIGIN`"));
    let isolated = [("cross-origin-embedder-policy", "require-corp")];
    assert!(with(&isolated, &[])[0].contains("the page is isolated"));
    let allows = [("cross-origin-embedder-policy", "credentialless"), ("cross-origin-resource-policy", "cross-origin")];
    assert!(with(&isolated, &allows).is_empty());
    assert!(with(&[("cross-origin-embedder-policy", "unsafe-none")], &[]).is_empty());
}

#[test]
fn a_hash_is_judged_by_the_strongest_that_is_named() {
    let with = |integrity: &str| {
        let lines = LINES.replace("<script ", &format!("<script integrity='{integrity}' "));
        stops(&lines, &[], &[("https://news.example/embed.js", AS_SENT)])
    };
    let right = "sha256-1HcSzOtMeAYDAm5jJSIcG8/5BnnrwHa6pRxx6+eWcXw=";
    assert!(with(right).is_empty(), "{:?}", with(right));
    assert!(with("sha384-AAAA")[0].contains("`integrity` does not fit"));
    assert!(!with(&format!("{right} sha512-AAAA")).is_empty(), "the stronger one is wrong");
    assert!(with("md5-AAAA").is_empty(), "browsers know no such hash");
}

#[test]
fn what_the_script_loads_in_turn_must_be_allowed_too() {
    let with =
        |policy| stops(&LINES.replace("<script ", "<script nonce=abc "), &[("content-security-policy", policy)], &[]);
    for enough in
        ["script-src https://news.example/ 'unsafe-eval'", "script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'"]
    {
        assert!(with(enough).is_empty(), "{enough}: {:?}", with(enough));
    }
    let path = with("script-src https://news.example/embed.js 'wasm-unsafe-eval'");
    assert!(path.len() == 1 && path[0].contains("blocks what the script loads"), "{path:?}");
    let path = with("connect-src https://news.example/api/");
    assert!(path.len() == 1 && path[0].contains("ask the news server for"), "{path:?}");
}

#[test]
fn players_that_no_frame_may_hold_are_told_where_articles_are_read() {
    let told = |element: &str, policy: &str| {
        let page = format!("<script type=module src=https://news.example/embed.js></script>{element}");
        let found = found(&page, &[("content-security-policy", policy)], &[]);
        found.into_iter().find(|finding| finding.what.contains("videos")).map(|finding| finding.advice)
    };
    let article = "<bantin-article site=p5></bantin-article>";
    assert!(
        told(article, "frame-src 'none'")
            .unwrap()
            .contains("https://www.youtube-nocookie.com https://player.vimeo.com")
    );
    let some = told(article, "frame-src https://www.youtube-nocookie.com").unwrap();
    assert!(!some.contains("youtube") && some.contains("vimeo"), "{some}");
    assert!(told("<bantin-news site=p5 open=here></bantin-news>", "default-src 'self'").is_some());
    for (element, policy) in [("<bantin-news site=p5></bantin-news>", "frame-src 'none'"), (article, "img-src 'self'")]
    {
        assert_eq!(told(element, policy), None, "{element} {policy}");
    }
}

#[test]
fn what_is_wrong_with_the_fields_of_a_source_is_told() {
    let told = |said: &str| {
        let element = format!("{LINES}<bantin-news source=/tin {said}></bantin-news>");
        stops(&element, &[], &[]).into_iter().find(|what| what.contains("`fields`"))
    };
    for right in ["fields='title: TieuDe'", "format=page fields='item: .tin; url: a; title: a'", ""] {
        assert_eq!(told(right), None, "{right}");
    }
    for (said, wrong) in [
        ("fields='tieude: TieuDe'", "there is no field \"tieude\""),
        ("fields='item: .tin; url: a'", "there has to be a `title`"),
        ("format=page fields='title: h3 >'", "dangling combinator"),
    ] {
        assert!(told(said).unwrap().contains(wrong), "{said}");
    }
}
