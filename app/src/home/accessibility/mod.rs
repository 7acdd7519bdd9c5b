//! What we promise about accessibility, what is known to be missing, and where to say so.

mod results;
mod screens;

pub use results::{CRITERIA, Criterion, TESTED_ON};
pub use screens::SCREENS;

use crate::paths;
use domain::wareki::format_date;
use elements::{Column, Density, Details, PageHeader, Section, Table};
use leptos::prelude::*;

/// アクセシビリティ方針.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    view! {
        <PageHeader
            title="アクセシビリティ方針"
            lead="どなたにも、お使いの機器や見え方、聞こえ方、操作のしかたにかかわらず、必要な手続ができるようにします。"
        />
        <Section title="目標">
            <p>"JIS X 8341-3:2016「高齢者・障害者等配慮設計指針－情報通信における機器、ソフトウェア及びサービス－第3部：ウェブコンテンツ」の適合レベルAAに配慮して作っています。"</p>
            <p>"あわせて、WCAG 2.2の達成基準（レベルA・AA）を目標にしています。"</p>
        </Section>
        <Section title="対象">
            <p>"このサイトのすべての画面です。利用者が添付した書類（領収書の写真など）は対象に含みません。"</p>
        </Section>
        <Section title="していること">
            <ul>
                <li>"申請の画面は、JavaScriptを使えない環境でも、すべての操作ができます。"</li>
                <li>"マウスを使わずに、キーボードだけですべての操作ができます。"</li>
                <li>"色だけで状態を示さず、かならず言葉と形でも示します。"</li>
                <li>"文字の大きさを、ページの下で「標準・大・特大」から選べます。拡大しても、横に動かさずに読めます。"</li>
                <li>"入力の誤りは、どこをどう直せばよいかを文章でお知らせし、入力した内容は残します。"</li>
                <li>"全角・半角、和暦・西暦のどちらで入力しても受け付けます。"</li>
                <li>"途中まで保存して、あとで続けられます。"</li>
            </ul>
        </Section>
        <Section title="確かめ方">
            <p>"画面を変えるたびに、自動検査（axe-core）と、キーボードだけの操作、JavaScriptを切った操作、幅の狭い画面で検査しています。"</p>
            <p>"自動検査で判断できるのは、達成基準の一部です。JIS X 8341-3:2016の附属書JBに基づく試験（人による試験）は、まだ行っていません。"</p>
        </Section>
        <Results/>
        <Section title="分かっている課題">
            <ul>
                <li>"幅の広い表は、狭い画面では表の中だけを横に動かして読むことになります。"</li>
                <li>"添付された書類の画像には、文字の情報がないことがあります。職員の方は、元のファイルを開いて確かめられます。"</li>
                <li>"実際のスクリーンリーダー（NVDA、VoiceOver、TalkBack）による通しの確認は、まだ行っていません。"</li>
            </ul>
        </Section>
        <Section title="お困りのとき">
            <p>"使いにくいところや、読めないところがありましたら、申請先の市区町村の担当課へお知らせください。電話番号は、その市区町村の案内や申請のページの下にあります。紙での申請など、別の方法もご案内します。"</p>
        </Section>
    }
}

/// The result of each criterion, as it is.
#[component]
fn Results() -> impl IntoView {
    let rows = CRITERIA
        .into_iter()
        .map(|Criterion { number, name, level, tested }| {
            view! {
                <tr>
                    <th scope="row">{format!("{number} {name}")}</th>
                    <td>{level.word()}</td>
                    <td>{tested.method()}</td>
                    <td>{tested.result()}</td>
                </tr>
            }
        })
        .collect_view();
    let screens = SCREENS.iter().map(|(_, name)| view! { <li>{*name}</li> }).collect_view();
    let tested = TESTED_ON.map(|day| format!("{}に検査した結果です。", format_date(day))).unwrap_or_default();
    view! {
        <Section title="達成基準ごとの結果">
            <p>{tested}"「未実施」は、人による試験がまだのものです。"</p>
            <Table
                caption="JIS X 8341-3:2016 レベルA・AAの38の達成基準"
                density=Density::Dense
                columns=vec![Column::new("達成基準"), Column::new("レベル"), Column::new("確かめ方"), Column::new("結果")]
            >
                {rows}
            </Table>
            <p><a href=paths::accessibility_report()>"この結果をCSVで受け取る"</a></p>
            <Details summary=format!("検査した画面（{}種類）", SCREENS.len())><ul>{screens}</ul></Details>
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_claims_no_test_that_was_not_made() {
        let owner = Owner::new();
        let html = owner.with(|| view! { <AccessibilityPage/> }.to_html());
        assert!(html.contains("配慮") && html.contains("まだ行っていません"), "{html}");
        assert!(!html.contains("準拠"), "準拠 needs a published test: {html}");
    }
}
