//! Pairs of offices that may be one, those that were told apart, and the mergers that were made.

use crate::{
    messages::offices::{self as words, merging},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{MergerId, OfficeId},
    merging::Sign,
    office_number::OfficeNumber,
    offices::Status,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Column, Details, EmptyState, HiddenField, Notice,
    NoticeKind, PageHeader, PostForm, Section, Table, Tag, Tone,
};
use leptos::prelude::*;

/// An office of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairSide {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// 事業所名.
    pub name: String,
    /// 法人名.
    pub corporation: String,
    /// 住所.
    pub address: String,
    /// 電話番号.
    pub phone: String,
    /// Whether it is open.
    pub status: Status,
}

/// Two offices that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairLine {
    /// Both.
    pub sides: [PairSide; 2],
    /// Why.
    pub signs: Vec<Sign>,
}

/// A pair that somebody said is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApartLine {
    /// Both, with what they are called.
    pub sides: [(OfficeId, String); 2],
    /// Who said so.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A merger that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergerLine {
    /// Its id.
    pub id: MergerId,
    /// The office that stayed.
    pub survivor: String,
    /// The office that became part of it.
    pub merged: String,
    /// Who merged them.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// It was undone.
    pub undone: bool,
}

/// The page.
#[component]
pub fn DuplicatesPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The pairs of the page.
    pairs: Vec<PairLine>,
    /// How many pairs there are.
    all: usize,
    /// Pairs that were told apart.
    apart: Vec<ApartLine>,
    /// The newest mergers.
    mergers: Vec<MergerLine>,
    /// Whether the viewer may change the register.
    keeper: bool,
    /// What was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
) -> impl IntoView {
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let shown = pairs.len();
    let more = (all > shown).then(|| {
        view! { <p>{format!("{all}組のうち、根拠の多い{shown}組です。処理すると、続きが出ます。")}</p> }
    });
    let body = if pairs.is_empty() {
        view! {
            <EmptyState title="同じかもしれない事業所はありません">
                <p>"事業所名・住所・電話番号・法人・番号の近さを比べています。ここに出ない事業所は、事業所の画面の「ほかの事業所と統合する」から探せます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        pairs.into_iter().map(|pair| one(&slug, pair, keeper)).collect_view().into_any()
    };
    let apart = (!apart.is_empty()).then(|| told_apart(&slug, apart, keeper));
    let mergers = (!mergers.is_empty()).then(|| made(&slug, mergers));
    view! {
        {done}
        <BackLink href=paths::offices(&slug) label="事業所台帳"/>
        <PageHeader title="同じかもしれない事業所" lead="二重に登録されている事業所を見つけて、1つに統合します。統合は後から取り消せます。"/>
        {more}
        {body}
        {apart}
        {mergers}
    }
}

fn one(slug: &str, PairLine { sides, signs }: PairLine, keeper: bool) -> impl IntoView + use<> {
    let [first, second] = &sides;
    let (one, other) = (first.id, second.id);
    let names = format!("{} {} と {} {}", first.number, first.name, second.number, second.name);
    let (compare, apart) = (format!("{names}を比べて統合する"), format!("{names}は同じではない"));
    let action = paths::telling_apart(slug);
    let href = paths::merging_with(slug, one, other);
    let decide = keeper.then(|| {
        view! {
            <PostForm action=action class="inline">
                <HiddenField name="first" value=one.to_string()/>
                <HiddenField name="second" value=other.to_string()/>
                <Buttons>
                    <a class="button" href=href aria-label=compare>"比べて統合する"</a>
                    <button type="submit" class="button button--quiet" name="act" value="apart" aria-label=apart>"同じではない"</button>
                </Buttons>
            </PostForm>
        }
    });
    let rows = sides.into_iter().map(|side| row(slug, side)).collect_view();
    view! {
        <Section title=merging::signs(&signs)>
            <Table caption=names caption_hidden=true columns=columns()>{rows}</Table>
            {decide}
        </Section>
    }
}

fn columns() -> Vec<Column> {
    ["事業所番号", "事業所名", "法人", "住所", "電話番号"].map(Column::new).to_vec()
}

fn row(slug: &str, side: PairSide) -> impl IntoView + use<> {
    let PairSide { id, number, name, corporation, address, phone, status } = side;
    let tag = (status != Status::Active)
        .then(|| view! { " "<Tag tone=Tone::Neutral label=words::status(status)/> });
    view! {
        <tr>
            <td class="nowrap">{number.to_string()}</td>
            <th scope="row"><a href=paths::office(slug, id)>{name}</a>{tag}</th>
            <td>{corporation}</td>
            <td>{address}</td>
            <td class="nowrap">{phone}</td>
        </tr>
    }
}

fn told_apart(slug: &str, apart: Vec<ApartLine>, keeper: bool) -> impl IntoView + use<> {
    let summary = format!("同じではないと記録した組（{}組）", apart.len());
    let items = apart
        .into_iter()
        .map(|ApartLine { sides: [(first, one), (second, other)], by, at }| {
            let label = format!("{one}と{other}を候補に戻す");
            let action = paths::telling_apart(slug);
            let back = keeper.then(|| {
                view! {
                    <PostForm action=action class="inline">
                        <HiddenField name="first" value=first.to_string()/>
                        <HiddenField name="second" value=second.to_string()/>
                        <button type="submit" class="button button--quiet" name="act" value="again" aria-label=label>"候補に戻す"</button>
                    </PostForm>
                }
            });
            view! {
                <li>
                    <a href=paths::office(slug, first)>{one}</a>" と "<a href=paths::office(slug, second)>{other}</a>
                    <p class="muted">{format!("{by}　{}", when::moment(at))}</p>
                    {back}
                </li>
            }
        })
        .collect_view();
    view! { <Details summary=summary><ul>{items}</ul></Details> }
}

fn made(slug: &str, mergers: Vec<MergerLine>) -> impl IntoView + use<> {
    let rows = mergers
        .into_iter()
        .map(|MergerLine { id, survivor, merged, by, at, undone }| {
            let tag = undone.then(|| view! { " "<Tag tone=Tone::Neutral label="取り消しました"/> });
            view! {
                <tr>
                    <th scope="row"><a href=paths::merger(slug, id)>{merged}</a>{tag}</th>
                    <td>{survivor}</td>
                    <td>{by}<br/><span class="muted">{when::moment(at)}</span></td>
                </tr>
            }
        })
        .collect_view();
    let columns = ["統合した事業所", "統合先", "だれが・いつ"].map(Column::new).to_vec();
    view! {
        <Section title="これまでの統合">
            <Table caption="これまでの統合" caption_hidden=true columns>{rows}</Table>
        </Section>
    }
}

/// Finding the office with which another is merged.
#[component]
pub fn MergingSearchPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The office.
    office: OfficeId,
    /// Its number and name.
    name: String,
    /// What was searched for.
    searched: String,
    /// What is found, or proposed where nothing was searched for.
    found: Vec<PairSide>,
    /// How many are found.
    total: u64,
) -> impl IntoView {
    use elements::{FormState, SearchField, SearchForm};
    let form = FormState::filled(domain::form::Typed::default().with("q", searched.clone()));
    let title =
        if searched.is_empty() { "同じかもしれない事業所" } else { "見つかった事業所" };
    let list = if found.is_empty() {
        let told = if searched.is_empty() {
            "似ている事業所は見つかりませんでした。番号か名称で探してください。"
        } else {
            "条件に合うほかの事業所はありません。語を減らすか、番号で探してください。"
        };
        view! { <p>{told}</p> }.into_any()
    } else {
        let rows = found
            .into_iter()
            .map(|side| {
                let href = paths::merging_with(&slug, office, side.id);
                let label = format!("{} {}と比べる", side.number, side.name);
                view! {
                    <tr>
                        <td class="nowrap">{side.number.to_string()}</td>
                        <th scope="row">{side.name}</th>
                        <td>{side.corporation}</td>
                        <td>{side.address}</td>
                        <td><a href=href aria-label=label>"比べる"</a></td>
                    </tr>
                }
            })
            .collect_view();
        let columns = ["事業所番号", "事業所名", "法人", "住所", "統合"].map(Column::new).to_vec();
        view! { <Table caption=title caption_hidden=true columns>{rows}</Table> }.into_any()
    };
    let count = (!searched.is_empty()).then(|| view! { <p role="status">{format!("{total}件")}</p> });
    view! {
        <BackLink href=paths::office(&slug, office) label="事業所へ戻る"/>
        <PageHeader title="ほかの事業所と統合する" caption=name lead="同じ事業所が二重に登録されているときに、1つにまとめます。相手の事業所を選んでください。"/>
        <SearchForm action=paths::merging(&slug, office) label="統合する相手をさがす">
            <SearchField form=&form name="q" label="名称・カナ・番号・法人・住所・電話"/>
            <Button kind=ButtonKind::Secondary>"さがす"</Button>
        </SearchForm>
        <Section title=title>{count}{list}</Section>
        <Buttons><ButtonLink href=paths::duplicates(&slug) kind=ButtonKind::Secondary>"同じかもしれない事業所の一覧"</ButtonLink></Buttons>
    }
}
