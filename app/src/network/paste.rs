//! A list of 連携先 that is pasted: what each line means, before anything is written; what became of it; taking it back.

use crate::{paths, when};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{OfficeId, PartnerPasteId},
    wareki::format_date,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Column, Density, Details, ErrorSummary, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList, SummaryRow, Table, Tag,
    TextArea, Tone,
};
use leptos::prelude::*;

/// What a word of a line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviewSide {
    /// This office.
    One(String),
    /// One of these: a person says which.
    Several(Vec<(OfficeId, String)>),
    /// Too many to choose among.
    Many,
    /// None of the register.
    Nobody,
}

/// What a line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviewLine {
    /// These two; whether that is known already.
    Pair {
        /// Their names.
        names: [String; 2],
        /// Somebody said so before.
        known: bool,
    },
    /// It is to be decided, or cannot be.
    Open {
        /// The name of the posted field of each side.
        picks: [String; 2],
        /// Its sides.
        sides: [PreviewSide; 2],
    },
    /// It cannot be taken over, and why.
    Wrong(String),
}

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PasteView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Lines by number and as they stand, with what they mean; none before anything was pasted.
    pub lines: Vec<(usize, String, PreviewLine)>,
    /// How many pairs would be written down.
    pub pairs: usize,
    /// What was picked before, by the names of its fields.
    pub kept: Vec<(String, String)>,
}

/// The box, and what its lines mean.
#[component]
pub fn PastePage(
    /// What it shows.
    paste: PasteView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let PasteView { slug, lines, pairs, kept: picked } = paste;
    let picked = picked.into_iter().map(|(name, value)| view! { <HiddenField name value/> }).collect_view();
    let back = paths::network(&slug);
    let stop = back.clone();
    let seen = !lines.is_empty();
    let left = lines.iter().filter(|(_, _, line)| !matches!(line, PreviewLine::Pair { .. })).count();
    let area = text(form.clone());
    let content = if seen {
        let told = format!(
            "{}行のうち、{}行は事業所の組がわかりました。{left}行はまだわかりません。",
            lines.len(),
            lines.len() - left
        );
        let kept = if left > 0 {
            "わからない行は、選ぶか、下の一覧を直してもう一度確かめてください。そのままにした行は、登録した後で直せるように残します。"
        } else {
            "すべての行がわかりました。登録すると、連携のつながりに加わります。"
        };
        let save = (pairs > 0).then(|| {
            view! { <Button name="act" value="save">{format!("わかった{pairs}組を登録する")}</Button> }
        });
        let open = left > 0 || form.has_errors();
        let kind = if save.is_some() { ButtonKind::Secondary } else { ButtonKind::Primary };
        view! {
            <Section title="読み取った内容">
                <p role="status">{told}</p>
                <p>{kept}</p>
                {preview(lines)}
            </Section>
            <Details summary="貼り付けた一覧を直す" open=open>{area}</Details>
            <Buttons>
                {save}
                <Button name="act" value="check" kind>"もう一度確かめる"</Button>
                <ButtonLink href=stop kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        }
        .into_any()
    } else {
        view! {
            {area}
            <Buttons>
                <Button name="act" value="check">"内容を確かめる"</Button>
                <ButtonLink href=stop kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        }
        .into_any()
    };
    view! {
        <BackLink href=back/>
        <ErrorSummary form/>
        <PageHeader title="連携先の一覧を貼り付ける" lead="ケアプランをやりとりしている事業所の組を、表計算ソフトからまとめて登録します。確かめてから登録するので、貼り付けただけでは何も変わりません。"/>
        <PostForm action=paths::partner_paste(&slug)>{picked}{content}</PostForm>
    }
}

fn text(form: FormState) -> impl IntoView {
    view! {
        <TextArea form=&form name="table" label="事業所の組" rows=12
            hint="1行に1組。事業所と連携先の2列を、番号か名称で並べます。例：2970999013　2970999021　／　ひだまり居宅,デイサービスあおぞら。見出しの行はあってもかまいません"/>
    }
}

