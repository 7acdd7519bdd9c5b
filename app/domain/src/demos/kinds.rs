//! The short lists of the work: what a session offers, where it is, what a federation lends, who does a task.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// All of them, in the order of lists.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word in forms and rows.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// What a word stands for.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.code() == code)
            }
        }
    };
}

pub(crate) use kinds;

kinds! {
    /// What offices can try at a session (domain.md §1.8).
    Menu {
        /// 送受信体験.
        Exchange = "exchange",
        /// 費用シミュレーション.
        CostSimulation = "cost_simulation",
        /// WAM NET 検索.
        WamNet = "wam_net",
        /// 相談.
        Consultation = "consultation",
    }
}

kinds! {
    /// What a municipality has at its venue, so that nobody brings it.
    Provision {
        /// プロジェクターとスクリーン.
        Projector = "projector",
        /// インターネットの回線.
        Internet = "internet",
        /// 電源の延長コード.
        Extension = "extension",
        /// マイク.
        Microphone = "microphone",
    }
}

kinds! {
    /// Where a session is.
    Place {
        /// 現地.
        OnSite = "on_site",
        /// オンライン.
        Online = "online",
    }
}

kinds! {
    /// What a federation shares among its municipalities.
    ResourceKind {
        /// デモ機.
        DemoSet = "demo_set",
        /// 講師.
        Lecturer = "lecturer",
        /// プロジェクター.
        Projector = "projector",
        /// 会議室.
        Room = "room",
        /// オンライン会議室.
        OnlineRoom = "online_room",
    }
}

impl ResourceKind {
    /// Whether it goes to where a session is: it is taken on the way there and back, too.
    pub const fn travels(self) -> bool {
        match self {
            Self::DemoSet | Self::Lecturer | Self::Projector => true,
            Self::Room | Self::OnlineRoom => false,
        }
    }
    /// Whether it can be sent in a box.
    pub const fn is_equipment(self) -> bool {
        match self {
            Self::DemoSet | Self::Projector => true,
            Self::Lecturer | Self::Room | Self::OnlineRoom => false,
        }
    }
}

kinds! {
    /// Who does a task, or did something.
    Side {
        /// 国保連合会.
        Federation = "federation",
        /// 市区町村.
        Municipality = "municipality",
        /// Both together.
        Both = "both",
    }
}

kinds! {
    /// Whose a task is to do.
    Owner {
        /// 国保連合会.
        Federation = "federation",
        /// 市区町村.
        Municipality = "municipality",
        /// Both together.
        Both = "both",
        /// 国保中央会; the federation follows it up and marks it.
        Central = "central",
    }
}

impl Owner {
    /// Whether a side does it, or follows it up.
    pub const fn is_done_by(self, side: Side) -> bool {
        match (self, side) {
            (Self::Both, _)
            | (_, Side::Both)
            | (Self::Federation | Self::Central, Side::Federation)
            | (Self::Municipality, Side::Municipality) => true,
            (Self::Federation | Self::Central, Side::Municipality)
            | (Self::Municipality, Side::Federation) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for menu in Menu::ALL {
            assert_eq!(Menu::from_code(menu.code()), Some(*menu));
        }
        assert_eq!(Place::from_code("on_site"), Some(Place::OnSite));
        assert_eq!(ResourceKind::from_code("hovercraft"), None);
    }

    #[test]
    fn a_task_of_both_is_everybodys_and_one_of_the_central_federation_is_followed_up() {
        for side in [Side::Federation, Side::Municipality] {
            assert!(Owner::Both.is_done_by(side));
        }
        assert!(Owner::Central.is_done_by(Side::Federation));
        assert!(!Owner::Central.is_done_by(Side::Municipality));
        assert!(!Owner::Federation.is_done_by(Side::Municipality));
        assert!(!Owner::Municipality.is_done_by(Side::Federation));
    }
}
