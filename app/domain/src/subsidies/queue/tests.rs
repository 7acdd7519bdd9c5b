use super::*;
use proptest::prelude::*;
use uuid::Uuid;

#[test]
fn the_usual_list_has_the_bare_address_and_shows_what_is_open() {
    assert_eq!(Queue::parse(&Typed::default()), Queue::default());
    assert_eq!(Queue::default().pairs(), []);
    assert!(!Queue::default().is_narrowed());
    assert_eq!(Stages::Open.names().len(), 5);
    assert!(!Stages::All.names().contains(&StageName::Draft));
}

#[test]
fn a_column_followed_twice_sorts_the_other_way_round() {
    let by_amount = Queue::default().sorted_by(Order::Amount);
    assert!(!by_amount.reversed);
    assert!(by_amount.sorted_by(Order::Amount).reversed);
}

#[test]
fn what_it_was_sorted_by_before_sorts_those_that_are_alike() {
    let by_amount = Queue::default().sorted_by(Order::Amount).sorted_by(Order::Amount);
    assert_eq!(by_amount.then, None, "those who came first stand first anyway");
    let by_programme = by_amount.sorted_by(Order::Programme);
    assert_eq!(by_programme.then, Some((Order::Amount, true)));
    assert_eq!(
        by_programme.sorting(),
        [(Order::Programme, false), (Order::Amount, true), (Order::Received, false)]
    );
    assert_eq!(
        by_programme.sorted_by(Order::Programme).then,
        Some((Order::Amount, true)),
        "turned round alone"
    );
    assert_eq!(by_programme.sorted_by(Order::Received).sorting(), [(Order::Received, false)]);
    let by_deadline = by_programme.sorted_by(Order::Assignee).sorted_by(Order::Deadline);
    assert_eq!(
        by_deadline.sorting(),
        [(Order::Deadline, false), (Order::Assignee, false), (Order::Received, false)],
        "of one day, what each colleague has"
    );
    let twice = Typed::default().with("sort", "amount").with("then", "amount:desc");
    assert_eq!(Queue::parse(&twice).then, None);
}

#[test]
fn columns_come_from_a_link_or_from_their_form_and_never_end_as_none() {
    let link = Typed::default().with("cols", "stage.office.nonsense");
    let form = Typed::default().with("col", "stage").with("col", "office");
    for typed in [link, form] {
        assert_eq!(Queue::parse(&typed).look.columns, [QueueColumn::Office, QueueColumn::Stage]);
    }
    assert_eq!(Queue::parse(&Typed::default().with("cols", "nonsense")).look, Look::default());
}

#[test]
fn how_it_looks_narrows_nothing_and_a_flag_does() {
    let tight = Queue { look: Look { height: RowHeight::Tight, ..Look::default() }, ..Queue::default() };
    assert!(!tight.is_narrowed());
    assert!(Queue { flag: "要電話".into(), ..Queue::default() }.is_narrowed());
}

#[test]
fn a_month_is_its_first_day_and_what_is_none_narrows_nothing() {
    let list = |month: &str| Queue::parse(&Typed::default().with("m", month));
    assert_eq!(list("2026-10").month, NaiveDate::from_ymd_opt(2026, 10, 1));
    assert!(list("2026-10").is_narrowed());
    for strange in ["", "2026-13", "2026-10-05", "262142-12", "先月"] {
        assert_eq!(list(strange), Queue::default(), "{strange}");
    }
}

#[test]
fn a_view_has_a_name_and_begins_at_the_first_page() {
    let typed = |name: &str| Typed::default().with("name", name).with("shared", "yes");
    let queue = Queue { page: 4, words: "ひだまり".into(), ..Queue::default() };
    let view = NamedQueue::parse(&typed("  月曜の　確認 "), &queue).unwrap();
    assert_eq!((view.name.as_str(), view.shared, view.queue.page), ("月曜の 確認", true, 0));
    let refused = |name: &str| NamedQueue::parse(&typed(name), &queue).unwrap_err().1;
    assert_eq!(refused("　"), NamedQueueProblem::NameMissing);
    assert_eq!(refused(&"あ".repeat(31)), NamedQueueProblem::NameTooLong);
}

fn queues() -> impl Strategy<Value = Queue> {
    let narrowed = (
        0usize..9,
        prop_oneof![
            (0usize..3).prop_map(|at| Owner::ALL[at]),
            any::<u128>().prop_map(|id| Owner::Person(AccountId::from_uuid(Uuid::from_u128(id)))),
        ],
        proptest::option::of(any::<u128>()),
        proptest::option::of(0usize..2),
        any::<bool>(),
        "[ぁ-んA-Z0-9]{0,20}",
        "[ぁ-んA-Z0-9]{0,20}",
        "[ぁ-んA-Z0-9]{0,20}",
    );
    let seen = (0usize..7, any::<bool>(), 0u64..1_000, any::<[bool; 13]>(), 0usize..3);
    (narrowed, seen).prop_map(|(narrowed, seen)| {
        let (stages, owner, programme, late, unread, words, area, flag) = narrowed;
        let (order, reversed, page, columns, height) = seen;
        let columns: Vec<_> =
            QueueColumn::ALL.into_iter().zip(columns).filter_map(|(one, on)| on.then_some(one)).collect();
        let columns = if columns.is_empty() { Look::default().columns } else { columns };
        Queue {
            stages: Stages::ALL[stages],
            owner,
            programme: programme.map(|id| ProgrammeId::from_uuid(Uuid::from_u128(id))),
            service: ServiceType::all().nth(usize::try_from(page).unwrap() % 20),
            area,
            flag,
            late: late.map(|at| Late::ALL[at]),
            month: late.and_then(|_| NaiveDate::from_ymd_opt(2024, 1 + u32::try_from(page % 12).unwrap(), 1)),
            unread,
            words,
            order: Order::ALL[order],
            reversed,
            then: Order::ALL[order].beside(Some((Order::ALL[height], reversed))),
            look: Look { columns, height: RowHeight::ALL[height] },
            page,
        }
    })
}

proptest! {
    #[test]
    fn an_address_reads_back_as_the_list_it_was_made_of(queue in queues()) {
        let typed = queue.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        prop_assert_eq!(Queue::parse(&typed), queue);
    }

    #[test]
    fn no_address_is_too_strange(st in ".*", sort in ".*", page in ".*", v in ".*", cols in ".*") {
        let query = Typed::default().with("st", st).with("sort", sort).with("page", page).with("v", v).with("cols", cols);
        let _ = Queue::parse(&query);
    }
}
