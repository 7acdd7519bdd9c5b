//! 保存年限と廃棄: classes by programme, lists of records whose time is over, and the decision of a second person.

use crate::{
    exports::SaveLinks,
    messages::{records as words, subsidies::stage},
    paths, when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{ApplicationId, DisposalId, ProgrammeId},
    money::Yen,
    subsidies::StageName,
    wareki::{format_date, format_date_short},
    year_end::Retention,
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Choice, Choices, Column, Crumb, Density, EmptyState,
    ErrorSummary, FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SelectField,
    Table, Tag, TextArea, TextField, Tone, Width,
};
use leptos::prelude::*;

/// A list, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalLine {
    /// Which.
    pub id: DisposalId,
    /// When and by whom it was made.
    pub made: String,
    /// How many records.
    pub cases: u64,
    /// How it stands.
    pub state: (Tone, &'static str),
}

/// The class of a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionLine {
    /// Which.
    pub id: ProgrammeId,
    /// Its title and year.
    pub title: String,
    /// Its class.
    pub class: Retention,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalsView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Records whose time is over and that stand in no list.
    pub due: u64,
    /// Every list, the newest first.
    pub lists: Vec<DisposalLine>,
    /// The classes.
    pub retentions: Vec<RetentionLine>,
    /// Whether the officer makes lists and gives classes.
    pub may_make: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// A list whose first line is one of its choices.
const NO_BLANK: Option<String> = None;

fn crumbs(slug: &str) -> Vec<Crumb> {
    vec![Crumb::new("年度・記録", paths::records(slug)), Crumb::new("保存年限と廃棄", paths::disposals(slug))]
}

/// The page.
#[component]
pub fn DisposalsPage(
    /// What it shows.
    disposals: DisposalsView,
) -> impl IntoView {
    let DisposalsView { slug, due, lists, retentions, may_make, done } = disposals;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let new = paths::new_disposal(&slug);
    let make = (may_make && due > 0).then(|| {
        view! { <Buttons><ButtonLink href=new>"廃棄の一覧を作る"</ButtonLink></Buttons> }
    });
    let lists = if lists.is_empty() {
        view! { <EmptyState title="廃棄の一覧はまだありません"/> }.into_any()
    } else {
        let rows = lists
            .into_iter()
            .map(|DisposalLine { id, made, cases, state: (tone, word) }| {
                view! {
                    <tr>
                        <th scope="row"><a href=paths::disposal(&slug, id)>{made}</a></th>
                        <td class="number">{cases}</td>
                        <td><Tag tone label=word/></td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![Column::new("作成"), Column::number("件数"), Column::new("状態")];
        view! { <Table caption="廃棄の一覧" caption_hidden=true density=Density::Dense columns>{rows}</Table> }.into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("年度・記録", paths::records(&slug))] here="保存年限と廃棄"/>
        {done}
        <PageHeader title="保存年限と廃棄" lead="保存年限は、完了した年度の翌年度から数え、年度の終わり（3月31日）で満了します。満了前に消えることはありません。"/>
        <p>{format!("保存年限が満了し、廃棄の一覧に入っていない記録が{due}件あります。")}</p>
        {make}
        <p><a href=paths::outreach_disposal(&slug)>"周知・支援の記録の廃棄"</a></p>
        <Section title="廃棄の一覧">{lists}</Section>
        <Retentions slug=slug.clone() retentions may_make/>
    }
}

#[component]
fn Retentions(slug: String, retentions: Vec<RetentionLine>, may_make: bool) -> impl IntoView {
    let rows = retentions
        .into_iter()
        .map(|RetentionLine { id, title, class }| {
            let form =
                FormState::filled(domain::form::Typed::default().with("years", class.years().to_string()));
            let (action, label) = (paths::retention(&slug), format!("{title}の保存年限"));
            let change = may_make.then(|| {
                let options = Retention::CLASSES
                    .into_iter()
                    .map(|one| Choice::new(one.years().to_string(), words::retention(one)))
                    .collect();
                view! {
                    <PostForm action class="inline">
                        <HiddenField name="programme" value=id.to_string()/>
                        <SelectField form name="years" label options blank=NO_BLANK width=Width::Short/>
                        <Button kind=ButtonKind::Quiet>"変更する"</Button>
                    </PostForm>
                }
            });
            view! { <tr><th scope="row">{title}</th><td>{words::retention(class)}</td><td>{change}</td></tr> }
        })
        .collect_view();
    let columns = vec![Column::new("補助事業"), Column::new("保存年限"), Column::unseen("変更")];
    view! {
        <Section title="補助事業ごとの保存年限">
            <Table caption="補助事業ごとの保存年限" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        </Section>
    }
}

/// A record of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalCaseLine {
    /// Which.
    pub id: ApplicationId,
    /// Its number.
    pub receipt: String,
    /// 事業所名 and number.
    pub office: String,
    /// Title of the programme.
    pub programme: String,
    /// How it ended.
    pub stage: StageName,
    /// The amount.
    pub amount: Yen,
    /// When it was completed.
    pub completed_on: NaiveDate,
    /// Until when it had to be kept.
    pub kept_until: NaiveDate,
    /// Its class.
    pub class: Retention,
    /// Why it is kept after all.
    pub kept: Option<String>,
}

fn heads() -> Vec<Column> {
    vec![
        Column::new("受付番号"),
        Column::new("事業所"),
        Column::new("補助事業"),
        Column::new("結果"),
        Column::number("額"),
        Column::new("完了"),
        Column::new("保存の満了"),
        Column::new("区分"),
    ]
}

fn cells(line: &DisposalCaseLine) -> impl IntoView + use<> {
    view! {
        <th scope="row">{line.receipt.clone()}</th>
        <td>{line.office.clone()}</td>
        <td>{line.programme.clone()}</td>
        <td>{stage(line.stage)}</td>
        <td class="number">{line.amount.to_string()}</td>
        <td class="nowrap">{format_date_short(line.completed_on)}</td>
        <td class="nowrap">{format_date_short(line.kept_until)}</td>
        <td>{words::retention(line.class)}</td>
    }
}

fn what_goes() -> impl IntoView {
    view! {
        <Section title="承認すると">
            <ul>
                <li>"消えるもの：申請の内容と連絡先、添付書類、審査の所見と連絡、通知書の宛名と理由、送ったメールの本文"</li>
                <li>"残るもの：受付番号、事業所番号、補助事業、結果、金額、日付、通知書の文書番号、予算の台帳、監査記録"</li>
                <li>"元に戻すことはできません。控え（バックアップ）からは、その保存期間が過ぎると消えます。"</li>
            </ul>
        </Section>
    }
}

/// What the page that makes a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDisposalView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The records, the oldest first.
    pub lines: Vec<DisposalCaseLine>,
    /// How many there are in all.
    pub total: u64,
    /// What was typed.
    pub form: FormState,
}

