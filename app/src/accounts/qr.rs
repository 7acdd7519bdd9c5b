//! A QR code, drawn as one path.

use leptos::prelude::*;
use qrcodegen::{QrCode as Code, QrCodeEcc};
use std::fmt::Write as _;

/// White around the code, in modules; readers need it.
const QUIET: i32 = 4;

/// Shows a text as a QR code; shows nothing when the text is too long for one.
#[component]
pub fn QrCode(
    /// What a camera reads.
    text: String,
    /// What an eye that cannot see it is told.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    Code::encode_text(&text, QrCodeEcc::Medium).ok().map(|code| {
        let side = code.size() + 2 * QUIET;
        let view_box = format!("0 0 {side} {side}");
        let ground = format!("M0 0h{side}v{side}H0z");
        view! {
            <svg class="qr" role="img" aria-label=label viewBox=view_box shape-rendering="crispEdges">
                <path class="qr__ground" d=ground/>
                <path class="qr__modules" d=path(&code)/>
            </svg>
        }
    })
}

/// One rectangle for each run of dark modules.
fn path(code: &Code) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let run = i32::try_from(run).unwrap_or(0);
            if run > 0 {
                // Writing to a String does not fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}
