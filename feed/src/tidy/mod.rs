//! What editors paste, made clean and accessible HTML.
//!
//! Bodies come out of Word, Google Docs, SharePoint, Facebook or a FrontPage of twenty years ago. A cleaner makes them safe
//! and leaves them as they are to read: levels of headings left out, tables without a head that widen a phone's page, lists
//! typed with dashes, empty paragraphs for distance, letters of fonts that nobody has any more. This room makes such HTML
//! right. It runs behind the server's cleaner (ammonia) and behind the browser's (`setHTML`, DOMPurify), so that both serve
//! the same. It is pure, needs nothing but this crate, and never writes an element that is not on the allow-list; of
//! attributes only those that make tables and videos work, which no source can write.
//!
//! | to find | look in |
//! | --- | --- |
//! | HTML to a tree and back | `parse`, `tree`, `write` |
//! | attributes, pictures, links | `attributes` |
//! | white space, letters | `characters`, `old_letters` |
//! | paragraphs and what stands between them | `flow`, `blocks` |
//! | lists that were typed | `bullets` |
//! | pictures with captions, galleries, videos | `captions`, `figure` |
//! | tables | `table` |
//! | headings, names of tables and videos | `fitting` |
//! | titles, summaries, names | `texts` |

mod attributes;
mod blocks;
mod bullets;
mod captions;
mod characters;
mod figure;
mod fitting;
mod flow;
mod old_letters;
mod parse;
#[cfg(test)]
mod properties;
mod table;
#[cfg(test)]
mod tests;
mod texts;
mod tree;
mod write;

use blocks::{Kind, blocks};
pub use characters::Composing;
use old_letters::Old;
pub use texts::tidy_texts;

/// How often what was made right is looked at again: one rule may make room for another.
const ROUNDS: usize = 6;

/// HTML that a cleaner wrote, made right. `language` is the tag of the article's language, if it is known; `compose` makes
/// text NFC. What is right already comes back as it is.
#[must_use]
pub fn tidy(html: &str, language: Option<&str>, compose: Composing<'_>) -> String {
    let mut now = html.to_owned();
    for _ in 0..ROUNDS {
        let next = once(&now, language, compose);
        if next == now {
            break;
        }
        now = next;
    }
    now
}

fn once(html: &str, language: Option<&str>, compose: Composing<'_>) -> String {
    let mut nodes = parse::parse(html, language);
    let mut whole = String::new();
    tree::each_text(&mut nodes, &mut |text| {
        whole.push_str(text);
        whole.push(' ');
    });
    let old = Old::of(&whole);
    tree::each_text(&mut nodes, &mut |text| {
        let read = old.map(|old| old.read(text));
        *text = characters::visible(read.as_ref().unwrap_or(text), compose);
    });
    let nodes = fitting::fitted(blocks(nodes, Kind::Paragraphs), language);
    let mut out = String::with_capacity(html.len());
    write::write(&nodes, &mut out);
    out
}
