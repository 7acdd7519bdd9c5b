//! Named places at which a test lets the program die as if the power had failed. Release builds have none.

/// Dies here, at once and without cleaning up, when `HIROMERU_KILL_AT` names the place.
#[cfg(debug_assertions)]
pub fn point(name: &str) {
    if std::env::var_os("HIROMERU_KILL_AT").is_some_and(|place| place == name) {
        let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
        // The signal may take a moment; nothing more is done until then.
        loop {
            std::thread::park();
        }
    }
}

/// Nothing.
#[cfg(not(debug_assertions))]
pub const fn point(_name: &str) {}
