//! 交付決定通知書, 不交付決定通知書 and 補正依頼書; and the letters that follow a grant, up to 返還命令書 and 督促状.

use crate::{BASE, Contact, Fonts, RenderError, Rendered, file_name};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{money::Yen, wareki::format_date};
use pdf::Template;
use serde::{Deserialize, Serialize};
use serde_json::json;

const TEMPLATE: Template = Template {
    main: include_str!("../templates/decision_notice.typ"),
    parts: &[BASE[0], ("decision_notice_body.typ", include_str!("../templates/decision_notice_body.typ"))],
};

/// Everything a decision notice says; stored with the notice, so that it prints the same for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionNotice {
    /// 様式の名 (様式第2号（第6条関係）); may be empty.
    pub form_name: String,
    /// 文書番号 (みどり介第123号).
    pub document_number: String,
    /// 施行日.
    pub issued_on: NaiveDate,
    /// 宛先, a line each, without 様: corporation, then title and name of its representative.
    pub addressee: Vec<String>,
    /// 発信者 (みどり野市長　緑野　太郎).
    pub sender: String,
    /// 公印.
    pub seal: Seal,
    /// 補助金の名.
    pub programme: String,
    /// 要綱名.
    pub grant_rules: String,
    /// 条項 that the decision rests on (第6条); may be empty.
    pub article: String,
    /// 申請日.
    pub applied_on: NaiveDate,
    /// 受付番号.
    pub receipt_number: String,
    /// 補助対象事業所.
    pub offices: Vec<NoticeOffice>,
    /// 交付 or 不交付.
    pub decision: Decision,
    /// 教示文, a paragraph a line; may be empty.
    pub appeal: String,
    /// お問い合わせ先.
    pub contact: Contact,
    /// The city's own opening sentence, filled; without one the usual sentence stands there.
    #[serde(default)]
    pub opening: Option<String>,
    /// What the city writes at the end; may be empty.
    #[serde(default)]
    pub closing: String,
}

/// An office that the decision is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeOffice {
    /// 事業所番号.
    pub number: String,
    /// 事業所名.
    pub name: String,
    /// Its share of the amount, where there are several offices.
    pub amount: Option<Yen>,
}

/// 公印.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seal {
    /// （公印省略）.
    Omitted,
    /// Printed with room for the seal beside the sender's name.
    Required,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Decision {
    /// 交付.
    Granted {
        /// 交付決定額.
        amount: Yen,
        /// 交付の条件, one sentence each.
        conditions: Vec<String>,
        /// Why it is less than the rules give; empty where it is what they give.
        #[serde(default)]
        lowered: String,
    },
    /// 不交付.
    Refused {
        /// 不交付の理由.
        reason: String,
    },
    /// 補正の依頼.
    CorrectionAsked {
        /// Where, and what is to be put right there.
        items: Vec<(String, String)>,
        /// 提出期限.
        due: NaiveDate,
    },
    /// 変更（中止・廃止）の承認.
    Changed {
        /// 変更前の交付決定額.
        before: Yen,
        /// 変更後の額; nothing where the work is given up.
        after: Yen,
        /// What the office gave as its reason.
        reason: String,
    },
    /// 額の確定.
    Fixed {
        /// 交付決定額.
        granted: Yen,
        /// 確定額.
        fixed: Yen,
        /// Why it is less than the rules give; may be empty.
        reason: String,
        /// 請求の期限; none where there is nothing to claim.
        claim_by: Option<NaiveDate>,
        /// What was paid in advance.
        #[serde(default)]
        paid: Yen,
    },
    /// 取消.
    Cancelled {
        /// What the office could have until then.
        before: Yen,
        /// What is left; nothing where all of it is cancelled.
        left: Yen,
        /// 取消しの理由.
        reason: String,
    },
    /// 返還命令.
    ReturnOrdered {
        /// 返還額.
        amount: Yen,
        /// 返還の期限.
        due: NaiveDate,
        /// 返還の理由.
        reason: String,
    },
    /// 督促.
    Dunned {
        /// 未納の額.
        owed: Yen,
        /// 返還命令の日.
        ordered_on: NaiveDate,
        /// The new last day.
        due: NaiveDate,
    },
}

