//! S15 決裁のまとまり: proposals that are decided together: the list, making one, looking at it.

use super::{BudgetLine, decision::BudgetEffect};
use crate::{exports::SaveLinks, messages::subsidies::packet_state, paths};
use domain::{
    ids::{PacketId, ProposalId},
    money::Yen,
    subsidies::PacketField,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, Column, Crumb, Density, EmptyState,
    ErrorSummary, FilterChip, FilterChips, FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm,
    Section, SummaryList, SummaryRow, Table, Tag, TextArea, TextField, Tone,
};
use leptos::prelude::*;

/// One packet in the list.
#[derive(Debug, Clone)]
pub struct PacketLine {
    /// Its page.
    pub href: String,
    /// 起案番号.
    pub number: String,
    /// 件名.
    pub title: String,
    /// How many cases.
    pub cases: usize,
    /// Who made it and when.
    pub made: String,
    /// Whether it waits.
    pub open: bool,
    /// Whether it was dissolved.
    pub dissolved: bool,
}

/// The list.
#[component]
pub fn PacketsPage(
    /// The municipality's word in addresses.
    slug: String,
    /// Every packet, the newest first.
    packets: Vec<PacketLine>,
    /// Whether the officer may make one.
    may_make: bool,
) -> impl IntoView {
    let new = paths::new_packet(&slug);
    let make =
        may_make.then(|| view! { <Buttons><ButtonLink href=new>"起案をまとめる"</ButtonLink></Buttons> });
    let list = if packets.is_empty() {
        view! {
            <EmptyState title="まとめた起案はまだありません">
                <p>"起案した申請を何件かまとめて、一度に決裁できます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = packets
            .into_iter()
            .map(|PacketLine { href, number, title, cases, made, open, dissolved }| {
                let tone = if open {
                    Tone::Progress
                } else if dissolved {
                    Tone::Neutral
                } else {
                    Tone::Success
                };
                view! {
                    <tr>
                        <th scope="row"><a href=href>{number}</a></th>
                        <td>{title}</td>
                        <td class="number">{cases}</td>
                        <td>{made}</td>
                        <td><Tag tone label=packet_state(open, dissolved)/></td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("起案番号"),
            Column::new("件名"),
            Column::number("件数"),
            Column::new("まとめた人"),
            Column::new("状態"),
        ];
        view! { <Table caption="まとめた起案" caption_hidden=true density=Density::Dense columns>{rows}</Table> }.into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("申請の審査", paths::applications(&slug))] here="決裁のまとまり"/>
        <PageHeader title="決裁のまとまり" lead="起案した申請をまとめて、一度に決裁します。庁内の決裁（紙や文書管理システム）に回すこともできます。"/>
        {make}
        {list}
    }
}

/// What can be put together: proposals of one programme.
#[derive(Debug, Clone)]
pub struct OfferView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programmes of which something waits: title, address of this page for it, whether it is the one shown.
    pub programmes: Vec<(String, String, bool)>,
    /// The address of this page for the programme that is shown.
    pub here: String,
    /// The proposals, each with what it is in words.
    pub cases: Vec<(ProposalId, String)>,
}

/// The form.
#[component]
pub fn NewPacketPage(
    /// What can be put together.
    offer: OfferView,
    /// What is typed.
    form: FormState,
) -> impl IntoView {
    let OfferView { slug, programmes, here, cases } = offer;
    let back = paths::packets(&slug);
    let chips = (programmes.len() > 1).then(|| {
        let chips = programmes
            .into_iter()
            .map(|(title, href, current)| FilterChip::view(title, href, current))
            .collect();
        view! { <FilterChips label="補助事業" chips/> }
    });
    let body = if cases.is_empty() {
        view! {
            <EmptyState title="決裁を待つ起案がありません">
                <p>"申請を審査して起案すると、ここに並びます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let fields = form.clone();
        let options =
            cases.into_iter().map(|(id, words)| Choice::new(id.to_string(), words)).collect::<Vec<_>>();
        view! {
            <PostForm action=here>
                <TextField form=&fields name=PacketField::Title.name() label="件名" hint="例：7月受付分の交付決定について" autocomplete="off"/>
                <Checks form=&fields name=PacketField::Cases.name() legend="まとめる申請" options/>
                <TextArea form=&fields name=PacketField::Note.name() label="申し送り" hint="決裁者に伝えることがあれば書きます。庁内だけに見えます。" optional=true rows=3/>
                <Buttons>
                    <Button>"まとめて決裁に回す"</Button>
                    <a href=back>"やめて戻る"</a>
                </Buttons>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <Breadcrumb
            crumbs=vec![Crumb::new("申請の審査", paths::applications(&slug)), Crumb::new("決裁のまとまり", paths::packets(&slug))]
            here="起案をまとめる"
        />
        <ErrorSummary form/>
        <PageHeader title="起案をまとめる" lead="1つのまとまりには、1つの補助事業の申請だけを入れます。"/>
        {chips}
        {body}
    }
}

/// One case of a packet, as its pages show it.
#[derive(Debug, Clone)]
pub struct PacketCaseView {
    /// What is decided.
    pub proposal: ProposalId,
    /// 受付番号.
    pub receipt: String,
    /// The workspace.
    pub href: String,
    /// 事業所名.
    pub office: String,
    /// 交付 or 不交付, in words.
    pub outcome: String,
    /// 交付額; none for a refusal.
    pub amount: Option<Yen>,
    /// The reason of a refusal, or the clerk's word.
    pub reason: String,
    /// Who proposed.
    pub by: String,
    /// What became of it, in words; empty while it waits.
    pub result: String,
    /// Whether it can still be decided.
    pub waits: bool,
}

/// What stands at the head of a packet's pages.
#[derive(Debug, Clone)]
pub struct PacketHead {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Which.
    pub id: PacketId,
    /// As it was read; a form carries it.
    pub version: i32,
    /// 起案番号.
    pub number: String,
    /// 件名.
    pub title: String,
    /// The programme's title.
    pub programme: String,
    /// Who made it and when.
    pub made: String,
    /// A word to the approver.
    pub note: String,
    /// Whether it waits.
    pub open: bool,
    /// Whether it was dissolved.
    pub dissolved: bool,
    /// How it was decided, as facts.
    pub decided: Vec<(String, String)>,
    /// Whether there is a scanned sheet.
    pub scan: bool,
    /// What is granted together.
    pub total: Yen,
}

/// A packet.
#[derive(Debug, Clone)]
pub struct PacketView {
    /// Its head.
    pub head: PacketHead,
    /// What lies in it.
    pub cases: Vec<PacketCaseView>,
    /// What it does to the budget.
    pub budget: Vec<BudgetLine>,
    /// Whether the officer may decide it here.
    pub may_decide: bool,
    /// Why an approver may not, as a sentence.
    pub barred: Option<String>,
    /// Whether the officer may record a decision on paper.
    pub may_record: bool,
    /// Whether the officer may dissolve it.
    pub may_dissolve: bool,
    /// What was just done.
    pub done: Option<String>,
}

/// The page of a packet.
#[component]
pub fn PacketPage(
    /// What it shows.
    packet: PacketView,
) -> impl IntoView {
    let PacketView { head, cases, budget, may_decide, barred, may_record, may_dissolve, done } = packet;
    let (slug, id) = (head.slug.clone(), head.id);
    let save = paths::export_of(&paths::packet(&slug, id));
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let barred = barred.map(|title| view! { <Notice kind=NoticeKind::Warning title/> });
    let decide = may_decide
        .then(|| view! { <ButtonLink href=paths::packet_decision(&slug, id)>"決裁する"</ButtonLink> });
    let record = may_record.then(|| {
        view! { <ButtonLink kind=ButtonKind::Secondary href=paths::packet_record(&slug, id)>"庁内の決裁を記録する"</ButtonLink> }
    });
    let dissolve = may_dissolve.then(|| {
        view! {
            <PostForm action=paths::packet_dissolution(&slug, id) class="inline">
                <HiddenField name="version" value=head.version.to_string()/>
                <Button kind=ButtonKind::Quiet>"まとめるのをやめる"</Button>
            </PostForm>
        }
    });
    view! {
        <Head head=head.clone() here=None/>
        {done}
        {barred}
        <Buttons>
            {decide}
            {record}
            <ButtonLink kind=ButtonKind::Secondary href=paths::packet_sheet(&slug, id)>"起案（PDF）を印刷する"</ButtonLink>
        </Buttons>
        {dissolve}
        <Facts head/>
        <BudgetEffect budget/>
        <Section title="申請の一覧">
            <SaveLinks what="申請の一覧" here=save/>
            <CaseTable cases/>
        </Section>
    }
}

/// The way back and the heading.
#[component]
pub(super) fn Head(
    /// The packet.
    head: PacketHead,
    /// The page beside the packet's own, where it is one.
    here: Option<&'static str>,
) -> impl IntoView {
    let PacketHead { slug, id, number, title, open, dissolved, .. } = head;
    let mut crumbs = vec![
        Crumb::new("申請の審査", paths::applications(&slug)),
        Crumb::new("決裁のまとまり", paths::packets(&slug)),
    ];
    let here_words = match here {
        Some(here) => {
            crumbs.push(Crumb::new(number.clone(), paths::packet(&slug, id)));
            here.to_owned()
        }
        None => number.clone(),
    };
    let heading = here.map_or_else(|| title.clone(), str::to_owned);
    let caption = if here.is_some() { format!("{number}　{title}") } else { number };
    let tone = if open {
        Tone::Progress
    } else if dissolved {
        Tone::Neutral
    } else {
        Tone::Success
    };
    view! {
        <Breadcrumb crumbs here=here_words/>
        <PageHeader title=heading caption tag=Some((tone, packet_state(open, dissolved).to_owned()))/>
    }
}

/// What the packet is.
#[component]
pub(super) fn Facts(
    /// The packet.
    head: PacketHead,
) -> impl IntoView {
    let PacketHead { slug, id, programme, made, note, decided, scan, total, .. } = head;
    let note = (!note.is_empty()).then(|| view! { <SummaryRow label="申し送り">{note}</SummaryRow> });
    let decided = decided
        .into_iter()
        .map(|(label, value)| view! { <SummaryRow label=label>{value}</SummaryRow> })
        .collect_view();
    let scan = scan.then(|| {
        view! { <SummaryRow label="決裁された起案の写し"><a href=paths::packet_scan(&slug, id)>"開く"</a></SummaryRow> }
    });
    view! {
        <SummaryList dense=true>
            <SummaryRow label="補助事業">{programme}</SummaryRow>
            <SummaryRow label="まとめた人">{made}</SummaryRow>
            <SummaryRow label="交付額の合計"><strong>{total.to_string()}</strong></SummaryRow>
            {note}
            {decided}
            {scan}
        </SummaryList>
    }
}

#[component]
fn CaseTable(cases: Vec<PacketCaseView>) -> impl IntoView {
    let rows = cases
        .into_iter()
        .map(|case| {
            let amount = case.amount.map(|yen| yen.to_string());
            view! {
                <tr>
                    <th scope="row"><a href=case.href>{case.receipt}</a></th>
                    <td>{case.office}</td>
                    <td>{case.outcome}</td>
                    <td class="number">{amount}</td>
                    <td>{case.reason}</td>
                    <td>{case.by}</td>
                    <td>{if case.result.is_empty() { "決裁待ち".to_owned() } else { case.result }}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("受付番号"),
        Column::new("事業所"),
        Column::new("起案"),
        Column::number("交付額"),
        Column::new("理由・申し送り"),
        Column::new("起案した人"),
        Column::new("結果"),
    ];
    view! { <Table caption="申請の一覧" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
}
