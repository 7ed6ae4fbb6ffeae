//! Pictures that wait for a script.

/// Where they keep their address until a script shows them, the likeliest first.
const LAZY: [&str; 5] = ["data-src", "data-original", "data-lazy-src", "data-srcset", "srcset"];

/// The address that an `img` waits for, if it has a better one than its `src`: `attribute` gives its attributes by name.
pub fn lazy_address(attribute: impl Fn(&str) -> Option<String>) -> Option<String> {
    let shown = attribute("src").is_some_and(|src| !src.trim().is_empty() && !src.trim().starts_with("data:"));
    LAZY.iter().find_map(|name| {
        let value = attribute(name)?;
        let address = if name.ends_with("srcset") { widest(&value)? } else { value.trim() };
        // The sizes of a picture that is shown are no better address of it.
        let better = !shown || *name != "srcset";
        (better && !address.is_empty()).then(|| address.to_owned())
    })
}

/// The address of the largest picture that a `srcset` lists.
fn widest(srcset: &str) -> Option<&str> {
    let candidates = srcset.split(", ").flat_map(|some| some.split(",\n"));
    let sized = candidates.filter_map(|one| {
        let mut words = one.trim().trim_end_matches(',').split_whitespace();
        let address = words.next()?;
        Some((address, words.next().and_then(size).unwrap_or(100)))
    });
    sized.max_by_key(|(_, size)| *size).map(|(address, _)| address)
}

/// The hundredths of `600w` or `1.5x`.
fn size(descriptor: &str) -> Option<u64> {
    let number = descriptor.trim_end_matches(['w', 'x']);
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let hundredths: String = part.chars().chain(['0', '0']).take(2).collect();
    whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(hundredths.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_is_the_one_with_the_largest_number() {
        for (srcset, wanted) in [
            ("a 300w, b 600w, c 100w", "b"),
            ("a 1.5x, b 1x, c", "a"),
            ("a 1.25x, b 1.3x", "b"),
            ("a, b 2x", "b"),
            ("a 99999999999999999999w, b 2x", "b"),
        ] {
            assert_eq!(widest(srcset), Some(wanted), "{srcset}");
        }
    }
}
