//! The front page, for whoever has not signed in.

use crate::paths;
use elements::{ButtonLink, Buttons, Card, Cards, Details, PageHeader, Section, Step, Steps};
use leptos::prelude::*;

/// So many municipalities stand openly on the page; more are folded, so that what follows is not far away.
const OPEN: usize = 12;

/// What this is, for whom, how it goes, and the way in.
#[component]
pub fn FrontPage(
    /// The municipalities with their words in addresses: who comes without a link finds the pages of their own.
    cities: Vec<(String, String)>,
) -> impl IntoView {
    let guides = (!cities.is_empty()).then(|| {
        let folded = cities.len() > OPEN;
        let links = cities
            .into_iter()
            .map(|(name, slug)| view! { <li><a href=paths::guides(&slug)>{format!("{name}の補助金の案内")}</a></li> })
            .collect_view();
        let list = view! { <ul>{links}</ul> };
        let list = if folded {
            view! { <Details summary="市区町村を選ぶ">{list}</Details> }.into_any()
        } else {
            list.into_any()
        };
        view! { <Section title="市区町村の補助金の案内">{list}</Section> }
    });
    view! {
        <div class="hero">
            <PageHeader
                title="ケアプランデータ連携システムの導入を、まちぐるみで"
                lead="ひろめるは、ケアプランデータ連携システムの普及に取り組む市区町村と、介護事業所のための共同の窓口です。補助金の案内から申請、審査、交付決定の通知まで、ここで行えます。"
            />
            <Buttons><ButtonLink href=paths::sign_in()>"ログインする"</ButtonLink></Buttons>
            <Arcs/>
        </div>
        <Section title="使う方">
            <Cards>
                <Card title="介護事業所・法人の方">
                    <p>"市区町村の補助金に、パソコンからもスマートフォンからも申請できます。書類は写真でも送れます。"</p>
                    <p>"登録したメールアドレスに届く番号でログインします。パスワードは要りません。"</p>
                    <p><a href=paths::simulator()>"導入でどれだけ時間と費用が減るかを試算する（ログインは要りません）"</a></p>
                </Card>
                <Card title="市区町村の職員の方">
                    <p>"事業所の一覧を取り込み、補助事業を公開し、届いた申請を審査して、交付決定通知書を送ります。"</p>
                    <p>"利用を始めるには、お使いの市区町村の管理者に、招待を依頼してください。"</p>
                </Card>
            </Cards>
        </Section>
        {guides}
        <Section title="補助金を受け取るまで">
            <Steps>
                <Step title="対象になるか確かめる"><p>"市区町村の補助事業のページで、質問に答えると分かります。"</p></Step>
                <Step title="申請する"><p>"途中まで保存して、あとで続けられます。"</p></Step>
                <Step title="市区町村が審査する"><p>"直していただくところがあれば、メールでお知らせします。"</p></Step>
                <Step title="結果を受け取る"><p>"交付決定通知書を、ここで受け取れます。"</p></Step>
            </Steps>
        </Section>
    }
}

/// The mark, large and faint: what is known here spreads.
#[component]
fn Arcs() -> impl IntoView {
    view! {
        <svg class="hero__arcs" viewBox="0 0 240 240" aria-hidden="true" focusable="false">
            <g fill="none" stroke="currentColor" stroke-width="16">
                <path d="M240 180a60 60 0 0 0-60 60M240 132a108 108 0 0 0-108 108M240 84a156 156 0 0 0-156 156M240 36a204 204 0 0 0-204 204"/>
            </g>
            <circle cx="232" cy="232" r="20" fill="currentColor"/>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_page_tells_each_reader_how_they_begin() {
        let owner = Owner::new();
        let cities = vec![("みどり野市".to_owned(), "midorino".to_owned())];
        let html = owner.with(|| view! { <FrontPage cities/> }.to_html());
        assert!(
            html.contains("href=\"/t/midorino/guide\"") && html.contains("みどり野市の補助金の案内"),
            "{html}"
        );
        assert_eq!(html.matches("<h1").count(), 1);
        assert!(html.contains("介護事業所・法人の方") && html.contains("市区町村の職員の方"), "{html}");
        assert_eq!(html.matches("class=\"button\"").count(), 1, "one primary button");
        assert!(!html.contains("市区町村を選ぶ"));
        let cities = (0..=OPEN).map(|number| (format!("第{number}市"), format!("city-{number}"))).collect();
        let many = owner.with(|| view! { <FrontPage cities/> }.to_html());
        assert!(many.contains("市区町村を選ぶ") && many.contains("第12市の補助金の案内"), "folded: {many}");
    }
}
