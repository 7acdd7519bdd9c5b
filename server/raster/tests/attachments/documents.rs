//! PDFs.

use crate::make::{SQUARE, draw, draw_with, many_pages, one_page, pdf, put};
use raster::{Active, Kind, Refusal};
use rstest::rstest;
use std::path::Path;

const A4: &str = "0 0 595 842";

#[test]
fn a_page_is_drawn_in_150_dots_an_inch() {
    let (folder, drawn) = draw(&one_page(A4, SQUARE, "", &[]));
    let drawn = drawn.unwrap();
    assert_eq!((drawn.kind, drawn.pages.len(), drawn.active), (Kind::Pdf, 1, vec![]));
    assert_eq!((drawn.pages[0].width, drawn.pages[0].height), (1239, 1754));
    let picture = image::open(folder.path().join(&drawn.pages[0].file)).unwrap().to_rgb8();
    let at =
        |points_x: u32, points_up: u32| picture.get_pixel(points_x * 25 / 12, 1754 - points_up * 25 / 12).0;
    assert_eq!((at(200, 200), at(50, 50), at(350, 350)), ([0; 3], [255; 3], [255; 3]));
}

#[test]
fn fifty_pages_are_drawn_and_fifty_one_are_refused() {
    let (folder, drawn) = draw(&many_pages(50));
    let pages = drawn.unwrap().pages;
    assert_eq!((pages.len(), pages[49].file.as_str()), (50, "050.png"));
    assert!(folder.path().join("050.png").exists());
    assert_eq!(draw(&many_pages(51)).1, Err(Refusal::TooManyPages));
}

#[test]
fn programs_in_a_document_are_named_and_it_is_still_a_picture() {
    let acts = pdf(&[
        "<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R/Names<</EmbeddedFiles 6 0 R>>>>".into(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[{A4}]/Contents 4 0 R/AA<</O<</S/Launch/F(cmd.exe)>>>>>>"),
        crate::make::stream(SQUARE),
        "<</S/JavaScript/JS(app.alert\\(1\\))>>".into(),
        "<</Names[]>>".into(),
    ]);
    let (folder, drawn) = draw(&acts);
    let drawn = drawn.unwrap();
    assert_eq!(drawn.active, [Active::Script, Active::Launch, Active::EmbeddedFile]);
    let picture = std::fs::read(folder.path().join(&drawn.pages[0].file)).unwrap();
    assert!(picture.starts_with(b"\x89PNG") && !picture.windows(9).any(|part| part == b"app.alert"));
}

#[test]
fn a_document_that_needs_a_password_is_refused() {
    assert_eq!(draw(include_bytes!("fixtures/password.pdf")).1, Err(Refusal::NeedsPassword));
}

#[test]
fn a_document_that_only_forbids_printing_is_taken() {
    let (folder, drawn) = draw(include_bytes!("fixtures/printing_forbidden.pdf"));
    let picture = image::open(folder.path().join(&drawn.unwrap().pages[0].file)).unwrap().to_rgb8();
    assert_eq!(picture.get_pixel(200 * 25 / 12, 1754 - 200 * 25 / 12).0, [0; 3]);
}

#[rstest]
#[case::kilometre("0 0 2834645 2834645", (2340, 2340))]
#[case::tape("0 0 10 2834645", (1, 2340))]
#[case::nothing("0 0 0 0", (1239, 1754))]
#[case::backwards("595 842 0 0", (1239, 1754))]
fn a_page_of_strange_measures_is_drawn_within_limits(#[case] media_box: &str, #[case] size: (u32, u32)) {
    let (_folder, drawn) = draw(&one_page(media_box, SQUARE, "", &[]));
    let page = &drawn.unwrap().pages[0];
    assert!(page.width.abs_diff(size.0) <= 2 && page.height.abs_diff(size.1) <= 2, "{page:?}");
}

#[rstest]
#[case::header_only(b"%PDF-1.7\n".to_vec())]
#[case::noise(b"%PDF-1.7\n\x00\xFF\x80 obj endobj << >> stream".to_vec())]
#[case::no_pages(pdf(&["<</Type/Catalog>>".into()]))]
#[case::pages_in_a_circle(pdf(&["<</Type/Catalog/Pages 2 0 R>>".into(), "<</Type/Pages/Kids[2 0 R]/Count 1>>".into()]))]
#[case::cut_off(many_pages(3)[..120].to_vec())]
fn a_broken_document_is_refused(#[case] data: Vec<u8>) {
    assert_eq!(draw(&data).1, Err(Refusal::Damaged));
}

#[test]
fn a_drawing_that_contains_itself_ends() {
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>/Length 12>>\n\
                stream\n/F Do /F Do \nendstream";
    let data = one_page(A4, "/F Do", "/XObject<</F 5 0 R>>", &[form]);
    // Two calls in each of fifty levels would take longer than the sun burns; the child's processor
    // limit ends it there, so here it is only the single chain.
    let chain = String::from_utf8(data).unwrap().replace("/F Do /F Do ", "/F Do       ");
    assert_eq!(draw(chain.as_bytes()).1.unwrap().pages.len(), 1);
}

#[test]
fn arrays_in_arrays_without_end_do_no_harm() {
    let deep = format!("<</X {}{}>>", "[".repeat(20_000), "]".repeat(20_000));
    let data = one_page(A4, SQUARE, "", &[&deep]);
    match draw(&data).1 {
        Ok(drawn) => assert_eq!(drawn.pages.len(), 1),
        Err(refusal) => assert_eq!(refusal, Refusal::Damaged),
    }
}

/// The font that is used where a PDF brings none along.
fn ours() -> &'static Path {
    let ours = Path::new("/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf");
    assert!(ours.exists(), "install fonts-ipaexfont-gothic");
    ours
}

