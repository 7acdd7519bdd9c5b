//! What the estimate (試算) assumes from which day on, and 補助制度 of the state and the prefectures. Both come with the
//! schema, are read by everybody, and 国保中央会 writes what is new (docs/decisions/0051-an-open-formula-for-the-simulator.md).

use crate::tables::*;
use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::prelude::{Date, DateTimeUtc, Uuid},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        assumptions(manager).await?;
        schemes(manager).await?;
        // Before the tables are secured: nobody's row-level security stands in the way of what comes with them.
        for (place, one) in (1..).zip(ASSUMPTIONS) {
            manager.execute(assumption(FIRST_ASSUMPTION + place, &one)).await?;
        }
        for (place, one) in (1..).zip(SCHEMES) {
            manager.execute(scheme(FIRST_SCHEME + place, &one)).await?;
        }
        secure(manager, "simulator_assumptions", Seen::ByAllCentralWrites).await?;
        only_added(manager, "simulator_assumptions").await?;
        secure(manager, "schemes", Seen::ByAllCentralWrites).await
    }
}

async fn assumptions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("simulator_assumptions")
                .col(pk_uuid("id"))
                .col(string("parameter"))
                // Thousandths of its unit.
                .col(big_integer("cautious"))
                .col(big_integer("standard"))
                .col(big_integer("generous"))
                .col(date("valid_from"))
                .col(string("source"))
                .col(text("note"))
                // Whose people wrote it; empty for what came with the schema.
                .col(uuid_null("house"))
                .col(uuid_null("recorded_by"))
                .col(at("recorded_at"))
                // What was in force when it was written: one alone can follow a row, so nobody overlooks a colleague.
                .col(uuid_null("follows"))
                .to_owned(),
        )
        .await?;
    unique(manager, "simulator_assumptions", &["follows"]).await
}

async fn schemes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("schemes")
                .col(pk_uuid("id"))
                .col(string("name"))
                .col(string("runs"))
                .col(text("takers"))
                .col(text("pays_for"))
                .col(text("amount"))
                .col(text("next"))
                // 1 to 47; empty where all may use it.
                .col(integer_null("prefecture"))
                .col(date_null("ends_on"))
                .col(string("source"))
                .col(string("url"))
                .col(date("as_of"))
                .col(at_null("put_away_at"))
                .col(uuid_null("house"))
                .col(uuid_null("edited_by"))
                .col(at("edited_at"))
                .col(version())
                .to_owned(),
        )
        .await
}

/// The same in every database.
const FIRST_ASSUMPTION: u128 = 0x0190_73fb_1c00_7a01_8000_0000_0000_0000;
const FIRST_SCHEME: u128 = 0x0190_73fb_1c00_7a02_8000_0000_0000_0000;
/// The day of 介護保険最新情報 Vol.1310, whose example the assumptions give.
const CIRCULAR: (i32, u32, u32) = (2024, 9, 18);

/// Before anything that somebody wrote: since the system began.
const BEGINNING: (i32, u32, u32) = (2023, 4, 1);

struct Assumed {
    parameter: &'static str,
    /// Cautious, standard, generous.
    values: [i64; 3],
    source: &'static str,
    note: &'static str,
}

const ASSUMED: &str = "この試算の仮定（公表された調査の値ではありません）";

const ASSUMPTIONS: [Assumed; 6] = [
    Assumed {
        parameter: "offices-per-user",
        values: [2_000, 2_500, 3_000],
        source: ASSUMED,
        note: "利用者1人が、訪問介護・通所介護・福祉用具貸与など、2か所から3か所のサービスを使うと考えました。",
    },
    Assumed {
        parameter: "minutes-per-exchange",
        values: [4_000, 5_000, 6_000],
        source: ASSUMED,
        note: "提供票（予定）を印刷して渡す・送る時間と、実績を受け取って介護ソフトに転記し、確かめる時間の合計です。",
    },
    Assumed {
        parameter: "hourly-cost",
        values: [1_900_000, 2_100_000, 2_300_000],
        source: "厚生労働省「令和2年度介護従事者処遇状況等調査」介護支援専門員（常勤）の平均給与額 月357,850円",
        note: "月173時間（週40時間）で割り、百円未満を四捨五入しました。法定福利費は含めていません。控えめと多めは、前後200円です。",
    },
    Assumed {
        parameter: "material-cost",
        values: [10_000, 15_000, 20_000],
        source: ASSUMED,
        note: "用紙・トナー・封筒・切手と、FAX・電話の通信料を、利用者1人・相手1か所・1か月あたりにならした額です。",
    },
    // domain.md §1.10, L426: 「業務時間約1/3」.
    Assumed {
        parameter: "remaining-time",
        values: [40_000, 33_300, 30_000],
        source: "介護保険最新情報 Vol.1310（令和6年9月18日）「やりとりにかかる業務時間を約1/3に」",
        note: "両方の事業所がシステムを使うときに、残る時間の割合です。",
    },
    Assumed {
        parameter: "other-minutes",
        values: [240_000, 210_000, 180_000],
        source: "介護保険最新情報 Vol.1310の試算例（削減率20.2%）に合わせた、この試算の仮定",
        note: "電話での確認、差替え、日程の調整など、システムを使っても残る時間です。",
    },
];

struct Known {
    name: &'static str,
    runs: &'static str,
    takers: &'static str,
    pays_for: &'static str,
    amount: &'static str,
    next: &'static str,
    prefecture: Option<i32>,
    ends_on: Option<(i32, u32, u32)>,
    source: &'static str,
    as_of: (i32, u32, u32),
}

