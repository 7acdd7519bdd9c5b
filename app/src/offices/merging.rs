//! Two offices side by side, the choice of what is kept, the last look before they are merged, and the merger afterwards.

use crate::{
    messages::offices::{self as words, merging},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{MergerId, OfficeId},
    merging::{
        Belongings, Conflict, Hindrance, Keep, SURVIVOR, ServiceConflict, detail_field, service_field,
    },
    office_number::OfficeNumber,
    offices::{Detail, Particulars},
};
use elements::{
    BackLink, Button, Buttons, Choice, Choices, Column, Density, ErrorSummary, FormState, HiddenField,
    Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, Table,
};
use leptos::prelude::*;

/// One of the two offices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergingSide {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// Counts its edits.
    pub version: i32,
    /// What is known of it.
    pub particulars: Particulars,
    /// Its services, in words.
    pub services: Vec<String>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// What goes to the other if this one goes.
    pub belongings: Belongings,
}

impl MergingSide {
    fn called(&self) -> String {
        format!("{} {}", self.number, self.particulars.name)
    }

    fn value(&self, detail: Detail) -> String {
        self.particulars.get(detail).map(|text| words::value(detail, &text)).unwrap_or_default()
    }
}

/// Both offices, with what differs and what is in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergingView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The first office, from whose card it began.
    pub first: MergingSide,
    /// The other.
    pub second: MergingSide,
    /// What differs of the offices.
    pub conflicts: Vec<Conflict>,
    /// What differs of the services that both have.
    pub services: Vec<ServiceConflict>,
    /// What must be put right before.
    pub hindrances: Vec<Hindrance>,
}

/// The choice of what is kept.
#[component]
pub fn MergingPage(
    /// Both offices.
    merging: MergingView,
    /// What is chosen.
    form: FormState,
) -> impl IntoView {
    let MergingView { slug, first, second, conflicts, services, hindrances } = merging;
    let action = paths::merging_with(&slug, first.id, second.id);
    let back = paths::office(&slug, first.id);
    let sides = side_by_side(&first, &second);
    let unmerged = back.clone();
    let body = if hindrances.is_empty() {
        let (first_version, second_version) = (first.version.to_string(), second.version.to_string());
        let questions = questions(form.clone(), &first, &second, conflicts, services);
        view! {
            <PostForm action=action>
                <HiddenField name="first_version" value=first_version/>
                <HiddenField name="second_version" value=second_version/>
                {questions}
                <Buttons>
                    <Button name="act" value="check">"統合の内容を確かめる"</Button>
                    <a href=unmerged>"統合せずに戻る"</a>
                </Buttons>
            </PostForm>
        }
        .into_any()
    } else {
        hindered(&hindrances).into_any()
    };
    view! {
        <BackLink href=back label="事業所へ戻る"/>
        <ErrorSummary form=&form/>
        <PageHeader title="2つの事業所を統合する" caption=format!("{} と {}", first.called(), second.called()) lead="どちらを残すかと、内容が違う項目でどちらを使うかを選びます。まだ統合しません。"/>
        {sides}
        {body}
    }
}

/// Why the two cannot be merged yet.
fn hindered(hindrances: &[Hindrance]) -> impl IntoView + use<> {
    let lines = hindrances.iter().map(|one| view! { <p>{merging::hindrance(one)}</p> }).collect_view();
    view! { <Notice kind=NoticeKind::Warning title="このままでは統合できません">{lines}</Notice> }
}

fn side_by_side(first: &MergingSide, second: &MergingSide) -> impl IntoView + use<> {
    let differing = |(label, one, other): (String, String, String)| {
        let mark = (one != other && !one.is_empty() && !other.is_empty())
            .then(|| view! { " "<span class="muted">"（違います）"</span> });
        view! { <tr><th scope="row">{label}{mark}</th><td>{one}</td><td>{other}</td></tr> }
    };
    let services = |side: &MergingSide| side.services.join("、");
    let rows = Detail::ALL
        .into_iter()
        .map(|detail| (words::detail(detail).to_owned(), first.value(detail), second.value(detail)))
        .filter(|(_, one, other)| !one.is_empty() || !other.is_empty())
        .chain([
            ("サービス".to_owned(), services(first), services(second)),
            ("最後の変更".to_owned(), when::moment(first.updated_at), when::moment(second.updated_at)),
        ])
        .map(differing)
        .collect_view();
    let columns = vec![
        Column::new("項目"),
        Column::new(first.number.to_string()),
        Column::new(second.number.to_string()),
    ];
    view! {
        <Section title="2つの事業所の内容">
            <Table caption="2つの事業所の内容" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        </Section>
    }
}

