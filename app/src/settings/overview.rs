//! The settings at a glance: one card for each thing an administrator keeps, with how it stands.

use crate::{messages::settings as words, paths, when};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{accounts::TenantKind, settings::SenderField, tokyo};
use elements::{Cards, LinkCard, PageHeader, Section, SummaryList, SummaryRow, Tag, Tone};
use leptos::prelude::*;

/// How old the last backup may be before somebody should look.
const BACKUP_AGE: TimeDelta = TimeDelta::days(2);
/// How old the last restore drill may be: once a quarter.
const DRILL_AGE: TimeDelta = TimeDelta::days(92);

/// Something an operator did last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// When.
    pub at: DateTime<Utc>,
    /// With what.
    pub detail: String,
}

/// How the chain of audit events stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainState {
    /// Nobody has verified it yet.
    Never,
    /// Whole up to this number, found so then.
    Verified {
        /// The last number that was looked at.
        seq: i64,
        /// When.
        at: DateTime<Utc>,
    },
    /// The first number that does not fit, found so then.
    Broken {
        /// The number.
        seq: i64,
        /// When.
        at: DateTime<Utc>,
    },
}

impl ChainState {
    /// The state in one word, for a tag.
    pub const fn tag(self) -> (Tone, &'static str) {
        match self {
            Self::Never => (Tone::Neutral, "未検証"),
            Self::Verified { .. } => (Tone::Success, "検証済み"),
            Self::Broken { .. } => (Tone::Danger, "破損"),
        }
    }
    /// The state in a sentence.
    pub fn sentence(self) -> String {
        match self {
            Self::Never => "まだ検証していません。".to_owned(),
            Self::Verified { seq, at } => {
                format!("{seq}番までの記録に改ざんがないことを、{}に確かめました。", when::moment(at))
            }
            Self::Broken { seq, at } => format!(
                "{seq}番の記録が、書かれたときと違っています（{}の検証）。すぐに情報セキュリティの担当とシステムの運用者に連絡してください。",
                when::moment(at)
            ),
        }
    }
}

/// Everything on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The tenant's word in addresses.
    pub slug: String,
    /// What the tenant is.
    pub kind: TenantKind,
    /// What is missing in the sender.
    pub missing: Vec<SenderField>,
    /// Closed days from today until the end of the fiscal year.
    pub closed_days: usize,
    /// People who may sign in.
    pub people: usize,
    /// Invited, and not set up yet.
    pub invited: usize,
    /// Sessions that live now.
    pub sessions: usize,
    /// Pieces of work held by people who cannot sign in.
    pub stranded: u64,
    /// How the chain stands.
    pub chain: ChainState,
    /// Tenants this one opened; none where it may not.
    pub opened: Option<usize>,
    /// The last backup.
    pub backup: Option<Kept>,
    /// The last restore drill that went well.
    pub drill: Option<Kept>,
    /// Since when mail is held after a restore.
    pub held: Option<DateTime<Utc>>,
    /// Now.
    pub now: DateTime<Utc>,
}

/// 設定.
#[component]
pub fn OverviewPage(
    /// How everything stands.
    overview: Overview,
) -> impl IntoView {
    let Overview {
        slug, kind, missing, closed_days, people, invited, sessions, stranded, chain, opened, ..
    } = overview.clone();
    let sender = if missing.is_empty() {
        "通知書の差出人、担当課、電話番号などを設定済みです。".to_owned()
    } else {
        let missing: Vec<&str> = missing.into_iter().map(words::sender_label).collect();
        format!("まだ空の項目があります：{}", missing.join("、"))
    };
    let invited = if invited > 0 { format!("（ほかに招待中{invited}人）") } else { String::new() };
    let stranded_note = (stranded > 0).then(|| {
        view! { <p><Tag tone=Tone::Attention label=format!("停止中の人が担当のままの仕事 {stranded}件")/></p> }
    });
    let work = (kind == TenantKind::Municipality).then(|| {
        view! {
            <LinkCard href=paths::handovers(&slug) title="仕事の引き継ぎ（人事異動）">
                <p>"一人が担当している申請や周知の仕事を、まとめて別の人に引き継ぎます。"</p>
                {stranded_note}
            </LinkCard>
            <LinkCard href=paths::routing(&slug) title="担当の割り振り">
                <p>"届いた申請の担当者を、補助事業・サービス・圏域ごとの規則で決めます。"</p>
            </LinkCard>
        }
    });
    let opening = opened.map(|opened| {
        view! {
            <LinkCard href=paths::tenants(&slug) title="自治体・団体の開設">
                <p>{format!("これまでに{opened}件を開設しました。")}</p>
            </LinkCard>
        }
    });
    let decisions = (kind == TenantKind::Municipality).then(|| {
        view! {
            <LinkCard href=paths::decision_settings(&slug) title="決裁の設定">
                <p>"決裁できる額、不在のときに代わりに決裁する人、庁内の決裁を記録できる人を決めます。"</p>
            </LinkCard>
            <LinkCard href=paths::notices(&slug) title="通知書の文と公印">
                <p>"決定通知書などの文と、公印を押すか省略するかを、通知書の種類ごとに決めます。"</p>
            </LinkCard>
        }
    });
    let cities = (kind == TenantKind::Federation).then(|| {
        view! {
            <LinkCard href=paths::member_cities(&slug) title="構成市区町村">
                <p>"デモ・説明会を依頼できる市区町村と都道府県を、加えたり休止したりします。"</p>
            </LinkCard>
        }
    });
    let basics = view! {
        <LinkCard href=paths::sender(&slug) title="差出人と窓口"><p>{sender}</p></LinkCard>
        <LinkCard href=paths::closed_days(&slug) title="閉庁日">
            <p>{format!("土日・祝日・年末年始は、登録しなくても除いて数えます。そのほかに登録した日は、今年度の残りに{closed_days}日です。")}</p>
        </LinkCard>
        {decisions}
        {cities}
        <LinkCard href=paths::api_keys(&slug) title="外部連携">
            <p>"財務会計や地図などのほかのシステムが、このシステムの内容を読むための鍵を作ります。"</p>
        </LinkCard>
        {opening}
    };
    let staff = view! {
        <LinkCard href=paths::people(&slug) title="利用者"><p>{format!("利用できる人は{people}人です{invited}。")}</p></LinkCard>
        <LinkCard href=paths::roles(&slug) title="役割とできること"><p>"どの役割で何ができるかの一覧です。"</p></LinkCard>
        <LinkCard href=paths::staff_sessions(&slug) title="ログイン中の職員"><p>{format!("いま{sessions}台でログイン中です。")}</p></LinkCard>
        {work}
    };
    let (tone, label) = chain.tag();
    let record = view! {
        <LinkCard href=paths::audit(&slug) title="監査記録">
            <p>"だれが、いつ、何をしたか・見たかを確かめます。"</p>
            <p><Tag tone label/></p>
        </LinkCard>
    };
    view! {
        <PageHeader title="設定" lead="この自治体・団体の使い方を決めます。変更はすべて監査記録に残ります。"/>
        <Section title="基本"><Cards>{basics}</Cards></Section>
        <Section title="人"><Cards>{staff}</Cards></Section>
        <Section title="記録と備え">
            <Cards>{record}</Cards>
            <Operations overview/>
        </Section>
    }
}

