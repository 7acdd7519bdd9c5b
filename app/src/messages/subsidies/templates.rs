//! Templates by name, and what each of them is.

use domain::subsidies::Template;

/// Its name.
pub const fn template_name(template: Template) -> &'static str {
    match template {
        Template::LicenceInFull => "ライセンス料全額型",
        Template::LicenceOnceEver => "1ライセンス1回限り型",
        Template::PerCorporation => "法人定額型",
        Template::LicenceAndSoftware => "ライセンス料＋ソフト改修型",
        Template::CoFunded => "都道府県補助への上乗せ型",
        Template::PerOfficeNumber => "事業所番号型（みなし指定の条件付き）",
        Template::BeforeTax => "税抜・千円未満切捨て型",
        Template::ModelArea => "モデル地域型",
        Template::Linkages => "連携数型",
        Template::NewUsers => "新規利用型",
        Template::Attended => "説明会参加型",
        Template::Software => "介護ソフト型",
        Template::ModelRegion => "モデル地域づくり型",
    }
}

/// What it pays, in one sentence.
pub const fn template_facts(template: Template) -> &'static str {
    match template {
        Template::LicenceInFull => {
            "年間ライセンス料21,000円の全額を、事業所番号ごとに1年度に1回。3年度まで実施。"
        }
        Template::LicenceOnceEver => "21,000円を、1ライセンスにつき1回限り。",
        Template::PerCorporation => "1法人に5,000円を1回限り。交付申請書が請求書を兼ねます。",
        Template::LicenceAndSoftware => "ライセンス料21,000円と、介護ソフトの改修費を300,000円まで。",
        Template::CoFunded => "初めの年度に、都道府県が3/4（15,750円）、市区町村が1/4（5,250円）を補助。",
        Template::PerOfficeNumber => {
            "21,000円の全額。みなし指定は、年度内のサービス提供実績があるときだけ対象。"
        }
        Template::BeforeTax => "税抜の額を50,000円まで、千円未満切捨て。地域包括支援センターは対象外。",
        Template::ModelArea => {
            "ライセンス料は税抜・千円未満切捨てで19,000円、介護ソフトは10/10で上限なし。対象の市区町村を指定。"
        }
        Template::Linkages => {
            "連携先1か所につき10,000円（3か所以上、30,000円から50,000円まで）。地域包括支援センターにはUSBメモリーを10,000円まで。"
        }
        Template::NewUsers => "その年度に利用を始めた事業所に21,000円の全額。",
        Template::Attended => "4月・5月に利用し、市区町村の説明会に参加した事業所に、ライセンス料を補助。",
        Template::Software => "介護ソフトの導入費を150,000円まで。",
        Template::ModelRegion => "介護ソフト・機器・研修を合わせて850万円まで。支払う前に申請します。",
    }
}

/// Where its facts are from.
pub fn template_source(template: Template) -> String {
    let source = template.source();
    format!("{}（{}）の公開情報にもとづきます", source.body, source.of)
}
