//! Rates that others published, with what they count and where they stand: beside ours, and in no calculation.

use super::frame::AdoptionParts;
use crate::{exports::SaveLinks, messages::adoption_counts as words, paths};
use domain::{
    adoption::{PublishedField as Field, PublishedRate},
    ids::PublishedRateId,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Column, DateField, Density, EmptyState,
    ErrorSummary, FormState, HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section,
    Table, Tag, TextArea, TextField, Tone, Width,
};
use leptos::prelude::*;

/// A rate of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedLine {
    /// Its id.
    pub id: PublishedRateId,
    /// What was published.
    pub rate: PublishedRate,
    /// Which house wrote it down.
    pub house: String,
    /// It stands in the viewer's own house, who may change it.
    pub own: bool,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The rates, the newest first.
    pub lines: Vec<PublishedLine>,
    /// The house has a register, and pages of its own numbers.
    pub register: bool,
    /// The house keeps them for everybody.
    pub central: bool,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn PublishedPage(
    /// What is shown.
    published: PublishedView,
) -> impl IntoView {
    let PublishedView { slug, lines, register, central, may_write, done } = published;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let lead = if central {
        "国や自治体、報道が公表した導入率を、出典と時点を付けて記録します。ここに書いたものは、すべての自治体・団体が見ます。"
    } else {
        "国や自治体、報道が公表した導入率です。国保中央会が記録したものと、この団体で加えたものを並べています。"
    };
    let (apart, why) = if register {
        ("この自治体の導入率とは比べられません", words::WHY_THEY_DIFFER)
    } else {
        ("互いに比べられません", words::WHY_THEY_DIFFER_FROM_EACH_OTHER)
    };
    let parts = register.then(|| view! { <AdoptionParts slug=slug.clone() here="公表された導入率"/> });
    let add = may_write
        .then(|| view! { <ButtonLink href=paths::new_published_rate(&slug)>"公表された導入率を加える"</ButtonLink> });
    let here = paths::published_rates_export(&slug);
    let list = if lines.is_empty() {
        view! { <EmptyState title="公表された導入率はまだ記録されていません"/> }.into_any()
    } else {
        view! { {table(&slug, lines, may_write)}<SaveLinks what="公表された導入率" here/> }.into_any()
    };
    view! {
        {done}
        <PageHeader title="公表された導入率" lead>{add}</PageHeader>
        {parts}
        <Notice title=apart><p>{why}</p></Notice>
        {list}
    }
}

/// The newest of them on the page of the city's own rate.
pub(super) fn beside(slug: &str, lines: Vec<PublishedLine>) -> impl IntoView + use<> {
    let all = paths::published_rates(slug);
    let list = if lines.is_empty() {
        view! { <p>"まだ記録されていません。"</p> }.into_any()
    } else {
        table(slug, lines.into_iter().take(5).collect(), false).into_any()
    };
    view! {
        <Section title="公表された導入率（参考）" id="published">
            <p>{words::WHY_THEY_DIFFER}</p>
            {list}
            <p><a href=all>"公表された導入率をすべて見る"</a></p>
        </Section>
    }
}

fn table(slug: &str, lines: Vec<PublishedLine>, may_write: bool) -> impl IntoView + use<> {
    let rows = lines.into_iter().map(|line| row(slug, line, may_write)).collect_view();
    let mut columns = vec![
        Column::new("どこの"),
        Column::number("割合"),
        Column::new("分子・分母"),
        Column::new("何を何で割ったものか"),
        Column::new("時点"),
        Column::new("出典"),
    ];
    if may_write {
        columns.push(Column::unseen("操作"));
    }
    view! { <Table caption="公表された導入率" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }
}

