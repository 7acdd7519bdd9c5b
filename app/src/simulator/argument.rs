//! What no yen says: 返戻 (domain.md §1.11).

use elements::Section;
use leptos::prelude::*;

/// Why exchanged data keeps claims from coming back, in plain words and with its source.
#[component]
pub fn Returned() -> impl IntoView {
    view! {
        <Section title="お金のほかに：請求の返戻を減らせます">
            <p>"居宅介護支援事業所が出す給付管理票と、サービス事業所が出す介護サービスの請求は、国保連合会で突き合わされます。内容が合わないと、請求は返戻になります。"</p>
            <ul>
                <li>"請求の期間は、毎月5日ごろから10日までです。両方の事業所が、10日までに食い違いを見つけて直さなければなりません。"</li>
                <li>"間に合わないと、請求はひと月先に送られ、入金もひと月遅れます。"</li>
                <li>"予定と実績を同じデータでやりとりすると、転記の間違いによる食い違いがなくなり、返戻の電話や差替えが減ります。"</li>
            </ul>
            <p class="muted">"出典：介護保険最新情報 Vol.1310（令和6年9月18日）福島県国民健康保険団体連合会の説明。返戻が減る効果は、上の金額に含めていません。"</p>
        </Section>
    }
}
