//! XML as a tree, read as broken feeds need it: `decode` makes text of bytes, `space` knows the namespaces in use, `tree`
//! builds it of `element`s.
//!
//! No entity is expanded but those of characters, nothing outside of the document is looked at, and how deep and how large a
//! document may be is bounded; so what attacks on XML parsers need is not there.

mod decode;
mod element;
mod space;
mod tree;

pub use decode::encoding_named;
pub(crate) use decode::{decoded, is_wide};
pub(crate) use element::Element;
pub(crate) use space::Space;
pub(crate) use tree::{Parsed, parse};
