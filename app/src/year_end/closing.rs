//! Closing a year, opening it again, and what was carried over by name.

use crate::{exports::SaveLinks, messages::year_end as words, paths, when};
use chrono::{DateTime, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::ClosingId,
    money::Yen,
    wareki::format_date_short,
    year_end::{ClosingForm, Hindrance, Left, LeftKind},
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Check, Column, Crumb, Density, EmptyState,
    ErrorSummary, FormState, Notice, NoticeKind, PageHeader, PostForm, Section, Table, TextArea,
};
use leptos::prelude::*;

/// What the page that closes a year shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The year.
    pub year: FiscalYear,
    /// What keeps it open.
    pub hindrances: Vec<Hindrance>,
    /// What is left of each kind.
    pub counts: Vec<(LeftKind, u64)>,
    /// Programmes that still receive, and will not any more.
    pub receiving: Vec<String>,
    /// What was typed.
    pub form: FormState,
}

fn trail(slug: &str, year: FiscalYear, here: &'static str) -> impl IntoView {
    let crumbs = vec![
        Crumb::new("年度・記録", paths::records(slug)),
        Crumb::new(format!("{}の総点検", year.label()), paths::year_end(slug, year)),
    ];
    view! { <Breadcrumb crumbs here/> }
}

/// The page that closes a year.
#[component]
pub fn ClosingPage(
    /// What it shows.
    closing: ClosingView,
) -> impl IntoView {
    let ClosingView { slug, year, hindrances, counts, receiving, form } = closing;
    let title = format!("{}を締める", year.label());
    let body = if hindrances.is_empty() {
        view! { <Form slug=slug.clone() year counts receiving form=form.clone()/> }.into_any()
    } else {
        hindered(&slug, year, &hindrances).into_any()
    };
    view! {
        <ErrorSummary form/>
        {trail(&slug, year, "年度を締める")}
        <PageHeader title/>
        {body}
    }
}

fn hindered(slug: &str, year: FiscalYear, hindrances: &[Hindrance]) -> impl IntoView + use<> {
    let lines = hindrances
        .iter()
        .map(|one| {
            let sentence = words::hindrance(year, one);
            let href = match one {
                Hindrance::NotOver => None,
                Hindrance::Undecided(kind, _) => Some(paths::year_end_list(slug, year, Some(*kind), 1)),
                Hindrance::PapersMissing(_) => Some(paths::arrivals(slug)),
                Hindrance::Unaccounted(_) => Some(paths::year_end(slug, year)),
            };
            match href {
                Some(href) => view! { <li><a href=href>{sentence}</a></li> }.into_any(),
                None => view! { <li>{sentence}</li> }.into_any(),
            }
        })
        .collect_view();
    let back = paths::year_end(slug, year);
    let programmes = paths::programmes(slug);
    let waiting = hindrances.iter().any(|one| matches!(one, Hindrance::Undecided(LeftKind::Waiting, _))).then(|| {
        view! {
            <p>
                "予算の残りが生じる見込みのない待機の申請は、"<a href=programmes>"補助事業"</a>"の「予算の台帳」から、理由を付けてまとめて打ち切れます。"
            </p>
        }
    });
    view! {
        <Notice kind=NoticeKind::Error live=true title="まだ締められません">
            <ul>{lines}</ul>
        </Notice>
        {waiting}
        <Buttons><ButtonLink kind=ButtonKind::Secondary href=back>"総点検に戻る"</ButtonLink></Buttons>
    }
}

