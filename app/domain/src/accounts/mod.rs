//! Who the people are and how they sign in: tenants, roles, names, passwords, codes.

mod capabilities;
mod codes;
pub mod forms;
mod handover;
mod next_page;
mod password;
mod person_name;
mod roles;
mod tenant_slug;

pub use capabilities::Capability;
pub use codes::{CodeError, LetterCode, RecoveryCode, SignInCode, TotpCode};
pub use handover::{HandoverField, HandoverProblem, Held, Receiver};
pub use next_page::NextPage;
pub use password::{Password, PasswordError};
pub use person_name::{PersonName, PersonNameError};
pub use roles::{AccountKind, Role, Roles, TenantKind, UnknownWord};
pub use tenant_slug::{TenantSlug, TenantSlugError};
