//! Where each kind of person can go from every page, in the same order everywhere (WCAG 3.2.3).

use crate::visit::Visit;
use app::{paths, shell::NavItem};
use domain::accounts::{AccountKind, Role, TenantKind};

/// The places for whoever asked.
pub fn of(visit: &Visit) -> Vec<NavItem> {
    let Some(person) = visit.signed_in() else { return Vec::new() };
    let places = match (person.account.kind, &visit.tenant) {
        (AccountKind::Staff, Some(tenant)) if !visit.roles.is_empty() => {
            let mut places = vec![("ホーム", paths::tenant(&tenant.slug))];
            if tenant.kind == TenantKind::Municipality {
                places.extend(municipal(&tenant.slug, visit.roles.has(Role::Clerk)));
            }
            if tenant.kind != TenantKind::Central {
                places.push(("デモ・説明会", paths::demos(&tenant.slug)));
            }
            if tenant.kind == TenantKind::Federation {
                places.push(("週の予定", paths::demo_week(&tenant.slug)));
            }
            if matches!(tenant.kind, TenantKind::Federation | TenantKind::Central) {
                places.push(("講師派遣", paths::dispatches(&tenant.slug)));
            }
            if matches!(tenant.kind, TenantKind::Central | TenantKind::Prefecture) {
                places.push(("講師の予定", paths::lecturers(&tenant.slug)));
            }
            if tenant.kind != TenantKind::Municipality {
                places.push(("催し", paths::occasions(&tenant.slug)));
                places.push(("申込状況の表", paths::event_tables(&tenant.slug)));
                places.push(("市区町村の普及状況", paths::adoption_cities(&tenant.slug)));
                places.push(("照会", paths::inquiries(&tenant.slug)));
            }
            if tenant.kind != TenantKind::Central {
                places.push(("届いた照会", paths::asked(&tenant.slug)));
            }
            if tenant.kind != TenantKind::Municipality {
                places.push(("介護ソフト", paths::software(&tenant.slug)));
                places.push(("補助制度", paths::schemes(&tenant.slug)));
            }
            if matches!(tenant.kind, TenantKind::Federation | TenantKind::Prefecture) {
                places.push(("催しの案内", paths::occasion_invitations(&tenant.slug)));
            }
            if visit.roles.has(Role::Administrator) {
                places.push(("利用者", paths::people(&tenant.slug)));
                places.push(("設定", paths::settings(&tenant.slug)));
            }
            places
        }
        (AccountKind::Applicant, Some(tenant)) if !visit.offices.is_empty() => {
            vec![
                ("ホーム", paths::my(&tenant.slug)),
                ("補助金の案内", paths::guides(&tenant.slug)),
                ("デモ・説明会", paths::my_demos(&tenant.slug)),
            ]
        }
        (AccountKind::Staff | AccountKind::Applicant, _) => vec![("ホーム", paths::home())],
    };
    let below = |path: &str, href: &str| {
        path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    // What is decided together and what notices say belong to 審査; first letters to 事業所台帳; years and papers
    // counted to 年度・記録; the list of banks to 支払; mailings and materials to 周知; what supporters use to
    // 伴走支援.
    let path = visit.tenant.as_ref().map_or_else(
        || visit.path.clone(),
        |tenant| {
            let (slug, municipal) = (&tenant.slug, tenant.kind == TenantKind::Municipality);
            let under = |places: &[String]| places.iter().any(|place| below(&visit.path, place));
            if under(&[paths::packets(slug), paths::notices(slug)]) {
                paths::applications(slug)
            } else if under(&[paths::all_letters(slug)]) {
                paths::offices(slug)
            } else if under(&[paths::year_ends(slug), paths::arrivals(slug)]) {
                paths::records(slug)
            } else if under(&[paths::mailings(slug), paths::materials(slug)]) {
                paths::campaigns(slug)
            } else if municipal && under(&[paths::software(slug), paths::associations(slug)]) {
                paths::follow_up(slug)
            } else if municipal && under(&beside_adoption(slug)) {
                paths::adoption(slug)
            } else if under(&[paths::tenant_simulator(slug)]) {
                // Elsewhere what the estimate assumes stands beside the schemes.
                paths::schemes(slug)
            } else if under(&[paths::bank_branches(slug)]) {
                paths::pay_runs(slug)
            } else {
                visit.path.clone()
            }
        },
    );
    let here = |href: &str| below(&path, href);
    let current =
        places.iter().map(|(_, href)| href).filter(|href| here(href)).max_by_key(|href| href.len()).cloned();
    places
        .into_iter()
        .map(|(label, href)| {
            let item = NavItem::new(label, href.clone());
            if Some(&href) == current.as_ref() { item.current() } else { item }
        })
        .collect()
}

/// Where one box finds everything of a municipality.
pub fn search(visit: &Visit) -> Option<String> {
    let tenant = visit.tenant.as_ref()?;
    (tenant.kind == TenantKind::Municipality).then(|| paths::search(&tenant.slug))
}

/// What belongs to 普及状況 in a municipality and stands at an address of its own.
fn beside_adoption(slug: &str) -> [String; 4] {
    [paths::schemes(slug), paths::tenant_simulator(slug), paths::event_tables(slug), paths::voices(slug)]
}

fn municipal(slug: &str, enters: bool) -> impl Iterator<Item = (&'static str, String)> {
    let entry = enters.then(|| ("代理入力", paths::behalf(slug)));
    let reviews = [("審査", paths::applications(slug)), ("交付決定の後", paths::awards(slug))];
    reviews.into_iter().chain(entry).chain([
        ("支払", paths::pay_runs(slug)),
        ("事業所台帳", paths::offices(slug)),
        ("取込", paths::imports(slug)),
        ("補助事業", paths::programmes(slug)),
        ("周知", paths::campaigns(slug)),
        ("伴走支援", paths::follow_up(slug)),
        ("普及状況", paths::adoption(slug)),
        ("アンケート", paths::surveys(slug)),
        ("年度・記録", paths::records(slug)),
    ])
}
