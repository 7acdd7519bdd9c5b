//! One person's data (開示): everything that the tenant keeps of somebody, to hand it over on request.

use crate::{
    Error, Tx,
    entities::{
        accounts, applications, associations, attachments, corrections, demo_registrations, events,
        follow_ups, inquiry_replies, mail_bounces, mails, material_movements, memberships, occasion_bodies,
        offices, opt_outs, representations, suppressions, view_records, voices,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Contact, Reply},
    email::Email,
    ids::{AccountId, FileId},
    text::search_key,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most people that a search finds.
const FOUND: u64 = 50;

/// Somebody whom the tenant knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// The address for mail.
    pub email: Option<String>,
    /// Whether they are of the house.
    pub is_staff: bool,
}

/// One thing that is kept of a person: what, when, and in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// What it is about: a number, an office, a subject.
    pub what: String,
    /// What is kept.
    pub words: String,
}

/// Everything that is kept of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Portrait {
    /// Who.
    pub person: Person,
    /// Roles and offices.
    pub belongs: Vec<Known>,
    /// Applications that they made, with every answer.
    pub answers: Vec<Known>,
    /// What they attached: application, name, file.
    pub files: Vec<(String, String, FileId)>,
    /// Mails to their address, with their text, and that it gets no outreach.
    pub mails: Vec<Known>,
    /// Registrations for demo sessions, and of bodies for occasions.
    pub registrations: Vec<Known>,
    /// What was said with them in 伴走支援, bodies for which they answer, inquiries that they answered, voices of offices for
    /// which they agreed or answer, and lines of the ledger of materials that name them.
    pub spoken: Vec<Known>,
    /// What they did and looked at here.
    pub acts: Vec<Known>,
}

/// People of the tenant whose name or address holds these words.
pub async fn found(tx: &Tx, words: &str) -> Result<Vec<Person>, Error> {
    let words = words.trim();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let of_house =
        tx.rows::<memberships::Entity>()?.select_only().column(memberships::Column::AccountId).into_query();
    let speakers = tx
        .rows::<representations::Entity>()?
        .select_only()
        .column(representations::Column::AccountId)
        .into_query();
    let applied =
        tx.rows::<applications::Entity>()?.select_only().column(applications::Column::AccountId).into_query();
    let known = sea_orm::Condition::any()
        .add(accounts::Column::Id.in_subquery(of_house))
        .add(accounts::Column::Id.in_subquery(speakers))
        .add(accounts::Column::Id.in_subquery(applied));
    let named = sea_orm::Condition::any()
        .add(accounts::Column::Name.contains(words))
        .add(accounts::Column::EmailKey.contains(words.to_lowercase()));
    let rows = accounts::Entity::find()
        .filter(known)
        .filter(named)
        .order_by_asc(accounts::Column::Name)
        .limit(FOUND)
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(Person::from).collect())
}

