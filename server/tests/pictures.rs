//! Pictures in sizes: made when they are asked for, kept, and refused where they are not what they should be.

use std::io::Cursor;

use bantin_server::importing::ImportReport;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Answer, Started};

/// A picture, red on the left and blue on the right.
pub fn picture(width: u32, height: u32) -> DynamicImage {
    let half = |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, half))
}

pub fn bytes(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    bytes(&picture(width, height), ImageFormat::Jpeg)
}

/// A GIF of two pictures.
fn moving() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for _ in 0..2 {
        encoder.encode_frame(image::Frame::new(picture(400, 200).into_rgba8())).unwrap();
    }
    drop(encoder);
    bytes
}

/// A PNG that says it is of 50,000 × 50,000 pixels, in 60 bytes.
pub fn bomb() -> Vec<u8> {
    let header = b"IHDR\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0";
    let crc = !header.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (!(crc & 1)).wrapping_add(1)))
    });
    [&b"\x89PNG\r\n\x1a\n\0\0\0\r"[..], header, &crc.to_be_bytes(), b"\0\0\0\0IDAT\x35\xaf\x06\x1e"].concat()
}

/// Imports one article with this file as its picture: its item in the API, and what was said of the import.
async fn with(started: &Started, name: &str, bytes: &[u8]) -> (Value, ImportReport) {
    started.file(name, bytes);
    let html = format!("<p>Một đoạn.</p><img src='{name}' alt='Ảnh'>");
    let items = json!([{ "id": "1", "title": "A", "image": name, "content_html": html }]);
    let report = started.import(items).await;
    let feed = started.get("/api/v1/sites/demo/articles/1").await.json();
    (feed["items"][0].clone(), report)
}

/// Each address of a `srcset`, and the width that it says.
fn sizes(item: &Value) -> Vec<(String, u32)> {
    let srcset = item["_bantin"]["picture"]["srcset"].as_str().unwrap();
    let size = |part: &str| {
        let (address, width) = part.split_once(' ').unwrap();
        (address.to_owned(), width.trim_end_matches('w').parse().unwrap())
    };
    srcset.split(", ").map(size).collect()
}

fn preview(item: &Value) -> String {
    format!("{}-1200.jpg", item["image"].as_str().unwrap().split_once('.').unwrap().0)
}

fn decoded(answer: &Answer) -> DynamicImage {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    image::load_from_memory(&answer.body).unwrap()
}

async fn made(started: &Started, result: &str) -> u64 {
    let text = started.get("/metrics").await.text();
    let line = format!("bantin_picture_sizes_total{{result=\"{result}\"}} ");
    text.lines().find_map(|found| found.strip_prefix(&line)).unwrap().parse().unwrap()
}

fn is_red(pixel: Rgba<u8>) -> bool {
    let [red, green, blue, _] = pixel.0;
    red > 180 && green < 80 && blue < 80
}

#[tokio::test]
async fn sizes_are_made_when_they_are_asked_for_and_kept() {
    let started = Started::new().await;
    let (item, report) = with(&started, "a.jpg", &jpeg(1_000, 500)).await;
    assert!(report.notes.is_empty(), "{:?}", report.notes);
    let known = &item["_bantin"]["picture"];
    assert_eq!((&known["width"], &known["height"]), (&json!(1_000), &json!(500)));
    let sizes = sizes(&item);
    assert_eq!(sizes.iter().map(|(_, width)| *width).collect::<Vec<_>>(), [320, 640, 960, 1_000]);
    assert_eq!(made(&started, "made").await, 0, "an import makes none");
    for (address, width) in &sizes {
        let answer = started.get(address).await;
        assert_eq!(answer.header("content-type"), "image/webp");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let picture = decoded(&answer);
        assert_eq!((picture.width(), picture.height()), (*width, width / 2));
        assert!(is_red(picture.to_rgba8()[(9, 9)]) && !is_red(picture.to_rgba8()[(width - 9, 9)]));
    }
    let answer = started.get(&preview(&item)).await;
    assert_eq!(answer.header("content-type"), "image/jpeg");
    assert_eq!(image::guess_format(&answer.body).unwrap(), ImageFormat::Jpeg);
    assert_eq!(decoded(&answer).width(), 1_000, "a preview is no larger than the picture either");
    assert_eq!(made(&started, "made").await, 5);

    let data = &started.settings.server.data;
    let kept: Vec<_> = std::fs::read_dir(data.join("sizes/demo")).unwrap().collect();
    assert_eq!(kept.len(), 5, "{kept:?}");
    started.get(&sizes[0].0).await;
    assert_eq!(made(&started, "made").await, 5, "what is kept is not made again");
    std::fs::remove_dir_all(data.join("sizes")).unwrap();
    assert_eq!(decoded(&started.get(&sizes[0].0).await).width(), 320);
    assert_eq!(started.get(item["image"].as_str().unwrap()).await.body, jpeg(1_000, 500), "the picture itself stays");
}

