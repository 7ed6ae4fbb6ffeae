//! Short names for what wasm and glue give each other. wasm-bindgen's say what each is and end in a hash, and each stands in
//! both files and is called once: 3 KB of the first view after brotli.

use std::collections::{HashMap, HashSet};
use std::fs;

use anyhow::{Context, Result, bail};
use wasm_encoder::{EntityType, ExportSection, ImportSection, Module};
use wasmparser::{Parser, Payload, TypeRef};

use super::glue::Glue;
use super::rewrite;
use super::unused::{copy, kind};

/// How the glue calls what the wasm exports.
const EXPORTED: &str = "wasm.";

/// Gives imports and exports short names in both files.
pub(super) fn give(glue: &Glue) -> Result<()> {
    let wasm = fs::read(&glue.wasm).with_context(|| format!("reading {}", glue.wasm.display()))?;
    let mut names = Names::default();
    let renamed = rename(&wasm, &mut names)?;
    rewrite(&glue.script, |script| names.follow(&script))?;
    fs::write(&glue.wasm, renamed).with_context(|| format!("writing {}", glue.wasm.display()))
}

/// The new name of each, in the order in which they were met.
#[derive(Default)]
struct Names {
    /// Of a module that is imported from.
    modules: HashMap<String, String>,
    imports: HashMap<String, String>,
    exports: HashMap<String, String>,
}

/// The next name of those given so far.
fn next(given: &mut HashMap<String, String>, name: &str) -> String {
    let number = given.len();
    given.entry(name.to_owned()).or_insert_with(|| letters(number)).clone()
}

/// `a` … `z`, `aa` …: a number written with letters, so that the most have one or two.
fn letters(mut number: usize) -> String {
    let mut written = String::new();
    loop {
        written.insert(0, char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        if number < 26 {
            return written;
        }
        number = number / 26 - 1;
    }
}

fn rename(wasm: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.context("the wasm cannot be parsed")? {
            Payload::ImportSection(imports) => {
                let mut section = ImportSection::new();
                for import in imports.into_imports() {
                    let import = import?;
                    let TypeRef::Func(of) = import.ty else {
                        bail!(
                            "the wasm imports {} which is no function: teach xtask/src/post_build/short_names.rs",
                            import.name
                        )
                    };
                    let from = next(&mut names.modules, import.module);
                    section.import(&from, &next(&mut names.imports, import.name), EntityType::Function(of));
                }
                module.section(&section);
            }
            Payload::ExportSection(exports) => {
                let mut section = ExportSection::new();
                for export in exports {
                    let export = export?;
                    section.export(&next(&mut names.exports, export.name), kind(export.kind)?, export.index);
                }
                module.section(&section);
            }
            payload => copy(wasm, &payload, &mut module)?,
        }
    }
    Ok(module.finish())
}

impl Names {
    /// The glue with the new names. Its functions' own names are shortened by the minifier.
    fn follow(&self, glue: &str) -> Result<String> {
        let mut followed = String::with_capacity(glue.len());
        let mut left: HashSet<&str> = self.imports.keys().map(String::as_str).collect();
        for line in glue.split_inclusive('\n') {
            let keyed = line.strip_prefix("        ").and_then(|rest| rest.split_once(": "));
            match keyed.and_then(|(key, rest)| Some((self.of_key(key)?, rest))) {
                Some((key, rest)) => {
                    followed.extend(["        ", key, ": ", rest]);
                    left.retain(|name| self.imports.get(*name) != Some(key));
                }
                None => self.follow_calls(line, &mut followed)?,
            }
        }
        if !left.is_empty() {
            bail!("the glue does not give the wasm what it imports: {left:?}");
        }
        Ok(followed)
    }

    /// The new name of an import, or of the module that it is imported from.
    fn of_key(&self, key: &str) -> Option<&String> {
        self.imports.get(key).or_else(|| self.modules.get(key.trim_matches('"')))
    }

    fn follow_calls(&self, line: &str, followed: &mut String) -> Result<()> {
        let mut rest = line;
        while let Some(at) = rest.find(EXPORTED) {
            let (before, called) = rest.split_at(at);
            let called = called.get(EXPORTED.len()..).unwrap_or_default();
            let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$');
            let name = called.get(..called.find(|letter| !is_name(letter)).unwrap_or(called.len())).unwrap_or_default();
            followed.push_str(before);
            followed.push_str(EXPORTED);
            // `bantin_bg.wasm'` in a comment or a string is no call.
            let whole = !before.ends_with(is_name) && !before.ends_with(['"', '\'', '.']);
            match self.exports.get(name) {
                Some(new) if whole => followed.push_str(new),
                None if whole && !name.is_empty() => {
                    bail!("the glue calls wasm.{name}, which the wasm does not export")
                }
                _ => followed.push_str(name),
            }
            rest = called.get(name.len()..).unwrap_or_default();
        }
        followed.push_str(rest);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module() -> Vec<u8> {
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./a_bg.js", "__wbg_far_1", EntityType::Function(0));
        imports.import("./a_bg.js", "__wbg_near_2", EntityType::Function(0));
        let mut exports = ExportSection::new();
        exports.export("start", wasm_encoder::ExportKind::Func, 0);
        exports.export("__wbindgen_export", wasm_encoder::ExportKind::Func, 1);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        module.finish()
    }

    #[test]
    fn letters_are_counted_on() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(letters), ["a", "z", "aa", "ab", "zz", "aaa"]);
    }

    #[test]
    fn both_sides_have_the_same_names() {
        let mut names = Names::default();
        let renamed = rename(&module(), &mut names).unwrap();
        let mut again = Names::default();
        rename(&renamed, &mut again).unwrap();
        let mut imports: Vec<_> = again.imports.keys().map(String::as_str).collect();
        imports.sort_unstable();
        assert_eq!(imports, ["a", "b"]);
        let glue = "        __wbg_far_1: function() {\n            wasm.start(wasm.__wbindgen_export);\n        },\n        \
            __wbg_near_2: far,\n        \"./a_bg.js\": import0,\nexport function start() {\n    wasm.start();\n}\n// a_bg.wasm.start\n";
        assert_eq!(
            names.follow(glue).unwrap(),
            "        a: function() {\n            wasm.a(wasm.b);\n        },\n        \
             b: far,\n        a: import0,\nexport function start() {\n    wasm.a();\n}\n// a_bg.wasm.start\n"
        );
    }

    #[test]
    fn what_one_side_lacks_is_refused() {
        let mut names = Names::default();
        rename(&module(), &mut names).unwrap();
        let given = "        __wbg_far_1: far,\n        __wbg_near_2: near,\n";
        assert!(names.follow(given).is_ok());
        assert!(names.follow(&format!("{given}wasm.gone();")).unwrap_err().to_string().contains("wasm.gone"));
        assert!(names.follow("        __wbg_far_1: far,\n").unwrap_err().to_string().contains("__wbg_near_2"));
    }
}
