//! 開設: the tenants that this one opened, and the form that opens one more.

use crate::{messages::settings as words, paths};
use chrono::{DateTime, Utc};
use domain::{accounts::TenantKind, settings::OpeningField, tokyo};
use elements::{
    BackLink, Button, ButtonLink, Check, Choice, Choices, Column, Density, EmptyState, ErrorSummary,
    FormState, InputMode, Notice, NoticeKind, PageHeader, PostForm, Section, Table, TextField, Width,
};
use leptos::prelude::*;

/// A tenant that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedLine {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: TenantKind,
    /// Its word in addresses.
    pub slug: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The list.
#[component]
pub fn OpenedTenantsPage(
    /// The opener's word in addresses.
    slug: String,
    /// What it opened, newest first.
    opened: Vec<OpenedLine>,
    /// What was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
) -> impl IntoView {
    let notice = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let list = if opened.is_empty() {
        view! { <EmptyState title="開設した自治体・団体はまだありません"/> }.into_any()
    } else {
        let rows = opened
            .into_iter()
            .map(|OpenedLine { name, kind, slug, at }| {
                view! {
                    <tr>
                        <th scope="row">{name}</th>
                        <td>{words::kind(kind)}</td>
                        <td>{format!("/t/{slug}")}</td>
                        <td>{tokyo::format_short(at)}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <Table
                caption="開設した自治体・団体"
                caption_hidden=true
                density=Density::Dense
                columns=vec![Column::new("名称"), Column::new("種類"), Column::new("アドレス"), Column::new("開設した日時")]
            >
                {rows}
            </Table>
        }
        .into_any()
    };
    view! {
        <BackLink href=paths::settings(&slug) label="設定"/>
        {notice}
        <PageHeader title="自治体・団体の開設" lead="開設した先の台帳や申請は、先方の職員だけが見られます。">
            <ButtonLink href=paths::new_tenant(&slug)>"新しく開設する"</ButtonLink>
        </PageHeader>
        {list}
    }
}

/// The form.
#[component]
pub fn OpeningPage(
    /// The opener's word in addresses.
    slug: String,
    /// The kinds it may open.
    kinds: &'static [TenantKind],
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let options = kinds.iter().map(|kind| Choice::new(kind.word(), words::kind(*kind))).collect();
    let codes_hint = if kinds.contains(&TenantKind::Municipality) {
        "6桁の数字。広域連合などで複数あるときは、空白で区切って入力します。例：292010"
    } else {
        "都道府県のコード（6桁の数字）。例：290009"
    };
    let (house, first) = (house(form.clone(), options, codes_hint), first(form.clone()));
    view! {
        <BackLink href=paths::tenants(&slug) label="自治体・団体の開設"/>
        <ErrorSummary form=&form/>
        <PageHeader title="新しく開設する" lead="最初の管理者に、招待のメールをお送りします。管理者がパスワードと認証アプリを設定すると使い始められます。"/>
        <PostForm action=paths::new_tenant(&slug)>
            {house}
            {first}
            <Button>"開設して招待のメールを送る"</Button>
        </PostForm>
    }
}

fn house(form: FormState, options: Vec<Choice>, codes_hint: &'static str) -> impl IntoView {
    let label = words::opening_label;
    // Asked only when a code looks odd: a box ticked beforehand would warn of nothing.
    let odd = form.error(OpeningField::Codes.name()).is_some()
        || form.value(OpeningField::CodesConfirmed.name()) == "yes";
    let confirm = odd.then(|| {
        let confirmed = form.clone();
        view! {
            <Check form=confirmed name=OpeningField::CodesConfirmed.name() label="このコードで正しい"
                hint="最後の桁が計算と合わないコードを、そのまま使うときだけ付けてください"/>
        }
    });
    view! {
        <Section title="自治体・団体">
            <Choices form=&form name=OpeningField::Kind.name() legend=label(OpeningField::Kind) options inline=true/>
            <TextField form=&form name=OpeningField::Name.name() label=label(OpeningField::Name) hint="例：みのり市" width=Width::Long autocomplete="off"/>
            <TextField form=&form name=OpeningField::Slug.name() label=label(OpeningField::Slug) hint="英小文字・数字・ハイフン。あとから変えられません。例：minori" inputmode=InputMode::Email width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=OpeningField::Codes.name() label=label(OpeningField::Codes) hint=codes_hint inputmode=InputMode::Numeric width=Width::Long autocomplete="off"/>
            {confirm}
        </Section>
    }
}

fn first(form: FormState) -> impl IntoView {
    let label = words::opening_label;
    view! {
        <Section title="最初の管理者">
            <TextField form=&form name=OpeningField::AdministratorName.name() label=label(OpeningField::AdministratorName) width=Width::Long autocomplete="off"/>
            <TextField form=&form name=OpeningField::AdministratorEmail.name() label=label(OpeningField::AdministratorEmail) hint="本人だけが読めるアドレスにしてください。" inputmode=InputMode::Email autocomplete="off"/>
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::Typed;

    fn page(form: FormState) -> String {
        let owner = Owner::new();
        let kinds = domain::settings::openable(TenantKind::Federation);
        owner
            .with(|| view! { <OpeningPage slug="kokuhoren".to_owned() kinds form/> }.to_html())
            .replace("<!>", "")
    }

    #[test]
    fn nobody_is_asked_about_an_odd_code_before_there_is_one() {
        assert!(!page(FormState::empty()).contains("このコードで正しい"));
        let odd = FormState::rejected(Typed::default(), vec![("codes", "計算と合いません".to_owned())]);
        assert!(page(odd).contains("このコードで正しい"));
    }
}