#[component]
fn Form(
    slug: String,
    year: FiscalYear,
    counts: Vec<(LeftKind, u64)>,
    receiving: Vec<String>,
    form: FormState,
) -> impl IntoView {
    let drafts = counts.iter().find(|(kind, _)| kind.left() == Left::ToBeSeen).map_or(0, |(_, n)| *n);
    let carried: Vec<_> =
        counts.into_iter().filter(|(kind, n)| kind.left() == Left::CarriedOver && *n > 0).collect();
    let carried = if carried.is_empty() {
        view! { <li>"引き継ぐものはありません。"</li> }.into_any()
    } else {
        carried
            .into_iter()
            .map(|(kind, n)| view! { <li>{format!("{}{n}件を、一覧にして翌年度に引き継ぎます。", words::left_kind(kind))}</li> })
            .collect_view()
            .into_any()
    };
    let receiving = (!receiving.is_empty()).then(|| {
        view! { <li>{format!("まだ受付中の補助事業（{}）の受付を終わります。", receiving.join("、"))}</li> }
    });
    let seen = (drafts > 0).then(|| {
        let href = paths::year_end_list(&slug, year, Some(LeftKind::Draft), 1);
        view! {
            <p><a href=href>{format!("書類を添付したまま送られていない下書きが{drafts}件あります")}</a></p>
            <Check form=&form name=ClosingForm::SEEN label="この下書きを確かめました"/>
        }
    });
    view! {
        <Section title="締めると">
            <ul>
                <li>"この年度の申請は受け付けられなくなり、受付を再開することもできません。"</li>
                {receiving}
                {carried}
                <li>"締めたあとも、決裁者が理由を書けば開き直せます。"</li>
            </ul>
        </Section>
        <PostForm action=paths::year_closing(&slug, year)>
            {seen}
            <TextArea form=&form name=ClosingForm::REASON label="締めるときの記録" hint="例：全件決定済み。未払い2件は5月中に支払う。" optional=true rows=3/>
            <Buttons>
                <Button>{format!("{}を締める", year.label())}</Button>
                <ButtonLink kind=ButtonKind::Quiet href=paths::year_end(&slug, year)>"やめて戻る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// The page that opens a closed year again.
#[component]
pub fn ReopeningPage(
    /// The municipality's word in addresses.
    slug: String,
    /// The year.
    year: FiscalYear,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    view! {
        <ErrorSummary form=form.clone()/>
        {trail(&slug, year, "年度を開き直す")}
        <PageHeader title=format!("{}を開き直す", year.label()) lead="開き直しても、補助事業の受付は始まりません。受付を再開するときは、補助事業のページで再開してください。"/>
        <PostForm action=paths::year_reopening(&slug, year)>
            <TextArea form=&form name=ClosingForm::REASON label="開き直す理由" hint="例：決定の取消しにより、額を確定し直すため。" rows=3/>
            <Buttons>
                <Button kind=ButtonKind::Warning>"この年度を開き直す"</Button>
                <ButtonLink kind=ButtonKind::Quiet href=paths::year_end(&slug, year)>"やめて戻る"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// Something that was carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedLine {
    /// What.
    pub kind: LeftKind,
    /// Its number.
    pub receipt: String,
    /// Where it is dealt with.
    pub href: Option<String>,
    /// 事業所名.
    pub office: String,
    /// Where it stood.
    pub stage: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// How much was still to move.
    pub amount: Yen,
    /// What became of it since.
    pub now: String,
}

/// What the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The year.
    pub year: FiscalYear,
    /// Which closing.
    pub id: ClosingId,
    /// When it was closed.
    pub at: DateTime<Utc>,
    /// Whether the closing holds.
    pub holds: bool,
    /// The list.
    pub lines: Vec<CarriedLine>,
}

/// What a closing carried over, by name.
#[component]
pub fn CarriedPage(
    /// What it shows.
    carried: CarriedView,
) -> impl IntoView {
    let CarriedView { slug, year, id, at, holds, lines } = carried;
    let opened = (!holds).then(|| {
        view! { <Notice kind=NoticeKind::Warning title="この年度は、締めたあとに開き直されています"/> }
    });
    let list = if lines.is_empty() {
        view! { <EmptyState title="引き継いだものはありません"/> }.into_any()
    } else {
        let rows = lines
            .into_iter()
            .map(|CarriedLine { kind, receipt, href, office, stage, since, amount, now }| {
                let receipt = match href {
                    Some(href) => view! { <a href=href>{receipt}</a> }.into_any(),
                    None => receipt.into_any(),
                };
                view! {
                    <tr>
                        <th scope="row">{receipt}<br/><span class="muted">{words::left_kind(kind)}</span></th>
                        <td>{office}</td>
                        <td>{stage}</td>
                        <td class="nowrap">{format_date_short(when::local(since).date())}</td>
                        <td class="number">{amount.to_string()}</td>
                        <td>{now}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("受付番号・種類"),
            Column::new("事業所"),
            Column::new("締めたときの状態"),
            Column::new("いつから"),
            Column::number("残っていた額"),
            Column::new("いまの状態"),
        ];
        let save = paths::export_of(&paths::carried_over(&slug, year, id));
        view! {
            <SaveLinks what="引き継いだものの一覧" here=save/>
            <Table caption="引き継いだもの" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        }
        .into_any()
    };
    view! {
        {trail(&slug, year, "翌年度に引き継いだもの")}
        <PageHeader title="翌年度に引き継いだもの" caption=format!("{}（{}に締め）", year.label(), when::moment(at))/>
        {opened}
        {list}
    }
}
