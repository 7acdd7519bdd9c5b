//! Every kind of file a city can send, in small files made here.

use crate::support::container;
use domain::imports::{CellKind, Encoding, Merge, OtherKind, Refusal, Sheet, Source, Workbook};
use sheets::{Limits, read_bytes, read_pasted};
use std::io::{Cursor, Write};

const LIST: &str = "事業所番号,事業所名,サービスの種類\r\n0370999013,ひだまり,居宅介護支援\r\n";

fn web(bytes: &[u8]) -> Result<Workbook, Refusal> {
    read_bytes(bytes, &Limits::web())
}

fn texts(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

mod xls {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("a short record");
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn words(words: &[u16]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    fn text(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let length = u16::try_from(units.len()).expect("a short text");
        [length.to_le_bytes().to_vec(), vec![1], words(&units)].concat()
    }

    fn label(row: u16, column: u16, format: u16, shown: &str) -> Vec<u8> {
        record(0x0204, &[words(&[row, column, format]), text(shown)].concat())
    }

    fn number(row: u16, column: u16, format: u16, number: f64) -> Vec<u8> {
        record(0x0203, &[words(&[row, column, format]), number.to_le_bytes().to_vec()].concat())
    }

    /// A stream with one sheet; the formats are General, `0000000000`, a Japanese date, and struck through.
    fn stream(version: u16, head: &[u8], cells: &[Vec<u8>]) -> Vec<u8> {
        let font = |flags: u16| record(0x0031, &[words(&[200, flags]), vec![0; 10]].concat());
        let code = record(0x041E, &[words(&[164]), text("0000000000")].concat());
        let kinds: Vec<u8> = [[0, 0], [0, 164], [0, 57], [1, 0]]
            .iter()
            .flat_map(|kind| record(0x00E0, &words(kind)))
            .collect();
        let begin = record(0x0809, &words(&[version, 5, 0, 0, 0, 0, 0, 0]));
        let before = [begin, head.to_vec(), font(0), font(8), code, kinds].concat();
        let sheet_length = 4 + 4 + 2 + 2 + 4;
        let at = u32::try_from(before.len() + sheet_length + 4).expect("a short stream");
        let listed =
            record(0x0085, &[at.to_le_bytes().to_vec(), vec![0, 0, 2, 1], words(&[0x5C45, 0x5B85])].concat());
        assert_eq!(listed.len(), sheet_length);
        let begin = record(0x0809, &words(&[version, 0x10, 0, 0, 0, 0, 0, 0]));
        [before, listed, record(0x000A, &[]), begin, cells.concat(), record(0x000A, &[])].concat()
    }

    fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
        file.create_stream(name).expect("a stream").write_all(stream).expect("its content");
        file.into_inner().into_inner()
    }

    #[test]
    fn zeros_of_a_format_dates_hidden_rows_and_columns_merges_and_strokes_are_told() {
        let row = |number: u16, flags: u16| record(0x0208, &words(&[number, 0, 3, 300, 0, 0, flags, 0]));
        let cells = [
            row(0, 0),
            row(1, 0x20),
            record(0x007D, &words(&[1, 2, 2000, 0, 1, 0])),
            label(0, 0, 0, "番号"),
            label(0, 1, 0, "指定日"),
            number(1, 0, 1, 370_999_013.0),
            number(1, 1, 2, 45_383.0),
            record(
                0x00BD,
                &[
                    words(&[2, 0, 1]),
                    ((370_999_021u32 << 2) | 2).to_le_bytes().to_vec(),
                    words(&[0]),
                    0x3FF0_0000u32.to_le_bytes().to_vec(),
                    words(&[1]),
                ]
                .concat(),
            ),
            label(3, 0, 3, "廃"),
            record(0x0205, &[words(&[3, 1, 0]), vec![0x17, 1]].concat()),
            record(0x0006, &[words(&[4, 0, 0]), vec![0, 0, 0, 0, 0, 0, 0xFF, 0xFF], vec![0; 6]].concat()),
            record(0x0207, &text("式の結果")),
            record(0x00E5, &words(&[1, 2, 3, 0, 0])),
        ];
        let book = web(&compound("/Workbook", &stream(0x0600, &[], &cells))).expect("read");
        assert_eq!(book.source, Source::Xls);
        let sheet = &book.sheets[0];
        assert_eq!(sheet.name, "居宅");
        assert_eq!(
            texts(sheet),
            [
                vec!["番号", "指定日"],
                vec!["0370999013", "2024-04-01"],
                vec!["0370999021", "1"],
                vec!["廃", "#REF!"],
                vec!["式の結果"]
            ]
        );
        assert!(matches!(sheet.rows[1].cells[1].kind, CellKind::Date(_)));
        assert_eq!(sheet.rows[3].cells[1].kind, CellKind::Error);
        assert_eq!(
            sheet.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(),
            [false, true, false, false, false]
        );
        assert_eq!(sheet.hidden_columns, [1, 2]);
        assert_eq!(sheet.merges, [Merge { top: 3, left: 0, bottom: 4, right: 0 }]);
    }

    #[test]
    fn a_row_is_struck_through_where_most_of_its_cells_are() {
        let cells = [
            label(0, 0, 3, "a"),
            label(0, 1, 3, "b"),
            label(0, 2, 0, "c"),
            label(1, 0, 3, "d"),
            label(1, 1, 0, "e"),
        ];
        let book = web(&stream(0x0600, &[], &cells)).expect("a stream without its container is read too");
        assert_eq!(book.sheets[0].rows.iter().map(|row| row.struck).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn older_encrypted_and_foreign_workbooks_are_refused_each_with_its_reason() {
        let old = stream(0x0500, &[], &[]);
        for bytes in [compound("/Book", &old), old.clone(), b"\x09\x00\x04\x00\x02\x00\x10\x00".to_vec()] {
            assert_eq!(web(&bytes), Err(Refusal::OtherKind(OtherKind::OldExcel)));
        }
        let encrypted = stream(0x0600, &record(0x002F, &words(&[1, 1, 1])), &[]);
        assert_eq!(web(&compound("/Workbook", &encrypted)), Err(Refusal::Encrypted));
        assert_eq!(web(&compound("/EncryptedPackage", b"x")), Err(Refusal::Encrypted));
        assert_eq!(web(&compound("/WordDocument", b"x")), Err(Refusal::OtherKind(OtherKind::Document)));
        assert_eq!(
            web(&container(&[("xl/workbook.bin", b"x")])),
            Err(Refusal::OtherKind(OtherKind::BinaryExcel))
        );
    }

    #[test]
    fn a_stream_that_points_nowhere_is_damaged() {
        let mut bytes = stream(0x0600, &[], &[label(0, 0, 0, "a")]);
        let at = bytes.windows(4).position(|window| window == [0x85, 0, 12, 0]).expect("the sheet") + 4;
        bytes[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(web(&bytes), Err(Refusal::Damaged));
    }
}

mod ods {
    use super::*;

    fn spreadsheet(body: &str) -> Vec<u8> {
        let content = format!(
            r#"<office:document-content><office:automatic-styles>
            <style:style style:name="strike" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>
            <style:style style:name="plain" style:family="table-cell" style:parent-style-name="strike"><style:text-properties style:text-line-through-style="none"/></style:style>
            <style:style style:name="away" style:family="table"><style:table-properties table:display="false"/></style:style>
            </office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#
        );
        container(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content.as_bytes()),
        ])
    }

    fn cell(text: &str) -> String {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    }

    #[test]
    fn zeros_hidden_parts_strokes_spans_comments_and_readings() {
        let body = format!(
            r#"<table:table table:name="a &amp; b" table:style-name="away">
            <table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
            <table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>
            <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row table:visibility="filter">
              <table:table-cell office:value-type="float" office:value="370999013"><text:p>0370999013</text:p></table:table-cell>
              <table:table-cell office:value-type="date" office:date-value="2024-04-01T00:00:00"><text:p>R6.4.1</text:p></table:table-cell>
              <table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="2970999013"><text:p>2,970,999,013</text:p></table:table-cell>
            </table:table-row>
            <table:table-row>
              <table:table-cell table:style-name="strike" office:value-type="string" table:number-rows-spanned="2" table:number-columns-spanned="2">
                <office:annotation><text:p>注釈</text:p></office:annotation><text:p>一<text:s text:c="2"/>二<text:line-break/>&#19977;</text:p><text:p>四&lt;</text:p></table:table-cell>
              <table:covered-table-cell office:value-type="string"><text:p>隠</text:p></table:covered-table-cell>
            </table:table-row>
            <table:table-row><table:covered-table-cell/><table:covered-table-cell/>
              <table:table-cell table:style-name="plain" office:value-type="string"><text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>カン</text:ruby-text></text:ruby></text:p></table:table-cell>
              <table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>
              <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p></table:table-cell>
            </table:table-row></table:table>"#,
            head = cell("番号"),
        );
        let book = web(&spreadsheet(&body)).expect("read");
        assert_eq!(book.source, Source::Ods);
        let sheet = &book.sheets[0];
        assert_eq!((sheet.name.as_str(), sheet.hidden), ("a & b", true));
        assert_eq!(sheet.hidden_columns, [1, 2]);
        assert_eq!(
            texts(sheet),
            [
                vec!["番号"],
                vec!["0370999013", "2024-04-01", "2970999013", "2970999013"],
                vec!["一  二\n三\n四<"],
                // The first is what the merge says.
                vec!["一  二\n三\n四<", "漢", "#REF!", "TRUE"],
            ]
        );
        assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 5, 6, 7]);
        assert_eq!(sheet.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true, false, false]);
        assert_eq!(sheet.rows.iter().map(|row| row.struck).collect::<Vec<_>>(), [false, false, true, false]);
        assert_eq!(sheet.merges, [Merge { top: 6, left: 0, bottom: 7, right: 1 }]);
    }

    #[test]
    fn a_million_repetitions_are_counted_and_not_made() {
        let rows = format!(
            r#"<table:table><table:table-row table:number-rows-repeated="1048576">{}</table:table-row></table:table>"#,
            cell("x")
        );
        assert_eq!(web(&spreadsheet(&rows)), Err(Refusal::TooManyRows { limit: 100_000 }));
        let both =
            rows.replace("<table:table-cell ", r#"<table:table-cell table:number-columns-repeated="16384" "#);
        assert_eq!(web(&spreadsheet(&both)), Err(Refusal::TooManyCells { limit: 3_000_000 }));
        let spaces = format!(
            "<table:table><table:table-row>{}</table:table-row></table:table>",
            cell(&r#"<text:s text:c="1000"/>"#.repeat(1_000))
        );
        assert_eq!(web(&spreadsheet(&spaces)), Err(Refusal::Damaged));
    }

    #[test]
    fn encrypted_cut_off_and_other_documents_are_refused_each_with_its_reason() {
        let kind: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");
        let manifest = br#"<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
        let old = container(&[kind, ("content.xml", b"\x93\x11\xFE"), ("META-INF/manifest.xml", manifest)]);
        assert_eq!(web(&old), Err(Refusal::Encrypted));
        assert_eq!(web(&container(&[kind, ("encrypted-package", b"x")])), Err(Refusal::Encrypted));
        let letter =
            container(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
        assert_eq!(web(&letter), Err(Refusal::OtherKind(OtherKind::OpenDocument)));
        let entity = container(&[kind, ("content.xml", b"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")]);
        assert_eq!(web(&entity), Err(Refusal::Hostile));
        let cut = container(&[kind, ("content.xml", b"<table:table><table:table-row>")]);
        assert_eq!(web(&cut), Err(Refusal::CutOff));
    }
}

mod archives {
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(bytes).expect("compressed");
        writer.finish().expect("the end")
    }

    #[test]
    fn a_list_in_an_archive_is_read_as_that_list() {
        let list = web(LIST.as_bytes());
        assert!(list.is_ok());
        assert_eq!(web(&gzip(LIST.as_bytes())), list);
        assert_eq!(web(&container(&[("folder/a.CSV", LIST.as_bytes()), ("__MACOSX/._a.csv", b"x")])), list);
    }

    #[test]
    fn several_lists_in_an_archive_are_sheets_with_the_names_of_their_files() {
        let book = std::fs::read(crate::support::data("bad/実はExcel.csv")).expect("a workbook");
        let two = container(&[("01/居宅介護支援.csv", LIST.as_bytes()), ("通所介護.xlsx", &book)]);
        let read = web(&two).expect("both are read");
        let names: Vec<&str> = read.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["居宅介護支援", "通所介護／Sheet1"]);
        let one_bad = container(&[("a.csv", LIST.as_bytes()), ("b.csv", b"%PDF-1.7")]);
        assert_eq!(web(&one_bad), Err(Refusal::OtherKind(OtherKind::Pdf)), "nothing is left out silently");
    }

    #[test]
    fn archives_of_archives_are_not_guessed_at() {
        let inner = gzip(LIST.as_bytes());
        assert_eq!(web(&gzip(&inner)), Err(Refusal::OtherKind(OtherKind::Gzip)));
        assert_eq!(web(&container(&[("a.csv", &inner)])), Err(Refusal::OtherKind(OtherKind::Zip)));
        assert_eq!(web(&inner[..inner.len() - 9]), Err(Refusal::CutOff));
    }

    #[test]
    fn an_archive_that_inflates_beyond_measure_is_stopped() {
        let zeros = gzip(&vec![b' '; 80 * 1024 * 1024]);
        assert_eq!(web(&zeros), Err(Refusal::Hostile));
    }
}

