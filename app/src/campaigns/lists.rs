//! The list of an activity: whom it reaches, what came back, and the box in which results are keyed in.

use super::lines;
use crate::{
    exports::SaveLinks,
    messages::campaigns::{address, exclusion, keys, reply, standing, standing_tone, why_left_out},
    paths, when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    campaigns::{Channel, EntryField, Exclusion, Party, Reply, Standing, Tally},
    form::Typed,
    ids::{ActivityId, CampaignId},
    wareki::format_date,
};
use elements::{
    Button, ButtonKind, Buttons, Column, Density, Details, EmptyState, FilterChip, FilterChips, FormState,
    Pagination, PostForm, SearchField, SearchForm, Section, Stat, Stats, Table, Tag, TextArea, TextField,
    Tone,
};
use leptos::prelude::*;

/// What an office did with the survey that an earlier activity asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfSurvey {
    /// It has answered, on a day: after the list was made, where the list is of those who had not.
    Answered(NaiveDate),
    /// It has not; where what it says is typed in, for whoever may.
    Silent(Option<String>),
}

/// An office or an association of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientLine {
    /// Its number in the list.
    pub place: u32,
    /// Who it is.
    pub party: Party,
    /// 事業所番号; empty for an association.
    pub number: String,
    /// 事業所名, or what the association is called.
    pub name: String,
    /// The number or the place by which it is reached.
    pub address: String,
    /// Why it is not reached.
    pub exclusion: Option<Exclusion>,
    /// What came back.
    pub reply: Option<Reply>,
    /// What it did with the survey that was asked before.
    pub survey: Option<OfSurvey>,
    /// When that was entered, and by whom.
    pub entered: Option<(DateTime<Utc>, String)>,
    /// What else was said.
    pub note: String,
}

/// The part of a list that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The campaign.
    pub campaign: CampaignId,
    /// The activity.
    pub id: ActivityId,
    /// How its offices are reached.
    pub channel: Channel,
    /// The counts of the whole list.
    pub tally: Tally,
    /// To which offices it is narrowed.
    pub standing: Option<Standing>,
    /// Whether those that are left out are shown.
    pub left_out: bool,
    /// What was searched.
    pub words: String,
    /// The page, from 1.
    pub page: u64,
    /// Offices on a page.
    pub per_page: u64,
    /// Offices of the narrowed list.
    pub total: u64,
    /// The offices of the page.
    pub lines: Vec<RecipientLine>,
    /// Whether results can be entered.
    pub enters: bool,
}

/// The page of whom a list names.
pub(super) fn of_party(slug: &str, party: Party) -> String {
    match party {
        Party::Office(office) => paths::office(slug, office),
        Party::Association(association) => paths::association(slug, association),
    }
}

/// What stands below the name: its number, or that it is no office.
pub(super) fn number_of(party: Party, number: &str) -> String {
    match party {
        Party::Office(_) => number.to_owned(),
        Party::Association(_) => "関係団体".to_owned(),
    }
}

/// The numbers of a list, which add up, and the reasons of those that are left out.
pub(super) fn numbers(tally: &Tally) -> impl IntoView + use<> {
    let rows = Exclusion::ALL
        .iter()
        .filter(|why| tally.excluded(**why) > 0)
        .map(|why| {
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{exclusion(*why)}</th>
                    <td role="cell" data-label="事業所" class="number">{tally.excluded(*why).to_string()}</td>
                    <td role="cell" data-label="説明">{why_left_out(*why)}</td>
                </tr>
            }
        })
        .collect_view();
    let reasons = (tally.left_out() > 0).then(|| {
        let columns = vec![Column::new("除いた理由"), Column::number("事業所"), Column::new("説明")];
        view! { <Table caption="除いた事業所の内訳" columns density=Density::Dense stacks=true>{rows}</Table> }
    });
    let (total, targets, out) = (tally.total(), tally.targets(), tally.left_out());
    let why = (out > 0).then(|| "理由は「除いた事業所の内訳」".to_owned());
    view! {
        <Stats>
            <Stat label="対象" value=total.to_string() unit="件" note="次の2つの合計"/>
            <Stat label="知らせる" value=targets.to_string() unit="件"/>
            <Stat label="除いた" value=out.to_string() unit="件" note=why/>
        </Stats>
        {reasons}
    }
}

