//! The officer's list of programmes.

use crate::{exports::SaveLinks, messages::subsidies::programme_state, paths};
use domain::{fiscal_year::FiscalYear, ids::ProgrammeId, money::Yen, subsidies::ProgrammeState};
use elements::{ButtonKind, ButtonLink, Buttons, Column, Density, EmptyState, PageHeader, Table, Tag, Tone};
use leptos::prelude::*;

/// One programme.
#[derive(Debug, Clone)]
pub struct ProgrammeLine {
    /// Its id.
    pub id: ProgrammeId,
    /// Its title.
    pub title: String,
    /// Its year.
    pub fiscal_year: FiscalYear,
    /// Where it stands.
    pub state: ProgrammeState,
    /// 予算額.
    pub budget: Yen,
    /// Reserved by live applications.
    pub reserved: Yen,
    /// Received and not decided yet.
    pub open: u64,
}

/// How loud a programme's state is.
pub(super) const fn tone(state: ProgrammeState) -> Tone {
    match state {
        ProgrammeState::Draft => Tone::Info,
        ProgrammeState::Published { .. } => Tone::Success,
        ProgrammeState::Closed { .. } => Tone::Neutral,
    }
}

/// The list.
#[component]
pub fn ProgrammesPage(
    /// The municipality's word in addresses.
    #[prop(into)]
    slug: String,
    /// Its programmes.
    programmes: Vec<ProgrammeLine>,
    /// Whether the officer may make one.
    may_edit: bool,
) -> impl IntoView {
    let (from_template, kits) = (paths::new_programme(&slug), paths::programme_kits(&slug));
    let schemes = paths::schemes(&slug);
    let new = may_edit.then(|| {
        view! {
            <Buttons>
                <ButtonLink href=from_template>"ひな形から制度を作る"</ButtonLink>
                <ButtonLink kind=ButtonKind::Secondary href=kits>"導入支援パッケージを取り込む"</ButtonLink>
            </Buttons>
        }
    });
    let list = if programmes.is_empty() {
        view! {
            <EmptyState title="補助事業はまだありません">
                <p>"ひな形から作ると、要綱・対象サービス・必要書類が入った状態から始められます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let columns = vec![
            Column::new("補助事業"),
            Column::new("年度"),
            Column::new("状態"),
            Column::number("予算額（円）"),
            Column::number("申請・決定済（円）"),
            Column::number("残り（円）"),
            Column::number("審査中の件数"),
        ];
        let rows = programmes
            .into_iter()
            .map(|line| {
                let ProgrammeLine { id, title, fiscal_year, state, budget, reserved, open } = line;
                let rest = budget.checked_sub(reserved).unwrap_or(Yen::ZERO);
                // The ledger of a draft is empty until it is published: nothing is zero yet.
                let begun = !matches!(state, ProgrammeState::Draft);
                let figure = |figure: String| if begun { figure } else { "―".to_owned() };
                view! {
                    <tr>
                        <th scope="row"><a href=paths::programme(&slug, id)>{title}</a></th>
                        <td>{fiscal_year.label()}</td>
                        <td><Tag tone=tone(state) label=programme_state(state)/></td>
                        <td class="number">{figure(budget.grouped())}</td>
                        <td class="number">{figure(reserved.grouped())}</td>
                        <td class="number">{figure(rest.grouped())}</td>
                        <td class="number">{figure(open.to_string())}</td>
                    </tr>
                }
            })
            .collect_view();
        let export = paths::export_of(&paths::programmes(&slug));
        view! {
            <Table caption="補助事業の一覧" caption_hidden=true columns density=Density::Dense>{rows}</Table>
            <SaveLinks what="補助事業の一覧" here=export/>
        }
        .into_any()
    };
    view! {
        <PageHeader title="補助事業">{new}</PageHeader>
        {list}
        <p class="no-print"><a href=schemes>"財源がないときに使える、国・都道府県の補助制度を見る"</a></p>
    }
}
