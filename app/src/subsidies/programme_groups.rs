//! S17: the folded parts of the programme form, each with what it says now in its heading.

use super::{
    programme_costs::{applies, shown},
    programme_form::{date, line, short},
};
use crate::messages::subsidies::{
    after_cancellation, exhaustion, exhaustion_name, paper_rule, programme_label,
};
use domain::{
    awards::AfterCancellation,
    service_type::{Group as ServiceGroup, ServiceType},
    subsidies::{CONDITIONS, DOCUMENTS, Exhaustion, Form, PaperRule, ProgrammeField as Field, WINDOWS},
};
use elements::{
    Check, Checks, Choice, Choices, Details, FormState, HiddenField, InputMode, SelectField, TextArea,
    TextField, Width,
};
use leptos::prelude::*;

/// One folded part: open where something in it is wrong.
#[component]
pub fn Group(
    /// What it is about.
    #[prop(into)]
    title: String,
    /// What it says now, in one line; may be empty.
    said: String,
    /// What is typed.
    form: FormState,
    /// The fields in it.
    fields: Vec<Field>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let open = fields.iter().any(|field| form.error(field.name()).is_some());
    let summary = if said.is_empty() { title } else { format!("{title}：{said}") };
    view! { <Details summary open>{children()}</Details> }
}

/// 根拠と財源.
#[component]
pub fn Name(form: FormState, said: String) -> impl IntoView {
    let fields =
        vec![Field::Sponsor, Field::BasisName, Field::BasisNumber, Field::BasisArticles, Field::LastYear];
    view! {
        <Group title="根拠と財源" said form=form.clone() fields>
            {line(&form, Field::BasisName, "", false)}
            {line(&form, Field::BasisNumber, "例：令和6年告示第10号", true)}
            {line(&form, Field::BasisArticles, "通知書に書く条項。例：第6条", false)}
            {line(&form, Field::Sponsor, "例：県の補助金を財源とします", true)}
            {short(&form, Field::LastYear, "例：令和8年度。決まっていなければ空けておきます", InputMode::Text, true)}
        </Group>
    }
}

/// 受付期間: the closing second, and further windows.
#[component]
pub fn Windows(form: FormState, said: String) -> impl IntoView {
    let closing = || {
        vec![
            Choice::new("inclusive", "終了時刻ちょうどまで受け付ける（17時まで）"),
            Choice::new("exclusive", "終了時刻の前まで受け付ける（17時より前）"),
        ]
    };
    let mut fields = vec![Field::Closing(0)];
    let of = |row| vec![Field::OpensOn(row), Field::OpensAt(row), Field::ClosesOn(row), Field::ClosesAt(row)];
    let further = shown(&form, WINDOWS, of)
        .into_iter()
        .filter(|row| *row > 0)
        .map(|row| {
            fields.extend(of(row));
            view! {
                {date(&form, Field::OpensOn(row), true)}
                {short(&form, Field::OpensAt(row), "例：9:00", InputMode::Text, true)}
                {date(&form, Field::ClosesOn(row), true)}
                {short(&form, Field::ClosesAt(row), "例：17:00", InputMode::Text, true)}
                <HiddenField name=Field::Closing(row).name() value=form.value(Field::Closing(row).name()).to_owned()/>
            }
        })
        .collect_view();
    view! {
        <Group title="受付期間" said form=form.clone() fields>
            <Choices form=form.clone() name=Field::Closing(0).name() legend=programme_label(Field::Closing(0)) options=closing()/>
            <p>"年度の中で受付を分けるときは、2つ目から入力します。使わない欄は空けておきます。"</p>
            {further}
        </Group>
    }
}

/// 併用と年度.
#[component]
pub fn Together(form: FormState, said: String) -> impl IntoView {
    let stacking = vec![
        Choice::new("forbidden", "同じ経費でほかの補助金を受けるときは対象外にする")
            .hint("誓約事項にもその文を入れてください"),
        Choice::new("allowed", "併用できる").hint("ほかの補助金の額を聞き、合わせて経費の額までにします"),
        Choice::new("co_funder", "決まった補助金を先に受けることを条件にする")
            .hint("下に名称と補助率を入力します"),
    ];
    let year = vec![
        Choice::new("payment", "支払日"),
        Choice::new("application", "申請日"),
        Choice::new("start", "利用開始日").hint("申請のときに利用開始日を聞きます"),
    ];
    let fields = vec![Field::Stacking, Field::CoFunderName, Field::CoFunderRate, Field::YearBy];
    view! {
        <Group title="併用と年度" said form=form.clone() fields>
            <Choices form=form.clone() name=Field::Stacking.name() legend=programme_label(Field::Stacking) options=stacking/>
            {line(&form, Field::CoFunderName, "例：東京都の導入促進支援事業", true)}
            {short(&form, Field::CoFunderRate, "例：3/4", InputMode::Text, true)}
            <Choices form=form.clone() name=Field::YearBy.name() legend=programme_label(Field::YearBy) options=year/>
        </Group>
    }
}

