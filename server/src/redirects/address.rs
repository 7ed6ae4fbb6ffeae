//! An address of the old site in its normal form.

use std::fmt;

use icu_normalizer::ComposingNormalizerBorrowed;

/// The most bytes of an address. IIS takes no more of a query, and nobody's list has longer ones.
const LONGEST: usize = 2_048;

/// What others add to addresses to see where visitors come from. It leads nowhere.
const TRACKING: [&str; 14] = [
    "_ga", "_gl", "dclid", "fbclid", "gbraid", "gclid", "gidzl", "igshid", "mc_cid", "mc_eid", "msclkid", "wbraid",
    "yclid", "zarsrc",
];

/// An address of the old site: path and query in the one form in which they are kept and compared.
///
/// Scheme, host, port and fragment are left off. Letter case does not count, as on SharePoint and IIS. Whatever is
/// percent-encoded is decoded, and Unicode is composed (NFC); encoded again are only `%`, white space, controls, bytes that
/// are no UTF-8, and what would end the part it stands in. `\` is `/`; empty, `.` and `..` segments and a slash at the end
/// go. The query's parameters stand in the order of their names, each once; a `+` is a space; an empty value is none;
/// `&amp;` is `&`; what only tracks visitors (`utm_…`, `fbclid` and the like) goes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OldAddress(String);

/// Why a text is no address of the old site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// There is nothing.
    #[error("there is no address")]
    Empty,
    /// It is too long.
    #[error("the address is longer than {LONGEST} bytes")]
    Long,
    /// It does not say where it begins.
    #[error("the address begins neither with / nor with http:// or https://")]
    Relative,
}

impl OldAddress {
    /// Reads an address as people write it down: whole, or from its path on.
    ///
    /// # Errors
    /// When it is none, or too long.
    pub fn parse(text: &str) -> Result<Self, BadAddress> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadAddress::Empty);
        }
        let below = below_host(text).ok_or(BadAddress::Relative)?;
        let below = below.split('#').next().unwrap_or_default();
        let (path, query) = below.split_once('?').unwrap_or((below, ""));
        Self::of(path, query).ok_or(BadAddress::Long)
    }

    /// The address of a path and a query; `None` where they are too long.
    #[must_use]
    pub fn of(path: &str, query: &str) -> Option<Self> {
        if path.len().saturating_add(query.len()) > LONGEST {
            return None;
        }
        let mut text = normal_path(path);
        let pairs = normal_pairs(query);
        if !pairs.is_empty() {
            text.push('?');
            text.push_str(&pairs.join("&"));
        }
        Some(Self(text))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.split('?').next().unwrap_or_default()
    }

    /// The parameters of its query.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let query = self.0.split_once('?').map(|(_, query)| query).unwrap_or_default();
        query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }

    /// Whether it is the front page and nothing else.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0 == "/"
    }
}

impl fmt::Display for OldAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What follows the host; `None` for what is neither a whole address nor begins with its path or query.
fn below_host(text: &str) -> Option<&str> {
    let after = |scheme: &str| {
        let begins = text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        begins.then(|| text.get(scheme.len()..)).flatten()
    };
    match ["https://", "http://", "//"].into_iter().find_map(after) {
        Some(rest) => rest.find(['/', '\\', '?', '#']).map_or(Some(""), |at| rest.get(at..)),
        None => text.starts_with(['/', '\\', '?']).then_some(text),
    }
}

fn normal_path(path: &str) -> String {
    let decoded = decoded(path, false);
    let mut segments: Vec<&[u8]> = Vec::new();
    for segment in decoded.split(|byte| matches!(byte, b'/' | b'\\')) {
        match segment {
            b"" | b"." => {}
            b".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    let mut normal = String::new();
    for segment in segments {
        normal.push('/');
        write(&mut normal, segment, "%?#");
    }
    if normal.is_empty() { "/".to_owned() } else { normal }
}

fn normal_pairs(query: &str) -> Vec<String> {
    let mut pairs: Vec<String> = query.split('&').filter_map(normal_pair).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn normal_pair(pair: &str) -> Option<String> {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let mut normal = String::new();
    write(&mut normal, &decoded(name, true), "%?#&=+");
    // A list that was taken from HTML has `&amp;` between the parameters.
    let mut name = normal.as_str();
    while let Some(rest) = name.strip_prefix("amp;") {
        name = rest;
    }
    if name.starts_with("utm_") || TRACKING.contains(&name) {
        return None;
    }
    let mut normal = name.to_owned();
    if !value.is_empty() {
        normal.push('=');
        write(&mut normal, &decoded(value, true), "%?#&=+");
    }
    (!normal.is_empty()).then_some(normal)
}

/// The bytes that were percent-encoded. A `%` that encodes nothing is itself; in a query a `+` is a space.
fn decoded(text: &str, plus_is_space: bool) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let encoded = match (first, others) {
            (b'%', [high, low, after @ ..]) => {
                digit(*high).zip(digit(*low)).map(|(high, low)| (high << 4 | low, after))
            }
            _ => None,
        };
        let plain = if plus_is_space && *first == b'+' { b' ' } else { *first };
        let (byte, after) = encoded.unwrap_or((plain, others));
        bytes.push(byte);
        rest = after;
    }
    bytes
}

/// Adds bytes as text, in one letter case, with those characters encoded that `special` names.
fn write(normal: &mut String, bytes: &[u8], special: &str) {
    for chunk in bytes.utf8_chunks() {
        for character in folded(chunk.valid()).chars() {
            if character.is_control() || character.is_whitespace() || special.contains(character) {
                character.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| encode(normal, byte));
            } else {
                normal.push(character);
            }
        }
        chunk.invalid().iter().for_each(|byte| encode(normal, *byte));
    }
}

fn encode(normal: &mut String, byte: u8) {
    normal.push_str(&format!("%{byte:02X}"));
}

/// Composed, and in lower case.
fn folded(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return text.to_owned();
    }
    let nfc = const { ComposingNormalizerBorrowed::new_nfc() };
    // Letter by letter: what a whole word's lower case is depends on where it ends.
    let lower: String = nfc.normalize(text).chars().flat_map(char::to_lowercase).collect();
    nfc.normalize(&lower).into_owned()
}