fn questions(
    form: FormState,
    first: &MergingSide,
    second: &MergingSide,
    conflicts: Vec<Conflict>,
    services: Vec<ServiceConflict>,
) -> impl IntoView + use<> {
    let detail_form = form.clone();
    let service_form = form.clone();
    let both = [(Keep::KeepFirst, first), (Keep::KeepSecond, second)];
    let survivors: Vec<_> = both
        .into_iter()
        .map(|(keep, side)| {
            let other = if keep == Keep::KeepFirst { second } else { first };
            let moves = merging::belongings(&other.belongings);
            let hint = if moves.is_empty() {
                "もう一方から移る記録はありません".to_owned()
            } else {
                let moves: Vec<_> =
                    moves.into_iter().map(|(what, count)| format!("{what} {count}")).collect();
                format!("もう一方から移るもの：{}", moves.join("、"))
            };
            Choice::new(keep.name(), side.called()).hint(hint)
        })
        .collect();
    let numbers = [first.number, second.number];
    let details = conflicts
        .into_iter()
        .filter(|conflict| conflict.detail.leader() == conflict.detail)
        .map(|Conflict { detail, first, second }| {
            let options = [(Keep::KeepFirst, first), (Keep::KeepSecond, second)]
                .into_iter()
                .zip(numbers)
                .map(|((keep, text), number)| {
                    Choice::new(keep.name(), words::value(detail, &text)).hint(format!("{number} の内容"))
                })
                .collect::<Vec<_>>();
            view! { <Choices form=detail_form.clone() name=detail_field(detail) legend=words::detail(detail) options/> }
        })
        .collect_view();
    let services = services
        .into_iter()
        .map(|ServiceConflict { service, conflicts }| {
            let options = [Keep::KeepFirst, Keep::KeepSecond]
                .into_iter()
                .zip(numbers)
                .map(|(keep, number)| {
                    let said: Vec<_> = conflicts
                        .iter()
                        .map(|conflict| {
                            let text =
                                if keep == Keep::KeepFirst { &conflict.first } else { &conflict.second };
                            let value = words::value(conflict.detail, text);
                            format!("{}：{value}", words::detail(conflict.detail))
                        })
                        .collect();
                    Choice::new(keep.name(), format!("{number} の内容")).hint(said.join("、"))
                })
                .collect::<Vec<_>>();
            let legend = format!("サービス「{}」の内容", service.name());
            view! { <Choices form=service_form.clone() name=service_field(service) legend options/> }
        })
        .collect_view();
    view! {
        <Section title="残す事業所">
            <Choices form=form name=SURVIVOR legend="どちらの事業所（番号）を残しますか" options=survivors
                hint="もう一方は台帳の一覧に出なくなり、その番号で探すと残した事業所が見つかります"/>
        </Section>
        <Section title="残す内容">
            <p>"片方にしかない内容は、そのまま残ります。"</p>
            {details}
            {services}
        </Section>
    }
}

/// The last look before two offices are merged.
#[component]
pub fn MergingCheckPage(
    /// Both offices.
    merging: MergingView,
    /// What will be known of the one that stays.
    particulars: Particulars,
    /// Its services, in words.
    services: Vec<String>,
    /// Which of the two stays.
    survivor: Keep,
    /// What was chosen, to be posted again.
    typed: Vec<(String, String)>,
) -> impl IntoView {
    let MergingView { slug, first, second, .. } = merging;
    let action = paths::merging_with(&slug, first.id, second.id);
    let (stays, goes) = match survivor {
        Keep::KeepFirst => (first, second),
        Keep::KeepSecond => (second, first),
    };
    let rows = Detail::ALL
        .into_iter()
        .filter_map(|detail| {
            let value = words::value(detail, &particulars.get(detail)?);
            Some(view! { <SummaryRow label=words::detail(detail)>{value}</SummaryRow> })
        })
        .collect_view();
    let hidden = typed
        .into_iter()
        .filter(|(name, _)| !matches!(name.as_str(), "act" | "csrf" | "once"))
        .map(|(name, value)| view! { <HiddenField name=name value=value/> })
        .collect_view();
    let back = action.clone();
    view! {
        <PageHeader title="この内容で統合しますか" caption=format!("{} を {} に統合します", goes.called(), stays.called()) lead="統合した後も、残した事業所が変更されるまでは取り消せます。"/>
        <Section title="統合した後の内容">
            <SummaryList dense=true>
                <SummaryRow label="事業所番号">{stays.number.to_string()}</SummaryRow>
                {rows}
                <SummaryRow label="サービス">{services.join("、")}</SummaryRow>
            </SummaryList>
        </Section>
        <Section title=format!("{} から移るもの", goes.number)>{moves(&goes.belongings)}</Section>
        <PostForm action=action>
            {hidden}
            <Buttons>
                <Button name="act" value="merge">"この内容で統合する"</Button>
                <a href=back>"選び直す"</a>
            </Buttons>
        </PostForm>
    }
}

