//! Before publishing: the rules once more, what they pay, and what changes for whom.

use super::{programme::RulesSummary, programme_form::Examples};
use crate::{messages::subsidies::Difference, paths};
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{ProgrammeState, Rules},
};
use elements::{
    Breadcrumb, Button, Buttons, Column, Crumb, Density, HiddenField, Notice, NoticeKind, PageHeader,
    PostForm, Section, Table,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct PublicationView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub id: ProgrammeId,
    /// The edit it shows.
    pub version: i32,
    /// Where the programme stands.
    pub state: ProgrammeState,
    /// What would be published.
    pub rules: Rules,
    /// What a licence usually costs, for the example.
    pub fee: Yen,
    /// Applications received so far.
    pub received: u64,
    /// What changes from the version that applies now; nothing before the first.
    pub differences: Vec<Difference>,
    /// Drafts that offices are filling in: they come under the new version.
    pub drafts: u64,
    /// Applications under review: how many, and those whose amount would be another.
    pub open: usize,
    /// Those whose amount would be another.
    pub effects: Vec<Effect>,
    /// Why it was not published, as a sentence.
    pub refused: Option<String>,
}

/// An application under review whose amount would be another under the new version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its number.
    pub receipt: String,
    /// Where it is reviewed.
    pub href: String,
    /// Under the version it was received under.
    pub now: Yen,
    /// Under the new version; none where its answers do not hold under it.
    pub new: Option<Yen>,
}

/// The page.
#[component]
pub fn PublicationPage(
    /// What it shows.
    publication: PublicationView,
) -> impl IntoView {
    let PublicationView {
        slug,
        id,
        version,
        state,
        rules,
        fee,
        received,
        differences,
        drafts,
        open,
        effects,
        refused,
    } = publication;
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let effect = match state {
        ProgrammeState::Published { .. } if received > 0 => {
            format!(
                "すでに受け付けた{received}件は、受付時の版のままです。これから受け付ける申請に新しい版を適用します。"
            )
        }
        ProgrammeState::Draft | ProgrammeState::Published { .. } | ProgrammeState::Closed { .. } => {
            "公開すると、誰でも公開ページを見られるようになり、受付期間に入ると申請できます。".to_owned()
        }
    };
    let basis = rules.legal_basis.number.is_empty().then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title="告示番号が空です">
                <p>"あとから入れて、もう一度公開することもできます。"</p>
            </Notice>
        }
    });
    let worked = Some(rules.clone());
    let again = !matches!(state, ProgrammeState::Draft);
    let changes = again.then(|| view! { <Differences differences/> });
    let effects = (again && (open > 0 || drafts > 0)).then(|| view! { <Effects open effects drafts/> });
    view! {
        <Breadcrumb
            crumbs=vec![Crumb::new("補助事業", paths::programmes(&slug)), Crumb::new(rules.title.clone(), paths::programme(&slug, id))]
            here="公開の確認"
        />
        {refused}
        <PageHeader title="この内容で公開しますか" lead=effect/>
        {basis}
        {changes}
        {effects}
        <Examples rules=worked fee/>
        <Section title="内容">
            <RulesSummary rules/>
        </Section>
        <PostForm action=paths::publish_programme(&slug, id)>
            <HiddenField name="version" value=version.to_string()/>
            <Buttons>
                <Button>"公開する"</Button>
                <a href=paths::programme(&slug, id)>"公開せずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}

/// What changes, in sentences.
#[component]
pub(super) fn Differences(
    /// The changes.
    differences: Vec<Difference>,
) -> impl IntoView {
    let told = if differences.is_empty() {
        view! { <p>"変わるところはありません。"</p> }.into_any()
    } else {
        let items = differences.iter().map(|one| view! { <li>{one.sentence()}</li> }).collect_view();
        view! { <ul>{items}</ul> }.into_any()
    };
    view! { <Section title="前の版から変わるところ" id="differences">{told}</Section> }
}

/// What the new version would mean for applications that there are.
#[component]
fn Effects(open: usize, effects: Vec<Effect>, drafts: u64) -> impl IntoView {
    let sentence = match (open, effects.len()) {
        (0, _) => None,
        (open, 0) => Some(format!("いまの申請{open}件は、新しい版で計算しても額が変わりません。")),
        (open, changed) => Some(format!(
            "いまの申請{open}件のうち{changed}件は、新しい版で計算すると額が変わります。受け付けた申請は受付時の版のままなので、実際の額は変わりません。"
        )),
    };
    let drafts = (drafts > 0).then(|| format!("作成中の下書き{drafts}件には、新しい版が適用されます。"));
    let rows = effects
        .iter()
        .map(|Effect { receipt, href, now, new }| {
            let new = new.map_or_else(|| "条件を満たさない".to_owned(), Yen::grouped);
            view! {
                <tr>
                    <th scope="row"><a href=href.clone()>{receipt.clone()}</a></th>
                    <td class="number">{now.grouped()}</td>
                    <td class="number">{new}</td>
                </tr>
            }
        })
        .collect_view();
    let table = (!effects.is_empty()).then(|| {
        let columns = vec![
            Column::new("受付番号"),
            Column::number("受付時の版（円）"),
            Column::number("新しい版（円）"),
        ];
        view! { <Table caption="額が変わる申請" columns density=Density::Dense>{rows}</Table> }
    });
    view! {
        <Section title="いまの申請への影響" id="effects">
            {sentence.map(|sentence| view! { <p>{sentence}</p> })}
            {drafts.map(|sentence| view! { <p>{sentence}</p> })}
            {table}
        </Section>
    }
}