/// domain.md §1.5 (L284, L325, L409, L462, L476) and §6.
const SCHEMES: [Known; 5] = [
    Known {
        name: "ケアプランデータ連携活用促進モデル地域づくり事業",
        runs: "国（介護現場デジタル改革パッケージ）。都道府県が市区町村の意向を聞いて行います",
        takers: "都道府県と、意向調査に手を挙げた市区町村。自分の財源がない町でも使えます",
        pays_for: "介護ソフト・パソコンなど、システムの利用に必要な機器\nシステムの活用に関する研修",
        amount: "補助上限850万円",
        next: "都道府県の介護担当課に、次の意向調査の時期を確かめます。\n実態調査・事業説明会・伴走支援・評価の計画を作って、手を挙げます。",
        prefecture: None,
        ends_on: None,
        source: "介護保険最新情報 Vol.1310（令和6年9月18日）青森県・野辺地町の事例",
        as_of: CIRCULAR,
    },
    Known {
        name: "介護テクノロジー導入支援事業",
        runs: "国と都道府県",
        takers: "介護事業所が、都道府県に申請します",
        pays_for: "標準仕様に対応した介護ソフトの導入。対応していない介護ソフトからの買替えを含みます",
        amount: "都道府県の募集要項によります",
        next: "都道府県の募集の時期と条件を確かめます。\n対応していない介護ソフトを使っている事業所に知らせます。",
        prefecture: None,
        ends_on: None,
        source: "介護保険最新情報 Vol.1310（令和6年9月18日）質疑応答",
        as_of: CIRCULAR,
    },
    Known {
        name: "介護サービス事業者の生産性向上や協働化等を通じた職場環境改善事業",
        runs: "国と都道府県",
        takers: "介護サービス事業者。小規模な法人が協働して使うこともできます",
        pays_for: "生産性の向上や協働化による、職場環境の改善",
        amount: "都道府県の募集要項によります",
        next: "都道府県の介護担当課に、ライセンス料や介護ソフトの費用が対象になるかを確かめます。",
        prefecture: None,
        ends_on: None,
        source: "介護保険最新情報 Vol.1310（令和6年9月18日）質疑応答",
        as_of: CIRCULAR,
    },
    Known {
        name: "デジタル経営導入促進支援事業（東京都福祉保健財団）",
        runs: "東京都",
        takers: "東京都内の介護事業所",
        pays_for: "ケアプランデータ連携システムの年間ライセンス料など",
        amount: "年間ライセンス料21,000円の75%（通知の本文には5%とありますが、誤記とみられます。募集要項で確かめてください）",
        next: "財団の募集要項で、補助率と受付の期間を確かめて、事業所に知らせます。",
        prefecture: Some(13),
        ends_on: None,
        source: "介護保険最新情報 Vol.1310（令和6年9月18日）武蔵野市の事例",
        as_of: CIRCULAR,
    },
    Known {
        name: "フリーパスキャンペーン（ライセンス料が1年間無料）",
        runs: "国民健康保険中央会",
        takers: "期間中に申し込んだ、すべての介護事業所",
        pays_for: "ケアプランデータ連携システムの年間ライセンス料",
        amount: "21,000円の全額",
        next: "新しい受付は終わりました。期間中に申し込んだ事業所に、無料の期間が終わる日を知らせます。",
        prefecture: None,
        ends_on: Some((2026, 5, 31)),
        source: "ケアプランデータ連携システム ヘルプデスクサポートサイト",
        as_of: (2025, 6, 1),
    },
];

fn assumption(id: u128, one: &Assumed) -> InsertStatement {
    let [cautious, standard, generous] = one.values;
    let columns = [
        "id",
        "parameter",
        "cautious",
        "standard",
        "generous",
        "valid_from",
        "source",
        "note",
        "recorded_at",
    ];
    Query::insert()
        .into_table("simulator_assumptions")
        .columns(columns)
        .values_panic([
            Uuid::from_u128(id).into(),
            one.parameter.into(),
            cautious.into(),
            standard.into(),
            generous.into(),
            day(CIRCULAR).into(),
            one.source.into(),
            one.note.into(),
            midnight(BEGINNING).into(),
        ])
        .to_owned()
}

fn scheme(id: u128, one: &Known) -> InsertStatement {
    let columns = [
        "id",
        "name",
        "runs",
        "takers",
        "pays_for",
        "amount",
        "next",
        "prefecture",
        "ends_on",
        "source",
        "url",
        "as_of",
        "edited_at",
    ];
    Query::insert()
        .into_table("schemes")
        .columns(columns)
        .values_panic([
            Uuid::from_u128(id).into(),
            one.name.into(),
            one.runs.into(),
            one.takers.into(),
            one.pays_for.into(),
            one.amount.into(),
            one.next.into(),
            one.prefecture.into(),
            one.ends_on.and_then(day).into(),
            one.source.into(),
            "".into(),
            day(one.as_of).into(),
            midnight(one.as_of).into(),
        ])
        .to_owned()
}

fn day((year, month, day): (i32, u32, u32)) -> Option<Date> {
    Date::from_ymd_opt(year, month, day)
}

fn midnight(of: (i32, u32, u32)) -> Option<DateTimeUtc> {
    Some(day(of)?.and_hms_opt(0, 0, 0)?.and_utc())
}
