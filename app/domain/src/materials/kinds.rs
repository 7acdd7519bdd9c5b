//! What a material is, and for whom.

use crate::demos::kinds;
use serde::{Deserialize, Serialize};

kinds! {
    /// What a material is.
    MaterialKind {
        /// ポスター.
        Poster = "poster",
        /// リーフレット.
        Leaflet = "leaflet",
        /// カード of the size of a business card.
        Card = "card",
        /// 動画.
        Video = "video",
        /// チュートリアル（疑似操作）.
        Tutorial = "tutorial",
        /// スライド.
        Slides = "slides",
        /// そのほかの配布物.
        Other = "other",
    }
}

impl MaterialKind {
    /// Whether it is made of paper, and pieces of it are counted.
    pub const fn is_counted(self) -> bool {
        match self {
            Self::Poster | Self::Leaflet | Self::Card | Self::Other => true,
            Self::Video | Self::Tutorial | Self::Slides => false,
        }
    }
}

kinds! {
    /// For whom a material is meant (domain.md §1.4: slides for municipalities go to no office, which gets the materials
    /// of the helpdesk's site).
    Audience {
        /// Anybody.
        Everybody = "everybody",
        /// 事業所.
        Offices = "offices",
        /// 自治体・連合会 alone.
        Municipalities = "municipalities",
    }
}

impl Audience {
    /// Whether it may be given or shown to offices.
    pub const fn reaches_offices(self) -> bool {
        match self {
            Self::Everybody | Self::Offices => true,
            Self::Municipalities => false,
        }
    }
}
