//! A received application, loaded whole for an officer; and who was faster, when somebody was.

use crate::{actor::Officer, app::App, clock::in_japan, error::Error, subsidies::work_mails::Waiting};
use app::{
    errors::Conflict,
    messages::subsidies::happening,
    subsidies::review::{About, AgeingView},
    when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    email::Email,
    ids::{AccountId, ApplicationId, OfficeId, ProgrammeId},
    money::Yen,
    subsidies::{
        self, Attached, Claim, Criterion, Evidence, ExpenseSection, Facts, Happening, Judged, Other, PastAid,
        PreCheck, ProgrammeVersion, ProposalForm, Queue, ReceiptNumber, StageName, Task, aid_in_books,
        amount, criteria, pre_checks,
    },
    working_days::WorkingCalendar,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx, accounts,
    adoption::linkages::{self, Matched},
    demos::registrations,
    events::{self, Recorded},
    mails::{self, Stored},
    subsidies::{
        applications::{self, Application},
        attachments::{self, Attachment},
        checks::{self, Check},
        corrections::{self, Correction},
        notices::{self, Notice},
        offices::{self, Office},
        past_aid,
        programmes::{self, Programme},
        proposals::{self, Proposal, State},
        queue as lists,
    },
    surveys::responses,
    tenants::{self, Tenant},
};
use uuid::Uuid;

/// An application with everything that its officers' pages need.
pub(crate) struct Case {
    /// The row.
    pub application: Application,
    /// Its number: what was never received is in no list of an officer.
    pub receipt: ReceiptNumber,
    /// Its programme.
    pub programme: Programme,
    /// The rules it was received under.
    pub version: ProgrammeVersion,
    /// Its office.
    pub office: Office,
    /// What is attached.
    pub files: Vec<Attachment>,
    /// The verdicts.
    pub checks: Vec<Check>,
    /// What was asked back, the newest first.
    pub corrections: Vec<Correction>,
    /// What was proposed, the newest first.
    pub proposals: Vec<Proposal>,
    /// The notice, once it is decided.
    pub notice: Option<Notice>,
    /// Letters that asked something back, the newest first.
    pub letters: Vec<Notice>,
    /// Mails about it that did not arrive, oldest first.
    pub undelivered: Vec<Stored>,
    /// What happened, oldest first.
    pub events: Vec<Recorded>,
    /// Other live applications of the office and year.
    pub others: Vec<Other>,
    /// Aid of the kind in the years that count, in the city's own books; nothing where the rules do not cap it.
    past_aid: Vec<PastAid>,
    /// When sessions began at which somebody of the office was, where the rules ask for one.
    attended: Vec<DateTime<Utc>>,
    /// Days on which the office answered a survey, where the rules ask for it.
    surveyed: Vec<NaiveDate>,
    /// What the register makes of the 連携先 that are named, where any are.
    pub partners: Option<Matched>,
    calendar: WorkingCalendar,
    names: BTreeMap<AccountId, String>,
}

/// What cases that are loaded together have in common, and what is asked for all of them at once.
struct Common {
    programmes: BTreeMap<ProgrammeId, Programme>,
    offices: BTreeMap<OfficeId, Office>,
    /// The offices whose applications count as those of an office.
    counted: BTreeMap<OfficeId, Vec<Uuid>>,
    calendar: WorkingCalendar,
    /// What each of them has, taken out as it is put together.
    files: BTreeMap<ApplicationId, Vec<Attachment>>,
    checks: BTreeMap<ApplicationId, Vec<Check>>,
    corrections: BTreeMap<ApplicationId, Vec<Correction>>,
    proposals: BTreeMap<ApplicationId, Vec<Proposal>>,
    events: BTreeMap<Uuid, Vec<Recorded>>,
}

