//! The papers for operators: every command, key and variable that they name is there, and the other way round.

use figment::{
    Figment,
    providers::{Format as _, Toml},
};
use server::{cli, config::Config};
use std::{collections::BTreeSet, fs, path::Path, process::Command};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

/// The code blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let begin = format!("```{language}\n");
    text.split(&begin).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// The lines that run the program, in words.
fn commands(text: &str) -> Vec<Vec<String>> {
    blocks(text, "sh")
        .iter()
        .flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| line.starts_with("hiromeru "))
        .map(|line| line.split(' ').map(str::to_owned).collect())
        .collect()
}

#[test]
fn every_command_in_the_papers_is_one_that_the_program_takes() {
    let all = commands(&text("docs/operations.md"));
    assert!(all.len() > 15, "{}", all.len());
    for words in all {
        if let Err(error) = cli::described().try_get_matches_from(&words) {
            panic!("{words:?}: {error}");
        }
    }
    let readme = text("README.md") + &text("docs/README.ja.md");
    for words in readme.split('`').filter(|words| words.starts_with("hiromeru ")) {
        let is_command = |word: &&str| !word.starts_with('-') && **word != word.to_uppercase();
        let words: Vec<&str> = words.split(' ').take_while(is_command).collect();
        let mut command = cli::described();
        for word in &words[1..] {
            command = command.find_subcommand(word).unwrap_or_else(|| panic!("{words:?}")).clone();
        }
    }
    for unit in ["deploy/hiromeru.service", "deploy/hiromeru-backup.service"] {
        let unit = text(unit);
        let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart=/usr/local/bin/")).unwrap();
        cli::described().try_get_matches_from(start.split(' ')).unwrap();
    }
}

#[test]
fn every_command_of_the_program_is_in_the_papers() {
    let told: BTreeSet<String> = commands(&text("docs/operations.md"))
        .into_iter()
        .map(|words| {
            let mut command = cli::described();
            let mut name = Vec::new();
            for word in words {
                if let Some(found) = command.find_subcommand(&word).cloned() {
                    command = found;
                    name.push(word);
                }
            }
            name.join(" ")
        })
        .collect();
    for command in cli::described().get_subcommands() {
        let inner: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        let names = match inner.as_slice() {
            [] => vec![command.get_name().to_owned()],
            inner => inner.iter().map(|inner| format!("{} {inner}", command.get_name())).collect(),
        };
        for name in names {
            assert!(told.contains(&name), "hiromeru {name} is not told in docs/operations.md");
        }
    }
}

/// The names that the program would take at a place of the configuration, as its own refusal lists them.
fn known(text: &str) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hiromeru.toml");
    fs::write(&file, text).unwrap();
    let error = Config::read_file(&file).unwrap_err().to_string();
    let list = error.split_once("expected ").unwrap_or_else(|| panic!("{error}")).1;
    let list = list.split(" for key").next().unwrap();
    let is_name = |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    list.split('`').filter(is_name).map(str::to_owned).collect()
}

#[test]
fn every_key_in_the_papers_is_one_that_the_program_reads_and_no_key_is_missing() {
    let mut told: BTreeSet<String> = BTreeSet::new();
    for block in blocks(&text("docs/operations.md"), "toml") {
        let values: figment::value::Dict = Figment::from(Toml::string(&block)).extract().unwrap();
        for (name, value) in values {
            match value.into_dict() {
                Some(inner) => told.extend(inner.into_keys().map(|inner| format!("{name}.{inner}"))),
                None => {
                    told.insert(name);
                }
            }
        }
    }
    let mut there = known("no_such_name = 1");
    assert!(there.remove("mail"), "{there:?}");
    there.extend(known("[mail]\nno_such_name = 1").into_iter().map(|name| format!("mail.{name}")));
    assert_eq!(told, there);
    let variables = [
        "docs/operations.md",
        "deploy/hiromeru.service",
        "deploy/hiromeru-backup.service",
        "deploy/Containerfile",
    ];
    for paper in variables {
        let paper = text(paper);
        for rest in paper.split("HIROMERU_").skip(1) {
            let name: String =
                rest.chars().take_while(|letter| letter.is_ascii_uppercase() || *letter == '_').collect();
            let key = name.to_lowercase().replace("__", ".");
            assert!(key == "log" || there.contains(&key), "HIROMERU_{name}");
        }
    }
}

#[test]
fn the_unit_runs_the_program_without_privileges_and_systemd_understands_it() {
    for name in ["hiromeru.service", "hiromeru-backup.service"] {
        let unit = text(&format!("deploy/{name}"));
        let lines: Vec<&str> = unit.lines().collect();
        for line in [
            "DynamicUser=yes",
            "User=hiromeru",
            "NoNewPrivileges=yes",
            "ProtectSystem=strict",
            "ProtectHome=yes",
            "PrivateTmp=yes",
            "UMask=0077",
        ] {
            assert!(lines.contains(&line), "{name}: {line}");
        }
        assert!(!unit.contains("User=root") && !unit.contains("Environment=HIROMERU_MAIL"), "{name}");
    }
    let unit = text("deploy/hiromeru.service");
    let stop: u64 =
        unit.lines().find_map(|line| line.strip_prefix("TimeoutStopSec=")).unwrap().parse().unwrap();
    assert!(stop >= 60 + 20, "longer than the longest drain and the requests in hand");
    // Where systemd is, it reads them itself; that the program is not installed here is no fault of theirs.
    for name in ["hiromeru.service", "hiromeru-backup.service", "hiromeru-backup.timer"] {
        let file = Path::new(ROOT).join("deploy").join(name);
        let Ok(said) = Command::new("systemd-analyze").arg("verify").arg(&file).output() else { return };
        let said = String::from_utf8(said.stderr).unwrap();
        let faults: Vec<&str> = said
            .lines()
            .filter(|line| line.contains("hiromeru") && !line.contains("is not executable"))
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
}

#[test]
fn the_proxies_and_the_container_give_what_the_program_needs() {
    let nginx = text("deploy/nginx.conf");
    for line in [
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header Host $host;",
        "client_max_body_size 200m;",
    ] {
        assert!(nginx.contains(line), "{line}");
    }
    // The program answers first, with a page.
    const { assert!(server::posted::LISTS_LIMIT < 200 * 1024 * 1024) };
    assert!(text("deploy/Caddyfile").contains("health_uri /healthz"));
    let container = text("deploy/Containerfile");
    assert!(container.contains("USER 10001") && container.contains("fonts-ipaexfont-gothic"));
    for secret in ["keys.json", "password"] {
        assert!(!container.contains(secret), "{secret} is never inside");
    }
}
