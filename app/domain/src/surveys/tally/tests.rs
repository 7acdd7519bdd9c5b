use super::*;
use crate::surveys::{Choice, QuestionId};
use proptest::prelude::*;

fn choices(count: u16) -> Vec<Choice> {
    (1..=count)
        .map(|number| Choice { id: ChoiceId::numbered(number), text: format!("選択肢{number}") })
        .collect()
}

fn question(kind: Kind) -> Question {
    let (id, text, help) = (QuestionId::numbered(1), "質問".to_owned(), String::new());
    Question { id, text, help, required: true, kind, show_if: None, meaning: None }
}

fn single(count: u16) -> Question {
    question(Kind::Single { choices: choices(count), other: false })
}

fn multiple(count: u16) -> Question {
    question(Kind::Multiple { choices: choices(count), other: true, at_most: None })
}

fn chosen(asked: u32, answered: u32, counts: &[u32]) -> Counted {
    let choices = (1..).zip(counts).map(|(number, count)| (ChoiceId::numbered(number), *count)).collect();
    Counted { asked, answered, choices, ..Counted::default() }
}

fn shown(tally: &Tally) -> Vec<Option<u32>> {
    match &tally.told {
        Told::Chosen { lines, .. } | Told::Scale { lines, .. } => {
            lines.iter().map(TallyLine::count).collect()
        }
        Told::TooFew | Told::Number(_) | Told::Texts => Vec::new(),
    }
}

#[test]
fn ninety_six_of_a_hundred_and_eighty_eight_are_51_1_percent() {
    assert_eq!(Share { count: 96, of: 188 }.percent().unwrap().to_string(), "51.1");
    assert_eq!(Share { count: 1, of: 16 }.percent().unwrap().to_string(), "6.3", "6.25 goes up");
    assert_eq!(Share { count: 0, of: 0 }.percent(), None);
}

#[test]
fn the_reasons_stand_with_the_most_frequent_first_and_count_those_who_were_asked() {
    let mut counted = chosen(96, 90, &[30, 52, 9]);
    counted.other = 11;
    let tally = Tally::of(&multiple(3), &counted, Small::Hidden);
    let Told::Chosen { lines, several: true } = &tally.told else { panic!("{tally:?}") };
    let read: Vec<_> = lines
        .iter()
        .map(|line| (line.share.unwrap().count, line.share.unwrap().percent().unwrap().to_string()))
        .collect();
    let wanted = [(52, "54.2"), (30, "31.3"), (9, "9.4"), (11, "11.5"), (6, "6.3")];
    assert_eq!(read, wanted.map(|(count, rate)| (count, rate.to_owned())));
    assert_eq!(lines.last().unwrap().what, What::Unanswered);
    assert_eq!(tally.top.unwrap().what, What::Choice(ChoiceId::numbered(2), "選択肢2".to_owned()));
}

#[test]
fn a_small_number_is_hidden_with_the_next_smallest_unless_the_single_answers_may_be_read() {
    let counted = chosen(40, 40, &[25, 3, 12]);
    assert_eq!(shown(&Tally::of(&single(3), &counted, Small::Hidden)), [Some(25), None, None]);
    assert_eq!(shown(&Tally::of(&single(3), &counted, Small::Shown)), [Some(25), Some(3), Some(12)]);
}

#[test]
fn how_many_answered_is_told_only_where_it_tells_no_hidden_number() {
    let counted = chosen(40, 28, &[25, 3]);
    let tally = Tally::of(&single(2), &counted, Small::Hidden);
    // 28 who answered, less 25, would be the three.
    assert_eq!((shown(&tally), tally.answered), (vec![Some(25), None, None], None));
    assert_eq!(Tally::of(&single(2), &counted, Small::Shown).answered, Some(28));
    assert_eq!(Tally::of(&single(2), &chosen(40, 28, &[20, 8]), Small::Hidden).answered, Some(28));
}

#[test]
fn of_fewer_than_five_who_were_asked_nothing_is_told() {
    let tally = Tally::of(&single(2), &chosen(4, 4, &[4, 0]), Small::Hidden);
    assert_eq!((tally.asked, &tally.told, &tally.top), (4, &Told::TooFew, &None));
    let all = Tally::of(&single(2), &chosen(4, 4, &[4, 0]), Small::Shown);
    assert_eq!(shown(&all), [Some(4), Some(0)]);
}

