//! 介護ソフト: the catalogue, a product, tables that are pasted, names that no product has, and offices by what their
//! software can; 連携先 that are pasted.

mod catalogue;
mod forms;
mod offices;
mod pasting;
mod product;

pub use catalogue::{CataloguePage, CatalogueView, ProductLine};
pub use forms::{ProductFormPage, ProductUse, VendorFormPage};
pub use offices::{LinkingLine, LinkingPage, LinkingView, NameLine, NamesPage};
pub use pasting::PastedPage;
pub use product::{ClaimLine, ProductPage, ProductView};
