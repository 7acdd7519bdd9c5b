//! What people say about an application: messages with whoever applies, notes and flags of the house alone; and what it
//! has in common with others. What leaves the house and what does not never stand in one form.

use super::{
    About,
    appointment::{AppointmentPart, AppointmentView},
    opinions::{OpinionLine, Opinions},
};
use crate::{
    messages::subsidies::{common, stage, stage_tone},
    paths,
    subsidies::messages::{EITHER, Enclosed},
    when,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::ApplicationId,
    subsidies::{AttachmentState, Common, Flag, ReceiptNumber, StageName},
};
use elements::{
    Button, ButtonKind, Buttons, Choice, Column, Density, Details, FormState, HiddenField, Icon, PostForm,
    Section, SelectField, Shape, Table, Tag, TextArea, TextField, Tone,
};
use leptos::prelude::*;

/// Name of the box for a message.
pub const MESSAGE: &str = "message_body";
/// Name of the box for a note.
pub const NOTE: &str = "note_body";
/// Name of the list of those whom a note can call.
pub const CALLED: &str = "note_called";
/// Name of the box for a flag.
pub const FLAG: &str = "flag";

/// A note or a message.
#[derive(Debug, Clone)]
pub struct SaidLine {
    /// Who.
    pub by: String,
    /// Whether the municipality wrote it.
    pub house: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub body: String,
    /// What came with it: name, where it is opened, whether it can be read.
    pub files: Vec<(String, String, AttachmentState)>,
    /// When the other side read it first; nothing to say of a note.
    pub read: Option<DateTime<Utc>>,
}

/// Another application that has something in common.
#[derive(Debug, Clone)]
pub struct RelatedLine {
    /// Which.
    pub id: ApplicationId,
    /// Its number.
    pub receipt: ReceiptNumber,
    /// Its year.
    pub year: String,
    /// 事業所名 and 事業所番号.
    pub office: String,
    /// Title of its programme.
    pub programme: String,
    /// Where it stands.
    pub stage: StageName,
    /// What they have in common.
    pub common: Vec<Common>,
}

/// What the parts show.
#[expect(clippy::struct_excessive_bools, reason = "each is a permission or a fact of its own")]
#[derive(Debug, Clone)]
pub struct TalkView {
    /// Messages, oldest first.
    pub messages: Vec<SaidLine>,
    /// When one speaks with whoever applies.
    pub appointment: AppointmentView,
    /// Notes, oldest first.
    pub notes: Vec<SaidLine>,
    /// Questions to outsiders, oldest first.
    pub opinions: Vec<OpinionLine>,
    /// Flags.
    pub flags: Vec<String>,
    /// What has something in common.
    pub related: Vec<RelatedLine>,
    /// Whether there is more of that than is shown.
    pub more: bool,
    /// Whether the officer may write to whoever applies.
    pub may_message: bool,
    /// Whether whoever applies can read a message here.
    pub reachable: bool,
    /// Whether the officer may write notes and flags.
    pub may_note: bool,
    /// Colleagues who can be told of a note: as the form carries them, and their names.
    pub colleagues: Vec<(String, String)>,
    /// What was typed.
    pub form: FormState,
}

/// The parts.
#[component]
pub fn Talk(
    /// Which application.
    about: About,
    /// What they show.
    talk: TalkView,
) -> impl IntoView {
    let TalkView {
        messages,
        appointment,
        notes,
        opinions,
        flags,
        related,
        more,
        may_message,
        reachable,
        may_note,
        colleagues,
        form,
    } = talk;
    view! {
        <RelatedPart about=about.clone() related more/>
        <MessagesPart about=about.clone() messages may_message reachable form=form.clone()/>
        <AppointmentPart about=about.clone() appointment form=form.clone()/>
        <Opinions about=about.clone() lines=opinions may_ask=may_message/>
        <NotesPart about=about.clone() notes may_note colleagues form=form.clone()/>
        <FlagsPart about flags may_note form/>
    }
}

