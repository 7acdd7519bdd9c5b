//! Answering without signing in, and what the answers say of the office.

use super::steps::{
    asking, day, everybody, fill, hand_in, handed_in, invited, published, q, settle, token_of,
};
use crate::{
    subsidies::steps::tenant,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use domain::{
    adoption::AdoptionState,
    ids::OfficeId,
    surveys::{Answer, ChoiceId},
};
use store::{Scope, adoption, partners, software, surveys::responses};

const OFFICE: &str = "周知事業所その0";

/// What is known of the office: the states that a survey says, names of software, how many partners.
async fn known(world: &World, office: OfficeId) -> (Vec<AdoptionState>, Vec<String>, usize) {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let states = adoption::of_office(&tx, office).await.unwrap().into_iter().map(|one| one.evidence.state);
    let software = software::of_office(&tx, office).await.unwrap().into_iter().map(|one| one.typed);
    let partners = partners::of_office(&tx, office).await.unwrap().len();
    (states.collect(), software.collect(), partners)
}

#[tokio::test]
async fn an_answer_is_kept_as_one_goes_and_changed_until_the_deadline() {
    on_each_world("survey answer", async |world| {
        let clerk = world.as_person("clerk").await;
        let survey = asking(&world, &clerk, 2, &[]).await;
        let token = token_of(&world, &survey, OFFICE).await;
        let anybody = world.anybody();
        let start = anybody.get(&format!("/t/midorino/answer/{token}")).await;
        assert!(start.text.contains(OFFICE) && start.text.contains("記名のアンケート"), "{}", start.text);
        let base = fill(&anybody, &token, &[("q1", &[]), ("q2", &[("q2", "b")])]).await;
        // Bad input is told, and stays in its field.
        let wrong = anybody.post(&format!("{base}/q6"), &[("q6", "たくさん")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("数字で入力してください") && wrong.text.contains("たくさん"));
        // Whoever goes on later is told so, and led to what is left.
        let later = anybody.post(&format!("{base}/q6"), &[("q6", ""), ("later", "yes")]).await;
        let kept = anybody.get(later.location()).await.main();
        for part in ["続きから回答する", &format!("{base}/q3\""), "未回答（必須）", "未入力（任意）"]
        {
            assert!(kept.contains(part), "{part}: {kept}");
        }
        let early = anybody.post(&format!("{base}/check"), &[]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "the reasons are missing");
        assert!(early.text.contains("この質問の回答を選んでください"), "{}", early.text);
        assert!(handed_in(&world, &survey).await.is_empty(), "nothing counts before it is handed in");
        let page = clerk.get(&format!("/t/midorino/surveys/{survey}")).await.text;
        assert!(page.contains("入力の途中の回答"), "who began and did not send is seen: {page}");
        // Another telephone goes on with the same link.
        let other = world.anybody();
        let reasons = [("q3", "a"), ("q3", "other"), ("q3.other", "人手がない")];
        let answers: [(&str, &[(&str, &str)]); 3] = [
            ("q3", &reasons),
            ("q5", &[("q5", "ほのぼのケア")]),
            ("q7", &[("q7", "周知事業所その1\n2970899999\nなし")]),
        ];
        let done = hand_in(&other, &token, &answers).await;
        assert!(done.location().ends_with("/done"), "{}", done.text);
        assert!(other.get(done.location()).await.text.contains("回答を送信しました"));
        let kept = handed_in(&world, &survey).await.remove(0);
        assert_eq!(kept[&q(1)], Answer::Text(OFFICE.into()), "the register filled it in");
        let chosen =
            Answer::Choices { ids: vec![ChoiceId::numbered(1)], other: Some("人手がない".into()) };
        assert_eq!(kept[&q(3)], chosen);
        let office =
            invited(&world, &survey).await.iter().find(|one| one.name == OFFICE).unwrap().office.unwrap();
        let (states, names, links) = known(&world, office).await;
        assert_eq!((states, names, links), (vec![AdoptionState::Aware], vec!["ほのぼのケア".to_owned()], 1));
        // Changed: who uses it is not asked why not, and nothing of the old answer stays.
        let answers: [(&str, &[(&str, &str)]); 3] = [("q2", &[("q2", "f")]), ("q5", &[]), ("q7", &[])];
        let done = hand_in(&other, &token, &answers).await;
        assert!(done.location().ends_with("/done"), "{}", done.text);
        let kept = handed_in(&world, &survey).await;
        assert_eq!(kept.len(), 1, "one answer each");
        assert!(!kept[0].contains_key(&q(3)), "{kept:?}");
        assert_eq!(known(&world, office).await, (vec![AdoptionState::Using], Vec::new(), 0));

        // What is typed before midnight and sent after it is not lost, and nothing of it counts.
        let last = [("deadline", day(&world, 0))];
        let last = last.each_ref().map(|(name, value)| (*name, value.as_str()));
        settle(&world, &clerk, &survey, "導入意向アンケート", &last).await;
        let shown = other.get(&format!("{base}/q5")).await;
        let values = ["csrf", "once"].map(|name| (name, shown.hidden(name).unwrap_or_default()));
        let mut pairs: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        pairs.push(("q5", "真夜中ソフト"));
        world.turn_to(domain::tokyo::end_of(world.app.clock.today()));
        let late = other.post_bare(&format!("{base}/q5"), &pairs).await;
        assert_eq!(late.location(), base);
        let first = other.get(&base).await.text.replace("<!>", "");
        assert!(
            first.contains("に終わりました") && first.contains("送信済みの回答は、受け取っています"),
            "{first}"
        );
        assert!(!handed_in(&world, &survey).await[0].contains_key(&q(5)), "nothing of it is handed in");
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let kept = responses::of_office(&tx, survey.parse().unwrap(), office).await.unwrap().unwrap();
        assert_eq!(kept.draft.get(&q(5)), Some(&Answer::Text("真夜中ソフト".into())));
    })
    .await;
}

#[tokio::test]
async fn a_letter_leads_there_by_its_code() {
    on_each_world("survey code", async |world| {
        let clerk = world.as_person("clerk").await;
        let survey = asking(&world, &clerk, 1, &[]).await;
        let by_letter = invited(&world, &survey).await.into_iter().find(|one| one.email.is_empty()).unwrap();
        let keys = &world.app.keys;
        let code = server::surveys::tokens::code(keys, by_letter.id, &by_letter.code_hash).unwrap();
        let anybody = world.anybody();
        let typed = server::surveys::tokens::printed(&code);
        let found = anybody.post("/t/midorino/answer", &[("code", &typed)]).await;
        assert!(anybody.get(found.location()).await.text.contains(&by_letter.name));
        // The code is of this house alone.
        let elsewhere = anybody.post("/t/misaki/answer", &[("code", &typed)]).await;
        assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY);
        for (typed, words) in [("", "回答コードを入力してください"), ("1234", "12けたの数字です")]
        {
            let wrong = anybody.post("/t/midorino/answer", &[("code", typed)]).await;
            assert!(wrong.text.contains(words), "{}", wrong.text);
        }
        // Guesses are few.
        let mut last = StatusCode::OK;
        for guess in 0..12 {
            let typed = format!("{guess:012}");
            last = anybody.post("/t/midorino/answer", &[("code", &typed)]).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    })
    .await;
}

#[tokio::test]
async fn an_anonymous_answer_stands_with_nobody() {
    on_each_world("survey anonymous", async |world| {
        let clerk = world.as_person("clerk").await;
        let emails = crate::mailings::steps::addresses(1);
        crate::mailings::steps::offices(&world, &emails).await;
        let survey = super::steps::draft(&clerk, "匿名の調査").await;
        let path = format!("/t/midorino/surveys/{survey}/edit");
        let version = clerk.get(&path).await.hidden("version").unwrap();
        clerk.post(&path, &[("version", &version), ("act", "remove"), ("question", "q1")]).await;
        settle(&world, &clerk, &survey, "匿名の調査", &[("anonymous", "yes")]).await;
        assert!(super::steps::publish(&clerk, &survey).await.location().ends_with("done=published"));
        let segment = crate::mailings::steps::segment(&clerk).await;
        super::steps::ask(&world, &clerk, &survey, &segment).await;
        let token = token_of(&world, &survey, OFFICE).await;
        let anybody = world.anybody();
        let start = anybody.get(&format!("/t/midorino/answer/{token}")).await;
        assert!(start.text.contains("無記名のアンケートです"), "{}", start.text);
        let done =
            hand_in(&anybody, &token, &[("q2", &[("q2", "f")]), ("q5", &[("q5", "ほのぼのケア")])]).await;
        assert!(done.location().ends_with("/done"), "{}", done.text);
        let invitation = invited(&world, &survey).await.remove(0);
        assert_eq!(invitation.answered_on, Some(world.app.clock.today()), "that it answered is known");
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let rows = responses::submitted(&tx, survey.parse().unwrap()).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].invitation, rows[0].office), (None, None));
        assert_eq!(
            rows[0].submitted_at,
            Some(domain::tokyo::start_of(world.app.clock.today())),
            "the day alone"
        );
        assert_eq!(rows[0].id.uuid().get_version_num(), 4, "its id tells no moment");
        drop(tx);
        let nothing = (Vec::new(), Vec::new(), 0);
        assert_eq!(known(&world, invitation.office.unwrap()).await, nothing, "it says nothing of the office");
        // The link opens nothing any more.
        let again = anybody.post(&format!("/t/midorino/answer/{token}"), &[]).await;
        assert!(again.text.contains("送信済みです。無記名のため"), "{}", again.text);
    })
    .await;
}

