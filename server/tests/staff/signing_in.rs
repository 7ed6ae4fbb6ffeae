//! Signing in and out: who is let in, how often one may try, and what another site cannot do.

use bantin_server::staff::{attempts, session};
use bantin_server::store::Store as _;
use reqwest::Method;
use serde_json::json;

use super::{Browser, PASSWORD, form, texts};
use crate::support::{NOON, Started, item};

async fn with_lan() -> Started {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    started.account("lan", &[]);
    started
}

#[tokio::test]
async fn nobody_sees_anything_before_signing_in() {
    let started = with_lan().await;
    let mut browser = Browser::new(&started);
    for page in ["/quan-tri/thong-ke", "/quan-tri/thong-ke.csv?bang=ngay", "/quan-tri/thong-ke?site=demo"] {
        let answer = browser.get(page).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/quan-tri/dang-nhap"), "{page}");
        assert!(answer.body.is_empty());
    }
    assert_eq!(browser.get("/quan-tri").await.header("location"), "/quan-tri/thong-ke");
    browser.sign_in("lan", PASSWORD).await;
    let page = browser.statistics("").await;
    assert_eq!(texts(&page, "h1"), ["Thống kê truy cập"]);
    assert!(texts(&page, ".who").concat().contains("Tài khoản: lan"), "{page}");
    assert_eq!(browser.get("/quan-tri/dang-nhap").await.header("location"), "/quan-tri/thong-ke");
}

#[tokio::test]
async fn every_answer_is_for_this_browser_and_this_moment_only() {
    let started = with_lan().await;
    let mut browser = Browser::signed_in(&started, "lan").await;
    for page in ["thong-ke", "thong-ke.csv?bang=ngay", "thong-ke.csv", "khong-co", "dang-nhap", "thong-ke?tu=x"] {
        let answer = browser.get(&format!("/quan-tri/{page}")).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{page}");
        assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("script"), "{policy}");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    let page = browser.statistics("").await;
    assert!(!page.contains("<script") && !page.contains("style=") && !page.contains("<style"), "{page}");
    let sheet = browser.get("/quan-tri/kieu.css").await;
    assert_eq!((sheet.status.as_u16(), sheet.header("content-type")), (200, "text/css; charset=utf-8"));
    assert!(sheet.text().contains("url(\"../fonts/"));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    let started = with_lan().await;
    let mut answers = Vec::new();
    for (name, password) in [("lan", "con đò bến Lau"), ("nobody", PASSWORD), ("Lân/..", PASSWORD), ("lan", "")] {
        let mut browser = Browser::new(&started);
        let answer = browser.sign_in(name, password).await;
        assert_eq!(answer.status.as_u16(), 403, "{name}");
        assert_eq!(answer.headers.get("set-cookie"), None, "what was held before is kept");
        answers.push(texts(&answer.text(), "#loi"));
        assert_eq!(browser.get("/quan-tri/thong-ke").await.status.as_u16(), 303);
        assert!(!answer.text().contains(PASSWORD));
    }
    assert!(answers.iter().all(|said| said == &["Tên đăng nhập hoặc mật khẩu không đúng."]), "{answers:?}");
}

#[tokio::test]
async fn who_tries_too_often_waits() {
    let started = with_lan().await;
    let mut browser = Browser::new(&started);
    for _ in 0..attempts::AT_ONCE {
        assert_eq!(browser.sign_in("lan", "wrong password").await.status.as_u16(), 403);
    }
    let answer = browser.sign_in("lan", PASSWORD).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "30"));
    assert_eq!(texts(&answer.text(), "#loi"), ["Đã thử đăng nhập quá nhiều lần. Xin đợi 30 giây rồi thử lại."]);
    // Neither from another address, nor under another name.
    let mut elsewhere = Browser::new(&started);
    elsewhere.headers = vec![("x-forwarded-for", "203.0.113.9".to_owned())];
    assert_eq!(elsewhere.sign_in("lan", PASSWORD).await.status.as_u16(), 429);
    assert_eq!(Browser::new(&started).sign_in("minh", PASSWORD).await.status.as_u16(), 429);
    assert_eq!(elsewhere.sign_in("minh", PASSWORD).await.status.as_u16(), 403);
    started.clock.set(NOON + attempts::EACH);
    assert_eq!(browser.sign_in("lan", PASSWORD).await.status.as_u16(), 303);
}

