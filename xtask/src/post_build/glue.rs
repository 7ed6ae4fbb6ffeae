//! wasm-bindgen's JavaScript: finding it; making its ways from a text to markup pass a Trusted Types policy, since hosts that
//! require Trusted Types would refuse the plain string; and starting the wasm so that whoever started it hears of its end.

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
        if let Some(stem) = file_name(&wasm).strip_suffix("_bg.wasm").filter(|stem| !super::is_on_demand(stem)) {
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

/// Routes what the glue makes markup of through the policy.
pub(crate) fn route_markup(glue: &str) -> Result<String> {
    let assigned = route_inner_html(glue)?;
    let routed = route_parsed(&assigned)?;
    Ok(if routed == glue { routed } else { [POLICY, &routed].concat() })
}

/// Why a text cannot be routed.
fn in_a_new_way(what: &str, piece: &str) -> anyhow::Error {
    anyhow::anyhow!(
        "wasm-bindgen's glue {what} in a new way: teach xtask/src/post_build/glue.rs, or pages that require Trusted Types \
         break:\n{}",
        piece.lines().next().unwrap_or_default()
    )
}

fn route_inner_html(glue: &str) -> Result<String> {
    let mut parts = glue.split(".innerHTML");
    let mut routed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        routed.push_str(".innerHTML");
        match assigned(part) {
            Assigned::Nothing => routed.push_str(part),
            Assigned::Value { value, rest } => routed.push_str(&format!(" = bantinHtml({value}){rest}")),
            Assigned::Unclear => return Err(in_a_new_way("assigns to innerHTML", part)),
        }
    }
    Ok(routed)
}

/// A DOMParser's text is its first argument.
fn route_parsed(glue: &str) -> Result<String> {
    let mut parts = glue.split(".parseFromString(");
    let mut routed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut depth = 0;
        let end = part.find(|letter| {
            depth += i32::from(letter == '(') - i32::from(letter == ')');
            letter == ',' && depth == 0
        });
        let (text, rest) =
            end.and_then(|end| part.split_at_checked(end)).ok_or_else(|| in_a_new_way("parses markup", part))?;
        routed.push_str(&format!(".parseFromString(bantinHtml({text}){rest}"));
    }
    Ok(routed)
}

/// Where wasm-bindgen's own way to start begins; nothing comes after it.
const START: &str = "let wasmModule, wasmInstance, wasm;";

/// Ours instead. A trap ends an instance for good: from then on nothing enters it any more, and `ended` is told once, with
/// what was thrown. wasm that a host sends under another media type is taken too, and so are its bytes.
const OWN_START: &str = "\
let wasm, over;
const guarded = (call, ended) => (...given) => {
    // Whatever is made of it, a number or several, there is nothing in it.
    if (over) return [];
    try {
        return call(...given);
    } catch (reason) {
        if (reason instanceof WebAssembly.RuntimeError || reason instanceof RangeError) {
            over = true;
            ended?.(reason);
        }
        throw reason;
    }
};
export default async ({ module_or_path, ended }) => {
    const from = await module_or_path;
    const imports = __wbg_get_imports();
    if (from.ok === false) throw new Error(`${from.url}: ${from.status}`);
    const streams = from.headers?.get('content-type') === 'application/wasm';
    const { instance } = streams
        ? await WebAssembly.instantiateStreaming(from, imports)
        : await WebAssembly.instantiate(from.arrayBuffer ? await from.arrayBuffer() : from, imports);
    wasm = {};
    for (const [name, value] of Object.entries(instance.exports)) {
        wasm[name] = typeof value === 'function' ? guarded(value, ended) : value;
    }
    wasm.__wbindgen_start();
};
";

/// The glue with our own way to start the wasm.
pub(crate) fn start_by_ourselves(glue: &str) -> Result<String> {
    match glue.split_once(START) {
        Some((before, own)) if own.trim_end().ends_with(EXPORTS) => Ok(format!("{before}{OWN_START}")),
        _ => bail!("wasm-bindgen's glue starts the wasm in a new way: teach xtask/src/post_build/glue.rs"),
    }
}

/// How wasm-bindgen's glue ends.
const EXPORTS: &str = "export { initSync, __wbg_init as default };";

/// The same, but that whoever starts it while another does gets the one that is coming: wasm-bindgen's own would make two, and
/// what the first had given away would be looked for in the second. `options` gives what wasm-bindgen's own start takes.
const STARTED_ONCE: &str = "\
let starting;
export default (options) => starting ??= Promise.resolve(options?.()).then(__wbg_init).catch((reason) => {
    starting = undefined;
    throw reason;
});
";

/// The glue, starting its wasm once however many ask for it.
pub(crate) fn start_once(glue: &str) -> Result<String> {
    match glue.trim_end().strip_suffix(EXPORTS) {
        Some(before) => Ok(format!("{before}{STARTED_ONCE}")),
        None => bail!("wasm-bindgen's glue ends in a new way: teach xtask/src/post_build/glue.rs"),
    }
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
    fn the_one_that_is_coming_is_given_to_all() {
        let made = start_once(&format!("async function __wbg_init() {{}}\n{EXPORTS}\n")).unwrap();
        assert!(made.starts_with("async function __wbg_init() {}\nlet starting;\nexport default"), "{made}");
        assert!(start_once("export default init;").is_err());
    }

    #[test]
    fn markup_passes_the_policy() {
        let glue = "import * as x from './y.js';\nfunction a() {\n    \
                    arg0.innerHTML = getStringFromWasm0(arg1, arg2);\n    \
                    arg0.parseFromString(getStringFromWasm0(arg1, arg2), kinds[arg3]);\n}\n";
        let routed = route_markup(glue).unwrap();
        assert!(routed.contains("arg0.innerHTML = bantinHtml(getStringFromWasm0(arg1, arg2));"));
        assert!(routed.contains("arg0.parseFromString(bantinHtml(getStringFromWasm0(arg1, arg2)), kinds[arg3]);"));
        assert!(routed.starts_with("const bantinPolicy"));
        assert!(routed.ends_with("}\n"));
    }

    #[test]
    fn glue_without_it_stays_as_it_is() {
        for glue in ["const a = b.innerHTML;\n", "if (a.innerHTML == b) {}", "x"] {
            assert_eq!(route_markup(glue).unwrap(), glue);
        }
    }

    #[test]
    fn the_wasm_is_started_our_way() {
        let glue = format!("let a;\n{START}\nfunction b() {{}}\n\nexport {{ initSync, __wbg_init as default }};\n");
        assert_eq!(start_by_ourselves(&glue).unwrap(), format!("let a;\n{OWN_START}"));
        assert!(start_by_ourselves("let a;\n").is_err());
        assert!(start_by_ourselves(&format!("{START}\nexport {{ other }};\n")).is_err());
    }

    #[test]
    fn an_unknown_shape_is_refused() {
        assert!(route_markup("a.innerHTML = (() => {\n return b; })();").is_err());
        assert!(route_markup("a.parseFromString(b)").is_err());
    }
}
