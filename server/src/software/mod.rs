//! 介護ソフト: the catalogue, what offices use, and 連携先.

mod catalogue;
mod claims;
mod editing;
mod names;
mod of_office;
mod offices;
mod partners;
mod pasting;

pub(crate) use of_office::support;

use crate::{error::Error, routing::Routes};
use domain::ids::SoftwareProductId;
use store::{
    Tx,
    software::{self, Catalogue, Product},
};

/// The routes.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/software", catalogue::index)
        .page("/t/{tenant}/software/new", editing::new, editing::create)
        .page("/t/{tenant}/software/import", pasting::show, pasting::create)
        .show("/t/{tenant}/software/offices", offices::index)
        .show("/t/{tenant}/software/offices/export", offices::export)
        .page("/t/{tenant}/software/names", names::index, names::create)
        .page("/t/{tenant}/software/vendors/{vendor}/edit", editing::edit_vendor, editing::update_vendor)
        .show("/t/{tenant}/software/{product}", catalogue::show)
        .page("/t/{tenant}/software/{product}/edit", editing::edit, editing::update)
        .act("/t/{tenant}/software/{product}/conformances", claims::create)
        .act("/t/{tenant}/software/{product}/conformances/{claim}/removal", claims::remove)
        .act("/t/{tenant}/offices/{office}/software", of_office::create)
        .act("/t/{tenant}/offices/{office}/software/{software}/end", of_office::end)
        .act("/t/{tenant}/offices/{office}/partners", partners::create)
        .act("/t/{tenant}/offices/{office}/partners/{partner}/removal", partners::remove)
}

/// A product that the house sees, with everything around it; or not there.
async fn found(tx: &Tx, id: SoftwareProductId) -> Result<(Catalogue, Product), Error> {
    let known = software::catalogue(tx).await?;
    let product = known.product(id).cloned().ok_or(Error::NotFound)?;
    Ok((known, product))
}
