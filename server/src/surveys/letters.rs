//! 依頼状: letters to those without a mail address of their own, each with its code and its QR code.

use super::{found, job::link, tokens};
use crate::{actor::Clerk, app::App, download, error::Error, page::see_other};
use app::{messages::surveys::keeping, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use documents::{ActivityLetter, ActivityLetters, Contact, PostalAddress};
use domain::{
    ids::SurveyId,
    surveys::{AskChannel, SurveyState},
    wareki::format_date,
};
use std::collections::HashMap;
use store::{
    offices,
    surveys::{
        Survey,
        invitations::{self, Invitation},
    },
};

/// One page for each who is asked by a letter and has not answered.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let asked: Vec<_> = invitations::of_survey(&tx, id)
        .await?
        .into_iter()
        .filter(|one| one.channel == AskChannel::Letter && one.answered_on.is_none())
        .collect();
    if asked.is_empty() || survey.state != SurveyState::Open {
        return Ok(see_other(&paths::survey_invitations(&slug, id)));
    }
    let ids: Vec<_> = asked.iter().filter_map(|one| one.office).collect();
    let known: HashMap<_, _> =
        offices::several(&tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    store::views::record(&tx, app.clock.id(), app.clock.now(), "survey", id.uuid(), "survey-letters").await?;
    tx.commit().await?;
    let settings = &clerk.tenant.settings;
    let letters = asked
        .iter()
        .map(|one| {
            let office = one.office.and_then(|id| known.get(&id));
            let address = office.map_or_else(
                || PostalAddress {
                    postal_code: String::new(),
                    address: String::new(),
                    name: one.name.clone(),
                },
                |office| {
                    let particulars = &office.particulars;
                    PostalAddress {
                        postal_code: particulars.postal_code.map(|code| code.to_string()).unwrap_or_default(),
                        address: format!("{}\n{}", particulars.address, particulars.building)
                            .trim_end()
                            .to_owned(),
                        name: particulars.name.clone(),
                    }
                },
            );
            ActivityLetter {
                office: address,
                body: body(&app, &slug, &survey, one),
                url: link(&app, &slug, one).unwrap_or_default(),
            }
        })
        .collect();
    let letters = ActivityLetters {
        sender: Contact {
            body: clerk.tenant.name.clone(),
            section: settings.department.clone(),
            phone: settings.phone.clone(),
            hours: settings.hours.clone(),
        },
        issued_on: app.clock.today(),
        square: false,
        subject: survey.title.clone(),
        invitation: "スマートフォンで、右のQRコードを読み取って回答できます。".to_owned(),
        letters,
    };
    let (name, now, fonts) = (letters.file_name("依頼状"), app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || letters.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the letters was broken off"))?
        .map_err(|_| Error::Internal("the letters cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}

/// What a letter says: the request, until when, and the code for who types it.
fn body(app: &App, slug: &str, survey: &Survey, one: &Invitation) -> String {
    let mut parts = vec![survey.asking.trim().to_owned()];
    if let Some(deadline) = survey.deadline {
        parts.push(format!("回答の期限：{}", format_date(deadline)));
    }
    let code = tokens::code(&app.keys, one.id, &one.code_hash).filter(|_| app.config.public_side);
    parts.push(match code {
        Some(code) => format!(
            "回答コード：{}\nパソコンで回答するときは、次のページを開き、回答コードを入力してください。\n{}",
            tokens::printed(&code),
            app.address_of(&paths::survey_code(slug))
        ),
        None => "同封の調査票に記入し、下の担当へお送りください。".to_owned(),
    });
    parts.push(keeping(survey.anonymous).to_owned());
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}
