//! Getters over `serde_json::Value` that take what real feeds write: numbers for texts, texts for
//! numbers, one thing for a list of one. What is of no use counts as missing.

use super::cut::shortened;
use crate::plain_text::{is_plain, plain_text};
use crate::{Timestamp, address, date, read_date};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;

pub(crate) type Object = Map<String, Value>;

/// The zone of a date that names none: Viet Nam's.
const ZONE: i16 = 7 * 60;

/// How texts and addresses are to be read, and what was put right on the way.
pub(super) struct Context<'a> {
    /// The address that others are relative to; empty where there is none.
    pub(super) base: &'a str,
    /// Texts are plain as they are: our own writer's mark on texts that look like HTML.
    pub(super) plain: bool,
    /// What was left out or put right.
    pub(super) remarks: Vec<String>,
}

/// A text taken out of a value; a whole number as its digits. Blank counts as missing.
pub(super) fn own_text(value: &mut Value) -> Option<String> {
    let text = match value {
        Value::String(text) => std::mem::take(text),
        Value::Number(number) => digits(number)?,
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// The digits of a whole number, also of one that is larger than what we count with: ids are.
fn digits(number: &Number) -> Option<String> {
    number.as_u64().map(|number| number.to_string()).or_else(|| Some(whole(number)?.to_string()))
}

/// A whole number; 12.0 is one. Beyond 2^53 a number with a point or exponent has lost digits.
fn whole(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let number = number.as_f64()?;
        let fits = number.abs() < 9e15 && number % 1.0 == 0.0;
        fits.then_some(number as i64)
    })
}

/// The text at a key, verbatim.
pub(super) fn text(object: &mut Object, key: &str) -> Option<String> {
    own_text(object.get_mut(key)?)
}

/// The text at a key without white space around it.
pub(super) fn trimmed(object: &mut Object, key: &str) -> Option<String> {
    text(object, key).map(|text| text.trim().to_owned())
}

/// What is in a list; a single thing is a list of one.
pub(super) fn list<'a>(object: &'a mut Object, key: &str) -> &'a mut [Value] {
    match object.get_mut(key) {
        Some(Value::Array(values)) => values,
        Some(Value::Null) | None => &mut [],
        Some(value) => std::slice::from_mut(value),
    }
}

/// A number from 0 upwards, rounded; also as text.
pub(super) fn count(object: &Object, key: &str) -> Option<u64> {
    match object.get(key)? {
        Value::Number(number) => number.as_u64().or_else(|| {
            let number = number.as_f64()?.round();
            (0.0..1e15).contains(&number).then_some(number as u64)
        }),
        Value::String(digits) => digits.trim().parse().ok(),
        _ => None,
    }
}

/// Whether `true` is at a key.
pub(super) fn is_true(object: &Object, key: &str) -> bool {
    object.get(key) == Some(&Value::Bool(true))
}

impl Context<'_> {
    /// A text without the HTML that feeds put into it.
    pub(super) fn own_plain(&self, value: &mut Value) -> Option<String> {
        let text = own_text(value)?;
        let text = if self.plain || is_plain(&text) { text } else { plain_text(&text) };
        (!text.is_empty()).then_some(text)
    }

    /// The text at a key without the HTML that feeds put into it.
    pub(super) fn plain(&self, object: &mut Object, key: &str) -> Option<String> {
        self.own_plain(object.get_mut(key)?)
    }

    /// The address at a key, resolved. One that must not get into a page is left out with a remark.
    pub(super) fn address(&mut self, object: &mut Object, key: &str) -> Option<String> {
        let text = text(object, key)?;
        let address = address::safe(self.base, &text);
        if address.is_none() {
            self.remark(key, &text, "is no address of the web; left out");
        }
        address
    }

    /// The date at a key. One that cannot be read is left out with a remark.
    pub(super) fn date(&mut self, object: &mut Object, key: &str) -> Option<Timestamp> {
        let value = object.get(key)?;
        let (date, shown) = match value {
            Value::Null => return None,
            Value::String(text) if text.trim().is_empty() => return None,
            Value::String(text) => (read_date(text, ZONE), Cow::Borrowed(text.as_str())),
            // Unix seconds, or milliseconds as JavaScript counts them.
            Value::Number(number) => {
                let number = whole(number).unwrap_or(i64::MAX);
                let millis = number.abs() >= 100_000_000_000;
                let seconds = if millis { number.div_euclid(1000) } else { number };
                (date::epoch(seconds, ZONE), Cow::Owned(number.to_string()))
            }
            _ => (None, Cow::Borrowed("of another kind")),
        };
        if date.is_none() {
            let shown = shown.into_owned();
            self.remark(key, &shown, "is not a date of the years 1 to 9999 that we can read; left out");
        }
        date
    }

    /// Notes what was wrong with the value of a key.
    pub(super) fn remark(&mut self, key: &str, value: &str, what: &str) {
        self.remarks.push([key, " \"", &shortened(value, 60), "\" ", what].concat());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Object {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn numbers_are_texts_and_texts_are_numbers() {
        let mut o = object(
            json!({"a": 12, "b": 12.0, "c": 1.5, "d": " x ", "e": "  ", "f": true, "g": " 7 ", "h": 2.6, "i": -1, "j": "1.674", "k": u64::MAX, "l": 1e16}),
        );
        for (key, wanted) in [
            ("a", Some("12")),
            ("b", Some("12")),
            ("c", None),
            ("d", Some(" x ")),
            ("e", None),
            ("f", None),
            ("i", Some("-1")),
            ("k", Some("18446744073709551615")),
            ("l", None),
            ("z", None),
        ] {
            assert_eq!(text(&mut o, key).as_deref(), wanted, "{key}");
        }
        for (key, wanted) in
            [("a", Some(12)), ("b", Some(12)), ("g", Some(7)), ("h", Some(3)), ("i", None), ("j", None), ("f", None)]
        {
            assert_eq!(count(&o, key), wanted, "{key}");
        }
    }

    #[test]
    fn one_is_a_list_of_one() {
        let mut o = object(json!({"a": [1, 2], "b": "x", "c": null}));
        assert_eq!(["a", "b", "c", "d"].map(|key| list(&mut o, key).len()), [2, 1, 0, 0]);
    }

    #[test]
    fn dates_are_texts_or_unix_times() {
        let mut o = object(
            json!({"a": "26/06/2019 14:15", "b": 1_561_533_300, "c": 1_561_533_300_000_i64, "d": "hôm qua", "e": null, "f": "", "g": [], "h": 1e300}),
        );
        let mut context = Context { base: "", plain: false, remarks: vec![] };
        for key in ["a", "b", "c"] {
            assert_eq!(context.date(&mut o, key), Some(Timestamp::new(1_561_533_300, 420)), "{key}");
        }
        for key in ["d", "e", "f", "g", "h", "z"] {
            assert_eq!(context.date(&mut o, key), None, "{key}");
        }
        assert_eq!(context.remarks.len(), 3);
        assert!(context.remarks[0].starts_with("d \"hôm qua\" is not a date"), "{:?}", context.remarks);
    }
}
