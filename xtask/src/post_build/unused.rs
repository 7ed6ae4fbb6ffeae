//! Code that nobody calls, and that only its being exported keeps in the wasm: Leptos depends on wasm-streams for its
//! server functions, which we have none of, and wasm-streams exports classes. What their methods would call is in the table of
//! functions besides, where no optimiser can tell that it is never called.

use std::collections::{HashMap, HashSet};
use std::fs;

use anyhow::{Context, Result, ensure};
use wasm_encoder::{CodeSection, ExportKind, ExportSection, Function, Module, RawSection};
use wasmparser::{ExternalKind, KnownCustom, Name, Parser, Payload};

use super::glue::Glue;
use super::{rewrite, wasm_opt};
use crate::workspace::Workspace;

/// How the exports of those classes' methods are recognised.
const METHOD: &str = "intounderlying";
/// What the names of functions have in them that only those methods call, directly or by the table.
const CALLED: [&str; 3] = ["future_to_promise", "wasm_streams", "IntoUnderlying"];
/// The same of functions by which a panic says what it is. Nobody hears it in a wasm: the trap at their end is all that happens.
const SAYING: [&str; 3] = ["9panicking", "unwrap_failed", "slice_index_fail"];
/// How their classes are called in the glue.
const CLASS: &str = "IntoUnderlying";

/// Takes the classes out of the glue and the wasm, with all that only they used.
pub(super) fn cut(workspace: &Workspace, glue: &Glue) -> Result<()> {
    let wasm = fs::read(&glue.wasm).with_context(|| format!("reading {}", glue.wasm.display()))?;
    let fewer = without_exports(&wasm, |name| name.contains(METHOD))?;
    let fewer = without_bodies(&fewer, |name| CALLED.iter().chain(&SAYING).any(|called| name.contains(called)))?;
    fs::write(&glue.wasm, fewer).with_context(|| format!("writing {}", glue.wasm.display()))?;
    wasm_opt::in_place(workspace, &glue.wasm)?;
    let wasm = fs::read(&glue.wasm).with_context(|| format!("reading {}", glue.wasm.display()))?;
    let imports = imports(&wasm)?;
    rewrite(&glue.script, |script| {
        let script = without_imports(&without_classes(&script), |name| imports.contains(name));
        ensure!(
            !script.contains(CLASS),
            "wasm-bindgen writes the classes of wasm-streams in a new way: teach xtask/src/post_build/unused.rs"
        );
        Ok(script)
    })
}

/// The module without some of its exports.
fn without_exports(wasm: &[u8], unwanted: impl Fn(&str) -> bool) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("the wasm cannot be parsed")?;
        if let Payload::ExportSection(exports) = payload {
            let mut kept = ExportSection::new();
            for export in exports {
                let export = export?;
                if !unwanted(export.name) {
                    kept.export(export.name, kind(export.kind)?, export.index);
                }
            }
            module.section(&kept);
        } else {
            copy(wasm, &payload, &mut module)?;
        }
    }
    Ok(module.finish())
}

/// The module with a trap in place of some of its functions, by their names.
fn without_bodies(wasm: &[u8], unwanted: impl Fn(&str) -> bool) -> Result<Vec<u8>> {
    let names = function_names(wasm)?;
    let mut number = u32::try_from(imports(wasm)?.len())?;
    let mut module = Module::new();
    let mut code = CodeSection::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.context("the wasm cannot be parsed")? {
            Payload::CodeSectionStart { .. } => {}
            // The names have been of use.
            Payload::CustomSection(section) if section.name() == "name" => {}
            Payload::CodeSectionEntry(body) => {
                if names.get(&number).is_some_and(|name| unwanted(name)) {
                    let mut trap = Function::new([]);
                    trap.instructions().unreachable().end();
                    code.function(&trap);
                } else {
                    code.raw(body.as_bytes());
                }
                number += 1;
            }
            payload => {
                // Code comes before data (WebAssembly, section 5.5.2).
                if matches!(payload, Payload::DataSection(_)) {
                    module.section(&code);
                    code = CodeSection::new();
                }
                copy(wasm, &payload, &mut module)?;
            }
        }
    }
    ensure!(code.is_empty(), "the wasm has no data behind its code");
    Ok(module.finish())
}

/// The functions' names by their numbers, those imported being the first.
fn function_names(wasm: &[u8]) -> Result<HashMap<u32, String>> {
    let mut names = HashMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CustomSection(section) = payload.context("the wasm cannot be parsed")? else { continue };
        let KnownCustom::Name(subsections) = section.as_known() else { continue };
        for subsection in subsections {
            if let Name::Function(functions) = subsection? {
                for function in functions {
                    let function = function?;
                    names.insert(function.index, function.name.to_owned());
                }
            }
        }
    }
    ensure!(!names.is_empty(), "the wasm has lost the names of its functions, by which what nobody calls is found");
    Ok(names)
}

/// Takes a section over as it is.
pub(super) fn copy(wasm: &[u8], payload: &Payload<'_>, module: &mut Module) -> Result<()> {
    if let Some((id, range)) = payload.as_section() {
        let (start, end) = (usize::try_from(range.start)?, usize::try_from(range.end)?);
        let data = wasm.get(start..end).context("a section of the wasm ends beyond it")?;
        module.section(&RawSection { id, data });
    }
    Ok(())
}

