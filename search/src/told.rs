//! What is said of what was found, as the API writes it beside the articles.

use crate::article::Marks;
use crate::finding::Finding;
use serde_json::json;

/// `_bantin.search` of an answer, as JSON: `marks` are those of its articles, in their order.
#[must_use]
pub fn told(finding: &Finding, marks: &[Marks]) -> String {
    let instead = finding.offer.as_ref().map(|offer| offer.query.text());
    let left_out = finding.offer.as_ref().map(|offer| offer.left_out.clone()).unwrap_or_default();
    let category = |(slug, articles): &(String, usize)| json!({ "slug": slug, "articles": articles });
    let year = |(year, articles): &(i64, usize)| json!({ "year": year, "articles": articles });
    let marked = |Marks { title, excerpt }: &Marks| json!({ "title": title, "excerpt": excerpt });
    let told = json!({
        "instead": instead,
        "left_out": left_out,
        "more": finding.more,
        "categories": finding.categories.iter().map(category).collect::<Vec<_>>(),
        "years": finding.years.iter().map(year).collect::<Vec<_>>(),
        "marks": marks.iter().map(marked).collect::<Vec<_>>(),
    });
    told.to_string()
}
