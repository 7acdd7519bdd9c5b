//! The register of the story: 188 offices of みどり野市, of which 171 can be written to by mail, and the 11 of みさき町.
//!
//! All names are invented, and the numbers lie in a district (99) that no prefecture has given out.

use crate::{app::App, error::Error};
use domain::{
    accounts::AccountKind,
    form::Typed,
    ids::{AccountId, OfficeId, TenantId},
    office_number::OfficeNumber,
    offices::{Field, NewOffice},
};
use store::{
    Scope,
    accounts::{self, NewAccount},
    offices, tenants,
};

/// How many offices みどり野市 has in all (the number of 武蔵野市, domain.md §1.6).
const OFFICES: usize = 188;
/// How many of them are there before the story begins, without a mail address.
pub const KNOWN: usize = super::super::places::OFFICES.len() - 1;
/// One of so many has no mail address.
const WITHOUT_MAIL: usize = 13;
/// One of so many has a fax, besides those without a mail address.
const WITH_FAX: usize = 4;

/// Names that stand in the name of an office and of its corporation, in hiragana.
const STEMS: [&str; 37] = [
    "さとのもり",
    "ひなた",
    "すずらん",
    "せせらぎ",
    "あさがお",
    "たんぽぽ",
    "こかげ",
    "つくし",
    "はなみずき",
    "ゆうなぎ",
    "あおぞら",
    "やまびこ",
    "なのはな",
    "ほたる",
    "みのり",
    "きんもくせい",
    "そよかぜ",
    "かえで",
    "いこい",
    "ふれあい",
    "はるかぜ",
    "わかば",
    "しおさい",
    "ほしぞら",
    "なごみ",
    "こまどり",
    "くすのき",
    "あじさい",
    "ゆりかご",
    "やすらぎ",
    "もくれん",
    "かわせみ",
    "こはる",
    "まつかぜ",
    "うぐいす",
    "さざなみ",
    "とまりぎ",
];

/// What a corporation of the story runs: service code, the word before its name, the third digit of its numbers.
const KINDS: [(&str, &str, char); 5] = [
    ("43", "居宅介護支援事業所", '7'),
    ("15", "デイサービス", '7'),
    ("11", "訪問介護ステーション", '7'),
    ("13", "訪問看護ステーション", '6'),
    ("21", "ショートステイ", '7'),
];

const TOWNS: [&str; 12] = [
    "本町",
    "緑町",
    "若葉台",
    "北新町",
    "ひかり町",
    "川端",
    "桜ヶ丘",
    "駅前",
    "東山",
    "南原",
    "中央",
    "里見",
];

/// 日常生活圏域 of みどり野市, each of three towns.
const AREAS: [&str; 4] = ["中央圏域", "北部圏域", "東部圏域", "南部圏域"];

/// The area of an address; none on the island.
fn area(address: &str) -> &'static str {
    let town = TOWNS.iter().position(|town| address.contains(town));
    town.and_then(|town| AREAS.get(town * AREAS.len() / TOWNS.len())).copied().unwrap_or_default()
}

/// An office of the story, and the account that speaks for it.
#[derive(Debug, Clone)]
pub struct OfficeOfStory {
    /// Its row.
    pub id: OfficeId,
    /// The demo key of the corporation's account.
    pub speaker: String,
    /// The corporation's name.
    pub corporation: String,
    /// Its address.
    pub address: String,
    /// Its telephone.
    pub phone: String,
    /// The corporation's mail address.
    pub email: String,
}

