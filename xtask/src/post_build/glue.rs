//! wasm-bindgen's JavaScript: finding it, and making its one way into `innerHTML` pass a Trusted
//! Types policy, since hosts that require Trusted Types would refuse the plain string.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{file_name, files_below};

/// The wasm and the script that belongs to it.
pub(crate) struct Glue {
    /// `name-hash.js`
    pub(crate) script: PathBuf,
    /// `name-hash_bg.wasm`
    pub(crate) wasm: PathBuf,
}

/// The pair of the front end that Trunk wrote, if there is one.
pub(crate) fn find(staging: &Path) -> Result<Option<Glue>> {
    for wasm in files_below(staging)? {
        if let Some(stem) = file_name(&wasm).strip_suffix("_bg.wasm").filter(|stem| !stem.starts_with(super::READER)) {
            let script = wasm.with_file_name(format!("{stem}.js"));
            if script.is_file() {
                return Ok(Some(Glue { script, wasm }));
            }
        }
    }
    Ok(None)
}

/// What is put before the glue. Two instances on one page each make the policy, so that hosts need
/// `'allow-duplicates'`; where the host forbids even that, the plain string is as good as before.
const POLICY: &str = "\
const bantinPolicy = (() => {
    try {
        return globalThis.trustedTypes?.createPolicy('bantin', { createHTML: (html) => html });
    } catch {
        return undefined;
    }
})();
const bantinHtml = (html) => bantinPolicy ? bantinPolicy.createHTML(html) : html;
";

/// Routes what the glue assigns to `innerHTML` through the policy.
pub(crate) fn route_inner_html(glue: &str) -> Result<String> {
    let mut parts = glue.split(".innerHTML");
    let mut routed = parts.next().unwrap_or_default().to_owned();
    let mut found = false;
    for part in parts {
        routed.push_str(".innerHTML");
        match assigned(part) {
            Assigned::Nothing => routed.push_str(part),
            Assigned::Value { value, rest } => {
                routed.push_str(&format!(" = bantinHtml({value}){rest}"));
                found = true;
            }
            Assigned::Unclear => bail!(
                "wasm-bindgen's glue assigns to innerHTML in a new way: teach \
                 xtask/src/post_build/glue.rs, or pages that require Trusted Types break:\n{}",
                part.lines().next().unwrap_or_default()
            ),
        }
    }
    if found {
        routed.insert_str(0, POLICY);
    }
    Ok(routed)
}

enum Assigned<'a> {
    /// It is only read, or part of a longer name.
    Nothing,
    /// A value up to the end of its statement.
    Value { value: &'a str, rest: &'a str },
    /// An assignment whose end we do not find.
    Unclear,
}

fn assigned(after: &str) -> Assigned<'_> {
    let Some(value) = after.trim_start().strip_prefix('=') else {
        return Assigned::Nothing;
    };
    if value.starts_with('=') {
        return Assigned::Nothing;
    }
    match value.split_once(';') {
        Some((text, _)) if !text.contains(['{', '}', '\n']) => {
            Assigned::Value { value: text.trim(), rest: value.get(text.len()..).unwrap_or_default() }
        }
        _ => Assigned::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_html_passes_the_policy() {
        let glue = "import * as x from './y.js';\nfunction a() {\n    \
                    arg0.innerHTML = getStringFromWasm0(arg1, arg2);\n}\n";
        let routed = route_inner_html(glue).unwrap();
        assert!(routed.contains("arg0.innerHTML = bantinHtml(getStringFromWasm0(arg1, arg2));"));
        assert!(routed.starts_with("const bantinPolicy"));
        assert!(routed.ends_with("}\n"));
    }

    #[test]
    fn glue_without_it_stays_as_it_is() {
        for glue in ["const a = b.innerHTML;\n", "if (a.innerHTML == b) {}", "x"] {
            assert_eq!(route_inner_html(glue).unwrap(), glue);
        }
    }

    #[test]
    fn an_unknown_shape_is_refused() {
        assert!(route_inner_html("a.innerHTML = (() => {\n return b; })();").is_err());
    }
}
