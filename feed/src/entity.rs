//! Character references of HTML (WHATWG HTML, section 13.5): the numeric ones and the common names.

/// Names of U+00A0 to U+00FF, in order: most of Vietnamese's vowels are here.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr \
    deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
    Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
    ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
    agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml \
    eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Other names, each with its character behind it.
const OTHERS: &str = "hellip… ndash– mdash— lsquo‘ rsquo’ sbquo‚ ldquo“ rdquo” \
    bdquo„ bull• dagger† permil‰ prime′ Prime″ lsaquo‹ rsaquo› euro€ trade™ larr← rarr→ minus− \
    Abreve\u{102} abreve\u{103} Dstrok\u{110} dstrok\u{111} Itilde\u{128} itilde\u{129} Utilde\u{168} utilde\u{169} \
    ensp\u{2002} emsp\u{2003} thinsp\u{2009} zwj\u{200D} zwnj\u{200C}";

/// What numbers 128 to 159 mean in practice: Windows-1252 (same section, its table of replacements).
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

/// The character meant by what stands between `&` and `;`, such as `ecirc`, `#234` or `#xEA`.
pub(crate) fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return named(name);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => digits(hex, 16),
        None => digits(number, 10),
    }?;
    if let 128..=159 = code {
        return WINDOWS_1252.chars().nth(code as usize - 128);
    }
    Some(char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{FFFD}'))
}

fn named(name: &str) -> Option<char> {
    // XML's own first: escaped HTML, as feeds have it, is full of them.
    match name {
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "amp" => return Some('&'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => {}
    }
    let other = OTHERS.split(' ').find_map(|known| {
        let mut rest = known.strip_prefix(name)?.chars();
        // One character is left, and it is not a letter of a longer name (`sup` is none of `sup2`).
        let found = rest.next()?;
        (rest.next().is_none() && !found.is_ascii_alphanumeric()).then_some(found)
    });
    other.or_else(|| char::from_u32(0xA0 + LATIN_1.split(' ').position(|known| known == name)? as u32))
}

/// A number of digits only; too large a one is the largest.
fn digits(text: &str, radix: u32) -> Option<u32> {
    let all = text.chars().try_fold(0u32, |sum, c| Some(sum.saturating_mul(radix).saturating_add(c.to_digit(radix)?)));
    all.filter(|_| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers() {
        for (name, wanted) in [
            ("amp", '&'),
            ("lt", '<'),
            ("gt", '>'),
            ("quot", '"'),
            ("apos", '\''),
            ("nbsp", '\u{A0}'),
            ("ecirc", 'ê'),
            ("yuml", 'ÿ'),
            ("Agrave", 'À'),
            ("divide", '÷'),
            ("abreve", 'ă'),
            ("dstrok", 'đ'),
            ("hellip", '…'),
            ("#234", 'ê'),
            ("#x1EA5", 'ấ'),
            ("#X1ea5", 'ấ'),
            ("#150", '–'),
            ("#159", 'Ÿ'),
            ("#0", '\u{FFFD}'),
            ("#xD800", '\u{FFFD}'),
            ("#99999999999", '\u{FFFD}'),
        ] {
            assert_eq!(character(name), Some(wanted), "{name}");
        }
        assert_eq!(LATIN_1.split(' ').count(), 96);
    }

    #[test]
    fn other_names_are_none() {
        for name in ["", "#", "#x", "#-1", "#+1", "#1a", "T", "am", "ampx", "sup", "AMP", "ndash–"] {
            assert_eq!(character(name), None, "{name}");
        }
    }
}
