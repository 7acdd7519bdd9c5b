//! Papers that come back are typed in by number keys.

use super::steps::{Made, answers, chosen, published, questionnaire};
use crate::support::{Answer as Page, Asker, on_each_world};
use axum::http::StatusCode;
use domain::surveys::{Answer, AnswerChannel, ChoiceId, QuestionId};
use store::surveys::{invitations, responses, results};

/// What is typed from a paper of somebody who was asked.
async fn type_in(clerk: &Asker, made: &Made, place: usize, lines: &[(&str, &str)]) -> Page {
    let invitation = made.asked[place].id.to_string();
    let mut typed = vec![("invitation", invitation.as_str()), ("channel", "fax")];
    typed.extend_from_slice(lines);
    let at = format!("{}/entry?invitation={invitation}", made.path);
    clerk.post_from(&at, &format!("{}/entry", made.path), &typed).await
}

/// The tag of a control, from its id on.
fn control<'a>(page: &'a str, id: &str) -> &'a str {
    let from = page.split(&format!("id=\"{id}\"")).nth(1).unwrap();
    from.split('>').next().unwrap()
}

#[tokio::test]
async fn a_fax_is_found_by_its_code_typed_by_numbers_and_the_next_one_follows() {
    on_each_world("fast entry", async |world| {
        let made = published(&world, questionnaire(), false, 3).await;
        let clerk = world.as_person("clerk").await;
        let at = format!("{}/entry", made.path);
        let start = clerk.get(&at).await;
        assert!(control(&start.text, "q").contains("autofocus"), "the code has the focus: {}", start.text);
        let found =
            clerk.get(&format!("{at}?q={}&channel=fax", made.code(&world, 1))).await.text.replace("<!>", "");
        assert!(found.contains("周知事業所その1") && found.contains("1 費用が高い　2 効果が疑問"), "{found}");
        assert!(control(&found, "q1").contains("autofocus"), "the first line has the focus: {found}");

        let lines =
            [("q1", "2"), ("q2", "３　1 0 人が足りない"), ("q3", "4"), ("q4", "-"), ("q5", "特に\nなし")];
        let saved = type_in(&clerk, &made, 1, &lines).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let next = clerk.get(saved.location()).await.text.replace("<!>", "");
        assert!(
            next.contains("周知事業所その1の回答を保存しました") && next.contains("これまでに1件"),
            "{next}"
        );
        assert!(next.contains("id=\"q\"") && next.contains("今の入力を直す"), "on to the next code: {next}");

        let tx = made.reading(&world).await;
        let response = responses::of_invitation(&tx, made.asked[1].id).await.unwrap().unwrap();
        assert_eq!((response.channel, response.is_submitted()), (AnswerChannel::Fax, true));
        assert!(response.entered_by.is_some());
        let kept = responses::answers(&tx, made.id).await.unwrap().remove(&response.id).unwrap();
        let ids = [1, 3].map(ChoiceId::numbered).into();
        let why = Answer::Choices { ids, other: Some("人が足りない".into()) };
        assert_eq!(kept[&QuestionId::numbered(2)], why);
        assert_eq!(kept[&QuestionId::numbered(5)], Answer::Text("特に\nなし".into()));
        assert!(!kept.contains_key(&QuestionId::numbered(4)));
        let invitation = invitations::find(&tx, made.asked[1].id).await.unwrap().unwrap();
        assert!(invitation.answered_on.is_some(), "it is not reminded any more");
        assert!(made.looks(&world).await.contains(&"survey-entry".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn wrong_keys_are_explained_and_nothing_typed_is_lost() {
    on_each_world("wrong keys", async |world| {
        let made = published(&world, questionnaire(), false, 1).await;
        let clerk = world.as_person("clerk").await;
        let refused = type_in(
            &clerk,
            &made,
            0,
            &[("q1", "1"), ("q2", "12"), ("q3", "6"), ("q4", "百"), ("q5", "よい")],
        )
        .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = refused.text.replace("<!>", "");
        for told in [
            "問2に「12」の選択肢はありません。いくつかの番号なら、「1 2」のように空けて入力してください",
            "問3は1から5までの数字で入力してください",
            "問4は数字で入力してください",
            "value=\"百\"",
            "よい",
        ] {
            assert!(text.contains(told), "{told}: {text}");
        }
        let refused = type_in(&clerk, &made, 0, &[("q1", "1"), ("q2", "1")]).await.text.replace("<!>", "");
        assert!(refused.contains("問2は、問1の答えでは聞かない設問です"), "{refused}");
        let refused = type_in(&clerk, &made, 0, &[("q3", "1")]).await.text.replace("<!>", "");
        assert!(refused.contains("問1は答えが必要な設問です。紙に答えがないときは「-」"), "{refused}");
        let saved = type_in(&clerk, &made, 0, &[("q1", "-"), ("q3", "1")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "a paper may be empty there: {}", saved.text);
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_is_there_is_shown_and_replaced_only_when_asked() {
    on_each_world("answered twice", async |world| {
        let mut made = published(&world, questionnaire(), false, 2).await;
        made.answered(&world, vec![answers([(1, chosen(&[3])), (5, Answer::Text("ウェブで書いた".into()))])])
            .await;
        let clerk = world.as_person("clerk").await;
        let at = format!("{}/entry?invitation={}", made.path, made.asked[0].id);
        let page = clerk.get(&at).await.text.replace("<!>", "");
        assert!(page.contains("ウェブで回答が届いています") && page.contains("ウェブで書いた"), "{page}");
        let refused = type_in(&clerk, &made, 0, &[("q1", "1")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("置き換えるときは、チェックを入れてください"), "{}", refused.text);
        let saved = type_in(&clerk, &made, 0, &[("q1", "1"), ("replace", "yes")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let tx = made.reading(&world).await;
        let counted = results::of_survey(&tx, made.id).await.unwrap();
        assert_eq!((counted.responses(), counted.counted(QuestionId::numbered(5)).answered), (1, 0));
        drop(tx);
        // What an officer typed is put right on the same lines.
        let again = clerk.get(&at).await.text.replace("<!>", "");
        assert!(control(&again, "q1").contains("value=\"1\"") && !again.contains("第1版"), "{again}");

        // Other questions are published while papers are out: each is typed in by the numbers that stand on it.
        let mut newer = questionnaire();
        newer.questions.swap(3, 4);
        made.publish(&world, newer).await;
        let other = format!("{}/entry?invitation={}", made.path, made.asked[1].id);
        let page = clerk.get(&other).await.text.replace("<!>", "");
        assert!(page.contains("問4 ご意見") && page.contains("<strong>第2版</strong>"), "{page}");
        let page = clerk.get(&format!("{other}&version=1")).await.text.replace("<!>", "");
        assert!(page.contains("問4 職員の数") && page.contains("<strong>第1版</strong>"), "{page}");
        let saved = type_in(&clerk, &made, 1, &[("version", "1"), ("q1", "1"), ("q4", "12")]).await;
        assert!(saved.location().contains("&version=1&"), "the next of the pile: {}", saved.location());
        let tx = made.reading(&world).await;
        let kept = responses::of_invitation(&tx, made.asked[1].id).await.unwrap().unwrap();
        assert_eq!((kept.number, kept.draft.get(&QuestionId::numbered(4))), (1, Some(&Answer::Number(12))));
        drop(tx);
        let again = clerk.get(&at).await.text.replace("<!>", "");
        assert!(again.contains("<strong>第1版</strong>"), "what was typed in stays of its version: {again}");
        let again = clerk.get(&format!("{at}&version=2")).await.text.replace("<!>", "");
        assert!(again.contains("<strong>第1版</strong>"), "in a pile of another version as well: {again}");
        let again = clerk.get(&format!("{at}&version=2&chosen=yes")).await.text.replace("<!>", "");
        assert!(again.contains("<strong>第2版</strong>"), "another is chosen: {again}");
    })
    .await;
}

#[tokio::test]
async fn an_office_that_was_not_asked_is_found_by_number_or_name() {
    on_each_world("papers of others", async |world| {
        let made = published(&world, questionnaire(), false, 1).await;
        let clerk = world.as_person("clerk").await;
        crate::subsidies::steps::office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"])
            .await;
        let at = format!("{}/entry", made.path);
        let page = clerk.get(&format!("{at}?q=2970999013")).await;
        assert!(page.text.contains("name=\"office\""), "one found is opened: {}", page.text);
        let office = page.hidden("office").unwrap();
        let typed = [("office", office.as_str()), ("channel", "phone"), ("q1", "1")];
        let saved = clerk.post_from(&format!("{at}?office={office}"), &at, &typed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        assert!(saved.location().contains("channel=phone"), "the way is remembered: {}", saved.location());
        let page = clerk.get(&format!("{at}?q=2970999013")).await.text;
        assert!(page.contains("電話で回答が届いています"), "{page}");
        for (q, told) in [
            ("9999-9999-9999", "回答コード「9999-9999-9999」は見つかりません"),
            ("%E3%81%A9%E3%81%93%E3%81%AB%E3%82%82%E3%81%AA%E3%81%84", "に当てはまる事業所はありません"),
        ] {
            let page = clerk.get(&format!("{at}?q={q}")).await.text.replace("<!>", "");
            assert!(page.contains(told), "{page}");
        }
        assert_eq!(
            clerk.get(&format!("{at}?blank=yes")).await.status,
            StatusCode::NOT_FOUND,
            "by office alone"
        );
        let tx = made.reading(&world).await;
        assert_eq!(store::surveys::reach(&tx, made.id).await.unwrap().answered, 0, "it was not asked");
    })
    .await;
}

#[tokio::test]
async fn the_code_of_an_anonymous_paper_is_used_once_and_not_kept_with_the_answer() {
    on_each_world("anonymous papers", async |world| {
        let made = published(&world, questionnaire(), true, 2).await;
        let clerk = world.as_person("clerk").await;
        let saved = type_in(&clerk, &made, 0, &[("q1", "1")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        assert!(
            saved.location().ends_with("done=saved"),
            "no address names the answer: {}",
            saved.location()
        );
        let next = clerk.get(saved.location()).await.text;
        assert!(next.contains("回答を保存しました") && !next.contains("今の入力を直す"), "{next}");
        let tx = made.reading(&world).await;
        let all = responses::submitted(&tx, made.id).await.unwrap();
        assert!(all.len() == 1 && all[0].office.is_none() && all[0].invitation.is_none(), "{all:?}");
        drop(tx);
        let at = format!("{}/entry", made.path);
        let again = clerk.get(&format!("{at}?invitation={}", made.asked[0].id)).await.text;
        assert!(
            again.contains("無記名のため、置き換えられません") && !again.contains("name=\"q1\""),
            "{again}"
        );
        let blank = [("blank", "yes"), ("channel", "paper"), ("q1", "3")];
        let saved = clerk.post_from(&format!("{at}?blank=yes"), &at, &blank).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    })
    .await;
}

#[tokio::test]
async fn who_typed_a_paper_in_stands_in_the_record() {
    on_each_world("papers recorded", async |world| {
        let made = published(&world, questionnaire(), false, 1).await;
        let clerk = world.as_person("clerk").await;
        type_in(&clerk, &made, 0, &[("q1", "1")]).await;
        let administrator = world.as_person("administrator").await;
        let csv = administrator.get("/t/midorino/audit/export?noun=survey&format=csv").await.text;
        let line = csv.lines().find(|line| line.contains("アンケートの回答が届きました"));
        assert!(line.is_some_and(|line| line.contains("佐藤 葵")), "{csv}");
    })
    .await;
}
