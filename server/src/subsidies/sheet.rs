//! 制度の案内 on one sheet of A4, to print or to hand out.

use crate::{actor::Visitor, app::App, error::Error};
use app::{messages::subsidies::grant_in_words, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use documents::{Contact, ProgrammeSheet};
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{ClaimedExpense, Rules, amount},
    wareki::format_date,
};
use store::{initiatives, subsidies::programmes};

/// The sheet of a published programme.
pub async fn show(
    visitor: Visitor,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&visitor.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let initiative = initiatives::by_id(&tx, programme.initiative).await?;
    drop(tx);
    let rules = programme.current.ok_or(Error::NotFound)?.rules;
    let url = format!("{}{}", app.config.public_url, paths::guide(&slug, id));
    let sheet = sheet_of(&visitor.tenant.name, &rules, initiative.licence_on(app.clock.today()).fee, url);
    let name = sheet.file_name();
    let now = app.clock.now();
    let fonts = app.fonts.clone();
    let made = tokio::task::spawn_blocking(move || sheet.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the sheet was broken off"))?
        .map_err(|_| Error::Internal("the sheet cannot be set"))?;
    Ok(crate::download::file(&name, "application/pdf", made.pdf))
}

fn sheet_of(municipality: &str, rules: &Rules, fee: Yen, url: String) -> ProgrammeSheet {
    let paid = rules.expense.cap.max(fee);
    let example = grant_in_words(&amount(rules, &ClaimedExpense { paid }));
    let services = rules.services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、");
    ProgrammeSheet {
        programme: rules.title.clone(),
        fiscal_year: rules.fiscal_year,
        lead: format!("{}の事業所が支払った「{}」を補助します。", rules.location.name, rules.expense.name),
        amount: format!("上限 {}", rules.expense.cap),
        amount_note: format!("例：{example}"),
        opens: rules.window.opens,
        closes: rules.window.closes,
        window_note: "予算がなくなり次第、受付を終わります。".to_owned(),
        who: vec![
            format!("{}にある事業所（1つの事業所番号につき1年度に1回）", rules.location.name),
            format!("対象サービス：{services}"),
            format!(
                "{}から{}までに支払った経費",
                format_date(rules.expense.paid_from),
                format_date(rules.expense.paid_until)
            ),
        ],
        needed: rules
            .documents
            .iter()
            .map(|document| {
                let optional = if document.optional { "（ある場合）" } else { "" };
                format!("{}{optional}", document.name)
            })
            .collect(),
        steps: vec![
            "システムの利用を申し込み、ライセンス料を支払う。".to_owned(),
            "下のページから申請する（15分ほど。途中で保存できます。押印はいりません）。".to_owned(),
            format!("申請から{}開庁日（標準処理期間）ほどで、決定をお知らせします。", rules.standard_days),
        ],
        url,
        legal_basis: rules.legal_basis.name.clone(),
        contact: Contact {
            body: municipality.to_owned(),
            section: rules.desk.section.clone(),
            phone: rules.desk.phone.clone(),
            hours: rules.desk.hours.clone(),
        },
    }
}
