//! The fictional city みどり野市 and its papers.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use documents::{
    Answer, ApplicationCopy, AttachedFile, Contact, Decision, DecisionNotice, FormBox, FormPart,
    NoticeOffice, PaperForm, PostalAddress, ProgrammeSheet, ReceiptSlip, Seal, Section, SignInLetter,
    TalkLetter,
};
use domain::{fiscal_year::FiscalYear, money::Yen};

pub const PROGRAMME: &str = "みどり野市ケアプランデータ連携システム利用促進補助金";
/// Names of 120 characters, as people may type them: Japanese, Latin without a space, hostile.
pub fn long_names() -> [String; 3] {
    [
        "特別養護老人ホーム社会福祉法人緑野会地域密着型".chars().cycle().take(120).collect(),
        "KaigoHomuMidorinoSystemsInternational".chars().cycle().take(120).collect(),
        "#panic(\"x\")$x^2$*太字*_斜体_@ref<label>\\\\//--=".chars().cycle().take(120).collect(),
    ]
}

pub fn made() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 8, 20, 1, 0, 0).unwrap()
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn contact() -> Contact {
    Contact {
        body: "みどり野市".into(),
        section: "健康福祉部 介護保険課 給付係".into(),
        phone: "03-0000-0000".into(),
        hours: "平日 8時30分から17時15分まで".into(),
    }
}

pub fn granted() -> DecisionNotice {
    DecisionNotice {
        form_name: "様式第2号（第6条関係）".into(),
        document_number: "みどり介第123号".into(),
        issued_on: day(2024, 8, 20),
        addressee: vec!["株式会社ひだまり介護".into(), "代表取締役　日向　はるか".into()],
        sender: "みどり野市長　緑野　太郎".into(),
        seal: Seal::Omitted,
        programme: PROGRAMME.into(),
        grant_rules: "みどり野市ケアプランデータ連携システム利用促進補助金交付要綱".into(),
        article: "第6条".into(),
        applied_on: day(2024, 7, 3),
        receipt_number: "R6-0001".into(),
        offices: vec![NoticeOffice {
            number: "2970999013".into(),
            name: "居宅介護支援事業所ひだまり".into(),
            amount: None,
        }],
        decision: Decision::Granted {
            amount: Yen(21_000),
            conditions: vec![
                "補助金は、ケアプランデータ連携システムのライセンス料のほかに使ってはならない。".into(),
                "補助の対象となった経費の領収書などを、この決定の日の属する年度の終了後5年間保管すること。".into(),
                "偽りその他不正の手段により交付を受けたときは、決定の全部又は一部を取り消し、補助金の返還を求めることがある。".into(),
            ],
            lowered: String::new(),
        },
        appeal: String::new(),
        contact: contact(),
        opening: None,
        closing: String::new(),
    }
}

pub fn refused() -> DecisionNotice {
    DecisionNotice {
        form_name: "様式第3号（第6条関係）".into(),
        document_number: "みどり介第124号".into(),
        addressee: vec!["医療法人社団みやま会".into(), "理事長　深山　緑".into()],
        receipt_number: "R6-0018".into(),
        offices: vec![NoticeOffice { number: "2910999099".into(), name: "みやま医院".into(), amount: None }],
        decision: Decision::Refused {
            reason: "要綱第3条第1項第2号に定める「令和6年4月以降に介護サービスの提供の実績があること」を確認できる書類が、\
                     期限までに提出されなかったため。\nお手元に書類がある場合は、改めて申請することができます。"
                .into(),
        },
        appeal: "この決定に不服がある場合は、この通知書を受け取った日の翌日から起算して3か月以内に、みどり野市長に対して審査請求をすることができます。\n\
                 この決定の取消しを求める訴えは、この通知書を受け取った日の翌日から起算して6か月以内に、みどり野市を被告として提起することができます。"
            .into(),
        ..granted()
    }
}

pub fn form() -> PaperForm {
    let line = |label: &str, note: &str| FormBox::Line { label: label.into(), note: note.into() };
    let part = |title: &str, boxes| FormPart { title: title.into(), boxes };
    PaperForm {
        number: "様式第1号".into(),
        title: "交付申請書".into(),
        code: Some("K7P2-2970999013-X".to_owned()),
        programme: PROGRAMME.into(),
        fiscal_year: FiscalYear::from_year(2024).unwrap(),
        legal_basis: "みどり野市ケアプランデータ連携システム利用促進補助金交付要綱".into(),
        addressee: "みどり野市長　緑野　太郎".into(),
        office: None,
        parts: vec![
            part("事業所の確認", vec![FormBox::Office, line("登録内容と異なる点", "台帳と異なるとき")]),
            part("申請者と連絡先", vec![line("法人名", ""), line("メールアドレス", "あれば")]),
            part(
                "誓約と同意",
                vec![
                    FormBox::Tick(
                        "この補助金の対象となる経費について、ほかの補助金を受けていません。".into()
                    );
                    3
                ],
            ),
        ],
        post: "みどり県みどり野市本町1番1号　みどり野市 介護保険課".into(),
        contact: contact(),
    }
}

pub fn slip() -> ReceiptSlip {
    ReceiptSlip {
        addressee: vec!["有限会社つばめケア".into(), "訪問介護ステーションつばめ".into()],
        office_number: "2970999039".into(),
        programme: PROGRAMME.into(),
        receipt_number: "R6-0001".into(),
        arrived_on: day(2024, 7, 2),
        way: "FAX".into(),
        registered_on: day(2024, 7, 3),
        asked: Yen(21_000),
        expected: day(2024, 7, 31),
        contact: contact(),
    }
}

