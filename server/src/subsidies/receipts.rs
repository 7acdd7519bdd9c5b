//! What is told of applications that are received: of one alone by a mail of its own, of several that are handed in at once
//! by one mail to each address. Each is received in a transaction of its own, and what tells of it is written in that one:
//! the first writes the mail and lets it wait a moment, the next ones say more in it. Where the program dies between two,
//! what was received is told.

use super::{
    confirmation::{Confirming, tell_asker},
    filler::Filler,
    letters::{self, contact},
    own::Own,
};
use crate::{app::App, error::Error, mail::letters as statutory};
use app::{
    mails::{
        confirmations::{self as words, About},
        receipts::{Taken, Together, received_together},
    },
    paths,
};
use chrono::TimeDelta;
use domain::{
    ids::{AccountId, MailId},
    subsidies::NewApplication,
};
use store::{Tx, accounts, mails, subsidies::applications};

/// How long a mail waits for the next application of its act.
const MORE_TO_COME: TimeDelta = TimeDelta::seconds(10);
/// What a mail is about that tells of several.
const ABOUT: &str = "joint_application";

/// The mails of one act.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    together: bool,
    contacts: Vec<ToContact>,
    askers: Vec<ToAsker>,
}

/// What one address is told of.
#[derive(Debug)]
struct ToContact {
    to: (String, String),
    mail: MailId,
    received: Vec<Taken>,
}

/// What one colleague is told of who asked for a look at it.
#[derive(Debug)]
struct ToAsker {
    to: AccountId,
    mail: MailId,
    offices: Vec<String>,
}

impl Receipts {
    /// Of several that are handed in at once.
    pub fn of_several() -> Self {
        Self { together: true, ..Self::default() }
    }

    /// 申請を受け付けました, to the contact that the application names.
    pub async fn received(
        &mut self,
        app: &App,
        tx: &Tx,
        filler: &Filler,
        own: &Own,
        application: &NewApplication,
        taken: Taken,
    ) -> Result<(), Error> {
        if !self.together {
            let about = ("application", own.application.id.uuid());
            letters::received(app, tx, filler, own, application, &taken, about).await?;
            return Ok(());
        }
        let (Some(email), name) = contact(application) else { return Ok(()) };
        let (id, to) = (own.application.id, (email.as_str().to_owned(), name.to_owned()));
        let until = app.clock.now() + MORE_TO_COME;
        if let Some(known) = self.contacts.iter_mut().rev().find(|known| known.to == to)
            && mails::put_off(tx, known.mail, until).await?
        {
            known.received.push(taken);
            let rules = &own.version.rules;
            let text = received_together(&Together {
                name,
                municipality: &filler.tenant.name,
                desk: &rules.desk,
                programme: &rules.title,
                received: &known.received,
                url: &app.address_of(&paths::joint(&filler.tenant.slug, own.programme.id)),
            });
            mails::rewrite(tx, known.mail, &text.subject, &text.body).await?;
            return Ok(applications::told_by(tx, id, known.mail).await?);
        }
        // Each application names it, so that it stays as long as one of them does.
        let about = (ABOUT, own.programme.id.uuid());
        let Some(mail) = letters::received(app, tx, filler, own, application, &taken, about).await? else {
            return Ok(());
        };
        mails::put_off(tx, mail, until).await?;
        applications::told_by(tx, id, mail).await?;
        self.contacts.push(ToContact { to, mail, received: vec![taken] });
        Ok(())
    }

    /// 確認済み, to whoever asked for a look at what was received with it.
    pub async fn agreed(
        &mut self,
        app: &App,
        tx: &Tx,
        filler: &Filler,
        own: &Own,
        confirming: &Confirming,
    ) -> Result<(), Error> {
        let id = own.application.id;
        let receipt = applications::find(tx, id).await?.and_then(|kept| kept.receipt);
        let page = filler.filling().application(id);
        if !self.together {
            let text = |about: &About| words::agreed(about, receipt);
            return tell_asker(app, tx, filler, confirming, &page, text).await;
        }
        let Some(to) = confirming.asked_by() else { return Ok(()) };
        let Some(account) = accounts::find(tx, to).await?.filter(|known| known.disabled_at.is_none()) else {
            return Ok(());
        };
        let Some(address) = account.email.as_deref() else { return Ok(()) };
        let about = About {
            what: confirming.what(),
            name: &account.name,
            municipality: &filler.tenant.name,
            colleague: &filler.account.name,
            programme: &own.version.rules.title,
            offices: &[],
            url: "",
        };
        let until = app.clock.now() + MORE_TO_COME;
        if let Some(known) = self.askers.iter_mut().rev().find(|known| known.to == to)
            && mails::put_off(tx, known.mail, until).await?
        {
            known.offices.push(own.office.name.clone());
            let url = app.address_of(&paths::joint(&filler.tenant.slug, own.programme.id));
            let text = words::agreed_together(&About { offices: &known.offices, url: &url, ..about });
            return Ok(mails::rewrite(tx, known.mail, &text.subject, &text.body).await?);
        }
        let (offices, url) = (vec![own.office.name.clone()], app.address_of(&page));
        let text = words::agreed(&About { offices: &offices, url: &url, ..about }, receipt);
        let whose = Some(("account", to.uuid()));
        let mail =
            statutory::write_to_officer(app, tx, &filler.tenant, (address, &account.name), text, whose)
                .await?;
        mails::put_off(tx, mail, until).await?;
        self.askers.push(ToAsker { to, mail, offices });
        Ok(())
    }
}