#[test]
fn nobody_stands_at_the_top_where_two_have_the_same_or_it_is_hidden() {
    let top = |question: &Question, counted: &Counted| Tally::of(question, counted, Small::Hidden).top;
    assert_eq!(top(&single(2), &chosen(20, 20, &[10, 10])), None);
    assert_eq!(top(&single(2), &chosen(0, 0, &[])), None);
    assert_eq!(top(&single(3), &chosen(21, 21, &[10, 3, 8])).unwrap().count(), Some(10));
    // All but two chose the first, which is hidden for the sake of the two.
    assert_eq!(top(&multiple(2), &chosen(20, 20, &[18, 9])), None);
}

#[test]
fn a_scale_has_its_mean_unless_that_would_tell_what_is_hidden() {
    let scale = question(Kind::Scale { from: 1, to: 5, low: String::new(), high: String::new() });
    let numbers = BTreeMap::from([(1, 5), (3, 10), (5, 6)]);
    let counted = Counted { asked: 21, answered: 21, numbers, ..Counted::default() };
    let tally = Tally::of(&scale, &counted, Small::Hidden);
    let Told::Scale { mean: Some(mean), .. } = tally.told else { panic!("{tally:?}") };
    assert_eq!(mean.to_string(), "3.1", "65 ÷ 21");
    let numbers = BTreeMap::from([(1, 1), (3, 10), (5, 10)]);
    let counted = Counted { asked: 21, answered: 21, numbers, ..Counted::default() };
    let tally = Tally::of(&scale, &counted, Small::Hidden);
    assert!(matches!(tally.told, Told::Scale { mean: None, .. }), "{tally:?}");
}

#[test]
fn numbers_have_their_middle_and_their_ends() {
    let number = question(Kind::Number { unit: "人".to_owned(), min: None, max: None });
    let of = |numbers: &[(i64, u32)]| {
        let answered = numbers.iter().map(|(_, count)| count).sum();
        let numbers = numbers.iter().copied().collect();
        let counted = Counted { asked: answered, answered, numbers, ..Counted::default() };
        match Tally::of(&number, &counted, Small::Hidden).told {
            Told::Number(numbers) => numbers.map(|one| (one.median.to_string(), one.least, one.most)),
            told => panic!("{told:?}"),
        }
    };
    assert_eq!(of(&[(1, 2), (4, 1), (10, 3)]), Some(("7.0".to_owned(), 1, 10)));
    assert_eq!(of(&[(2, 3), (3, 3)]), Some(("2.5".to_owned(), 2, 3)));
    assert_eq!(of(&[(-3, 3), (9, 2)]), Some(("-3.0".to_owned(), -3, 9)));
    assert_eq!(of(&[]), None);
}

proptest! {
    #[test]
    fn no_line_shows_fewer_than_five(counts in prop::collection::vec(0..20_u32, 2..7), unanswered in 0..9_u32) {
        let answered: u32 = counts.iter().sum();
        let counted = chosen(answered + unanswered, answered, &counts);
        let count = u16::try_from(counts.len()).unwrap();
        for question in [single(count), multiple(count)] {
            let tally = Tally::of(&question, &counted, Small::Hidden);
            for count in shown(&tally).into_iter().flatten() {
                prop_assert!(count == 0 || count >= SMALLEST, "{:?}", tally);
            }
        }
    }

    #[test]
    fn the_middle_is_where_a_sorted_list_has_it(mut list in prop::collection::vec(-50..50_i64, 1..40)) {
        let mut numbers = BTreeMap::new();
        for number in &list {
            *numbers.entry(*number).or_insert(0) += 1;
        }
        list.sort_unstable();
        let told = spread(&numbers).unwrap();
        let middle = list[(list.len() - 1) / 2] + list[list.len() / 2];
        prop_assert_eq!((told.median.0, told.least, told.most), (middle * 5, list[0], list[list.len() - 1]));
    }
}
