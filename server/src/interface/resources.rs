//! The lists of the interface, and what stands in each line: from this the answers are made, and the document that tells of
//! them. Names are the English words of docs/words.md.

use domain::interface::Permission;

/// How many lines come at once, where nothing is asked for.
pub(super) const LIMIT: u64 = 100;
/// The most that come at once.
pub(super) const MOST: u64 = 500;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// A text.
    Text,
    /// Several texts.
    Texts,
    /// A whole number.
    Whole,
    /// Whole yen.
    Yen,
    /// Yes or no.
    Flag,
    /// A day: `2026-04-01`.
    Day,
    /// A moment in UTC: `2026-04-01T00:00:00Z`.
    Moment,
    /// An id, which never changes.
    Id,
}

/// One value of a line.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub of: Of,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// What it means, for whoever reads the document.
    pub meaning: &'static str,
}

/// How a list is read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paged {
    /// It comes whole.
    Whole,
    /// After the id of the last line.
    ById,
    /// After a number of the record.
    BySeq,
}

/// One list.
#[derive(Debug)]
pub(super) struct Resource {
    /// Its path, as the routes write it.
    pub path: &'static str,
    /// What a key needs; nothing where it is told what it may read anyway.
    pub permission: Option<Permission>,
    /// What it is.
    pub summary: &'static str,
    /// How it is read on.
    pub paged: Paged,
    /// Whether only what changed may be asked for.
    pub since: bool,
    /// The values of a line.
    pub fields: &'static [Field],
}

const fn field(name: &'static str, of: Of, meaning: &'static str) -> Field {
    Field { name, of, nullable: false, meaning }
}

const fn maybe(name: &'static str, of: Of, meaning: &'static str) -> Field {
    Field { name, of, nullable: true, meaning }
}

/// 事業所.
pub(super) const OFFICES: Resource = Resource {
    path: "/api/v1/{tenant}/offices",
    permission: Some(Permission::Offices),
    summary: "事業所台帳の事業所（統合された事業所を除く）",
    paged: Paged::ById,
    since: true,
    fields: &[
        field("id", Of::Id, "事業所のID"),
        field("office_number", Of::Text, "事業所番号"),
        field("name", Of::Text, "事業所名"),
        field("name_kana", Of::Text, "事業所名のカナ。なければ空"),
        maybe("corporate_number", Of::Text, "法人番号"),
        maybe("corporation_name", Of::Text, "法人名"),
        field("municipality_code", Of::Text, "所在地の全国地方公共団体コード"),
        field("postal_code", Of::Text, "郵便番号"),
        field("address", Of::Text, "住所"),
        field("building", Of::Text, "建物の名前"),
        field("area", Of::Text, "日常生活圏域"),
        field("status", Of::Text, "営業の状態"),
        maybe("designated_on", Of::Day, "指定年月日"),
        field("service_types", Of::Texts, "サービス種類のコード"),
        field("adoption_step", Of::Text, "導入の段階：adopted, pledged, interested, stopped, unknown"),
        field("updated_at", Of::Moment, "台帳の内容が変わった時刻"),
    ],
};

/// 申請.
pub(super) const APPLICATIONS: Resource = Resource {
    path: "/api/v1/{tenant}/applications",
    permission: Some(Permission::Applications),
    summary: "受け付けた申請と、交付決定の後の金額（下書きを除く）",
    paged: Paged::ById,
    since: true,
    fields: &[
        field("id", Of::Id, "申請のID"),
        field("programme_id", Of::Id, "補助事業のID"),
        field("programme_title", Of::Text, "補助事業の名前"),
        field("office_id", Of::Id, "事業所のID"),
        field("office_number", Of::Text, "事業所番号"),
        field("fiscal_year", Of::Whole, "年度（西暦）"),
        maybe("receipt_number", Of::Text, "受付番号"),
        field(
            "stage",
            Of::Text,
            "申請の状態：waiting, submitted, under_review, returned, proposed, granted, refused, withdrawn",
        ),
        maybe("submitted_at", Of::Moment, "受け付けた時刻"),
        field("amount_yen", Of::Yen, "申請額"),
        maybe("award_stage", Of::Text, "交付決定の後の状態"),
        maybe("granted_yen", Of::Yen, "交付決定額"),
        maybe("final_yen", Of::Yen, "確定額"),
        maybe("paid_yen", Of::Yen, "支払った額"),
        maybe("ordered_back_yen", Of::Yen, "返還を求めた額"),
        maybe("refunded_yen", Of::Yen, "返還された額"),
        field("updated_at", Of::Moment, "申請か、その後の手続が変わった時刻"),
    ],
};

