//! 普及の段階: how far the offices have come by a day, and those who stop between two steps.

use super::frame::AdoptionParts;
use crate::{exports::SaveLinks, messages::adoption_funnel as words, paths, paths::FunnelOf};
use chrono::NaiveDate;
use domain::{
    adoption::{Funnel, FunnelStep, Halt},
    ids::OfficeId,
    office_number::OfficeNumber,
    service_type::ServiceType,
    wareki::format_date,
};
use elements::{
    BackLink, Breadcrumb, Button, ButtonKind, ButtonLink, Choice, Column, Crumb, DateField, Density,
    EmptyState, ErrorSummary, FormState, PageHeader, Pagination, SearchForm, Section, SelectField, Table,
    Width,
    charts::{Bar, Figure, FunnelChart, Numbers},
};
use leptos::prelude::*;

/// Which offices are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelChoice {
    /// The services of the register, by code.
    pub services: Vec<ServiceType>,
    /// Its 日常生活圏域, by name.
    pub areas: Vec<String>,
    /// The chosen service.
    pub service: Option<ServiceType>,
    /// The chosen area; empty for all.
    pub area: String,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The tenant's name.
    pub tenant: String,
    /// Which offices are looked at.
    pub choice: FunnelChoice,
    /// The day with its numbers; none where it cannot be read.
    pub counted: Option<(NaiveDate, Funnel)>,
    /// Whether the viewer may make a segment.
    pub may_write: bool,
}

/// The page.
#[component]
pub fn FunnelPage(
    /// What is shown.
    view: FunnelView,
    /// The filter as it was typed.
    form: FormState,
) -> impl IntoView {
    let FunnelView { slug, tenant, choice, counted, may_write } = view;
    let caption =
        counted.as_ref().map(|(on, _)| format!("{tenant}　{}現在{}", format_date(*on), narrowed_to(&choice)));
    let body = counted.map(|(on, funnel)| {
        let of = FunnelOf { on, service: choice.service, area: &choice.area };
        body(&slug, &of, &funnel, may_write).into_any()
    });
    let services =
        choice.services.iter().map(|service| Choice::new(service.code(), service.name())).collect();
    let areas: Vec<Choice> = choice.areas.iter().map(|area| Choice::new(area, area)).collect();
    let areas = (!areas.is_empty()).then(|| {
        view! { <SelectField form=&form name="area" label="日常生活圏域" options=areas blank=Some("すべて".to_owned()) optional=true width=Width::Long/> }
    });
    view! {
        <ErrorSummary form=form.clone()/>
        <Breadcrumb crumbs=vec![Crumb::new("普及状況", paths::adoption(&slug))] here="普及の段階"/>
        <PageHeader title="普及の段階" caption lead="認知から利用まで、事業所がどこまで進んだかを数えます。段階の間で止まっている事業所は、一覧にして次の働きかけに使えます。"/>
        <AdoptionParts slug=slug.clone() here="普及の段階"/>
        <SearchForm action=paths::adoption_funnel(&slug) label="基準日と事業所を選ぶ">
            <DateField form=&form name="on" label="基準日" optional=true/>
            <SelectField form=&form name="service" label="サービス" options=services blank=Some("すべて".to_owned()) optional=true width=Width::Long/>
            {areas}
            <Button kind=ButtonKind::Secondary>"この条件で数える"</Button>
        </SearchForm>
        {body}
    }
}

fn narrowed_to(choice: &FunnelChoice) -> String {
    let service = choice.service.map(|service| format!("　{}", service.name())).unwrap_or_default();
    let area = if choice.area.is_empty() { String::new() } else { format!("　{}", choice.area) };
    format!("{service}{area}")
}

fn body(slug: &str, of: &FunnelOf<'_>, funnel: &Funnel, may_write: bool) -> impl IntoView + use<> {
    let (imports, demos) = (paths::imports(slug), paths::demos(slug));
    if funnel.offices == 0 {
        return view! {
            <EmptyState title="条件に合う営業中の事業所がありません">
                <p>"条件を外すか、事業所の一覧を取り込んでください。"</p>
                <p><a href=imports>"取込へ進む"</a></p>
            </EmptyState>
        }
        .into_any();
    }
    let nothing = (funnel.nowhere == funnel.offices).then(|| {
        view! {
            <EmptyState title="段階を示す記録が、まだありません">
                <p>"連携システムの利用事業所一覧を取り込む、デモ・説明会や集団指導の出欠を記録する、補助金の申請を受け付ける、のどれかで数字が入ります。"</p>
                <p><a href=imports>"利用事業所一覧を取り込む"</a>"　"<a href=demos>"デモ・説明会へ進む"</a></p>
            </EmptyState>
        }
    });
    let export = paths::adoption_funnel_export(slug, of);
    let (figure, levels) = (figure(funnel, &export), levels(funnel));
    let groups = groups(slug, of, funnel, may_write);
    view! {
        {nothing}
        {figure}
        <Section title="段階ごとの数と定義">{levels}<SaveLinks what="普及の段階" here=export/></Section>
        <Section title="段階の間で止まっている事業所">{groups}</Section>
    }
    .into_any()
}

