//! How others read tables of the same shape: told beside how this one is read, and taken over by nobody but a person.

use crate::{messages::imports as words, paths};
use domain::{
    ids::BatchId,
    imports::{Field, SharedColumns, Table, column_letters},
};
use elements::{Notice, NoticeKind};
use leptos::prelude::*;

/// How others read a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedReading {
    /// How many of the same prefecture read it so.
    near: usize,
    /// How many do.
    all: usize,
    /// The column, what it is taken for here, and by them.
    columns: Vec<[String; 3]>,
}

impl SharedReading {
    /// As far as it differs from how the table is read here.
    pub fn of(shared: &SharedColumns, table: &Table) -> Self {
        let taken_for = |field: Option<Field>| field.map_or("使わない", words::field).to_owned();
        let columns = shared.differing(table).into_iter().map(|(column, theirs)| {
            let letters = column_letters(column.column);
            let column_named = format!("{letters}列「{}」", column.heading);
            [column_named, taken_for(column.field), taken_for(theirs)]
        });
        Self { near: shared.near, all: shared.all, columns: columns.collect() }
    }

    /// Who reads it so; nobody is named.
    fn who(&self) -> String {
        if self.near > 0 {
            format!("同じ都道府県の{}団体", self.near)
        } else {
            format!("ほかの{}団体", self.all)
        }
    }
}

/// What others chose, with the way to it; or that it stands in the form and nothing is kept.
pub fn offer(slug: &str, batch: BatchId, filled_in: bool, shared: &[SharedReading]) -> Option<AnyView> {
    let first = shared.first()?;
    let lines = shared
        .iter()
        .flat_map(|shared| &shared.columns)
        .map(|[column, here, theirs]| {
            view! { <li>{format!("{column}：ここでは「{here}」、ほかの団体では「{theirs}」")}</li> }
        })
        .collect_view();
    let title = if filled_in {
        "ほかの団体の列の対応を、下の欄に入れました。まだ保存していません".to_owned()
    } else {
        format!("{}が、同じ見出しの表を次の対応で読み取っています", first.who())
    };
    let next = if filled_in {
        view! { <p>"はじめの値の読まれ方を確かめ、よければ「この読み取り方で見直す」を押してください。"</p> }
            .into_any()
    } else {
        let href = paths::import_reading_shared(slug, batch);
        view! { <p><a href=href>"この対応を下の欄に入れて確かめる"</a></p> }.into_any()
    };
    let offer = view! {
        <Notice kind=NoticeKind::Info title=title live=filled_in>
            <ul>{lines}</ul>
            {next}
        </Notice>
    };
    Some(offer.into_any())
}

/// On the page that tells what an import will do: that others read such a table otherwise.
pub fn hint(slug: &str, batch: BatchId, shared: &[SharedReading]) -> Option<AnyView> {
    let first = shared.first()?;
    let title = format!("{}が、同じ見出しの表を、ここと違う列の対応で読み取っています", first.who());
    let href = paths::import_reading_shared(slug, batch);
    let hint = view! {
        <Notice kind=NoticeKind::Info title=title>
            <p><a href=href>"違うところを見る"</a></p>
        </Notice>
    };
    Some(hint.into_any())
}
