//! Mails about dispatches: to the other houses, one recipient each, in the change's transaction. A house that is not here
//! is called, or gets the printed request.

use crate::{app::App, demos, error::Error, mail::letters};
use app::{
    mails::{
        MailText,
        dispatches::{self as texts, About},
    },
    paths,
};
use domain::{
    dispatches::{Approval, StageName},
    email::Email,
    ids::TenantId,
    subsidies::Reason,
};
use store::{
    Tx,
    dispatches::Dispatch,
    tenants::{self, Tenant},
};

/// To 国保中央会: 依頼.
pub(super) async fn asked(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    dispatch: &Dispatch,
    again: bool,
) -> Result<(), Error> {
    to(app, tx, from, dispatch, dispatch.central, |about| texts::asked(about, &dispatch.asked, again))
        .await?;
    Ok(())
}

/// To 国保中央会: where it is now.
pub(super) async fn venue_corrected(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    dispatch: &Dispatch,
) -> Result<(), Error> {
    to(app, tx, from, dispatch, dispatch.central, |about| texts::venue_corrected(about, &dispatch.asked))
        .await?;
    Ok(())
}

/// To the federation, or to 国保中央会 where the federation recorded it: whether that was written; and to the municipality,
/// where a speaker comes or does not.
pub(super) async fn answered(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    dispatch: &Dispatch,
    by_central: bool,
) -> Result<bool, Error> {
    let text = |about: &About| texts::answered(about, &dispatch.asked, &dispatch.stage);
    let wrote = if by_central {
        to(app, tx, from, dispatch, Some(dispatch.federation), text).await?
    } else {
        let text = |about: &About| texts::recorded(about, &dispatch.asked, &dispatch.stage);
        to(app, tx, from, dispatch, dispatch.central, text).await?
    };
    match dispatch.stage.name() {
        StageName::Accepted | StageName::Declined => {
            to(app, tx, from, dispatch, dispatch.municipality, text).await?;
        }
        StageName::Asked | StageName::Proposed | StageName::Withdrawn => {}
    }
    Ok(wrote)
}

/// To every other house: 取下げ.
pub(super) async fn withdrawn(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    dispatch: &Dispatch,
    reason: &Reason,
) -> Result<(), Error> {
    for house in [dispatch.central, dispatch.municipality, Some(dispatch.federation)] {
        if house != Some(from.id) {
            let text = |about: &About| texts::withdrawn(about, &dispatch.asked, reason.as_str());
            to(app, tx, from, dispatch, house, text).await?;
        }
    }
    Ok(())
}

/// To the municipality, where it has to approve: whether that was written.
pub(super) async fn estimated(app: &App, tx: &Tx, from: &Tenant, dispatch: &Dispatch) -> Result<bool, Error> {
    let Some(costs) = dispatch.costs.as_ref().filter(|costs| costs.approval == Approval::Waiting) else {
        return Ok(false);
    };
    to(app, tx, from, dispatch, dispatch.municipality, |about| {
        texts::to_approve(about, &dispatch.asked, costs)
    })
    .await
}

/// To the federation and 国保中央会: what the municipality said. Whether the federation was written to.
pub(super) async fn decided(app: &App, tx: &Tx, from: &Tenant, dispatch: &Dispatch) -> Result<bool, Error> {
    let Some(costs) = &dispatch.costs else { return Ok(false) };
    let refused = match &costs.approval {
        Approval::Refused { reason, .. } => Some(reason.as_str()),
        Approval::NotNeeded | Approval::Waiting | Approval::Approved { .. } => None,
    };
    let text = |about: &About| texts::decided(about, &dispatch.asked, costs, refused);
    let wrote = to(app, tx, from, dispatch, Some(dispatch.federation), text).await?;
    to(app, tx, from, dispatch, dispatch.central, text).await?;
    Ok(wrote)
}

/// To one house: whether it was written to. Nothing where it is not here or has no address.
async fn to(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    dispatch: &Dispatch,
    house: Option<TenantId>,
    text: impl FnOnce(&About) -> MailText,
) -> Result<bool, Error> {
    let Some(house) = house else { return Ok(false) };
    let house = tenants::by_id(tx, house).await?;
    let Ok(recipient) = house.settings.email.parse::<Email>() else { return Ok(false) };
    let url = app.address_of(&paths::dispatch(&house.slug, dispatch.id));
    let sender = format!("{}　{}", from.name, demos::desk(from));
    let about = About {
        to: &house.name,
        from: &sender,
        federation: &dispatch.federation_name,
        municipality: &dispatch.municipality_name,
        url: &url,
    };
    let to = (recipient.as_str(), house.name.as_str());
    letters::write(app, tx, from, to, text(&about), ("dispatch", dispatch.id.uuid())).await?;
    Ok(true)
}
