//! What belongs to an office: what goes with it into another, and what cannot.

use chrono::{DateTime, Utc};

/// How many of each there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Belongings {
    /// 交付申請, drafts included.
    pub applications: u64,
    /// お知らせの配信先.
    pub recipients: u64,
    /// 導入の状況.
    pub evidence: u64,
    /// 手紙のコード.
    pub letters: u64,
    /// 連絡先の変更の申し出.
    pub proposals: u64,
    /// デモ・説明会の申込み.
    pub registrations: u64,
    /// Rows of imported lists.
    pub imports: u64,
    /// 担当の方.
    pub people: u64,
    /// 支援記録, 介護ソフト, 連携先 and 関係団体.
    pub known: u64,
    /// 振込先口座 of its own: it is never another office's, which tells its own.
    pub accounts: u64,
    /// What stays with the office that goes.
    pub staying: u64,
}

/// Something that must be put right before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// Both have a live application to one programme.
    Applications {
        /// Its title.
        programme: String,
        /// The receipt numbers: of the one that stays, of the one that goes.
        receipts: [String; 2],
    },
    /// Both propose other contacts, and nobody has decided.
    Proposals,
    /// Both are registered to a session that is to come.
    Session {
        /// When it begins.
        starts_at: DateTime<Utc>,
    },
}
