//! Who was told, when, and by which way; and who could not be reached.

use crate::{exports::SaveLinks, paths};
use domain::ids::CampaignId;
use elements::{
    Breadcrumb, ButtonKind, ButtonLink, Buttons, Column, Crumb, Density, EmptyState, PageHeader, Section,
    Stat, Stats, Table,
};
use leptos::prelude::*;

/// What an office got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofLine {
    /// 事業所番号.
    pub number: String,
    /// 事業所名.
    pub name: String,
    /// By which ways it was reached, and when; empty where it was not.
    pub reached: Vec<String>,
    /// Where it was not reached: on which way, and why.
    pub missed: Vec<String>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ProofView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The campaign.
    pub id: CampaignId,
    /// Its name.
    pub name: String,
    /// The offices, by number.
    pub lines: Vec<ProofLine>,
    /// As of when, in words.
    pub as_of: String,
}

/// The page.
#[component]
pub fn ProofPage(
    /// What it shows.
    view: ProofView,
) -> impl IntoView {
    let ProofView { slug, id, name, lines, as_of } = view;
    let crumbs = vec![
        Crumb::new("周知", paths::campaigns(&slug)),
        Crumb::new(name.clone(), paths::campaign(&slug, id)),
    ];
    let total = lines.len();
    let (reached, missed): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| !line.reached.is_empty());
    let (told, left) = (reached.len(), missed.len());
    let body = if total == 0 {
        view! {
            <EmptyState title="まだだれにも送っていません">
                <p>"メールを送るか、FAX・電話・郵送・訪問の結果を入力すると、ここに並びます。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let here = paths::export_of(&paths::campaign_proof(&slug, id));
        let sheet = paths::campaign_proof_sheet(&slug, id);
        view! {
            <Stats>
                <Stat label="対象の事業所" value=total.to_string() unit="件" note=as_of/>
                <Stat label="届いた事業所" value=told.to_string() unit="件"/>
                <Stat label="届いていない事業所" value=left.to_string() unit="件"/>
            </Stats>
            <Buttons><ButtonLink href=sheet kind=ButtonKind::Secondary>"周知の記録（PDF）を印刷する"</ButtonLink></Buttons>
            <SaveLinks what="周知の記録" here/>
            {part("届いていない事業所", "理由", missed, |line| line.missed)}
            {part("届いた事業所", "方法と日時", reached, |line| line.reached)}
        }
        .into_any()
    };
    view! {
        <Breadcrumb crumbs here="周知の記録"/>
        <PageHeader title="周知の記録" caption=name lead="このキャンペーンのメール、FAX、電話、郵送、訪問で、だれに、いつ届いたかの記録です。同じ事業所は1行にまとめています。"/>
        {body}
    }
}

/// The ways to the record and to the starter kit, on the campaign's page.
pub(super) fn further(slug: &str, id: CampaignId, may_write: bool) -> impl IntoView + use<> {
    let proof = paths::campaign_proof(slug, id);
    let kit = may_write.then(|| {
        let href = paths::campaign_kit(slug, id);
        view! { <ButtonLink href kind=ButtonKind::Secondary>"導入支援パッケージを書き出す"</ButtonLink> }
    });
    view! {
        <Section title="記録と共有">
            <Buttons>
                <ButtonLink href=proof kind=ButtonKind::Secondary>"周知の記録（だれに届いたか）"</ButtonLink>
                {kit}
            </Buttons>
        </Section>
    }
}

fn part(
    title: &'static str,
    head: &'static str,
    lines: Vec<ProofLine>,
    words: fn(ProofLine) -> Vec<String>,
) -> Option<impl IntoView> {
    (!lines.is_empty()).then(|| {
        let rows = lines
            .into_iter()
            .map(|line| {
                let (number, name) = (line.number.clone(), line.name.clone());
                let words = words(line).join("、");
                view! {
                    <tr role="row">
                        <td role="cell" data-label="事業所番号">{number}</td>
                        <th scope="row" role="rowheader">{name}</th>
                        <td role="cell" data-label=head>{words}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = ["事業所番号", "事業所名", head].map(Column::new).to_vec();
        view! {
            <Section title>
                <Table caption=title caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
            </Section>
        }
    })
}
