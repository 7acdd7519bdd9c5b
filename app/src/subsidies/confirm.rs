//! Pages that ask once more before something is taken away.

use crate::paths::{self, Filling};
use domain::{
    ids::{ApplicationId, AttachmentId, ProgrammeId},
    money::Yen,
    subsidies::Task,
};
use elements::{Button, ButtonKind, Buttons, Notice, NoticeKind, PageHeader, PostForm};
use leptos::prelude::*;

/// Ends a programme?
#[component]
pub fn ClosurePage(
    /// The municipality's word in addresses.
    #[prop(into)]
    slug: String,
    /// The programme.
    id: ProgrammeId,
    /// Its title.
    #[prop(into)]
    title: String,
    /// Applications that nobody has decided about.
    open: u64,
) -> impl IntoView {
    let open = (open > 0).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=format!("決定していない申請が{open}件あります")>
                <p>"受付を終了しても、これらの申請の審査は続けられます。"</p>
            </Notice>
        }
    });
    view! {
        <PageHeader title="受付を終了しますか" caption=title lead="受付期間の途中でも、新しい申請を受け付けなくなります。あとから再開できます。"/>
        {open}
        <PostForm action=paths::close_programme(&slug, id)>
            <Buttons>
                <Button kind=ButtonKind::Warning>"受付を終了する"</Button>
                <a href=paths::programme(&slug, id)>"終了せずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}

/// Withdraws an application?
#[component]
pub fn WithdrawalPage(
    /// Whose pages.
    filling: Filling,
    /// The application.
    id: ApplicationId,
    /// Its number.
    #[prop(into)]
    receipt: String,
    /// What is released; nothing where it waits.
    amount: Option<Yen>,
    /// Why it was not withdrawn, as a sentence.
    refused: Option<String>,
) -> impl IntoView {
    let refused = refused.map(|why| view! { <Notice kind=NoticeKind::Error live=true title=why/> });
    let loses = match amount {
        Some(amount) => format!("取り下げると、確保していた{amount}は予算に戻り、受付の順番もなくなります。"),
        None => "取り下げると、待機の順番がなくなります。".to_owned(),
    };
    view! {
        {refused}
        <PageHeader title="この申請を取り下げますか" caption=format!("受付番号 {receipt}")/>
        <p>{loses}</p>
        <p>"元に戻すことはできません。受付期間中で予算が残っていれば、新しく申請できます。"</p>
        <PostForm action=filling.withdrawal(id)>
            <Buttons>
                <Button kind=ButtonKind::Warning>"申請を取り下げる"</Button>
                <a href=filling.application(id)>"取り下げずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}

/// Throws a draft away?
#[component]
pub fn DisposalPage(
    /// Whose pages.
    filling: Filling,
    /// The application.
    id: ApplicationId,
    /// The office it is for.
    #[prop(into)]
    office: String,
) -> impl IntoView {
    view! {
        <PageHeader title="この下書きを削除しますか" caption=office/>
        <p>"入力した内容と添付したファイルが消えます。元に戻すことはできません。"</p>
        <PostForm action=filling.disposal(id)>
            <Buttons>
                <Button kind=ButtonKind::Warning>"下書きを削除する"</Button>
                <a href=filling.application(id)>"削除せずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}

/// Takes a file away?
#[component]
pub fn RemovalPage(
    /// Whose pages.
    filling: Filling,
    /// The application.
    id: ApplicationId,
    /// The file.
    attachment: AttachmentId,
    /// Its name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    view! {
        <PageHeader title="このファイルを削除しますか"/>
        <p>{name}</p>
        <PostForm action=filling.removal(id, attachment)>
            <Buttons>
                <Button kind=ButtonKind::Warning>"ファイルを削除する"</Button>
                <a href=filling.task(id, Task::Documents)>"削除せずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}
