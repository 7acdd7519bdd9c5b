//! The plan that a federation has before it changes it, as the circular tells of 新潟県連合会 and 新潟市.

use super::{Due, DueUnit, PlanTask};
use crate::demos::{Owner, Place};

/// A task of the built-in plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chore {
    /// 実施概要を決める.
    Outline,
    /// 国保中央会へ講師派遣を相談する.
    Dispatch,
    /// 機材の貸借を手配する.
    Equipment,
    /// 周知資料を作る.
    Material,
    /// 事業所と関係団体へ周知する.
    Announcement,
    /// 接続を試す: online.
    Connection,
    /// 最終の確認.
    FinalCheck,
    /// リーフレットを印刷する.
    Leaflets,
    /// 会場を準備する.
    Venue,
}

impl Chore {
    /// On site, in the order of time.
    pub const ON_SITE: [Self; 8] = [
        Self::Outline,
        Self::Dispatch,
        Self::Equipment,
        Self::Material,
        Self::Announcement,
        Self::FinalCheck,
        Self::Leaflets,
        Self::Venue,
    ];

    /// Online: nothing is lent, printed or set up, and the connection is tried.
    pub const ONLINE: [Self; 6] = [
        Self::Outline,
        Self::Dispatch,
        Self::Material,
        Self::Announcement,
        Self::Connection,
        Self::FinalCheck,
    ];

    /// The built-in plan.
    pub const fn of(place: Place) -> &'static [Self] {
        match place {
            Place::OnSite => &Self::ON_SITE,
            Place::Online => &Self::ONLINE,
        }
    }

    /// What, in one line.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Outline => "実施概要（日時・内容・場所・案内の方法）を決める",
            Self::Dispatch => "国保中央会に講師派遣を相談する",
            Self::Equipment => "機材（デモ機など）の貸し借りを手配する",
            Self::Material => "周知の資料を作る",
            Self::Announcement => "事業所と関係団体に知らせる",
            Self::Connection => "接続を試し、参加の案内を送る",
            Self::FinalCheck => "最終の確認をする",
            Self::Leaflets => "リーフレットを印刷する",
            Self::Venue => "会場を準備する",
        }
    }

    const fn details(self) -> &'static str {
        match self {
            Self::Outline => {
                "開催日時、実施内容（送受信体験、費用シミュレーションなど）、会場、事業所への案内の方法を、市区町村と決めます。"
            }
            Self::Dispatch => "講師が要るときは国保中央会に相談します。旅費は依頼する側の負担です。",
            Self::Equipment => "パソコン2台とプロジェクターの手配、送付と返却の日を決めます。",
            Self::Material => "日時、会場、内容、申込みの方法と期限を書いた案内を作ります。",
            Self::Announcement => "事業所のほか、連絡先を持っている関係団体にも知らせます。",
            Self::Connection => "当日と同じ場所と機器でつなぎ、参加する事業所に接続の方法を送ります。",
            Self::FinalCheck => {
                "参加人数、当日の役割、人数が多いときの進め方（画面に映しての説明）を、市区町村と国保中央会に確かめます。"
            }
            Self::Leaflets => "参加人数より少し多めに印刷します。",
            Self::Venue => "机、電源、通信、受付の場所を整え、パソコン2台の動作を確かめます。",
        }
    }

    const fn owner(self) -> Owner {
        match self {
            Self::Outline | Self::Dispatch | Self::Equipment => Owner::Federation,
            Self::Material | Self::Announcement => Owner::Municipality,
            Self::Connection | Self::FinalCheck | Self::Leaflets | Self::Venue => Owner::Both,
        }
    }

    fn due(self) -> Due {
        let rule = match self {
            Self::Outline | Self::Dispatch | Self::Equipment => Due::new(DueUnit::Months, 2),
            Self::Material | Self::Announcement => Due::new(DueUnit::Months, 1),
            Self::Connection => Due::new(DueUnit::Weeks, 1),
            Self::FinalCheck => Due::new(DueUnit::Days, 1),
            Self::Leaflets | Self::Venue => None,
        };
        rule.unwrap_or(Due::ON_THE_DAY)
    }

    /// The task.
    pub fn task(self) -> PlanTask {
        PlanTask {
            title: self.title().to_owned(),
            details: self.details().to_owned(),
            owner: self.owner(),
            due: self.due(),
        }
    }
}
