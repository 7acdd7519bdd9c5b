//! The history of an office: everything there is of it, in words and with its source.

use super::{named, office};
use crate::{actor::Reader, app::App, error::Error, offices::OfficePath, page::Page};
use app::{
    follow_up::{HistoryEntry, HistoryPage, HistoryView, OpenAction},
    messages::{
        adoption as adoption_words, demos, follow_up as words, software as software_words, subsidies,
    },
    paths, when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::Role,
    adoption::current,
    ids::{AccountId, OfficeId},
    surveys::AskChannel,
    wareki::format_date,
};
use elements::Tone;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    adoption::{self, Recorded},
    demos::sessions::Session,
    follow_up::{self, Entry, FollowUp, What},
    offices,
    partners::SaidBy,
    software, views,
};

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// The page; that it was looked at is kept, for names stand in notes.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path(OfficePath { office: id }): Path<OfficePath>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let tx = app.store.look(&reader.scope()).await?;
    let office = office(&tx, id).await?;
    let teller = Teller::of(&tx, &reader.tenant.slug, reader.has(Role::Clerk)).await?;
    let entries = follow_up::history(&tx, id).await?;
    let partners = partner_names(&tx, &entries).await?;
    let open = opened(&entries, &teller);
    let entries = entries.iter().map(|entry| teller.tell(entry, &partners)).collect();
    let evidence: Vec<_> =
        adoption::of_office(&tx, id).await?.into_iter().map(|known| known.evidence).collect();
    views::record(&tx, app.clock.id(), app.clock.now(), "office", id.uuid(), "history").await?;
    tx.commit().await?;
    let history = HistoryView {
        slug: reader.tenant.slug.clone(),
        office: id,
        name: office.particulars.name.clone(),
        number: office.number.to_string(),
        adoption: standing(&evidence, today),
        open,
        entries,
        today,
        may_write: reader.has(Role::Clerk),
        done: match asked.done.as_str() {
            "recorded" => Some("支援を記録しました"),
            "saved" => Some("記録を直しました"),
            "finished" => Some("済みにしました"),
            _ => None,
        },
    };
    Ok(page.ok("支援の経過", move || view! { <HistoryPage history/> }))
}

fn standing(evidence: &[domain::adoption::Evidence], today: NaiveDate) -> (Tone, String) {
    current(evidence, today).map_or_else(
        || (Tone::Neutral, "導入の状況はわかっていません".to_owned()),
        |holds| (adoption_words::tone(holds.state), adoption_words::state(holds.state).to_owned()),
    )
}

fn opened(entries: &[Entry], teller: &Teller) -> Vec<OpenAction> {
    let spoken = entries.iter().filter_map(|entry| match &entry.what {
        What::Spoke(record) => Some(record),
        _ => None,
    });
    let mut open: Vec<OpenAction> = spoken
        .filter_map(|record| {
            let next = record.open()?;
            Some(OpenAction {
                id: record.id,
                version: record.version,
                action: next.action.clone(),
                on: next.on,
                owner: named(&teller.names, next.owner),
            })
        })
        .collect();
    open.sort_by_key(|action| action.on);
    open
}

async fn partner_names(tx: &Tx, entries: &[Entry]) -> Result<BTreeMap<OfficeId, String>, Error> {
    let ids: Vec<OfficeId> = entries
        .iter()
        .filter_map(|entry| match &entry.what {
            What::Linked(partner) => Some(partner.office),
            _ => None,
        })
        .collect();
    let offices = offices::several(tx, &ids).await?;
    Ok(offices.into_iter().map(|office| (office.id, office.particulars.name)).collect())
}

/// Tells entries in words.
struct Teller {
    slug: String,
    /// Whether the viewer corrects what was recorded.
    edits: bool,
    names: BTreeMap<AccountId, String>,
    catalogue: software::Catalogue,
}

type Told = (String, Vec<String>, Option<AccountId>, Option<(String, String)>);

impl Teller {
    async fn of(tx: &Tx, slug: &str, edits: bool) -> Result<Self, Error> {
        let (names, catalogue) = (accounts::names(tx).await?, software::catalogue(tx).await?);
        Ok(Self { slug: slug.to_owned(), edits, names, catalogue })
    }

    fn tell(&self, entry: &Entry, partners: &BTreeMap<OfficeId, String>) -> HistoryEntry {
        let (title, lines, by, source) = self.words(&entry.what, partners);
        let by = by.and_then(|by| self.names.get(&by).cloned());
        HistoryEntry { on: entry.on, title, lines, by, source }
    }

