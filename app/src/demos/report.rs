//! 実施報告: counted by the program, described by people, sent to the other house.

use super::replies::said_section;
use crate::{
    exports::SaveLinks,
    messages::demos::{effect, headcount, report_label as label},
    paths, when,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Effect, Headcount, ReportField as Field, Said},
    ids::DemoId,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Column, Density, ErrorSummary, FormState, HiddenField,
    Notice, NoticeKind, PageHeader, PostForm, Section, Stat, Stats, Table, TextArea,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// When and where.
    pub about: String,
    /// Who had registered.
    pub registered: Headcount,
    /// Who came.
    pub attended: Headcount,
    /// Of those who came, who had not registered.
    pub walk_ins: Headcount,
    /// Who had registered and stayed away, in offices.
    pub absent: u64,
    /// Who came of each service.
    pub services: Vec<(String, Headcount)>,
    /// What was said to what was asked at registration.
    pub said: Vec<Said>,
    /// Questions: answered, open.
    pub questions: (usize, usize),
    /// What became of the offices that came, where this house knows: how many, and their names.
    pub effects: Option<Vec<(Effect, Vec<String>)>>,
    /// The day until which adoption is counted, in words.
    pub effects_until: String,
    /// Whether the officer may write.
    pub may_act: bool,
    /// Who wrote last and when, and when it was filed.
    pub written: Option<(String, DateTime<Utc>, Option<DateTime<Utc>>)>,
    /// How often it was changed.
    pub version: i32,
    /// What was written or typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn ReportPage(
    /// What it shows.
    report: ReportView,
) -> impl IntoView {
    let ReportView {
        slug,
        id,
        about,
        registered,
        attended,
        walk_ins,
        absent,
        services,
        said,
        questions: (answered, open),
        effects,
        effects_until,
        may_act,
        written,
        version,
        form,
        done,
    } = report;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let state = match &written {
        None => "まだ書かれていません。".to_owned(),
        Some((by, at, None)) => format!("下書き　{by}が{}に保存", when::moment(*at)),
        Some((by, at, Some(filed))) => {
            format!("{}に報告済み　最後に{by}が{}に保存", when::moment(*filed), when::moment(*at))
        }
    };
    let unfiled = written.is_none_or(|(_, _, filed)| filed.is_none());
    let services = services_table(services);
    let said = said_section(said);
    let effects = effects.map(|lines| effects_section(lines, effects_until));
    let summary = view! { <ErrorSummary form=&form/> };
    let text = if may_act {
        let file = unfiled.then(|| {
            view! { <Button name="act" value="file">"保存して報告する"</Button> }
        });
        let action = paths::demo_report_text(&slug, id);
        view! {
            <PostForm action>
                <HiddenField name="version" value=version.to_string()/>
                <TextArea form=&form name=Field::Summary.name() label=label(Field::Summary) rows=5/>
                <TextArea form=&form name=Field::Remarks.name() label=label(Field::Remarks) optional=true rows=4/>
                <TextArea form=&form name=Field::Next.name() label=label(Field::Next) optional=true rows=4/>
                <Buttons>
                    {file}
                    <Button kind=ButtonKind::Secondary name="act" value="save">"保存する"</Button>
                </Buttons>
            </PostForm>
        }
        .into_any()
    } else {
        Field::ALL
            .map(|field| {
                let words = form.value(field.name()).to_owned();
                view! { <h3>{label(field)}</h3><p class="said__body">{words}</p> }
            })
            .into_iter()
            .collect_view()
            .into_any()
    };
    let (back, asked) = (paths::demo_session(&slug, id), paths::demo_questions(&slug, id));
    let sheet = paths::demo_report_sheet(&slug, id);
    let here = paths::export_of(&paths::demo_report(&slug, id));
    view! {
        <BackLink href=back/>
        {done}
        {summary}
        <PageHeader title="実施報告" caption=about lead=state/>
        <Stats>
            <Stat label="参加した事業所・団体" value=attended.offices.to_string() unit="団体"/>
            <Stat label="参加した人" value=attended.people.to_string() unit="人" note=format!("申込み {}", headcount(registered))/>
            <Stat label="うち当日参加" value=walk_ins.offices.to_string() unit="団体" note=format!("{}人", walk_ins.people)/>
            <Stat label="申し込んで来なかった事業所" value=absent.to_string() unit="団体"/>
            <Stat label="質問" value=(answered + open).to_string() unit="件" note=format!("回答していない {open}件") href=asked/>
        </Stats>
        <Section title="サービス別の参加">
            <p class="muted">"複数のサービスを行う事業所は、それぞれに数えています。合計は上の団体数と一致しません。"</p>
            {services}
        </Section>
        {said}
        {effects}
        <Section title="報告の文章">{text}</Section>
        <Buttons>
            <ButtonLink href=sheet kind=ButtonKind::Secondary>"実施報告書（PDF）"</ButtonLink>
        </Buttons>
        <SaveLinks what="参加した事業所の一覧" here/>
    }
}

fn effects_section(lines: Vec<(Effect, Vec<String>)>, until: String) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|(what, offices)| {
            view! {
                <tr><th scope="row">{effect(what)}</th><td class="number">{offices.len()}</td><td>{offices.join("、")}</td></tr>
            }
        })
        .collect_view();
    let columns = vec![Column::new("導入の状況"), Column::number("事業所"), Column::new("事業所名")];
    view! {
        <Section title="参加した事業所の導入">
            <p class="muted">{until}</p>
            <Table caption="参加した事業所の導入" caption_hidden=true columns density=Density::Dense>{rows}</Table>
        </Section>
    }
}

fn services_table(services: Vec<(String, Headcount)>) -> impl IntoView {
    let columns = vec![Column::new("サービス種類"), Column::number("団体"), Column::number("人")];
    let rows = services
        .into_iter()
        .map(|(service, count)| {
            view! {
                <tr><th scope="row">{service}</th><td class="number">{count.offices}</td><td class="number">{count.people}</td></tr>
            }
        })
        .collect_view();
    view! { <Table caption="サービス別の参加" caption_hidden=true columns density=Density::Dense>{rows}</Table> }
}
