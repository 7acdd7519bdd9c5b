//! Orders of a material: writing one down, what arrives of it, what it costs, calling it off.

use super::{conflict, found, found_to_change, fresh, movements::problem, told};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    materials::{OrderFormPage, OrderPage, OrderView},
    messages::materials::errors,
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::Role,
    form::Typed,
    ids::{MaterialId, MaterialOrderId},
    materials::{Arrival, MaterialField as Field, NewOrder, OrderState},
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    materials::{
        Kept,
        orders::{self, Order},
    },
};

/// The form.
pub async fn new(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    if !kept.is_stocked() {
        return Ok(see_other(&paths::material(&slug, id)));
    }
    let typed = Typed::default().with(Field::OrderedOn.name(), format_date(app.clock.today()));
    Ok(form_page(&page, slug, &kept, FormState::filled(typed)))
}

/// Writes it down.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MaterialId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let kept = found(&tx, id).await?;
    if !kept.is_stocked() {
        return Ok(see_other(&paths::material(&slug, id)));
    }
    match NewOrder::parse(&typed, app.clock.today()) {
        Ok(order) => {
            orders::add(&tx, &kept, app.clock.id(), &order, app.clock.now()).await?;
            tx.commit().await?;
            Ok(told(&slug, id, "ordered"))
        }
        Err(problems) => Ok(form_page(&page, slug, &kept, FormState::rejected(typed, errors(&problems)))),
    }
}

/// An order.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id, order)): Path<(String, MaterialId, MaterialOrderId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let (kept, order) = (found(&tx, id).await?, found_order(&tx, id, order).await?);
    let (today, keeps) = (app.clock.today(), reader.has(Role::Clerk));
    let form = FormState::filled(begun(&order, today));
    Ok(order_page(&page, slug, &kept, order, (today, keeps), form))
}

/// What the form of an arrival says before anybody typed: all that is left, today.
fn begun(order: &Order, today: NaiveDate) -> Typed {
    let left = order.outstanding().to_string();
    Typed::default().with(Field::Pieces.name(), left).with(Field::On.name(), format_date(today))
}

/// Writes down what arrived.
pub async fn arrive(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id, order)): Path<(String, MaterialId, MaterialOrderId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (kept, order) = (found_to_change(&tx, id).await?, found_order(&tx, id, order).await?);
    if order.state != OrderState::Open {
        return Ok(see_other(&paths::material_order(&slug, id, order.id)));
    }
    fresh(&tx, &typed, &slug, &kept, order.version).await?;
    let today = app.clock.today();
    let arrival = match Arrival::parse(&typed, order.order.ordered_on, today) {
        Ok(arrival) => arrival,
        Err(problems) => {
            let form = FormState::rejected(typed, errors(&problems));
            return Ok(order_page(&page, slug, &kept, order, (today, true), form));
        }
    };
    match orders::arrive(&tx, &kept, &order, app.clock.id(), &arrival, app.clock.now()).await {
        Ok(Ok(())) => {
            tx.commit().await?;
            Ok(told(&slug, id, "arrived"))
        }
        Ok(Err(error)) => {
            let form = FormState::rejected(typed, errors(&[(Field::Pieces, problem(error))]));
            Ok(order_page(&page, slug, &kept, order, (today, true), form))
        }
        Err(store::Error::Stale) => Err(conflict(&tx, &slug, &kept).await?),
        Err(error) => Err(error.into()),
    }
}

/// Says what it costs.
pub async fn price(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id, order)): Path<(String, MaterialId, MaterialOrderId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (kept, order) = (found_to_change(&tx, id).await?, found_order(&tx, id, order).await?);
    fresh(&tx, &typed, &slug, &kept, order.version).await?;
    let amount = match NewOrder::parse_amount(&typed) {
        Ok(amount) => amount,
        Err(problems) => {
            let today = app.clock.today();
            let typed = begun(&order, today).with(Field::Amount.name(), typed.get(Field::Amount.name()));
            let form = FormState::rejected(typed, errors(&problems));
            return Ok(order_page(&page, slug, &kept, order, (today, true), form));
        }
    };
    match orders::price(&tx, &kept, &order, amount, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(told(&slug, id, "priced"))
        }
        Err(store::Error::Stale) => Err(conflict(&tx, &slug, &kept).await?),
        Err(error) => Err(error.into()),
    }
}

/// Calls it off.
pub async fn cancel(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id, order)): Path<(String, MaterialId, MaterialOrderId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (kept, order) = (found_to_change(&tx, id).await?, found_order(&tx, id, order).await?);
    if order.state != OrderState::Open {
        return Ok(see_other(&paths::material_order(&slug, id, order.id)));
    }
    fresh(&tx, &typed, &slug, &kept, order.version).await?;
    match orders::cancel(&tx, &kept, &order, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(told(&slug, id, "cancelled"))
        }
        Err(store::Error::Stale) => Err(conflict(&tx, &slug, &kept).await?),
        Err(error) => Err(error.into()),
    }
}

async fn found_order(tx: &Tx, material: MaterialId, id: MaterialOrderId) -> Result<Order, Error> {
    orders::find(tx, material, id).await?.ok_or(Error::NotFound)
}

fn form_page(page: &Page, slug: String, kept: &Kept, form: FormState) -> Response {
    let (id, title) = (kept.id, kept.material.title.clone());
    let rejected = form.has_errors();
    let view = move || view! { <OrderFormPage slug id title form/> };
    let title = "注文を記録する";
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}

fn order_page(
    page: &Page,
    slug: String,
    kept: &Kept,
    order: Order,
    (today, keeps): (NaiveDate, bool),
    form: FormState,
) -> Response {
    let rejected = form.has_errors();
    let view = OrderView {
        slug,
        material: kept.id,
        title: kept.material.title.clone(),
        id: order.id,
        late: order.is_late(today),
        arrived: order.arrived,
        state: order.state,
        version: order.version,
        order: order.order,
        keeps,
        form,
    };
    let view = move || view! { <OrderPage view/> };
    if rejected { page.unprocessable("注文", view) } else { page.ok("注文", view) }
}
