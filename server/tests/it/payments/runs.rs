//! J10 and J11: a run by two people, its file, what comes back, the re-payment; and two who are at it at once.

use super::steps::{NUMBER, RUNS, account, act, at, banks, due, granted, make, read, sent};
use crate::{
    subsidies::{decided, steps},
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{TimeDelta, TimeZone as _, Utc};
use domain::{
    awards::StageName,
    ids::{AwardId, ProgrammeId},
    zengin::Holder,
};
use store::{
    awards, mails,
    payments::{accounts::Party, payable, runs},
    subsidies::ledger,
    testing::{numbered_id, tamper},
    views,
};

const PAY_ON: &str = "R6.10.31";

async fn paid(world: &World, programme: &str) -> (i64, i64) {
    let programme: ProgrammeId = programme.parse().unwrap();
    let tx = read(world).await;
    let kept = payable::kept(&tx, programme).await.unwrap().get();
    (kept, ledger::balance(&tx, programme).await.unwrap().paid.get())
}

fn october(world: &World) {
    world.turn_to(Utc.with_ymd_and_hms(2024, 10, 20, 1, 0, 0).unwrap());
}

/// Who makes a run reads that they wait, the other finds it on their home, and each grant says in which run it lies.
async fn told_who_is_next(world: &World, run: &str, award: AwardId) {
    let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
    let words = "承認を待つ支払データ";
    let home = approver.get("/t/midorino").await.text;
    assert!(home.contains(words) && home.contains(run), "{home}");
    assert!(!clerk.get("/t/midorino").await.text.contains(words), "it is not theirs to release");
    let id = run.rsplit('/').next().unwrap().parse().unwrap();
    let told = mails::about(&read(world).await, "pay_run", id).await.unwrap();
    let asks = |mail: &mails::Stored| {
        mail.mail.subject.contains("承認待ちの支払データ") && mail.mail.body.contains(run)
    };
    assert!(!told.is_empty() && told.iter().all(asks), "{told:?}");
    let page = clerk.get(run).await.text;
    assert!(page.contains("決裁者の承認を待っています"), "{page}");
    assert!(!approver.get(run).await.text.contains("決裁者の承認を待っています"), "they have the button");
    let page = clerk.get(&format!("/t/midorino/awards/{award}")).await.text;
    assert!(page.contains(run) && page.contains("支払準備中"), "{page}");
}

/// An auditor finds at the application what was paid of it, and by whom (J23).
async fn audited(world: &World, run: &str, award: AwardId) {
    let administrator = world.as_person("administrator").await;
    let history = administrator.get(&format!("/t/midorino/audit/applications/{award}")).await.text;
    let (_, row) = history.split_once(run).expect("the run is named");
    let row = row.split("</tr>").next().unwrap_or_default();
    assert!(row.contains("佐藤 葵") && row.contains("田中 実"), "who made it, and who released it: {row}");
    assert!(history.contains("支払の増減"), "{history}");
}

#[tokio::test]
async fn a_run_is_made_by_one_released_by_another_and_what_comes_back_is_paid_again() {
    on_each_world("pay run", async |world| {
        let programme = steps::published(&world, &[]).await;
        banks(&world).await;
        let all = granted(&world, &programme, 3).await;
        let ids: Vec<_> = all.iter().map(|due| due.award).collect();
        // The second has a name that does not fit: it is named before, and stays out.
        account(&world, Party::Office(all[1].office), "7654399", None, Holder::Applicant).await;
        october(&world);
        let clerk = world.as_person("clerk").await;
        let page = clerk.get(&format!("{RUNS}/new")).await.text;
        assert!(
            page.contains("先に直すもの（1件）") && page.contains("受取人名の書き方を決めてください"),
            "{page}"
        );
        let barred = make(&clerk, &ids, PAY_ON, false).await;
        assert_eq!(barred.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(barred.text.contains("選んだもののうち1件は、いまは支払えません"), "{}", barred.text);
        account(&world, Party::Office(all[1].office), "7654399", Some("コモレビ"), Holder::Applicant).await;
        // A Saturday is no day of banks.
        let saturday = make(&clerk, &ids, "R6.11.2", false).await;
        assert!(saturday.text.contains("土曜日は金融機関の休業日です"), "{}", saturday.text);

        let run = at(&make(&clerk, &ids, PAY_ON, false).await);
        assert!(due(&world).await.is_empty(), "what lies in a run can be paid by no other");
        told_who_is_next(&world, &run, ids[1]).await;
        assert_eq!(clerk.get(&format!("{run}/file")).await.status, StatusCode::NOT_FOUND, "not released");
        assert_eq!(clerk.get(&format!("{run}/release")).await.status, StatusCode::NOT_FOUND, "not a clerk's");
        sent(&world, &run).await;
        let file = clerk.get(&format!("{run}/file")).await;
        assert_eq!(file.bytes.len(), 6 * 122, "a header, three transfers, a trailer, an end");
        let trailer = String::from_utf8(file.bytes[4 * 122..4 * 122 + 19].to_vec()).unwrap();
        assert_eq!(trailer, "8000003000000063000");
        assert_eq!(file.bytes, clerk.get(&format!("{run}/file")).await.bytes, "the same to the byte");
        let hidamari = world.as_person("hidamari").await;
        let own = hidamari.get(&format!("/t/midorino/my/applications/{}", ids[1])).await.text;
        assert!(own.contains("振込予定日") && own.contains("令和6年10月31日"), "{own}");
        let csv = clerk.get(&format!("{run}/export?format=csv")).await.text;
        assert!(csv.contains("債権者番号") && !csv.contains("7654399"), "{csv}");

        world.turn_to(Utc.with_ymd_and_hms(2024, 11, 1, 1, 0, 0).unwrap());
        let clerk = world.as_person("clerk").await;
        let home = clerk.get("/t/midorino").await.text;
        assert!(home.contains("結果を入力する支払データ") && home.contains(&run), "{home}");
        let typed = [("on", PAY_ON), ("list", "0000000002 該当口座なし")];
        let done = act(&clerk, &run, "results", &typed).await;
        assert_eq!(done.location(), format!("{run}?done=results"), "{}", done.text);
        assert_eq!(paid(&world, &programme).await, (42_000, 42_000));
        audited(&world, &run, ids[0]).await;
        let tx = read(&world).await;
        let payments = runs::payments(&tx, run.rsplit('/').next().unwrap().parse().unwrap()).await.unwrap();
        let returned = &payments[1];
        let asked = mails::about(&tx, "payment", returned.id.uuid()).await.unwrap();
        assert!(asked.iter().all(|mail| mail.mail.subject.contains("口座を訂正してください")), "{asked:?}");
        assert_eq!(asked.len(), 1);
        let award = awards::find(&tx, returned.parts[0].0).await.unwrap().unwrap();
        assert_eq!((award.stage.name(), award.live_payment), (StageName::Payable, None));
        let looked = views::of_subject(&tx, "bank_account", returned.account.uuid()).await.unwrap();
        assert_eq!(looked.len(), 2, "each of the two who took the file");
        drop(tx);

        // The same account again is in the way; a corrected one is paid.
        let page = clerk.get(&format!("{RUNS}/new")).await.text;
        assert!(page.contains("前回この口座で振込不能でした"), "{page}");
        let page = clerk.get(&format!("/t/midorino/awards/{}", award.id)).await.text;
        for words in [run.as_str(), "該当口座なし", "支払う前に直すことがあります", "前回この口座で"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let page = clerk.get(&run).await.text;
        assert!(page.contains("2件　42,000円") && page.contains("1件　21,000円"), "{page}");
        let office = due(&world).await[0].office;
        account(&world, Party::Office(office), "7654388", Some("コモレビ"), Holder::Applicant).await;
        let again = at(&make(&clerk, &[award.id], "R6.11.29", false).await);
        sent(&world, &again).await;
        let file = clerk.get(&format!("{again}/file")).await.bytes;
        assert_eq!(file[122 + 90], b'2', "新規コード: the account changed");
        world.turn_to(Utc.with_ymd_and_hms(2024, 12, 2, 1, 0, 0).unwrap());
        let clerk = world.as_person("clerk").await;
        let done = act(&clerk, &again, "results", &[("on", "R6.11.29")]).await;
        assert_eq!(done.location(), format!("{again}?done=results"), "{}", done.text);
        assert_eq!(paid(&world, &programme).await, (63_000, 63_000), "each once, and nothing twice");

        // A transfer that comes back after all: the ledger takes it back.
        let tx = read(&world).await;
        let first = payments[0].id;
        drop(tx);
        let back = format!("payments/{first}/return");
        let done = act(&clerk, &run, &back, &[("on", "R6.12.1"), ("reason", "cancelled")]).await;
        assert_eq!(done.location(), format!("{run}?done=returned"), "{}", done.text);
        assert_eq!(paid(&world, &programme).await, (42_000, 42_000));
        assert_eq!(due(&world).await.len(), 1);
        let page = clerk.get(&run).await.text;
        assert!(!page.contains("不一致"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn what_changed_keeps_a_run_from_being_released_and_giving_it_up_frees_its_awards() {
    on_each_world("pay run given up", async |world| {
        let programme = steps::published(&world, &[]).await;
        banks(&world).await;
        let all = granted(&world, &programme, 2).await;
        october(&world);
        let clerk = world.as_person("clerk").await;
        let ids: Vec<_> = all.iter().map(|due| due.award).collect();
        let run = at(&make(&clerk, &ids, PAY_ON, true).await);
        let tx = read(&world).await;
        let id = run.rsplit('/').next().unwrap().parse().unwrap();
        assert_eq!(runs::payments(&tx, id).await.unwrap().len(), 2, "two accounts are two payments");
        drop(tx);
        // An account that changes after it was made keeps the run from being released.
        let approver = world.as_person("approver").await;
        let version = approver.get(&format!("{run}/release")).await.hidden("version").unwrap();
        account(&world, Party::Office(all[0].office), "1112223", Some("ヒダマリ"), Holder::Applicant).await;
        let typed = [("version", version.as_str())];
        let refused = approver.post_from(&run, &format!("{run}/release"), &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(refused.text.contains("口座が変わりました"), "{}", refused.text);
        let gone = act(&clerk, &run, "dissolution", &[]).await;
        assert_eq!(gone.location(), format!("{run}?done=dissolved"), "{}", gone.text);
        assert_eq!(due(&world).await.len(), 2, "its awards are free");
        let again = at(&make(&clerk, &ids, PAY_ON, true).await);
        // A colleague was faster: nothing is overwritten.
        let page = approver.get(&format!("{again}/release")).await;
        let version = page.hidden("version").unwrap();
        sent(&world, &again).await;
        let typed = [("version", version.as_str())];
        let late = approver.post_from(&again, &format!("{again}/release"), &typed).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_runs_at_once_cannot_take_the_same_award() {
    on_each_world("two pay runs at once", async |world| {
        let programme = steps::published(&world, &[]).await;
        banks(&world).await;
        let all = granted(&world, &programme, 2).await;
        october(&world);
        let ids: Vec<_> = all.iter().map(|due| due.award).collect();
        let (one, other) = (world.as_person("clerk").await, world.as_person("clerk-two").await);
        let (first, second) =
            tokio::join!(make(&one, &ids, PAY_ON, false), make(&other, &ids, PAY_ON, false));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses[0], StatusCode::SEE_OTHER, "one of them is made: {statuses:?}");
        assert!(
            matches!(statuses[1], StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY),
            "the other is told: {statuses:?} {} {}",
            first.text,
            second.text
        );
        let tx = read(&world).await;
        let mut live = 0;
        for run in runs::all(&tx).await.unwrap() {
            live += runs::payments(&tx, run.id).await.unwrap().len();
        }
        assert_eq!(live, 2, "each award lies in one payment");
        drop(tx);
        world.wait(TimeDelta::days(1));
        assert!(due(&world).await.is_empty());
    })
    .await;
}

/// Lets every office of the register be one corporation's.
async fn of_one_corporation(world: &World) {
    let settings = &world.app.config.database;
    let id = numbered_id(settings, 'f', "1");
    let made = format!(
        "INSERT INTO corporations (tenant_id, id, name, search_key, created_at, updated_at, version)
         SELECT tenant_id, {id}, '株式会社ひだまり介護', '', created_at, updated_at, 1 FROM offices WHERE number = '2970999120'"
    );
    assert_eq!(tamper(settings, &made).await, 1);
    let belong = format!(
        "UPDATE offices SET corporation_id = {id} WHERE tenant_id = (SELECT tenant_id FROM corporations WHERE id = {id})"
    );
    assert!(tamper(settings, &belong).await >= 3);
}

#[tokio::test]
async fn a_corporation_is_paid_for_its_offices_in_one_transfer_and_all_of_it_comes_back_at_once() {
    on_each_world("one transfer of a corporation", async |world| {
        let programme = steps::published(&world, &[]).await;
        banks(&world).await;
        for (number, name) in
            [("2970999120", "ひだまり東"), ("2970999138", "ひだまり西"), ("2970999146", "ひだまり南")]
        {
            decided::granted(&world, &programme, "hidamari", number, name).await;
        }
        of_one_corporation(&world).await;
        let all = due(&world).await;
        let ids: Vec<_> = all.iter().map(|due| due.award).collect();
        let corporation = all[0].corporation.clone().unwrap().0;
        account(&world, Party::Corporation(corporation), NUMBER, Some("ヒダマリカイゴ"), Holder::Applicant)
            .await;
        october(&world);
        let clerk = world.as_person("clerk").await;
        let run = at(&make(&clerk, &ids, PAY_ON, true).await);
        let tx = read(&world).await;
        let payments = runs::payments(&tx, run.rsplit('/').next().unwrap().parse().unwrap()).await.unwrap();
        drop(tx);
        let [one] = &payments[..] else { panic!("one account, one transfer: {}", payments.len()) };
        assert_eq!((one.amount.get(), one.parts.len()), (63_000, 3));
        sent(&world, &run).await;
        let file = clerk.get(&format!("{run}/file")).await.bytes;
        assert_eq!(file.len(), 4 * 122, "a header, one transfer, a trailer, an end");
        assert_eq!(&file[122 + 80..122 + 90], b"0000063000");
        assert_eq!(&file[2 * 122..2 * 122 + 19], b"8000001000000063000");

        world.turn_to(Utc.with_ymd_and_hms(2024, 11, 1, 1, 0, 0).unwrap());
        let clerk = world.as_person("clerk").await;
        let back = [("on", PAY_ON), ("list", "1 口座相違")];
        let done = act(&clerk, &run, "results", &back).await;
        assert_eq!(done.location(), format!("{run}?done=results"), "{}", done.text);
        assert_eq!(paid(&world, &programme).await, (0, 0), "nothing was paid");
        assert_eq!(due(&world).await.len(), 3, "all three are to be paid again");
        account(
            &world,
            Party::Corporation(corporation),
            "7654111",
            Some("ヒダマリカイゴ"),
            Holder::Applicant,
        )
        .await;
        let again = at(&make(&clerk, &ids, "R6.11.29", true).await);
        sent(&world, &again).await;
        world.turn_to(Utc.with_ymd_and_hms(2024, 12, 2, 1, 0, 0).unwrap());
        let clerk = world.as_person("clerk").await;
        let done = act(&clerk, &again, "results", &[("on", "R6.11.29")]).await;
        assert_eq!(done.location(), format!("{again}?done=results"), "{}", done.text);
        assert_eq!(paid(&world, &programme).await, (63_000, 63_000), "each award once");
        assert!(due(&world).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn all_that_can_be_paid_is_paid_without_naming_each_and_only_if_it_is_what_was_seen() {
    on_each_world("all that can be paid", async |world| {
        let programme = steps::published(&world, &[]).await;
        banks(&world).await;
        granted(&world, &programme, 2).await;
        october(&world);
        let clerk = world.as_person("clerk").await;
        let new = format!("{RUNS}/new");
        let before = clerk.get(&new).await.hidden("seen").unwrap();
        // One more comes between the looking and the button.
        decided::granted(&world, &programme, "hidamari", "2970999187", "ひだまり北").await;
        let office = due(&world).await.iter().find(|one| one.office_name == "ひだまり北").unwrap().office;
        account(&world, Party::Office(office), NUMBER, Some("ヒダマリカイゴ"), Holder::Applicant).await;
        let clerk = world.as_person("clerk").await;
        let all = |seen: &str| {
            let pairs = [("title", "10月分"), ("pay_on", PAY_ON), ("all", "yes"), ("seen", seen)];
            pairs.map(|(name, value)| (name, value.to_owned()))
        };
        let typed = all(&before);
        let typed: Vec<_> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let changed = clerk.post(&new, &typed).await;
        assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(changed.text.contains("いまは3件です"), "{}", changed.text);
        assert_eq!(due(&world).await.len(), 3, "nothing was made");
        let typed = all(&changed.hidden("seen").unwrap());
        let typed: Vec<_> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let run = at(&clerk.post(&new, &typed).await);
        let tx = read(&world).await;
        let payments = runs::payments(&tx, run.rsplit('/').next().unwrap().parse().unwrap()).await.unwrap();
        assert_eq!(payments.len(), 3);
        assert!(payable::due(&tx).await.unwrap().is_empty());
    })
    .await;
}
