//! Copying: as files where Debian has links into other packages.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// Copies a folder with all below it. Of WordPress's two hundred languages only one.
pub(crate) fn copy(from: &Path, to: &Path, language: &str) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        let to = to.join(&name);
        if from.ends_with("wp-content/languages") && !is_of(&name.to_string_lossy(), language) {
            continue;
        }
        match fs::metadata(&path) {
            Ok(data) if data.is_dir() => copy(&path, &to, language)?,
            Ok(_) => drop(fs::copy(&path, &to)?),
            // A link into the settings of a system that has none.
            Err(_) if path.is_symlink() => {}
            Err(error) => return Err(error).with_context(|| format!("reading {}", path.display())),
        }
    }
    Ok(())
}

/// Whether a file of texts is of this language: `vi.mo`, `admin-vi.mo`, `vi-1234.json`.
fn is_of(name: &str, language: &str) -> bool {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    !language.is_empty() && stem.split('-').any(|part| part == language)
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn one_language_is_taken() {
        assert!(is_of("vi.mo", "vi") && is_of("admin-vi.mo", "vi") && is_of("vi-12ab.json", "vi"));
        assert!(!is_of("admin-fr_FR.mo", "vi") && !is_of("vi.mo", ""));
    }
}
