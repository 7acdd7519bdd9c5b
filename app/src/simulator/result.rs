//! What comes out: a range, never one precise number.

use super::{InCity, Made};
use crate::messages::simulator::{about, break_even, case, hours, label, net, side, unit};
use domain::{
    money::Yen,
    simulator::{Case, Field, Inputs, Outcome},
};
use elements::{
    Column, Notice, NoticeKind, Section, Stat, Stats, SummaryList, SummaryRow, Table,
    charts::{Bar, BarChart, Figure, Fill, Numbers},
};
use leptos::prelude::*;

/// The result.
#[component]
pub fn ResultSection(
    /// What was estimated.
    made: Made,
    /// In whose name.
    city: Option<InCity>,
    /// What a licence costs today, and why.
    licence: (Yen, String),
    /// The page's path.
    here: String,
) -> impl IntoView {
    let standard = made.estimate.standard.clone();
    let (low, high) = (&made.estimate.cautious, &made.estimate.generous);
    let range = format!("{}から{}の間", about(low.saving), about(high.saving));
    let rates = format!("いまかかっている{}のうち", about(standard.without));
    let due = made.cost.due();
    let net_note = format!("ライセンス料の負担{due}を引いた額");
    let saved = format!("いまかかっている{}のうち", hours(standard.minutes()));
    let partners =
        format!("取引事業所{}か所のうち、これだけが導入していれば元が取れます", made.inputs.partners);
    let table = cases(&made);
    let paid = paid(&made, city, licence);
    let later = later(&made, &here);
    let inputs = entered(&made.inputs);
    view! {
        <section class="section" id="result">
            <h2 class="section__title">"試算の結果"</h2>
            <div class="print-only">{inputs}</div>
            <Stats>
                <Stat label="1年間の削減額（標準）" value=about(standard.saving) note=range/>
                <Stat label="削減率（標準）" value=format!("{}%", standard.rate) note=rates/>
                <Stat label="1年間に減る時間（標準）" value=format!("約{}", hours(standard.saved_minutes)) note=saved/>
                <Stat label="ライセンス料を引いた差引き（標準）" value=net(standard.net) note=net_note/>
                <Stat label="元が取れる相手の数（標準）" value=break_even(standard.break_even) note=partners/>
            </Stats>
            <Notice kind=NoticeKind::Warning title="これは試算です">
                <p>"公式の計算式は公表されていません。この試算は、下の前提と計算式によるもので、実際の効果を約束するものではありません。金額は千円未満（1万円未満は百円未満）を、時間は1時間未満を、四捨五入して示しています。"</p>
            </Notice>
            {table}
            {paid}
        </section>
        {later}
        <Section title="印刷する・送る">
            <p class="no-print">"ブラウザの印刷で、結果・計算のしかた・前提を、管理者に渡せる用紙に印刷できます。このページのアドレスを送ると、受け取った方は同じ結果を見られます。"</p>
            <p class="print-only">"この用紙は、入力した4つの数から計算した試算です。前提と計算のしかたは、次に示すとおりです。"</p>
        </Section>
    }
}

/// What was typed, on paper.
fn entered(inputs: &Inputs) -> impl IntoView + use<> {
    let Inputs { side: of, people, partners, adopted, users } = *inputs;
    let numbers = [
        (Field::People, people),
        (Field::Partners, partners),
        (Field::Adopted, adopted),
        (Field::Users, users),
    ];
    let rows = numbers
        .into_iter()
        .map(|(field, number)| {
            let words = format!("{}{}", Yen(i64::from(number)).grouped(), unit(field));
            view! { <SummaryRow label=label(field)>{words}</SummaryRow> }
        })
        .collect_view();
    view! { <SummaryList dense=true><SummaryRow label=label(Field::Side)>{side(of)}</SummaryRow>{rows}</SummaryList> }
}

