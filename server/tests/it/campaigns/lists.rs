//! Lists: made once with a reason for everybody who is left out, numbers that add up, results that are entered once.

use super::steps::{activity, campaign, enter, found, freeze, last, offices, phones, segment};
use crate::{
    subsidies::steps::tenant,
    support::{World, on_each_world, pdf::Document},
};
use axum::http::StatusCode;
use domain::{
    campaigns::{Exclusion, Reply, Standing, State, Tally},
    ids::ActivityId,
};
use store::{Scope, campaigns::recipients, events};

async fn tally(world: &World, activity: &str) -> Tally {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let id: ActivityId = last(activity).parse().unwrap();
    recipients::tally(&tx, id).await.unwrap()
}

#[tokio::test]
async fn the_numbers_of_a_list_add_up_and_stay_when_the_register_changes() {
    on_each_world("list of an activity", async |world| {
        let mut numbers = phones(6);
        numbers.extend([String::new(), "0999880001".to_owned()]);
        offices(&world, &numbers).await;
        let clerk = world.as_person("clerk").await;
        let campaign = campaign(&clerk, "電話の周知").await;
        let segment = segment(&clerk).await;
        let typed = [("name", "電話"), ("segment", segment.as_str()), ("script", "話すこと")];
        let phone = activity(&clerk, &campaign, "phone", &typed).await;

        let asked = clerk.get(&format!("{phone}/audience")).await;
        for part in ["6件の一覧を作りますか", "電話番号なし", "宛先の重複", "電話事業所その7"]
        {
            assert!(asked.text.replace("<!>", "").contains(part), "{part}: {}", asked.text);
        }
        offices(&world, &[]).await;
        assert_eq!(freeze(&clerk, &phone).await.status, StatusCode::SEE_OTHER);
        let counts = tally(&world, &phone).await;
        assert_eq!((counts.total(), counts.targets(), counts.left_out()), (8, 6, 2));
        assert_eq!(counts.excluded(Exclusion::NoPhone), 1);
        assert_eq!(counts.excluded(Exclusion::DuplicateAddress), 1);
        // Made once: pressed again, nothing happens.
        let again = clerk.get(&format!("{phone}/audience")).await;
        assert_eq!(again.location(), phone);

        let answer = enter(&clerk, &phone, "1 1 来月から\n２　３\n3 6\n4 7\n").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let counts = tally(&world, &phone).await;
        assert_eq!(counts.entered(), 4);
        let by_standing: u64 = Standing::ALL.iter().map(|standing| counts.standing(*standing)).sum();
        assert_eq!(by_standing + counts.left_out(), 8);
        assert_eq!(
            found(&world, &phone).await.state,
            State::UnderWay,
            "it is under way with the first result"
        );

        let page = clerk.get(&phone).await.text.replace("<!>", "");
        for part in ["来月から", "番号違い", "tel:0999880004", "話すこと", "対象の一覧はまだ"]
        {
            assert_eq!(page.contains(part), part != "対象の一覧はまだ", "{part}: {page}");
        }
        let narrowed = clerk.get(&format!("{phone}?standing=open")).await.text;
        assert!(
            narrowed.contains("電話事業所その4") && !narrowed.contains("電話事業所その0</a>"),
            "{narrowed}"
        );
        let searched = clerk.get(&format!("{phone}?q=その5")).await.text;
        assert!(searched.contains("電話事業所その5") && !searched.contains("電話事業所その4</a>"));
        let few = clerk.get(&format!("{phone}/export?standing=open&format=csv")).await;
        assert_eq!(few.text.matches("\r\n").count(), 3, "the list that is shown: {}", few.text);
        let table = clerk.get(&format!("{phone}/export?format=csv")).await;
        assert_eq!(table.text.matches("\r\n").count(), 9, "{}", table.text);
        assert!(table.text.contains("宛先の重複") && table.text.contains("話せた"));
    })
    .await;
}

