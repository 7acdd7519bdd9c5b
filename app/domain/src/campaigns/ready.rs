//! Ready campaigns: ways in which cities rolled the system out, as plans that a city begins with.
//!
//! What a source says is cited by its line in the circular (介護保険最新情報 Vol.1310); order, days and texts that no source
//! gives are ours, and the page says so. A list "per area" is made once for each area that the city chooses.

use super::{ActivityKind, AskedAgain, Plan, PlannedActivity, Whom};
use crate::offices::ReadySegment;

mod texts;

/// A ready campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadyCampaign {
    /// 武蔵野市: everybody in the city, by many kinds of activity (L308-316).
    CityWideInSteps,
    /// 静岡市: everybody in the city at once (L264-279).
    CityWideAtOnce,
    /// 都城市: from core offices to those that exchange plans with them (L264-279).
    FromCoreOffices,
    /// 野辺地町: accompanied from the first look to the evaluation.
    Accompanied,
    /// 地域包括支援センター call the offices of their area.
    SupportCentres,
}

/// Where an activity of a ready campaign comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Lines of the circular.
    Circular(&'static str),
    /// Ours.
    Ours,
}

/// Whom an activity of a ready campaign is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadyAudience {
    /// Every open office; of its area, where there is one for each area.
    Everybody,
    /// A ready 対象リスト.
    List(ReadySegment),
    /// Some of those whom the activity of this title asked, the one of the same area.
    Again(&'static str, Whom),
    /// Those who turn out on the way: whoever runs the campaign chooses them then.
    Chosen,
}

/// An activity of a ready campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadyActivity {
    /// What it is.
    pub kind: ActivityKind,
    /// 名称.
    pub title: &'static str,
    /// Days after the start.
    pub after: u16,
    /// How many days it takes beyond the first.
    pub lasts: u16,
    /// What is said or written, or to think of.
    pub note: &'static str,
    /// Where that such an activity belongs here comes from; its day and its text are ours.
    pub source: Source,
    /// Whether there is one for each area.
    pub per_area: bool,
    /// Whom it is for, where it is for somebody.
    pub audience: ReadyAudience,
}

const fn activity(
    kind: ActivityKind,
    title: &'static str,
    (after, lasts): (u16, u16),
    note: &'static str,
    source: Source,
) -> ReadyActivity {
    ReadyActivity { kind, title, after, lasts, note, source, per_area: false, audience: Everybody }
}

const fn per_area(activity: ReadyActivity) -> ReadyActivity {
    ReadyActivity { per_area: true, ..activity }
}

const fn to(audience: ReadyAudience, activity: ReadyActivity) -> ReadyActivity {
    ReadyActivity { audience, ..activity }
}

/// Whom an activity of a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlannedAudience {
    /// Every open office.
    Everybody,
    /// The offices of the area at this place among those that were chosen.
    Area(usize),
    /// A ready 対象リスト.
    List(ReadySegment),
    /// Some of those whom an earlier activity of the plan asked.
    Again,
    /// Nobody yet.
    Chosen,
}

/// A plan that was made of a ready campaign, and whom its activities are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// Whom each of its activities is for.
    pub audiences: Vec<PlannedAudience>,
}

