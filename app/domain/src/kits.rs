//! 導入支援パッケージ: how one city made the system known, as a file that another can begin with (docs/starter-kit.md).
//!
//! The file is that of [`crate::subsidies::Kit`]; here are its parts besides the programme: a campaign as a plan, the
//! questionnaires and the mails of its activities, how sessions are prepared and how notices are worded. Nothing of who did
//! it or who was reached is in it. Whatever a file holds is measured as the forms are; what is not known is named and left
//! out.

mod house;

pub use house::{HouseFault, NoticePart, SessionPlanPart, Wording, wordings};

use crate::{
    campaigns::{Plan, PlanFault},
    form::Typed,
    ids::SegmentId,
    mailings::{MailingField, MailingProblem, NewMailing},
    subsidies::{FORMAT, Kit, KitError, MOST_NAMED, Opened, Rules, VERSION, rename, short},
    surveys::{Questionnaire, QuestionnaireFault},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// A questionnaire of the campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyPart {
    /// Of which activity of the campaign, from 1; none where it is of no activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<usize>,
    /// What is asked.
    pub questionnaire: Questionnaire,
}

/// A mail of the campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailPart {
    /// Of which activity of the campaign, from 1; none where it is of no activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<usize>,
    /// 件名.
    pub subject: String,
    /// 本文.
    pub body: String,
}

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Whose it was.
    pub from: String,
    /// The campaign.
    pub campaign: Option<Plan>,
    /// Its questionnaires.
    pub surveys: Vec<SurveyPart>,
    /// Its mails.
    pub mails: Vec<MailPart>,
    /// How sessions are prepared; a federation takes it in.
    pub session_plan: Option<SessionPlanPart>,
    /// How notices are worded.
    pub notices: Vec<NoticePart>,
    /// Whether there is a programme in it, which is taken in under 補助事業.
    pub has_programme: bool,
    /// What is in it and not known, by its names.
    pub left_out: Vec<String>,
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// No kit at all.
    #[error(transparent)]
    Kit(KitError),
    /// There is nothing in it that is taken here.
    #[error("nothing of a campaign or a house in it")]
    Nothing,
    /// The campaign does not fit.
    #[error(transparent)]
    Plan(PlanFault),
    /// The questionnaire at this place, from 1, does not hold together.
    #[error("the questionnaire {0} does not hold together")]
    Survey(usize, QuestionnaireFault),
    /// The mail at this place, from 1, cannot be sent.
    #[error("the mail {0} cannot be sent")]
    Mail(usize, MailingField, MailingProblem),
    /// What a house works with does not hold together.
    #[error(transparent)]
    House(HouseFault),
    /// More of a part than a file holds.
    #[error("more than {most} of {part}")]
    TooMany {
        /// The part's name in the file.
        part: &'static str,
        /// The most.
        most: usize,
    },
}

/// The most questionnaires and mails of a file.
const MOST: usize = 30;

/// Names in a plan of a file, and in an activity of it.
const PLAN: [&str; 3] = ["name", "aims", "activities"];
const ACTIVITY: [&str; 7] = ["kind", "title", "days_after_start", "lasts_days", "note", "link", "again"];

impl Bundle {
    /// The file, with a programme where one is given.
    pub fn pack(&self, programme: Option<&Rules>) -> String {
        let mut parts = Map::new();
        if let Some(campaign) = &self.campaign {
            parts.insert("campaign".to_owned(), json!(campaign));
        }
        if !self.surveys.is_empty() {
            parts.insert("surveys".to_owned(), json!(self.surveys));
        }
        if !self.mails.is_empty() {
            parts.insert("mails".to_owned(), json!(self.mails));
        }
        if let Some(plan) = &self.session_plan {
            parts.insert("session_plan".to_owned(), json!(plan));
        }
        if !self.notices.is_empty() {
            parts.insert("notices".to_owned(), json!(self.notices));
        }
        if let Some(rules) = programme {
            parts.insert("programme".to_owned(), Value::Object(Kit::part(rules)));
        }
        let kit = json!({ "format": FORMAT, "version": VERSION, "from": self.from, "parts": parts });
        format!("{kit:#}\n")
    }