#[tokio::test]
async fn a_session_ends_after_an_idle_hour_and_after_twelve_hours() {
    let started = with_lan().await;
    let mut browser = Browser::signed_in(&started, "lan").await;
    let mut hours = 0;
    while hours < 11 {
        hours += 1;
        started.clock.set(NOON + hours * (session::IDLE - 1));
        assert_eq!(
            browser.get("/quan-tri/thong-ke").await.status.as_u16(),
            200,
            "after {hours} hours with a request each"
        );
    }
    started.clock.set(NOON + session::WHOLE - 1);
    assert_eq!(browser.get("/quan-tri/thong-ke").await.status.as_u16(), 303, "idle for an hour and a bit");
    let mut browser = Browser::new(&started);
    started.clock.set(NOON);
    browser.sign_in("lan", PASSWORD).await;
    for hours in 1..=24 {
        started.clock.set(NOON + hours * (session::IDLE / 2));
        let status = browser.get("/quan-tri/thong-ke").await.status.as_u16();
        assert_eq!(status, if hours < 24 { 200 } else { 303 }, "after {hours} half hours");
    }
}

#[tokio::test]
async fn signing_in_makes_a_token_of_its_own_and_signing_out_ends_it() {
    let started = with_lan().await;
    let mut browser = Browser::new(&started);
    browser.get("/quan-tri/dang-nhap").await;
    let before = browser.cookie.clone().unwrap();
    browser.sign_in("lan", PASSWORD).await;
    let signed_in = browser.cookie.clone().unwrap();
    assert_ne!(signed_in, before);
    let held: Vec<u8> = started.database().query_row("SELECT token FROM staff_session", [], |row| row.get(0)).unwrap();
    assert!(
        !signed_in.contains(&held.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
        "only a hash is kept"
    );
    browser.cookie = Some(before);
    assert_eq!(browser.get("/quan-tri/thong-ke").await.status.as_u16(), 303);

    browser.cookie = Some(signed_in.clone());
    let key = browser.key("/quan-tri/thong-ke").await;
    let answer = browser.post("/quan-tri/dang-xuat", &[("ma", &key)]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/quan-tri/dang-nhap"));
    assert_eq!(browser.cookie, None, "it is taken away");
    browser.cookie = Some(signed_in);
    assert_eq!(browser.get("/quan-tri/thong-ke").await.status.as_u16(), 303, "and it is worth nothing");
}

#[tokio::test]
async fn a_form_from_another_site_is_not_done() {
    let started = with_lan().await;
    let mut browser = Browser::signed_in(&started, "lan").await;
    let key = browser.key("/quan-tri/thong-ke").await;
    let own = started.url.clone();
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let with_key = form(&[("ma", &key)]);
    for (headers, body) in [
        (vec![("origin", "https://evil.example")], &with_key),
        (vec![("origin", "null")], &with_key),
        (vec![("origin", own.as_str()), ("sec-fetch-site", "same-site")], &with_key),
        (vec![("origin", own.as_str()), ("sec-fetch-site", "cross-site")], &with_key),
        (vec![], &with_key),
        (vec![("origin", own.as_str())], &String::new()),
        (vec![("origin", own.as_str())], &form(&[("ma", &"0".repeat(64))])),
    ] {
        for page in ["/quan-tri/dang-xuat", "/quan-tri/dang-nhap"] {
            let headers: Vec<_> = headers.iter().copied().chain([kind]).collect();
            let answer = browser.ask(Method::POST, page, &headers, body.clone()).await;
            assert_eq!(answer.status.as_u16(), 403, "{page} {headers:?} {body}");
        }
    }
    assert_eq!(browser.get("/quan-tri/thong-ke").await.status.as_u16(), 200, "still signed in");
    // Another browser's key is worth nothing here.
    let mut other = Browser::new(&started);
    let others = other.key("/quan-tri/dang-nhap").await;
    assert_eq!(browser.post("/quan-tri/dang-xuat", &[("ma", &others)]).await.status.as_u16(), 403);
    let answer = browser.ask(Method::DELETE, "/quan-tri/thong-ke", &[], String::new()).await;
    assert_eq!(answer.status.as_u16(), 405);
}

#[tokio::test]
async fn who_comes_by_a_link_in_a_letter_stays_signed_in() {
    let started = with_lan().await;
    let mut browser = Browser::signed_in(&started, "lan").await;
    let held = browser.cookie.take();
    let from_elsewhere = [("sec-fetch-site", "cross-site")];
    let answer = browser.ask(Method::GET, "/quan-tri/thong-ke?khoang=hom-nay", &from_elsewhere, String::new()).await;
    assert_eq!((answer.status.as_u16(), answer.headers.get("set-cookie")), (200, None));
    assert!(answer.text().contains("content=\"0; url=/quan-tri/thong-ke?khoang=hom-nay\""), "{}", answer.text());
    browser.cookie = held;
    browser.statistics("khoang=hom-nay").await;
}

#[tokio::test]
async fn the_only_cookie_is_that_of_these_pages() {
    let settings = "[[site]]\nid = \"demo\"\nlanguages = [\"vi\", \"en\"]\nhosts = [\"benlau.example\"]\n";
    let started = Started::with(settings).await;
    started.import(json!([item(1, 1)])).await;
    started.account("lan", &[]);
    for page in ["/", "/tin/1", "/api/v1/sites/demo/counts", "/robots.txt", "/quan-tri/kieu.css"] {
        assert_eq!(started.get(page).await.headers.get("set-cookie"), None, "{page}");
    }
    let lines = |answer: &crate::support::Answer| -> Vec<String> {
        answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap().to_owned()).collect()
    };
    let over_http = lines(&started.get("/quan-tri/dang-nhap").await);
    let paths: Vec<_> =
        over_http.iter().filter_map(|line| line.split("; ").find(|part| part.starts_with("Path="))).collect();
    assert_eq!(paths, ["Path=/quan-tri", "Path=/en/quan-tri"]);
    assert!(over_http.iter().all(|line| line.contains("; HttpOnly; SameSite=Strict") && !line.contains("Secure")));
    let by_proxy = [("x-forwarded-proto", "https"), ("x-forwarded-host", "benlau.example")];
    let over_https = lines(&started.get_with("/quan-tri/dang-nhap", &by_proxy).await);
    assert_eq!(over_https.len(), 1);
    assert!(
        over_https[0].starts_with("__Host-bantin-quan-tri=") && over_https[0].ends_with("; Secure"),
        "{over_https:?}"
    );
    assert!(over_https[0].contains("; Path=/;"));

    // The whole way over https, in the second language.
    let mut browser = Browser::new(&started);
    browser.headers = by_proxy.map(|(name, value)| (name, value.to_owned())).to_vec();
    let key = browser.key("/en/quan-tri/dang-nhap").await;
    let fields = form(&[("ma", &key), ("ten", " LAN "), ("mat-khau", PASSWORD)]);
    let headers = [("origin", "https://benlau.example"), ("content-type", "application/x-www-form-urlencoded")];
    let answer = browser.ask(Method::POST, "/en/quan-tri/dang-nhap", &headers, fields).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("location")),
        (303, "/en/quan-tri/thong-ke"),
        "{}",
        answer.text()
    );
    let page = browser.get("/en/quan-tri/thong-ke?khoang=7-ngay").await.text();
    assert_eq!(texts(&page, "h1"), ["Visit statistics"]);
    assert!(page.contains("href=\"/quan-tri/thong-ke?khoang=7-ngay\""), "{page}");
    assert_eq!(started.get("/vi/quan-tri/thong-ke").await.status.as_u16(), 404, "the first language has no folder");
}