impl Common {
    async fn of(tx: &Tx, applications: &[Application]) -> Result<Self, Error> {
        let wanted: BTreeSet<ProgrammeId> = applications.iter().map(|one| one.programme).collect();
        let mut programmes = BTreeMap::new();
        for id in wanted {
            programmes.insert(id, programmes::find(tx, id).await?.ok_or(Error::NotFound)?);
        }
        let wanted: BTreeSet<OfficeId> = applications.iter().map(|one| one.office).collect();
        let wanted: Vec<OfficeId> = wanted.into_iter().collect();
        let mut offices = Vec::with_capacity(wanted.len());
        // SQLite takes so many values in one question and no more.
        for some in wanted.chunks(500) {
            offices.extend(offices::several(tx, some).await?);
        }
        let counted = lists::counted_for(tx, &offices).await?;
        let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
        let ids: Vec<ApplicationId> = applications.iter().map(|one| one.id).collect();
        let subjects: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        Ok(Self {
            programmes,
            offices: offices.into_iter().map(|office| (office.id, office)).collect(),
            counted,
            calendar,
            files: attachments::of_applications(tx, &ids).await?,
            checks: checks::of_applications(tx, &ids).await?,
            corrections: corrections::of_applications(tx, &ids).await?,
            proposals: proposals::of_applications(tx, &ids).await?,
            events: events::of_subjects(tx, "application", &subjects).await?,
        })
    }
}

impl Case {
    /// The application with this id, once it was received.
    pub(crate) async fn find(tx: &Tx, id: ApplicationId) -> Result<Self, Error> {
        let application = applications::find(tx, id).await?.ok_or(Error::NotFound)?;
        Self::alone(tx, application).await
    }

    /// The same, for a change.
    pub(crate) async fn find_to_change(tx: &Tx, id: ApplicationId) -> Result<Self, Error> {
        let application = applications::find_to_change(tx, id).await?.ok_or(Error::NotFound)?;
        Self::alone(tx, application).await
    }

    /// Several, by their ids, for a change or not: what they have in common is asked once.
    pub(crate) async fn several(
        tx: &Tx,
        ids: &[ApplicationId],
        to_change: bool,
    ) -> Result<BTreeMap<ApplicationId, Self>, Error> {
        let all = applications::several(tx, ids, to_change).await?;
        let mut common = Common::of(tx, &all).await?;
        let mut cases = BTreeMap::new();
        for application in all {
            cases.insert(application.id, Self::whole(tx, application, &mut common).await?);
        }
        Ok(cases)
    }

    async fn alone(tx: &Tx, application: Application) -> Result<Self, Error> {
        let mut common = Common::of(tx, std::slice::from_ref(&application)).await?;
        Self::whole(tx, application, &mut common).await
    }

    async fn whole(tx: &Tx, application: Application, common: &mut Common) -> Result<Self, Error> {
        let id = application.id;
        let receipt = application.receipt.ok_or(Error::NotFound)?;
        let programme = common.programmes.get(&application.programme).cloned().ok_or(Error::NotFound)?;
        let mut version = programmes::version_by_id(tx, application.rules).await?.ok_or(Error::NotFound)?;
        let office = common.offices.get(&application.office).cloned().ok_or(Error::NotFound)?;
        let counted = common.counted.get(&application.office).map(Vec::as_slice).unwrap_or_default();
        version.rules = version.rules.for_office(office.traits());
        let past_aid = match version.rules.aid_cap {
            Some(cap) => past_aid::of(tx, &application, cap, version.rules.unit).await?,
            None => Vec::new(),
        };
        let attended = if version.rules.attendance.is_some() {
            registrations::attended_by(tx, application.office).await?
        } else {
            Vec::new()
        };
        let surveyed = if version.rules.survey.is_some() {
            let answered = responses::answered_by(tx, application.office).await?;
            answered.into_iter().map(|(_, day)| day).collect()
        } else {
            Vec::new()
        };
        let typed_partners =
            ExpenseSection::partners(&application.answers.typed(Task::Expense), &version.rules);
        let partners = if typed_partners.is_empty() {
            None
        } else {
            Some(linkages::matched(tx, &typed_partners).await?)
        };
        let checks = common.checks.remove(&id).unwrap_or_default();
        let corrections = common.corrections.remove(&id).unwrap_or_default();
        let proposals = common.proposals.remove(&id).unwrap_or_default();
        let events = common.events.remove(&id.uuid()).unwrap_or_default();
        let people = events
            .iter()
            .filter_map(|event| event.account)
            .chain(application.assignee)
            .chain(application.arrival.map(|_| application.account))
            .chain(checks.iter().map(|check| check.by))
            .chain(proposals.iter().map(|one| one.proposal.by))
            .chain(events.iter().filter_map(|event| event.payload.get("to")?.as_str()?.parse().ok()));
        let names = accounts::names_of(tx, people).await?;
        let others = lists::others(tx, &application, counted)
            .await?
            .into_iter()
            .map(|(receipt, programme, same_programme)| Other { receipt, programme, same_programme })
            .collect();
        Ok(Self {
            receipt,
            programme,
            version,
            office,
            files: common.files.remove(&id).unwrap_or_default(),
            checks,
            corrections,
            proposals,
            notice: notices::of_application(tx, id).await?,
            letters: notices::corrections(tx, id).await?,
            undelivered: mails::undelivered_about_application(tx, &application).await?,
            events,
            others,
            past_aid,
            attended,
            surveyed,
            partners,
            calendar: common.calendar.clone(),
            names,
            application,
        })
    }

