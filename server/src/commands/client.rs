//! Where the client's files are.

use std::path::{Path, PathBuf};

use super::CommandError;
use crate::handlers::client_files::ClientFiles;
use crate::settings::Settings;

/// The client's files: of the folder that is set, else inside this program, else beside it.
pub(super) fn client_files(settings: &Settings) -> Result<ClientFiles, CommandError> {
    let read = |folder: &Path| {
        ClientFiles::read(folder).map_err(|error| CommandError::Client { folder: folder.to_owned(), error })
    };
    if let Some(folder) = &settings.server.client {
        let files = read(folder)?;
        if !files.present {
            tracing::warn!(folder = %folder.display(), "there is no index.html: pages will say so");
        }
        return Ok(files);
    }
    #[cfg(feature = "embed-client")]
    if ClientFiles::embedded().present {
        return Ok(ClientFiles::embedded());
    }
    let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("dist")));
    for folder in beside.into_iter().chain([PathBuf::from("dist")]) {
        if folder.join("index.html").is_file() {
            return read(&folder);
        }
    }
    tracing::warn!("there are no client files: pages will say so");
    Ok(ClientFiles::none())
}
