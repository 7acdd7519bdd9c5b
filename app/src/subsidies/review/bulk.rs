//! まとめて行う操作: what would happen to which applications, and afterwards what became of each of them.

use crate::{
    messages::subsidies::{bulk_kind, not_possible, stage, stage_tone},
    paths,
};
use domain::{
    ids::{AccountId, ApplicationId, BulkId},
    subsidies::{BulkField, BulkKind, NotPossible, Queue, ReceiptNumber, StageName},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Column, Density, ErrorSummary, FormState,
    Notice, NoticeKind, PageHeader, PostForm, Section, SelectField, Stat, Stats, Table, Tag, TextArea,
    TextField, Tone,
};
use leptos::prelude::*;

/// One application of an act.
#[derive(Debug, Clone)]
pub struct BulkLine {
    /// Which.
    pub id: ApplicationId,
    /// Its number.
    pub receipt: ReceiptNumber,
    /// 事業所名.
    pub office: String,
    /// Where it stands.
    pub stage: StageName,
    /// Who answers for it.
    pub assignee: Option<String>,
    /// Why it is not possible or was not done, with the name of whoever was faster; none where all is well.
    pub not: Option<(NotPossible, String)>,
    /// Whether it has its result.
    pub told: bool,
    /// Whether it was taken back.
    pub undone: Option<bool>,
}

/// What can be chosen for an act.
#[derive(Debug, Clone, Default)]
pub struct BulkChoices {
    /// To whom may be assigned.
    pub people: Vec<(AccountId, String)>,
    /// Flags in use.
    pub flags: Vec<String>,
    /// Places that may be put right: value and words.
    pub targets: Vec<(String, String)>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct BulkView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Which.
    pub id: BulkId,
    /// What.
    pub kind: BulkKind,
    /// The list it was begun from.
    pub list: Queue,
    /// Its applications.
    pub lines: Vec<BulkLine>,
    /// What can be chosen.
    pub choices: BulkChoices,
    /// What was typed.
    pub form: FormState,
}

/// The summary before.
#[component]
pub fn BulkPage(
    /// What it shows.
    bulk: BulkView,
) -> impl IntoView {
    let BulkView { slug, id, kind, list, lines, choices, form } = bulk;
    let able = lines.iter().filter(|line| line.not.is_none()).count();
    let (total, rest) = (lines.len(), lines.len() - able);
    let fields = fields(kind, choices, &form);
    let warning = (!kind.is_reversible()).then(|| {
        view! { <Notice kind=NoticeKind::Warning title="この操作は取り消せません"><p>"申請者や決裁者にお知らせが届きます。対象を確かめてから行ってください。"</p></Notice> }
    });
    let body = if able == 0 {
        view! {
            <Notice kind=NoticeKind::Warning title="この操作ができる申請がありません">
                <p>"理由は、下の一覧に書いてあります。一覧に戻って、選び直してください。"</p>
            </Notice>
        }
        .into_any()
    } else {
        let back = paths::queue(&slug, &list);
        view! {
            {warning}
            <PostForm action=paths::bulk(&slug, id)>
                {fields}
                <Buttons>
                    <Button>{format!("{able}件に行う")}</Button>
                    <ButtonLink kind=ButtonKind::Quiet href=back>"やめて一覧に戻る"</ButtonLink>
                </Buttons>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <BackLink href=paths::queue(&slug, &list) label="申請の審査"/>
        <ErrorSummary form=&form/>
        <PageHeader title=bulk_kind(kind) lead="選んだ申請と、それぞれにできるかどうかを確かめてください。1件ずつ処理し、できないものがあっても、ほかの申請には影響しません。"/>
        <Stats>
            <Stat label="選んだ申請" value=total.to_string() unit="件"/>
            <Stat label="この操作の対象" value=able.to_string() unit="件"/>
            <Stat label="対象外" value=rest.to_string() unit="件"/>
        </Stats>
        {body}
        <Section title="選んだ申請"><Lines slug list lines/></Section>
    }
}

fn fields(kind: BulkKind, choices: BulkChoices, form: &FormState) -> AnyView {
    let BulkChoices { people, flags, targets } = choices;
    match kind {
        BulkKind::Take | BulkKind::Route | BulkKind::GiveBack => ().into_any(),
        BulkKind::Assign => {
            let options = people.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
            view! { <SelectField form name=BulkField::To.name() label="担当者" options/> }.into_any()
        }
        BulkKind::Flag => {
            let known = (!flags.is_empty()).then(|| format!("使っている目印：{}", flags.join("、")));
            let hint = format!("20文字以内。庁内だけに見えます。例：要電話、現地確認。{}", known.unwrap_or_default());
            view! { <TextField form name=BulkField::Flag.name() label="目印" hint/> }.into_any()
        }
        BulkKind::Unflag => {
            let options = flags.into_iter().map(|flag| Choice::new(flag.clone(), flag)).collect();
            view! { <SelectField form name=BulkField::Flag.name() label="外す目印" options/> }.into_any()
        }
        BulkKind::Correct => {
            let options = targets.into_iter().map(|(value, words)| Choice::new(value, words)).collect();
            view! {
                <SelectField form name=BulkField::Target.name() label="補正してほしい箇所" options/>
                <TextArea form name=BulkField::Sentence.name() label="申請者への文" hint="選んだすべての申請者に、同じ文が届きます。"/>
                <TextField form name=BulkField::Due.name() label="提出期限" hint="例：7/17（年は省けます）、令和8年7月17日、R8.7.17"/>
            }
            .into_any()
        }
        BulkKind::Message => {
            let hint = "選んだすべての申請者に、同じメッセージが届きます。本文はメールに載りません。";
            view! { <TextArea form name=BulkField::Sentence.name() label="申請者への文" hint/> }.into_any()
        }
        BulkKind::Propose => {
            view! { <TextArea form name=BulkField::Note.name() label="決裁者への申し送り" optional=true rows=3/> }
                .into_any()
        }
    }
}

/// How far an act is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkProgress {
    /// The worker is at it.
    Running,
    /// Every row has its result.
    Done {
        /// Whether it can be taken back now.
        may_undo: bool,
    },
    /// It is being taken back.
    Undoing,
    /// It was taken back, as far as that was possible.
    Undone,
}

