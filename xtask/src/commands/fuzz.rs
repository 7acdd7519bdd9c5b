//! `cargo xtask fuzz`: damaged lists through reader and mapper, as long as one likes.

use anyhow::{Context as _, Result, bail};

use crate::{
    cargo::cargo,
    packages,
    steps::{call, step},
};

/// The one test that goes on as long as it is told; optimised, for it is all about how many it tries.
const TEST: [&str; 9] = [
    "test",
    "--locked",
    "--release",
    "--package",
    "sheets",
    "--test",
    "it",
    "--",
    "mutated::as_long_as_it_is_told",
];

/// Tries files for so many seconds, from another seed each time unless one is given.
pub fn fuzz(words: &[&str]) -> Result<()> {
    let (mut seconds, mut seed) = (60, std::process::id().into());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let number = || -> Result<u64> {
            let number = words.as_slice().first().context("a number is missing")?;
            number.parse().with_context(|| format!("{number} is no number"))
        };
        match *word {
            "--seconds" => seconds = number()?,
            "--seed" => seed = number()?,
            other => bail!("{other} is not understood: --seconds N, --seed N"),
        }
        words.next();
    }
    packages::install(&[&packages::C_COMPILER])?;
    step(&format!("Trying damaged lists for {seconds} seconds, from seed {seed}"), || {
        call(
            cargo()
                .args(TEST)
                .arg("--nocapture")
                .env("HIROMERU_FUZZ_SECONDS", seconds.to_string())
                .env("HIROMERU_FUZZ_SEED", seed.to_string()),
        )
    })
}
