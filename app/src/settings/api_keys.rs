//! 外部連携: the keys with which other systems of the house read, made, shown once, and revoked.

use crate::{messages::interface as words, paths, when};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    accounts::TenantKind,
    ids::ApiKeyId,
    interface::{ApiKeyField, Permission},
    wareki::format_date,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Checks, Choice, Column, DateField, Details,
    EmptyState, ErrorSummary, FormState, Notice, NoticeKind, PageHeader, PostForm, Section, SummaryList,
    SummaryRow, Table, Tag, TextArea, TextField, Tone, Width,
};
use leptos::prelude::*;

/// Whether something is read with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It is taken.
    Valid,
    /// Its last day is over.
    Ended,
    /// It was revoked then.
    Revoked(DateTime<Utc>),
}

impl KeyState {
    fn tag(self) -> AnyView {
        let (tone, label) = match self {
            Self::Valid => (Tone::Success, "使えます"),
            Self::Ended => (Tone::Neutral, "期限切れ"),
            Self::Revoked(_) => (Tone::Neutral, "取消し済み"),
        };
        view! { <Tag tone label/> }.into_any()
    }
}

/// A key.
#[derive(Debug, Clone)]
pub struct ApiKeyLine {
    /// Its id.
    pub id: ApiKeyId,
    /// Which system asks with it.
    pub name: String,
    /// What may be read.
    pub permissions: Vec<Permission>,
    /// From where; from anywhere, where nothing stands here.
    pub addresses: Vec<String>,
    /// The last day on which it is taken.
    pub until: NaiveDate,
    /// The last day on which it was used.
    pub used_on: Option<NaiveDate>,
    /// Whether it is taken.
    pub state: KeyState,
}

impl ApiKeyLine {
    fn permissions(&self) -> String {
        self.permissions.iter().map(|one| words::permission(*one)).collect::<Vec<_>>().join("、")
    }
    fn used(&self) -> String {
        self.used_on.map_or_else(|| "まだ使われていません".to_owned(), format_date)
    }
}

/// Every key of the house.
#[component]
pub fn ApiKeysPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The keys, the newest first.
    keys: Vec<ApiKeyLine>,
    /// Where the document for whoever builds the other system is.
    document: String,
) -> impl IntoView {
    let list = if keys.is_empty() {
        view! {
            <EmptyState title="鍵はまだありません">
                <p>"鍵がない間は、ほかのシステムは何も読めません。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let columns = ["名前", "読めるもの", "期限", "最後に使われた日", "状態"].map(Column::new).to_vec();
        let rows = keys.into_iter().map(|key| row(&slug, &key)).collect_view();
        view! { <Table caption="連携用の鍵" caption_hidden=true stacks=true columns>{rows}</Table> }
            .into_any()
    };
    view! {
        <BackLink href=paths::settings(&slug) label="設定"/>
        <PageHeader title="外部連携" lead="財務会計・文書管理・地図・集計などのほかのシステムに、このシステムの内容を読ませることができます。書き込みはできません。">
            <ButtonLink href=paths::new_api_key(&slug)>"鍵を作る"</ButtonLink>
        </PageHeader>
        <Section title="連携用の鍵">{list}</Section>
        <Section title="つなぐ人に渡すもの">
            <p>"つなぐシステムの担当の方に、次のアドレスを伝えてください。読めるものと、書き方が載っています。"</p>
            <p><code>{document}</code></p>
            <p>"電話番号・メールアドレス・口座・参加者・職員の名前は、どの鍵でも読めません。"</p>
        </Section>
    }
}

fn row(slug: &str, key: &ApiKeyLine) -> impl IntoView + use<> {
    let href = paths::api_key(slug, key.id);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=href>{key.name.clone()}</a></th>
            <td role="cell" data-label="読めるもの">{key.permissions()}</td>
            <td role="cell" data-label="期限">{format_date(key.until)}</td>
            <td role="cell" data-label="最後に使われた日">{key.used()}</td>
            <td role="cell" data-label="状態">{key.state.tag()}</td>
        </tr>
    }
}

/// Where a key is made.
#[component]
pub fn NewApiKeyPage(
    /// The tenant's word in addresses.
    slug: String,
    /// What the tenant is.
    kind: TenantKind,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let permissions = Permission::of_kind(kind)
        .map(|one| Choice::new(one.name(), words::permission(one)).hint(words::permission_hint(one)))
        .collect();
    let label = words::label;
    view! {
        <BackLink href=paths::api_keys(&slug) label="外部連携"/>
        <ErrorSummary form=&form/>
        <PageHeader title="鍵を作る" lead="システムごとに別の鍵を作ってください。1つが漏れても、その鍵だけを取り消せます。"/>
        <PostForm action=paths::new_api_key(&slug)>
            <TextField form=&form name=ApiKeyField::Name.name() label=label(ApiKeyField::Name) hint="例：財務会計システム" width=Width::Long autocomplete="off"/>
            <Checks form=&form name=ApiKeyField::Permissions.name() legend=label(ApiKeyField::Permissions) options=permissions hint="必要なものだけを選んでください。"/>
            <DateField form=&form name=ApiKeyField::Until.name() label=label(ApiKeyField::Until) hint="この日まで使えます。400日先までにしてください。"/>
            <TextArea form=&form name=ApiKeyField::Addresses.name() label=label(ApiKeyField::Addresses) optional=true rows=3 hint="1行に1つずつ。例：10.1.2.3、10.1.0.0/16。空のままなら、どこからでも使えます。"/>
            <Buttons><Button>"鍵を作る"</Button></Buttons>
        </PostForm>
    }
}

