//! Any text: read as a pasted table, then as a list of offices.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(workbook) = sheets::read_pasted(text, &sheets::Limits::small()) {
        let _ = domain::imports::read(&workbook, &domain::imports::Choices::default());
    }
});
