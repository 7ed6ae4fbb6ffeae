//! Numbers in a frame: the site's visits, or an article's views.

use bantin::components::{Edition, counter};
use bantin::markup::Markup;
use bantin::text::Text;
use bantin_api::{Counts, Visits};

use crate::render::page::Numbers;

/// What the frame is called.
pub(super) fn title(numbers: &Numbers, edition: &Edition) -> String {
    let text = edition.text();
    edition.title(Some(match numbers {
        Numbers::Site(_) => text.visits,
        Numbers::Article(..) => text.views,
    }))
}

/// The sentence that a screen reader hears, with names for the numbers in it: the page's script says it again when they change.
pub(super) fn sentence(numbers: &Numbers, text: &Text) -> String {
    match numbers {
        Numbers::Article(..) => text.views_sentence(4).replace('4', "{views}"),
        Numbers::Site(_) => {
            let named = text.counter_sentence(&Counts { visits: Visits { total: 1, today: 2 }, online: 3 });
            named.replace('1', "{total}").replace('2', "{today}").replace('3', "{online}")
        }
    }
}

/// The numbers, as HTML; `public/frame.js` finds each by its place.
pub(super) fn html(numbers: &Numbers, counts: Option<Counts>, views: Option<u64>, edition: &Edition) -> String {
    let text = edition.text();
    let markup: Markup = match numbers {
        Numbers::Site(layout) => counter::visits(counts, *layout, false, text).into(),
        Numbers::Article(_, layout) => counter::views(views.or(Some(0)), *layout, false, text).into(),
    };
    let mut html = String::new();
    markup.print(&mut html);
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use bantin::components::counter::CounterLayout;
    use bantin::text::{number, text};
    use bantin_api::Language;

    #[test]
    fn the_sentence_with_names_is_the_sentence_with_numbers() {
        for language in [Language::Vi, Language::En] {
            let (text, counts) = (text(language), Counts { visits: Visits { total: 1_204, today: 31 }, online: 12 });
            let named = sentence(&Numbers::Site(CounterLayout::Boxes), text);
            let filled = [("{total}", 1_204), ("{today}", 31), ("{online}", 12)]
                .iter()
                .fold(named, |said, (name, count)| said.replacen(name, &number(*count, language), 1));
            assert_eq!(filled, text.counter_sentence(&counts));
            let named = sentence(&Numbers::Article(7, CounterLayout::Boxes), text);
            assert_eq!(named.replacen("{views}", &number(1_674, language), 1), text.views_sentence(1_674));
        }
    }
}
