//! Who is asked in a survey, and reminding those who have not answered.

use crate::{exports::SaveLinks, mailings::will_say, papers::unprintable, paths};
use domain::{
    form::Typed,
    ids::{OfficeId, SurveyId},
    surveys::Reach,
    wareki::format_date,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Choice, Column, Density, EmptyState, ErrorSummary,
    FormState, HiddenField, Notice, NoticeKind, PageHeader, Pagination, PostForm, SearchField, SearchForm,
    Section, SelectField, Stat, Stats, SummaryList, SummaryRow, Table,
};
use leptos::prelude::*;

/// Somebody who is asked.
#[derive(Debug, Clone)]
pub struct AskedLine {
    /// Its name.
    pub name: String,
    /// How it is asked, in words.
    pub how: String,
    /// When it was reminded last, and how often.
    pub reminded: Option<(chrono::NaiveDate, i32)>,
    /// The day of its answer.
    pub answered: Option<chrono::NaiveDate>,
}

/// A segment and what asking it would do.
#[derive(Debug, Clone)]
pub struct SegmentChoice {
    /// What it posts.
    pub value: String,
    /// Its name.
    pub name: String,
    /// Offices that would get a mail.
    pub mails: usize,
    /// Offices that would get a letter.
    pub letters: usize,
    /// Offices that would not be asked: opted out, or closed.
    pub excluded: usize,
}

