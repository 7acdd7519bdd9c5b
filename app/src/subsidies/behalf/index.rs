//! Where papers are entered: what is half done, what waits for an answer, and the search for the next office.

use crate::{messages::subsidies::arrival as arrival_words, paths};
use domain::{
    form::Typed,
    ids::{ApplicationId, OfficeId},
    subsidies::{Arrival, ReceiptNumber},
    wareki::format_date,
};
use elements::{
    Button, Column, Density, EmptyState, FormState, Notice, NoticeKind, PageHeader, SearchField, SearchForm,
    Section, Table, Tag, Tone,
};
use leptos::prelude::*;

/// An office that the search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundOffice {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: String,
    /// 事業所名.
    pub name: String,
    /// 法人名; empty when not known.
    pub corporation: String,
    /// 住所.
    pub address: String,
}

/// A paper that an officer has to do with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// The application.
    pub id: ApplicationId,
    /// 事業所名 and number.
    pub office: String,
    /// The programme's title.
    pub programme: String,
    /// When and how it came.
    pub arrival: Arrival,
    /// Who began to enter it.
    pub by: String,
    /// What is to be done.
    pub state: PaperState,
}

/// What is to be done with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperState {
    /// Half entered.
    Draft,
    /// Asked back; the answer is to be entered when it comes.
    Returned {
        /// Its number.
        receipt: ReceiptNumber,
        /// Last day for the answer.
        due: chrono::NaiveDate,
    },
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct BehalfView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// What was searched.
    pub searched: String,
    /// It looks like the code of a form, and is none of ours.
    pub mistyped: bool,
    /// What was found; nothing before a search.
    pub found: Vec<FoundOffice>,
    /// How many there are in all.
    pub total: u64,
    /// Papers to go on with.
    pub papers: Vec<PaperLine>,
}

/// The page.
#[component]
pub fn BehalfPage(
    /// What it shows.
    behalf: BehalfView,
) -> impl IntoView {
    let BehalfView { slug, searched, mistyped, found, total, papers } = behalf;
    let form = FormState::filled(Typed::default().with("q", searched.clone()));
    let mistyped = mistyped.then(|| {
        view! {
            <Notice kind=NoticeKind::Warning live=true title="この入力コードの申請書は見つかりません">
                <p>"申請書の右上の「入力コード」を、1文字ずつ確かめてください。見つからないときは、事業所番号でさがせます。"</p>
            </Notice>
        }
    });
    let results = (!searched.is_empty()).then(|| results(&slug, found, total));
    let papers = (!papers.is_empty()).then(|| waiting(&slug, papers));
    view! {
        <PageHeader title="代理入力" lead="紙やFAXで届いた申請を、事業所に代わって入力します。入力の途中で保存できます。"/>
        <Section title="申請した事業所をさがす">
            <SearchForm action=paths::behalf(&slug) label="申請した事業所をさがす">
                <SearchField form name="q" label="入力コード・事業所番号・名称・カナ・法人・電話"/>
                <Button>"さがす"</Button>
            </SearchForm>
            {mistyped}
            {results}
        </Section>
        {papers}
    }
}

fn results(slug: &str, found: Vec<FoundOffice>, total: u64) -> impl IntoView + use<> {
    if found.is_empty() {
        let new = paths::new_office(slug);
        return view! {
            <EmptyState title="台帳に、この条件に合う事業所はありません">
                <p>"番号か名称の一部だけでお試しください。台帳にない事業所は、先に台帳に加えます。"</p>
                <p><a href=new>"台帳に事業所を追加する"</a></p>
            </EmptyState>
        }
        .into_any();
    }
    let shown = found.len();
    let summary = if u64::try_from(shown).unwrap_or(u64::MAX) < total {
        format!("{total}件のうち{shown}件を表示しています。語を増やすと絞り込めます。")
    } else {
        format!("{total}件が見つかりました。")
    };
    let rows = found
        .into_iter()
        .map(|FoundOffice { id, number, name, corporation, address }| {
            view! {
                <tr>
                    <td class="nowrap">{number}</td>
                    <th scope="row"><a href=paths::begin_on_behalf(slug, id)>{name}<span class="hidden">"の申請を入力する"</span></a></th>
                    <td>{corporation}</td>
                    <td>{address}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("事業所番号"),
        Column::new("事業所（選ぶと入力を始めます）"),
        Column::new("法人"),
        Column::new("所在地"),
    ];
    view! {
        <p role="status">{summary}</p>
        <Table caption="見つかった事業所" caption_hidden=true density=Density::Dense columns>{rows}</Table>
    }
    .into_any()
}

fn waiting(slug: &str, papers: Vec<PaperLine>) -> impl IntoView + use<> {
    let filling = paths::Filling::on_behalf(slug);
    let rows = papers
        .into_iter()
        .map(|PaperLine { id, office, programme, arrival, by, state }| {
            let (tone, label, note) = match state {
                PaperState::Draft => (Tone::Info, "入力中", by),
                PaperState::Returned { receipt, due } => (
                    Tone::Attention,
                    "補正の回答待ち",
                    format!("受付番号 {receipt}　期限 {}", format_date(due)),
                ),
            };
            view! {
                <tr>
                    <th scope="row"><a href=filling.application(id)>{office}</a></th>
                    <td class="nowrap"><Tag tone label/></td>
                    <td class="nowrap">{arrival_words(arrival)}</td>
                    <td>{note}</td>
                    <td>{programme}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("事業所"),
        Column::new("状態"),
        Column::new("到達"),
        Column::new("入力した人・期限"),
        Column::new("補助事業"),
    ];
    view! {
        <Section title="続きを入力する">
            <Table caption="入力の続きがある申請" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        </Section>
    }
}
