//! What applications say of the adoption of their offices, on both databases: written and taken back with the case.

use crate::{
    awards::{day, decide, grant, reported, two_step},
    subsidies::{FEE, apply, officer, publish, register, rules},
    support::{id, noon, two_tenants},
};
use chrono::NaiveDate;
use domain::{
    adoption::AdoptionState,
    awards::ProposalKind,
    form::Typed,
    ids::{OfficeId, TenantId},
    money::Yen,
    network::Written,
    subsidies::{Answers, Basis, Task},
};
use store::{
    Scope, Store, Tx,
    adoption::{self, applied, linkages},
    events, partners,
    software::Heard,
    subsidies::{applications, withdraw},
    testing::{on_each_database, tamper},
};

/// What applications say of an office, the least first.
async fn said(store: &Store, tenant: TenantId, office: OfficeId) -> Vec<(AdoptionState, NaiveDate)> {
    let tx = store.read(&officer(tenant)).await.unwrap();
    let known = adoption::of_office(&tx, office).await.unwrap().into_iter().map(|one| one.evidence);
    let mut said: Vec<_> = known.map(|one| (one.state, one.as_of)).collect();
    said.sort_unstable();
    said
}

#[tokio::test]
async fn what_an_application_says_of_adoption_follows_its_case() {
    on_each_database("evidence of applications", async |store, settings| {
        let (tenant, other) = two_tenants(&store).await;
        let programme = publish(&store, tenant, &two_step()).await;
        let offices = register(&store, tenant, 2).await;
        let (first, second) = (offices[0].id, offices[1].id);
        for (n, office) in (1..).zip(&offices) {
            apply(&store, tenant, programme, office, n).await.unwrap();
        }
        let promised = vec![(AdoptionState::Pledged, day(7, 3))];
        assert_eq!(said(&store, tenant, first).await, promised);
        let tx = store.write(&officer(tenant)).await.unwrap();
        let own = applications::find_to_change(&tx, id(2)).await.unwrap().unwrap();
        withdraw(&tx, &own, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let knows = vec![(AdoptionState::Aware, day(7, 3))];
        assert_eq!(said(&store, tenant, second).await, knows, "the promise is taken back");

        let granted = grant(&store, tenant, 1).await;
        assert_eq!(said(&store, tenant, first).await, promised, "in two steps a grant proves nothing yet");
        let tx = store.write(&officer(tenant)).await.unwrap();
        reported(&tx, granted).await;
        decide(&tx, 700, granted, ProposalKind::Final, FEE).await.unwrap();
        tx.commit().await.unwrap();
        let licensed = vec![promised[0], (AdoptionState::Licensed, day(7, 3))];
        assert_eq!(said(&store, tenant, first).await, licensed);

        // Applications from before they said anything say the same, once.
        assert_eq!(tamper(&settings, "DELETE FROM adoption_evidence").await, 3);
        let tx = store.read(&Scope::system("test")).await.unwrap();
        assert_eq!(applied::silent_houses(&tx).await.unwrap(), [tenant]);
        drop(tx);
        let tx = store.read(&officer(other)).await.unwrap();
        assert_eq!(applied::silent(&tx, None, 9).await.unwrap(), [], "another city has none");
        drop(tx);
        for _ in 0..2 {
            let tx = store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
            for n in [1, 2] {
                applied::settle(&tx, id(n), noon()).await.unwrap();
            }
            assert_eq!(applied::silent(&tx, None, 9).await.unwrap(), []);
            tx.commit().await.unwrap();
        }
        assert_eq!(said(&store, tenant, first).await, licensed);
        assert_eq!(said(&store, tenant, second).await, knows);

        let tx = store.write(&officer(tenant)).await.unwrap();
        decide(&tx, 710, granted, ProposalKind::Cancel, Yen::ZERO).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(said(&store, tenant, first).await, knows);
        let tx = store.read(&officer(tenant)).await.unwrap();
        let told = events::of_subject(&tx, "office", first.uuid()).await.unwrap();
        let count = |kind: &str| told.iter().filter(|event| event.kind == kind).count();
        // Said twice (the second time anew), both taken back, and one thing left.
        assert_eq!((count("office.adoption-recorded"), count("office.adoption-withdrawn")), (5, 2));
    })
    .await;
}

/// Writes 連携先 into an application, as a correction does.
async fn names(tx: &Tx, n: u128, typed: &str) {
    let mut answers = Answers::default();
    answers.save(Task::Expense, &Typed::default().with("partners", typed), noon());
    applications::save_answers(tx, id(n), &answers, noon()).await.unwrap();
    applied::settle(tx, id(n), noon()).await.unwrap();
}

#[tokio::test]
async fn partners_that_an_application_names_are_links_while_it_stands() {
    on_each_database("partners of applications", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let mut counted = rules(9);
        counted.expense.basis = Basis::Linkage { yen: Yen(7_000), least: 3 };
        let programme = publish(&store, tenant, &counted).await;
        let offices = register(&store, tenant, 4).await;
        apply(&store, tenant, programme, &offices[0], 1).await.unwrap();
        let [own, first, second, third] = [0, 1, 2, 3].map(|place: usize| offices[place].id);
        let tx = store.write(&officer(tenant)).await.unwrap();
        let heard = Heard { basis: "officer", source: None, on: day(4, 1), now: noon() };
        partners::learn(&tx, id(800), own, first, heard).await.unwrap();
        let known = async || {
            let links = partners::of_office(&tx, own).await.unwrap().into_iter();
            links.map(|link| (link.office, link.basis, link.as_of)).collect::<Vec<_>>()
        };
        let by_officer = (first, "officer".to_owned(), day(4, 1));
        let by_application = |office: OfficeId| (office, "application".to_owned(), day(7, 3));

        let number = |place: usize| offices[place].number.to_string();
        let list = format!("{}\n{}　あおぞら\nどこにもない事業\n{}", number(1), number(2), number(0));
        names(&tx, 1, &list).await;
        assert_eq!(known().await, [by_officer.clone(), by_application(second)], "what is known stays");
        names(&tx, 1, &number(3)).await;
        assert_eq!(known().await, [by_officer.clone(), by_application(third)]);
        names(&tx, 1, &number(3)).await;

        let written = [Written::Number(offices[3].number), Written::Name("どこにもない事業".into())];
        let found = linkages::matched(&tx, &written).await.unwrap();
        assert_eq!(found.offices.into_iter().collect::<Vec<_>>(), [third]);
        assert_eq!(found.open, [written[1].clone()]);

        let application = applications::find_to_change(&tx, id(1)).await.unwrap().unwrap();
        withdraw(&tx, &application, noon()).await.unwrap();
        assert_eq!(known().await, [by_officer]);
        tx.commit().await.unwrap();
        let tx = store.read(&officer(tenant)).await.unwrap();
        let told = events::of_subject(&tx, "office", own.uuid()).await.unwrap();
        let gone = told.iter().filter(|event| event.kind == "office.partner-removed").count();
        assert_eq!(gone, 2, "the one that was named no longer, and the one of the application that ended");
    })
    .await;
}
