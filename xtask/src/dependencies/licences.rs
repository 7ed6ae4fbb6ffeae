//! Every dependency's licence against the list of deny.toml, which cargo-deny reads too.

use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use spdx::{Expression, LicenseReq, ParseMode};

use crate::metadata::{Metadata, Package};
use crate::workspace::Workspace;

#[derive(Deserialize)]
struct Deny {
    licenses: Allowed,
}

#[derive(Deserialize)]
struct Allowed {
    /// For all packages.
    allow: Vec<String>,
    /// For one package more.
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    package: String,
    allow: Vec<String>,
}

/// Fails where a licence is not allowed.
pub(crate) fn check(workspace: &Workspace, metadata: &Metadata) -> Result<()> {
    let path = workspace.path("deny.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let deny: Deny = toml::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
    let mut refused = Vec::new();
    let mut looked_at = 0;
    for package in metadata.others() {
        looked_at += 1;
        if let Err(reason) = deny.licenses.judge(package) {
            refused.push(format!("  {} {}: {reason}", package.name, package.version));
        }
    }
    if refused.is_empty() {
        println!("[licences] {looked_at} packages: all allowed by deny.toml");
        return Ok(());
    }
    bail!("licences that {} does not allow:\n{}", path.display(), refused.join("\n"))
}

impl Allowed {
    fn judge(&self, package: &Package) -> Result<(), String> {
        let Some(licence) = &package.license else {
            return Err("it names no licence".to_owned());
        };
        // Old packages write `MIT/Apache-2.0`, which only the lax mode takes for `OR`.
        let expression = Expression::parse_mode(licence, ParseMode::LAX)
            .map_err(|error| format!("`{licence}` is no SPDX expression: {}", error.reason))?;
        let allowed = |requirement: &LicenseReq| {
            let wanted = requirement.to_string();
            self.allow.contains(&wanted)
                || self.exceptions.iter().any(|other| other.package == package.name && other.allow.contains(&wanted))
        };
        if expression.evaluate(allowed) {
            return Ok(());
        }
        Err(licence.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(licence: &str) -> Package {
        serde_json::from_value(serde_json::json!({
            "id": "x", "name": "x", "version": "1.0.0", "license": licence,
            "manifest_path": "/x/Cargo.toml", "dependencies": [], "targets": [],
        }))
        .unwrap()
    }

    fn allows(licence: &str) -> bool {
        let deny: Deny = toml::from_str(
            "[licenses]\nallow = [\"MIT\", \"Apache-2.0 WITH LLVM-exception\"]\n\
             exceptions = [{ crate = \"x\", allow = [\"MPL-2.0\"] }]",
        )
        .unwrap();
        deny.licenses.judge(&package(licence)).is_ok()
    }

    #[test]
    fn an_expression_is_allowed_when_one_way_through_it_is() {
        assert!(allows("MIT"));
        assert!(allows("GPL-3.0-only OR MIT"));
        assert!(allows("MIT/Apache-2.0"));
        assert!(allows("Apache-2.0 WITH LLVM-exception"));
        assert!(allows("MPL-2.0"));
        assert!(!allows("MIT AND Apache-2.0"));
        assert!(!allows("GPL-3.0-only"));
        assert!(!allows("what they like"));
    }
}
