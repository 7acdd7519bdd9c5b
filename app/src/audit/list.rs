//! The list: newest first, narrowed by its address, with the state of the chain above it.

use crate::{exports::SaveLinks, messages::audit as words, paths, settings::ChainState, when};
use chrono::{DateTime, Utc};
use domain::{
    audit::{Question, QuestionField},
    ids::AccountId,
};
use elements::{
    BackLink, Button, ButtonKind, Choice, Column, DateField, Density, Details, EmptyState, ErrorSummary,
    FormState, Notice, NoticeKind, PageHeader, Pagination, PostForm, SearchForm, Section, SelectField, Table,
    Tag, TextField, Width,
};
use leptos::prelude::*;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLine {
    /// Its place in the chain; none for a look.
    pub seq: Option<i64>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, or which part of the program.
    pub who: String,
    /// What, as a sentence.
    pub what: String,
    /// What exactly, where the record tells more.
    pub details: Option<String>,
    /// About what, and where everything about it stands.
    pub about: Option<(String, Option<String>)>,
}

/// Everything on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// How the chain stands.
    pub chain: ChainState,
    /// How many events the chain holds now.
    pub events: i64,
    /// The people to choose from.
    pub people: Vec<(AccountId, String)>,
    /// What is asked for.
    pub question: Question,
    /// The lines of the page.
    pub entries: Vec<EntryLine>,
    /// How many lines there are.
    pub total: u64,
    /// Lines on a page.
    pub per_page: u64,
    /// The most lines that the file holds.
    pub export_limit: u64,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn AuditPage(
    /// What it shows.
    view: AuditView,
    /// What was asked, as it was typed.
    form: FormState,
) -> impl IntoView {
    let AuditView { slug, chain, events, people, question, entries, total, per_page, export_limit, done } =
        view;
    let notice = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let address = (slug.clone(), question.clone());
    let list = if entries.is_empty() {
        let everything = paths::audit(&slug);
        view! {
            <EmptyState title="条件に合う記録はありません">
                <p><a href=everything>"すべての記録を見る"</a></p>
            </EmptyState>
        }
        .into_any()
    } else {
        let limit = (total > export_limit)
            .then(|| view! { <p class="muted">{format!("書き出すのは、新しいものから{export_limit}件までです。期間を絞って分けてください。")}</p> });
        view! {
            <p role="status">{format!("{total}件あります。新しいものから並べています。")}</p>
            <EntryTable entries/>
            <Pagination page=question.page + 1 per_page total href=move |page| {
                paths::audit_of(&address.0, &Question { page: page - 1, ..address.1.clone() })
            }/>
            <SaveLinks what="この条件の記録" here=paths::audit_export(&slug, &question)/>
            {limit}
        }
        .into_any()
    };
    let search = search(&slug, &question, people, form.clone());
    view! {
        <BackLink href=paths::settings(&slug) label="設定"/>
        {notice}
        <ErrorSummary form=&form/>
        <PageHeader title="監査記録" lead="だれが、いつ、何をしたか、だれが個人情報を見たかの記録です。書き換えたり消したりすることはできません。"/>
        <Chain slug=slug.clone() chain events/>
        <Section title="記録">
            {search}
            {list}
        </Section>
    }
}

/// The state of the chain, and the button that computes it.
#[component]
fn Chain(slug: String, chain: ChainState, events: i64) -> impl IntoView {
    let (tone, label) = chain.tag();
    view! {
        <Section title="改ざんの検証">
            <p><Tag tone label/>" "{chain.sentence()}</p>
            <p>{format!("記録は全部で{events}件つながっています。検証すると、最初の記録から順に計算し直し、つながりを確かめます。")}</p>
            <PostForm action=paths::audit_verification(&slug)>
                <Button kind=ButtonKind::Secondary>"いま検証する"</Button>
            </PostForm>
        </Section>
    }
}

fn search(
    slug: &str,
    question: &Question,
    people: Vec<(AccountId, String)>,
    form: FormState,
) -> impl IntoView + use<> {
    let label = words::label;
    let people = people.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let nouns = words::NOUNS.iter().map(|(noun, words)| Choice::new(*noun, *words)).collect();
    let open = question.is_narrowed() || form.has_errors();
    let action = paths::audit(slug);
    view! {
        <Details summary="条件で絞り込む" open>
            <SearchForm action label="監査記録をさがす">
                <SelectField form=&form name=QuestionField::Person.name() label=label(QuestionField::Person) options=people blank=Some("すべての人".to_owned()) optional=true/>
                <SelectField form=&form name=QuestionField::Noun.name() label=label(QuestionField::Noun) options=nouns blank=Some("すべて".to_owned()) optional=true/>
                <TextField form=&form name=QuestionField::Object.name() label=label(QuestionField::Object) hint="例：R6-0001、2970999013" optional=true width=Width::Medium autocomplete="off"/>
                <DateField form=&form name=QuestionField::From.name() label=label(QuestionField::From) optional=true/>
                <DateField form=&form name=QuestionField::To.name() label=label(QuestionField::To) optional=true/>
                <Button kind=ButtonKind::Secondary>"絞り込む"</Button>
            </SearchForm>
        </Details>
    }
}

/// Lines as a table; the history of one thing shows the same.
#[component]
pub(super) fn EntryTable(entries: Vec<EntryLine>) -> impl IntoView {
    let rows = entries
        .into_iter()
        .map(|EntryLine { seq, at, who, what, details, about }| {
            let about = about.map(|(words, href)| match href {
                Some(href) => view! { <a href=href>{words}</a> }.into_any(),
                None => words.into_any(),
            });
            let details = details.map(|details| view! { <br/><span class="muted">{details}</span> });
            let seq = seq.map_or_else(|| "閲覧".to_owned(), |seq| seq.to_string());
            view! {
                <tr>
                    <th scope="row"><time datetime=when::datetime(at)>{when::moment(at)}</time></th>
                    <td>{who}</td>
                    <td>{what}{details}</td>
                    <td>{about}</td>
                    <td class="number">{seq}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption="監査記録"
            caption_hidden=true
            density=Density::Dense
            columns=vec![Column::new("日時"), Column::new("だれが"), Column::new("したこと"), Column::new("対象"), Column::number("番号")]
        >
            {rows}
        </Table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    fn view(entries: Vec<EntryLine>, chain: ChainState) -> String {
        let view = AuditView {
            slug: "midorino".into(),
            chain,
            events: 12,
            people: Vec::new(),
            question: Question::default(),
            total: entries.len() as u64,
            entries,
            per_page: 50,
            export_limit: 20_000,
            done: None,
        };
        let owner = Owner::new();
        owner.with(|| view! { <AuditPage view form=FormState::empty()/> }.to_html()).replace("<!>", "")
    }

    #[test]
    fn a_look_has_no_number_and_a_thing_leads_to_its_history() {
        let entry = EntryLine {
            seq: None,
            at: Utc.with_ymd_and_hms(2024, 7, 3, 1, 12, 0).unwrap(),
            who: "佐藤 葵".into(),
            what: "添付書類を見ました".into(),
            details: None,
            about: Some(("申請 R6-0007".into(), Some("/t/midorino/audit/applications/1".into()))),
        };
        let html = view(vec![entry], ChainState::Never);
        assert!(html.contains("閲覧</td>") && html.contains("/t/midorino/audit/applications/1"), "{html}");
        assert!(html.contains("10時12分") && html.contains("未検証"), "in Japan's time: {html}");
    }

    #[test]
    fn nothing_found_says_how_to_find_more() {
        assert!(view(Vec::new(), ChainState::Never).contains("すべての記録を見る"));
    }
}
