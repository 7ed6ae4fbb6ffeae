//! The visit counter: an odometer, and three numbers below it.

use crate::markup::{Element, Markup, el};
use crate::text::{Text, number};
use bantin_api::Counts;

/// The fewest digits shown, so that the boxes of a young site are an ornament too.
const DIGITS: usize = 6;

/// How a counter in somebody else's page looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CounterLayout {
    /// Digits in boxes.
    #[default]
    Boxes,
    /// One line of text.
    Line,
    /// One number in a small frame.
    Badge,
}

impl CounterLayout {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::Boxes, Self::Line, Self::Badge];

    /// What attributes and addresses call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Boxes => "boxes",
            Self::Line => "line",
            Self::Badge => "badge",
        }
    }
}

/// A site's counts; `None` holds their place.
#[must_use]
pub fn visits(counts: Option<Counts>, layout: CounterLayout, out_of_touch: bool, text: &'static Text) -> Element {
    let shown = counts.unwrap_or_default();
    let numbers: Vec<_> = match layout {
        CounterLayout::Boxes => return counter(counts, out_of_touch, text),
        CounterLayout::Line => three(shown, text).into(),
        CounterLayout::Badge => vec![(text.visits, shown.visits.total)],
    };
    numbered(&numbers, counts.is_none(), layout, out_of_touch, text)
}

/// The views of one article; `None` holds their place.
#[must_use]
pub fn views(views: Option<u64>, layout: CounterLayout, out_of_touch: bool, text: &'static Text) -> Element {
    let shown = views.unwrap_or_default();
    if layout != CounterLayout::Boxes {
        return numbered(&[(text.views, shown)], views.is_none(), layout, out_of_touch, text);
    }
    let sentence = views.map(|views| text.views_sentence(views));
    boxes(text.views, shown, None, sentence, out_of_touch, text)
}

/// The three numbers that every portal shows, each with its name.
fn three(counts: Counts, text: &'static Text) -> [(&'static str, u64); 3] {
    [(text.online, counts.online), (text.today, counts.visits.today), (text.total, counts.visits.total)]
}

fn numbered(
    numbers: &[(&'static str, u64)],
    waiting: bool,
    layout: CounterLayout,
    out_of_touch: bool,
    text: &'static Text,
) -> Element {
    let number = |(name, count): &(&'static str, u64)| {
        let count = if waiting { "…".to_owned() } else { number(*count, text.language) };
        el("span.number").with(format!("{name}: ")).with(el("strong").with(count))
    };
    let line = el(if layout == CounterLayout::Badge { "p.counted.badge" } else { "p.counted.line" });
    el("div.counts").with(line.with(numbers.iter().map(number).collect::<Markup>())).with(touch(out_of_touch, text))
}

/// The boxes of a number.
fn digits(number: u64) -> Element {
    let digits = format!("{number:0DIGITS$}");
    let boxes: Markup = digits.chars().map(|digit| el("span.digit").attr("data-digit", digit.to_string())).collect();
    el("p.digits aria-hidden=true").with(boxes)
}

fn touch(out_of_touch: bool, text: &'static Text) -> Element {
    el("p.touch").with(if out_of_touch { text.out_of_touch } else { "" })
}

/// A number in boxes, below its name; without a sentence it is not known yet.
fn boxes(
    name: &'static str,
    shown: u64,
    list: Option<Element>,
    sentence: Option<String>,
    out_of_touch: bool,
    text: &'static Text,
) -> Element {
    let words = match (sentence.is_some(), out_of_touch) {
        (false, false) => "section.counter.waiting",
        (false, true) => "section.counter.waiting.out-of-touch",
        (true, false) => "section.counter",
        (true, true) => "section.counter.out-of-touch",
    };
    el(words)
        .with(el("h2").with(name))
        .with(digits(shown))
        .with(list)
        .with(el("p.visually-hidden").with(sentence.unwrap_or_default()))
        .with(touch(out_of_touch, text))
}

/// The counter; `None` holds its place until the first counts have come.
///
/// The boxes are hidden from screen readers, which hear one sentence when they come to it and none when it changes.
#[must_use]
pub fn counter(counts: Option<Counts>, out_of_touch: bool, text: &'static Text) -> Element {
    let shown = counts.unwrap_or_default();
    let line = |(name, count): (&'static str, u64)| {
        el("div").with(el("dt").with(name)).with(el("dd").with(number(count, text.language)))
    };
    let list = el("dl aria-hidden=true").with(three(shown, text).map(line).into_iter().collect::<Markup>());
    let sentence = counts.map(|counts| text.counter_sentence(&counts));
    boxes(text.visits, shown.visits.total, Some(list), sentence, out_of_touch, text)
}
