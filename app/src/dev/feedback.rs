//! What speaks to a person: notices, tags, turns, buttons.

use elements::{
    Button, ButtonKind, ButtonLink, Buttons, Confirmation, Details, EmptyState, Notice, NoticeKind, PostForm,
    Section, Tag, Tone, Turn, TurnCard,
};
use leptos::prelude::*;

#[component]
pub(super) fn Feedback() -> impl IntoView {
    view! {
        <Section title="ボタン">
            <PostForm action="/dev/elements">
                <Buttons>
                    <Button>"この内容で申請する"</Button>
                    <Button kind=ButtonKind::Secondary>"下書きを保存する"</Button>
                    <Button kind=ButtonKind::Warning>"申請を取り下げる"</Button>
                    <Button kind=ButtonKind::Quiet>"自分の担当にする"</Button>
                    <ButtonLink href="/dev/elements" kind=ButtonKind::Secondary>"控えを見る"</ButtonLink>
                </Buttons>
            </PostForm>
        </Section>
        <Section title="お知らせ">
            <div class="stack">
                <Notice title="受付は令和8年12月25日(金)までです"/>
                <Notice kind=NoticeKind::Success title="下書きを保存しました">
                    <p>"続きは、いつでもこのページから入力できます。"</p>
                </Notice>
                <Notice kind=NoticeKind::Warning title="予算の残りが少なくなっています">
                    <p>"残りは120,000円です。申請額がこれを超えると、受け付けた順にお待ちいただくことがあります。"</p>
                </Notice>
                <Notice kind=NoticeKind::Error title="ファイルを読み取れませんでした">
                    <p>"パスワードの付いていないExcelかCSVのファイルを選んでください。"<a href="/dev/elements">"見本を見る"</a></p>
                </Notice>
            </div>
        </Section>
        <Section title="状態">
            <p class="cluster">
                <Tag label="下書き"/>
                <Tag tone=Tone::Info label="受付"/>
                <Tag tone=Tone::Progress label="審査中"/>
                <Tag tone=Tone::Success label="交付決定"/>
                <Tag tone=Tone::Attention label="補正依頼中"/>
                <Tag tone=Tone::Danger label="期限超過"/>
            </p>
        </Section>
        <Section title="いま誰の番か">
            <div class="stack measure">
                <TurnCard
                    turn=Turn::Yours
                    sentence="領収書を入れ直してください。"
                    about="ライセンス料補助　R8-0012　あおぞら居宅介護支援事業所"
                    deadline="令和8年11月30日(月)まで（あと5開庁日）"
                >
                    <Buttons><ButtonLink href="/dev/elements">"領収書を入れ直す"</ButtonLink></Buttons>
                </TurnCard>
                <TurnCard
                    turn=Turn::Theirs
                    sentence="市が内容を確認しています。"
                    about="ライセンス料補助　R8-0013"
                    deadline="令和8年12月22日(火)ごろまでにお知らせします。"
                />
                <TurnCard turn=Turn::Nobody sentence="交付が決定しました。" about="ライセンス料補助　R8-0009"/>
            </div>
        </Section>
        <Section title="受付完了の表示（見出し1として使う）">
            <Details summary="表示してみる" open=true><ConfirmationSample/></Details>
        </Section>
        <Section title="何もないとき">
            <EmptyState title="申請はまだありません">
                <p>"制度を公開すると、ここに届いた申請が並びます。"</p>
                <Buttons><ButtonLink href="/dev/elements" kind=ButtonKind::Secondary>"制度を作る"</ButtonLink></Buttons>
            </EmptyState>
        </Section>
    }
}

/// The panel carries the `h1` of its page; here it is shown as a copy without one.
#[component]
fn ConfirmationSample() -> impl IntoView {
    let owner = view! {
        <Confirmation title="申請を受け付けました" number="R8-0012">
            <p>"控えをメールで送りました。この番号は、お問い合わせのときに使います。"</p>
        </Confirmation>
    };
    let html = owner.to_html().replace("<h1", "<p").replace("</h1>", "</p>");
    view! { <div inner_html=html></div> }
}
