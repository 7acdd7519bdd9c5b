//! The conditions of a segment, as a form.

use crate::{
    messages::{
        adoption_funnel::halted,
        offices::{segments as words, status},
    },
    paths,
};
use domain::{
    adoption::Halt,
    form::YES,
    ids::SegmentId,
    offices::{Adopted, Chosen, MailAddress, Offered, SegmentField as Field, Status, Value},
    service_type::{Group, ServiceType},
    software::Linking,
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Check, Checks, Choice, Choices, DateField, Details,
    ErrorSummary, FormState, HiddenField, InputMode, PageHeader, PostForm, Section, SelectField, TextArea,
    TextField, Width,
};
use leptos::prelude::*;

/// The box that says that another with the same conditions is wanted nevertheless.
pub const AGAIN: &str = "again";

/// The form, for a new segment or one that is edited.
#[component]
pub fn SegmentFormPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The segment that is edited, with the version it was seen with; none for a new one.
    editing: Option<(SegmentId, i32)>,
    /// The house's things that can be chosen.
    offered: Offered,
    /// One that is there and has the same conditions.
    #[prop(default = None)]
    same: Option<(SegmentId, String)>,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    // The tick stays while something else is put right.
    let again = (same.is_some() || form.value(AGAIN) == YES)
        .then(|| view! { <Check form=&form name=AGAIN label="同じ条件のまま、この名前でも保存する"/> });
    let same = same.map(|(id, name)| {
        view! { <p><a href=paths::segment(&slug, id)>{format!("「{name}」を開いて使う")}</a></p> }
    });
    let (title, action, back) = match editing {
        None => ("対象リストを作る", paths::new_segment(&slug), paths::segments(&slug)),
        Some((id, _)) => ("対象リストを直す", paths::edit_segment(&slug, id), paths::segment(&slug, id)),
    };
    let version =
        editing.map(|(_, version)| view! { <HiddenField name="version" value=version.to_string()/> });
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form=&form/>
        <PageHeader title lead="入力した条件のすべてに当てはまる事業所が対象になります。使わない条件は、空けておいてください。"/>
        <PostForm action>
            {version}
            {same}
            {again}
            <TextField form=&form name=Field::Name.name() label=words::field(Field::Name) hint="例：居宅介護支援で、今年度まだ申請していない事業所" autocomplete="off"/>
            {what(form.clone())}
            {place(form.clone())}
            {reached(form.clone())}
            {done(form, offered)}
            <Buttons>
                <Button>"保存して件数を見る"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn what(form: FormState) -> impl IntoView {
    let services = Group::ALL
        .into_iter()
        .flat_map(|group| ServiceType::all().filter(move |service| service.group() == group))
        .map(|service| Choice::new(service.code(), format!("{}　{}", service.code(), service.name())))
        .collect();
    let chosen = form.values(Field::Services.name()).count();
    let open = form.error(Field::Services.name()).is_some();
    let summary = match chosen {
        0 => "サービスで絞り込む（いまはすべて）".to_owned(),
        chosen => format!("サービスで絞り込む（いま{chosen}種類を選択）"),
    };
    let inner = form.clone();
    let statuses = anyhow(Status::ALL.iter().map(|known| Choice::new(known.name(), status(*known))));
    view! {
        <Section title="どんな事業所か">
            <Details summary open>
                <Checks form=inner.clone() name=Field::Services.name() legend=words::field(Field::Services) options=services optional=true hint="選んだもののどれかを行う事業所"/>
            </Details>
            <Choices form=form.clone() name=Field::Status.name() legend=words::field(Field::Status) options=statuses inline=true/>
            <TextField form=form.clone() name=Field::Corporation.name() label=words::field(Field::Corporation) optional=true autocomplete="off"/>
            <TextField form=form.clone() name=Field::Words.name() label=words::field(Field::Words) hint="台帳の検索と同じように、名称・カナ・番号・電話でさがします" optional=true autocomplete="off"/>
        </Section>
    }
}

/// Choices with one that narrows nothing, first and sent as nothing.
fn anyhow(choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", "問わない")).chain(choices).collect()
}

fn place(form: FormState) -> impl IntoView {
    view! {
        <Section title="どこにあるか">
            <TextField form=&form name=Field::Municipality.name() label=words::field(Field::Municipality) hint="6桁の全国地方公共団体コード" optional=true inputmode=InputMode::Numeric width=Width::Medium autocomplete="off"/>
            <TextField form=&form name=Field::Area.name() label=words::field(Field::Area) hint="町名など。例：ひかり町" optional=true width=Width::Long autocomplete="off"/>
            <TextField form=&form name=Field::District.name() label=words::field(Field::District) hint="例：北部圏域" optional=true width=Width::Long autocomplete="off"/>
        </Section>
    }
}

