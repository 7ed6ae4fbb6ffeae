//! The style of embeds, made of the page's: what hangs on the page itself hangs on an element instead, and what depends on the
//! window or on the root's font size depends on that element. `public/embed.js` adopts it in each shadow root.

use std::collections::BTreeMap;

/// The element that stands for the page, and its rules that only embeds have.
const ROOT: &str = ".root";

/// The unit that the loader measures, in the place of `rem`.
const UNIT: &str = "var(--unit,16px)";

/// What a host may set, by the name of the token, with `--bantin-` before it.
const OFFERED: [(&str, &str); 8] = [
    ("--hue", "hue"),
    ("--ink", "ink"),
    ("--paper", "paper"),
    ("--quiet", "quiet"),
    ("--rule", "rule"),
    ("--accent", "accent"),
    ("--sans", "font"),
    ("--serif", "heading-font"),
];

/// How the preludes of rules begin that only a site's own page needs: what is the page's, searching, the aids for reading, and what a
/// visitor has chosen of how pages are shown.
const PAGES_ALONE: [&str; 23] = [
    "@font-face",
    "@page",
    "::view-transition",
    "html",
    "main",
    "#bantin",
    ".skip",
    ".starting",
    ".search",
    ".suggested",
    ".asked",
    ".days",
    ".offered",
    ".found",
    ".results",
    ".filters",
    ".headline mark",
    "mark",
    ".aids",
    ".failed[data-aid]",
    "[data-aid]",
    ".masthead [data-aid]",
    ":root[",
];

/// A rule, or an at-rule with what is in its braces.
#[derive(Debug, PartialEq, Eq)]
struct Rule<'a> {
    prelude: &'a str,
    body: &'a str,
}

/// Makes it, `own` being the rules that only embeds have.
pub(super) fn of_page(page: &str, own: &str) -> String {
    let page = without_comments(page);
    let dark = dark_tokens(&page);
    let mut out = String::with_capacity(page.len());
    for rule in rules(&page) {
        write_rule(&rule, &dark, &mut out);
    }
    for rule in rules(&without_comments(own)) {
        write_rule(&rule, &BTreeMap::new(), &mut out);
    }
    out
}

fn write_rule(rule: &Rule<'_>, dark: &BTreeMap<&str, &str>, out: &mut String) {
    let prelude = rule.prelude;
    let is_pages_alone = PAGES_ALONE.iter().any(|start| prelude.starts_with(start));
    if is_pages_alone || prelude.contains("print") || prelude.contains("prefers-color-scheme") {
        return;
    }
    if prelude.starts_with("@media") || prelude.starts_with("@container") || prelude.starts_with("@supports") {
        out.push_str(&format!("{prelude}{{"));
        for rule in rules(rule.body) {
            write_rule(&rule, dark, out);
        }
        out.push('}');
        return;
    }
    if prelude.starts_with("@keyframes") {
        out.push_str(&format!("{prelude}{{{}}}", in_units(rule.body)));
        return;
    }
    if prelude == ":root" {
        out.push_str(&tokens(rule.body, dark));
        return;
    }
    let prelude = if prelude == "body" { ROOT } else { prelude };
    out.push_str(&format!("{prelude}{{{}}}", in_units(rule.body.trim())));
}

/// The tokens, each with what a host may set in its place. The dark ones follow the host's colour scheme; a browser that does
/// not know `light-dark()` has the light ones.
fn tokens(body: &str, dark: &BTreeMap<&str, &str>) -> String {
    let (mut light, mut both) = (String::new(), String::new());
    for (name, value) in declarations(body) {
        if name == "color-scheme" {
            continue;
        }
        let value = in_units(value);
        let offered = OFFERED.iter().find(|(token, _)| *token == name).map(|(_, offered)| *offered);
        let or = |value: &str| match offered {
            Some(offered) => format!("var(--bantin-{offered},{value})"),
            None => value.to_owned(),
        };
        light.push_str(&format!("{name}:{};", or(&value)));
        if let Some(dark) = dark.get(name) {
            both.push_str(&format!("{name}:{};", or(&format!("light-dark({value},{dark})"))));
        }
    }
    format!("{ROOT}{{{light}}}@supports (color:light-dark(red,red)){{{ROOT}{{{both}}}}}")
}

fn dark_tokens(css: &str) -> BTreeMap<&str, &str> {
    let media = rules(css).into_iter().filter(|rule| rule.prelude.contains("prefers-color-scheme"));
    let roots = media.flat_map(|media| rules(media.body)).filter(|root| !root.prelude.starts_with(":root["));
    roots.flat_map(|root| declarations(root.body)).collect()
}

