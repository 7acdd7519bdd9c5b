//! Lists from the command line, as the program is run in an empty folder and beside a database.

use super::{data, long::long_list};
use crate::support::{World, on_each_world, program};
use serde_json::Value;
use std::{
    fs,
    process::{Command, Output},
};

/// Runs `hiromeru offices …` in a folder without a database; what it printed.
fn alone(arguments: &[&str], folder: &std::path::Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hiromeru"))
        .arg("offices")
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn a_list_is_checked_where_nothing_is_set_up_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("list.csv"), data("01_jigyosho_292991.csv")).unwrap();
    let output = alone(&["check", "list.csv", "--municipality", "292991", "--json"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let report = json(&output);
    assert_eq!(report["accepted"], true);
    assert_eq!(report["encoding"], "UTF-8 with BOM");
    for (key, count) in [("rows", 101), ("offices", 69), ("office_services", 86), ("created", 69)] {
        assert_eq!(report[key], count, "{key}");
    }
    assert_eq!(report["sheets"][0]["header_row"], 1);
    assert!(report["seconds"].as_f64().unwrap() > 0.0);
    assert!(report["peak_memory_bytes"].as_u64().unwrap() > 1_000_000);
    let warnings = report["issues"].as_array().unwrap().iter().filter(|issue| issue["severity"] == "warning");
    assert!(warnings.clone().count() >= 5);
    assert!(warnings.clone().any(|issue| issue["row"] == 95 && issue["code"] == "phone_unusable"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "a look leaves no trace");
    fs::write(folder.path().join("open.csv"), data("292992_care_service.csv")).unwrap();
    let open = json(&alone(&["check", "open.csv", "--municipality", "292991", "--json"], folder.path()));
    let of_file = &open["issues"][0];
    assert_eq!(of_file["code"], "municipality_code_check_digit");
    assert_eq!((&of_file["row"], &of_file["suggested"]), (&1.into(), &"292991".into()), "{of_file}");
}

#[test]
fn a_file_that_is_no_list_is_refused_with_code_two_and_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("list.xlsx"), data("bad/パスワード付き.xlsx")).unwrap();
    let output = alone(&["check", "list.xlsx", "--municipality", "292991", "--json"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    let report = json(&output);
    assert_eq!(report["accepted"], false);
    assert_eq!(report["refused_because"]["code"], "encrypted");
    assert!(report["refused_because"]["sentence"].as_str().unwrap().contains("パスワード"));
    let missing = alone(&["check", "nothing.csv", "--municipality", "292991"], folder.path());
    assert_eq!(missing.status.code(), Some(1));
    let wrong = alone(&["check", "list.xlsx", "--municipality", "12"], folder.path());
    assert_ne!(wrong.status.code(), Some(0));
}

/// Runs `hiromeru offices …` on the world's database.
async fn beside(world: &World, arguments: &[&str]) -> (Option<i32>, Value) {
    let all: Vec<&str> = ["offices"].into_iter().chain(arguments.iter().copied()).collect();
    let output = program::output(world, &all).await;
    (output.status.code(), json(&output))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_imported_once_and_the_second_time_changes_nothing() {
    on_each_world("a list from the command line", async |world| {
        world.run();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.xlsx");
        fs::write(&path, data("02_事業所一覧(R6.4.1).xlsx")).unwrap();
        let list = path.to_str().unwrap();
        let checked = beside(&world, &["check", list, "--municipality", "292991", "--json"]).await;
        let whole = ["import", list, "--municipality", "292991", "--whole", "--json"];
        let (code, held) = beside(&world, &whole).await;
        assert_eq!((code, &held["accepted"], &held["created"]), (Some(2), &Value::Bool(false), &0.into()));
        assert_eq!(held["refused_because"]["code"], "rows_with_errors");
        assert!(
            held["issues"].as_array().unwrap().iter().any(|issue| issue["severity"] == "error"),
            "{held}"
        );
        let imported = beside(&world, &["import", list, "--municipality", "292991", "--json"]).await;
        assert_eq!((imported.0, &imported.1["accepted"]), (Some(0), &Value::Bool(true)), "{imported:?}");
        assert_eq!(checked.1["created"], imported.1["created"]);
        assert_eq!(imported.1["office_services"], 60);
        let again = beside(&world, &["import", list, "--municipality", "292991", "--json"]).await;
        assert_eq!(
            (&again.1["created"], &again.1["updated"], &again.1["unchanged"]),
            (&0.into(), &0.into(), &55.into())
        );
        let clerk = world.as_person("clerk").await;
        let imports = clerk.get("/t/midorino/imports").await;
        assert!(imports.text.contains("list.xlsx"));
        let at = &imports.text[imports.text.find("/t/midorino/imports/0").unwrap()..];
        let file = clerk.get(&format!("{}/file", at.split('"').next().unwrap())).await;
        assert_eq!(file.bytes, data("02_事業所一覧(R6.4.1).xlsx"), "the file is kept as it was");
        let long = folder.path().join("long.csv");
        fs::write(&long, long_list(500)).unwrap();
        let long = ["import", long.to_str().unwrap(), "--municipality", "292991", "--json"];
        let (code, in_pieces) = beside(&world, &long).await;
        assert_eq!((code, &in_pieces["created"]), (Some(0), &500.into()), "{in_pieces}");
        let (_, again) = beside(&world, &long).await;
        assert_eq!((&again["created"], &again["unchanged"]), (&0.into(), &500.into()), "{again}");
        let nobody = program::output(&world, &["offices", "import", list, "--municipality", "131016"]).await;
        assert_eq!(nobody.status.code(), Some(1), "a municipality that is not here");
        let saved =
            program::output(&world, &["offices", "export", "--municipality", "292991", "--format", "csv"])
                .await;
        assert_eq!(saved.status.code(), Some(0), "{}", String::from_utf8_lossy(&saved.stderr));
        assert!(String::from_utf8_lossy(&saved.stdout).starts_with("\u{FEFF}事業所番号,"));
    })
    .await;
}
