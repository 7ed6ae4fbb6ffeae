//! The custom elements' inside: what `public/embed.js` mounts into the shadow root of an element of a host's page.
//!
//! This room exists so that the application knows nothing of hosts. Each element is put together from the application's own
//! pages and components, under an owner of its own, and leaves nothing behind when it goes. It may import all rooms but `app`.

pub mod options;

#[cfg(feature = "csr")]
mod counter;
#[cfg(feature = "csr")]
mod mounting;
#[cfg(feature = "csr")]
mod news;