#[tokio::test]
async fn everybodys_link_serves_whoever_was_not_asked_and_no_office_twice() {
    on_each_world("survey for everybody", async |world| {
        let clerk = world.as_person("clerk").await;
        let survey = asking(&world, &clerk, 1, &[("general", "yes")]).await;
        let token = everybody(&world, &survey);
        let anybody = world.anybody();
        let unknown = [("office_number", "2970812345")];
        let path = format!("/t/midorino/answer/{token}");
        let wrong = anybody.post(&path, &unknown).await;
        assert!(
            wrong.text.contains("台帳に見つかりません") && wrong.text.contains("2970812345"),
            "{}",
            wrong.text
        );
        let done = hand_in(&anybody, &token, &[("q2", &[("q2", "f")])]).await;
        assert!(done.location().ends_with("/done"), "{}", done.text);
        // An office names its number; it counts as answered, and nobody answers for it again.
        let number = [("office_number", "2970800000")];
        let begun = anybody.post(&path, &number).await;
        let base = begun.location().rsplit_once('/').unwrap().0.to_owned();
        anybody.post(&format!("{base}/q2"), &[("q2", "f")]).await;
        let done = anybody.post(&format!("{base}/check"), &[]).await;
        assert!(done.location().ends_with("/done"), "{}", done.text);
        let answered = invited(&world, &survey).await.into_iter().find(|one| one.name == OFFICE).unwrap();
        assert!(answered.answered_on.is_some());
        let again = anybody.post(&path, &number).await;
        assert!(again.text.contains("すでに回答が届いています"), "{}", again.text);
        assert_eq!(handed_in(&world, &survey).await.len(), 2);
        // A survey that is not for everybody has no such link.
        let closed = published(&world, &clerk, "案内した事業所だけ", &[]).await;
        let link = format!("/t/midorino/answer/{}", everybody(&world, &closed));
        assert_eq!(anybody.get(&link).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
