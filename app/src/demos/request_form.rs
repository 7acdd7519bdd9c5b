//! S23: asking for a session, or entering what a municipality told on the telephone.

use super::yearly::YearlyBefore;
use crate::{
    messages::demos::{length, menu, place, provision, request_label},
    paths,
};
use domain::{
    demos::{CANDIDATES, LENGTHS, Length, Menu, Place, Provision, RequestField as Field, Yearly},
    ids::{DemoId, MemberId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Checks, Choice, Choices, DateField, Details,
    ErrorSummary, FormState, HiddenField, InputMode, PageHeader, PostForm, Section, SelectField, TextArea,
    TextField, Width,
};
use leptos::prelude::*;

/// Whose form it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestUse {
    /// A municipality asks its federation, which is named.
    Ask {
        /// The federation's name.
        federation: String,
        /// How it stands in this year; none where that is not counted.
        yearly: Option<Yearly>,
        /// The cities that it may ask along.
        cities: Vec<(MemberId, String)>,
    },
    /// A prefecture asks its federation, which is named, for some of the federation's cities.
    ForCities {
        /// The federation's name.
        federation: String,
        /// The cities that can be chosen.
        cities: Vec<(MemberId, String)>,
    },
    /// A federation enters what it was told; its members can be chosen.
    Enter {
        /// Its members, with a word where one has no house here.
        members: Vec<(MemberId, String)>,
        /// The cities for which a prefecture may have asked, and that a city may want along.
        cities: Vec<(MemberId, String)>,
    },
    /// What is asked for is changed while it waits.
    Amend {
        /// The request.
        id: DemoId,
        /// From which version of it the form was made.
        version: String,
        /// Whether its federation changes what it was told.
        told: bool,
        /// Who is told of it.
        other: String,
        /// The cities that can be chosen; none where it is not for several.
        cities: Vec<(MemberId, String)>,
    },
}

/// The page.
#[component]
pub fn RequestFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// Whose form it is.
    usage: RequestUse,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let (mut cities, mut beside, mut often, mut version) = (None, None, None, None);
    let (mut told, mut back) = (false, paths::demos(&slug));
    let (title, lead, action, members, button) = match usage {
        RequestUse::Ask { federation, yearly, cities: known } => {
            beside = Some(known).filter(|known| !known.is_empty());
            often = yearly.map(|yearly| {
                view! { <YearlyBefore slug=slug.clone() federation=federation.clone() yearly/> }
            });
            (
                "デモ・説明会の開催を依頼する",
                format!(
                    "{federation}に依頼します。準備におよそ2か月半かかります。候補の日は3つまで書けます。"
                ),
                paths::new_demo(&slug),
                None,
                "この内容で依頼する",
            )
        }
        RequestUse::ForCities { federation, cities: known } => {
            cities = Some(known);
            (
                "デモ・説明会の開催を依頼する",
                format!(
                    "市区町村を選んで、{federation}に依頼します。日時が決まると、選んだ市区町村にもメールで知らせ、その事業所が参加できます。"
                ),
                paths::new_demo_for_cities(&slug),
                None,
                "この内容で依頼する",
            )
        }
        RequestUse::Enter { members, cities } => {
            told = true;
            (
                "電話などで受けた依頼を入力する",
                "聞き取った内容を入力します。ひろめるを使っていない市区町村の分も入力できます。".to_owned(),
                paths::told_demo(&slug),
                Some((members, cities)),
                "この内容で受け付ける",
            )
        }
        RequestUse::Amend { id, version: seen, told: heard, other, cities: known } => {
            cities = Some(known).filter(|known| !known.is_empty());
            version = Some(view! { <HiddenField name="version" value=seen/> });
            told = heard;
            back = paths::demo_session(&slug, id);
            (
                "依頼の内容を変える",
                if heard {
                    format!(
                        "日程を決めるまでは、変えられます。メールアドレスがあれば、変えたところを{other}に知らせます。"
                    )
                } else {
                    format!("返事を待つ間は、いつでも変えられます。変えたところは、{other}に知らせます。")
                },
                paths::demo_request(&slug, id),
                None,
                "この内容に変える",
            )
        }
    };
    let activity = form.value(paths::FOR_ACTIVITY).to_owned();
    let carried =
        (!activity.is_empty()).then(|| view! { <HiddenField name=paths::FOR_ACTIVITY value=activity/> });
    let cities = cities.map(|cities| for_which(form.clone(), cities));
    let fields = (
        cities,
        members.map(|(members, cities)| {
            view! {
                {who(form.clone(), members, cities.clone())}
                {along_told(form.clone(), cities)}
            }
        }),
        what(form.clone()),
        dates(form.clone()),
        whereabouts(form.clone()),
        beside.map(|cities| along(form.clone(), cities)),
        contact(form.clone(), told),
    );
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form/>
        <PageHeader title=title lead=lead/>
        <p><a href=paths::demo_month(&slug)>"デモ機と講師が空いている日を、月の表で見る"</a></p>
        {often}
        <PostForm action=action>
            {carried}
            {version}
            {fields}
            <Buttons>
                <Button>{button}</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

/// Who asked, and for which cities where it was a prefecture: put away, as most who telephone are cities, and open where
/// something in it was chosen, or is wrong.
fn who(form: FormState, members: Vec<(MemberId, String)>, cities: Vec<(MemberId, String)>) -> impl IntoView {
    let choices = |known: Vec<(MemberId, String)>| {
        known.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect::<Vec<_>>()
    };
    let (members, cities, name) = (choices(members), choices(cities), Field::Cities.name());
    let open = form.error(name).is_some() || form.values(name).next().is_some();
    view! {
        <Section title="依頼した市区町村・都道府県">
            <SelectField form=&form name=Field::Member.name() label=request_label(Field::Member) options=members/>
            <Details summary="都道府県から受けた依頼のとき" open=open>
                <Checks form name=name legend=request_label(Field::Cities) hint="都道府県が事業所に参加を呼びかける市区町村をすべて選んでください。市区町村の依頼では選びません" optional=true options=cities/>
            </Details>
        </Section>
    }
}

