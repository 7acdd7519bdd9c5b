//! 周知・支援の記録の廃棄: what officers wrote of people in outreach, whose time is over; and the second person.

use crate::{paths, when};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{ids::DisposalId, wareki::format_date};
use elements::{
    Breadcrumb, Button, ButtonKind, Buttons, Column, Crumb, Density, ErrorSummary, FormState, HiddenField,
    Notice, NoticeKind, PageHeader, PostForm, Section, Stat, Stats, SummaryList, SummaryRow, Table, Tag,
    TextArea, Tone,
};
use leptos::prelude::*;

/// The name of the note in both forms.
pub const NOTE: &str = "note";
/// The name of the field that says which proposal was read.
pub const READ_PROPOSAL: &str = "proposal";

/// A proposal that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingDisposal {
    /// Its id.
    pub id: DisposalId,
    /// What ended until this day goes.
    pub until: NaiveDate,
    /// Who proposed it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// A word of theirs.
    pub note: String,
    /// Whether the viewer proposed it.
    pub own: bool,
}

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedDisposal {
    /// What ended until this day.
    pub until: NaiveDate,
    /// Who proposed it.
    pub by: String,
    /// How it stands.
    pub state: (Tone, &'static str),
    /// Who decided, and when.
    pub decided: String,
    /// With which word.
    pub note: String,
    /// How many went.
    pub gone: u64,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutreachDisposalView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Until which day something must have ended; none before the calendar of the product.
    pub until: Option<NaiveDate>,
    /// What of which kind has had its time.
    pub words: Vec<(&'static str, u64)>,
    /// A proposal that waits.
    pub waiting: Option<WaitingDisposal>,
    /// Those before.
    pub decided: Vec<DecidedDisposal>,
    /// Whether the viewer may propose.
    pub may_propose: bool,
    /// Whether the viewer may decide.
    pub may_decide: bool,
    /// What was just done.
    pub done: Option<&'static str>,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn OutreachDisposalPage(
    /// What it shows.
    view: OutreachDisposalView,
) -> impl IntoView {
    let OutreachDisposalView { slug, until, words, waiting, decided, may_propose, may_decide, done, form } =
        view;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let total: u64 = words.iter().map(|(_, count)| count).sum();
    let stats = words
        .into_iter()
        .map(|(label, count)| view! { <Stat label value=count.to_string() unit="件"/> })
        .collect_view();
    let over = until.map(|until| {
        view! { <p>{format!("{}までに終わったもののうち、まだ消していない件数です。", format_date(until))}</p> }
    });
    let summary = form.clone();
    let action = paths::outreach_disposal(&slug);
    let next = match waiting {
        Some(waiting) => waits(&slug, waiting, may_decide, form).into_any(),
        None if may_propose && total > 0 => propose(action, form).into_any(),
        None if total == 0 => view! { <p>"保存年限が満了した記録はありません。"</p> }.into_any(),
        None => view! { <p>"担当の職員が、廃棄を提案できます。"</p> }.into_any(),
    };
    let crumbs = vec![
        Crumb::new("年度・記録", paths::records(&slug)),
        Crumb::new("保存年限と廃棄", paths::disposals(&slug)),
    ];
    let decided = (!decided.is_empty()).then(|| before(decided));
    view! {
        {done}
        <ErrorSummary form=summary/>
        <Breadcrumb crumbs here="周知・支援の記録"/>
        <PageHeader title="周知・支援の記録の廃棄" lead="電話や訪問のメモ、伴走支援の記録の文、お知らせの宛先と本文、アンケートの自由記述は、5年の保存年限が満了したら、ほかの人の承認を受けて消します。件数、日付、結果は残ります。"/>
        <Section title="保存年限が満了した記録"><Stats>{stats}</Stats>{over}{next}</Section>
        {decided}
    }
}

fn propose(action: String, form: FormState) -> impl IntoView {
    view! {
        <PostForm action>
            <TextArea form=&form name=NOTE label="承認する人に伝えること" hint="500文字まで。" optional=true rows=3/>
            <Buttons><Button>"廃棄を提案する"</Button></Buttons>
        </PostForm>
    }
}

fn waits(slug: &str, waiting: WaitingDisposal, may_decide: bool, form: FormState) -> impl IntoView + use<> {
    let WaitingDisposal { id, until, by, at, note, own } = waiting;
    let note = (!note.is_empty()).then(|| view! { <SummaryRow label="伝えること">{note}</SummaryRow> });
    let action = paths::outreach_disposal_decision(slug);
    let decide = match (may_decide, own) {
        (true, false) => view! {
            <PostForm action>
                <HiddenField name=READ_PROPOSAL value=id.to_string()/>
                <TextArea form=&form name=NOTE label="差し戻す理由" hint="差し戻すときに入力します。500文字まで。" optional=true rows=3/>
                <Buttons>
                    <Button kind=ButtonKind::Warning name="act" value="approve">"承認して消す"</Button>
                    <Button kind=ButtonKind::Quiet name="act" value="refuse">"差し戻す"</Button>
                </Buttons>
            </PostForm>
        }
        .into_any(),
        (true, true) => view! { <p>"提案した人は、承認できません。ほかの決裁者が承認します。"</p> }.into_any(),
        (false, _) => view! { <p>"決裁者の承認を待っています。承認されるまで、何も消えません。"</p> }.into_any(),
    };
    view! {
        <SummaryList dense=true>
            <SummaryRow label="消すもの">{format!("{}までに終わったもの", format_date(until))}</SummaryRow>
            <SummaryRow label="提案した人">{format!("{by}（{}）", when::moment(at))}</SummaryRow>
            {note}
        </SummaryList>
        {decide}
    }
}

fn before(decided: Vec<DecidedDisposal>) -> impl IntoView {
    let rows = decided
        .into_iter()
        .map(|DecidedDisposal { until, by, state: (tone, word), decided, note, gone }| {
            let note = (!note.is_empty()).then(|| view! { <br/>{note} });
            view! {
                <tr>
                    <th scope="row">{format_date(until)}</th>
                    <td>{by}</td>
                    <td><Tag tone label=word/>{note}</td>
                    <td>{decided}</td>
                    <td class="number">{gone.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("いつまでのもの"),
        Column::new("提案した人"),
        Column::new("状態"),
        Column::new("決定"),
        Column::number("消した件数"),
    ];
    view! {
        <Section title="これまでの廃棄">
            <Table caption="これまでの廃棄" caption_hidden=true columns density=Density::Dense>{rows}</Table>
        </Section>
    }
}