    /// Refuses a form that was made before somebody else's change, with what they did and what was typed.
    pub(crate) fn fresh(
        &self,
        app: &App,
        about: &About,
        version: i32,
        differences: Vec<(String, String, String)>,
    ) -> Result<(), Error> {
        if self.application.version == version {
            return Ok(());
        }
        let last =
            self.events.iter().rev().find_map(|event| Some((event, Happening::from_code(&event.kind)?)));
        let (who, when, did) = match last {
            Some((event, what)) => (
                self.name(event.account).to_owned(),
                when::ago(app.clock.now(), event.at),
                happening(what).to_owned(),
            ),
            None => (NOBODY.to_owned(), "先ほど".to_owned(), "この申請を変えました".to_owned()),
        };
        let conflict =
            Conflict { what: about.caption(), who, when, did, differences, latest: about.workspace() };
        Err(Error::Conflict(Box::new(conflict)))
    }

    /// What every page of the review says of it.
    pub(crate) fn about(&self, officer: &Officer, queue: Queue) -> About {
        About {
            slug: officer.tenant.slug.clone(),
            queue,
            id: self.application.id,
            version: self.application.version,
            receipt: self.receipt,
            office: self.office.name.clone(),
            programme: self.version.rules.title.clone(),
        }
    }

    /// What a mail to officers says of it.
    pub(crate) fn waiting<'a>(&'a self, officer: &'a Officer) -> Waiting<'a> {
        self.waiting_in(&officer.tenant)
    }

    /// The same, where no officer is at hand.
    pub(crate) fn waiting_in<'a>(&'a self, tenant: &'a Tenant) -> Waiting<'a> {
        Waiting {
            tenant,
            application: self.application.id,
            receipt: self.receipt,
            programme: &self.version.rules.title,
            after_grant: false,
        }
    }

    /// A person's name.
    pub(crate) fn name(&self, account: Option<AccountId>) -> &str {
        account.and_then(|id| self.names.get(&id)).map_or(NOBODY, String::as_str)
    }

