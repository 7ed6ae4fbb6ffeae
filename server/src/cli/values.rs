//! What the values of options may be, and what is said of those that may not.

use bantin_feed::Format;

use crate::settings::Base;

pub(super) fn format(text: &str) -> Result<Format, String> {
    text.parse().map_err(|error: bantin_feed::UnknownFormat| error.to_string())
}

pub(super) fn site(text: &str) -> Result<String, String> {
    if crate::settings::is_site_id(text) {
        Ok(text.to_owned())
    } else {
        Err("allowed: 1 to 64 of a-z, 0-9, - and _".to_owned())
    }
}

pub(super) fn account(text: &str) -> Result<String, String> {
    crate::staff::account::name(text).ok_or_else(|| "allowed: 1 to 64 of a-z, 0-9, . _ - and @".to_owned())
}

pub(super) fn origin(text: &str) -> Result<String, String> {
    crate::settings::origin(text)
        .ok_or_else(|| "allowed: scheme and host without a path, such as https://example.vn".to_owned())
}

pub(super) fn base(text: &str) -> Result<Base, String> {
    Base::parse(text).ok_or_else(|| "allowed: a path such as / or /tin-tuc/".to_owned())
}

pub(super) fn source(text: &str) -> Result<String, String> {
    if crate::settings::is_source_name(text) {
        Ok(text.to_owned())
    } else {
        Err("allowed: 1 to 64 bytes without control characters".to_owned())
    }
}