/// Whom a city that telephoned wants along: put away likewise. Whoever said that they come is named, else they are asked.
fn along_told(form: FormState, cities: Vec<(MemberId, String)>) -> impl IntoView {
    let fields = [Field::Along, Field::AlongSaid, Field::AlongBy].map(Field::name);
    let is_filled =
        |name: &str| form.error(name).is_some() || form.values(name).any(|value| !value.is_empty());
    let open = fields.into_iter().any(is_filled);
    let options = cities.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    view! {
        <Details summary="ほかの市区町村といっしょに開く依頼のとき" open=open>
            <Checks form=&form name=Field::Along.name() legend=request_label(Field::Along) hint="選んだ市区町村に知らせます。いっしょに開くと答えた市区町村だけが加わります" optional=true options/>
            <Check form=&form name=Field::AlongSaid.name() label=request_label(Field::AlongSaid) hint="答えを待たずに、選んだ市区町村が加わります"/>
            <TextField form=&form name=Field::AlongBy.name() label=request_label(Field::AlongBy) hint="聞いたときに入力してください。例：みさき町 島田さん" needed="聞いたとき必須" width=Width::Long autocomplete="off"/>
        </Details>
    }
}

fn for_which(form: FormState, cities: Vec<(MemberId, String)>) -> impl IntoView {
    let options = cities.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    view! {
        <Section title="参加する市区町村">
            <Checks form name=Field::Cities.name() legend=request_label(Field::Cities) hint="事業所に参加を呼びかける市区町村をすべて選んでください" options/>
        </Section>
    }
}

/// Which others a city asks along: put away, as most ask for themselves alone.
fn along(form: FormState, cities: Vec<(MemberId, String)>) -> impl IntoView {
    let name = Field::Cities.name();
    let options = cities.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let open = form.error(name).is_some() || form.values(name).next().is_some();
    view! {
        <Details summary="ほかの市区町村を、いっしょに開くよう誘う" open>
            <Checks form name=name legend="誘う市区町村" hint="選んだ市区町村に知らせます。いっしょに開くと答えた市区町村だけが加わります" optional=true options/>
        </Details>
    }
}

fn what(form: FormState) -> impl IntoView {
    let options = Menu::ALL.iter().map(|one| Choice::new(one.code(), menu(*one))).collect();
    view! {
        <Section title="内容">
            <Checks form name=Field::Menu.name() legend=request_label(Field::Menu) hint="当日に行いたいものをすべて選んでください" options/>
        </Section>
    }
}

fn dates(form: FormState) -> impl IntoView {
    let candidates = (0..).take(CANDIDATES).map(|number| candidate(&form, number)).collect_view();
    view! {
        <Section title="候補の日時">
            <SelectField form name=Field::Length.name() label=request_label(Field::Length) width=Width::Medium options=lengths()/>
            {candidates}
        </Section>
    }
}

fn lengths() -> Vec<Choice> {
    LENGTHS
        .into_iter()
        .filter_map(Length::of_quarters)
        .map(|one| Choice::new(one.minutes().to_string(), length(one)))
        .collect()
}

fn candidate(form: &FormState, number: u8) -> impl IntoView + use<> {
    let (date, start) = (Field::Date(number), Field::Start(number));
    let optional = number > 0;
    view! {
        <div class="panel stack">
            <DateField form=form.clone() name=date.name() label=request_label(date) optional=optional/>
            <TextField form=form.clone() name=start.name() label=request_label(start) hint="15分単位。例：13:30　午後1時半" optional=optional width=Width::Short autocomplete="off"/>
        </div>
    }
}

fn whereabouts(form: FormState) -> impl IntoView {
    view! {
        <Section title="場所と人数">
            <TextField form=&form name=Field::People.name() label=request_label(Field::People) inputmode=InputMode::Numeric width=Width::Short suffix="人" autocomplete="off"/>
            <Choices form=&form name=Field::Place.name() legend=request_label(Field::Place) inline=true
                hint="離島など、集まりにくいときや人数が少ないときは、オンラインもご検討ください"
                options=Place::ALL.iter().map(|one| Choice::new(one.code(), place(*one))).collect()/>
            <TextField form=&form name=Field::Venue.name() label=request_label(Field::Venue) hint="現地で開催するときに入力してください。例：市役所 3階 大会議室" optional=true autocomplete="off"/>
            <Checks form=&form name=Field::Provisions.name() legend=request_label(Field::Provisions) hint="現地で開催するときに、あるものを選んでください。連合会が持っていくものを決めます" optional=true
                options=Provision::ALL.iter().map(|one| Choice::new(one.code(), provision(*one))).collect()/>
        </Section>
    }
}

fn contact(form: FormState, told: bool) -> impl IntoView {
    view! {
        <Section title="連絡先">
            <TextField form=&form name=Field::ContactName.name() label=request_label(Field::ContactName) width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::ContactPhone.name() label=request_label(Field::ContactPhone) inputmode=InputMode::Tel width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::ContactEmail.name() label=request_label(Field::ContactEmail) inputmode=InputMode::Email width=Width::Long optional=told autocomplete="off"/>
            <Check form=&form name=Field::Joint.name() label="近くの市区町村との相乗り開催でもよい"/>
            <TextArea form=&form name=Field::Note.name() label=request_label(Field::Note) optional=true rows=4/>
        </Section>
    }
}
