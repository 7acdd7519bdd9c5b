//! 抽選, 按分, 採点順: what it will come to, then one button that does it once.

use crate::{messages::subsidies::sharing_heading, paths};
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{Exhaustion, Seed},
};
use elements::{
    Breadcrumb, Button, Buttons, Crumb, ErrorSummary, FormState, HiddenField, Notice, NoticeKind, PageHeader,
    PostForm, SummaryList, SummaryRow, TextField, Width,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SharingView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub id: ProgrammeId,
    /// As it was read; the form carries it.
    pub version: i32,
    /// Its title.
    pub title: String,
    /// 抽選, 按分 or 採点順.
    pub policy: Exhaustion,
    /// How many wait.
    pub waiting: u64,
    /// What they ask for together.
    pub asked: Yen,
    /// What is left.
    pub remaining: Yen,
    /// Why it cannot be done yet, as a sentence.
    pub not_yet: Option<String>,
}

/// The page.
#[component]
pub fn SharingPage(
    /// What it shows.
    sharing: SharingView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let SharingView { slug, id, version, title, policy, waiting, asked, remaining, not_yet } = sharing;
    let (lottery, heading) = (policy == Exhaustion::Lottery, sharing_heading(policy));
    let lead = match policy {
        Exhaustion::Lottery => {
            "待機している申請の順番を、抽選の種から計算して決めます。予算が足りる順番までが繰り上がり、残りは待機のままです。"
        }
        Exhaustion::ByScore => {
            "待機している申請の順番を、採点の平均点の高い順に決めます。同じ点のときは受付順です。予算が足りる順番までが繰り上がり、残りは待機のままです。"
        }
        Exhaustion::ProRata | Exhaustion::Close | Exhaustion::Waitlist => {
            "待機しているすべての申請の補助額を、同じ割合で減らします。端数は切り捨てます。"
        }
    };
    let scores = (policy == Exhaustion::ByScore)
        .then(|| view! { <p><a href=paths::scores(&slug, id)>"採点と順番の一覧を見る"</a></p> });
    let suffices = (asked <= remaining).then(|| {
        view! { <Notice title="予算は足りています"><p>"すべての申請に、申請額のとおり予算を確保します。"</p></Notice> }
    });
    let (here, back) = (paths::sharing(&slug, id), paths::budget(&slug, id));
    let act = match not_yet {
        Some(why) => view! { <Notice kind=NoticeKind::Warning title=why/> }.into_any(),
        None => {
            let seed = lottery.then(|| {
                view! {
                    <TextField
                        form=&form
                        name="seed"
                        label="抽選の種"
                        hint=format!("あらかじめ公表した語句を、そのまま入力します。例：公表した日の日経平均株価の終値。{}文字まで", Seed::LONGEST)
                        width=Width::Long
                        autocomplete="off"
                    />
                }
            });
            view! {
                <PostForm action=here>
                    <HiddenField name="version" value=version.to_string()/>
                    {seed}
                    <p>"やり直すことはできません。繰り上がった申請者には、メールで知らせます。"</p>
                    <Buttons>
                        <Button>{format!("{waiting}件を{heading}")}</Button>
                        <a href=back>"やめて戻る"</a>
                    </Buttons>
                </PostForm>
            }
            .into_any()
        }
    };
    view! {
        <Breadcrumb
            crumbs=vec![
                Crumb::new("補助事業", paths::programmes(&slug)),
                Crumb::new(title.clone(), paths::programme(&slug, id)),
                Crumb::new("予算の台帳", paths::budget(&slug, id)),
            ]
            here=heading
        />
        <ErrorSummary form=&form/>
        <PageHeader title=heading caption=title lead/>
        <SummaryList dense=true>
            <SummaryRow label="待機している申請">{format!("{waiting}件")}</SummaryRow>
            <SummaryRow label="申請額の合計">{asked.to_string()}</SummaryRow>
            <SummaryRow label="予算の残額">{remaining.to_string()}</SummaryRow>
        </SummaryList>
        {scores}
        {suffices}
        {act}
    }
}