/// 単位と回数.
#[component]
pub fn Times(form: FormState, said: String) -> impl IntoView {
    let units = vec![
        Choice::new("office_number", "事業所番号ごと"),
        Choice::new("corporation", "法人ごと"),
        Choice::new("licence", "ライセンスごと").hint("ライセンスは事業所番号ごとに1つです"),
        Choice::new("linkage", "連携先ごと").hint("額は連携先の数で数え、申請は事業所番号ごとに受け付けます"),
    ];
    let frequencies = vec![
        Choice::new("once_per_fiscal_year", "1年度に1回"),
        Choice::new("once_ever", "1回限り").hint("翌年度へ写した制度も合わせて数えます"),
        Choice::new("first_years", "1年度に1回、決まった年度の数まで").hint("下に年度の数を入力します"),
    ];
    view! {
        <Group title="単位と回数" said form=form.clone() fields=vec![Field::Unit, Field::Frequency, Field::Years]>
            <Choices form=form.clone() name=Field::Unit.name() legend=programme_label(Field::Unit) options=units/>
            <Choices form=form.clone() name=Field::Frequency.name() legend=programme_label(Field::Frequency) options=frequencies/>
            {short(&form, Field::Years, "例：3", InputMode::Numeric, true)}
        </Group>
    }
}

/// 対象地域と対象外.
#[component]
pub fn Place(form: FormState, said: String) -> impl IntoView {
    let reach = vec![
        Choice::new("inside", "対象地域にある事業所"),
        Choice::new("serves", "対象地域でサービスを提供する事業所")
            .hint("所在地は問いません。審査で確かめます"),
    ];
    let fields = vec![Field::Reach, Field::LocationName, Field::Municipalities];
    view! {
        <Group title="対象地域と対象外" said form=form.clone() fields>
            <Choices form=form.clone() name=Field::Reach.name() legend=programme_label(Field::Reach) options=reach/>
            {line(&form, Field::LocationName, "空けておくと、この自治体の名前になります", true)}
            <TextArea form=form.clone() name=Field::Municipalities.name() label=programme_label(Field::Municipalities) hint="空白で区切ります。空けておくと、この自治体だけになります" optional=true rows=2/>
            <Check form=form.clone() name=Field::ExcludesDeemed.name() label=programme_label(Field::ExcludesDeemed)/>
            <Check form name=Field::ExcludesSupportCentres.name() label=programme_label(Field::ExcludesSupportCentres)/>
        </Group>
    }
}

/// 対象となるサービス.
#[component]
pub fn Services(form: FormState) -> impl IntoView {
    let services = ServiceGroup::ALL
        .into_iter()
        .flat_map(|group| ServiceType::all().filter(move |service| service.group() == group))
        .map(|service| Choice::new(service.code(), format!("{}　{}", service.code(), service.name())))
        .collect::<Vec<_>>();
    let chosen = form.values(Field::Services.name()).count();
    let said = format!("いま{chosen}種類を選択");
    view! {
        <Group title="対象となるサービス" said form=form.clone() fields=vec![Field::Services]>
            <div class="columns">
                <Checks form name=Field::Services.name() legend=programme_label(Field::Services) options=services/>
            </div>
        </Group>
    }
}

