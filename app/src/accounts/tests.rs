use super::*;
use chrono::{DateTime, Utc};
use domain::{accounts::Role, form::Typed, ids::AccountId};
use elements::FormState;
use leptos::prelude::*;

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().to_html()).replace("<!>", "")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an RFC 3339 time")
}

fn rejected(field: &'static str, value: &str, sentence: &str) -> FormState {
    FormState::rejected(Typed::default().with(field, value), vec![(field, sentence.to_owned())])
}

#[test]
fn an_office_signs_in_with_one_box() {
    let html = html(|| view! { <SignInPage form=FormState::empty() next="/t/midorino/my".to_owned()/> });
    assert_eq!(html.matches(r#"type="text""#).count(), 1, "{html}");
    assert!(html.contains(r#"name="next" value="/t/midorino/my""#), "{html}");
    assert!(html.contains(r#"href="/sign-in/staff?next=%2Ft%2Fmidorino%2Fmy""#), "{html}");
    assert!(html.contains("お手紙のコードで始める"));
}

#[test]
fn what_was_typed_stays_but_never_a_password() {
    let form = FormState::rejected(
        Typed::default().with("email", "hanako＠example").with("password", "himitsu"),
        vec![("email", "確かめてください".to_owned())],
    );
    let html = html(|| view! { <StaffSignInPage form next=String::new() public_side=true/> });
    assert!(html.contains("hanako＠example") && !html.contains("himitsu"), "{html}");
}

#[test]
fn the_page_after_asking_says_the_same_to_everybody() {
    let html = html(|| view! { <SentPage form=FormState::empty()/> });
    assert!(
        html.contains("入力されたアドレスに") && html.contains(r#"autocomplete="one-time-code""#),
        "{html}"
    );
}

#[test]
fn only_the_browser_that_asked_gets_a_button() {
    let page = |state| html(move || view! { <LinkPage token="abc".to_owned() state/> });
    assert!(page(LinkState::Ready).contains(r#"action="/sign-in/link/abc""#));
    for state in [LinkState::OtherBrowser, LinkState::Dead] {
        let html = page(state);
        assert!(!html.contains("<form") && html.contains("/sign-in"), "{html}");
    }
}

#[test]
fn a_secret_is_a_picture_and_words_and_rides_sealed() {
    let enrolment = Enrolment {
        secret: "JBSWY3DPEHPK3PXP".into(),
        url: "otpauth://totp/Hiromeru:hanako@example.jp?secret=JBSWY3DPEHPK3PXP&issuer=Hiromeru".into(),
        sealed: "k1.AAAA.BBBB".into(),
    };
    let html = html(
        || view! { <EnrolmentPage form=FormState::empty() enrolment action="/sign-in/second-factor/setup".to_owned()/> },
    );
    assert!(
        html.contains("JBSW Y3DP EHPK 3PXP") && html.contains(r#"name="sealed" value="k1.AAAA.BBBB""#),
        "{html}"
    );
    assert!(
        html.contains(r#"class="qr""#) && html.contains(r#"role="img""#) && html.contains("M4 4h7v1h-7z"),
        "{html}"
    );
    assert!(!html.contains("style=") && !html.contains("otpauth:"), "{html}");
    assert!(!html.contains(r#"name="password""#));
}

#[test]
fn recovery_codes_are_shown_once_and_then_only_counted() {
    let shown = html(
        || view! { <RecoveryCodesPage form=FormState::empty() codes=vec!["ABCD-EFGH-JKMN-PQRS".to_owned()] left=10/> },
    );
    assert!(shown.contains("ABCD-EFGH-JKMN-PQRS") && shown.contains("二度と表示されません"), "{shown}");
    let later = html(|| view! { <RecoveryCodesPage form=FormState::empty() codes=Vec::new() left=7/> });
    assert!(later.contains("10個のうち7個") && later.contains(r#"name="password""#), "{later}");
}

#[test]
fn whoever_has_a_letter_sees_which_office_it_opens() {
    let form = rejected("email", "taro", "「@」がありません");
    let html = html(|| {
        view! { <LetterPersonPage form office="デイサービスこもれび".to_owned() number="2970999021".to_owned() tenant="みどり野市".to_owned()/> }
    });
    assert!(
        html.contains("デイサービスこもれび") && html.contains("2970999021") && html.contains("みどり野市"),
        "{html}"
    );
    assert!(html.contains(r#"value="taro""#) && html.contains("「@」がありません"));
}

#[test]
fn a_dead_link_leads_to_a_new_one() {
    let html = html(
        || view! { <NewPasswordPage form=FormState::empty() token=None why=WhyNew::Invited email=String::new()/> },
    );
    assert!(html.contains("もう使えません") && html.contains("/sign-in/forgotten"), "{html}");
}

#[test]
fn a_person_sees_where_they_are_signed_in_and_can_end_the_rest() {
    let line = |here: bool, device: &str| SessionLine {
        id: uuid::Uuid::from_u128(u128::from(here) + 1).into(),
        device: device.into(),
        network: "192.0.2.*".into(),
        begun: at("2024-07-03T01:12:00Z"),
        seen: at("2024-07-03T02:00:00Z"),
        here,
    };
    let account =
        OwnAccount {
            name: "鈴木　花子".into(), email: Some("hanako@example.jp".into()), staff: Some(9)
        };
    let sessions = vec![line(true, "Edge（Windows）"), line(false, "Safari（iPhone）")];
    let html = html(|| view! { <AccountPage account sessions done=None/> });
    assert!(html.contains("R6.7.3 11:00") && html.contains("この端末"), "{html}");
    assert_eq!(html.matches("/ending").count(), 2, "one of another browser, one of all: {html}");
    assert!(html.contains("未使用 9個"));
}

#[test]
fn an_applicant_has_no_password_to_change() {
    let account = OwnAccount { name: "陽だまり　太郎".into(), email: None, staff: None };
    let html = html(|| view! { <AccountPage account sessions=Vec::new() done=None/> });
    assert!(!html.contains("/account/password") && html.contains("/sign-out"), "{html}");
}

fn member(state: MemberState) -> MemberLine {
    MemberLine {
        id: AccountId::from_uuid(uuid::Uuid::from_u128(7)),
        name: "鈴木　花子".into(),
        email: "hanako@city.example.jp".into(),
        roles: vec![Role::Clerk, Role::Administrator],
        state,
    }
}

#[test]
fn the_list_of_people_says_in_words_what_each_may_do() {
    let members = vec![member(MemberState::Active), member(MemberState::Invited)];
    let html = html(
        || view! { <PeoplePage slug="midorino".to_owned() members done=Some("招待のメールを送りました。")/> },
    );
    assert!(html.contains("担当・管理者") && html.contains("招待中") && html.contains("利用中"), "{html}");
    assert!(html.contains(r#"role="status""#));
}

#[test]
fn an_invitation_explains_its_roles() {
    let html = html(|| view! { <InvitationPage slug="midorino".to_owned() form=FormState::empty()/> });
    assert_eq!(html.matches(r#"type="checkbox""#).count(), 4, "{html}");
    assert!(html.contains("自分の起案は決裁できません"));
}

#[test]
fn nobody_suspends_themselves() {
    let page = |own: bool, state: MemberState| {
        html(
            move || view! { <MemberPage slug="midorino".to_owned() member=member(state) form=FormState::empty() own done=None/> },
        )
    };
    assert!(!page(true, MemberState::Active).contains("/suspension"));
    assert!(page(false, MemberState::Active).contains("/suspension"));
    assert!(page(false, MemberState::Invited).contains("/invitation"));
    let suspended = page(false, MemberState::Suspended);
    assert!(suspended.contains("/return") && !suspended.contains("/suspension"), "{suspended}");
}

#[test]
fn a_letters_code_is_shown_once() {
    let office = || LetterOffice {
        id: uuid::Uuid::from_u128(9).into(),
        name: "デイサービスこもれび".into(),
        number: "2970999021".into(),
        people: Vec::new(),
    };
    let last = || IssuedLetter {
        issued: at("2024-07-03T01:12:00Z"),
        expires: at("2024-10-01T15:00:00Z"),
        used: None,
        expired: false,
    };
    let now = html(|| {
        view! { <OfficeLetterPage slug="midorino".to_owned() office=office() last=Some(last()) code=Some("ABCD-EFGH-JKMN".to_owned())/> }
    });
    assert!(
        now.contains("ABCD-EFGH-JKMN") && now.contains("letter.pdf") && now.contains("令和6年10月1日まで"),
        "{now}"
    );
    let later = html(
        || view! { <OfficeLetterPage slug="midorino".to_owned() office=office() last=Some(last()) code=None/> },
    );
    assert!(!later.contains("letter.pdf") && later.contains("まだ使われていません"), "{later}");
}
