//! Over any sequence of grants, advances, reductions, payments, returns, recoveries and re-payments the ledger, the files
//! for the bank and the cases tell the same sum.

use crate::{
    awards::{Money, Movement},
    money::Yen,
    subsidies::{Balance, Entry},
    zengin::{
        BankText, Branch, DepositKind, FileOptions, LineEnds, NewCode, Sender, Transfer, YUCHO_BANK, write,
    },
};
use chrono::NaiveDate;
use proptest::prelude::*;

/// One thing that can happen.
#[derive(Debug, Clone)]
enum Step {
    /// A grant of so much, fixed at a part of it.
    Grant(i64, i64),
    /// A grant of so much of which nothing is fixed yet.
    Promise(i64),
    /// 概算払 of a part of it is accepted.
    Advance(usize, i64),
    /// 変更 to a part of what was granted.
    Change(usize, i64),
    /// 額の確定 at a part of what was granted, below or above what was paid in advance.
    Fix(usize, i64),
    /// 取消 to a part of what is left.
    Lower(usize, i64),
    /// A run of everything that is to be paid; of each payment whether the bank sends it back.
    Run(Vec<bool>),
    /// A payment comes back that was paid.
    Return(usize),
    /// 返還命令 and a part of it that comes in.
    Recover(usize, i64),
}

fn any_step() -> impl Strategy<Value = Step> {
    let part = 0i64..=100;
    prop_oneof![
        (1i64..300_000, part.clone()).prop_map(|(yen, part)| Step::Grant(yen, part)),
        (1i64..300_000).prop_map(Step::Promise),
        (any::<usize>(), part.clone()).prop_map(|(which, part)| Step::Advance(which, part)),
        (any::<usize>(), part.clone()).prop_map(|(which, part)| Step::Change(which, part)),
        (any::<usize>(), part.clone()).prop_map(|(which, part)| Step::Fix(which, part)),
        (any::<usize>(), part.clone()).prop_map(|(which, part)| Step::Lower(which, part)),
        proptest::collection::vec(any::<bool>(), 1..8).prop_map(Step::Run),
        any::<usize>().prop_map(Step::Return),
        (any::<usize>(), part).prop_map(|(which, part)| Step::Recover(which, part)),
    ]
}

fn text(text: &str) -> BankText {
    BankText::convert(text).expect("usable").text
}

fn transfer(yen: Yen) -> Transfer {
    Transfer {
        to: Branch::yucho("038").expect("a branch"),
        kind: DepositKind::Ordinary,
        number: "1234567".into(),
        recipient: Some(text("ヒダマリ")),
        amount: yen,
        new: NewCode::Other,
        codes: ["1".into(), "1".into()],
        edi: BankText::empty(),
    }
}

/// The sum of the trailer of the file that pays so much.
fn trailer(amounts: &[Yen]) -> i64 {
    let sender = Sender {
        code: "1".into(),
        name: text("ミドリノシ"),
        bank: YUCHO_BANK.into(),
        bank_name: BankText::empty(),
        branch: "038".into(),
        branch_name: BankText::empty(),
        kind: DepositKind::Ordinary,
        number: "0000001".into(),
    };
    let day = NaiveDate::from_ymd_opt(2024, 10, 31).expect("a day");
    let options = FileOptions { line_ends: LineEnds::None, ..FileOptions::default() };
    let transfers: Vec<_> = amounts.iter().map(|yen| transfer(*yen)).collect();
    let file = write(&sender, day, &transfers, options).expect("fits");
    let trailer = &file[file.len() - 240..][..19];
    std::str::from_utf8(&trailer[7..]).expect("digits").parse().expect("digits")
}

/// Cases with the ledger they share.
#[derive(Default)]
struct Books {
    cases: Vec<Money>,
    ledger: Balance,
    /// Handed to banks, by the trailers of the files.
    sent: i64,
    /// Sent back by banks.
    returned: i64,
    /// Given back by offices.
    refunded: i64,
}

