//! The tables as sea-orm sees them; nobody outside this crate does.
#![allow(dead_code, unused_imports, reason = "the nouns arrive one by one; removed with the last")]

macro_rules! table {
    (@tenant yes) => {
        impl crate::tx::TenantTable for Entity {
            const TENANT: Column = Column::TenantId;
        }
    };
    (@tenant shared) => {
        impl crate::tx::SharedTable for Entity {
            const TENANT: Column = Column::TenantId;
            const SHARED_WITH: &'static [Column] = &[Column::SharedWith];
        }
    };
    (@tenant three) => {
        impl crate::tx::SharedTable for Entity {
            const TENANT: Column = Column::TenantId;
            const SHARED_WITH: &'static [Column] = &[Column::SharedWith, Column::Municipality];
        }
    };
    (@tenant no) => {};
    ($(#[$doc:meta])* $name:literal $module:ident tenant: $tenant:ident, keys { $($key:ident: $key_type:ty,)+ } $($column:ident: $column_type:ty,)*) => {
        $(#[$doc])*
        pub mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
            #[sea_orm(table_name = $name)]
            pub struct Model {
                $(#[sea_orm(primary_key, auto_increment = false)] pub $key: $key_type,)+
                $(pub $column: $column_type,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}

            table!(@tenant $tenant);
        }
    };
}

mod adoption;
mod after_grant;
mod campaigning;
mod demos;
mod desk;
mod dispatching;
mod estimating;
mod follow_up;
mod foundations;
mod grouping;
mod handing_out;
mod imports;
mod inquiring;
mod outreach;
mod paying;
mod people;
mod records;
mod register;
mod settings;
mod subsidies;
mod surveying;
mod tabulating;
mod voicing;

pub use adoption::*;
pub use after_grant::*;
pub use campaigning::*;
pub use demos::*;
pub use desk::*;
pub use dispatching::*;
pub use estimating::*;
pub use follow_up::*;
pub use foundations::*;
pub use grouping::*;
pub use handing_out::*;
pub use imports::*;
pub use inquiring::*;
pub use outreach::*;
pub use paying::*;
pub use people::*;
pub use records::*;
pub use register::*;
pub use settings::*;
pub use subsidies::*;
pub use surveying::*;
pub use tabulating::*;
pub use voicing::*;