/// What an export is, as the encoder names it.
pub(super) fn kind(kind: ExternalKind) -> Result<ExportKind> {
    Ok(match kind {
        ExternalKind::Func | ExternalKind::FuncExact => ExportKind::Func,
        ExternalKind::Table => ExportKind::Table,
        ExternalKind::Memory => ExportKind::Memory,
        ExternalKind::Global => ExportKind::Global,
        ExternalKind::Tag => ExportKind::Tag,
    })
}

/// The names of what a module imports.
fn imports(wasm: &[u8]) -> Result<HashSet<String>> {
    let mut names = HashSet::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(imports) = payload.context("the wasm cannot be parsed")? {
            for import in imports.into_imports() {
                names.insert(import?.name.to_owned());
            }
        }
    }
    Ok(names)
}

/// The glue without the classes, each with its finalisation and its disposer. wasm-bindgen ends each of these
/// with a line that is not indented.
fn without_classes(glue: &str) -> String {
    let class = format!("export class {CLASS}");
    let disposer = format!("if (Symbol.dispose) {CLASS}");
    let finalisation = format!("const {CLASS}");
    let mut kept = String::with_capacity(glue.len());
    let mut until: Option<fn(&str) -> bool> = None;
    for line in glue.split_inclusive('\n') {
        match until {
            Some(ends) => {
                if ends(line) {
                    until = None;
                }
            }
            None if line.starts_with(&class) => until = Some(|line| line.starts_with('}')),
            None if line.starts_with(&finalisation) => until = Some(|line| line.trim_end().ends_with(';')),
            None if line.starts_with(&disposer) => {}
            None => kept.push_str(line),
        }
    }
    kept
}

/// The glue without the functions that it would give to a module that does not import them.
fn without_imports(glue: &str, wanted: impl Fn(&str) -> bool) -> String {
    let mut kept = String::with_capacity(glue.len());
    let mut cutting = false;
    for line in glue.split_inclusive('\n') {
        let opens = line
            .strip_prefix("        __wb")
            .and_then(|rest| rest.split_once(": function("))
            .map(|(name, _)| format!("__wb{name}"));
        cutting |= opens.is_some_and(|name| !wanted(&name));
        if !cutting {
            kept.push_str(line);
        }
        cutting &= !line.starts_with("        }");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_go_and_what_is_around_them_stays() {
        let glue = "let wasm;\nexport class IntoUnderlyingSink {\n    free() {\n    }\n}\n\
            if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = 1;\n\
            const IntoUnderlyingSinkFinalization = (a)\n    ? { b }\n    : new C(ptr => 1);\n\
            export class Other {\n}\n";
        assert_eq!(without_classes(glue), "let wasm;\nexport class Other {\n}\n");
    }

    #[test]
    fn only_functions_that_are_imported_stay() {
        let glue = "    const import0 = {\n        __wbg_a_1: function(arg0) {\n            if (arg0) {\n            }\n        },\n        \
            __wbg_c_3: function() { return handleError(function (arg0) {\n        }, arguments); },\n        \
            __wbg_b_2: function() {\n        },\n    };\n";
        let kept = "    const import0 = {\n        __wbg_b_2: function() {\n        },\n    };\n";
        assert_eq!(without_imports(glue, |name| name == "__wbg_b_2"), kept);
    }

    #[test]
    fn bodies_go_by_name() {
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut functions = wasm_encoder::FunctionSection::new();
        functions.function(0).function(0);
        let mut code = CodeSection::new();
        for _ in 0..2 {
            let mut body = Function::new([]);
            body.instructions().nop().end();
            code.function(&body);
        }
        let mut data = wasm_encoder::DataSection::new();
        data.passive(*b"data");
        let mut names = wasm_encoder::NameSection::new();
        let mut of_functions = wasm_encoder::NameMap::new();
        of_functions.append(0, "kept");
        of_functions.append(1, "wasm_streams::gone");
        names.functions(&of_functions);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code).section(&data).section(&names);
        let fewer = without_bodies(&module.finish(), |name| name.contains("wasm_streams")).unwrap();
        let bodies: Vec<Vec<u8>> = Parser::new(0)
            .parse_all(&fewer)
            .filter_map(|payload| match payload.unwrap() {
                Payload::CodeSectionEntry(body) => Some(body.as_bytes().to_vec()),
                _ => None,
            })
            .collect();
        assert_eq!(bodies, [vec![0, 0x01, 0x0b], vec![0, 0x00, 0x0b]]);
    }

    #[test]
    fn exports_go_by_name() {
        let mut module = Module::new();
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut functions = wasm_encoder::FunctionSection::new();
        functions.function(0);
        let mut exports = ExportSection::new();
        exports.export("start", ExportKind::Func, 0);
        exports.export("intounderlyingsink_close", ExportKind::Func, 0);
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instructions().end();
        code.function(&body);
        module.section(&types).section(&functions).section(&exports).section(&code);
        let fewer = without_exports(&module.finish(), |name| name.contains(METHOD)).unwrap();
        let names: Vec<String> = Parser::new(0)
            .parse_all(&fewer)
            .filter_map(|payload| match payload.unwrap() {
                Payload::ExportSection(exports) => Some(exports),
                _ => None,
            })
            .flat_map(|exports| exports.into_iter().map(|export| export.unwrap().name.to_owned()).collect::<Vec<_>>())
            .collect();
        assert_eq!(names, ["start"]);
    }
}