/// A page with text in MS Gothic, which bank and accounting programs leave out of their PDFs.
fn gothic(text: &str) -> Vec<u8> {
    let fonts = "/Font<</F 5 0 R>>";
    let font = "<</Type/Font/Subtype/Type0/BaseFont/MS-Gothic/Encoding/90ms-RKSJ-H/DescendantFonts[6 0 R]>>";
    let descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/MS-Gothic/DW 1000\
                      /CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor 7 0 R>>";
    let descriptor = "<</Type/FontDescriptor/FontName/MS-Gothic/Flags 5/FontBBox[0 -136 1000 859]/ItalicAngle 0\
                      /Ascent 859/Descent -140/StemV 78/CapHeight 769>>";
    one_page(A4, text, fonts, &[font, descendant, descriptor])
}

#[test]
fn japanese_text_without_its_font_is_drawn_in_ours() {
    // 領収 in the encoding of the text.
    let data = gothic("BT /F 72 Tf 100 400 Td <97CC8EFB> Tj ET");
    let (folder, drawn) = draw_with(&data, Some(ours()));
    let picture = image::open(folder.path().join(&drawn.unwrap().pages[0].file)).unwrap().to_luma8();
    let ink = |from: u32| {
        let box_of = (from..from + 150).flat_map(|x| (720..930).map(move |y| (x, y)));
        box_of.filter(|(x, y)| picture.get_pixel(*x, *y).0[0] < 128).count()
    };
    // Both characters have many strokes; an empty box or a Latin letter has little ink.
    assert!(ink(208) > 3000 && ink(358) > 3000, "{} {}", ink(208), ink(358));
}

#[test]
fn words_are_read_page_by_page_also_where_they_are_not_to_be_seen() {
    // 領収 and below it 書, as a scanner lays them over its picture.
    let (_folder, path) = put(&gothic("BT 3 Tr /F 12 Tf 100 400 Td <97CC8EFB> Tj 0 -20 Td <8F91> Tj ET"));
    assert_eq!(raster::words(&path, Some(ours())).unwrap(), ["領収 書"]);
    // Filled and with an outline: drawn twice, written once.
    let (_folder, path) = put(&gothic("BT 2 Tr /F 12 Tf 100 400 Td <97CC8EFB8F91> Tj ET"));
    assert_eq!(raster::words(&path, Some(ours())).unwrap(), ["領収書"]);
    let (_folder, path) = put(&many_pages(2));
    assert_eq!(raster::words(&path, None).unwrap(), ["", ""], "a picture has none");
    let (_folder, path) = put(include_bytes!("fixtures/password.pdf"));
    assert!(raster::words(&path, None).is_err());
}
