//! まとめて申請: what is shared is answered once, each office has a result of its own (J6).

use super::steps::{PNG, begin, city, office, published, published_now, tenant};
use crate::{
    accounts,
    support::{Answer, Asker, World, on_each_world, program},
};
use app::messages::subsidies::not_receiving;
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    fiscal_year::FiscalYear,
    ids::OfficeId,
    subsidies::{NotReceiving, licence_fee_in_full},
    wareki::format_date,
};
use server::jobs;
use store::{Scope, mails, subsidies::applications};

const NUMBERS: [(&str, &str); 5] = [
    ("2970999013", "292991"),
    ("2970999054", "292991"),
    ("2970999062", "292991"),
    ("2970999070", "292991"),
    ("2970999088", "293997"),
];

async fn five(world: &World) -> Vec<OfficeId> {
    let mut offices = Vec::new();
    for (place, (number, municipality)) in NUMBERS.into_iter().enumerate() {
        let name = format!("ひだまり{}号館", place + 1);
        offices.push(office(world, "hidamari", number, &name, municipality, &["43"]).await);
    }
    offices
}

/// The ids of the applications that a page's boxes name, in its order.
fn boxes(page: &Answer) -> Vec<String> {
    let named = page.text.match_indices("name=\"to\"").map(|(at, _)| {
        let tag = &page.text[page.text[..at].rfind('<').unwrap()..];
        let value = tag.find("value=\"").unwrap() + "value=\"".len();
        tag[value..value + 36].to_owned()
    });
    named.collect()
}

/// Begins the offices that can, and answers everything once for all of them.
async fn answered(asker: &Asker, joint: &str, offices: &[OfficeId], paid_on: &str) -> Vec<String> {
    let ids: Vec<String> = offices.iter().map(OfficeId::to_string).collect();
    let chosen: Vec<(&str, &str)> = ids.iter().map(|id| ("office", id.as_str())).collect();
    let begun = asker.post(&format!("{joint}/new"), &chosen).await;
    assert_eq!((begun.status, begun.location()), (StatusCode::SEE_OTHER, joint));
    let drafts = boxes(&asker.get(&format!("{joint}/contact")).await);
    let to: Vec<(&str, &str)> = drafts.iter().map(|id| ("to", id.as_str())).collect();
    let correct: Vec<String> = drafts.iter().map(|id| format!("office_correct-{id}")).collect();
    let correct: Vec<(&str, &str)> = correct.iter().map(|name| (name.as_str(), "yes")).collect();
    let contact = [
        ("corporation", "株式会社ひだまり介護"),
        ("representative_name", "日向　はるか"),
        ("address", "みどり県みどり野市本町2-3-4"),
        ("contact_name", "日向　陽子"),
        ("phone", "０７４１－００－１０１３"),
        ("email", "hinata@hidamari.example.jp"),
    ];
    let declared = [
        ("declared", "in_operation"),
        ("declared", "no_other_subsidy"),
        ("declared", "no_organised_crime"),
        ("declared", "keeps_using"),
        ("consent", "yes"),
    ];
    let paid = [("paid", "21,000"), ("paid_on", paid_on)];
    for (task, typed) in [
        ("office", correct),
        ("contact", [&contact[..], &to].concat()),
        ("expense", [&paid[..], &to].concat()),
        ("declarations", [&declared[..], &to].concat()),
    ] {
        let saved = asker.post(&format!("{joint}/{task}"), &typed).await;
        assert_eq!(
            (saved.status, saved.location()),
            (StatusCode::SEE_OTHER, joint),
            "{task}: {}",
            saved.text
        );
    }
    let file = [("file", "支払通知書.png", PNG)];
    let attached = asker.upload(&format!("{joint}/documents/licence_proof"), &to, &file).await;
    assert_eq!(attached.location(), format!("{joint}/documents"), "{}", attached.text);
    drafts
}

