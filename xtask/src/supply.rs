//! What the product is made of that others wrote: where it comes from, under which terms, and a list of it for whoever
//! must know what runs (decision 109). It asks nobody: the lock files and cargo know.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    iter::Peekable,
    path::Path,
    str::SplitWhitespace,
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{cargo::cargo, places, stamp::write_if_changed, steps::answer};

const CRATES: &str = "registry+https://github.com/rust-lang/crates.io-index";
const NPM: &str = "https://registry.npmjs.org/";

/// Terms under which code may be part of a program under the EUPL. Another one is a decision of people, not of a build.
const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// What is handed over: the server, and what it gives to browsers.
const ROOTS: [&str; 2] = ["server", "islands"];
const PLATFORMS: [&str; 2] = ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"];

/// Refuses what comes from elsewhere than the public registries or unverified, what comes under other terms, and a list
/// that does not agree with the lock file.
pub fn check() -> Result<()> {
    let read = |name: &str| {
        fs::read_to_string(places::root().join(name)).with_context(|| format!("{name} cannot be read"))
    };
    let lock = read("Cargo.lock")?;
    let mut wrong = strange_sources("Cargo.lock", &lock);
    wrong.extend(strange_sources("xtask/Cargo.lock", &read("xtask/Cargo.lock")?));
    wrong.extend(strange_modules(&serde_json::from_str(&read("e2e/package-lock.json")?)?));
    let metadata = metadata()?;
    wrong.extend(strange_terms(&metadata));
    let bill = bill(&metadata, &lock)?;
    if wrong.is_empty() {
        println!("  {} crates of others in the program", list(&bill["components"]).len());
        return Ok(());
    }
    for line in &wrong {
        println!("  {line}");
    }
    bail!("{} parts of others are not as they must be", wrong.len())
}

/// Writes the bill of materials, as `CycloneDX` has it.
pub fn write_bill(file: &Path) -> Result<()> {
    let lock = fs::read_to_string(places::root().join("Cargo.lock"))?;
    let bill = bill(&metadata()?, &lock)?;
    write_if_changed(file, format!("{bill:#}\n").as_bytes())
}

/// Crates that the lock file has in several versions, for people to look at: each is compiled as often.
pub fn doubled() -> Result<Vec<String>> {
    let lock = fs::read_to_string(places::root().join("Cargo.lock"))?;
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in locked(&lock) {
        versions.entry(one.name).or_default().push(one.version);
    }
    let doubled = versions.into_iter().filter(|(_, versions)| versions.len() > 1);
    Ok(doubled.map(|(name, versions)| format!("{name} {}", versions.join(", "))).collect())
}

/// What cargo knows of the crates that are compiled for the program's two platforms.
fn metadata() -> Result<Value> {
    let mut command = cargo();
    command.args(["metadata", "--format-version", "1", "--locked", "--features", "server/embed"]);
    for platform in PLATFORMS {
        command.args(["--filter-platform", platform]);
    }
    Ok(serde_json::from_str(&answer(&mut command)?)?)
}

/// One block of a lock file of cargo.
struct Locked {
    name: String,
    version: String,
    source: Option<String>,
    checksum: Option<String>,
}

fn locked(lock: &str) -> Vec<Locked> {
    let blocks = lock.split("[[package]]").skip(1).map(|block| {
        let field = |name: &str| {
            let line = |line: &str| {
                let value = line.strip_prefix(name)?.strip_prefix(" = \"")?.strip_suffix('"')?;
                Some(value.to_owned())
            };
            block.lines().find_map(line)
        };
        Locked {
            name: field("name").unwrap_or_default(),
            version: field("version").unwrap_or_default(),
            source: field("source"),
            checksum: field("checksum"),
        }
    });
    blocks.collect()
}

fn strange_sources(file: &str, lock: &str) -> Vec<String> {
    let strange = locked(lock).into_iter().filter_map(|one| {
        let source = one.source?;
        if source == CRATES && one.checksum.is_some() {
            return None;
        }
        let Locked { name, version, .. } = one;
        Some(format!("{file}: {name} {version}: {source} is not crates.io, or the checksum is missing"))
    });
    strange.collect()
}