/// Words that were said, one after another.
#[component]
pub fn Said(
    /// Oldest first.
    lines: Vec<SaidLine>,
    /// Whether to tell when the other side read what the house wrote.
    marks: bool,
) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|SaidLine { by, house, at, body, files, read }| {
            let files = (!files.is_empty()).then(|| view! { <Files files/> });
            let mark = marks.then(|| {
                let words =
                    read.map_or_else(|| "未読".to_owned(), |at| format!("既読　{}", when::moment(at)));
                view! { <span class="said__mark">{words}</span> }
            });
            let class = if house { "said said--house" } else { "said" };
            view! {
                <li class=class>
                    <p class="said__head"><strong>{by}</strong>" "<time datetime=when::datetime(at)>{when::moment(at)}</time>" "{mark}</p>
                    <p class="said__body">{body}</p>
                    {files}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="said-list">{lines}</ol> }
}

/// What came with a message.
#[component]
fn Files(files: Vec<(String, String, AttachmentState)>) -> impl IntoView {
    let items = files
        .into_iter()
        .map(|(name, href, state)| {
            let wrong =
                (state == AttachmentState::Unreadable).then_some("（内容を確かめられないファイルです）");
            view! { <li><a href=href>{name}</a>{wrong}</li> }
        })
        .collect_view();
    view! { <ul class="plain-list">{items}</ul> }
}

#[component]
fn MessagesPart(
    about: About,
    messages: Vec<SaidLine>,
    may_message: bool,
    reachable: bool,
    form: FormState,
) -> impl IntoView {
    let nothing = messages.is_empty().then(|| view! { <p class="muted">"まだメッセージはありません。"</p> });
    let writes = may_message && reachable;
    let unreachable = (may_message && !reachable).then(|| {
        view! { <p class="muted">"この申請者は、この画面のメッセージを受け取れません。電話・FAX・郵便で伝えてください。"</p> }
    });
    let enclosed = form.clone();
    let form = writes.then(|| {
        view! {
            <PostForm action=paths::case_messages(&about.slug, about.id, &about.queue) multipart=true>
                <TextArea form=&form name=MESSAGE label="申請者へのメッセージ" hint="申請者が読みます。届いたことだけをメールで知らせます（本文はメールに載りません）。" rows=3 needed=EITHER/>
                <Enclosed form=enclosed/>
                <Buttons><Button kind=ButtonKind::Secondary>"申請者に送る"</Button></Buttons>
            </PostForm>
        }
    });
    view! {
        <Section title="申請者とのメッセージ" id="messages">
            <p class="scope scope--outside"><Icon shape=Shape::Info/>"申請者に見えます"</p>
            {nothing}
            <Said lines=messages marks=true/>
            {unreachable}
            {form}
        </Section>
    }
}

#[component]
fn NotesPart(
    about: About,
    notes: Vec<SaidLine>,
    may_note: bool,
    colleagues: Vec<(String, String)>,
    form: FormState,
) -> impl IntoView {
    let nothing = notes.is_empty().then(|| view! { <p class="muted">"まだメモはありません。"</p> });
    let form = may_note.then(|| {
        let options: Vec<Choice> = colleagues.into_iter().map(|(id, name)| Choice::new(id, name)).collect();
        let called = (!options.is_empty()).then(|| {
            let blank = Some("だれにも知らせない".to_owned());
            view! { <SelectField form=&form name=CALLED label="メールで知らせる人" hint="メモの本文はメールに載りません。" options blank optional=true/> }
        });
        view! {
            <PostForm action=paths::case_notes(&about.slug, about.id, &about.queue)>
                <TextArea form=&form name=NOTE label="庁内メモ" hint="申請者には見えません。電話で聞いたこと、引き継ぎたいことなど。" rows=3/>
                {called}
                <Buttons><Button kind=ButtonKind::Secondary>"メモを残す"</Button></Buttons>
            </PostForm>
        }
    });
    view! {
        <Section title="庁内メモ" id="notes">
            <p class="scope scope--inside"><Icon shape=Shape::Info/>"庁内だけに見えます"</p>
            {nothing}
            <Said lines=notes marks=false/>
            {form}
        </Section>
    }
}

