//! 引き継ぎ: who holds which work, whose work goes to whom, what exactly moves, and the way back.

use crate::{
    messages::{settings as words, subsidies},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    accounts::{HandoverField, Held},
    ids::{AccountId, HandoverId},
    subsidies::StageName,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Column, Density, EmptyState, ErrorSummary,
    FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm, Section, SelectField, Table, Tag, Tone,
};
use leptos::prelude::*;

/// The stages that are handed over, in the order of the columns.
const STAGES: [StageName; 4] =
    [StageName::Submitted, StageName::UnderReview, StageName::Returned, StageName::Proposed];

/// Somebody who holds work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// Whether they cannot sign in here any more.
    pub away: bool,
    /// How much.
    pub held: Held,
}

/// A handover that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverLine {
    /// Which.
    pub id: HandoverId,
    /// Whose work.
    pub from: String,
    /// Whose it became.
    pub to: String,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was given back.
    pub returned_at: Option<DateTime<Utc>>,
    /// How many pieces moved.
    pub pieces: u64,
}

/// Everything on the first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoversView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Who holds work.
    pub holders: Vec<Holder>,
    /// The members, as choices of a receiver, with what they are.
    pub receivers: Vec<(AccountId, String)>,
    /// What was done before, newest first.
    pub done: Vec<HandoverLine>,
    /// What was just done.
    pub told: Option<String>,
    /// Why something was not done.
    pub refused: Option<String>,
}

