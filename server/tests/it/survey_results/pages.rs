//! Results, cross tables, and who has not answered.

use super::steps::{Made, answers, chosen, published, questionnaire};
use crate::{
    subsidies::steps::tenant,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use domain::surveys::{Answer, Answers, ChoiceId, QuestionId, ReadySurvey};
use store::{Scope, surveys::results, testing::scans};

/// An answer to the ready survey: knows and does not plan (2), or plans (4).
fn ready(state: u16, reasons: &[u16], software: &str) -> Answers {
    let mut all = answers([(2, chosen(&[state]))]);
    if !reasons.is_empty() {
        all.insert(QuestionId::numbered(3), chosen(reasons));
    }
    if !software.is_empty() {
        all.insert(QuestionId::numbered(5), Answer::Text(software.into()));
    }
    all
}

#[tokio::test]
async fn of_188_who_were_asked_96_answered_and_the_reasons_are_counted() {
    on_each_world("results of 188", async |world| {
        let mut made = published(&world, ReadySurvey::AdoptionIntention.questionnaire(), false, 188).await;
        let mut all = vec![ready(2, &[1, 2], "ほのぼの"); 40];
        all.extend(vec![ready(2, &[1], ""); 12]);
        all.extend(vec![ready(1, &[3], ""); 20]);
        all.extend(vec![ready(4, &[], ""); 24]);
        made.answered(&world, all).await;
        let viewer = world.as_person("viewer").await;
        let page = viewer.get(&format!("{}/results", made.path)).await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text.replace("<!>", "");
        for part in [
            "51.1",
            "188件に依頼し、96件が回答",
            "最も多いのは「システムの存在は知っているが、導入の予定はない」で、52件（54.2%）です。96件に聞き、96件が答えました。",
            // The reasons were asked of those who do not plan: 52 + 20, and not of all.
            "最も多いのは「ランニングコストが高い」で、52件（72.2%）です。72件に聞き、72件が答えました。",
            "software/offices?linking=no",
            "未回答の一覧",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let order = ["ランニングコストが高い</th>", "導入の効果が疑問</th>", "職員の理解が足りない</th>"];
        let places: Vec<_> = order.iter().map(|reason| text.rfind(reason).unwrap()).collect();
        assert!(places.is_sorted(), "the most frequent reason first: {places:?}");
    })
    .await;
}

/// So many use it, so many do not and find it dear, so many think about it.
async fn of(world: &World, anonymous: bool, [uses, dear, thinks]: [usize; 3]) -> Made {
    let mut made = published(world, questionnaire(), anonymous, uses + dear + thinks + 2).await;
    let mut all = vec![answers([(1, chosen(&[1])), (3, Answer::Number(5)), (4, Answer::Number(7))]); uses];
    all.extend(vec![answers([(1, chosen(&[2])), (2, chosen(&[1])), (3, Answer::Number(1))]); dear]);
    all.extend(vec![answers([(1, chosen(&[3]))]); thinks]);
    made.answered(world, all).await;
    made
}

#[tokio::test]
async fn small_numbers_are_hidden_until_an_officer_asks_and_never_shown_of_an_anonymous_survey() {
    on_each_world("small numbers", async |world| {
        let made = of(&world, false, [10, 3, 8]).await;
        let viewer = world.as_person("viewer").await;
        let hidden = viewer.get(&format!("{}/results", made.path)).await.text.replace("<!>", "");
        assert!(
            hidden.contains("非表示") && !hidden.contains(">3</td>") && !hidden.contains(">8</td>"),
            "{hidden}"
        );
        assert!(hidden.contains("聞いた件数が5件に満たないため"), "the reasons of three: {hidden}");
        // Thirteen answered the scale, ten of them 5: together they would tell the three.
        assert!(hidden.contains("21件に聞きました。") && !hidden.contains("13件が答えました"), "{hidden}");
        let shown = viewer.get(&format!("{}/results?small=shown", made.path)).await.text.replace("<!>", "");
        assert!(
            shown.contains(">3</td>") && shown.contains(">8</td>") && shown.contains("庁外に出さないで"),
            "{shown}"
        );
        let tallies = viewer.get(&format!("{}/results/export?of=tallies&format=csv", made.path)).await.text;
        assert!(
            tallies.contains("使っている,10,47.6%") && tallies.contains("検討中,非表示,非表示"),
            "{tallies}"
        );
        assert!(tallies.contains("中央値,7.0"), "{tallies}");
        assert!(tallies.contains(",21,非表示,5,10,"), "{tallies}");
    })
    .await;
    on_each_world("small numbers of an anonymous survey", async |world| {
        let made = of(&world, true, [10, 3, 8]).await;
        let viewer = world.as_person("viewer").await;
        for query in ["", "?small=shown"] {
            let page = viewer.get(&format!("{}/results{query}", made.path)).await.text.replace("<!>", "");
            assert!(
                page.contains("非表示") && !page.contains(">3</td>") && !page.contains(">8</td>"),
                "{page}"
            );
        }
        let answers = viewer.get(&format!("{}/results/export?format=csv", made.path)).await;
        assert_eq!(answers.status, StatusCode::NOT_FOUND, "nobody's answers are saved one by one");
        let silent = viewer.get(&format!("{}/silent", made.path)).await.text;
        assert!(
            silent.contains("無記名のアンケートのため") && !silent.contains("周知事業所その"),
            "{silent}"
        );
    })
    .await;
}

#[tokio::test]
async fn answers_are_saved_with_their_office_and_their_words_and_it_is_kept_that_they_were() {
    on_each_world("answers saved", async |world| {
        let made = of(&world, false, [1, 1, 0]).await;
        let clerk = world.as_person("clerk").await;
        let here = format!("{}/results/export?", made.path);
        let csv = clerk.get(&format!("{here}format=csv")).await.text;
        assert_eq!(csv.lines().count(), 3, "{csv}");
        assert!(csv.contains("q2 使わない理由"), "{csv}");
        assert!(csv.contains(",使っていない,費用が高い,1,"), "{csv}");
        assert!(csv.contains("周知事業所その0") && csv.contains("ウェブ"), "{csv}");
        let xlsx = clerk.get(&format!("{here}format=xlsx")).await;
        assert!(xlsx.bytes.starts_with(b"PK"));
        assert!(made.looks(&world).await.contains(&"survey-answers-saved".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn a_cross_table_hides_small_groups_and_refuses_sides_that_are_none() {
    on_each_world("cross tables", async |world| {
        let made = of(&world, false, [10, 9, 8]).await;
        let viewer = world.as_person("viewer").await;
        let at = format!("{}/results/cross", made.path);
        let page = viewer.get(&format!("{at}?row=q3&column=q1")).await.text.replace("<!>", "");
        assert!(page.contains("両方に答えた19件") && page.contains(">10<") && page.contains(">9<"), "{page}");
        let page = viewer.get(&format!("{at}?row=service&column=q1")).await.text.replace("<!>", "");
        assert!(page.contains("居宅介護支援") && page.contains("両方に答えた27件"), "{page}");
        assert!(page.contains("行を足しても合計になりません"), "{page}");
        for (query, told) in [
            ("row=q1&column=q1", "行と列に、違う設問を選んでください"),
            ("row=q5&column=q1", "行には、選択肢か段階で答える設問を選んでください"),
            ("row=q1&column=q4", "選べる行と列を、もう一度選んでください"),
            ("row=q1&column=q99", "選べる行と列を、もう一度選んでください"),
        ] {
            let page = viewer.get(&format!("{at}?{query}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.text.contains(told), "{query}: {}", page.text);
        }
        let csv = viewer.get(&format!("{at}/export?row=q3&column=q1&format=csv")).await.text;
        assert!(csv.contains("合計,10,,9,,0,,19"), "{csv}");
    })
    .await;
    on_each_world("cross tables of few", async |world| {
        let made = of(&world, false, [10, 6, 2]).await;
        let viewer = world.as_person("viewer").await;
        let at = format!("{}/results/cross?row=service&column=q1", made.path);
        let page = viewer.get(&at).await.text.replace("<!>", "");
        assert!(page.contains("非表示") && !page.contains(">2<"), "{page}");
        let page = viewer.get(&format!("{at}&small=shown")).await.text.replace("<!>", "");
        assert!(page.contains(">2<") && page.contains("庁外に出さないで"), "{page}");
    })
    .await;
    on_each_world("cross tables of three", async |world| {
        let made = of(&world, false, [2, 1, 0]).await;
        let viewer = world.as_person("viewer").await;
        let at = format!("{}/results/cross?row=q3&column=q1", made.path);
        let page = viewer.get(&at).await.text.replace("<!>", "");
        assert!(page.contains("両方に答えた回答が5件に満たないため"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn an_anonymous_survey_is_not_crossed_with_what_the_register_says() {
    on_each_world("anonymous cross", async |world| {
        let made = of(&world, true, [10, 9, 8]).await;
        let viewer = world.as_person("viewer").await;
        let at = format!("{}/results/cross", made.path);
        let page = viewer.get(&at).await.text;
        assert!(!page.contains("value=\"corporation\""), "{page}");
        let page = viewer.get(&format!("{at}?row=service&column=q1")).await.text;
        assert!(page.contains("無記名のアンケートは、事業所の属性では集計できません"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn who_has_not_answered_is_listed_with_how_they_were_asked() {
    on_each_world("silent", async |world| {
        let made = of(&world, false, [1, 0, 0]).await;
        let viewer = world.as_person("viewer").await;
        let page = viewer.get(&format!("{}/silent", made.path)).await.text.replace("<!>", "");
        let main = page.split("<main").nth(1).unwrap();
        assert!(main.contains("依頼した3件のうち1件が回答しました"), "{main}");
        assert!(main.contains("周知事業所その1") && main.contains("周知事業所その2"), "{main}");
        assert!(!main.contains("周知事業所その0") && !main.contains("回答を入力する"), "{main}");
        let csv = viewer.get(&format!("{}/silent/export?format=csv", made.path)).await.text;
        assert_eq!(csv.lines().count(), 3, "{csv}");
        let looks = made.looks(&world).await;
        assert!(
            looks.contains(&"survey-silent".to_owned()) && looks.contains(&"survey-silent-saved".to_owned())
        );
        let clerk = world.as_person("clerk").await;
        assert!(clerk.get(&format!("{}/silent", made.path)).await.text.contains("回答を入力する"));
    })
    .await;
}

#[tokio::test]
async fn a_new_version_keeps_what_was_answered_to_the_first() {
    on_each_world("versions counted", async |world| {
        let mut made = of(&world, false, [6, 7, 0]).await;
        // The second version asks everybody for the reasons, and no more for the staff.
        let mut second = questionnaire();
        second.questions.retain(|question| question.id.number() != 4);
        second.questions[1].show_if = None;
        made.publish(&world, second).await;
        made.answered(&world, vec![answers([(1, chosen(&[1])), (2, chosen(&[1, 3]))])]).await;
        let tx = made.reading(&world).await;
        let results = results::of_survey(&tx, made.id).await.unwrap();
        assert_eq!(results.responses(), 14);
        let why = results.counted(QuestionId::numbered(2));
        assert_eq!((why.asked, why.answered, why.choices[&ChoiceId::numbered(1)]), (8, 8, 8));
        let staff = results.counted(QuestionId::numbered(4));
        assert_eq!((staff.asked, staff.answered, staff.numbers[&7]), (13, 6, 6));
        let page = world.as_person("viewer").await.get(&format!("{}/results", made.path)).await.text;
        assert!(page.contains("職員の数"), "what only the first version asked stays: {page}");
        let scale = results.counted(QuestionId::numbered(3));
        assert_eq!((scale.asked, scale.answered, scale.numbers[&5]), (14, 13, 6));
        assert_eq!(results.counted(QuestionId::numbered(5)).answered, 0);
    })
    .await;
}

#[tokio::test]
async fn results_are_counted_from_an_index() {
    on_each_world("plans of results", async |world| {
        let made = of(&world, false, [1, 0, 0]).await;
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let id = match &world.app.config.database {
            store::Settings::Sqlite(_) => format!("x'{}'", made.id.uuid().simple()),
            store::Settings::Postgres { .. } => format!("'{}'", made.id),
        };
        // The places of `scans` are numbers, so the survey stands in the query itself.
        let within = format!("survey_id = {id} AND CAST($2 AS INTEGER) > 0");
        for sql in [results::COUNTED, results::RESPONSES] {
            let tx = world.app.store.read(&scope).await.unwrap();
            let found = scans(&tx, &sql.replace("survey_id = $2", &within), 2024, &[]).await;
            assert!(found.is_empty(), "{found:?}\n{sql}");
        }
    })
    .await;
}
