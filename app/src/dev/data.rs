//! What shows facts: tables, lists, numbers, ways on.

use elements::{
    BackLink, BudgetBar, Card, Cards, Change, CheckAnswers, Column, Density, Direction, FilterChip,
    FilterChips, LinkCard, Pagination, Part, Section, Stat, Stats, Step, StepState, Steps, SummaryList,
    SummaryRow, Table, Tag, Task, TaskList, TaskStatus, Timeline, TimelineEntry, Tone,
};
use leptos::prelude::*;

const ROWS: [(&str, &str, &str, Tone, &str, &str); 4] = [
    ("R8-0012", "あおぞら居宅介護支援事業所", "11月2日(月)", Tone::Danger, "期限超過", "21,000"),
    ("R8-0015", "訪問介護ステーションひまわり", "11月10日(火)", Tone::Attention, "補正依頼中", "12,500"),
    (
        "R8-0018",
        "社会福祉法人大分会 デイサービスセンターかんたん",
        "11月18日(水)",
        Tone::Progress,
        "審査中",
        "1,260,000",
    ),
    ("R8-0021", "居宅介護支援事業所のぞみ", "11月20日(金)", Tone::Info, "受付", "21,000"),
];

#[component]
fn Applications(caption: &'static str, density: Density) -> impl IntoView {
    let columns = vec![
        Column::new("受付番号").sorted_by("?sort=number", None),
        Column::new("事業所"),
        Column::new("申請日").sorted_by("?sort=date:desc", Some(Direction::Ascending)),
        Column::new("状態"),
        Column::number("申請額（円）"),
        Column::unseen("操作"),
    ];
    let rows = ROWS
        .into_iter()
        .map(|(number, office, date, tone, state, amount)| {
            view! {
                <tr>
                    <th scope="row" class="nowrap"><a href="/dev/elements">{number}</a></th>
                    <td>{office}</td>
                    <td class="nowrap">{date}</td>
                    <td><Tag tone label=state/></td>
                    <td class="number">{amount}</td>
                    <td class="nowrap"><a href="/dev/elements">"開く"<span class="hidden">{number}</span></a></td>
                </tr>
            }
        })
        .collect_view();
    let foot = ViewFnOnce::from(|| {
        view! { <tr><th scope="row" colspan="4">"合計"</th><td class="number">"1,314,500"</td><td></td></tr> }
    });
    view! { <Table caption columns density foot>{rows}</Table> }
}

#[component]
pub(super) fn Data() -> impl IntoView {
    let chips = vec![
        FilterChip::view("すべて", "?v=all", true).count(132),
        FilterChip::view("担当なし", "?v=unowned", false).count(12),
        FilterChip::view("期限間近", "?v=due", false).count(3),
        FilterChip::remove("状態：受付", "?v=all&st="),
    ];
    let parts = vec![
        Part { label: "交付決定済み".into(), amount: 1_260_000, words: "1,260,000円".into() },
        Part { label: "審査中".into(), amount: 420_000, words: "420,000円".into() },
    ];
    view! {
        <Section title="表">
            <FilterChips label="絞り込み" chips/>
            <Applications caption="申請（標準）" density=Density::Comfortable/>
            <Applications caption="申請（密）" density=Density::Dense/>
            <Applications caption="申請（詰める）" density=Density::Tight/>
            <Pagination page=5 per_page=50 total=480 href=|page| format!("?page={page}")/>
        </Section>
        <Section title="数字と予算">
            <Stats>
                <Stat label="未処理の申請" value="12" unit="件" note="いちばん古いもの：11月2日" href="/dev/elements"/>
                <Stat label="導入率" value="31.0" unit="%" note="142事業所のうち44（11月22日現在）"/>
                <Stat label="執行残" value="1,320,000" unit="円" note="予算3,000,000円"/>
            </Stats>
            <BudgetBar label="令和8年度 予算額" total=3_000_000 total_words="3,000,000円" parts rest_words="1,320,000円"/>
        </Section>
        <Section title="やること一覧">
            <BackLink href="/dev/elements"/>
            <p>"5件のうち2件が完了しています。"</p>
            <TaskList>
                <Task href="/dev/elements" id="task-office" label="事業所" status=TaskStatus::Done/>
                <Task href="/dev/elements" id="task-contact" label="連絡先" status=TaskStatus::Done/>
                <Task href="/dev/elements" id="task-cost" label="かかった費用" status=TaskStatus::Started/>
                <Task href="/dev/elements" id="task-receipt" label="領収書" hint="写真でもかまいません。" status=TaskStatus::Problem/>
                <Task href="/dev/elements" id="task-account" label="口座" status=TaskStatus::Todo/>
                <Task href="/dev/elements" id="task-check" label="確認と申請" status=TaskStatus::Blocked("ほかの項目を先に入力してください".into())/>
            </TaskList>
        </Section>
        <Section title="入力内容の確認">
            <CheckAnswers title="連絡先">
                <SummaryRow label="担当者" change=Change::at("/dev/elements")>"青空 花子（あおぞら はなこ）"</SummaryRow>
                <SummaryRow label="電話番号" change=Change::at("/dev/elements")>"097-000-0000"</SummaryRow>
                <SummaryRow label="FAX番号" change=Change::at("/dev/elements")/>
            </CheckAnswers>
            <SummaryList dense=true>
                <SummaryRow label="事業所番号">"4470100000"</SummaryRow>
                <SummaryRow label="法人">"社会福祉法人大分会"</SummaryRow>
            </SummaryList>
        </Section>
        <Section title="流れ">
            <Steps>
                <Step title="申請" when="11月2日(月)に受け付けました" state=StepState::Done/>
                <Step title="市の審査" when="12月1日(火)ごろまで" state=StepState::Current><p>"足りないものがあれば、メールでお知らせします。"</p></Step>
                <Step title="交付決定通知書が届く"/>
                <Step title="振込" when="決定からおよそ30日"/>
            </Steps>
        </Section>
        <Section title="経過">
            <Timeline>
                <TimelineEntry title="交付を決定しました" at="令和8年11月22日 10:05" by="決裁者 決裁 一郎" tone=Tone::Success/>
                <TimelineEntry title="補正をお願いしました" at="令和8年11月12日 15:30" by="担当 担当 花子" tone=Tone::Attention>
                    <p>"領収書の宛名が読み取れません。"</p>
                </TimelineEntry>
                <TimelineEntry title="申請を受け付けました" at="令和8年11月10日 9:12" datetime="2026-11-10T09:12:00+09:00"/>
            </Timeline>
        </Section>
        <Section title="カード">
            <Cards>
                <LinkCard href="/dev/elements" title="申請の審査"><p>"12件が待っています。"</p></LinkCard>
                <LinkCard href="/dev/elements" title="事業所台帳"><p>"142事業所。最終取込は11月20日(金)。"</p></LinkCard>
                <Card title="リンクのないカード"><p>"説明だけを置きます。"</p></Card>
            </Cards>
        </Section>
    }
}
