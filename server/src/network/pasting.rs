//! A list of 連携先 that is pasted: looked at first, then written down, and taken back as a whole.

use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::network as words,
    network::{PastePage, PasteView, PastedPage, PastedView, PreviewLine, PreviewSide},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    form::Typed,
    ids::{OfficeId, PartnerPasteId},
    network::{Matched, Meant, PastedLine, Reader as Register, read},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx, accounts,
    network::{self as networks, Called},
    partner_pastes, partners,
};

const TITLE: &str = "連携先の一覧を貼り付ける";
const DONE: &str = "貼り付けた連携先の一覧";

/// An empty box.
pub async fn new(clerk: Clerk, page: Page) -> Response {
    let paste = PasteView { slug: clerk.tenant.slug.clone(), ..PasteView::default() };
    page.ok(TITLE, move || view! { <PastePage paste form=FormState::empty()/> })
}

/// What lines mean in the register.
struct Looked {
    lines: Vec<PastedLine>,
    matched: Vec<Matched>,
    called: BTreeMap<OfficeId, Called>,
    known: BTreeSet<(OfficeId, OfficeId)>,
}

impl Looked {
    fn pairs(&self) -> Vec<(OfficeId, OfficeId)> {
        Matched::pairs(&self.matched)
    }

    /// The lines that name no two offices, as they were pasted.
    fn left(&self) -> String {
        let open = self.lines.iter().zip(&self.matched);
        let open = open.filter(|(_, matched)| !matches!(matched, Matched::Pair(..)));
        open.map(|(line, _)| line.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    fn title(&self, office: OfficeId) -> String {
        let called = self.called.get(&office);
        called.map(|called| format!("{} {}", called.number, called.name)).unwrap_or_default()
    }

    /// What was picked and is not asked for again, so that the next form carries it on.
    fn kept(&self, typed: &Typed) -> Vec<(String, String)> {
        let mut kept = BTreeMap::new();
        for (line, matched) in self.lines.iter().zip(&self.matched) {
            for side in [0, 1] {
                let asked =
                    matches!(matched, Matched::Open(sides) if matches!(sides[side], Meant::Several(_)));
                let name = field(side, &line.text);
                if let Some(picked) = picked(typed, &name).filter(|_| !asked) {
                    kept.insert(name, picked.to_string());
                }
            }
        }
        kept.into_iter().collect()
    }

    fn view(self, slug: String, typed: &Typed) -> PasteView {
        let (pairs, kept) = (self.pairs().len(), self.kept(typed));
        let lines = self.lines.iter().zip(&self.matched).map(|(line, matched)| {
            let preview = match matched {
                Matched::Pair(one, other) => PreviewLine::Pair {
                    names: [self.title(*one), self.title(*other)],
                    known: self.known.contains(&(*one.min(other), *one.max(other))),
                },
                Matched::Same => {
                    PreviewLine::Wrong("同じ事業所が2つ並んでいます。連携先を確かめてください".to_owned())
                }
                Matched::Open(sides) => PreviewLine::Open {
                    picks: [field(0, &line.text), field(1, &line.text)],
                    sides: sides.clone().map(|meant| self.side(&meant)),
                },
                Matched::Wrong(problem) => PreviewLine::Wrong(words::line(problem)),
            };
            (line.line, line.text.clone(), preview)
        });
        PasteView { slug, lines: lines.collect(), pairs, kept }
    }

    fn side(&self, meant: &Meant) -> PreviewSide {
        match meant {
            Meant::One(office) => PreviewSide::One(self.title(*office)),
            Meant::Several(offices) => {
                PreviewSide::Several(offices.iter().map(|office| (*office, self.title(*office))).collect())
            }
            Meant::Many => PreviewSide::Many,
            Meant::Nobody => PreviewSide::Nobody,
        }
    }
}

/// The field in which a side of a line is decided: it goes with the line wherever that moves to.
fn field(side: usize, line: &str) -> String {
    format!("pick-{side}:{line}")
}

/// The office that was picked in a field. Lines that stand twice share theirs.
fn picked(typed: &Typed, field: &str) -> Option<OfficeId> {
    typed.all(field).find_map(|picked| picked.parse().ok())
}

async fn looked(tx: &Tx, typed: &Typed) -> Result<Looked, Error> {
    let lines = read(typed.get("table"));
    let (register, called): (Register, _) = networks::reader(tx).await?;
    let matched =
        lines.iter().map(|line| register.matched(line, |side| picked(typed, &field(side, &line.text))));
    let matched = matched.collect();
    Ok(Looked { matched, lines, called, known: partners::every(tx).await? })
}

/// Shows what the lines mean; writes down those that are known to name two offices where that is asked for.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    if typed.get("act") != "save" {
        let tx = app.store.read(&clerk.scope()).await?;
        let looked = looked(&tx, &typed).await?;
        drop(tx);
        if looked.lines.is_empty() {
            return Ok(nothing(&page, slug, typed));
        }
        let paste = looked.view(slug, &typed);
        let form = FormState::filled(typed);
        return Ok(page.ok(TITLE, move || view! { <PastePage paste form/> }));
    }
    let tx = app.store.write(&clerk.scope()).await?;
    let looked = looked(&tx, &typed).await?;
    let pairs = looked.pairs();
    if pairs.is_empty() {
        if looked.lines.is_empty() {
            return Ok(nothing(&page, slug, typed));
        }
        let told = "登録できる組がまだありません。行ごとの結果を見て、選ぶか直してください".to_owned();
        let paste = looked.view(slug, &typed);
        let form = FormState::rejected(typed, vec![("table", told)]);
        return Ok(page.unprocessable(TITLE, move || view! { <PastePage paste form/> }));
    }
    let id: PartnerPasteId = app.clock.id();
    let days = (app.clock.today(), app.clock.now());
    partner_pastes::take_over(&tx, (id, clerk.id()), &pairs, &looked.left(), days, &|| app.clock.id())
        .await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=saved", paths::partner_pasted(&slug, id))))
}

fn nothing(page: &Page, slug: String, typed: Typed) -> Response {
    let form = FormState::rejected(typed, vec![("table", "事業所の組を貼り付けてください".to_owned())]);
    let paste = PasteView { slug, ..PasteView::default() };
    page.unprocessable(TITLE, move || view! { <PastePage paste form/> })
}

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// What became of a list.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PartnerPasteId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let paste = partner_pastes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let members = accounts::members(&tx).await?;
    drop(tx);
    let by = members.into_iter().find(|member| member.account.id == paste.by);
    let pasted = PastedView {
        slug,
        id,
        pairs: paste.pairs,
        new: paste.new_pairs,
        as_of: paste.as_of,
        by: by.map_or_else(|| "いまはいない人".to_owned(), |member| member.account.name),
        at: paste.at,
        undone_at: paste.undone_at,
        may_write: reader.has(Role::Clerk),
        done: match asked.done.as_str() {
            "saved" => Some("連携先を登録しました"),
            "undone" => Some("一覧を取り消しました"),
            _ => None,
        },
    };
    let form = FormState::filled(Typed::default().with("table", paste.left_lines));
    Ok(page.ok(DONE, move || view! { <PastedPage pasted form/> }))
}

/// Takes a list back. Twice is once.
pub async fn undo(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, PartnerPasteId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    partner_pastes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    partner_pastes::undo(&tx, id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=undone", paths::partner_pasted(&slug, id))))
}