pub fn talk() -> TalkLetter {
    TalkLetter {
        office: PostalAddress {
            postal_code: String::new(),
            address: "みどり県みどり野市本町4-5-6".into(),
            name: "有限会社つばめケア".into(),
        },
        sender: contact(),
        issued_on: day(2024, 7, 3),
        programme: PROGRAMME.into(),
        receipt_number: "R6-0001".into(),
        office_name: "訪問介護ステーションつばめ".into(),
        sentence: "領収書について伺います。".into(),
        act: "担当者からお電話します".into(),
        moments: vec!["令和6年7月10日(水)14時00分　電話".into(), "令和6年7月11日(木)10時30分　電話".into()],
    }
}

pub fn copy() -> ApplicationCopy {
    let answer = |question: &str, answer: &str| Answer { question: question.into(), answer: answer.into() };
    ApplicationCopy {
        programme: PROGRAMME.into(),
        fiscal_year: FiscalYear::from_year(2024).unwrap(),
        receipt_number: "R6-0001".into(),
        received_at: Utc.with_ymd_and_hms(2024, 7, 3, 1, 12, 0).unwrap(),
        arrival: None,
        sections: vec![
            Section {
                title: "事業所".into(),
                answers: vec![
                    answer("事業所番号", "2970999013"),
                    answer("事業所名", "居宅介護支援事業所ひだまり"),
                    answer("サービス種類", "居宅介護支援（43）"),
                    answer("所在地", "みどり県みどり野市中央1-2-3\nひだまりビル2階"),
                ],
            },
            Section {
                title: "申請者と連絡先".into(),
                answers: vec![
                    answer("法人名", "株式会社ひだまり介護"),
                    answer("代表者", "代表取締役　日向　はるか"),
                    answer("担当者", "木漏　日和"),
                    answer("電話", "03-0000-0000"),
                    answer("内線", ""),
                    answer("メール", "office@hidamari.example"),
                ],
            },
            Section {
                title: "経費".into(),
                answers: vec![
                    answer("支払った額", "21,000円"),
                    answer("支払日", "令和6年6月20日"),
                    answer("申請額", "21,000円"),
                ],
            },
        ],
        attachments: vec![
            AttachedFile {
                document: "ライセンス料の支払いがわかる書類".into(),
                file_name: "利用申請完了画面.pdf".into(),
                pages: Some(2),
            },
            AttachedFile {
                document: "振込先口座がわかる書類".into(),
                file_name: "通帳_カナの頁.jpg".into(),
                pages: None,
            },
        ],
        declarations: vec![
            "市税を滞納していません。".into(),
            "暴力団排除のため、官公庁へ照会することに同意します。".into(),
        ],
        next_steps: vec![
            "市の担当者が内容を確認します。確認することがあるときは、メールでお知らせします。".into(),
            "令和6年8月2日ごろまでに、結果をメールでお知らせします。".into(),
            "交付決定通知書は、この申請のページから受け取れます。".into(),
        ],
        contact: contact(),
    }
}

pub fn sheet() -> ProgrammeSheet {
    ProgrammeSheet {
        programme: PROGRAMME.into(),
        fiscal_year: FiscalYear::from_year(2024).unwrap(),
        lead: "ケアプランデータ連携システムのライセンス料を、市が補助します。".into(),
        amount: "上限 21,000円".into(),
        amount_note: "支払ったライセンス料（税込）の全額。1事業所につき、年度ごとに1回。".into(),
        opens: day(2024, 7, 1).and_hms_opt(9, 0, 0).unwrap(),
        closes: day(2025, 2, 28).and_hms_opt(17, 0, 0).unwrap(),
        window_note: "予算がなくなり次第、受付を終わります。".into(),
        who: vec![
            "みどり野市にある居宅介護支援事業所、居宅サービス事業所、介護予防サービス事業所".into(),
            "ケアプランデータ連携システムのライセンス料を、令和6年4月1日以降に支払った事業所".into(),
        ],
        needed: vec![
            "ライセンス料の支払いがわかる書類（利用申請完了画面、口座振替の明細、領収書のどれか）".into(),
            "振込先口座がわかる書類（通帳のカナ名義のページなど）".into(),
        ],
        steps: vec![
            "右のQRコードから申請ページを開き、メールアドレスを入力します。".into(),
            "届いたメールのリンクを開き、事業所番号を入力します。".into(),
            "画面の質問に答え、書類の写真かPDFを添付して、送信します。".into(),
        ],
        url: "https://hiromeru.example/t/midorino/r6/license".into(),
        legal_basis:
            "みどり野市ケアプランデータ連携システム利用促進補助金交付要綱（令和6年みどり野市告示第45号）"
                .into(),
        contact: contact(),
    }
}

pub fn letter() -> SignInLetter {
    SignInLetter {
        office: PostalAddress {
            postal_code: "299-0001".into(),
            address: "みどり県みどり野市中央1-2-3".into(),
            name: "居宅介護支援事業所ひだまり".into(),
        },
        sender: contact(),
        issued_on: day(2024, 6, 20),
        purpose: format!("{PROGRAMME}の申請"),
        code: "7K3MQ9XD".into(),
        expires_on: day(2024, 9, 30),
        url: "https://hiromeru.example/t/midorino/letter".into(),
    }
}
