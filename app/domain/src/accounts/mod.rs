//! Who the people are and how they sign in: tenants, roles, names, passwords, codes.

mod codes;
mod password;
mod person_name;
mod roles;
mod tenant_slug;

pub use codes::{CodeError, LetterCode, RecoveryCode, SignInCode, TotpCode};
pub use password::{Password, PasswordError};
pub use person_name::{PersonName, PersonNameError};
pub use roles::{AccountKind, Role, Roles, TenantKind, UnknownWord};
pub use tenant_slug::{TenantSlug, TenantSlugError};
