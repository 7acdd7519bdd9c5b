//! The applications of the story: 97 of 100 places taken, one application in every state, one that nobody owns and
//! that is old, and one that was forgotten last year (延岡市, domain.md §3.3).

use super::{past::Past, register::OfficeOfStory};
use crate::{clock::in_japan, demo::seed::find, error::Error};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    ids::ProgrammeId,
    subsidies::{Criterion, Verdict},
    wareki::format_date,
};
use store::{Scope, subsidies::applications};

/// A screen of the 連携システム after a licence was paid for; invented.
const PROOF: (&str, &[u8]) = ("ライセンス申請完了画面.png", include_bytes!("licence.png"));

/// How much of the story there is.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// Applications that were granted.
    pub granted: usize,
}

impl Extent {
    /// As people see it: 97 of 100 places.
    pub const WHOLE: Self = Self { granted: 78 };

    /// Places in the order of receipt of one that is granted, one that is asked back, one under review.
    pub const fn places_of_one_corporation(self) -> [usize; 3] {
        [0, self.granted + 4, self.granted + 14]
    }
}

/// What became of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was granted.
    Granted,
    /// It was refused.
    Refused,
    /// The office withdrew it.
    Withdrawn,
    /// Its decision is proposed.
    Proposed,
    /// The approver sent the proposal back.
    SentBack,
    /// The office was asked to correct it.
    Returned,
    /// It is under review.
    UnderReview,
    /// The other clerk reviews it.
    ByTheOtherClerk,
    /// Nobody took it up.
    New,
}

/// In the order of receipt. The first of the new ones comes early: nobody took it.
pub fn fates(extent: Extent) -> Vec<Fate> {
    let mut fates = vec![Fate::Granted; extent.granted];
    fates.insert(extent.granted / 4, Fate::New);
    fates.insert(extent.granted / 2, Fate::Refused);
    fates.insert(extent.granted / 3, Fate::Withdrawn);
    for (fate, count) in [
        (Fate::Returned, 3),
        (Fate::SentBack, 1),
        (Fate::Proposed, 4),
        (Fate::UnderReview, 3),
        (Fate::ByTheOtherClerk, 2),
        (Fate::New, 5),
    ] {
        fates.extend([fate].repeat(count));
    }
    fates
}

/// One thing that somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Apply,
    Withdraw,
    Take,
    Judge,
    AskBack,
    Propose,
    SendBack,
    Decide,
}

/// What was done, and after which part of the story's time (0 its beginning, 1 today) since the receipt.
const fn acts(fate: Fate) -> &'static [(Act, f64)] {
    match fate {
        Fate::New => &[(Act::Apply, 0.0)],
        Fate::Withdrawn => &[(Act::Apply, 0.0), (Act::Withdraw, 0.04)],
        Fate::Granted | Fate::Refused => &[
            (Act::Apply, 0.0),
            (Act::Take, 0.02),
            (Act::Judge, 0.03),
            (Act::Propose, 0.05),
            (Act::Decide, 0.08),
        ],
        Fate::Proposed => &[(Act::Apply, 0.0), (Act::Take, 0.02), (Act::Judge, 0.03), (Act::Propose, 0.05)],
        Fate::SentBack => &[
            (Act::Apply, 0.0),
            (Act::Take, 0.02),
            (Act::Judge, 0.03),
            (Act::Propose, 0.05),
            (Act::SendBack, 0.07),
        ],
        Fate::Returned => &[(Act::Apply, 0.0), (Act::Take, 0.02), (Act::AskBack, 0.04)],
        Fate::UnderReview | Fate::ByTheOtherClerk => &[(Act::Apply, 0.0), (Act::Take, 0.02)],
    }
}

/// From when to when, and what may have been paid for.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// The first receipt.
    pub from: DateTime<Utc>,
    /// Now, or the end of the year.
    pub until: DateTime<Utc>,
}

impl Span {
    /// The moment at a part of the span.
    pub fn at(self, part: f64) -> DateTime<Utc> {
        let length = self.until - self.from;
        #[expect(clippy::cast_possible_truncation, reason = "seconds of a story")]
        #[expect(clippy::cast_precision_loss, reason = "seconds of a story")]
        let seconds = (length.num_seconds() as f64 * part.clamp(0.0, 1.0)) as i64;
        self.working_hour(self.from + TimeDelta::seconds(seconds))
    }

