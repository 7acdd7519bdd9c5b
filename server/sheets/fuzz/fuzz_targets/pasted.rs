//! Any text: read as a pasted table, then as a list of offices.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(cells) = sheets::read_pasted(text, &sheets::Limits::small()) {
        let _ = domain::imports::read(&cells.arranged().to_workbook(), &domain::imports::Choices::default());
    }
});
