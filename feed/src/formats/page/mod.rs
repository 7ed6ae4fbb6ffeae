//! Web pages, read by a recipe: old portals have nothing else.
//!
//! `recipe` says where things stand, `value` what stands there, `own` what pages say of themselves, `within` finds dates and numbers
//! among words, `lazy` pictures that wait for a script, `charset` what a page's bytes are; `retelling` puts it together. All of them
//! ask a [`Part`], so that a browser does the same with its own DOM. `tree` is the one that is made of bytes, as far as `bounds`
//! lets it, `decode` makes text of them, `parsed` has both: the feature `pages`. The room may import the rest of the crate; of the
//! rest only `known` and `article_page` know of it.

#[cfg(feature = "pages")]
mod bounds;
mod charset;
#[cfg(feature = "pages")]
mod decode;
mod lazy;
mod own;
#[cfg(feature = "pages")]
mod parsed;
mod part;
mod recipe;
mod retelling;
#[cfg(feature = "pages")]
mod tree;
mod value;
mod within;

pub use charset::{charset_said, page_encoding};
pub use lazy::lazy_address;
#[cfg(feature = "pages")]
pub(crate) use parsed::Page;
pub use part::Part;
#[cfg(feature = "pages")]
pub use recipe::check_fields;
pub use retelling::read_page;
