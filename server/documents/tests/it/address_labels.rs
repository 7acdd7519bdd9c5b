use crate::{FONTS, read, samples};
use documents::{AddressLabels, Grid, LabelSheet, PostalAddress};

fn labels(sheet: LabelSheet, count: usize) -> AddressLabels {
    let addresses = (1..=count)
        .map(|number| PostalAddress {
            postal_code: format!("999-{number:04}"),
            address: format!("みどり県みどり野市ひかり町{number}-2-3\nひかりビル2階"),
            name: format!("第{number}事業所"),
        })
        .collect();
    AddressLabels {
        purpose: "説明会のご案内".into(),
        sender: "みどり野市".into(),
        sheet,
        start: 1,
        addresses,
    }
}

#[test]
fn seventeen_offices_take_two_sheets_of_twelve_and_one_of_twenty_four() {
    for (sheet, pages) in [(LabelSheet::Twelve, 2), (LabelSheet::TwentyFour, 1)] {
        let labels = labels(sheet, 17);
        let rendered = labels.render(samples::made(), &FONTS).unwrap();
        let document = read(&format!("address_labels_{}", sheet.labels()), &rendered);
        assert_eq!(rendered.pages, pages);
        document.assert_says(&[
            "〒999-0001",
            "みどり県みどり野市ひかり町1-2-3",
            "ひかりビル2階",
            "第1事業所　御中",
            "〒999-0002",
            "第17事業所　御中",
        ]);
        assert!(labels.file_name().starts_with("宛名ラベル_"));
    }
}

#[test]
fn every_label_stays_on_its_own_piece_of_the_sheet() {
    for sheet in LabelSheet::ALL {
        let Grid { columns, label: [width, height], margin: [side, top], gap } = sheet.grid();
        let rows = sheet.labels() / columns;
        let count = |number: usize| f64::from(u32::try_from(number).unwrap());
        let (across, down) = (count(columns) * (width + gap) - gap, count(rows) * height);
        assert!((2.0 * side + across - 210.0).abs() < 0.4, "{sheet:?}: {across} mm stand in the middle");
        assert!((2.0 * top + down - 297.0).abs() < 0.4, "{sheet:?}: {down} mm stand in the middle");
        let mut labels = labels(sheet, sheet.labels());
        for address in &mut labels.addresses {
            address.name.clone_from(&samples::long_names()[0]);
        }
        let rendered = labels.render(samples::made(), &FONTS).unwrap();
        let document = read(&format!("address_labels_long_{}", sheet.labels()), &rendered);
        assert_eq!(rendered.pages, 1, "long names are set smaller, on no further sheet");
        for (number, address) in labels.addresses.iter().enumerate() {
            let place = document.pages[0].place_of(&address.postal_code).unwrap();
            let millimetres = |points: f64| points / 72.0 * 25.4;
            // A PDF counts from below.
            let (x, y) = (millimetres(place.x0), 297.0 - millimetres(place.y1));
            let (column, row) = (count(number % columns), count(number / columns));
            let (left, above) = (side + column * (width + gap), top + row * height);
            assert!(x >= left && x < left + width, "{sheet:?} {number}: {x} in {left}");
            assert!(y >= above && y < above + height, "{sheet:?} {number}: {y} in {above}");
        }
    }
}

#[test]
fn a_used_sheet_is_used_up() {
    let mut labels = labels(LabelSheet::TwentyFour, 17);
    labels.start = 20;
    let rendered = labels.render(samples::made(), &FONTS).unwrap();
    let document = read("address_labels_used", &rendered);
    assert_eq!(rendered.pages, 2, "five are left of the first sheet");
    let place = document.pages[0].place_of("999-0001").unwrap();
    let (x, y) = (place.x0 / 72.0 * 25.4, 297.0 - place.y1 / 72.0 * 25.4);
    assert!((72.0..138.0).contains(&x) && (216.3..250.2).contains(&y), "the twentieth: {x}, {y}");
    assert!(document.pages[0].place_of("999-0005").is_some());
    assert!(document.pages[0].place_of("999-0006").is_none());
}

#[test]
fn an_office_without_postal_code_has_its_address_alone() {
    let mut labels = labels(LabelSheet::Twelve, 1);
    labels.addresses[0].postal_code = String::new();
    let document = read("address_labels_bare", &labels.render(samples::made(), &FONTS).unwrap());
    assert!(!document.text().contains('〒') && document.text().contains("御中"));
}