/// Whose work, to whom.
#[component]
pub fn HandoversPage(
    /// What it shows.
    view: HandoversView,
    /// What was chosen.
    form: FormState,
) -> impl IntoView {
    let HandoversView { slug, holders, receivers, done, told, refused } = view;
    let told = told.map(|told| view! { <Notice kind=NoticeKind::Success live=true title=told/> });
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let body = if holders.is_empty() {
        view! {
            <EmptyState title="担当が付いている処理中の仕事はありません">
                <p>"職員が申請や交付決定の後の手続、伴走支援、周知の担当になると、ここから引き継げます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        choosing(&slug, holders, receivers, form.clone()).into_any()
    };
    let past = (!done.is_empty()).then(|| past(&slug, done));
    view! {
        <BackLink href=paths::settings(&slug) label="設定"/>
        {told}
        {refused}
        <ErrorSummary form=&form/>
        <PageHeader title="仕事の引き継ぎ" lead="人事異動などのときに、一人が担当している申請、交付決定の後の手続、伴走支援の次の対応、周知のキャンペーンと活動をまとめて別の人に引き継ぎます。利用を止めた人の分も引き継げます。"/>
        {body}
        {past}
    }
}

fn choosing(
    slug: &str,
    holders: Vec<Holder>,
    receivers: Vec<(AccountId, String)>,
    form: FormState,
) -> impl IntoView + use<> {
    let from = holders
        .iter()
        .map(|holder| {
            Choice::new(holder.id.to_string(), format!("{}（{}件）", holder.name, holder.held.total()))
        })
        .collect();
    let to = receivers.into_iter().map(|(id, words)| Choice::new(id.to_string(), words)).collect();
    let rows = holders
        .into_iter()
        .map(|Holder { id: _, name, away, held }| {
            let away = away.then(|| view! { " "<Tag tone=Tone::Attention label="停止中"/> });
            view! {
                <tr>
                    <th scope="row">{name}{away}</th>
                    {cells(&held)}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption="担当している仕事の件数" density=Density::Dense columns=columns("担当")>{rows}</Table>
        <PostForm action=paths::handovers(slug)>
            <SelectField form=&form name=HandoverField::From.name() label="だれの仕事を" options=from/>
            <SelectField form=&form name=HandoverField::To.name() label="だれに引き継ぎますか" options=to
                hint="「担当」の役割があり、利用中の人に引き継げます"/>
            <Button>"引き継ぐ内容を確かめる"</Button>
        </PostForm>
    }
}

fn columns(first: &'static str) -> Vec<Column> {
    std::iter::once(Column::new(first))
        .chain(STAGES.into_iter().map(|stage| Column::number(subsidies::stage(stage))))
        .chain(
            ["交付決定の後", "伴走支援の次の対応", "キャンペーン", "周知の活動", "合計"].map(Column::number),
        )
        .collect()
}

fn cells(held: &Held) -> impl IntoView + use<> {
    let each = STAGES
        .into_iter()
        .map(|stage| view! { <td class="number">{held.stages.get(&stage).copied().unwrap_or(0)}</td> })
        .collect_view();
    let others = [held.awards, held.next_actions, held.campaigns, held.activities, held.total()]
        .map(|count| view! { <td class="number">{count}</td> })
        .collect_view();
    view! { {each}{others} }
}

fn past(slug: &str, done: Vec<HandoverLine>) -> impl IntoView + use<> {
    let rows = done
        .into_iter()
        .map(|HandoverLine { id, from, to, by, at, returned_at, pieces }| {
            let act = match returned_at {
                Some(at) => format!("{}に元に戻しました", when::moment(at)).into_any(),
                None => {
                    let which = format!("：{from}さんから{to}さんへの引き継ぎ");
                    view! {
                    <PostForm action=paths::handover_return(slug, id) class="inline">
                        <Button kind=ButtonKind::Quiet>"元に戻す"<span class="hidden">{which}</span></Button>
                    </PostForm>
                }
                .into_any()
                }
            };
            view! {
                <tr>
                    <th scope="row">{when::moment(at)}</th>
                    <td>{from}</td>
                    <td>{to}</td>
                    <td class="number">{pieces}</td>
                    <td>{by}</td>
                    <td>{act}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Section title="これまでの引き継ぎ">
            <p>"「元に戻す」を押すと、引き継いだ仕事のうち、まだ相手が担当している処理中のものを元の人に戻します。"</p>
            <Table
                caption="これまでの引き継ぎ"
                caption_hidden=true
                density=Density::Dense
                columns=vec![Column::new("日時"), Column::new("だれから"), Column::new("だれへ"), Column::number("件数"), Column::new("行った人"), Column::new("操作")]
            >
                {rows}
            </Table>
        </Section>
    }
}

/// What would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Whose work.
    pub from: (AccountId, String),
    /// Who would receive it.
    pub to: (AccountId, String),
    /// How much.
    pub held: Held,
    /// What exactly is shown; the form carries it.
    pub digest: String,
    /// Why it cannot be done, as a sentence.
    pub refused: Option<String>,
    /// Whether the work changed since the page was shown.
    pub changed: bool,
}

/// The page before it is done.
#[component]
pub fn HandoverPage(
    /// What it shows.
    view: HandoverView,
) -> impl IntoView {
    let HandoverView { slug, from, to, held, digest, refused, changed } = view;
    let ((from_id, from), (to_id, to)) = (from, to);
    let changed = changed.then(|| {
        view! {
            <Notice kind=NoticeKind::Warning live=true title="確かめている間に、担当の仕事が変わりました">
                <p>"まだ引き継いでいません。最新の件数を確かめて、もう一度ボタンを押してください。"</p>
            </Notice>
        }
    });
    let may = refused.is_none();
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error title=why/> });
    let (count, what) = (held.total(), words::held(&held));
    let (title, move_line) =
        (format!("{from}さんの仕事を{to}さんに引き継ぎますか"), format!("{from} → {to}"));
    let back = paths::handovers_from(&slug, from_id);
    let table = (count > 0).then(|| {
        view! {
            <Table caption="引き継ぐ仕事" density=Density::Dense columns=columns("担当")>
                <tr><th scope="row">{move_line}</th>{cells(&held)}</tr>
            </Table>
        }
    });
    let form = may.then(|| {
        let (words, cancel) = (format!("{count}件を{to}さんに引き継ぐ"), back.clone());
        view! {
            <ul>
                <li>{format!("{to}さんが{what}すべての担当になります。起案した人と補正を依頼した人の記録は変わりません。")}</li>
                <li>{format!("{from}さんと{to}さんの両方に、メールでお知らせします。")}</li>
                <li>"まちがえたときは、前の画面の「元に戻す」で戻せます。"</li>
            </ul>
            <PostForm action=paths::handover(&slug, from_id, to_id)>
                <HiddenField name="digest" value=digest/>
                <Buttons>
                    <Button>{words}</Button>
                    <ButtonLink href=cancel kind=ButtonKind::Quiet>"やめる"</ButtonLink>
                </Buttons>
            </PostForm>
        }
    });
    view! {
        <BackLink href=back label="仕事の引き継ぎ"/>
        {changed}
        {refused}
        <PageHeader title/>
        {table}
        {form}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn view(refused: Option<String>, changed: bool) -> HandoverView {
        HandoverView {
            slug: "midorino".into(),
            from: (Uuid::from_u128(1).into(), "佐藤 葵".into()),
            to: (Uuid::from_u128(2).into(), "鈴木 健".into()),
            held: Held {
                stages: [(StageName::UnderReview, 3), (StageName::Proposed, 1)].into(),
                awards: 0,
                next_actions: 2,
                campaigns: 1,
                activities: 5,
            },
            digest: "abc".into(),
            refused,
            changed,
        }
    }

    fn html(view: HandoverView) -> String {
        let owner = Owner::new();
        owner.with(|| view! { <HandoverPage view/> }.to_html()).replace("<!>", "")
    }

    #[test]
    fn what_moves_is_counted_before_it_moves() {
        let html = html(view(None, false));
        assert!(html.contains("12件を鈴木 健さんに引き継ぐ") && html.contains(r#"value="abc""#), "{html}");
        assert!(html.contains(">3</td>") && html.contains(">5</td>") && html.contains(">12</td>"), "{html}");
        let told = "申請4件、伴走支援の次の対応2件、キャンペーン1件、周知の活動5件すべての担当";
        assert!(html.contains(told), "{html}");
    }

    #[test]
    fn who_cannot_do_the_work_is_offered_no_button() {
        let refused = html(view(Some("「担当」の役割がありません".into()), false));
        assert!(refused.contains("「担当」の役割がありません") && !refused.contains("<button"), "{refused}");
        assert!(html(view(None, true)).contains("確かめている間に"));
    }
}