#[tokio::test]
async fn a_corporation_applies_once_for_five_offices_and_one_is_refused_by_name() {
    on_each_world("joint application", async |world| {
        let programme = published(&world, &[]).await;
        let offices = five(&world).await;
        let hidamari = world.as_person("hidamari").await;
        let joint = format!("/t/midorino/my/programmes/{programme}/applications");
        let outside = [("office", offices[4].to_string())];
        let outside: Vec<_> = outside.iter().map(|(name, id)| (*name, id.as_str())).collect();
        let none = hidamari.post(&format!("{joint}/new"), &outside).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "it is not begun, whatever a form says");
        let drafts = answered(&hidamari, &joint, &offices[..4], "令和6年6月20日").await;
        assert_eq!(drafts.len(), 4);
        let proof = hidamari.get(&format!("{joint}/documents/licence_proof")).await;
        assert!(proof.text.contains("国保連合会からの支払通知"), "what will do: {}", proof.text);
        jobs::drain(&world.app).await.unwrap();

        let check = hidamari.get(&format!("{joint}/check")).await;
        for told in [
            "この内容で4件を申請する",
            "84,000円",
            "支払通知書.png",
            "ひだまり4号館（事業所番号 2970999070）",
        ] {
            assert!(check.text.contains(told), "{told}: {}", check.text);
        }
        let form = hidamari.get(&format!("{joint}/check")).await;
        let (csrf, once) = (form.hidden("csrf").unwrap(), form.hidden("once").unwrap());
        for _ in 0..2 {
            let typed = [("csrf", csrf.as_str()), ("once", &once)];
            let sent = hidamari.attempt(&format!("{joint}/check"), &typed).await.unwrap();
            assert_eq!(sent.location(), format!("{joint}?done=sent"), "{}", sent.text);
        }
        let result = hidamari.get(&format!("{joint}?done=sent")).await;
        for told in [
            "4件を受け付けました",
            "R6-0001",
            "R6-0004",
            "4件の合計",
            "84,000円",
            "みどり野市の外です",
            "このあとの流れ",
            "ごろまで",
        ] {
            assert!(result.text.contains(told), "{told}: {}", result.text);
        }
        assert!(!result.text.contains("R6-0005"), "sent twice, received once");
        world.wait(TimeDelta::minutes(10));
        let later = hidamari.get(&format!("{joint}?done=sent")).await;
        assert!(!later.text.contains("件を受け付けました"), "it was not just now: {}", later.text);
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let mut told = Vec::new();
        for draft in &drafts {
            let kept = applications::find(&tx, draft.parse().unwrap()).await.unwrap().unwrap();
            told.push(mails::about_application(&tx, &kept).await.unwrap());
        }
        assert!(told.iter().all(|mails| *mails == told[0]), "one mail tells of all: {told:?}");
        let [single] = &told[0][..] else { panic!("one mail: {told:?}") };
        assert!(
            single.mail.subject.ends_with("補助金の申請を受け付けました（4件）"),
            "{}",
            single.mail.subject
        );
        for line in ["：R6-0001\n", "・ひだまり2号館：R6-0002\n", "・ひだまり4号館：R6-0004\n", &joint]
        {
            assert!(single.mail.body.contains(line), "{line}: {}", single.mail.body);
        }
    })
    .await;
}

