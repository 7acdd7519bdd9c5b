//! Any bytes: read as a file, then as a list of offices.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(workbook) = sheets::read_bytes(bytes, &sheets::Limits::small()) {
        let _ = domain::imports::read(&workbook, &domain::imports::Choices::default());
    }
});