/// An office that was looked for, to be asked alone.
#[derive(Debug, Clone)]
pub struct OfficeToAsk {
    /// Its id.
    pub id: OfficeId,
    /// Its number and name.
    pub title: String,
    /// How it would be asked, or why it is not.
    pub how: String,
    /// Whether it can be asked.
    pub may: bool,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AskingView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The survey.
    pub id: SurveyId,
    /// 題名.
    pub title: String,
    /// The segments, without those offices of them that were asked already.
    pub segments: Vec<SegmentChoice>,
    /// Which office was looked for, by its name or number.
    pub sought: String,
    /// The offices that were found; none where nothing was looked for.
    pub found: Option<Vec<OfficeToAsk>>,
    /// Who was asked: a page of them.
    pub lines: Vec<AskedLine>,
    /// Which page, how many stand on one, and how many there are.
    pub page: (u64, u64, u64),
    /// How many were asked, and have answered.
    pub reach: Reach,
    /// How many get a letter.
    pub letters: usize,
    /// Characters of the letters that the fonts of this machine lack.
    pub lacking: String,
    /// What a mail will say: its subject and its text.
    pub mail: (String, String),
    /// Whether more can be asked: it is open, and the officer may.
    pub open: bool,
    /// What was typed.
    pub form: FormState,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// The page.
#[component]
pub fn SurveyInvitationsPage(
    /// What it shows.
    asking: AskingView,
) -> impl IntoView {
    let AskingView {
        slug,
        id,
        title,
        segments,
        sought,
        found,
        lines,
        page,
        reach,
        letters,
        lacking,
        mail,
        open,
        form,
        done,
    } = asking;
    let (page, per_page, total) = page;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let ask =
        open.then(|| view! { {ask(&slug, id, segments, mail, &form)}{ask_one(&slug, id, sought, found)} });
    let left_out = total.saturating_sub(reach.asked);
    let left_out = (left_out > 0).then(|| {
        view! {
            <Stat label="案内していない事業所" value=left_out.to_string() unit="件" note="理由は下の一覧にあります。理由がなくなったら、もう一度選ぶと案内できます"/>
        }
    });
    let print = (letters > 0 && open).then(|| {
        let href = paths::survey_letters(&slug, id);
        view! {
            {unprintable(&lacking)}
            <Buttons>
                <ButtonLink href kind=ButtonKind::Secondary>{format!("メールのない{letters}件への依頼状（PDF）")}</ButtonLink>
            </Buttons>
        }
    });
    let list = if lines.is_empty() {
        view! { <EmptyState title="まだ案内していません"/> }.into_any()
    } else {
        let columns =
            vec![Column::new("事業所"), Column::new("案内の方法"), Column::new("督促"), Column::new("回答")];
        let rows = lines
            .into_iter()
            .map(|AskedLine { name, how, reminded, answered }| {
                let reminded = reminded
                    .map(|(on, times)| format!("{}（{times}回）", format_date(on)))
                    .unwrap_or_default();
                let answered =
                    answered.map_or("まだ".to_owned(), |on| format!("{}に回答", format_date(on)));
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader">{name}</th>
                        <td role="cell" data-label="案内の方法">{how}</td>
                        <td role="cell" data-label="督促">{reminded}</td>
                        <td role="cell" data-label="回答">{answered}</td>
                    </tr>
                }
            })
            .collect_view();
        view! { <Table caption="案内した相手" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
            .into_any()
    };
    let pages = slug.clone();
    let here = paths::survey_invitations_export(&slug, id);
    let save = (total > 0).then(|| view! { <SaveLinks what="案内した相手" here/> });
    let note = reach.percent().map(|percent| format!("回答率 {percent}％"));
    view! {
        <BackLink href=paths::survey(&slug, id)/>
        {done}
        <ErrorSummary form=&form/>
        <PageHeader title="アンケートの案内" caption=title/>
        <Stats>
            <Stat label="案内した事業所" value=reach.asked.to_string() unit="件"/>
            <Stat label="うち回答した事業所" value=reach.answered.to_string() unit="件" note/>
            {left_out}
        </Stats>
        {ask}
        <Section title="案内した相手">
            {print}
            {list}
            {save}
            <Pagination page per_page total href=move |page| paths::survey_invitations_page(&pages, id, page)/>
        </Section>
    }
}

fn ask(
    slug: &str,
    id: SurveyId,
    segments: Vec<SegmentChoice>,
    mail: (String, String),
    form: &FormState,
) -> impl IntoView + use<> {
    let all = paths::segments(slug);
    let options = segments
        .into_iter()
        .map(|SegmentChoice { value, name, mails, letters, excluded }| {
            let words =
                format!("{name}（これから案内：メール{mails}件、依頼状{letters}件、送らない{excluded}件）");
            Choice::new(value, words)
        })
        .collect();
    let (action, form) = (paths::survey_invitations(slug, id), form.clone());
    view! {
        <Section title="案内する">
            <PostForm action>
                <SelectField form name="segment" label="案内する事業所（対象リスト）" hint="受付中は、いつでも追加できます。案内した事業所には、もう一度は送りません。メールのない事業所、ほかの事業所と同じメールの事業所には、依頼状を印刷します。配信停止・休止・廃止の事業所には送りません" options/>
                <Buttons><Button>"この事業所に案内する"</Button></Buttons>
            </PostForm>
            {will_say(mail)}
            <p><a href=all>"対象リストを見る・作る"</a></p>
        </Section>
    }
}

/// One office is looked for and asked: a new one, or one that was left out and now can be asked.
fn ask_one(
    slug: &str,
    id: SurveyId,
    sought: String,
    found: Option<Vec<OfficeToAsk>>,
) -> impl IntoView + use<> {
    let action = paths::survey_invitations(slug, id);
    let form = FormState::filled(Typed::default().with("q", sought.clone()));
    let found = found.map(|found| {
        if found.is_empty() {
            return view! { <p role="status">"当てはまる事業所はありません。言葉を減らしてさがしてください。"</p> }.into_any();
        }
        let rows = found
            .into_iter()
            .map(|OfficeToAsk { id, title, how, may }| {
                let ask = may.then(|| {
                    let (action, sought, unseen) = (action.clone(), sought.clone(), format!("：{title}"));
                    view! {
                        <PostForm action class="inline">
                            <HiddenField name="q" value=sought/>
                            <HiddenField name="office" value=id.to_string()/>
                            <Button kind=ButtonKind::Secondary>"案内する"<span class="hidden">{unseen}</span></Button>
                        </PostForm>
                    }
                });
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader">{title}</th>
                        <td role="cell" data-label="案内の方法">{how}</td>
                        <td role="cell">{ask}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![Column::new("事業所"), Column::new("案内の方法"), Column::unseen("案内する")];
        view! { <Table caption="見つかった事業所" columns density=Density::Dense stacks=true>{rows}</Table> }.into_any()
    });
    view! {
        <Section title="1件ずつ案内する" id="one">
            <SearchForm action=format!("{action}#one") label="案内する事業所をさがす">
                <SearchField form=&form name="q" label="事業所の名称・番号・電話"/>
                <Button kind=ButtonKind::Secondary>"さがす"</Button>
            </SearchForm>
            {found}
        </Section>
    }
}

/// The mail as whoever is reminded reads it.
fn letter((subject, body): (String, String)) -> impl IntoView {
    view! {
        <Section title="送るメール">
            <SummaryList dense=true>
                <SummaryRow label="件名">{subject}</SummaryRow>
            </SummaryList>
            <div class="letter">{body}</div>
        </Section>
    }
}

/// Reminding, asked once more with the number and with what the mail says.
#[component]
pub fn SurveyReminderPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The survey.
    id: SurveyId,
    /// 題名.
    title: String,
    /// How many get a mail.
    silent: u64,
    /// How many were asked or reminded today and get one from tomorrow on.
    later: u64,
    /// How many have not answered and get no mail: they are called or written to.
    others: u64,
    /// What the mail will say: its subject and its text.
    mail: (String, String),
    /// Why it was not done, as a sentence.
    refused: Option<String>,
) -> impl IntoView {
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Warning live=true title=why/> });
    let button = (silent > 0).then(|| {
        let back = paths::survey(&slug, id);
        view! {
            <PostForm action=paths::survey_reminder(&slug, id)>
                <HiddenField name="silent" value=silent.to_string()/>
                <Buttons>
                    <Button>{format!("{silent}件に督促のメールを送る")}</Button>
                    <ButtonLink href=back kind=ButtonKind::Quiet>"送らずに戻る"</ButtonLink>
                </Buttons>
            </PostForm>
        }
    });
    let says = (silent > 0).then(|| letter(mail));
    let list = (others > 0).then(|| paths::survey_silent(&slug, id));
    let later = (later > 0).then(|| {
        view! { <Stat label="今日案内・督促した相手" value=later.to_string() unit="件" note="明日から督促のメールを送れます"/> }
    });
    let nobody = (silent == 0).then(|| {
        view! { <EmptyState title="いま督促のメールを送る相手はいません"><p>"今日案内した相手、今日督促した相手、回答した相手には送りません。"</p></EmptyState> }
    });
    view! {
        <BackLink href=paths::survey(&slug, id)/>
        {refused}
        <PageHeader title="督促の確認" caption=title lead="まだ回答のない相手にだけ送ります。同じ日に二度は送りません。"/>
        <Stats>
            <Stat label="督促のメールを送る相手" value=silent.to_string() unit="件"/>
            {later}
            <Stat label="回答がなく、メールを送れない相手" value=others.to_string() unit="件" note="電話や依頼状で知らせてください" href=list/>
        </Stats>
        {nobody}
        {says}
        {button}
    }
}
