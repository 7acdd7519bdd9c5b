//! Configuration: what may be written, and what stops the start with its reason.

use rstest::rstest;
use server::config::{Config, ConfigError, MailConfig, SETTINGS};
use std::fs;
use store::Settings;

/// What is configured by a file of this text.
fn check(text: &str) -> Result<Config, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hiromeru.toml");
    fs::write(&file, text).unwrap();
    Config::read_file(&file)
}

#[test]
fn a_demo_needs_nothing_written() {
    let config = check("demo = true").unwrap();
    assert_eq!(config.public_url, "http://127.0.0.1:3000");
    assert!(!config.secure());
}

#[test]
fn the_public_side_is_there_unless_it_is_turned_off() {
    assert!(check("demo = true").unwrap().public_side);
    assert!(!check("demo = true\npublic_side = false").unwrap().public_side);
}

#[rstest]
#[case::no_mail("", "mail must leave")]
#[case::unknown_name("demo = true\nlissten = \"x\"", "lissten")]
#[case::bad_address("demo = true\nlisten = \"here\"", "socket address")]
#[case::plain_url(
    "public_url = \"http://hiromeru.example.jp\"\n[mail]\nhost = \"localhost\"\nfrom = \"a@example.jp\"",
    "unencrypted"
)]
#[case::no_scheme("demo = true\npublic_url = \"hiromeru.example.jp\"", "https://")]
#[case::other_database("demo = true\ndatabase = \"mysql://x\"", "postgres://")]
#[case::mail_in_the_clear(
    "[mail]\nhost = \"smtp.example.jp\"\nfrom = \"a@example.jp\"\ntls = false",
    "without TLS"
)]
#[case::half_a_login(
    "[mail]\nhost = \"smtp.example.jp\"\nfrom = \"a@example.jp\"\nuser = \"u\"",
    "password file"
)]
#[case::numbers_among_pages("demo = true\nmetrics_listen = \"127.0.0.1:3000\"", "another port")]
#[case::endless_drain("demo = true\ndrain_seconds = 600", "at most 60")]
#[case::crowd("[mail]\nhost = \"localhost\"\nfrom = \"a@example.jp\"\nconnections = 51", "from 1 to 50")]
#[case::bad_sender("[mail]\nhost = \"smtp.example.jp\"\nfrom = \"nobody\"", "not a mail address")]
fn a_bad_value_stops_the_start_with_its_reason(#[case] text: &str, #[case] reason: &str) {
    let error = check(text).unwrap_err().to_string();
    assert!(error.contains(reason), "{error}");
}

/// The names that the parser knows, as its own refusal of an unknown one lists them.
fn names(text: &str) -> Vec<String> {
    let refusal = check(text).unwrap_err().to_string();
    let (_, expected) = refusal.split_once("expected").unwrap();
    expected
        .split('`')
        .map(str::to_owned)
        .filter(|word| word.chars().all(|c| c == '_' || c.is_ascii_lowercase()))
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn every_setting_is_told_by_the_help() {
    let general = names("unknown_name = 1");
    let mail = names("[mail]\nhost = \"localhost\"\nfrom = \"a@example.jp\"\nunknown_name = 1");
    assert!(general.contains(&"listen".to_owned()) && mail.contains(&"ca_file".to_owned()));
    for name in general.iter().chain(&mail).filter(|name| *name != "mail") {
        let line = format!("\n  {name} ");
        assert!(SETTINGS.contains(&line), "{name}");
    }
}

#[test]
fn the_password_comes_from_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    fs::write(&file, "p@ss\n").unwrap();
    let text = format!(
        "demo = true\ndatabase = \"postgres://hiromeru@db/hiromeru\"\ndatabase_password_file = \"{}\"",
        file.display()
    );
    let Settings::Postgres { url, .. } = check(&text).unwrap().database else {
        panic!("another database than was written")
    };
    assert_eq!(url, "postgres://hiromeru:%70%40%73%73@db/hiromeru");
}

fn mail(more: &str) -> MailConfig {
    let text = format!("demo = true\n[mail]\nhost = \"localhost\"\nfrom = \"a@example.jp\"\n{more}");
    check(&text).unwrap().mail.unwrap()
}

#[test]
fn a_second_server_and_a_limit_of_the_day_are_read_and_checked() {
    let usual = mail("");
    assert!(usual.second.is_none() && !usual.pace.counts_days());
    let more = mail("per_day = 1000\n[mail.second]\nhost = \"relay2.example.jp\"\nport = 465");
    let second = more.second.unwrap();
    assert_eq!((second.host.as_str(), second.port, second.tls), ("relay2.example.jp", 465, true));
    assert_eq!(more.pace.left_today(0), Some(900));
    for (wrong, field) in [
        ("per_day = 9", "mail.per_day"),
        ("[mail.second]\nhost = \"relay2.example.jp\"\ntls = false", "mail.second.tls"),
        ("[mail.second]\nhost = \" \"", "mail.second.host"),
    ] {
        let text = format!("demo = true\n[mail]\nhost = \"localhost\"\nfrom = \"a@example.jp\"\n{wrong}");
        let error = check(&text).unwrap_err().to_string();
        assert!(error.starts_with(field), "{error}");
    }
}

#[test]
fn a_domain_that_is_named_has_its_own_pace() {
    let usual = mail("");
    assert_eq!((usual.pace.of("docomo.ne.jp"), usual.pace.of("example.jp")), (Some(20), Some(300)));
    let own = mail("per_minute = 0\ndomains = { \"docomo.ne.jp\" = 5 }");
    assert_eq!((own.pace.of("docomo.ne.jp"), own.pace.of("example.jp")), (Some(5), None));
}
