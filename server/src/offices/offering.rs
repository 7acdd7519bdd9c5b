//! What a segment can name of the house: its surveys with what can be chosen in them, its sessions, its mailings, the
//! bodies it knows.

use crate::error::Error;
use app::{messages::demos, when};
use chrono::{DateTime, Utc};
use domain::{
    ids::{DemoId, MailingId, SurveyId},
    mailings::StageName,
    offices::{Chosen, Mailed, Offered, Sessioned, Surveyed},
    surveys::Kind,
};
use store::{Tx, associations, demos::calendar, mailings, office_groups, surveys};

/// The most of each that are offered, the newest.
const MOST: usize = 50;

/// Everything that can be chosen.
pub(super) async fn all(tx: &Tx) -> Result<Offered, Error> {
    let bodies = associations::all(tx).await?.into_iter().filter(|kept| kept.put_away_at.is_none());
    Ok(Offered {
        surveys: of_surveys(tx).await?,
        sessions: of_sessions(tx).await?,
        mailings: of_mailings(tx).await?,
        groups: office_groups::all(tx)
            .await?
            .into_iter()
            .map(|kept| Chosen { what: kept.id, words: kept.text.name })
            .collect(),
        associations: bodies.map(|kept| Chosen { what: kept.id, words: kept.association.name }).collect(),
    })
}

async fn of_surveys(tx: &Tx) -> Result<Vec<Chosen<Surveyed>>, Error> {
    let mut offered = Vec::new();
    for survey in surveys::all(tx).await?.into_iter().take(MOST) {
        // Who answered one without a name is not known.
        let Some(number) = survey.current.filter(|_| !survey.anonymous) else { continue };
        let Some(version) = surveys::version(tx, survey.id, number).await? else { continue };
        let id: SurveyId = survey.id;
        let title = format!("「{}」", survey.title);
        offered.push(Chosen { what: Surveyed::Answered { survey: id }, words: title.clone() });
        offered.push(Chosen { what: Surveyed::Not { survey: id }, words: title.clone() });
        for question in &version.questionnaire.questions {
            if !matches!(question.kind, Kind::Single { .. } | Kind::Multiple { .. }) {
                continue;
            }
            offered.extend(question.choices().iter().map(|choice| Chosen {
                what: Surveyed::Chose {
                    survey: id,
                    question: question.id.to_string(),
                    choice: choice.id.to_string(),
                },
                words: format!("{title}の「{}」で「{}」", question.text, choice.text),
            }));
        }
    }
    Ok(offered)
}

async fn of_sessions(tx: &Tx) -> Result<Vec<Chosen<Sessioned>>, Error> {
    let mut dated: Vec<(DateTime<Utc>, DemoId, String)> = calendar::between(tx, (None, None))
        .await?
        .into_iter()
        .filter_map(|session| {
            let begins = session.stage.session()?.slot.starts_at();
            let place = demos::place(session.place().0);
            Some((begins, session.id, format!("{}のデモ・説明会（{place}）", when::moment(begins))))
        })
        .collect();
    dated.sort_by_key(|(begins, ..)| std::cmp::Reverse(*begins));
    let ways = |(_, session, words): (DateTime<Utc>, DemoId, String)| {
        [
            Sessioned::Invited { session },
            Sessioned::Registered { session },
            Sessioned::Attended { session },
            Sessioned::Absent { session },
        ]
        .map(|what| Chosen { what, words: words.clone() })
    };
    Ok(dated.into_iter().take(MOST).flat_map(ways).collect())
}

async fn of_mailings(tx: &Tx) -> Result<Vec<Chosen<Mailed>>, Error> {
    let sent = mailings::all(tx).await?.into_iter().filter(|mailing| {
        matches!(mailing.stage.name(), StageName::Sending | StageName::Paused | StageName::Sent)
    });
    let ways = |(mailing, words): (MailingId, String)| {
        [Mailed::Sent { mailing }, Mailed::Failed { mailing }, Mailed::Not { mailing }]
            .map(|what| Chosen { what, words: words.clone() })
    };
    let named = sent.map(|mailing| (mailing.id, format!("「{}」", mailing.text.subject)));
    Ok(named.take(MOST).flat_map(ways).collect())
}
