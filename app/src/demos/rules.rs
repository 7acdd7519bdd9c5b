//! What a federation asks of those who book.

use crate::{
    messages::demos::{rules_label, way},
    paths,
};
use domain::demos::{RulesField as Field, WAYS};
use elements::{
    Breadcrumb, Button, Buttons, Choice, Crumb, ErrorSummary, FormState, HiddenField, InputMode, Notice,
    NoticeKind, PageHeader, PostForm, Section, SelectField, TextField, Width,
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn RulesPage(
    /// The federation's word in addresses.
    slug: String,
    /// The edit it shows.
    version: i32,
    /// What was typed.
    form: FormState,
    /// Whether it was just kept.
    done: bool,
) -> impl IntoView {
    let done = done
        .then(|| view! { <Notice kind=NoticeKind::Success live=true title="予約の決まりを保存しました。"/> });
    let ways = || WAYS.into_iter().map(|minutes| Choice::new(minutes.to_string(), way(minutes))).collect();
    let action = paths::demo_rules(&slug);
    let (days, number, travel, hours) = (form.clone(), form.clone(), form.clone(), form.clone());
    let cities = paths::demo_cities(&slug);
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("デモ・説明会", paths::demos(&slug))] here="予約の決まり"/>
        {done}
        <ErrorSummary form=form.clone()/>
        <PageHeader title="予約の決まり" lead="市区町村が依頼できる日時と、講師・機材の移動時間です。連合会が決めるときは、目安として表示します。"/>
        <PostForm action>
            <HiddenField name="version" value=version.to_string()/>
            <Section title="依頼を受け付ける期間">
                <TextField form=days.clone() name=Field::Notice.name() label=rules_label(Field::Notice) hint="開催日の何日前までに依頼してもらうか" inputmode=InputMode::Numeric width=Width::Short suffix="日前" autocomplete="off"/>
                <TextField form=days name=Field::Horizon.name() label=rules_label(Field::Horizon) hint="何日先の開催まで受け付けるか" inputmode=InputMode::Numeric width=Width::Short suffix="日先" autocomplete="off"/>
            </Section>
            <Section title="人数の目安">
                <TextField form name=Field::Least.name() label=rules_label(Field::Least) hint="これより少ない依頼には、お断りせずにオンラインや相乗りを案内します。空にすると、人数を問いません" optional=true inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            </Section>
            <Section title="回数の目安">
                <TextField form=number name=Field::Yearly.name() label=rules_label(Field::Yearly) hint="1つの市区町村が、1つの年度に現地で開く回数です。オンラインと相乗りは数えません。超える依頼にも、お断りせずに公開枠・オンライン・相乗りを案内します。市区町村ごとに変えられます。空にすると、回数を問いません" optional=true inputmode=InputMode::Numeric width=Width::Short suffix="回" autocomplete="off"/>
                <p><a href=cities>"市区町村ごとの回数と電話番号"</a></p>
            </Section>
            <Section title="移動時間">
                <SelectField form=travel.clone() name=Field::Before.name() label=rules_label(Field::Before) hint="現地で開くとき、はじめに入る時間です。開催ごとに変えられます" width=Width::Short options=ways()/>
                <SelectField form=travel name=Field::After.name() label=rules_label(Field::After) width=Width::Short options=ways()/>
            </Section>
            <Section title="開ける曜日と時間">
                <HoursFields form=hours/>
            </Section>
            <Buttons><Button>"保存する"</Button></Buttons>
        </PostForm>
    }
}

/// The hours of a week; a day with neither is closed.
#[component]
pub fn HoursFields(
    /// The form.
    form: FormState,
) -> impl IntoView {
    let days = (0..7)
        .map(|day| {
            let (open, close) = (Field::Open(day), Field::Close(day));
            view! {
                <div class="panel split split--even">
                    <TextField form=form.clone() name=open.name() label=rules_label(open) optional=true width=Width::Short autocomplete="off"/>
                    <TextField form=form.clone() name=close.name() label=rules_label(close) optional=true width=Width::Short autocomplete="off"/>
                </div>
            }
        })
        .collect_view();
    view! {
        <p class="muted">"15分単位で入力します。例：9:00　午後5時。使わない曜日は、両方とも空にしてください。"</p>
        {days}
    }
}
