//! What the pages of outreach promise.

use super::*;
use domain::{
    campaigns::{Counts, Outcome, Refusal, StageName},
    ids::{CampaignId, OfficeId},
};
use leptos::prelude::*;
use uuid::Uuid;

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().to_html()).replace("<!>", "")
}

fn id<T: From<Uuid>>() -> T {
    Uuid::from_u128(1).into()
}

fn journey() -> Counts {
    let mut counts = Counts::default();
    for (outcome, offices) in
        [(Outcome::Sent, 163), (Outcome::Refused, 3), (Outcome::OptedOut, 5), (Outcome::NoAddress, 17)]
    {
        counts.add(outcome, offices);
    }
    counts
}

#[test]
fn a_result_shows_numbers_that_add_up_and_each_reason() {
    let view = ResultView {
        slug: "midorino".into(),
        id: id::<CampaignId>(),
        subject: "説明会".into(),
        body: "本文 <b>".into(),
        stage: StageName::Sent,
        begun: None,
        audience: None,
        counts: journey(),
        labels: 16,
        ended: Some(Outcome::Refused),
        page: 1,
        per_page: 50,
        lines: vec![RecipientLine {
            office: id::<OfficeId>(),
            number: "2970999013".into(),
            name: "<script>".into(),
            email: "a@example.jp".into(),
            outcome: Outcome::Refused,
            refusal: Some(Refusal::Recipient),
            answer: Some("550 no such user".into()),
            sent_at: None,
        }],
        may_stop: false,
        done: None,
    };
    let html = html(move || view! { <ResultPage result=view/> });
    for part in
        ["188", "171", "17", "163", "このアドレスには届きません", "550 no such user", "住所のわからない1件"]
    {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
}

#[test]
fn the_page_that_stops_outreach_says_what_still_arrives_in_both_states() {
    let page = |stopped| {
        let stop = StopView {
            token: "abc".into(),
            municipality: "みどり野市".into(),
            address: "h***@hidamari.example".into(),
            stopped,
        };
        html(move || view! { <StopPage stop/> })
    };
    let (before, after) = (page(false), page(true));
    assert!(before.contains(r#"action="/stop/abc""#) && before.contains("決定の通知など"), "{before}");
    assert!(after.contains(r#"action="/stop/abc/undo""#) && after.contains("決定の通知など"), "{after}");
    assert!(!before.contains("<script") && !after.contains("<script"));
}
