//! What the pages of outreach promise.

use super::*;
use domain::offices::{NamedSegment, Segment};
use domain::{
    ids::{MailId, MailingId, OfficeId},
    mailings::{Counts, Outcome, Plan, Refusal, StageName, Topic},
    mails::{Days, Slowest},
};
use elements::FormState;
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
        id: id::<MailingId>(),
        subject: "説明会".into(),
        body: "本文 <b>".into(),
        topic: Topic::Session,
        stage: StageName::Sent,
        pace: (None, None),
        public: Some(true),
        begun: None,
        audience: None,
        counts: journey(),
        labels: 16,
        ended: Some(Outcome::Refused),
        page: 1,
        per_page: 50,
        lines: vec![RecipientLine {
            id: id::<MailId>(),
            office: id::<OfficeId>(),
            number: "2970999013".into(),
            name: "<script>".into(),
            email: "a@example.jp".into(),
            outcome: Outcome::Refused,
            refusal: Some(Refusal::Recipient),
            answer: Some("550 no such user".into()),
            sent_at: None,
        }],
        plan: Plan::default(),
        approved_by: None,
        may_write: false,
        done: None,
    };
    let clerks = ResultView { may_write: true, ..view.clone() };
    let clerks = html(move || view! { <ResultPage result=clerks/> });
    assert!(clerks.contains("?mailing=failed:") && clerks.contains("?mailing=sent:"), "{clerks}");
    let html = html(move || view! { <ResultPage result=view/> });
    assert!(!html.contains("次に声をかける"), "whoever only reads makes no list: {html}");
    for part in [
        "188",
        "171",
        "17",
        "163",
        "公開しているページを見る",
        "このアドレスには届きません",
        "550 no such user",
        "住所のわからない1件",
    ] {
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
            about: Some(Topic::Survey),
            topics: vec![Topic::Subsidy],
        };
        html(move || view! { <StopPage stop/> })
    };
    let (before, after) = (page(false), page(true));
    assert!(before.contains(r#"action="/stop/abc""#) && before.contains("決定の通知など"), "{before}");
    assert!(after.contains(r#"action="/stop/abc/undo""#) && after.contains("決定の通知など"), "{after}");
    for part in ["「補助金」を再開する", "「アンケート・調査」だけを止める", r#"value="survey""#]
    {
        assert!(before.contains(part) && !after.contains(part), "{part}: {before}");
    }
    assert_eq!(before.matches("今回のメールの分野です").count(), 1, "{before}");
    assert!(!before.contains("<script") && !after.contains("<script"));
}

fn sending(second_above: Option<u32>, days: Option<Days>) -> String {
    let view = SendingView {
        slug: "midorino".into(),
        id: id::<MailingId>(),
        version: 3,
        subject: "説明会".into(),
        segment: NamedSegment { name: "全事業所".into(), segment: Segment::default() },
        counts: Counts::of(std::iter::repeat_n(Outcome::Queued, 171)),
        audience: "a1".into(),
        labels: 0,
        slowest: second_above.map(|_| Slowest {
            domain: "docomo.ne.jp".into(),
            mails: 61,
            a_minute: 20,
            minutes: 3,
        }),
        days,
        second_above,
        refused: None,
        form: FormState::empty(),
    };
    html(move || view! { <SendingPage sending=view/> })
}

#[test]
fn above_the_number_a_second_person_is_asked_and_below_it_is_sent() {
    let (alone, both) = (sending(None, None), sending(Some(50), None));
    assert!(alone.contains("171通を送信する") && !alone.contains("承認"), "{alone}");
    assert!(both.contains("171通の承認を依頼する") && both.contains("50件を超えるので"), "{both}");
    assert!(both.contains("送り終わるまで、3分ほどかかります") && !alone.contains("分ほど"), "{both}");
    let days = sending(Some(50), Some(Days { days: 3, a_day: 900 }));
    for part in ["今日から数えて3日かかります", "1日に900通まで", "すべての市区町村などを合わせた数"]
    {
        assert!(days.contains(part) && !both.contains(part), "{part}: {days}");
    }
    assert!(!days.contains("3分ほど"), "one of them, the longer: {days}");
    assert!(!both.contains("171通を送信する") && both.contains(r#"name="send_on""#), "{both}");
}

#[test]
fn who_wrote_it_is_offered_no_approval() {
    let page = |answering| {
        let view = ApprovalView {
            slug: "midorino".into(),
            id: id::<MailingId>(),
            version: 3,
            subject: "説明会".into(),
            body: "本文 <b>".into(),
            about: (Topic::Session, true),
            segment: NamedSegment { name: "全事業所".into(), segment: Segment::default() },
            counts: Counts::of(std::iter::repeat_n(Outcome::Queued, 171)),
            audience: "a1".into(),
            labels: 0,
            asked: ("佐藤".into(), chrono::DateTime::UNIX_EPOCH),
            plan: Plan::default(),
            answering,
            done: None,
            refused: None,
            form: FormState::empty(),
        };
        html(move || view! { <ApprovalPage approval=view/> })
    };
    let (second, own) = (page(Answering::Second), page(Answering::Own));
    assert!(second.contains("だれでも読めるページで公開します") && second.contains("体験会・説明会"));
    assert!(second.contains("承認して171通を送る") && second.contains("差し戻す"), "{second}");
    assert!(!own.contains("承認して171通を送る") && own.contains("依頼を取り下げる"), "{own}");
    assert!(!second.contains("<b>"));
}
