//! Offices that are one, numbers that follow others, and offices that are not open.

use crate::{
    subsidies::steps,
    support::{Answer, Asker, World, on_each_world},
};
use axum::http::StatusCode;
use domain::{
    ids::{MergerId, OfficeId},
    merging::{Keep, propose},
};
use store::{Scope, offices, testing::add_office};

const OFFICES: &str = "/t/midorino/offices";

/// A merger of two offices of みどり野市, and a third office to merge with.
pub async fn merged(world: &World) -> (MergerId, OfficeId) {
    let clock = &world.app.clock;
    let scope = Scope::tenant(steps::tenant(world, "midorino").await, steps::account(world, "clerk").await);
    let tx = world.app.store.write(&scope).await.unwrap();
    let ids: [OfficeId; 3] = [clock.id(), clock.id(), clock.id()];
    for (id, number) in ids.into_iter().zip(["2970995013", "2970995021", "2970995039"]) {
        add_office(&tx, id, number, &format!("二重の事業所{number}"), "292991", &["43"]).await;
    }
    let first = offices::find(&tx, ids[0]).await.unwrap().unwrap();
    let second = offices::find(&tx, ids[1]).await.unwrap().unwrap();
    let mut choices = propose(&offices::mergers::side(&first), &offices::mergers::side(&second));
    choices.survivor = Keep::KeepFirst;
    let merger = clock.id();
    offices::mergers::merge(&tx, merger, (&first, &second), &choices, &|| clock.id(), clock.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (merger, ids[2])
}

/// Compares two offices, keeps the first with what is chosen, and confirms.
async fn merge(clerk: &Asker, first: OfficeId, second: OfficeId, chosen: &[(&str, &str)]) -> Answer {
    let at = format!("{OFFICES}/{first}/merging/{second}");
    let page = clerk.get(&at).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let versions = ["first_version", "second_version"].map(|name| page.hidden(name).unwrap_or_default());
    let mut typed =
        vec![("survivor", "first"), ("first_version", &versions[0]), ("second_version", &versions[1])];
    typed.extend_from_slice(chosen);
    let mut check = typed.clone();
    check.push(("act", "check"));
    let checked = clerk.post(&at, &check).await;
    if checked.status != StatusCode::OK {
        return checked;
    }
    assert!(checked.text.contains("この内容で統合しますか"), "{}", checked.text);
    typed.push(("act", "merge"));
    clerk.post(&at, &typed).await
}

async fn two(world: &World, second: (&str, &str)) -> (OfficeId, OfficeId) {
    let first =
        steps::office(world, "hidamari", "2970995112", "ケアプランさくらんぼ", "292991", &["43"]).await;
    let second = steps::office(world, "tsubame", second.0, second.1, "292991", &["43", "11"]).await;
    (first, second)
}

#[tokio::test]
async fn two_entries_of_one_office_are_found_merged_with_a_choice_and_taken_apart() {
    on_each_world("two entries of one office", async |world| {
        let world = &world;
        let clerk = world.as_person("clerk").await;
        let (first, second) = two(world, ("2970995120", "ケアプラン　さくらんぼ")).await;
        let found = clerk.get(&format!("{OFFICES}/duplicates")).await;
        assert!(found.text.contains("事業所名が同じ、住所が同じ、電話番号が同じです"), "{}", found.text);
        assert!(found.text.contains("2970995120"));
        let card = clerk.get(&format!("{OFFICES}/{first}/merging")).await;
        assert!(card.text.contains("2970995120 ケアプラン　さくらんぼと比べる"), "{}", card.text);

        let done = merge(&clerk, first, second, &[("detail-name", "second")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let merger = done.location().split('?').next().unwrap().to_owned();
        let page = clerk.get(done.location()).await;
        assert!(page.text.contains("2つの事業所を統合しました"), "{}", page.text);
        assert!(
            page.text.contains("担当の方の登録") && page.text.contains("統合を取り消す"),
            "{}",
            page.text
        );

        let old = clerk.get(&format!("{OFFICES}/{second}")).await;
        assert_eq!(old.location(), format!("{OFFICES}/{first}?from=2970995120"));
        let card = clerk.get(old.location()).await;
        assert!(
            card.text.contains("事業所番号 2970995120 は、この事業所に統合されています"),
            "{}",
            card.text
        );
        assert!(card.text.contains("11 訪問介護") && card.text.contains("2970995112"), "{}", card.text);
        let list = clerk.get(&format!("{OFFICES}?q=2970995120")).await;
        assert!(
            list.text.contains("2970995112") && list.text.contains("1件が見つかりました"),
            "{}",
            list.text
        );
        let typed = [("number", "2970995120"), ("name", "x"), ("services", "43"), ("status", "active")];
        let again = clerk.post(&format!("{OFFICES}/new"), &typed).await;
        assert!(again.text.contains("ほかの事業所に統合されています"), "{}", again.text);
        let both = world.as_person("tsubame").await.get("/t/midorino/my").await;
        assert!(
            both.text.contains("ケアプラン　さくらんぼ"),
            "the second office's people speak for the first"
        );

        let undone = clerk.post_from(&merger, &format!("{merger}/undo"), &[]).await;
        assert_eq!(undone.location(), format!("{OFFICES}/duplicates?done=undone"));
        let card = clerk.get(&format!("{OFFICES}/{second}")).await;
        assert_eq!(card.status, StatusCode::OK);
        assert!(card.text.contains("統合を取り消しました"), "{}", card.text);
        let page = clerk.get(&merger).await;
        assert!(page.text.contains("さんが取り消しました"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn what_was_told_apart_is_not_proposed_until_somebody_takes_that_back() {
    on_each_world("told apart", async |world| {
        let world = &world;
        let clerk = world.as_person("clerk").await;
        let (first, second) = two(world, ("2970995120", "ケアプランさくらんぼ")).await;
        let (one, other) = (first.to_string(), second.to_string());
        let list = format!("{OFFICES}/duplicates");
        let decide = async |act: &str| {
            let typed = [("first", one.as_str()), ("second", &other), ("act", act)];
            let done = clerk.post_from(&list, &format!("{list}/decision"), &typed).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
            clerk.get(&list).await
        };
        // Whichever of the two is named first.
        let pairs =
            [(first, second), (second, first)].map(|(one, other)| format!("{OFFICES}/{one}/merging/{other}"));
        let shown = clerk.get(&list).await.text;
        let compare = pairs.into_iter().find(|pair| shown.contains(pair)).expect("the pair is proposed");
        let page = decide("apart").await;
        assert!(
            !page.text.contains(&compare) && page.text.contains("同じではないと記録した組"),
            "{}",
            page.text
        );
        assert!(decide("apart").await.text.contains("候補に戻す"), "twice is once");
        assert!(decide("again").await.text.contains(&compare));
    })
    .await;
}

#[tokio::test]
async fn two_live_applications_to_one_programme_keep_two_offices_apart() {
    on_each_world("two live applications", async |world| {
        let world = &world;
        let clerk = world.as_person("clerk").await;
        let (first, second) = two(world, ("2970995120", "ケアプランさくらんぼ")).await;
        let programme = steps::published(world, &[]).await;
        let (hidamari, tsubame) = (world.as_person("hidamari").await, world.as_person("tsubame").await);
        let own = steps::complete(world, &hidamari, &programme, first).await;
        let other = steps::complete(world, &tsubame, &programme, second).await;
        for (asker, at) in [(&hidamari, &own), (&tsubame, &other)] {
            assert_eq!(steps::submit(asker, at).await.location(), format!("{at}/receipt"));
        }
        let refused = merge(&clerk, first, second, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("R6-0001 と R6-0002"), "{}", refused.text);
        assert_eq!(clerk.get(&format!("{OFFICES}/{second}")).await.status, StatusCode::OK);

        let withdrawn = hidamari.post(&format!("{own}/withdrawal"), &[]).await;
        assert_eq!(withdrawn.status, StatusCode::SEE_OTHER, "{}", withdrawn.text);
        let done = merge(&clerk, first, second, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let card = clerk.get(&format!("{OFFICES}/{first}")).await;
        assert!(card.text.contains("R6-0002"), "{}", card.text);
        // The place of the year went with it: nobody applies a second time.
        let start = format!("/t/midorino/my/programmes/{programme}/applications/new");
        let page = hidamari.get(&start).await;
        assert!(page.text.contains("この事業所の今年度の申請は、すでに受け付けています"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn a_successor_does_not_apply_where_its_predecessor_has() {
    on_each_world("a successor applies", async |world| {
        let world = &world;
        let clerk = world.as_person("clerk").await;
        let (first, second) = two(world, ("2970995120", "新さくらんぼ")).await;
        let programme = steps::published(world, &[]).await;
        let (hidamari, tsubame) = (world.as_person("hidamari").await, world.as_person("tsubame").await);
        let late = steps::complete(world, &tsubame, &programme, second).await;
        let early = steps::complete(world, &hidamari, &programme, first).await;
        assert_eq!(steps::submit(&hidamari, &early).await.location(), format!("{early}/receipt"));

        let form = format!("{OFFICES}/{second}/successions/new");
        let wrong = clerk.post(&form, &[("direction", "before"), ("number", "297")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.text.contains("value=\"297\"") && wrong.text.contains("「理由」を選んで"),
            "{}",
            wrong.text
        );
        let typed = [
            ("direction", "before"),
            ("number", "2970995112"),
            ("on", "令和6年4月1日"),
            ("reason", "renumbered"),
        ];
        let done = clerk.post(&form, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let known = clerk.post(&form, &typed).await;
        assert!(known.text.contains("すでに記録されています"), "{}", known.text);
        for (office, told) in [(second, "前の番号："), (first, "後の番号：")] {
            let card = clerk.get(&format!("{OFFICES}/{office}")).await;
            assert!(card.text.contains(told) && card.text.contains("番号変更"), "{}", card.text);
            assert!(card.text.contains("番号の承継を記録しました"), "{}", card.text);
        }
        let refused = steps::submit(&tsubame, &late).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(refused.text.contains("R6-0001") && refused.text.contains("2970995112"), "{}", refused.text);
    })
    .await;
}

#[tokio::test]
async fn a_list_with_former_numbers_means_the_offices_of_today_and_makes_none() {
    on_each_world("former numbers in a list", async |world| {
        let world = &world;
        let clerk = world.as_person("clerk").await;
        let (first, second) = two(world, ("2970995120", "ケアプランさくらんぼ")).await;
        let list = "事業所番号,事業所名,サービスの種類\n2970995120,ケアプランさくらんぼ,43\n2970995138,旧番号さくらんぼ,11\n";
        let made = clerk
            .upload("/t/midorino/imports/new", &[("scope", "own")], &[("file", "before.csv", list.as_bytes())])
            .await
            .location()
            .to_owned();
        let commit = async |at: &str| {
            let page = clerk.get(at).await;
            let version = page.hidden("version").unwrap();
            let digest = page.hidden("digest").unwrap_or_default();
            let typed = [("version", version.as_str()), ("digest", &digest)];
            let done = clerk.post_from(at, &format!("{at}/commit"), &typed).await;
            assert_eq!(done.location(), format!("{at}?done=committed"), "{}", done.text);
            page
        };
        commit(&made).await;
        assert_eq!(merge(&clerk, first, second, &[]).await.status, StatusCode::SEE_OTHER);
        let typed =
            [("direction", "before"), ("number", "2970995146"), ("on", "R6.4.1"), ("reason", "transferred")];
        let done = clerk.post(&format!("{OFFICES}/{first}/successions/new"), &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);

        let count = async || {
            let page = clerk.get(OFFICES).await;
            page.text.replace("<!>", "").split("role=\"status\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
        };
        let before = count().await;
        let list = "事業所番号,事業所名,サービスの種類\n2970995120,ケアプランさくらんぼ,43\n2970995146,ケアプランさくらんぼ,11\n";
        let at = clerk
            .upload("/t/midorino/imports/new", &[("scope", "own")], &[("file", "after.csv", list.as_bytes())])
            .await
            .location()
            .to_owned();
        commit(&at).await;
        let rows = clerk.get(&format!("{at}?rows=warnings")).await;
        assert!(
            rows.text.contains("統合または承継により「2970995112」になっています"),
            "{}",
            rows.text
        );
        assert_eq!(count().await, before, "no office is made");

        // What the first list made was merged away since: it is not taken back.
        let asked = clerk.get(&format!("{made}/undo")).await;
        assert!(asked.text.contains("そのまま残します"), "{}", asked.text);
    })
    .await;
}

#[tokio::test]
async fn a_merger_is_not_undone_once_the_office_was_changed() {
    on_each_world("a merger that stays", async |world| {
        let world = &world;
        let clerk = world.as_person("clerk").await;
        let (first, second) = two(world, ("2970995120", "ケアプランさくらんぼ")).await;
        let done = merge(&clerk, first, second, &[]).await;
        let merger = done.location().split('?').next().unwrap().to_owned();
        let edit = format!("{OFFICES}/{first}/edit");
        let version = clerk.get(&edit).await.hidden("version").unwrap();
        let typed = [
            ("number", "2970995112"),
            ("name", "ケアプランすもも"),
            ("services", "43"),
            ("services", "11"),
            ("status", "closed"),
            ("status_on", "令和6年6月30日"),
            ("version", &version),
        ];
        let saved = clerk.post(&edit, &typed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let refused = clerk.post_from(&merger, &format!("{merger}/undo"), &[]).await;
        assert_eq!(refused.location(), merger);
        let page = clerk.get(&merger).await;
        assert!(
            page.text.contains("取り消せません")
                && page.text.contains("事業所名：ケアプランさくらんぼ → ケアプランすもも"),
            "{}",
            page.text
        );
        assert_ne!(clerk.get(&format!("{OFFICES}/{second}")).await.status, StatusCode::OK);

        // A closed office says since when, and is not offered for an application.
        let card = clerk.get(&format!("{OFFICES}/{first}")).await;
        assert!(card.text.contains("廃止") && card.text.contains("令和6年6月30日"), "{}", card.text);
        let programme = steps::published(world, &[]).await;
        let start = format!("/t/midorino/my/programmes/{programme}/applications/new");
        let page = world.as_person("hidamari").await.get(&start).await;
        assert!(page.text.contains("台帳では廃止の事業所です"), "{}", page.text);
    })
    .await;
}
