//! What a template can see: its own parts, the data, the fonts, a fixed date. No disk, no packages.

use crate::{Fonts, Template};
use chrono::{DateTime, Datelike, Duration as Span, Utc};
use std::{collections::HashMap, path::PathBuf};
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The world of one document.
pub(crate) struct OneDocument<'a> {
    library: LazyHash<Library>,
    fonts: &'a Fonts,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    made: DateTime<Utc>,
}

impl<'a> OneDocument<'a> {
    /// A world of the template, with `data.json` and `fonts.json` beside it.
    pub(crate) fn new(template: &Template, data: String, made: DateTime<Utc>, fonts: &'a Fonts) -> Self {
        let main = id("main.typ");
        let mut sources = HashMap::from([(main, Source::new(main, template.main.to_owned()))]);
        for (name, text) in template.parts {
            sources.insert(id(name), Source::new(id(name), (*text).to_owned()));
        }
        let families = serde_json::json!(fonts.families).to_string();
        let files = HashMap::from([
            (id("data.json"), Bytes::from_string(data)),
            (id("fonts.json"), Bytes::from_string(families)),
        ]);
        Self { library: LazyHash::new(Library::default()), fonts, main, sources, files, made }
    }
}

/// Names are constants of this program, so the interner behind them stays small.
fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the parts of a template have plain names");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn not_there(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.get().vpath().get_with_slash()))
}

/// Japan has had one offset from UTC, and no summer time, since 1951.
pub(crate) const TOKYO_HOURS: i64 = 9;

impl World for OneDocument<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }
    fn main(&self) -> FileId {
        self.main
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| not_there(id))
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| not_there(id))
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }
    /// The day on which the document is made, in Tokyo, whatever offset is asked for.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        let day = self.made + Span::hours(TOKYO_HOURS);
        Datetime::from_ymd(day.year(), u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?)
    }
}