fn figure(funnel: &Funnel, export: &str) -> impl IntoView + use<> {
    let steps = funnel.levels.iter().map(|level| {
        let value = i64::try_from(level.reached).unwrap_or(i64::MAX);
        Bar::new(
            words::step(level.step),
            value,
            words::share(level.reached, funnel.offices, funnel.share(level.step)),
        )
    });
    let steps = steps.collect();
    let rows = funnel.levels.iter().map(|level| {
        let before = match level.step.before() {
            Some(step) => format!("{}（{}）", level.with_before, words::step(step)),
            None => "―".to_owned(),
        };
        let share = words::share(level.reached, funnel.offices, funnel.share(level.step));
        vec![words::step(level.step).to_owned(), level.reached.to_string(), share, before]
    });
    let numbers = Numbers {
        heads: ["段階", "達した事業所", "全事業所に対する割合", "うち前の段階の記録があるもの"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    };
    view! {
        <Figure id="funnel" title="段階ごとの事業所数" finding=words::finding(funnel) numbers csv=format!("{export}format=csv")>
            <FunnelChart id="funnel" steps/>
        </Figure>
    }
}

fn levels(funnel: &Funnel) -> impl IntoView + use<> {
    let rows = funnel
        .levels
        .iter()
        .map(|level| {
            let before = level.step.before().map_or_else(
                || "―".to_owned(),
                |step| format!("「{}」の記録があるもの {}件", words::step(step), level.with_before),
            );
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader" class="nowrap">{words::step(level.step)}</th>
                    <td role="cell" data-label="達した事業所" class="number nowrap">{format!("{}件", level.reached)}</td>
                    <td role="cell" data-label="割合" class="nowrap">{words::share(level.reached, funnel.offices, funnel.share(level.step))}</td>
                    <td role="cell" data-label="このうち">{before}</td>
                    <td role="cell" data-label="数え方">{words::step_counts(level.step)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("段階"),
        Column::number("達した事業所"),
        Column::new("全事業所に対する割合"),
        Column::new("このうち前の段階の記録"),
        Column::new("数え方"),
    ];
    let adopted = funnel.level(FunnelStep::Adopted).reached;
    let counts = adopted.saturating_sub(funnel.stopped);
    view! {
        <Table caption="段階ごとの数と定義" caption_hidden=true density=Density::Dense columns stacks=true>{rows}</Table>
        <p>{format!("事業所は、達したすべての段階で数えます。説明会に来ないまま導入した事業所もあるため、後の段階が前の段階に含まれるとは限りません。説明会の記録がないまま導入に達した事業所は{}件です。", funnel.without_session)}</p>
        <p>{format!("導入に達した{adopted}件のうち{}件は、停止などで基準日には数えません。普及状況の導入率の分子は、残りの{counts}件です。", funnel.stopped)}</p>
    }
}

fn groups(slug: &str, of: &FunnelOf<'_>, funnel: &Funnel, may_write: bool) -> impl IntoView + use<> {
    let rows = Halt::ALL
        .into_iter()
        .map(|halt| {
            let count = funnel.halted(halt);
            let name = words::halted(halt);
            let list = (count > 0).then(|| {
                let href = paths::adoption_funnel_offices(slug, halt, of);
                view! { <a href=href aria-label=format!("一覧を見る：{name}")>"一覧を見る"</a> }
            });
            let segment = (count > 0 && may_write).then(|| {
                let href = paths::new_segment_of(slug, halt, of);
                view! { "　"<a class="no-print" href=href aria-label=format!("対象リストを作る：{name}")>"対象リストを作る"</a> }
            });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader" class="nowrap">{name}</th>
                    <td role="cell" data-label="事業所" class="number nowrap">{format!("{count}件")}</td>
                    <td role="cell">{words::halted_means(halt)}</td>
                    <td role="cell">{list}{segment}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("いちばん先の段階"),
        Column::number("事業所"),
        Column::new("どんな事業所か"),
        Column::unseen("操作"),
    ];
    view! {
        <p>{format!("どの事業所も1つのまとまりに入り、足すと{}件になります。", funnel.offices)}</p>
        <Table caption="いちばん先まで進んだ段階ごとの事業所" caption_hidden=true density=Density::Dense columns stacks=true>{rows}</Table>
    }
}

/// An office of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HaltedLine {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// Its name.
    pub name: String,
    /// Its services.
    pub services: Vec<ServiceType>,
    /// Its 日常生活圏域.
    pub area: String,
    /// The last day of a step; none where nothing is on record.
    pub last: Option<NaiveDate>,
}

/// The offices of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HaltedView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// Which group.
    pub halt: Halt,
    /// Of which day.
    pub on: NaiveDate,
    /// Which offices are looked at.
    pub choice: FunnelChoice,
    /// The offices of the page, those who stopped longest first.
    pub offices: Vec<HaltedLine>,
    /// How many there are.
    pub total: u64,
    /// The page, from 1.
    pub page: u64,
    /// Offices of a page.
    pub per_page: u64,
    /// Whether the viewer may make a segment.
    pub may_write: bool,
}

/// The page of a group.
#[component]
pub fn HaltedPage(
    /// What is shown.
    view: HaltedView,
) -> impl IntoView {
    let HaltedView { slug, halt, on, choice, offices, total, page, per_page, may_write } = view;
    let of = FunnelOf { on, service: choice.service, area: &choice.area };
    let title = format!("普及の段階が「{}」の事業所", words::halted(halt));
    let caption = format!("{}現在{}", format_date(on), narrowed_to(&choice));
    let back = paths::adoption_funnel_of(&slug, &of);
    let here = paths::adoption_funnel_offices(&slug, halt, &of);
    let export = paths::adoption_funnel_offices_export(&slug, halt, &of);
    let segment = paths::new_segment_of(&slug, halt, &of);
    let make = may_write.then(|| {
        view! {
            <ButtonLink href=segment kind=ButtonKind::Secondary>"この段階の対象リストを作る"</ButtonLink>
            <p class="no-print muted">"キャンペーンやお知らせの対象に選べます。使うたびに、その日の記録で選び直します。"</p>
        }
    });
    let list = if offices.is_empty() {
        let funnel = back.clone();
        view! {
            <EmptyState title="この段階の事業所はありません">
                <p><a href=funnel>"普及の段階へ戻る"</a></p>
            </EmptyState>
        }
        .into_any()
    } else {
        let told = format!("{total}件");
        let rows = offices.into_iter().map(|office| line(&slug, office)).collect_view();
        let columns = vec![
            Column::new("事業所"),
            Column::new("番号"),
            Column::new("サービス"),
            Column::new("日常生活圏域"),
            Column::new("この段階の日"),
        ];
        view! {
            <div class="list-head"><div class="list-line"><p role="status">{told}</p>{make}</div></div>
            <Table caption=title.clone() caption_hidden=true density=Density::Dense columns stacks=true>{rows}</Table>
            <Pagination page total per_page href=move |page| format!("{here}page={page}")/>
            <SaveLinks what="この段階の事業所" here=export/>
        }
        .into_any()
    };
    view! {
        <BackLink href=back/>
        <PageHeader title caption lead=words::halted_means(halt)/>
        {list}
    }
}

fn line(slug: &str, office: HaltedLine) -> impl IntoView + use<> {
    let HaltedLine { id, number, name, services, area, last } = office;
    let services = services.into_iter().map(ServiceType::name).collect::<Vec<_>>().join("、");
    let last = last.map_or_else(|| "―".to_owned(), format_date);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=paths::office_history(slug, id)>{name}</a></th>
            <td role="cell" data-label="番号">{number.to_string()}</td>
            <td role="cell" data-label="サービス">{services}</td>
            <td role="cell" data-label="日常生活圏域">{area}</td>
            <td role="cell" data-label="この段階の日">{last}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{adoption::Trail, form::Typed};

    #[test]
    fn each_group_leads_to_its_list_and_only_who_may_to_a_segment() {
        let on = NaiveDate::from_ymd_opt(2024, 7, 3).unwrap();
        let (came, nothing) = (Trail::of(&[], Some(on), None), Trail::default());
        let html = |may_write: bool| {
            let service = ServiceType::from_code("43");
            let choice = FunnelChoice {
                services: service.into_iter().collect(),
                areas: vec!["北部&南部".into()],
                service,
                area: "北部&南部".into(),
            };
            let view = FunnelView {
                slug: "midorino".into(),
                tenant: "みどり野市".into(),
                choice,
                counted: Some((on, Funnel::of([&came, &nothing], on))),
                may_write,
            };
            let form = FormState::filled(Typed::default());
            let owner = Owner::new();
            owner.with(|| view! { <FunnelPage view form/> }.to_html()).replace("<!>", "")
        };
        let clerk = html(true);
        let list =
            "/adoption/funnel/offices?halt=session&amp;on=2024-07-03&amp;service=43&amp;area=%E5%8C%97";
        assert!(clerk.contains(list) && clerk.contains("%26"), "{clerk}");
        assert!(clerk.contains("/offices/segments/new?halt=session"), "{clerk}");
        assert_eq!(clerk.matches("一覧を見る：").count(), 2, "two groups have somebody: {clerk}");
        assert!(clerk.contains("50.0%（1／2）") && clerk.contains("足すと2件になります"), "{clerk}");
        let viewer = html(false);
        assert!(viewer.contains(list) && !viewer.contains("/offices/segments/new"), "{viewer}");
    }
}
