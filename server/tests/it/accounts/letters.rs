use super::{account, code_in, mails_to, midorino, office};
use crate::{
    mailings,
    support::{Answer, Asker, World, on_each_world, pdf::Document},
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{ids::OfficeId, offices::Happening};
use store::{Scope, events};

const NUMBER: &str = "2970999039";
const TARO: &str = "taro@tsubasa.example.jp";

/// A clerk issues the letter of an office; its code.
async fn issue(clerk: &Asker, office: OfficeId) -> String {
    let path = format!("/t/midorino/offices/{office}/letter");
    let answer = clerk.post(&path, &[]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, path.as_str()), "{}", answer.text);
    code_on(&clerk.get(&path).await).unwrap()
}

fn code_on(page: &Answer) -> Option<String> {
    let text = &page.text[page.text.find("<code class=\"secret\">")? + 21..];
    Some(text[..text.find('<')?].to_owned())
}

async fn begin(world: &World, asker: &Asker, code: &str) {
    let answer = asker.post("/sign-in/letter", &[("code", code)]).await;
    assert_eq!(answer.location(), "/sign-in/letter/person", "{}", answer.text);
    let page = asker.get("/sign-in/letter/person").await;
    assert!(page.text.contains(NUMBER) && page.text.contains("みどり野市"), "{}", page.text);
    let answer = asker.post("/sign-in/letter/person", &[("name", "翼　太郎"), ("email", TARO)]).await;
    assert_eq!(answer.location(), "/sign-in/code", "{}", answer.text);
    let code = code_in(&mails_to(world, TARO).await.pop().unwrap());
    let answer = asker.post("/sign-in/code", &[("code", &code)]).await;
    assert_eq!(answer.location(), "/t/midorino/my", "{}", answer.text);
}

#[tokio::test]
async fn an_office_begins_with_the_code_of_its_letter() {
    on_each_world("begin with a letter", async |world| {
        let clerk = world.as_person("clerk").await;
        let office = office(&world, NUMBER).await;
        let code = issue(&clerk, office).await;
        let asker = world.anybody();
        begin(&world, &asker, &code.to_lowercase().replace('-', " ")).await;
        assert_eq!(asker.get("/t/midorino/my").await.status, StatusCode::OK);
        let page = clerk.get(&format!("/t/midorino/offices/{office}/letter")).await;
        assert!(
            page.text.contains("翼　太郎") && page.text.contains("コードを使った登録がありました"),
            "{}",
            page.text
        );
        assert_eq!(code_on(&page), None, "a used code is shown no more");
        let id = account(&world, TARO).await.id;
        let tx =
            world.app.store.read(&Scope::tenant_by_system(midorino(&world).await, "test")).await.unwrap();
        let told = events::of_subject(&tx, "office", office.uuid()).await.unwrap();
        let represented = told.iter().find(|event| event.kind == Happening::Represented.code()).unwrap();
        assert_eq!(represented.account, Some(id));
        drop(tx);
        let card = clerk.get(&format!("/t/midorino/offices/{office}")).await.text;
        for happened in [Happening::LetterIssued, Happening::Represented] {
            assert!(card.contains(app::messages::offices::happening(happened)), "{happened:?}: {card}");
        }
        assert!(!card.contains("記録があります"), "every kind has words: {card}");
        let again = world.anybody().post("/sign-in/letter", &[("code", &code)]).await;
        assert!(again.text.contains("もう使えません"), "{}", again.text);
    })
    .await;
}

