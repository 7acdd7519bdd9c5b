//! The office lists of `tests/data` through the child process, against what `expected.json` says of them.
//!
//! `data/README.md` says what each file shows; every name, number and telephone in them is invented.

mod adopters;
mod expected;
mod formats;
mod hostile;
mod layouts;
mod mutated;
mod national;
mod support;