/// What came back, by key: the numbers add up to those that are reached. Whoever may write goes on from each to a segment of
/// those offices, for the next activity, mailing or survey.
pub(super) fn replies(
    (slug, id): (&str, ActivityId),
    channel: Channel,
    tally: &Tally,
    may_write: bool,
) -> impl IntoView + use<> {
    let came = Reply::of(channel).iter().copied().filter(|of| tally.reply(*of) > 0);
    let rows = came
        .map(|of| (reply(of), of.standing(), tally.reply(of), Some(of)))
        .chain(std::iter::once(("未実施", Standing::Open, tally.standing(Standing::Open), None)))
        .map(|(word, stands, offices, of)| {
            let next = may_write.then(|| {
                let link = of.map(|of| {
                    let href = paths::new_segment_of_reply(slug, id, of);
                    view! { <a href=href>"対象リストにする"<span class="hidden">{format!("：{word}")}</span></a> }
                });
                view! { <td role="cell">{link}</td> }
            });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{word}</th>
                    <td role="cell" data-label="事業所" class="number">{offices.to_string()}</td>
                    <td role="cell" data-label="区分"><Tag tone=standing_tone(stands) label=standing(stands)/></td>
                    {next}
                </tr>
            }
        })
        .collect_view();
    let total = tally.targets().to_string();
    let last = may_write.then(|| view! { <td role="cell"></td> });
    let foot = move || {
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">"合計"</th>
                <td role="cell" data-label="事業所" class="number">{total}</td>
                <td role="cell"></td>
                {last}
            </tr>
        }
    };
    let mut columns = vec![Column::new("結果"), Column::number("事業所"), Column::new("区分")];
    if may_write {
        columns.push(Column::unseen("次に声をかける"));
    }
    view! {
        <Table caption="結果の内訳" columns density=Density::Dense stacks=true foot=ViewFnOnce::from(foot)>{rows}</Table>
    }
}

/// The box in which results are keyed in: one line, or several at once.
pub(super) fn entry(
    slug: &str,
    campaign: CampaignId,
    id: ActivityId,
    (channel, open): (Channel, u64),
    form: FormState,
) -> impl IntoView + use<> {
    let action = paths::enter_replies(slug, campaign, id);
    let legend = format!("キー：{}", keys(channel));
    let many = many_lines(action.clone(), form.clone());
    let all = Reply::of_the_rest(channel).filter(|_| open > 0).map(|rest| {
        let action = paths::send_to_all(slug, campaign, id);
        view! {
            <PostForm action>
                <Button kind=ButtonKind::Secondary>{format!("未実施の{open}件をすべて「{}」にする", reply(rest))}</Button>
            </PostForm>
        }
    });
    view! {
        <Section title="結果を入力する" id="entry">
            <p>"一覧の番号、結果のキー、メモを、間を空けて入力します。"<strong>{legend}</strong></p>
            <PostForm action>
                <TextField form name=EntryField::Lines.name() label="番号　キー　メモ" hint="例：12 1 来月から検討。記録を直すときは、初めに「=」を付けます。例：=12 3" autocomplete="off"/>
                <Buttons><Button kind=ButtonKind::Secondary>"記録する"</Button></Buttons>
            </PostForm>
            {many}
            {all}
        </Section>
    }
}

fn many_lines(action: String, form: FormState) -> impl IntoView {
    let open = form.error(EntryField::Several.name()).is_some();
    view! {
        <Details summary="何行もまとめて入力する" open>
            <PostForm action>
                <TextArea form name=EntryField::Several.name() label="1行に1事業所" hint="間違いが1行でもあると、どの行も記録せず、直すところを示します。" rows=8/>
                <Buttons><Button kind=ButtonKind::Secondary>"まとめて記録する"</Button></Buttons>
            </PostForm>
        </Details>
    }
}

/// The offices: searched, narrowed, each with what came back.
#[component]
pub(super) fn List(
    /// What is shown.
    shown: Shown,
) -> impl IntoView {
    let Shown { slug, campaign, id, standing: narrowed, left_out, words, page, per_page, total, .. } =
        shown.clone();
    let form = FormState::filled(Typed::default().with("q", words.clone()));
    let chips = chips(&shown);
    let lines = if shown.lines.is_empty() {
        view! { <EmptyState title="あてはまる事業所はありません"/> }.into_any()
    } else {
        table(&shown).into_any()
    };
    let (own, searched) = (slug.clone(), words.clone());
    let href =
        move |page: u64| paths::activity_list(&own, campaign, id, (narrowed, left_out, &searched), page);
    let search = paths::activity(&slug, campaign, id);
    let export = paths::activity_export(&slug, campaign, id, (narrowed, left_out, &words));
    view! {
        <Section title="対象の事業所" id="offices">
            <SearchForm action=search label="対象の事業所をさがす">
                <SearchField form name="q" label="事業所名・事業所番号"/>
                <Button kind=ButtonKind::Secondary>"さがす"</Button>
            </SearchForm>
            {chips}
            {lines}
            <Pagination page per_page total href/>
            <SaveLinks what="対象の事業所の一覧" here=export/>
        </Section>
    }
}