/// One key.
#[component]
pub fn ApiKeyPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The key.
    key: ApiKeyLine,
    /// Who made it, and when.
    made: (String, DateTime<Utc>),
    /// The key as the other system keeps it; only just after it was made.
    written: Option<String>,
    /// What was just done.
    done: Option<&'static str>,
) -> impl IntoView {
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let shown = written.map(|written| {
        view! {
            <Notice kind=NoticeKind::Warning title="この画面を閉じると、鍵は二度と表示されません。">
                <p>"つなぐシステムに今すぐ入れてください。メールでは送らないでください。"</p>
                <p><code>{written}</code></p>
            </Notice>
        }
    });
    let revocation = (key.state == KeyState::Valid).then(|| {
        let action = paths::api_key_revocation(&slug, key.id);
        view! {
            <Section title="取消し">
                <p>"鍵が漏れたとき、つなぐのをやめたときは、すぐに取り消してください。このシステムの内容は変わりません。元に戻すことはできません。"</p>
                <Details summary="取り消す">
                    <PostForm action>
                        <Button kind=ButtonKind::Warning>"この鍵を取り消す"</Button>
                    </PostForm>
                </Details>
            </Section>
        }
    });
    let revoked = match key.state {
        KeyState::Revoked(at) => Some(format!(" {}", when::moment(at))),
        KeyState::Valid | KeyState::Ended => None,
    };
    let (state, until) = (key.state.tag(), format_date(key.until));
    let (permissions, used) = (key.permissions(), key.used());
    let addresses = if key.addresses.is_empty() {
        "どこからでも使えます".to_owned()
    } else {
        key.addresses.join("、")
    };
    let (by, at) = made;
    let made = format!("{by}（{}）", when::moment(at));
    view! {
        <BackLink href=paths::api_keys(&slug) label="外部連携"/>
        {done}
        <PageHeader title=key.name caption="連携用の鍵"/>
        {shown}
        <SummaryList>
            <SummaryRow label="状態">{state}{revoked}</SummaryRow>
            <SummaryRow label=words::label(ApiKeyField::Permissions)>{permissions}</SummaryRow>
            <SummaryRow label=words::label(ApiKeyField::Until)>{until}</SummaryRow>
            <SummaryRow label=words::label(ApiKeyField::Addresses)>{addresses}</SummaryRow>
            <SummaryRow label="最後に使われた日">{used}</SummaryRow>
            <SummaryRow label="作った人">{made}</SummaryRow>
        </SummaryList>
        {revocation}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    fn key(state: KeyState) -> ApiKeyLine {
        ApiKeyLine {
            id: uuid::Uuid::nil().into(),
            name: "財務会計システム".into(),
            permissions: vec![Permission::Applications, Permission::Payments],
            addresses: Vec::new(),
            until: NaiveDate::from_ymd_opt(2027, 3, 31).unwrap(),
            used_on: None,
            state,
        }
    }

    fn html(state: KeyState, written: Option<String>) -> String {
        let made = ("渡辺 守".to_owned(), Utc.with_ymd_and_hms(2026, 10, 1, 3, 0, 0).unwrap());
        let (key, slug) = (key(state), "midorino".to_owned());
        let owner = Owner::new();
        owner.with(|| view! { <ApiKeyPage slug key made written done=None/> }.to_html()).replace("<!>", "")
    }

    #[test]
    fn a_key_is_shown_only_just_after_it_was_made() {
        let written = "hiromeru.id.secret";
        let now = html(KeyState::Valid, Some(written.into()));
        assert!(now.contains(written) && now.contains("二度と表示されません"), "{now}");
        let later = html(KeyState::Valid, None);
        assert!(!later.contains("二度と表示されません") && later.contains("この鍵を取り消す"), "{later}");
    }

    #[test]
    fn what_is_over_cannot_be_revoked_again() {
        let at = Utc.with_ymd_and_hms(2026, 10, 2, 3, 0, 0).unwrap();
        for (state, word) in [(KeyState::Ended, "期限切れ"), (KeyState::Revoked(at), "取消し済み")] {
            let html = html(state, None);
            assert!(html.contains(word) && !html.contains("この鍵を取り消す"), "{html}");
        }
    }
}