fn strange_modules(lock: &Value) -> Vec<String> {
    let modules = lock["packages"].as_object().into_iter().flatten();
    let mut strange = Vec::new();
    for (name, module) in modules.filter(|(name, _)| !name.is_empty()) {
        let elsewhere = module["resolved"].as_str().is_some_and(|address| !address.starts_with(NPM));
        if elsewhere || module["integrity"].as_str().is_none() {
            strange.push(format!("e2e/package-lock.json: {name}: not from npm, or nothing proves it"));
        }
        if !is_allowed(text(&module["license"])) {
            strange.push(format!("e2e/package-lock.json: {name}: under {}", module["license"]));
        }
    }
    strange
}

fn strange_terms(metadata: &Value) -> Vec<String> {
    let packages = list(&metadata["packages"]).iter();
    let strange = packages.filter(|package| !is_allowed(text(&package["license"]))).map(|package| {
        format!("{} {}: under {}", text(&package["name"]), text(&package["version"]), package["license"])
    });
    strange.collect()
}

/// Whether an expression of `SPDX` leaves a choice that is allowed.
fn is_allowed(expression: &str) -> bool {
    let spaced = spdx(expression).replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    one_of(&mut words) && words.next().is_none()
}

/// As SPDX writes it today: a stroke stood for `OR` before.
fn spdx(expression: &str) -> String {
    expression.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

fn one_of(words: &mut Peekable<SplitWhitespace<'_>>) -> bool {
    let mut allowed = all_of(words);
    while words.next_if_eq(&"OR").is_some() {
        allowed |= all_of(words);
    }
    allowed
}

fn all_of(words: &mut Peekable<SplitWhitespace<'_>>) -> bool {
    let mut allowed = one(words);
    while words.next_if_eq(&"AND").is_some() {
        allowed &= one(words);
    }
    allowed
}

fn one(words: &mut Peekable<SplitWhitespace<'_>>) -> bool {
    match words.next() {
        Some("(") => {
            let allowed = one_of(words);
            words.next() == Some(")") && allowed
        }
        Some(terms) => {
            // An exception only allows more.
            if words.next_if_eq(&"WITH").is_some() {
                words.next();
            }
            ALLOWED.contains(&terms)
        }
        None => false,
    }
}

/// The bill of materials: every crate that is linked into what is handed over or makes it, with the checksum that cargo
/// verified. No time and no number of its own: the same tree gives the same bytes.
fn bill(metadata: &Value, lock: &str) -> Result<Value> {
    let packages: BTreeMap<&str, &Value> =
        list(&metadata["packages"]).iter().map(|package| (text(&package["id"]), package)).collect();
    let needs: BTreeMap<&str, Vec<&str>> =
        list(&metadata["resolve"]["nodes"]).iter().map(|node| (text(&node["id"]), needed(node))).collect();
    let sums: BTreeMap<(String, String), String> =
        locked(lock).into_iter().filter_map(|one| Some(((one.name, one.version), one.checksum?))).collect();
    let is_ours = |id: &str| packages.get(id).is_none_or(|package| package["source"].is_null());
    let mut waiting: Vec<&str> = packages
        .iter()
        .filter(|(id, package)| is_ours(id) && ROOTS.contains(&text(&package["name"])))
        .map(|(id, _)| *id)
        .collect();
    if waiting.len() != ROOTS.len() {
        bail!("the program's own crates are not what they were: {}", waiting.join(", "));
    }
    let mut reached = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if reached.insert(id) {
            waiting.extend(needs.get(id).into_iter().flatten());
        }
    }
    let mut components = BTreeMap::new();
    let mut dependencies: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for id in &reached {
        let others = needs.get(id).into_iter().flatten().filter(|other| !is_ours(other));
        let others = others.map(|other| address(packages[other]));
        if is_ours(id) {
            dependencies.entry("hiromeru".to_owned()).or_default().extend(others);
            continue;
        }
        let package = packages[id];
        let (name, version) = (text(&package["name"]), text(&package["version"]));
        let sum = sums
            .get(&(name.to_owned(), version.to_owned()))
            .with_context(|| format!("{name} {version} is not in the lock file"))?;
        dependencies.insert(address(package), others.collect());
        let component = json!({
            "type": "library",
            "bom-ref": address(package),
            "name": name,
            "version": version,
            "purl": address(package),
            "hashes": [{ "alg": "SHA-256", "content": sum }],
            "licenses": [{ "expression": spdx(text(&package["license"])) }],
        });
        components.insert(address(package), component);
    }
    let program = json!({ "type": "application", "bom-ref": "hiromeru", "name": "hiromeru" });
    let dependencies = dependencies.into_iter().map(|(of, on)| json!({ "ref": of, "dependsOn": on }));
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": program },
        "components": components.into_values().collect::<Vec<_>>(),
        "dependencies": dependencies.collect::<Vec<_>>(),
    }))
}

