//! The reader alone, as the server starts it: for tests, and for trying a file by hand.

fn main() -> std::process::ExitCode {
    sheets::child::run(&std::env::args().skip(1).collect::<Vec<_>>())
}