mod pages {
    use super::*;

    #[test]
    fn of_several_tables_each_is_a_sheet_and_one_inside_another_does_not_disturb_it() {
        let page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><style>td{}</style><title>一覧</title></head><body>
            <table><tr><td>メニュー<td>
              <h2>居宅介護支援</h2>
              <table><caption>訪問介護</caption><thead><tr><th colspan=2>事業所<th rowspan='2'>電話</tr><tr><th>番号<th>名称</thead>
                <tr><td>2970999013</td><td>ひだ&#x307E;り&nbsp;&amp;<br>第二</td><td>0741-00-1001</tr>
                <tr style='display: none'><td>2970999021<td><s>こもれび</s><td></table>
            </td></tr></table><script>document.write('<table><tr><td>x</table>')</script></body></html>";
        let book = web(page.as_bytes()).expect("read");
        assert_eq!(book.source, Source::Html { encoding: Encoding::Utf8 });
        assert_eq!(
            book.sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(),
            ["#1", "訪問介護"]
        );
        let sheet = &book.sheets[1];
        assert_eq!(
            texts(sheet),
            [
                vec!["事業所", "電話"],
                // The telephone of the row above reaches down.
                vec!["番号", "名称", "電話"],
                vec!["2970999013", "ひだまり\u{A0}&\n第二", "0741-00-1001"],
                vec!["2970999021", "こもれび"],
            ]
        );
        assert!(sheet.rows[1].cells[2].merged && sheet.rows[3].hidden);
        assert_eq!(
            sheet.merges,
            [Merge { top: 1, left: 0, bottom: 1, right: 1 }, Merge { top: 1, left: 2, bottom: 2, right: 2 }]
        );
    }