/// What a crate needs when it is compiled or run; what only its tests need is not handed over.
fn needed(node: &Value) -> Vec<&str> {
    let others = list(&node["deps"]).iter();
    let needed = others.filter(|other| list(&other["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev"));
    needed.map(|other| text(&other["pkg"])).collect()
}

/// A crate as others name it.
fn address(package: &Value) -> String {
    format!("pkg:cargo/{}@{}", text(&package["name"]), text(&package["version"]))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
[[package]]
name = "server"
version = "0.1.0"
dependencies = ["serde"]

[[package]]
name = "serde"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "ab"

[[package]]
name = "forked"
version = "2.0.0"
source = "git+https://example.org/forked#1234"
"#;

    fn metadata_of(needs_of_tests: &str) -> Value {
        let package = |name: &str, source: Value| json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT/Apache-2.0", "source": source });
        let dep = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        json!({
            "packages": [
                package("server", Value::Null), package("islands", Value::Null),
                package("serde", CRATES.into()), package(needs_of_tests, CRATES.into()),
            ],
            "resolve": { "nodes": [
                { "id": "server", "deps": [dep("serde", Value::Null), dep(needs_of_tests, "dev".into())] },
                { "id": "islands", "deps": [] }, { "id": "serde", "deps": [] },
            ] },
        })
    }

    #[test]
    fn what_is_no_release_of_the_registry_is_named() {
        let strange = strange_sources("Cargo.lock", LOCK);
        assert_eq!(strange.len(), 1);
        assert!(strange[0].starts_with("Cargo.lock: forked 2.0.0: git+"), "{strange:?}");
        let without = LOCK.replace("checksum = \"ab\"\n", "");
        assert_eq!(strange_sources("Cargo.lock", &without).len(), 2);
    }

    #[test]
    fn a_module_of_the_browser_tests_is_proved_and_from_npm() {
        let strange =
            |module: Value| strange_modules(&json!({ "packages": { "": {}, "node_modules/a": module } }));
        assert!(strange(json!({ "integrity": "sha512-x", "license": "MIT" })).is_empty());
        assert_eq!(strange(json!({ "license": "MIT" })).len(), 1);
        let elsewhere =
            json!({ "integrity": "s", "license": "MIT", "resolved": "https://example.org/a.tgz" });
        assert_eq!(strange(elsewhere).len(), 1);
        assert_eq!(strange(json!({ "integrity": "sha512-x", "license": "UNLICENSED" })).len(), 1);
    }

    #[test]
    fn of_several_terms_one_suffices_and_of_terms_together_all_count() {
        for allowed in [
            "MIT",
            "GPL-3.0 OR MIT",
            "MIT/Apache-2.0",
            "(MIT OR GPL-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(is_allowed(allowed), "{allowed}");
        }
        for refused in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT", "MIT MIT", "AGPL-3.0 OR (MIT AND SSPL-1.0)"]
        {
            assert!(!is_allowed(refused), "{refused}");
        }
    }

    #[test]
    fn the_bill_names_what_is_handed_over_with_its_checksum_and_nothing_of_the_tests() {
        let bill = bill(&metadata_of("proptest"), LOCK).unwrap();
        let [serde] = list(&bill["components"]) else { panic!("{bill:#}") };
        assert_eq!(serde["purl"], "pkg:cargo/serde@1.0.0");
        assert_eq!(serde["hashes"][0]["content"], "ab");
        assert_eq!(serde["licenses"][0]["expression"], "MIT OR Apache-2.0");
        let program = json!({ "ref": "hiromeru", "dependsOn": ["pkg:cargo/serde@1.0.0"] });
        assert_eq!(bill["dependencies"][0], program);
    }

    #[test]
    fn a_bill_that_names_what_the_lock_file_does_not_is_none() {
        let lock =
            LOCK.replace("name = \"serde\"\nversion = \"1.0.0\"", "name = \"serde\"\nversion = \"1.0.1\"");
        let error = bill(&metadata_of("proptest"), &lock).unwrap_err();
        assert_eq!(error.to_string(), "serde 1.0.0 is not in the lock file");
    }

    #[test]
    fn no_terms_are_told_twice() {
        assert!(ALLOWED.is_sorted_by(|one, next| one < next));
    }
}
