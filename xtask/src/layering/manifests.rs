//! What each crate's Cargo.toml asks for. Code can give a dependency any name; here it has its own.

use std::path::Path;

use crate::metadata::Metadata;

use super::rules::{Crate, Verdict};

/// The dependencies that the rule does not allow, those of tests included.
pub(super) fn breaches(metadata: &Metadata, root: &Path) -> Vec<String> {
    let shown = |name: &str| {
        let package = metadata.members().find(|package| package.name == name);
        package.map_or_else(String::new, |package| {
            package.manifest_path.strip_prefix(root).unwrap_or(&package.manifest_path).display().to_string()
        })
    };
    let mut broken = Vec::new();
    for package in metadata.members() {
        let Some(krate) = Crate::of_name(&package.name) else { continue };
        for dependency in &package.dependencies {
            if let Verdict::Broken(rule) = krate.judge(&dependency.name) {
                broken.push(format!("  {}: {rule} ({})", shown(&package.name), shown(&dependency.name)));
            }
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn broken(package: &str, dependencies: &[(&str, Option<&str>)]) -> Vec<String> {
        let member = |name: &str, dependencies: Value| {
            let folder = name.trim_start_matches("bantin").trim_start_matches('-');
            json!({
                "id": name, "name": name, "version": "0.1.0", "license": null, "targets": [],
                "manifest_path": Path::new("/w").join(folder).join("Cargo.toml"), "dependencies": dependencies,
            })
        };
        let asked: Vec<Value> =
            dependencies.iter().map(|(name, rename)| json!({"name": name, "rename": rename})).collect();
        let names =
            ["bantin", "bantin-api", "bantin-feed", "bantin-formats", "bantin-reader", "bantin-server", "xtask"];
        let packages: Vec<Value> = names
            .iter()
            .map(|name| member(name, if *name == package { asked.clone().into() } else { json!([]) }))
            .collect();
        let metadata = json!({"packages": packages, "workspace_members": names});
        breaches(&serde_json::from_value(metadata).unwrap(), Path::new("/w"))
    }

    #[test]
    fn what_may_be_asked_for_is_fine() {
        assert_eq!(broken("bantin", &[("bantin-api", None), ("bantin-feed", None), ("leptos", None)]), [""; 0]);
        assert_eq!(broken("bantin-reader", &[("bantin-api", None), ("bantin-feed", None)]), [""; 0]);
        assert_eq!(broken("bantin-server", &[("bantin", None), ("bantin-api", None), ("bantin-feed", None)]), [""; 0]);
        assert_eq!(broken("bantin-formats", &[("bantin-feed", None)]), [""; 0]);
        assert_eq!(broken("xtask", &[("bantin-server", None)]), [""; 0]);
    }

    #[test]
    fn a_dependency_under_another_name_is_found_and_both_files_are_named() {
        assert_eq!(
            broken("bantin-reader", &[("bantin", Some("front"))]),
            ["  reader/Cargo.toml: `bantin_reader` must not use `bantin` (Cargo.toml)"]
        );
        assert_eq!(
            broken("bantin-feed", &[("bantin-api", None)]),
            ["  feed/Cargo.toml: `bantin_feed` must not use `bantin_api` (api/Cargo.toml)"]
        );
        for (package, dependency) in [
            ("bantin", "bantin-reader"),
            ("bantin-reader", "bantin-formats"),
            ("bantin-formats", "bantin-api"),
            ("bantin", "bantin-server"),
            ("bantin-api", "bantin-feed"),
            ("bantin-server", "bantin-reader"),
        ] {
            assert_eq!(broken(package, &[(dependency, None)]).len(), 1, "{package} {dependency}");
        }
    }
}
