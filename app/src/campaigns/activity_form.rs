//! An activity as a form: the kind is chosen first, then what that kind has.

use crate::{
    messages::campaigns::{kind as kind_word, kind_hint, label},
    paths,
};
use domain::{
    campaigns::{ActivityKind, Channel, Field},
    ids::{ActivityId, CampaignId, SegmentId},
};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Cards, Checks, Choice, DateField, ErrorSummary,
    FormState, HiddenField, LinkCard, MoneyField, PageHeader, PostForm, Section, SelectField, TextArea,
    TextField,
};
use leptos::prelude::*;

/// Things that can be chosen: ids and names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options(pub Vec<(String, String)>);

impl Options {
    /// As the choices of a field.
    pub fn choices(self) -> Vec<Choice> {
        self.0.into_iter().map(|(id, name)| Choice::new(id, name)).collect()
    }
}

/// Chooses the kind.
#[component]
pub fn KindPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The campaign.
    campaign: CampaignId,
    /// Its name.
    name: String,
    /// The segment for whose offices it is.
    segment: Option<SegmentId>,
) -> impl IntoView {
    let cards = ActivityKind::ALL
        .iter()
        .map(|kind| {
            let href = match segment {
                Some(segment) => paths::new_activity_with(&slug, campaign, Some(*kind), segment),
                None => paths::new_activity(&slug, campaign, Some(*kind)),
            };
            view! {
                <LinkCard href title=kind_word(*kind)>
                    <p>{kind_hint(*kind)}</p>
                </LinkCard>
            }
        })
        .collect_view();
    view! {
        <BackLink href=paths::campaign(&slug, campaign)/>
        <PageHeader title="活動を加える" caption=name lead="活動の種類を選んでください。"/>
        <Section title="活動の種類"><Cards>{cards}</Cards></Section>
    }
}

/// What the form of an activity needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityFormView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The campaign and its name.
    pub campaign: (CampaignId, String),
    /// The activity that is changed, with the version it was seen with.
    pub editing: Option<(ActivityId, i32)>,
    /// What it is.
    pub kind: ActivityKind,
    /// The name of the activity whose audience it asks once more.
    pub follows: Option<String>,
    /// Whether its list is written down, so that whom it is for stays.
    pub frozen: bool,
    /// Officers.
    pub owners: Options,
    /// 対象リスト.
    pub segments: Options,
    /// 関係団体.
    pub associations: Options,
    /// お知らせ.
    pub mailings: Options,
    /// アンケート.
    pub surveys: Options,
    /// デモ・説明会.
    pub sessions: Options,
    /// 資材.
    pub materials: Options,
}

const fn script_hint(kind: ActivityKind) -> &'static str {
    match (kind, kind.channel()) {
        (ActivityKind::Mail, _) => {
            "お知らせの下書きになる文です。1行目に「件名：」と書くと、お知らせの件名になります。"
        }
        (ActivityKind::WebNotice, _) => {
            "だれでも読めるページに載せられる文です。1行目に「件名：」と書くと、ページの題名になります。"
        }
        (_, Some(Channel::Phone)) => "電話で話すことを、話す順に書きます。電話の一覧にも印刷します。",
        (_, Some(Channel::Post | Channel::Fax)) => {
            "送る文章です。1行目に「件名：」と書くと、送付状の件名になります。差込項目は、印刷するときに事業所ごとの内容になります。"
        }
        (_, Some(Channel::Visit)) => "訪問で伝えること、聞くことを書きます。",
        (_, Some(Channel::Meeting) | None) => "伝えること、準備することなどを書きます。",
    }
}

/// The form, for a new activity or one that is changed.
#[component]
pub fn ActivityFormPage(
    /// What it needs.
    view: ActivityFormView,
    /// What was typed.
    form: FormState,
) -> impl IntoView {
    let ActivityFormView {
        slug,
        campaign: (campaign, name),
        editing,
        kind,
        follows,
        frozen,
        owners,
        segments,
        associations,
        mailings,
        surveys,
        sessions,
        materials,
    } = view;
    let (title, action, back) = match editing {
        None => (
            format!("{}の活動を加える", kind_word(kind)),
            paths::new_activity(&slug, campaign, Some(kind)),
            paths::campaign(&slug, campaign),
        ),
        Some((id, _)) => (
            format!("{}の活動を直す", kind_word(kind)),
            paths::edit_activity(&slug, campaign, id),
            paths::activity(&slug, campaign, id),
        ),
    };
    let version =
        editing.map(|(_, version)| view! { <HiddenField name="version" value=version.to_string()/> });
    let whom = whom(kind, follows, frozen, (segments, associations, mailings, surveys, sessions), &form);
    let about = about(kind, whom, materials, form.clone());
    let when = when(owners, form.clone());
    view! {
        <BackLink href=back.clone()/>
        <ErrorSummary form/>
        <PageHeader title caption=name lead=kind_hint(kind)/>
        <PostForm action>
            {version}
            {about}
            {when}
            <Buttons>
                <Button>"保存する"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"やめる"</ButtonLink>
            </Buttons>
        </PostForm>
    }
}