#[tokio::test]
async fn a_removed_account_is_out_at_once_and_old_sessions_are_forgotten() {
    let started = with_lan().await;
    started.account("minh", &[]);
    let mut lan = Browser::signed_in(&started, "lan").await;
    let mut minh = Browser::signed_in(&started, "minh").await;
    assert!(started.store().remove_user("lan").unwrap());
    assert_eq!(lan.get("/quan-tri/thong-ke").await.status.as_u16(), 303);
    assert_eq!(lan.sign_in("lan", PASSWORD).await.status.as_u16(), 403);
    // Another password ends what the former began.
    started.account("minh", &["demo"]);
    assert_eq!(minh.get("/quan-tri/thong-ke").await.status.as_u16(), 303);
    minh.sign_in("minh", PASSWORD).await;
    let sessions =
        || -> i64 { started.database().query_row("SELECT count(*) FROM staff_session", [], |row| row.get(0)).unwrap() };
    assert_eq!(sessions(), 1);
    started.store().touch_session(&[0; 32], NOON).unwrap();
    assert_eq!(sessions(), 1, "what has ended does not come back by being used");
    started.store().forget_sessions(NOON, NOON).unwrap();
    assert_eq!(sessions(), 1);
    started.store().forget_sessions(NOON, NOON + 1).unwrap();
    assert_eq!(sessions(), 0);
}