/// Fills the registers. Answers with みどり野市's new offices, those of one corporation side by side.
pub async fn fill(app: &App) -> Result<Vec<OfficeOfStory>, Error> {
    let (midorino, misaki) = {
        let tx = app.store.read(&Scope::system("demo data")).await?;
        let id = async |slug| Ok::<_, Error>(tenants::by_slug(&tx, slug).await?.ok_or(Error::NotFound)?.id);
        (id("midorino").await?, id("misaki").await?)
    };
    island(app, misaki).await?;
    let sheets = sheets();
    let speakers = speakers(app, &sheets).await?;
    let tx = app.store.write(&Scope::tenant_by_system(midorino, "demo data")).await?;
    let mut written = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let id = app.clock.id();
        offices::add(&tx, id, &sheet.parse("292991")?, &|| app.clock.id(), app.clock.now()).await?;
        if let Some((_, account)) = speakers.iter().find(|(key, _)| *key == sheet.speaker) {
            accounts::speak_for(&tx, *account, id, app.clock.now()).await?;
        }
        let Sheet { speaker, corporation, address, phone, corporation_mail, .. } = sheet;
        written.push(OfficeOfStory { id, speaker, corporation, address, phone, email: corporation_mail });
    }
    tx.commit().await?;
    Ok(written)
}

