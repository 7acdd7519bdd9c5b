//! QR codes, as SVG drawn by us.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// White around the code, in modules; readers need it.
const QUIET: i32 = 4;

/// The text does not fit a QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text is too long for a QR code")]
pub struct TooLongForQr;

/// Draws the code of a text, with one rectangle for each run of dark modules.
///
/// # Errors
/// When the text is longer than about 2,300 bytes.
pub(crate) fn svg(text: &str) -> Result<String, TooLongForQr> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| TooLongForQr)?;
    let side = code.size() + 2 * QUIET;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\""
    );
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let run = i32::try_from(run).unwrap_or(0);
            if run > 0 {
                // Writing to a String does not fail.
                let _ = write!(svg, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    svg.push_str("\"/></svg>");
    Ok(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corner_of_every_code_is_a_finder_pattern() {
        let svg = svg("https://example.jp/").unwrap();
        assert!(svg.contains("M4 4h7v1h-7z") && svg.contains("M6 6h3v1h-3z"), "{svg}");
    }

    #[test]
    fn a_text_that_does_not_fit_is_an_error() {
        assert_eq!(svg(&"長".repeat(1000)), Err(TooLongForQr));
    }
}