fn about(kind: ActivityKind, whom: AnyView, materials: Options, form: FormState) -> impl IntoView {
    let materials = materials.choices();
    view! {
        <Section title="内容">
            <TextField form=&form name=Field::Name.name() label=label(Field::Name) hint="例：全事業所への電話での確認" autocomplete="off"/>
            {whom}
            <TextArea form=&form name=Field::Script.name() label=label(Field::Script) hint=script_hint(kind) optional=true rows=8/>
            <SelectField form=&form name=Field::Material.name() label=label(Field::Material) options=materials blank="使わない".to_owned() optional=true/>
            <TextField form=&form name=Field::Link.name() label=label(Field::Link) hint="掲載したページや資料のアドレス。例：https://www.example.lg.jp/kaigo/" optional=true autocomplete="off"/>
        </Section>
    }
}

fn when(owners: Options, form: FormState) -> impl IntoView {
    let owners = owners.choices();
    view! {
        <Section title="日程と担当">
            <DateField form=&form name=Field::Starts.name() label=label(Field::Starts) hint="1日から10日は、事業所が請求をする期間です。" optional=true/>
            <DateField form=&form name=Field::Ends.name() label=label(Field::Ends) hint="1日だけのときは空のままにします。" optional=true/>
            <SelectField form=&form name=Field::Owner.name() label=label(Field::Owner) options=owners blank="決めない".to_owned() optional=true/>
            <MoneyField form=&form name=Field::Cost.name() label=label(Field::Cost) hint="郵送料や印刷費など。わかってから入力できます。" optional=true/>
        </Section>
    }
}

fn whom(
    kind: ActivityKind,
    follows: Option<String>,
    frozen: bool,
    (segments, associations, mailings, surveys, sessions): (Options, Options, Options, Options, Options),
    form: &FormState,
) -> AnyView {
    if frozen {
        return view! {
            <HiddenField name=Field::Segment.name() value=form.value(Field::Segment.name()).to_owned()/>
            <p class="muted">"対象の一覧を作った後は、対象リストと関係団体を変えられません。変えるときは、先に一覧を破棄してください。"</p>
        }
        .into_any();
    }
    match kind {
        ActivityKind::Mail => view! {
            <SelectField form=form name=Field::Segment.name() label=label(Field::Segment) options=segments.choices() blank="後で選ぶ".to_owned() optional=true
                hint="新しくお知らせを書くときの対象です。"/>
            <SelectField form=form name=Field::Mailing.name() label=label(Field::Mailing) options=mailings.choices() blank="後で書く・選ぶ".to_owned() optional=true
                hint="書いてあるお知らせを選びます。まだないときは、保存した後に書けます。"/>
        }
        .into_any(),
        ActivityKind::Survey => view! {
            <SelectField form=form name=Field::Survey.name() label=label(Field::Survey) options=surveys.choices() blank="後で選ぶ".to_owned() optional=true/>
        }
        .into_any(),
        ActivityKind::DemoSession => view! {
            <SelectField form=form name=Field::Session.name() label=label(Field::Session) options=sessions.choices() blank="後で選ぶ".to_owned() optional=true/>
        }
        .into_any(),
        kind if kind.channel().is_some() => {
            let bodies = (follows.is_none() && !associations.0.is_empty()).then(|| {
                view! {
                    <Checks form=form name=Field::Associations.name() legend=label(Field::Associations) options=associations.choices() optional=true
                        hint="事業所のほかに、対象の一覧に加える団体です。"/>
                }
            });
            let (blank, hint) = match follows {
                Some(earlier) => (
                    format!("「{earlier}」の対象の一部"),
                    "対象リストを選ぶと、前の活動の対象の代わりに、その中の事業所で一覧を作ります。",
                ),
                None => ("後で選ぶ".to_owned(), "この中の事業所で、対象の一覧を作ります。"),
            };
            view! {
                <SelectField form=form name=Field::Segment.name() label=label(Field::Segment) options=segments.choices() blank optional=true hint/>
                {bodies}
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}
