//! The people and places of the demonstration. All are invented (`domain.md` §5).

use domain::accounts::{Role, TenantKind};

/// A tenant of the demonstration.
pub struct DemoTenant {
    pub slug: &'static str,
    pub name: &'static str,
    pub kind: TenantKind,
    pub codes: &'static [&'static str],
    pub head: &'static str,
    pub department: &'static str,
    pub phone: &'static str,
    pub email: &'static str,
    pub address: &'static str,
    pub document_prefix: &'static str,
}

/// What a demo person is.
pub enum DemoRole {
    /// Staff of a tenant.
    Staff { tenant: &'static str, roles: &'static [Role] },
    /// Speaks for offices of a municipality.
    Applicant { tenant: &'static str, offices: &'static [&'static str] },
}

/// Somebody one can become.
pub struct DemoPersona {
    pub key: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub role: &'static str,
    pub todo: &'static str,
    /// Whether the story on the first page needs them.
    pub in_story: bool,
    pub is: DemoRole,
}

const fn staff(tenant: &'static str, roles: &'static [Role]) -> DemoRole {
    DemoRole::Staff { tenant, roles }
}

/// Where.
pub const TENANTS: &[DemoTenant] = &[
    DemoTenant {
        slug: "midorino",
        name: "みどり野市",
        kind: TenantKind::Municipality,
        codes: &["292991"],
        head: "みどり野市長　緑川　進",
        department: "健康福祉部介護保険課",
        phone: "0741-00-1000",
        email: "kaigo@midorino.example.jp",
        address: "みどり県みどり野市本町1番1号",
        document_prefix: "みどり介",
    },
    DemoTenant {
        slug: "misaki",
        name: "みさき町",
        kind: TenantKind::Municipality,
        codes: &["293997"],
        head: "みさき町長　岬　渡",
        department: "福祉課",
        phone: "0741-00-2000",
        email: "fukushi@misaki.example.jp",
        address: "みどり県みさき郡みさき町港1番地",
        document_prefix: "みさ福",
    },
    DemoTenant {
        slug: "midori-ken",
        name: "みどり県",
        kind: TenantKind::Prefecture,
        codes: &["290009"],
        head: "みどり県知事　広野　緑",
        department: "福祉部長寿社会課",
        phone: "0741-00-3000",
        email: "choju@pref-midori.example.jp",
        address: "みどり県みどり野市県庁前1番",
        document_prefix: "長寿",
    },
    DemoTenant {
        slug: "midori-kokuhoren",
        name: "みどり県国民健康保険団体連合会",
        kind: TenantKind::Federation,
        codes: &["290009"],
        head: "理事長　連合　太郎",
        department: "介護福祉課",
        phone: "0741-00-4000",
        email: "kaigo@midori-kokuhoren.example.jp",
        address: "みどり県みどり野市中央2番2号",
        document_prefix: "国保介",
    },
    DemoTenant {
        slug: "chuokai",
        name: "国民健康保険中央会",
        kind: TenantKind::Central,
        codes: &[],
        head: "理事長　中央　花子",
        department: "普及推進担当",
        phone: "0120-584-708",
        email: "fukyu@chuokai.example.jp",
        address: "東京都千代田区",
        document_prefix: "中普",
    },
];

/// Who, in the order of the story.
pub const PEOPLE: &[DemoPersona] = &[
    DemoPersona {
        key: "clerk",
        name: "佐藤 葵",
        email: "sato@midorino.example.jp",
        role: "みどり野市 介護保険課（担当）",
        todo: "事業所の一覧を取り込み、補助事業を公開し、届いた申請を審査します。",
        in_story: true,
        is: staff("midorino", &[Role::Clerk]),
    },
    DemoPersona {
        key: "approver",
        name: "田中 実",
        email: "tanaka@midorino.example.jp",
        role: "みどり野市 介護保険課（決裁者）",
        todo: "起案された申請を決裁し、交付決定通知書を出します。",
        in_story: true,
        is: staff("midorino", &[Role::Approver]),
    },
    DemoPersona {
        key: "hidamari",
        name: "日向 陽子",
        email: "hinata@hidamari.example.jp",
        role: "居宅介護支援事業所ひだまり（申請者）",
        todo: "ライセンス料の補助を申請し、結果を受け取ります。",
        in_story: true,
        is: DemoRole::Applicant { tenant: "midorino", offices: &["2970999013"] },
    },
    DemoPersona {
        key: "komorebi",
        name: "木下 光",
        email: "kinoshita@komorebi.example.jp",
        role: "デイサービスこもれび（申請者）",
        todo: "もう一つの事業所として申請します。",
        in_story: false,
        is: DemoRole::Applicant { tenant: "midorino", offices: &["2970999021"] },
    },
    DemoPersona {
        key: "tsubame",
        name: "燕 美咲",
        email: "tsubame@tsubame.example.jp",
        role: "訪問介護ステーションつばめ（申請者）",
        todo: "書類が足りず、補正を求められる事業所を体験します。",
        in_story: false,
        is: DemoRole::Applicant { tenant: "midorino", offices: &["2970999039"] },
    },
    DemoPersona {
        key: "clerk-two",
        name: "鈴木 健",
        email: "suzuki@midorino.example.jp",
        role: "みどり野市 介護保険課（担当）",
        todo: "同じ申請を二人で開いたときに、どうなるかを試します。",
        in_story: false,
        is: staff("midorino", &[Role::Clerk]),
    },
    DemoPersona {
        key: "viewer",
        name: "高橋 文",
        email: "takahashi@midorino.example.jp",
        role: "みどり野市 財政課（閲覧）",
        todo: "見ることだけができます。",
        in_story: false,
        is: staff("midorino", &[Role::Viewer]),
    },
    DemoPersona {
        key: "administrator",
        name: "渡辺 守",
        email: "watanabe@midorino.example.jp",
        role: "みどり野市 情報政策課（管理者）",
        todo: "利用者と権限を決めます。",
        in_story: false,
        is: staff("midorino", &[Role::Administrator]),
    },
    DemoPersona {
        key: "misaki-clerk",
        name: "島田 渚",
        email: "shimada@misaki.example.jp",
        role: "みさき町 福祉課（担当・管理者）",
        todo: "ほかの市のことは何も見えません。",
        in_story: false,
        is: staff("misaki", &[Role::Clerk, Role::Administrator]),
    },
    DemoPersona {
        key: "prefecture",
        name: "長谷川 恵",
        email: "hasegawa@pref-midori.example.jp",
        role: "みどり県 長寿社会課（閲覧）",
        todo: "県のホームを見ます。",
        in_story: false,
        is: staff("midori-ken", &[Role::Viewer]),
    },
    DemoPersona {
        key: "federation",
        name: "森 拓也",
        email: "mori@midori-kokuhoren.example.jp",
        role: "みどり県国保連合会（担当）",
        todo: "連合会のホームを見ます。",
        in_story: false,
        is: staff("midori-kokuhoren", &[Role::Clerk, Role::Administrator]),
    },
    DemoPersona {
        key: "central",
        name: "中村 円",
        email: "nakamura@chuokai.example.jp",
        role: "国保中央会（閲覧）",
        todo: "中央会のホームを見ます。",
        in_story: false,
        is: staff("chuokai", &[Role::Viewer, Role::Administrator]),
    },
];

/// An office that is in the register before the first import: (tenant, number, name, kana, service, address, telephone,
/// corporation, corporate number). They stand in the practice list too, where more is said of them.
pub const OFFICES: &[[&str; 9]] = &[
    [
        "midorino",
        "2970999013",
        "居宅介護支援事業所ひだまり",
        "キョタクカイゴシエンジギョウショヒダマリ",
        "43",
        "みどり県みどり野市ひかり町1-2-3",
        "0741-00-1001",
        "株式会社ひだまり介護",
        "8999999000001",
    ],
    [
        "midorino",
        "2970999021",
        "デイサービスこもれび",
        "デイサービスコモレビ",
        "15",
        "みどり県みどり野市北新町9-10",
        "0741-00-1031",
        "株式会社こもれびサポート",
        "2999999000007",
    ],
    [
        "midorino",
        "2970999039",
        "訪問介護ステーションつばめ",
        "ホウモンカイゴステーションツバメ",
        "11",
        "みどり県みどり野市若葉台二丁目4-1",
        "0741-00-1015",
        "有限会社つばめケア",
        "5999999000004",
    ],
    [
        "misaki",
        "2970999526",
        "みさき町居宅介護支援センター",
        "ミサキチョウキョタクカイゴシエンセンター",
        "43",
        "みどり県みさき郡みさき町港5番地",
        "0741-00-2010",
        "社会福祉法人みさき会",
        "7999999000002",
    ],
];