    /// Reads a file, whatever it is, for a city of this name: it stands in the place of the other's in every text.
    pub fn open(bytes: &[u8], own: &str) -> Result<Self, BundleError> {
        let opened = Opened::read(bytes).map_err(|error| match error {
            // Without parts there is nothing in it.
            KitError::NoProgramme => BundleError::Nothing,
            error => BundleError::Kit(error),
        })?;
        let Opened { from, mut parts, strange } = opened;
        let mut left_out: Vec<String> = strange.iter().map(|name| short(name)).collect();
        let mut taken = |name: &str| {
            let mut part = parts.remove(name)?;
            rename(&mut part, &from, own);
            Some(part)
        };
        let campaign = match taken("campaign") {
            Some(part) => Some(plan(part, &mut left_out)?),
            None => None,
        };
        let surveys: Vec<SurveyPart> = several(taken("surveys"), "surveys")?;
        let mails: Vec<MailPart> = several(taken("mails"), "mails")?;
        let session_plan = match taken("session_plan") {
            Some(part) => Some(
                serde_json::from_value(part)
                    .map_err(|_| BundleError::Kit(KitError::Field("session_plan".to_owned())))?,
            ),
            None => None,
        };
        let notices: Vec<NoticePart> = several(taken("notices"), "notices")?;
        let has_programme = parts.remove("programme").is_some();
        left_out.extend(parts.keys().map(|name| short(name)));
        left_out.truncate(MOST_NAMED);
        let bundle = Self { from, campaign, surveys, mails, session_plan, notices, has_programme, left_out };
        bundle.hold()?;
        Ok(bundle)
    }

    /// The notices in it, as they were measured.
    pub fn wordings(&self) -> Result<Vec<Wording>, BundleError> {
        wordings(&self.notices).map_err(BundleError::House)
    }

    /// The plans of sessions of a file, whatever else is in it, under the names that stand there: a federation is no city.
    pub fn session_plan(bytes: &[u8]) -> Result<(String, SessionPlanPart), BundleError> {
        let Opened { from, mut parts, .. } = Opened::read(bytes).map_err(|error| match error {
            KitError::NoProgramme => BundleError::Nothing,
            error => BundleError::Kit(error),
        })?;
        let part = parts.remove("session_plan").ok_or(BundleError::Nothing)?;
        let plan: SessionPlanPart = serde_json::from_value(part)
            .map_err(|_| BundleError::Kit(KitError::Field("session_plan".to_owned())))?;
        plan.hold().map_err(BundleError::House)?;
        if plan == SessionPlanPart::default() {
            return Err(BundleError::Nothing);
        }
        Ok((from, plan))
    }

    /// Whether everything could have been typed.
    fn hold(&self) -> Result<(), BundleError> {
        let nothing_of_a_campaign =
            self.campaign.is_none() && self.surveys.is_empty() && self.mails.is_empty();
        if nothing_of_a_campaign && self.session_plan.is_none() && self.notices.is_empty() {
            return Err(BundleError::Nothing);
        }
        if let Some(plan) = &self.session_plan {
            plan.hold().map_err(BundleError::House)?;
        }
        self.wordings()?;
        if let Some(plan) = &self.campaign {
            plan.check().map_err(BundleError::Plan)?;
        }
        for (place, survey) in (1..).zip(&self.surveys) {
            if let Some((_, fault)) = survey.questionnaire.problems().into_iter().next() {
                return Err(BundleError::Survey(place, fault));
            }
        }
        for (place, mail) in (1..).zip(&self.mails) {
            mail.mailing(SegmentId::from_uuid(Uuid::nil()))
                .map_err(|(field, problem)| BundleError::Mail(place, field, problem))?;
        }
        Ok(())
    }
}

impl MailPart {
    /// As a mailing to a segment; the first thing that is wrong with it.
    pub fn mailing(&self, segment: SegmentId) -> Result<NewMailing, (MailingField, MailingProblem)> {
        let typed = Typed::default()
            .with(MailingField::Segment.name(), segment.to_string())
            .with(MailingField::Subject.name(), &self.subject)
            .with(MailingField::Body.name(), &self.body);
        NewMailing::parse(&typed, &[segment]).map_err(|mut problems| {
            if problems.is_empty() {
                (MailingField::Body, MailingProblem::Missing)
            } else {
                problems.swap_remove(0)
            }
        })
    }
}

