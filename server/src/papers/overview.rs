//! What can be printed for an activity, and for how many offices.

use super::{
    audience::{Line, Who, lines},
    codes, found,
    links::Links,
    words,
};
use crate::{actor::Reader, app::App, error::Error, materials::Done, page::Page};
use app::{
    papers::{LabelChoice, PART, PaperFile, PaperKind, PaperPage, PaperView},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use documents::LabelSheet;
use domain::{
    accounts::Role,
    campaigns::Channel,
    form::Typed,
    ids::{ActivityId, CampaignId, OfficeId},
    papers::{LeadsTo, PaperTexts, Taken},
    text::is_variation_selector,
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeSet;
use store::{
    Tx,
    campaigns::{Activity, Campaign},
};

const LETTERS: &str = "送付状";
const MEETING: &str = "受付名簿";

/// The page.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((_, campaign, id)): Path<(String, CampaignId, ActivityId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let (campaign, activity) = found(&tx, campaign, id).await?;
    let done = match done.as_deref() {
        Some("saved") => Some("保存しました。"),
        Some("issued") => Some("ご利用コードを発行しました。送付状に印刷できます。"),
        _ => None,
    };
    let form = FormState::filled(Typed::default().with("per", "12").with("start", "1"));
    render(&app, &reader, &tx, &page, (&campaign, &activity), done, form).await
}

/// The page with what was asked of its labels.
pub(super) async fn render(
    app: &App,
    reader: &Reader,
    tx: &Tx,
    page: &Page,
    (campaign, activity): (&Campaign, &Activity),
    done: Option<&'static str>,
    form: FormState,
) -> Result<Response, Error> {
    let lines = lines(tx, activity).await?;
    let slug = reader.tenant.slug.clone();
    let of = |who: Who, reached: fn(&Line) -> bool| {
        lines.iter().filter(|line| line.is(who) && reached(line)).count()
    };
    let posted = of(Who::Reached, |line| line.postal().is_some());
    let faxed = of(Who::Reached, |line| line.fax().is_some());
    let phoned = of(Who::Reached, |line| line.phone().is_some());
    let written = of(Who::Without, |line| line.postal().is_some());
    let file = |what: &str| paths::activity_paper_file(&slug, campaign.id, activity.id, what);
    let (texts, version) = words(tx, activity).await?;
    let offices: Vec<OfficeId> =
        lines.iter().filter_map(|line| line.recipient.target.party.office()).collect();
    let led = Links::of(app, tx, &slug, activity, texts.leads_to, &offices).await?;
    let prints = codes::may_print(reader, texts.leads_to);
    let mut kinds = Vec::new();
    if posted > 0 {
        let plain = |line: &&Line| {
            line.is(Who::Reached) && line.postal().is_some() && led.is_without(line.recipient.target.party)
        };
        let plain = lines.iter().filter(plain).count();
        let told = letters_lead(texts.leads_to, plain, app.config.public_side);
        kinds.push(letters(prints.then_some(told), posted, &file("letters")));
    }
    if faxed > 0 {
        kinds.push(faxes(faxed, &file("fax-covers"), file("fax-list")));
    }
    if phoned > 0 {
        kinds.push(list(
            "架電リスト",
            "話す内容と、結果の番号、メモの欄が入ります。圏域ごとに並びます。",
            file("phone-list"),
        ));
    }
    if posted > 0 {
        kinds.push(list(
            "訪問リスト",
            "住所と電話番号、結果の番号、メモの欄が入ります。圏域ごとに並びます。",
            file("visit-list"),
        ));
    }
    let meets = activity.text.kind.channel() == Some(Channel::Meeting);
    if meets && of(Who::Reached, |_| true) > 0 {
        kinds.push(list(
            MEETING,
            "対象の事業所が、圏域ごとに番号つきで並びます。受付で出席に丸を付け、後から番号で記録します。",
            file("meeting-list"),
        ));
    }
    if written > 0 {
        let letters = prints.then(|| format!("{}?who=without&", file("letters")));
        kinds.push(unreached(written, &file("labels"), letters.as_deref()));
    }
    if texts.leads_to == LeadsTo::SignIn && prints && app.config.public_side && not_yet(activity).is_none() {
        kinds.push(issuing(codes::without(app, tx, &lines).await?.len(), &slug, activity));
    }
    // The activity's own way stands first.
    let own = match activity.text.kind.channel() {
        Some(Channel::Fax) => "FAX",
        Some(Channel::Phone) => "架電リスト",
        Some(Channel::Visit) => "訪問リスト",
        Some(Channel::Meeting) => MEETING,
        Some(Channel::Post) | None => LETTERS,
    };
    kinds.sort_by_key(|kind| kind.title != own);
    let labels = LabelSheet::ALL.into_iter();
    let labels = labels.map(|sheet| LabelChoice { labels: sheet.labels(), words: sheet.words() });
    let without =
        lines.iter().filter(|line| line.postal().is_none() && line.fax().is_none() && line.phone().is_none());
    let view = PaperView {
        campaign: (campaign.id, campaign.text.name.clone()),
        activity: (activity.id, activity.text.title.clone()),
        not_yet: not_yet(activity),
        reached: vec![
            ("郵送できる事業所", posted),
            ("FAXを送れる事業所", faxed),
            ("電話できる事業所", phoned),
        ],
        labels: if posted > 0 { labels.collect() } else { Vec::new() },
        kinds,
        without: without
            .map(|line| (line.recipient.target.name.clone(), line.why_not("住所も番号もありません")))
            .collect(),
        lacking: lacking(app, &printed(campaign, activity, &texts, &lines)),
        unwritten: (version == 0).then(|| Taken::by(activity.text.kind, &activity.text.script)),
        keeps: reader.has(Role::Clerk),
        done,
        slug,
        form,
    };
    let rejected = view.form.has_errors();
    let view = move || view! { <PaperPage view/> };
    Ok(if rejected { page.unprocessable("印刷", view) } else { page.ok("印刷", view) })
}

/// Letters: what they are, or that the officer may not have them.
fn letters(lead: Option<String>, posted: usize, href: &str) -> PaperKind {
    let files = PaperFile::parts("送付状を印刷する（PDF）", &format!("{href}?"), posted);
    match lead {
        Some(lead) => PaperKind { title: LETTERS, lead, files, act: None },
        None => {
            let lead = "ご利用コードの入る送付状は、担当の職員だけが印刷できます。".to_owned();
            PaperKind { title: LETTERS, lead, files: Vec::new(), act: None }
        }
    }
}

/// Covers of a fax, one that fits everybody, and whom to fax.
fn faxes(faxed: usize, covers: &str, list: String) -> PaperKind {
    let mut files = PaperFile::parts("FAX送付票を印刷する（PDF）", &format!("{covers}?"), faxed);
    let everybody = "全事業所に共通の送付票（PDF）".to_owned();
    files.push(PaperFile { label: everybody, href: format!("{covers}?for=all") });
    files.push(PaperFile { label: "FAX送信リスト（PDF）".to_owned(), href: list });
    let lead = format!(
        "送付票は番号の順で、{PART}枚を超えるときは{PART}枚ずつのファイルに分かれます。\
         リストの終わりに、FAXを送らない事業所と理由が並びます。"
    );
    PaperKind { title: "FAX", lead, files, act: None }
}

/// Paper for those whom the activity's own way does not reach.
fn unreached(written: usize, labels: &str, letters: Option<&str>) -> PaperKind {
    let mut files = vec![PaperFile {
        label: "宛名ラベル 12面（PDF）".to_owned(),
        href: format!("{labels}?per=12&start=1&who=without"),
    }];
    if let Some(letters) = letters {
        files.extend(PaperFile::parts("送付状（PDF）", letters, written));
    }
    let lead = format!("番号がわからない、または届かない事業所のうち、住所のある{written}か所です。");
    PaperKind { title: "FAX・電話で届かない事業所への郵送", lead, files, act: None }
}

/// A list to work along, in one file.
fn list(title: &'static str, lead: &str, href: String) -> PaperKind {
    let files = vec![PaperFile { label: format!("{title}を印刷する（PDF）"), href }];
    PaperKind { title, lead: lead.to_owned(), files, act: None }
}

/// Codes for those letters that need one: issued by a button, for whoever prints changes nothing.
fn issuing(without: usize, slug: &str, activity: &Activity) -> PaperKind {
    let lead = "まだだれも利用を始めていない事業所に、事業所ごとのコードを発行して、送付状に印刷します。\
                コードは90日間、1回だけ使えます。すでに利用している事業所には発行しません。";
    let act = (without > 0).then(|| {
        let href = paths::activity_paper_codes(slug, activity.campaign, activity.id);
        PaperFile { label: format!("{without}か所のご利用コードを発行する"), href }
    });
    let lead = if without > 0 {
        lead.to_owned()
    } else {
        format!("{lead}コードの必要な事業所には、発行してあります。")
    };
    PaperKind { title: "ご利用コード", lead, files: Vec::new(), act }
}

/// What the letters are, and how many of them carry neither a QR code nor a code to type, and why.
fn letters_lead(leads_to: LeadsTo, plain: usize, public_side: bool) -> String {
    let letters = format!(
        "1事業所1枚で、窓あき封筒に入れると宛名が見えます。\
         {PART}枚を超えるときは、{PART}枚ずつのファイルに分かれます。"
    );
    if plain == 0 {
        return format!("{letters}どの送付状にも、開くページのQRコードが入ります。");
    }
    let why = match leads_to {
        LeadsTo::Link => {
            "「送付状とFAXの文を書く」で申込みや回答のページを選ぶか、活動にリンクを入力すると入ります。"
        }
        LeadsTo::Session(_) | LeadsTo::Survey(_) | LeadsTo::SignIn if !public_side => {
            "事業所がこのシステムを開けない設定のため、事業所ごとのページを案内できません。"
        }
        LeadsTo::Session(_) => {
            "まだ案内していない事業所です。先にデモ・説明会の「事業所に案内する」で案内すると入ります。"
        }
        LeadsTo::Survey(_) => {
            "まだ案内していない事業所です。先にアンケートの「事業所に案内する」で案内すると入ります。"
        }
        LeadsTo::SignIn => "まだご利用コードのない事業所です。下の「ご利用コード」で発行すると入ります。",
    };
    format!("{letters}このうち{plain}か所には、QRコードも回答コードも入りません。{why}")
}

/// Why nothing can be printed.
const fn not_yet(activity: &Activity) -> Option<(&'static str, &'static str)> {
    if activity.text.kind.channel().is_none() {
        Some((
            "この種類の活動には、対象の一覧がありません",
            "郵送、FAX、電話、訪問などの活動を加えて対象を確定すると、印刷できます。",
        ))
    } else if activity.frozen.is_none() {
        Some((
            "対象がまだ確定していません",
            "活動のページで対象を確定すると、宛名ラベルや送付状を印刷できます。",
        ))
    } else {
        None
    }
}

/// Everything that the papers print of an activity and of its offices.
fn printed(campaign: &Campaign, activity: &Activity, texts: &PaperTexts, lines: &[Line]) -> Vec<String> {
    let own = [&campaign.text.name, &activity.text.title, &activity.text.script];
    let written = [&texts.subject, &texts.letter, &texts.fax];
    let mut all: Vec<String> = own.into_iter().chain(written).cloned().collect();
    for line in lines {
        all.push(line.recipient.target.name.clone());
        all.push(line.area());
        if let Some(address) = line.postal() {
            all.push(address.address);
        }
        // A letter may name the corporation, and calls the office what the register calls it now.
        if let Some(office) = line.office() {
            all.push(office.particulars.corporation_name.clone());
            all.push(office.particulars.name.clone());
        }
    }
    all
}

/// Characters of these that no font of this machine has, each once.
pub fn lacking(app: &App, printed: &[String]) -> String {
    let printed: BTreeSet<char> = printed.iter().flat_map(|words| words.chars()).collect();
    let lacks = |c: &char| !c.is_control() && !is_variation_selector(*c) && !app.fonts.cover(*c);
    printed.into_iter().filter(lacks).collect()
}
