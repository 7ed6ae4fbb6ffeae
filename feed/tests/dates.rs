//! Dates in every form that portals and feeds were seen to use.

use bantin_feed::{Timestamp, read_date};
use proptest::prelude::*;

const VIETNAM: i16 = 420;

#[track_caller]
fn reads(wanted: &str, texts: &[&str]) {
    for text in texts {
        let date = read_date(text, VIETNAM).map(|date| date.to_rfc3339());
        assert_eq!(date.as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn the_forms_of_portals() {
    reads(
        "2019-06-26T14:15:00+07:00",
        &[
            "26 Tháng Sáu 2019 2:15:00 CH",
            // The same, decomposed; and without diacritics.
            "26 Tha\u{301}ng Sa\u{301}u 2019 2:15:00 CH",
            "26 thang sau 2019 2:15:00 ch",
            "26 THÁNG SÁU 2019 2:15:00 CH",
            "26 tháng 6 2019 02:15 CH",
            "26/06/2019 02:15 CH",
            "26/06/2019 14:15 CH",
            "26/6/2019 2:15:00 PM",
            "26/06/2019 2:15 p.m.",
            "26/06/2019 - 14:15",
            "26/06/2019 – 14:15",
            "26-06-2019-14:15",
            "26.06.2019 14:15:00.000",
            "2019/06/26 14:15",
            "14:15 | 26/06/2019",
            "14:15, Thứ Tư, 26-6-2019",
            "Thứ tư, 26/06/2019, 14:15 (GMT+7)",
            "Thứ 4, 26/06/2019 14:15",
            "Thứ 4 - 26/06/2019 - 14:15",
            "Thứ 4 - 26-06-2019 - 14:15",
            "T4, 26/06/2019 14:15",
            "Thứ Tư, ngày 26 tháng 6 năm 2019, 14:15",
            "14h15 ngày 26/6/2019",
            "14h15' 26/06/2019",
            "14 giờ 15 phút, ngày 26 tháng 6 năm 2019",
            "2 giờ 15 chiều, 26/6/2019",
            "Ngày đăng: 26/06/2019 14:15",
            "Cập nhật lúc: 14:15 26/06/2019",
            "(26/06/2019 14:15)",
            "26/06/2019\u{a0}14:15",
            "26/06/19 14:15",
        ],
    );
    reads("2020-10-02T08:20:00+07:00", &["02/10/2020 08:20 SA", "2/10/2020 8h20 sáng"]);
    reads(
        "2024-04-03T10:08:00+07:00",
        &["10:8, Thứ Tư, 3-4-2024", "Thứ Tư, 3-4-2024 10:8", "Thứ Tư, 3 tháng Tư 2024 10:08"],
    );
    reads("2022-06-28T08:31:00+07:00", &["28/06/2022 08:31 AM", "28/06/2022 08:31"]);
}

#[test]
fn noon_and_midnight() {
    reads("2019-06-26T12:05:00+07:00", &["26/06/2019 12:05 CH", "26/06/2019 12:05 PM", "26/06/2019 12:05"]);
    reads("2019-06-26T00:05:00+07:00", &["26/06/2019 12:05 SA", "26/06/2019 12:05 AM", "26/06/2019 00:05 SA"]);
    reads(
        "2019-06-26T00:00:00+07:00",
        &["26/06/2019", "2019-06-26", "20190626", "26 Tháng Sáu 2019", "26 Thg 6, 2019", "Th6 26, 2019"],
    );
}

#[test]
fn every_month_has_its_names() {
    for (month, names) in [
        (1, "Giêng|Một|1|01"),
        (2, "Hai|2"),
        (3, "Ba|03"),
        (4, "Tư|Bốn"),
        (5, "Năm|5"),
        (6, "Sáu"),
        (7, "Bảy|Bẩy"),
        (8, "Tám"),
        (9, "Chín"),
        (10, "Mười|10"),
        (11, "Mười Một|11"),
        (12, "Mười Hai|Chạp|12"),
    ] {
        for name in names.split('|') {
            let wanted = format!("2019-{month:02}-26T09:00:00+07:00");
            reads(
                &wanted,
                &[
                    &format!("26 Tháng {name} 2019 9:00:00 SA"),
                    &format!("26 tháng {name} năm 2019 9:00"),
                    &format!("Thứ Năm, 26 tháng {name}, 2019 9:00"),
                ],
            );
        }
    }
}

#[test]
fn the_forms_of_feeds() {
    reads(
        "2019-06-26T14:15:00+07:00",
        &[
            "2019-06-26T14:15:00+07:00",
            "2019-06-26T14:15:00.123+0700",
            "2019-06-26T14:15+07:00",
            "2019-06-26 14:15:00",
            "2019-06-26T14:15",
            "Wed, 26 Jun 2019 14:15:00 +0700",
            "26 Jun 2019 14:15 +0700",
            "Wed, 26 Jun 19 14:15:00 +0700 (ICT)",
            "Wednesday, 26-Jun-19 14:15:00 ICT",
            "Wed Jun 26 2019 14:15:00 GMT+0700 (Indochina Time)",
            "Wed Jun 26 2019 14:15:00 GMT+0700 (Giờ Đông Dương)",
            "Wed Jun 26 14:15:00 2019",
            "June 26, 2019 2:15 PM",
            "/Date(1561533300000+0700)/",
            "/Date(1561533300000)/",
            "1561533300",
            "1561533300000",
        ],
    );
    reads("2019-06-26T07:15:00Z", &["Wed, 26 Jun 2019 07:15:00 GMT", "2019-06-26T07:15Z", "26/06/2019 07:15 UTC"]);
    reads(
        "2019-06-26T03:15:00-04:00",
        &["Wed, 26 Jun 2019 03:15:00 EDT", "Wed, 26 Jun 2019 03:15:00 -0400", "2019-06-26T03:15-04:00"],
    );
    reads("2019-06-26T07:15:00-00:30", &["Wed, 26 Jun 2019 07:15:00 -0030", "2019-06-26 07:15:00-0030"]);
    // The English Thursday is no Vietnamese weekday.
    reads(
        "2019-06-06T00:00:00+07:00",
        &["Thu, 06 Jun 2019", "Thu 6 Jun 2019", "Thu Jun 6 2019", "Thu 6/6/2019", "Thứ 5, 6/6/2019"],
    );
    reads("1969-12-31T16:59:59-07:00", &["/Date(-1000-0700)/"]);
}

#[test]
fn the_first_and_the_last_year() {
    reads("0001-01-01T00:00:00+07:00", &["0001-01-01", "01/01/0001"]);
    reads("9999-12-31T23:59:59+07:00", &["31/12/9999 23:59:59", "31/12/9999 11:59:59 CH"]);
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "   ",
        "hôm nay, 14:15",
        "14:15",
        "tháng 6 năm 2019",
        "26/06",
        "6/26/2019",
        "30/02/2019",
        "29/2/2019",
        "00/06/2019",
        "26/13/2019",
        "26/06/0000",
        "0000-01-01T00:00:00Z",
        "26/06/10000",
        "0000-00-00 00:00:00",
        "-0001-11-30T00:00:00+00:00",
        "Wed, 30 Nov -0001 00:00:00 +0000",
        "26/06/201",
        "26/06/2019 25:00",
        "26/06/2019 14:60",
        "26/06/2019 27/06/2019",
        "26/06/2019 14:15 15:15",
        "26/06/2019 14:15 SA CH",
        "26/06/2019 lượt xem",
        "26 Tháng Không 2019",
        "26/06/2019%",
        "26/06/2019 +99",
        "/Date(x)/",
        "/Date(99999999999999999)/",
        "/Date(1561533300000+07)/",
        "99999999999999999999",
        "2019-W26-3",
        "2019年6月26日",
    ] {
        assert_eq!(read_date(text, VIETNAM), None, "{text}");
    }
    assert_eq!(read_date(&"1".repeat(5000), VIETNAM), None);
}

proptest! {
    #[test]
    fn any_text_is_read_or_none(text in "\\PC{0,60}|([-0-9/:., +()|]|thang|thu|nam|CH|h|T|Jun){0,20}") {
        if let Some(date) = read_date(&text, VIETNAM) {
            prop_assert_eq!(read_date(&date.to_rfc3339(), 0), Some(date));
        }
    }

    /// A day and a time printed as a portal prints them are that day and that time again.
    #[test]
    fn portal_forms_are_read_back(unix in -62_135_000_000i64..253_402_200_000) {
        let date = Timestamp::new(unix, VIETNAM);
        let c = date.civil();
        let twelve = (c.hour + 11) % 12 + 1;
        let half = if c.hour < 12 { "SA" } else { "CH" };
        let months = ["Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Chạp"];
        let month = months[usize::from(c.month) - 1];
        let weekdays = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
        let weekday = weekdays[usize::from(c.weekday)];
        for text in [
            format!("{} Tháng {month} {:04} {twelve}:{:02}:{:02} {half}", c.day, c.year, c.minute, c.second),
            format!("{:02}/{:02}/{:04} {twelve:02}:{:02}:{:02} {half}", c.day, c.month, c.year, c.minute, c.second),
            format!("{}:{}:{}, {weekday}, {}-{}-{:04}", c.hour, c.minute, c.second, c.day, c.month, c.year),
            format!("{weekday}, ngày {} tháng {} năm {:04} {:02}:{:02}:{:02}", c.day, c.month, c.year, c.hour, c.minute, c.second),
        ] {
            prop_assert_eq!(read_date(&text, VIETNAM), Some(date), "{}", text);
        }
    }
}