fn plan(part: Value, left_out: &mut Vec<String>) -> Result<Plan, BundleError> {
    let unreadable = |name: &str| BundleError::Kit(KitError::Field(short(name)));
    let Value::Object(mut fields) = part else { return Err(unreadable("campaign")) };
    prune(&mut fields, &PLAN, left_out);
    if let Some(Value::Array(activities)) = fields.get_mut("activities") {
        for activity in activities {
            if let Value::Object(fields) = activity {
                prune(fields, &ACTIVITY, left_out);
            }
        }
    }
    serde_json::from_value(Value::Object(fields)).map_err(|_| unreadable("campaign"))
}

/// Takes out what is not known, and names it once.
fn prune(fields: &mut Map<String, Value>, known: &[&str], left_out: &mut Vec<String>) {
    let strange: Vec<String> =
        fields.keys().filter(|name| !known.contains(&name.as_str())).cloned().collect();
    for name in strange {
        fields.remove(&name);
        let name = short(&name);
        if !left_out.contains(&name) {
            left_out.push(name);
        }
    }
}

fn several<T: for<'de> Deserialize<'de>>(
    part: Option<Value>,
    name: &'static str,
) -> Result<Vec<T>, BundleError> {
    let Some(part) = part else { return Ok(Vec::new()) };
    let several: Vec<T> =
        serde_json::from_value(part).map_err(|_| BundleError::Kit(KitError::Field(name.to_owned())))?;
    if several.len() > MOST { Err(BundleError::TooMany { part: name, most: MOST }) } else { Ok(several) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        campaigns::ReadyCampaign,
        demos::{Place, Plan as Preparation},
        subsidies::NoticeKind,
        surveys::ReadySurvey,
    };
    use proptest::prelude::*;

    fn bundle() -> Bundle {
        let plan = ReadyCampaign::CityWideInSteps.plan(&[]).plan;
        let plan = Plan { aims: "みどり野市のすべての事業所に".into(), ..plan };
        Bundle {
            from: "みどり野市".into(),
            campaign: Some(plan),
            surveys: vec![SurveyPart {
                activity: Some(4),
                questionnaire: ReadySurvey::AdoptionIntention.questionnaire(),
            }],
            mails: vec![MailPart {
                activity: Some(2),
                subject: "みどり野市からのご案内".into(),
                body: "{{事業所名}} 御中\n\nご案内します。".into(),
            }],
            session_plan: Some(SessionPlanPart {
                on_site: Some(Preparation::built_in(Place::OnSite)),
                online: None,
            }),
            notices: vec![NoticePart {
                kind: "grant".into(),
                opening: NoticeKind::Grant.usual().into(),
                closing: "みどり野市の窓口にお持ちください。".into(),
                seal: "omitted".into(),
            }],
            has_programme: false,
            left_out: Vec::new(),
        }
    }

    #[test]
    fn a_federation_reads_the_plans_alone_under_the_names_that_stand_there() {
        let file = bundle().pack(None);
        let (from, plan) = Bundle::session_plan(file.as_bytes()).unwrap();
        assert_eq!((from.as_str(), Some(plan)), ("みどり野市", bundle().session_plan));
        let without = Bundle { session_plan: None, ..bundle() }.pack(None);
        assert_eq!(Bundle::session_plan(without.as_bytes()), Err(BundleError::Nothing));
    }

    /// Files that were written before there were plans and notices.
    #[test]
    fn an_old_file_opens_as_it_did() {
        let mut file: Value = serde_json::from_str(&bundle().pack(None)).unwrap();
        for part in ["session_plan", "notices"] {
            file["parts"].as_object_mut().unwrap().remove(part);
        }
        let opened = Bundle::open(file.to_string().as_bytes(), "みどり野市").unwrap();
        assert_eq!(opened, Bundle { session_plan: None, notices: Vec::new(), ..bundle() });
    }

    #[test]
    fn what_is_packed_is_opened_again_with_the_other_citys_name() {
        let file = bundle().pack(None);
        assert_eq!(Bundle::open(file.as_bytes(), "みどり野市"), Ok(bundle()));
        let other = Bundle::open(file.as_bytes(), "みさき町").unwrap();
        assert_eq!(other.campaign.unwrap().aims, "みさき町のすべての事業所に");
        assert_eq!(other.mails[0].subject, "みさき町からのご案内");
        assert_eq!(other.notices[0].closing, "みさき町の窓口にお持ちください。");
    }

    #[test]
    fn what_is_not_known_is_named_and_left_out() {
        let mut file: Value = serde_json::from_str(&bundle().pack(None)).unwrap();
        file["parts"]["voices"] = json!({});
        file["parts"]["campaign"]["budget"] = json!(1);
        file["parts"]["campaign"]["activities"][0]["owner"] = json!("佐藤");
        file["made"] = json!("2025-04-01");
        let opened = Bundle::open(file.to_string().as_bytes(), "みどり野市").unwrap();
        assert_eq!(opened.left_out, ["made", "budget", "owner", "voices"]);
        assert_eq!(Bundle { left_out: Vec::new(), ..opened }, bundle());
    }

    #[test]
    fn damaged_and_hostile_files_are_refused_with_what_is_wrong() {
        let with = |change: &dyn Fn(&mut Value)| {
            let mut file: Value = serde_json::from_str(&bundle().pack(None)).unwrap();
            change(&mut file);
            Bundle::open(file.to_string().as_bytes(), "みどり野市").unwrap_err()
        };
        assert_eq!(Bundle::open(b"", "x").unwrap_err(), BundleError::Kit(KitError::Missing));
        assert_eq!(Bundle::open(b"{", "x").unwrap_err(), BundleError::Kit(KitError::NotJson));
        assert_eq!(with(&|file| file["version"] = json!(2)), BundleError::Kit(KitError::Version(2)));
        assert_eq!(with(&|file| file["parts"] = json!({ "programme": {} })), BundleError::Nothing);
        assert_eq!(
            with(&|file| file["parts"]["campaign"]["activities"] = json!("x")),
            BundleError::Kit(KitError::Field("campaign".into()))
        );
        assert_eq!(
            with(&|file| file["parts"]["campaign"]["activities"][1]["link"] = json!("javascript:alert(1)")),
            BundleError::Plan(PlanFault::Activity(2))
        );
        assert_eq!(
            with(&|file| file["parts"]["mails"][0]["body"] = json!("{{秘密}}")).to_string(),
            "the mail 1 cannot be sent"
        );
        let twice = |file: &mut Value| {
            let first = file["parts"]["surveys"][0]["questionnaire"]["questions"][0].clone();
            file["parts"]["surveys"][0]["questionnaire"]["questions"] = json!([first, first]);
        };
        assert!(matches!(with(&twice), BundleError::Survey(1, QuestionnaireFault::SameId(_))));
        let task = |file: &mut Value| file["parts"]["session_plan"]["on_site"][0]["title"] = json!("");
        assert_eq!(with(&task), BundleError::House(HouseFault::Task(Place::OnSite, 1)));
        let late = |file: &mut Value| file["parts"]["session_plan"]["on_site"][0]["due"] = json!("years:9");
        assert_eq!(with(&late), BundleError::Kit(KitError::Field("session_plan".into())));
        let seal = |file: &mut Value| file["parts"]["notices"][0]["seal"] = json!("golden");
        assert_eq!(with(&seal), BundleError::House(HouseFault::Kind(1)));
        let many = vec![json!({ "subject": "a", "body": "b" }); 31];
        assert_eq!(
            with(&|file| file["parts"]["mails"] = json!(many)),
            BundleError::TooMany { part: "mails", most: 30 }
        );
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_an_answer_and_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = Bundle::open(&bytes, "みどり野市");
        }

        #[test]
        fn a_file_that_is_cut_or_changed_is_refused_or_holds_together(at in 0_usize..4_000, byte in any::<u8>()) {
            let mut file = bundle().pack(None).into_bytes();
            let at = at % file.len();
            file[at] = byte;
            if let Ok(opened) = Bundle::open(&file, "みどり野市") {
                prop_assert_eq!(opened.hold(), Ok(()));
            }
        }
    }
}
