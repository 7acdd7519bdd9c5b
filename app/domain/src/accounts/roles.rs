//! Kinds of tenant, roles, kinds of account, each with the word that rows and routes use.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, str::FromStr};

/// A row or a form holds a word that names nothing here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown word: {0}")]
pub struct UnknownWord(pub String);

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that rows, routes and forms use.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    other => Err(UnknownWord(other.to_owned())),
                }
            }
        }
    };
}

words! {
    /// The kinds of tenant.
    TenantKind {
        /// 市区町村, also 広域連合 and 一部事務組合.
        Municipality = "municipality",
        /// 都道府県.
        Prefecture = "prefecture",
        /// 国保連合会.
        Federation = "federation",
        /// 国保中央会.
        Central = "central",
    }
}

words! {
    /// What a member of a tenant may do there; one person can have several.
    Role {
        /// 担当: prepares and reviews.
        Clerk = "clerk",
        /// 決裁者: decides.
        Approver = "approver",
        /// 閲覧: looks.
        Viewer = "viewer",
        /// 管理者: people and settings.
        Administrator = "administrator",
    }
}

words! {
    /// The two kinds of account; they sign in by different ways.
    AccountKind {
        /// Works for a tenant.
        Staff = "staff",
        /// Speaks for offices or a corporation.
        Applicant = "applicant",
    }
}

/// The roles one person has in one tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles(BTreeSet<Role>);

impl Roles {
    /// Whether the role is among them.
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }
    /// Whether there is none: not a member.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// In order.
    pub fn iter(&self) -> impl Iterator<Item = Role> + '_ {
        self.0.iter().copied()
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for kind in TenantKind::ALL {
            assert_eq!(kind.word().parse(), Ok(*kind));
        }
        for role in Role::ALL {
            assert_eq!(role.word().parse(), Ok(*role));
        }
        assert_eq!("king".parse::<Role>(), Err(UnknownWord("king".into())));
    }
}
