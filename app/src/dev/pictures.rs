//! Charts.

use elements::{
    Section,
    charts::{Bar, BarChart, Figure, Fill, FunnelChart, Line, LineChart, Numbers, Point},
};
use leptos::prelude::*;

fn numbers(heads: [&str; 2], rows: &[(&str, &str)]) -> Numbers {
    Numbers {
        heads: heads.map(str::to_owned).into(),
        rows: rows.iter().map(|(name, value)| vec![(*name).to_owned(), (*value).to_owned()]).collect(),
    }
}

#[component]
pub(super) fn Pictures() -> impl IntoView {
    let line = |name: &str, values: [Option<i64>; 4]| Line {
        name: name.to_owned(),
        points: ["4月", "5月", "6月", "7月"]
            .into_iter()
            .zip(values)
            .map(|(label, value)| Point { label: label.to_owned(), value })
            .collect(),
    };
    let lines = vec![
        line("本市", [Some(21), Some(85), None, Some(160)]),
        line("県", [Some(50), Some(55), Some(62), Some(76)]),
    ];
    let trend = numbers(["月", "本市"], &[("4月", "2.1%"), ("7月", "16.0%")]);
    let bars = vec![
        Bar::new("北部圏域", 200, "20.0%（12／60）"),
        Bar::new("中部圏域", 160, "16.0%（10／62）").filled(Fill::Hatched),
        Bar::new("南部圏域", 0, "0.0%（0／66）").filled(Fill::Light),
    ];
    let areas =
        numbers(["圏域", "導入率"], &[("北部圏域", "20.0%"), ("中部圏域", "16.0%"), ("南部圏域", "0.0%")]);
    let steps = vec![
        Bar::new("認知", 188, "188事業所"),
        Bar::new("説明会", 94, "94事業所（50.0%）"),
        Bar::new("導入", 30, "30事業所（16.0%）"),
    ];
    let funnel = numbers(["段階", "事業所"], &[("認知", "188"), ("説明会", "94"), ("導入", "30")]);
    view! {
        <Section title="図">
            <Figure id="dev-trend" title="導入率の推移" finding="3か月で13.8ポイント上がりました。" numbers=trend csv="/dev/elements">
                <LineChart id="dev-trend" lines/>
            </Figure>
            <Figure id="dev-areas" title="圏域ごとの導入率" finding="いちばん高いのは北部圏域です。" numbers=areas>
                <BarChart id="dev-areas" bars/>
            </Figure>
            <Figure id="dev-funnel" title="普及の段階" finding="説明会から導入までに、いちばん多く減ります。" numbers=funnel>
                <FunnelChart id="dev-funnel" steps/>
            </Figure>
        </Section>
    }
}