#[tokio::test]
async fn an_answer_goes_where_it_is_ticked_and_what_is_wrong_is_kept_and_said() {
    on_each_world("joint answers", async |world| {
        let programme = published(&world, &[]).await;
        let offices = five(&world).await;
        let hidamari = world.as_person("hidamari").await;
        let joint = format!("/t/midorino/my/programmes/{programme}/applications");
        let first = begin(&hidamari, &programme, offices[0]).await;
        let alone = hidamari.get(&first).await.text;
        assert!(!alone.contains("まとめて申請するページを開く"), "the only one: {alone}");
        for told in ["提出の期限：", "href=\"tel:0741001000\"", "/form.pdf"] {
            assert!(alone.contains(told), "until when, and whom to ask: {told}: {alone}");
        }
        begin(&hidamari, &programme, offices[1]).await;
        let beside = hidamari.get(&first).await.text;
        assert!(beside.contains(&format!("href=\"{joint}\"")), "back to all of them: {beside}");
        let own =
            hidamari.post(&format!("{first}/expense"), &[("paid", "15,000"), ("paid_on", "R6.6.1")]).await;
        assert_eq!(own.status, StatusCode::SEE_OTHER, "{}", own.text);
        let home = hidamari.get("/t/midorino/my").await;
        assert!(
            home.text.contains("下書き2件にまとめて入力する") && home.text.contains(&joint),
            "{}",
            home.text
        );
        let page = hidamari.get(&format!("{joint}/expense")).await;
        let ids = boxes(&page);
        let nobody = hidamari.post(&format!("{joint}/expense"), &[("paid", "21,000")]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            nobody.text.contains("1つ以上選んでください") && nobody.text.contains("21,000"),
            "{}",
            nobody.text
        );
        let typed = [("to", ids[1].as_str()), ("paid", "２万円"), ("paid_on", "R6.6.2")];
        let wrong = hidamari.post(&format!("{joint}/expense"), &typed).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.text.contains("数字で入力してください") && wrong.text.contains("２万円"),
            "{}",
            wrong.text
        );
        let typed = [("to", ids[1].as_str()), ("paid", "21,000"), ("paid_on", "R6.6.2")];
        assert_eq!(hidamari.post(&format!("{joint}/expense"), &typed).await.location(), joint);
        let kept = hidamari.get(&format!("{first}/expense")).await;
        assert!(kept.text.contains("15,000"), "the other office keeps its own: {}", kept.text);
        let documents = hidamari.get(&format!("{joint}/documents")).await.text.replace("<!>", "");
        let lacks = format!("href=\"{first}/documents/licence_proof\"");
        assert!(
            documents.contains("2件のうち0件") && documents.contains(&lacks),
            "who lacks it: {documents}"
        );
        let wrong = format!("office_correct-{}", ids[0]);
        let office = hidamari.post(&format!("{joint}/office"), &[(&wrong, "no")]).await;
        for told in ["ひだまり：", "ひだまり2号館："] {
            assert!(office.text.contains(told), "{told}: {}", office.text);
        }

        // In the week before reception ends one mail names both, and no second one follows.
        let closes = licence_fee_in_full(&city(), FiscalYear::parse("R6").unwrap()).window.closes.date();
        let left = closes - world.app.clock.today();
        for days in [left - TimeDelta::days(6), TimeDelta::days(1)] {
            world.wait(days);
            jobs::plan_today(&world.app).await.unwrap();
            jobs::drain(&world.app).await.unwrap();
        }
        let told: Vec<_> = accounts::mails_to(&world, "hinata@hidamari.example.jp")
            .await
            .into_iter()
            .filter(|body| body.contains("まだ提出されていない申請があります"))
            .collect();
        let [mail] = &told[..] else { panic!("one mail: {told:?}") };
        assert!(mail.contains("ひだまり2号館") && mail.contains(&joint), "{mail}");
        let home = world.as_person("hidamari").await.get("/t/midorino/my").await.text;
        assert_eq!(home.matches("受付はあと5日で終わります").count(), 2, "{home}");
        let page = world.as_person("clerk").await.get(&format!("/t/midorino/programmes/{programme}")).await;
        assert!(page.text.contains("入力の途中の2件のうち2件に"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn where_the_budget_ends_the_first_offices_are_received_and_the_others_keep_everything() {
    on_each_world("joint application over the budget", async |world| {
        let programme = published(&world, &[("budget", "42,000")]).await;
        let offices = five(&world).await;
        let hidamari = world.as_person("hidamari").await;
        let joint = format!("/t/midorino/my/programmes/{programme}/applications");
        let drafts = answered(&hidamari, &joint, &offices[..3], "令和6年6月20日").await;
        jobs::drain(&world.app).await.unwrap();
        let before = hidamari.get(&joint).await;
        let used_up = not_receiving(NotReceiving::BudgetUsedUp);
        assert_eq!(before.text.matches(&used_up).count(), 1, "told before it is sent: {}", before.text);
        hidamari.post(&format!("{joint}/check"), &[]).await;
        let result = hidamari.get(&format!("{joint}?done=sent")).await;
        for told in ["2件を受け付けました", "1件は受け付けていません", "42,000円"] {
            assert!(result.text.contains(told), "{told}: {}", result.text);
        }
        let kept = hidamari.get(&format!("/t/midorino/my/applications/{}/contact", drafts[2])).await;
        assert!(kept.text.contains("株式会社ひだまり介護"), "{}", kept.text);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_joint_application_goes_on_where_the_program_died() {
    on_each_world("killed in a joint application", async |world| {
        world.run();
        let programme = published_now(&world).await;
        let offices = five(&world).await;
        let joint = format!("/t/midorino/my/programmes/{programme}/applications");
        let (dying, address) = program::serve(&world, &[("HIROMERU_KILL_AT", "joint.received-one")]).await;
        let hidamari = Asker::over(address).becomes("hidamari").await;
        let paid_on = format_date(world.app.clock.today());
        let drafts = answered(&hidamari, &joint, &offices[..3], &paid_on).await;
        jobs::drain(&world.app).await.unwrap();
        let page = hidamari.get(&format!("{joint}/check")).await;
        let (csrf, once) = (page.hidden("csrf").unwrap(), page.hidden("once").unwrap());
        let form = [("csrf", csrf.as_str()), ("once", &once)];
        assert!(hidamari.attempt(&format!("{joint}/check"), &form).await.is_none());
        dying.was_killed().await;
        let (_living, address) = program::serve(&world, &[]).await;
        let hidamari = hidamari.moved(address);
        assert!(hidamari.attempt(&format!("{joint}/check"), &form).await.is_some());
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let (mut sequences, mut told) = (Vec::new(), Vec::new());
        for draft in drafts {
            let application = applications::find(&tx, draft.parse().unwrap()).await.unwrap().unwrap();
            sequences.push(application.receipt.unwrap().sequence());
            told.push(application.receipt_mail.unwrap());
        }
        assert_eq!(sequences, [1, 2, 3], "each once, and no gap");
        assert!(told[0] != told[1] && told[1] == told[2], "the first was told of before: {told:?}");
    })
    .await;
}