    fn words(&self, what: &What, partners: &BTreeMap<OfficeId, String>) -> Told {
        let slug = &self.slug;
        let link = |label: &str, href: String| Some((label.to_owned(), href));
        match what {
            What::Spoke(record) => self.spoke(record),
            What::Mailed { mailing, subject, state } => {
                let ended = match state.as_str() {
                    "sent" => "お知らせを送信しました",
                    "waiting" | "sending" | "paused" => "お知らせを送信します",
                    "unknown" => "お知らせが届いたかどうかわかりません",
                    "withdrawn" => "お知らせの送信を取りやめました",
                    _ => "お知らせは届けられませんでした",
                };
                let href = link("お知らせを見る", paths::mailing(slug, *mailing));
                (ended.to_owned(), vec![subject.clone()], None, href)
            }
            What::Talked(talk) => {
                let appointment = talk.agreed().map(|at| subsidies::appointment_line(talk.way, at));
                let lines = appointment.into_iter().chain([talk.sentence.clone()]).collect();
                let href = link("申請を見る", paths::application(slug, talk.application));
                ("申請について話す日時を約束しました".to_owned(), lines, Some(talk.by), href)
            }
            What::Invited(session) => self.session("デモ・説明会に案内しました", session, None),
            What::Registered(session) => self.session("デモ・説明会に申し込みました", session, None),
            What::Attended(session, people) => {
                self.session("デモ・説明会に参加しました", session, Some(format!("{people}人")))
            }
            What::Asked { survey, title, channel, reminded, is_silent } => {
                let by = if *channel == AskChannel::Mail { "メール" } else { "依頼状" };
                let again =
                    reminded.map(|(on, times)| format!("督促 {times}回（最後は{}）", format_date(on)));
                let silent = is_silent.then(|| "まだ回答がありません".to_owned());
                let asked = std::iter::once(format!("{title}（{by}）"));
                let href = link("アンケートを見る", paths::survey(slug, *survey));
                let lines = asked.chain(again).chain(silent).collect();
                ("アンケートを案内しました".to_owned(), lines, None, href)
            }
            What::Answered { survey, title, channel } => {
                let by = match channel.as_str() {
                    "paper" => "紙の回答",
                    "fax" => "FAXの回答",
                    "phone" => "電話の回答",
                    _ => "ウェブの回答",
                };
                let href = link("アンケートを見る", paths::survey(slug, *survey));
                ("アンケートに回答しました".to_owned(), vec![format!("{title}（{by}）")], None, href)
            }
            What::Reached { campaign, activity, title, kind, result } => {
                let kind = domain::campaigns::ActivityKind::from_code(kind)
                    .map_or("そのほか", app::messages::campaigns::kind);
                let result = result.as_deref().map(|word| {
                    let word = domain::campaigns::Reply::from_code(word)
                        .map_or("記録あり", app::messages::campaigns::reply);
                    format!("結果：{word}")
                });
                let lines = std::iter::once(title.clone()).chain(result).collect();
                let href = link("周知の取組を見る", paths::activity(slug, *campaign, *activity));
                (format!("周知の取組（{kind}）"), lines, None, href)
            }
            What::Handed { material, title, pieces } => {
                let href = link("資材を見る", paths::material(slug, *material));
                ("資材を渡しました".to_owned(), vec![format!("{title}（{pieces}部）")], None, href)
            }
            What::Applied { application, receipt, stage } => {
                let href = link("申請を見る", format!("{}/{application}", paths::applications(slug)));
                let now = format!("受付番号 {receipt}　いまの状態：{}", subsidies::stage(*stage));
                ("補助金を申請しました".to_owned(), vec![now], None, href)
            }
            What::Adopted(known) => self.adopted(known),
            What::Uses(one) => {
                let title = one.product.map(|product| self.catalogue.title(product));
                let name = title.filter(|title| !title.is_empty()).unwrap_or_else(|| one.typed.clone());
                let ended = one.ended_on.map(|day| format!("{}に使うのをやめました", format_date(day)));
                let lines = std::iter::once(format!("{name}（{}）", software_words::basis(&one.basis)));
                let href = one.product.map(|id| ("製品を見る".to_owned(), paths::software_product(slug, id)));
                ("介護ソフトがわかりました".to_owned(), lines.chain(ended).collect(), one.by, href)
            }
            What::Linked(partner) => {
                let name = partners.get(&partner.office).cloned().unwrap_or_default();
                let said = match partner.said_by {
                    SaidBy::Own => "この事業所の情報から",
                    SaidBy::Other => "相手の事業所の情報から",
                    SaidBy::Both => "両方の事業所の情報から",
                };
                let told = format!("{name}（{said}、{}）", software_words::basis(&partner.basis));
                let href = link("連携先を見る", paths::office(slug, partner.office));
                ("連携先がわかりました".to_owned(), vec![told], partner.by, href)
            }
        }
    }

    fn spoke(&self, record: &FollowUp) -> Told {
        let said = &record.said;
        let mut lines = Vec::new();
        if !said.spoken_with.is_empty() {
            lines.push(format!("話した相手：{}", said.spoken_with));
        }
        lines.extend(said.notes.lines().map(str::to_owned));
        if !said.agreed.is_empty() {
            lines.push(format!("決まったこと：{}", said.agreed));
        }
        if let Some(next) = &said.next {
            let who = named(&self.names, next.owner);
            lines.push(format!("次にすること：{}（{}、{who}）", next.action, format_date(next.on)));
        }
        if let Some(done) = &record.done {
            let who = done.by.and_then(|by| self.names.get(&by).cloned()).unwrap_or_default();
            let note = if done.note.is_empty() { String::new() } else { format!("　{}", done.note) };
            lines.push(format!("済み：{} {who}{note}", when::moment(done.at)));
        }
        let edit =
            self.edits.then(|| ("記録を直す".to_owned(), paths::edit_follow_up(&self.slug, record.id)));
        (format!("支援（{}）", words::way(said.way)), lines, Some(record.by), edit)
    }

    fn adopted(&self, known: &Recorded) -> Told {
        let Recorded { evidence, batch, by } = known;
        let title = format!("導入の状況：{}", adoption_words::state(evidence.state));
        let note = (!evidence.note.is_empty()).then(|| evidence.note.clone());
        let source = format!("出どころ：{}", adoption_words::source(evidence.source));
        let href = batch.map(|batch| ("一覧を見る".to_owned(), paths::import(&self.slug, batch)));
        (title, std::iter::once(source).chain(note).collect(), *by, href)
    }

    fn session(&self, title: &str, session: &Session, note: Option<String>) -> Told {
        let begins = session.stage.session().map(|held| when::moment(held.slot.starts_at()));
        let place = demos::place(session.place().0).to_owned();
        let lines = begins.into_iter().chain([place]).chain(note).collect();
        let href = ("デモ・説明会を見る".to_owned(), paths::demo_session(&self.slug, session.id));
        (title.to_owned(), lines, None, Some(href))
    }
}
