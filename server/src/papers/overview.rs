//! What can be printed for an activity, and for how many offices.

use super::{
    audience::{Line, Who, lines},
    found, words,
};
use crate::{actor::Reader, app::App, error::Error, materials::Done, page::Page};
use app::{
    papers::{LabelChoice, PaperFile, PaperKind, PaperPage, PaperView},
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
    ids::{ActivityId, CampaignId},
    text::is_variation_selector,
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeSet;
use store::{
    Tx,
    campaigns::{Activity, Campaign},
};

/// Letters or covers in one file; printers and people take no more at once.
pub(super) const PART: usize = 1_000;

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
    let done = (done.as_deref() == Some("saved")).then_some("保存しました。");
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
    let mut kinds = Vec::new();
    if posted > 0 {
        kinds.push(PaperKind {
            title: "送付状",
            lead: "1事業所1枚で、窓あき封筒に入れると宛名が見えます。申込みや回答のページがある活動では、事業所ごとのQRコードが入ります。".to_owned(),
            files: parts("送付状を印刷する（PDF）", &format!("{}?", file("letters")), posted),
        });
    }
    if faxed > 0 {
        let mut files = parts("FAX送付票を印刷する（PDF）", &format!("{}?", file("fax-covers")), faxed);
        files.push(PaperFile {
            label: "全事業所に共通の送付票（PDF）".to_owned(),
            href: format!("{}?for=all", file("fax-covers")),
        });
        files.push(PaperFile { label: "FAX送信リスト（PDF）".to_owned(), href: file("fax-list") });
        let lead = "送付票は番号の順です。リストの終わりに、FAXを送らない事業所と理由が並びます。".to_owned();
        kinds.push(PaperKind { title: "FAX", lead, files });
    }
    if phoned > 0 {
        kinds.push(PaperKind {
            title: "架電リスト",
            lead: "話す内容と、結果の番号、メモの欄が入ります。圏域ごとに並びます。".to_owned(),
            files: vec![PaperFile {
                label: "架電リストを印刷する（PDF）".to_owned(),
                href: file("phone-list"),
            }],
        });
    }
    if posted > 0 {
        kinds.push(PaperKind {
            title: "訪問リスト",
            lead: "住所と電話番号、結果の番号、メモの欄が入ります。圏域ごとに並びます。".to_owned(),
            files: vec![PaperFile {
                label: "訪問リストを印刷する（PDF）".to_owned(),
                href: file("visit-list"),
            }],
        });
    }
    if written > 0 {
        let mut files = vec![PaperFile {
            label: "宛名ラベル 12面（PDF）".to_owned(),
            href: format!("{}?per=12&start=1&who=without", file("labels")),
        }];
        files.extend(parts("送付状（PDF）", &format!("{}?who=without&", file("letters")), written));
        let lead = format!("番号がわからない、または届かない事業所のうち、住所のある{written}か所です。");
        kinds.push(PaperKind { title: "FAX・電話で届かない事業所への郵送", lead, files });
    }
    // The activity's own way stands first.
    let own = match activity.text.kind.channel() {
        Some(Channel::Fax) => "FAX",
        Some(Channel::Phone) => "架電リスト",
        Some(Channel::Visit) => "訪問リスト",
        Some(Channel::Post | Channel::Meeting) | None => "送付状",
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
        lacking: lacking(app, &lines),
        unwritten: words(tx, activity).await?.1 == 0,
        keeps: reader.has(Role::Clerk),
        done,
        slug,
        form,
    };
    let rejected = view.form.has_errors();
    let view = move || view! { <PaperPage view/> };
    Ok(if rejected { page.unprocessable("印刷", view) } else { page.ok("印刷", view) })
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

/// Links to parts of so many, where there are more than one.
fn parts(label: &str, href: &str, count: usize) -> Vec<PaperFile> {
    if count <= PART {
        let href = href.trim_end_matches(['?', '&']).to_owned();
        return vec![PaperFile { label: label.to_owned(), href }];
    }
    (0..count.div_ceil(PART))
        .map(|part| {
            let (first, last) = (part * PART + 1, ((part + 1) * PART).min(count));
            PaperFile { label: format!("{label} {first}〜{last}"), href: format!("{href}part={}", part + 1) }
        })
        .collect()
}

/// Characters of names and addresses that no font of this machine has, each once.
fn lacking(app: &App, lines: &[Line]) -> String {
    let mut lacking = BTreeSet::new();
    for line in lines {
        let target = &line.recipient.target;
        let characters = target.name.chars().chain(target.address.chars());
        lacking.extend(
            characters.filter(|c| !c.is_control() && !is_variation_selector(*c) && !app.fonts.cover(*c)),
        );
    }
    lacking.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_letters_are_one_file_and_one_more_are_two() {
        let one = parts("送付状", "/letters.pdf?", 1_000);
        assert_eq!(one, [PaperFile { label: "送付状".into(), href: "/letters.pdf".into() }]);
        let two = parts("送付状", "/letters.pdf?who=without&", 1_001);
        let told: Vec<_> = two.iter().map(|file| (file.label.as_str(), file.href.as_str())).collect();
        assert_eq!(
            told,
            [
                ("送付状 1〜1000", "/letters.pdf?who=without&part=1"),
                ("送付状 1001〜1001", "/letters.pdf?who=without&part=2"),
            ]
        );
    }
}
