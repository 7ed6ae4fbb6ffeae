//! Walks a TOML table key by key, so that every fault knows its line and unknown keys are found.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, SettingsError};

/// The file being read, and the faults found so far.
pub(super) struct Source<'t> {
    file: &'t str,
    text: &'t str,
    faults: RefCell<Vec<Fault>>,
}

impl<'t> Source<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Self {
        Self { file, text, faults: RefCell::default() }
    }

    fn line(&self, offset: usize) -> usize {
        self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
    }

    fn add(&self, span: Range<usize>, what: String, allowed: &str) {
        self.faults.borrow_mut().push(Fault {
            file: self.file.to_owned(),
            line: self.line(span.start),
            what,
            allowed: allowed.to_owned(),
        });
    }

    /// What the TOML reader itself refuses.
    pub(super) fn syntax(&self, error: &toml::de::Error) -> SettingsError {
        let fault = Fault {
            file: self.file.to_owned(),
            line: self.line(error.span().map_or(0, |span| span.start)),
            what: error.message().replace('\n', ", "),
            allowed: String::new(),
        };
        SettingsError::Wrong(vec![fault])
    }

    /// Nothing, or every fault in the order of the lines.
    pub(super) fn verdict(self) -> Result<(), SettingsError> {
        let mut faults = self.faults.into_inner();
        faults.sort_by_key(|fault| fault.line);
        if faults.is_empty() { Ok(()) } else { Err(SettingsError::Wrong(faults)) }
    }
}

/// One table of the file. Keys that nobody asked for are faults when it is [finished](Self::finish).
pub(super) struct Section<'t> {
    source: &'t Source<'t>,
    entries: &'t DeTable<'t>,
    span: Range<usize>,
    known: RefCell<Vec<&'static str>>,
}

impl<'t> Section<'t> {
    pub(super) fn root(source: &'t Source<'t>, entries: &'t DeTable<'t>) -> Self {
        Self { source, entries, span: 0..0, known: RefCell::default() }
    }

    fn entry(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.borrow_mut().push(key);
        self.entries.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// Says that the value of `key` is wrong; at the section's own line when the key is not there.
    pub(super) fn refuse(&self, key: &'static str, what: String, allowed: &str) {
        let place = self.entries.iter().find(|(name, _)| name.get_ref() == key);
        let span = place.map_or_else(|| self.span.clone(), |(_, value)| value.span());
        self.source.add(span, format!("`{key}` is {what}"), allowed);
    }

    fn refuse_kind(&self, key: &str, value: &Spanned<DeValue<'_>>, allowed: &str) {
        let kind = value.get_ref().type_str();
        let article = if kind.starts_with(['a', 'i']) { "an" } else { "a" };
        self.source.add(value.span(), format!("`{key}` is {article} {kind}"), allowed);
    }

    /// The text at `key` as `parse` takes it.
    pub(super) fn text<T>(&self, key: &'static str, allowed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = self.entry(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.refuse_kind(key, value, allowed);
            return None;
        };
        let parsed = parse(text);
        if parsed.is_none() {
            self.source.add(value.span(), format!("`{key}` is `{text}`"), allowed);
        }
        parsed
    }

    /// The whole number at `key`, within `range`.
    pub(super) fn number(&self, key: &'static str, range: Range<u64>) -> Option<u64> {
        let allowed = format!("a whole number from {} to {}", range.start, range.end.saturating_sub(1));
        let value = self.entry(key)?;
        let Some(number) = value.get_ref().as_integer() else {
            self.refuse_kind(key, value, &allowed);
            return None;
        };
        let parsed = u64::from_str_radix(number.as_str(), number.radix()).ok().filter(|number| range.contains(number));
        if parsed.is_none() {
            self.source.add(value.span(), format!("`{key}` is {}", number.as_str()), &allowed);
        }
        parsed
    }

    /// The list of texts at `key`, each as `parse` takes it.
    pub(super) fn list<T>(
        &self,
        key: &'static str,
        allowed: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let value = self.entry(key)?;
        let Some(items) = value.get_ref().as_array() else {
            self.refuse_kind(key, value, &format!("a list, each {allowed}"));
            return None;
        };
        let mut parsed = Vec::new();
        for item in items.iter() {
            let Some(text) = item.get_ref().as_str() else {
                self.refuse_kind(key, item, allowed);
                continue;
            };
            match parse(text) {
                Some(item) => parsed.push(item),
                None => self.source.add(item.span(), format!("`{key}` has `{text}`"), allowed),
            }
        }
        Some(parsed)
    }

    /// The table at `key`.
    pub(super) fn table(&self, key: &'static str) -> Option<Section<'t>> {
        let value = self.entry(key)?;
        let Some(entries) = value.get_ref().as_table() else {
            self.refuse_kind(key, value, "a table");
            return None;
        };
        Some(Self { source: self.source, entries, span: value.span(), known: RefCell::default() })
    }

    /// The tables of the list at `key`.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Section<'t>> {
        let Some(value) = self.entry(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.refuse_kind(key, value, &format!("tables written `[[{key}]]`"));
            return Vec::new();
        };
        let mut sections = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_table() {
                Some(entries) => {
                    let known = RefCell::default();
                    sections.push(Self { source: self.source, entries, span: item.span(), known });
                }
                None => self.refuse_kind(key, item, &format!("tables written `[[{key}]]`")),
            }
        }
        sections
    }

    /// Every entry of a section whose keys are the operator's own, as `parse` takes key and text. A refusal says what is wrong,
    /// or nothing where the value is.
    pub(super) fn each<T>(&self, allowed: &str, parse: impl Fn(&str, &str) -> Result<T, String>) -> Vec<T> {
        let mut parsed = Vec::new();
        for (key, value) in self.entries.iter() {
            let name = key.get_ref().as_ref();
            let Some(text) = value.get_ref().as_str() else {
                self.refuse_kind(name, value, allowed);
                continue;
            };
            match parse(name, text) {
                Ok(one) => parsed.push(one),
                Err(what) if what.is_empty() => self.source.add(value.span(), format!("`{name}` is `{text}`"), allowed),
                Err(what) => self.source.add(key.span(), what, ""),
            }
        }
        parsed
    }

    /// Reports the keys that were never asked for, each with the known one that is nearest.
    pub(super) fn finish(&self) {
        let known = self.known.borrow();
        for (key, _) in self.entries.iter() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let nearest = known.iter().min_by_key(|candidate| distance(candidate, name));
            let hint = nearest.filter(|candidate| distance(candidate, name) <= name.len().div_ceil(2));
            let hint = hint.map(|candidate| format!(" (did you mean `{candidate}`?)")).unwrap_or_default();
            let mut allowed = known.clone();
            allowed.sort_unstable();
            allowed.dedup();
            self.source.add(key.span(), format!("`{name}` is not a setting{hint}"), &allowed.join(", "));
        }
    }
}

/// How many letters must be changed, added or taken to make `a` of `b`.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, right) in b.chars().enumerate() {
            let changed = row.get(j).copied().unwrap_or(0) + usize::from(left != right);
            let taken = row.get(j + 1).copied().unwrap_or(0) + 1;
            let added = next.last().copied().unwrap_or(0) + 1;
            next.push(changed.min(taken).min(added));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
