//! What the page and its files show is what was counted.

use reqwest::StatusCode;
use serde_json::json;

use super::{Browser, texts, texts_of};
use crate::support::{NOON, Started, id, item, wanted};
use bantin_server::store::{StartWanted, Store as _};

const DAY: i64 = 86_400;

impl Started {
    async fn read(&self, visitor: &str, article: u64, from: &str) {
        let answer =
            self.visit(&json!({"id": id(), "article": article, "from": from}), &[("accept-language", visitor)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }
}

/// Lines of a file, without the mark at its start by which Excel knows UTF-8.
async fn csv(browser: &mut Browser<'_>, query: &str) -> Vec<String> {
    let answer = browser.get(&format!("/quan-tri/thong-ke.csv?{query}")).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"), "{query}");
    let text = answer.text();
    let lines = text.strip_prefix('\u{feff}').unwrap();
    lines.split_terminator("\r\n").map(str::to_owned).collect()
}

/// Four days: on the first two a little, then nothing, then today.
async fn counted() -> Started {
    let started = Started::new().await;
    let mut odd = item(2, 2);
    odd["title"] = json!("=HYPERLINK(\"http://evil.example\"), \"tin\"");
    odd["tags"] = json!(["Thông báo"]);
    started.import(json!([item(1, 1), odd])).await;
    started.account("lan", &[]);
    started.clock.set(NOON - 3 * DAY);
    started.read("a", 1, "zalo.me").await;
    started.clock.set(NOON - 2 * DAY);
    started.read("a", 1, "zalo.me").await;
    started.clock.set(NOON - 3_600);
    started.read("a", 1, "zalo.me").await;
    started.read("b", 1, "google.com").await;
    started.clock.set(NOON);
    started.read("c", 2, "zalo.me").await;
    started.read("c", 2, "zalo.me").await;
    started.visit_by("d", None).await;
    let robot = [("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")];
    started.visit(&json!({"id": id(), "article": 1}), &robot).await;
    started
}

#[tokio::test]
async fn the_page_shows_what_was_counted_beside_the_period_before() {
    let started = counted().await;
    let mut browser = Browser::signed_in(&started, "lan").await;
    let page = browser.statistics("tu=2026-11-23&den=2026-11-24").await;
    assert_eq!(
        texts(&page, ".figures dt"),
        ["Lượt truy cập", "Lượt xem bài", "Người đọc", "Lượt mở trang khác", "Lượt không tính"]
    );
    assert_eq!(texts(&page, ".total"), ["4", "3", "3", "1", "2"]);
    let counts = started.counts().await;
    assert_eq!(counts["visits"], json!({"total": 6, "today": 4}), "as the public counter says");
    let changes = texts(&page, ".change");
    assert_eq!(
        changes[..3],
        ["tăng 2 (+100,0 %) kỳ trước 2", "tăng 1 (+50,0 %) kỳ trước 2", "tăng 1 (+50,0 %) kỳ trước 2"]
    );
    assert_eq!(changes[3], "tăng 1 kỳ trước 0");
    let reasons = texts(&page, "section[aria-labelledby=khong-tinh] tbody tr");
    assert_eq!(reasons.len(), 8);
    assert!(reasons[0].starts_with("Đọc lại") && reasons[0].ends_with("1 tăng 1"), "{reasons:?}");
    assert!(reasons[1].starts_with("Máy tự động") && reasons[1].ends_with("1 tăng 1"), "{reasons:?}");
    assert!(texts(&page, "section[aria-labelledby=tong-so] h2")[0].contains("từ 23/11/2026 đến 24/11/2026"));
    assert!(page.contains("Kỳ trước để so sánh: từ 21/11/2026 đến 22/11/2026."), "{page}");

    let alone = browser.statistics("tu=2026-11-21&den=2026-11-22").await;
    assert_eq!(texts(&alone, ".total")[..2], ["2", "2"]);
    assert!(texts(&alone, ".change").iter().all(|change| change == "không so sánh được kỳ trước không có số liệu"));
    let none = browser.statistics("tu=2020-01-01&den=2020-12-31").await;
    assert_eq!(texts(&none, ".total"), ["0"; 5]);
    assert_eq!(texts(&none, "svg").len(), 0, "no chart without numbers");
}

#[tokio::test]
async fn each_chart_stands_above_the_very_same_numbers() {
    let started = counted().await;
    let mut browser = Browser::signed_in(&started, "lan").await;
    let page = browser.statistics("tu=2026-11-20&den=2026-11-24").await;
    assert_eq!(texts_of(&page, "figure.chart svg", "role"), ["img", "img"]);
    let titles = texts(&page, "figure.chart svg > title");
    assert!(titles[0].starts_with("Theo ngày: biểu đồ cột, cả kỳ 6 lượt truy cập và 5 lượt xem bài."), "{titles:?}");
    let days = texts(&page, "section[aria-labelledby=theo-ngay] figure details tbody tr");
    assert_eq!(
        days,
        [
            "20/11/2026 0 0 0 0 0",
            "21/11/2026 1 1 1 0 0",
            "22/11/2026 1 1 1 0 0",
            "23/11/2026 0 0 0 0 0",
            "24/11/2026 4 3 3 1 2"
        ]
    );
    let heights = texts_of(&page, "section[aria-labelledby=theo-ngay] rect.back", "height");
    assert_eq!(heights, ["0.000%", "25.000%", "25.000%", "0.000%", "75.000%"]);
    assert_eq!(texts_of(&page, "section[aria-labelledby=theo-ngay] rect.front", "height")[4], "100.000%");
    let hours = texts(&page, "section[aria-labelledby=theo-gio] figure details tbody tr");
    assert_eq!(
        (hours.len(), hours[11].as_str(), hours[12].as_str()),
        (24, "11:00–11:59 2 2 2 0 0", "12:00–12:59 4 3 3 1 2")
    );
    assert_eq!(texts(&page, "section[aria-labelledby=theo-bai] tbody tr")[0], "Tin 1 Không có chuyên mục 4 4");
    // One day is its hours, and a long span its months.
    let today = browser.statistics("khoang=hom-nay").await;
    assert_eq!(texts(&today, "figure.chart").len(), 1);
    let year = browser.statistics("khoang=12-thang").await;
    let months = texts(&year, "section[aria-labelledby=theo-thang] figure details tbody tr");
    assert_eq!((months.len(), months[11].as_str()), (12, "11/2026 6 5 5 1 2"));
    assert_eq!(texts_of(&year, "main [aria-current]", "href"), ["thong-ke?khoang=12-thang&site=demo"]);
}

#[tokio::test]
async fn files_hold_the_same_numbers_and_no_formula() {
    let started = counted().await;
    let mut browser = Browser::signed_in(&started, "lan").await;
    let span = "tu=2026-11-22&den=2026-11-24&site=demo";
    let file = async |browser: &mut Browser<'_>, table: &str| csv(browser, &format!("bang={table}&{span}")).await;
    let days = file(&mut browser, "ngay").await;
    assert_eq!(days[0], "Ngày,Lượt truy cập,Lượt xem bài,Người đọc,Lượt mở trang khác,Lượt không tính");
    assert_eq!(days[1..], ["2026-11-22,1,1,1,0,0", "2026-11-23,0,0,0,0,0", "2026-11-24,4,3,3,1,2"]);
    let hours = file(&mut browser, "gio").await;
    assert_eq!((hours.len(), hours[12].as_str(), hours[13].as_str()), (25, "11,2,2,2,0,0", "12,3,2,2,1,2"));
    let articles = file(&mut browser, "bai").await;
    assert_eq!(
        articles[1..],
        ["Tin 1,Không có chuyên mục,3,3", "\"'=HYPERLINK(\"\"http://evil.example\"\"), \"\"tin\"\"\",Thông báo,1,1"]
    );
    assert_eq!(file(&mut browser, "chuyen-muc").await[1..], ["Không có chuyên mục,3,3", "Thông báo,1,1"]);
    assert_eq!(file(&mut browser, "nguon").await[1..], ["zalo.me,3", "google.com,1"]);
    let left_out = file(&mut browser, "loai-bo").await;
    assert_eq!(left_out.len(), 9);
    assert!(left_out[1].starts_with("Đọc lại,") && left_out[1].ends_with(",1,0"), "{left_out:?}");
    assert_eq!(file(&mut browser, "thang").await[1..], ["2026-11,5,4,4,1,2"]);
    let answer = browser.get(&format!("/quan-tri/thong-ke.csv?bang=ngay&{span}")).await;
    let name = "attachment; filename=\"thong-ke-ngay-demo-2026-11-22-2026-11-24.csv\"";
    assert_eq!(answer.header("content-disposition"), name);
    for wrong in ["", "bang=x", "bang=ngay&tu=x", "bang=ngay&tu=2026-11-24&den=2026-11-23"] {
        let answer = browser.get(&format!("/quan-tri/thong-ke.csv?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    // What the page links to is there.
    let page = browser.statistics(span).await;
    let links = texts_of(&page, ".files a", "href");
    assert_eq!(links.len(), 6, "{links:?}");
    for link in links {
        assert_eq!(browser.get(&format!("/quan-tri/{link}")).await.status, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn days_that_cannot_be_are_told_and_something_is_shown() {
    let started = counted().await;
    let mut browser = Browser::signed_in(&started, "lan").await;
    for (query, said) in [
        ("tu=2026-11-24&den=2026-11-20", "“Đến ngày” đứng trước “Từ ngày”."),
        ("tu=2026-11-25&den=2026-11-26", "Những ngày này chưa tới."),
        ("tu=hom-qua", "Không có ngày như vậy."),
        ("khoang=mai", "Không có ngày như vậy."),
        ("tu=1999-01-01", "Mỗi lần xem được nhiều nhất mười năm."),
    ] {
        let answer = browser.get(&format!("/quan-tri/thong-ke?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        let page = answer.text();
        assert!(texts(&page, "[role=alert]")[0].starts_with(said), "{query}");
        assert_eq!(texts_of(&page, "#tu", "value"), ["2026-10-26"]);
        assert_eq!(texts(&page, ".total")[0], "6");
    }
}

#[tokio::test]
async fn what_was_set_by_hand_is_shown_and_whether_all_adds_up() {
    let started = counted().await;
    let mut browser = Browser::signed_in(&started, "lan").await;
    let page = browser.statistics("").await;
    assert!(
        page.contains("Chưa ai đặt số khởi điểm cho lượt truy cập của trang.")
            && page.contains("bantin-server visits set")
    );
    assert!(page.contains("Mọi tổng số đều bằng đúng tổng của từng ngày."));
    started.store().set_visits("demo", &wanted(37_520_817), NOON).unwrap();
    started.store().set_visits("demo", &wanted(1), NOON + 60).unwrap();
    let page = browser.statistics("").await;
    let rows = texts(&page, "section[aria-labelledby=khoi-diem] tbody tr");
    let by = "Nguyễn Thị Kiểm từ bộ đếm cũ";
    assert_eq!(rows[0], format!("24/11/2026 12:01 Lượt truy cập của trang 37.520.811 −5 {by}"));
    assert_eq!(rows[1], format!("24/11/2026 12:00 Lượt truy cập của trang 0 37.520.811 {by}"));
    let file = csv(&mut browser, "bang=khoi-diem").await;
    assert_eq!(file[1], "2026-11-24 12:01,Lượt truy cập của trang,37520811,-5,Nguyễn Thị Kiểm,từ bộ đếm cũ");
    assert_eq!(file.len(), 3);
    started.database().execute("UPDATE site_visits SET counted = 9", []).unwrap();
    let page = browser.statistics("").await;
    assert!(page.contains("Có tổng số không bằng tổng của từng ngày."), "{page}");
    assert_eq!(texts(&page, "section[aria-labelledby=kiem-tra] tbody tr"), ["visits 9 6"]);
}

#[tokio::test]
async fn nothing_that_others_wrote_is_html_here() {
    let started = Started::new().await;
    started.import(json!([item(1, 1)])).await;
    started.account("lan", &[]);
    let hostile = "<script>alert(1)</script>\"><img src=x>";
    started.store().set_visits("demo", &StartWanted { total: 5, by: hostile, reason: hostile }, NOON).unwrap();
    let mut browser = Browser::signed_in(&started, "lan").await;
    let page = browser.statistics("site=demo").await;
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    assert!(texts(&page, "section[aria-labelledby=khoi-diem] td")[3].starts_with("<script>alert(1)"), "{page}");
    let answer = Browser::new(&started).sign_in("\"><script>", "wrong password").await.text();
    assert!(!answer.contains("<script"), "{answer}");
}

#[tokio::test]
async fn what_is_looked_for_in_vain_is_told_once_enough_have_asked() {
    let started = counted().await;
    let mut browser = Browser::signed_in(&started, "lan").await;
    let told = async |browser: &mut Browser<'_>| {
        let page = browser.statistics("tu=2026-11-23&den=2026-11-24").await;
        texts(&page, "section[aria-labelledby=tim-khong-thay] tbody tr")
    };
    let ask = async |path: &str, address: &str, more: &[(&str, &str)]| {
        let headers = [&[("x-forwarded-for", address)], more].concat();
        assert_eq!(started.get_with(path, &headers).await.status, StatusCode::OK, "{path}");
    };
    let (page, api) = ("/tim-kiem?q=xe+bu%C3%BDt+%C4%91i%E1%BB%87n", "/api/v1/sites/demo/articles?q=xe+buyt+dien");
    for n in 1..=4 {
        ask(if n % 2 == 0 { page } else { api }, &format!("198.51.100.{n}"), &[]).await;
        ask(page, &format!("198.51.100.{n}"), &[]).await;
    }
    ask(page, "198.51.100.9", &[("sec-gpc", "1")]).await;
    ask(page, "198.51.100.10", &[("user-agent", "Googlebot/2.1")]).await;
    ask("/tim-kiem?q=xe+buyt+dien&from=2020-01-01", "198.51.100.11", &[]).await;
    for n in 1..=6 {
        ask("/tim-kiem?q=tin", &format!("198.51.100.{n}"), &[]).await;
        ask("/tim-kiem?q=0912345678", &format!("198.51.100.{n}"), &[]).await;
    }
    assert_eq!(told(&mut browser).await, [""; 0], "four are not enough, and the others are none");
    ask(api, "198.51.100.5", &[]).await;
    assert_eq!(told(&mut browser).await, ["xe buyt dien 5"]);
    ask(page, "198.51.100.6", &[]).await;
    assert_eq!(told(&mut browser).await, ["xe buyt dien 6"]);
    let lines = csv(&mut browser, "bang=tim-khong-thay&tu=2026-11-24&den=2026-11-24&site=demo").await;
    assert_eq!(lines, ["Điều tìm,Số người tìm", "xe buyt dien,6"]);
}
