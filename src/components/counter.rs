//! The visit counter: an odometer, and three numbers below it.

use crate::markup::{Element, Markup, el};
use crate::text::{Text, number};
use bantin_api::Counts;

/// The fewest digits shown, so that the boxes of a young site are an ornament too.
const DIGITS: usize = 6;

/// The counter; `None` holds its place until the first counts have come.
///
/// The boxes are hidden from screen readers, which hear one sentence when they come to it and none when it changes.
#[must_use]
pub fn counter(counts: Option<Counts>, out_of_touch: bool, text: &'static Text) -> Element {
    let shown = counts.unwrap_or_default();
    let digits = format!("{:0width$}", shown.visits.total, width = DIGITS);
    let boxes: Markup = digits.chars().map(|digit| el("span.digit").attr("data-digit", digit.to_string())).collect();
    let line = |(name, count): (&'static str, u64)| {
        el("div").with(el("dt").with(name)).with(el("dd").with(number(count, text.language)))
    };
    let numbers = [(text.online, shown.online), (text.today, shown.visits.today), (text.total, shown.visits.total)];
    let sentence = counts.map(|counts| text.counter_sentence(&counts)).unwrap_or_default();
    let words = match (counts, out_of_touch) {
        (None, false) => "section.counter.waiting",
        (None, true) => "section.counter.waiting.out-of-touch",
        (Some(_), false) => "section.counter",
        (Some(_), true) => "section.counter.out-of-touch",
    };
    el(words)
        .with(el("h2").with(text.visits))
        .with(el("p.digits aria-hidden=true").with(boxes))
        .with(el("dl aria-hidden=true").with(numbers.map(line).into_iter().collect::<Markup>()))
        .with(el("p.visually-hidden").with(sentence))
        .with(el("p.touch").with(if out_of_touch { text.out_of_touch } else { "" }))
}
