//! Who the people are: kinds of tenant, roles inside one, kinds of account.

mod roles;

pub use roles::{AccountKind, Role, Roles, TenantKind, UnknownWord};
