//! Whether a drawing does more than to be looked at.
//!
//! In an `<img>` no browser runs anything in a drawing, and opened by itself it is sent with a policy that lets nothing run.
//! This is the third line: what says openly that it would run something is not taken at all.

/// What a drawing has no need of, in lower case. `&#` and `<!entity` are here because they can spell all others.
const RUNS: [&str; 8] =
    ["<script", "javascript:", "<foreignobject", "<iframe", "<handler", "<!entity", "&#", "<?xml-style"];

/// Whether the bytes are a drawing: text that begins with `<svg`, or with what may stand before it.
pub(super) fn is_drawing(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(4_096)).unwrap_or_default();
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    start.trim_start_matches('\u{feff}').trim_start().starts_with('<') && start.contains("<svg")
}

/// Whether a drawing says that it would run something, or is written so that it cannot be told.
pub(super) fn runs(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return true };
    let text = text.to_ascii_lowercase();
    RUNS.iter().any(|word| text.contains(word))
        || text.split(|c: char| c.is_whitespace() || "/\"'".contains(c)).any(is_handler)
}

/// `onload=` and the like.
fn is_handler(word: &str) -> bool {
    word.strip_prefix("on").is_some_and(|rest| {
        let name = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        name.len() < rest.len() && (name.is_empty() || name.starts_with('='))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_is_told_from_what_is_looked_at() {
        for drawing in [
            "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>",
            "\u{feff}<?xml version=\"1.0\"?>\n<!-- a --><!DOCTYPE svg><svg><title>Công an phường</title><text>một con</text></svg>",
        ] {
            assert!(is_drawing(drawing.as_bytes()) && !runs(drawing.as_bytes()), "{drawing}");
        }
        for drawing in [
            "<svg><SCRIPT>alert(1)</SCRIPT></svg>",
            "<svg onload=alert(1)>",
            "<svg/onload = 'alert(1)'>",
            "<svg><a href='javascript:alert(1)'/></svg>",
            "<svg><a href='&#106;avascript:alert(1)'/></svg>",
            "<svg><foreignObject><body/></foreignObject></svg>",
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>",
        ] {
            assert!(is_drawing(drawing.as_bytes()) && runs(drawing.as_bytes()), "{drawing}");
        }
        assert!(runs(b"<svg>\xff</svg>"));
        for other in ["<html><body>a", "text <svg", "", "{}"] {
            assert!(!is_drawing(other.as_bytes()), "{other}");
        }
    }
}
