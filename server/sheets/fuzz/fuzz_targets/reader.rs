//! Any bytes: read as a file, then as a list of offices.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(cells) = sheets::read_cells(bytes, &sheets::Limits::small()) {
        let _ = domain::imports::read(&cells.arranged().to_workbook(), &domain::imports::Choices::default());
    }
});
