//! The papers as files. Addresses and numbers of offices leave with them, so every look is kept.

use super::{
    audience::{Line, Who, lines, sharing},
    codes::may_print,
    found,
    links::Links,
    overview, words,
};
use crate::{
    actor::{Officer, Reader},
    app::App,
    download,
    error::Error,
    page::{Page, see_other},
};
use app::{campaigns::days, messages::campaigns::reply, papers::PART, paths};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use documents::{
    ActivityLetter, ActivityLetters, AddressLabels, Contact, FaxCover, FaxCovers, LabelSheet, ReachBy,
    ReachLine, ReachList, RenderError, Rendered,
};
use domain::{
    campaigns::{Channel, Reply},
    form::Typed,
    ids::{ActivityId, CampaignId, OfficeId},
    mailings::Template,
    papers::Envelope,
    text::normalise_code,
};
use elements::FormState;
use store::{
    Tx,
    campaigns::{Activity, Campaign},
    views,
};

/// What an address says of a file.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Labels on a sheet.
    per: String,
    /// The first label that is left.
    start: String,
    /// Whom of the list.
    who: String,
    /// Which part of many, from 1.
    part: String,
    /// `all` for one cover that fits everybody.
    r#for: String,
}

type Place = Path<(String, CampaignId, ActivityId)>;

/// An activity with its list.
struct Loaded {
    campaign: Campaign,
    activity: Activity,
    lines: Vec<Line>,
}

impl Loaded {
    async fn find(tx: &Tx, campaign: CampaignId, id: ActivityId) -> Result<Self, Error> {
        let (campaign, activity) = found(tx, campaign, id).await?;
        let lines = lines(tx, &activity).await?;
        Ok(Self { campaign, activity, lines })
    }

    /// Those offices, in the order of the list.
    fn of(&self, who: Who) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.is(who))
    }

    /// The offices of the list.
    fn offices(&self) -> Vec<OfficeId> {
        self.lines.iter().filter_map(|line| line.recipient.target.party.office()).collect()
    }

    /// Back to what can be printed: there is nothing for this paper.
    fn nothing(&self, slug: &str) -> Response {
        see_other(&paths::activity_paper(slug, self.campaign.id, self.activity.id))
    }
}

/// Addresses on labels; a size or a place that there is not is told on the page that asked.
pub async fn labels(
    reader: Reader,
    State(app): State<App>,
    Path((slug, campaign, id)): Place,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let loaded = Loaded::find(&tx, campaign, id).await?;
    let per = if asked.per.is_empty() { "12" } else { asked.per.as_str() };
    let start = if asked.start.is_empty() { "1" } else { asked.start.as_str() };
    let sheet = per.parse().ok().and_then(LabelSheet::of);
    let first: Option<usize> = normalise_code(start).trim_end_matches("枚目").parse().ok();
    let most = sheet.map_or(1, LabelSheet::labels);
    let first = first.filter(|first| (1..=most).contains(first));
    let (Some(sheet), Some(start)) = (sheet, first) else {
        let mut errors = Vec::new();
        if sheet.is_none() {
            errors.push(("per", "ラベル用紙を選んでください".to_owned()));
        } else {
            errors
                .push(("start", format!("何枚目から印刷するかは、1から{most}までの数字で入力してください")));
        }
        let typed = Typed::default().with("per", per).with("start", start);
        let form = FormState::rejected(typed, errors);
        let Loaded { campaign, activity, .. } = &loaded;
        return overview::render(&app, &reader, &tx, &page, (campaign, activity), None, form).await;
    };
    let addresses: Vec<_> = loaded.of(Who::of_word(&asked.who)).filter_map(Line::postal).collect();
    if addresses.is_empty() {
        return Ok(loaded.nothing(&slug));
    }
    looked(&app, tx, id).await?;
    let labels = AddressLabels {
        purpose: loaded.activity.text.title.clone(),
        sender: reader.tenant.name.clone(),
        sheet,
        start,
        addresses,
    };
    let name = labels.file_name();
    set(&app, name, move |now, fonts| labels.render(now, fonts)).await
}