/// What became of each.
#[component]
pub fn BulkResultPage(
    /// What it shows.
    bulk: BulkView,
    /// How far it is.
    progress: BulkProgress,
) -> impl IntoView {
    let BulkView { slug, id, kind, list, lines, .. } = bulk;
    let told = lines.iter().filter(|line| line.told).count();
    let done = lines.iter().filter(|line| line.told && line.not.is_none()).count();
    let undone = lines.iter().filter(|line| line.undone == Some(true)).count();
    let not = told - done;
    let again = view! { <p><a href=paths::bulk(&slug, id)>"最新の状態を表示する"</a></p> };
    let head = match progress {
        BulkProgress::Running => view! {
            <Notice live=true title=format!("処理しています（{told} / {}件）", lines.len())>{again}</Notice>
        }
        .into_any(),
        BulkProgress::Undoing => {
            view! { <Notice live=true title="取り消しています">{again}</Notice> }.into_any()
        }
        BulkProgress::Undone => view! {
            <Notice kind=NoticeKind::Success live=true title=format!("{undone}件を元に戻しました")>
                <p>"その後に変更された申請は、そのままです。"</p>
            </Notice>
        }
        .into_any(),
        BulkProgress::Done { may_undo } => {
            let undo = (may_undo && done > 0).then(|| {
                view! {
                    <PostForm action=paths::bulk_undo(&slug, id) class="inline">
                        <Button kind=ButtonKind::Secondary>"この操作を取り消す"</Button>
                    </PostForm>
                    <p class="muted">"取消しは、終わってから1時間以内にできます。その後に変更された申請は元に戻りません。"</p>
                }
            });
            let (tone, title) = if not == 0 {
                (NoticeKind::Success, format!("{done}件に行いました"))
            } else {
                (NoticeKind::Warning, format!("{done}件に行いました。{not}件には行っていません"))
            };
            view! { <Notice kind=tone live=true title>{undo}</Notice> }.into_any()
        }
    };
    view! {
        <BackLink href=paths::queue(&slug, &list) label="申請の審査"/>
        <PageHeader title=format!("結果：{}", bulk_kind(kind))/>
        {head}
        <Section title="1件ごとの結果"><Lines slug list lines/></Section>
    }
}

#[component]
fn Lines(slug: String, list: Queue, lines: Vec<BulkLine>) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|line| {
            let BulkLine { id, receipt, office, stage: at, assignee, not, told, undone } = line;
            let href = paths::application_in(&slug, id, &list);
            let (tone, word) = match (&not, told, undone) {
                (_, _, Some(true)) => (Tone::Neutral, "元に戻した"),
                (_, _, Some(false)) => (Tone::Attention, "戻せなかった"),
                (Some(_), true, None) => (Tone::Danger, "行わなかった"),
                (Some(_), false, None) => (Tone::Attention, "対象外"),
                (None, true, None) => (Tone::Success, "行った"),
                (None, false, None) => (Tone::Neutral, "対象"),
            };
            let why = not.map(|(why, name)| not_possible(&why, &name)).unwrap_or_default();
            view! {
                <tr>
                    <th scope="row" class="nowrap"><a href=href>{receipt.to_string()}</a></th>
                    <td>{office}</td>
                    <td class="nowrap"><Tag tone=stage_tone(at) label=stage(at)/></td>
                    <td class="nowrap">{assignee.unwrap_or_else(|| "なし".to_owned())}</td>
                    <td class="nowrap"><Tag tone label=word/></td>
                    <td>{why}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = ["受付番号", "事業所", "状態", "担当", "結果", "理由"].map(Column::new).to_vec();
    view! { <Table caption="申請ごとの結果" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
}
