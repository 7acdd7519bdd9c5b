//! 次に声をかける事業所: whom to ask now, why, and how that is worked out.

use super::OfficeRow;
use crate::{
    adoption::AdoptionParts,
    exports::SaveLinks,
    messages::network::{Reason, asking, gain, reason},
    paths,
};
use chrono::NaiveDate;
use domain::{
    form::Typed,
    network::{AskingField as Field, Gain},
    wareki::format_date,
};
use elements::{
    Button, ButtonKind, Choice, Column, Density, Details, EmptyState, ErrorSummary, FormState, HiddenField,
    InputMode, Notice, PageHeader, PostForm, Section, SelectField, Table, TextField, Width,
};
use leptos::prelude::*;

/// An office to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextLine {
    /// The office.
    pub office: OfficeRow,
    /// What speaks for it.
    pub reason: Reason,
    /// What is expected when everybody up to here is asked.
    pub sum: Gain,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The day for which it holds.
    pub on: NaiveDate,
    /// The query of the address.
    pub asked: String,
    /// The 日常生活圏域 that can be chosen.
    pub areas: Vec<String>,
    /// The exchanges that are possible now.
    pub now: u64,
    /// All links.
    pub links: u64,
    /// Whom to ask, in this order.
    pub lines: Vec<NextLine>,
    /// Campaigns that are open, by id and name.
    pub campaigns: Vec<(String, String)>,
    /// Whether the viewer may write.
    pub may_write: bool,
}

/// The page. `form` is what was asked for; `handing` what was typed to hand the list over.
#[component]
pub fn NextPage(
    /// What it shows.
    next: NextView,
    /// What was asked for.
    form: FormState,
    /// What was typed to hand the list over.
    handing: FormState,
) -> impl IntoView {
    let told = if form.has_errors() { form.clone() } else { handing.clone() };
    let (slug, possible) = (next.slug.clone(), told_now(&next));
    let (question, list, hand) = (question(&next, form), list(&next), hand_over(&next, handing));
    view! {
        <AdoptionParts slug=slug.clone() here="次に声をかける事業所"/>
        <ErrorSummary form=told/>
        <PageHeader title="次に声をかける事業所" lead="いま声をかけると、データでのやりとりがいちばん多く始まる事業所を、順に挙げます。"/>
        <p role="status">{possible}</p>
        {question}
        {list}
        {hand}
        {model(&slug)}
    }
}

fn told_now(next: &NextView) -> String {
    let NextView { on, now, links, .. } = next;
    let Some(last) = next.lines.last() else {
        return format!("{}現在、わかっている{links}組のうち{now}組がやりとりできます。", format_date(*on));
    };
    format!(
        "{}現在、わかっている{links}組のうち{now}組がやりとりできます。次の{}か所が導入すると、さらに{}組が始まる{}。",
        format_date(*on),
        next.lines.len(),
        gain(last.sum),
        if last.reason.expected { "見込みです" } else { "計算です" },
    )
}

fn question(next: &NextView, form: FormState) -> impl IntoView + use<> {
    let options: Vec<Choice> = next.areas.iter().map(|area| Choice::new(area, area)).collect();
    let areas = (!options.is_empty()).then(|| {
        view! {
            <SelectField form=&form name=Field::Area.name() label=asking(Field::Area) options blank=Some("すべて".to_owned()) optional=true width=Width::Medium/>
        }
    });
    let action = paths::next_best(&next.slug);
    let changed = Field::CHANCES.into_iter().any(|field| !matches!(form.value(field.name()), "" | "100"));
    let chances = Field::CHANCES
        .into_iter()
        .map(|field| {
            let label = format!("「{}」の見込み", asking(field));
            view! {
                <TextField form=&form name=field.name() label inputmode=InputMode::Numeric width=Width::Short suffix="%" optional=true autocomplete="off"/>
            }
        })
        .collect_view();
    view! {
        <Section title="挙げ方">
            <form method="get" action=action class="form" novalidate>
                <TextField form=&form name=Field::Most.name() label=asking(Field::Most) hint="1から100まで。例：10" inputmode=InputMode::Numeric width=Width::Short suffix="か所" autocomplete="off"/>
                {areas}
                <Details summary="声をかけたときに導入する見込みを変える" open=changed>
                    <p>"導入状況ごとに、声をかけた事業所のうちどれだけが導入すると見込むかです。はじめはすべて100%（断られることを見込まない）です。0%にした事業所は挙げません。"</p>
                    {chances}
                </Details>
                <Button kind=ButtonKind::Secondary>"挙げ直す"</Button>
            </form>
        </Section>
    }
}

