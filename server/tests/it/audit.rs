//! Who did and who looked at what; every kind of happening has words; a forged record is found.

use crate::{
    accounts::midorino,
    subsidies::review::received,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use domain::subsidies::Happening;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use store::{Scope, events};

const LIST: &str = "/t/midorino/audit";

/// Every source of the server and of the store.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["src", "store/src"] {
        walk(&here.join(folder), &mut found);
    }
    found
}

/// The arguments of every call that begins like this, up to its closing bracket.
fn calls<'a>(text: &'a str, beginning: &str) -> Vec<Vec<&'a str>> {
    text.match_indices(beginning)
        .map(|(at, _)| {
            let rest = &text[at + beginning.len()..];
            let (mut depth, mut start, mut arguments, mut quoted) = (0_i32, 0, Vec::new(), false);
            for (place, c) in rest.char_indices() {
                match c {
                    '"' => quoted = !quoted,
                    _ if quoted => {}
                    '(' | '{' | '[' => depth += 1,
                    ',' if depth == 0 => {
                        arguments.push(rest[start..place].trim());
                        start = place + 1;
                    }
                    ')' if depth == 0 => {
                        arguments.push(rest[start..place].trim());
                        break;
                    }
                    ')' | '}' | ']' => depth -= 1,
                    _ => {}
                }
            }
            arguments
        })
        .collect()
}