    /// Where there are days enough, nobody works at night; the order stays.
    fn working_hour(self, moment: DateTime<Utc>) -> DateTime<Utc> {
        if self.until - self.from < TimeDelta::days(30) {
            return moment;
        }
        let local = in_japan(moment);
        let midnight = local - (local.time() - chrono::NaiveTime::MIN);
        let share = (local - midnight).num_seconds() * 8 / 24;
        let worked = midnight + TimeDelta::hours(9) + TimeDelta::seconds(share);
        worked.with_timezone(&Utc).min(self.until)
    }
}

/// The applications of this year to one programme, by the offices of the story in their order.
pub async fn receive(
    past: &Past,
    programme: ProgrammeId,
    offices: &[OfficeOfStory],
    span: Span,
    extent: Extent,
) -> Result<(), Error> {
    let fates = fates(extent);
    let whole = f64::from(u32::try_from(fates.len()).unwrap_or(u32::MAX));
    let mut acts: Vec<_> = fates
        .iter()
        .enumerate()
        .flat_map(|(place, fate)| {
            let received = f64::from(u32::try_from(place).unwrap_or(u32::MAX)) / whole * 0.99;
            acts(*fate)
                .iter()
                .enumerate()
                .map(move |(step, (act, after))| (span.at(received + after), place, step, *act))
        })
        .collect();
    acts.sort_by_key(|(moment, place, step, _)| (*moment, *place, *step));
    // One after the other, never two at one instant: the order of receipt is the order of the list.
    let mut cases: Vec<_> =
        fates.iter().zip(offices).map(|(fate, office)| Case::new(programme, *fate, office)).collect();
    for (moment, place, _, act) in acts {
        past.turn_to(moment);
        if let Some(case) = cases.get_mut(place) {
            case.act(past, act).await?;
        }
    }
    Ok(())
}

/// One application that is received and granted, or forgotten, in a year that is over.
pub async fn receive_one(
    past: &Past,
    programme: ProgrammeId,
    office: &OfficeOfStory,
    span: Span,
    granted: bool,
) -> Result<(), Error> {
    let fate = if granted { Fate::Granted } else { Fate::New };
    let mut case = Case::new(programme, fate, office);
    for (act, after) in acts(fate) {
        past.turn_to(span.at(*after));
        case.act(past, *act).await?;
    }
    Ok(())
}

/// A draft that somebody left in the middle.
pub async fn leave_a_draft(past: &Past, programme: ProgrammeId, office: &OfficeOfStory) -> Result<(), Error> {
    let mut case = Case::new(programme, Fate::New, office);
    let mut player = past.person(&office.speaker).await?;
    case.begin(&mut player).await?;
    let own = format!("/t/midorino/my/applications/{}", case.id);
    player.post(&format!("{own}/office"), &[("office_correct", "yes")]).await?;
    Ok(())
}

/// Fills an application in, and leaves it before it is handed in; where its pages are.
pub async fn prepare(past: &Past, programme: ProgrammeId, office: &OfficeOfStory) -> Result<String, Error> {
    Case::new(programme, Fate::New, office).fill(past).await
}

/// One application on its way.
struct Case<'a> {
    programme: ProgrammeId,
    fate: Fate,
    office: &'a OfficeOfStory,
    id: String,
}

impl<'a> Case<'a> {
    const fn new(programme: ProgrammeId, fate: Fate, office: &'a OfficeOfStory) -> Self {
        Self { programme, fate, office, id: String::new() }
    }

    async fn act(&mut self, past: &Past, act: Act) -> Result<(), Error> {
        match act {
            Act::Apply => self.apply(past).await?,
            Act::Withdraw => {
                let mut player = past.person(&self.office.speaker).await?;
                player.post(&format!("/t/midorino/my/applications/{}/withdrawal", self.id), &[]).await?;
            }
            Act::Take => self.desk(past, self.clerk(), "assignment", &[("act", "take")]).await?,
            Act::Judge => self.judge(past).await?,
            Act::AskBack => {
                let due = format_date(in_japan(past.app.clock.now()).date_naive() + TimeDelta::days(14));
                let asked = [
                    (
                        "document.licence_proof",
                        "支払日が読み取れません。支払日の分かる明細も付けてください。",
                    ),
                    ("due", due.as_str()),
                ];
                self.desk(past, self.clerk(), "correction", &asked).await?;
            }
            Act::Propose => self.propose(past).await?,
            Act::SendBack => {
                let typed = [("act", "send_back"), ("note", "支払日の根拠をメモに書いてください。")];
                self.desk(past, "approver", "decision", &typed).await?;
            }
            Act::Decide => self.desk(past, "approver", "decision", &[("act", "approve")]).await?,
        }
        past.work().await
    }

