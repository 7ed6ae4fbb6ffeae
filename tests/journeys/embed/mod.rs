//! Elements of ours on pages of other origins: what an editor pastes must work there, and change nothing else.

mod address;
mod ending;
mod formats;
mod frames;
pub mod host;
mod hostile;
mod looks;
mod moving;
mod policy;
mod shown;
mod untouched;
