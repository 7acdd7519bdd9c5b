//! 役割とできること, as the one table of the code says it (`domain::accounts::Capability`).

use crate::{
    messages::{self, settings as words},
    paths,
};
use domain::accounts::{Capability, Role, TenantKind};
use elements::{BackLink, Column, Density, PageHeader, Table};
use leptos::prelude::*;

/// The table, for the kind of tenant.
#[component]
pub fn RolesPage(
    /// The tenant's word in addresses.
    slug: String,
    /// What the tenant is.
    kind: TenantKind,
    /// Whether the viewer keeps the settings, and so came from there.
    administers: bool,
) -> impl IntoView {
    let columns = std::iter::once(Column::new("できること"))
        .chain(Role::ALL.iter().map(|role| Column::new(messages::role(*role))))
        .collect();
    let rows = Capability::ALL
        .into_iter()
        .filter(|capability| capability.kinds().contains(&kind))
        .map(|capability| {
            let cells = Role::ALL
                .iter()
                .map(|role| {
                    let may = capability.roles().contains(role);
                    view! { <td>{if may { "○ できる" } else { "×" }}{(!may).then(|| view! { <span class="hidden">"できない"</span> })}</td> }
                })
                .collect_view();
            view! { <tr><th scope="row">{words::capability(capability)}</th>{cells}</tr> }
        })
        .collect_view();
    let (back, label) =
        if administers { (paths::settings(&slug), "設定") } else { (paths::tenant(&slug), "ホーム") };
    let people = administers.then(|| {
        view! { <p><a href=paths::people(&slug)>"利用者の役割を変更する"</a></p> }
    });
    view! {
        <BackLink href=back label/>
        <PageHeader title="役割とできること" lead="一人に複数の役割を付けられます。付けた役割のどれかで「できる」なら、できます。"/>
        <Table caption="役割とできること" caption_hidden=true density=Density::Dense columns>
            {rows}
        </Table>
        {people}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(kind: TenantKind) -> String {
        let owner = Owner::new();
        owner
            .with(|| view! { <RolesPage slug="x".to_owned() kind administers=false/> }.to_html())
            .replace("<!>", "")
    }

    #[test]
    fn a_tenant_sees_what_means_something_there() {
        assert!(html(TenantKind::Municipality).contains("決裁する"));
        assert!(!html(TenantKind::Municipality).contains("開設する"));
        assert!(html(TenantKind::Federation).contains("開設する"));
        assert!(!html(TenantKind::Federation).contains("決裁する"));
    }

    #[test]
    fn what_one_may_not_is_said_to_the_ear_too() {
        let html = html(TenantKind::Municipality);
        assert_eq!(html.matches("できない").count(), html.matches("×").count(), "{html}");
    }
}