fn declarations(body: &str) -> Vec<(&str, &str)> {
    let pair = |declaration: &str| -> Option<(usize, usize)> {
        let colon = declaration.find(':')?;
        Some((colon, declaration.len()))
    };
    body.split(';')
        .filter_map(|declaration| {
            let (colon, end) = pair(declaration)?;
            Some((declaration.get(..colon)?.trim(), declaration.get(colon + 1..end)?.trim()))
        })
        .collect()
}

/// The rules of a sheet or of an at-rule, in order. Text in quotes holds no braces here.
fn rules(css: &str) -> Vec<Rule<'_>> {
    let mut found = Vec::new();
    let mut rest = css;
    while let Some((prelude, after)) = rest.split_once('{') {
        let mut depth = 1_u32;
        let end = after.char_indices().find(|(_, letter)| {
            depth = match letter {
                '{' => depth + 1,
                '}' => depth - 1,
                _ => depth,
            };
            depth == 0
        });
        let Some((body, behind)) = end.and_then(|(at, _)| Some((after.get(..at)?, after.get(at + 1..)?))) else {
            break;
        };
        found.push(Rule { prelude: prelude.trim(), body });
        rest = behind;
    }
    found
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// `rem` in the loader's unit, `vw` in the container's.
fn in_units(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit() || letter == '.') {
        let (before, number_on) = rest.split_at(at);
        let end = number_on.find(|letter: char| !(letter.is_ascii_digit() || letter == '.')).unwrap_or(number_on.len());
        let (number, after) = number_on.split_at(end);
        out.push_str(before);
        let in_word = before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '#' || letter == '_');
        let unit = |unit: &str| {
            let after = after.strip_prefix(unit)?;
            (!in_word && !after.starts_with(|letter: char| letter.is_alphanumeric())).then_some(after)
        };
        if let Some(after) = unit("rem") {
            let minus = out.ends_with('-') && !out.ends_with("--");
            if minus {
                out.pop();
            }
            out.push_str(&format!("calc({UNIT}*{}{number})", if minus { "-" } else { "" }));
            rest = after;
        } else if let Some(after) = unit("vw") {
            out.push_str(&format!("{number}cqi"));
            rest = after;
        } else {
            out.push_str(number);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "@font-face{font-family:A}\n:root{color-scheme:light dark;--ink:black;--gap:1rem}\
        @media (prefers-color-scheme: dark){:root{--ink:white}}/* { */html{a:b}body{color:var(--ink);margin:0}\
        #bantin{container:page/inline-size}.a{top:-10rem;width:clamp(1rem,.5rem + 2.5vw,2.5rem)}\
        @container page (min-width: 760px){.a{margin:-1rem 2rem}main{a:b}}@media print{.a{display:none}}\
        .b2rem{color:#1rem2}@keyframes move{to{left:1rem}}";

    #[test]
    fn the_page_becomes_an_element() {
        let made = of_page(PAGE, ".root{all:initial}");
        let unit = |number: &str| format!("calc(var(--unit,16px)*{number})");
        assert_eq!(
            made,
            format!(
                ".root{{--ink:var(--bantin-ink,black);--gap:{one};}}@supports (color:light-dark(red,red)){{\
                 .root{{--ink:var(--bantin-ink,light-dark(black,white));}}}}.root{{color:var(--ink);margin:0}}\
                 .a{{top:{top};width:clamp({one},{half} + 2.5cqi,{most})}}@container page (min-width: 760px){{\
                 .a{{margin:{less} {two}}}}}.b2rem{{color:#1rem2}}@keyframes move{{to{{left:{one}}}}}.root{{all:initial}}",
                one = unit("1"),
                half = unit(".5"),
                most = unit("2.5"),
                top = unit("-10"),
                less = unit("-1"),
                two = unit("2"),
            )
        );
    }

    #[test]
    fn nothing_of_the_window_is_left() {
        for own in [".a{width:5vw;height:1.5rem}", ".b{margin:0 -.5rem}"] {
            let made = of_page("", own);
            assert!(!made.contains("rem") && !made.contains("vw"), "{made}");
        }
    }

    #[test]
    fn what_a_visitor_of_the_site_has_chosen_is_not_for_embeds() {
        let page = ":root{--ink:#111}@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--ink:#eee}}\
            :root[data-contrast]{--ink:#000}@media (prefers-color-scheme:dark){:root[data-contrast]{--ink:#fff}}.aids{gap:1px}";
        let made = of_page(page, "");
        assert!(made.contains("light-dark(#111,#eee)"), "{made}");
        assert!(!made.contains("#fff") && !made.contains("#000") && !made.contains("aids"), "{made}");
    }
}
