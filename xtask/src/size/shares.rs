//! Which crate how much of a wasm comes from: each function's bytes go to the crate its name begins
//! with. What a generic function of another crate was compiled for here counts to that crate.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Context, Result};
use rustc_demangle::demangle;
use wasmparser::{KnownCustom, Name, NameSectionReader, Parser, Payload, TypeRef};

/// What a wasm is made of.
pub(crate) struct Shares {
    /// By crate, the largest first.
    pub(crate) crates: Vec<Share>,
    /// By function, the largest first.
    pub(crate) functions: Vec<Share>,
}

/// A part of the wasm.
pub(crate) struct Share {
    /// The crate, or a section in parentheses; or the function.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: u64,
}

/// The shares of a wasm that still has its names.
pub(crate) fn shares(wasm: &[u8]) -> Result<Shares> {
    let mut bodies = Vec::new();
    let mut imported: u32 = 0;
    let mut names = HashMap::new();
    let mut bytes: HashMap<String, u64> = HashMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("the wasm cannot be parsed")?;
        let section = match &payload {
            Payload::CodeSectionEntry(body) => {
                bodies.push(size(&body.range()));
                continue;
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    read_names(section, &mut names)?;
                }
                continue;
            }
            // Its bodies are counted one by one.
            Payload::CodeSectionStart { .. } => continue,
            Payload::DataSection(_) => "(data: strings, tables)",
            Payload::ImportSection(_) => "(imports)",
            _ => "(types, exports, function table)",
        };
        if let Some((_, range)) = payload.as_section() {
            *bytes.entry(section.to_owned()).or_default() += size(&range);
        }
        if let Payload::ImportSection(imports) = payload {
            for import in imports.into_imports() {
                if matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)) {
                    imported += 1;
                }
            }
        }
    }
    let mut functions = Vec::new();
    for (index, size) in (imported..).zip(bodies) {
        let name = names.remove(&index).unwrap_or_default();
        *bytes.entry(crate_of(&name).to_owned()).or_default() += size;
        functions.push(Share { name, bytes: size });
    }
    let crates = bytes.into_iter().map(|(name, bytes)| Share { name, bytes }).collect();
    Ok(Shares { crates: largest_first(crates), functions: largest_first(functions) })
}

fn largest_first(mut shares: Vec<Share>) -> Vec<Share> {
    shares.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    shares
}

fn size(range: &Range<u64>) -> u64 {
    range.end.saturating_sub(range.start)
}

fn read_names(section: NameSectionReader<'_>, names: &mut HashMap<u32, String>) -> Result<()> {
    for name in section {
        if let Name::Function(map) = name.context("the wasm's names cannot be parsed")? {
            for naming in map {
                let naming = naming?;
                names.insert(naming.index, format!("{:#}", demangle(naming.name)));
            }
        }
    }
    Ok(())
}

/// The crate that a demangled name belongs to. Of `<A as Trait>::f` and of `drop_in_place::<A>` that
/// is A's: the code is there because of A.
fn crate_of(name: &str) -> &str {
    let mut name = name
        .strip_prefix("core::ptr::drop_in_place::")
        .or_else(|| name.strip_prefix("core::ptr::drop_in_place"))
        .unwrap_or(name);
    // `<`, `&mut`, `*const`, `[`, `(`, `dyn`: what may stand before a path.
    loop {
        let stripped = name.trim_start_matches(['<', '&', '*', '[', '(', ' ']);
        let stripped =
            ["mut ", "const ", "dyn ", "impl "].iter().find_map(|word| stripped.strip_prefix(word)).unwrap_or(stripped);
        if stripped.len() == name.len() {
            break;
        }
        name = stripped;
    }
    let end = name.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(name.len());
    let (first, rest) = name.split_at(end);
    if rest.starts_with("::") {
        return first;
    }
    // A primitive type or a generic parameter says nothing; the trait's path does.
    if let Some((_, of_trait)) = rest.split_once(" as ") {
        return crate_of(of_trait);
    }
    match first {
        "memcpy" | "memset" | "memmove" | "memcmp" | "bcmp" | "strlen" => "compiler_builtins",
        name if name.starts_with("__rust") || name.starts_with("rust_") => "alloc",
        name if name.starts_with("__wbindgen") || name.starts_with("__externref") => "wasm_bindgen",
        _ => "(other)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_it_is_there_for() {
        for (name, of) in [
            ("leptos::mount::mount_to", "leptos"),
            ("<alloc::vec::Vec<T> as core::ops::drop::Drop>::drop", "alloc"),
            ("<&mut bantin::app::App as core::fmt::Debug>::fmt", "bantin"),
            ("<T as serde::de::Deserialize>::deserialize", "serde"),
            ("<(A, B) as tachys::view::Render>::build", "tachys"),
            ("core::ptr::drop_in_place::<reactive_graph::owner::Owner>", "reactive_graph"),
            ("core::ptr::drop_in_place<reactive_graph::owner::Owner>", "reactive_graph"),
            ("memcpy", "compiler_builtins"),
            ("main", "(other)"),
        ] {
            assert_eq!(crate_of(name), of, "{name}");
        }
    }

    #[test]
    fn a_wasm_without_anything_has_no_shares() {
        let empty = [0, b'a', b's', b'm', 1, 0, 0, 0];
        assert!(shares(&empty).unwrap().crates.is_empty());
        assert!(shares(b"no wasm").is_err());
    }

    #[test]
    fn function_bodies_are_counted_by_name() {
        // One function () -> (), its body empty, its name `leptos::a`.
        let mut wasm = vec![0, b'a', b's', b'm', 1, 0, 0, 0];
        wasm.extend([1, 4, 1, 0x60, 0, 0]);
        wasm.extend([3, 2, 1, 0]);
        wasm.extend([10, 4, 1, 2, 0, 0x0b]);
        wasm.extend([0, 19, 4]);
        wasm.extend(b"name");
        wasm.extend([1, 12, 1, 0, 9]);
        wasm.extend(b"leptos::a");
        let shares = shares(&wasm).unwrap();
        let bytes_of = |shares: &[Share], name| shares.iter().find(|share| share.name == name).map(|share| share.bytes);
        assert_eq!(bytes_of(&shares.crates, "leptos"), Some(2));
        assert_eq!(bytes_of(&shares.functions, "leptos::a"), Some(2));
    }
}