/// 誓約事項.
#[component]
pub fn Conditions(form: FormState) -> impl IntoView {
    let documents = (0..DOCUMENTS)
        .filter(|row| !form.value(Field::DocumentName(*row).name()).is_empty())
        .map(|row| {
            let name = form.value(Field::DocumentName(row).name());
            Choice::new((row + 1).to_string(), format!("書類{}：{name}", row + 1))
        })
        .collect::<Vec<_>>();
    let mut fields = Vec::new();
    let mut said = 0;
    let rows = shown(&form, CONDITIONS, |row| vec![Field::Condition(row)])
        .into_iter()
        .map(|row| {
            let key = format!("condition_{}_key", row + 1);
            let kept = form.value(&key).to_owned();
            let (sentence, evidence) = (Field::Condition(row), Field::ConditionEvidence(row));
            fields.extend([sentence, evidence, Field::ConditionApplies(row)]);
            said += usize::from(!form.value(sentence.name()).is_empty());
            view! {
                {line(&form, sentence, "", true)}
                {applies(&form, Field::ConditionApplies(row))}
                <SelectField form=form.clone() name=evidence.name() label=programme_label(evidence) options=documents.clone() blank="なし（誓約だけ）".to_owned() optional=true/>
                <HiddenField name=key value=kept/>
            }
        })
        .collect_view();
    view! {
        <Group title="誓約事項" said=format!("{said}件") form fields>
            <p>"申請者がチェックを付けて誓約する文です。空いた欄に書いて保存すると、次の欄が出ます。"</p>
            {rows}
        </Group>
    }
}

/// 添付書類.
#[component]
pub fn Papers(form: FormState) -> impl IntoView {
    let of =
        |row| vec![Field::DocumentName(row), Field::DocumentShows(row), Field::DocumentAlternatives(row)];
    shown(&form, DOCUMENTS, of)
        .into_iter()
        .map(|row| {
            let key = format!("document_{}_key", row + 1);
            let optional = format!("document_{}_optional", row + 1);
            let kept = form.value(&key).to_owned();
            let (name, shows, alternatives) =
                (Field::DocumentName(row), Field::DocumentShows(row), Field::DocumentAlternatives(row));
            let said = match form.value(name.name()) {
                "" => "空き".to_owned(),
                named => named.to_owned(),
            };
            let form = form.clone();
            view! {
                <Group title=format!("添付書類{}", row + 1) said form=form.clone() fields=vec![name, shows, alternatives, Field::DocumentApplies(row)]>
                    {line(&form, name, "", true)}
                    {line(&form, shows, "例：支払った金額と日付が読み取れること", true)}
                    <TextArea form=form.clone() name=alternatives.name() label=programme_label(alternatives) hint="1行に1つ。給付費から差し引かれて領収書のないライセンス料には、支払通知など" optional=true rows=3/>
                    {applies(&form, Field::DocumentApplies(row))}
                    <Check form=form.clone() name=optional label="なくても申請できる（任意の書類）"/>
                    <HiddenField name=key value=kept/>
                </Group>
            }
        })
        .collect_view()
}

/// 説明会への参加.
#[component]
pub fn Session(form: FormState, said: String) -> impl IntoView {
    let said = if said.is_empty() { "条件にしない".to_owned() } else { said };
    view! {
        <Group title="説明会への参加" said form=form.clone() fields=vec![Field::AttendedFrom, Field::AttendedUntil]>
            <p>"参加を条件にするときは、説明会の期間を入力します。出欠の記録と照らして、審査で確かめます。"</p>
            {date(&form, Field::AttendedFrom, true)}
            {date(&form, Field::AttendedUntil, true)}
        </Group>
    }
}

/// アンケートへの回答.
#[component]
pub fn SurveyAnswered(form: FormState, said: String) -> impl IntoView {
    let said = if said.is_empty() { "条件にしない".to_owned() } else { said };
    view! {
        <Group title="アンケートへの回答" said form=form.clone() fields=vec![Field::AnsweredFrom, Field::AnsweredUntil]>
            <p>"回答を条件にするときは、回答を送信する期間を入力します。記名のアンケートの記録と照らして、審査で確かめます。無記名のアンケートは数えられません。"</p>
            {date(&form, Field::AnsweredFrom, true)}
            {date(&form, Field::AnsweredUntil, true)}
        </Group>
    }
}

