//! The page that a letter leads to: the office's own invitation to a session or a survey, or the activity's link.

use crate::{app::App, demos, error::Error, surveys};
use app::paths;
use domain::{ids::OfficeId, papers::LeadsTo};
use std::collections::HashMap;
use store::{Tx, campaigns::Activity, demos::invitations as sessions, surveys::invitations as asked};

/// What letters of an activity lead to.
pub(super) struct Links {
    /// What is said of the page.
    pub words: &'static str,
    own: HashMap<OfficeId, Own>,
    everybody: String,
}

/// The page of one office, and the code that opens it where one types it.
struct Own {
    url: String,
    code: Option<String>,
}

impl Links {
    /// Finds them; where nobody outside reaches the program, only a link to elsewhere is left.
    pub async fn of(
        app: &App,
        tx: &Tx,
        slug: &str,
        activity: &Activity,
        leads_to: LeadsTo,
    ) -> Result<Self, Error> {
        let mut own = HashMap::new();
        let address = |path: String| format!("{}{path}", app.config.public_url);
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
                    let code = code.map(|code| surveys::tokens::printed(&code));
                    own.insert(office, Own { url: address(paths::survey_answer(slug, &token)), code });
                }
                "QRコードを読み取るか、次のページを開いて回答してください。このページは貴事業所専用です。"
            }
        };
        // Who has no page of their own is not led to somebody else's words.
        let everybody = if leads_to == LeadsTo::Link { activity.text.link.clone() } else { String::new() };
        Ok(Self { words, own, everybody })
    }

    /// The page of an office; empty where there is none.
    pub fn url(&self, office: OfficeId) -> String {
        self.own.get(&office).map_or_else(|| self.everybody.clone(), |own| own.url.clone())
    }

    /// Whether the letter of an office leads nowhere.
    pub fn is_without(&self, office: OfficeId) -> bool {
        !self.own.contains_key(&office) && self.everybody.is_empty()
    }

    /// The office's code, as a line of the letter.
    pub fn code(&self, office: OfficeId) -> Option<String> {
        let code = self.own.get(&office)?.code.as_ref()?;
        Some(format!("回答コード　{code}"))
    }
}
