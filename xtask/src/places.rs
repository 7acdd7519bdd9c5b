//! Where things stand in the repository.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The folder of the repository: the one that holds `xtask/`.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask/ stands in the repository's folder")
}

/// Where cargo puts the native build.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// What xtask keeps for itself between two calls.
pub fn cache() -> PathBuf {
    root().join("target/xtask")
}

/// What the server gives to browsers, and the release binary embeds. Its place is fixed, because the server's source
/// names it.
pub fn site() -> PathBuf {
    root().join("target/site")
}

/// The server built without optimisation.
pub fn debug_server() -> PathBuf {
    target().join("debug").join(server_name())
}

/// The server built for release.
pub fn release_server() -> PathBuf {
    target().join("release").join(server_name())
}

/// The file name of the server on this system.
pub fn server_name() -> String {
    format!("hiromeru{}", env::consts::EXE_SUFFIX)
}
