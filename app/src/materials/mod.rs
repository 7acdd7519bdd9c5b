//! Pages of 資材: what there is, its versions, orders and ledger, the card that is printed here, and where all went.

mod card;
mod form;
mod handed;
mod list;
mod movement;
mod order;
mod public;
mod show;
#[cfg(test)]
mod tests;
mod version;

pub use card::{CardFormPage, CardFormView};
pub use form::{MaterialFormPage, MaterialFormUse};
pub use handed::{HandedLine, HandedPage};
pub use list::{MaterialLine, MaterialsPage};
pub use movement::{MovementFormPage, MovementFormView};
pub use order::{OrderFormPage, OrderPage, OrderView};
pub use public::{PublicMaterial, PublicMaterialsPage, Way};
pub use show::{LedgerLine, MaterialPage, MaterialView, OrderLine, VersionLine};
pub use version::{VersionFormPage, VersionFormView};
