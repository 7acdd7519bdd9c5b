//! 割り振りの規則: in their order, each as a sentence; the first that fits decides.

use crate::{messages::subsidies::routing_terms, paths};
use domain::{
    ids::{AccountId, ProgrammeId, RoutingRuleId},
    service_type::ServiceType,
    subsidies::{RoutingField, RoutingTerms},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, EmptyState, ErrorSummary, FormState,
    HiddenField, Notice, NoticeKind, PageHeader, PostForm, SelectField, TextField,
};
use leptos::prelude::*;

/// One rule.
#[derive(Debug, Clone)]
pub struct RoutingLine {
    /// Which.
    pub id: RoutingRuleId,
    /// What it says.
    pub terms: RoutingTerms,
    /// Title of its programme.
    pub programme: Option<String>,
    /// Names of those who may get work; those who cannot now are marked.
    pub people: Vec<(String, bool)>,
}

/// What the list shows.
#[derive(Debug, Clone)]
pub struct RoutingView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The rules, in order.
    pub rules: Vec<RoutingLine>,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// Every rule.
#[component]
pub fn RoutingPage(
    /// What it shows.
    view: RoutingView,
) -> impl IntoView {
    let RoutingView { slug, rules, done } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let nothing = rules.is_empty().then(|| {
        view! {
            <EmptyState title="規則はまだありません">
                <p>"規則がない間は、届いた申請に担当者は付きません。職員が一覧から担当になります。"</p>
            </EmptyState>
        }
    });
    let lines = rules.into_iter().enumerate().map(|(place, line)| rule(&slug, place, line)).collect_view();
    view! {
        <BackLink href=paths::settings(&slug) label="設定"/>
        {done}
        <PageHeader title="担当の割り振り" lead="申請が届いたときに、上から順に見て、最初に当てはまった規則で担当者を決めます。候補が何人かいるときは、処理中の担当が最も少ない人になります。">
            <ButtonLink href=paths::new_routing_rule(&slug)>"規則を追加する"</ButtonLink>
        </PageHeader>
        {nothing}
        <ol class="routing">{lines}</ol>
    }
}

fn rule(slug: &str, place: usize, line: RoutingLine) -> impl IntoView + use<> {
    let RoutingLine { id, terms, programme, people } = line;
    let sentence = routing_terms(&terms, programme.as_deref());
    let people: Vec<_> = people
        .into_iter()
        .map(|(name, able)| if able { name } else { format!("{name}（いまは割り振られません）") })
        .collect();
    let (action, edit) = (paths::routing_place(slug, id), paths::routing_rule(slug, id));
    let up = (place > 0).then(|| {
        view! { <Button kind=ButtonKind::Quiet name="act" value="raise">{format!("規則{}を上へ", place + 1)}</Button> }
    });
    view! {
        <li class="routing__rule">
            <p><strong>{sentence}</strong>"は、"{people.join("、")}"へ"</p>
            <PostForm action class="inline">
                <a href=edit>{format!("規則{}を直す", place + 1)}</a>
                {up}
                <Button kind=ButtonKind::Quiet name="act" value="remove">{format!("規則{}を削除する", place + 1)}</Button>
            </PostForm>
        </li>
    }
}

/// What the form shows.
#[derive(Debug, Clone)]
pub struct RoutingFormView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Which rule is changed, from which version; none for a new one.
    pub editing: Option<(RoutingRuleId, i32)>,
    /// The programmes.
    pub programmes: Vec<(ProgrammeId, String)>,
    /// The services of the register.
    pub services: Vec<ServiceType>,
    /// The areas of the register.
    pub areas: Vec<String>,
    /// Who may get work.
    pub people: Vec<(AccountId, String)>,
    /// What was typed.
    pub form: FormState,
}

/// The form of a rule.
#[component]
pub fn RoutingFormPage(
    /// What it shows.
    view: RoutingFormView,
) -> impl IntoView {
    let RoutingFormView { slug, editing, programmes, services, areas, people, form } = view;
    let (title, action) = match editing {
        None => ("規則を追加する", paths::new_routing_rule(&slug)),
        Some((id, _)) => ("規則を直す", paths::routing_rule(&slug, id)),
    };
    let version =
        editing.map(|(_, version)| view! { <HiddenField name="version" value=version.to_string()/> });
    let programmes = programmes.into_iter().map(|(id, title)| Choice::new(id.to_string(), title)).collect();
    let services = services.into_iter().map(|one| Choice::new(one.code(), one.name())).collect();
    let people = people.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let hint = if areas.is_empty() {
        "日常生活圏域の名前。空欄なら、圏域を問いません。".to_owned()
    } else {
        format!("日常生活圏域の名前。空欄なら、圏域を問いません。台帳の圏域：{}", areas.join("、"))
    };
    let any = || Some("問わない".to_owned());
    view! {
        <BackLink href=paths::routing(&slug) label="担当の割り振り"/>
        <ErrorSummary form=&form/>
        <PageHeader title=title/>
        <PostForm action>
            {version}
            <SelectField form=&form name=RoutingField::Programme.name() label="補助事業" options=programmes blank=any() optional=true/>
            <SelectField form=&form name=RoutingField::Service.name() label="事業所のサービス" options=services blank=any() optional=true/>
            <TextField form=&form name=RoutingField::Area.name() label="圏域" hint optional=true/>
            <Checks form=&form name=RoutingField::People.name() legend="担当者にする人" options=people hint="何人か選ぶと、処理中の担当が最も少ない人になります。"/>
            <Buttons><Button>"保存する"</Button></Buttons>
        </PostForm>
    }
}