/// An account for each corporation; the five offices of さとのもり belong to somebody one can become.
async fn speakers(app: &App, sheets: &[Sheet]) -> Result<Vec<(String, AccountId)>, Error> {
    let tx = app.store.write(&Scope::system("demo data")).await?;
    let mut speakers: Vec<(String, AccountId)> = accounts::demo_people(&tx)
        .await?
        .into_iter()
        .filter_map(|person| Some((person.demo_key?, person.id)))
        .collect();
    for sheet in sheets {
        if speakers.iter().any(|(key, _)| *key == sheet.speaker) {
            continue;
        }
        let account = NewAccount {
            id: app.clock.id(),
            kind: AccountKind::Applicant,
            name: sheet.contact.to_owned(),
            email: Some((sheet.corporation_mail.clone(), sheet.corporation_mail.clone())),
            password_hash: None,
            demo_key: Some(sheet.speaker.clone()),
        };
        speakers.push((sheet.speaker.clone(), account.id));
        accounts::add(&tx, account, app.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(speakers)
}

/// What is typed of みどり野市's new offices.
pub fn sheets() -> Vec<Sheet> {
    (0..OFFICES - KNOWN).map(Sheet::of).collect()
}

/// What is typed of one office.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// 事業所番号.
    pub number: String,
    name: String,
    kana: String,
    service: &'static str,
    address: String,
    phone: String,
    /// Its fax: where there is no mail address, a list can still be sent by it.
    pub fax: Option<String>,
    corporation: String,
    corporation_mail: String,
    /// Its mail address.
    pub mail: Option<String>,
    /// The demo key of the account that speaks for it.
    pub speaker: String,
    contact: &'static str,
}

impl Sheet {
    /// The office at a place of the list: five in a row have one name.
    fn of(place: usize) -> Self {
        const CONTACTS: [&str; 8] = [
            "小川 さくら",
            "石井 誠",
            "前田 和子",
            "藤田 隆",
            "後藤 美和",
            "岡田 進",
            "長谷川 幸",
            "村上 徹",
        ];
        let (stem, kind) = (place / KINDS.len(), place % KINDS.len());
        let word = STEMS[stem % STEMS.len()];
        let (service, before, class) = KINDS[kind];
        let (corporation, part) = corporation(word, stem, kind);
        let mail = format!("office{:03}@midorino-care.example.jp", place + 1);
        let mail = (place % WITHOUT_MAIL != WITHOUT_MAIL - 1).then_some(mail);
        let faxes = mail.is_none() || place % WITH_FAX == WITH_FAX - 1;
        let speaker = match (stem, part) {
            (0, _) => "satonomori".to_owned(),
            (_, part) => format!("corporation-{stem}-{part}"),
        };
        Self {
            number: number(class, 1 + place),
            name: format!("{before}{word}"),
            kana: katakana(word),
            service,
            address: format!(
                "みどり県みどり野市{}{}-{}",
                TOWNS[place % TOWNS.len()],
                1 + place % 5,
                1 + place % 28
            ),
            phone: format!("0741-01-{:04}", 1000 + place),
            fax: faxes.then(|| format!("0741-01-{:04}", 6000 + place)),
            corporation,
            corporation_mail: format!("honbu{stem:02}-{part}@midorino-care.example.jp"),
            mail,
            speaker,
            contact: CONTACTS[(stem + part) % CONTACTS.len()],
        }
    }

    /// Through the parser of the form that an officer fills.
    pub fn parse(&self, municipality: &str) -> Result<NewOffice, Error> {
        let typed: Typed = [
            (Field::Number, self.number.as_str()),
            (Field::Name, &self.name),
            (Field::NameKana, &self.kana),
            (Field::Services, self.service),
            (Field::Municipality, municipality),
            (Field::Address, &self.address),
            (Field::Area, area(&self.address)),
            (Field::Phone, &self.phone),
            (Field::Fax, self.fax.as_deref().unwrap_or_default()),
            (Field::CorporationName, &self.corporation),
            (Field::Email, self.mail.as_deref().unwrap_or_default()),
            (Field::Status, "active"),
        ]
        .into_iter()
        .map(|(field, value)| (field.name().to_owned(), value.to_owned()))
        .collect();
        NewOffice::parse(&typed).map_err(|_| Error::Internal("an office of the story does not parse"))
    }
}

/// Who runs an office, and which of its stem's corporations that is. Some run all five, some share the name.
fn corporation(word: &str, stem: usize, kind: usize) -> (String, usize) {
    match (stem % 3, kind) {
        (0, _) => (format!("社会福祉法人{word}会"), 0),
        (1, 0..3) => (format!("株式会社{word}"), 0),
        (1, _) => (format!("医療法人{word}会"), 1),
        (_, 0..2) => (format!("合同会社{word}ケア"), 0),
        (_, _) => (format!("特定非営利活動法人{word}の里"), 1),
    }
}

/// A number with its right check digit.
fn number(class: char, sequence: usize) -> String {
    (0..10)
        .map(|digit| format!("29{class}99{sequence:04}{digit}"))
        .find(|number| number.parse::<OfficeNumber>().is_ok_and(|number| number.warnings().is_empty()))
        .unwrap_or_default()
}

fn katakana(hiragana: &str) -> String {
    hiragana
        .chars()
        .map(|letter| match letter {
            'ぁ'..='ゖ' => char::from_u32(u32::from(letter) + 0x60).unwrap_or(letter),
            other => other,
        })
        .collect()
}

/// みさき町, an island without anybody for computers: ten offices beside the one that is there.
async fn island(app: &App, misaki: TenantId) -> Result<(), Error> {
    const NAMES: [(&str, &str, &str); 10] = [
        ("15", "デイサービスみさき", "デイサービスミサキ"),
        ("11", "みさき訪問介護", "ミサキホウモンカイゴ"),
        ("13", "みさき訪問看護", "ミサキホウモンカンゴ"),
        ("15", "デイサービス港", "デイサービスミナト"),
        ("21", "ショートステイ灯台", "ショートステイトウダイ"),
        ("17", "みさき福祉用具", "ミサキフクシヨウグ"),
        ("43", "ケアプラン岬", "ケアプランミサキ"),
        ("15", "デイサービス磯の香", "デイサービスイソノカ"),
        ("11", "ヘルパーステーション波", "ヘルパーステーションナミ"),
        ("73", "小規模多機能ホーム入江", "ショウキボタキノウホームイリエ"),
    ];
    let tx = app.store.write(&Scope::tenant_by_system(misaki, "demo data")).await?;
    for (place, (service, name, kana)) in NAMES.into_iter().enumerate() {
        let class = match service {
            "13" => '6',
            "73" => '9',
            _ => '7',
        };
        let sheet = Sheet {
            number: number(class, 901 + place),
            name: name.to_owned(),
            kana: kana.to_owned(),
            service,
            address: format!("みどり県みさき郡みさき町港{}番地", 11 + place),
            phone: format!("0741-00-21{:02}", 10 + place),
            fax: (place % 3 != 2).then(|| format!("0741-00-22{:02}", 10 + place)),
            corporation: "社会福祉法人みさき会".to_owned(),
            corporation_mail: String::new(),
            mail: (place % 3 == 0).then(|| format!("misaki{place}@misaki-kai.example.jp")),
            speaker: String::new(),
            contact: "",
        };
        let id = app.clock.id();
        offices::add(&tx, id, &sheet.parse("293997")?, &|| app.clock.id(), app.clock.now()).await?;
    }
    Ok(tx.commit().await?)
}
