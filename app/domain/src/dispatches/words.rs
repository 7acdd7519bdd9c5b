//! The short lists of the work.

use crate::demos::kinds;
use serde::{Deserialize, Serialize};

kinds! {
    /// Who pays the 旅費.
    Payer {
        /// 市区町村.
        Municipality = "municipality",
        /// 国保連合会.
        Federation = "federation",
        /// 国保中央会.
        Central = "central",
    }
}

kinds! {
    /// How an answer came that somebody else recorded.
    Way {
        /// 電話.
        Phone = "phone",
        /// FAX.
        Fax = "fax",
        /// メール.
        Mail = "mail",
        /// 文書.
        Paper = "paper",
    }
}

kinds! {
    /// One of the three houses that a dispatch concerns.
    House {
        /// 国保連合会: asks.
        Federation = "federation",
        /// 国保中央会: answers.
        Central = "central",
        /// 市区町村: holds the session and may have to pay.
        Municipality = "municipality",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for payer in Payer::ALL {
            assert_eq!(Payer::from_code(payer.code()), Some(*payer));
        }
        for way in Way::ALL {
            assert_eq!(Way::from_code(way.code()), Some(*way));
        }
        assert_eq!(House::from_code("prefecture"), None);
    }
}
