//! One template and its data become one PDF; the same input gives the same bytes.

use crate::{
    Fonts,
    clean::clean,
    world::{OneDocument, TOKYO_HOURS},
};
use chrono::{DateTime, Datelike, Duration, Timelike, Utc};
use serde_json::Value;
use typst::{
    WorldExt,
    diag::SourceDiagnostic,
    foundations::{Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// How many renders a memoised part of an earlier one may stay unused before it is forgotten.
const CACHE_AGE: usize = 10;

/// A document's typst source, compiled into the program.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// The text of `main.typ`, which reads its data with `json("data.json")`.
    pub main: &'static str,
    /// Other sources that `main.typ` imports, by name.
    pub parts: &'static [(&'static str, &'static str)],
}

/// A finished document.
#[derive(Debug)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that no font has; each was printed as 〓, and a person should look at the document.
    pub replaced: Vec<char>,
}

/// Why a document could not be made. All of these are faults of the program or its data shapes, none
/// of what a person typed.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The template failed: it does not fit the data.
    #[error("the template failed: {}", .0.join("; "))]
    Template(Vec<String>),
    /// The laid out pages could not be written as PDF.
    #[error("the pages could not be written as PDF: {}", .0.join("; "))]
    Export(Vec<String>),
    /// The moment at which the document is made is no date of the calendar.
    #[error("{0} cannot be the date of a document")]
    Date(DateTime<Utc>),
}

/// Sets the data in the template. `made` becomes the date in the file's properties.
///
/// # Errors
/// When the template does not fit the data.
pub fn render(
    template: &Template,
    data: &Value,
    made: DateTime<Utc>,
    fonts: &Fonts,
) -> Result<Rendered, RenderError> {
    let (data, replaced) = clean(data, fonts);
    let world = OneDocument::new(template, data.to_string(), made, fonts);
    let document = typst::compile::<PagedDocument>(&world)
        .output
        .map_err(|errors| RenderError::Template(errors.iter().map(|error| say(&world, error)).collect()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Hiromeru".to_owned())),
        timestamp: Some(timestamp(made).ok_or(RenderError::Date(made))?),
        standards: archival(),
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options)
        .map_err(|errors| RenderError::Export(errors.iter().map(|error| say(&world, error)).collect()))?;
    typst::comemo::evict(CACHE_AGE);
    Ok(Rendered { pdf, pages: document.pages().len(), replaced: replaced.into_iter().collect() })
}

/// Notices are kept for years and read aloud by screen readers: PDF/A-2a, and PDF/UA-1.
fn archival() -> PdfStandards {
    PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).expect("the two standards go together")
}

fn timestamp(made: DateTime<Utc>) -> Option<Timestamp> {
    let local = made + Duration::hours(TOKYO_HOURS);
    let small = |number: u32| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        local.year(),
        small(local.month())?,
        small(local.day())?,
        small(local.hour())?,
        small(local.minute())?,
        small(local.second())?,
    )?;
    Timestamp::new_local(datetime, i32::try_from(TOKYO_HOURS * 60).ok()?)
}

/// The message of typst with the place in the template, and never a value of the data.
fn say(world: &OneDocument<'_>, error: &SourceDiagnostic) -> String {
    let place = error.span.id().map(|id| id.get().vpath().get_without_slash().to_owned());
    let at = world.range(error.span).map(|range| range.start);
    match (place, at) {
        (Some(file), Some(at)) => format!("{file} at byte {at}: {}", error.message),
        (Some(file), None) => format!("{file}: {}", error.message),
        (None, _) => error.message.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests::fonts;
    use chrono::TimeZone;
    use serde_json::json;

    const PLAIN: Template = Template {
        main: "#import \"look.typ\": look\n#let d = json(\"data.json\")\n#set document(title: \"試し\")\n#show: look\n#d.name\n#d.at(\"note\", default: \"\")",
        parts: &[(
            "look.typ",
            "#let look(body) = { set text(font: json(\"fonts.json\"), lang: \"ja\"); body }",
        )],
    };

    fn noon() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2024, 7, 3, 3, 0, 0).unwrap()
    }

    #[test]
    fn the_same_data_gives_the_same_bytes() {
        let fonts = fonts();
        let data = json!({"name": "居宅介護支援事業所ひだまり"});
        let first = render(&PLAIN, &data, noon(), &fonts).unwrap();
        let second = render(&PLAIN, &data, noon(), &fonts).unwrap();
        assert!(first.pdf.starts_with(b"%PDF-1.7"));
        assert_eq!((first.pages, &first.pdf), (1, &second.pdf));
    }

    #[test]
    fn typst_code_in_a_name_does_not_run() {
        let fonts = fonts();
        for name in
            ["#panic()", "$x$", "*bold*", "#read(\"/etc/passwd\")", "\\", "\"]", "= 見出し", "@ref <a>"]
        {
            let rendered = render(&PLAIN, &json!({"name": name}), noon(), &fonts).unwrap();
            assert_eq!((rendered.pages, rendered.replaced.len()), (1, 0), "{name}");
        }
    }

    #[test]
    fn a_template_sees_no_file_of_the_machine_and_no_package() {
        for main in ["#read(\"/etc/hostname\")", "#read(\"../../secret\")", "#import \"@preview/x:0.1.0\""] {
            let spy = Template { main, parts: &[] };
            let error = render(&spy, &json!({}), noon(), &fonts()).unwrap_err();
            assert!(matches!(error, RenderError::Template(_)), "{main}: {error}");
        }
    }

    #[test]
    fn data_that_does_not_fit_the_template_is_an_error_with_its_place() {
        let error = render(&PLAIN, &json!({"nam": "secret"}), noon(), &fonts()).unwrap_err().to_string();
        assert!(error.contains("main.typ") && !error.contains("secret"), "{error}");
    }

    #[test]
    fn characters_without_a_glyph_are_told() {
        let rendered = render(&PLAIN, &json!({"name": "😀ひだまり"}), noon(), &fonts()).unwrap();
        assert_eq!(rendered.replaced, ['😀']);
    }
}
