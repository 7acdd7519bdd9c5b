//! Somebody else was faster.

use domain::form::Typed;
use elements::{ButtonKind, ButtonLink, Buttons, Column, Notice, NoticeKind, PageHeader, Table};
use leptos::prelude::*;

/// Whoever it was, where that is not known or may not be told.
pub const ANOTHER: &str = "ほかの人";
/// The same of what administrators alone change.
pub const ANOTHER_ADMINISTRATOR: &str = "ほかの管理者";
/// The same of what lists change too.
pub const ANOTHER_OR_IMPORT: &str = "取込またはほかの人";
/// Who worked here.
pub const FORMER: &str = "以前の担当者";

/// Words that are no names: さん is said to names alone.
const NAMELESS: [&str; 4] = [ANOTHER, ANOTHER_ADMINISTRATOR, ANOTHER_OR_IMPORT, FORMER];

/// What happened to a thing between reading and changing it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What it is, such as 申請 R8-0012.
    pub what: String,
    /// Who changed it; [`ANOTHER`] when it may not be told.
    pub who: String,
    /// When, as people say it: 3分前.
    pub when: String,
    /// What they did, as a clause: 「補正依頼」にしました.
    pub did: String,
    /// Field, what it is now, what was about to be written.
    pub differences: Vec<(String, String, String)>,
    /// The page with the present state.
    pub latest: String,
}

/// What stands in the fields of a form and what was typed into them, where they differ; for a [`Conflict`].
pub fn differing<F: Copy>(
    fields: impl IntoIterator<Item = F>,
    name: fn(F) -> &'static str,
    label: fn(F) -> &'static str,
    stands: &Typed,
    typed: &Typed,
) -> Vec<(String, String, String)> {
    fields
        .into_iter()
        .map(|field| (field, stands.get(name(field)), typed.get(name(field)).replace("\r\n", "\n")))
        .filter(|(_, now, mine)| now != mine)
        .map(|(field, now, mine)| (label(field).to_owned(), now.to_owned(), mine))
        .collect()
}

/// Nothing was overwritten: here is what the other did, here is what you typed.
#[component]
pub fn ConflictPage(
    /// What happened.
    conflict: Conflict,
) -> impl IntoView {
    let Conflict { what, who, when, did, differences, latest } = conflict;
    let who = if NAMELESS.contains(&who.as_str()) { who } else { format!("{who}さん") };
    let rows = differences
        .into_iter()
        .map(|(field, now, typed)| view! { <tr><th scope="row">{field}</th><td>{now}</td><td>{typed}</td></tr> })
        .collect::<Vec<_>>();
    let differences = (!rows.is_empty()).then(|| {
        view! {
            <Table
                caption="いまの内容と、あなたの入力の違い"
                columns=vec![Column::new("項目"), Column::new("いまの内容"), Column::new("あなたの入力")]
            >
                {rows}
            </Table>
        }
    });
    view! {
        <PageHeader title=format!("{who}が先に更新しました") caption=what/>
        <Notice kind=NoticeKind::Warning title=format!("{who}が{when}に{did}。")>
            <p>"あなたの変更は、まだ保存していません。最新の内容を確かめてから、必要ならもう一度変更してください。"</p>
        </Notice>
        {differences}
        <Buttons><ButtonLink href=latest kind=ButtonKind::Primary>"最新の内容を見る"</ButtonLink></Buttons>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_told_by_its_label_and_line_ends_are_no_difference() {
        #[derive(Clone, Copy)]
        enum Field {
            Name,
            Note,
            Url,
        }
        let name: fn(Field) -> &'static str = |field| match field {
            Field::Name => "name",
            Field::Note => "note",
            Field::Url => "url",
        };
        let label: fn(Field) -> &'static str = |field| match field {
            Field::Name => "名前",
            Field::Note => "備考",
            Field::Url => "ページ",
        };
        let stands = Typed::default().with("name", "青空会").with("note", "一\n二");
        let typed = Typed::default().with("name", "青空の会").with("note", "一\r\n二").with("url", "x");
        let of = |label: &str, now: &str, mine: &str| (label.to_owned(), now.to_owned(), mine.to_owned());
        assert_eq!(
            differing([Field::Name, Field::Note, Field::Url], name, label, &stands, &typed),
            [of("名前", "青空会", "青空の会"), of("ページ", "", "x")]
        );
    }

    #[test]
    fn nothing_typed_is_lost_when_somebody_was_faster() {
        let conflict = Conflict {
            what: "申請 R8-0012".into(),
            who: "決裁 一郎".into(),
            when: "3分前".into(),
            did: "「補正依頼」にしました".into(),
            differences: vec![("補助対象経費".into(), "21,000円".into(), "12,000円".into())],
            latest: "/t/oita/applications/1".into(),
        };
        let owner = Owner::new();
        let page = |conflict: Conflict| owner.with(|| view! { <ConflictPage conflict/> }.to_html());
        let nobody = page(Conflict { who: ANOTHER.into(), ..conflict.clone() });
        assert!(nobody.contains("ほかの人が先に更新しました"), "{nobody}");
        let html = page(conflict);
        assert!(html.contains("決裁 一郎さんが先に更新しました"), "{html}");
        assert!(
            html.contains("21,000円") && html.contains("12,000円") && html.contains("/t/oita/applications/1")
        );
    }
}
