use crate::{FONTS, read, samples};
use documents::{PostalAddress, SignInLetter, SignInLetterError, SignInLetters};
use hayro::kurbo::Rect;

const MM: f64 = 72.0 / 25.4;

/// What the window of a 長形3号 envelope shows of the folded sheet, from the paper's upper edge.
fn window() -> Rect {
    let top = 841.89 - 14.0 * MM;
    Rect::new(20.0 * MM, top - 42.0 * MM, 110.0 * MM, top)
}

#[test]
fn a_letter_says_the_code_in_groups_and_how_to_use_it() {
    let letter = samples::letter();
    let rendered = letter.render(samples::made(), &FONTS).unwrap();
    let document = read("sign_in_letter", &rendered);
    document.assert_says(&[
        "〒299-0001",
        "居宅介護支援事業所ひだまり 御中",
        "令和6年6月20日",
        "ご利用コードのお知らせ",
        "7K3M-Q9XD",
        "有効期限 令和6年9月30日 まで",
        "https://hiromeru.example/t/midorino/letter",
        "ご利用の手順",
        "ご注意",
        "お問い合わせ先",
    ]);
    assert_eq!(rendered.pages, 1);
    let code = document.pages[0].place_of("7K3M-Q9XD").unwrap();
    assert!(code.height() > 17.0, "large print: {code:?}");
}

#[test]
fn the_address_stands_in_the_window_of_the_envelope_however_long_it_is() {
    let mut offices = vec![samples::letter().office];
    for name in samples::long_names() {
        offices.push(PostalAddress { postal_code: "299-0001".into(), address: name.clone(), name });
    }
    for (number, office) in (1..).zip(offices) {
        let letter = SignInLetter { office, ..samples::letter() };
        let rendered = letter.render(samples::made(), &FONTS).unwrap();
        let document = read(&format!("sign_in_letter_{number}"), &rendered);
        let first = document.pages[0].place_of("〒299-0001").unwrap();
        let last = document.pages[0].place_of("御中").unwrap();
        let shown = first.union(last);
        assert_eq!(window().union(shown), window(), "office {number} leaves the window: {shown:?}");
        assert_eq!(rendered.pages, 1);
    }
}

#[test]
fn an_address_too_long_for_a_code_is_an_error() {
    let letter = SignInLetter { url: "https://a.example/".repeat(400), ..samples::letter() };
    assert!(matches!(letter.render(samples::made(), &FONTS), Err(SignInLetterError::Url(_))));
}

#[test]
fn letters_of_several_offices_have_a_page_each_and_no_sign_of_a_postal_code_that_is_not_known() {
    let known = samples::letter();
    let office = PostalAddress {
        postal_code: String::new(),
        name: "訪問介護ステーションつばめ".into(),
        ..known.office.clone()
    };
    let unknown = SignInLetter { office, code: "4F2HXM7P".into(), ..known.clone() };
    let letters = SignInLetters { sender: known.sender.clone(), letters: vec![known, unknown] };
    let document = read("sign_in_letters", &letters.render(samples::made(), &FONTS).unwrap());
    let [first, second] = document.pages.as_slice() else { panic!("{} pages", document.pages.len()) };
    assert!(first.count("〒299-0001") == 1 && first.count("7K3M-Q9XD") == 1 && first.count("4F2H") == 0);
    assert!(second.count("〒") == 0 && second.count("4F2H-XM7P") == 1 && second.count("7K3M") == 0);
    let (address, name) = (second.place_of("みどり県").unwrap(), second.place_of("つばめ").unwrap());
    assert_eq!(window().union(address.union(name)), window(), "the address leaves the window");
    assert!(letters.file_name("").starts_with("ご利用コードのお知らせ_"), "{}", letters.file_name(""));
}