fn moves(belongings: &Belongings) -> AnyView {
    let lines = merging::belongings(belongings);
    if lines.is_empty() {
        return view! { <p>"移る記録はありません。"</p> }.into_any();
    }
    let rows = lines
        .into_iter()
        .map(|(what, count)| view! { <SummaryRow label=what>{count}</SummaryRow> })
        .collect_view();
    view! { <SummaryList dense=true>{rows}</SummaryList> }.into_any()
}

/// A merger that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergerView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Its id.
    pub id: MergerId,
    /// The office that stayed.
    pub survivor: OfficeId,
    /// What the office that stayed is called.
    pub stays: String,
    /// What the office that became part of it was called.
    pub goes: String,
    /// What both had: what it is called, what the one that stayed had, the other, and what is kept.
    pub details: Vec<(&'static str, [String; 3])>,
    /// What was moved.
    pub belongings: Belongings,
    /// Who merged them.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether it can be undone.
    pub undo: Undoable,
    /// Whether the viewer may undo it.
    pub keeper: bool,
    /// It was just made.
    pub fresh: bool,
}

/// Whether a merger can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undoable {
    /// It can.
    Yes,
    /// It was undone: by whom, when.
    Undone(String, DateTime<Utc>),
    /// The office was changed since: what differs, as it was made and as it is.
    Changed(Vec<(String, String, String)>),
    /// The office was merged into another since.
    MergedOn,
}

/// One merger, with the button that undoes it.
#[component]
pub fn MergerPage(
    /// The merger.
    merger: MergerView,
) -> impl IntoView {
    let MergerView { slug, id, survivor, stays, goes, details, belongings, by, at, undo, keeper, fresh } =
        merger;
    let done = fresh
        .then(|| view! { <Notice kind=NoticeKind::Success live=true title="2つの事業所を統合しました"/> });
    let rows = details
        .into_iter()
        .map(|(label, [own, other, kept])| {
            view! { <tr><th scope="row">{label}</th><td>{own}</td><td>{other}</td><td>{kept}</td></tr> }
        })
        .collect_view();
    let columns = ["項目", "残した事業所", "統合した事業所", "統合した後"].map(Column::new).to_vec();
    let card = paths::office(&slug, survivor);
    let action = paths::merger_undo(&slug, id);
    view! {
        {done}
        <BackLink href=paths::duplicates(&slug) label="同じかもしれない事業所"/>
        <PageHeader title="事業所の統合" caption=format!("{goes} を {stays} に統合")/>
        <SummaryList dense=true>
            <SummaryRow label="残した事業所"><a href=card>{stays}</a></SummaryRow>
            <SummaryRow label="統合した事業所">{goes}</SummaryRow>
            <SummaryRow label="統合した人">{by}</SummaryRow>
            <SummaryRow label="日時">{when::moment(at)}</SummaryRow>
        </SummaryList>
        {undoing(action, undo, keeper)}
        <Section title="内容">
            <Table caption="統合の前と後の内容" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        </Section>
        <Section title="移したもの">{moves(&belongings)}</Section>
    }
}

fn undoing(action: String, undo: Undoable, keeper: bool) -> Option<AnyView> {
    let view = match undo {
        Undoable::Yes if keeper => view! {
            <Section title="統合の取り消し">
                <p>"2つの事業所を統合の前の内容に戻し、移したものを元の事業所に戻します。"</p>
                <PostForm action=action><Button>"統合を取り消す"</Button></PostForm>
            </Section>
        }
        .into_any(),
        Undoable::Yes => return None,
        Undoable::Undone(by, at) => {
            let title = format!("この統合は、{}に{by}さんが取り消しました", when::moment(at));
            view! { <Notice title=title/> }.into_any()
        }
        Undoable::MergedOn => view! {
            <Notice kind=NoticeKind::Warning title="残した事業所が、さらにほかの事業所に統合されているため、取り消せません">
                <p>"取り消すときは、後の統合を先に取り消してください。"</p>
            </Notice>
        }
        .into_any(),
        Undoable::Changed(differences) => {
            let lines = differences
                .into_iter()
                .map(|(what, then, now)| view! { <p>{format!("{what}：{then} → {now}")}</p> })
                .collect_view();
            view! {
                <Notice kind=NoticeKind::Warning title="統合した後に、残した事業所が変更されたため、取り消せません">
                    {lines}
                    <p>"分けるときは、残した事業所の内容を直してください。統合した事業所の内容は、下の表にあります。"</p>
                </Notice>
            }
            .into_any()
        }
    };
    Some(view)
}
