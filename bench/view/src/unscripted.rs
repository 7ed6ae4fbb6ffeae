//! What is left of a rendered page when everything goes that only script needs.

/// The page without scripts, data and what is loaded ahead for them. Its style, fonts and pictures stay.
pub(crate) fn unscripted(html: &str) -> String {
    let html = without(html, "<script", "</script>", |_| true);
    let html = without(&html, "<noscript", "</noscript>", |_| true);
    let html = without(&html, "<template", "</template>", |_| true);
    without(&html, "<link", ">", |tag| {
        let tag = tag.replace(['"', '\''], "");
        tag.contains("rel=modulepreload") || tag.contains("as=fetch") || tag.contains("as=script")
    })
}

/// Takes out what begins and ends so, where it is meant.
fn without(html: &str, begin: &str, end: &str, is_meant: impl Fn(&str) -> bool) -> String {
    let mut left = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, found)) = rest.find(begin).and_then(|at| rest.split_at_checked(at)) {
        let length = found.find(end).map_or(found.len(), |at| at + end.len());
        let Some((part, after)) = found.split_at_checked(length) else { break };
        left.push_str(before);
        if !is_meant(part) {
            left.push_str(part);
        }
        rest = after;
    }
    left.push_str(rest);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_fonts_and_text_stay() {
        let html = "<head><style>a{}</style><link rel=preload as=font href=a><link rel=\"preload\" as=\"fetch\" href=b>\
                    <link rel=modulepreload href=c><script type=module src=d></script></head>\
                    <body><p>a</p><script type=application/json>{}</script><template><p>b</p></template>\
                    <noscript><img></noscript></body>";
        let left = "<head><style>a{}</style><link rel=preload as=font href=a></head><body><p>a</p></body>";
        assert_eq!(unscripted(html), left);
        assert_eq!(unscripted("<p>a</p><script>"), "<p>a</p>");
    }
}
