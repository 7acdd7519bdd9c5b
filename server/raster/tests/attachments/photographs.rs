//! Photographs and screenshots.

use crate::make::{draw, jpeg, png, with_exif, with_measures};
use raster::{Kind, Refusal};

#[test]
fn a_photograph_is_turned_upright_and_loses_the_place_where_it_was_taken() {
    let canary = "CANARY 35.6895N 139.6917E";
    let original = with_exif(&jpeg(60, 40), canary);
    assert!(original.windows(6).any(|part| part == b"CANARY"));
    let (folder, drawn) = draw(&original);
    let drawn = drawn.unwrap();
    assert_eq!((drawn.kind, drawn.pages[0].width, drawn.pages[0].height), (Kind::Jpeg, 40, 60));
    let kept = std::fs::read(folder.path().join(&drawn.pages[0].file)).unwrap();
    assert!(!kept.windows(6).any(|part| part == b"CANARY" || part == b"Exif\0\0"));
    // Orientation 6: the left, dark edge of the sensor is the top.
    let picture = image::open(folder.path().join(&drawn.pages[0].file)).unwrap().to_luma8();
    assert!(picture.get_pixel(20, 2).0[0] < 40 && picture.get_pixel(20, 57).0[0] > 200);
}

#[test]
fn a_large_photograph_is_made_smaller() {
    let (_folder, drawn) = draw(&jpeg(4000, 1000));
    let page = &drawn.unwrap().pages[0];
    assert_eq!((page.width, page.height), (2340, 585));
}

#[test]
fn transparent_parts_of_a_screenshot_are_white() {
    let mut clear = Vec::new();
    let pixels = image::RgbaImage::from_pixel(8, 8, image::Rgba([0, 0, 0, 0]));
    pixels.write_to(&mut std::io::Cursor::new(&mut clear), image::ImageFormat::Png).unwrap();
    let (folder, drawn) = draw(&clear);
    let picture = image::open(folder.path().join(&drawn.unwrap().pages[0].file)).unwrap().to_rgb8();
    assert_eq!(picture.get_pixel(4, 4).0, [255; 3]);
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() {
    let flood = with_measures(&png(10, 10), 60_000, 60_000);
    assert!(flood.len() < 1000);
    assert_eq!(draw(&flood).1, Err(Refusal::TooManyPixels));
}

#[test]
fn a_picture_that_lies_about_its_size_is_refused() {
    let lie = with_measures(&png(10, 10), 6000, 6000);
    assert_eq!(draw(&lie).1, Err(Refusal::Damaged));
}

#[test]
fn a_cut_off_picture_is_refused() {
    let whole = png(200, 200);
    assert_eq!(draw(&whole[..whole.len() / 2]).1, Err(Refusal::Damaged));
    assert_eq!(draw(&whole[..20]).1, Err(Refusal::Damaged));
    let whole = jpeg(200, 200);
    assert_eq!(draw(&whole[..100]).1, Err(Refusal::Damaged));
}

#[test]
fn a_picture_with_a_pdf_in_it_is_refused() {
    let mut both = jpeg(10, 10);
    both.splice(2..2, *b"\xFF\xFE\0\x0B%PDF-1.7\n");
    assert_eq!(draw(&both).1, Err(Refusal::TwoInOne));
}
