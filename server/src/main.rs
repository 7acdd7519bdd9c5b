//! The program: `hiromeru serve | work | migrate | backup | restore | drill | verify | …`; `hiromeru help` lists all.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Children read foreign files; they are told apart before anything else of the program starts.
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == "child") {
        return server::cli::child(arguments.collect());
    }
    server::cli::run()
}
