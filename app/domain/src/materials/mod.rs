//! 資材 that are handed out: posters, leaflets, cards, and links to videos, tutorials and slides (domain.md §1.4).
//!
//! Rules held here: what is meant for municipalities alone goes to no office; pieces are whole numbers, never fewer than
//! none, and the sum of a ledger's lines is what is there; a line is never changed, a mistake is taken back by a line.

mod card;
mod field;
mod kinds;
mod ledger;
mod material;
mod movement;
mod order;
mod reading;
mod version;

pub use card::CardDesign;
pub use field::{MaterialField, MaterialProblem};
pub use kinds::{Audience, MaterialKind};
pub use ledger::{Act, LedgerError, MOST_PIECES, Moved, MovementKind, Supply, apply, supply, take_back};
pub use material::Material;
pub use movement::{NewMovement, Places, To, ToKind};
pub use order::{Arrival, NewOrder, OrderState, after_arrival, is_paid_for};
pub use version::NewVersion;