impl Decision {
    /// What a letter after a grant says below the offices, item by item.
    fn rows(&self) -> Vec<(&'static str, String)> {
        let day = |day: &NaiveDate| format_date(*day);
        match self {
            Self::Granted { lowered, .. } if !lowered.is_empty() => vec![("減額の理由", lowered.clone())],
            Self::Granted { .. } | Self::Refused { .. } => Vec::new(),
            Self::CorrectionAsked { items, due } => {
                let items = items.iter().map(|(place, sentence)| format!("「{place}」\n{sentence}"));
                vec![("補正が必要なところ", items.collect::<Vec<_>>().join("\n")), ("提出期限", day(due))]
            }
            Self::Changed { before, after: Yen::ZERO, reason } => vec![
                ("承認の内容", "補助事業の中止・廃止を承認します。".to_owned()),
                ("交付決定額", format!("金{before}（交付しません）")),
                ("申請の理由", reason.clone()),
            ],
            Self::Changed { before, after, reason } => vec![
                ("変更前の額", format!("金{before}")),
                ("変更後の額", format!("金{after}")),
                ("申請の理由", reason.clone()),
            ],
            Self::Fixed { granted, fixed, reason, claim_by, paid } => {
                let mut rows = vec![("交付決定額", format!("金{granted}")), ("確定額", format!("金{fixed}"))];
                if !reason.is_empty() {
                    rows.push(("減額の理由", reason.clone()));
                }
                if *paid > Yen::ZERO {
                    rows.push(("概算払で支払った額", format!("金{paid}")));
                    let rest = Yen(fixed.get() - paid.get());
                    rows.extend((rest > Yen::ZERO).then(|| ("残りの額", format!("金{rest}"))));
                }
                rows.extend(claim_by.as_ref().map(|by| ("請求の期限", day(by))));
                rows
            }
            Self::Cancelled { before, left, reason } => vec![
                (
                    "取消しの範囲",
                    if *left == Yen::ZERO { "交付決定の全部" } else { "交付決定の一部" }.to_owned(),
                ),
                ("取消し前の額", format!("金{before}")),
                ("取消し後の額", format!("金{left}")),
                ("取消しの理由", reason.clone()),
            ],
            Self::ReturnOrdered { amount, due, reason } => vec![
                ("返還を命じる額", format!("金{amount}")),
                ("返還の期限", day(due)),
                ("返還の理由", reason.clone()),
                ("返還の方法", "同封の納付書により納付してください。".to_owned()),
            ],
            Self::Dunned { owed, ordered_on, due } => vec![
                ("未納の額", format!("金{owed}")),
                ("返還を命じた日", day(ordered_on)),
                ("納付の期限", day(due)),
            ],
        }
    }
}

impl DecisionNotice {
    /// Sets the notice. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        pdf::render(&TEMPLATE, &self.view(), made, fonts)
    }

    /// Its name, as it stands above it.
    pub const fn kind_name(&self) -> &'static str {
        match self.decision {
            Decision::Granted { .. } => "交付決定通知書",
            Decision::Refused { .. } => "不交付決定通知書",
            Decision::CorrectionAsked { .. } => "補正依頼書",
            Decision::Changed { .. } => "変更承認通知書",
            Decision::Fixed { .. } => "額の確定通知書",
            Decision::Cancelled { .. } => "交付決定取消通知書",
            Decision::ReturnOrdered { .. } => "返還命令書",
            Decision::Dunned { .. } => "督促状",
        }
    }

    /// The name under which the notice is saved.
    pub fn file_name(&self) -> String {
        file_name(&[self.kind_name(), &self.receipt_number])
    }

    pub(crate) fn view(&self) -> serde_json::Value {
        let Self {
            form_name,
            document_number,
            issued_on,
            addressee,
            sender,
            seal,
            programme,
            grant_rules: _,
            article: _,
            applied_on: _,
            receipt_number,
            offices,
            decision,
            appeal,
            contact,
            opening: _,
            closing,
        } = self;
        let (granted, amount, conditions, reason) = match decision {
            Decision::Granted { amount, conditions, .. } => {
                (true, format!("金{amount}"), conditions.as_slice(), "")
            }
            Decision::Refused { reason } => (false, String::new(), &[][..], reason.as_str()),
            Decision::CorrectionAsked { .. }
            | Decision::Changed { .. }
            | Decision::Fixed { .. }
            | Decision::Cancelled { .. }
            | Decision::ReturnOrdered { .. }
            | Decision::Dunned { .. } => (false, String::new(), &[][..], ""),
        };
        let offices: Vec<_> = offices.iter().map(office).collect();
        json!({
            "title": format!("{}（{receipt_number}）", self.kind_name()),
            "kind": self.kind_name(),
            "form_name": form_name,
            "document_number": document_number,
            "issued_on": format_date(*issued_on),
            "addressee": addressee,
            "sender": sender,
            "seal_omitted": matches!(seal, Seal::Omitted),
            "programme": programme,
            "receipt_number": receipt_number,
            "opening": self.opening(),
            "offices": offices,
            "granted": granted,
            "amount": amount,
            "conditions": conditions,
            "reason": reason,
            "rows": decision.rows(),
            "appeal": appeal,
            "closing": closing,
            "desk": contact,
        })
    }

    fn opening(&self) -> String {
        if let Some(opening) = &self.opening {
            return opening.clone();
        }
        let Self { applied_on, programme, grant_rules, article, .. } = self;
        let end = match self.decision {
            Decision::Granted { .. } => "次のとおり交付することに決定したので、通知します。",
            Decision::Refused { .. } => "次の理由により交付しないことに決定したので、通知します。",
            Decision::CorrectionAsked { .. } => "次のとおり補正が必要ですので、期限までに提出してください。",
            Decision::Changed { .. } => "次のとおり変更（中止・廃止）を承認したので、通知します。",
            Decision::Fixed { .. } => "補助金の額を次のとおり確定したので、通知します。",
            Decision::Cancelled { .. } => "次のとおり交付決定を取り消したので、通知します。",
            Decision::ReturnOrdered { .. } => "次のとおり補助金の返還を命じます。",
            Decision::Dunned { .. } => {
                "返還を命じた額が期限までに納付されていません。次の期限までに納付してください。"
            }
        };
        format!(
            "{}付けで申請のあった{programme}については、{grant_rules}{article}の規定により、{end}",
            format_date(*applied_on)
        )
    }
}

fn office(office: &NoticeOffice) -> serde_json::Value {
    let NoticeOffice { number, name, amount } = office;
    json!({
        "number": number,
        "name": name,
        "amount": amount.map(|amount| amount.to_string()).unwrap_or_default(),
    })
}
