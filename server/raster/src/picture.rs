//! Photographs: decoded within limits, turned upright, made smaller and written anew, so that
//! nothing of the original file but its picture remains.

use crate::{Error, Kind, Limits, Page, Pictures, Refusal};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageReader, RgbImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
    error::LimitErrorKind,
    imageops,
};
use std::{fs, io::Cursor, path::Path};

/// Bytes that decoding one photograph may take.
const DECODING_BYTES: u64 = 512 << 20;
/// Of 100; text in receipts stays clear.
const JPEG_QUALITY: u8 = 85;
/// A page that takes more as PNG is a photograph or a scan, and becomes a JPEG.
const LARGEST_PNG: usize = 500 << 10;

/// Keeps one photograph or screenshot.
pub(crate) fn photo(data: &[u8], kind: Kind, out_dir: &Path, limits: Limits) -> Result<Pictures, Error> {
    let picture = decode(data, kind, limits).map_err(refusal)??;
    let page = write(&picture, 1, out_dir)?;
    Ok(Pictures { kind, pages: vec![page], active: Vec::new() })
}

fn decode(data: &[u8], kind: Kind, limits: Limits) -> Result<Result<RgbImage, Refusal>, ImageError> {
    let format = match kind {
        Kind::Jpeg => image::ImageFormat::Jpeg,
        Kind::Png => image::ImageFormat::Png,
        Kind::Pdf => return Ok(Err(Refusal::UnknownKind)),
    };
    let mut reader = ImageReader::with_format(Cursor::new(data), format);
    let mut bounds = image::Limits::default();
    bounds.max_alloc = Some(DECODING_BYTES);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.photo_pixels {
        return Ok(Err(Refusal::TooManyPixels));
    }
    let upright = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    if width.max(height) > limits.side {
        picture = picture.resize(limits.side, limits.side, imageops::FilterType::CatmullRom);
    }
    picture.apply_orientation(upright);
    Ok(Ok(on_white(&picture)))
}

/// Transparent parts of a screenshot become white paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let with_alpha = picture.to_rgba8();
    RgbImage::from_fn(with_alpha.width(), with_alpha.height(), |x, y| {
        let [r, g, b, alpha] = with_alpha.get_pixel(x, y).0;
        let over = |colour: u8| {
            let mixed = (u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}

fn refusal(error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory => Refusal::TooManyPixels,
            LimitErrorKind::Unsupported { .. } | _ => Refusal::TooHeavy,
        },
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_)
        | ImageError::IoError(_) => Refusal::Damaged,
    }
}

/// Writes one page as PNG, or as JPEG where that is smaller by much.
pub(crate) fn write(picture: &RgbImage, number: usize, out_dir: &Path) -> Result<Page, Error> {
    let (width, height) = picture.dimensions();
    let mut bytes = Vec::new();
    let png = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
    picture.write_with_encoder(png).map_err(std::io::Error::other)?;
    let mut extension = "png";
    if bytes.len() > LARGEST_PNG {
        bytes.clear();
        let jpeg = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        picture.write_with_encoder(jpeg).map_err(std::io::Error::other)?;
        extension = "jpg";
    }
    let file = format!("{number:03}.{extension}");
    fs::write(out_dir.join(&file), bytes)?;
    Ok(Page { file, width, height })
}