/// 支払データ.
pub(super) const PAYMENTS: Resource = Resource {
    path: "/api/v1/{tenant}/payments",
    permission: Some(Permission::Payments),
    summary: "支払データごとの件数と合計額（受取人と口座を除く）",
    paged: Paged::ById,
    since: false,
    fields: &[
        field("id", Of::Id, "支払データのID"),
        field("fiscal_year", Of::Whole, "年度（西暦）"),
        field("number", Of::Whole, "年度の中の番号"),
        field("state", Of::Text, "支払データの状態"),
        field("pay_on", Of::Day, "支払日"),
        field("payments", Of::Whole, "支払の件数"),
        field("total_yen", Of::Yen, "合計額"),
        maybe("sent_at", Of::Moment, "銀行に送った時刻"),
        maybe("closed_at", Of::Moment, "すべての結果がそろった時刻"),
    ],
};

/// 普及状況.
pub(super) const ADOPTION: Resource = Resource {
    path: "/api/v1/{tenant}/adoption",
    permission: Some(Permission::Adoption),
    summary: "普及状況の数。市区町村は自らの数（月ごとの推移とサービス種類別）、ほかの団体は数を共有している市区町村の最新の数。少ない数は表示しない",
    paged: Paged::Whole,
    since: false,
    fields: &[
        maybe("municipality_code", Of::Text, "全国地方公共団体コード"),
        field("municipality_name", Of::Text, "市区町村の名前"),
        field("as_of", Of::Day, "基準日"),
        maybe("service_type", Of::Text, "サービス種類のコード。全体の数ではnull"),
        maybe("service_name", Of::Text, "サービス種類の名前。全体の数ではnull"),
        maybe("adopted", Of::Whole, "導入済みの事業所の数"),
        maybe("offices", Of::Whole, "営業中の事業所の数"),
        maybe("rate_percent", Of::Text, "導入率（%、小数第1位まで）"),
        field("hidden", Of::Flag, "少ない数のため表示しないかどうか"),
    ],
};

/// デモ・説明会.
pub(super) const SESSIONS: Resource = Resource {
    path: "/api/v1/{tenant}/sessions",
    permission: Some(Permission::Sessions),
    summary: "デモ・説明会の日時・場所・人数（参加者を除く）",
    paged: Paged::ById,
    since: true,
    fields: &[
        field("id", Of::Id, "デモ・説明会のID"),
        field("municipality_name", Of::Text, "開催する市区町村の名前"),
        field(
            "stage",
            Of::Text,
            "状態：requested, tentative, dispatch_asked, confirmed, held, reported, joined, declined, cancelled",
        ),
        maybe("starts_at", Of::Moment, "始まる時刻"),
        maybe("ends_at", Of::Moment, "終わる時刻"),
        field("place", Of::Text, "開き方：on_site（現地）, online（オンライン）"),
        maybe("venue", Of::Text, "会場。開催が決まるまではnull"),
        maybe("capacity", Of::Whole, "定員"),
        field("registered", Of::Whole, "申込みの人数"),
        field(
            "updated_at",
            Of::Moment,
            "日時・場所・状態が変わった時刻。申込みの人数だけが変わったときは、変わらない",
        ),
    ],
};

/// What happened.
pub(super) const CHANGES: Resource = Resource {
    path: "/api/v1/{tenant}/changes",
    permission: None,
    summary: "鍵で読めるものに起きたできごと（内容と、だれがしたかを除く）",
    paged: Paged::BySeq,
    since: false,
    fields: &[
        field("seq", Of::Whole, "記録の番号。次のafterに使う"),
        field("at", Of::Moment, "時刻"),
        field("kind", Of::Text, "できごと"),
        field("subject_kind", Of::Text, "何に：office, application, pay_run, demo"),
        maybe("subject_id", Of::Id, "そのID。一度に多くに起きたときはnull"),
    ],
};

/// All of them.
pub(super) const ALL: [&Resource; 6] = [&OFFICES, &APPLICATIONS, &PAYMENTS, &ADOPTION, &SESSIONS, &CHANGES];