    #[test]
    fn the_encoding_that_a_page_names_is_taken() {
        let page = "<html><meta charset=EUC-JP><table><tr><td>事業所番号</table>";
        let bytes = encoding_rs::EUC_JP.encode(page).0;
        let book = web(&bytes).expect("read");
        assert_eq!(book.source, Source::Html { encoding: Encoding::EucJp });
        assert_eq!(texts(&book.sheets[0]), [["事業所番号"]]);
        assert_eq!(book.sheets[0].name, "");
    }

    #[test]
    fn pages_without_a_table_and_pages_of_too_many_cells_are_refused() {
        assert_eq!(web(b"<html><body>moved</body>"), Err(Refusal::OtherKind(OtherKind::Html)));
        let page = format!("<table>{}</table>", "<tr><td>a<td>b".repeat(60_000));
        let limits = Limits { cells: 100_000, ..Limits::web() };
        assert_eq!(read_bytes(page.as_bytes(), &limits), Err(Refusal::TooManyCells { limit: 100_000 }));
        let wide = format!(
            "<table><tr><td colspan=9999999>a<td>b</tr>{}</table>",
            "<tr><td rowspan=99999999>c".repeat(200)
        );
        let book = web(wide.as_bytes()).expect("spans are cut to what a page may say");
        assert_eq!(book.sheets[0].rows.len(), 201);
    }
}