#[component]
fn Operations(overview: Overview) -> impl IntoView {
    let Overview { backup, drill, held, now, .. } = overview;
    let held = held.map(|at| {
        view! {
            <SummaryRow label="メールの送信">
                <Tag tone=Tone::Attention label="保留中"/>" "
                {format!("{}に復元したため、送信を止めています。運用者が確かめてから再開します。", when::moment(at))}
            </SummaryRow>
        }
    });
    view! {
        <SummaryList dense=true>
            <SummaryRow label="最後のバックアップ">{last(backup, now, BACKUP_AGE, "2日以上前です")}</SummaryRow>
            <SummaryRow label="最後の復元訓練">{last(drill, now, DRILL_AGE, "3か月以上前です")}</SummaryRow>
            {held}
        </SummaryList>
        <p class="muted">"バックアップと復元訓練は、システムの運用者がコマンドで行います。止まっているときは運用者に連絡してください。"</p>
    }
}

fn last(kept: Option<Kept>, now: DateTime<Utc>, age: TimeDelta, late: &'static str) -> AnyView {
    match kept {
        None => view! { <Tag tone=Tone::Attention label="まだ記録がありません"/> }.into_any(),
        Some(Kept { at, detail }) => {
            let (tone, label) =
                if now - at > age { (Tone::Attention, late) } else { (Tone::Success, "成功") };
            let detail = if detail.is_empty() { String::new() } else { format!("（{detail}）") };
            view! { <Tag tone label/>" "{tokyo::format(at)}{detail} }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    fn overview() -> Overview {
        Overview {
            slug: "midorino".into(),
            kind: TenantKind::Municipality,
            missing: vec![SenderField::DocumentPrefix],
            closed_days: 2,
            people: 5,
            invited: 1,
            sessions: 3,
            stranded: 4,
            chain: ChainState::Never,
            opened: None,
            backup: None,
            drill: None,
            held: None,
            now: Utc.with_ymd_and_hms(2024, 7, 3, 3, 0, 0).unwrap(),
        }
    }

    fn html(overview: Overview) -> String {
        let owner = Owner::new();
        owner.with(|| view! { <OverviewPage overview/> }.to_html()).replace("<!>", "")
    }

    #[test]
    fn what_needs_somebody_is_said_in_words() {
        let html = html(overview());
        for words in [
            "まだ空の項目があります：文書記号",
            "停止中の人が担当のままの仕事 4件",
            "未検証",
            "まだ記録がありません",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(!html.contains("開設</a>"), "a municipality opens nobody");
    }

    #[test]
    fn an_old_backup_is_not_called_good() {
        let now = overview().now;
        let kept = |days| Some(Kept { at: now - TimeDelta::days(days), detail: "12 MB".into() });
        let old = html(Overview { backup: kept(3), drill: kept(3), ..overview() });
        assert!(old.contains("2日以上前です") && old.contains("12 MB") && old.contains("成功"), "{old}");
        assert!(!html(Overview { backup: kept(1), drill: kept(91), ..overview() }).contains("以上前です"));
    }

    #[test]
    fn a_broken_chain_says_whom_to_tell() {
        let sentence = ChainState::Broken { seq: 12, at: overview().now }.sentence();
        assert!(sentence.starts_with("12番の記録") && sentence.contains("連絡してください"), "{sentence}");
    }
}