/// 手続と通知.
#[component]
pub fn Handling(form: FormState, said: String) -> impl IntoView {
    let procedure = vec![
        Choice::new("one_step", "支払った後に申請する").hint("交付決定で額が決まります"),
        Choice::new("two_step", "支払う前に申請する")
            .hint("実績報告の後に額が決まります。添付書類は、見積書など支払う前に出せるものにしてください"),
        Choice::new("consulted", "事前に協議してから申請する")
            .hint("計画を了承した事業所だけが、支払う前に申請できます。添付書類は、見積書などにしてください"),
    ];
    let exhaustions = Exhaustion::ALL
        .into_iter()
        .map(|policy| Choice::new(policy.code(), exhaustion_name(policy)).hint(exhaustion(policy)))
        .collect();
    let papers =
        PaperRule::ALL.into_iter().map(|rule| Choice::new(rule.code(), paper_rule(rule))).collect::<Vec<_>>();
    let places = AfterCancellation::ALL
        .into_iter()
        .map(|place| Choice::new(place.code(), after_cancellation(place)))
        .collect::<Vec<_>>();
    let fields = vec![
        Field::Exhaustion,
        Field::ReviewPoints,
        Field::Procedure,
        Field::OnPaper,
        Field::ReportUntil,
        Field::ReportDocuments,
        Field::Advances,
        Field::AfterCancellation,
        Field::StandardDays,
        Field::Symbol,
        Field::Sender,
        Field::Terms,
        Field::Appeal,
    ];
    view! {
        <Group title="予算額に達したとき・手続と通知" said form=form.clone() fields>
            <Choices form=form.clone() name=Field::Exhaustion.name() legend=programme_label(Field::Exhaustion) options=exhaustions/>
            <TextArea form=form.clone() name=Field::ReviewPoints.name() label=programme_label(Field::ReviewPoints) hint="採点をするときだけ、1行に1つ入力します（10個まで）。着眼点、空白、満点の順に書き、重みと点の言葉は要るときに加えます。例：費用に見合う効果 5点 重み2：0＝見込めない、3＝ふつう、5＝とくに大きい" optional=true rows=3/>
            <Choices form=form.clone() name=Field::Procedure.name() legend=programme_label(Field::Procedure) options=procedure/>
            <Choices form=form.clone() name=Field::OnPaper.name() legend=programme_label(Field::OnPaper) options=papers/>
            {date(&form, Field::ReportUntil, true)}
            <TextArea form=form.clone() name=Field::ReportDocuments.name() label=programme_label(Field::ReportDocuments) hint="1行に1つ。名称の後に「：」を付けて、確かめる内容を書けます。なくてもよい書類には、名称の後に（任意）を付けます" optional=true/>
            <TextArea form=form.clone() name=Field::Advances.name() label=programme_label(Field::Advances) hint="額の確定の前に支払うときだけ、1行に1回分を入力します（3回まで）。例：交付決定後 50%、中間報告後 20%、令和6年10月1日以後 20%。残りは額の確定の後に支払います" optional=true rows=3/>
            <Choices form=form.clone() name=Field::AfterCancellation.name() legend=programme_label(Field::AfterCancellation) options=places/>
            <TextField form=form.clone() name=Field::StandardDays.name() label=programme_label(Field::StandardDays) width=Width::Short inputmode=InputMode::Numeric suffix="開庁日"/>
            {short(&form, Field::Symbol, "文書番号の前に付く記号。例：みどり介", InputMode::Text, false)}
            {line(&form, Field::Sender, "通知書の発信者。例：みどり野市長　山田　太郎", false)}
            <TextArea form=form.clone() name=Field::Terms.name() label=programme_label(Field::Terms) hint="1行に1つ" optional=true/>
            <TextArea form name=Field::Appeal.name() label=programme_label(Field::Appeal) optional=true/>
        </Group>
    }
}

/// 様式.
#[component]
pub fn Forms(form: FormState, said: String) -> impl IntoView {
    let fields = Form::ALL.map(Field::FormName).to_vec();
    let lines = fields
        .iter()
        .map(|field| line(&form, *field, "番号と名称を空白で区切ります。例：様式第1号　交付申請書", true))
        .collect_view();
    view! { <Group title="様式" said form=form.clone() fields>{lines}</Group> }
}

/// 問い合わせ先.
#[component]
pub fn Desk(form: FormState, said: String) -> impl IntoView {
    view! {
        <Group title="問い合わせ先" said form=form.clone() fields=vec![Field::Section, Field::Phone, Field::Hours]>
            {line(&form, Field::Section, "例：介護保険課 給付係", false)}
            {short(&form, Field::Phone, "", InputMode::Tel, false)}
            {line(&form, Field::Hours, "例：平日 8時30分から17時15分まで", false)}
        </Group>
    }
}
