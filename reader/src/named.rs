//! The elements that HTML names besides those that a body keeps.

use bantin_feed::{ALLOWED_ELEMENTS, DROPPED_ELEMENTS};

/// How many are named at most; no editor writes as many.
const MOST: usize = 200;

/// Elements that a browser lets no page name for this: it refuses the whole list then (HTML Sanitizer API, its baseline and
/// what it never replaces).
const NEVER: [&str; 5] = ["embed", "frame", "html", "script", "use"];

/// The names of the elements in `html` of which only what they hold is kept, each once, in lower case. It may name some that
/// are none, such as what stands in a comment.
pub(crate) fn elements_in(html: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for tag in html.split('<').skip(1) {
        let name: String = tag.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '/' | '>')).take(40).collect();
        let name = name.to_ascii_lowercase();
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase());
        let known = ALLOWED_ELEMENTS.iter().chain(DROPPED_ELEMENTS).chain(&NEVER).any(|known| *known == name);
        if is_name && !known && !names.contains(&name) && names.len() < MOST {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_other_element_is_named_once() {
        let html = "<HTML><P>a</P><FONT color=red>b</font><o:p></o:p><font><center>c < d</center><script></script><embed src=x><!-- x -->";
        assert_eq!(elements_in(html), ["font", "o:p", "center"]);
        assert_eq!(elements_in(&(0..300).map(|n| format!("<x{n}>")).collect::<String>()).len(), MOST);
    }
}
