//! 対象リスト that every municipality needs: offered before anybody has made one, and saved when one is used first.

use super::{Adopted, MailAddress, NamedSegment, Segment, Status};
use crate::service_type::ServiceType;

/// A 対象リスト that is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadySegment {
    /// Every open office.
    Open,
    /// Those of them that have not adopted the system, as far as is known.
    NotAdopted,
    /// Those of them that write care plans: 居宅介護支援 and 介護予防支援.
    CarePlanners,
    /// Those of them of which no mail address is known.
    WithoutMail,
}

impl ReadySegment {
    /// All of them, in the order of a choice.
    pub const ALL: [Self; 4] = [Self::Open, Self::NotAdopted, Self::CarePlanners, Self::WithoutMail];

    /// The word posted where a saved one posts its id.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "ready:open",
            Self::NotAdopted => "ready:not_adopted",
            Self::CarePlanners => "ready:care_planners",
            Self::WithoutMail => "ready:without_mail",
        }
    }

    /// Reads the word posted.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ready| ready.code() == code)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "営業中のすべての事業所",
            Self::NotAdopted => "営業中で未導入の事業所",
            Self::CarePlanners => "営業中の居宅介護支援・介護予防支援の事業所",
            Self::WithoutMail => "営業中でメールアドレスのない事業所",
        }
    }

    /// Whom it means.
    pub fn segment(self) -> Segment {
        let open = Segment { status: Some(Status::Active), ..Segment::default() };
        match self {
            Self::Open => open,
            Self::NotAdopted => Segment { adoption: Some(Adopted::No), ..open },
            Self::CarePlanners => {
                let services = ["43", "46"].into_iter().filter_map(ServiceType::from_code).collect();
                Segment { services, ..open }
            }
            Self::WithoutMail => Segment { mail: Some(MailAddress::Unknown), ..open },
        }
    }

    /// As it is saved.
    pub fn named(self) -> NamedSegment {
        NamedSegment { name: self.name().to_owned(), segment: self.segment() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn each_is_a_list_that_the_form_would_take_and_another_than_the_others() {
        for ready in ReadySegment::ALL {
            assert_eq!(ReadySegment::from_code(ready.code()), Some(ready));
            assert_eq!(NamedSegment::parse(&ready.named().fill(), NaiveDate::default()), Ok(ready.named()));
            assert_eq!(ready.segment().status, Some(Status::Active));
            let alike = ReadySegment::ALL.into_iter().filter(|one| one.segment() == ready.segment());
            assert_eq!(alike.count(), 1);
        }
        assert_eq!(ReadySegment::CarePlanners.segment().services.len(), 2);
        assert_eq!(ReadySegment::from_code("open"), None);
    }
}