mod text {
    use super::*;

    #[test]
    fn utf16_is_read_without_its_mark() {
        let bytes: Vec<u8> = LIST.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let book = web(&bytes).expect("read");
        assert_eq!(book.source, Source::Text { encoding: Encoding::Utf16 });
        assert_eq!(texts(&book.sheets[0])[1], ["0370999013", "ひだまり", "居宅介護支援"]);
    }

    #[test]
    fn the_separator_is_found_although_quotes_hold_others_and_line_breaks() {
        for separator in [",", "\t", ";"] {
            let lines = ["番号|名称|備考", "1|\"a,b\r\n;c\td\"|x", "2|\"e\"\"f\"|y"]
                .join("\r\n")
                .replace('|', separator);
            let book = web(lines.as_bytes()).expect("read");
            assert_eq!(
                texts(&book.sheets[0])[1..],
                [["1", "a,b\r\n;c\td", "x"], ["2", "e\"f", "y"]],
                "{separator:?}"
            );
        }
    }

    #[test]
    fn a_pasted_table_is_read_as_text_or_as_a_piece_of_a_page() {
        let pasted = |text: &str| read_pasted(text, &Limits::web()).map(|cells| cells.to_workbook());
        let book = pasted("番号\t名称\r\n1\t\"二行\nの名称\"\r\n").expect("read");
        assert_eq!(
            (book.source, texts(&book.sheets[0])[1].clone()),
            (Source::Pasted, vec!["1", "二行\nの名称"])
        );
        let fragment = "Version:0.9\r\nStartHTML:00000097\r\n<html><body><!--StartFragment--><table><tr><td>番号<td>名称</table><!--EndFragment-->";
        let book = pasted(fragment).expect("read");
        assert_eq!((book.source, texts(&book.sheets[0])), (Source::Pasted, vec![vec!["番号", "名称"]]));
        assert_eq!(pasted(" \u{FEFF}\r\n"), Err(Refusal::Empty));
        assert_eq!(
            read_pasted(&"x".repeat(5 * 1024 * 1024), &Limits::small()).err(),
            Some(Refusal::TooLarge { limit_mb: 4 })
        );
    }

    #[test]
    fn more_rows_than_the_limit_are_refused_and_never_cut() {
        let list = "1,a\n".repeat(100_001);
        assert_eq!(web(list.as_bytes()), Err(Refusal::TooManyRows { limit: 100_000 }));
        assert_eq!(
            read_bytes(list.as_bytes(), &Limits::command_line()).expect("read").sheets[0].rows.len(),
            100_001
        );
    }
}