fn chips(shown: &Shown) -> impl IntoView + use<> {
    let Shown { slug, campaign, id, tally, standing: narrowed, left_out, .. } = shown;
    let href = |of: Option<Standing>, out: bool| paths::activity_list(slug, *campaign, *id, (of, out, ""), 1);
    let all = narrowed.is_none() && !left_out;
    let mut chips = vec![FilterChip::view("すべて", href(None, false), all).count(tally.total())];
    for of in Standing::ALL {
        let here = *narrowed == Some(*of);
        let count = tally.standing(*of);
        if count > 0 || here {
            chips.push(FilterChip::view(standing(*of), href(Some(*of), false), here).count(count));
        }
    }
    if tally.left_out() > 0 || *left_out {
        chips.push(FilterChip::view("除いた", href(None, true), *left_out).count(tally.left_out()));
    }
    view! { <FilterChips label="結果で絞り込む" chips/> }
}

fn table(shown: &Shown) -> impl IntoView + use<> {
    let Shown { slug, campaign, id, channel, lines, enters, .. } = shown;
    let rows = lines.iter().map(|line| row(slug, *campaign, *id, *channel, line, *enters)).collect_view();
    let mut columns = vec![
        Column::number("番号"),
        Column::new("事業所"),
        Column::new(address(*channel)),
        Column::new("結果"),
    ];
    if *enters {
        columns.push(Column::unseen("記録"));
    }
    view! { <Table caption="対象の事業所" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
}

/// A number as a link that a phone dials; anything else as it is.
pub(super) fn dialled(channel: Channel, address: &str) -> AnyView {
    let shown = address.to_owned();
    if channel == Channel::Phone && !address.is_empty() {
        let digits: String = address.chars().filter(char::is_ascii_digit).collect();
        view! { <a href=format!("tel:{digits}") class="nowrap">{shown}</a> }.into_any()
    } else {
        lines(&shown).into_any()
    }
}

fn row(
    slug: &str,
    campaign: CampaignId,
    id: ActivityId,
    channel: Channel,
    line: &RecipientLine,
    enters: bool,
) -> impl IntoView + use<> {
    let line = line.clone();
    let (tone, word) = match (line.exclusion, line.reply) {
        (Some(why), _) => (Tone::Neutral, exclusion(why)),
        (None, Some(back)) => (standing_tone(back.standing()), reply(back)),
        (None, None) => (standing_tone(Standing::Open), standing(Standing::Open)),
    };
    let note = (!line.note.is_empty()).then(|| view! { <br/>{line.note.clone()} });
    let entered = line.entered.as_ref().map(|(at, by)| {
        view! { <br/><span class="muted">{format!("{}　{by}", when::moment(*at))}</span> }
    });
    let answered = match line.survey {
        Some(OfSurvey::Answered(day)) => {
            let words = format!("{}にアンケートに回答済み", format_date(day));
            Some(view! { <br/><strong>{words}</strong> })
        }
        Some(OfSurvey::Silent(_)) | None => None,
    };
    let dialled = dialled(channel, &line.address);
    let open = enters.then(|| {
        let href = paths::recipient(slug, campaign, id, line.place);
        let label = if line.reply.is_some() { "直す" } else { "記録する" };
        let unseen = format!("：{}", line.name);
        view! { <td role="cell" class="nowrap"><a href=href>{label}<span class="hidden">{unseen}</span></a></td> }
    });
    view! {
        <tr role="row">
            <td role="cell" data-label="番号" class="number">{line.place.to_string()}</td>
            <th role="rowheader" scope="row"><a href=of_party(slug, line.party)>{line.name.clone()}</a><br/><span class="muted">{number_of(line.party, &line.number)}</span></th>
            <td role="cell" data-label=address(channel)>{dialled}</td>
            <td role="cell" data-label="結果"><Tag tone label=word/>{answered}{note}{entered}</td>
            {open}
        </tr>
    }
}