#[tokio::test]
async fn the_letter_carries_the_code_to_the_office_and_is_printed_by_its_issuer_alone() {
    on_each_world("print a letter", async |world| {
        let clerk = world.as_person("clerk").await;
        let office = office(&world, NUMBER).await;
        let pdf = format!("/t/midorino/offices/{office}/letter.pdf");
        let early = clerk.get(&pdf).await;
        assert_eq!(early.location(), format!("/t/midorino/offices/{office}/letter"), "nothing to print yet");
        let code = issue(&clerk, office).await;
        let page = clerk.get(&format!("/t/midorino/offices/{office}/letter")).await;
        assert!(page.text.contains(&format!("href=\"{pdf}\"")), "{}", page.text);
        let printed = clerk.get(&pdf).await;
        assert_eq!(printed.status, StatusCode::OK, "{}", printed.text);
        assert_eq!(printed.headers["content-type"], "application/pdf");
        let letter = Document::read(&printed.bytes);
        letter.assert_says(&["訪問介護ステーションつばめ"]);
        letter.assert_says(&["みどり野市", "令和6年7月3日"]);
        let on_paper: String = letter.text().chars().filter(char::is_ascii_alphanumeric).collect();
        let typed: String = code.chars().filter(|c| *c != '-').collect();
        assert!(on_paper.contains(&typed), "{typed}: {on_paper}");
        letter.assert_says(&["http://127.0.0.1:3000/sign-in/letter"]);
        letter.assert_says(&["令和6年10月1日"]);
        let other = world.as_person("clerk-two").await;
        other.set_cookie("shown", &clerk.cookie("shown").unwrap());
        assert_eq!(other.get(&pdf).await.status, StatusCode::SEE_OTHER, "sealed for another person");
        begin(&world, &world.anybody(), &typed).await;
        assert_eq!(clerk.get(&pdf).await.status, StatusCode::SEE_OTHER, "a used code is printed no more");
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_not_proved_speaks_for_nobody() {
    on_each_world("unproved addresses", async |world| {
        let clerk = world.as_person("clerk").await;
        let code = issue(&clerk, office(&world, NUMBER).await).await;
        let asker = world.anybody();
        asker.post("/sign-in/letter", &[("code", &code)]).await;
        asker.post("/sign-in/letter/person", &[("name", "翼　太郎"), ("email", TARO)]).await;
        // The owner of the address signs in without the letter.
        let stranger = world.anybody();
        stranger.post("/sign-in", &[("email", TARO)]).await;
        let mailed = code_in(&mails_to(&world, TARO).await.pop().unwrap());
        assert_eq!(stranger.post("/sign-in/code", &[("code", &mailed)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(stranger.get("/t/midorino/my").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_slip_of_the_finger_is_told_from_a_wrong_code() {
    on_each_world("mistyped letters", async |world| {
        let asker = world.anybody();
        let other = domain::accounts::LetterCode::from_random([1, 2, 3, 4, 5, 6, 7]).grouped();
        let answer = asker.post("/sign-in/letter", &[("code", &other)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("ご利用コードが違います"), "{}", answer.text);
        let last = if other.ends_with('0') { '1' } else { '0' };
        let slip = format!("{}{last}", &other[..other.len() - 1]);
        let answer = asker.post("/sign-in/letter", &[("code", &slip)]).await;
        assert!(answer.text.contains("打ちまちがい") && answer.text.contains(&slip), "{}", answer.text);
        assert_eq!(asker.get("/sign-in/letter/person").await.location(), "/sign-in/letter");
    })
    .await;
}

#[tokio::test]
async fn a_newer_letter_and_ninety_days_end_a_code() {
    on_each_world("letters end", async |world| {
        let clerk = world.as_person("clerk").await;
        let office = office(&world, NUMBER).await;
        let first = issue(&clerk, office).await;
        world.wait(TimeDelta::seconds(1));
        let second = issue(&clerk, office).await;
        let asker = world.anybody();
        assert!(asker.post("/sign-in/letter", &[("code", &first)]).await.text.contains("もう使えません"));
        assert_eq!(asker.post("/sign-in/letter", &[("code", &second)]).await.status, StatusCode::SEE_OTHER);
        world.wait(TimeDelta::days(92));
        assert!(asker.post("/sign-in/letter", &[("code", &second)]).await.text.contains("もう使えません"));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_signed_in_adds_another_office_by_its_letter() {
    on_each_world("another office", async |world| {
        let clerk = world.as_person("clerk").await;
        let office = office(&world, NUMBER).await;
        let code = issue(&clerk, office).await;
        let applicant = world.as_person("hidamari").await;
        let answer = applicant.post("/sign-in/letter", &[("code", &code)]).await;
        assert_eq!(answer.location(), "/t/midorino/my", "{}", answer.text);
        let page = clerk.get(&format!("/t/midorino/offices/{office}/letter")).await;
        assert!(!page.text.contains("まだだれも登録していません"), "{}", page.text);
        letters_of_all_the_others(&world, &clerk).await;
    })
    .await;
}

/// Who speaks for an office already gets no letter, and who has a code keeps it.
async fn letters_of_all_the_others(world: &World, clerk: &Asker) {
    let (all, pdf) = ("/t/midorino/letters", "/t/midorino/letters.pdf");
    assert!(clerk.get(all).await.text.contains("お手紙の要る事業所はありません"), "each has its speaker");
    mailings::steps::offices(world, &[String::new()]).await;
    assert_eq!(clerk.get(pdf).await.location(), all, "nothing to print yet");
    let page = clerk.get(all).await.text;
    assert!(page.contains("か所のコードを発行する"), "{page}");
    assert_eq!(clerk.post(all, &[]).await.location(), format!("{all}?done=issued"));
    let page = clerk.get(all).await.text;
    assert!(page.contains("どこにも発行してあります") && page.contains(&format!("href=\"{pdf}\"")), "{page}");
    let printed = clerk.get(pdf).await;
    assert_eq!(printed.headers["content-type"], "application/pdf");
    let letters = Document::read(&printed.bytes).text();
    assert!(!letters.contains("訪問介護ステーションつばめ"), "{letters}");
    clerk.post(all, &[]).await;
    assert_eq!(clerk.get(pdf).await.bytes, printed.bytes, "the same codes again");
    let characters: Vec<char> = letters.chars().collect();
    let is_code = |found: &&[char]| {
        found.iter().enumerate().all(|(at, c)| match at {
            4 | 9 => *c == '-',
            _ => c.is_ascii_uppercase() || c.is_ascii_digit(),
        })
    };
    let code: String = characters.windows(14).find(is_code).unwrap().iter().collect();
    let answer = world.anybody().post("/sign-in/letter", &[("code", &code)]).await;
    assert_eq!(answer.location(), "/sign-in/letter/person", "{}", answer.text);
}

#[tokio::test]
async fn a_code_is_shown_to_the_officer_who_issued_it_and_for_a_short_time() {
    on_each_world("codes are shown once", async |world| {
        let clerk = world.as_person("clerk").await;
        let office = office(&world, NUMBER).await;
        issue(&clerk, office).await;
        let path = format!("/t/midorino/offices/{office}/letter");
        let other = world.as_person("clerk-two").await;
        other.set_cookie("shown", &clerk.cookie("shown").unwrap());
        assert_eq!(code_on(&other.get(&path).await), None, "sealed for another person");
        world.wait(TimeDelta::minutes(10));
        assert_eq!(code_on(&clerk.get(&path).await), None);
        let misaki = world.as_person("misaki-clerk").await;
        assert_eq!(misaki.get(&path).await.status, StatusCode::NOT_FOUND);
        let own = format!("/t/misaki/offices/{office}/letter");
        assert_eq!(misaki.get(&own).await.status, StatusCode::NOT_FOUND, "another tenant's office");
        assert_eq!(misaki.post_from("/account", &own, &[]).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