/// Letters for window envelopes, a part of them where there are many.
pub async fn letters(
    reader: Reader,
    State(app): State<App>,
    Path((slug, campaign, id)): Place,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let loaded = Loaded::find(&tx, campaign, id).await?;
    let (texts, _) = words(&tx, &loaded.activity).await?;
    let template = Template::parse(&texts.letter)
        .map_err(|_| Error::Internal("the words of a letter have places that are not known"))?;
    if !may_print(&reader, texts.leads_to) {
        return Err(Error::NotFound);
    }
    let offices = loaded.offices();
    let links = Links::of(&app, &tx, &slug, &loaded.activity, texts.leads_to, &offices).await?;
    let addressed = loaded.of(Who::of_word(&asked.who)).filter_map(|line| Some((line, line.postal()?)));
    let (first, part) = part(&asked);
    let shared = sharing(&loaded.lines);
    let letters: Vec<_> = addressed
        .skip(first)
        .take(PART)
        .filter_map(|(line, address)| {
            let facts = line.facts(&app, &reader.tenant)?;
            let facts = match shared.get(&line.key()) {
                Some(others) if line.is(Who::Reached) => facts.with_others(others),
                Some(_) | None => facts,
            };
            let body = template.render(&facts);
            let party = line.recipient.target.party;
            let body = match links.code(party) {
                Some(code) => format!("{body}\n\n{code}"),
                None => body,
            };
            Some(ActivityLetter { office: address, body, url: links.url(party) })
        })
        .collect();
    if letters.is_empty() {
        return Ok(loaded.nothing(&slug));
    }
    looked(&app, tx, id).await?;
    let letters = ActivityLetters {
        sender: sender(&reader),
        issued_on: app.clock.today(),
        square: texts.envelope == Envelope::Square2,
        subject: texts.subject,
        invitation: links.words.to_owned(),
        letters,
    };
    let name = letters.file_name(&part);
    set(&app, name, move |now, fonts| letters.render(now, fonts)).await
}

/// Fax covers, one an office in the order of the list; or one that fits everybody.
pub async fn fax_covers(
    reader: Reader,
    State(app): State<App>,
    Path((slug, campaign, id)): Place,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let loaded = Loaded::find(&tx, campaign, id).await?;
    let (texts, _) = words(&tx, &loaded.activity).await?;
    let (first, part) = part(&asked);
    let covers: Vec<_> = if asked.r#for == "all" {
        let (place, fax) = (String::new(), String::new());
        vec![FaxCover { place, name: "関係事業所".to_owned(), honorific: "各位", fax }]
    } else {
        let own = loaded.of(Who::Reached).filter_map(|line| Some((line, line.fax()?)));
        let cover = |(line, fax): (&Line, String)| FaxCover {
            place: line.recipient.place.to_string(),
            name: line.recipient.target.name.clone(),
            honorific: "御中",
            fax,
        };
        own.skip(first).take(PART).map(cover).collect()
    };
    if covers.is_empty() {
        return Ok(loaded.nothing(&slug));
    }
    looked(&app, tx, id).await?;
    let covers = FaxCovers {
        sender: sender(&reader),
        sent_on: app.clock.today(),
        subject: texts.subject,
        pages: texts.fax_pages,
        message: texts.fax,
        covers,
    };
    let name = covers.file_name(&part);
    set(&app, name, move |now, fonts| covers.render(now, fonts)).await
}

/// Whom to fax, in the order of the list; who has no number stands apart.
pub async fn fax_list(reader: Reader, State(app): State<App>, place: Place) -> Result<Response, Error> {
    list(reader, app, place, ReachBy::Fax).await
}

/// Whom to call, by area, with what to say and room to note what came of it.
pub async fn phone_list(reader: Reader, State(app): State<App>, place: Place) -> Result<Response, Error> {
    list(reader, app, place, ReachBy::Phone).await
}

/// Whom to visit, by area.
pub async fn visit_list(reader: Reader, State(app): State<App>, place: Place) -> Result<Response, Error> {
    list(reader, app, place, ReachBy::Visit).await
}

/// Who is expected at a meeting, by area, to be ticked at the door; the numbers are those by which results are entered.
pub async fn meeting_list(reader: Reader, State(app): State<App>, place: Place) -> Result<Response, Error> {
    list(reader, app, place, ReachBy::Meeting).await
}