/// A line of the table of cases: what it is, and how each outcome says it.
type Measure = (&'static str, fn(&Outcome) -> String);

const MEASURES: [Measure; 8] = [
    ("いまかかっている時間", |one| format!("約{}", hours(one.minutes()))),
    ("減る時間", |one| format!("約{}", hours(one.saved_minutes))),
    ("いまかかっている費用", |one| about(one.without)),
    ("システムを使ったときの費用", |one| about(one.with)),
    ("削減額", |one| about(one.saving)),
    ("削減率", |one| format!("{}%", one.rate)),
    ("ライセンス料を引いた差引き", |one| net(one.net)),
    ("元が取れる相手の数", |one| break_even(one.break_even)),
];

/// The three cases beside each other.
fn cases(made: &Made) -> impl IntoView + use<> {
    let rows = MEASURES
        .into_iter()
        .map(|(name, words)| {
            let cells = Case::ALL
                .into_iter()
                .map(|of| {
                    let words = words(made.estimate.of(of));
                    view! { <td role="cell" class="number" data-label=case(of)>{words}</td> }
                })
                .collect_view();
            view! { <tr role="row"><th scope="row" role="rowheader">{name}</th>{cells}</tr> }
        })
        .collect_view();
    let mut columns = vec![Column::new("1年間")];
    columns.extend(Case::ALL.into_iter().map(|of| Column::number(case(of))));
    view! {
        <Table caption="前提を控えめ・標準・多めにしたときの結果" stacks=true columns>{rows}</Table>
        <p class="muted">"控えめは、すべての前提を削減が小さくなる値に、多めは大きくなる値にしたときの結果です。「届きません」は、取引事業所のすべてが導入しても、削減額だけではライセンス料に届かないことをいいます。"</p>
    }
}

/// What the office pays for the system.
fn paid(made: &Made, city: Option<InCity>, (fee, note): (Yen, String)) -> impl IntoView + use<> {
    let note = if note.is_empty() { String::new() } else { format!("（{note}）") };
    let subsidy = made.cost.subsidy;
    let support = match city {
        Some(InCity { name, subsidy: Some((title, href, _)), .. }) if subsidy > Yen::ZERO => view! {
            <p>{format!("{name}が受付中の補助金から、{subsidy}の補助を受けたものとして計算しました。")}</p>
            <p><a href=href>{title}</a></p>
        }
        .into_any(),
        Some(InCity { name, .. }) => {
            view! { <p>{format!("{name}には、ライセンス料に使える受付中の補助金がないものとして計算しました。")}</p> }
                .into_any()
        }
        None => view! { <p>"市区町村の補助金は、計算に入れていません。お近くの市区町村の案内を確かめてください。"</p> }
            .into_any(),
    };
    view! {
        <h3>"ライセンス料と補助金"</h3>
        <p>{format!("年間ライセンス料は{fee}{note}です。")}</p>
        {support}
    }
}

/// What it would be if more partners used the system, drawn and with an address each.
fn later(made: &Made, here: &str) -> Option<impl IntoView + use<>> {
    let [(_, now), .., (all, last)] = &made.later[..] else { return None };
    let finding = format!(
        "取引事業所{all}か所のすべてが導入すると、削減額は{}から{}になります。",
        about(now.saving),
        about(last.saving)
    );
    let bars = made.later.iter().map(|(adopted, one)| {
        let fill = if *adopted == made.inputs.adopted { Fill::Full } else { Fill::Hatched };
        Bar::new(format!("導入している相手が{adopted}か所"), one.saving.get(), about(one.saving)).filled(fill)
    });
    let (bars, most): (Vec<Bar>, i64) = (bars.collect(), last.saving.get());
    let heads = ["導入している相手", "削減額", "削減率", "差引き"].map(str::to_owned).to_vec();
    let rows = made.later.iter().map(|(adopted, one)| {
        vec![format!("{adopted}か所"), about(one.saving), format!("{}%", one.rate), net(one.net)]
    });
    let numbers = Numbers { heads, rows: rows.collect() };
    let links = made
        .later
        .iter()
        .filter(|(adopted, _)| *adopted != made.inputs.adopted)
        .map(|(adopted, _)| {
            let href = format!("{here}?{}#result", made.inputs.with_adopted(*adopted).query());
            view! { <li><a href=href>{format!("導入している相手を{adopted}か所にして試算する")}</a></li> }
        })
        .collect_view();
    Some(view! {
        <Section title="相手の導入が進むと">
            <Figure id="later" title="導入している相手の数と、1年間の削減額（標準）" finding numbers>
                <BarChart id="later" bars most=most/>
            </Figure>
            <ul class="no-print">{links}</ul>
        </Section>
    })
}
