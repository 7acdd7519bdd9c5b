//! PDFs: every page drawn by hayro, which knows no scripts, no links and no other files.

use crate::{Active, Error, Kind, Limits, Pictures, Refusal, picture};
use hayro::{
    PixmapSettings, RenderCache, RenderSettings,
    hayro_interpret::{
        InterpreterSettings,
        font::{FontData, FontQuery},
    },
    hayro_syntax::{
        DecryptionError, LoadPdfError, Pdf,
        object::{Array, Dict, MaybeRef, Name, Object},
    },
    vello_cpu::{Pixmap, color::palette::css::WHITE},
};
use image::RgbImage;
use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

/// Pixels for each point (1/72 inch) of the page: 150 dots an inch.
const SCALE: f32 = 150.0 / 72.0;
/// Objects of a PDF deeper in each other than this are not searched.
const DEPTH: usize = 8;

/// Draws all pages.
pub(crate) fn pdf(
    data: Vec<u8>,
    out_dir: &Path,
    limits: Limits,
    font: Option<&Path>,
) -> Result<Pictures, Error> {
    let pdf = Pdf::new(data).map_err(refusal)?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(Refusal::Damaged.into());
    }
    if count > limits.pages {
        return Err(Refusal::TooManyPages.into());
    }
    let active = active(&pdf);
    let settings = settings(font)?;
    let cache = RenderCache::new();
    let mut pages = Vec::with_capacity(count);
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let (x_scale, y_scale) = scale(page.render_dimensions(), limits.side);
        let pixmap = PixmapSettings { x_scale, y_scale, bg_color: WHITE };
        let drawn = hayro::render(page, &cache, &settings, &RenderSettings::default(), &pixmap);
        let picture = opaque(&drawn).ok_or(Refusal::Damaged)?;
        pages.push(picture::write(&picture, number, out_dir)?);
    }
    Ok(Pictures { kind: Kind::Pdf, pages, active: active.into_iter().collect() })
}

pub(crate) const fn refusal(error: LoadPdfError) -> Refusal {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Refusal::NeedsPassword,
        LoadPdfError::Decryption(
            DecryptionError::MissingIDEntry
            | DecryptionError::InvalidEncryption
            | DecryptionError::UnsupportedAlgorithm,
        )
        | LoadPdfError::Invalid => Refusal::Damaged,
    }
}

/// A4 at 150 dots an inch; a plan of A0 or a page of a kilometre is made smaller to fit. No side gets
/// shorter than a pixel.
fn scale((width, height): (f32, f32), side: u32) -> (f32, f32) {
    let side = f32::from(u16::try_from(side).unwrap_or(u16::MAX));
    let fitting = SCALE.min(side / width.max(height));
    (fitting.max(1.0 / width), fitting.max(1.0 / height))
}

/// Pages are drawn on white, so every pixel is opaque.
fn opaque(drawn: &Pixmap) -> Option<RgbImage> {
    let (width, height) = (drawn.width(), drawn.height());
    let bytes = drawn.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]);
    if width == 0 || height == 0 {
        return None;
    }
    RgbImage::from_raw(width.into(), height.into(), bytes.collect())
}

/// Where a PDF names a font without bringing it along, as many made by office machines do, Japanese
/// text is drawn in ours.
pub(crate) fn settings(font: Option<&Path>) -> Result<InterpreterSettings, Error> {
    let japanese: Option<FontData> = match font {
        Some(path) => Some(Arc::new(fs::read(path)?)),
        None => None,
    };
    let defaults = InterpreterSettings::default();
    let latin = Arc::clone(&defaults.font_resolver);
    Ok(InterpreterSettings {
        font_resolver: Arc::new(move |query| match (query, &japanese) {
            (FontQuery::Fallback(wanted), Some(font)) if wanted.character_collection.is_some() => {
                Some((Arc::clone(font), 0))
            }
            _ => latin(query),
        }),
        ..defaults
    })
}

/// What in the document could act in a viewer.
fn active(pdf: &Pdf) -> BTreeSet<Active> {
    let mut found = BTreeSet::new();
    for object in pdf.objects() {
        search(&object, DEPTH, &mut found);
    }
    found
}

fn search(object: &Object<'_>, depth: usize, found: &mut BTreeSet<Active>) {
    if depth == 0 {
        return;
    }
    match object {
        Object::Dict(dict) => search_dict(dict, depth, found),
        Object::Stream(stream) => search_dict(stream.dict(), depth, found),
        Object::Array(array) => search_array(array, depth, found),
        Object::Null(_) | Object::Boolean(_) | Object::Number(_) | Object::String(_) | Object::Name(_) => {}
    }
}

fn search_dict(dict: &Dict<'_>, depth: usize, found: &mut BTreeSet<Active>) {
    for (key, value) in dict.entries() {
        match key.as_ref() {
            b"JS" | b"JavaScript" | b"XFA" => {
                found.insert(Active::Script);
            }
            b"EmbeddedFiles" | b"EF" => {
                found.insert(Active::EmbeddedFile);
            }
            b"S" if dict.get::<Name<'_>>("S").is_some_and(|name| name.as_ref() == b"Launch") => {
                found.insert(Active::Launch);
            }
            _ => {}
        }
        if let MaybeRef::NotRef(inside) = value {
            search(&inside, depth - 1, found);
        }
    }
}

fn search_array(array: &Array<'_>, depth: usize, found: &mut BTreeSet<Active>) {
    for item in array.raw_iter() {
        if let MaybeRef::NotRef(inside) = item {
            search(&inside, depth - 1, found);
        }
    }
}