#[tokio::test]
async fn only_sizes_that_pages_name_are_made() {
    let started = Started::new().await;
    let (item, _) = with(&started, "a.jpg", &jpeg(500, 500)).await;
    let stem = item["image"].as_str().unwrap().split_once('.').unwrap().0.to_owned();
    for wrong in ["-960.webp", "-1920.webp", "-321.webp", "-0640.webp", "-640.jpg", "-1200.webp", "-640.png", "-.webp"]
    {
        assert_eq!(started.get(&format!("{stem}{wrong}")).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    for wrong in [
        "/media/demo/0123456789abcdef-640.webp",
        "/media/khac/0123456789abcdef-640.webp",
        "/media/..%2fdemo/x-640.webp",
    ] {
        assert_eq!(started.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    assert_eq!((made(&started, "made").await, made(&started, "failed").await), (0, 0));
    assert!(!started.settings.server.data.join("sizes").exists());
}

#[tokio::test]
async fn who_asks_at_once_waits_for_one_making() {
    let started = Started::new().await;
    let (item, _) = with(&started, "a.jpg", &jpeg(1_600, 1_200)).await;
    let (address, _) = sizes(&item)[2].clone();
    let asked = futures_util::future::join_all((0..8).map(|_| started.get(&address))).await;
    assert!(asked.iter().all(|answer| answer.status == StatusCode::OK && answer.body == asked[0].body));
    assert_eq!(made(&started, "made").await, 1);
}

#[tokio::test]
async fn a_picture_is_turned_as_its_camera_was() {
    let started = Started::new().await;
    let plain = jpeg(400, 200);
    // A quarter to the right, as cameras say it: Exif, tag 274.
    let exif = b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let turned = [&plain[..2], exif, &plain[2..]].concat();
    let (item, report) = with(&started, "a.jpg", &turned).await;
    let known = &item["_bantin"]["picture"];
    assert_eq!((&known["width"], &known["height"]), (&json!(200), &json!(400)), "{:?}", report.notes);
    for address in [sizes(&item)[0].0.clone(), preview(&item)] {
        let answer = started.get(&address).await;
        let picture = decoded(&answer).to_rgba8();
        assert_eq!(picture.dimensions(), (200, 400));
        assert!(is_red(picture[(100, 20)]) && !is_red(picture[(100, 380)]), "what was left is above");
        assert!(!answer.body.windows(4).any(|four| four == b"Exif"), "what a camera says goes no further");
    }
}

#[tokio::test]
async fn what_is_clear_stays_clear_and_is_white_in_a_preview() {
    let started = Started::new().await;
    let half = |x, _| if x < 200 { Rgba([220, 20, 20, 255]) } else { Rgba([0, 0, 0, 0]) };
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_fn(400, 300, half));
    // By its bytes it is a PNG, whatever its name says.
    let (item, _) = with(&started, "a.jpg", &bytes(&clear, ImageFormat::Png)).await;
    assert!(item["image"].as_str().unwrap().ends_with(".png"));
    let page = decoded(&started.get(&sizes(&item)[0].0).await).to_rgba8();
    assert!(is_red(page[(20, 20)]) && page[(300, 20)].0[3] == 0, "{:?}", page[(300, 20)]);
    let preview = decoded(&started.get(&preview(&item)).await).to_rgb8();
    assert!(preview[(380, 20)].0.iter().all(|part| *part > 245), "{:?}", preview[(380, 20)]);
    assert!(preview[(20, 20)].0[0] > 180);
}

#[tokio::test]
async fn what_moves_is_sent_as_it_is() {
    let started = Started::new().await;
    let (item, _) = with(&started, "a.gif", &moving()).await;
    let address = item["image"].as_str().unwrap().to_owned();
    assert_eq!(sizes(&item), [(address.clone(), 400)]);
    assert_eq!(started.get(&address).await.body, moving());
    assert_eq!(started.get(&address.replace(".gif", "-320.webp")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(decoded(&started.get(&preview(&item)).await).width(), 400, "its first picture");
}

#[tokio::test]
async fn what_is_damaged_is_decoded_once_and_sent_as_it_came() {
    let started = Started::new().await;
    let whole = bytes(&picture(700, 400), ImageFormat::Png);
    let cut = &whole[..whole.len() * 2 / 3];
    let (item, _) = with(&started, "a.png", cut).await;
    for (address, _) in sizes(&item) {
        let answer = started.get(&address).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{address}");
        assert_eq!(answer.header("cache-control"), "public, max-age=3600");
        let to =
            url::Url::parse(&format!("{}{address}", started.url)).unwrap().join(answer.header("location")).unwrap();
        assert_eq!(to.path(), item["image"]);
        assert_eq!(started.get(to.path()).await.body, cut);
    }
    assert_eq!(made(&started, "failed").await, 1);
    let refused = item["image"].as_str().unwrap().replace("/media/", "sizes/").replace(".png", ".refused");
    let reason = std::fs::read_to_string(started.settings.server.data.join(refused)).unwrap();
    assert!(reason.starts_with("is damaged: "), "{reason}");
    let page = started.get("/tin/1/a").await;
    assert!(page.status == StatusCode::OK && page.text().contains("Một đoạn."));
}

#[tokio::test]
async fn a_jpeg_that_breaks_off_shows_what_there_is() {
    let started = Started::new().await;
    let whole = jpeg(800, 600);
    let (item, _) = with(&started, "a.jpg", &whole[..whole.len() * 2 / 3]).await;
    let shown = decoded(&started.get(&sizes(&item)[0].0).await).to_rgba8();
    assert_eq!(shown.dimensions(), (320, 240));
    assert!(is_red(shown[(20, 20)]), "{:?}", shown[(20, 20)]);
    assert_eq!(started.get("/tin/1/a").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_hostile_is_not_taken_and_its_article_is_read_all_the_same() {
    let html = b"<!doctype html><script>alert(1)</script>";
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for (name, bytes, reason) in [
        ("a.png", &bomb()[..], "50000 \u{d7} 50000 pixels"),
        ("a.jpg", &html[..], "is no picture"),
        ("a.webp", &b"RIFF\0\0\0\0WEBPVP8 "[..], "is damaged"),
        ("a.svg", &svg[..], "SVG with script"),
        ("a.jpg", &svg[..], "SVG with script"),
        ("a.gif", &b""[..], "is no picture"),
    ] {
        let started = Started::new().await;
        let (item, report) = with(&started, name, bytes).await;
        assert_eq!(report.notes.len(), 1, "{name}: {:?}", report.notes);
        assert_eq!(report.notes[0].item, name);
        assert!(report.notes[0].reason.contains(reason), "{name}: {}", report.notes[0].reason);
        assert_eq!((&item["image"], &item["_bantin"]["picture"]), (&Value::Null, &Value::Null), "{name}");
        let html = item["content_html"].as_str().unwrap();
        assert!(html.starts_with("<p>Một đoạn.</p><p>Ảnh</p>"), "{name}: {html}");
        assert_eq!(started.get("/tin/1/a").await.status, StatusCode::OK);
        assert!(!started.settings.server.data.join("media/demo").exists(), "{name}");
    }
}

#[tokio::test]
async fn a_drawing_is_shown_as_a_picture_and_opened_as_nothing() {
    let started = Started::new().await;
    let (item, report) =
        with(&started, "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>").await;
    assert!(report.notes.is_empty(), "{:?}", report.notes);
    let answer = started.get(item["image"].as_str().unwrap()).await;
    assert_eq!(answer.header("content-type"), "image/svg+xml");
    assert!(answer.header("content-security-policy").starts_with("sandbox;"));
    assert_eq!(answer.header("content-disposition"), "attachment");
    assert_eq!(item["_bantin"]["picture"], Value::Null);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a decoder makes of a picture with damage anywhere is a size or a refusal.
    #[test]
    fn no_damage_makes_it_panic(
        format in proptest::sample::select(vec![ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP]),
        damage in proptest::collection::vec((any::<u16>(), any::<u8>()), 0..6),
        cut in any::<u16>(),
    ) {
        let mut file = bytes(&picture(48, 32), format);
        for (at, to) in damage {
            let at = usize::from(at) % file.len();
            file[at] = to;
        }
        file.truncate(usize::from(cut) % file.len() + 1);
        let _ = bantin_server::pictures::look(&file);
        for size in [bantin_server::pictures::Size::Page(320), bantin_server::pictures::Size::Preview] {
            if let Ok(made) = bantin_server::pictures::make(&file, size) {
                prop_assert!(image::load_from_memory(&made).is_ok());
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(file in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(bantin_server::pictures::make(&file, bantin_server::pictures::Size::Preview).is_err());
    }
}