fn list(next: &NextView) -> impl IntoView + use<> {
    let slug = next.slug.clone();
    if next.lines.is_empty() {
        return view! {
            <Section title="声をかける順">
                <EmptyState title="挙げられる事業所がありません">
                    <p>"連携先の組がわかっていて、まだ導入していない事業所があると、ここに挙がります。連携先がどこも導入していないうちは、1か所ではやりとりが始まらないので、「何か所まで」を2か所以上にしてください。"</p>
                    <p><a href=paths::network(&slug)>"連携のつながりを見る"</a></p>
                </EmptyState>
            </Section>
        }
        .into_any();
    }
    let rows = next
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let record = next.may_write.then(|| {
                let label = format!("{}の支援を記録する", line.office.name);
                view! { <br/><a href=paths::new_follow_up(&slug, line.office.id) aria-label=label>"支援を記録する"</a> }
            });
            view! {
                <tr role="row">
                    <td role="cell" class="number" data-label="順">{(at + 1).to_string()}</td>
                    <th scope="row" role="rowheader">{line.office.name_link(&slug)}<br/><span class="muted">{line.office.number.clone()}" "{line.office.area.clone()}</span>{record}</th>
                    <td role="cell" data-label="導入状況">{line.office.state_tag()}</td>
                    <td role="cell" data-label="理由">{reason(&line.reason)}</td>
                    <td role="cell" class="number" data-label="増えるやりとり（組）">{format!("+{}", gain(line.reason.gain))}</td>
                    <td role="cell" class="number" data-label="ここまでの合計（組）">{gain(line.sum)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::number("順"),
        Column::new("事業所"),
        Column::new("導入状況"),
        Column::new("理由"),
        Column::number("増えるやりとり（組）"),
        Column::number("ここまでの合計（組）"),
    ];
    let export = paths::next_best_export(&slug, &next.asked);
    view! {
        <Section title="声をかける順">
            <Table caption="声をかける順" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table>
            <SaveLinks what="次に声をかける事業所" here=export/>
        </Section>
    }
    .into_any()
}

fn hand_over(next: &NextView, form: FormState) -> Option<AnyView> {
    if !next.may_write || next.lines.is_empty() {
        return None;
    }
    let numbers: Vec<String> = next.lines.iter().map(|line| line.office.number.clone()).collect();
    let form = if form.value("name").is_empty() && !form.has_errors() {
        let name = format!("次に声をかける事業所（{}）", format_date(next.on));
        FormState::filled(Typed::default().with("name", name))
    } else {
        form
    };
    let options: Vec<Choice> = next.campaigns.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let campaigns = (!options.is_empty()).then(|| {
        view! {
            <SelectField form=&form name="campaign" label="電話をかける活動を加えるキャンペーン" options blank=Some("加えない（リストだけ保存する）".to_owned()) optional=true/>
        }
    });
    let asked = if next.asked.is_empty() { String::new() } else { format!("?{}", next.asked) };
    let action = format!("{}{asked}", paths::next_best(&next.slug));
    Some(
        view! {
            <Section title="この一覧を使う">
                <p>"対象リストに保存すると、お知らせの宛先、キャンペーンの活動、デモ・説明会の案内に選べます。保存するのは、いま見えている事業所です。"</p>
                <PostForm action>
                    <HiddenField name="numbers" value=numbers.join("\n")/>
                    <TextField form=&form name="name" label="リストの名前" autocomplete="off"/>
                    {campaigns}
                    <Button>"対象リストに保存する"</Button>
                </PostForm>
            </Section>
        }
        .into_any(),
    )
}

fn model(slug: &str) -> impl IntoView + use<> {
    let source = paths::network(slug);
    view! {
        <Section title="この順の決め方と限界">
            <ul>
                <li>"やりとりは、連携先の組の両方が導入すると1組始まると数えます。組ごとのケアプランの件数は数えません。"</li>
                <li>"1か所ずつ、それまでに挙げた事業所も導入したものとして、増えるやりとりがいちばん多い事業所を挙げます。1か所だけでは何も始まらないときと、連携先どうしの2か所なら、いちばん多い1か所の2倍より多く始まるときは、その2か所を一緒に挙げます。"</li>
                <li>"同じ数のときは、導入した連携先が多い、連携先が多い、事業所番号が小さい、の順です。"</li>
                <li>"最初の1か所は必ずいちばん多く増える事業所です。2か所では最善の半分以上、それより多いときは最善の「か所数+1」分の1以上になることを確かめています。多くの事業所が同時に導入してはじめて効く集まりは、この順では後になることがあります。"</li>
                <li>"わかっている連携先だけで数えます。記録のない連携先は数に入りません。"<a href=source>"連携先の一覧を見る"</a></li>
            </ul>
            <Notice title="順番は、声をかける手がかりです。事業所の都合や、これまでのやりとりも合わせて決めてください"/>
        </Section>
    }
}
