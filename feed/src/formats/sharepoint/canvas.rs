//! The text of a modern page. `CanvasContent1` holds it inside of web parts: as HTML with the parts' own data in it, or as a list
//! of controls written as JSON text.

use serde_json::Value;

/// The HTML of a page's web parts; any other HTML as it is.
pub(super) fn text(column: &str) -> String {
    if column.trim_start().starts_with('[')
        && let Ok(Value::Array(controls)) = serde_json::from_str(column)
    {
        return controls.iter().map(control).collect();
    }
    // The number of a web part is a text in it, and its data are hidden in one.
    ["data-sp-componentid", "data-sp-searchableplaintexts"]
        .iter()
        .fold(column.to_owned(), |html, mark| without(&html, mark))
}

/// The HTML of one control: a text, or the pictures of a web part.
fn control(control: &Value) -> String {
    if let Some(html) = control.get("innerHTML").and_then(Value::as_str) {
        return html.to_owned();
    }
    let processed = control.get("webPartData").and_then(|part| part.get("serverProcessedContent"));
    let images = processed.and_then(|processed| processed.get("imageSources")?.as_object());
    let images = images.into_iter().flatten().filter_map(|(_, source)| source.as_str());
    images
        .map(|source| ["<p><img src=\"", &source.replace('&', "&amp;").replace('"', "&quot;"), "\"></p>"].concat())
        .collect()
}

/// HTML without the `<div>`s that have an attribute, none of which holds another element of its kind.
fn without(html: &str, attribute: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(attribute) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let Some(open) = before.rfind("<div") else {
            kept.push_str(before);
            kept.push_str(attribute);
            rest = from.get(attribute.len()..).unwrap_or_default();
            continue;
        };
        kept.push_str(before.get(..open).unwrap_or_default());
        rest = from.split_once("</div>").map_or("", |(_, behind)| behind);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_and_data_of_web_parts_are_no_text() {
        let page = r#"<div><div data-sp-canvascontrol="" data-sp-controldata="{}"><div data-sp-rte=""><p>Một</p></div></div>
            <div data-sp-canvascontrol=""><div data-sp-webpart=""><div data-sp-componentid="">d1d91016-032f</div><div data-sp-htmlproperties=""><img src="/a.jpg"></div></div></div></div>"#;
        let text = text(page);
        assert!(
            text.contains("<p>Một</p>") && text.contains("<img src=\"/a.jpg\">") && !text.contains("d1d91016"),
            "{text}"
        );
    }

    #[test]
    fn a_list_of_controls_is_their_html() {
        let page = r#"[{"controlType":4,"innerHTML":"<p>Một</p>"},{"controlType":3,"webPartData":{"serverProcessedContent":{"imageSources":{"imageSource":"/a.jpg?x=1&y=2"}}}},{"controlType":0}]"#;
        assert_eq!(text(page), "<p>Một</p><p><img src=\"/a.jpg?x=1&amp;y=2\"></p>");
        assert_eq!(text("[không phải JSON] <p>a</p>"), "[không phải JSON] <p>a</p>");
    }
}
