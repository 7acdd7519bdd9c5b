//! The bytes of a text file as text: UTF-8, UTF-16 with or without its mark, CP932, EUC-JP, or ISO-2022-JP.

use domain::imports::{Encoding, Refusal};
use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;
use std::borrow::Cow;

/// A text and how its bytes were read.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text; borrowed where the bytes are the text.
    pub text: Cow<'a, str>,
    /// The encoding.
    pub encoding: Encoding,
}

/// Decodes a text file and says which encoding it was; garbled text is refused here.
pub fn text(bytes: &[u8]) -> Result<Decoded<'_>, Refusal> {
    let decoded = decode(bytes)?;
    if is_garbled(&decoded.text) { Err(Refusal::Garbled) } else { Ok(decoded) }
}

/// Decodes a text that names its encoding itself; where the name is not known or wrong, the bytes decide.
pub fn text_as<'a>(bytes: &'a [u8], label: &str) -> Result<Decoded<'a>, Refusal> {
    let named = match label {
        "cp932" | "windows-932" => Some(SHIFT_JIS),
        label => encoding_rs::Encoding::for_label(label.as_bytes()),
    };
    let (Some(named), false) = (named, has_mark(bytes)) else { return text(bytes) };
    let encoding = match named {
        named if named == SHIFT_JIS => Encoding::Cp932,
        named if named == EUC_JP => Encoding::EucJp,
        named if named == ISO_2022_JP => Encoding::Iso2022Jp,
        named if named == UTF_8 => Encoding::Utf8,
        _ => return text(bytes),
    };
    let (decoded, is_broken) = named.decode_without_bom_handling(bytes);
    if is_broken || is_garbled(&decoded) {
        return text(bytes);
    }
    Ok(Decoded { text: decoded, encoding })
}

fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Refusal> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        // The mark says UTF-8; a few broken bytes in it are shown as such rather than refused.
        return Ok(Decoded {
            text: std::str::from_utf8(rest).map_or_else(|_| String::from_utf8_lossy(rest), Cow::Borrowed),
            encoding: Encoding::Utf8WithBom,
        });
    }
    for (mark, encoding) in [(&b"\xFF\xFE"[..], UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let text = encoding.decode_without_bom_handling(rest).0;
            return Ok(Decoded { text, encoding: Encoding::Utf16 });
        }
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        let text = encoding.decode_without_bom_handling(bytes).0;
        return Ok(Decoded { text, encoding: Encoding::Utf16 });
    }
    if is_jis(bytes) {
        let (text, broken) = ISO_2022_JP.decode_without_bom_handling(bytes);
        if broken && is_mostly_lost(&text) {
            return Err(Refusal::UnknownEncoding);
        }
        return Ok(Decoded { text, encoding: Encoding::Iso2022Jp });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), encoding: Encoding::Utf8 });
    }
    let (text, broken) = SHIFT_JIS.decode_without_bom_handling(bytes);
    if broken || is_mostly_half_width(&text) {
        let (text, broken) = EUC_JP.decode_without_bom_handling(bytes);
        if !broken && !is_mostly_half_width(&text) {
            return Ok(Decoded { text, encoding: Encoding::EucJp });
        }
    }
    if broken && is_mostly_lost(&text) {
        return Err(Refusal::UnknownEncoding);
    }
    Ok(Decoded { text, encoding: Encoding::Cp932 })
}

/// So much could not be read that the bytes are of another encoding.
fn is_mostly_lost(text: &str) -> bool {
    text.matches('\u{FFFD}').count() * 50 > text.chars().count()
}

/// The two signs after which ISO-2022-JP goes on with kanji.
const TO_KANJI: [&[u8]; 2] = [b"\x1B$B", b"\x1B$@"];

/// ISO-2022-JP: seven bits, with a sign wherever kanji begin.
pub fn is_jis(bytes: &[u8]) -> bool {
    bytes.is_ascii() && TO_KANJI.iter().any(|sign| memmem::find(bytes, sign).is_some())
}

/// Half-width kana make up half of what is no ASCII: the bytes of EUC-JP look so in CP932.
fn is_mostly_half_width(text: &str) -> bool {
    let (half, all) = text.chars().filter(|c| !c.is_ascii()).fold((0usize, 0usize), |(half, all), c| {
        (half + usize::from(matches!(c, '\u{FF61}'..='\u{FF9F}')), all + 1)
    });
    half * 2 > all
}

fn has_mark(bytes: &[u8]) -> bool {
    [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"].iter().any(|mark| bytes.starts_with(mark))
}

/// UTF-16 without its mark, where that is sure: the zero bytes of ASCII stand on one side of the pairs only, line
/// ends are among them, and what comes out is what Japanese lists are written with.
pub fn unmarked_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let encoding = match (zeros(0), zeros(1)) {
        (0, some) if some >= 4 => UTF_16LE,
        (some, 0) if some >= 4 => UTF_16BE,
        _ => return None,
    };
    let text = encoding.decode_without_bom_handling(&head[..head.len() & !1]).0;
    let (usual, all) =
        text.chars().fold((0, 0), |(usual, all), c| (usual + usize::from(is_usual(c)), all + 1));
    (bytes.len().is_multiple_of(2) && text.contains(['\n', '\r']) && usual * 100 >= all * 98)
        .then_some(encoding)
}

