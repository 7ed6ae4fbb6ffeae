//! What a visitor types into the field for searching, and which words it means.
//!
//! This crate exists so that SQLite, PostgreSQL and the browser find the same articles in the same order: each of them is given
//! words that were made here, and what it found is put in order and marked here. It is pure, imports the crate `feed` alone and also has
//! to be small as WebAssembly.
//!
//! Every word has two forms. *Folded* it has no diacritics (`truong`), so that nobody has to type them; *spelled* it has them as
//! keystrokes (`=truwowngf`), whichever way they were composed and wherever the tone stood (`hoà`, `hòa`), so that who has typed them finds
//! what is spelled so first.
//!
//! | to find | look in |
//! | --- | --- |
//! | a letter taken apart and put together | `letter` |
//! | the words of a text | `word` |
//! | what is a syllable of Vietnamese, and where its tone stands | `syllable` |
//! | keystrokes of Telex and VNI that no keyboard driver has read | `keystrokes` |
//! | words that are one mistake away | `mistakes` |
//! | what is asked for | `query`; words that only ask: `asking` |
//! | what an article is about | `often` |
//! | whether an article is meant, and in which order | `matched` |
//! | the part of a text that is shown, with the words marked | `excerpt` |
//! | the words of an article, and how it is shown for a question | `article` |
//! | what an index has to tell | `index`; one in memory: `memory` |
//! | a question answered | `finding`: what is found, in order, filtered; `looking`: which articles fit, and how well; `offering`: what was meant |
//! | what the API says of it | `told` |
//! | titles that go on as somebody types | `suggesting` |

mod article;
mod asking;
mod catalogue;
mod excerpt;
mod finding;
mod index;
mod keystrokes;
mod letter;
mod looking;
mod matched;
mod memory;
mod mistakes;
mod offering;
mod often;
mod query;
mod suggesting;
mod syllable;
mod told;
mod word;

pub use article::{Marks, text_of, words_of};
pub use asking::only_asks;
pub use catalogue::{Catalogue, Filter};
pub use excerpt::{Piece, excerpt, marked};
pub use finding::{Asking, Finding, find};
pub use index::{Field, Index, IndexedWords, Shown, Sought};
pub use keystrokes::read_keystrokes;
pub use matched::Matched;
pub use memory::{Memory, UNDATED};
pub use mistakes::one_mistake_away;
pub use offering::Offer;
pub use often::often;
pub use query::{Asked, MOST_WORDS, Query, Term};
pub use suggesting::suggest;
pub use told::told;
pub use word::{Word, words};
