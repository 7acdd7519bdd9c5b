//! 申請の一覧 as an address: which applications, in which order, which page. The address is the whole state.

use super::StageName;
use crate::form::Typed;

/// What the list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// In which stages.
    pub stages: Stages,
    /// Of whom.
    pub owner: Owner,
    /// What was typed into the search box.
    pub words: String,
    /// In which order.
    pub order: Order,
    /// The other way round.
    pub reversed: bool,
    /// Which page; 0 is the first.
    pub page: u64,
}

/// Which stages are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stages {
    /// Received and not decided.
    #[default]
    Open,
    /// Everything that was received.
    All,
    /// One stage.
    One(StageName),
}

/// Whose applications are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Owner {
    /// Everybody's.
    #[default]
    Anybody,
    /// The asker's own.
    Mine,
    /// Nobody's: the ones that are forgotten first.
    Nobody,
}

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// When it was received; the oldest first.
    #[default]
    Received,
    /// How much is asked for; the smallest first.
    Amount,
    /// When it was touched last; the longest untouched first.
    Updated,
}

impl Stages {
    /// Every choice, in the order of the chips.
    pub const ALL: [Self; 10] = [
        Self::Open,
        Self::One(StageName::Waiting),
        Self::One(StageName::Submitted),
        Self::One(StageName::UnderReview),
        Self::One(StageName::Returned),
        Self::One(StageName::Proposed),
        Self::One(StageName::Granted),
        Self::One(StageName::Refused),
        Self::One(StageName::Withdrawn),
        Self::All,
    ];

    /// As it stands in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::All => "all",
            Self::One(name) => name.code(),
        }
    }

    /// The stages it shows. Drafts are the applicant's own and in no list of an officer.
    pub fn names(self) -> Vec<StageName> {
        StageName::ALL
            .into_iter()
            .filter(|name| match self {
                Self::Open => name.is_open(),
                Self::All => *name != StageName::Draft,
                Self::One(one) => *name == one,
            })
            .collect()
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stages| stages.code() == code)
    }
}

impl Owner {
    /// Every choice, in the order of the chips.
    pub const ALL: [Self; 3] = [Self::Anybody, Self::Mine, Self::Nobody];

    /// As it stands in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Anybody => "all",
            Self::Mine => "mine",
            Self::Nobody => "unowned",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|owner| owner.code() == code)
    }
}

impl Order {
    const ALL: [Self; 3] = [Self::Received, Self::Amount, Self::Updated];

    const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Amount => "amount",
            Self::Updated => "updated",
        }
    }
}

impl Queue {
    /// Reads an address. What it does not understand is as if it were not there: an old link still leads somewhere.
    pub fn parse(query: &Typed) -> Self {
        let (order, reversed) = match query.get("sort").split_once(':') {
            Some((order, direction)) => (order, direction == "desc"),
            None => (query.get("sort"), false),
        };
        Self {
            stages: Stages::from_code(query.get("st")).unwrap_or_default(),
            owner: Owner::from_code(query.get("v")).unwrap_or_default(),
            words: query.get("q").chars().take(100).collect::<String>().trim().to_owned(),
            order: Order::ALL.into_iter().find(|one| one.code() == order).unwrap_or_default(),
            reversed,
            page: query.get("page").parse::<u64>().unwrap_or(1).clamp(1, 100_000) - 1,
        }
    }

    /// The pairs of the address; what is as usual is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let Self { stages, owner, words, order, reversed, page } = self;
        let usual = Self::default();
        let mut pairs = Vec::new();
        if *stages != usual.stages {
            pairs.push(("st", stages.code().to_owned()));
        }
        if *owner != usual.owner {
            pairs.push(("v", owner.code().to_owned()));
        }
        if !words.is_empty() {
            pairs.push(("q", words.clone()));
        }
        if (*order, *reversed) != (usual.order, usual.reversed) {
            pairs.push((
                "sort",
                if *reversed { format!("{}:desc", order.code()) } else { order.code().to_owned() },
            ));
        }
        if *page > 0 {
            pairs.push(("page", (page + 1).to_string()));
        }
        pairs
    }

    /// The same list from its first page, in these stages.
    #[must_use]
    pub fn in_stages(&self, stages: Stages) -> Self {
        Self { stages, page: 0, ..self.clone() }
    }

    /// The same list from its first page, of this owner.
    #[must_use]
    pub fn of(&self, owner: Owner) -> Self {
        Self { owner, page: 0, ..self.clone() }
    }

    /// The same list from its first page without the search.
    #[must_use]
    pub fn without_words(&self) -> Self {
        Self { words: String::new(), page: 0, ..self.clone() }
    }

    /// The same list sorted by a column, the other way round if it already is.
    #[must_use]
    pub fn sorted_by(&self, order: Order) -> Self {
        Self { order, reversed: self.order == order && !self.reversed, page: 0, ..self.clone() }
    }

    /// Another page of the same list.
    #[must_use]
    pub fn at(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_usual_list_has_the_bare_address_and_shows_what_is_open() {
        assert_eq!(Queue::parse(&Typed::default()), Queue::default());
        assert_eq!(Queue::default().pairs(), []);
        assert_eq!(Stages::Open.names().len(), 5);
        assert!(!Stages::All.names().contains(&StageName::Draft));
    }

    #[test]
    fn a_column_followed_twice_sorts_the_other_way_round() {
        let by_amount = Queue::default().sorted_by(Order::Amount);
        assert!(!by_amount.reversed);
        assert!(by_amount.sorted_by(Order::Amount).reversed);
    }

    proptest! {
        #[test]
        fn an_address_reads_back_as_the_list_it_was_made_of(
            stages in 0usize..10, owner in 0usize..3, order in 0usize..3, reversed: bool, page in 0u64..1_000,
            words in "[ぁ-んA-Z0-9]{0,20}",
        ) {
            let queue = Queue {
                stages: Stages::ALL[stages], owner: Owner::ALL[owner], words, order: Order::ALL[order], reversed, page,
            };
            let query = queue.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            prop_assert_eq!(Queue::parse(&query), queue);
        }

        #[test]
        fn no_address_is_too_strange(st in ".*", sort in ".*", page in ".*") {
            let query = Typed::default().with("st", st).with("sort", sort).with("page", page);
            let _ = Queue::parse(&query);
        }
    }
}