/// The page that makes a list.
#[component]
pub fn NewDisposalPage(
    /// What it shows.
    disposal: NewDisposalView,
) -> impl IntoView {
    let NewDisposalView { slug, lines, total, form } = disposal;
    let some = (total > lines.len() as u64)
        .then(|| view! { <p>{format!("満了した{total}件のうち、古いものから{}件を一覧にします。", lines.len())}</p> });
    let trail = crumbs(&slug);
    let (typed, action, back) = (form.clone(), paths::new_disposal(&slug), paths::disposals(&slug));
    let body = if lines.is_empty() {
        view! { <EmptyState title="保存年限の満了した記録はありません"/> }.into_any()
    } else {
        let rows = lines.iter().map(|line| view! { <tr>{cells(line)}</tr> }).collect_view();
        view! {
            {some}
            <Table caption="廃棄する記録" density=Density::Dense columns=heads()>{rows}</Table>
            {what_goes()}
            <PostForm action>
                <TextArea form=typed name="note" label="決裁者への申し送り" optional=true rows=3/>
                <Buttons>
                    <Button>"この一覧で承認を求める"</Button>
                    <ButtonLink kind=ButtonKind::Quiet href=back>"やめて戻る"</ButtonLink>
                </Buttons>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <ErrorSummary form/>
        <Breadcrumb crumbs=trail here="廃棄の一覧を作る"/>
        <PageHeader title="廃棄の一覧を作る"/>
        {body}
    }
}

/// What a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Which.
    pub id: DisposalId,
    /// The day on which it was made up.
    pub as_of: NaiveDate,
    /// Who made it, and when.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// A word of theirs.
    pub note: String,
    /// How it stands.
    pub state: (Tone, &'static str),
    /// Who decided, when and with which word.
    pub decided: Option<String>,
    /// Whether the officer decides it.
    pub may_decide: bool,
    /// Whether the officer made it and it waits: they may take it away.
    pub may_take_away: bool,
    /// The records.
    pub lines: Vec<DisposalCaseLine>,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// A list.
#[component]
pub fn DisposalRecordPage(
    /// What it shows.
    disposal: DisposalView,
) -> impl IntoView {
    let DisposalView {
        slug,
        id,
        as_of,
        by,
        at,
        note,
        state: (tone, word),
        decided,
        may_decide,
        may_take_away,
        lines,
        done,
    } = disposal;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let (decision, withdrawal) =
        (paths::disposal_decision(&slug, id), format!("{}/withdrawal", paths::disposal(&slug, id)));
    let decide = may_decide.then(|| {
        view! { <Buttons><ButtonLink href=decision>"承認する・差し戻す"</ButtonLink></Buttons> }
    });
    let take_away = may_take_away.then(|| {
        view! {
            <p>"承認は、ほかの人が行います。"</p>
            <PostForm action=withdrawal>
                <Button kind=ButtonKind::Secondary>"この一覧を取り下げる"</Button>
            </PostForm>
        }
    });
    let decided = decided.map(|decided| view! { <p>{decided}</p> });
    let note = (!note.is_empty()).then(|| view! { <p>{format!("申し送り：{note}")}</p> });
    let rows = lines
        .iter()
        .map(|line| {
            let kept = line.kept.clone().map(|why| format!("保存を延長：{why}"));
            view! { <tr>{cells(line)}<td>{kept}</td></tr> }
        })
        .collect_view();
    let columns = heads().into_iter().chain([Column::new("備考")]).collect();
    let save = paths::export_of(&paths::disposal(&slug, id));
    view! {
        <Breadcrumb crumbs=crumbs(&slug) here="廃棄の一覧"/>
        {done}
        <PageHeader title=format!("廃棄の一覧（{}件）", lines.len()) caption=format!("{}現在", format_date(as_of))/>
        <p><Tag tone label=word/>"　"{format!("{}に{by}さんが作りました。", when::moment(at))}</p>
        {note}
        {decided}
        {decide}
        {take_away}
        <SaveLinks what="廃棄の一覧" here=save/>
        <Table caption="廃棄する記録" caption_hidden=true density=Density::Dense columns>{rows}</Table>
    }
}

/// The page where a second person decides.
#[component]
pub fn DisposalDecisionPage(
    /// The municipality's word in addresses.
    slug: String,
    /// Which.
    id: DisposalId,
    /// The records.
    lines: Vec<DisposalCaseLine>,
    /// What was typed.
    form: FormState,
    /// Why it was not decided.
    refused: Option<&'static str>,
) -> impl IntoView {
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let (trail, action, back) =
        (crumbs(&slug), paths::disposal_decision(&slug, id), paths::disposal(&slug, id));
    let (typed, summary) = (form.clone(), form.clone());
    let rows = lines
        .iter()
        .map(|line| {
            let name = format!("keep.{}", line.id);
            let label = format!("{}の保存を延長する理由", line.receipt);
            view! {
                <tr>
                    {cells(line)}
                    <td><TextField form=&typed name label hint="空欄なら廃棄します" optional=true autocomplete="off"/></td>
                </tr>
            }
        })
        .collect_view();
    let columns = heads().into_iter().chain([Column::new("延長")]).collect();
    let options =
        vec![Choice::new("approve", "承認して廃棄する"), Choice::new("refuse", "差し戻す（何も消えません）")];
    view! {
        <ErrorSummary form=summary/>
        {refused}
        <Breadcrumb crumbs=trail here="廃棄の承認"/>
        <PageHeader title="廃棄を承認する"/>
        {what_goes()}
        <PostForm action>
            <Table caption="廃棄する記録" density=Density::Dense columns>{rows}</Table>
            <Choices form=&form name="act" legend="どうしますか" options/>
            <TextArea form=&form name="note" label="承認・差戻しの理由" hint="差し戻すときは必ず書いてください。" optional=true rows=3/>
            <Buttons>
                <Button kind=ButtonKind::Warning>"この内容で決める"</Button>
                <ButtonLink kind=ButtonKind::Quiet href=back>"やめて戻る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
