//! いっしょに開く市区町村 in a request that a federation enters: whom a city that telephoned wants along, and whether those were
//! heard to come.

use super::{Caller, RequestField as Field, RequestProblem as Problem};
use crate::{
    accounts::TenantKind,
    form::{Reader, Typed},
    ids::MemberId,
};

/// The most characters of who said that they come.
const SAID_BY: usize = 60;

/// Whom a city that telephoned wants along.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Along {
    /// Which members, in the order of the federation's list.
    pub cities: Vec<MemberId>,
    /// Who said on the telephone that they all come; none where they are asked.
    pub said_by: Option<String>,
}

impl Along {
    /// Reads it: `caller` is who telephoned, and `brings` whether it named cities for which it asks, as a prefecture does.
    pub(super) fn parse(
        typed: &Typed,
        (caller, brings): (Option<&Caller>, bool),
        callers: &[Caller],
    ) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader: Reader<'_, Field, Problem> = Reader::new(typed, Field::name);
        let chosen: Vec<&str> = reader.all(Field::Along).collect();
        let own = caller.map(|one| one.member);
        let cities: Vec<MemberId> = callers
            .iter()
            .filter(|one| one.may_be_city() && Some(one.member) != own)
            .map(|one| one.member)
            .filter(|member| chosen.contains(&member.to_string().as_str()))
            .collect();
        let is_prefecture = brings || caller.is_some_and(|one| one.house == Some(TenantKind::Prefecture));
        let said = reader.ticked(Field::AlongSaid);
        if is_prefecture && !cities.is_empty() {
            reader.refuse(Field::Along, Problem::NotOfPrefecture);
        } else if said && cities.is_empty() {
            reader.refuse(Field::Along, Problem::NotChosen);
        }
        let said_by = reader.line(Field::AlongBy, SAID_BY);
        if said && said_by.is_empty() {
            reader.refuse(Field::AlongBy, Problem::Missing);
        } else if !said && !said_by.is_empty() {
            reader.refuse(Field::AlongSaid, Problem::NotTicked);
        }
        reader.done(Some(Self { cities, said_by: said.then_some(said_by) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn caller(n: u128, house: Option<TenantKind>) -> Caller {
        Caller { member: MemberId::from_uuid(Uuid::from_u128(n)), name: format!("第{n}"), house }
    }

    fn id(n: u128) -> String {
        Uuid::from_u128(n).to_string()
    }

    #[test]
    fn cities_count_as_coming_where_it_is_said_who_said_it_and_are_asked_else() {
        let callers = [
            caller(1, Some(TenantKind::Municipality)),
            caller(2, Some(TenantKind::Prefecture)),
            caller(3, None),
        ];
        let read = |typed: &Typed, who: usize| Along::parse(typed, (callers.get(who), false), &callers);
        assert_eq!(read(&Typed::default(), 0), Ok(Along::default()));
        // Neither itself nor a prefecture is asked along.
        let named = Typed::default().with("along", id(3)).with("along", id(2)).with("along", id(1));
        let third = callers[2].member;
        assert_eq!(read(&named, 0), Ok(Along { cities: vec![third], said_by: None }));
        let said = named.clone().with("along_said", "yes");
        assert_eq!(read(&said, 0), Err(vec![(Field::AlongBy, Problem::Missing)]));
        let by = said.with("along_by", "第3の係長");
        let told = Along { cities: vec![third], said_by: Some("第3の係長".to_owned()) };
        assert_eq!(read(&by, 0), Ok(told));
        // What is typed is not thrown away silently.
        let loose = named.with("along_by", "第3の係長");
        assert_eq!(read(&loose, 0), Err(vec![(Field::AlongSaid, Problem::NotTicked)]));
        let nobody = Typed::default().with("along_said", "yes").with("along_by", "第3の係長");
        assert_eq!(read(&nobody, 0), Err(vec![(Field::Along, Problem::NotChosen)]));
        // A prefecture names its cities elsewhere.
        assert_eq!(read(&by, 1), Err(vec![(Field::Along, Problem::NotOfPrefecture)]));
        let brings = Along::parse(&by, (callers.first(), true), &callers);
        assert_eq!(brings, Err(vec![(Field::Along, Problem::NotOfPrefecture)]));
        let long = by.pairs().iter().filter(|(name, _)| name != "along_by").cloned().collect::<Typed>();
        let long = long.with("along_by", "長".repeat(61));
        assert_eq!(read(&long, 0), Err(vec![(Field::AlongBy, Problem::TooLong(60))]));
    }
}
