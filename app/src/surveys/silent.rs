//! Who has not answered, with their telephone: to call, or to remind.

use super::results::crumbs;
use crate::{exports::SaveLinks, messages::surveys::asked_by, paths};
use chrono::NaiveDate;
use domain::{
    ids::{OfficeId, SurveyId, SurveyInvitationId},
    mailings::Exclusion,
    offices::Surveyed,
    surveys::{AskChannel, Reach},
    wareki::format_date,
};
use elements::{
    Breadcrumb, ButtonKind, ButtonLink, Column, Crumb, Density, EmptyState, Notice, PageHeader, Table,
};
use leptos::prelude::*;

/// Somebody who has not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentLine {
    /// The invitation.
    pub invitation: SurveyInvitationId,
    /// The office; none for somebody whom the register does not know.
    pub office: Option<OfficeId>,
    /// Its name.
    pub name: String,
    /// Its telephone.
    pub phone: String,
    /// How it was asked.
    pub channel: AskChannel,
    /// Why it got no mail.
    pub exclusion: Option<Exclusion>,
    /// Whether its mail was written.
    pub mailed: bool,
    /// The day on which it was last reminded.
    pub reminded_on: Option<NaiveDate>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SurveySilentView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The survey.
    pub id: SurveyId,
    /// Its title.
    pub title: String,
    /// Whether no office stands with an answer: then nobody is listed.
    pub anonymous: bool,
    /// How many were asked and have answered.
    pub reach: Reach,
    /// Those who have not.
    pub lines: Vec<SilentLine>,
    /// Whether the viewer types answers in.
    pub may_enter: bool,
}

/// The page.
#[component]
pub fn SurveySilentPage(
    /// What it shows.
    silent: SurveySilentView,
) -> impl IntoView {
    let SurveySilentView { slug, id, title, anonymous, reach, lines, may_enter } = silent;
    let mut crumbs = crumbs(&slug, id, &title);
    crumbs.push(Crumb::new("集計", paths::survey_results(&slug, id)));
    let Reach { asked, answered } = reach;
    let lead = format!("依頼した{asked}件のうち{answered}件が回答しました。");
    let here = paths::survey_silent_table(&slug, id);
    let list = if anonymous {
        view! {
            <Notice title="無記名のアンケートのため、一覧は表示しません">
                <p>{format!("未回答は{}件です。回答していない事業所へのメールは、アンケートのページの「督促」から送れます。", asked.saturating_sub(answered))}</p>
            </Notice>
        }
        .into_any()
    } else if lines.is_empty() {
        view! { <EmptyState title="未回答の事業所はありません"><p>"依頼した事業所は、すべて回答しました。"</p></EmptyState> }
            .into_any()
    } else {
        let rows: Vec<_> = lines.into_iter().map(|line| row(&slug, id, line, may_enter)).collect();
        let columns = vec![
            Column::new("事業所"),
            Column::new("電話番号"),
            Column::new("依頼の方法"),
            Column::new("督促した日"),
            Column::unseen("入力"),
        ];
        let segment = may_enter.then(|| {
            let href = paths::new_segment_of_survey(&slug, &Surveyed::Silent { survey: id });
            view! {
                <div class="list-head">
                    <div class="list-line">
                        <ButtonLink href kind=ButtonKind::Secondary>"未回答の事業所を対象リストにする"</ButtonLink>
                        <p class="muted">"電話や訪問を、キャンペーンの活動として行うときに使います。"</p>
                    </div>
                </div>
            }
        });
        view! {
            {segment}
            <Table caption="未回答の一覧" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
            <SaveLinks what="未回答の一覧" here/>
        }
        .into_any()
    };
    view! {
        <Breadcrumb crumbs here="未回答の一覧"/>
        <PageHeader title="未回答の一覧" caption=title lead/>
        {list}
    }
}

fn row(slug: &str, id: SurveyId, line: SilentLine, may_enter: bool) -> impl IntoView + use<> {
    let SilentLine { invitation, office, name, phone, channel, exclusion, mailed, reminded_on } = line;
    let entry = may_enter.then(|| {
        let href = paths::survey_entry_of(slug, id, invitation);
        let label = format!("{name}の回答を入力する");
        view! { <a href=href aria-label=label>"回答を入力する"</a> }
    });
    let name = match office {
        Some(office) => view! { <a href=paths::office(slug, office)>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{name}</th>
            <td role="cell" data-label="電話番号" class="nowrap">{phone}</td>
            <td role="cell" data-label="依頼の方法">{asked_by(channel, exclusion, mailed)}</td>
            <td role="cell" data-label="督促した日" class="nowrap">{reminded_on.map(format_date)}</td>
            <td role="cell">{entry}</td>
        </tr>
    }
}
