//! The only crate compiled to wasm: what makes pages faster for the hands.
