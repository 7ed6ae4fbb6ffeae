//! A real WordPress, read on schedule: hundreds of posts, pictures, categories, an edit, a deletion, a password.

use std::sync::Arc;

use bantin_scratch_wordpress::{POSTS, VARIABLE, Wordpress, files};
use reqwest::StatusCode;
use serde_json::Value;

use crate::support::{NOON, Started, until};

async fn php(wordpress: &Arc<Wordpress>, script: &'static str, given: Vec<Value>) -> Value {
    let wordpress = Arc::clone(wordpress);
    tokio::task::spawn_blocking(move || wordpress.php_with(script, &given).unwrap()).await.unwrap()
}

/// A picture large enough to be shown in sizes.
fn picture() -> String {
    use base64::Engine as _;
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(900, 600, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]))
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    base64::engine::general_purpose::STANDARD.encode(png.into_inner())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wordpress_is_read_whole_and_then_followed() {
    let Some(files) = files() else {
        println!("NOT TESTED: a real WordPress as a source. {VARIABLE} does not name the folder of its files");
        return;
    };
    let start = move || Arc::new(Wordpress::start(&files, "vi").unwrap());
    let wordpress = tokio::task::spawn_blocking(start).await.unwrap();
    let newest = php(&wordpress, POSTS, vec![picture().into()]).await;
    let settings = format!(
        "[server]\nallow_private = [\"127.0.0.1\", \"localhost\"]\n[[site]]\nid = \"demo\"\n[[site.source]]\nname = \"wp\"\n\
         address = \"{}/wp-json/wp/v2/posts?_embed=1&per_page=100&orderby=modified\"\nevery = \"10m\"\nsweep = \"1d\"\n\
         [site.source.categories]\n\"Thông báo\" = \"tin-bao\"\n",
        wordpress.url()
    );
    let started = Started::with(&settings).await;
    let total = async || started.get("/api/v1/sites/demo/articles").await.json()["_bantin"]["total"].as_u64();
    let row = async |at: i64| {
        until(async || {
            let row = started.sources().into_iter().next();
            row.filter(|row| row.leased_until == 0 && (row.state.tried == Some(at)))
        })
        .await
    };
    // It takes more than the ten seconds that are waited for elsewhere.
    while started.sources().iter().all(|row| row.leased_until != 0 || row.state.tried.is_none()) {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(total().await, Some(250), "{:?}", started.sources());
    let state = row(NOON).await.state;
    assert_eq!((state.format.as_str(), state.new, state.failures), ("wordpress", 250, 0), "{state:?}");
    assert!(state.remarks.iter().any(|remark| remark.contains("password")), "{state:?}");
    let listing = started.get("/api/v1/sites/demo/articles?per_page=1").await.json();
    let first = &listing["items"][0];
    assert_eq!(first["title"], "Tin số 250 & “trích”");
    assert_eq!(first["_bantin"]["categories"][0], "tin-bao");
    let image = first["image"].as_str().unwrap();
    assert!(image.starts_with("/media/demo/"), "{image}");
    assert_eq!(started.get(image).await.status, StatusCode::OK);
    assert!(!started.get("/api/v1/sites/demo/articles?per_page=100").await.text().contains("Nội bộ"));

    // An edit of an old post is noticed without reading everything again.
    let old = "$old = get_posts(['numberposts' => 1, 'order' => 'ASC', 'orderby' => 'date'])[0]->ID;
        wp_update_post(['ID' => $old, 'post_title' => 'Tin số 1 đã sửa']); wp_delete_post($given[0], true); return true;";
    php(&wordpress, old, vec![newest]).await;
    started.later(700);
    let state = row(NOON + 700).await.state;
    assert_eq!((state.changed, state.new, state.withdrawn), (1, 0, 0), "{state:?}");
    assert_eq!(total().await, Some(250), "what is gone is noticed when all of it is read");
    started.later(86_400);
    let state = row(NOON + 700 + 86_400).await.state;
    assert_eq!((state.changed, state.withdrawn, state.trouble), (0, 1, None));
    assert_eq!(total().await, Some(249));
    let gone = first["id"].as_str().unwrap();
    assert_eq!(started.get(&format!("/api/v1/sites/demo/articles/{gone}")).await.status, StatusCode::GONE);
    drop(started);
    tokio::task::spawn_blocking(move || drop(wordpress)).await.unwrap();
}
