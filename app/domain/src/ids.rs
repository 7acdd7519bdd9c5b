//! The ids of everything that has a row, one append-only list.
//!
//! All are version 7 UUIDs made by the server's id source; they order by time and are never secrets.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes an id that a row, a route or the id source holds.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            /// The bare UUID, for a row.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }
    )*};
}

ids! {
    /// 市区町村・都道府県・国保連合会・国保中央会.
    TenantId
    /// A person who signs in.
    AccountId
    /// A signed-in browser.
    SessionId
    /// 普及の取組.
    InitiativeId
    /// 事業所.
    OfficeId
    /// One service type that an office provides.
    OfficeServiceId
    /// 法人.
    CorporationId
    /// 取込 of one file.
    BatchId
    /// 補助事業（制度）.
    ProgrammeId
    /// One published state of a programme's rules.
    ProgrammeVersionId
    /// 交付申請.
    ApplicationId
    /// 交付: what follows a grant. It has the id of its application.
    AwardId
    /// 返還 of what was paid.
    RecoveryId
    /// A document that an applicant attached.
    AttachmentId
    /// A stored file.
    FileId
    /// 補正依頼.
    CorrectionId
    /// 起案.
    ProposalId
    /// 通知書.
    NoticeId
    /// A form that was sent after its session had ended.
    KeptFormId
    /// A piece of work done after the answer.
    JobId
    /// One message to one recipient.
    MailId
    /// 引き継ぎ of one person's work to another.
    HandoverId
    /// 対象リスト.
    SegmentId
    /// 周知施策（キャンペーン）.
    MailingId
    /// 周知キャンペーン: an ordered list of activities.
    CampaignId
    /// One activity of a campaign.
    ActivityId
    /// 配信停止 of one address.
    OptOutId
    /// A municipality of a federation, tenant here or only a name.
    MemberId
    /// What a federation shares among its municipalities: a lecturer, a demo PC set, a room.
    ResourceId
    /// A time at which a resource is not there.
    AbsenceId
    /// デモ・説明会, from its request on.
    DemoId
    /// 公開枠.
    OpenDateId
    /// 機材貸出.
    LoanId
    /// A task that prepares a session.
    ChoreId
    /// A calendar that somebody subscribes to.
    FeedId
    /// 参加申込.
    RegistrationId
    /// 案内 of an office to a session.
    InvitationId
    /// Places that are held while somebody fills in a registration.
    PlaceHoldId
    /// A question that was asked at a session, or before.
    QuestionId
    /// What is known of the adoption of an office.
    EvidenceId
    /// What an office proposes about its contacts.
    ContactProposalId
    /// 統合 of two offices.
    MergerId
    /// 承継 of one office number by another.
    SuccessionId
    /// 起案 of several cases that are decided together.
    PacketId
    /// 代決者の指定.
    SubstitutionId
    /// A saved view of the queue.
    QueueViewId
    /// An act on many applications at once.
    BulkId
    /// A rule that assigns what is received.
    RoutingRuleId
    /// A note within the house about an application.
    CaseNoteId
    /// A message between the municipality and an applicant about an application.
    CaseMessageId
    /// 事前協議 of an office.
    ConsultationId
    /// 意見照会: somebody outside the section is asked.
    OpinionId
    /// 振込先口座.
    BankAccountId
    /// 振込のまとまり.
    PayRunId
    /// One transfer of a run.
    PaymentId
    /// 年度の締め.
    ClosingId
    /// 廃棄の一覧.
    DisposalId
    /// 講師派遣依頼 to 国保中央会.
    DispatchId
    /// A lecturer of 国保中央会.
    LecturerId
    /// 催し: booth, lecture, webinar, briefing.
    OccasionId
    /// 参加団体: a body that is registered for an occasion.
    BodyId
    /// An address that takes no outreach because mail to it came back.
    SuppressionId
    /// A report that a mail did not arrive.
    BounceId
    /// アンケート.
    SurveyId
    /// An office, or somebody else, who is asked in a survey.
    SurveyInvitationId
    /// 回答 to a survey.
    SurveyResponseId
    /// 照会 to other houses.
    InquiryId
    /// What one house is asked, with its answer.
    ReplyId
    /// 支援記録: what was said with an office, and what comes next.
    FollowUpId
    /// 開発会社 of 介護ソフト.
    SoftwareVendorId
    /// 介護ソフト of a vendor.
    SoftwareProductId
    /// Whether a product conforms to a version of the standard specification, as of a day.
    ConformanceId
    /// A 介護ソフト that an office uses.
    OfficeSoftwareId
    /// 連携先: an office that exchanges plans with another.
    PartnerLinkId
    /// 関係団体, which is no office.
    AssociationId
    /// 資材: a poster, a leaflet, a card, a video.
    MaterialId
    /// 注文 of a material.
    MaterialOrderId
    /// One line of a material's ledger.
    MovementId
    /// 申込状況の表 of an event, as somebody else printed it.
    EventTableId
    /// 事業所グループ.
    OfficeGroupId
    /// A list of 連携先 that was pasted.
    PartnerPasteId
    /// A rate that somebody published.
    PublishedRateId
    /// An assumption of the estimate (試算), from a day on.
    AssumptionId
    /// 補助制度 of the state or a prefecture.
    SchemeId
    /// 事業所の声: what an office says that is willing to be asked.
    VoiceId
    /// 待機の打切り, once it was decided.
    WaitingEndId
    /// 連携用の鍵, with which another system of the house asks.
    ApiKeyId
    /// 約束: a call, a visit or a talk at the counter about an application.
    AppointmentId
}
