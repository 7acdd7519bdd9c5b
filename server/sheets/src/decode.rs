//! The bytes of a text file as text: UTF-8, UTF-16 with its mark, or CP932.

use domain::imports::{Encoding, Refusal};
use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE};

/// Decodes a text file and says which encoding it was; garbled text is refused here.
pub fn text(bytes: &[u8]) -> Result<(String, Encoding), Refusal> {
    let (text, encoding) = decode(bytes)?;
    if is_garbled(&text) { Err(Refusal::Garbled) } else { Ok((text, encoding)) }
}

fn decode(bytes: &[u8]) -> Result<(String, Encoding), Refusal> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        // The mark says UTF-8; a few broken bytes in it are shown as such rather than refused.
        return Ok((String::from_utf8_lossy(rest).into_owned(), Encoding::Utf8WithBom));
    }
    for (mark, encoding) in [(&b"\xFF\xFE"[..], UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return Ok((encoding.decode_without_bom_handling(rest).0.into_owned(), Encoding::Utf16));
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), Encoding::Utf8));
    }
    let (text, broken) = SHIFT_JIS.decode_without_bom_handling(bytes);
    if broken && text.matches('\u{FFFD}').count() * 50 > text.chars().count() {
        return Err(Refusal::UnknownEncoding);
    }
    Ok((text.into_owned(), Encoding::Cp932))
}

/// True when the text was decoded wrongly before it was saved: Japanese read as Latin-1 (much of ÆÐ¾), UTF-8
/// read as CP932 (much of 繧縺繝), or lost to replacement characters.
fn is_garbled(text: &str) -> bool {
    let foreign: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
    if foreign.is_empty() {
        return false;
    }
    let share = |odd: fn(char) -> bool| foreign.iter().filter(|c| odd(**c)).count() * 100 / foreign.len();
    share(|c| matches!(c, '\u{80}'..='\u{FF}' | '\u{152}'..='\u{192}' | '\u{2013}'..='\u{2122}')) > 50
        || share(|c| matches!(c, '繧' | '縺' | '繝' | '縲' | '莠' | '蜷')) > 8
        || share(|c| c == '\u{FFFD}') > 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_that_only_cp932_has_are_read() {
        let bytes = b"\xFB\xFC\xFA\xB1\x87\x8A\x87\x40";
        assert_eq!(text(bytes), Ok(("髙﨑㈱①".into(), Encoding::Cp932)));
    }

    #[test]
    fn marks_decide_before_anything_else() {
        assert_eq!(text(b"\xEF\xBB\xBFabc"), Ok(("abc".into(), Encoding::Utf8WithBom)));
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("番号".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(text(&utf16), Ok(("番号".into(), Encoding::Utf16)));
    }

    #[test]
    fn text_that_was_decoded_wrongly_is_refused() {
        let cp932 = SHIFT_JIS.encode("事業所番号,事業所名,居宅介護支援事業所ひだまり").0.into_owned();
        let as_latin: String = cp932.iter().map(|byte| char::from(*byte)).collect();
        assert_eq!(text(as_latin.as_bytes()), Err(Refusal::Garbled));
        let as_cp932 = SHIFT_JIS.decode("事業所番号、サービスの種類".as_bytes()).0.into_owned();
        assert_eq!(text(as_cp932.as_bytes()), Err(Refusal::Garbled));
    }

    #[test]
    fn bytes_of_no_encoding_are_refused() {
        let noise: Vec<u8> = (0..400u32).map(|i| u8::try_from(i * 97 % 251).unwrap() | 0x80).collect();
        assert!(matches!(text(&noise), Err(Refusal::UnknownEncoding | Refusal::Garbled)));
    }

    #[test]
    fn ordinary_japanese_is_not_garbled() {
        assert!(!is_garbled("縺れ糸デイ　いろりの家 ﾃﾞｲｻｰﾋﾞｽ — café"));
    }
}
