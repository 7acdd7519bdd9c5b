//! Makes the files of the tests.

use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder, codecs::png::PngEncoder};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The content of one page: a black square of 200 points, its lower left corner at (100, 100).
pub const SQUARE: &str = "0 0 0 rg 100 100 200 200 re f";

/// A PDF of these objects, numbered from 1; the first is the catalogue.
pub fn pdf(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(out.len());
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let xref = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF\n").bytes());
    out
}

/// A stream object.
pub fn stream(content: &str) -> String {
    format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// A PDF of one page with this media box, content and resources, and these further objects from 5.
pub fn one_page(media_box: &str, content: &str, resources: &str, further: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[{media_box}]/Contents 4 0 R/Resources<<{resources}>>>>"),
        stream(content),
    ];
    objects.extend(further.iter().map(|object| (*object).to_owned()));
    pdf(&objects)
}

/// A PDF of so many A4 pages, each with the square.
pub fn many_pages(count: usize) -> Vec<u8> {
    let kids: Vec<_> = (0..count).map(|page| format!("{} 0 R", page + 4)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {count}>>", kids.join(" ")),
        stream(SQUARE),
    ];
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R>>";
    objects.extend(std::iter::repeat_n(page.to_owned(), count));
    pdf(&objects)
}

/// A grey slope, so that decoding wrongly would show.
fn slope(width: u32, height: u32) -> Vec<u8> {
    let shade = |i: u32| u8::try_from((i % width) * 255 / width).unwrap();
    (0..width * height).flat_map(|i| [shade(i); 3]).collect()
}

/// A JPEG photograph.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new(&mut out)
        .write_image(&slope(width, height), width, height, ExtendedColorType::Rgb8)
        .unwrap();
    out
}

/// A PNG picture.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    PngEncoder::new(&mut out)
        .write_image(&slope(width, height), width, height, ExtendedColorType::Rgb8)
        .unwrap();
    out
}

/// The photograph with an EXIF block: turned by a quarter (orientation 6), and a place as a canary.
pub fn with_exif(jpeg: &[u8], canary: &str) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"); // orientation: 6
    exif.extend(b"\x01\x0E\0\x02"); // image description, behind the directory at 38
    exif.extend(u32::try_from(canary.len()).unwrap().to_be_bytes());
    exif.extend(38_u32.to_be_bytes());
    exif.extend(b"\0\0\0\0");
    exif.extend(canary.bytes());
    let mut out = jpeg[..2].to_vec();
    out.extend(b"\xFF\xE1");
    out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.extend(exif);
    out.extend(&jpeg[2..]);
    out
}

/// The picture with other measures in its header, its checksum right.
pub fn with_measures(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut out = png.to_vec();
    out[16..20].copy_from_slice(&width.to_be_bytes());
    out[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&out[12..29]);
    out[29..33].copy_from_slice(&crc.to_be_bytes());
    out
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
    })
}

/// A folder with the document in it, under a name that tells nothing.
pub fn put(data: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document");
    std::fs::write(&path, data).unwrap();
    (folder, path)
}

/// Draws the document in this process.
pub fn draw(data: &[u8]) -> (TempDir, Result<raster::Pictures, raster::Refusal>) {
    draw_with(data, None)
}

/// Draws the document, with a font for Japanese text.
pub fn draw_with(data: &[u8], font: Option<&Path>) -> (TempDir, Result<raster::Pictures, raster::Refusal>) {
    let (folder, path) = put(data);
    let result = raster::pages(&path, folder.path(), raster::Limits::default(), font);
    let result = result.map_err(|error| match error {
        raster::Error::Refused(refusal) => refusal,
        raster::Error::Files(error) => panic!("{error}"),
    });
    (folder, result)
}
