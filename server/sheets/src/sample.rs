//! Lists like those of the national open data, made up: for tests and for measuring.
//!
//! 24 columns with the defects that were counted in the real ones (domain.md §2.1), among them those of the small
//! files: 155 calls its service 指定療養通所介護 and pads its coordinates, 710 leaves out the prefecture in front of
//! addresses, has no capacity, and writes （改行） into its prose. Every name, number and telephone is invented.

use domain::{
    corporate_number::{CorporateNumber, CorporateNumberError},
    office_number::{OfficeNumber, Warning},
    service_type::ServiceType,
};

/// The header of the national files.
pub const HEADER: [&str; 24] = [
    "都道府県コード又は市町村コード",
    "No",
    "都道府県名",
    "市区町村名",
    "事業所名",
    "事業所名カナ",
    "サービスの種類",
    "住所",
    "方書（ビル名等）",
    "緯度",
    "経度",
    "電話番号",
    "FAX番号",
    "法人番号",
    "法人の名称",
    "事業所番号",
    "利用可能曜日",
    "利用可能曜日特記事項",
    "定員",
    "URL",
    "高齢者の方と障害者の方が同時一体的に利用できるサービス",
    "介護保険の通常の指定基準を満たしている",
    "障害福祉の通常の指定基準を満たしている",
    "備考",
];

/// Codes of the invented municipalities, with good check digits.
pub const MUNICIPALITIES: [(&str, &str, &str); 4] = [
    ("292991", "みどり県", "みどり野市"),
    ("292982", "みどり県", "あおば市"),
    ("032999", "うみべ県", "うみべ市"),
    ("472999", "みなみ県", "みなみ市"),
];

const FIRST: [&str; 12] = [
    "ひだまり",
    "こもれび",
    "つばめ",
    "あおぞら",
    "髙﨑",
    "ゆうなぎ",
    "みやま",
    "ほほえみ",
    "花みずき",
    "そよかぜ",
    "せせらぎ",
    "なないろ",
];
const LAST: [&str; 6] = ["の家", "センター", "ステーション", "ケア２４", "　第二", "野苑"];
const TOWNS: [&str; 5] = ["ひかり町", "桜が丘", "大字里山", "若葉台", "水上"];

/// Rows of a national file, the same for the same seed.
pub fn national(rows: usize, seed: u64) -> impl Iterator<Item = [String; 24]> {
    let services: Vec<ServiceType> =
        ServiceType::all().filter(|service| !service.disclosure_codes().is_empty()).collect();
    let mut random = Random(seed);
    let mut office = Office::new(0, &mut random);
    let mut left = 0;
    let mut serial = 0;
    (0..rows).map(move |_| {
        // Three offices in ten have a second service, and a few have more.
        if left == 0 {
            office = Office::new(serial, &mut random);
            serial += 1;
            left = if random.below(10) < 3 { 2 + random.below(3) } else { 1 };
            left = left.min(services.len());
        }
        left -= 1;
        let service = services[(serial * 7 + left) % services.len()];
        office.row(service, &mut random)
    })
}

/// Rows of the small file of 療養通所介護.
pub fn file_155(rows: usize, seed: u64) -> impl Iterator<Item = [String; 24]> {
    national(rows, seed).enumerate().map(|(index, mut row)| {
        renumber(&mut row, index);
        "指定療養通所介護".clone_into(&mut row[6]);
        row[9].push_str("000000000");
        row[10].push_str("000000000");
        row[7] = format!("{}　{}", row[7], row[8]);
        row
    })
}

/// Rows of the small file of 夜間対応型訪問介護.
pub fn file_710(rows: usize, seed: u64) -> impl Iterator<Item = [String; 24]> {
    national(rows, seed).enumerate().map(|(index, mut row)| {
        renumber(&mut row, index);
        "夜間対応型訪問介護".clone_into(&mut row[6]);
        row[7] = row[7].replace(&row[2], "");
        "0".clone_into(&mut row[18]);
        "通報は２４時間受付。（改行）訪問は20:00～8:00".clone_into(&mut row[17]);
        row
    })
}

/// The whole file as it is downloaded: UTF-8 with its mark, CRLF, quotes where they are needed.
pub fn csv(rows: impl IntoIterator<Item = [String; 24]>) -> Vec<u8> {
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    push_line(&mut bytes, HEADER);
    for row in rows {
        push_line(&mut bytes, row.iter().map(String::as_str));
    }
    bytes
}

fn push_line<'a>(bytes: &mut Vec<u8>, cells: impl IntoIterator<Item = &'a str>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            bytes.push(b',');
        }
        if cell.contains([',', '"', '\r', '\n']) {
            bytes.extend(format!("\"{}\"", cell.replace('"', "\"\"")).bytes());
        } else {
            bytes.extend(cell.bytes());
        }
    }
    bytes.extend(b"\r\n");
}

