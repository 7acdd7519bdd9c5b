//! Telling an account: read, looked over, saved. The same for an applicant and for an officer with a paper.

use super::{
    letters,
    sealing::{open_for, seal_account, seal_for},
};
use crate::{
    app::App, error::Error, faster::Faster, posted::UploadedFile, signing_in, subsidies::documents,
    visit::Visit,
};
use app::{
    messages::payments as words,
    payments::{AccountCheckView, SavedAccount},
    when,
};
use domain::{
    form::Typed,
    ids::{AccountId, BankAccountId, FileId},
    payments::{Happening, usable_on},
    wareki::format_date,
    zengin::{
        AccountField, AccountForm, AccountProblem, BankAccount, Branch, Holder, HolderWay, YUCHO_BANK, masked,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{
    Scope, Tx,
    files::{self, File},
    payments::{
        accounts::{self, Party, StoredAccount, ToldBy},
        branches,
    },
    subsidies::offices::Office,
    tenants::Tenant,
};

/// Who tells the account of which office.
pub(super) struct Teller<'a> {
    /// The program.
    pub app: &'a App,
    /// In which house.
    pub tenant: &'a Tenant,
    /// The person.
    pub account: AccountId,
    /// The request.
    pub visit: &'a Visit,
    /// The scope of the change.
    pub scope: Scope,
    /// The office.
    pub office: Office,
    /// In which role.
    pub by: ToldBy,
    /// Whether the account of the whole corporation may be told.
    pub may_corporation: bool,
    /// Where it is saved.
    pub confirmation: String,
    /// Where the form is.
    pub back: String,
}

/// 委任状 between two pages: its bytes are stored, its row is written when the account is saved.
#[derive(Serialize, Deserialize)]
struct Carried {
    id: FileId,
    name: String,
    media_type: String,
    size: i64,
    hash: String,
}

/// Sentences beside fields.
pub(super) type Errors = Vec<(String, String)>;

/// A form that was read: the account without its recipient, whose it is, the branch where it is known.
pub(super) struct Read {
    form: AccountForm,
    party: Party,
    branch: Option<Branch>,
}

fn error(field: AccountField, problem: &AccountProblem) -> (String, String) {
    (field.name().to_owned(), words::account_problem(field, problem))
}

impl Teller<'_> {
    /// Reads what was typed, with the list of banks.
    pub(super) async fn read(&self, tx: &Tx, typed: &Typed) -> Result<Result<Read, Errors>, Error> {
        let party = self.party(typed);
        let form = match AccountForm::parse(typed) {
            Ok(form) => form,
            Err(problems) => {
                // It is asked first.
                let mut errors: Errors = party.err().into_iter().collect();
                errors.extend(problems.iter().map(|(field, problem)| error(*field, problem)));
                return Ok(Err(errors));
            }
        };
        let party = match party {
            Ok(party) => party,
            Err(error) => return Ok(Err(vec![error])),
        };
        Ok(match branch_of(tx, &form.account).await? {
            Ok(branch) => Ok(Read { form, party, branch }),
            Err((field, problem)) => Err(vec![error(field, &problem)]),
        })
    }

    /// Whose account is told.
    fn party(&self, typed: &Typed) -> Result<Party, (String, String)> {
        let office = Party::Office(self.office.id);
        match (self.corporation(), typed.get("party")) {
            (Some((id, _)), "corporation") => Ok(Party::Corporation(id)),
            (None, _) | (Some(_), "office") => Ok(office),
            (Some(_), _) => Err(("party".to_owned(), "この口座を使う事業所を選んでください".to_owned())),
        }
    }

    /// The corporation whose account may be told here.
    pub(super) fn corporation(&self) -> Option<(uuid::Uuid, String)> {
        let name = self.office.corporation.clone().filter(|_| self.may_corporation)?;
        self.office.corporation_id.map(|id| (id, name))
    }

    /// Stores a 委任状 where one was sent, or finds the one that the form carries; or says what is missing.
    pub(super) async fn proxy(
        &self,
        read: &Read,
        typed: &Typed,
        sent: Option<UploadedFile>,
    ) -> Result<Result<Option<String>, Errors>, Error> {
        if read.form.holder == Holder::Applicant {
            return Ok(Ok(None));
        }
        let Some(file) = sent else {
            let carried = typed.get("carried");
            return Ok(match self.carried(carried) {
                Some(_) => Ok(Some(carried.to_owned())),
                None => Err(vec![error(AccountField::Proxy, &AccountProblem::Missing)]),
            });
        };
        let (file, kind) = match documents::judged(Some(file), 0)? {
            Ok(good) => good,
            Err(why) => {
                let what = words::account_label(AccountField::Proxy);
                return Ok(Err(vec![(AccountField::Proxy.name().to_owned(), format!("{what}：{why}"))]));
            }
        };
        let app = self.app;
        let kept = app
            .storage
            .put(&app.clock, self.tenant.id, Some(self.account), &file.name, kind.media_type(), file.bytes)
            .await?;
        let File { id, name, media_type, size, hash, .. } = kept;
        let carried = Carried { id, name, media_type, size, hash };
        Ok(Ok(Some(seal_for(app, &self.account.to_string(), &carried)?)))
    }

    fn carried(&self, sealed: &str) -> Option<Carried> {
        open_for(self.app, &self.account.to_string(), sealed)
    }

    /// Everything once more, before it is saved.
    pub(super) async fn check(
        &self,
        tx: &Tx,
        read: &Read,
        typed: &Typed,
        proxy: Option<String>,
    ) -> Result<AccountCheckView, Error> {
        let before = accounts::current(tx, read.party).await?;
        let account = &read.form.account;
        let usable = self.usable_on(tx, before.as_ref()).await?;
        let name = proxy.as_deref().and_then(|sealed| self.carried(sealed)).map(|carried| carried.name);
        let seen = before.map_or(0, |before| before.version).to_string();
        // What the form carried before is carried anew.
        let kept = typed.pairs().iter().filter(|(name, _)| !matches!(name.as_str(), "seen" | "carried"));
        let carried: Typed = kept.cloned().collect();
        let carried = carried.with("seen", seen);
        let carried = match proxy {
            Some(sealed) => carried.with("carried", sealed),
            None => carried,
        };
        Ok(AccountCheckView {
            action: self.confirmation.clone(),
            back: self.back.clone(),
            office: format!("{}（{}）", self.office.name, self.office.number),
            party: match (read.party, &self.office.corporation) {
                (Party::Corporation(_), Some(corporation)) => format!("{corporation}のすべての事業所"),
                _ => self.office.name.clone(),
            },
            branch: read.branch.clone(),
            codes: (account.bank.clone(), account.branch.clone()),
            kind: account.kind,
            number: account.number.clone(),
            passbook: account.passbook.clone(),
            holder: account.holder.clone(),
            ways: HolderWay::of(&account.holder),
            proxy: name,
            held: usable > self.app.clock.today(),
            carried,
        })
    }

    /// From which day a new account is paid that follows another.
    async fn usable_on(&self, tx: &Tx, before: Option<&StoredAccount>) -> Result<chrono::NaiveDate, Error> {
        let failed = match before {
            Some(before) => !accounts::failed(tx, &BTreeSet::from([before.id])).await?.is_empty(),
            None => false,
        };
        let by_applicant = self.by == ToldBy::Applicant;
        Ok(usable_on(self.app.clock.today(), by_applicant, before.is_some(), failed))
    }

    /// Saves what was looked over: only for somebody who has just signed in.
    pub(super) async fn save(&self, read: &Read, typed: &Typed) -> Result<Result<(), Errors>, Error> {
        let BankAccount { holder, .. } = &read.form.account;
        let Some(recipient) = HolderWay::of(holder).chosen(typed.get(AccountField::Recipient.name())) else {
            return Ok(Err(vec![error(AccountField::Recipient, &AccountProblem::Missing)]));
        };
        signing_in::lately(self.app, self.visit, &self.confirmation, typed).await?;
        let carried = self.carried(typed.get("carried"));
        if read.form.holder == Holder::Another && carried.is_none() {
            return Ok(Err(vec![error(AccountField::Proxy, &AccountProblem::Missing)]));
        }
        let (app, now) = (self.app, self.app.clock.now());
        let tx = app.store.write(&self.scope).await?;
        let before = accounts::current(&tx, read.party).await?;
        let version = before.as_ref().map_or(0, |before| before.version);
        if typed.get("seen") != version.to_string() {
            return Err(self.changed_meanwhile());
        }
        let proxy = match carried.filter(|_| read.form.holder == Holder::Another) {
            Some(Carried { id, name, media_type, size, hash }) => {
                let account = Some(self.account);
                let file = File { id, name: name.clone(), media_type, size, hash, account, created_at: now };
                files::add(&tx, &file).await?;
                Some((id, name))
            }
            None => None,
        };
        let account = BankAccount { recipient, ..read.form.account.clone() };
        let id: BankAccountId = app.clock.id();
        let stored = StoredAccount {
            id,
            party: read.party,
            version: version + 1,
            sealed: seal_account(app, self.tenant.id, id, &account)?,
            masked: masked(&account.number),
            holder: read.form.holder,
            proxy,
            told_by: self.by,
            by: self.account,
            at: now,
            usable_on: self.usable_on(&tx, before.as_ref()).await?,
        };
        match accounts::set(&tx, &stored, Happening::AccountSet).await {
            Ok(()) => {}
            Err(store::Error::Stale) => return Err(self.changed_meanwhile()),
            Err(error) => return Err(error.into()),
        }
        letters::account_set(app, &tx, self.tenant, &self.office, &stored).await?;
        tx.commit().await?;
        app.wake.notify_one();
        Ok(Ok(()))
    }

    fn changed_meanwhile(&self) -> Error {
        let what = format!("{}の振込先口座", self.office.name);
        Faster::default().conflict(what, "振込先口座を変えました", Vec::new(), self.back.clone())
    }

    /// What is saved already, masked.
    pub(super) async fn saved(&self, tx: &Tx) -> Result<Option<SavedAccount>, Error> {
        let stored = accounts::of_office(tx, self.office.id, self.office.corporation_id).await?;
        let Some(stored) = stored else { return Ok(None) };
        let failed = !accounts::failed(tx, &BTreeSet::from([stored.id])).await?.is_empty();
        let waits = stored.usable_on > self.app.clock.today();
        let hold = if failed {
            Some("この口座へは振り込めませんでした。通帳を見ながら訂正してください。".to_owned())
        } else {
            waits.then(|| format!("口座が変わったため、{}から振り込めます。", format_date(stored.usable_on)))
        };
        let how = match stored.told_by {
            ToldBy::Applicant => "画面からの届け出",
            ToldBy::Officer => "職員の入力",
        };
        Ok(Some(SavedAccount {
            masked: stored.masked,
            set: format!("{}　{how}", when::moment(stored.at)),
            of_corporation: matches!(stored.party, Party::Corporation(_)),
            hold,
        }))
    }
}

/// The branch of an account; none where no list is loaded. Or what is not in the list.
async fn branch_of(
    tx: &Tx,
    account: &BankAccount,
) -> Result<Result<Option<Branch>, (AccountField, AccountProblem)>, Error> {
    if account.bank == YUCHO_BANK {
        return Ok(Ok(Branch::yucho(&account.branch)));
    }
    let known = branches::of_banks(tx, &BTreeSet::from([account.bank.clone()])).await?;
    if let Some(branch) = known.get(&(account.bank.clone(), account.branch.clone())) {
        return Ok(Ok(Some(branch.clone())));
    }
    if known.is_empty() && branches::count(tx).await? == 0 {
        return Ok(Ok(None));
    }
    Ok(Err(if known.is_empty() {
        (AccountField::Bank, AccountProblem::NoBank)
    } else {
        (AccountField::Branch, AccountProblem::NoBranch)
    }))
}

/// The branch of an account that is stored, where it is still known.
pub(super) async fn known_branch(tx: &Tx, account: &BankAccount) -> Result<Option<Branch>, Error> {
    Ok(branch_of(tx, account).await?.unwrap_or(None))
}