impl ReadyCampaign {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 5] = [
        Self::CityWideInSteps,
        Self::CityWideAtOnce,
        Self::FromCoreOffices,
        Self::Accompanied,
        Self::SupportCentres,
    ];

    /// The word in addresses and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CityWideInSteps => "city_wide_in_steps",
            Self::CityWideAtOnce => "city_wide_at_once",
            Self::FromCoreOffices => "from_core_offices",
            Self::Accompanied => "accompanied",
            Self::SupportCentres => "support_centres",
        }
    }

    /// What a word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ready| ready.code() == code)
    }

    /// 名称.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CityWideInSteps => "市内全域への周知（段階を踏む進め方）",
            Self::CityWideAtOnce => "市内全域への周知（一斉に進める進め方）",
            Self::FromCoreOffices => "中核の事業所から広げる普及",
            Self::Accompanied => "伴走支援による普及",
            Self::SupportCentres => "地域包括支援センターによる圏域ごとの声かけ",
        }
    }

    /// ねらい.
    pub const fn aims(self) -> &'static str {
        match self {
            Self::CityWideInSteps => texts::AIMS_IN_STEPS,
            Self::CityWideAtOnce => texts::AIMS_AT_ONCE,
            Self::FromCoreOffices => texts::AIMS_CORE,
            Self::Accompanied => texts::AIMS_ACCOMPANIED,
            Self::SupportCentres => texts::AIMS_CENTRES,
        }
    }

    /// After which city's way, with its source.
    pub const fn origin(self) -> &'static str {
        match self {
            Self::CityWideInSteps => "武蔵野市の取組（介護保険最新情報Vol.1310）を元にしています。",
            Self::CityWideAtOnce => {
                "静岡市・武蔵野市の一斉・広範囲の普及（令和5年度の厚生労働省の委託事業、介護保険最新情報Vol.1310）を元にしています。"
            }
            Self::FromCoreOffices => {
                "都城市などの中核事業所からの波及（令和5年度の厚生労働省の委託事業、介護保険最新情報Vol.1310）を元にしています。"
            }
            Self::Accompanied => {
                "野辺地町の実態把握、周知・申込、連携支援、評価という進め方を元にしています。"
            }
            Self::SupportCentres => {
                "地域包括支援センターが介護予防のケアプランを事業所とやり取りすること（介護保険最新情報Vol.1310）を元に、ひろめるが作った進め方です。"
            }
        }
    }

    /// Whether a list is made for each area.
    pub fn has_areas(self) -> bool {
        self.activities().iter().any(|activity| activity.per_area)
    }

    /// What is done, in order.
    pub const fn activities(self) -> &'static [ReadyActivity] {
        match self {
            Self::CityWideInSteps => IN_STEPS,
            Self::CityWideAtOnce => AT_ONCE,
            Self::FromCoreOffices => CORE,
            Self::Accompanied => ACCOMPANIED,
            Self::SupportCentres => CENTRES,
        }
    }

    /// As a plan; `areas` are the names of the areas that were chosen. Without any, what is per area is done once, for
    /// everybody.
    pub fn plan(self, areas: &[String]) -> Planned {
        let mut activities = Vec::new();
        let mut audiences = Vec::new();
        // Where each was put: its title and its area.
        let mut places: Vec<(&str, Option<usize>)> = Vec::new();
        for activity in self.activities() {
            let one = |title: String| PlannedActivity {
                kind: activity.kind,
                title,
                days_after_start: activity.after,
                lasts_days: (activity.lasts > 0).then_some(activity.lasts),
                note: activity.note.to_owned(),
                link: String::new(),
                again: None,
            };
            let of: Vec<Option<usize>> = if activity.per_area && !areas.is_empty() {
                (0..areas.len()).map(Some).collect()
            } else {
                vec![None]
            };
            for area in of {
                let named = area.and_then(|area| areas.get(area));
                let title =
                    named.map_or(activity.title.to_owned(), |named| format!("{}（{named}）", activity.title));
                let again = match activity.audience {
                    Again(title, whom) => {
                        let earlier = places.iter().position(|place| *place == (title, area));
                        earlier.map(|activity| AskedAgain { activity, whom })
                    }
                    Everybody | List(_) | Chosen => None,
                };
                activities.push(PlannedActivity { again, ..one(title) });
                audiences.push(match (activity.audience, area) {
                    (Everybody, Some(area)) => PlannedAudience::Area(area),
                    (Everybody, None) => PlannedAudience::Everybody,
                    (List(ready), _) => PlannedAudience::List(ready),
                    (Again(..), _) => PlannedAudience::Again,
                    (Chosen, _) => PlannedAudience::Chosen,
                });
                places.push((activity.title, area));
            }
        }
        let plan = Plan { name: self.name().to_owned(), aims: self.aims().to_owned(), activities };
        Planned { plan, audiences }
    }
}

use ActivityKind::{
    DemoSession, Fax, GroupGuidance, LiaisonMeeting, Mail, Other, Phone, Post, Survey, Visit, WebNotice,
};
use ReadyAudience::{Again, Chosen, Everybody, List};
use Source::{Circular, Ours};

const SURVEY: &str = "導入意向アンケート";
const CALL: &str = "圏域の事業所への電話";

const IN_STEPS: &[ReadyActivity] = &[
    activity(WebNotice, "市ホームページへの掲載", (0, 0), texts::WEB, Circular("L308-316")),
    activity(Mail, "全事業所へのメール", (1, 0), texts::MAIL, Circular("L308-316")),
    activity(LiaisonMeeting, "事業者連絡会での説明", (21, 0), texts::MEETING, Circular("L308-316")),
    activity(Survey, SURVEY, (22, 14), texts::SURVEY, Circular("L308-316")),
    to(
        Again(SURVEY, Whom::NotAnswered),
        activity(Phone, "アンケート未回答の事業所への電話", (45, 10), texts::PHONE_SURVEY, Ours),
    ),
    activity(DemoSession, "普及啓発研修会", (75, 0), texts::SESSION, Circular("L308-316")),
    activity(Survey, "研修会の後のアンケート", (76, 14), texts::SURVEY_AFTER, Circular("L308-316")),
    activity(
        Other,
        "データ連携促進モデルキャンペーン",
        (100, 90),
        texts::MODEL_CAMPAIGN,
        Circular("L308-316, L321-325"),
    ),
    activity(Other, "事業者向けイベントでの紹介", (140, 0), texts::EVENT, Circular("L308-316")),
    activity(LiaisonMeeting, "連絡会での継続した周知", (180, 0), texts::MEETING_AGAIN, Circular("L308-316")),
    activity(GroupGuidance, "集団指導での継続した周知", (210, 0), texts::GUIDANCE, Circular("L308-316")),
];

