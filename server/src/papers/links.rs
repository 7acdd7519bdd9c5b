//! The page that a letter leads to: the office's own invitation to a session or a survey, the page where it signs in for
//! the first time, or the activity's link.

use crate::{accounts::letters, app::App, demos, error::Error, surveys};
use app::paths;
use chrono::TimeDelta;
use domain::{campaigns::Party, ids::OfficeId, papers::LeadsTo, tokyo, wareki::format_date};
use std::collections::HashMap;
use store::{
    Tx,
    campaigns::Activity,
    demos::invitations as sessions,
    letter_codes::{self, LetterCode},
    members,
    surveys::invitations as asked,
};

/// What letters of an activity lead to.
pub(super) struct Links {
    /// What is said of the page.
    pub words: &'static str,
    own: HashMap<OfficeId, Own>,
    everybody: String,
}

/// The page of one office, and the line with the code that opens it where one types it.
struct Own {
    url: String,
    code: Option<String>,
}

/// The line with the code of the first sign-in. That of a letter that went out alone is known to whoever has that letter.
fn code(app: &App, issued: &LetterCode) -> Option<String> {
    let code = letters::printable(app, issued)?.grouped();
    let until = format_date(tokyo::date(issued.expires_at - TimeDelta::seconds(1)));
    Some(format!("ご利用コード　{code}（{until}まで、1回だけ）"))
}

impl Links {
    /// Finds them; where nobody outside reaches the program, only a link to elsewhere is left.
    pub async fn of(
        app: &App,
        tx: &Tx,
        slug: &str,
        activity: &Activity,
        leads_to: LeadsTo,
        offices: &[OfficeId],
    ) -> Result<Self, Error> {
        let mut own = HashMap::new();
        let address = |path: String| app.address_of(&path);
        // Where nobody outside reaches the program, nobody has a page of their own.
        let leads_to = if app.config.public_side { leads_to } else { LeadsTo::Link };
        let words = match leads_to {
            LeadsTo::Link => "くわしくは、QRコードを読み取るか、次のページをご覧ください。",
            LeadsTo::Session(session) => {
                for one in sessions::of_session(tx, session).await? {
                    let url = address(paths::invited(&demos::tokens::invited(&app.keys, one.id)));
                    own.insert(one.office, Own { url, code: None });
                }
                "QRコードを読み取るか、次のページを開いて申し込んでください。このページは貴事業所専用です。"
            }
            LeadsTo::Survey(survey) => {
                for one in asked::of_survey(tx, survey).await? {
                    let Some(office) = one.office else { continue };
                    let token = surveys::tokens::of(&app.keys, surveys::tokens::Link::Invitation(one.id));
                    let code = surveys::tokens::code(&app.keys, one.id, &one.code_hash);
                    let code = code.map(|code| format!("回答コード　{}", surveys::tokens::printed(&code)));
                    own.insert(office, Own { url: address(paths::survey_answer(slug, &token)), code });
                }
                "QRコードを読み取るか、次のページを開いて回答してください。このページは貴事業所専用です。"
            }
            LeadsTo::SignIn => {
                // Who speaks for an office already signs in by mail, and needs no code.
                let spoken = members::spoken_for(tx, offices).await?;
                for (office, issued) in letter_codes::living(tx, offices).await? {
                    if issued.serves(app.clock.now()) {
                        own.insert(
                            office,
                            Own { url: address(paths::sign_in_letter()), code: code(app, &issued) },
                        );
                    }
                }
                for office in spoken {
                    own.insert(office, Own { url: address(paths::sign_in()), code: None });
                }
                "QRコードを読み取るか、次のページを開いて始めてください。"
            }
        };
        // Who has no page of their own is not led to somebody else's words.
        let everybody = if leads_to == LeadsTo::Link { activity.text.link.clone() } else { String::new() };
        Ok(Self { words, own, everybody })
    }

    /// What stands for an office alone; nothing for an association.
    fn own(&self, party: Party) -> Option<&Own> {
        party.office().and_then(|office| self.own.get(&office))
    }

    /// The page of somebody; empty where there is none.
    pub fn url(&self, party: Party) -> String {
        self.own(party).map_or_else(|| self.everybody.clone(), |own| own.url.clone())
    }

    /// Whether somebody's letter leads nowhere.
    pub fn is_without(&self, party: Party) -> bool {
        self.own(party).is_none() && self.everybody.is_empty()
    }

    /// The office's code, as a line of the letter.
    pub fn code(&self, party: Party) -> Option<&str> {
        self.own(party)?.code.as_deref()
    }
}
