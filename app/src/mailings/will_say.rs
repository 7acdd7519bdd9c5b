//! What a mail of a survey or an invitation will say, for whoever reads it before it leaves.

use elements::Details;
use leptos::prelude::*;

/// Its subject and its text, folded.
pub(crate) fn will_say((subject, text): (String, String)) -> impl IntoView {
    view! {
        <Details summary="送るメールの文を確かめる">
            <p>{format!("件名：{subject}")}</p>
            <p class="said__body">{text}</p>
            <p class="muted">"この後に、差出人の名前・住所・電話番号と、配信停止の案内が付きます。"</p>
        </Details>
    }
}
