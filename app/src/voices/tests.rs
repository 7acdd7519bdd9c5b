//! What others read of a voice.

use super::*;
use domain::voices::Nearness;
use leptos::prelude::*;

fn card(who: &str, near: Nearness, href: Option<&str>) -> VoiceCard {
    VoiceCard {
        who: who.into(),
        quote: "FAXを送り直すことがなくなりました。".into(),
        services: "居宅介護支援".into(),
        near,
        href: href.map(str::to_owned),
    }
}

fn html(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    owner.with(|| view().to_html()).replace("<!>", "")
}

#[test]
fn a_voice_says_why_it_is_near_and_leads_to_whom_to_ask_only_where_that_is_told() {
    let near = Nearness { service: true, area: true };
    let voices = vec![
        card("ひだまり", near, Some("/t/midorino/my/voices/1")),
        card("地域の事業所（通所介護）", Nearness::default(), None),
    ];
    let html =
        html(|| view! { <VoicesBeside voices more=Some("/t/midorino/my/voices".to_owned())/> }.into_any());
    assert!(html.contains("同じサービス・同じ圏域"), "{html}");
    assert_eq!(html.matches("たずねる方法を見る").count(), 1, "{html}");
    assert!(html.contains("（ひだまり）") && html.contains("事業所の声をすべて見る"), "{html}");
}

#[test]
fn without_a_voice_nothing_stands_beside() {
    let html = html(|| view! { <VoicesBeside voices=Vec::new()/> }.into_any());
    assert!(!html.contains("声"), "{html}");
}