/// Everything of one person; none where the tenant does not know them.
pub async fn portrait(tx: &Tx, id: AccountId) -> Result<Option<Portrait>, Error> {
    let Some(row) = accounts::Entity::find_by_id(id.uuid()).one(tx.connection()).await? else {
        return Ok(None);
    };
    let person = Person::from(row);
    let belongs = belongs(tx, id).await?;
    let made = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::AccountId.eq(id.uuid()))
        .order_by_asc(applications::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    if belongs.is_empty() && made.is_empty() {
        return Ok(None);
    }
    let numbers: BTreeMap<Uuid, String> = made
        .iter()
        .map(|row| (row.id, row.receipt_number.clone().unwrap_or_else(|| "下書き".to_owned())))
        .collect();
    let mut answers = Vec::new();
    for row in &made {
        answers.extend(typed(&numbers[&row.id], row.created_at, &row.answers));
    }
    // Put in order here: SQLite, asked for an order that an index has, reads all of the house in that order.
    let mut asked_back = tx
        .rows::<corrections::Entity>()?
        .filter(corrections::Column::ApplicationId.is_in(made.iter().map(|row| row.id)))
        .all(tx.connection())
        .await?;
    asked_back.sort_by_key(|row| row.requested_at);
    for row in asked_back {
        let number = format!("{} 補正の前", numbers[&row.application_id]);
        answers.extend(row.answers_before.iter().flat_map(|before| typed(&number, row.requested_at, before)));
    }
    let attached = tx
        .rows::<attachments::Entity>()?
        .filter(attachments::Column::ApplicationId.is_in(made.iter().map(|row| row.id)))
        .filter(attachments::Column::RemovedAt.is_null())
        .order_by_asc(attachments::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let files = attached
        .into_iter()
        .map(|row| {
            let number = numbers.get(&row.application_id).cloned().unwrap_or_default();
            (number, row.file_name, row.file_id.into())
        })
        .collect();
    Ok(Some(Portrait {
        belongs,
        answers,
        files,
        mails: mails_to(tx, person.email.as_deref()).await?,
        registrations: registrations(tx, id, person.email.as_deref()).await?,
        spoken: spoken(tx, &person).await?,
        acts: acts(tx, id).await?,
        person,
    }))
}

impl From<accounts::Model> for Person {
    fn from(row: accounts::Model) -> Self {
        Self { id: row.id.into(), name: row.name, email: row.email, is_staff: row.kind == "staff" }
    }
}

async fn belongs(tx: &Tx, id: AccountId) -> Result<Vec<Known>, Error> {
    let roles = tx
        .rows::<memberships::Entity>()?
        .filter(memberships::Column::AccountId.eq(id.uuid()))
        .all(tx.connection())
        .await?;
    let roles = roles.into_iter().map(|row| Known {
        at: Some(row.created_at),
        what: "役割".to_owned(),
        words: row.role.parse().map_or(row.role, |role: domain::accounts::Role| role.word().to_owned()),
    });
    let spoken = tx
        .rows::<representations::Entity>()?
        .filter(representations::Column::AccountId.eq(id.uuid()))
        .all(tx.connection())
        .await?;
    let names: BTreeMap<Uuid, String> = tx
        .rows::<offices::Entity>()?
        .filter(offices::Column::Id.is_in(spoken.iter().map(|row| row.office_id)))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| (row.id, format!("{} {}", row.number, row.name)))
        .collect();
    let spoken = spoken.into_iter().map(|row| Known {
        at: Some(row.created_at),
        what: "手続きをする事業所".to_owned(),
        words: names.get(&row.office_id).cloned().unwrap_or_default(),
    });
    Ok(roles.chain(spoken).collect())
}

/// Every answer of an application, field by field.
fn typed(number: &str, at: DateTime<Utc>, answers: &serde_json::Value) -> Vec<Known> {
    let mut known = Vec::new();
    walk(answers, &mut Vec::new(), &mut |path, words| {
        known.push(Known { at: Some(at), what: format!("{number} {path}"), words });
    });
    known
}

fn walk(value: &serde_json::Value, path: &mut Vec<String>, found: &mut impl FnMut(String, String)) {
    use serde_json::Value as V;
    match value {
        V::Object(fields) => {
            for (name, field) in fields {
                path.push(name.clone());
                walk(field, path, found);
                path.pop();
            }
        }
        // What was typed is kept as pairs of a field and its words.
        V::Array(items) => match items.as_slice() {
            [V::String(name), V::String(words)] => {
                path.push(name.clone());
                found(path.join("."), words.clone());
                path.pop();
            }
            items => items.iter().for_each(|item| walk(item, path, found)),
        },
        V::String(words) => found(path.join("."), words.clone()),
        V::Null => {}
        V::Bool(_) | V::Number(_) => found(path.join("."), value.to_string()),
    }
}

