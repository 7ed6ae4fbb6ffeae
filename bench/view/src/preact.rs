//! The document that Preact's page begins with: head, style and frame as ours has them, and its script and data loaded
//! ahead.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::pages::{Page, api};

/// Where its script is.
pub(crate) const SCRIPT: &str = "/preact.js";

/// The document, from ours without script. The frame (masthead and menu) stands in it, so that it is painted at once; what
/// the page is about is rendered by the script, from the data.
pub(crate) fn document(unscripted: &str, page: &Page, site: &Value) -> Result<String> {
    let (head, body) = unscripted.split_once("</head>").context("the page has no head")?;
    let (frame, _) = body.split_once("<main").context("the page has no main part")?;
    let config = json!({ "site": site, "api": api(), "data": page.data }).to_string().replace('<', "\\u003c");
    let counts = format!("{}/counts", api());
    let ahead = |address: &str| {
        let address = address.replace('&', "&amp;");
        format!("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"{address}\">")
    };
    Ok(format!(
        "{head}<link rel=\"modulepreload\" href=\"{SCRIPT}\">{}{}\
         <script type=\"application/json\" id=\"config\">{config}</script>\
         <script type=\"module\" src=\"{SCRIPT}\"></script></head>{frame}\
         <div id=\"rest\" style=\"display:contents\"></div></div></div></body></html>",
        ahead(&page.data),
        ahead(&counts),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_stands_and_the_rest_is_left_to_the_script() {
        let page = Page { name: "home", path: "/".to_owned(), data: "/api?a=1&b=2".to_owned() };
        let ours = "<html><head><title>t</title></head><body><div id=bantin><div class=app><nav></nav><main>a</main></div></div></body></html>";
        let html = document(ours, &page, &json!({ "name": "</script>" })).unwrap();
        assert!(html.contains("<nav></nav><div id=\"rest\"") && !html.contains("<main>"), "{html}");
        assert!(html.contains("href=\"/api?a=1&amp;b=2\"") && html.contains("\\u003c/script>"), "{html}");
    }
}
