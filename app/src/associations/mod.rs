//! 関係団体: bodies that are no offices, how they are reached, and the offices that belong to them.

mod mailing;

pub use mailing::{AssociationMailingPage, MailingChoice};

use crate::{
    exports::SaveLinks,
    messages::associations::{kind, label},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    associations::{Association, Field, Kind},
    ids::{AssociationId, OfficeId},
};
use elements::{
    BackLink, Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Choice, Column, Crumb, Density,
    EmptyState, ErrorSummary, FormState, HiddenField, InputMode, Notice, NoticeKind, PageHeader, PostForm,
    Section, SelectField, SummaryList, SummaryRow, Table, Tag, TextArea, TextField, Tone, Width,
};
use leptos::prelude::*;

/// An association in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssociationLine {
    /// Its id.
    pub id: AssociationId,
    /// What is known of it.
    pub association: Association,
    /// Since when it is in no audience any more.
    pub put_away_at: Option<DateTime<Utc>>,
    /// How many offices belong to it.
    pub members: u64,
}

/// The list.
#[component]
pub fn AssociationsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The associations.
    lines: Vec<AssociationLine>,
    /// Whether the viewer may add one.
    may_write: bool,
) -> impl IntoView {
    let add = may_write.then(|| {
        view! {
            <ButtonLink href=paths::association_mailing(&slug) kind=ButtonKind::Secondary>"お知らせを送る"</ButtonLink>
            <ButtonLink href=paths::new_association(&slug)>"関係団体を登録する"</ButtonLink>
        }
    });
    let export = format!("{}?", paths::associations_export(&slug));
    let list = if lines.is_empty() {
        view! {
            <EmptyState title="関係団体はまだありません">
                <p>"事業者連絡会、介護支援専門員の会、社会福祉協議会など、事業所ではない相手を登録します。周知の相手に選べます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { {rows(&slug, lines)}<SaveLinks what="関係団体の一覧" here=export/> }.into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("伴走支援", paths::follow_up(&slug))] here="関係団体"/>
        <PageHeader title="関係団体" lead="事業所ではない、周知の相手です。入っている事業所を登録すると、対象リストの条件に使えます。">{add}</PageHeader>
        {list}
    }
}

fn rows(slug: &str, lines: Vec<AssociationLine>) -> impl IntoView + use<> {
    let rows = lines
        .into_iter()
        .map(|AssociationLine { id, association, put_away_at, members }| {
            let away = put_away_at.map(|_| view! { " "<Tag tone=Tone::Neutral label="使っていません"/> });
            let phone = association.phone.map(|phone| phone.to_string()).unwrap_or_default();
            let email = association.email.map(|email| email.to_string()).unwrap_or_default();
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=paths::association(slug, id)>{association.name}</a>{away}</th>
                    <td role="cell" data-label="種類">{kind(association.kind)}</td>
                    <td role="cell" data-label="担当の方">{association.person}</td>
                    <td role="cell" data-label="電話番号" class="nowrap">{phone}</td>
                    <td role="cell" data-label="メールアドレス">{email}</td>
                    <td role="cell" data-label="入っている事業所" class="number">{format!("{members}件")}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("名称"),
        Column::new("種類"),
        Column::new("担当の方"),
        Column::new("電話番号"),
        Column::new("メールアドレス"),
        Column::number("入っている事業所"),
    ];
    view! { <Table caption="関係団体" caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }
}

/// What the page of one shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssociationView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The association.
    pub line: AssociationLine,
    /// With which version it was seen.
    pub version: i32,
    /// Since when its address wants no outreach.
    pub stopped: Option<DateTime<Utc>>,
    /// The mails it got: subject, where they stand, when they were written.
    pub mails: Vec<(String, &'static str, DateTime<Utc>)>,
    /// The activities of campaigns that reach it: what and what came back, and where.
    pub reached: Vec<(String, String)>,
    /// The offices that belong to it: id, number, name.
    pub offices: Vec<(OfficeId, String, String)>,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<String>,
    /// Numbers that are in no register, as they were typed.
    pub wrong: Vec<String>,
}

/// One association.
#[component]
pub fn AssociationPage(
    /// What is shown.
    page: AssociationView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let AssociationView { slug, line, version, stopped, mails, reached, offices, may_write, done, wrong } =
        page;
    let AssociationLine { id, association, put_away_at, members: _ } = line;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let name = association.name.clone();
    let actions = may_write.then(|| {
        view! { <ButtonLink href=paths::edit_association(&slug, id) kind=ButtonKind::Secondary>"直す"</ButtonLink> }
    });
    let tag = put_away_at.map(|at| (Tone::Neutral, format!("{}から使っていません", when::moment(at))));
    let closure = may_write.then(|| {
        let (act, words) = if put_away_at.is_some() {
            ("return", "また使う")
        } else {
            ("put-away", "使うのをやめる")
        };
        view! {
            <PostForm action=paths::association_closure(&slug, id) class="inline">
                <HiddenField name="version" value=version.to_string()/>
                <Button kind=ButtonKind::Quiet name="act" value=act>{words}</Button>
            </PostForm>
        }
    });
    let crumbs = vec![
        Crumb::new("伴走支援", paths::follow_up(&slug)),
        Crumb::new("関係団体", paths::associations(&slug)),
    ];
    let reached = (!reached.is_empty()).then(|| {
        let lines = reached
            .into_iter()
            .map(|(words, href)| view! { <li><a href=href>{words}</a></li> })
            .collect_view();
        view! { <Section title="対象になった活動"><ul>{lines}</ul></Section> }
    });
    let join = may_write.then(|| join(&slug, id, form.clone(), wrong));
    let belonging = belonging(&slug, id, offices, may_write);
    let mails = if mails.is_empty() {
        view! { <p>"まだありません。"</p> }.into_any()
    } else {
        let lines = mails
            .into_iter()
            .map(|(subject, state, at)| {
                view! { <li>{format!("{subject}（{state}、{}）", when::moment(at))}</li> }
            })
            .collect_view();
        view! { <ul>{lines}</ul> }.into_any()
    };
    view! {
        {done}
        <ErrorSummary form/>
        <Breadcrumb crumbs here=name.clone()/>
        <PageHeader title=name caption=kind(association.kind) tag=tag>{actions}</PageHeader>
        <Section title="連絡先">{facts(association, stopped)}{closure}</Section>
        <Section title="送ったお知らせ">{mails}</Section>
        {reached}
        <Section title="入っている事業所">{belonging}{join}</Section>
    }
}

fn facts(association: Association, stopped: Option<DateTime<Utc>>) -> impl IntoView {
    let fill = association.fill();
    let rows = [
        Field::Person,
        Field::Email,
        Field::Phone,
        Field::Fax,
        Field::PostalCode,
        Field::Address,
        Field::Note,
    ]
    .into_iter()
    .map(|field| {
        let value = fill.get(field.name()).to_owned();
        let value = if value.is_empty() { "―".to_owned() } else { value };
        view! { <SummaryRow label=label(field)>{value}</SummaryRow> }
    })
    .collect_view();
    let stopped = stopped.map(|at| {
        let words = format!("止めています（{}から）", when::moment(at));
        view! { <SummaryRow label="お知らせの配信">{words}</SummaryRow> }
    });
    view! { <SummaryList dense=true>{rows}{stopped}</SummaryList> }
}

fn belonging(
    slug: &str,
    id: AssociationId,
    offices: Vec<(OfficeId, String, String)>,
    may_write: bool,
) -> AnyView {
    if offices.is_empty() {
        return view! { <p>"まだ登録していません。"</p> }.into_any();
    }
    let rows = offices
        .into_iter()
        .map(|(office, number, name)| {
            let of = format!("：{name}");
            let remove = may_write.then(|| {
                view! {
                    <PostForm action=paths::association_member_removal(slug, id, office) class="inline">
                        <Button kind=ButtonKind::Quiet>"外す"<span class="hidden">{of}</span></Button>
                    </PostForm>
                }
            });
            view! {
                <tr>
                    <td class="nowrap">{number}</td>
                    <th scope="row"><a href=paths::office(slug, office)>{name.clone()}</a></th>
                    <td>{remove}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::new("事業所番号"), Column::new("事業所名"), Column::unseen("操作")];
    view! { <Table caption="入っている事業所" caption_hidden=true density=Density::Dense columns>{rows}</Table> }.into_any()
}

fn join(slug: &str, id: AssociationId, form: FormState, wrong: Vec<String>) -> impl IntoView + use<> {
    let told = (!wrong.is_empty()).then(|| {
        let lines = wrong.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <Notice kind=NoticeKind::Error title="まだ登録していません。次の番号を直して、もう一度送ってください"><ul>{lines}</ul></Notice>
        }
    });
    view! {
        {told}
        <PostForm action=paths::association_members(slug, id)>
            <TextArea form=&form name="numbers" label="加える事業所の事業所番号" rows=5 hint="1行に1つ。表計算ソフトの列を貼り付けられます"/>
            <Button kind=ButtonKind::Secondary>"加える"</Button>
        </PostForm>
    }
}

/// The form of one.
#[component]
pub fn AssociationFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The association that is corrected, with its version; none for a new one.
    editing: Option<(AssociationId, i32)>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (title, action, back) = match editing {
        None => ("関係団体を登録する", paths::new_association(&slug), paths::associations(&slug)),
        Some((id, _)) => {
            ("関係団体の登録を直す", paths::edit_association(&slug, id), paths::association(&slug, id))
        }
    };
    let version =
        editing.map(|(_, version)| view! { <HiddenField name="version" value=version.to_string()/> });
    let kinds = Kind::ALL.map(|one| Choice::new(one.name(), kind(one))).to_vec();
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=form.clone()/>
        <PageHeader title lead="メールアドレス、電話番号、FAX番号、住所のどれか1つは入力してください。"/>
        <PostForm action>
            {version}
            <TextField form=&form name=Field::Name.name() label=label(Field::Name) hint="例：みどり野市介護事業者連絡会" width=Width::Long autocomplete="off"/>
            <SelectField form=&form name=Field::Kind.name() label=label(Field::Kind) options=kinds/>
            <TextField form=&form name=Field::Person.name() label=label(Field::Person) optional=true width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::Email.name() label=label(Field::Email) optional=true inputmode=InputMode::Email width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::Phone.name() label=label(Field::Phone) optional=true inputmode=InputMode::Tel width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Fax.name() label=label(Field::Fax) optional=true inputmode=InputMode::Tel width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::PostalCode.name() label=label(Field::PostalCode) optional=true inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Address.name() label=label(Field::Address) optional=true autocomplete="off"/>
            <TextArea form=&form name=Field::Note.name() label=label(Field::Note) optional=true rows=3/>
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}
