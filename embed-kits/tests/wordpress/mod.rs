//! WordPress's kit, in a real WordPress: from its installation until nothing is left of it.

mod module;
mod stage;
mod story;
mod texts;
