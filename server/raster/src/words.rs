//! The words of a PDF, page by page: what its glyphs stand for, in the order in which they are drawn. Text that is not to
//! be seen, as scanners lay it over their pictures, is read like any other; a picture alone has none.

use crate::{Error, Kind, inspect, render};
use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
        SoftMask, font::GlyphRun, hayro_cmap::BfString, interpret_page,
    },
    hayro_syntax::Pdf,
    kurbo::{Affine, BezPath, Point, Rect},
};
use std::{fs, path::Path};

/// Bytes of the words of one page; a page of a statute book has a tenth of it.
const OF_A_PAGE: usize = 64 << 10;
/// Bytes of the words of one document.
const OF_A_DOCUMENT: usize = 512 << 10;
/// Points by which glyphs of one line may be off it.
const OFF_LINE: f64 = 1.0;
/// Points between two glyphs beyond which something else begins.
const APART: f64 = 60.0;

/// The words of every page; none of a picture.
///
/// # Errors
/// When the document is refused, or cannot be read.
pub fn words(path: &Path, font: Option<&Path>) -> Result<Vec<String>, Error> {
    let data = fs::read(path)?;
    if inspect::by_content(&data)? != Kind::Pdf {
        return Ok(Vec::new());
    }
    let pdf = Pdf::new(data).map_err(render::refusal)?;
    let settings = render::settings(font)?;
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    let mut left = OF_A_DOCUMENT;
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, width.into(), height.into());
        let mut context = Context::new(Affine::IDENTITY, area, &cache, page.xref(), settings.clone());
        let mut reading = Reading { most: OF_A_PAGE.min(left), ..Reading::default() };
        interpret_page(page, &mut context, &mut reading);
        let text = tidy(&reading.text);
        left = left.saturating_sub(text.len());
        pages.push(text);
    }
    Ok(pages)
}

/// On one line, without what no reader sees.
fn tidy(text: &str) -> String {
    let seen: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}'))
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Draws nothing and notes what it is told to write.
#[derive(Default)]
struct Reading {
    text: String,
    most: usize,
    /// Where the last glyph stands.
    last: Option<Point>,
    /// Where the last run began.
    begun: Option<Point>,
}

impl Device<'_> for Reading {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        let begins = run.glyphs().first().map(|glyph| props.transform * glyph.transform() * Point::ZERO);
        let again = begins.zip(self.begun).is_some_and(|(now, before)| now.distance(before) < OFF_LINE);
        self.begun = begins;
        // What is filled and has an outline is drawn twice.
        if again && matches!(mode, DrawMode::Stroke(_)) {
            return;
        }
        for glyph in run.glyphs() {
            if self.text.len() >= self.most {
                return;
            }
            let Some(written) = glyph.as_unicode() else { continue };
            let at = props.transform * glyph.transform() * Point::ZERO;
            if self.last.is_some_and(|last| !goes_on(last, at)) {
                self.text.push(' ');
            }
            self.last = Some(at);
            match written {
                BfString::Char(c) => self.text.push(c),
                BfString::String(several) => self.text.push_str(&several),
            }
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// Whether a glyph follows another on its line, which may go down the page.
fn goes_on(last: Point, at: Point) -> bool {
    let on_line = (last.y - at.y).abs() < OFF_LINE || (last.x - at.x).abs() < OFF_LINE;
    on_line && last.distance(at) < APART
}
