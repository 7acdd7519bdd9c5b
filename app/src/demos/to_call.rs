//! Who is told of a change by telephone: whoever of those concerned has no mail address.

use super::list::SessionLine;
use crate::{messages::demos::slot_short, paths};
use domain::ids::DemoId;
use elements::{Notice, NoticeKind, Section, SummaryList, SummaryRow};
use leptos::prelude::*;

/// Who has no mail address, as far as the house that looks writes to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToCallView {
    /// Houses, with whom to ask for there, and the number where one is known.
    pub houses: Vec<(String, String)>,
    /// How many registrations have none.
    pub offices: usize,
    /// For how many of those places are kept, for a day: nobody wrote to them that places became free.
    pub offered: usize,
}

impl ToCallView {
    /// Whether everybody is reached by mail.
    pub fn is_empty(&self) -> bool {
        self.houses.is_empty() && self.offices == 0
    }
}

/// The part of a session's page; nothing where everybody is reached by mail.
#[component]
pub fn ToCallSection(
    /// The tenant's word in addresses.
    slug: String,
    /// The session.
    id: DemoId,
    /// Who.
    to_call: ToCallView,
    /// Whether nothing comes of the session.
    over: bool,
) -> impl IntoView {
    if to_call.is_empty() {
        return None;
    }
    let why = if over {
        "メールアドレスがないため、開かないことをメールで知らせていません。電話で知らせてください。"
    } else {
        "メールアドレスがありません。日時や会場を変えるとき、中止するときは、電話で知らせてください。"
    };
    let houses = to_call
        .houses
        .into_iter()
        .map(|(name, phone)| {
            let number = if phone.is_empty() {
                "電話番号の登録はありません".to_owned()
            } else {
                format!("電話 {phone}")
            };
            view! { <SummaryRow label=name>{number}</SummaryRow> }
        })
        .collect_view();
    let offices = (to_call.offices > 0).then(|| {
        let many = format!("{}件", to_call.offices);
        let offered = (to_call.offered > 0 && !over).then(|| {
            let words = format!(
                "うち{}件は、キャンセル待ちの席が空いて1日の間取り置いています。電話で知らせて、参加すると聞いたら、参加者名簿の「変更する」から参加に決めてください。",
                to_call.offered
            );
            view! { <p><strong>{words}</strong></p> }
        });
        view! {
            <SummaryRow label="参加を申し込んだ事業所・団体">
                <p>{many}</p>
                {offered}
                <p><a href=paths::demo_participants(&slug, id)>"参加者名簿で電話番号を見る"</a></p>
            </SummaryRow>
        }
    });
    Some(view! {
        <Section title="電話で知らせる相手">
            <p>{why}</p>
            <SummaryList dense=true>{houses}{offices}</SummaryList>
        </Section>
    })
}

/// On a home page: the sessions in which places are kept, for a day, for who waits and has no mail address.
pub(super) fn offered_at_home(slug: &str, lines: &[SessionLine]) -> impl IntoView + use<> {
    let many: usize = lines.iter().map(|line| line.to_call).sum();
    let item = |line: &SessionLine| {
        let at = line.slot.as_ref().map(slot_short).unwrap_or_default();
        let words = format!("{at}　{}の参加者名簿を見る（{}件）", line.municipality, line.to_call);
        view! { <p><a href=paths::demo_participants(slug, line.id)>{words}</a></p> }
    };
    (many > 0).then(|| {
        let items = lines.iter().filter(|line| line.to_call > 0).map(item).collect_view();
        let title = format!("席が空いたことを電話で知らせる申込みが{many}件あります");
        view! {
            <Notice kind=NoticeKind::Warning title>
                <p>"メールアドレスがないため、知らせていません。席を取り置いているのは1日の間です。"</p>
                {items}
            </Notice>
        }
    })
}
