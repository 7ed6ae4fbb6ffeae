//! JSON text, written piece by piece (RFC 8259).

use crate::Timestamp;

/// JSON text in the making.
pub(super) struct Json(pub(super) String);

impl Json {
    /// A comma where one is needed, and the key; within a list there is none (empty).
    pub(super) fn key(&mut self, key: &str) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
        if !key.is_empty() {
            self.quoted(key);
            self.0.push(':');
        }
    }

    /// Opens an object or a list and returns where to cut if nothing gets into it.
    pub(super) fn begin(&mut self, key: &str, bracket: char) -> usize {
        let start = self.0.len();
        self.key(key);
        self.0.push(bracket);
        start
    }

    /// Closes it, or takes it back if it is empty.
    pub(super) fn end(&mut self, start: usize, bracket: char) {
        if self.0.ends_with(['{', '[']) {
            self.0.truncate(start);
        } else {
            self.0.push(bracket);
        }
    }

    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.quoted(text);
    }

    pub(super) fn optional(&mut self, key: &str, text: &Option<String>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    pub(super) fn date(&mut self, key: &str, date: Option<Timestamp>) {
        if let Some(date) = date {
            self.text(key, &date.to_rfc3339());
        }
    }

    pub(super) fn number(&mut self, key: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.key(key);
            self.0.push_str(&number.to_string());
        }
    }

    /// Written only if it is set.
    pub(super) fn flag(&mut self, key: &str, set: bool) {
        if set {
            self.key(key);
            self.0.push_str("true");
        }
    }

    /// A JSON string (RFC 8259, section 7).
    pub(super) fn quoted(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.0.extend(['\\', c]),
                '\n' => self.0.push_str("\\n"),
                '\t' => self.0.push_str("\\t"),
                '\0'..'\x20' => {
                    self.0.push_str("\\u00");
                    for digit in [c as u32 / 16, c as u32 % 16] {
                        self.0.extend(char::from_digit(digit, 16));
                    }
                }
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }
}
