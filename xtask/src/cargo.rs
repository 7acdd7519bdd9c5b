//! Calls of cargo for the product's workspace.

use std::process::Command;

use crate::places;

/// `cargo` in the repository's folder, as a person's shell would start it.
///
/// `cargo xtask` runs this program with variables about xtask's own package; a second cargo must not see them, or
/// crates that look at them are built again.
pub fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(places::root());
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_about_xtask) {
            command.env_remove(name);
        }
    }
    command
}

/// Lets a build or test look at the product's own code as `cargo clippy -- -D warnings` does, in the same compilation:
/// `cargo clippy` by itself checks every dependency for clippy and then builds it again for the tests.
pub fn linting(command: &mut Command) {
    // How `cargo clippy` itself tells its driver; the mark ends each word.
    command
        .env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver")
        .env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
}

fn is_about_xtask(name: &str) -> bool {
    name.starts_with("CARGO_PKG_")
        || matches!(
            name,
            "CARGO"
                | "CARGO_MANIFEST_DIR"
                | "CARGO_MANIFEST_PATH"
                | "CARGO_CRATE_NAME"
                | "CARGO_BIN_NAME"
                | "CARGO_PRIMARY_PACKAGE"
                | "LD_LIBRARY_PATH"
        )
}