    const fn clerk(&self) -> &'static str {
        match self.fate {
            Fate::ByTheOtherClerk => "clerk-two",
            Fate::Granted
            | Fate::Refused
            | Fate::Withdrawn
            | Fate::Proposed
            | Fate::SentBack
            | Fate::Returned
            | Fate::UnderReview
            | Fate::New => "clerk",
        }
    }

    async fn begin(&mut self, player: &mut super::past::Player) -> Result<(), Error> {
        let new = format!("/t/midorino/my/programmes/{}/applications/new", self.programme);
        let own = player.post(&new, &[("office", &self.office.id.to_string())]).await?;
        own.rsplit('/').next().unwrap_or_default().clone_into(&mut self.id);
        Ok(())
    }

    /// Everything that an applicant does, on one day.
    async fn apply(&mut self, past: &Past) -> Result<(), Error> {
        let own = self.fill(past).await?;
        past.person(&self.office.speaker).await?.post(&format!("{own}/check"), &[]).await?;
        Ok(())
    }

    /// Everything before it is handed in.
    async fn fill(&mut self, past: &Past) -> Result<String, Error> {
        let mut player = past.person(&self.office.speaker).await?;
        self.begin(&mut player).await?;
        let own = format!("/t/midorino/my/applications/{}", self.id);
        let today = in_japan(past.app.clock.now()).date_naive();
        let paid_on = format_date(paid(today));
        let contact = [
            ("corporation", self.office.corporation.as_str()),
            ("representative_title", "代表者"),
            ("representative_name", "代表　花子"),
            ("address", &self.office.address),
            ("contact_name", "事務　太郎"),
            ("phone", &self.office.phone),
            ("email", &self.office.email),
        ];
        let declared = ["in_operation", "no_other_subsidy", "no_organised_crime", "keeps_using"];
        let mut declarations: Vec<_> = declared.map(|key| ("declared", key)).into();
        declarations.push(("consent", "yes"));
        let answers: [(&str, &[(&str, &str)]); 4] = [
            ("office", &[("office_correct", "yes")]),
            ("contact", &contact),
            ("expense", &[("paid", "21000"), ("paid_on", &paid_on)]),
            ("declarations", &declarations),
        ];
        for (task, typed) in answers {
            player.post(&format!("{own}/{task}"), typed).await?;
        }
        player.upload(&format!("{own}/documents/licence_proof"), &[], PROOF).await?;
        past.work().await?;
        Ok(own)
    }

    async fn judge(&self, past: &Past) -> Result<(), Error> {
        let verdict = |one: Criterion| match (self.fate, one) {
            (Fate::Refused, Criterion::PaidWithinPeriod) => Verdict::DoesNotFit,
            _ => Verdict::Fits,
        };
        let fields: Vec<_> = Criterion::ALL
            .into_iter()
            .map(|one| (format!("verdict.{}", one.code()), verdict(one).code()))
            .collect();
        let mut typed: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        if self.fate == Fate::Refused {
            typed.push(("note.paid_within_period", "支払いが対象の期間より前でした。"));
        }
        self.desk(past, self.clerk(), "checks", &typed).await
    }

    async fn propose(&self, past: &Past) -> Result<(), Error> {
        let reason = "要綱第4条に定める期間より前に支払われた経費のため。";
        let typed: &[_] = match self.fate {
            Fate::Refused => &[("outcome", "refuse"), ("reason", reason)],
            Fate::Granted
            | Fate::Withdrawn
            | Fate::Proposed
            | Fate::SentBack
            | Fate::Returned
            | Fate::UnderReview
            | Fate::ByTheOtherClerk
            | Fate::New => &[("outcome", "grant")],
        };
        self.desk(past, self.clerk(), "proposal", typed).await
    }

    /// A form of the desk, with the version that stands.
    async fn desk(&self, past: &Past, who: &str, form: &str, typed: &[(&str, &str)]) -> Result<(), Error> {
        let (tenant, _) = find(&past.app, "midorino", who).await?;
        let id = self.id.parse().map_err(|_| Error::NotFound)?;
        let version = {
            let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
            applications::find(&tx, id).await?.ok_or(Error::NotFound)?.version.to_string()
        };
        let mut pairs = vec![("version", version.as_str())];
        pairs.extend_from_slice(typed);
        let mut player = past.person(who).await?;
        let to = player.post(&format!("/t/midorino/applications/{}/{form}", self.id), &pairs).await?;
        if to.contains("refused=") {
            return Err(Error::Internal("an act of the story was refused"));
        }
        Ok(())
    }
}

/// A few days before the application, and never before its fiscal year.
fn paid(applied: NaiveDate) -> NaiveDate {
    let year = domain::fiscal_year::FiscalYear::of(applied);
    (applied - TimeDelta::days(6)).max(year.start())
}
