//! The visit counter: an odometer, and three numbers below it.

use crate::text::{Text, number};
use bantin_api::Counts;
use leptos::prelude::*;

/// The fewest digits shown, so that the boxes of a young site are an ornament too.
const DIGITS: usize = 6;

/// The counter; `None` holds its place until the first counts have come.
///
/// The boxes are hidden from screen readers, which hear one sentence when they come to it and none when it changes.
#[must_use]
pub fn counter(counts: Option<Counts>, out_of_touch: bool, text: &'static Text) -> impl IntoView {
    let shown = counts.unwrap_or_default();
    let digits = format!("{:0width$}", shown.visits.total, width = DIGITS);
    let boxes = digits.chars().map(|digit| view! { <span class="digit" data-digit=digit.to_string()></span> });
    let numbers = [
        ("online", text.online, shown.online),
        ("today", text.today, shown.visits.today),
        ("total", text.total, shown.visits.total),
    ];
    view! {
        <section class="counter" class:waiting=counts.is_none() class:out-of-touch=out_of_touch>
            <h2>{text.visits}</h2>
            <p class="digits" aria-hidden="true">{boxes.collect_view()}</p>
            <dl aria-hidden="true">
                {numbers.map(|(class, name, count)| view! {
                    <div class=class><dt>{name}</dt><dd>{number(count, text.language)}</dd></div>
                }).into_iter().collect_view()}
            </dl>
            <p class="visually-hidden">{counts.map(|counts| text.counter_sentence(&counts)).unwrap_or_default()}</p>
            <p class="touch">{out_of_touch.then_some(text.out_of_touch)}</p>
        </section>
    }
}