const fn is_usual(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{2000}'..='\u{33FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}')
}

/// So many signs of ISO-2022-JP without their first byte stand in no text by accident.
const FEWEST_SIGNS: usize = 4;

/// True when the text was decoded wrongly before it was saved: Japanese read as Latin-1 (much of ÆÐ¾), UTF-8
/// read as CP932 (much of 繧縺繝), ISO-2022-JP that lost its signs ($B...(B), or lost to replacement characters.
fn is_garbled(text: &str) -> bool {
    let (mut foreign, mut latin, mut kanji, mut lost) = (0usize, 0usize, 0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        foreign += 1;
        match c {
            '\u{80}'..='\u{FF}' | '\u{152}'..='\u{192}' | '\u{2013}'..='\u{2122}' => latin += 1,
            '繧' | '縺' | '繝' | '縲' | '莠' | '蜷' => kanji += 1,
            '\u{FFFD}' => lost += 1,
            _ => {}
        }
    }
    let is_more = |odd: usize, percent: usize| foreign > 0 && odd * 100 / foreign > percent;
    let signs = |sign: &str| text.matches(sign).take(FEWEST_SIGNS).count() == FEWEST_SIGNS;
    let has_bare_signs = foreign == 0 && signs("$B") && signs("(B");
    is_more(latin, 50) || is_more(kanji, 8) || is_more(lost, 10) || has_bare_signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_that_only_cp932_has_are_read() {
        let bytes = b"\xFB\xFC\xFA\xB1\x87\x8A\x87\x40";
        assert_eq!(text(bytes), Ok(Decoded { text: "髙﨑㈱①".into(), encoding: Encoding::Cp932 }));
    }

    #[test]
    fn marks_decide_before_anything_else() {
        assert_eq!(
            text(b"\xEF\xBB\xBFabc"),
            Ok(Decoded { text: "abc".into(), encoding: Encoding::Utf8WithBom })
        );
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("番号".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(text(&utf16), Ok(Decoded { text: "番号".into(), encoding: Encoding::Utf16 }));
    }

    #[test]
    fn utf16_without_its_mark_is_known_only_where_it_is_sure() {
        let list = "事業所番号\t事業所名\r\n2970999013\tひだまり\r\n";
        let low: Vec<u8> = list.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high: Vec<u8> = list.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [low, high] {
            assert_eq!(text(&bytes), Ok(Decoded { text: list.into(), encoding: Encoding::Utf16 }));
        }
        assert_eq!(unmarked_utf16(list.as_bytes()), None);
        assert_eq!(unmarked_utf16(b"a,b\0,c\n\0\0\0d,e"), None);
    }

    #[test]
    fn bytes_that_cp932_does_not_know_are_shown_as_lost() {
        let mut bytes = SHIFT_JIS.encode(&"居宅介護支援事業所ひだまり,".repeat(10)).0.into_owned();
        bytes.extend(b"\x81\xAD");
        let decoded = text(&bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.text.matches('\u{FFFD}').count()), (Encoding::Cp932, 1));
    }

    #[test]
    fn a_named_encoding_is_believed_unless_the_bytes_say_otherwise() {
        let euc = EUC_JP.encode("事業所番号").0.into_owned();
        assert_eq!(text_as(&euc, "euc-jp").unwrap().encoding, Encoding::EucJp);
        assert_eq!(text(&euc), Ok(Decoded { text: "事業所番号".into(), encoding: Encoding::EucJp }));
        let kana = SHIFT_JIS.encode("番号,ﾃﾞｲｻｰﾋﾞｽ").0.into_owned();
        assert_eq!(text(&kana).unwrap().encoding, Encoding::Cp932, "half-width kana beside a word");
        let utf8 = "事業所番号".as_bytes();
        assert_eq!(text_as(utf8, "shift_jis").unwrap().text, "事業所番号");
        assert_eq!(text_as(utf8, "klingon").unwrap().encoding, Encoding::Utf8);
    }

    #[test]
    fn seven_bits_with_signs_are_read_and_without_them_refused() {
        let list = "事業所番号,事業所名,住所\r\n2970999013,ひだまり,ひかり町1-2-3\r\n";
        let jis = ISO_2022_JP.encode(list).0.into_owned();
        for read in [text(&jis), text_as(&jis, "iso-2022-jp")] {
            assert_eq!(read, Ok(Decoded { text: list.into(), encoding: Encoding::Iso2022Jp }));
        }
        assert_eq!(crate::kind::recognise(&jis), crate::kind::Kind::Text, "however many signs");
        let bare: Vec<u8> = jis.iter().copied().filter(|byte| *byte != 0x1B).collect();
        assert_eq!(text(&bare), Err(Refusal::Garbled));
        assert_eq!(text(b"\x1B$B!!a,b,c,\x1B$(DB*").err(), Some(Refusal::UnknownEncoding));
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