const AT_ONCE: &[ReadyActivity] = &[
    activity(WebNotice, "市ホームページへの掲載", (0, 0), texts::WEB, Ours),
    activity(Mail, "全事業所への一斉メール", (0, 0), texts::MAIL, Circular("L264-279")),
    to(List(ReadySegment::WithoutMail), activity(Fax, "メールのない事業所へのFAX", (1, 2), texts::FAX, Ours)),
    activity(Post, "ポスターとリーフレットの郵送", (7, 0), texts::POST, Circular("L126-144")),
    activity(DemoSession, "全事業所を対象にした説明会", (30, 0), texts::SESSION, Circular("L264-279")),
    activity(Survey, SURVEY, (31, 14), texts::SURVEY, Ours),
    to(
        List(ReadySegment::NotAdopted),
        activity(Phone, "未回答・未導入の事業所への電話", (60, 14), texts::PHONE_ADOPTION, Ours),
    ),
    activity(GroupGuidance, "集団指導での周知", (90, 0), texts::GUIDANCE, Ours),
];

const CORE: &[ReadyActivity] = &[
    activity(Other, "中核になる事業所を選ぶ", (0, 14), texts::CHOOSE_CORE, Circular("L264-279")),
    to(Chosen, activity(Visit, "中核の事業所への訪問", (15, 14), texts::VISIT_CORE, Circular("L264-279"))),
    activity(DemoSession, "中核の事業所と連携先を招いた体験会", (45, 0), texts::SESSION_CORE, Ours),
    to(
        Chosen,
        activity(
            Phone,
            "中核の事業所の連携先への電話",
            (50, 14),
            texts::PHONE_PARTNERS,
            Circular("L264-279"),
        ),
    ),
    to(Chosen, activity(Visit, "最初のデータ連携の立会い", (75, 14), texts::FIRST_EXCHANGE, Ours)),
    activity(LiaisonMeeting, "中核の事業所による事例の紹介", (110, 0), texts::CASE, Ours),
    activity(Mail, "事例を添えた全事業所への案内", (115, 0), texts::MAIL_CASE, Ours),
];

const ACCOMPANIED: &[ReadyActivity] = &[
    activity(Survey, "実態把握のアンケート", (0, 14), texts::SURVEY_STATE, Ours),
    activity(Phone, "回答の確かめと、使っている介護ソフトの聞き取り", (20, 10), texts::PHONE_STATE, Ours),
    activity(Mail, "周知と伴走支援の申込みの案内", (35, 0), texts::MAIL_SUPPORT, Ours),
    activity(DemoSession, "操作の体験会", (50, 0), texts::SESSION, Ours),
    to(
        Chosen,
        activity(Visit, "申込みのあった事業所への訪問（初期設定）", (60, 20), texts::VISIT_SETUP, Ours),
    ),
    to(Chosen, activity(Visit, "最初のデータ連携の立会い", (90, 20), texts::FIRST_EXCHANGE, Ours)),
    to(Chosen, activity(Phone, "1か月後の確かめ", (125, 10), texts::PHONE_AFTER, Ours)),
    activity(Survey, "評価のアンケート", (150, 14), texts::SURVEY_AFTER, Ours),
    activity(Other, "報告書の作成と公表", (180, 0), texts::REPORT, Ours),
];