    /// When it arrived the last time: verdicts before that are of something else.
    pub(crate) fn arrived(&self) -> DateTime<Utc> {
        let again = self.corrections.iter().filter_map(|correction| correction.answered_at).max();
        again.or(self.application.submitted_at).unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// What is to be judged.
    pub(crate) fn criteria(&self) -> Vec<Criterion> {
        criteria(&self.version.rules)
    }

    /// The verdicts.
    pub(crate) fn judged(&self) -> Vec<Judged> {
        self.checks.iter().map(|check| check.judged.clone()).collect()
    }

    /// Criteria without a verdict since it arrived.
    pub(crate) fn open(&self) -> Vec<Criterion> {
        ProposalForm::open(&self.criteria(), &self.judged(), self.arrived())
    }

    /// The proposal that waits for a decision.
    pub(crate) fn proposal(&self) -> Option<&Proposal> {
        self.proposals.iter().find(|proposal| proposal.state == State::Open)
    }

    /// The answers, read as on the day they were received: what held then is what is judged.
    pub(crate) fn answers<'a>(&'a self, attached: &'a [Attached]) -> subsidies::Application<'a> {
        subsidies::Application {
            rules: &self.version.rules,
            answers: &self.application.answers,
            attached,
            arrival: self.application.arrival,
            today: in_japan(self.arrived()).date_naive(),
        }
    }

    /// What is attached, as the rules see it.
    pub(crate) fn attached(&self) -> Vec<Attached> {
        self.files.iter().map(Attachment::attached).collect()
    }

    /// What is claimed; none while an applicant's correction leaves it unreadable.
    pub(crate) fn claimed(&self) -> Option<Claim> {
        self.answers(&[]).expense().ok().map(|expense| self.with_books(&expense.claim))
    }

    /// What is claimed, with the aid that stands in the city's own books beside what was declared.
    fn with_books(&self, claim: &Claim) -> Claim {
        let past = claim.past.checked_add(aid_in_books(&self.past_aid)).unwrap_or(Yen(i64::MAX));
        Claim { past, ..claim.clone() }
    }

    /// What the rules give for it, and never more than 按分 gave.
    pub(crate) fn amount(&self) -> Yen {
        let by_rules = self.claimed().map_or(Yen::ZERO, |claimed| amount(&self.version.rules, &claimed).yen);
        self.application.allotted.map_or(by_rules, |part| by_rules.min(part))
    }

    /// Where the applicant is written to.
    pub(crate) fn contact(&self) -> (Option<Email>, String) {
        let typed = self.application.answers.typed(Task::Contact);
        (Email::parse(typed.get("email")).ok(), typed.get("contact_name").trim().to_owned())
    }

    /// What the machine finds; not what rests on an expense that cannot be read at the moment.
    pub(crate) fn pre_checks(&self) -> Vec<PreCheck> {
        let attached = self.attached();
        let expense = self.answers(&attached).expense().ok();
        let facts = Facts {
            municipality: self.office.municipality,
            address: self.office.address.clone(),
            services: self.office.services.clone(),
            traits: self.office.traits(),
            claim: expense.as_ref().map(|expense| self.with_books(&expense.claim)).unwrap_or_default(),
            started_on: expense.as_ref().and_then(|expense| expense.started_on),
            attended: self.attended.iter().map(|at| in_japan(*at).date_naive()).collect(),
            surveyed: self.surveyed.clone(),
            asked: self.application.amount,
            past_aid: self.past_aid.clone(),
            others: self.others.clone(),
            attached: attached.clone(),
            declared: self
                .application
                .answers
                .typed(Task::Declarations)
                .all("declared")
                .map(str::to_owned)
                .collect(),
        };
        let mut checks = pre_checks(&self.version.rules, &facts);
        if expense.is_none() {
            checks.retain(|check| {
                !matches!(
                    check.evidence,
                    Evidence::Paid { .. }
                        | Evidence::Amount { .. }
                        | Evidence::Started(_)
                        | Evidence::OtherSubsidies { .. }
                        | Evidence::PastAid { .. }
                )
            });
        }
        checks
    }

    /// How long the office has had it.
    pub(crate) fn ageing(&self, app: &App) -> Option<AgeingView> {
        ageing(&self.application, self.version.rules.standard_days, app, &self.calendar)
    }
}

/// Somebody whose name is not to be had any more.
const NOBODY: &str = "ほかの人";

/// How long the office has had an application, by the tenant's working days.
pub(crate) fn ageing(
    application: &Application,
    standard: u16,
    app: &App,
    calendar: &WorkingCalendar,
) -> Option<AgeingView> {
    let clock = application.clock(|at| in_japan(at).date_naive())?;
    let stage = application.stage.name();
    Some(AgeingView {
        ageing: clock.read(app.clock.today(), standard, calendar),
        stands: stage == StageName::Returned || !stage.is_open(),
    })
}
