//! Reads text and its places out of a PDF.

use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
        InterpreterSettings, SoftMask, font::Glyph, font::GlyphRun, hayro_cmap::BfString, interpret_page,
    },
    hayro_syntax::Pdf,
    kurbo::{Affine, BezPath, Rect, Shape},
};

/// A4 in points.
const PAPER: (f64, f64) = (595.28, 841.89);
/// Printers need this margin, in points; nothing may stand outside it.
const MARGIN: f64 = 28.0;
/// What stands lower than this, in points, is the line at the foot of the page.
const FOOT: f64 = 46.0;

/// What stands in a PDF.
pub struct Document {
    pub pages: Vec<Page>,
}

/// What stands on a page.
#[derive(Default)]
pub struct Page {
    text: String,
    foot: String,
    ink: Vec<(char, Rect)>,
}

impl Document {
    pub fn read(data: &[u8]) -> Self {
        let pdf = Pdf::new(data.to_vec()).expect("typst writes PDFs that can be read");
        let cache = InterpreterCache::new();
        let pages = pdf.pages().iter().map(|page| {
            let mut read = Page::default();
            let bounds = Rect::new(0.0, 0.0, PAPER.0, PAPER.1);
            let settings = InterpreterSettings::default();
            let mut context = Context::new(Affine::IDENTITY, bounds, &cache, page.xref(), settings);
            interpret_page(page, &mut context, &mut read);
            assert!((page.render_dimensions().0 - 595.28).abs() < 0.1, "A4");
            read
        });
        Self { pages: pages.collect() }
    }

    /// All text but the lines at the feet of the pages, without spaces and line ends, which depend on
    /// where lines break.
    pub fn text(&self) -> String {
        self.pages.iter().map(|page| page.text.as_str()).collect()
    }

    /// Asserts that every page carries this at its foot, with its number.
    #[track_caller]
    pub fn assert_every_foot_says(&self, wanted: &str) {
        for (number, page) in (1..).zip(&self.pages) {
            assert_eq!(page.foot, format!("{wanted}{number}／{}", self.pages.len()));
        }
    }

    /// Asserts that the sentences stand in the document, in this order.
    #[track_caller]
    pub fn assert_says(&self, sentences: &[&str]) {
        let text = self.text();
        let mut rest = text.as_str();
        for sentence in sentences {
            let wanted: String = sentence.chars().filter(|c| !c.is_whitespace()).collect();
            let at =
                rest.find(&wanted).unwrap_or_else(|| panic!("{} is not in {}", start(&wanted), start(rest)));
            rest = &rest[at + wanted.len()..];
        }
    }
}

/// Enough of a text to recognise it.
fn start(text: &str) -> String {
    text.chars().take(200).collect()
}

impl Page {
    /// How often words stand on it.
    pub fn count(&self, words: &str) -> usize {
        self.text.matches(words).count()
    }

    /// What stands at its foot, without spaces.
    pub fn foot(&self) -> &str {
        &self.foot
    }

    /// Asserts that no ink of a letter leaves the printable part of the paper.
    #[track_caller]
    pub fn assert_inside_the_paper(&self, what: &str) {
        assert!(!self.ink.is_empty(), "{what} is empty");
        let inside = Rect::new(MARGIN, MARGIN, PAPER.0 - MARGIN, PAPER.1 - MARGIN);
        for (c, ink) in &self.ink {
            assert_eq!(inside.union(*ink), inside, "{c:?} of {what} leaves the paper");
        }
    }

    /// The rectangle around all letters of the first place where this text stands.
    pub fn place_of(&self, wanted: &str) -> Option<Rect> {
        let drawn: String = self.ink.iter().map(|(c, _)| *c).collect();
        let at = drawn.find(wanted)?;
        let first = drawn[..at].chars().count();
        let letters = &self.ink[first..first + wanted.chars().count()];
        letters.iter().map(|(_, ink)| *ink).reduce(|all, ink| all.union(ink))
    }
}

impl<'a> Device<'a> for Page {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for positioned in run.glyphs() {
            let text = match positioned.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(text)) => text,
                None => "\u{FFFD}".to_owned(),
            };
            let Glyph::Outline(glyph) = &**positioned else { panic!("typst embeds outlines") };
            let ink = (props.transform * positioned.transform() * glyph.outline()).bounding_box();
            for c in text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}') {
                if ink.y1 < FOOT {
                    self.foot.push(c);
                } else {
                    self.text.push(c);
                }
                self.ink.push((c, ink));
            }
        }
    }
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