const CENTRES: &[ReadyActivity] = &[
    to(
        Chosen,
        activity(LiaisonMeeting, "地域包括支援センターとの打合せ", (0, 0), texts::CENTRES_MEETING, Ours),
    ),
    per_area(activity(Phone, CALL, (10, 20), texts::PHONE_AREA, Circular("L59-63"))),
    per_area(to(
        Again(CALL, Whom::NotAdopted),
        activity(Visit, "まだ導入していない事業所への訪問", (40, 20), texts::VISIT_AREA, Ours),
    )),
    activity(DemoSession, "圏域合同の体験会", (70, 0), texts::SESSION, Ours),
    per_area(to(
        Again(CALL, Whom::NotAdopted),
        activity(Phone, "未導入の事業所への2回目の電話", (85, 14), texts::PHONE_ADOPTION, Ours),
    )),
    to(
        Chosen,
        activity(LiaisonMeeting, "地域包括支援センターとの振り返り", (120, 0), texts::CENTRES_REVIEW, Ours),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{campaigns::letter, mailings::Template, papers::PaperTexts, working_days::WorkingCalendar};
    use chrono::{Datelike as _, NaiveDate};
    use proptest::prelude::*;

    #[test]
    fn every_ready_campaign_is_a_plan_that_can_be_taken() {
        for ready in ReadyCampaign::ALL {
            assert_eq!(ReadyCampaign::from_code(ready.code()), Some(ready));
            let Planned { plan, audiences } = ready.plan(&["北部".into(), "南部".into()]);
            assert_eq!(plan.check(), Ok(()), "{}", ready.code());
            assert_eq!(plan.activities.len(), audiences.len());
            for (activity, audience) in plan.activities.iter().zip(audiences) {
                let again = audience == PlannedAudience::Again;
                assert_eq!(activity.again.is_some(), again, "the title is there: {}", activity.title);
            }
            assert!(
                ready.activities().windows(2).all(|pair| pair[0].after <= pair[1].after),
                "{}",
                ready.code()
            );
        }
        assert_eq!(ReadyCampaign::from_code("anything"), None);
    }

    #[test]
    fn what_is_sent_is_written_for_those_who_read_it() {
        for one in ReadyCampaign::ALL.into_iter().flat_map(ReadyCampaign::activities) {
            let (subject, text) = letter(one.note);
            assert_eq!(subject.is_some(), matches!(one.kind, WebNotice | Mail | Post | Fax), "{}", one.title);
            match one.kind {
                Mail => assert!(Template::parse(text).is_ok(), "{}", one.title),
                WebNotice => assert!(!text.contains('{'), "nobody fills its places: {}", one.title),
                Post | Fax => {
                    let paper = PaperTexts::of_activity(one.kind, one.title, one.note);
                    assert_eq!(
                        (&*paper.letter, &*paper.fax),
                        (text, text),
                        "{} stays on its page",
                        one.title
                    );
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_measures_of_musashino_are_all_there() {
        let cited = |activity: &&ReadyActivity| activity.source != Ours;
        assert_eq!(IN_STEPS.iter().filter(cited).count(), 10);
        let kinds: Vec<_> = IN_STEPS.iter().map(|activity| activity.kind).collect();
        for kind in [WebNotice, Mail, LiaisonMeeting, Survey, DemoSession, GroupGuidance] {
            assert!(kinds.contains(&kind), "{kind:?}");
        }
    }

    #[test]
    fn each_area_has_lists_of_its_own_and_none_is_lost_without_areas() {
        let areas = ["北部".to_owned(), "中部".to_owned(), "南部".to_owned()];
        let planned = ReadyCampaign::SupportCentres.plan(&areas);
        assert_eq!(planned.plan.activities.len(), 3 + 3 * 3);
        for place in 0..areas.len() {
            let of_area = PlannedAudience::Area(place);
            assert_eq!(planned.audiences.iter().filter(|audience| **audience == of_area).count(), 1);
            let called = planned.audiences.iter().position(|audience| *audience == of_area).unwrap();
            let again = |one: &&PlannedActivity| one.again.is_some_and(|again| again.activity == called);
            assert_eq!(planned.plan.activities.iter().filter(again).count(), 2);
        }
        let titles: Vec<_> = planned.plan.activities.iter().map(|activity| activity.title.as_str()).collect();
        assert!(titles.contains(&"圏域の事業所への電話（中部）"));
        let whole = ReadyCampaign::SupportCentres.plan(&[]);
        assert_eq!(whole.plan.activities.len(), 6);
        let again = AskedAgain { activity: 1, whom: Whom::NotAdopted };
        assert_eq!(whole.plan.activities[2].again, Some(again));
        assert!(ReadyCampaign::SupportCentres.has_areas() && !ReadyCampaign::Accompanied.has_areas());
    }

    proptest! {
        #[test]
        fn whatever_the_start_no_office_is_asked_while_it_bills(days in 0_i64..4_000, which in 0_usize..5) {
            let start = NaiveDate::from_ymd_opt(2024, 4, 1).unwrap() + chrono::Duration::days(days);
            let calendar = WorkingCalendar::default();
            for activity in ReadyCampaign::ALL[which].plan(&[]).plan.activities {
                let (first, last) = activity.days(start, &calendar);
                prop_assert!(calendar.is_working_day(first));
                prop_assert!(!activity.kind.asks_offices() || first.day() > 10, "{}", first);
                prop_assert!(last.is_none_or(|last| last >= first));
            }
        }
    }
}