#[component]
fn FlagsPart(about: About, flags: Vec<String>, may_note: bool, form: FormState) -> impl IntoView {
    let action = paths::case_flags(&about.slug, about.id, &about.queue);
    let nothing = flags.is_empty().then(|| view! { <p class="muted">"目印はありません。"</p> });
    let listed = flags
        .into_iter()
        .map(|flag| {
            let off = may_note.then(|| {
                let (value, words) = (flag.clone(), format!("「{flag}」を外す"));
                view! {
                    <PostForm action=action.clone() class="inline">
                        <HiddenField name=FLAG value/>
                        <Button kind=ButtonKind::Quiet name="act" value="remove">{words}</Button>
                    </PostForm>
                }
            });
            view! { <li><Tag tone=Tone::Attention label=flag/>{off}</li> }
        })
        .collect_view();
    let form = may_note.then(|| {
        view! {
            <PostForm action=action.clone()>
                <TextField form=&form name=FLAG label="付ける目印" hint=format!("{}文字以内。例：要電話、現地確認", Flag::LONGEST)/>
                <Buttons><Button kind=ButtonKind::Secondary name="act" value="add">"目印を付ける"</Button></Buttons>
            </PostForm>
        }
    });
    view! {
        <Section title="目印" id="flags">
            <p class="scope scope--inside"><Icon shape=Shape::Info/>"庁内だけに見えます"</p>
            {nothing}
            <ul class="plain-list">{listed}</ul>
            {form}
        </Section>
    }
}

/// Related applications that are shown before somebody asks for all.
const RELATED_AT_ONCE: usize = 5;

#[component]
fn RelatedPart(about: About, related: Vec<RelatedLine>, more: bool) -> impl IntoView {
    if related.is_empty() {
        return view! {
            <Section title="ほかの申請との重なり" id="related">
                <p class="muted">"事業所・法人・振込先口座・添付ファイル・申請者が重なる申請は、ほかにありません（ほかの補助事業と過去の年度を含みます）。"</p>
            </Section>
        }
        .into_any();
    }
    let mut rows: Vec<_> = related.into_iter().map(|line| related_row(&about, line)).collect();
    // The messages below are asked for more often than the thirtieth application of a corporation.
    let others = rows.split_off(rows.len().min(RELATED_AT_ONCE));
    let others = (!others.is_empty()).then(|| {
        let summary = format!("ほかの{}件を見る", others.len());
        view! {
            <Details summary>
                <Table caption="重なる申請の続き" caption_hidden=true density=Density::Dense stacks=true columns=related_columns()>{others}</Table>
            </Details>
        }
    });
    let more = more.then(|| view! { <p class="muted">"ほかにもあります。申請の一覧で、事業所名・法人名で探してください。"</p> });
    view! {
        <Section title="ほかの申請との重なり" id="related">
            <Table caption="重なる申請" caption_hidden=true density=Density::Dense stacks=true columns=related_columns()>{rows}</Table>
            {others}
            {more}
        </Section>
    }
    .into_any()
}

fn related_columns() -> Vec<Column> {
    ["受付番号と状態", "重なるもの", "事業所"].map(Column::new).to_vec()
}

/// The panel is narrow: what belongs together stands in one cell, and the programme is named only where it is another.
fn related_row(about: &About, line: RelatedLine) -> AnyView {
    let href = paths::application_in(&about.slug, line.id, &about.queue);
    let same: Vec<_> = line.common.into_iter().map(common).collect();
    let of = if line.programme == about.programme {
        line.year
    } else {
        format!("{}　{}", line.programme, line.year)
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="nowrap">
                <a href=href>{line.receipt.to_string()}</a>
                <br/><Tag tone=stage_tone(line.stage) label=stage(line.stage)/>
            </th>
            <td role="cell" data-label="重なるもの">{same.join("、")}</td>
            <td role="cell" data-label="事業所">{line.office}<br/><span class="muted">{of}</span></td>
        </tr>
    }
    .into_any()
}