fn literal(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

/// The kinds, by convention: the second argument of `Event::of` and `Event::of_many` is the kind itself, or the code of
/// a noun's `Happening`; a look is `view.` and the last word that `views::record` is given.
fn kinds() -> BTreeSet<String> {
    let mut kinds: BTreeSet<String> = Happening::ALL
        .map(Happening::code)
        .into_iter()
        .chain(domain::offices::Happening::ALL.into_iter().map(domain::offices::Happening::code))
        .chain(domain::demos::Happening::ALL.into_iter().map(domain::demos::Happening::code))
        .chain(domain::awards::Happening::ALL.into_iter().map(domain::awards::Happening::code))
        .chain(domain::dispatches::Happening::ALL.into_iter().map(domain::dispatches::Happening::code))
        .chain(domain::payments::Happening::ALL.into_iter().map(domain::payments::Happening::code))
        .map(str::to_owned)
        .collect();
    for (path, text) in sources() {
        for call in calls(&text, "Event::of(").into_iter().chain(calls(&text, "Event::of_many(")) {
            match (literal(call[1]), call[1]) {
                (Some(kind), _) => {
                    kinds.insert(kind.to_owned());
                }
                (None, code) if code.ends_with(".code()") => {}
                (None, other) => panic!("{}: write the kind {other} where it happens", path.display()),
            }
        }
        for call in calls(&text, "views::record(") {
            let what = call.iter().rev().find_map(|argument| literal(argument));
            let what = what.unwrap_or_else(|| panic!("{}: write at what was looked", path.display()));
            kinds.insert(format!("view.{what}"));
        }
    }
    kinds
}

#[test]
fn every_kind_of_happening_has_words() {
    let kinds = kinds();
    assert!(kinds.len() > 50, "the convention finds them: {kinds:?}");
    let silent: Vec<_> = kinds.iter().filter(|kind| app::messages::audit::happened(kind).is_none()).collect();
    assert!(silent.is_empty(), "no words in app/src/messages/audit.rs for {silent:?}");
}

#[tokio::test]
async fn an_auditor_finds_who_looked_at_what_of_one_application() {
    on_each_world("audit of one application", async |world| {
        let received = received(&world).await;
        let clerk = world.as_person("clerk").await;
        let desk = clerk.get(&received.desk).await.text;
        let begin = desk.find(&format!("{}/attachments/", received.desk)).unwrap();
        let address: String = desk[begin..].chars().take_while(|c| !matches!(c, '"' | '?')).collect();
        let address = address.split("/pages/").next().unwrap();
        let looked = clerk.get(address).await;
        assert_eq!(looked.status, StatusCode::OK);
        let administrator = world.as_person("administrator").await;
        let found = administrator.get(&format!("{LIST}?object=Ｒ６－０００１")).await.text;
        for words in
            ["添付書類の元のファイルを開きました", "佐藤 葵", "申請しました", "日向 陽子", "申請 R6-0001"]
        {
            assert!(found.contains(words), "{words}: {found}");
        }
        assert!(!found.contains("ひだまり</td>"), "nothing else");
        let looks = administrator.get(&format!("{LIST}?noun=view")).await.text;
        assert!(looks.contains("元のファイル") && !looks.contains("申請しました"), "{looks}");
        let clerk_id = crate::subsidies::steps::account(&world, "clerk").await;
        let clerks = administrator.get(&format!("{LIST}?person={clerk_id}")).await.text;
        assert!(clerks.contains("元のファイル") && !clerks.contains("申請しました"), "{clerks}");
        let then = administrator.get(&format!("{LIST}?to=2024-07-02")).await.text;
        assert!(then.contains("条件に合う記録はありません"), "{then}");
        let history = administrator.get(&format!("{LIST}/applications/{}", received.id)).await.text;
        for words in [
            "送ったメール",
            "補助金の申請を受け付けました",
            "元のファイル",
            "額の経緯",
            "+21,000",
            "口座を見た人はいません",
        ] {
            assert!(history.contains(words), "{words}: {history}");
        }
        // Who looked at the whole of its bank account stands in a part of its own.
        let scope = Scope::tenant_by_system(midorino(&world).await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let number = "2970999013".parse().unwrap();
        let office = store::offices::by_number(&tx, number).await.unwrap().unwrap();
        drop(tx);
        crate::payments::steps::banks(&world).await;
        crate::payments::steps::own_account(&world, office).await;
        let approver = world.as_person("approver").await;
        let whole = approver.get(&format!("/t/midorino/offices/{office}/account/whole")).await;
        assert_eq!(whole.status, StatusCode::OK, "{}", whole.text);
        let history = administrator.get(&format!("{LIST}/applications/{}", received.id)).await.text;
        assert!(!history.contains("口座を見た人はいません"), "{history}");
        assert!(history.contains("振込先口座の全体を見ました") && history.contains("田中 実"), "{history}");
        let office = administrator.get(&format!("{LIST}?object=2970999013")).await.text;
        assert!(office.contains("台帳に追加しました"), "{office}");
    })
    .await;
}

#[tokio::test]
async fn a_question_that_cannot_be_understood_is_answered_beside_its_field() {
    on_each_world("wrong audit questions", async |world| {
        let administrator = world.as_person("administrator").await;
        let answer = administrator.get(&format!("{LIST}?object=ひだまり&from=いつか")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("受付番号・事業所番号を確かめてください"), "{}", answer.text);
        assert!(answer.text.contains("value=\"ひだまり\"") && answer.text.contains("value=\"いつか\""));
    })
    .await;
}

#[tokio::test]
async fn the_list_goes_page_by_page_and_the_file_holds_it_all() {
    on_each_world("audit pages", async |world| {
        let tenant = midorino(&world).await;
        let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        for _ in 0..120 {
            let day = serde_json::json!({ "days": ["2024-10-15"] });
            tx.record(events::Event::of(
                world.app.clock.now(),
                "settings.days-closed",
                "tenant",
                tenant.uuid(),
                day,
            ))
            .unwrap();
        }
        tx.commit().await.unwrap();
        let administrator = world.as_person("administrator").await;
        let third = administrator.get(&format!("{LIST}?noun=settings&page=3")).await.text;
        assert!(third.contains("全120件のうち101〜120件目"), "{third}");
        let file = administrator.get(&format!("{LIST}/export?noun=settings&format=csv")).await;
        assert!(file.bytes.starts_with(&[0xEF, 0xBB, 0xBF]) && file.text.lines().count() == 121);
        assert!(file.text.contains("閉庁日を追加しました,令和6年10月15日"), "{}", file.text);
        let looks = administrator.get(&format!("{LIST}?noun=view")).await.text;
        assert!(looks.contains("監査記録を書き出しました"), "{looks}");
    })
    .await;
}

async fn verified(world: &World) -> String {
    let administrator = world.as_person("administrator").await;
    let done = administrator.post_from(LIST, &format!("{LIST}/verification"), &[]).await;
    assert_eq!(done.location(), format!("{LIST}?done=verified"), "{}", done.text);
    administrator.get(LIST).await.text
}

#[tokio::test]
async fn a_whole_chain_is_called_verified_and_a_forged_one_broken_at_its_number() {
    on_each_world("chain state", async |world| {
        let page = verified(&world).await;
        assert!(page.contains("検証済み") && page.contains("改ざんがないことを"), "{page}");
        // Only whoever holds the file of SQLite can forge; the role of PostgreSQL cannot (store::events tests it).
        if matches!(world.app.config.database, store::Settings::Sqlite(_)) {
            let forgery = "UPDATE events SET payload = '{\"number\":\"0\"}' WHERE kind = 'office.added'";
            store::testing::forge(&world.app.config.database, forgery).await;
            let page = verified(&world).await;
            assert!(
                page.contains("破損") && page.contains("番の記録が、書かれたときと違っています"),
                "{page}"
            );
        }
    })
    .await;
}