fn row(slug: &str, line: PublishedLine, may_write: bool) -> impl IntoView + use<> {
    let PublishedLine { id, rate, house, own } = line;
    let contradiction = words::contradiction(&rate)
        .map(|told| view! { <br/><Tag tone=Tone::Attention label="合いません"/>" "{told} });
    let definition = if rate.definition.is_empty() {
        view! { <span class="muted">"公表された資料に書かれていません"</span> }.into_any()
    } else {
        rate.definition.clone().into_any()
    };
    let note = (!rate.note.is_empty()).then(|| view! { <br/><span class="muted">{rate.note.clone()}</span> });
    let source = if rate.url.is_empty() {
        rate.source.clone().into_any()
    } else {
        view! { <a href=rate.url.clone() rel="noreferrer">{rate.source.clone()}</a> }.into_any()
    };
    let of = format!("：{}", rate.whose);
    let named = of.clone();
    let acts = may_write.then(|| {
        let acts = own.then(|| {
            view! {
                <ButtonLink href=paths::edit_published_rate(slug, id) kind=ButtonKind::Quiet>"直す"<span class="hidden">{named}</span></ButtonLink>
                <PostForm action=paths::published_rate_removal(slug, id) class="inline">
                    <Button kind=ButtonKind::Quiet>"削除する"<span class="hidden">{of}</span></Button>
                </PostForm>
            }
        });
        view! { <td role="cell">{acts}</td> }
    });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{rate.whose.clone()}</th>
            <td role="cell" data-label="割合" class="number nowrap">{words::percent(rate.rate())}</td>
            <td role="cell" data-label="分子・分母">{words::published_counts(&rate)}{contradiction}</td>
            <td role="cell" data-label="何を何で割ったものか">{definition}{note}</td>
            <td role="cell" data-label="時点" class="nowrap">{words::published_as_of(&rate)}</td>
            <td role="cell" data-label="出典">{source}<br/><span class="muted">{format!("記録：{house}")}</span></td>
            {acts}
        </tr>
    }
}

/// The form of one.
#[component]
pub fn PublishedFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The one that is corrected, with its version; none for a new one.
    editing: Option<(PublishedRateId, i32)>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, action) = match editing {
        None => ("公表された導入率を加える", paths::new_published_rate(&slug)),
        Some((id, _)) => ("公表された導入率を直す", paths::edit_published_rate(&slug, id)),
    };
    let version =
        editing.map(|(_, version)| view! { <HiddenField name="version" value=version.to_string()/> });
    let label = words::published_label;
    let back = paths::published_rates(&slug);
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title lead="資料に書かれているとおりに入力してください。割合か分子のどちらかがあれば記録できます。"/>
        <PostForm action>
            {version}
            <TextField form=&form name=Field::Whose.name() label=label(Field::Whose) hint="例：全国、みどり県、みどり野市" width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::Percent.name() label=label(Field::Percent) needed="割合か分子のどちらか" hint="例：9.8" width=Width::Short autocomplete="off"/>
            <TextField form=&form name=Field::Numerator.name() label=label(Field::Numerator) needed="割合か分子のどちらか" hint="例：28191" inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/>
            <TextField form=&form name=Field::Denominator.name() label=label(Field::Denominator) optional=true hint="書かれていないときは空のままにします。分子と割合から、およその数を示します" inputmode=InputMode::Numeric width=Width::Short autocomplete="off"/>
            <TextArea form=&form name=Field::Definition.name() label=label(Field::Definition) optional=true rows=3 hint="例：ライセンスを取得した事業所 ÷ 介護保険の全事業所（サービスごとに数える）"/>
            <DateField form=&form name=Field::AsOf.name() label=label(Field::AsOf)/>
            <Check form=&form name=Field::MonthOnly.name() label="日は分からない（月だけを表示する）"/>
            <TextField form=&form name=Field::Source.name() label=label(Field::Source) hint="例：厚生労働省の資料の名前、新聞の名前と日付" width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::Url.name() label=label(Field::Url) optional=true hint="例：https://www.example.jp/" autocomplete="off"/>
            <TextArea form=&form name=Field::Note.name() label=label(Field::Note) optional=true rows=2/>
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