impl Books {
    fn post(&mut self, entry: &Entry) {
        self.ledger = self.ledger.after(entry).expect("within the range");
    }

    /// Moves a case where it can move so.
    fn act(&mut self, which: usize, movement: Movement) -> bool {
        let Ok((next, entry)) = self.cases[which].after(movement) else { return false };
        self.cases[which] = next;
        if let Some(entry) = entry {
            self.post(&entry);
        }
        true
    }

    fn promise(&mut self, yen: Yen) {
        self.cases.push(Money::granted(yen));
        self.post(&Entry::committed(Yen::ZERO, yen));
    }

    fn step(&mut self, step: Step) {
        let part = |yen: Yen, part: i64| Yen(yen.get() * part / 100);
        match step {
            Step::Grant(yen, fixed) => {
                self.promise(Yen(yen));
                let which = self.cases.len() - 1;
                self.act(which, Movement::Fixed(part(Yen(yen), fixed)));
            }
            Step::Promise(yen) => self.promise(Yen(yen)),
            _ if self.cases.is_empty() => {}
            Step::Advance(which, more) => {
                let which = which % self.cases.len();
                self.act(which, Movement::Advanced(part(self.cases[which].granted, more)));
            }
            Step::Change(which, left) => {
                let which = which % self.cases.len();
                self.act(which, Movement::Changed(part(self.cases[which].granted, left)));
            }
            Step::Fix(which, fixed) => {
                let which = which % self.cases.len();
                self.act(which, Movement::Fixed(part(self.cases[which].granted, fixed)));
            }
            Step::Lower(which, left) => {
                let which = which % self.cases.len();
                let left = part(self.cases[which].entitled(), left);
                self.act(which, Movement::Lowered(left));
            }
            Step::Run(back) => {
                let due: Vec<(usize, Yen)> = (0..self.cases.len())
                    .map(|which| (which, self.cases[which].to_pay()))
                    .filter(|(_, yen)| *yen > Yen::ZERO)
                    .collect();
                if due.is_empty() {
                    return;
                }
                let amounts: Vec<Yen> = due.iter().map(|(_, yen)| *yen).collect();
                self.sent += trailer(&amounts);
                for (place, (which, yen)) in due.into_iter().enumerate() {
                    if back[place % back.len()] {
                        self.returned += yen.get();
                    } else {
                        assert!(self.act(which, Movement::Paid(yen)), "what is to be paid can be paid");
                        let money = self.cases[which];
                        assert!(money.held() <= money.entitled(), "never more than is due: {money:?}");
                    }
                }
            }
            Step::Return(which) => {
                let which = which % self.cases.len();
                let money = self.cases[which];
                let yen = Yen(money.paid.get() - money.ordered_back.get());
                if self.act(which, Movement::Returned(yen)) {
                    self.returned += yen.get();
                }
            }
            Step::Recover(which, came) => {
                let which = which % self.cases.len();
                self.act(which, Movement::OrderedBack(self.cases[which].overpaid()));
                let yen = part(self.cases[which].owed(), came);
                if self.act(which, Movement::Refunded { yen, late: false }) {
                    self.refunded += yen.get();
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn the_ledger_the_files_and_the_cases_tell_the_same_sum(
        steps in proptest::collection::vec(any_step(), 0..60),
    ) {
        let mut books = Books::default();
        books.ledger.budget = Yen(1_000_000_000);
        for step in steps {
            books.step(step);
            let cases = Money::balance(&books.cases).expect("within the range");
            prop_assert_eq!(cases.paid, books.ledger.paid, "the cases and the ledger");
            prop_assert_eq!(cases.committed, books.ledger.committed);
            let files = books.sent - books.returned - books.refunded;
            prop_assert_eq!(cases.paid.get(), files, "the cases and the files");
            prop_assert!(books.ledger.is_sound(), "{:?}", books.ledger);
        }
    }
}