/// In a file of one service every number stands once.
fn renumber(row: &mut [String; 24], index: usize) {
    let number = office_number(&row[0][..2], '7', index);
    row[1].clone_from(&number);
    row[15] = number;
}

/// `SplitMix64`: the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or(0)
    }

    /// True in so many of a thousand cases.
    fn chance(&mut self, in_a_thousand: usize) -> bool {
        self.below(1_000) < in_a_thousand
    }
}

/// An invented office; its services share most of what it says.
struct Office {
    place: (&'static str, &'static str, &'static str),
    number: String,
    name: String,
    town: &'static str,
    block: usize,
    line: usize,
    corporation: String,
    corporate_number: String,
}

impl Office {
    fn new(serial: usize, random: &mut Random) -> Self {
        let place = MUNICIPALITIES[serial % MUNICIPALITIES.len()];
        let kind = ['7', '7', '7', '9', '6', '5', 'B'][random.below(7)];
        let mut number = office_number(&place.0[..2], kind, serial);
        if random.chance(1) {
            // One in a thousand has another check digit than the rule gives.
            let last = number.pop().and_then(|digit| digit.to_digit(10)).unwrap_or(0);
            number.push_str(&((last + 1) % 10).to_string());
        }
        let stem = FIRST[random.below(FIRST.len())];
        let mut name = format!("{stem}{}{serial}", LAST[random.below(LAST.len())]);
        if random.chance(2) {
            name.push_str("ﾃﾞｲｻｰﾋﾞｽ");
        }
        if random.chance(1) {
            name.push('\u{2F74}');
        }
        let form = if random.chance(2) { "㈱" } else { "株式会社　" };
        let corporate_number = match random.below(1_000) {
            0..46 => String::new(),
            46..48 => "1999999999999".to_owned(),
            _ => corporate_number(serial),
        };
        Self {
            place,
            number,
            name,
            town: TOWNS[random.below(TOWNS.len())],
            block: serial % 99 + 1,
            line: serial % 9_000 + 1_000,
            corporation: format!("{form}{stem}"),
            corporate_number,
        }
    }

    fn row(&self, service: ServiceType, random: &mut Random) -> [String; 24] {
        let (code, prefecture, municipality) = self.place;
        let front = if random.chance(180) { "" } else { prefecture };
        let line = self.line;
        let phone = match random.below(1_000) {
            0..27 => format!("０７４１－００－{line}"),
            27..32 => format!("0741（00）{line}"),
            32..36 => format!("（0741）00-{line}"),
            36..40 => format!("074100{line}"),
            40..44 => format!("0741\u{2212}00\u{2010}{line}"),
            _ => format!("0741-00-{line}"),
        };
        let fax = match random.below(1_000) {
            0..10 => String::new(),
            10..12 => format!("36-{line}"),
            _ => format!("0741-00-{line}"),
        };
        let is_somewhere = !random.chance(2);
        let coordinate = |degrees: usize| {
            if is_somewhere { format!("{degrees}.{:06}", self.line * 97 % 1_000_000) } else { "0".to_owned() }
        };
        let days = if random.chance(400) { "平日,祝日" } else { "平日" };
        let building = if random.chance(300) {
            format!("{}ビル　{}階", FIRST[self.block % FIRST.len()], self.block % 5 + 1)
        } else {
            String::new()
        };
        [
            code.to_owned(),
            self.number.clone(),
            prefecture.to_owned(),
            municipality.to_owned(),
            self.name.clone(),
            "ジギョウショ".to_owned(),
            service.name().to_owned(),
            format!("{front}{municipality}{}{}－{}", self.town, self.block, self.line % 30 + 1),
            building,
            coordinate(34),
            coordinate(135),
            phone,
            fax,
            self.corporate_number.clone(),
            self.corporation.clone(),
            self.number.clone(),
            days.to_owned(),
            String::new(),
            if random.chance(500) { (random.below(80) + 1).to_string() } else { "0".to_owned() },
            if random.chance(600) {
                format!("https://www.example.jp/{}/", self.block)
            } else {
                String::new()
            },
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ]
    }
}

/// A number of the prefecture, of the kind, with the check digit of the rule.
fn office_number(prefecture: &str, kind: char, serial: usize) -> String {
    let front = format!("{prefecture}{kind}{:06}", serial % 1_000_000);
    let zero = format!("{front}0");
    let expected = OfficeNumber::parse(&zero).ok().and_then(|parsed| {
        parsed.warnings.into_iter().find_map(|warning| match warning {
            Warning::CheckDigit { expected } => Some(expected),
            _ => None,
        })
    });
    expected.map_or(zero, |digit| format!("{front}{digit}"))
}

fn corporate_number(serial: usize) -> String {
    let twelve = format!("999999{:06}", serial % 1_000_000);
    match CorporateNumber::parse(&twelve) {
        Err(CorporateNumberError::CheckDigitMissing { proposal }) => proposal.to_string(),
        _ => twelve,
    }
}
