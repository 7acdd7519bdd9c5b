//! The choice of people in the demonstration.

use crate::paths;
use elements::{Card, Cards, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, Step, Steps};
use leptos::prelude::*;

/// Somebody one can become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// The key sent to become them.
    pub key: &'static str,
    /// Their name.
    pub name: &'static str,
    /// What they are, and where.
    pub role: &'static str,
    /// What to try as them.
    pub todo: &'static str,
    /// What waits for them, in a few words.
    pub waits: Option<String>,
    /// Whether the story below needs them.
    pub in_story: bool,
}

/// A card a person, one click to become them.
#[component]
pub fn DemoPage(
    /// Who there is, in the order of the story.
    people: Vec<DemoPerson>,
) -> impl IntoView {
    let (main, others): (Vec<_>, Vec<_>) = people.into_iter().partition(|person| person.in_story);
    view! {
        <PageHeader
            title="ひろめる 体験版"
            lead="だれかを選ぶと、その人としてすぐに始められます。別の人には、いつでも画面の上から替われます。"
        />
        <Notice kind=NoticeKind::Info title="出てくる人・事業所・番号は、すべて架空です">
            <p>"メールは外へ送られません。画面の上の「送信されたメール」で読めます。"</p>
        </Notice>
        <Section title="補助金の流れをひと通り試す"><People people=main/></Section>
        <Section title="流れ">
            <Steps>
                <Step title="市の担当が、事業所の一覧を取り込み、補助事業を公開する"/>
                <Step title="介護事業所が、ライセンス料の補助を申請する"/>
                <Step title="市の担当が審査し、必要なら補正を依頼して、起案する"/>
                <Step title="決裁者が決裁し、事業所が交付決定通知書を受け取る"/>
            </Steps>
        </Section>
        <Section title="そのほかの人になる"><People people=others/></Section>
    }
}

#[component]
fn People(people: Vec<DemoPerson>) -> impl IntoView {
    let cards = people
        .into_iter()
        .map(|DemoPerson { key, name, role, todo, waits, in_story: _ }| {
            let waits = waits.map(|waits| view! { <p><strong>"待っています："</strong>{waits}</p> });
            view! {
                <Card title=name>
                    <p class="muted">{role}</p>
                    <p>{todo}</p>
                    {waits}
                    <PostForm action=paths::demo_become()>
                        <HiddenField name="person" value=key/>
                        <button type="submit" class="button button--secondary">
                            "この人になる"<span class="hidden">{format!("：{name}")}</span>
                        </button>
                    </PostForm>
                </Card>
            }
        })
        .collect_view();
    view! { <Cards>{cards}</Cards> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_person_is_one_click_away_and_named_to_the_ear() {
        let people = vec![
            DemoPerson {
                key: "clerk",
                name: "佐藤 葵",
                role: "担当",
                todo: "審査します。",
                waits: Some("未担当の申請 6件".into()),
                in_story: true,
            },
            DemoPerson {
                key: "viewer",
                name: "高橋 文",
                role: "閲覧",
                todo: "見ます。",
                waits: None,
                in_story: false,
            },
        ];
        let owner = Owner::new();
        let html = owner.with(|| view! { <DemoPage people/> }.to_html()).replace("<!>", "");
        assert_eq!(html.matches("<form").count(), 2);
        assert_eq!(html.matches("待っています").count(), 1, "{html}");
        assert!(html.contains(r#"name="person" value="clerk""#) && html.contains("：佐藤 葵"), "{html}");
        assert!(
            html.find("佐藤 葵") < html.find("そのほかの人")
                && html.find("高橋 文") > html.find("そのほかの人")
        );
    }
}
