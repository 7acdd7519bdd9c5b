//! What the tests of inquiries do again and again.

use crate::{
    subsidies::steps::tenant,
    support::{Answer, Asker, World},
};
use axum::http::StatusCode;
use domain::ids::InquiryId;
use store::{Scope, inquiries::replies};

/// What somebody types who asks about sessions.
pub const FORM: &[(&str, &str)] = &[
    ("begin", "ready:sessions"),
    ("title", "デモ・説明会の希望"),
    ("purpose", "日程を調整するため"),
    ("deadline", "令和6年11月29日"),
    ("contact_name", "森 拓也"),
    ("contact_phone", "0741-00-4000"),
    ("contact_email", ""),
];

/// Answers that are whole.
pub const ANSWERS: &[(&str, &str)] = &[
    ("q1", "a"),
    ("q2", "a"),
    ("q2", "other"),
    ("q2.other", "出張相談"),
    ("q3", "３０"),
    ("q4", "2月の初め"),
    ("answered_by", "緑川 一"),
];

/// An inquiry that was sent.
pub struct Sent {
    /// Its id.
    pub inquiry: String,
    /// The houses that are asked, and their replies.
    pub replies: Vec<(String, String)>,
}

impl Sent {
    /// The reply of a house.
    pub fn of(&self, name: &str) -> String {
        self.replies.iter().find(|(known, _)| known == name).unwrap().1.clone()
    }
}

/// Makes a draft; its id.
pub async fn drafted(asker: &Asker, slug: &str) -> String {
    let made = asker.post(&format!("/t/{slug}/inquiries/new"), FORM).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    made.location().split(['/', '?']).nth(4).unwrap().to_owned()
}

/// The houses that are offered on the page, as a form sends them.
pub fn offered(page: &Answer) -> Vec<String> {
    let boxes = page.text.split("name=\"houses\" value=\"").skip(1);
    boxes.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// Sends a draft to everybody who is offered.
pub async fn open(asker: &Asker, slug: &str, id: &str) -> Answer {
    let at = format!("/t/{slug}/inquiries/{id}/opening");
    let page = asker.get(&at).await;
    let version = page.hidden("version").unwrap();
    let houses = offered(&page);
    assert!(!houses.is_empty(), "{}", page.text);
    let mut typed: Vec<(&str, &str)> = vec![("version", &version)];
    typed.extend(houses.iter().map(|house| ("houses", house.as_str())));
    asker.post_from(&at, &at, &typed).await
}

/// The replies to an inquiry, as the house reads them.
pub async fn replies_of(world: &World, slug: &str, id: &str) -> Vec<replies::Reply> {
    let scope = Scope::tenant_by_system(tenant(world, slug).await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let id: InquiryId = id.parse().unwrap();
    replies::of_inquiry(&tx, id).await.unwrap()
}

/// Makes and sends one, as one of the people.
pub async fn asked(world: &World, key: &str, slug: &str) -> Sent {
    if key == "federation" {
        crate::demos::steps::federation(world).await;
    }
    let asker = world.as_person(key).await;
    let inquiry = drafted(&asker, slug).await;
    let sent = open(&asker, slug, &inquiry).await;
    assert!(sent.location().contains("?done=opened"), "{}", sent.text);
    let replies = replies_of(world, slug, &inquiry).await;
    let replies = replies.into_iter().map(|reply| (reply.name, reply.id.to_string())).collect();
    Sent { inquiry, replies }
}

/// Reminds those who have not answered; the inquiry's version afterwards.
pub async fn remind(world: &World, key: &str, slug: &str, id: &str) -> String {
    let asker = world.as_person(key).await;
    let page = format!("/t/{slug}/inquiries/{id}");
    let version = asker.get(&page).await.hidden("version").unwrap();
    let done = asker.post_from(&page, &format!("{page}/reminder"), &[("version", &version)]).await;
    assert!(done.location().contains("?done=reminded"), "{} {}", done.location(), done.text);
    asker.get(&page).await.hidden("version").unwrap()
}

/// Sends the form of a city's answer.
pub async fn answer(asker: &Asker, slug: &str, reply: &str, typed: &[(&str, &str)]) -> Answer {
    let at = format!("/t/{slug}/asked/{reply}");
    let version = asker.get(&at).await.hidden("version").unwrap();
    let mut whole = vec![("version", version.as_str())];
    whole.extend_from_slice(typed);
    asker.post(&at, &whole).await
}
