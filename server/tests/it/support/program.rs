//! The program beside a world: on its database, files and keys.

use super::{World, process::Running};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use std::{fs, net::SocketAddr, path::Path, process::Output};
use store::Settings;
use tokio::process::Command;

/// Starts a command on the world's database, with settings of the environment besides.
pub fn start(world: &World, words: &[&str], settings: &[(&str, &str)]) -> Running {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command(world, folder.path(), words);
    command.envs(settings.iter().copied());
    Running::start_in(folder, command)
}

/// Runs a command to its end.
pub async fn output(world: &World, words: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    command(world, folder.path(), words).output().await.unwrap()
}

/// Serves pages; its address, once it listens.
pub async fn serve(world: &World, settings: &[(&str, &str)]) -> (Running, SocketAddr) {
    let mut program = start(world, &["serve", "--without-worker"], settings);
    let address = program.address().await;
    (program, address)
}

/// A command, ready to be run; the folder keeps its keys.
pub fn command(world: &World, folder: &Path, words: &[&str]) -> Command {
    let keys = folder.join("keys.json");
    // The keyring of every world.
    let secret = BASE64_URL_SAFE_NO_PAD.encode([7; 32]);
    fs::write(&keys, format!(r#"{{"keys":[{{"id":"test","secret":"{secret}"}}]}}"#)).unwrap();
    let mut program = Command::new(world.app.program.as_path());
    program
        .args(words)
        .env_clear()
        .current_dir(folder)
        .env("HIROMERU_DEMO", "true")
        .env("HIROMERU_LISTEN", "127.0.0.1:0")
        .env("HIROMERU_KEYS", keys)
        .env("HIROMERU_DATA", &world.app.config.data);
    if let Settings::Postgres { url, .. } = &world.app.config.database {
        program.env("HIROMERU_DATABASE", url);
    }
    program
}
