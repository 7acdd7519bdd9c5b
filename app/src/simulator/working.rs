//! The formula with the numbers put in, and what it assumes.

use super::Made;
use crate::messages::simulator::{about, case, hours, parameter, value};
use chrono::NaiveDate;
use domain::{
    money::Yen,
    simulator::{Assumption, Case, Inputs, Milli, Outcome, Parameter, Side},
    wareki::format_date,
};
use elements::{Column, Section, Step, Steps, Table};
use leptos::prelude::*;

/// The formula.
#[component]
pub fn WorkingSection(
    /// What was estimated.
    made: Made,
) -> impl IntoView {
    let steps = lines(&made)
        .into_iter()
        .map(|(title, lines)| {
            let lines = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
            view! { <Step title=title>{lines}</Step> }
        })
        .collect_view();
    view! {
        <Section title="計算のしかた（標準）">
            <p>"利用者は、取引事業所に均等に分かれていると考えます。相手が導入しているやりとりは、時間の一部が残り、用紙や郵送などの費用はかからなくなります。途中の数は円・分の未満を四捨五入して示し、計算は端数のまま行います。"</p>
            <Steps>{steps}</Steps>
        </Section>
    }
}

/// Each step with its lines.
fn lines(made: &Made) -> Vec<(&'static str, Vec<String>)> {
    let Made { inputs, assumed, cost, estimate, .. } = made;
    let Inputs { side, people, partners, adopted, users } = *inputs;
    let of = |one: Parameter| value(one, assumed.of(one).of(Case::Standard));
    let offices = match side {
        Side::CareManagement => of(Parameter::OfficesPerUser),
        Side::Service => value(Parameter::OfficesPerUser, Milli::whole(1)),
    };
    let (minutes, wage) = (of(Parameter::MinutesPerExchange), of(Parameter::HourlyCost));
    let (paper, remaining) = (of(Parameter::MaterialCost), of(Parameter::RemainingTime));
    let Outcome {
        exchanges,
        exchange_minutes,
        other_minutes,
        labour,
        materials,
        without,
        saved_labour,
        saved_materials,
        saving,
        rate,
        net,
        ..
    } = &estimate.standard;
    let grouped = |number: i64| Yen(number).grouped();
    let (each, other) = (grouped(*exchange_minutes), grouped(*other_minutes));
    let share = inputs.adopted_share();
    let share = format!("{adopted}か所 ÷ {partners}か所 ＝ {share}%");
    vec![
        ("やりとりの数", vec![format!("利用者 {users}人 × {offices} ＝ 月に{exchanges}件")]),
        (
            "いまかかっている時間",
            vec![
                format!(
                    "やりとり　{exchanges}件 × {minutes} × 12か月 ＝ {each}分（{}）",
                    hours(*exchange_minutes)
                ),
                format!(
                    "連絡・調整　{people}人 × {} × 12か月 ＝ {other}分（{}）",
                    of(Parameter::OtherMinutes),
                    hours(*other_minutes)
                ),
            ],
        ),
        (
            "いまかかっている費用",
            vec![
                format!("時間　（{each}分 ＋ {other}分）÷ 60 × {wage} ＝ {labour}"),
                format!("用紙・郵送など　{exchanges}件 × {paper} × 12か月 ＝ {materials}"),
                format!("合計　{without}"),
            ],
        ),
        ("導入している相手の割合", vec![share]),
        (
            "1年間の削減額",
            vec![
                format!(
                    "時間　{each}分 ×（100% − {remaining}）÷ 60 × {wage} × {adopted}／{partners} ＝ {saved_labour}"
                ),
                format!("用紙・郵送など　{materials} × {adopted}／{partners} ＝ {saved_materials}"),
                format!("合計　{saving}（{}）", about(*saving)),
            ],
        ),
        ("削減率", vec![format!("{saving} ÷ {without} ＝ {rate}%")]),
        (
            "ライセンス料を引いた差引き",
            vec![format!(
                "{saving} −（ライセンス料 {} − 補助 {}）＝ {net}",
                cost.licence,
                cost.subsidy.min(cost.licence)
            )],
        ),
    ]
}

/// What is assumed, each with its source.
#[component]
pub fn AssumedSection(
    /// In the order of the formula.
    assumptions: Vec<Assumption>,
    /// The day of the look.
    today: NaiveDate,
) -> impl IntoView {
    let rows = assumptions
        .into_iter()
        .map(|one| {
            let Assumption { parameter: of, range, valid_from, source, note } = one;
            let cells = Case::ALL
                .into_iter()
                .map(|one| {
                    let (label, words) = (case(one), value(of, range.of(one)));
                    view! { <td role="cell" class="number nowrap" data-label=label>{words}</td> }
                })
                .collect_view();
            let note = (!note.is_empty()).then(|| view! { <p class="muted">{note}</p> });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{parameter(of)}</th>
                    {cells}
                    <td role="cell" data-label="出典"><p>{source}</p>{note}</td>
                    <td role="cell" data-label="いつから" class="nowrap">{format_date(valid_from)}</td>
                </tr>
            }
        })
        .collect_view();
    let mut columns = vec![Column::new("前提")];
    columns.extend(Case::ALL.into_iter().map(|one| Column::number(case(one))));
    columns.extend([Column::new("出典"), Column::new("いつから")]);
    view! {
        <Section title="試算の前提">
            <p>{format!("{}に使っている前提です。国民健康保険中央会が、出典と日付を付けて見直します。", format_date(today))}</p>
            <Table caption="試算の前提と出典" caption_hidden=true stacks=true columns>{rows}</Table>
            <p>"公式の計算式は公表されていないため、介護保険最新情報 Vol.1310の試算例（介護支援専門員4人・取引事業所89か所・うち導入45か所・利用者84人で、年間167,910円、削減率20.2%）に近い結果になるように、前提を当てはめました。介護予防支援を行う地域包括支援センターや、サービス事業所では、実際の時間と差が大きくなることがあります。"</p>
            <p>"サービス事業所の試算では、利用者1人につき、居宅介護支援事業所1か所とやりとりするものとします。"</p>
        </Section>
    }
}