fn reached(form: FormState) -> impl IntoView {
    let mail = anyhow(MailAddress::ALL.iter().map(|known| Choice::new(known.name(), words::mail(*known))));
    let adoption =
        anyhow(Adopted::ALL.iter().map(|adopted| Choice::new(adopted.name(), words::adopted(*adopted))));
    let application = anyhow(
        [("live", "申請している事業所"), ("not", "申請していない事業所")]
            .into_iter()
            .map(|(value, label)| Choice::new(value, label)),
    );
    view! {
        <Section title="連絡・導入・申請">
            <Choices form=&form name=Field::Adoption.name() legend=words::field(Field::Adoption) options=adoption inline=true/>
            <Choices form=&form name=Field::Mail.name() legend=words::field(Field::Mail) options=mail inline=true/>
            <Choices form=&form name=Field::Application.name() legend=words::field(Field::Application) options=application inline=true
                hint="受付から交付決定までの申請です。不交付と取下げは数えません"/>
            <TextField form=&form name=Field::FiscalYear.name() label=words::field(Field::FiscalYear) hint="申請で絞り込むときに入力します。例：令和6年度" optional=true width=Width::Medium autocomplete="off"/>
        </Section>
    }
}

/// What was done with the offices, and with whom they exchange plans.
fn done(form: FormState, offered: Offered) -> impl IntoView {
    let linking = anyhow(Linking::ALL.iter().map(|one| Choice::new(one.name(), words::linking(*one))));
    let halts = Halt::ALL.iter().map(|halt| Choice::new(halt.name(), halted(*halt))).collect();
    let surveys = choices(&offered.surveys, words::surveyed);
    let sessions = choices(&offered.sessions, |what, words_of| words::sessioned(*what, words_of));
    let mailings = choices(&offered.mailings, |what, words_of| words::mailed(*what, words_of));
    let activities = choices(&offered.activities, |what, words_of| words::reached_by(*what, words_of));
    let bodies = choices(&offered.associations, |_, name| format!("「{name}」に入っている"));
    let groups = choices(&offered.groups, |_, name| format!("「{name}」に入っている"));
    let select = |field: Field, options: Vec<Choice>| {
        (!options.is_empty()).then(|| {
            view! {
                <SelectField form=&form name=field.name() label=words::field(field) options blank=Some("問わない".to_owned()) optional=true width=Width::Full/>
            }
        })
    };
    let (surveys, sessions) = (select(Field::Survey, surveys), select(Field::Session, sessions));
    let groups = select(Field::Group, groups);
    let closed = form.clone();
    let activities = select(Field::Activity, activities);
    let (mailings, bodies) = (select(Field::Mailing, mailings), select(Field::Association, bodies));
    view! {
        <Section title="これまでの周知と支援">
            <SelectField form=&form name=Field::Halt.name() label=words::field(Field::Halt) options=halts blank=Some("問わない".to_owned()) optional=true width=Width::Full hint="わかっている記録で、いちばん先まで進んだ段階です"/>
            <Choices form=&form name=Field::Linking.name() legend=words::field(Field::Linking) options=linking inline=true/>
            <TextField form=&form name=Field::Partners.name() label=words::field(Field::Partners) hint="この数以上の連携先が導入している事業所。例：2" optional=true inputmode=InputMode::Numeric width=Width::Short suffix="か所以上" autocomplete="off"/>
            {surveys}
            {sessions}
            {mailings}
            {activities}
            {bodies}
            <DateField form=&form name=Field::SilentSince.name() label=words::field(Field::SilentSince) hint="この日以後、電話や訪問などの記録がない事業所。" optional=true/>
        </Section>
        <Section title="決まった事業所">
            {groups}
            <TextArea form=&closed name=Field::Numbers.name() label=words::field(Field::Numbers) optional=true rows=4 hint="1行に1つ。ここに番号がある事業所だけを対象にします。表計算ソフトの列を貼り付けられます"/>
        </Section>
    }
}

fn choices<T: Value>(offered: &[Chosen<T>], words_of: impl Fn(&T, &str) -> String) -> Vec<Choice> {
    let choice = |one: &Chosen<T>| Choice::new(one.what.value(), words_of(&one.what, &one.words));
    offered.iter().map(choice).collect()
}
