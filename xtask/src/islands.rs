//! The browser's part: `app/islands` as wasm, its script, and both compressed, under names that change with them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use walrus::{ExportItem, RefType};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    packages, places,
    stamp::{self, Inputs, short_hash},
    steps::{answer, call, files_under, program, step},
    wasm_target,
};

/// What a browser may have to download for the islands, script and wasm together, compressed.
const BUDGET: u64 = 150_000;

const PROFILE: &str = "wasm-release";

/// What Debian's wasm-opt must be told that the compiler uses.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// Builds the islands when something they are made of has changed, and gives the name before `.js` and `_bg.wasm`.
/// The files are in [`folder`].
pub fn build() -> Result<String> {
    packages::install_if_possible(&packages::WASM_OPT);
    let optimiser = program("wasm-opt")
        .and_then(|program| answer(Command::new(program).arg("--version")).ok())
        .unwrap_or_default();
    let stamp = inputs(&optimiser)?;
    if stamp::last("islands").as_deref() == Some(&stamp)
        && let Some(name) = name_of_last_time()
    {
        println!("  islands: nothing has changed");
        return Ok(name);
    }
    let compiled = step("Compiling the islands to wasm", compile)?;
    let wasm = fs::read(&compiled).with_context(|| format!("{} cannot be read", compiled.display()))?;
    let name =
        format!("hiromeru.{}", short_hash(&[&wasm, optimiser.as_bytes(), include_bytes!("islands.rs")]));
    if name_of_last_time().as_deref() != Some(&name) {
        step("Making script and wasm for browsers", || bundle(&compiled, &name, !optimiser.is_empty()))?;
    }
    report_size(&name)?;
    stamp::leave("islands", &stamp)?;
    Ok(name)
}

/// Where the finished files of the islands stand.
pub fn folder() -> PathBuf {
    places::cache().join("islands")
}

fn inputs(optimiser: &str) -> Result<String> {
    let root = places::root();
    let mut files = vec![root.join("Cargo.toml"), root.join("Cargo.lock"), root.join(".cargo/config.toml")];
    for folder in ["app/islands", "app/elements", "app/domain"] {
        files.extend(
            files_under(&root.join(folder))?
                .into_iter()
                .filter(|file| file.extension().is_some_and(|kind| kind == "rs" || kind == "toml")),
        );
    }
    let inputs = Inputs::new().text(optimiser).text(include_str!("islands.rs"));
    Ok(inputs.files(&files)?.stamp())
}

fn name_of_last_time() -> Option<String> {
    let mut names = fs::read_dir(folder()).ok()?.flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        Some(name.strip_suffix(".js")?.to_owned())
    });
    let name = names.next()?;
    folder().join(format!("{name}_bg.wasm")).exists().then_some(name)
}

fn compile() -> Result<PathBuf> {
    let way = wasm_target::way()?;
    println!(
        "  compiler: {}",
        match way {
            wasm_target::Way::Installed => "the toolchain's own target",
            wasm_target::Way::Debian => "Debian's Rust, with the standard library from source",
        }
    );
    let target_dir = places::root().join("target/wasm");
    call(
        wasm_target::cargo_build(way)?
            .args(["--package", "islands", "--no-default-features", "--features", "hydrate"])
            .args(["--profile", PROFILE, "--lib", "--target-dir"])
            .arg(&target_dir),
    )?;
    Ok(wasm_target::folder_in(&target_dir).join(PROFILE).join("islands.wasm"))
}

/// wasm-bindgen takes no dot in a name, so the files get their names afterwards. The script does not name the wasm: the
/// page that starts it does.
fn bundle(compiled: &Path, name: &str, optimise: bool) -> Result<()> {
    let finished = folder();
    if finished.exists() {
        fs::remove_dir_all(&finished)?;
    }
    let work = tempfile::tempdir()?;
    Bindgen::new()
        .input_path(compiled)
        .out_name("hiromeru")
        .web(true)?
        .omit_default_module_path(true)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(work.path())?;
    let wasm = work.path().join("hiromeru_bg.wasm");
    if optimise {
        call(Command::new("wasm-opt").arg("-Oz").args(FEATURES).arg(&wasm).arg("-o").arg(&wasm))?;
        export_the_table_again(&wasm)?;
    }
    fs::create_dir_all(&finished)?;
    fs::copy(work.path().join("hiromeru.js"), finished.join(format!("{name}.js")))?;
    fs::copy(&wasm, finished.join(format!("{name}_bg.wasm")))?;
    Ok(())
}

/// Debian's wasm-opt (108) writes table 0 into every export of a table. The script keeps its references in the table
/// of the browser's values, which is another one, and would not start.
fn export_the_table_again(wasm: &Path) -> Result<()> {
    let mut module = walrus::Module::from_file(wasm)?;
    let table = module.tables.iter().find(|table| table.element_ty == RefType::EXTERNREF);
    let table = table.context("the wasm has no table for the browser's values")?.id();
    let export = module.exports.iter_mut().find(|export| export.name == "__wbindgen_externrefs");
    export.context("the wasm does not export the table for the browser's values")?.item =
        ExportItem::Table(table);
    module.emit_wasm_file(wasm)
}

fn report_size(name: &str) -> Result<()> {
    let mut total = 0;
    for file in [format!("{name}.js"), format!("{name}_bg.wasm")] {
        let whole = fs::read(folder().join(&file))?;
        let compressed = compressed(&folder().join(&file), &whole)?;
        println!("  {file}: {} kB, {} kB compressed", whole.len() / 1000, compressed.len() / 1000);
        total += compressed.len() as u64;
    }
    if total > BUDGET {
        bail!(
            "the islands are {total} bytes compressed; a browser should not have to load more than {BUDGET}"
        );
    }
    Ok(())
}

/// The brotli copy of a file, made once for its contents and kept beside it.
pub fn compressed(file: &Path, contents: &[u8]) -> Result<Vec<u8>> {
    let kept = places::cache().join("compressed").join(short_hash(&[contents]));
    if let Ok(compressed) = fs::read(&kept) {
        return Ok(compressed);
    }
    let mut compressed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*contents, &mut compressed, &settings)
        .with_context(|| format!("{} cannot be compressed", file.display()))?;
    stamp::write_if_changed(&kept, &compressed)?;
    Ok(compressed)
}