async fn list(
    reader: Reader,
    app: App,
    Path((slug, campaign, id)): Place,
    by: ReachBy,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let loaded = Loaded::find(&tx, campaign, id).await?;
    let (mut lines, mut without) = (Vec::new(), Vec::new());
    for line in &loaded.lines {
        let (reach, missing) = match by {
            ReachBy::Fax => (line.fax(), "FAX番号なし"),
            ReachBy::Phone => (line.phone(), "電話番号なし"),
            ReachBy::Visit => (line.postal().map(|address| whereabouts(&address, line)), "住所なし"),
            // Nobody needs a number to come.
            ReachBy::Meeting => (Some(line.phone().unwrap_or_default()), ""),
        };
        let area = if by == ReachBy::Fax { String::new() } else { line.area() };
        match reach {
            Some(reach) if line.is(Who::Reached) => lines.push(line.paper(reach, area)),
            _ => without.push(line.paper(line.why_not(missing), String::new())),
        }
    }
    if lines.is_empty() {
        return Ok(loaded.nothing(&slug));
    }
    // Areas in their order, those without one last; within an area the order of the list.
    lines.sort_by(|one, other| sort_key(one).cmp(&sort_key(other)));
    looked(&app, tx, id).await?;
    let Loaded { campaign, activity, .. } = loaded;
    let channel = match by {
        ReachBy::Fax => None,
        ReachBy::Phone => Some(Channel::Phone),
        ReachBy::Visit => Some(Channel::Visit),
        ReachBy::Meeting => Some(Channel::Meeting),
    };
    let replies = channel.map(Reply::of).unwrap_or_default();
    let list = ReachList {
        by,
        body: reader.tenant.name.clone(),
        facts: vec![
            ("キャンペーン".to_owned(), campaign.text.name),
            ("活動".to_owned(), activity.text.title.clone()),
            ("期日".to_owned(), days(activity.text.starts_on, activity.text.ends_on)),
            ("事業所".to_owned(), format!("{}か所", lines.len())),
        ],
        title: activity.text.title,
        script: match by {
            ReachBy::Phone | ReachBy::Visit => activity.text.script,
            ReachBy::Fax | ReachBy::Meeting => String::new(),
        },
        keys: (1_u8..).zip(replies).map(|(key, one)| (key.to_string(), reply(*one).to_owned())).collect(),
        lines,
        without,
    };
    let name = list.file_name();
    set(&app, name, move |now, fonts| list.render(now, fonts)).await
}

fn sort_key(line: &ReachLine) -> (bool, &str, u32) {
    (line.area.is_empty(), line.area.as_str(), line.place)
}

/// Where to go, and whom to call on the way.
fn whereabouts(address: &documents::PostalAddress, line: &Line) -> String {
    let place = address.address.replace('\n', " ");
    match line.phone() {
        Some(phone) => format!("{place} 電話 {phone}"),
        None => place,
    }
}

/// Where a part begins, and what its file is called.
fn part(asked: &Asked) -> (usize, String) {
    match asked.part.parse::<usize>().ok().filter(|part| *part > 0) {
        Some(part) => {
            let first = (part - 1).saturating_mul(PART);
            (first, format!("{}から", first.saturating_add(1)))
        }
        None => (0, String::new()),
    }
}

/// From whom, and whom to ask.
fn sender(officer: &Officer) -> Contact {
    let settings = &officer.tenant.settings;
    Contact {
        body: officer.tenant.name.clone(),
        section: settings.department.clone(),
        phone: settings.phone.clone(),
        hours: settings.hours.clone(),
    }
}

/// Keeps that somebody took a paper with addresses.
async fn looked(app: &App, tx: Tx, id: ActivityId) -> Result<(), Error> {
    views::record(&tx, app.clock.id(), app.clock.now(), "activity", id.uuid(), "papers").await?;
    Ok(tx.commit().await?)
}

/// Sets a paper beside the requests that wait.
async fn set(
    app: &App,
    name: String,
    render: impl FnOnce(chrono::DateTime<chrono::Utc>, &documents::Fonts) -> Result<Rendered, RenderError>
    + Send
    + 'static,
) -> Result<Response, Error> {
    let (now, fonts) = (app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting a paper was broken off"))?
        .map_err(|_| Error::Internal("a paper cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}