#[tokio::test]
async fn what_was_entered_stands_until_somebody_says_so() {
    on_each_world("results once", async |world| {
        offices(&world, &phones(4)).await;
        let clerk = world.as_person("clerk").await;
        let campaign = campaign(&clerk, "電話").await;
        let segment = segment(&clerk).await;
        let typed = [("name", "電話"), ("segment", segment.as_str())];
        let phone = activity(&clerk, &campaign, "phone", &typed).await;
        freeze(&clerk, &phone).await;
        enter(&clerk, &phone, "1 1").await;

        let wrong = enter(&clerk, &phone, "1 3\n2 1\n9 1\n3 9\nあ").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = wrong.text.replace("<!>", "");
        for part in ["4行目：番号の後に、結果のキー", "5行目：行の初めに", "1 3\n2 1\n9 1\n3 9\nあ"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        let taken = enter(&clerk, &phone, "1 3\n2 1\n9 1").await.text.replace("<!>", "");
        assert!(taken.contains("1行目：「話せた」と記録済みです") && taken.contains("一覧に9番はありません"));
        assert_eq!(tally(&world, &phone).await.entered(), 1, "nothing of it was entered");

        assert_eq!(enter(&clerk, &phone, "=1 3\n2 3").await.status, StatusCode::SEE_OTHER);
        // Whoever was not there is tried again without saying so.
        assert_eq!(enter(&clerk, &phone, "2 1").await.status, StatusCode::SEE_OTHER);
        let counts = tally(&world, &phone).await;
        assert_eq!((counts.reply(Reply::Absent), counts.reply(Reply::Talked)), (1, 1));

        let row = format!("{phone}/recipients/2");
        let seen = clerk.get(&row).await;
        assert!(seen.text.contains("tel:0999880001"), "{}", seen.text);
        let none = clerk.post(&row, &[("version", &seen.hidden("version").unwrap())]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let foreign = clerk.post(&row, &[("reply", "attended"), ("note", "本文")]).await;
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "a key of another channel");
        assert!(foreign.text.contains("本文"));
        let late = [("version", "1"), ("reply", "declined"), ("note", "担当は午後から")];
        let stale = clerk.post(&row, &late).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        for part in ["話せた", "断り", "担当は午後から"] {
            assert!(stale.text.contains(part), "{part}: {}", stale.text);
        }
        let version = seen.hidden("version").unwrap();
        let undone = clerk.post(&row, &[("version", version.as_str()), ("how", "undo")]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER);
        assert_eq!(tally(&world, &phone).await.entered(), 1);

        // Taken out by hand, and back.
        let out = clerk.post_from(&row, &format!("{row}/removal"), &[("out", "yes")]).await;
        assert!(out.location().contains("done=out"), "{}", out.location());
        assert_eq!(tally(&world, &phone).await.excluded(Exclusion::Removed), 1);
        let left_out = enter(&clerk, &phone, "2 1").await;
        assert!(left_out.text.contains("対象から除かれています"));
        clerk.post_from(&row, &format!("{row}/removal"), &[("out", "no")]).await;
        assert_eq!(tally(&world, &phone).await.left_out(), 0);

        let discarded =
            clerk.post_from(&phone, &format!("{phone}/audience/removal"), &[("version", "2")]).await;
        assert_eq!(discarded.location(), phone, "a list with results stays");
        assert!(found(&world, &phone).await.frozen.is_some());
    })
    .await;
}

#[tokio::test]
async fn who_did_not_answer_is_asked_once_more_and_wrong_numbers_are_not_dialled_again() {
    on_each_world("asked again", async |world| {
        offices(&world, &phones(5)).await;
        let clerk = world.as_person("clerk").await;
        let campaign = campaign(&clerk, "電話").await;
        let segment = segment(&clerk).await;
        let typed = [("name", "電話"), ("segment", segment.as_str())];
        let phone = activity(&clerk, &campaign, "phone", &typed).await;
        assert_eq!(clerk.get(&format!("{phone}/again")).await.location(), phone, "there is no audience yet");
        freeze(&clerk, &phone).await;
        enter(&clerk, &phone, "1 1\n2 3\n3 7\n4 6").await;

        let asked = clerk.get(&format!("{phone}/again")).await.text.replace("<!>", "");
        assert!(asked.contains("応答のない事業所（いま3件）"), "{asked}");
        let typed =
            [("whom", "not_answered"), ("kind", "phone"), ("name", "再度の電話"), ("starts_on", "R6.7.11")];
        let made = clerk.post(&format!("{phone}/again"), &typed).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let again = made.location().split('?').next().unwrap().to_owned();
        freeze(&clerk, &again).await;
        let counts = tally(&world, &again).await;
        assert_eq!((counts.total(), counts.targets()), (5, 2), "who was not there, and who was not called");
        // A refusal is an answer.
        assert_eq!(counts.excluded(Exclusion::Answered), 2);
        assert_eq!(counts.excluded(Exclusion::Unreachable), 1);

        // In a new campaign, whoever declined by telephone is left out of a call, and not of a letter.
        let other = super::steps::campaign(&clerk, "次の年").await;
        let few = last(
            clerk
                .post(
                    "/t/midorino/offices/segments/new",
                    &[("name", "もう一つ"), ("area", super::steps::TOWN)],
                )
                .await
                .location(),
        );
        let typed = [("name", "電話"), ("segment", few.as_str())];
        let call = activity(&clerk, &other, "phone", &typed).await;
        freeze(&clerk, &call).await;
        let counts = tally(&world, &call).await;
        assert_eq!((counts.excluded(Exclusion::Declined), counts.excluded(Exclusion::Unreachable)), (1, 1));
        let letter = activity(&clerk, &other, "post", &typed).await;
        freeze(&clerk, &letter).await;
        assert_eq!(tally(&world, &letter).await.targets(), 5);
        // A letter is entered for all at once; a call is not.
        let sent = clerk.post_from(&letter, &format!("{letter}/sent"), &[]).await;
        assert!(sent.location().contains("done=sent"), "{}", sent.location());
        assert_eq!(tally(&world, &letter).await.reply(Reply::Sent), 5);
        clerk.post_from(&call, &format!("{call}/sent"), &[]).await;
        assert_eq!(tally(&world, &call).await.entered(), 0);

        // To a meeting come those who are entered, and the others at once did not; whoever came is meant by a segment.
        let meeting = activity(&clerk, &other, "group_guidance", &typed).await;
        freeze(&clerk, &meeting).await;
        let list = clerk.get(&format!("{meeting}/paper/meeting-list.pdf")).await;
        let list = Document::read(&list.bytes).text();
        assert!(list.contains("受付名簿") && list.contains("1出席"), "{list}");
        enter(&clerk, &meeting, "1 1\n2 1").await;
        let rest = clerk.post_from(&meeting, &format!("{meeting}/sent"), &[]).await;
        assert!(rest.location().contains("done=rest"), "{}", rest.location());
        let counts = tally(&world, &meeting).await;
        assert_eq!((counts.reply(Reply::Attended), counts.reply(Reply::StayedAway)), (2, 3));
        let came = format!("replied:{}:attended", last(&meeting));
        let page = clerk.get(&meeting).await.text;
        assert!(page.contains(&format!("segments/new?activity={came}")), "{page}");
        let typed = [("name", "来た事業所"), ("activity", came.as_str())];
        let saved = clerk.post("/t/midorino/offices/segments/new", &typed).await;
        let shown = clerk.get(saved.location()).await.text.replace("<!>", "");
        assert!(shown.contains("活動「電話」の結果が「出席」の事業所"), "{shown}");
        assert!(shown.contains("電話事業所その1") && !shown.contains("電話事業所その3"), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn looking_at_a_list_is_kept_and_events_hold_no_personal_data() {
    on_each_world("views of lists", async |world| {
        offices(&world, &phones(2)).await;
        let clerk = world.as_person("clerk").await;
        let campaign = campaign(&clerk, "電話").await;
        let segment = segment(&clerk).await;
        let typed = [("name", "電話"), ("segment", segment.as_str())];
        let phone = activity(&clerk, &campaign, "phone", &typed).await;
        freeze(&clerk, &phone).await;
        enter(&clerk, &phone, "1 1 田中さんと話した").await;
        let viewer = world.as_person("viewer").await;
        assert_eq!(viewer.get(&phone).await.status, StatusCode::OK);
        assert_eq!(viewer.get(&format!("{phone}/export?format=csv")).await.status, StatusCode::OK);
        let tenant = tenant(&world, "midorino").await;
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let id: ActivityId = last(&phone).parse().unwrap();
        let seen = store::views::of_subject(&tx, "activity", id.uuid()).await.unwrap();
        assert!(seen.iter().any(|view| view.what == "activity-list"));
        assert!(seen.iter().any(|view| view.what == "activity-list-saved"));
        assert_eq!(events::first_broken(&tx).await.unwrap(), None);
        let told = events::of_subject(&tx, "activity", id.uuid()).await.unwrap();
        assert!(told.iter().any(|one| one.kind == "activity.replies-entered"));
        for one in told {
            let payload = one.payload.to_string();
            assert!(!payload.contains("田中") && !payload.contains("0999"), "{}: {payload}", one.kind);
        }
    })
    .await;
}

#[tokio::test]
async fn an_association_stands_in_a_list_beside_the_offices() {
    on_each_world("associations of activities", async |world| {
        offices(&world, &phones(2)).await;
        let clerk = world.as_person("clerk").await;
        let body = [
            ("name", "電話町ケアマネの会"),
            ("kind", "care_managers"),
            ("phone", "0743-55-0001"),
            ("postal_code", "6300001"),
            ("address", "みどり県みどり野市役所通り1番地"),
        ];
        let body = last(clerk.post("/t/midorino/associations/new", &body).await.location());
        let campaign = campaign(&clerk, "団体にも").await;
        let segment = segment(&clerk).await;
        let typed = [("name", "電話"), ("segment", segment.as_str()), ("associations", body.as_str())];
        let phone = activity(&clerk, &campaign, "phone", &typed).await;
        let asked = clerk.get(&format!("{phone}/audience")).await.text.replace("<!>", "");
        assert!(asked.contains("3件の一覧を作りますか") && asked.contains("関係団体1件"), "{asked}");
        assert_eq!(freeze(&clerk, &phone).await.status, StatusCode::SEE_OTHER);
        assert_eq!(tally(&world, &phone).await.targets(), 3);

        let entered = enter(&clerk, &phone, "3 1 会合で話す").await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
        let page = clerk.get(&phone).await.text.replace("<!>", "");
        for part in [format!("/t/midorino/associations/{body}"), "会合で話す".into(), "tel:0743550001".into()]
        {
            assert!(page.contains(&part), "{part}: {page}");
        }
        let row = format!("{phone}/recipients/3");
        assert!(clerk.get(&row).await.text.contains("関係団体の内容を見る"));
        let own = clerk.get(&format!("/t/midorino/associations/{body}")).await.text.replace("<!>", "");
        assert!(own.contains("電話：電話（話せた）") && own.contains(&phone), "{own}");
        let table = clerk.get(&format!("{phone}/export?format=csv")).await.text;
        assert!(table.contains("電話町ケアマネの会"), "{table}");
        let proof = clerk.get(&format!("{campaign}/proof")).await.text;
        assert!(proof.contains("電話町ケアマネの会"), "{proof}");
        let list = clerk.get(&format!("{phone}/paper/phone-list.pdf")).await;
        let list = Document::read(&list.bytes).text();
        assert!(list.contains("電話町ケアマネの会") && list.contains("0743-55-0001"), "{list}");

        // Whoever calls one after the other goes from an entry to the next; after the last the list is shown.
        let version = clerk.get(&format!("{phone}/recipients/1")).await.hidden("version").unwrap();
        let called = [("version", version.as_str()), ("reply", "absent"), ("how", "next")];
        let gone_on = clerk.post(&format!("{phone}/recipients/1"), &called).await;
        assert_eq!(gone_on.location(), format!("{phone}/recipients/2?done=entered"));
        let next = clerk.get(gone_on.location()).await.text;
        assert!(next.contains("前の事業所の結果を記録しました") && next.contains("follow-up/new"), "{next}");
        let version = clerk.get(&format!("{phone}/recipients/2")).await.hidden("version").unwrap();
        let called = [("version", version.as_str()), ("reply", "absent"), ("how", "next")];
        let ended = clerk.post(&format!("{phone}/recipients/2"), &called).await;
        assert!(ended.location().ends_with("?done=entered#offices"), "{}", ended.location());

        // Who answered is not asked once more, and an association that did not is.
        let again = clerk.get(&format!("{phone}/again")).await.text.replace("<!>", "");
        assert!(again.contains("応答のない事業所（いま2件）"), "{again}");
        let version = clerk.get(&row).await.hidden("version").unwrap();
        let undone = clerk.post(&row, &[("version", version.as_str()), ("how", "undo")]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER);
        let again = clerk.get(&format!("{phone}/again")).await.text.replace("<!>", "");
        assert!(again.contains("応答のない事業所（いま3件）"), "{again}");

        // A letter for the association alone.
        let typed = [("name", "案内の手紙"), ("associations", body.as_str())];
        let letter = activity(&clerk, &campaign, "post", &typed).await;
        assert_eq!(freeze(&clerk, &letter).await.status, StatusCode::SEE_OTHER);
        let letters = clerk.get(&format!("{letter}/paper/letters.pdf")).await;
        let text = Document::read(&letters.bytes).text();
        assert!(text.contains("電話町ケアマネの会さまに") && text.contains("役所通り1番地"), "{text}");
        let labels = clerk.get(&format!("{letter}/paper/labels.pdf?per=12&start=1")).await;
        assert!(Document::read(&labels.bytes).text().contains("電話町ケアマネの会"));

        let nobody = [("name", "電話"), ("associations", segment.as_str())];
        let unknown = clerk.post(&format!("{campaign}/activities/new?kind=phone"), &nobody).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unknown.text.contains("関係団体を一覧から選び直してください"), "{}", unknown.text);
    })
    .await;
}
