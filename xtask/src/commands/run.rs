//! `cargo xtask run`: from a fresh clone to a page in the browser.

use std::{
    env,
    net::TcpStream,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    cargo::cargo,
    packages, places,
    processes::Process,
    site, stamp,
    steps::{call, step},
    tour,
};

const PATIENCE: Duration = Duration::from_mins(1);

/// Builds what has changed, fills `./data` when it is empty, and serves until interrupted.
pub fn run() -> Result<()> {
    if stamp::last("built").is_none() {
        println!("{}", tour::TOUR);
    }
    prepare()?;
    let mut server = serve()?;
    while server.ended()?.is_none() {
        std::thread::sleep(Duration::from_millis(200));
    }
    bail!("the server has ended; its last lines above say why")
}

/// Everything before serving.
pub fn prepare() -> Result<()> {
    packages::install(&[&packages::C_COMPILER, &packages::JAPANESE_FONT])?;
    site::bundle()?;
    step("Building the server", build)?;
    stamp::leave("built", "once")
}

/// Builds the server without optimisation.
pub fn build() -> Result<()> {
    call(cargo().args(["build", "--workspace", "--locked"]))
}

/// Fills the data folder when it is empty and starts the server; returns when it answers.
pub fn serve() -> Result<Process> {
    let address = address();
    if TcpStream::connect(&address).is_ok() {
        bail!(
            "something answers on {address} already. Stop it, or choose another address: \
             HIROMERU_LISTEN=127.0.0.1:3001 cargo xtask run"
        );
    }
    step("Demonstration data in ./data", || call(server(&address).arg("demo-data")))?;
    let mut running = Process::start(server(&address).arg("serve"), None)?;
    let limit = Instant::now() + PATIENCE;
    while TcpStream::connect(&address).is_err() {
        if let Some(status) = running.ended()? {
            bail!("the server ended with {status}; its last lines above say why");
        }
        if Instant::now() > limit {
            bail!("the server does not answer on {address}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    println!("\n  Hiromeru is at        http://{address}");
    println!("  become somebody at    http://{address}/demo");
    println!("  its mail is at        http://{address}/outbox");
    println!("  stop with Ctrl-C\n");
    Ok(running)
}

fn address() -> String {
    env::var("HIROMERU_LISTEN").unwrap_or_else(|_| "127.0.0.1:3000".to_owned())
}

/// The server as a demonstration: everything in one folder, one process, people to become.
fn server(address: &str) -> Command {
    let mut command = Command::new(places::debug_server());
    command
        .current_dir(places::root())
        .env("HIROMERU_DEMO", "true")
        .env("HIROMERU_DATA", "./data")
        .env("HIROMERU_LISTEN", address);
    if env::var_os("HIROMERU_LOG").is_none() {
        command.env("HIROMERU_LOG", "warn");
    }
    command
}

/// Fails with a sentence when the server was never built.
pub fn server_is_built() -> Result<()> {
    places::debug_server().exists().then_some(()).context("the server is not built; see the messages above")
}
