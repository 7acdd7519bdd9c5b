//! The choice of people in the demonstration.

use crate::paths;
use elements::{Button, ButtonKind, Card, Cards, Notice, NoticeKind, PageHeader, PostForm};
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
}

/// A card a person, one click to become them.
#[component]
pub fn DemoPage(
    /// Who there is.
    people: Vec<DemoPerson>,
) -> impl IntoView {
    let cards = people
        .into_iter()
        .map(|DemoPerson { key, name, role, todo }| {
            view! {
                <Card title=name>
                    <p>{role}</p>
                    <p>{todo}</p>
                    <PostForm action=paths::demo_become()>
                        <Button kind=ButtonKind::Secondary name="person" value=key>{format!("{name}になる")}</Button>
                    </PostForm>
                </Card>
            }
        })
        .collect_view();
    view! {
        <PageHeader title="ひろめる 体験版" lead="だれかを選ぶと、その人としてすぐに始められます。入力した内容はこのパソコンの中だけに保存されます。"/>
        <Notice kind=NoticeKind::Info title="出てくる人・事業所・番号はすべて架空です。">
            <p>"メールは送られません。「送信メール」で内容を見られます。"</p>
        </Notice>
        <Cards>{cards}</Cards>
    }
}
