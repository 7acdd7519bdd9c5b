//! 様式: the form of a programme on paper, for whom applying online is difficult; its boxes follow the question pages.

use super::{desk_of, post_of, sheet::of_programme};
use crate::{
    actor::{Reader, Visitor},
    app::App,
    error::Error,
};
use app::messages::subsidies::{answer_label, applies_words, question_label, task_title, tax_status};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use documents::{FormBox, FormOffice, FormPart, PaperForm};
use domain::{
    ids::{OfficeId, ProgrammeId},
    subsidies::{
        AnswerField, Applies, Expense, ExpenseSection, Form, FormCode, PaperRule, Rules, Stacking, Task,
        TaxStatus, YearBy,
    },
    wareki::format_date,
};
use serde::Deserialize;
use store::{subsidies::offices, tenants::Tenant};

/// For which office, where one is named.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    office: Option<OfficeId>,
}

/// The blank form of a published programme, for everybody; where one applies on the screen, officers hand it out.
pub async fn show(
    visitor: Visitor,
    State(app): State<App>,
    Path((_, id)): Path<(String, ProgrammeId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&visitor.scope()).await?;
    let rules = of_programme(&tx, id).await?;
    drop(tx);
    if rules.on_paper == PaperRule::WhereDifficult {
        return Err(Error::NotFound);
    }
    download(&app, form_of(&visitor.tenant, &rules, None, None)).await
}

/// The same for officers, with an office's name and number in it where one is named.
pub async fn hand_out(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, ProgrammeId)>,
    Query(Asked { office }): Query<Asked>,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let rules = of_programme(&tx, id).await?;
    let office = match office {
        Some(office) => Some(offices::find(&tx, office).await?.ok_or(Error::NotFound)?),
        None => None,
    };
    drop(tx);
    let rules = office.as_ref().map_or_else(|| rules.clone(), |office| rules.for_office(office.traits()));
    let code = office.as_ref().map(|office| FormCode::new(id, office.number));
    let office = office.map(|office| FormOffice {
        number: office.number.to_string(),
        name: office.name,
        address: office.address,
        phone: office.phone,
    });
    download(&app, form_of(&officer.tenant, &rules, office, code)).await
}

async fn download(app: &App, form: PaperForm) -> Result<Response, Error> {
    let name = form.file_name();
    let (now, fonts) = (app.clock.now(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || form.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the form was broken off"))?
        .map_err(|_| Error::Internal("the form cannot be set"))?;
    Ok(crate::download::file(&name, "application/pdf", made.pdf))
}

fn form_of(tenant: &Tenant, rules: &Rules, office: Option<FormOffice>, code: Option<FormCode>) -> PaperForm {
    // A form that the grant rules number is called by its number and title.
    let (number, title) = rules.form(Form::Application).map_or_else(
        || (String::new(), "交付申請書".to_owned()),
        |form| (form.number.clone(), form.title.clone()),
    );
    PaperForm {
        number,
        title,
        programme: rules.title.clone(),
        fiscal_year: rules.fiscal_year,
        legal_basis: rules.legal_basis.name.clone(),
        addressee: rules.notice.sender.clone(),
        office,
        code: code.map(|code| code.to_string()),
        parts: Task::ALL.map(|task| part(tenant, rules, task)).into(),
        post: post_of(tenant, rules).unwrap_or_default(),
        contact: desk_of(tenant, rules),
    }
}

/// One part of the form, as the page of the same task asks for it.
fn part(tenant: &Tenant, rules: &Rules, task: Task) -> FormPart {
    let line =
        |field: AnswerField| FormBox::Line { label: answer_label(field).to_owned(), note: String::new() };
    let noted =
        |field: AnswerField, note: String| FormBox::Line { label: answer_label(field).to_owned(), note };
    let boxes = match task {
        Task::Office => vec![FormBox::Office, noted(AnswerField::Difference, "台帳と異なるとき".to_owned())],
        Task::Contact => vec![
            line(AnswerField::Corporation),
            line(AnswerField::RepresentativeTitle),
            line(AnswerField::RepresentativeName),
            line(AnswerField::Address),
            line(AnswerField::ContactName),
            line(AnswerField::Phone),
            noted(AnswerField::Email, "あれば".to_owned()),
        ],
        Task::Expense => costs(rules),
        Task::Documents => rules
            .documents
            .iter()
            .map(|document| {
                let optional = if document.optional { "（ある場合）" } else { "" };
                FormBox::Tick(format!("{}{optional}{}", document.name, whose(document.applies)))
            })
            .collect(),
        Task::Declarations => rules
            .conditions
            .iter()
            .map(|condition| FormBox::Tick(format!("{}{}", condition.sentence, whose(condition.applies))))
            .chain([FormBox::Tick(format!(
                "{}が、審査に必要な範囲で申請の内容を事業所の台帳や関係機関に確かめることに同意します。",
                tenant.name
            ))])
            .collect(),
    };
    FormPart { title: task_title(task).to_owned(), boxes }
}

/// For whom a part of the form is, where it is not for all.
fn whose(applies: Applies) -> String {
    match applies {
        Applies::Everyone => String::new(),
        applies => format!("（{}）", applies_words(applies)),
    }
}

/// What the page of the costs asks for.
fn costs(rules: &Rules) -> Vec<FormBox> {
    let line = |field: AnswerField, note: String| FormBox::Line { label: question_label(field, rules), note };
    let mut boxes: Vec<_> = rules.expenses().flat_map(|expense| cost(expense, rules)).collect();
    if ExpenseSection::asks_partners(rules) {
        boxes
            .push(line(AnswerField::Partners, "事業所番号か事業所名。分かる範囲で、別の紙でも可".to_owned()));
    }
    if rules.year_by == YearBy::Start {
        boxes.push(line(AnswerField::StartedOn, rules.fiscal_year.label()));
    }
    if ExpenseSection::asks_tax(rules) {
        let ticks = TaxStatus::ALL.map(|status| FormBox::Tick(tax_status(status).to_owned()));
        boxes.extend(ticks);
    }
    match &rules.stacking {
        Stacking::Forbidden => {}
        Stacking::Allowed => {
            boxes.push(line(AnswerField::OtherName(0), "なければ「なし」".to_owned()));
            boxes.push(line(AnswerField::OtherAmount(0), String::new()));
        }
        Stacking::CoFunder { .. } => {
            boxes.push(line(AnswerField::OtherAmount(0), "交付決定通知書にある額".to_owned()));
        }
    }
    if rules.aid_cap.is_some() {
        boxes.push(line(AnswerField::PastAid, "なければ「0円」".to_owned()));
    }
    boxes
}

fn cost(expense: &Expense, rules: &Rules) -> Vec<FormBox> {
    let slot = usize::from(expense.slot);
    let line = |field: AnswerField, note: String| FormBox::Line { label: question_label(field, rules), note };
    if !expense.is_paid() {
        return vec![line(AnswerField::Linkages(slot), expense.name.clone())];
    }
    vec![
        line(AnswerField::Paid(slot), format!("{}（税込）{}", expense.name, whose(expense.applies))),
        line(
            AnswerField::PaidOn(slot),
            format!("{}〜{}", format_date(expense.paid_from), format_date(expense.paid_until)),
        ),
    ]
}