async fn mails_to(tx: &Tx, email: Option<&str>) -> Result<Vec<Known>, Error> {
    let Some(email) = email else { return Ok(Vec::new()) };
    let rows = mails::Entity::find()
        .filter(mails::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(mails::Column::Recipient.eq(email))
        .order_by_asc(mails::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let mails =
        rows.into_iter().map(|row| Known { at: Some(row.created_at), what: row.subject, words: row.body });
    Ok(mails.chain(stops(tx, email).await?).collect())
}

/// That the address wanted no outreach, and that mail to it came back.
async fn stops(tx: &Tx, email: &str) -> Result<Vec<Known>, Error> {
    let Ok(address) = Email::parse(email) else { return Ok(Vec::new()) };
    let key = address.key();
    let out = tx
        .rows::<opt_outs::Entity>()?
        .filter(opt_outs::Column::EmailKey.eq(&key))
        .order_by_asc(opt_outs::Column::At)
        .all(tx.connection())
        .await?;
    let out = out.into_iter().map(|row| Known {
        at: Some(row.at),
        what: if row.topic.is_none() {
            "お知らせの配信停止"
        } else {
            "お知らせの配信停止（一部の分野）"
        }
        .to_owned(),
        words: row.email_key,
    });
    let returned = tx
        .rows::<suppressions::Entity>()?
        .filter(suppressions::Column::EmailKey.eq(&key))
        .order_by_asc(suppressions::Column::At)
        .all(tx.connection())
        .await?;
    let returned = returned.into_iter().map(|row| Known {
        at: Some(row.at),
        what: "不達によるお知らせの停止".to_owned(),
        words: [row.email, row.answer, row.note.unwrap_or_default()].join("\n").trim().to_owned(),
    });
    let reports = tx
        .rows::<mail_bounces::Entity>()?
        .filter(mail_bounces::Column::EmailKey.eq(&key))
        .order_by_asc(mail_bounces::Column::At)
        .all(tx.connection())
        .await?;
    let reports = reports.into_iter().map(|row| Known {
        at: Some(row.at),
        what: "メールの不達の通知".to_owned(),
        words: [row.email, row.status, row.diagnostic].join("\n").trim().to_owned(),
    });
    Ok(out.chain(returned).chain(reports).collect())
}

/// By the account, or with its address by a link; and those of bodies, for which somebody of this address answers: here,
/// and of this house elsewhere.
async fn registrations(tx: &Tx, id: AccountId, email: Option<&str>) -> Result<Vec<Known>, Error> {
    let own = sea_orm::Condition::any()
        .add(demo_registrations::Column::AccountId.eq(id.uuid()))
        .add_option(email.map(|email| demo_registrations::Column::Email.eq(email)));
    let rows = tx
        .shared::<demo_registrations::Entity>()?
        .filter(own)
        .order_by_asc(demo_registrations::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let mut known: Vec<Known> = rows
        .into_iter()
        .map(|row| {
            let replies: Vec<Reply> = match row.replies {
                Some(replies) => serde_json::from_value(replies)?,
                None => Vec::new(),
            };
            let said = Reply::in_words(&replies);
            Ok(Known {
                at: Some(row.created_at),
                what: row.office_name,
                words: format!("{}（{}、{}人）{said}", row.name, row.email, row.people),
            })
        })
        .collect::<Result<_, Error>>()?;
    let Some(email) = email else { return Ok(known) };
    let bodies = tx
        .shared::<occasion_bodies::Entity>()?
        .order_by_asc(occasion_bodies::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    for row in bodies {
        let contact: Contact = serde_json::from_value(row.contact)?;
        if contact.email.eq_ignore_ascii_case(email) {
            known.push(Known {
                at: Some(row.created_at),
                what: row.name,
                words: format!(
                    "{}（{}、{}、{}人）{}",
                    contact.name, contact.phone, contact.email, row.people, row.question
                ),
            });
        }
    }
    Ok(known)
}

/// Records of 伴走支援 that name the person as whom somebody spoke with, bodies that are reached by their address or name
/// them, inquiries that name them as who answered, voices, and lines of the ledger of materials.
async fn spoken(tx: &Tx, person: &Person) -> Result<Vec<Known>, Error> {
    let name = search_key(&person.name);
    let names = |words: &str| !name.is_empty() && search_key(words).contains(&name);
    let records = tx
        .rows::<follow_ups::Entity>()?
        .filter(follow_ups::Column::SpokenWith.ne(""))
        .order_by_asc(follow_ups::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let records = records.into_iter().filter(|row| names(&row.spoken_with)).map(|row| Known {
        at: Some(row.created_at),
        what: row.spoken_with,
        words: [row.notes, row.agreed, row.next_action].join("\n").trim().to_owned(),
    });
    let email = person.email.clone().unwrap_or_default();
    let bodies = tx
        .rows::<associations::Entity>()?
        .order_by_asc(associations::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let own = |row: &associations::Model| {
        names(&row.person) || (!email.is_empty() && row.email.eq_ignore_ascii_case(&email))
    };
    let bodies = bodies.into_iter().filter(own).map(|row| Known {
        at: Some(row.created_at),
        what: row.name,
        words: format!("{}（{}、{}）{}", row.person, row.email, row.phone, row.note),
    });
    let replies = tx
        .shared::<inquiry_replies::Entity>()?
        .filter(inquiry_replies::Column::AnsweredBy.ne(""))
        .order_by_asc(inquiry_replies::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let replies = replies.into_iter().filter(|row| names(&row.answered_by)).map(|row| Known {
        at: row.answered_at,
        what: "照会の回答者".to_owned(),
        words: row.answered_by,
    });
    let told = tx
        .rows::<voices::Entity>()?
        .filter(voices::Column::WithdrawnAt.is_null())
        .order_by_asc(voices::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let theirs = |row: &voices::Model| {
        let address = !email.is_empty() && row.email.eq_ignore_ascii_case(&email);
        names(&row.person) || names(&row.agreed_by) || address
    };
    let told = told.into_iter().filter(theirs).map(|row| Known {
        at: Some(row.created_at),
        what: "事業所の声".to_owned(),
        words: format!(
            "{}（{}、{}）同意した方：{}　{}",
            row.person, row.email, row.phone, row.agreed_by, row.quote
        ),
    });
    let handed = tx
        .rows::<material_movements::Entity>()?
        .filter(
            sea_orm::Condition::any()
                .add(material_movements::Column::ToName.ne(""))
                .add(material_movements::Column::Note.ne("")),
        )
        .order_by_asc(material_movements::Column::CreatedAt)
        .order_by_asc(material_movements::Column::Place)
        .all(tx.connection())
        .await?;
    let names_them = |row: &material_movements::Model| names(&row.to_name) || names(&row.note);
    let handed = handed.into_iter().filter(names_them).map(|row| Known {
        at: Some(row.created_at),
        what: "資材の台帳".to_owned(),
        words: [row.to_name, row.note].join("\n").trim().to_owned(),
    });
    Ok(records.chain(bodies).chain(replies).chain(told).chain(handed).collect())
}

/// What the person did and looked at, as kinds of the record.
async fn acts(tx: &Tx, id: AccountId) -> Result<Vec<Known>, Error> {
    let did = tx
        .rows::<events::Entity>()?
        .filter(events::Column::AccountId.eq(id.uuid()))
        .order_by_asc(events::Column::Seq)
        .all(tx.connection())
        .await?;
    let looked = tx
        .rows::<view_records::Entity>()?
        .filter(view_records::Column::AccountId.eq(id.uuid()))
        .order_by_asc(view_records::Column::At)
        .all(tx.connection())
        .await?;
    let did = did.into_iter().map(|row| Known { at: Some(row.at), what: row.kind, words: row.payload });
    let looked = looked.into_iter().map(|row| Known {
        at: Some(row.at),
        what: format!("view.{}", row.what),
        words: String::new(),
    });
    let mut acts: Vec<Known> = did.chain(looked).collect();
    acts.sort_by_key(|known| known.at);
    Ok(acts)
}
