//! Evidence that follows something else, a case or a list of who came: added once, and taken back when that says otherwise.

use crate::{Error, Tx, entities::adoption_evidence, events::Event};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::{AdoptionState, Source},
    ids::{ApplicationId, EvidenceId, OfficeId, RegistrationId},
};
use sea_orm::{ColumnTrait as _, EntityTrait, QueryFilter as _, TryInsertResult, sea_query::OnConflict};
use serde_json::{Value, json};

/// What it follows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Followed {
    /// A registration that came.
    Registration(RegistrationId),
    /// What an application says.
    Application(ApplicationId),
}

impl Followed {
    const fn source(self) -> Source {
        match self {
            Self::Registration(_) => Source::DemoSession,
            Self::Application(_) => Source::Application,
        }
    }

    /// The facts of an event, with what they follow.
    fn named(self, mut facts: Value) -> Value {
        match self {
            Self::Registration(id) => facts["registration"] = json!(id),
            Self::Application(id) => facts["application"] = json!(id),
        }
        facts
    }
}

/// Adds it, where it is not there.
pub(super) async fn add(
    tx: &Tx,
    id: EvidenceId,
    office: OfficeId,
    (state, on): (AdoptionState, NaiveDate),
    followed: Followed,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let source = followed.source();
    let (registration, application) = match followed {
        Followed::Registration(id) => (Some(id.uuid()), None),
        Followed::Application(id) => (None, Some(id.uuid())),
    };
    let row = adoption_evidence::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        office_id: office.uuid(),
        state: state.name().to_owned(),
        as_of: on,
        source: source.name().to_owned(),
        batch_id: None,
        note: String::new(),
        // What it follows says so, whoever moves that.
        recorded_by: None,
        recorded_at: now,
        registration_id: registration,
        application_id: application,
    };
    let done = adoption_evidence::Entity::insert(adoption_evidence::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if !matches!(done, TryInsertResult::Inserted(1)) {
        return Ok(());
    }
    let facts = followed.named(json!({ "state": state.name(), "as_of": on, "source": source.name() }));
    tx.record(Event::of(now, "office.adoption-recorded", "office", office.uuid(), facts))
}

/// Takes it back, where it is still there.
pub(super) async fn take_back(
    tx: &Tx,
    row: &adoption_evidence::Model,
    followed: Followed,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let gone = adoption_evidence::Entity::delete_many()
        .filter(adoption_evidence::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(adoption_evidence::Column::Id.eq(row.id))
        .exec(tx.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(());
    }
    let facts = followed.named(json!({ "state": row.state }));
    tx.record(Event::of(now, "office.adoption-withdrawn", "office", row.office_id, facts))
}