fn preview(lines: Vec<(usize, String, PreviewLine)>) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|(number, text, line)| {
            let (tone, told) = standing(&line);
            let meant = match line {
                PreviewLine::Pair { names: [one, other], .. } => {
                    view! { <td>{one}</td><td>{other}</td> }.into_any()
                }
                PreviewLine::Open { picks: [first, second], sides: [one, other] } => {
                    let cell = |at: usize, name: String, side: PreviewSide| {
                        view! { <td>{pick(number, at, name, &text, side)}</td> }
                    };
                    view! { {cell(1, first, one)}{cell(2, second, other)} }.into_any()
                }
                PreviewLine::Wrong(why) => view! { <td colspan="2">{why}</td> }.into_any(),
            };
            view! {
                <tr>
                    <td class="number">{number.to_string()}</td>
                    <th scope="row">{text.replace('\t', "　")}</th>
                    {meant}
                    <td><Tag tone label=told/></td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::number("行"),
        Column::new("貼り付けた内容"),
        Column::new("事業所"),
        Column::new("連携先"),
        Column::new("結果"),
    ];
    view! { <Table caption="行ごとの内容" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
}

const fn standing(line: &PreviewLine) -> (Tone, &'static str) {
    match line {
        PreviewLine::Pair { known: false, .. } => (Tone::Success, "登録します"),
        PreviewLine::Pair { known: true, .. } => (Tone::Neutral, "登録済みです"),
        PreviewLine::Open { sides: [PreviewSide::Nobody, _] | [_, PreviewSide::Nobody], .. } => {
            (Tone::Attention, "台帳にありません")
        }
        PreviewLine::Open { sides: [PreviewSide::Many, _] | [_, PreviewSide::Many], .. }
        | PreviewLine::Wrong(_) => (Tone::Attention, "直してください"),
        PreviewLine::Open { .. } => (Tone::Attention, "選んでください"),
    }
}

fn pick(number: usize, at: usize, name: String, text: &str, side: PreviewSide) -> AnyView {
    match side {
        PreviewSide::One(name) => name.into_any(),
        PreviewSide::Nobody => "この名称・番号の事業所は台帳にありません".into_any(),
        PreviewSide::Many => {
            "この名称に当てはまる事業所が多すぎます。正式な名称か事業所番号に直してください".into_any()
        }
        PreviewSide::Several(offices) => {
            let which = if at == 1 { "事業所" } else { "連携先" };
            let label = format!("{number}行目の{which}（{}）", text.replace('\t', "　"));
            let options = offices
                .into_iter()
                .map(|(office, name)| view! { <option value=office.to_string()>{name}</option> })
                .collect_view();
            view! {
                <select class="input input--select" id=format!("pick-{number}-{at}") name=name aria-label=label>
                    <option value="">"選んでください"</option>
                    {options}
                </select>
            }
            .into_any()
        }
    }
}

/// What became of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The list.
    pub id: PartnerPasteId,
    /// Its pairs.
    pub pairs: u32,
    /// Those of them that were new.
    pub new: u32,
    /// As of which day.
    pub as_of: NaiveDate,
    /// Who pasted it, in words.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was taken back, where it was.
    pub undone_at: Option<DateTime<Utc>>,
    /// Whether the viewer may write.
    pub may_write: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// What became of a list, its lines that were left, and taking it back. `form` holds the lines that were left.
#[component]
pub fn PastedPage(
    /// What it shows.
    pasted: PastedView,
    /// The lines that were left.
    form: FormState,
) -> impl IntoView {
    let PastedView { slug, id, pairs, new, as_of, by, at, undone_at, may_write, done } = pasted;
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let undone = undone_at.map(|at| {
        let title = format!("{}に取り消しました", when::moment(at));
        view! { <Notice title/> }
    });
    let (again, taking_back) = (paths::partner_paste(&slug), paths::partner_paste_undo(&slug, id));
    let left = (may_write && undone_at.is_none() && !form.value("table").is_empty()).then(|| {
        view! {
            <Section title="登録しなかった行">
                <p>"事業所がわからなかった行です。直して、続きを登録できます。"</p>
                <PostForm action=again>
                    {text(form)}
                    <Button name="act" value="check" kind=ButtonKind::Secondary>"続きを確かめる"</Button>
                </PostForm>
            </Section>
        }
    });
    let undo = (may_write && undone_at.is_none()).then(|| {
        view! {
            <Section title="この一覧を取り消す">
                <p>"この一覧ではじめてわかった組をなくし、日付だけ新しくした組は元の日付に戻します。その後にほかから伝えられた組は残ります。"</p>
                <PostForm action=taking_back>
                    <Button kind=ButtonKind::Warning>"取り消す"</Button>
                </PostForm>
            </Section>
        }
    });
    view! {
        {done}
        <BackLink href=paths::network(&slug)/>
        <PageHeader title="貼り付けた連携先の一覧"/>
        {undone}
        <SummaryList>
            <SummaryRow label="登録した組">{format!("{pairs}組（うち新しくわかった組は{new}組）")}</SummaryRow>
            <SummaryRow label="いつの時点か">{format_date(as_of)}</SummaryRow>
            <SummaryRow label="登録した人と日時">{format!("{by}、{}", when::moment(at))}</SummaryRow>
        </SummaryList>
        {left}
        {undo}
    }
}
